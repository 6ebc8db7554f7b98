//! SQLite: forms, drafts, outbox, settings; and the files of records, beside it.
//!
//! Laws:
//!
//! - **What a function confirmed is on the disk**: one commit per call, WAL with `synchronous=FULL`.
//! - **A sealed record is plain nowhere**: its answers and files are encrypted in the transaction that freezes it, and
//!   what was plain is overwritten. What no program can promise for a disk stands in `sealing.rs`.
//! - **A finalised record is frozen**: triggers of the schema refuse to change its bytes and its attachments.
//! - **An attachment is there whole or not at all**, and its bytes stay for as long as a record refers to them.
//! - **Nothing is lost silently**: of a damaged database a new one is made with what can be read of it, then it is set
//!   aside under a dated name, and the opener says so. Nobody's database is set aside while they have it open: whoever
//!   opens it beside them is told that it is damaged, and leaves it as it is.
//! - **A database of a newer Maru is refused and left as it is.**
//! - **No answer of a person appears in an error or in `Debug`.**
//!
//! A record moves `draft → ready → sending → sent → answered`, or from `sending` to `refused` and, when a person
//! says so, back to `ready`.
//!
//! What it is not: it asks no clock (times are handed in as RFC 3339 text), knows no network and no form logic. It is
//! the only place that knows SQL; the statements are the files in `sql/`.

mod open;
mod schema;

mod aside;
mod mend;
mod salvage;

mod attachment;
mod draft;
mod files;
mod outbox;
mod record;
mod sealing;

mod case;
mod correct;

mod form;
mod setting;
mod sync_events;

mod error;
mod receipt;
mod statement;

pub use case::{Case, CaseWrite};
pub use draft::DraftWrite;
pub use error::StoreError;
pub use files::AttachmentFiles;
pub use form::{Form, FormSource, FormSummary, FormWrite};
pub use open::{DamageSetAside, OpenReport, Store};
pub use outbox::Outgoing;
pub use receipt::Receipt;
pub use record::{Record, RecordId, RecordState, RecordSummary};
pub use salvage::Carried;
