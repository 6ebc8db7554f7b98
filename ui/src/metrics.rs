//! The sizes of everything, from millimetres, the text size and the room there is.
//!
//! Text grows as asked. Room around it grows with the square root of that, so that large text keeps the screen.

/// What the sizes are worked out from. Lengths are logical pixels, as Slint counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The width of the window.
    pub width: f32,
    /// The height of the window.
    pub height: f32,
    /// One millimetre on the screen.
    pub mm: f32,
    /// The text size in per cent.
    pub text_percent: u16,
}

/// The sizes, in logical pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs)] // named as in `tokens.slint`, where they are used
pub struct Sizes {
    pub mm: f32,
    pub body: f32,
    pub small: f32,
    pub lead: f32,
    pub title: f32,
    pub section: f32,
    pub gap: f32,
    pub pad: f32,
    pub margin: f32,
    pub radius: f32,
    pub hairline: f32,
    pub stroke: f32,
    pub thick: f32,
    pub target: f32,
    pub target_small: f32,
    pub icon: f32,
    pub mark: f32,
    pub caret: f32,
    pub bar: f32,
    pub strip: f32,
    pub strip_text: f32,
    /// The width that the bars and the grid of tiles keep to.
    pub frame: f32,
    /// The width of running text and questions.
    pub measure: f32,
    /// Whether there is only room for one column, and for pictures above words.
    pub compact: bool,
    /// Whether two tiles stand beside each other.
    pub paired: bool,
    /// Whether Back, Help and the main act keep their places while the page scrolls.
    pub pinned: bool,
}

/// Works out the sizes.
pub fn sizes(room: Room) -> Sizes {
    let Room {
        width, height, mm, ..
    } = room;
    let scale = f32::from(room.text_percent.clamp(50, 400)) / 100.0;
    let around = mm * scale.max(1.0).sqrt();
    let text = mm * scale;
    let body = (5.0 * text).round();
    let lead = (5.9 * text).round();
    // Headings grow as the text does until a line would hold too few letters.
    let heading =
        |wanted: f32, letters: f32| (wanted * text).min(lead.max(width / letters)).round();
    let margin = (7.0 * around).min(width * 0.04).max(3.0 * around).round();
    let bar = (2.4 * around).round();
    let frame = (width - 2.0 * margin - bar)
        .min(58.0 * body)
        .max(mm)
        .round();
    let strip_text = (4.4 * text).min((height * 0.045).max(4.4 * mm));
    let pad = (3.0 * around).round();
    let (target, target_small) = ((20.0 * mm).max(body * 2.6), (14.0 * mm).max(body * 2.2));
    let bars = target.round() + target_small.round() + 4.0 * pad;
    let compact = frame < 30.0 * body;
    Sizes {
        mm,
        body,
        small: (4.4 * text).round(),
        lead,
        title: heading(8.4, 13.0),
        section: heading(6.8, 14.0),
        gap: (4.2 * around).round(),
        pad,
        margin,
        radius: (2.2 * around).round(),
        hairline: (0.4 * around).round().max(1.0),
        stroke: (0.65 * around).round().max(2.0),
        thick: (1.1 * around).ceil().max(3.0),
        target: target.round(),
        target_small: target_small.round(),
        icon: (11.0 * around).round(),
        mark: (6.5 * around).max(body * 0.9).round(),
        caret: (0.7 * around).round().max(2.0),
        bar,
        strip: (strip_text * 1.8).round(),
        strip_text: strip_text.round(),
        frame,
        measure: frame.min((38.0 * body).round()),
        compact,
        paired: frame >= 38.0 * body,
        pinned: !compact && bars <= height * 0.36,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MM_96: f32 = 96.0 / 25.4;

    fn at(width: f32, height: f32, text_percent: u16) -> Sizes {
        sizes(Room {
            width,
            height,
            mm: MM_96,
            text_percent,
        })
    }

    #[test]
    fn text_grows_as_asked() {
        let (once, twice, most) = (
            at(1366.0, 768.0, 100),
            at(1366.0, 768.0, 200),
            at(1366.0, 768.0, 400),
        );
        assert_eq!(once.body, 19.0);
        assert!(
            (twice.body / once.body - 2.0).abs() < 0.05
                && (most.body / once.body - 4.0).abs() < 0.05
        );
        assert!(most.title >= most.lead && most.section >= most.lead);
    }

    #[test]
    fn targets_and_focus_keep_the_rules_in_millimetres() {
        for text_percent in maru_page::Look::SIZES {
            for (width, height) in [(1024.0, 600.0), (1366.0, 768.0), (1920.0, 1080.0)] {
                let sizes = at(width, height, text_percent);
                assert!(sizes.target >= 20.0 * MM_96 - 0.5 && sizes.target_small >= 12.0 * MM_96);
                assert!(sizes.gap >= 2.5 * MM_96, "neighbours stand apart");
                assert!(sizes.thick >= MM_96, "the ring is a millimetre");
                assert!(
                    2.0 * (sizes.thick + sizes.stroke) <= sizes.gap + 1.0,
                    "rings of neighbours do not meet"
                );
                assert!(
                    sizes.thick + sizes.stroke <= sizes.margin,
                    "the ring is not cut at the edge"
                );
            }
        }
    }

    #[test]
    fn large_text_leaves_one_column_and_lets_the_bars_scroll() {
        let (once, most) = (at(1366.0, 768.0, 100), at(1366.0, 768.0, 400));
        assert!(once.paired && once.pinned && !once.compact);
        assert!(!most.paired && !most.pinned && most.compact);
        assert!(most.frame > 1366.0 * 0.88, "large text keeps the screen");
    }

    #[test]
    fn lines_are_no_longer_than_can_be_read() {
        let sizes = at(1920.0, 1080.0, 100);
        assert!(sizes.measure / sizes.body <= 40.0);
    }

    #[test]
    fn a_tiny_window_still_has_sizes() {
        let sizes = at(1.0, 1.0, 400);
        assert!(sizes.frame > 0.0 && sizes.measure > 0.0);
    }
}
