//! Texts that somebody signed, such as the QR code on a voucher.

use ed25519_compact::{PublicKey, Signature};

use super::digest::decode_base64;
use super::{Function, function};
use crate::xpath::value::Value;

const SIGNATURE_LENGTH: usize = 64;

pub(super) static TABLE: &[Function] = &[
    // Outside the specification; as JavaRosa reads it: Ed25519 (RFC 8032), the signature before the message,
    // message and key in base64.
    function("extract-signed", 2, 2, |evaluator, arguments, context| {
        let signed = evaluator.evaluate_text(&arguments[0], context);
        let key = evaluator.evaluate_text(&arguments[1], context);
        Value::text(message(signed.trim(), key.trim()).unwrap_or_default())
    }),
];

/// The message, if the owner of the key signed it.
fn message(signed: &str, key: &str) -> Option<String> {
    let signed = decode_base64(signed)?;
    let (signature, message) = signed.split_at_checked(SIGNATURE_LENGTH)?;
    let key = PublicKey::from_slice(&decode_base64(key)?).ok()?;
    key.verify(message, &Signature::from_slice(signature).ok()?)
        .ok()?;
    String::from_utf8(message.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xpath::functions::digest::encode_base64;
    use ed25519_compact::{KeyPair, Seed};

    #[test]
    fn only_what_the_owner_of_the_key_signed_is_read() {
        let pair = KeyPair::from_seed(Seed::new([7; 32]));
        let sign = |message: &[u8]| {
            let signature = pair.sk.sign(message, None);
            encode_base64(&[&signature[..], message].concat())
        };
        let key = encode_base64(&pair.pk[..]);
        let other = encode_base64(&KeyPair::from_seed(Seed::new([8; 32])).pk[..]);
        let signed = sign("쿠폰 12".as_bytes());
        assert_eq!(message(&signed, &key).as_deref(), Some("쿠폰 12"));
        assert_eq!(message(&sign(b""), &key).as_deref(), Some(""));
        assert_eq!(message(&signed, &other), None);
        let mut altered = decode_base64(&signed).unwrap();
        *altered.last_mut().unwrap() ^= 1;
        assert_eq!(message(&encode_base64(&altered), &key), None);
        assert_eq!(message(&sign(b"\xff"), &key), None);
        for nonsense in ["", "AAAA", "***"] {
            assert_eq!(message(nonsense, &key), None);
            assert_eq!(message(&signed, nonsense), None);
        }
    }

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn verifies_as_others_sign() {
        let bytes = |hex: &str| {
            (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
                .collect::<Vec<u8>>()
        };
        let key = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signed = bytes(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c0072",
        );
        let read = message(&encode_base64(&signed), &encode_base64(&key));
        assert_eq!(read.as_deref(), Some("r"));
    }
}
