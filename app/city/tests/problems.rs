//! What is said about a pack with one fault: effect, file, line.

use std::collections::BTreeMap;

use maru_city::{City, Effect, PackError};

type Pack = BTreeMap<String, Vec<u8>>;

const CITY: &str = r##"format = 1
id = "town"
languages = ["ko", "en"]
name = { ko = "마을", en = "Town" }
[phone]
number = "120"
name = { ko = "전화", en = "Call" }
hours = { ko = "늘", en = "Always" }
[[telephones]]
number = "119"
name = { ko = "불", en = "Fire" }
[colours]
accent = "#003355"
accent_on_dark = "#aaddff"
[server]
url = "https://town.example/forms/"
sign_in = "digest"
"##;

const SERVICES: &str = r#"[[sector]]
id = "tell"
icon = "speak"
name = { ko = "알리기", en = "Tell" }
[[service]]
id = "light"
sector = "tell"
icon = "lamp"
name = { ko = "등", en = "Light" }
audience = ["visitors", "residents"]
form = "light"
[[service]]
id = "road"
sector = "tell"
icon = "road"
name = { ko = "길", en = "Road" }
form = "road"
"#;

fn pack() -> Pack {
    let mut pack = Pack::new();
    for (path, text) in [
        ("city.toml", CITY),
        ("services.toml", SERVICES),
        ("forms/light.xml", "<light/>"),
        ("forms/light-media/a/b.csv", "x"),
        ("forms/road.xml", "<road/>"),
        ("locales/ko/city.ftl", "a = 가"),
        ("locales/en/city.ftl", "a = A"),
    ] {
        pack.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    pack
}

/// The pack with one text replaced in one of its files.
fn changed(path: &str, from: &str, to: &str) -> Pack {
    let mut pack = pack();
    let text = String::from_utf8(pack[path].clone()).expect("the files of this pack are text");
    assert!(text.contains(from), "{path} does not hold {from}");
    pack.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    pack
}

fn place(problem: &PackError) -> String {
    let line = problem.line.map(|line| format!(":{line}"));
    format!("{}{}", problem.file, line.unwrap_or_default())
}

/// Expects exactly these problems, each as effect, `file:line` and a part of its words.
fn check(pack: &Pack, expected: &[(Effect, &str, &str)]) {
    let found = match City::read(pack) {
        Ok(read) => read.remarks,
        Err(problems) => problems,
    };
    let shown: Vec<String> = found.iter().map(PackError::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{shown:#?}");
    for (problem, (effect, at, words)) in found.iter().zip(expected) {
        assert_eq!(
            (problem.effect, place(problem).as_str()),
            (*effect, *at),
            "{problem}"
        );
        assert!(problem.what.contains(words), "{problem}");
        assert!(!problem.cure.is_empty(), "{problem}");
    }
}

use Effect::{Dropped, Noted, Refused};

#[test]
fn a_whole_pack_is_read_as_it_is() {
    let read = City::read(&pack()).unwrap();
    assert_eq!(read.remarks, []);
    let city = read.city;
    assert_eq!(city.services.len(), 2);
    assert_eq!(city.server.unwrap().url, "https://town.example/forms");
    let light = &city.forms["light"];
    assert_eq!(light.media["a/b.csv"], b"x");
    assert_eq!(city.telephones[0].names.best("en"), "Fire");
}

#[test]
fn the_core_of_the_city_must_be_whole() {
    for (from, to, at, words) in [
        (
            "format = 1",
            "format = 2",
            "city.toml:1",
            "format 2 is unknown",
        ),
        ("format = 1\n", "", "city.toml:1", "format is missing"),
        (
            "format = 1",
            "format = \"1\"",
            "city.toml:1",
            "not a whole number",
        ),
        (
            "id = \"town\"",
            "id = \"../town\"",
            "city.toml:2",
            "does not fit",
        ),
        ("id = \"town\"", "id = 7", "city.toml:2", "id is not a text"),
        ("[\"ko\", \"en\"]", "[]", "city.toml:3", "no language"),
        ("[\"ko\", \"en\"]", "\"ko\"", "city.toml:3", "not a list"),
        (
            "number = \"120\"",
            "number = \"call\"",
            "city.toml:6",
            "not a telephone number",
        ),
        ("number = \"120\"", "", "city.toml:5", "number is missing"),
        ("id = \"town\"", "id = town", "city.toml:2", "not TOML"),
    ] {
        let problems = City::read(&changed("city.toml", from, to)).unwrap_err();
        let said = problems.iter().any(|problem| {
            problem.effect == Refused && place(problem) == at && problem.what.contains(words)
        });
        assert!(said, "{to}: {problems:#?}");
    }
}

#[test]
fn a_pack_without_city_toml_is_refused() {
    check(&Pack::new(), &[(Refused, "city.toml", "missing")]);
}

#[test]
fn all_problems_are_said_at_once() {
    let mut pack = changed("city.toml", "id = \"town\"", "id = \"Town\"");
    pack.insert("city.toml".into(), {
        let text = String::from_utf8(pack["city.toml"].clone()).unwrap();
        text.replace("number = \"120\"", "number = \"x\"")
            .into_bytes()
    });
    pack.remove("forms/road.xml");
    check(
        &pack,
        &[
            (Refused, "city.toml:2", "\"Town\""),
            (Refused, "city.toml:6", "\"x\""),
            (Dropped, "services.toml:17", "\"road\""),
        ],
    );
}

#[test]
fn a_missing_translation_is_noted() {
    let pack = changed("city.toml", ", en = \"Town\"", "");
    check(&pack, &[(Noted, "city.toml:4", "missing in \"en\"")]);
    let pack = changed("services.toml", ", en = \"Light\"", "");
    check(&pack, &[(Noted, "services.toml:9", "missing in \"en\"")]);
    let city = City::read(&pack).unwrap().city;
    assert_eq!(city.service("light").unwrap().names.best("en"), "등");
}

#[test]
fn slips_of_the_pen_are_noted() {
    let pack = changed("city.toml", "hours =", "hour =");
    check(&pack, &[(Noted, "city.toml:8", "\"hour\"")]);
    let pack = changed("city.toml", "en = \"Town\"", "en = \"Town\", vi = \"Phố\"");
    check(&pack, &[(Noted, "city.toml:4", "\"vi\"")]);
}

#[test]
fn a_service_that_no_page_leads_to_is_noted() {
    let audience = "audience = [\"visitors\", \"residents\"]";
    let pack = changed("services.toml", audience, "audience = [\"visitors\"]");
    check(
        &pack,
        &[(Noted, "services.toml:10", "no page leads to the service")],
    );
}

#[test]
fn languages_are_checked_one_by_one() {
    let pack = changed("city.toml", "\"en\"]", "\"en\", \"ko\", \"../x\"]");
    check(
        &pack,
        &[
            (Dropped, "city.toml:3", "twice"),
            (Dropped, "city.toml:3", "not a language tag"),
        ],
    );
}

#[test]
fn what_is_optional_is_dropped_alone() {
    let pack = changed("city.toml", "#003355", "#3366ff");
    check(&pack, &[(Dropped, "city.toml:13", "contrast")]);
    let pack = changed("city.toml", "#aaddff", "blue");
    check(&pack, &[(Dropped, "city.toml:14", "not a colour")]);
    let pack = changed("city.toml", "\"119\"", "\"0\"");
    check(
        &pack,
        &[(Dropped, "city.toml:10", "not a telephone number")],
    );
    let pack = changed("city.toml", "https://town", "https://me:pw@town");
    check(&pack, &[(Dropped, "city.toml:16", "name or password")]);
    let pack = changed("city.toml", "\"digest\"", "\"cookie\"");
    check(&pack, &[(Dropped, "city.toml:17", "sign in")]);
    assert_eq!(City::read(&pack).unwrap().city.server, None);
    let pack = changed("city.toml", "https:", "http:");
    check(&pack, &[(Noted, "city.toml:16", "readable")]);
}

#[test]
fn a_broken_service_is_dropped_alone() {
    for (from, to, at, words) in [
        (
            "id = \"light\"",
            "id = \"road\"",
            "services.toml:13",
            "twice",
        ),
        (
            "form = \"road\"",
            "form = \"lane\"",
            "services.toml:17",
            "no usable form",
        ),
        (
            "form = \"road\"\n",
            "",
            "services.toml:12",
            "form is missing",
        ),
        (
            "\"lamp\"",
            "\"../lamp\"",
            "services.toml:8",
            "not the name of an icon",
        ),
        (
            "sector = \"tell\"",
            "sector = \"ask\"",
            "services.toml:7",
            "no sector",
        ),
        (
            "\"visitors\", \"residents\"",
            "",
            "services.toml:10",
            "for nobody",
        ),
        (
            "ko = \"등\", en = \"Light\"",
            "",
            "services.toml:9",
            "no text",
        ),
    ] {
        let read = City::read(&changed("services.toml", from, to)).unwrap();
        let said = read.remarks.iter().any(|problem| {
            problem.effect == Dropped && place(problem) == at && problem.what.contains(words)
        });
        assert!(said, "{to}: {:#?}", read.remarks);
        assert_eq!(read.city.services.len(), 1, "{to}");
    }
}

#[test]
fn texts_which_disguise_themselves_are_dropped() {
    let pack = changed("services.toml", "\"Light\"", "\"Li\\u202eght\"");
    check(&pack, &[(Dropped, "services.toml:9", "U+202E")]);
    let long = format!("\"{}\"", "x".repeat(61));
    let pack = changed("services.toml", "\"Light\"", &long);
    check(&pack, &[(Dropped, "services.toml:9", "longer than 60")]);
}

#[test]
fn a_sector_without_services_is_dropped() {
    let more = "[[sector]]\nid = \"empty\"\nicon = \"help\"\nname = { ko = \"빈\", en = \"E\" }\n[[service]]";
    let pack = changed("services.toml", "[[service]]", more);
    check(&pack, &[(Dropped, "services.toml:6", "no service")]);
    assert!(City::read(&pack).unwrap().city.sector("empty").is_none());
}

#[test]
fn a_page_with_too_many_tiles_is_noted_at_the_first_one_too_many() {
    let mut pack = pack();
    let mut text = SERVICES.to_owned();
    for number in 3..=9 {
        text += &format!(
            "[[service]]\nid = \"s{number}\"\nsector = \"tell\"\nicon = \"road\"\n\
             name = {{ ko = \"길\", en = \"Road\" }}\nform = \"road\"\n"
        );
    }
    pack.insert("services.toml".into(), text.into_bytes());
    check(
        &pack,
        &[(Noted, "services.toml:55", "more than 8 services")],
    );
}

#[test]
fn services_which_do_not_parse_refuse_the_pack() {
    let pack = changed("services.toml", "icon = \"lamp\"", "icon = ");
    let problems = City::read(&pack).unwrap_err();
    assert!(
        problems.iter().any(|one| place(one) == "services.toml:8"),
        "{problems:#?}"
    );
}

#[test]
fn a_pack_without_services_is_noted() {
    let mut pack = pack();
    pack.remove("services.toml");
    check(&pack, &[(Noted, "services.toml", "missing")]);
}

#[test]
fn a_broken_form_takes_only_its_service_with_it() {
    let mut pack = pack();
    pack.insert("forms/road.xml".into(), b"<a>\n<b>\xff".to_vec());
    check(
        &pack,
        &[
            (Dropped, "forms/road.xml:2", "not UTF-8"),
            (Dropped, "services.toml:17", "no usable form"),
        ],
    );
    assert_eq!(City::read(&pack).unwrap().city.services.len(), 1);
}

#[test]
fn stray_and_unsafe_files_are_dropped() {
    let mut pack = pack();
    for path in [
        "forms/note.txt",
        "forms/gone-media/a.png",
        "forms/light-media/../../x",
        "forms/a b.xml",
    ] {
        pack.insert(path.into(), b"x".to_vec());
    }
    check(
        &pack,
        &[
            (Dropped, "forms", "leads out"),
            (Dropped, "forms/a b.xml", "cannot be a form id"),
            (Dropped, "forms/gone-media/a.png", "belongs to no form"),
            (Dropped, "forms/note.txt", "belongs to no form"),
        ],
    );
}

#[test]
fn words_are_of_a_declared_language() {
    let mut pack = pack();
    pack.insert("locales/vi/city.ftl".into(), b"a = A".to_vec());
    pack.insert("locales/readme.md".into(), b"x".to_vec());
    check(
        &pack,
        &[
            (Noted, "locales/readme.md", "nothing reads"),
            (Dropped, "locales/vi/city.ftl", "not a language of the city"),
        ],
    );
}

#[test]
fn a_form_over_its_limit_is_dropped() {
    let mut pack = pack();
    pack.insert(
        "forms/road.xml".into(),
        vec![b' '; maru_city::limits::FORM_BYTES_MAX + 1],
    );
    check(
        &pack,
        &[
            (Dropped, "forms/road.xml", "more than"),
            (Dropped, "services.toml:17", "no usable form"),
        ],
    );
}
