//! brltty's own interface: where brltty drives the display, Maru is its client.
//!
//! brltty's story. It listens on a socket and speaks first, telling its version of the protocol, then how one may prove
//! oneself. We ask how many cells the display has, take a *tty* (a place in the tree of consoles and windows, of which
//! brltty shows the one in focus), and write cells. Keys come as what they mean by the user's own key table of brltty,
//! letters as its text table reads them. Protocol 8: brltty's `Programs/brlapi_protocol.h`.
//!
//! What surprises:
//!
//! - Numbers are big-endian, but the news that a parameter changed (`PU`) come in the order of brltty's own machine
//!   (seen with 6.5). We take them as a hint and ask again.
//! - A write is not answered; one that fails is told later by an exception.
//! - A press of a key may first give a command that means nothing, then its own when it is let go.
//! - Without a display brltty tells a size of 0 and listens all the same.
//! - brltty shows `⣿` for letters that its tables lack, so we write cells, never text.
//!
//! What we chose to limit: only the first line of a display with several; no raw keys; credentials are those that the
//! system tells brltty of by itself, or a key file.

mod client;
pub use client::{Client, Place};

mod keys;

mod packet;

mod server;
pub use server::{Server, TTY_VARIABLES, tty_path};
