//! The tables in `docs/`: tab-separated, one heading line, the same columns in every row.

use std::path::{Path, PathBuf};

/// The folder above everything.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The columns of `refused.tsv`: a form by its file, words of its refusal, why that is not left out or remarked on
/// instead, and what the form is.
pub const REFUSED: [&str; 4] = ["form", "reason", "defence", "form_is"];

/// The columns of `scenarios.tsv`: a recorded scenario, whose engine ends as recorded, where Maru ends, and why.
pub const SCENARIOS: [&str; 4] = ["scenario", "agrees", "maru", "why"];

/// The rows of a table, each as long as its heading.
pub fn rows<const COLUMNS: usize>(name: &str, heading: [&str; COLUMNS]) -> Vec<[String; COLUMNS]> {
    let path = root().join("docs").join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rows = text.lines().enumerate().map(|(at, line)| {
        let cells: Vec<String> = line.split('\t').map(str::to_string).collect();
        cells.try_into().unwrap_or_else(|cells: Vec<String>| {
            panic!("{name}, line {}: {} columns", at + 1, cells.len())
        })
    });
    let first: [String; COLUMNS] = rows.next().unwrap_or_else(|| panic!("{name} is empty"));
    assert_eq!(first, heading.map(str::to_string), "the heading of {name}");
    rows.collect()
}

/// What an expression is worth to each engine, and to Maru.
pub struct Decision {
    pub expression: String,
    pub web_forms: String,
    pub javarosa: String,
    pub enketo: String,
    /// What Maru answers, as it is stored; `error` when the form is refused.
    pub maru: String,
    /// Whose answer it is.
    pub source: String,
    pub why: String,
    /// Whether Maru answers so already.
    pub is_pending: bool,
}

impl Decision {
    /// Whether the engines agree; JavaRosa writes truth as 1 and 0.
    pub fn is_agreed(&self) -> bool {
        self.web_forms == self.enketo && same(&self.javarosa, &self.web_forms)
    }
}

/// Whether an answer of JavaRosa's is the same as another engine's.
pub fn same(javarosa: &str, other: &str) -> bool {
    javarosa == other || matches!((javarosa, other), ("1", "true") | ("0", "false"))
}

/// The table of decisions.
pub fn decisions() -> Vec<Decision> {
    let heading = [
        "expression",
        "web_forms",
        "javarosa",
        "enketo",
        "maru",
        "as",
        "why",
        "state",
    ];
    rows("decisions.tsv", heading)
        .into_iter()
        .map(
            |[
                expression,
                web_forms,
                javarosa,
                enketo,
                maru,
                source,
                why,
                state,
            ]| {
                assert!(
                    ["ok", "pending"].contains(&state.as_str()),
                    "{expression}: {state}"
                );
                Decision {
                    expression,
                    web_forms,
                    javarosa,
                    enketo,
                    maru,
                    source,
                    why,
                    is_pending: state == "pending",
                }
            },
        )
        .collect()
}
