//! What Slint tells: keys, presses, places and the wheel.

use crate::{
    keys::{self, Held},
    lines::letter_at,
    look,
    probe::Probe,
    slint_window::Page as PageView,
    state::{self, Inner},
};
use maru_page::{Intent, Step, gestures, tree};
use slint::ComponentHandle;

/// Connects Slint's callbacks to the window of this thread.
pub fn connect(page: &PageView<'_>) {
    page.on_activate(|index| state::with(|inner| inner.activated(index)));
    page.on_adjust(|index, more| state::with(|inner| inner.adjusted(index, more)));
    page.on_place(|index, from_line, from_x, to_line, to_x| {
        state::with(|inner| inner.touched_text(index, (from_line, from_x), (to_line, to_x)));
    });
    page.on_placed(|index, in_content, x, y, width, height| {
        state::with(|inner| {
            inner.placed(
                index,
                in_content,
                tree::Rect {
                    x,
                    y,
                    width,
                    height,
                },
            )
        });
    });
    page.on_boxed(|index, x, y, width, height| {
        state::with(|inner| {
            inner.boxed(
                index,
                tree::Rect {
                    x,
                    y,
                    width,
                    height,
                },
            )
        });
    });
    page.on_viewed(|content, room, view, y| {
        state::with(|inner| inner.viewed(content, room, view, y))
    });
    page.on_wheel(|delta| state::with(|inner| inner.turned(-delta)));
    page.on_leaf(|direction| state::with(|inner| inner.leafed(direction)));
    page.on_resized(|| state::with(Inner::resized));
    page.on_key(|text, control, shift, alt, repeat| {
        let mut taken = false;
        state::with(|inner| {
            taken = inner.pressed(
                &text,
                Held {
                    control,
                    shift,
                    alt,
                },
                repeat,
            )
        });
        taken
    });
}

impl Inner {
    fn activated(&self, index: i32) {
        let id = self.shown.borrow().picture.ids.get(index as usize).cloned();
        if let Some(id) = id {
            self.intend(Intent::ActivateNode(id));
        }
    }

    fn adjusted(&self, index: i32, more: bool) {
        let id = self.shown.borrow().picture.ids.get(index as usize).cloned();
        let step = if more { Step::More } else { Step::Less };
        if let Some(id) = id {
            self.intend(Intent::AdjustNode(id, step));
        }
    }

    fn touched_text(&self, index: i32, from: (i32, f32), to: (i32, f32)) {
        let place = {
            let shown = self.shown.borrow();
            let Some(text) = shown.picture.texts.get(&(index as usize)) else {
                return;
            };
            let mut known = self.known.borrow_mut();
            let font = shown
                .screen
                .as_ref()
                .map_or("", |screen| look::font(&screen.lang));
            let mut probe = Probe::new(&self.ui, &mut known, font, shown.sizes.lead);
            let mut letter = |(line, x): (i32, f32)| {
                letter_at(
                    &text.shown,
                    &text.lines,
                    usize::try_from(line).unwrap_or(0),
                    x,
                    &mut probe,
                )
            };
            let (anchor, caret) = (letter(from), letter(to));
            let id = shown.picture.ids.get(index as usize).cloned();
            id.map(|node| Intent::Place {
                node,
                anchor,
                caret,
            })
        };
        if let Some(place) = place {
            self.intend(place);
        }
    }

    fn placed(&self, index: i32, in_content: bool, place: tree::Rect) {
        let is_focus = {
            let shown = &mut *self.shown.borrow_mut();
            shown.places.insert(index as usize, (in_content, place));
            shown.picture.focus == Some(index as usize)
        };
        if is_focus {
            self.follow();
        }
    }

    fn boxed(&self, index: i32, place: tree::Rect) {
        self.shown.borrow_mut().boxes.insert(index as usize, place);
    }

    fn viewed(&self, content: f32, room: f32, view: f32, y: f32) {
        {
            let shown = &mut *self.shown.borrow_mut();
            (shown.view.content, shown.view.height, shown.view_y) = (content, view, y);
            shown.view.covered = if content > room + 1.0 {
                shown.sizes.strip
            } else {
                0.0
            };
        }
        let page = self.ui.global::<PageView>();
        page.set_scrollable(content > room + 1.0);
        page.set_content_height(content);
        page.set_view_height(view);
        page.set_view_y(y);
        self.follow();
    }

    fn turned(&self, delta: f32) {
        let scroll = {
            let shown = &mut *self.shown.borrow_mut();
            (shown.follows, shown.opens) = (false, false);
            shown.view = shown.view.moved(delta);
            shown.view.scroll
        };
        self.ui.global::<PageView>().set_scroll(scroll.round());
        self.draw_soon();
    }

    /// A screenful on or back, less a little that stays in sight.
    fn leafed(&self, direction: i32) {
        let height = self.shown.borrow().view.open_height();
        self.turned(direction as f32 * height * 0.85);
    }

    fn pressed(&self, text: &str, held: Held, repeat: bool) -> bool {
        let Some(name) = keys::name(text, held) else {
            return false;
        };
        if name == "Ctrl" && repeat {
            return true;
        }
        if let Some(intent) = self.meaning(&name) {
            self.intend(intent);
        } else if name == "PageDown" {
            self.leafed(1);
        } else if name == "PageUp" {
            self.leafed(-1);
        } else if name == text {
            self.intend(Intent::Type(name));
        } else {
            return false;
        }
        true
    }

    /// A key that Slint has no name for.
    pub fn pressed_named(&self, name: &str) {
        if let Some(intent) = self.meaning(name) {
            self.intend(intent);
        }
    }

    fn meaning(&self, key: &str) -> Option<Intent> {
        let shown = self.shown.borrow();
        gestures::keyboard(key, shown.page.as_ref().and_then(|page| page.focused()))
    }
}
