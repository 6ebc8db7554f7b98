//! HTTP Digest (RFC 2617): the password never crosses the network, but an answer that only who knows it can give.
//!
//! What is taken of a challenge: algorithm MD5, `qop` absent or `auth`, `opaque` given back as it came, `stale`
//! believed. `auth-int` and other algorithms are not spoken; a server that offers nothing else is refused.

use md5::{Digest as _, Md5};
use url::Url;

use crate::content::hex;
use crate::exchange::{Method, Response};
use crate::secret::Secret;

/// The longest value of a challenge that is taken.
const VALUE_BYTES_MAX: usize = 2048;

/// What a server asked.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    names_algorithm: bool,
    has_qop: bool,
    pub(crate) is_stale: bool,
}

/// Who answers, and how often the present challenge was answered.
#[derive(Clone)]
pub(crate) struct Answerer {
    user: Secret,
    password: Secret,
    chance: [u8; 16],
    challenge: Option<Challenge>,
    count: u32,
}

impl Answerer {
    pub(crate) fn new(user: Secret, password: Secret, chance: [u8; 16]) -> Answerer {
        Answerer {
            user,
            password,
            chance,
            challenge: None,
            count: 0,
        }
    }

    /// Takes the challenge of a 401, if it has one that can be answered.
    pub(crate) fn hear(&mut self, response: &Response) -> Option<&Challenge> {
        let mut values = response.headers_named("WWW-Authenticate");
        let challenge = values.find_map(challenge)?;
        self.count = 0;
        Some(self.challenge.insert(challenge))
    }

    /// Writes the header for a request; nothing while no challenge is known.
    pub(crate) fn authorization(&mut self, method: Method, url: &Url) -> Option<Secret> {
        let challenge = self.challenge.as_ref()?;
        self.count = self.count.saturating_add(1);
        let uri = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let user = self.user.reveal();
        let Challenge { realm, nonce, .. } = challenge;
        let who = md5(&format!("{user}:{realm}:{}", self.password.reveal()));
        let what = md5(&format!("{}:{uri}", method.as_str()));
        let mut header = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{uri}\"",
            escaped(user),
            escaped(realm),
            escaped(nonce)
        );
        let response = if challenge.has_qop {
            let count = format!("{:08x}", self.count);
            let own = self.own_nonce(&count, nonce);
            header.push_str(&format!(", qop=auth, nc={count}, cnonce=\"{own}\""));
            md5(&format!("{who}:{nonce}:{count}:{own}:auth:{what}"))
        } else {
            md5(&format!("{who}:{nonce}:{what}"))
        };
        header.push_str(&format!(", response=\"{response}\""));
        if let Some(opaque) = &challenge.opaque {
            header.push_str(&format!(", opaque=\"{}\"", escaped(opaque)));
        }
        if challenge.names_algorithm {
            header.push_str(", algorithm=MD5");
        }
        Some(Secret::from(header))
    }

    /// A number that no server can foretell, another for every request.
    fn own_nonce(&self, count: &str, nonce: &str) -> String {
        let mut digest = Md5::new_with_prefix(self.chance);
        digest.update(count);
        digest.update(nonce);
        hex(&digest.finalize())
    }
}

fn md5(text: &str) -> String {
    hex(&Md5::digest(text.as_bytes()))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Finds the first Digest challenge in a header that can be answered; other ways to sign in may stand beside it.
fn challenge(header: &str) -> Option<Challenge> {
    let mut found: Vec<Vec<(String, String)>> = Vec::new();
    let mut is_digest = false;
    for item in items(header) {
        let (scheme, parameter) = match item.split_once(' ') {
            Some((word, rest)) if !word.contains('=') => (Some(word), rest.trim()),
            _ if !item.contains('=') => (Some(item.as_str()), ""),
            _ => (None, item.as_str()),
        };
        if let Some(scheme) = scheme {
            is_digest = scheme.eq_ignore_ascii_case("digest");
            if is_digest {
                found.push(Vec::new());
            }
        }
        if let (true, Some(parameters)) = (is_digest, found.last_mut()) {
            parameters.extend(pair(parameter));
        }
    }
    found
        .iter()
        .find_map(|parameters| from_parameters(parameters))
}

fn from_parameters(parameters: &[(String, String)]) -> Option<Challenge> {
    let value = |name: &str| {
        let mut found = parameters.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    };
    let algorithm = value("algorithm");
    if algorithm.is_some_and(|name| !name.eq_ignore_ascii_case("MD5")) {
        return None;
    }
    let qop = value("qop");
    let has_auth = |list: &str| {
        list.split(',')
            .any(|one| one.trim().eq_ignore_ascii_case("auth"))
    };
    if qop.is_some_and(|list| !has_auth(list)) {
        return None;
    }
    Some(Challenge {
        realm: value("realm")?.to_owned(),
        nonce: value("nonce")?.to_owned(),
        opaque: value("opaque").map(str::to_owned),
        names_algorithm: algorithm.is_some(),
        has_qop: qop.is_some(),
        is_stale: value("stale").is_some_and(|text| text.eq_ignore_ascii_case("true")),
    })
}

/// Splits at the commas that stand in no quotes.
fn items(header: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for letter in header.chars() {
        match letter {
            ',' if !is_quoted => {
                items.push(String::new());
                continue;
            }
            '"' if !is_escaped => is_quoted = !is_quoted,
            _ => {}
        }
        is_escaped = letter == '\\' && is_quoted && !is_escaped;
        if let Some(item) = items.last_mut() {
            item.push(letter);
        }
    }
    let trimmed = items.iter().map(|item| item.trim().to_owned());
    trimmed.filter(|item| !item.is_empty()).collect()
}

fn pair(parameter: &str) -> Option<(String, String)> {
    let (key, value) = parameter.split_once('=')?;
    let value = value.trim();
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let value = match inner {
        None => value.to_owned(),
        Some(quoted) => {
            let mut plain = String::new();
            let mut letters = quoted.chars();
            while let Some(letter) = letters.next() {
                let letter = if letter == '\\' {
                    letters.next()
                } else {
                    Some(letter)
                };
                plain.extend(letter);
            }
            plain
        }
    };
    let is_sound = value.len() <= VALUE_BYTES_MAX && !value.chars().any(char::is_control);
    is_sound.then(|| (key.trim().to_ascii_lowercase(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[&str]) -> Response {
        let headers = headers
            .iter()
            .map(|value| ("www-authenticate".to_owned(), (*value).to_owned()));
        Response {
            status: 401,
            headers: headers.collect(),
            body: vec![],
            final_url: String::new(),
        }
    }

    fn answerer() -> Answerer {
        Answerer::new("Mufasa".into(), "Circle Of Life".into(), [7; 16])
    }

    fn part<'a>(header: &'a str, name: &str) -> &'a str {
        let start = header.find(&format!(" {name}=")).unwrap() + name.len() + 2;
        header[start..]
            .split(", ")
            .next()
            .unwrap()
            .trim_matches('"')
    }

    /// The example of RFC 2617, 3.5; its cnonce is put in, for ours is another.
    #[test]
    fn answers_as_the_rfc_reckons() {
        let mut answerer = answerer();
        answerer
            .hear(&asked(&["Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
             nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""]))
            .unwrap();
        let url = Url::parse("http://www.nowhere.org/dir/index.html").unwrap();
        let header = answerer.authorization(Method::Get, &url).unwrap();
        let header = header.reveal();
        assert_eq!(part(header, "nc"), "00000001");
        assert_eq!(part(header, "opaque"), "5ccc069c403ebaf9f0171e9517f40e41");
        assert!(!header.contains("algorithm"));
        let who = md5("Mufasa:testrealm@host.com:Circle Of Life");
        assert_eq!(who, "939e7578ed9e3c518a452acee763bce9");
        let own = part(header, "cnonce");
        let what = md5("GET:/dir/index.html");
        assert_eq!(what, "39aff3a2bab6126f332b942af96d3366");
        let expected = md5(&format!(
            "{who}:dcd98b7102dd2f0e8b11d0f600bfb0c093:00000001:{own}:auth:{what}"
        ));
        assert_eq!(part(header, "response"), expected);
        let again = answerer.authorization(Method::Get, &url).unwrap();
        assert_eq!(part(again.reveal(), "nc"), "00000002");
        assert_ne!(part(again.reveal(), "cnonce"), own);
    }

    /// The example of RFC 2069 (with the erratum's answer), which knows no `qop`.
    #[test]
    fn answers_servers_that_know_no_qop() {
        let mut answerer = Answerer::new("Mufasa".into(), "CircleOfLife".into(), [0; 16]);
        answerer
            .hear(&asked(&[
                "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", algorithm=MD5",
            ]))
            .unwrap();
        let url = Url::parse("http://www.nowhere.org/dir/index.html").unwrap();
        let header = answerer.authorization(Method::Get, &url).unwrap();
        let header = header.reveal();
        assert_eq!(part(header, "response"), "1949323746fe6a43ef61f9606e7febea");
        assert!(!header.contains("qop") && !header.contains("nc="));
        assert!(header.ends_with("algorithm=MD5"));
    }

    #[test]
    fn finds_its_challenge_among_others() {
        let beside = "Basic realm=\"a, Digest nonce=b\", Digest realm=\"say \\\"hi\\\"\", nonce=\"n,1\", stale=TRUE";
        let mut answerer = answerer();
        let found = answerer
            .hear(&asked(&["Negotiate", beside]))
            .unwrap()
            .clone();
        assert_eq!(
            (found.realm.as_str(), found.nonce.as_str()),
            ("say \"hi\"", "n,1")
        );
        assert!(found.is_stale);
        let newer =
            "Digest realm=\"r\", nonce=\"1\", algorithm=SHA-256, Digest realm=\"r\", nonce=\"2\"";
        assert_eq!(answerer.hear(&asked(&[newer])).unwrap().nonce, "2");
    }

    #[test]
    fn refuses_what_it_does_not_speak() {
        for header in [
            "",
            "Basic realm=\"x\"",
            "Digest",
            "Digest realm=\"x\"",
            "Digest realm=\"x\", nonce=\"1\", algorithm=SHA-256",
            "Digest realm=\"x\", nonce=\"1\", qop=\"auth-int\"",
            "Digest realm=\"x\", nonce=\"1\u{7}\"",
        ] {
            assert!(answerer().hear(&asked(&[header])).is_none(), "{header}");
        }
        assert!(
            answerer()
                .authorization(Method::Get, &Url::parse("http://a/").unwrap())
                .is_none()
        );
    }

    proptest::proptest! {
        #[test]
        fn bears_any_header(header in ".{0,200}") {
            let _ = challenge(&header);
        }
    }
}
