//! The OpenRosa client as a machine without I/O.
//!
//! It plans jobs (refresh the forms, send a submission), says which HTTP request to perform next, is given the
//! answer, and tells what came of it. The loop of a caller is:
//!
//! 1. plan: [`Client::refresh`], [`Client::send`];
//! 2. [`Client::next_request`]: perform what it returns, **without following redirects**; ask again, for more may go
//!    out beside it; then
//! 3. [`Client::answer`] with the response or the [`Failure`], then
//! 4. [`Client::poll_event`] until it is empty, and again from 2 until there is no next request and none is out.
//!
//! Laws:
//!
//! - **Of one submission, and of one entity, at most one request is out at a time**, so that none races with itself.
//!   How many different ones go side by side is the caller's wish; one unless it asks for more.
//! - **Delivered is 201 or 202 with an OpenRosaResponse in its body.** A 200 is a captive portal, a cut answer is none.
//! - **Nobody but the host of the account is spoken to**, and `https` is never left for `http`.
//! - **The bytes of a submission are sent as they are**, as often as needed; their `instanceID` makes that harmless.
//! - **No secret and no answer of a person appears in `Debug` or `Display`.**
//!
//! What it is not: it opens no socket, keeps nothing on disk, asks no clock, throws no dice and words nothing for
//! citizens.

mod client;
mod lane;
mod queue;

mod event;
mod exchange;
mod submission;

mod entities;
mod refresh;
mod sending;
mod trouble;
mod visit;

mod account;
mod backoff;
mod body;
mod content;
mod digest;
mod entity;
mod form_list;
mod manifest;
mod multipart;
mod openrosa_response;
mod secret;
mod xml;

pub use account::{Account, AccountError, Auth};
pub use backoff::{delay_after, delay_before_attempt, delay_before_probe};
pub use body::{Body, FileRef, Piece};
pub use client::Client;
pub use content::{Content, md5_name};
pub use entity::{Entity, entities_in};
pub use event::{FormProblem, Refreshed, SyncEvent};
pub use exchange::{About, Failure, Method, Request, RequestId, Response};
pub use form_list::ListedForm;
pub use manifest::{MediaFile, check_media_name};
pub use refresh::Known;
pub use secret::{Address, Secret, redacted};
pub use submission::{Attachment, Submission, SubmissionError, names_in, sealed_files_in};
pub use trouble::{Delivered, Outcome, Reason, ServerMessage, Trouble};
