//! What assistive technology finds of a program, and what it can do to it, over a real AT-SPI bus.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::Desktop;
use super::wait::{self, Running};

/// A thing on the page as assistive technology has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Accessible(Value);

impl Accessible {
    /// What it is.
    pub fn role(&self) -> &str {
        self.text_at("role")
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.text_at("name")
    }

    /// What is said of it besides.
    pub fn description(&self) -> &str {
        self.text_at("description")
    }

    /// Its text, if it has one that can be read letter by letter.
    pub fn text(&self) -> Option<&str> {
        self.0["text"].as_str()
    }

    /// Where its caret stands.
    pub fn caret(&self) -> Option<u64> {
        self.0["caret"].as_u64()
    }

    /// What is selected of its text: from where, to where.
    pub fn selection(&self) -> Option<(u64, u64)> {
        let range = &self.0["selections"][0];
        Some((range[0].as_u64()?, range[1].as_u64()?))
    }

    /// Whether it has a state, by the name in AT-SPI: `required`, `checked`, `focused`.
    pub fn is(&self, state: &str) -> bool {
        self.0["states"]
            .as_array()
            .is_some_and(|states| states.iter().any(|own| own == state))
    }

    /// Whether it can be pressed.
    pub fn can_be_pressed(&self) -> bool {
        self.0["actions"]
            .as_array()
            .is_some_and(|actions| !actions.is_empty())
    }

    /// Its place on the screen: left, top, width, height.
    pub fn place(&self) -> Option<[i64; 4]> {
        let place = self.0["place"].as_array()?;
        let numbers: Vec<i64> = place.iter().filter_map(Value::as_i64).collect();
        numbers.try_into().ok()
    }

    /// It and everything in it, from the top.
    pub fn all(&self) -> Vec<Accessible> {
        let children = self.0["children"].as_array().into_iter().flatten();
        let below = children.flat_map(|child| Accessible(child.clone()).all());
        std::iter::once(self.clone()).chain(below).collect()
    }

    /// The thing of this role and name.
    pub fn find(&self, role: &str, name: &str) -> Option<Accessible> {
        self.all()
            .into_iter()
            .find(|thing| thing.role() == role && thing.name() == name)
    }

    /// The thing with the focus.
    pub fn focused(&self) -> Option<Accessible> {
        self.all().into_iter().find(|thing| thing.is("focused"))
    }

    /// All of it as lines, what is inside further to the right.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        self.write(&mut lines, 0);
        lines
    }

    fn write(&self, lines: &mut String, depth: usize) {
        let _ = write!(
            lines,
            "{:indent$}{} {:?}",
            "",
            self.role(),
            self.name(),
            indent = depth * 2
        );
        if !self.description().is_empty() {
            let _ = write!(lines, " — {}", self.description());
        }
        if let Some(text) = self.text() {
            let _ = write!(lines, " text {text:?} caret {}", self.0["caret"]);
        }
        if let Some((from, to)) = self.selection() {
            let _ = write!(lines, " selected {from}..{to}");
        }
        for state in [
            "focused",
            "checked",
            "required",
            "invalid_entry",
            "editable",
            "read_only",
        ] {
            if self.is(state) {
                let _ = write!(lines, " [{state}]");
            }
        }
        lines.push('\n');
        for child in self.0["children"].as_array().into_iter().flatten() {
            Accessible(child.clone()).write(lines, depth + 1);
        }
    }

    fn text_at(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }
}

/// Assistive technology that looks at one program.
#[derive(Debug)]
pub struct Assistant {
    talk: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    process: u32,
    _running: Running,
}

impl Assistant {
    /// Starts it on a desktop, to look at this process.
    pub fn start(desktop: &Desktop, process: u32) -> Assistant {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desktop/atspi.py");
        // Debian's own Python, to which Debian's AT-SPI belongs.
        let mut command = desktop.command("/usr/bin/python3");
        command.env("PYTHONWARNINGS", "ignore");
        let mut running = Running::start(
            command
                .arg(script)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped()),
        );
        let orders = running.child().stdin.take().expect("a pipe");
        let answers = BufReader::new(running.child().stdout.take().expect("a pipe"));
        Assistant {
            talk: Mutex::new((orders, answers)),
            process,
            _running: running,
        }
    }

    /// Everything there is, once the program has come to the bus.
    pub fn tree(&self) -> Accessible {
        wait::until("the program's accessibility tree", || {
            let tree = self.order(json!({ "act": "tree" }))?;
            (!tree.is_null()).then_some(Accessible(tree))
        })
    }

    /// The tree, as soon as something holds of it.
    pub fn tree_when(&self, what: &str, holds: impl Fn(&Accessible) -> bool) -> Accessible {
        let mut last = String::new();
        let found = wait::try_until(wait::PATIENCE, || {
            let tree = self.tree();
            last = tree.lines();
            holds(&tree).then_some(tree)
        });
        found.unwrap_or_else(|| panic!("{what} did not come to hold of this tree:\n{last}"))
    }

    /// Puts the caret of a field before a letter.
    pub fn set_caret(&self, field: &str, to: u64) {
        self.done(json!({ "act": "caret", "name": field, "to": to }));
    }

    /// Selects letters of a field.
    pub fn select(&self, field: &str, from: u64, to: u64) {
        self.done(json!({ "act": "select", "name": field, "from": from, "to": to }));
    }

    /// Puts a text in the place of a field's own.
    pub fn replace(&self, field: &str, text: &str) {
        self.done(json!({ "act": "replace", "name": field, "text": text }));
    }

    /// Presses something.
    pub fn click(&self, name: &str) {
        self.done(json!({ "act": "click", "name": name }));
    }

    /// Gives something the focus.
    pub fn focus(&self, name: &str) {
        self.done(json!({ "act": "focus", "name": name }));
    }

    fn done(&self, order: Value) {
        let answer = self.order(order.clone());
        assert_eq!(answer, Some(Value::Bool(true)), "{order} was not done");
    }

    /// Gives the answer; nothing if what it is about went away meanwhile.
    fn order(&self, mut order: Value) -> Option<Value> {
        order["process"] = self.process.into();
        let (orders, answers) = &mut *self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(orders, "{order}")
            .and_then(|()| orders.flush())
            .expect("python3-pyatspi is installed");
        let mut line = String::new();
        answers.read_line(&mut line).expect("an answer");
        let mut answer: Value =
            serde_json::from_str(&line).expect("an answer; is python3-pyatspi installed?");
        answer.get_mut("answer").map(Value::take)
    }
}
