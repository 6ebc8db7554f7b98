//! One question of a form.

use super::{Screen, tail};
use crate::{build::Build, desk::Desk, event::Effect, filling::Filling};
use maru_form::{Control, DataType, Question, Violation, ViolationKind};
use maru_page::{Icon, Kind, Lang, Node, Page, Text, Words, node::Input};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let open = desk
        .filling
        .as_ref()
        .and_then(|filling| Some((filling, filling.question()?)));
    let Some((filling, question)) = open else {
        let mut build = Build::new(desk, "question-gone", words.text("check-title"));
        build
            .heading()
            .primary("next", words.text("act-next"), Icon::Next);
        return build.finish(desk);
    };
    let lang = filling.lang(words);
    let label = Text::plain(question.label.plain(), &lang);
    let form = filling.session.form();
    let form_title = desk.title_of(form.id(), form.title());
    let reads_only = matches!(question.control, Control::Note | Control::Unsupported);
    let title = if reads_only || label.is_empty() {
        form_title
    } else {
        label.clone()
    };
    let mut build = Build::new(desk, format!("question-{}", question.id), title);
    progress(&mut build, filling, &question, words);
    if let Some(group) = new_group(filling, &question) {
        build.paragraph("group", Text::plain(group, &lang));
    }
    build.heading_required(question.required && !reads_only);
    if reads_only {
        build.paragraph("note", label).focus("note");
    }
    let hint = Text::plain(
        question.hint.as_ref().map_or("", |hint| hint.plain()),
        &lang,
    );
    control(&mut build, filling, &question, &lang, hint, desk);
    let next = if filling.changing {
        "act-keep"
    } else {
        "act-next"
    };
    build.primary("next", words.text(next), Icon::Next);
    build.finish(desk)
}

/// The label of the group that begins with this question; inside it, it need not be told again.
fn new_group(filling: &Filling, question: &Question) -> Option<String> {
    let group = question.groups.last()?.label.plain().to_owned();
    let before = filling.session.previous_before(Some(&question.id));
    let before = before.and_then(|id| filling.session.question(&id));
    let same = before.is_some_and(|before| {
        before
            .groups
            .last()
            .is_some_and(|own| own.label.plain() == group)
    });
    let bare = |text: &str| text.trim_end_matches(['?', '.', '!', ' ']).to_owned();
    (!same && bare(&group) != bare(question.label.plain())).then_some(group)
}

fn progress(build: &mut Build, filling: &Filling, question: &Question, words: &Words) {
    let questions = filling.session.questions();
    let done = questions
        .iter()
        .position(|id| *id == question.id)
        .map_or(1, |index| index + 1);
    let of = questions.len();
    let label = words.with(
        "question-progress",
        &[("index", done.into()), ("of", of.into())],
    );
    build.push(Node::new("progress", Kind::Progress { done, of }, label));
}

/// The control itself, or one node for each choice.
fn control(
    build: &mut Build,
    filling: &Filling,
    question: &Question,
    lang: &Lang,
    hint: Text,
    desk: &Desk,
) {
    let words = desk.words();
    let refused = filling
        .refused
        .as_ref()
        .map(|violation| reason(violation, lang, words));
    match question.control {
        Control::Input => {
            field(build, filling, question, lang, hint, refused, words);
        }
        Control::SelectOne | Control::SelectMultiple => {
            build.paragraph("hint", hint);
            choices(build, filling, question, lang, refused, words);
        }
        Control::Trigger => {
            let checked = !filling.input.chosen.is_empty();
            let mut node = Node::new(
                "acknowledge",
                Kind::Check { checked },
                words.text("question-acknowledge"),
            );
            node.state.required = question.required;
            node.state.refused = refused;
            build.push(node.hint(hint));
        }
        _ => {
            build.paragraph("hint", hint);
            if !question.value.is_empty() {
                build.paragraph("value", Text::plain(&question.value, lang));
            }
        }
    }
}

fn field(
    build: &mut Build,
    filling: &Filling,
    question: &Question,
    lang: &Lang,
    hint: Text,
    refused: Option<Text>,
    words: &Words,
) {
    let has = |appearance: &str| question.appearance.iter().any(|own| own == appearance);
    let input = match question.data_type {
        DataType::Integer => Input::Integer,
        DataType::Decimal => Input::Decimal,
        DataType::Date => Input::Date,
        DataType::Time => Input::Time,
        _ if has("masked") => Input::Secret,
        _ => Input::Words,
    };
    let kind = Kind::Field {
        edit: filling.input.edit.clone(),
        input,
        multiline: has("multiline"),
    };
    let mut node = Node::new("answer", kind, Text::plain(question.label.plain(), lang));
    node.state.required = question.required;
    node.state.read_only = question.read_only;
    node.state.private = input == Input::Secret;
    node.state.refused = refused;
    let hint = if hint.is_empty() && input == Input::Date {
        words.text("question-date-hint")
    } else {
        hint
    };
    build.push(node.hint(hint)).focus("answer");
    if input == Input::Date && !question.read_only {
        build.secondary("today", words.text("date-today"), Icon::Check);
        build.secondary("yesterday", words.text("date-yesterday"), Icon::Check);
    }
}

fn choices(
    build: &mut Build,
    filling: &Filling,
    question: &Question,
    lang: &Lang,
    refused: Option<Text>,
    words: &Words,
) {
    let many = question.control == Control::SelectMultiple;
    let wanted = match (question.required, many) {
        (true, _) => None,
        (false, true) => Some("question-any-number"),
        (false, false) => Some("question-optional"),
    };
    if let Some(wanted) = wanted {
        build.paragraph("wanted", words.text(wanted));
    }
    let options = filling.session.choices(&question.id);
    let of = options.len();
    for (index, choice) in options.iter().enumerate() {
        let on = filling.input.chosen.contains(&choice.value);
        let kind = if many {
            Kind::Check { checked: on }
        } else {
            Kind::Choice { selected: on }
        };
        let id = format!("choice-{}", index + 1);
        let mut node =
            Node::new(id.as_str(), kind, Text::plain(choice.label.plain(), lang)).at(index + 1, of);
        node.state.read_only = question.read_only;
        // The refusal is told at the first choice, where the focus is brought.
        node.state.refused = refused.clone().filter(|_| index == 0);
        if on && !many {
            build.focus(&id);
        }
        build.push(node);
    }
}

/// Why an answer was refused: in the form's own words, or in ours.
pub(super) fn reason(violation: &Violation, lang: &Lang, words: &Words) -> Text {
    if let Some(message) = violation
        .message
        .as_deref()
        .filter(|message| !message.trim().is_empty())
    {
        return Text::plain(message, lang);
    }
    words.text(match violation.kind {
        ViolationKind::Required => "refused-required",
        ViolationKind::NotAnInteger => "refused-integer",
        ViolationKind::NotANumber => "refused-number",
        ViolationKind::NotADate => "refused-date",
        ViolationKind::NotATime => "refused-time",
        ViolationKind::NotAChoice => "refused-choice",
        _ => "refused-constraint",
    })
}

pub(super) fn activate(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    let question = desk.filling.as_ref().and_then(Filling::question);
    let choice = tail(node, "choice-").and_then(|index| index.parse::<usize>().ok());
    if let (Some(question), Some(index)) = (&question, choice) {
        let options = desk
            .filling
            .as_ref()
            .map(|filling| filling.session.choices(&question.id))
            .unwrap_or_default();
        let Some(choice) = options.into_iter().nth(index.wrapping_sub(1)) else {
            return Vec::new();
        };
        return choose(desk, question, choice.value, go_on);
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
        day @ ("today" | "yesterday") => {
            let today = desk.world.now.date();
            let date = if day == "today" {
                Ok(today)
            } else {
                today.yesterday()
            };
            if let (Some(filling), Ok(date)) = (&mut desk.filling, date) {
                filling.input.edit = maru_page::Edit::new(date.to_string());
                filling.refused = None;
            }
            // Filled in, not gone on with: Enter in the box does that.
            let page = page(desk);
            desk.focus(&page, page.node(&"answer".into()));
            Vec::new()
        }
        "answer" | "next" => go_on_from_question(desk),
        _ => Vec::new(),
    }
}

/// Enter on a chosen choice goes on; anything else chooses or lets go. Nothing goes on by itself.
fn choose(desk: &mut Desk, question: &Question, value: String, go_on: bool) -> Vec<Effect> {
    let Some(filling) = desk.filling.as_mut().filter(|_| !question.read_only) else {
        return Vec::new();
    };
    filling.refused = None;
    let chosen = &mut filling.input.chosen;
    let on = chosen.contains(&value);
    if question.control == Control::SelectMultiple {
        if on {
            chosen.retain(|other| *other != value);
        } else {
            chosen.push(value);
        }
        return Vec::new();
    }
    if on && go_on {
        return go_on_from_question(desk);
    }
    *chosen = vec![value];
    Vec::new()
}

fn go_on_from_question(desk: &mut Desk) -> Vec<Effect> {
    if desk.filling.as_ref().and_then(Filling::question).is_none() {
        desk.replace(Screen::Check);
        return Vec::new();
    }
    let effects = desk.take_answer();
    if desk
        .filling
        .as_ref()
        .is_some_and(|filling| filling.refused.is_some())
    {
        let page = page(desk);
        let refused = page.nodes.iter().find(|node| node.state.refused.is_some());
        desk.focus(&page, refused);
    }
    effects
}
