//! Every locale is complete, and every word that is used exists.

#![allow(clippy::disallowed_methods, reason = "a test reads the sources")]

use fluent_bundle::FluentResource;
use maru_page::{Lang, Words, words::LOCALES};
use std::{collections::BTreeSet, fs, path::Path};

/// The ids of a locale's messages, in the order of the file; every one has its words.
fn ids(source: &str) -> Vec<String> {
    assert!(
        FluentResource::try_new(source.to_owned()).is_ok(),
        "a message is broken"
    );
    let starts = source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    starts
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

/// The names of the variables that a message uses.
fn variables(source: &str, id: &str) -> BTreeSet<String> {
    let start = source.find(&format!("\n{id} =")).map_or(0, |at| at + 1);
    let rest = &source[start..];
    let message: Vec<&str> = rest
        .lines()
        .enumerate()
        .take_while(|(index, line)| *index == 0 || line.starts_with([' ', '}']))
        .map(|(_, line)| line)
        .collect();
    let text = message.join("\n");
    text.split('$')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect()
        })
        .collect()
}

#[test]
fn every_locale_has_the_same_messages() {
    let (_, korean) = LOCALES[0];
    for (tag, source) in LOCALES {
        assert_eq!(ids(source), ids(korean), "{tag}");
    }
}

#[test]
fn no_message_stands_twice() {
    for (tag, source) in LOCALES {
        let ids = ids(source);
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{tag}");
    }
}

#[test]
fn every_locale_loads_without_a_fault_and_formats_every_message() {
    for (tag, source) in LOCALES {
        let (words, faults) = Words::new(&Lang::new(tag), &[]);
        assert!(faults.is_empty(), "{tag}: {faults:?}");
        for id in ids(source) {
            let names: Vec<String> = variables(source, &id).into_iter().collect();
            for number in [0_usize, 1, 2, 5, 10, 11, 12, 20, 21, 100] {
                let args: Vec<_> = names
                    .iter()
                    .map(|name| (name.as_str(), number.into()))
                    .collect();
                let errors = words.check(&id, &args);
                assert!(errors.is_empty(), "{tag} {id} {number}: {errors:?}");
            }
        }
    }
}

#[test]
fn every_locale_uses_the_same_variables() {
    let [(_, korean), (_, english)] = LOCALES;
    for id in ids(korean) {
        assert_eq!(variables(korean, &id), variables(english, &id), "{id}");
    }
}

/// The message ids in the sources: string literals that look like one and are given to `text` or `with`.
#[test]
fn every_word_that_is_used_exists() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in app/");
    let known: BTreeSet<String> = ids(LOCALES[1].1).into_iter().collect();
    let mut used = 0;
    for folder in ["page/src", "desk/src"] {
        for file in sources(&app.join(folder)) {
            let text = fs::read_to_string(&file).expect("the sources can be read");
            for call in [
                "words.text(\"",
                "words.with(\"",
                "words().text(\"",
                "words().with(\"",
            ] {
                for rest in text.split(call).skip(1) {
                    let id = rest.split('"').next().unwrap_or_default();
                    assert!(known.contains(id), "{id}, used in {}", file.display());
                    used += 1;
                }
            }
        }
    }
    assert!(
        used > 80,
        "only {used} uses were found: the search is broken"
    );
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
