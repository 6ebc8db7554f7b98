//! The page for the ear: what is said, why, and in which language.

mod arrival;
mod manner;
mod nodes;

pub use arrival::{opening, seconds, wants, whereabouts};
pub use manner::{Detail, Echo, Manner};
pub(crate) use nodes::{bounds, rank_place};

use crate::{
    node::{Kind, Node, NodeId},
    page::Page,
    spoken::spell::{self, How},
    text::{Lang, SoundId, Text},
    words::Words,
};
use arrival::{heading_of, is_title};
use nodes::{how, is_masked, letter_at_caret, parts, passing, spelled, value};

/// Why something is said. The content follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A page was opened: its title, and what stands between it and the focus.
    PageOpened,
    /// The focus went to another node.
    FocusMoved,
    /// The focused node has another value or state.
    ValueChanged,
    /// Something else on the page got on by itself: how far it is now.
    Progressed(NodeId),
    /// An answer was refused: why, and where.
    Refused,
    /// Letters were typed.
    Typed(String),
    /// Letters were deleted.
    Deleted(String),
    /// The caret went to another letter.
    CaretMoved,
    /// "Spell it": the text of the focused field, or the node's label.
    Spell(How),
    /// Something happened: what is new of the notice.
    Notice(Text),
    /// The same, and the focus went to another node.
    NoticeAndFocus(Text),
    /// "Where am I?": the page, the node, the place of it.
    WhereAmI,
    /// The whole page.
    ReadPage,
}

/// One thing to say in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: Lang,
    /// Whether it matters more than what is being said.
    pub urgent: bool,
    /// Somebody's recording of these words, to be heard instead of the voice.
    pub sound: Option<SoundId>,
}

/// The page for the ear.
pub fn present(page: &Page, words: &Words, manner: Manner, reason: &Reason) -> Vec<Utterance> {
    let mut out = Speech::new(words, manner);
    match reason {
        Reason::PageOpened => {
            out.notice(page);
            out.opened(page);
        }
        Reason::FocusMoved => out.nodes(page.focused()),
        Reason::ValueChanged => {
            if let Some(node) = page.focused() {
                let mut changed = value(node, words, manner);
                changed.extend(passing(node, words));
                out.sentence(changed);
            }
        }
        Reason::Progressed(id) => out.nodes(page.node(id)),
        Reason::Refused => {
            out.notice(page);
            if let Some(node) = page.focused() {
                // The cure first: it is what the person waits for.
                out.sentence(node.state.refused.iter().cloned().collect());
                out.sentence(parts(node, words, manner, None));
            }
        }
        Reason::Typed(text) => out.typed(page, text),
        Reason::Deleted(text) => {
            let said = out.letters(page, text);
            out.sentence(vec![said, words.text("speech-deleted")]);
        }
        Reason::CaretMoved => {
            if let Some(node) = page.focused() {
                out.sentence(vec![letter_at_caret(node, words, manner)]);
            }
        }
        Reason::Spell(how) => {
            if let Some(node) = page.focused() {
                out.sentence(spelled(node, words, manner, *how));
            }
        }
        Reason::Notice(news) => out.news(news, page),
        Reason::NoticeAndFocus(news) => {
            out.news(news, page);
            out.nodes(page.focused());
        }
        Reason::WhereAmI => out.where_am_i(page),
        Reason::ReadPage => {
            out.notice(page);
            // The buttons of the voice are no part of what the page says.
            let own = page.nodes.iter().filter(|node| !node.is_voice_button());
            out.whole(own);
        }
    }
    out.utterances
}

/// The hint of the node with the focus.
pub fn hint(page: &Page, words: &Words) -> Vec<Utterance> {
    let mut out = Speech::new(words, Manner::default());
    let hint = page.focused().and_then(|node| node.hint.clone());
    out.sentence(hint.into_iter().collect());
    out.utterances
}

struct Speech<'a> {
    utterances: Vec<Utterance>,
    words: &'a Words,
    manner: Manner,
}

impl Speech<'_> {
    fn new(words: &Words, manner: Manner) -> Speech<'_> {
        Speech {
            utterances: Vec::new(),
            words,
            manner,
        }
    }

    /// Things in their order, as much of each as the person wants; how the last one is used, for beginners.
    fn nodes<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>) {
        if let Some(last) = self.whole(nodes) {
            self.how(last);
        }
    }

    /// For beginners, which keys use a thing.
    fn how(&mut self, node: &Node) {
        if self.manner.detail == Detail::Beginner
            && let Some(how) = how(node)
        {
            self.sentence(vec![self.words.text(how)]);
        }
    }

    /// Things in their order; gives the last one.
    fn whole<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>) -> Option<&'n Node> {
        // A field under a heading of the same words says them once.
        let mut above = None;
        let mut last = None;
        let brief = self.manner.detail == Detail::Brief;
        for node in nodes {
            self.sentence(parts(node, self.words, self.manner, above));
            let hint = node.hint.as_ref().filter(|_| !brief);
            for more in [node.state.refused.as_ref(), hint].into_iter().flatten() {
                self.sentence(vec![more.clone()]);
            }
            if let Kind::Heading { .. } = node.kind {
                above = Some(node);
            }
            last = Some(node);
        }
        last
    }

    fn where_am_i(&mut self, page: &Page) {
        // Who asks wants to be told all there is.
        let manner = Manner {
            detail: self.manner.detail.at_least_usual(),
            ..self.manner
        };
        match page.nodes.iter().position(is_title) {
            // What stands above the title tells what the page belongs to.
            Some(title) => {
                let above = page.nodes.iter().take(title);
                let above = above.filter(|node| matches!(node.kind, Kind::Paragraph));
                above.for_each(|node| self.sentence(vec![node.label.clone()]));
            }
            None => self.sentence(vec![page.title.clone()]),
        }
        let said = self.title_to_focus(page, heading_of(page), |node, above| {
            parts(node, self.words, manner, above)
        });
        self.utterances.extend(said);
        if let Some(node) = page.focused() {
            self.sentence(node.hint.iter().cloned().collect());
        }
        self.place(page);
    }

    fn typed(&mut self, page: &Page, text: &str) {
        let said = match self.manner.echo {
            Echo::Nothing => return,
            Echo::Letters => self.letters(page, text),
            Echo::Words
                if page
                    .focused()
                    .is_some_and(|node| is_masked(node, self.manner)) =>
            {
                self.letters(page, text)
            }
            Echo::Words => match ended_word(page, text) {
                Some(word) => Text::plain(word, self.words.lang()),
                None => return,
            },
        };
        self.sentence(vec![said]);
    }

    /// Letters by name, or a star for them.
    fn letters(&self, page: &Page, text: &str) -> Text {
        if page
            .focused()
            .is_some_and(|node| is_masked(node, self.manner))
        {
            self.words.text("letter-secret")
        } else {
            spell::letter(text, self.words)
        }
    }

    fn notice(&mut self, page: &Page) {
        if let Some(notice) = &page.notice {
            self.news(&notice.text, page);
        }
    }

    /// What is told, as urgent as the notice is.
    fn news(&mut self, news: &Text, page: &Page) {
        let is_urgent = page.notice.as_ref().is_some_and(|notice| notice.urgent);
        let at = self.utterances.len();
        self.sentence(vec![news.clone()]);
        self.utterances
            .iter_mut()
            .skip(at)
            .for_each(|utterance| utterance.urgent = is_urgent);
    }

    fn place(&mut self, page: &Page) {
        let args = [
            ("index", (page.focus_index() + 1).into()),
            ("of", page.nodes.len().into()),
        ];
        self.sentence(vec![self.words.with("speech-place", &args)]);
    }

    /// Says the parts with short pauses between them, and a longer one behind; a part in another language, or one
    /// that was recorded, is an utterance of its own.
    fn sentence(&mut self, parts: Vec<Text>) {
        let mut fresh = true;
        for part in parts.iter().filter(|part| !part.speech().trim().is_empty()) {
            let text = part.speech().trim();
            match self.utterances.last_mut() {
                Some(last)
                    if last.lang == part.lang
                        && !last.urgent
                        && last.sound.is_none()
                        && part.sound.is_none() =>
                {
                    let closed = last.text.ends_with(['.', '!', '?', '。', ',', ':', '…']);
                    last.text.push_str(match (closed, fresh) {
                        (true, _) => " ",
                        (false, true) => ". ",
                        (false, false) => ", ",
                    });
                    last.text.push_str(text);
                }
                _ => self.utterances.push(Utterance {
                    text: text.to_owned(),
                    lang: part.lang.clone(),
                    urgent: false,
                    sound: part.sound.clone(),
                }),
            }
            fresh = false;
        }
    }
}

/// The word before the caret, if what was typed ended it.
fn ended_word(page: &Page, typed: &str) -> Option<String> {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '-' | '@');
    if typed.chars().last().is_none_or(is_word) {
        return None;
    }
    let edit = page.focused()?.edit()?;
    let before = edit.text().get(..edit.byte(edit.caret()))?;
    let ended = before.trim_end_matches(|letter| !is_word(letter));
    let word = ended.rsplit(|letter| !is_word(letter)).next()?;
    (!word.is_empty()).then(|| word.to_owned())
}
