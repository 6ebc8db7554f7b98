//! Digests and base64.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Function, function};
use crate::xpath::value::Value;

pub(super) static TABLE: &[Function] = &[
    function("digest", 2, 3, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let algorithm = evaluator.evaluate_text(&arguments[1], context);
        let encoding = arguments
            .get(2)
            .map(|encoding| evaluator.evaluate_text(encoding, context));
        let Some(digest) = digest(&text, &algorithm) else {
            return Value::EMPTY;
        };
        Value::text(match encoding.as_deref() {
            Some(encoding) if encoding.eq_ignore_ascii_case("hex") => {
                digest.iter().map(|byte| format!("{byte:02x}")).collect()
            }
            _ => encode_base64(&digest),
        })
    }),
    function("base64-decode", 1, 1, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let decoded = decode_base64(text.trim()).and_then(|bytes| String::from_utf8(bytes).ok());
        Value::text(decoded.unwrap_or_default())
    }),
];

fn digest(text: &str, algorithm: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    // With a hyphen or without: answers name them both ways.
    Some(
        match algorithm.to_ascii_uppercase().replace('-', "").as_str() {
            "MD5" => Md5::digest(bytes).to_vec(),
            "SHA1" => Sha1::digest(bytes).to_vec(),
            "SHA256" => Sha256::digest(bytes).to_vec(),
            "SHA384" => Sha384::digest(bytes).to_vec(),
            "SHA512" => Sha512::digest(bytes).to_vec(),
            _ => return None,
        },
    )
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(group.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let sextet = (bits >> (18 - 6 * at) & 63) as usize;
            text.push(if at <= group.len() {
                char::from(ALPHABET[sextet])
            } else {
                '='
            });
        }
    }
    text
}

pub(super) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let sextet = ALPHABET.iter().position(|letter| *letter == byte)? as u32;
        bits = bits << 6 | sextet;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_goes_there_and_back() {
        for (plain, coded) in [
            ("", ""),
            ("h", "aA=="),
            ("he", "aGU="),
            ("hel", "aGVs"),
            ("hello", "aGVsbG8="),
        ] {
            assert_eq!(encode_base64(plain.as_bytes()), coded);
            assert_eq!(decode_base64(coded).unwrap(), plain.as_bytes());
        }
        assert_eq!(decode_base64("***"), None);
    }
}
