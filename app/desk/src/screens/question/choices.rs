//! A question that is answered by choosing: from a short list at once, from a long one by typing what is looked for.

use super::{
    asked::{Asked, sound},
    bring, go_on_from_question,
};
use crate::{build::Build, desk::Desk, event::Effect, screens::tail};
use maru_form::{Control, Question};
use maru_page::{Icon, Kind, Node, Text, find::Found, node::Input};

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let question = &asked.question;
    build.paragraph("hint", asked.hint.clone());
    let offered = &asked.filling.offered;
    let is_bare = offered.choices().is_empty();
    let many = question.control == Control::SelectMultiple;
    let wanted = match (question.required, many) {
        (true, _) => None,
        (false, true) if !is_bare => Some("question-any-number"),
        (false, _) => Some("question-optional"),
    };
    if let Some(wanted) = wanted.filter(|_| !question.read_only) {
        build.paragraph("wanted", asked.words().text(wanted));
    }
    if is_bare {
        return nothing(build, asked);
    }
    let typed = asked.filling.input.find.text();
    let found = offered.found(typed);
    let is_long = offered.is_long();
    let can_clear = can_clear(question, &asked.filling.input.chosen);
    if is_long {
        chosen(build, asked);
        // Behind all that was found nobody would come upon it.
        if can_clear {
            clear(build, asked);
        }
        if question.read_only {
            return;
        }
        finder(build, asked, &found);
    }
    let of = found.indices.len();
    for (at, index) in found.indices.iter().enumerate() {
        let Some(choice) = offered.choices().get(*index) else {
            continue;
        };
        let on = asked.filling.input.chosen.contains(&choice.value);
        let kind = if many {
            Kind::Check { checked: on }
        } else {
            Kind::Choice { selected: on }
        };
        let id = format!("choice-{}", index + 1);
        let label = Text {
            sound: sound(asked.filling, choice.media.audio.as_deref()),
            ..Text::plain(choice.label.plain(), &asked.lang)
        };
        let picture = asked.image(choice.media.image.as_deref());
        let mut node = Node::new(id.as_str(), kind, label)
            .at(at + 1, of)
            .picture(picture);
        let unshown = asked.unshown(&choice.media).into_iter();
        node.hint = unshown.reduce(|one, other| one.followed_by(&other));
        node.state.read_only = question.read_only;
        // The refusal is told at the first choice, where the focus is brought.
        node.state.refused = asked.refused.clone().filter(|_| at == 0 && !is_long);
        if on && !many && !is_long {
            build.focus(&id);
        }
        build.push(node);
    }
    if can_clear && !is_long {
        clear(build, asked);
    }
    let more = found.count.saturating_sub(of);
    if more > 0 {
        let args = [("count", more.into())];
        build.paragraph("more", asked.words().with("find-more", &args));
    }
}

/// One of several cannot be let go of by choosing it again, as a tick can.
fn can_clear(question: &Question, chosen: &[String]) -> bool {
    let is_one = question.control == Control::SelectOne && !chosen.is_empty();
    is_one && !question.required && !question.read_only
}

fn clear(build: &mut Build, asked: &Asked<'_>) {
    let label = asked.words().text("act-clear-choice");
    build.secondary("clear", label, Icon::Remove);
}

/// What the form offers follows from other answers, and may be nothing: that is said where there would be choices.
pub(super) fn nothing(build: &mut Build, asked: &Asked<'_>) {
    let words = asked.words().text("question-nothing-offered");
    let mut node = Node::new("nothing", Kind::Paragraph, words);
    node.state.refused = asked.refused.clone();
    build.push(node).focus("nothing");
}

/// What is chosen stands above a long list, wherever it is in it.
fn chosen(build: &mut Build, asked: &Asked<'_>) {
    let labels = asked.filling.offered.labels(&asked.filling.input.chosen);
    let labels = labels.join(", ");
    if labels.is_empty() {
        return;
    }
    let args = [("chosen", (&labels).into())];
    build.paragraph("chosen", asked.words().with("find-chosen", &args));
}

fn finder(build: &mut Build, asked: &Asked<'_>, found: &Found) {
    let words = asked.words();
    let edit = asked.filling.input.find.clone();
    let of = asked.filling.offered.choices().len();
    let shown = found.indices.len();
    let hint = if edit.text().trim().is_empty() {
        words.with("find-all", &[("of", of.into())])
    } else {
        let args = [("count", found.count.into()), ("of", of.into())];
        match found.count > shown {
            true => {
                let args = [&args[..], &[("shown", shown.into())]].concat();
                words.with("find-first", &args)
            }
            false => words.with("find-count", &args),
        }
    };
    let kind = Kind::Field {
        edit,
        input: Input::Words,
        multiline: false,
    };
    let mut node = Node::new("find", kind, words.text("find-label"));
    node.state.required = asked.question.required && asked.filling.input.chosen.is_empty();
    node.state.refused = asked.refused.clone();
    build.push(node.hint(hint)).focus("find");
}

/// Enter in the box goes to what was found first. With nothing typed it goes on, as in any other box.
pub(super) fn look(desk: &mut Desk) -> Vec<Effect> {
    let Some(filling) = &desk.filling else {
        return Vec::new();
    };
    let typed = filling.input.find.text();
    if typed.trim().is_empty() {
        return go_on_from_question(desk);
    }
    match filling.offered.found(typed).indices.first() {
        Some(index) => bring(desk, &format!("choice-{}", index + 1)),
        None => {
            desk.tell(desk.words().text("notice-nothing-found"), false);
            Vec::new()
        }
    }
}

/// Uses a choice, or something of a rank, which is given the next place; nothing if the node is none.
pub(super) fn activate(desk: &mut Desk, node: &Node, go_on: bool) -> Option<Vec<Effect>> {
    let index = tail(node, "choice-")?.parse::<usize>().ok()?;
    let filling = desk.filling.as_ref()?;
    let question = filling.question()?;
    let choice = filling.offered.choices().get(index.checked_sub(1)?)?;
    let value = choice.value.clone();
    Some(choose(desk, &question, value, go_on))
}

/// Enter on a chosen choice goes on; anything else chooses or lets go. Nothing goes on by itself.
fn choose(desk: &mut Desk, question: &Question, value: String, go_on: bool) -> Vec<Effect> {
    let Some(filling) = &mut desk.filling else {
        return Vec::new();
    };
    filling.refused = None;
    let chosen = &mut filling.input.chosen;
    let on = chosen.contains(&value);
    if question.control != Control::SelectOne {
        maru_page::rank::toggle(chosen, value);
        return Vec::new();
    }
    if on && go_on {
        return go_on_from_question(desk);
    }
    *chosen = vec![value];
    Vec::new()
}
