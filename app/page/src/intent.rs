//! What a person wants, whatever they pressed.

use crate::{edit::Motion, node::NodeId, range::Step};

/// What a person wants. Gestures of keyboards, Braille keys, keypads, touch and assistive technology all end here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// To the next thing on the page.
    Next,
    /// To the previous thing on the page.
    Previous,
    /// To the next thing that can be used.
    NextControl,
    /// To the previous thing that can be used.
    PreviousControl,
    /// To the first thing on the page.
    First,
    /// To the last thing on the page.
    Last,
    /// To this very thing.
    Focus(NodeId),
    /// Use what has the focus.
    Activate,
    /// Begin a new line in a box of several lines; anywhere else, use what has the focus.
    LineBreak,
    /// Use this very thing (touch, mouse, assistive technology).
    ActivateNode(NodeId),
    /// Select or check without going on (Space).
    Select,
    /// Do the page's main act.
    Proceed,
    /// One page back.
    Back,
    /// The help page.
    Help,
    /// The first page.
    Home,
    /// The access settings.
    Settings,
    /// Typed text; on a page of tiles or choices a digit is its number.
    Type(String),
    /// Text to be taken as it is, never composed: from Braille keys or assistive technology.
    Insert(String),
    /// A cell typed with Perkins keys; dot n is bit n-1.
    Dots(u8),
    /// Delete the selection or the letter before the caret.
    DeleteBack,
    /// Delete the selection or the letter behind the caret.
    DeleteForward,
    /// Move the caret.
    Caret {
        /// Where to.
        motion: Motion,
        /// Whether the selection grows with it.
        extend: bool,
    },
    /// Put the caret (and the start of the selection) at letters of a field.
    Place {
        /// Which field.
        node: NodeId,
        /// Where the selection begins.
        anchor: usize,
        /// Where the caret stands.
        caret: usize,
    },
    /// Change the number or the place of what has the focus.
    Adjust(Step),
    /// Change the number or the place of this very thing (touch, routing keys, assistive technology).
    AdjustNode(NodeId, Step),
    /// Replace all of a field's text, or the number of a range (assistive technology).
    Replace {
        /// Which field or range.
        node: NodeId,
        /// The new text.
        text: String,
    },
    /// Switch between Hangul and Latin letters on the keyboard.
    Hangul,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// The next colour theme.
    NextTheme,
    /// Own voice on or off.
    ToggleVoice,
    /// Silence.
    Stop,
    /// Silence for a while; once more: go on with the sentence that was cut short.
    Pause,
    /// Say it again.
    Repeat,
    /// Spell what has the focus; once more: so that no letter can be misheard.
    Spell,
    /// Say where I am.
    WhereAmI,
    /// Read the whole page.
    ReadPage,
    /// On to the next sentence of the page; reads on from there if the page is being read.
    NextSentence,
    /// Back to the sentence before; reads on from there if the page is being read.
    PreviousSentence,
    /// Faster speech.
    Faster,
    /// Slower speech.
    Slower,
    /// Louder speech.
    Louder,
    /// Softer speech.
    Softer,
    /// Show or hide the buttons for the voice.
    VoiceButtons,
    /// Move the Braille window back.
    PanLeft,
    /// Move the Braille window on.
    PanRight,
    /// Bring the Braille window back to the focus or the caret.
    ToCursor,
    /// Let the Braille line move on through the page by itself; once more: let it stand.
    Scroll,
    /// Let it move on sooner.
    ScrollFaster,
    /// Let it move on later.
    ScrollSlower,
    /// The routing key above this cell (from 0).
    Route(usize),
    /// The last messages, to be read again.
    Messages,
    /// Tell what keys do instead of doing it.
    LearnKeys,
    /// Write what is open for a Braille embosser.
    Emboss,
    /// Leave the program.
    Quit,
}

/// A word that is no intent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntentError {
    /// The first word names no intent.
    #[error(
        "there is no intent \u{201c}{0}\u{201d}; `next`, `activate`, `type TEXT`, `route CELL`, `pan right` are some"
    )]
    Unknown(String),
    /// What the intent works on is missing or wrong.
    #[error("\u{201c}{intent}\u{201d} wants {wants}")]
    Argument {
        /// The intent.
        intent: String,
        /// What it wants.
        wants: &'static str,
    },
}

impl std::str::FromStr for Intent {
    type Err = IntentError;

    /// Reads an intent from words, as keyboard tables and `--headless` write them: `type 홍길동`, `pan right`.
    fn from_str(line: &str) -> Result<Intent, IntentError> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if let Some((step, _)) = Step::ALL.iter().find(|(_, name)| *name == word) {
            return Ok(match rest {
                "" => Intent::Adjust(*step),
                node => Intent::AdjustNode(node.into(), *step),
            });
        }
        if let Some((_, intent)) = PLAIN.iter().find(|(name, _)| *name == word)
            && rest.is_empty()
        {
            return Ok(intent.clone());
        }
        let wants = |wants| IntentError::Argument {
            intent: word.to_owned(),
            wants,
        };
        match word {
            "type" => Ok(Intent::Type(rest.to_owned())),
            "insert" => Ok(Intent::Insert(rest.to_owned())),
            "focus" if !rest.is_empty() => Ok(Intent::Focus(rest.into())),
            "activate" if !rest.is_empty() => Ok(Intent::ActivateNode(rest.into())),
            "pan" => match rest {
                "left" => Ok(Intent::PanLeft),
                "right" => Ok(Intent::PanRight),
                _ => Err(wants("`left` or `right`")),
            },
            "route" => rest
                .parse()
                .map(Intent::Route)
                .map_err(|_| wants("the number of a cell, from 0")),
            "dots" => dots(rest)
                .map(Intent::Dots)
                .ok_or_else(|| wants("the dots of a cell, such as 145")),
            "caret" | "extend" => {
                let motion = motion(rest)
                    .ok_or_else(|| wants("left, right, word-left, word-right, start or end"))?;
                Ok(Intent::Caret {
                    motion,
                    extend: word == "extend",
                })
            }
            "place" => place(rest).ok_or_else(|| {
                wants("a field, where the selection begins, and where the caret is")
            }),
            "replace" => {
                let (node, text) = rest.split_once(' ').unwrap_or((rest, ""));
                if node.is_empty() {
                    return Err(wants("a field and its new text"));
                }
                Ok(Intent::Replace {
                    node: node.into(),
                    text: text.to_owned(),
                })
            }
            _ => Err(IntentError::Unknown(word.to_owned())),
        }
    }
}

/// The intents that need nothing more, by their words.
const PLAIN: [(&str, Intent); 40] = [
    ("next", Intent::Next),
    ("previous", Intent::Previous),
    ("next-control", Intent::NextControl),
    ("previous-control", Intent::PreviousControl),
    ("first", Intent::First),
    ("last", Intent::Last),
    ("activate", Intent::Activate),
    ("line-break", Intent::LineBreak),
    ("select", Intent::Select),
    ("proceed", Intent::Proceed),
    ("back", Intent::Back),
    ("help", Intent::Help),
    ("home", Intent::Home),
    ("settings", Intent::Settings),
    ("backspace", Intent::DeleteBack),
    ("delete", Intent::DeleteForward),
    ("hangul", Intent::Hangul),
    ("larger", Intent::Larger),
    ("smaller", Intent::Smaller),
    ("next-theme", Intent::NextTheme),
    ("voice", Intent::ToggleVoice),
    ("stop", Intent::Stop),
    ("repeat", Intent::Repeat),
    ("where", Intent::WhereAmI),
    ("read-page", Intent::ReadPage),
    ("spell", Intent::Spell),
    ("faster", Intent::Faster),
    ("slower", Intent::Slower),
    ("pause", Intent::Pause),
    ("next-sentence", Intent::NextSentence),
    ("previous-sentence", Intent::PreviousSentence),
    ("louder", Intent::Louder),
    ("softer", Intent::Softer),
    ("voice-buttons", Intent::VoiceButtons),
    ("to-cursor", Intent::ToCursor),
    ("scroll", Intent::Scroll),
    ("messages", Intent::Messages),
    ("learn-keys", Intent::LearnKeys),
    ("emboss", Intent::Emboss),
    ("quit", Intent::Quit),
];

fn motion(word: &str) -> Option<Motion> {
    Some(match word {
        "left" => Motion::Left,
        "right" => Motion::Right,
        "word-left" => Motion::WordLeft,
        "word-right" => Motion::WordRight,
        "start" => Motion::Start,
        "end" => Motion::End,
        _ => return None,
    })
}

/// The cell with these dots: 145.
fn dots(rest: &str) -> Option<u8> {
    rest.chars().try_fold(0, |cell, dot| {
        let dot = dot.to_digit(10).filter(|dot| (1..=8).contains(dot))?;
        Some(cell | 1 << (dot - 1))
    })
}

fn place(rest: &str) -> Option<Intent> {
    let mut words = rest.split_whitespace();
    let node = words.next()?.into();
    let anchor = words.next()?.parse().ok()?;
    let caret = words.next()?.parse().ok()?;
    Some(Intent::Place {
        node,
        anchor,
        caret,
    })
}
