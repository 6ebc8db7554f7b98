//! Pages to be read by the tests.

#![allow(dead_code, reason = "each test reads some of them")]

use maru_page::{
    Edit, Icon, ImageId, Kind, Lang, Node, Page, PageId, Role, Scale, Text, Words, node::Input,
};

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

/// How much pain, from 0 to 10.
pub fn range_page(value: Option<f64>) -> Page {
    let words = value.map_or_else(String::new, |value| format!("{value} points"));
    let scale = Scale::new(0.0, 10.0, 1.0).expect("a scale");
    let kind = Kind::Range {
        value,
        scale,
        text: text(&words),
    };
    let heading = Node::new("title", Kind::Heading { level: 1 }, text("How much pain?"));
    let node = Node::new("answer", kind, text("How much pain?"));
    page(vec![heading, node, button("next", Role::Primary)], "answer")
}

/// Three ways of going, two of them with a place; the focus is on the one named.
pub fn rank_page(places: [Option<usize>; 3], focus: &str) -> Page {
    let items = ["Bus", "Train", "Bike"].into_iter().zip(places).enumerate();
    let nodes = items.map(|(index, (name, place))| {
        let id = name.to_lowercase();
        Node::new(id.as_str(), Kind::Rank { place }, text(name)).at(index + 1, 3)
    });
    page(nodes.collect(), focus)
}

/// A picture with the words that stand for it.
pub fn image_page(alt: Text) -> Page {
    let image = ImageId("map.png".into());
    let node = Node::new("image", Kind::Image { image }, alt);
    page(vec![node, button("next", Role::Primary)], "image")
}
