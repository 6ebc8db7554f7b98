//! `docs/forms.md` is written from the tables beside it, and every test that they name exists.
//!
//! After a change to a table: `MARU_WRITE_DOCS=1 cargo test -p maru-form --test documents`.

#![allow(
    clippy::disallowed_methods,
    reason = "the test reads tables and sources; the crate reads nothing"
)]
#![allow(dead_code, reason = "each test file uses its part of the tables")]

mod tables;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use tables::{REFUSED, SCENARIOS, decisions, root, rows};

const FEATURES: [&str; 8] = [
    "section",
    "feature",
    "collect",
    "enketo",
    "web_forms",
    "maru",
    "remark",
    "test",
];
const RULES: [&str; 5] = ["rule", "maru", "as", "why", "test"];

const HEAD: &str = "# Forms

What other clients do with ODK XForms and what Maru does, and where Maru chose between them.
Written from `forms.tsv`, `rules.tsv`, `decisions.tsv`, `scenarios.tsv` and `refused.tsv` by a test that fails when this page is old; what Maru is said to do is proven by the tests named.

";

const FEATURES_HEAD: &str = "## What is supported

The others as their sources have it: Collect 137f325 with JavaRosa d686d1b, Enketo 7.6.4, ODK Web Forms 0.24.0.
Maru's column is of its form engine and its OpenRosa client. `?` is not recorded; `text` is shown as text, kept and sent, but cannot be changed;
`plain` is asked by the plain control of its type, which stores the same; `told` is handed to whoever shows or sends the form, who may do without it.

";

const RULES_HEAD: &str = "## Rules

The specification comes first; where it is silent, JavaRosa, which fills in most of the world's forms; where people would lose answers, the milder.

| what | Maru | as | why |
| --- | --- | --- | --- |
";

const DECISIONS_HEAD: &str = "## Expressions on which engines differ

Each stands as the calculation of a question; what is stored is shown, `error` is a form that is refused or fails.
Web Forms 0.22, JavaRosa by Validate 1.20, Enketo by its evaluator 3.1 alone. JavaRosa writes truth as 1 and 0.

| expression | Web Forms | JavaRosa | Enketo | Maru | as | why |
| --- | --- | --- | --- | --- | --- | --- |
";

const SCENARIOS_HEAD: &str = "## Scenarios on which engines differ

Recorded with one engine and ending otherwise in the other: forms and answers of their own test suites. These end otherwise in Maru as well.

| scenario | recorded end is that of | Maru | why |
| --- | --- | --- | --- |
";

const REFUSED_HEAD: &str = "## Forms that are refused

Of the forms of other projects that the tests read, these do not load; a form is refused where answers could be lost or sent wrong, not for less.

| form | its fault | why not milder | what it is |
| --- | --- | --- | --- |
";

#[test]
fn the_page_is_as_the_tables_are() {
    let path = root().join("docs/forms.md");
    let page = format!(
        "{HEAD}{}\n{}\n{}\n{}\n{}",
        features(),
        rules(),
        expressions(),
        scenarios(),
        refused()
    );
    if std::env::var_os("MARU_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/forms.md is old: MARU_WRITE_DOCS=1 cargo test -p maru-form --test documents"
    );
}

fn features() -> String {
    let mut page = FEATURES_HEAD.to_string();
    let mut last = String::new();
    for [
        section,
        feature,
        collect,
        enketo,
        web_forms,
        maru,
        remark,
        test,
    ] in rows("forms.tsv", FEATURES)
    {
        if section != last {
            write!(
                page,
                "### {section}\n\n| | Collect | Enketo | Web Forms | Maru | | proven by |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            )
            .expect("writing to a string");
            last = section;
        }
        let tests: Vec<String> = test
            .split_whitespace()
            .map(|name| format!("`{name}`"))
            .collect();
        row(
            &mut page,
            &[
                &feature,
                &collect,
                &enketo,
                &web_forms,
                &maru,
                &remark,
                &tests.join(" "),
            ],
        );
    }
    // A blank line before each heading but the first.
    page.replace("|\n###", "|\n\n###")
}

fn rules() -> String {
    let mut page = RULES_HEAD.to_string();
    for [rule, maru, source, why, _] in rows("rules.tsv", RULES) {
        row(&mut page, &[&rule, &maru, &source, &why]);
    }
    page
}

fn expressions() -> String {
    let mut page = DECISIONS_HEAD.to_string();
    let (mut agreed, mut pending) = (0, 0);
    for decision in decisions() {
        if decision.is_agreed() && decision.maru == decision.web_forms {
            agreed += 1;
            continue;
        }
        pending += usize::from(decision.is_pending);
        let code = |text: &str| match text {
            "" => "(blank)".to_string(),
            "error" => "error".to_string(),
            other => format!("`{other}`"),
        };
        let maru = match decision.is_pending {
            true => format!("{} (not yet)", code(&decision.maru)),
            false => code(&decision.maru),
        };
        row(
            &mut page,
            &[
                &code(&decision.expression),
                &code(&decision.web_forms),
                &code(&decision.javarosa),
                &code(&decision.enketo),
                &maru,
                &decision.source,
                &decision.why,
            ],
        );
    }
    write!(
        page,
        "\nOn {agreed} more all agree, Maru too; {pending} are not yet answered as decided.\n"
    )
    .expect("writing to a string");
    page
}

fn scenarios() -> String {
    let mut page = SCENARIOS_HEAD.to_string();
    let mut same = 0;
    for [scenario, engine, maru, why] in rows("scenarios.tsv", SCENARIOS) {
        if maru == "as recorded" {
            same += 1;
        } else {
            row(
                &mut page,
                &[&scenario, engine.trim_end_matches(" only"), &maru, &why],
            );
        }
    }
    write!(page, "\n{same} more end in Maru as they were recorded.\n")
        .expect("writing to a string");
    page
}

fn refused() -> String {
    let mut page = REFUSED_HEAD.to_string();
    for [form, fault, defence, what] in rows("refused.tsv", REFUSED) {
        let fault = format!("“{fault} …”");
        row(&mut page, &[&form, &fault, &defence, &what]);
    }
    page
}

fn row(page: &mut String, cells: &[&str]) {
    for cell in cells {
        write!(page, "| {} ", cell.replace('|', "\\|")).expect("writing to a string");
    }
    page.push_str("|\n");
}

#[test]
fn every_test_that_the_tables_name_exists() {
    let (known, calls) = sources();
    assert!(
        known.len() > 200,
        "only {} functions were read",
        known.len()
    );
    let mut named = BTreeSet::new();
    for [section, feature, others @ .., maru, _, test] in rows("forms.tsv", FEATURES) {
        for other in others {
            assert!(
                ["yes", "partly", "no", "?"].contains(&other.as_str()),
                "{feature}: {other}"
            );
        }
        let is_proven = !test.trim().is_empty();
        match maru.as_str() {
            "yes" | "plain" | "text" | "told" => assert!(is_proven, "{feature}: {maru}, says who?"),
            "no" => assert!(!is_proven, "{feature}: a test proves what is not there"),
            other => panic!("{feature}: {other}"),
        }
        if section.starts_with("Functions") && maru == "yes" {
            let call = feature.trim_end_matches(')');
            assert!(calls.contains(call), "no test calls {feature}");
        }
        named.extend(test.split_whitespace().map(str::to_string));
    }
    for [rule, .., source, why, test] in rows("rules.tsv", RULES) {
        assert!(
            source != "own" || !why.is_empty(),
            "{rule}: no reason is given"
        );
        assert!(!test.is_empty(), "{rule}: no test is named");
        named.extend(test.split_whitespace().map(str::to_string));
    }
    let missing: Vec<_> = named.difference(&known).collect();
    assert!(missing.is_empty(), "there are no tests {missing:?}");
}

/// The names of all tests, and the text of the one that calls every function.
fn sources() -> (BTreeSet<String>, String) {
    let mut names = BTreeSet::new();
    for folder in ["app", "tests"] {
        for file in rust_files(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).expect("a source can be read");
            let after_mark = text.split("#[test]").skip(1);
            names.extend(after_mark.filter_map(test_name));
        }
    }
    let calls = root().join("app/form/tests/functions.rs");
    (
        names,
        std::fs::read_to_string(calls).expect("a source can be read"),
    )
}

/// The name of the function that follows, over attributes between.
fn test_name(text: &str) -> Option<String> {
    let (_, name) = text.split_once("fn ")?;
    Some(name.split('(').next()?.trim().to_string())
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
