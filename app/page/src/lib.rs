//! The page, its words and its four presenters.
//!
//! Every screen of Maru is one [`Page`]: plain data that says what is there, never how it looks or sounds.
//! The picture ([`screen`]), the speech ([`speech`]), the Braille line ([`braille`]) and the accessibility
//! tree ([`tree`]) are read from it, so that what is seen, heard and felt cannot drift apart.
//!
//! Laws
//!
//! - **Pure**: no file, socket, thread, clock or chance. The `.ftl` texts, the translator into cells and
//!   the bounds of what was drawn are handed in.
//! - **Only this crate words things**, out of Fluent ([`words`]).
//! - **[`Kind`] is matched exhaustively by every presenter**: a new kind does not compile until it can be
//!   seen, heard and felt.
//!
//! It is *not* a widget toolkit: no layout, no colours, no event loop.

pub mod icon;
pub mod node;
pub mod page;
pub mod range;
pub mod rank;
pub mod text;

pub mod dates;
pub mod edit;
pub mod find;
pub mod gestures;
pub mod hangul;
pub mod intent;
pub mod look;

pub mod particles;
pub mod words;

pub mod braille;
pub mod screen;
pub mod speech;
pub mod tree;

pub mod spoken;

pub mod reader;
pub mod voice_buttons;

pub use edit::Edit;
pub use icon::Icon;
pub use intent::Intent;
pub use look::{Look, Theme};
pub use node::{ImageId, Kind, Node, NodeId, Position, Role, State};
pub use page::{Notice, Page, PageId};
pub use range::{Scale, Step};
pub use text::{Lang, SoundId, Text};
pub use words::Words;
