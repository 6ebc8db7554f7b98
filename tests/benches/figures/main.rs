//! What Maru feels like, in figures beside the budgets of the design. Run with `make bench`, or with
//! `cargo build --release -p maru && cargo bench -p maru-tests`.
//!
//! Figures are told, never asserted: a busy machine is no fault of the program. Words after `--` pick groups:
//! `cargo bench -p maru-tests -- braille speech`.
#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot be made has failed"
)]

mod table;

mod braille;
mod inside;
mod memory;
mod scene;
mod sealing;
mod sending;
mod speech;
mod start;
mod store;
mod translating;
mod window;

use table::Table;

/// Takes figures and puts them into the table.
type Measure = fn(&mut Table);

/// The groups, in the order of the budgets.
const GROUPS: [(&str, Measure); 10] = [
    ("start", start::measure),
    ("braille", braille::measure),
    ("translating", translating::measure),
    ("speech", speech::measure),
    ("inside", inside::measure),
    ("store", store::measure),
    ("sealing", sealing::measure),
    ("sending", sending::measure),
    ("memory", memory::measure),
    ("window", window::measure),
];

fn main() {
    // Cargo adds words of its own, which begin with dashes.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let mut table = Table::new();
    for (name, measure) in GROUPS {
        if words.is_empty() || words.iter().any(|word| word == name) {
            eprintln!("measuring: {name}");
            measure(&mut table);
        }
    }
    print!("{table}");
}
