//! What is to be written for a Braille embosser: the page one came from, all answers, the form to be filled in.

use super::Screen;
use crate::{build::Build, desk::Desk, event::Effect, settings::BraillePaper};
use maru_page::{Icon, Kind, Node, Page, Text};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "paper", words.text("paper-title"));
    let hint = match desk.shared {
        true => "paper-hint-shared",
        false => "paper-hint",
    };
    build.heading().paragraph("hint", words.text(hint));
    let title = super::page_of(desk, behind(desk)).title;
    let this = words.with("paper-this", &[("title", (&title.shown).into())]);
    let mut tiles = vec![("this", this)];
    if let Some(form) = form(desk) {
        if desk.filling.is_some() {
            tiles.push(("answers", words.text("paper-answers")));
        }
        let title = desk.title_of(&form, &form).shown;
        let args = [("title", (&title).into())];
        tiles.push(("blank", words.with("paper-blank", &args)));
    }
    let of = tiles.len();
    for (index, (id, label)) in tiles.into_iter().enumerate() {
        let kind = Kind::Tile {
            icon: Icon::Document,
        };
        build.push(Node::new(id, kind, label).at(index + 1, of));
    }
    let size = match desk.settings.braille_paper {
        BraillePaper::Wide => words.text("paper-size-wide"),
        BraillePaper::Narrow => words.text("paper-size-narrow"),
    };
    let kind = Kind::Row {
        value: size,
        active: true,
        icon: Some(Icon::Braille),
    };
    build.push(Node::new("size", kind, words.text("paper-size")));
    build.primary("done", words.text("act-return"), Icon::Back);
    build.focus("this");
    build.finish(desk)
}

/// What lies under this page, and under the help that led here.
fn behind(desk: &Desk) -> Screen {
    let under = desk.places.iter().rev().map(|place| &place.screen);
    let mut under = under.filter(|screen| !matches!(screen, Screen::Paper));
    let first = under.next().cloned();
    let second = under.next().cloned();
    match (first, second) {
        (Some(Screen::Help), Some(screen)) | (Some(screen), _) => screen,
        (None, _) => Screen::Home,
    }
}

/// The form that is open, or about to be begun.
fn form(desk: &Desk) -> Option<String> {
    if let Some(filling) = &desk.filling {
        return Some(filling.session.form().id().to_owned());
    }
    match behind(desk) {
        Screen::Begin(form) => Some(form),
        Screen::Record(id) => {
            let record = desk.record(id)?;
            Some(record.form_id.clone())
        }
        _ => None,
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "this" => {
            let screen = behind(desk);
            let page = super::page_of(desk, screen);
            let name = page.id.0.clone();
            emboss(
                desk,
                name,
                Page {
                    notice: None,
                    ..page
                },
            )
        }
        "answers" => match (desk.answers_on_paper(), form(desk)) {
            (Some(page), Some(form)) => emboss(desk, form, page),
            _ => Vec::new(),
        },
        "blank" => {
            let Some(form) = form(desk) else {
                return Vec::new();
            };
            match desk.blank_form_on_paper(&form) {
                Ok(page) => emboss(desk, format!("{form}-blank"), page),
                Err(fault) => vec![Effect::Fault(fault)],
            }
        }
        "size" => {
            desk.settings.braille_paper = match desk.settings.braille_paper {
                BraillePaper::Wide => BraillePaper::Narrow,
                BraillePaper::Narrow => BraillePaper::Wide,
            };
            vec![Effect::SaveSettings(desk.settings.clone())]
        }
        _ => super::help::leave(desk),
    }
}

fn emboss(desk: &mut Desk, name: String, page: Page) -> Vec<Effect> {
    let writing: Text = desk.words().text("notice-embossing");
    desk.tell(writing, false);
    let name = format!("{name}-{}", desk.world.now.strftime("%Y%m%d-%H%M"));
    vec![Effect::Emboss {
        name,
        page: Box::new(page),
        sheet: desk.settings.braille_paper.sheet(),
    }]
}
