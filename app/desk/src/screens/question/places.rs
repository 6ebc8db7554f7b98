//! A line or an area on a map, typed place by place: each typed place joins the ones before it.

use super::{asked::Asked, bring, go_on_from_question};
use crate::{
    answers::{self, Typed},
    build::Build,
    desk::Desk,
    event::Effect,
    filling::Refused,
    screens::tail,
};
use maru_form::{Question, Violation, ViolationKind};
use maru_page::{Edit, Icon, Kind, Node, Text, Words, node::Input};

/// Whether a question asks for places in a row.
pub(in crate::screens) fn asks(question: &Question) -> bool {
    matches!(answers::asked(question), Typed::Line | Typed::Area)
}

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let (question, words) = (&asked.question, asked.words());
    build.paragraph("hint", asked.hint.clone());
    if !question.read_only {
        build.paragraph("how", words.text(how(question)));
    }
    let places = &asked.filling.input.chosen;
    let of = places.len();
    build.paragraph("count", count(of, words));
    for (at, place) in (1..).zip(places) {
        let name = name(at, words);
        let kind = Kind::Row {
            value: Text::plain(answers::degrees(place), words.lang()),
            active: false,
            icon: None,
        };
        let remove = words.with("place-remove", &[("place", (&name.shown).into())]);
        build.push(Node::new(format!("place-{at}").as_str(), kind, name).at(at, of));
        if !question.read_only {
            build.secondary(&format!("take-{at}"), remove, Icon::Remove);
        }
    }
    if question.read_only {
        return;
    }
    let kind = Kind::Field {
        edit: asked.filling.input.edit.clone(),
        input: Input::Words,
        multiline: false,
    };
    let mut node = Node::new("answer", kind, words.text("place-next"));
    node.state.required = question.required && of == 0;
    node.state.refused = asked.refused.clone();
    build.push(node.hint(words.text("question-place-hint")));
    build.secondary("add-place", words.text("place-add"), Icon::Add);
    build.focus("answer");
}

fn how(question: &Question) -> &'static str {
    match answers::asked(question) {
        Typed::Area => "question-area-hint",
        _ => "question-line-hint",
    }
}

fn name(at: usize, words: &Words) -> Text {
    words.with("place-number", &[("index", at.into())])
}

/// How many there are.
pub(in crate::screens) fn count(of: usize, words: &Words) -> Text {
    words.with("place-count", &[("count", of.into())])
}

/// Uses what stands on the page of places; nothing if the node is none of that.
pub(super) fn activate(desk: &mut Desk, node: &Node, go_on: bool) -> Option<Vec<Effect>> {
    let filling = desk.filling.as_mut()?;
    filling
        .question()
        .filter(|question| asks(question) && !question.read_only)?;
    if let Some(at) = tail(node, "take-") {
        let at = at.parse::<usize>().ok()?.checked_sub(1)?;
        if at < filling.input.chosen.len() {
            filling.input.chosen.remove(at);
            filling.refused = None;
            let of = filling.input.chosen.len();
            let words = desk.words();
            let [place, count] = [name(at + 1, words), count(of, words)].map(|text| text.shown);
            let args = [("place", (&place).into()), ("count", (&count).into())];
            let told = words.with("notice-place-removed", &args);
            desk.show_notice(told, false);
        }
        return Some(bring(desk, "answer"));
    }
    match (
        node.id.as_str(),
        filling.input.edit.text().trim().is_empty(),
    ) {
        ("answer", true) if go_on => Some(go_on_from_question(desk)),
        ("answer", false) if go_on => Some(add(desk)),
        ("add-place", _) => Some(add(desk)),
        _ => None,
    }
}

/// The typed place joins the others; what is none is told and stays in the box.
fn add(desk: &mut Desk) -> Vec<Effect> {
    if let Some(filling) = &mut desk.filling {
        let typed = filling.input.edit.text().trim().to_owned();
        if let Some(places) = answers::typed_places(&typed) {
            filling.input.chosen.extend(places);
            filling.input.edit = Edit::default();
            filling.refused = None;
            let of = filling.input.chosen.len();
            desk.show_notice(count(of, desk.words()), false);
        } else {
            let violation = Violation {
                kind: ViolationKind::NotAPlace,
                message: None,
            };
            filling.refused = Some(Refused {
                violation,
                tried: typed,
            });
        }
    }
    bring(desk, "answer")
}
