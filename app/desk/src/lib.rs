//! The desk: what is open, what an intent does, what to ask of the world.
//!
//! [`Desk::update`] takes an [`Event`] and gives [`Effect`]s; [`Desk::page`] gives the page as it is. Both are
//! deterministic, so that a whole visit runs in a test: feed intents, read the page.
//!
//! Laws
//!
//! - **Pure**: no file, socket, thread, clock or chance. What the world knows comes with each event as [`World`].
//! - **It says nothing itself**: what a screen wants to say stands on its page, in words out of `maru-page`.
//! - **An answer is on disk before the next question**: a question is left only when the world has said
//!   [`Event::Saved`], or that saving failed.

mod answers;
mod build;
mod desk;
mod displays;
mod event;
mod files;
mod filling;
mod forms;
mod hearing;
mod keeping;
mod learning;
mod navigate;
mod papers;
mod records;
mod screens;
mod settings;
mod sitting;
mod typing;
mod way;
mod writing;

pub use desk::{Desk, Start, languages};
pub use displays::{BRLTTY, DisplayTrouble, FAMILIES, Port, PortPlace};
pub use event::{Attach, DraftWrite, Effect, Event, Fault, Network, SaveTrouble, World};
pub use files::{AttachTrouble, Attached, FILE_BYTES_MAX, FormFiles, FoundFile, Place, PlaceKind};
pub use papers::{EmbossTrouble, Embossed};
pub use records::{
    Case, Copy, CopyTrouble, KeptRecord, Record, RecordEffect, RecordEvent, RecordState, Trouble,
};
pub use settings::{BrailleKeys, BraillePaper, ChosenVoice, Grades, Settings, Ways};
