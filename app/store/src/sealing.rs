//! Finishing a record that only the city may read.
//!
//! What is frozen is the encrypted record. Until the one transaction that freezes it, the draft is whole; after it the
//! plain answers are in no page of the database, and their files are overwritten and removed. What a crash leaves of
//! them goes at the next start ([`Store::collect_garbage`], [`Store::forget_log`]).
//!
//! What no program can promise: disks that write elsewhere than told (flash memory, file systems that keep a journal of
//! data or snapshots) may hold the old bytes until they need the room. The database's log is cut off, not overwritten:
//! what stood in it is in no file any more, but lies on the disk until the room is used again.

use std::fs::File;
use std::io::{self, Read};
use std::time::Duration;

use maru_seal::{Chance, FileSeal, Recipient, Seal, XML_NAME, sealed_name};
use maru_sync::{Attachment, FileRef, md5_name, names_in};
use rusqlite::{Transaction, TransactionBehavior, named_params};
use sha2::{Digest, Sha256};

use crate::attachment::{expect_draft, of_record};
use crate::draft::{free_receipt, note_entities};
use crate::error::StoreError;
use crate::files::Received;
use crate::open::{BUSY_TIMEOUT, Store};
use crate::receipt::Receipt;
use crate::record::{RecordId, RecordState};
use crate::statement::sql;

/// Encrypted bytes are of no type that anybody could show.
const MEDIA_TYPE: &str = "application/octet-stream";

impl Store {
    /// Freezes a draft as [`Store::finalise`] does, encrypted: the XML that is kept and sent is the manifest, and the
    /// attachments are the encrypted files, the record's own XML ([`XML_NAME`]) among them.
    ///
    /// Attachments are read and written in pieces, so that a large one takes time and no memory. One that is missing
    /// or altered on the disk is [`StoreError::Altered`], and the draft stays.
    pub fn finalise_sealed(
        &mut self,
        id: RecordId,
        xml: &[u8],
        (recipient, chance): (&Recipient, Chance),
        at: &str,
    ) -> Result<Receipt, StoreError> {
        let (record, _) = self.read_record(id)?.ok_or(StoreError::NoSuchRecord)?;
        if record.summary.state != RecordState::Draft {
            return Err(StoreError::Frozen { id });
        }
        let plain = self.attachments(id)?;
        let mut seal = Seal::begin(recipient, chance)?;
        let mut sealed = Vec::new();
        for attachment in named(&plain, xml) {
            sealed.push(self.seal_file(id, attachment, &mut seal)?);
        }
        let closed = seal.close(xml.to_vec())?;
        let received = self.files.receive(&mut closed.xml.as_slice())?;
        sealed.push((XML_NAME.to_owned(), received));
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        expect_draft(&transaction, id)?;
        // A file came or went while the others were encrypted: they belong to a record that is no more.
        if of_record(&transaction, id)? != plain {
            return Err(StoreError::Busy);
        }
        put_sealed(&transaction, id, sealed)?;
        note_entities(&transaction, id, xml)?;
        let receipt = free_receipt(&transaction, &record.summary.instance_id)?;
        let receipt = receipt.ok_or(StoreError::NoReceipt { id })?;
        let manifest = closed.manifest.as_bytes();
        transaction.execute(
            sql!("record/finalise"),
            named_params! {
                ":id": id.0,
                ":xml": manifest,
                ":xml_md5": md5_name(manifest),
                ":receipt": receipt.digits(),
                ":at": at,
            },
        )?;
        transaction.commit()?;
        self.collect_later();
        self.forget_log();
        Ok(receipt)
    }

    /// Takes what was written and is over out of the database's log; `false` when somebody reads or writes just now, and
    /// it has to be tried again: see [`Store::has_log_to_forget`]. It waits for nobody.
    ///
    /// Call it once at the start; sealing and deleting do it by themselves.
    pub fn forget_log(&self) -> bool {
        let empty = || -> rusqlite::Result<bool> {
            self.connection.busy_timeout(Duration::ZERO)?;
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            let busy: i64 = self
                .connection
                .query_row(checkpoint, [], |row| row.get(0))?;
            Ok(busy == 0)
        };
        let is_empty = empty().unwrap_or(false);
        // It was set before, so that it can be set again.
        let _ = self.connection.busy_timeout(BUSY_TIMEOUT);
        self.log_to_forget.set(!is_empty);
        is_empty
    }

    /// Whether the log was to be emptied and could not be.
    pub fn has_log_to_forget(&self) -> bool {
        self.log_to_forget.get()
    }

    /// Encrypts one attachment into a file that has no name yet.
    fn seal_file(
        &self,
        id: RecordId,
        attachment: &Attachment,
        seal: &mut Seal,
    ) -> Result<(String, Received), StoreError> {
        let altered = |_| StoreError::Altered { id };
        let file = self.files.open(&attachment.file).map_err(altered)?;
        let mut reader = Encrypting {
            file,
            seal: Some(seal.file(&attachment.name)),
            padding: io::Cursor::default(),
            sha256: Sha256::new(),
            size: 0,
        };
        let received = self.files.receive(&mut reader)?;
        if !reader.was(&attachment.file) {
            return Err(StoreError::Altered { id });
        }
        Ok((sealed_name(&attachment.name), received))
    }
}

/// Those files that the XML names, in their order; all of them when it cannot be read.
fn named<'a>(attachments: &'a [Attachment], xml: &[u8]) -> Vec<&'a Attachment> {
    let names = attachments.iter().map(|file| file.name.as_str());
    let named = names_in(xml, names);
    let is_named = |file: &&Attachment| {
        let named = named.as_ref();
        named.is_none_or(|named| named.contains(&file.name.as_str()))
    };
    attachments.iter().filter(is_named).collect()
}

/// Puts the encrypted files in the place of the plain ones, and gives them their names.
fn put_sealed(
    transaction: &Transaction<'_>,
    id: RecordId,
    sealed: Vec<(String, Received)>,
) -> Result<(), StoreError> {
    let mut remove = transaction.prepare_cached(sql!("attachment/remove"))?;
    for plain in of_record(transaction, id)? {
        remove.execute(named_params! { ":record_id": id.0, ":name": plain.name })?;
    }
    let mut put = transaction.prepare_cached(sql!("attachment/put"))?;
    for (name, received) in sealed {
        let file = received.file.clone();
        let size = i64::try_from(file.size).map_err(|_| StoreError::DiskFull)?;
        received.keep().map_err(StoreError::files)?;
        put.execute(named_params! {
            ":record_id": id.0,
            ":name": name,
            ":media_type": MEDIA_TYPE,
            ":size": size,
            ":hash": file.hash,
        })?;
    }
    Ok(())
}

/// Reads a file as it is on the disk, and gives it encrypted.
struct Encrypting<'a> {
    file: File,
    /// None once the end was reached.
    seal: Option<FileSeal<'a>>,
    padding: io::Cursor<Vec<u8>>,
    /// What was read, to be held against what was attached.
    sha256: Sha256,
    size: u64,
}

impl Encrypting<'_> {
    /// Whether this file was read, to its end.
    fn was(self, file: &FileRef) -> bool {
        let hash = format!("{:x}", self.sha256.finalize());
        self.seal.is_none() && self.size == file.size && hash == file.hash
    }
}

impl Read for Encrypting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(seal) = &mut self.seal else {
            return self.padding.read(buffer);
        };
        let count = self.file.read(buffer)?;
        if let Some(piece) = buffer.get_mut(..count).filter(|piece| !piece.is_empty()) {
            self.sha256.update(&*piece);
            self.size += piece.len() as u64;
            seal.encrypt(piece);
            return Ok(count);
        }
        let padding = self.seal.take().map(FileSeal::finish);
        self.padding = io::Cursor::new(padding.unwrap_or_default());
        self.padding.read(buffer)
    }
}
