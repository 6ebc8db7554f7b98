//! Text that must not reach a log: passwords, tokens, and addresses that carry tokens.

use std::fmt;

use url::Url;

/// A password or token; its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Shows the secret, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Secret {
        Secret(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Secret {
        Secret(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// A web address given by a server; its `Debug` hides the token that its path may hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// The address in full: for requests and for the database, never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Address {
    fn from(text: String) -> Address {
        Address(text)
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Address {
        Address(text.to_owned())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&redacted(&self.0))
    }
}

/// The longest path segment that is taken for a name rather than for a token.
const SEGMENT_LETTERS_MAX: usize = 40;

/// Returns an address fit for a log: no user, no password, no token, no query.
///
/// A token is the segment after `key` or `test`, as ODK Central places it, and any segment too long for a name.
pub fn redacted(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return "(address)".to_owned();
    };
    let mut shown = format!("{}://{}", url.scheme(), url.host_str().unwrap_or(""));
    if let Some(port) = url.port() {
        shown.push_str(&format!(":{port}"));
    }
    let mut after_marker = false;
    for segment in url.path().split('/').skip(1) {
        let is_secret = after_marker || segment.chars().count() > SEGMENT_LETTERS_MAX;
        shown.push('/');
        shown.push_str(if is_secret { "…" } else { segment });
        after_marker = matches!(segment, "key" | "test");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_tokens_users_and_queries() {
        let shown = redacted(
            "https://ann:pw@city.example:8443/v1/key/aB!c$d/projects/1/formList?deviceID=7",
        );
        assert_eq!(
            shown,
            "https://city.example:8443/v1/key/…/projects/1/formList"
        );
        let long = format!("https://city.example/{}/submission", "x".repeat(64));
        assert_eq!(redacted(&long), "https://city.example/…/submission");
        assert_eq!(redacted("no address: secret"), "(address)");
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", Secret::from("opensesame")), "Secret(…)");
        let address = Address::from("https://city.example/v1/key/opensesame/x");
        assert!(!format!("{address:?}").contains("opensesame"));
    }
}
