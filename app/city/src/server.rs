//! `[server]` of `city.toml`: where forms go, and whether others on the way could read them.

use crate::city::{Server, SignIn};
use crate::problem::{Effect, Problems, quoted};
use crate::section::Section;

/// Reads the table.
pub(crate) fn server(section: &Section, problems: &mut Problems) -> Option<Server> {
    section.expect_keys(&["url", "sign_in"], problems);
    let sign_in = match section.optional_text("sign_in", problems) {
        None | Some("none") => Some(SignIn::None),
        Some("basic") => Some(SignIn::Basic),
        Some("digest") => Some(SignIn::Digest),
        Some("bearer") => Some(SignIn::Bearer),
        Some("address") => Some(SignIn::Address),
        Some(other) => {
            let what = format!("the way to sign in {} is unknown", quoted(other));
            let cure = "use \"none\", \"basic\", \"digest\", \"bearer\" or \"address\"";
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
        Ok(Safety::Open) if sign_in.is_some_and(SignIn::needs_https) => {
            let what = "a secret would travel readable over http";
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
}
