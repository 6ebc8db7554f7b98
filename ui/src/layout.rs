//! Where things stand, for assistive technology.

use crate::{
    lines::places,
    look,
    probe::Probe,
    state::{Inner, Shown},
};
use accesskit::{NodeId as AccessId, TreeUpdate};
use maru_page::tree;
use slint::ComponentHandle;

impl Inner {
    /// Tells assistive technology where things stand, if they have moved since it was told.
    pub fn tell_places(&self) {
        let layout = self.layout();
        let tree = {
            let shown = &mut *self.shown.borrow_mut();
            let Shown {
                published: Some(published),
                picture,
                ..
            } = shown
            else {
                return;
            };
            if published.layout == layout {
                return;
            }
            for id in &picture.ids {
                if let Some(rect) = layout.nodes.get(id) {
                    move_to(&mut published.tree, AccessId(id.number()), *rect);
                }
            }
            published.layout = layout;
            published.tree.clone()
        };
        self.access.borrow_mut().publish(tree);
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

/// A node and the lines of text below it move together.
fn move_to(tree: &mut TreeUpdate, id: AccessId, rect: tree::Rect) {
    let (x, y) = (f64::from(rect.x), f64::from(rect.y));
    let bounds = accesskit::Rect::new(x, y, x + f64::from(rect.width), y + f64::from(rect.height));
    let node = tree.nodes.iter().find(|(own, _)| *own == id);
    let lines = node
        .map(|(_, node)| node.children().to_vec())
        .unwrap_or_default();
    for (own, node) in &mut tree.nodes {
        if *own == id || lines.contains(own) {
            node.set_bounds(bounds);
        }
    }
}
