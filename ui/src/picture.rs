//! Puts a page into Slint's models and keeps the focus in sight.

use crate::{
    cells::{self, Picture},
    lines::places,
    look,
    metrics::sizes,
    probe::Probe,
    slint_window::{Band, Page as PageView},
    state::Inner,
};
use maru_page::{Look, Page, Words, screen, screen::Shape, tree};
use slint::{ComponentHandle, Model, VecModel, platform::WindowEvent};

impl Inner {
    /// Shows a page.
    pub fn present(&self, page: &Page, words: &Words, look: Look) {
        let screen = screen::present(page, words);
        {
            let shown = &mut *self.shown.borrow_mut();
            let is_new = shown.page.as_ref().is_none_or(|old| old.id != page.id);
            if is_new
                || shown
                    .screen
                    .as_ref()
                    .is_none_or(|old| old.title != screen.title)
            {
                shown.view.scroll = if is_new { 0.0 } else { shown.view.scroll };
            }
            if is_new
                || shown
                    .page
                    .as_ref()
                    .is_some_and(|old| old.focus != page.focus)
            {
                shown.preedit.clear();
            }
            (shown.page, shown.screen, shown.look, shown.follows) =
                (Some(page.clone()), Some(screen), look, true);
        }
        self.ui
            .global::<PageView>()
            .set_more_below(more_below(words).into());
        look::push_colours(&self.ui, look.theme);
        self.draw();
        self.settle();
        let tree = tree::present(page, words, &self.layout());
        self.access.borrow_mut().publish(tree);
    }

    /// Draws what is shown, anew for the room there is now.
    pub fn draw(&self) {
        let (picture, sizes) = {
            let shown = self.shown.borrow();
            let Some(screen) = &shown.screen else {
                return;
            };
            let sizes = sizes(self.room(shown.look));
            let font = look::font(&screen.lang);
            self.ui.set_font(font.into());
            let mut known = self.known.borrow_mut();
            let mut probe = Probe::new(&self.ui, &mut known, font, sizes.lead);
            (
                cells::picture(screen, &sizes, &shown.preedit, &mut probe),
                sizes,
            )
        };
        look::push_sizes(&self.ui, &sizes, picture.column);
        self.push(&picture);
        let types = {
            let shown = &mut *self.shown.borrow_mut();
            let count = picture.ids.len();
            shown.places.retain(|index, _| *index < count);
            shown
                .boxes
                .retain(|index, _| picture.texts.contains_key(index));
            (shown.picture, shown.sizes) = (picture, sizes);
            types_now(shown.screen.as_ref())
        };
        self.allow_input_method(types);
        self.presented.set(
            self.presented
                .get()
                .or_else(|| Some(std::time::Instant::now())),
        );
    }

    fn push(&self, picture: &Picture) {
        sync(&self.bands, &picture.bands);
        let page = self.ui.global::<PageView>();
        page.set_has_back(picture.back.is_some());
        page.set_has_help(picture.help.is_some());
        page.set_has_primary(picture.primary.is_some());
        page.set_back(picture.back.clone().unwrap_or_default());
        page.set_help(picture.help.clone().unwrap_or_default());
        page.set_primary(picture.primary.clone().unwrap_or_default());
        let shown = self.shown.borrow();
        if let Some(screen) = &shown.screen {
            page.set_title(screen.title.as_str().into());
            let notice = screen.notice.as_deref().unwrap_or_default();
            let notice = if screen.lang.primary() == "ko" {
                cells::keep_words(notice)
            } else {
                notice.to_owned()
            };
            page.set_notice(notice.into());
        }
    }

    /// Has Slint lay everything out now rather than at the next frame, so that places are known.
    pub fn settle(&self) {
        // A release of no key means nothing to anybody, but Slint brings its tree up to date for it.
        self.ui
            .window()
            .dispatch_event(WindowEvent::KeyReleased { text: "".into() });
        self.follow();
    }

    /// Moves the view to the focus, unless the person turned away from it.
    pub fn follow(&self) {
        let scroll = {
            let shown = &mut *self.shown.borrow_mut();
            if let Some(focus) = shown.picture.focus
                && shown.follows
                && let Some((true, place)) = shown.places.get(&focus)
            {
                let typed = shown.boxes.contains_key(&focus);
                shown.view = shown.view.following(place.y, place.y + place.height, typed);
            } else {
                shown.view = shown.view.moved(0.0);
            }
            shown.view.scroll
        };
        self.ui.global::<PageView>().set_scroll(scroll.round());
    }

    /// Where everything stands in the window, in physical pixels.
    pub fn layout(&self) -> tree::Layout {
        let shown = self.shown.borrow();
        let (window, scale) = (self.ui.window().size(), self.ui.window().scale_factor());
        let mut layout = tree::Layout {
            window: tree::Rect {
                x: 0.0,
                y: 0.0,
                width: window.width as f32,
                height: window.height as f32,
            },
            ..tree::Layout::default()
        };
        let left = ((window.width as f32 / scale - shown.picture.column) / 2.0).max(0.0);
        for (index, id) in shown.picture.ids.iter().enumerate() {
            let Some((in_content, place)) = shown.places.get(&index) else {
                continue;
            };
            let place = shown.boxes.get(&index).unwrap_or(place);
            let (x, y) = if *in_content {
                (left, shown.view_y - shown.view.scroll)
            } else {
                (0.0, 0.0)
            };
            layout.nodes.insert(id.clone(), scaled(*place, x, y, scale));
            if let Some(text) = shown.picture.texts.get(&index)
                && let [line] = text.lines.as_slice()
            {
                let mut known = self.known.borrow_mut();
                let font = shown
                    .screen
                    .as_ref()
                    .map_or("", |screen| look::font(&screen.lang));
                let mut probe = Probe::new(&self.ui, &mut known, font, shown.sizes.lead);
                let letters = places(&text.shown, line, &mut probe);
                let pad = shown.sizes.pad;
                let letters = letters
                    .into_iter()
                    .map(|(x, width)| ((x + pad) * scale, width * scale));
                layout.letters.insert(id.clone(), letters.collect());
            }
        }
        layout
    }
}

fn scaled(rect: tree::Rect, x: f32, y: f32, scale: f32) -> tree::Rect {
    tree::Rect {
        x: (rect.x + x) * scale,
        y: (rect.y + y) * scale,
        width: rect.width * scale,
        height: rect.height * scale,
    }
}

/// Rows that are the same are left alone, so that only what changed is drawn again.
fn sync(model: &VecModel<Band>, bands: &[Band]) {
    for (index, band) in bands.iter().enumerate() {
        match model.row_data(index) {
            Some(old) if old == *band => {}
            Some(_) => model.set_row_data(index, band.clone()),
            None => model.push(band.clone()),
        }
    }
    while model.row_count() > bands.len() {
        model.remove(model.row_count() - 1);
    }
}

/// Whether the focus is in a box that takes text now.
fn types_now(screen: Option<&screen::Screen>) -> bool {
    screen.is_some_and(|screen| {
        screen.body.iter().any(|item| {
            let takes = matches!(&item.shape, Shape::Field(field) if !field.read_only);
            item.focused && takes && !item.disabled
        })
    })
}

/// Arrows speak for themselves where a language has no words for it yet.
fn more_below(words: &Words) -> String {
    let id = "screen-more-below";
    let text = words.text(id).shown;
    if text == id { String::new() } else { text }
}
