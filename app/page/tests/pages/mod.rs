//! Pages to be read by the tests.

#![allow(dead_code, reason = "each test reads some of them")]

use maru_page::{Edit, Icon, Kind, Lang, Node, Page, PageId, Role, Text, Words, node::Input};

pub fn english() -> Words {
    Words::new(&Lang::new("en"), &[]).0
}

pub fn text(words: &str) -> Text {
    Text::plain(words, &Lang::new("en"))
}

pub fn button(id: &str, role: Role) -> Node {
    Node::new(
        id,
        Kind::Button {
            role,
            icon: Some(Icon::Next),
        },
        text(id),
    )
}

pub fn page(nodes: Vec<Node>, focus: &str) -> Page {
    Page {
        id: PageId("p".into()),
        title: text("What is your name?"),
        lang: Lang::new("en"),
        nodes,
        focus: focus.into(),
        notice: None,
    }
}

pub fn field(edit: Edit, input: Input) -> Node {
    let mut node = Node::new(
        "answer",
        Kind::Field {
            edit,
            input,
            multiline: false,
        },
        text("What is your name?"),
    );
    node.state.required = true;
    node.hint(text("As on your card"))
}

pub fn name_page(edit: Edit) -> Page {
    let mut heading = Node::new(
        "title",
        Kind::Heading { level: 1 },
        text("What is your name?"),
    );
    heading.state.required = true;
    page(
        vec![
            button("back", Role::Back),
            heading,
            field(edit, Input::Words),
            button("next", Role::Primary),
        ],
        "answer",
    )
}
