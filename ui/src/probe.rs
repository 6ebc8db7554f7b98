//! Measures text by having Slint lay it out unseen.

use crate::{lines::Measure, slint_window::MainWindow};
use std::collections::HashMap;

/// The widths known by now are forgotten beyond so many, so that a long text cannot fill the memory.
const KNOWN_MAX: usize = 8192;

/// What ends a measured text, since a blank at the end would not count.
const END: &str = "|";

/// Remembers widths for one font and size.
#[derive(Default)]
pub struct Known {
    font: String,
    size: f32,
    widths: HashMap<String, f32>,
}

/// Measures in one font and size.
pub struct Probe<'a> {
    window: &'a MainWindow,
    known: &'a mut Known,
}

impl<'a> Probe<'a> {
    /// A probe for that font and size.
    pub fn new(window: &'a MainWindow, known: &'a mut Known, font: &str, size: f32) -> Probe<'a> {
        if known.font != font || known.size != size || known.widths.len() > KNOWN_MAX {
            *known = Known {
                font: font.to_owned(),
                size,
                widths: HashMap::new(),
            };
            window.set_probe_size(size);
        }
        Probe { window, known }
    }

    fn asked(&mut self, text: String) -> f32 {
        if let Some(width) = self.known.widths.get(&text) {
            return *width;
        }
        self.window.set_probe(text.as_str().into());
        let width = self.window.get_probe_width();
        self.known.widths.insert(text, width);
        width
    }
}

impl Measure for Probe<'_> {
    fn width(&mut self, text: &str) -> f32 {
        if text.is_empty() {
            return 0.0;
        }
        let end = self.asked(END.to_owned());
        (self.asked(format!("{text}{END}")) - end).max(0.0)
    }
}
