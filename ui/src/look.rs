//! Pushes colours and sizes to Slint, and names the typeface of a language.

use crate::{
    cells::Picture,
    metrics::Sizes,
    slint_window::{MainWindow, Tokens},
    theme::{Rgb, colours},
};
use maru_page::{Lang, Theme};
use slint::{Color, ComponentHandle};

/// Pushes the colours of a theme.
pub fn push_colours(window: &MainWindow, theme: Theme) {
    let (tokens, c) = (window.global::<Tokens>(), colours(theme));
    tokens.set_ink(colour(c.ink));
    tokens.set_soft(colour(c.soft));
    tokens.set_paper(colour(c.paper));
    tokens.set_surface(colour(c.surface));
    tokens.set_line(colour(c.line));
    tokens.set_accent(colour(c.accent));
    tokens.set_accent_ink(colour(c.accent_ink));
    tokens.set_chosen(colour(c.chosen));
    tokens.set_ring(colour(c.ring));
    tokens.set_danger(colour(c.danger));
    tokens.set_danger_surface(colour(c.danger_surface));
    tokens.set_selection(colour(c.selection));
}

/// Pushes the sizes, and what the page makes of them.
pub fn push_sizes(window: &MainWindow, sizes: &Sizes, picture: &Picture) {
    let tokens = window.global::<Tokens>();
    tokens.set_mm(sizes.mm);
    tokens.set_body(sizes.body);
    tokens.set_small(sizes.small);
    tokens.set_lead(sizes.lead);
    tokens.set_title(sizes.title);
    tokens.set_section(sizes.section);
    tokens.set_gap(sizes.gap);
    tokens.set_pad(sizes.pad);
    tokens.set_margin(sizes.margin);
    tokens.set_radius(sizes.radius);
    tokens.set_hairline(sizes.hairline);
    tokens.set_stroke(sizes.stroke);
    tokens.set_thick(sizes.thick);
    tokens.set_target(sizes.target);
    tokens.set_target_small(sizes.target_small);
    tokens.set_icon(sizes.icon);
    tokens.set_mark(sizes.mark);
    tokens.set_caret(sizes.caret);
    tokens.set_bar(sizes.bar);
    tokens.set_strip(sizes.strip);
    tokens.set_strip_text(sizes.strip_text);
    tokens.set_frame(sizes.frame);
    tokens.set_column(picture.column);
    tokens.set_notice_pinned(picture.notice_pinned);
    tokens.set_notice_tall(picture.notice_tall);
    tokens.set_compact(sizes.compact);
    tokens.set_pinned(sizes.pinned);
}

fn colour(rgb: Rgb) -> Color {
    Color::from_argb_encoded(0xFF00_0000 | rgb)
}

/// The typeface for a language; Slint falls back to the system's where it is not installed.
pub fn font(lang: &Lang) -> &'static str {
    match lang.primary() {
        "ko" => "Noto Sans CJK KR",
        "ja" => "Noto Sans CJK JP",
        "zh" => "Noto Sans CJK SC",
        "ne" | "hi" => "Noto Sans Devanagari",
        _ => "Noto Sans",
    }
}
