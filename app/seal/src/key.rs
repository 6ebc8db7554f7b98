//! The city's public key, as a form carries it.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use rsa::pkcs1::RsaPublicKeyRef;
use rsa::pkcs8::der::Decode;
use rsa::pkcs8::{ObjectIdentifier, SubjectPublicKeyInfoRef};
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, errors::Error};

use crate::chance::Seed;

/// What can be read today by nobody who does not have the other half.
const BITS_MIN: u32 = 2048;
/// More makes an old machine wait, and no secret safer.
const BITS_MAX: u32 = 8192;
/// A key of 8192 bits takes 1,408 letters.
const LETTERS_MAX: usize = 4096;
/// The public exponent fits into this many bytes, or every encryption takes for ever.
const EXPONENT_BYTES_MAX: usize = 8;
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Base64 as it is found in forms: white space was taken out before, the padding is there or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// An RSA public key of 2048 to 8192 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(rsa::PublicKey);

/// Why a form's key is not used. Answers encrypted with it would be lost, or open to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// More letters than any key has.
    #[error(
        "the public key has {0} letters, more than any RSA key: take the key from the server again"
    )]
    TooLong(usize),
    /// It is not base64.
    #[error(
        "the public key is not base64: take the key from the server again, without its BEGIN and END lines"
    )]
    NotBase64,
    /// The bytes are no public key, or one of another kind than RSA.
    #[error(
        "the public key is no RSA key in X.509 form (SubjectPublicKeyInfo, DER): make one with `openssl rsa -pubout`"
    )]
    NotRsa,
    /// Somebody with enough computers could find the private key.
    #[error("the public key has {0} bits: make one of 2048 bits or more")]
    TooShort(u32),
    /// No old machine gets done with it.
    #[error("the public key has {0} bits: make one of 8192 bits or fewer")]
    TooManyBits(u32),
    /// The numbers are no RSA key: an even modulus, or an exponent that hides nothing.
    #[error("the numbers of the public key cannot be those of an RSA key: make another one")]
    Unsound,
}

impl PublicKey {
    /// Reads the value of `base64RsaPublicKey`.
    pub fn parse(base64: &str) -> Result<PublicKey, KeyFault> {
        if base64.len() > LETTERS_MAX {
            return Err(KeyFault::TooLong(base64.len()));
        }
        let written: String = base64.split_ascii_whitespace().collect();
        let der = BASE64.decode(written).map_err(|_| KeyFault::NotBase64)?;
        let info = SubjectPublicKeyInfoRef::from_der(&der).map_err(|_| KeyFault::NotRsa)?;
        let bits = info.subject_public_key.as_bytes();
        let bits = bits.filter(|_| info.algorithm.oid == RSA_ENCRYPTION);
        let numbers = RsaPublicKeyRef::from_der(bits.ok_or(KeyFault::NotRsa)?);
        let numbers = numbers.map_err(|_| KeyFault::NotRsa)?;
        if numbers.public_exponent.as_bytes().len() > EXPONENT_BYTES_MAX {
            return Err(KeyFault::Unsound);
        }
        let modulus = number(numbers.modulus.as_bytes())?;
        let exponent = number(numbers.public_exponent.as_bytes())?;
        let size = modulus.bit_width_vartime();
        let limits = BITS_MIN as usize..=BITS_MAX as usize;
        match rsa::PublicKey::new_with_size_limits(modulus, exponent, limits) {
            Ok(key) => Ok(PublicKey(key)),
            Err(Error::ModulusTooSmall) => Err(KeyFault::TooShort(size)),
            Err(Error::ModulusTooLarge) => Err(KeyFault::TooManyBits(size)),
            Err(_) => Err(KeyFault::Unsound),
        }
    }

    /// Encrypts a few bytes by RSA-OAEP, with SHA-256 for its hash and for its MGF1.
    pub(crate) fn encrypt(&self, seed: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        self.0
            .oaep_encrypt_with_rng::<Sha256, _>(&mut Seed(seed), bytes)
            .ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.n().bit_width_vartime();
        write!(formatter, "PublicKey({bits} bits)")
    }
}

fn number(bytes: &[u8]) -> Result<BoxedUint, KeyFault> {
    let bits = u32::try_from(bytes.len() * 8).map_err(|_| KeyFault::NotRsa)?;
    BoxedUint::from_be_slice(bytes, bits).map_err(|_| KeyFault::NotRsa)
}
