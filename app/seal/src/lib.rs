//! Finished records encrypted for the city alone, by the ODK XForms encryption specification
//! (<https://getodk.github.io/xforms-spec/encryption>).
//!
//! A form may carry a public key ([`PublicKey`]). A record of such a form is sealed when it is finished:
//!
//! 1. [`Seal::begin`] takes a random AES-256 key and encrypts it for the city (RSA-OAEP, SHA-256 for both its hash and
//!    its MGF1);
//! 2. each file, in the order of the manifest, runs through [`Seal::file`] in pieces (AES-256-CFB with whole blocks
//!    fed back, padded by PKCS#7), each with the initialisation vector of its turn;
//! 3. [`Seal::close`] encrypts the XML as the last, and writes the manifest that is sent in its place.
//!
//! Laws:
//!
//! - **What is encrypted here can be read with the city's private key and with nothing else**: the AES key is forgotten
//!   when the seal is closed, and wiped in memory.
//! - **A key that cannot keep a secret is refused**: see [`KeyFault`].
//! - **No key and no answer appears in an error or in `Debug`.**
//!
//! What it is not: it decrypts nothing, makes no chance of its own ([`Chance`] is handed in), and knows no file and no
//! form. What the specification calls a signature tells that the files belong together; everybody who has the public
//! key can make one, so it does not prove who did.

mod chance;
mod file;
mod key;
mod manifest;
mod seal;

pub use chance::Chance;
pub use file::FileSeal;
pub use key::{KeyFault, PublicKey};
pub use seal::{Recipient, Seal, SealError, Sealed};

/// What the encrypted XML is called.
pub const XML_NAME: &str = "submission.xml.enc";

/// Returns what an encrypted file is called.
pub fn sealed_name(name: &str) -> String {
    format!("{name}.enc")
}
