//! The nodes of a page.

use crate::{edit::Edit, icon::Icon, range::Scale, text::Text};
use std::fmt;

/// Names a node for as long as its page lives; the same thing keeps its name when a page is made anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(String);

impl NodeId {
    /// A name such as `choice-2`.
    pub fn new(name: impl Into<String>) -> NodeId {
        NodeId(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as a number, for accessibility trees: FNV-1a, 64 bits. 0 is left for the window.
    pub fn number(&self) -> u64 {
        let hash = self
            .0
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        hash.max(1)
    }
}

impl From<&str> for NodeId {
    fn from(name: &str) -> NodeId {
        NodeId::new(name)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a node is. Every presenter matches this exhaustively.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading; level 1 is the title of the page.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// Words to read.
    Paragraph,
    /// A place to go to: one of at most eight on a page.
    Tile {
        /// Its picture.
        icon: Icon,
    },
    /// One of several, of which one holds.
    Choice {
        /// Whether it is the one.
        selected: bool,
    },
    /// One of several, of which any number hold; or a single yes-or-no.
    Check {
        /// Whether it holds.
        checked: bool,
    },
    /// A place to type.
    Field {
        /// The text, caret and selection.
        edit: Edit,
        /// What belongs in it.
        input: Input,
        /// Whether line breaks may be typed.
        multiline: bool,
    },
    /// A question with its answer, to be looked over or changed; or a record in a list.
    Row {
        /// The answer.
        value: Text,
        /// Whether it can be activated.
        active: bool,
        /// Its picture, for records.
        icon: Option<Icon>,
    },
    /// Something to do.
    Button {
        /// Which of the page's acts it is.
        role: Role,
        /// Its picture.
        icon: Option<Icon>,
    },
    /// How far something is.
    Progress {
        /// Steps done.
        done: usize,
        /// Steps in all.
        of: usize,
    },
    /// A number between bounds; none until the person gives one.
    Range {
        /// The number.
        value: Option<f64>,
        /// Its bounds and steps.
        scale: Scale,
        /// The number in words; said and drawn only where there is one.
        text: Text,
    },
    /// One of several to be put in order; the place is told out of `position.of`.
    Rank {
        /// Which place it has, from 1; none until it is given one.
        place: Option<usize>,
    },
    /// A picture; the label is its text alternative.
    Image {
        /// What the window finds it by.
        image: ImageId,
    },
}

/// Names a picture. The page carries no pixels: the window is given them for the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImageId(pub String);

/// What belongs in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Any words.
    Words,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A date, year first: 2026-03-05.
    Date,
    /// A month of a year: 2026-03.
    Month,
    /// A year: 2026.
    Year,
    /// A time of day: 15:20.
    Time,
    /// Words which are masked while they are typed.
    Secret,
}

/// Which of a page's acts a button is; its place on the picture follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Back, top left, always.
    Back,
    /// Help, top right, always.
    Help,
    /// One of the buttons for the voice, which are shown on request.
    Voice,
    /// The one main act: bottom right, and Enter.
    Primary,
    /// Any other act.
    Secondary,
}

/// What is true of a node just now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// An answer is wanted.
    pub required: bool,
    /// The answer was refused, for this reason.
    pub refused: Option<Text>,
    /// It is there but cannot be used.
    pub disabled: bool,
    /// It can be read but not changed.
    pub read_only: bool,
    /// Something is under way.
    pub busy: bool,
    /// Not for other people's ears.
    pub private: bool,
    /// It was told before: it is passed over when the page opens.
    pub told: bool,
}

/// "3 of 8"; counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which one.
    pub index: usize,
    /// Of how many.
    pub of: usize,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub label: Text,
    /// What helps with it.
    pub hint: Option<Text>,
    /// What is true of it.
    pub state: State,
    /// Which one of several it is.
    pub position: Option<Position>,
    /// A picture of what it stands for, for the eye alone: the label says what is on it.
    pub picture: Option<ImageId>,
}

impl Node {
    /// A node with no hint, state or position.
    pub fn new(id: impl Into<NodeId>, kind: Kind, label: Text) -> Node {
        Node {
            id: id.into(),
            kind,
            label,
            hint: None,
            state: State::default(),
            position: None,
            picture: None,
        }
    }

    /// The node with a hint.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Node {
        self.hint = (!hint.is_empty()).then_some(hint);
        self
    }

    /// The node with a picture.
    #[must_use]
    pub fn picture(mut self, picture: Option<ImageId>) -> Node {
        self.picture = picture;
        self
    }

    /// The node as the `index`th of `of`.
    #[must_use]
    pub fn at(mut self, index: usize, of: usize) -> Node {
        self.position = Some(Position { index, of });
        self
    }

    /// Whether a person can do something with it (Tab stops here).
    pub fn is_control(&self) -> bool {
        match &self.kind {
            Kind::Heading { .. } | Kind::Paragraph | Kind::Progress { .. } | Kind::Image { .. } => {
                false
            }
            Kind::Row { active, .. } => *active,
            Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Field { .. }
            | Kind::Range { .. }
            | Kind::Rank { .. }
            | Kind::Button { .. } => true,
        }
    }

    /// Whether a number or a place can be changed here, step by step.
    pub fn is_adjustable(&self) -> bool {
        let held = self.state.disabled || self.state.read_only;
        !held && matches!(self.kind, Kind::Range { .. } | Kind::Rank { .. })
    }

    /// Whether the heading above it has told what it is called.
    pub fn is_called_as(&self, above: Option<&Node>) -> bool {
        above.is_some_and(|above| above.label == self.label)
    }

    /// Whether it tells that an answer is required, which it does not where the heading above has told that.
    pub fn tells_required(&self, above: Option<&Node>) -> bool {
        self.state.required && !above.is_some_and(|above| above.state.required)
    }

    /// Whether it is one of the buttons for the voice.
    pub fn is_voice_button(&self) -> bool {
        matches!(
            self.kind,
            Kind::Button {
                role: Role::Voice,
                ..
            }
        )
    }

    /// The text, caret and selection, if it is a field.
    pub fn edit(&self) -> Option<&Edit> {
        match &self.kind {
            Kind::Field { edit, .. } => Some(edit),
            _ => None,
        }
    }
}
