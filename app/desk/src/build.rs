//! The making of pages: what every page has, in the same places.

use crate::desk::Desk;
use maru_page::{Icon, Kind, Node, NodeId, Page, PageId, Role, Text, voice_buttons};

/// A page being made.
pub struct Build {
    id: String,
    title: Text,
    nodes: Vec<Node>,
    focus: Option<NodeId>,
}

impl Build {
    /// A page with Back (unless it is the first one) and Help.
    pub fn new(desk: &Desk, id: impl Into<String>, title: Text) -> Build {
        let mut build = Build {
            id: id.into(),
            title,
            nodes: Vec::new(),
            focus: None,
        };
        if desk.can_go_back() {
            let kind = Kind::Button {
                role: Role::Back,
                icon: Some(Icon::Back),
            };
            build
                .nodes
                .push(Node::new("back", kind, desk.words().text("act-back")));
        }
        let phone = desk.phone();
        let label = match &phone {
            Some(number) => desk
                .words()
                .with("act-help-phone", &[("number", number.into())]),
            None => desk.words().text("act-help"),
        };
        build.nodes.push(Node::new(
            "help",
            Kind::Button {
                role: Role::Help,
                icon: Some(Icon::Help),
            },
            label,
        ));
        build.voice_buttons(desk);
        build
    }

    /// The button for the voice, where there is one; behind it, once it was pressed, those for all that it does.
    fn voice_buttons(&mut self, desk: &Desk) {
        if !desk.settings.voice {
            return;
        }
        let words = desk.words();
        let mut button = |id: &str, label: &str, icon| {
            let role = Role::Voice;
            let kind = Kind::Button { role, icon };
            self.nodes.push(Node::new(id, kind, words.text(label)));
        };
        let shown = desk.hearing.buttons;
        let more = if shown { "act-voice-hide" } else { "act-voice" };
        button(voice_buttons::MORE, more, Some(Icon::Speak));
        for (id, _, label) in voice_buttons::BUTTONS.iter().filter(|_| shown) {
            button(id, label, None);
        }
    }

    /// The title as a heading.
    pub fn heading(&mut self) -> &mut Build {
        let title = self.title.clone();
        self.push(Node::new("title", Kind::Heading { level: 1 }, title))
    }

    /// The title as a heading, of a question that may need an answer.
    pub fn heading_required(&mut self, required: bool) -> &mut Build {
        self.heading();
        if let Some(title) = self.nodes.last_mut() {
            title.state.required = required;
        }
        self
    }

    /// A heading below the title.
    pub fn subheading(&mut self, id: &str, label: Text) -> &mut Build {
        self.push(Node::new(id, Kind::Heading { level: 2 }, label))
    }

    /// Words to read; nothing if there are none.
    pub fn paragraph(&mut self, id: &str, label: Text) -> &mut Build {
        if label.is_empty() {
            return self;
        }
        self.push(Node::new(id, Kind::Paragraph, label))
    }

    /// Any node.
    pub fn push(&mut self, node: Node) -> &mut Build {
        self.nodes.push(node);
        self
    }

    /// The main act.
    pub fn primary(&mut self, id: &str, label: Text, icon: Icon) -> &mut Build {
        self.push(Node::new(
            id,
            Kind::Button {
                role: Role::Primary,
                icon: Some(icon),
            },
            label,
        ))
    }

    /// Another act.
    pub fn secondary(&mut self, id: &str, label: Text, icon: Icon) -> &mut Build {
        self.push(Node::new(
            id,
            Kind::Button {
                role: Role::Secondary,
                icon: Some(icon),
            },
            label,
        ))
    }

    /// Where the focus goes when the page opens; else it is the first control behind the title.
    pub fn focus(&mut self, id: &str) -> &mut Build {
        self.focus = Some(id.into());
        self
    }

    /// The page, with the focus kept where it was if that node is still there.
    pub fn finish(self, desk: &Desk) -> Page {
        let exists = |id: &NodeId| self.nodes.iter().any(|node| node.id == *id);
        let chrome = |node: &&Node| {
            !matches!(
                node.kind,
                Kind::Button {
                    role: Role::Back | Role::Help | Role::Voice,
                    ..
                }
            )
        };
        let first = self
            .nodes
            .iter()
            .filter(chrome)
            .find(|node| node.is_control());
        let kept = desk.kept_focus(&self.id).filter(exists);
        let focus = kept
            .or(self.focus.filter(exists))
            .or(first.map(|node| node.id.clone()));
        Page {
            id: PageId(self.id),
            lang: desk.words().lang().clone(),
            title: self.title,
            nodes: self.nodes,
            focus: focus.unwrap_or_else(|| "help".into()),
            notice: desk.notice().cloned(),
        }
    }
}
