//! Bytes that came from people or servers: shared cheaply, never printed.

use std::fmt;
use std::sync::Arc;

use md5::{Digest, Md5};

/// Bytes whose `Debug` tells only how many there are.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Content(Arc<Vec<u8>>);

impl Content {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the bytes out, without a copy when nobody else holds them.
    pub fn into_vec(self) -> Vec<u8> {
        Arc::unwrap_or_clone(self.0)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Content {
        Content(Arc::new(bytes))
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Content {
        Content(Arc::new(bytes.to_vec()))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({} bytes)", self.0.len())
    }
}

/// Returns the OpenRosa name of some bytes: `md5:` and 32 lower-case hexadecimal digits.
pub fn md5_name(bytes: &[u8]) -> String {
    format!("md5:{}", hex(&Md5::digest(bytes)))
}

/// Reads a hash as a server writes it; `None` when it is not an MD5 hash.
pub(crate) fn parse_md5_name(text: &str) -> Option<String> {
    let (kind, digits) = text.trim().split_once(':')?;
    let is_md5 = kind.eq_ignore_ascii_case("md5")
        && digits.len() == 32
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_md5.then(|| format!("md5:{}", digits.to_ascii_lowercase()))
}

/// Writes bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_bytes_as_openrosa_does() {
        assert_eq!(md5_name(b""), "md5:d41d8cd98f00b204e9800998ecf8427e");
    }

    #[test]
    fn reads_md5_and_nothing_else() {
        let name = "MD5:D41D8CD98F00B204E9800998ECF8427E";
        assert_eq!(
            parse_md5_name(name).as_deref(),
            Some("md5:d41d8cd98f00b204e9800998ecf8427e")
        );
        assert_eq!(parse_md5_name("sha1:da39a3ee"), None);
        assert_eq!(parse_md5_name("md5:12"), None);
        assert_eq!(parse_md5_name(""), None);
    }

    #[test]
    fn debug_shows_no_bytes() {
        assert_eq!(
            format!("{:?}", Content::from(b"Ann".as_slice())),
            "Content(3 bytes)"
        );
    }
}
