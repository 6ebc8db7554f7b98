//! A walk written down: each act with its four readings, in a text file for people to read.

use std::fmt::Write as _;
use std::path::PathBuf;

/// What was done, and what came of it.
#[derive(Debug)]
pub(super) struct Record {
    path: PathBuf,
    text: String,
}

impl Record {
    /// Begins one: in `$OUT`, or where cargo keeps what tests make.
    pub fn new(name: &str) -> Record {
        let made = || crate::walk::root().join("target/tmp");
        let folder = std::env::var_os("OUT").map_or_else(made, PathBuf::from);
        std::fs::create_dir_all(&folder).expect("a folder for the record");
        let path = folder.join(format!("{name}.txt"));
        Record {
            path,
            text: String::new(),
        }
    }

    /// Writes an act down at once, so that the record of a walk that fails ends where it failed.
    pub fn write(&mut self, act: &str, screen: &str, tree: &str, speech: &[String], cells: &str) {
        let text = &mut self.text;
        let _ = writeln!(text, "{act}\n{}", behind("screen ", screen));
        if !tree.is_empty() {
            let _ = writeln!(text, "{}", behind("tree   ", tree));
        }
        let _ = writeln!(
            text,
            "  speech  {}\n  braille {cells}\n",
            speech.join(" / ")
        );
        std::fs::write(&self.path, &self.text).expect("the record");
    }
}

fn behind(name: &str, lines: &str) -> String {
    let lines: Vec<String> = lines
        .lines()
        .map(|line| format!("  {name} {line}"))
        .collect();
    lines.join("\n")
}
