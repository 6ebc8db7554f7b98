//! `city.toml`: who the city is, how one reaches it, where forms go.

use crate::city::{Phone, Server};
use crate::colour::{Colours, colours};
use crate::files::limits;
use crate::load::{Loader, TextFile};
use crate::problem::{Effect, Problems, quoted};
use crate::section::{Section, parse};
use crate::server::server;
use crate::text::{Lang, Names};

const FILE: &str = "city.toml";

/// The format this version reads.
pub(crate) const FORMAT: u32 = 1;

/// What `city.toml` says.
pub(crate) struct Manifest {
    pub(crate) id: String,
    pub(crate) languages: Vec<Lang>,
    pub(crate) names: Names,
    pub(crate) phone: Phone,
    pub(crate) telephones: Vec<Phone>,
    pub(crate) colours: Colours,
    pub(crate) server: Option<Server>,
}

/// What came of reading `city.toml`.
pub(crate) enum Outcome {
    /// All the city must have is there.
    Whole(Box<Manifest>),
    /// Something the city must have is not; the languages known so far let the rest be checked.
    Broken(Vec<Lang>),
    /// Nothing more can be said about this pack.
    Unreadable,
}

/// Reads `city.toml`.
pub(crate) fn read(loader: &mut Loader) -> Outcome {
    let problems_before = loader.problems.refused();
    let Some(file) = loader.text(FILE, limits::MANIFEST_BYTES_MAX, Effect::Refused) else {
        if loader.problems.refused() == problems_before {
            let cure = "put city.toml at the root of the pack";
            loader.file_problem(Effect::Refused, FILE, "the file is missing", cure);
        }
        return Outcome::Unreadable;
    };
    read_file(&file, &mut loader.problems)
}

fn read_file(file: &TextFile, problems: &mut Problems) -> Outcome {
    let Some(document) = parse(file, problems) else {
        return Outcome::Unreadable;
    };
    let root = Section::root(file, document.get_ref());
    match root.number("format", problems) {
        None | Some(FORMAT) => {}
        Some(other) => {
            let what = format!("format {other} is unknown to this version of Maru");
            let cure = format!("use format = {FORMAT}, or a newer Maru");
            problems.push(root.problem("format", Effect::Refused, what, cure));
            return Outcome::Unreadable;
        }
    }
    let known = [
        "format",
        "id",
        "languages",
        "name",
        "phone",
        "telephones",
        "colours",
        "server",
    ];
    root.expect_keys(&known, problems);

    let id = identity(&root, problems);
    let languages = languages(&root, problems);
    let name = root.names("name", &languages, limits::NAME_CHARS_MAX, problems);
    let main_phone = root.section("phone", problems);
    if main_phone.is_none() {
        let cure = "add phone = { number = \"…\", name = { … } }";
        problems.push(root.problem(
            "phone",
            Effect::Refused,
            "there is no telephone to call",
            cure,
        ));
    }
    let phone = main_phone.and_then(|section| phone(&section, &languages, problems));
    let further = root.costing(Effect::Dropped);
    let telephones = further
        .sections("telephones", limits::ENTRIES_MAX, problems)
        .iter()
        .filter_map(|section| self::phone(section, &languages, problems))
        .collect();
    let colours = colours(&further, problems);
    let server = further
        .section("server", problems)
        .and_then(|section| server(&section, problems));
    match (id, name, phone) {
        (Some(id), Some(names), Some(phone)) if !languages.is_empty() => {
            Outcome::Whole(Box::new(Manifest {
                id,
                languages,
                names,
                phone,
                telephones,
                colours,
                server,
            }))
        }
        _ => Outcome::Broken(languages),
    }
}

/// Reads `id` of a table: it stands in file names and logs.
pub(crate) fn identity(section: &Section, problems: &mut Problems) -> Option<String> {
    let id = section.text("id", "\"a-name\"", problems)?;
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !id.is_empty() && id.len() <= 40 && id.bytes().all(fits) {
        return Some(id.to_owned());
    }
    let what = format!("the id {} does not fit", quoted(id));
    let cure = "use small letters a to z, digits and hyphens, 40 at most";
    problems.push(section.problem("id", section.effect, what, cure));
    None
}

fn languages(root: &Section, problems: &mut Problems) -> Vec<Lang> {
    let cure = "write languages = [\"ko\", \"en\"], the city's own language first";
    let listed = root.texts("languages", problems).unwrap_or_default();
    let mut languages: Vec<Lang> = Vec::new();
    for (place, tag) in listed {
        let wrong = match Lang::parse(tag) {
            None => "is not a language tag",
            Some(lang) if languages.contains(&lang) => "is there twice",
            Some(_) if languages.len() >= limits::LANGUAGES_MAX => "is one too many",
            Some(lang) => {
                languages.push(lang);
                continue;
            }
        };
        let what = format!("the language {} {wrong}", quoted(tag));
        problems.push(root.problem_in_list(place, Effect::Dropped, what, cure));
    }
    if languages.is_empty() {
        let what = "the city has no language";
        problems.push(root.problem("languages", Effect::Refused, what, cure));
    }
    languages
}

fn phone(section: &Section, languages: &[Lang], problems: &mut Problems) -> Option<Phone> {
    section.expect_keys(&["number", "name", "hours"], problems);
    let number = section.text("number", "\"120\"", problems);
    let number = number.filter(|number| {
        let fits = can_be_dialled(number);
        if !fits {
            let what = format!("{} is not a telephone number", quoted(number));
            let cure = "use digits, spaces and hyphens, with + in front if need be";
            problems.push(section.problem("number", section.effect, what, cure));
        }
        fits
    });
    let names = section.names("name", languages, limits::NAME_CHARS_MAX, problems);
    let chars_max = limits::DESCRIPTION_CHARS_MAX;
    let hours = section.optional_names("hours", languages, chars_max, problems);
    Some(Phone {
        number: number?.to_owned(),
        names: names?,
        hours,
    })
}

fn can_be_dialled(number: &str) -> bool {
    let rest = number.strip_prefix('+').unwrap_or(number);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let fits = |b: u8| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'*' | b'#' | b'(' | b')');
    (2..=20).contains(&digits) && number.len() <= 30 && rest.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_dialled() {
        assert!(can_be_dialled("120") && can_be_dialled("+82 2-120") && can_be_dialled("*112#"));
        for wrong in [
            "",
            "1",
            "call me",
            "12+0",
            "123456789012345678901",
            "１２０",
        ] {
            assert!(!can_be_dialled(wrong), "{wrong}");
        }
    }
}
