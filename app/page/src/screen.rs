//! The page for the eye: what stands where on the picture, in words, without colours or sizes.

use crate::{
    node::{Icon, Input, Kind, Node, NodeId, Role},
    page::Page,
    text::Lang,
    words::Words,
};

/// What a page looks like, before anybody draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The title, as for the window's frame.
    pub title: String,
    /// The language of the page.
    pub lang: Lang,
    /// Top left.
    pub back: Option<Item>,
    /// Top right.
    pub help: Option<Item>,
    /// From top to bottom.
    pub body: Vec<Item>,
    /// Bottom right.
    pub primary: Option<Item>,
    /// What just happened; stays until the next act.
    pub notice: Option<String>,
}

/// One thing on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The node it stands for.
    pub id: NodeId,
    /// How it is drawn.
    pub shape: Shape,
    /// What it is called.
    pub label: String,
    /// What helps with it.
    pub hint: Option<String>,
    /// "Required", in words, where that is so.
    pub required: Option<String>,
    /// Why its answer was refused.
    pub refused: Option<String>,
    /// Its number among its like.
    pub number: Option<usize>,
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it cannot be used.
    pub disabled: bool,
}

/// How an item is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A heading of that level; 1 is the page's title.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A large, numbered tile.
    Tile(Icon),
    /// A round mark, filled when chosen.
    Choice(bool),
    /// A square mark, ticked when checked.
    Check(bool),
    /// A box to type in.
    Field(FieldShape),
    /// A label with its value; `active` ones can be pressed.
    Row {
        /// The value.
        value: String,
        /// Whether it can be pressed.
        active: bool,
        /// Its picture.
        icon: Option<Icon>,
    },
    /// A button.
    Button {
        /// Whether it is the main act.
        primary: bool,
        /// Its picture.
        icon: Option<Icon>,
    },
    /// A bar, so many steps of so many.
    Progress(usize, usize),
}

/// What a box to type in shows. Offsets are bytes into `shown`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldShape {
    /// The text, masked if it is secret.
    pub shown: String,
    /// Where the caret stands.
    pub caret: usize,
    /// The selection.
    pub selection: std::ops::Range<usize>,
    /// Whether it may have several lines.
    pub multiline: bool,
    /// Whether the text can be changed.
    pub read_only: bool,
}

/// The page for the eye.
pub fn present(page: &Page, words: &Words) -> Screen {
    let mut screen = Screen {
        title: page.title.shown.clone(),
        lang: page.lang.clone(),
        back: None,
        help: None,
        body: Vec::new(),
        primary: None,
        notice: page.notice.as_ref().map(|notice| notice.text.shown.clone()),
    };
    let mut heading = None;
    for node in &page.nodes {
        let mut item = item(node, page, words);
        if matches!(node.kind, Kind::Heading { .. }) {
            heading = Some(&node.label);
        } else if matches!(node.kind, Kind::Field { .. }) && heading == Some(&node.label) {
            // The question stands above the box already, in large letters, with "required" beside it.
            item.label = String::new();
            item.required = None;
        }
        match &node.kind {
            Kind::Button {
                role: Role::Back, ..
            } => screen.back = Some(item),
            Kind::Button {
                role: Role::Help, ..
            } => screen.help = Some(item),
            Kind::Button {
                role: Role::Primary,
                ..
            } => screen.primary = Some(item),
            Kind::Button {
                role: Role::Secondary,
                ..
            }
            | Kind::Heading { .. }
            | Kind::Paragraph
            | Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Field { .. }
            | Kind::Row { .. }
            | Kind::Progress { .. } => screen.body.push(item),
        }
    }
    screen
}

fn item(node: &Node, page: &Page, words: &Words) -> Item {
    Item {
        id: node.id.clone(),
        shape: shape(node),
        label: node.label.shown.clone(),
        hint: node.hint.as_ref().map(|hint| hint.shown.clone()),
        required: node
            .state
            .required
            .then(|| words.text("state-required").shown),
        refused: node
            .state
            .refused
            .as_ref()
            .map(|reason| reason.shown.clone()),
        number: node.position.map(|position| position.index),
        focused: node.id == page.focus,
        disabled: node.state.disabled,
    }
}

fn shape(node: &Node) -> Shape {
    match &node.kind {
        Kind::Heading { level } => Shape::Heading(*level),
        Kind::Paragraph => Shape::Paragraph,
        Kind::Tile { icon } => Shape::Tile(*icon),
        Kind::Choice { selected } => Shape::Choice(*selected),
        Kind::Check { checked } => Shape::Check(*checked),
        Kind::Field {
            edit,
            input,
            multiline,
        } => {
            let (shown, at): (String, Box<dyn Fn(usize) -> usize>) = if *input == Input::Secret {
                (
                    "●".repeat(edit.len()),
                    Box::new(|letter| letter * '●'.len_utf8()),
                )
            } else {
                (edit.text().to_owned(), Box::new(|letter| edit.byte(letter)))
            };
            let range = edit.selection();
            Shape::Field(FieldShape {
                caret: at(edit.caret()),
                selection: at(range.start)..at(range.end),
                shown,
                multiline: *multiline,
                read_only: node.state.read_only,
            })
        }
        Kind::Row {
            value,
            active,
            icon,
        } => Shape::Row {
            value: value.shown.clone(),
            active: *active,
            icon: *icon,
        },
        Kind::Button { role, icon } => Shape::Button {
            primary: *role == Role::Primary,
            icon: *icon,
        },
        Kind::Progress { done, of } => Shape::Progress(*done, *of),
    }
}

impl Screen {
    /// The picture as lines of text: `>` marks the focus. For tests, logs of walks and people without a window.
    pub fn lines(&self) -> Vec<String> {
        let top = [&self.back, &self.help].into_iter().flatten();
        let mut lines: Vec<String> = top.map(Item::line).collect();
        lines.extend(self.body.iter().map(Item::line));
        lines.extend(self.primary.iter().map(Item::line));
        lines.extend(self.notice.iter().map(|notice| format!("! {notice}")));
        lines
    }
}

impl Item {
    fn line(&self) -> String {
        let label = &self.label;
        let number = self
            .number
            .map(|number| format!("{number} "))
            .unwrap_or_default();
        let drawn = match &self.shape {
            Shape::Heading(level) => format!("{} {label}", "#".repeat(usize::from(*level))),
            Shape::Paragraph => label.clone(),
            Shape::Tile(_) => format!("[{number}{label}]"),
            Shape::Choice(selected) => format!("({}) {label}", if *selected { "•" } else { " " }),
            Shape::Check(checked) => format!("[{}] {label}", if *checked { "x" } else { " " }),
            Shape::Field(field) => {
                let (before, behind) = field.shown.split_at(field.caret);
                format!("{label} [{before}|{behind}]")
            }
            Shape::Row { value, .. } => format!("{label}: {value}"),
            Shape::Button { primary: true, .. } => format!("<<{label}>>"),
            Shape::Button { primary: false, .. } => format!("<{label}>"),
            Shape::Progress(done, of) => format!("{label} {done}/{of}"),
        };
        let mut line = format!("{}{drawn}", if self.focused { "> " } else { "  " });
        for (open, more, close) in [
            (" (", &self.required, ")"),
            (" — ", &self.hint, ""),
            (" !! ", &self.refused, ""),
        ] {
            if let Some(more) = more {
                line.extend([open, more, close]);
            }
        }
        line
    }
}
