//! One question of a form.

mod asked;
mod choices;
mod field;
mod places;
mod range;
mod rank;
mod refusal;
mod repeat;
mod upload;

pub(in crate::screens) use asked::instance;
pub(in crate::screens) use places::{asks as asks_for_places, count as count_of_places};
pub(crate) use range::{drops_digits, replace as replace_number, type_digit};
pub(in crate::screens) use refusal::reason;
pub(in crate::screens) use repeat::count;
pub(crate) use repeat::{activate_remove, remove_page};
pub(in crate::screens) use upload::{described as described_file, place_name};
pub(crate) use upload::{show as show_files, size_in_words};

use super::Screen;
use crate::{build::Build, desk::Desk, event::Effect, filling::Filling};
use asked::Asked;
use maru_form::Control;
use maru_page::{Icon, Kind, Node, Page, Text, range::Step};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let Some(asked) = Asked::open(desk) else {
        let mut build = Build::new(desk, "question-gone", words.text("check-title"));
        build
            .heading()
            .primary("next", words.text("act-next"), Icon::Next);
        return build.finish(desk);
    };
    let question = &asked.question;
    let reads_only = matches!(question.control, Control::Note | Control::Unsupported);
    let title = if reads_only || asked.label.is_empty() {
        let form = asked.filling.session.form();
        desk.title_of(form.id(), form.title())
    } else {
        asked.label.clone()
    };
    let mut build = Build::new(desk, format!("question-{}", question.id), title);
    asked.progress(&mut build);
    asked.groups(&mut build);
    build.heading_required(question.required && !reads_only);
    if reads_only {
        note(&mut build, &asked);
    }
    asked.picture(&mut build);
    control(&mut build, &asked);
    guidance(&mut build, &asked);
    let returns = asked.filling.changing && question.control != Control::Repeat;
    let next = if returns { "act-keep" } else { "act-next" };
    build.primary("next", words.text(next), Icon::Next);
    build.finish(desk)
}

/// The control itself, or one node for each choice.
fn control(build: &mut Build, asked: &Asked<'_>) {
    match asked.question.control {
        Control::Input => field::push(build, asked),
        Control::SelectOne | Control::SelectMultiple => choices::push(build, asked),
        Control::Rank => rank::push(build, asked),
        Control::Range => range::push(build, asked),
        Control::Repeat => repeat::push(build, asked),
        Control::Trigger => {
            let checked = !asked.filling.input.chosen.is_empty();
            let label = asked.words().text("question-acknowledge");
            let mut node = Node::new("acknowledge", Kind::Check { checked }, label);
            node.state.required = asked.question.required;
            node.state.read_only = asked.question.read_only;
            node.state.refused = asked.refused.clone();
            build.push(node.hint(asked.hint.clone()));
        }
        Control::Upload => upload::push(build, asked),
        Control::Note | Control::Unsupported => {
            build.paragraph("hint", asked.hint.clone());
            let value = Text::plain(&asked.question.value, &asked.lang);
            build.paragraph("value", value);
        }
    }
}

/// The words of a note, with the headings and paragraphs that they have.
fn note(build: &mut Build, asked: &Asked<'_>) {
    let blocks = asked.question.label.blocks();
    if blocks.iter().all(|block| block.heading.is_none()) && blocks.len() < 2 {
        build.paragraph("note", asked.label.clone()).focus("note");
        return;
    }
    for (at, block) in blocks.into_iter().enumerate() {
        let words = Text::plain(block.words, &asked.lang);
        let id = format!("note-{at}");
        match block.heading {
            // The page has its title already.
            Some(level) => {
                let level = (level + 1).min(6);
                build.push(Node::new(id.as_str(), Kind::Heading { level }, words))
            }
            None => build.paragraph(&id, words),
        };
    }
    build.focus("note-0");
}

/// What the form explains to those who ask.
fn guidance(build: &mut Build, asked: &Asked<'_>) {
    let Some(guidance) = asked.filling.guidance(asked.words()) else {
        return;
    };
    if asked.filling.explained {
        build.paragraph("guidance", guidance);
    } else if !guidance.is_empty() {
        build.secondary("explain", asked.words().text("act-explain"), Icon::Help);
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    if let Some(effects) = places::activate(desk, node, go_on) {
        return effects;
    }
    // Enter in a box, and at a number between bounds, goes on all the same.
    let is_gone_on_with = matches!(node.kind, Kind::Field { .. } | Kind::Range { .. });
    if node.state.read_only && !is_gone_on_with {
        desk.tell_read_only();
        return Vec::new();
    }
    match node.id.as_str() {
        "acknowledge" => {
            if let Some(filling) = &mut desk.filling {
                let on = !filling.input.chosen.is_empty();
                filling.input.chosen = if on {
                    Vec::new()
                } else {
                    vec!["OK".to_owned()]
                };
                filling.refused = None;
            }
            Vec::new()
        }
        "explain" => {
            if let Some(filling) = &mut desk.filling {
                filling.explained = true;
            }
            bring(desk, "guidance")
        }
        "clear" => clear(desk),
        "find" => choices::look(desk),
        "today" | "yesterday" => field::day(desk, node),
        "one-less" | "one-more" => field::counted(desk, node),
        "answer" | "range" | "next" if go_on => go_on_from_question(desk),
        "answer" | "range" => Vec::new(),
        "next" => go_on_from_question(desk),
        _ => choices::activate(desk, node, go_on)
            .or_else(|| repeat::activate(desk, node))
            .or_else(|| upload::activate(desk, node))
            .unwrap_or_default(),
    }
}

/// Takes back what was chosen or set, and goes there.
fn clear(desk: &mut Desk) -> Vec<Effect> {
    let is_chosen = |node: &&Node| matches!(node.kind, Kind::Choice { selected: true });
    let chosen = page(desk).nodes.into_iter().find(|node| is_chosen(&node));
    if let Some(filling) = &mut desk.filling {
        filling.input.chosen.clear();
        filling.input.number = None;
        filling.refused = None;
    }
    let page = page(desk);
    let adjustable = page.nodes.iter().find(|node| node.is_adjustable());
    desk.focus(&page, chosen.as_ref().or(adjustable));
    Vec::new()
}

/// Brings the focus to a thing on the page of the question.
fn bring(desk: &mut Desk, id: &str) -> Vec<Effect> {
    let page = page(desk);
    desk.focus(&page, page.node(&id.into()));
    Vec::new()
}

/// Changes a number or a place by a step.
pub(crate) fn adjust(desk: &mut Desk, node: &Node, step: Step) {
    if desk.screen() != Screen::Question {
        return;
    }
    match node.kind {
        Kind::Range { .. } | Kind::Rank { .. } if node.state.read_only => desk.tell_read_only(),
        Kind::Range { value, scale, .. } => range::step(desk, value, scale, step),
        Kind::Rank { .. } => rank::shift(desk, node, step),
        _ => {}
    }
}

fn go_on_from_question(desk: &mut Desk) -> Vec<Effect> {
    if desk.filling.as_ref().and_then(Filling::question).is_none() {
        if let Some(filling) = &mut desk.filling {
            filling.open(None);
        }
        desk.replace(Screen::Check);
        return Vec::new();
    }
    let effects = desk.take_answer();
    if desk
        .filling
        .as_ref()
        .is_some_and(|filling| filling.refused.is_some())
    {
        show_refusal(desk);
    }
    effects
}

/// Brings the focus to what says why the answer was refused.
pub(crate) fn show_refusal(desk: &mut Desk) {
    let page = page(desk);
    let refused = page.nodes.iter().find(|node| node.state.refused.is_some());
    desk.focus(&page, refused);
}
