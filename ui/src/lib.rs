//! The window: draws a [`maru_page::Page`] with Slint and tells what was pressed.
//!
//! Laws
//!
//! - **Only this crate knows Slint.** What comes out of it is an [`Intent`](maru_page::Intent), nothing else.
//! - **It decides nothing**: what is on the page, in which words and with which focus, is the page's.
//! - **Nothing moves by itself**: no animation, no blinking caret, no timer. An untouched window costs nothing.
//! - **Sizes are millimetres** on the real screen, times the text size; colours are one of five themes.
//!   Both are numbers in [`theme`] and [`metrics`], where tests hold them to the rules.
//!
//! It is *not* where the accessibility tree is made: `maru_page::tree` makes it, this crate only carries it
//! to AT-SPI with the places of what was drawn.

mod window;

mod cells;
mod lines;
pub mod metrics;
pub mod theme;

mod access;
mod follow;
mod images;
mod keys;
mod layout;
mod look;
mod monitor;
mod picture;
mod pointer;
mod probe;
mod sight;
mod snapshot;
mod state;
mod system;

pub use images::Pixels;
pub use snapshot::Snapshot;
pub use window::{Options, Proxy, Window, WindowError};

/// What the Slint compiler makes of `slint/window.slint`.
#[allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::todo)]
mod slint_window {
    slint::include_modules!();
}
