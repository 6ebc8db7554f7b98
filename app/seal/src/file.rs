//! One file, encrypted in pieces.

use aes::Aes256;
use aes::cipher::KeyIvInit;
use cfb_mode::BufEncryptor;
use md5::{Digest, Md5};

use crate::seal::Seal;

/// The block of AES, in bytes: the feedback is a whole one (CFB128), and so is the unit of the padding.
pub(crate) const BLOCK_BYTES: usize = 16;

/// A file on its way through the cipher. Dropped before its end, it has never been.
pub struct FileSeal<'a> {
    seal: &'a mut Seal,
    name: String,
    cipher: BufEncryptor<Aes256>,
    md5: Md5,
    length: u64,
}

impl<'a> FileSeal<'a> {
    pub(crate) fn begin(seal: &'a mut Seal, name: &str) -> FileSeal<'a> {
        let cipher = BufEncryptor::new((&*seal.key).into(), (&seal.next_vector()).into());
        FileSeal {
            seal,
            name: name.to_owned(),
            cipher,
            md5: Md5::new(),
            length: 0,
        }
    }

    /// Encrypts the next piece, of any length, where it stands.
    pub fn encrypt(&mut self, piece: &mut [u8]) {
        self.md5.update(&*piece);
        self.length += piece.len() as u64;
        self.cipher.encrypt(piece);
    }

    /// Ends the file; what is returned belongs behind the last piece: its padding, 1 to 16 bytes, encrypted.
    pub fn finish(mut self) -> Vec<u8> {
        let over = usize::try_from(self.length % BLOCK_BYTES as u64).unwrap_or_default();
        let count = BLOCK_BYTES - over;
        // At most 16, so that it fits into a byte.
        let mut padding = vec![count as u8; count];
        self.cipher.encrypt(&mut padding);
        let digest = self.md5.finalize().into();
        self.seal.took(self.name, digest);
        padding
    }
}
