//! Packs made to do harm: never a panic, always an answer.

use std::collections::BTreeMap;

use maru_city::{City, Effect};
use proptest::prelude::*;

type Pack = BTreeMap<String, Vec<u8>>;

const CITY: &str = "format = 1\nid = \"t\"\nlanguages = [\"en\"]\nname = { en = \"T\" }\n\
    phone = { number = \"120\", name = { en = \"C\" } }\n";
const SERVICES: &str = "[[sector]]\nid = \"a\"\nicon = \"help\"\nname = { en = \"A\" }\n\
    [[service]]\nid = \"b\"\nsector = \"a\"\nicon = \"help\"\nname = { en = \"B\" }\nform = \"f\"\n";

fn pack() -> Pack {
    let mut pack = Pack::new();
    for (path, text) in [
        ("city.toml", CITY),
        ("services.toml", SERVICES),
        ("forms/f.xml", "<f/>"),
        ("forms/f-media/m.csv", "m"),
        ("locales/en/city.ftl", "a = A"),
    ] {
        pack.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    pack
}

/// What holds for every pack: a refusal has its reason, a city only what is whole.
fn judge(pack: &Pack) {
    match City::read(pack) {
        Err(problems) => {
            assert!(problems.iter().any(|one| one.effect == Effect::Refused));
        }
        Ok(read) => {
            assert!(read.remarks.iter().all(|one| one.effect != Effect::Refused));
            let city = read.city;
            assert!(!city.languages.is_empty());
            assert!(!city.names.best("").is_empty());
            for service in &city.services {
                assert!(city.sector(&service.sector).is_some());
                let maru_city::Action::Form(form) = &service.action;
                assert!(city.forms.contains_key(form));
            }
        }
    }
}

#[test]
fn the_pack_these_tests_damage_is_whole() {
    assert_eq!(City::read(&pack()).unwrap().remarks, []);
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{ a = ", " }")] {
        let mut pack = pack();
        let deep = format!("{CITY}x = {}1{}", open.repeat(30_000), close.repeat(30_000));
        pack.insert("city.toml".into(), deep.into_bytes());
        assert!(City::read(&pack).is_err());
    }
}

#[test]
fn a_million_faults_make_a_short_list() {
    let mut pack = pack();
    let faults: String = (0..15_000)
        .map(|number| format!("k{number} = 1\n"))
        .collect();
    pack.insert("city.toml".into(), format!("{CITY}{faults}").into_bytes());
    let remarks = City::read(&pack).unwrap().remarks;
    assert!(remarks.len() <= 202, "{}", remarks.len());
}

fn path() -> impl Strategy<Value = String> {
    prop::sample::select(pack().into_keys().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn random_bytes_in_any_file_never_panic(
        path in path(),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut pack = pack();
        pack.insert(path, bytes);
        judge(&pack);
    }

    #[test]
    fn random_bytes_inside_any_file_never_panic(
        path in path(),
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..20),
        cut in 0..20_usize,
    ) {
        let mut pack = pack();
        let file = pack.get_mut(&path).unwrap();
        let from = at.index(file.len());
        let to = (from + cut).min(file.len());
        file.splice(from..to, bytes);
        judge(&pack);
    }

    #[test]
    fn random_toml_never_panics(
        lines in prop::collection::vec("(\\[\\[?)?(format|id|languages|name|phone|sector|service|en|form)(\\]\\]?)?( = (1|-1|true|\"[a-z가]{0,4}\"|\\[\"en\"\\]|\\{ en = \"x\" \\}|\\{\\}))?", 0..12),
    ) {
        let mut pack = pack();
        let text = lines.join("\n");
        pack.insert("services.toml".into(), text.clone().into_bytes());
        judge(&pack);
        pack.insert("city.toml".into(), format!("{CITY}{text}").into_bytes());
        judge(&pack);
    }

    #[test]
    fn random_file_names_never_panic(name in "(forms|locales|prompts)/[ -~가]{0,40}(/|\\.\\.|\\.xml|\\.ftl|-media/a)?") {
        let mut pack = pack();
        pack.insert(name, b"x".to_vec());
        judge(&pack);
    }
}
