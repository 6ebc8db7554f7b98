//! Entities offline: what records that were finished here make of the lists of entities that forms choose from.
//!
//! A city's list lags behind: a record waits for a connection, then for the server, then for the list to be fetched.
//! Until the list has a change, it is merged in here, so that what was registered a minute ago can be chosen. The
//! columns `__version`, `__trunkVersion` and `__branchId` let the server put changes in order that were made without it
//! (ODK entities specification, 2024.1).

mod changes;
mod list;

pub use changes::{EntityChange, changes};
pub use list::merged;
