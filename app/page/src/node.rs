//! The nodes of a page.

use crate::{edit::Edit, text::Text};
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
}

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
    /// The one main act: bottom right, and Enter.
    Primary,
    /// Any other act.
    Secondary,
}

/// The pictures there are; drawn by us as one family, `assets/icons/<name>.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it all
pub enum Icon {
    Back,
    Bell,
    Braille,
    Check,
    Computer,
    Document,
    Ear,
    Eye,
    Forms,
    Hand,
    Help,
    Home,
    Lamp,
    Learn,
    Lottery,
    Next,
    Person,
    Phone,
    Repair,
    Road,
    Send,
    Settings,
    Speak,
    Waiting,
    Warning,
}

impl Icon {
    /// Every icon with its name, which is also the name of its file and the one that city packs use.
    pub const ALL: [(Icon, &'static str); 25] = [
        (Icon::Back, "back"),
        (Icon::Bell, "bell"),
        (Icon::Braille, "braille"),
        (Icon::Check, "check"),
        (Icon::Computer, "computer"),
        (Icon::Document, "document"),
        (Icon::Ear, "ear"),
        (Icon::Eye, "eye"),
        (Icon::Forms, "forms"),
        (Icon::Hand, "hand"),
        (Icon::Help, "help"),
        (Icon::Home, "home"),
        (Icon::Lamp, "lamp"),
        (Icon::Learn, "learn"),
        (Icon::Lottery, "lottery"),
        (Icon::Next, "next"),
        (Icon::Person, "person"),
        (Icon::Phone, "phone"),
        (Icon::Repair, "repair"),
        (Icon::Road, "road"),
        (Icon::Send, "send"),
        (Icon::Settings, "settings"),
        (Icon::Speak, "speak"),
        (Icon::Waiting, "waiting"),
        (Icon::Warning, "warning"),
    ];

    /// The name of the icon.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(icon, _)| *icon == self)
            .map_or("document", |(_, name)| name)
    }

    /// The icon of that name, as a city pack gives it.
    pub fn named(name: &str) -> Option<Icon> {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == name)
            .map(|(icon, _)| *icon)
    }
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
        }
    }

    /// The node with a hint.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Node {
        self.hint = (!hint.is_empty()).then_some(hint);
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
            Kind::Heading { .. } | Kind::Paragraph | Kind::Progress { .. } => false,
            Kind::Row { active, .. } => *active,
            Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Field { .. }
            | Kind::Button { .. } => true,
        }
    }

    /// The text, caret and selection, if it is a field.
    pub fn edit(&self) -> Option<&Edit> {
        match &self.kind {
            Kind::Field { edit, .. } => Some(edit),
            _ => None,
        }
    }
}
