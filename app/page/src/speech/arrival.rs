//! What is said when a page opens: what it is and what it wants, in a few seconds.

use super::{
    Detail, Manner, Speech, Utterance,
    nodes::{least, parts, value},
};
use crate::{
    node::{Kind, Node},
    page::Page,
    text::Text,
    words::Words,
};

/// So long may it take until the person knows what the page wants.
const SECONDS_MAX: f32 = 7.0;
/// How long espeak-ng takes at its usual speed, seconds: for a syllable, a figure, a letter, and for the pauses behind
/// commas and sentences. Measured; rather too long than too short.
const SYLLABLE: f32 = 0.19;
const FIGURE: f32 = 0.28;
const LETTER: f32 = 0.062;
const COMMA: f32 = 0.22;
const STOP: f32 = 0.45;

/// Which nodes a page that was just opened presents, for ear and finger alike: from the title to the focus; and
/// where the focus is on something to read, on to the next heading or control. Of a list of answers, what has to do
/// with the row in the focus.
pub fn opening(page: &Page) -> impl Iterator<Item = &Node> {
    whereabouts(page).filter(|node| !node.state.told || node.id == page.focus)
}

/// The same for who asks where they are: with what was told before.
pub fn whereabouts(page: &Page) -> impl Iterator<Item = &Node> {
    let focus = page.focus_index();
    let reads_on = reads_on(page);
    let behind = page.nodes.iter().skip(focus + 1);
    let behind = behind.take_while(move |node| reads_on && !node.is_control() && !is_heading(node));
    // What can be used is told when one comes to it; Back and Help are where they always are.
    let before = page.nodes.iter().take(focus).enumerate();
    let rows = Rows::before(page, focus);
    let before = before.filter(move |(at, node)| !node.is_control() && rows.want(*at, node));
    let before = before.map(|(_, node)| node);
    before.chain(page.nodes.get(focus)).chain(behind)
}

/// What stands before the focus among rows.
struct Rows {
    /// Whether the focus is on a row that can be used.
    on_row: bool,
    /// Where the last heading is.
    heading: Option<usize>,
}

impl Rows {
    fn before(page: &Page, focus: usize) -> Rows {
        let is_active = |node: &Node| matches!(node.kind, Kind::Row { active: true, .. });
        let before = page.nodes.get(..focus).unwrap_or_default();
        Rows {
            on_row: page.focused().is_some_and(is_active),
            heading: before.iter().rposition(is_heading),
        }
    }

    /// Whether a node to read has to do with the focus.
    fn want(&self, at: usize, node: &Node) -> bool {
        let is_row = matches!(node.kind, Kind::Row { .. });
        let is_near = self.heading == Some(at) || is_title(node);
        !self.on_row || is_near || !(is_row || is_heading(node))
    }
}

fn is_heading(node: &Node) -> bool {
    matches!(node.kind, Kind::Heading { .. })
}

/// Whether the page is there to be read.
fn reads_on(page: &Page) -> bool {
    page.focused().is_some_and(|node| !node.is_control())
}

/// What a page is and wants: its title and what has the focus, without what helps with it.
pub fn wants(page: &Page, words: &Words, manner: Manner) -> Vec<Utterance> {
    let mut out = Speech::new(words, manner);
    out.wanted(page);
    out.utterances
}

impl Speech<'_> {
    /// The page as it opens: in its order, if that is short. Where something is to be done and all of it would take
    /// long, the title and what has the focus come first, and what explains it behind: nobody has to wait for it.
    pub(super) fn opened(&mut self, page: &Page) {
        let nodes: Vec<&Node> = opening(page).collect();
        if reads_on(page) {
            return self.nodes(nodes);
        }
        if self.manner.detail == Detail::Brief {
            let said = self.title_and_focus(page, |node, above| {
                parts(node, self.words, self.manner, above)
            });
            return self.utterances.extend(said);
        }
        if self.seconds(&nodes) <= SECONDS_MAX {
            return self.nodes(nodes);
        }
        if !self.wanted(page)
            && let Some(node) = page.focused()
        {
            self.sentence(value(node, self.words, self.manner));
        }
        let rest = nodes.into_iter().filter(|node| !is_wanted(node, page));
        self.whole(rest);
        if let Some(node) = page.focused() {
            self.sentence(node.hint.iter().cloned().collect());
            self.how(node);
        }
    }

    /// Title and focus; where even that would take too long, without which of how many it is, and then without its
    /// value. `false` if what stands in the focus is not told yet.
    fn wanted(&mut self, page: &Page) -> bool {
        let (words, manner) = (self.words, self.manner);
        let usual = self.title_and_focus(page, |node, above| parts(node, words, manner, above));
        let short = || {
            self.title_and_focus(page, |node, above| {
                least(node, words, value(node, words, manner), above)
            })
        };
        // An answer, or a record, may be long itself.
        let names =
            || self.title_and_focus(page, |node, above| least(node, words, Vec::new(), above));
        let fits = |said: &Vec<Utterance>| length(said) <= SECONDS_MAX;
        let said = Some(usual).filter(fits);
        let said = said.or_else(|| Some(short()).filter(fits));
        let is_whole = said.is_some();
        let said = said.unwrap_or_else(names);
        self.utterances.extend(said);
        is_whole
    }

    /// So much of the title, and of the focus below it.
    fn title_and_focus(
        &self,
        page: &Page,
        told: impl Fn(&Node, Option<&Node>) -> Vec<Text>,
    ) -> Vec<Utterance> {
        self.title_to_focus(page, None, told)
    }

    /// The same, with a heading between the two.
    pub(super) fn title_to_focus(
        &self,
        page: &Page,
        heading: Option<&Node>,
        told: impl Fn(&Node, Option<&Node>) -> Vec<Text>,
    ) -> Vec<Utterance> {
        let mut said = Speech::new(self.words, self.manner);
        let title = page.nodes.iter().find(|node| is_title(node));
        if let Some(title) = title {
            said.sentence(told(title, None));
        }
        if let Some(heading) = heading {
            said.sentence(told(heading, None));
        }
        if let Some(node) = page.focused().filter(|node| !is_title(node)) {
            said.sentence(told(node, title));
            said.sentence(node.state.refused.iter().cloned().collect());
        }
        said.utterances
    }

    /// How long these nodes take to be said.
    fn seconds(&self, nodes: &[&Node]) -> f32 {
        let mut said = Speech::new(self.words, self.manner);
        said.nodes(nodes.iter().copied());
        length(&said.utterances)
    }
}

fn length(said: &[Utterance]) -> f32 {
    said.iter().map(|said| seconds(&said.text)).sum()
}

fn is_wanted(node: &Node, page: &Page) -> bool {
    node.id == page.focus || is_title(node)
}

pub(super) fn is_title(node: &Node) -> bool {
    matches!(node.kind, Kind::Heading { level: 1 })
}

/// The heading below the title that the focus stands under.
pub(super) fn heading_of(page: &Page) -> Option<&Node> {
    let before = page.nodes.iter().take(page.focus_index());
    let mut before = before.rev();
    before
        .find(|node| is_heading(node))
        .filter(|node| !is_title(node))
}

/// How long a voice takes for a text, about.
pub fn seconds(text: &str) -> f32 {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters
        .map(|letter| match letter {
            '가'..='힣' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' => SYLLABLE,
            '0'..='9' => FIGURE,
            ',' | ':' | ';' => COMMA,
            '.' | '?' | '!' | '。' => STOP,
            _ => LETTER,
        })
        .sum()
}
