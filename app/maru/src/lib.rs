//! The program as a library: command line, event loop, threads, wiring.
//!
//! [`App`] owns the one loop's state: the desk, the reader and the store. Each device and the network have a
//! thread of their own and talk to it by [`Incoming`]; nothing they do delays a key press.
//! What may be decided without the world is decided in the pure crates, not here.

pub mod app;
pub mod attach;
pub mod cases;
pub mod cli;
pub mod copy;
pub mod courier;
pub mod gestures;
pub mod headless;
pub mod http;
pub mod incoming;
pub mod pack;
pub mod profile;
pub mod sign_in;
pub mod six_dots;
pub mod translate;
pub mod upload;

mod doctor;
mod emboss;
mod entities;
mod forms;
mod log;
mod replay;
#[cfg(feature = "window")]
mod sorry;
#[cfg(feature = "window")]
mod window;

pub use app::{App, AppError, AppOptions};
pub use incoming::Incoming;

/// Runs the program with its command line; the exit status is 0 when all went well, 1 when it did not, 2 when a
/// form was refused, 64 for bad usage.
pub fn main() -> std::process::ExitCode {
    cli::main()
}
