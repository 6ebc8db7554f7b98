//! The laws of the house that a compiler does not keep: which crate uses which, what a pure crate leaves alone,
//! how long a file may be.

use maru_tests::walk::root;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Who may use whom. Ours only; `maru` and the tests may use everything.
const ARROWS: [(&str, &[&str]); 12] = [
    ("form", &[]),
    ("braille-ko", &[]),
    ("page", &[]),
    ("sync", &[]),
    ("wire", &[]),
    ("city", &[]),
    ("picture", &[]),
    ("seal", &[]),
    ("desk", &["form", "page", "city", "seal"]),
    ("store", &["form", "sync", "seal"]),
    ("port", &["wire"]),
    ("ui", &["page"]),
];

/// The folders of the crates.
const CRATES: [(&str, &str); 12] = [
    ("form", "app/form"),
    ("braille-ko", "app/braille-ko"),
    ("page", "app/page"),
    ("sync", "app/sync"),
    ("wire", "drivers/wire"),
    ("city", "app/city"),
    ("picture", "app/picture"),
    ("seal", "app/seal"),
    ("desk", "app/desk"),
    ("store", "app/store"),
    ("port", "drivers/port"),
    ("ui", "ui"),
];

const PURE: [&str; 9] = [
    "form",
    "braille-ko",
    "page",
    "sync",
    "wire",
    "city",
    "picture",
    "seal",
    "desk",
];

/// What no pure crate does. Clippy forbids most of it as well; this reads what is there, whatever was allowed.
const WORLDLY: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::thread",
    "Instant::now",
    "SystemTime::now",
    "Zoned::now",
    "Timestamp::now",
    "HashMap",
    "HashSet",
];

/// What only one crate knows, and the crates (besides the tests) that may name it.
const KNOWN_TO: [(&str, &[&str]); 7] = [
    ("slint", &["ui"]),
    ("rusqlite", &["store"]),
    ("serialport", &["port"]),
    ("speech-dispatcher", &["port"]),
    ("fluent-bundle", &["page"]),
    ("kamadak-exif", &["picture"]),
    ("rsa", &["seal"]),
];

fn manifest(folder: &str) -> String {
    fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("the crate has a manifest")
}

/// The names under `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section
        .lines()
        .filter(|line| line.contains('=') && !line.starts_with('#'));
    names
        .filter_map(|line| Some(line.split(['.', '=', ' ']).next()?.trim().to_owned()))
        .collect()
}

#[test]
fn the_arrows_point_as_drawn() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    for (name, folder) in CRATES {
        let used = dependencies(&manifest(folder));
        assert!(
            !used.is_empty() || ["wire", "braille-ko"].contains(&name),
            "no dependency of {name} was read: the search is broken"
        );
        for used in used.iter().filter_map(|used| used.strip_prefix("maru-")) {
            assert!(allowed[name].contains(&used), "{name} uses {used}");
        }
    }
}

#[test]
fn what_one_crate_knows_the_others_do_not() {
    for (library, knowing) in KNOWN_TO {
        let mut found = false;
        for (name, folder) in CRATES.into_iter().chain([("maru", "app/maru")]) {
            let uses = dependencies(&manifest(folder)).contains(library);
            found |= uses;
            assert!(!uses || knowing.contains(&name), "{name} uses {library}");
        }
        assert!(found, "nobody uses {library}: the list is out of date");
    }
}

#[test]
fn pure_crates_leave_the_world_alone() {
    for (name, folder) in CRATES.into_iter().filter(|(name, _)| PURE.contains(name)) {
        assert!(
            root().join(folder).join("clippy.toml").is_file(),
            "{name} has no clippy.toml"
        );
        for file in sources(&root().join(folder).join("src")) {
            let text = fs::read_to_string(&file).expect("a source can be read");
            // A crate's own tests may look at files.
            let product = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = product
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for worldly in WORLDLY {
                    assert!(
                        !line.contains(worldly),
                        "{} has {worldly}: {line}",
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn files_are_short_and_finished() {
    let mut read = 0;
    for folder in ["app", "drivers", "ui", "tests"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).expect("a source can be read");
            read += 1;
            assert!(
                text.lines().count() <= 600,
                "{} is too long: split it by idea",
                file.display()
            );
            let marks = ["TO\u{44}O", "FIX\u{4d}E", "#[ig\u{6e}ore"];
            for mark in marks {
                assert!(!text.contains(mark), "{} has {mark}", file.display());
            }
        }
    }
    assert!(
        read > 150,
        "only {read} files were read: the search is broken"
    );
}

/// Every message for people has a comment for translators, or stands under a heading that explains it.
#[test]
fn messages_with_variables_tell_translators_what_they_are() {
    for lang in ["ko", "en"] {
        let text =
            fs::read_to_string(root().join(format!("locales/{lang}/maru.ftl"))).expect("the words");
        let mut explained = BTreeSet::new();
        for block in text.split("\n\n") {
            let names = |line: &str| -> Vec<String> {
                let rest = line.split('$').skip(1);
                rest.map(|rest| rest.chars().take_while(char::is_ascii_lowercase).collect())
                    .collect()
            };
            for line in block.lines() {
                if line.starts_with('#') {
                    explained.extend(names(line));
                    if line.contains("둘 다 수")
                        || line.contains("Both are numbers")
                        || line.contains("몇 건")
                        || line.contains("How many")
                    {
                        explained.extend(
                            ["index", "of", "drafts", "waiting", "step"].map(str::to_owned),
                        );
                    }
                } else {
                    for name in names(line) {
                        let known = explained.contains(&name)
                            || ["date", "time", "cells", "percent", "step", "of"]
                                .contains(&name.as_str());
                        assert!(known, "{lang}: ${name} is not explained: {line}");
                    }
                }
            }
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir()
            && path
                .file_name()
                .is_some_and(|name| name != "target" && name != "corpora")
        {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
