//! A record while it is sealed: its key, the turn of each file, and the end.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::file::{BLOCK_BYTES, FileSeal};
use crate::key::PublicKey;
use crate::manifest::{self, Taken};

/// What the XML was called before it was encrypted.
const XML_NAME_BEFORE: &str = "submission.xml";

/// For whom a record is sealed, and what the manifest says of it in plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The city's key.
    pub key: PublicKey,
    /// The form's identifier.
    pub form_id: String,
    /// The form's version, if it has one.
    pub version: Option<String>,
    /// The identity of the record, exactly as in its XML.
    pub instance_id: String,
}

impl Recipient {
    /// A version without a letter is none, for servers too.
    pub(crate) fn version(&self) -> Option<&str> {
        self.version
            .as_deref()
            .filter(|version| !version.is_empty())
    }
}

/// Why a record cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// RSA gave nothing for a key that was sound.
    #[error("the record's key could not be encrypted with the form's public key")]
    Encryption,
}

/// What is sent in the place of the record.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The new XML.
    pub manifest: String,
    /// The encrypted XML: the file [`crate::XML_NAME`].
    pub xml: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sealed({} bytes)", self.xml.len())
    }
}

/// A record that is being sealed.
pub struct Seal {
    recipient: Recipient,
    encrypted_key: String,
    pub(crate) key: Zeroizing<[u8; 32]>,
    signature_seed: Zeroizing<[u8; 32]>,
    /// The vector of the file before, of which the next one is made.
    vector: [u8; BLOCK_BYTES],
    taken: Vec<Taken>,
}

impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Seal");
        shown
            .field("recipient", &self.recipient)
            .finish_non_exhaustive()
    }
}

impl Seal {
    /// Begins with a key of its own for this record.
    pub fn begin(recipient: &Recipient, chance: Chance) -> Result<Seal, SealError> {
        let Chance { key, seeds } = chance;
        let [key_seed, signature_seed] = seeds;
        let encrypted = recipient.key.encrypt(key_seed.as_slice(), key.as_slice());
        let encrypted = encrypted.ok_or(SealError::Encryption)?;
        let vector = Md5::new()
            .chain_update(&recipient.instance_id)
            .chain_update(key.as_slice())
            .finalize();
        Ok(Seal {
            recipient: recipient.clone(),
            encrypted_key: STANDARD.encode(encrypted),
            key,
            signature_seed,
            vector: vector.into(),
            taken: Vec::new(),
        })
    }

    /// Begins the next file, by its name in the record. The order of the files is that of the manifest.
    pub fn file(&mut self, name: &str) -> FileSeal<'_> {
        FileSeal::begin(self, name)
    }

    /// Encrypts the XML, which comes last, and writes the manifest; the record's key is forgotten.
    pub fn close(mut self, mut xml: Vec<u8>) -> Result<Sealed, SealError> {
        let mut file = self.file(XML_NAME_BEFORE);
        file.encrypt(&mut xml);
        xml.extend(file.finish());
        let signed = manifest::signed(&self.recipient, &self.encrypted_key, &self.taken);
        let digest = Md5::digest(signed);
        let key = &self.recipient.key;
        let signature = key.encrypt(self.signature_seed.as_slice(), &digest);
        let signature = STANDARD.encode(signature.ok_or(SealError::Encryption)?);
        // The last one is the XML itself.
        let media = self.taken.split_last().map_or(&[][..], |(_, media)| media);
        let manifest = manifest::write(&self.recipient, &self.encrypted_key, media, &signature);
        Ok(Sealed { manifest, xml })
    }

    /// The vector of the next file: that of the file before, one of its bytes one higher.
    pub(crate) fn next_vector(&self) -> [u8; BLOCK_BYTES] {
        let mut vector = self.vector;
        let turn = self.taken.len() % BLOCK_BYTES;
        if let Some(byte) = vector.get_mut(turn) {
            *byte = byte.wrapping_add(1);
        }
        vector
    }

    /// A file was encrypted to its end.
    pub(crate) fn took(&mut self, name: String, md5: [u8; 16]) {
        self.vector = self.next_vector();
        self.taken.push(Taken { name, md5 });
    }
}
