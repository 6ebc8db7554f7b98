//! What is in sight: the focus always, and as much of the page as there is room for.

use crate::{
    slint_window::{Band, Page as PageView, Shape as Drawn, Tokens},
    state::{Inner, Sharing, Shown},
};
use slint::{ComponentHandle, platform::WindowEvent};

impl Inner {
    /// Has Slint lay everything out now rather than at the next frame, so that places are known.
    pub fn settle(&self) {
        // A release of no key means nothing to anybody, but Slint brings its tree up to date for it.
        self.ui
            .window()
            .dispatch_event(WindowEvent::KeyReleased { text: "".into() });
        self.follow();
    }

    /// Gives the room to spare to the things that can be pressed, once for a page, so that they stay where they are.
    pub fn share_room(&self) {
        let (sharing, things, most) = {
            let shown = self.shown.borrow();
            let (Some(page), Some(screen)) = (&shown.page, &shown.screen) else {
                return;
            };
            let has_notice = screen.notice.is_some();
            let bands = &shown.picture.bands;
            let sharing = Sharing {
                page: page.id.clone(),
                sizes: shown.sizes,
                bands: bands.len(),
                has_notice,
            };
            let tiles = bands.iter().any(|band| band.first.shape == Drawn::Tile);
            let most = if tiles {
                0.6 * shown.sizes.target
            } else {
                shown.sizes.target - shown.sizes.target_small
            };
            (
                sharing,
                bands.iter().filter(|band| grows(band)).count(),
                most.max(0.0),
            )
        };
        if self.shown.borrow().shared_for.as_ref() == Some(&sharing) {
            return;
        }
        let tokens = self.ui.global::<Tokens>();
        if tokens.get_grow() != 0.0 {
            tokens.set_grow(0.0);
            self.settle();
        }
        let spare = {
            let shown = &mut *self.shown.borrow_mut();
            shown.shared_for = Some(sharing);
            shown.view.height - shown.view.content
        };
        if spare > 0.0 && things > 0 {
            tokens.set_grow((spare / things as f32).min(most).floor());
            self.settle();
        }
    }

    /// Moves the view to the focus, unless the person turned away from it.
    pub fn follow(&self) {
        let scroll = {
            let shown = &mut *self.shown.borrow_mut();
            if shown.opens {
                shown.view.scroll = 0.0;
            }
            if let Some(focus) = shown.picture.focus
                && shown.follows
                && let Some((true, place)) = shown.places.get(&focus)
            {
                let ring = shown.sizes.stroke + shown.sizes.thick;
                let (top, bottom) = (place.y - ring, place.y + place.height + ring);
                let part = (bottom - top > shown.view.open_height())
                    .then(|| shown.worked_at(focus))
                    .flatten();
                let (top, bottom) = part.unwrap_or((top, bottom));
                shown.view = shown.view.following(top, bottom);
            } else {
                shown.view = shown.view.moved(0.0);
            }
            shown.view.scroll
        };
        self.ui.global::<PageView>().set_scroll(scroll.round());
    }
}

impl Shown {
    /// From where to where the part reaches in the content at which a person works: the line with the caret, or the
    /// box below a long label and hint.
    fn worked_at(&self, index: usize) -> Option<(f32, f32)> {
        let place = self.boxes.get(&index)?;
        let mut cells = self.picture.bands.iter().map(|band| &band.first);
        let view = cells.find(|cell| cell.index as usize == index)?;
        if view.shape != Drawn::Field {
            let ring = self.sizes.stroke + self.sizes.thick;
            return Some((place.y - ring, place.y + place.height + ring));
        }
        let step = (place.height - 2.0 * self.sizes.pad) / view.r#box.count.max(1) as f32;
        let top = place.y + self.sizes.pad + view.r#box.caret_line as f32 * step;
        Some((top, top + step))
    }
}

/// Whether a band takes of the room to spare.
fn grows(band: &Band) -> bool {
    match band.first.shape {
        Drawn::Tile | Drawn::Choice | Drawn::Check | Drawn::Rank => true,
        Drawn::Row => band.first.active,
        _ => false,
    }
}
