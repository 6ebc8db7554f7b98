//! The page for the eye: what stands where on the picture, in words, without colours or sizes.

use crate::{
    edit::Edit,
    icon::Icon,
    node::{ImageId, Input, Kind, Node, NodeId, Role},
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
    /// Between the two: the button for the voice; behind it those that it shows, in a bar below.
    pub voice: Vec<Item>,
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
    /// In words, that an answer is required, or that it cannot be changed.
    pub state: Option<String>,
    /// Why its answer was refused.
    pub refused: Option<String>,
    /// The digit that uses it.
    pub number: Option<usize>,
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it cannot be used.
    pub disabled: bool,
    /// A picture of what it stands for, drawn inside it.
    pub picture: Option<ImageId>,
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
    /// A number on a bar, with a button for less and one for more.
    Range(RangeShape),
    /// A thing to be put in order, with its place or room for one.
    Rank {
        /// Which place it has.
        place: Option<usize>,
        /// Whether it can be moved up: a button for it is drawn.
        up: bool,
        /// Whether it can be moved down.
        down: bool,
    },
    /// A picture; where it cannot be found, its label stands for it.
    Image(ImageId),
}

/// What a number between bounds shows.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeShape {
    /// The number in words, or that there is none.
    pub value: String,
    /// How far along the bar it is, 0 to 1; none while there is no number.
    pub part: Option<f64>,
    /// The lower bound.
    pub least: String,
    /// The upper bound.
    pub most: String,
    /// Whether there is less to be had.
    pub can_less: bool,
    /// Whether there is more to be had.
    pub can_more: bool,
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
    /// The letters that the next Braille cell may still change.
    pub building: std::ops::Range<usize>,
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
        voice: Vec::new(),
        body: Vec::new(),
        primary: None,
        notice: page.notice.as_ref().map(|notice| notice.text.shown.clone()),
    };
    let mut heading = None;
    for node in &page.nodes {
        let mut item = item(node, page, words);
        // The question stands above the box already, in large letters, with "required" beside it.
        if !node.tells_required(heading) {
            item.state = item.state.filter(|_| node.state.read_only);
        }
        if matches!(node.kind, Kind::Heading { .. }) {
            heading = Some(node);
        } else if matches!(node.kind, Kind::Field { .. } | Kind::Range { .. })
            && node.is_called_as(heading)
        {
            item.label = String::new();
        }
        match &node.kind {
            Kind::Button {
                role: Role::Back, ..
            } => screen.back = Some(item),
            Kind::Button {
                role: Role::Help, ..
            } => screen.help = Some(item),
            Kind::Button {
                role: Role::Voice, ..
            } => screen.voice.push(item),
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
            | Kind::Progress { .. }
            | Kind::Range { .. }
            | Kind::Rank { .. }
            | Kind::Image { .. } => screen.body.push(item),
        }
    }
    screen
}

fn item(node: &Node, page: &Page, words: &Words) -> Item {
    Item {
        id: node.id.clone(),
        shape: shape(node, page, words),
        label: node.label.shown.clone(),
        hint: node.hint.as_ref().map(|hint| hint.shown.clone()),
        state: match (node.state.read_only, node.state.required) {
            (true, _) => Some(words.text("state-read-only").shown),
            (false, true) => Some(words.text("state-required").shown),
            (false, false) => None,
        },
        refused: node
            .state
            .refused
            .as_ref()
            .map(|reason| reason.shown.clone()),
        number: digit(node, page),
        focused: node.id == page.focus,
        disabled: node.state.disabled,
        picture: node.picture.clone(),
    }
}

/// The digit that uses a thing: the first that has this number, where digits are not typed into a box. The badge of a
/// place in an order and a number beside it would be taken for one another.
fn digit(node: &Node, page: &Page) -> Option<usize> {
    let index = |node: &Node| node.position.map(|position| position.index);
    let digit = index(node).filter(|index| *index <= 9)?;
    let is_used = node.is_control() && !matches!(node.kind, Kind::Rank { .. });
    let first = page.nodes.iter().find(|node| index(node) == Some(digit));
    let is_first = first.is_some_and(|first| first.id == node.id);
    let has_box = || page.nodes.iter().any(|node| node.edit().is_some());
    (is_used && is_first && !has_box()).then_some(digit)
}

fn shape(node: &Node, page: &Page, words: &Words) -> Shape {
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
        } => Shape::Field(field(node, edit, *input, *multiline)),
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
        Kind::Range { value, scale, text } => {
            let free = node.is_adjustable();
            Shape::Range(RangeShape {
                value: match value {
                    Some(_) => text.shown.clone(),
                    None => words.text("range-none").shown,
                },
                part: value.map(|value| scale.part(value)),
                least: scale.written(scale.least()),
                most: scale.written(scale.most()),
                can_less: free && value.is_none_or(|value| value > scale.least()),
                can_more: free && value.is_none_or(|value| value < scale.most()),
            })
        }
        Kind::Rank { place } => {
            let last = page.nodes.iter().filter_map(|node| match node.kind {
                Kind::Rank { place } => place,
                _ => None,
            });
            let free = node.is_adjustable();
            Shape::Rank {
                place: *place,
                up: free && place.is_some_and(|place| place > 1),
                down: free && *place < last.max() && place.is_some(),
            }
        }
        Kind::Image { image } => Shape::Image(image.clone()),
    }
}

fn field(node: &Node, edit: &Edit, input: Input, multiline: bool) -> FieldShape {
    let (shown, at): (String, Box<dyn Fn(usize) -> usize>) = if input == Input::Secret {
        (
            "●".repeat(edit.len()),
            Box::new(|letter| letter * '●'.len_utf8()),
        )
    } else {
        (edit.text().to_owned(), Box::new(|letter| edit.byte(letter)))
    };
    let range = edit.selection();
    let building = &edit.building().letters;
    FieldShape {
        caret: at(edit.caret()),
        selection: at(range.start)..at(range.end),
        building: at(building.start)..at(building.end),
        shown,
        multiline,
        read_only: node.state.read_only,
    }
}

impl Screen {
    /// The picture as lines of text: `>` marks the focus. For tests, logs of walks and people without a window.
    pub fn lines(&self) -> Vec<String> {
        let top = [&self.back, &self.help].into_iter().flatten();
        let mut lines: Vec<String> = top.map(Item::line).collect();
        lines.extend(self.voice.iter().map(Item::line));
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
            Shape::Range(range) => range.line(label),
            Shape::Rank { place, .. } => {
                let place = place.map_or_else(|| " ".to_owned(), |place| place.to_string());
                format!("<{place}> {label}")
            }
            Shape::Image(_) => format!("[picture {label}]"),
        };
        let picture = if self.picture.is_some() {
            " [picture]"
        } else {
            ""
        };
        let focus = if self.focused { "> " } else { "  " };
        let mut line = format!("{focus}{drawn}{picture}");
        for (open, more, close) in [
            (" (", &self.state, ")"),
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

impl RangeShape {
    fn line(&self, label: &str) -> String {
        let sign = |can: bool, sign| if can { sign } else { " " };
        let (less, more) = (sign(self.can_less, "-"), sign(self.can_more, "+"));
        let (least, value, most) = (&self.least, &self.value, &self.most);
        format!("{label} ({less}) {least} [{value}] {most} ({more})")
    }
}
