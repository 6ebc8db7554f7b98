//! One screen as data.

use crate::{
    node::{Kind, Node, NodeId, Role},
    text::{Lang, Text},
};

/// Names a page: when it changes, a new page was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageId(pub String);

/// Something that happened: what, whether the answers are safe, what can be done now.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Tells two notices of the same words apart.
    pub serial: u64,
    /// The words.
    pub text: Text,
    /// Whether it should interrupt.
    pub urgent: bool,
}

/// One screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its name.
    pub id: PageId,
    /// Its title; also the first heading.
    pub title: Text,
    /// The language of the page.
    pub lang: Lang,
    /// In reading order: Back and Help first, the main act last.
    pub nodes: Vec<Node>,
    /// The node with the focus; always one of `nodes` (see [`Page::focused`]).
    pub focus: NodeId,
    /// What just happened.
    pub notice: Option<Notice>,
}

impl Page {
    /// The node with that name.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }

    /// The node with the focus.
    pub fn focused(&self) -> Option<&Node> {
        self.node(&self.focus)
    }

    /// Where the focus stands in reading order.
    pub fn focus_index(&self) -> usize {
        self.nodes
            .iter()
            .position(|node| node.id == self.focus)
            .unwrap_or(0)
    }

    /// The main act of the page.
    pub fn primary(&self) -> Option<&Node> {
        self.nodes.iter().find(|node| {
            matches!(
                node.kind,
                Kind::Button {
                    role: Role::Primary,
                    ..
                }
            )
        })
    }
}
