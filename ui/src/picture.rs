//! Puts a page into Slint's models and keeps the focus in sight.

use crate::{
    cells::{self, Picture},
    look,
    metrics::sizes,
    probe::Probe,
    slint_window::{Band, Page as PageView},
    state::{Inner, Published},
};
use maru_page::{Look, Page, Words, screen, screen::Shape, tree};
use slint::{ComponentHandle, Model, ModelRc, SharedString, VecModel};
use std::time::Instant;

impl Inner {
    /// Shows a page.
    pub fn present(&self, page: &Page, words: &Words, look: Look) {
        self.presented.set(Some(Instant::now()));
        let notice_is_new = self.remember(page, words, look);
        let view = self.ui.global::<PageView>();
        view.set_more_above(strip(words, "screen-more-above"));
        view.set_more_below(strip(words, "screen-more-below"));
        look::push_colours(&self.ui, look.theme);
        self.draw();
        {
            let shown = &mut *self.shown.borrow_mut();
            if notice_is_new && !shown.picture.notice_pinned {
                // Too tall to stand below the page, the notice is its first thing, and is shown first.
                (shown.view.scroll, shown.follows) = (0.0, false);
            }
        }
        self.settle();
        self.share_room();
        self.draw_soon();
        let layout = self.layout();
        let tree = tree::present(page, words, &layout);
        self.access.borrow_mut().publish(tree.clone());
        self.shown.borrow_mut().published = Some(Published { tree, layout });
    }

    /// Takes over what is to be shown. Tells whether the notice was not there before.
    fn remember(&self, page: &Page, words: &Words, look: Look) -> bool {
        let shown = &mut *self.shown.borrow_mut();
        let old = shown.page.as_ref();
        let is_new = old.is_none_or(|old| old.id != page.id);
        let notice_is_new =
            page.notice.is_some() && old.is_none_or(|old| old.notice != page.notice);
        shown.opens = is_new || shown.look != look;
        if is_new || old.is_some_and(|old| old.focus != page.focus) {
            shown.preedit.clear();
        }
        shown.screen = Some(screen::present(page, words));
        (shown.page, shown.look, shown.follows) = (Some(page.clone()), look, true);
        notice_is_new
    }

    /// Draws what is shown, anew for the room there is now.
    pub fn draw(&self) {
        let images = self.find_images();
        let (picture, sizes) = {
            let shown = self.shown.borrow();
            let Some(screen) = &shown.screen else {
                return;
            };
            let room = self.room(shown.look);
            let sizes = sizes(room);
            let font = look::font(&screen.lang);
            self.ui.set_font(font.into());
            let mut known = self.known.borrow_mut();
            let mut probe = Probe::new(&self.ui, &mut known, font, sizes.lead);
            let mut picture = cells::picture(screen, &sizes, &shown.preedit, &images, &mut probe);
            let notice = cells::notice_height(&picture, &sizes, &mut probe);
            picture.notice_pinned = notice < 0.4 * room.height;
            picture.notice_tall = notice;
            (picture, sizes)
        };
        look::push_sizes(&self.ui, &sizes, &picture);
        self.push(&picture);
        let types = {
            let shown = &mut *self.shown.borrow_mut();
            let count = picture.ids.len();
            shown.places.retain(|index, _| *index < count);
            shown.boxes.retain(|index, _| picture.boxed.contains(index));
            (shown.picture, shown.sizes) = (picture, sizes);
            types_now(shown.screen.as_ref())
        };
        self.allow_input_method(types);
    }

    /// The window has another size.
    pub fn resized(&self) {
        self.draw();
        crate::state::post(Inner::share_room);
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
        page.set_has_voice(picture.voice.is_some());
        page.set_voice(picture.voice.clone().unwrap_or_default());
        page.set_voice_keys(ModelRc::new(VecModel::from(picture.voice_keys.clone())));
        page.set_title(picture.title.as_str().into());
        page.set_notice(picture.notice.clone());
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
fn strip(words: &Words, id: &str) -> SharedString {
    let text = words.text(id).shown;
    if text == id {
        SharedString::new()
    } else {
        text.into()
    }
}
