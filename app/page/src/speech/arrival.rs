//! What is said when a page opens: what it is and what it wants, in a few seconds.

use super::{
    Detail, Manner, Speech, Utterance,
    nodes::{parts, value},
};
use crate::{
    node::{Kind, Node},
    page::Page,
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
            return self.nodes(nodes, page);
        }
        if self.manner.detail == Detail::Brief {
            let said = self.title_and_focus(page, self.manner);
            return self.utterances.extend(said);
        }
        if self.seconds(&nodes, page) <= SECONDS_MAX {
            return self.nodes(nodes, page);
        }
        if !self.wanted(page)
            && let Some(node) = page.focused()
        {
            self.sentence(value(node, self.words, self.manner));
        }
        let rest = nodes.into_iter().filter(|node| !is_wanted(node, page));
        self.whole(rest, page);
        if let Some(node) = page.focused() {
            self.sentence(node.hint.iter().cloned().collect());
            self.how(node);
        }
    }

    /// Title and focus; where even that would take too long, without what they are and which of how many. `false` if
    /// what stands in the focus is not told yet.
    fn wanted(&mut self, page: &Page) -> bool {
        let usual = self.title_and_focus(page, self.manner);
        let brief = Manner {
            detail: Detail::Brief,
            ..self.manner
        };
        let fits = |said: &Vec<Utterance>| length(said) <= SECONDS_MAX;
        let said = Some(usual).filter(fits);
        let said = said.or_else(|| Some(self.title_and_focus(page, brief)).filter(fits));
        let is_whole = said.is_some();
        self.utterances
            .extend(said.unwrap_or_else(|| self.labels(page)));
        is_whole
    }

    /// What the title and the focus are called, where what stands in the focus is long itself: an answer, a record.
    fn labels(&self, page: &Page) -> Vec<Utterance> {
        let mut said = Speech::new(self.words, self.manner);
        let title = page.nodes.iter().find(|node| is_title(node));
        let focus = page.focused().filter(|node| !is_title(node));
        for node in title.into_iter().chain(focus) {
            said.sentence(vec![node.label.clone()]);
        }
        said.utterances
    }

    fn title_and_focus(&self, page: &Page, manner: Manner) -> Vec<Utterance> {
        let mut said = Speech::new(self.words, manner);
        let title = page.nodes.iter().find(|node| is_title(node));
        let focus = page.focused().filter(|node| !is_title(node));
        let same = title
            .zip(focus)
            .is_some_and(|(title, focus)| title.label == focus.label);
        if let Some(title) = title {
            said.sentence(parts(title, self.words, manner, true));
        }
        if let Some(node) = focus {
            said.sentence(parts(node, self.words, manner, !same));
            said.sentence(node.state.refused.iter().cloned().collect());
        }
        said.utterances
    }

    /// How long these nodes take to be said.
    fn seconds(&self, nodes: &[&Node], page: &Page) -> f32 {
        let mut said = Speech::new(self.words, self.manner);
        said.nodes(nodes.iter().copied(), page);
        length(&said.utterances)
    }
}

fn length(said: &[Utterance]) -> f32 {
    said.iter().map(|said| seconds(&said.text)).sum()
}

fn is_wanted(node: &Node, page: &Page) -> bool {
    node.id == page.focus || is_title(node)
}

fn is_title(node: &Node) -> bool {
    matches!(node.kind, Kind::Heading { level: 1 })
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
