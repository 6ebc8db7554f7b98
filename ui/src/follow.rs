//! Scrolling: vertical only, and so that the focus is always in sight.

/// What is scrolled. Lengths are logical pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// How far the content is moved up.
    pub scroll: f32,
    /// The height of what can be seen.
    pub height: f32,
    /// The height of the content.
    pub content: f32,
    /// How much of what is seen is covered at the top, when the content is moved up.
    pub covered: f32,
}

impl View {
    /// The view, moved by so much.
    pub fn moved(self, delta: f32) -> View {
        View {
            scroll: (self.scroll + delta).min(self.furthest()).max(0.0),
            ..self
        }
    }

    fn furthest(self) -> f32 {
        (self.content - self.height).max(0.0)
    }

    /// How tall the part is that is seen whatever is covered.
    pub fn open_height(self) -> f32 {
        self.height - self.covered
    }

    /// The view, moved as little as shows the thing between `top` and `bottom`, with some of what is around it.
    ///
    /// A thing taller than the view shows its start.
    pub fn following(self, top: f32, bottom: f32) -> View {
        let around = ((self.height - self.covered - (bottom - top)) / 2.0)
            .min(self.height * 0.12)
            .max(0.0);
        let (top, bottom) = (top - self.covered - around, bottom + around);
        let wanted = if bottom - top > self.height {
            top
        } else {
            self.scroll.max(bottom - self.height).min(top)
        };
        View {
            scroll: wanted,
            ..self
        }
        .moved(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: View = View {
        scroll: 0.0,
        height: 100.0,
        content: 400.0,
        covered: 0.0,
    };

    #[test]
    fn stays_where_the_focus_is_in_sight() {
        assert_eq!(VIEW.following(20.0, 40.0).scroll, 0.0);
    }

    #[test]
    fn moves_just_as_far_as_it_must() {
        assert_eq!(VIEW.following(150.0, 170.0).scroll, 82.0);
        assert_eq!(
            View {
                scroll: 200.0,
                ..VIEW
            }
            .following(150.0, 170.0)
            .scroll,
            138.0
        );
    }

    #[test]
    fn shows_the_start_of_what_is_too_tall() {
        assert_eq!(VIEW.following(150.0, 300.0).scroll, 150.0);
    }

    #[test]
    fn a_thing_as_tall_as_the_view_is_shown_whatever_the_rounding() {
        for tenth in 0..4000 {
            let (height, top) = (100.0 + tenth as f32 / 7.0, tenth as f32 / 3.0);
            let view = View {
                height,
                content: 4000.0,
                ..VIEW
            };
            let seen = view.following(top, top + height);
            assert!((seen.scroll - top).abs() < 0.01, "{seen:?} for {top}");
        }
    }

    #[test]
    fn what_is_covered_is_not_seen() {
        let view = View {
            covered: 20.0,
            ..VIEW
        };
        for (top, bottom) in [(150.0, 170.0), (150.0, 225.0), (150.0, 300.0)] {
            let scroll = view.following(top, bottom).scroll;
            assert!(top >= scroll + 20.0, "{top} of {bottom}: {scroll}");
            if bottom - top <= view.open_height() {
                assert!(bottom <= scroll + 100.0, "{bottom}: {scroll}");
            }
        }
        assert_eq!(view.following(20.0, 40.0).scroll, 0.0);
    }

    #[test]
    fn never_leaves_the_content() {
        assert_eq!(VIEW.moved(-50.0).scroll, 0.0);
        assert_eq!(VIEW.moved(9999.0).scroll, 300.0);
        assert_eq!(
            View {
                content: 50.0,
                ..VIEW
            }
            .moved(10.0)
            .scroll,
            0.0
        );
    }
}
