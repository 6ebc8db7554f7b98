//! Reads and checks city packs: everything about one city, as data.
//!
//! **It is** a function from the files of a pack to a [`City`] that can only be valid, with everything that is wrong
//! said at once, by file and line and with the cure.
//!
//! **It is not** a reader of disks or archives: files are handed in as [`PackFiles`]. It does not look into a form
//! beyond size and text encoding (`maru-form` does), words nothing, and draws nothing.
//!
//! Laws:
//!
//! - **Every pack is hostile.** Sizes, counts and names are bounded; no byte of a pack can make it panic.
//! - **All problems at once.** Reading goes on after a problem, except after an unknown format version.
//! - **The rest stays.** A broken service, form or picture is dropped alone; only a broken core refuses the pack.
//!
//! | problem in | effect |
//! | --- | --- |
//! | `city.toml`: format, id, languages, name, main telephone | the pack is refused |
//! | `services.toml` does not parse | the pack is refused |
//! | a sector, service, form, media file, words file, recording, colour, server, further telephone | that one is dropped |
//! | a missing translation, an unknown key, more than eight tiles | noted; the city is whole |
//!
//! ```
//! use std::collections::BTreeMap;
//! let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
//! files.insert("city.toml".into(), br#"
//!     format = 1
//!     id = "small-town"
//!     languages = ["en"]
//!     name = { en = "Small Town" }
//!     phone = { number = "120", name = { en = "Town hall" }, hours = { en = "Always" } }
//! "#.to_vec());
//! files.insert("services.toml".into(), Vec::new());
//! let read = maru_city::City::read(&files).expect("nothing in this pack is refused");
//! assert_eq!(read.city.names.best("en-GB"), "Small Town");
//! ```

mod city;
mod colour;
mod files;
mod problem;
mod text;

mod load;
mod section;

mod forms;
mod manifest;
mod prompts;
mod read;
mod server;
mod services;
mod words;

pub use city::{
    Action, Audience, City, FormFile, FormId, FtlFile, Phone, Sector, Server, Service, SignIn,
};
pub use colour::{Colour, Colours};
pub use files::{PackFiles, limits};
pub use problem::{Effect, PackError};
pub use read::Read;
pub use text::{Lang, Names};
