//! Which server, as whom; and which addresses may be spoken to.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::{Host, Url};

use crate::digest::Answerer;
use crate::exchange::{Method, Response};
use crate::secret::{Address, Secret, redacted};

/// How often one request is made again because the server asks anew.
const CHALLENGES_MAX: u32 = 3;

/// How the client shows who it is. Credentials are sent unasked: ODK Central never asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// Not at all, or by a token in the base address (an app user of ODK Central).
    None,
    /// A user name and password; over `https`, or to this very machine, only.
    Basic {
        /// The user's name on the server.
        user: Secret,
        /// The password.
        password: Secret,
    },
    /// A user name and password that the server asks a riddle about (HTTP Digest, MD5): they never cross the network.
    Digest {
        /// The user's name on the server.
        user: Secret,
        /// The password.
        password: Secret,
        /// Chance, for the numbers that the client puts into its answers.
        chance: [u8; 16],
    },
    /// A session token; over `https`, or to this very machine, only.
    Bearer {
        /// The token.
        token: Secret,
    },
}

/// A server and the way to sign in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The address below which `formList` and `submission` are found.
    pub base_url: Address,
    /// Who the client is.
    pub auth: Auth,
}

/// Why an account cannot be used. The text names the cure and none of the secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// The base address is no http or https address.
    #[error("the server address is not a web address: write it as https://server/path")]
    NotAnAddress,
    /// A user or password stands in the address, where it would be logged by every proxy.
    #[error("the server address holds a user name: set the user and password as such")]
    UserInAddress,
    /// The address has a query or fragment, which cannot be a base.
    #[error("the server address has a ? or # part: leave it out")]
    NotABase,
    /// A password or token would cross the network in the clear.
    #[error("a password needs https: change the server address to https")]
    PasswordInClear,
}

/// An account that was found usable.
#[derive(Clone)]
pub(crate) struct Server {
    base: Url,
    standing: Standing,
}

/// How requests show who sends them.
#[derive(Clone)]
enum Standing {
    Nobody,
    /// The same header each time.
    Said(Secret),
    /// Another each time, once the server has asked.
    Riddle(Box<Answerer>),
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&redacted(self.base.as_str()))
    }
}

impl Server {
    pub(crate) fn new(account: Account) -> Result<Server, AccountError> {
        let mut base =
            Url::parse(account.base_url.as_str().trim()).map_err(|_| AccountError::NotAnAddress)?;
        if !matches!(base.scheme(), "http" | "https") || base.host().is_none() {
            return Err(AccountError::NotAnAddress);
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(AccountError::UserInAddress);
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(AccountError::NotABase);
        }
        let path = format!("{}/", base.path().trim_end_matches('/'));
        base.set_path(&path);
        let standing = standing(account.auth);
        let is_said = matches!(standing, Standing::Said(_));
        if is_said && base.scheme() != "https" && !is_this_machine(&base) {
            return Err(AccountError::PasswordInClear);
        }
        Ok(Server { base, standing })
    }

    /// Whether requests have to come one after the other, because the server counts them.
    pub(crate) fn is_counting(&self) -> bool {
        matches!(self.standing, Standing::Riddle(_))
    }

    /// The header that shows who sends a request, if there is one to show.
    pub(crate) fn authorization(&mut self, method: Method, url: &Url) -> Option<Secret> {
        match &mut self.standing {
            Standing::Nobody => None,
            Standing::Said(header) => Some(header.clone()),
            Standing::Riddle(answerer) => answerer.authorization(method, url),
        }
    }

    /// Takes a 401. Returns whether the same request may be made again now: the server asked for the first time, or
    /// what was answered had grown stale. `asked_before` tells how often that came of this very request.
    pub(crate) fn challenged(&mut self, response: &Response, asked_before: u32) -> bool {
        let Standing::Riddle(answerer) = &mut self.standing else {
            return false;
        };
        let challenge = answerer.hear(response);
        challenge.is_some_and(|challenge| {
            asked_before == 0 || (challenge.is_stale && asked_before < CHALLENGES_MAX)
        })
    }

    /// The address of `formList` or `submission`.
    pub(crate) fn below(&self, name: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{name}", self.base.path()));
        url
    }

    /// Reads an address from a form list or manifest; `None` when it points elsewhere.
    ///
    /// A server behind a proxy writes the name it believes to have. What it offers under that name is fetched from
    /// the account's own origin when it lies below the account's path, or below the end of it that the server knows;
    /// the hash in the list proves that it is what was meant. Nothing is ever fetched from another host, so no token
    /// reaches one.
    ///
    /// | the address | is fetched |
    /// |---|---|
    /// | of the account's host and port | as it is, or on the account's scheme |
    /// | of another, below the account's path | from the account's origin |
    /// | of another, anywhere else | not at all |
    pub(crate) fn offered(&self, address: &str) -> Option<Url> {
        let mut url = self.base.join(address.trim()).ok()?;
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_fragment(None);
        if self.is_home(&url) {
            return Some(url);
        }
        let path = if url.host() == self.base.host() {
            url.path().to_owned()
        } else {
            self.below_another_name(url.path())?
        };
        let mut home = self.base.clone();
        home.set_path(&path);
        home.set_query(url.query());
        Some(home)
    }

    /// An offered address as it is kept: without the account's own address, which may hold a token. What points
    /// elsewhere stays as it is, to be refused when it is asked for.
    pub(crate) fn shortened(&self, address: &Address) -> Address {
        let url = self.offered(address.as_str());
        let rest = url.as_ref().and_then(|url| {
            let is_ours = url.origin() == self.base.origin();
            is_ours.then(|| url.path().strip_prefix(self.base.path()))?
        });
        match (rest, url.as_ref().and_then(Url::query)) {
            (None, _) => address.clone(),
            (Some(rest), None) => Address::from(format!("./{rest}")),
            (Some(rest), Some(query)) => Address::from(format!("./{rest}?{query}")),
        }
    }

    /// The path here of what another name calls by this path: below the longest end of our own that begins it.
    fn below_another_name(&self, path: &str) -> Option<String> {
        let own = self.base.path();
        let ends = own.match_indices('/').map(|(at, _)| &own[at..]);
        let known = ends.filter(|end| own == "/" || *end != "/");
        let rest = known.filter_map(|end| path.strip_prefix(end)).next()?;
        Some(format!("{own}{rest}"))
    }

    /// Reads where a redirect points; `None` when that is another host or a step down from `https`.
    pub(crate) fn redirect(&self, from: &Url, location: &str) -> Option<Url> {
        let mut url = from.join(location.trim()).ok()?;
        url.set_fragment(None);
        let is_plain = url.username().is_empty() && url.password().is_none();
        let keeps_secret = from.scheme() != "https" || url.scheme() == "https";
        (is_plain && keeps_secret && self.is_home(&url)).then_some(url)
    }

    /// Whether an address is on the account's host: same scheme and port, or a step up from `http` to `https`.
    pub(crate) fn is_home(&self, url: &Url) -> bool {
        let is_same_host = url.host() == self.base.host();
        let is_same_door = url.scheme() == self.base.scheme()
            && url.port_or_known_default() == self.base.port_or_known_default();
        let is_step_up = self.base.scheme() == "http" && url.scheme() == "https";
        is_same_host && (is_same_door || is_step_up)
    }
}

fn standing(auth: Auth) -> Standing {
    match auth {
        Auth::None => Standing::Nobody,
        Auth::Basic { user, password } => {
            let pair = format!("{}:{}", user.reveal(), password.reveal());
            Standing::Said(Secret::from(format!("Basic {}", STANDARD.encode(pair))))
        }
        Auth::Digest {
            user,
            password,
            chance,
        } => Standing::Riddle(Box::new(Answerer::new(user, password, chance))),
        Auth::Bearer { token } => {
            Standing::Said(Secret::from(format!("Bearer {}", token.reveal())))
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(base: &str) -> Server {
        Server::new(Account {
            base_url: base.into(),
            auth: Auth::None,
        })
        .unwrap()
    }

    fn refusal(base: &str, auth: Auth) -> AccountError {
        Server::new(Account {
            base_url: base.into(),
            auth,
        })
        .unwrap_err()
    }

    #[test]
    fn keeps_the_token_in_the_path_as_it_is() {
        let server = server("https://city.example/v1/key/aB!c$d/projects/1/");
        let url = server.below("formList");
        assert_eq!(
            url.as_str(),
            "https://city.example/v1/key/aB!c$d/projects/1/formList"
        );
    }

    #[test]
    fn refuses_addresses_that_leak_or_lead_nowhere() {
        let basic = Auth::Basic {
            user: "ann".into(),
            password: "pw".into(),
        };
        assert_eq!(refusal("city", Auth::None), AccountError::NotAnAddress);
        assert_eq!(
            refusal("file:///etc/passwd", Auth::None),
            AccountError::NotAnAddress
        );
        assert_eq!(
            refusal("https://ann:pw@city.example", Auth::None),
            AccountError::UserInAddress
        );
        assert_eq!(
            refusal("https://city.example/?a=1", Auth::None),
            AccountError::NotABase
        );
        assert_eq!(
            refusal("http://city.example", basic.clone()),
            AccountError::PasswordInClear
        );
        let local = Account {
            base_url: "http://127.0.0.1:8080".into(),
            auth: basic,
        };
        let mut server = Server::new(local).unwrap();
        let url = server.below("formList");
        let header = server.authorization(Method::Get, &url).unwrap();
        assert_eq!(header.reveal(), "Basic YW5uOnB3");
    }

    #[test]
    fn fetches_what_is_offered_under_another_name_from_the_accounts_host() {
        let server = server("https://proxy.example:8443/v1/projects/1");
        let url = server
            .offered("http://inside.local/v1/projects/1/forms/a.xml?x=1")
            .unwrap();
        assert_eq!(
            url.as_str(),
            "https://proxy.example:8443/v1/projects/1/forms/a.xml?x=1"
        );
        assert_eq!(server.offered("file:///etc/passwd"), None);
        let path = |address| {
            let url = server.offered(address);
            url.map(|url| {
                assert_eq!(url.origin(), server.base.origin());
                url.path().to_owned()
            })
        };
        for elsewhere in [
            "https://evil.example/a.xml",
            "https://evil.example/v1/projects/12/a.xml",
            "//evil.example/",
            "https://proxy.example.evil/v1/projects/../x",
        ] {
            assert_eq!(path(elsewhere), None, "{elsewhere}");
        }
        // Another door of the same host is the same host, and a proxy may put its own folder before a path.
        assert_eq!(
            path("http://proxy.example/media/1").as_deref(),
            Some("/media/1")
        );
        assert_eq!(
            path("http://inside.local/projects/1/a").as_deref(),
            Some("/v1/projects/1/a")
        );
        let relative = server.offered("forms/a.xml").unwrap();
        assert_eq!(
            relative.as_str(),
            "https://proxy.example:8443/v1/projects/1/forms/a.xml"
        );
    }

    #[test]
    fn keeps_addresses_without_the_token() {
        let server = server("https://city.example/v1/key/tok!en/projects/1");
        for (address, kept) in [
            (
                "https://inside/v1/key/tok!en/projects/1/forms/a:b.xml?x=1",
                "./forms/a:b.xml?x=1",
            ),
            ("forms/a.xml", "./forms/a.xml"),
            (
                "https://city.example/media/1",
                "https://city.example/media/1",
            ),
            ("https://evil.example/a", "https://evil.example/a"),
        ] {
            let found = server.shortened(&Address::from(address));
            assert_eq!(found.as_str(), kept);
            assert_eq!(server.offered(kept), server.offered(address));
        }
    }

    #[test]
    fn follows_redirects_on_the_same_host_only_and_never_down_to_http() {
        let server = server("http://city.example/a");
        let from = server.below("submission");
        let target = |location| server.redirect(&from, location).map(|url| url.to_string());
        assert_eq!(
            target("/b/submission").as_deref(),
            Some("http://city.example/b/submission")
        );
        assert!(target("https://city.example/a/submission").is_some());
        assert!(target("http://evil.example/a/submission").is_none());
        assert!(target("//evil.example/").is_none());
        assert!(target("http://city.example:81/").is_none());
        let secure = Url::parse("https://city.example/a").unwrap();
        assert!(server.redirect(&secure, "http://city.example/a").is_none());
    }
}
