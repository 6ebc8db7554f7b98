//! A display without hardware at the end of a pseudo-terminal, moved by words on standard input: for demonstrations,
//! and to hold the players against other programs that speak to displays.
//!
//!     cargo run -p maru-port --example display -- hims /tmp/braille
//!
//! A line is `press Space+Dot1`, `route 7`, `cells`, `keys`, `mute`, `deaf`, `sound` or `say FA 01`.

use std::io::{BufRead, Write};
use std::path::Path;

use maru_port::braille::Family;
use maru_port::braille::simulated::PtyDisplay;
use maru_wire::simulated::Faults;
use maru_wire::{Chord, Key};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(family), Some(link)) = (arguments.next(), arguments.next()) else {
        return Err("write a family and a path".into());
    };
    let family = Family::of_name(&family).ok_or("no such family")?;
    let display = PtyDisplay::plug_family(Path::new(&link), family)?;
    let mut out = std::io::stdout();
    writeln!(out, "plugged in at {link}")?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let answer = match word {
            "press" => press(&display, rest),
            "route" => rest.parse().map_or("no number".to_owned(), |cell| {
                display.route(cell);
                "routed".to_owned()
            }),
            "cells" => display.text(),
            "keys" => keys(family),
            "mute" => faults(&display, true, false),
            "deaf" => faults(&display, false, true),
            "sound" => faults(&display, false, false),
            "say" => say(&display, rest),
            _ => "what?".to_owned(),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn press(display: &PtyDisplay, keys: &str) -> String {
    let Ok(chord) = keys.parse::<Chord>() else {
        return "no such key".to_owned();
    };
    let keys: Vec<Key> = chord.keys().collect();
    let told = if display.press(&keys) {
        "pressed"
    } else {
        "it lacks one of them"
    };
    told.to_owned()
}

/// The keys of a usual display of the family.
fn keys(family: Family) -> String {
    let display = family.simulated();
    let has = |key: &&Key| display.press(&[**key]).is_some();
    let keys: Vec<String> = Key::NAMED
        .iter()
        .filter(has)
        .map(ToString::to_string)
        .collect();
    keys.join(" ")
}

fn faults(display: &PtyDisplay, mute: bool, deaf: bool) -> String {
    display.set_faults(Faults {
        mute,
        ..Faults::default()
    });
    display.acknowledge(!deaf);
    "so it is".to_owned()
}

fn say(display: &PtyDisplay, words: &str) -> String {
    let bytes = words
        .split_whitespace()
        .map(|word| u8::from_str_radix(word, 16));
    match bytes.collect::<Result<Vec<u8>, _>>() {
        Ok(bytes) => {
            display.send_raw(&bytes);
            "said".to_owned()
        }
        Err(error) => error.to_string(),
    }
}
