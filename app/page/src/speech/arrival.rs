//! What is said when a page opens: what it is and what it wants, in a few seconds.

use super::{Detail, Speech};
use crate::{
    node::{Kind, Node},
    page::Page,
    text::Text,
};

/// So long may it take until the person knows what the page wants.
const SECONDS_MAX: f32 = 7.0;
/// What voices say in a second at their usual speed, pauses and all: measured with espeak-ng.
const HANGUL_PER_SECOND: f32 = 5.0;
const LETTERS_PER_SECOND: f32 = 18.0;

/// Which nodes a page that was just opened presents, for ear and finger alike: from the title to the focus; and
/// where the focus is on something to read, on to the next heading or control.
pub fn opening(page: &Page) -> impl Iterator<Item = &Node> {
    let focus = page.focus_index();
    let reads_on = reads_on(page);
    let behind = page.nodes.iter().skip(focus + 1);
    let behind = behind.take_while(move |node| {
        reads_on && !node.is_control() && !matches!(node.kind, Kind::Heading { .. })
    });
    // What can be used is told when one comes to it; Back and Help are where they always are.
    let before = page.nodes.iter().take(focus + 1);
    before
        .filter(|node| node.id == page.focus || !node.is_control())
        .chain(behind)
}

/// Whether the page is there to be read.
fn reads_on(page: &Page) -> bool {
    page.focused().is_some_and(|node| !node.is_control())
}

impl Speech<'_> {
    /// The page as it opens. Where something is to be done, what stands before it waits if all of it would take too
    /// long; that there is more is told, and "read the page" reads it.
    pub(super) fn opened(&mut self, page: &Page) {
        let nodes: Vec<&Node> = opening(page).collect();
        if self.manner.detail == Detail::Brief && !reads_on(page) {
            return self.nodes(
                nodes
                    .into_iter()
                    .filter(|node| is_title(node, page) || node.id == page.focus),
                page,
            );
        }
        let fits = |nodes: &[&Node]| self.seconds(nodes, page) <= SECONDS_MAX;
        if reads_on(page) || fits(&nodes) {
            return self.nodes(nodes, page);
        }
        let short: Vec<&Node> = nodes
            .into_iter()
            .filter(|node| {
                node.id == page.focus
                    || matches!(node.kind, Kind::Heading { .. } | Kind::Progress { .. })
            })
            .collect();
        self.nodes(short, page);
        self.sentence(vec![self.words.text("speech-more")]);
    }

    /// How long these nodes take to be said.
    fn seconds(&self, nodes: &[&Node], page: &Page) -> f32 {
        let mut said = Speech::new(self.words, self.manner);
        said.nodes(nodes.iter().copied(), page);
        said.utterances
            .iter()
            .map(|utterance| seconds(&utterance.text))
            .sum()
    }
}

fn is_title(node: &Node, page: &Page) -> bool {
    matches!(node.kind, Kind::Heading { level: 1 }) && same(&node.label, &page.title)
}

fn same(one: &Text, other: &Text) -> bool {
    one.shown == other.shown
}

/// How long a voice takes for a text, about.
pub fn seconds(text: &str) -> f32 {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters
        .map(|letter| match letter {
            '가'..='힣' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '0'..='9' => {
                1.0 / HANGUL_PER_SECOND
            }
            _ => 1.0 / LETTERS_PER_SECOND,
        })
        .sum()
}
