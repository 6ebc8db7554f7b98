//! Things to be put in order, by choosing what comes first, second and so on.

use super::{
    asked::{Asked, sound},
    choices,
};
use crate::{build::Build, desk::Desk, screens::tail};
use maru_page::{Icon, Kind, Node, Text, range::Step, rank};

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let (question, words) = (&asked.question, asked.words());
    build.paragraph("hint", asked.hint.clone());
    let choices = asked.filling.offered.choices();
    if choices.is_empty() {
        return choices::nothing(build, asked);
    }
    if !question.read_only {
        build.paragraph("how", words.text("question-rank-hint"));
    }
    let order = &asked.filling.input.chosen;
    let unplaced = choices
        .iter()
        .position(|choice| !order.contains(&choice.value));
    for (index, choice) in choices.iter().enumerate() {
        let place = order.iter().position(|value| *value == choice.value);
        let kind = Kind::Rank {
            place: place.map(|place| place + 1),
        };
        let id = format!("choice-{}", index + 1);
        let label = Text {
            sound: sound(asked.filling, choice.media.audio.as_deref()),
            ..Text::plain(choice.label.plain(), &asked.lang)
        };
        let mut node = Node::new(id.as_str(), kind, label)
            .at(index + 1, choices.len())
            .picture(asked.image(choice.media.image.as_deref()));
        let unshown = asked.unshown(&choice.media).into_iter();
        node.hint = unshown.reduce(|one, other| one.followed_by(&other));
        node.state.read_only = question.read_only;
        // The refusal is told where there is something to be done about it.
        let here = unplaced.unwrap_or(0) == index;
        node.state.refused = asked.refused.clone().filter(|_| here);
        build.push(node);
    }
    if !order.is_empty() && !question.read_only {
        build.secondary("clear", words.text("act-clear-order"), Icon::Remove);
    }
}

/// Moves something up or down in the order.
pub(super) fn shift(desk: &mut Desk, node: &Node, step: Step) {
    let index = tail(node, "choice-").and_then(|index| index.parse::<usize>().ok());
    let (Some(filling), Some(index)) = (&mut desk.filling, index) else {
        return;
    };
    if let Some(choice) = filling.offered.choices().get(index.wrapping_sub(1)) {
        rank::shift(&mut filling.input.chosen, &choice.value, step);
        filling.refused = None;
    }
}
