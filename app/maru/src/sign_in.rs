//! Signing in at the city's server: what the operator has told once, kept where nobody reads it.
//!
//! Secrets lie in the desktop's keyring; where there is none, in a file that only its owner may read. They come in by
//! standard input, never by the command line, which every program on the computer can read.

mod command;
mod keep;

pub(crate) use command::{SignInArgs, forms_on_offer, sign_in, sign_out};

use maru_city::{City, SignIn};
use maru_port::keyring::KeyringError;
use maru_sync::{Account, Auth, Secret, redacted};
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path};
use url::Url;

/// Where the city is to be reached, and how one signs in there.
#[derive(Clone)]
pub struct Door {
    url: String,
    sign_in: SignIn,
}

/// An address may hold a token.
impl fmt::Debug for Door {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Door({}, {})",
            redacted(&self.url),
            self.sign_in.as_str()
        )
    }
}

/// Why nobody is signed in. It names no secret.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Nobody has signed in yet.
    #[error("nobody has signed in at the city's server yet: run `maru sign-in`")]
    NotSignedIn,
    /// The keyring.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The file.
    #[error("{path} cannot be used: {source}")]
    File {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What was kept cannot be read.
    #[error("what was kept to sign in cannot be read: run `maru sign-in` again")]
    Unreadable,
    /// The address is another server's.
    #[error("this is not an address of the city's server {0}")]
    Elsewhere(String),
    /// The account.
    #[error(transparent)]
    Account(#[from] maru_sync::AccountError),
}

/// What shows a server who this computer is.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(tag = "way", rename_all = "lowercase")]
enum Credential {
    Basic { user: String, password: String },
    Digest { user: String, password: String },
    Bearer { token: String },
    Address { url: String },
}

impl Door {
    /// The server that was named, or that of the city's pack.
    pub fn find(city: &City, server: Option<&str>) -> Option<Door> {
        let pack = city.server.as_ref();
        let same = |url: &str| {
            pack.filter(|pack| pack.url.trim_end_matches('/') == url.trim_end_matches('/'))
        };
        let (url, known) = match server {
            Some(url) => (url, same(url)),
            None => (pack?.url.as_str(), pack),
        };
        Some(Door {
            url: url.to_owned(),
            sign_in: known.map_or(SignIn::None, |server| server.sign_in),
        })
    }

    /// The server at an address, where nobody needs to sign in but may have.
    pub fn named(url: &str) -> Door {
        Door {
            url: url.to_owned(),
            sign_in: SignIn::None,
        }
    }

    /// The server's name, fit for a log, and by which its secrets are kept.
    pub fn place(&self) -> String {
        redacted(self.url.trim_end_matches('/'))
    }

    /// The account with which to go there.
    pub fn account(&self, folder: &Path) -> Result<Account, SignInError> {
        match (keep::find(folder, &self.place())?, self.sign_in) {
            (Some(credential), _) => self.account_with(credential),
            (None, SignIn::None) => Ok(Account {
                base_url: self.url.as_str().into(),
                auth: Auth::None,
            }),
            (None, _) => Err(SignInError::NotSignedIn),
        }
    }

    fn account_with(&self, credential: Credential) -> Result<Account, SignInError> {
        let secret = |text: String| Secret::from(text);
        let auth = match credential {
            Credential::Basic { user, password } => Auth::Basic {
                user: secret(user),
                password: secret(password),
            },
            Credential::Digest { user, password } => Auth::Digest {
                user: secret(user),
                password: secret(password),
                chance: *uuid::Uuid::new_v4().as_bytes(),
            },
            Credential::Bearer { token } => Auth::Bearer {
                token: secret(token),
            },
            Credential::Address { url } => {
                if !is_same_host(&url, &self.url) {
                    return Err(SignInError::Elsewhere(self.place()));
                }
                return Ok(Account {
                    base_url: url.into(),
                    auth: Auth::None,
                });
            }
        };
        Ok(Account {
            base_url: self.url.as_str().into(),
            auth,
        })
    }
}

fn is_same_host(one: &str, other: &str) -> bool {
    let origin = |url: &str| Url::parse(url.trim()).ok().map(|url| url.origin());
    match (origin(one), origin(other)) {
        (Some(one), Some(other)) => one.is_tuple() && one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_the_citys_server() {
        let city = "https://odk.city.example/";
        assert!(is_same_host(
            "https://odk.city.example/v1/key/a!b$c/projects/1",
            city
        ));
        for other in [
            "https://odk.city.example.evil/v1",
            "http://odk.city.example/v1",
            "https://odk.city.example:8443/v1",
            "data:x",
            "",
        ] {
            assert!(!is_same_host(other, city), "{other}");
        }
        assert!(!is_same_host("data:x", "data:x"));
    }

    #[test]
    fn shows_no_secret() {
        let door = Door {
            url: "https://odk.city.example/v1/key/opensesame/projects/1".to_owned(),
            sign_in: SignIn::None,
        };
        let shown = format!("{door:?} {}", door.place());
        assert!(!shown.contains("opensesame"), "{shown}");
    }
}
