//! A number between bounds. Nothing is preselected: a number that nobody gave is no answer.

use super::{asked::Asked, field};
use crate::{answers, build::Build, desk::Desk};
use maru_page::{
    Icon, Kind, Node, NodeId, Page, Scale, Text,
    range::{Pressed, Step},
};

/// So much of what assistive technology hands over is told again.
const TYPED_MAX: usize = 20;

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let (question, words) = (&asked.question, asked.words());
    let Some(scale) = answers::scale(question) else {
        // Bounds that leave nothing to choose: the number is typed.
        return field::push(build, asked);
    };
    build.paragraph("hint", asked.hint.clone());
    build.paragraph("names", names(asked, &scale));
    let value = asked.filling.input.number;
    let kind = Kind::Range {
        value,
        scale,
        text: value.map_or_else(
            || Text::plain("", words.lang()),
            |value| in_words(value, asked, &scale),
        ),
    };
    let mut node = Node::new("range", kind, asked.label.clone());
    node.state.required = question.required;
    node.state.read_only = question.read_only;
    node.state.refused = asked.refused.clone();
    let node = if question.read_only {
        node
    } else {
        node.hint(words.text("question-range-hint"))
    };
    build.push(node).focus("range");
    if value.is_some() && !question.read_only {
        build.secondary("clear", words.text("act-clear"), Icon::Remove);
    }
}

/// The number, and what the form calls it.
fn in_words(value: f64, asked: &Asked<'_>, scale: &Scale) -> Text {
    let (number, words) = (scale.written(value), asked.words());
    let named = asked
        .question
        .ticks
        .iter()
        .find(|tick| scale.written(tick.number) == number);
    match named {
        None => Text::plain(number, words.lang()),
        Some(tick) => {
            let args = [
                ("number", (&number).into()),
                ("name", tick.label.plain().into()),
            ];
            words.with("range-named", &args)
        }
    }
}

/// What the numbers are called that have names, all at once: which end is which is known before one is chosen.
fn names(asked: &Asked<'_>, scale: &Scale) -> Text {
    let named = asked.question.ticks.iter();
    let names = named.map(|tick| in_words(tick.number, asked, scale).shown);
    Text::plain(names.collect::<Vec<_>>().join("; "), &asked.lang)
}

/// The number after a step; the first one begins where the form says.
pub(super) fn step(desk: &mut Desk, value: Option<f64>, scale: Scale, step: Step) {
    let question = desk.filling.as_ref().and_then(|filling| filling.question());
    let begin = question.and_then(|question| question.range?.placeholder);
    let is_far = matches!(step, Step::Least | Step::Most);
    let number = match begin.filter(|_| value.is_none() && !is_far) {
        Some(begin) => scale.nearest(begin),
        None => scale.stepped(value, step),
    };
    set(desk, number);
}

/// The number is this now.
pub(super) fn set(desk: &mut Desk, number: f64) {
    if let Some(filling) = &mut desk.filling {
        filling.input.number = Some(number);
        filling.refused = None;
    }
}

/// A typed digit, or plus and minus; whether it was for a number between bounds.
pub(crate) fn type_digit(desk: &mut Desk, page: &Page, typed: &str) -> bool {
    let Some((node, scale)) = ranged(page, &"range".into()) else {
        return false;
    };
    desk.focus(page, Some(node));
    if node.state.read_only {
        desk.tell_read_only();
        return true;
    }
    let step = match typed {
        "+" => Some(Step::More),
        "-" if scale.least() >= 0.0 => Some(Step::Less),
        _ => None,
    };
    if let Some(step) = step {
        super::adjust(desk, node, step);
        return true;
    }
    let filling = desk.filling.as_mut();
    match filling.map(|filling| filling.digits.press(typed, &scale)) {
        Some(Pressed::Number(number)) => set(desk, number),
        Some(Pressed::OffScale) => tell_off_scale(desk, typed, &scale),
        Some(Pressed::Begun | Pressed::NoPart) | None => {}
    }
    true
}

/// Whether digits were typed that make no number of the scale: they are told, for nothing comes of them now.
pub(crate) fn drops_digits(desk: &mut Desk, page: &Page) -> bool {
    let Some(filling) = &mut desk.filling else {
        return false;
    };
    let digits = std::mem::take(&mut filling.digits);
    let dropped = ranged(page, &"range".into())
        .and_then(|(_, scale)| Some((digits.unfinished(&scale)?, scale)));
    if let Some((typed, scale)) = &dropped {
        tell_off_scale(desk, typed, scale);
    }
    dropped.is_some()
}

/// What was typed is no number of the scale; what stands is what stood.
fn tell_off_scale(desk: &mut Desk, typed: &str, scale: &Scale) {
    let number = desk
        .filling
        .as_ref()
        .and_then(|filling| filling.input.number);
    let number = number.map(|number| scale.written(number));
    let (least, most) = (scale.written(scale.least()), scale.written(scale.most()));
    let typed: String = typed.chars().take(TYPED_MAX).collect();
    let args = [
        ("typed", (&typed).into()),
        ("least", (&least).into()),
        ("most", (&most).into()),
        ("number", number.as_deref().unwrap_or_default().into()),
    ];
    let id = match number {
        Some(_) => "notice-number-stays",
        None => "notice-number-none",
    };
    desk.show_notice(desk.words().with(id, &args), false);
}

/// The number as assistive technology sets it; whether the node is one.
pub(crate) fn replace(desk: &mut Desk, page: &Page, id: &NodeId, text: &str) -> bool {
    let Some((node, scale)) = ranged(page, id) else {
        return false;
    };
    desk.focus(page, Some(node));
    if node.state.read_only {
        desk.tell_read_only();
        return true;
    }
    match scale.typed(text) {
        Some(number) => set(desk, number),
        None => tell_off_scale(desk, text.trim(), &scale),
    }
    true
}

fn ranged<'p>(page: &'p Page, id: &NodeId) -> Option<(&'p Node, Scale)> {
    let node = page.node(id)?;
    match node.kind {
        Kind::Range { scale, .. } => Some((node, scale)),
        _ => None,
    }
}
