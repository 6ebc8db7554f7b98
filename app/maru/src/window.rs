//! Maru in its window: the loop is the window's own, the threads post to it.

use crate::{
    app::{App, AppOptions},
    incoming::Sink,
    sorry,
};
use maru_page::{ImageId, Intent, Kind, Look, Page};
use maru_ui::{Pixels, Window};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    sync::Arc,
    time::Instant,
};

thread_local! {
    /// The app of the window's thread: what the other threads post finds it here.
    static APP: RefCell<Option<(App, Rc<Window>)>> = const { RefCell::new(None) };
    /// The window of a Maru that could not start.
    static WINDOW: RefCell<Option<Rc<Window>>> = const { RefCell::new(None) };
    /// The files of the page's pictures: while a page is drawn the app is not to be asked.
    static PICTURES: RefCell<BTreeMap<String, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A picture is drawn from no more pixels on its longer side: a page is not larger.
const PICTURE_SIDE_MAX: u32 = 1600;

/// Opens the window and runs until it is closed.
pub(crate) fn run(options: &AppOptions, window: maru_ui::Options) -> Result<(), String> {
    let pressed = Rc::new(Cell::new(None));
    let since = Rc::clone(&pressed);
    let window = Window::open(window, move |intent| {
        since.set(Some(Instant::now()));
        if APP.with_borrow(Option::is_none) && sorry::leaves(&intent) {
            return leave();
        }
        turn(|app| app.pressed(intent));
    })
    .map_err(|error| error.to_string())?;
    tell_timing(&window, pressed);
    let window = Rc::new(window);
    let proxy = window.proxy();
    let sink: Sink = Arc::new(move |incoming| {
        // A window that is closed wants no more news.
        let _ = proxy.post(move || turn(|app| app.incoming(incoming)));
    });
    let options = &AppOptions {
        // No key waits for a table: there is computer Braille until it has been read.
        wait_for_tables: false,
        ..options.clone()
    };
    let app = match App::open(options, &sink) {
        Ok(app) => app,
        Err(error) => {
            let (page, words) = sorry::page(&error, options);
            window.present(&page, &words, Look::default());
            let voice = (!options.no_speech).then(|| sorry::say(&page, &words));
            WINDOW.set(Some(Rc::clone(&window)));
            let ran = window.run();
            WINDOW.take();
            drop(voice);
            return ran
                .map_err(|error| error.to_string())
                .and(Err(error.to_string()));
        }
    };
    window.on_image(|image| {
        let bytes = PICTURES.with_borrow(|pictures| pictures.get(&image.0).cloned())?;
        let drawn = maru_picture::draw(bytes, PICTURE_SIDE_MAX).ok()?;
        Some(Pixels {
            width: drawn.width,
            height: drawn.height,
            rgba: drawn.rgba,
        })
    });
    window.on_focus(|active| {
        APP.with_borrow_mut(|app| app.iter_mut().for_each(|(app, _)| app.set_active(active)));
    });
    present(&app, &window);
    APP.set(Some((app, Rc::clone(&window))));
    let ran = window.run().map_err(|error| error.to_string());
    // Closing the window keeps what was typed, as leaving by key does.
    turn(|app| app.intent(Intent::Quit));
    APP.take();
    ran
}

/// Leaves a Maru that could not start.
fn leave() {
    WINDOW.with_borrow(|window| window.iter().for_each(|window| window.quit()));
}

/// Tells of frames, where `MARU_LOG=maru::timing=info` asks for it: the benchmarks read it.
fn tell_timing(window: &Window, pressed: Rc<Cell<Option<Instant>>>) {
    if !tracing::enabled!(target: "maru::timing", tracing::Level::INFO) {
        return;
    }
    window.on_first_frame(|| tracing::info!(target: "maru::timing", "first-frame"));
    window.on_frame(move |_| {
        if let Some(pressed) = pressed.take() {
            let ms = pressed.elapsed().as_secs_f64() * 1e3;
            tracing::info!(target: "maru::timing", ms, "frame");
        }
    });
}

/// Draws the page, with its pictures at hand.
fn present(app: &App, window: &Window) {
    let pictures = PICTURES.take();
    PICTURES.set(at_hand(app.page(), pictures, |image| app.image(image)));
    window.present(app.page(), app.words(), app.settings().look);
}

/// The pictures of a page. Those that were there before are not read again: no key press waits for a disk.
fn at_hand(
    page: &Page,
    mut before: BTreeMap<String, Vec<u8>>,
    read: impl Fn(&ImageId) -> Option<Vec<u8>>,
) -> BTreeMap<String, Vec<u8>> {
    let mut pictures = BTreeMap::new();
    for node in &page.nodes {
        let image = match &node.kind {
            Kind::Image { image } => Some(image),
            _ => node.picture.as_ref(),
        };
        let Some(image) = image.filter(|image| !pictures.contains_key(&image.0)) else {
            continue;
        };
        if let Some(bytes) = before.remove(&image.0).or_else(|| read(image)) {
            pictures.insert(image.0.clone(), bytes);
        }
    }
    pictures
}

/// Lets the app do something, and draws what changed.
fn turn(act: impl FnOnce(&mut App) -> bool) {
    APP.with_borrow_mut(|app| {
        let Some((app, window)) = app else { return };
        if act(app) {
            present(app, window);
        }
        if app.wants_to_quit() {
            window.quit();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use maru_page::{Lang, Node, PageId, Text};

    #[test]
    fn a_picture_is_read_when_it_comes_and_not_at_each_key_press() {
        let page = |images: &[&str]| {
            let none = Text::plain("", &Lang::new("en"));
            let node = |image: &&str| {
                let image = ImageId((*image).to_owned());
                Node::new("picture", Kind::Image { image }, none.clone())
            };
            Page {
                id: PageId("p".to_owned()),
                title: none.clone(),
                lang: Lang::new("en"),
                nodes: images.iter().map(node).collect(),
                focus: "a".into(),
                notice: None,
            }
        };
        let read = RefCell::new(Vec::new());
        let mut pictures = BTreeMap::new();
        for (images, wanted) in [
            (&["a", "b"][..], &["a", "b"][..]),
            (&["a", "b"], &[]),
            (&["b", "c"], &["c"]),
            (&["a"], &["a"]),
            (&[], &[]),
        ] {
            pictures = at_hand(&page(images), pictures, |image| {
                read.borrow_mut().push(image.0.clone());
                Some(image.0.clone().into_bytes())
            });
            assert_eq!(read.take(), wanted);
            let kept: Vec<&str> = pictures.keys().map(String::as_str).collect();
            assert_eq!(kept, images);
        }
    }
}
