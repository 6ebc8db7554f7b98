//! What ear and finger keep between two pages: the last words said, and the window on the Braille line.
//!
//! The screen needs no such thing: it shows all at once.

mod listening;
mod reasons;
mod scrolling;

use crate::{
    braille::{self, First, Line, Translate},
    edit::Motion,
    intent::Intent,
    node::{Kind, Node, NodeId},
    page::{Notice, Page},
    range::Step,
    speech::{self, Manner, Reason, Utterance},
    spoken::spell::How,
    text::Text,
    voice_buttons,
    words::Words,
};
use listening::Listening;
use reasons::reason;
use scrolling::Scrolling;

/// What is to be said and felt now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// To be said; what is being said is cut short first.
    pub speech: Vec<Utterance>,
    /// Whether to fall silent first: any act of the person's silences what is being said.
    pub interrupt: bool,
    /// Where the first of it stands in what [`Reader::heard`] counts.
    pub offset: usize,
}

/// What becomes of an intent.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was about reading alone, and is done.
    Done(Readings),
    /// It is for the desk.
    Pass(Intent),
}

/// How many messages stand on the line while nobody presses a key; all are in the list of messages.
const UNREAD_MAX: usize = 5;

/// What the line tells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Written {
    /// A page that was opened.
    #[default]
    Opened,
    /// The same, with what was told before.
    Whereabouts,
    /// What has the focus.
    Focused,
    /// The same, and why its answer was refused.
    Refused,
    /// All of the page.
    Whole,
}

/// Follows the pages for ear and finger.
#[derive(Debug, Default)]
pub struct Reader {
    page: Option<Page>,
    manner: Manner,
    listening: Listening,
    line: Line,
    written: Written,
    /// Whether the line is another one from now on, and not written yet.
    is_stale: bool,
    window: usize,
    scrolling: Scrolling,
    width: usize,
    /// The last thing that had the focus and is no button of the voice.
    before: Option<NodeId>,
    /// Whether the last intent was to spell, so that the next one spells more exactly.
    has_spelled: bool,
    /// Whether the end of the line is wanted, for one who pans back.
    wants_end: bool,
    /// What happened since the last key: it stays on the line until the next one.
    unread: Vec<Text>,
}

impl Reader {
    /// A reader for a display of so many cells (20 while there is none: a line must be cut somewhere).
    pub fn new() -> Reader {
        Reader {
            width: 20,
            ..Reader::default()
        }
    }

    /// How the person wants to be told things from now on.
    pub fn set_manner(&mut self, manner: Manner) {
        self.manner = manner;
    }

    /// The voice begins with this utterance of those that were handed out last.
    pub fn heard(&mut self, utterance: usize) {
        self.listening.heard(utterance);
    }

    /// The voice has said all that was handed out last.
    pub fn said_all(&mut self) {
        self.listening.over();
    }

    /// Another display: the place is kept.
    pub fn set_width(&mut self, cells: usize) {
        let at = self
            .windows()
            .get(self.window)
            .map_or(0, |window| window.start);
        self.width = cells.max(1);
        self.window = self.window_of(at);
    }

    /// Takes the intents which are about reading; passes on the rest, routing keys as what lies under them.
    pub fn take(&mut self, intent: Intent, words: &Words) -> Outcome {
        let intent = self.meant(intent);
        let has_spelled = std::mem::take(&mut self.has_spelled);
        if let Some(outcome) = self.scroll(&intent) {
            return outcome;
        }
        if let Some(speech) = self.listen(&intent, words, has_spelled) {
            return Outcome::Done(Readings {
                speech,
                interrupt: true,
                offset: self.listening.offset(),
            });
        }
        match (intent, &self.page) {
            (Intent::PanRight, _) if self.window + 1 < self.windows().len() => {
                self.window += 1;
                Outcome::Done(Readings::default())
            }
            (Intent::PanLeft, _) if self.window > 0 => {
                self.window -= 1;
                Outcome::Done(Readings::default())
            }
            (Intent::ToCursor, _) => {
                self.window = self.window_of(self.line.caret.unwrap_or(self.line.focus));
                Outcome::Done(Readings::default())
            }
            (Intent::PanRight, _) => Outcome::Pass(Intent::Next),
            (Intent::PanLeft, _) => {
                self.wants_end = true;
                Outcome::Pass(Intent::Previous)
            }
            (Intent::Route(cell), _) => {
                let windows = self.windows();
                let window = windows.get(self.window).cloned().unwrap_or(0..0);
                // A window that was cut at a word is shorter than the display: nothing lies behind its end.
                let at = window.start.saturating_add(cell);
                match self.line.route(at).filter(|_| at < window.end) {
                    Some(intent) => Outcome::Pass(intent),
                    None => Outcome::Done(Readings::default()),
                }
            }
            // A Braille display has no arrows of its own for numbers and places: those of the caret serve.
            (Intent::Caret { motion, .. }, Some(page)) if adjusts(page) => {
                let step = page.focused().and_then(|node| step(node, motion));
                let none = Outcome::Done(Readings::default());
                step.map_or(none, |step| Outcome::Pass(Intent::Adjust(step)))
            }
            (intent, _) => Outcome::Pass(intent),
        }
    }

    /// A button of the voice means what its key does; the focus stays where it is.
    fn meant(&self, intent: Intent) -> Intent {
        let focus = || self.page.as_ref().map(|page| page.focus.as_str());
        let button = match &intent {
            Intent::ActivateNode(node) => Some(node.as_str()),
            Intent::Activate | Intent::Select | Intent::LineBreak => focus(),
            _ => None,
        };
        button.and_then(voice_buttons::intent).unwrap_or(intent)
    }

    /// What is said for an intent that is about listening alone.
    fn listen(
        &mut self,
        intent: &Intent,
        words: &Words,
        has_spelled: bool,
    ) -> Option<Vec<Utterance>> {
        if !is_listening(intent) {
            return None;
        }
        let (manner, page) = (self.manner, self.page.clone());
        let present = |page: &Page, reason: &Reason| speech::present(page, words, manner, reason);
        let speech = match (intent, &page) {
            (Intent::Stop, _) => {
                self.listening.stop();
                Vec::new()
            }
            (Intent::Pause, _) => self.listening.pause(),
            (Intent::Repeat, _) => self.listening.again(),
            (Intent::Spell, Some(page)) => {
                let how = if has_spelled {
                    How::Sounds
                } else {
                    How::Letters
                };
                self.has_spelled = !has_spelled;
                self.aside(present(&self.listened_to(page), &Reason::Spell(how)))
            }
            (Intent::WhereAmI, Some(page)) => {
                self.write_later(Written::Whereabouts);
                self.aside(present(&self.listened_to(page), &Reason::WhereAmI))
            }
            (Intent::ReadPage, Some(page)) => {
                self.write_later(Written::Whole);
                self.listening.read(present(page, &Reason::ReadPage))
            }
            (Intent::NextSentence | Intent::PreviousSentence, Some(page)) => {
                let forward = *intent == Intent::NextSentence;
                let whole = || present(page, &Reason::ReadPage);
                self.listening.step(forward, whole)
            }
            _ => return None,
        };
        Some(speech)
    }

    /// Something that is said in between: what was said before it is what is said again.
    fn aside(&mut self, speech: Vec<Utterance>) -> Vec<Utterance> {
        self.listening.stop();
        speech
    }

    /// The page as the person thinks of it: who presses a button of the voice asks about what they were at.
    fn listened_to(&self, page: &Page) -> Page {
        let mut page = page.clone();
        let on_button = page.focused().is_some_and(Node::is_voice_button);
        if let Some(before) = self.before.clone().filter(|_| on_button)
            && page.node(&before).is_some()
        {
            page.focus = before;
        }
        page
    }

    /// Takes the page as it is after an intent or event, and tells what is to be said.
    pub fn show(
        &mut self,
        page: &Page,
        words: &Words,
        translate: &dyn Translate,
        cause: Option<&Intent>,
    ) -> Readings {
        let reason = reason(self.page.as_ref(), page, cause);
        let hint = |page: &Page| page.focused().and_then(|node| node.hint.clone());
        let hint_changed = self
            .page
            .as_ref()
            .is_some_and(|old| hint(old) != hint(page));
        let at_end = std::mem::take(&mut self.wants_end);
        let language_changed = self.page.as_ref().is_some_and(|old| old.lang != page.lang);
        let new_notice = page.notice.is_some()
            && self.page.as_ref().and_then(|old| old.notice.as_ref()) != page.notice.as_ref();
        if cause.is_some() {
            self.unread.clear();
        }
        if let Some(notice) = page.notice.as_ref().filter(|_| new_notice) {
            self.keep_unread(notice);
        }
        if self.page.as_ref() != Some(page) || language_changed {
            // What changes by itself does not take a message from under the finger.
            let stays = cause.is_none() && !new_notice && !self.unread.is_empty();
            self.written = match reason {
                Some(Reason::PageOpened) => Written::Opened,
                Some(Reason::Refused) => Written::Refused,
                _ => Written::Focused,
            };
            self.line = self.write(page, words, translate);
            self.is_stale = false;
            self.scrolling.is_on = false;
            self.window = match (self.line.caret, &reason) {
                (_, Some(Reason::PageOpened | Reason::Refused)) => 0,
                (_, Some(Reason::Notice(_) | Reason::NoticeAndFocus(_))) => 0,
                _ if stays => self.window.min(self.windows().len() - 1),
                (Some(caret), _) => self.window_of(caret),
                (None, _) if at_end => self.windows().len() - 1,
                (None, _) => 0,
            };
        }
        if page.focused().is_some_and(|node| !node.is_voice_button()) {
            self.before = Some(page.focus.clone());
        }
        self.page = Some(page.clone());
        let Some(reason) = reason else {
            if cause.is_some() {
                self.listening.stop();
            }
            return Readings {
                speech: Vec::new(),
                interrupt: cause.is_some(),
                offset: 0,
            };
        };
        let mut said = speech::present(page, words, self.manner, &reason);
        // How many are found by what was typed stands in the hint of the box.
        if hint_changed && matches!(reason, Reason::Typed(_) | Reason::Deleted(_)) {
            said.extend(speech::hint(page, words));
        }
        let interrupt = cause.is_some() || reason == Reason::PageOpened;
        let offset = self.listening.say(&said, interrupt);
        Readings {
            speech: said,
            interrupt,
            offset,
        }
    }

    /// Writes the line again, as it is to be written now: the tables or the contractions are others. The place is kept.
    pub fn write_again(&mut self, words: &Words, translate: &dyn Translate) {
        let Some(page) = &self.page else { return };
        let at = self.window;
        self.line = self.write(page, words, translate);
        self.window = at.min(self.windows().len() - 1);
    }

    /// Who asks where they are, or for the whole page, feels what is said.
    fn write_later(&mut self, written: Written) {
        self.written = written;
        self.is_stale = true;
    }

    /// Writes what an intent about reading has asked for.
    pub fn catch_up(&mut self, words: &Words, translate: &dyn Translate) {
        if std::mem::take(&mut self.is_stale) {
            self.write_again(words, translate);
            // Read by itself, a page is read from where the person is.
            self.window = match self.scrolling.is_on {
                true => self.window_of(self.line.focus),
                false => 0,
            };
        }
    }

    fn write(&self, page: &Page, words: &Words, translate: &dyn Translate) -> Line {
        let first = First {
            notices: &self.unread,
            refusal: self.written == Written::Refused,
        };
        match self.written {
            Written::Opened => braille::opened(page, words, translate),
            Written::Whereabouts => braille::whereabouts(page, words, translate),
            Written::Whole => braille::whole(page, words, translate),
            Written::Focused | Written::Refused => braille::focused(page, words, translate, first),
        }
    }

    /// The cells for the display, exactly as many as it has.
    pub fn cells(&self) -> Vec<u8> {
        let window = self.windows().get(self.window).cloned().unwrap_or(0..0);
        let mut cells = self.line.cells.get(window).unwrap_or_default().to_vec();
        cells.resize(self.width, 0);
        cells
    }

    /// A notice that repeats those before it stands in their place; and one that nobody has answered yet goes on in the
    /// next.
    fn keep_unread(&mut self, notice: &Notice) {
        let before = self.page.as_ref().and_then(|page| page.notice.as_ref());
        let standing = before.filter(|before| before.urgent);
        let repeats = |old: &Text| {
            notice.text.shown.starts_with(&old.shown)
                || standing.is_some_and(|standing| standing.text == *old)
        };
        self.unread.retain(|old| !repeats(old));
        if self.unread.len() == UNREAD_MAX {
            self.unread.remove(0);
        }
        self.unread.push(notice.text.clone());
    }

    fn windows(&self) -> Vec<std::ops::Range<usize>> {
        self.line.windows(self.width)
    }

    fn window_of(&self, cell: usize) -> usize {
        self.windows()
            .iter()
            .rposition(|window| window.start <= cell)
            .unwrap_or(0)
    }
}

/// Whether an intent is about listening alone.
fn is_listening(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Stop
            | Intent::Pause
            | Intent::Repeat
            | Intent::Spell
            | Intent::WhereAmI
            | Intent::ReadPage
            | Intent::NextSentence
            | Intent::PreviousSentence
    )
}

fn adjusts(page: &Page) -> bool {
    page.focused().is_some_and(Node::is_adjustable)
}

/// What a motion of the caret means on a number, from left to right, or on a place, from the first to the last.
fn step(node: &Node, motion: Motion) -> Option<Step> {
    let number = match motion {
        Motion::Left => Step::Less,
        Motion::Right => Step::More,
        Motion::WordLeft => Step::MuchLess,
        Motion::WordRight => Step::MuchMore,
        Motion::Start => Step::Least,
        Motion::End => Step::Most,
    };
    match (&node.kind, number) {
        (Kind::Range { .. }, _) => Some(number),
        (_, Step::Less) => Some(Step::More),
        (_, Step::More) => Some(Step::Less),
        (_, Step::Least) => Some(Step::Most),
        (_, Step::Most) => Some(Step::Least),
        _ => None,
    }
}
