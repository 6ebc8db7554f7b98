//! `city.toml`: who the city is, how one reaches it, where forms go.

use crate::city::{Colour, Colours, Phone, Server, SignIn};
use crate::files::limits;
use crate::load::{Loader, TextFile};
use crate::problem::{Effect, Problems, quoted};
use crate::section::{Section, parse};
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

fn colours(root: &Section, problems: &mut Problems) -> Colours {
    let Some(section) = root.section("colours", problems) else {
        return Colours::default();
    };
    section.expect_keys(&["accent", "accent_on_dark"], problems);
    Colours {
        accent: colour(&section, "accent", (Colour::WHITE, "white"), problems),
        accent_on_dark: colour(
            &section,
            "accent_on_dark",
            (Colour::BLACK, "black"),
            problems,
        ),
    }
}

/// Reads a colour which people must be able to read on `ground`.
fn colour(
    section: &Section,
    key: &str,
    (ground, ground_name): (Colour, &str),
    problems: &mut Problems,
) -> Option<Colour> {
    let text = section.optional_text(key, problems)?;
    let Some(colour) = Colour::parse(text) else {
        let what = format!("{} is not a colour", quoted(text));
        let cure = format!("write {key} = \"#rrggbb\"");
        problems.push(section.problem(key, Effect::Dropped, what, cure));
        return None;
    };
    let contrast = colour.contrast(ground);
    if contrast < 7.0 {
        let what = format!("{key} has a contrast of {contrast:.1} with {ground_name}, less than 7");
        let cure = if ground == Colour::WHITE {
            "make it darker"
        } else {
            "make it lighter"
        };
        problems.push(section.problem(key, Effect::Dropped, what, cure));
        return None;
    }
    Some(colour)
}

fn server(section: &Section, problems: &mut Problems) -> Option<Server> {
    section.expect_keys(&["url", "sign_in"], problems);
    let sign_in = match section.optional_text("sign_in", problems) {
        None | Some("none") => Some(SignIn::None),
        Some("basic") => Some(SignIn::Basic),
        Some("digest") => Some(SignIn::Digest),
        Some(other) => {
            let what = format!("the way to sign in {} is unknown", quoted(other));
            let cure = "use \"none\", \"basic\" or \"digest\"";
            problems.push(section.problem("sign_in", Effect::Dropped, what, cure));
            None
        }
    };
    let url = section.text("url", "\"https://…\"", problems)?;
    match address(url) {
        Err((what, cure)) => {
            let what = format!("the address {} {what}", quoted(url));
            problems.push(section.problem("url", Effect::Dropped, what, cure));
            None
        }
        Ok(Safety::Open) if sign_in == Some(SignIn::Basic) => {
            let what = "a password would travel readable over http";
            problems.push(section.problem("url", Effect::Dropped, what, "use https"));
            None
        }
        Ok(safety) => {
            if safety == Safety::Open {
                let what = "answers travel readable over http";
                problems.push(section.problem("url", Effect::Noted, what, "use https"));
            }
            let url = url.trim_end_matches('/').to_owned();
            Some(Server {
                url,
                sign_in: sign_in?,
            })
        }
    }
}

/// Whether others on the way can read what is sent.
#[derive(Debug, PartialEq, Eq)]
enum Safety {
    Closed,
    Open,
}

fn address(url: &str) -> Result<Safety, (&'static str, &'static str)> {
    let (rest, is_closed) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (_, Some(rest)) => (rest, false),
        _ => return Err(("is not one of http", "begin it with https://")),
    };
    if url.len() > 500 || !url.bytes().all(|b| b.is_ascii_graphic()) {
        return Err((
            "is too long or holds odd characters",
            "use 500 plain characters at most",
        ));
    }
    if rest.contains(['?', '#', '\\']) {
        return Err(("holds ? or # or \\", "give only the base address"));
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err((
            "holds a name or password",
            "take it out; sign_in says how to sign in",
        ));
    }
    let host = if authority.starts_with('[') {
        authority.split_inclusive(']').next().unwrap_or_default()
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    if host.is_empty() {
        return Err(("names no computer", "write https://host/path"));
    }
    let stays_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    Ok(if is_closed || stays_here {
        Safety::Closed
    } else {
        Safety::Open
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged() {
        assert_eq!(address("https://forms.example/a/"), Ok(Safety::Closed));
        assert_eq!(address("http://[::1]:8080"), Ok(Safety::Closed));
        assert_eq!(address("http://127.0.0.1.evil.example"), Ok(Safety::Open));
        for wrong in [
            "ftp://a",
            "https://",
            "https://a:b@c/",
            "https://a/?k=1",
            "https://a b",
            "https:///x",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

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
