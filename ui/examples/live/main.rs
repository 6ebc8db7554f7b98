//! Shows the hand-built pages in a window that answers: `live <page> [language] [text size] [full]`.
//!
//! Focus and typing work as on a desk, but nothing else does; intents and frame times are printed.

#[path = "../gallery/pages/mod.rs"]
mod pages;

use maru_page::{Intent, Kind, Lang, Look, Page, Words};
use maru_ui::{Options, Window};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument =
        |index: usize, other: &str| arguments.get(index).cloned().unwrap_or(other.to_owned());
    let lang = Lang::new(&argument(1, "ko"));
    let name = argument(0, "home");
    let page = pages::all(&lang)
        .into_iter()
        .find(|(own, _)| *own == name)
        .ok_or("no such page")?
        .1;
    let words = Words::new(&lang, &[]).0;
    let look = Cell::new(Look {
        text_percent: argument(2, "100").parse()?,
        ..Look::default()
    });

    let (page, window) = (
        Rc::new(RefCell::new(page)),
        Rc::new(RefCell::new(None::<Rc<Window>>)),
    );
    let shown = window.clone();
    let act = Rc::new(move |intent: Intent| {
        println!("{intent:?}");
        let Some(window) = shown.borrow().clone() else {
            return;
        };
        match intent {
            Intent::Quit => return window.quit(),
            Intent::Larger => look.set(look.get().larger()),
            Intent::Smaller => look.set(look.get().smaller()),
            Intent::NextTheme => look.set(Look {
                theme: look.get().theme.next(),
                ..look.get()
            }),
            intent => update(&mut page.borrow_mut(), intent),
        }
        let start = std::time::Instant::now();
        window.present(&page.borrow(), &words, look.get());
        println!(
            "presented in {:.1} ms",
            start.elapsed().as_secs_f64() * 1000.0
        );
    });
    let intended = act.clone();
    let opened = Rc::new(Window::open(
        Options {
            fullscreen: std::env::args().nth(4).is_some(),
            ..Options::default()
        },
        move |intent| intended(intent),
    )?);
    println!("{} dots per inch", opened.dpi());
    opened.on_frame(|time| println!("frame {:.1} ms", time.as_secs_f64() * 1000.0));
    *window.borrow_mut() = Some(opened.clone());
    act(Intent::Repeat);
    opened.run()?;
    Ok(())
}

fn update(page: &mut Page, intent: Intent) {
    let index = page.focus_index();
    let last = page.nodes.len() - 1;
    let to = |index: usize| page.nodes[index].id.clone();
    match intent {
        Intent::Next | Intent::NextControl => page.focus = to((index + 1).min(last)),
        Intent::Previous | Intent::PreviousControl => page.focus = to(index.saturating_sub(1)),
        Intent::First => page.focus = to(0),
        Intent::Last => page.focus = to(last),
        Intent::Focus(node) | Intent::ActivateNode(node) => page.focus = node,
        Intent::Place {
            node,
            anchor,
            caret,
        } => {
            page.focus = node;
            edit(page, |edit| edit.select(anchor, caret));
        }
        Intent::Type(text) => edit(page, |edit| {
            edit.insert(&text, true);
        }),
        Intent::Caret { motion, extend } => edit(page, |edit| edit.go(motion, extend)),
        Intent::DeleteBack => edit(page, |edit| {
            edit.delete_back();
        }),
        _ => {}
    }
}

fn edit(page: &mut Page, act: impl FnOnce(&mut maru_page::Edit)) {
    let focus = page.focus.clone();
    let node = page.nodes.iter_mut().find(|node| node.id == focus);
    if let Some(Kind::Field { edit, .. }) = node.map(|node| &mut node.kind) {
        act(edit);
    }
}
