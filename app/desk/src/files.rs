//! Files: those that belong to a form, and those that a person puts with a record.

use maru_form::Source;
use std::{collections::BTreeMap, fmt};

/// What belongs to a form beside its text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FormFiles {
    /// Lists in files, by name: CSV, XML, GeoJSON.
    pub lists: BTreeMap<String, Vec<u8>>,
    /// The record of the form that was sent last from here; none on a computer that people share.
    pub last_sent: Option<Vec<u8>>,
}

/// Names alone: the record sent last holds answers.
impl fmt::Debug for FormFiles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.lists.keys()).finish()
    }
}

impl FormFiles {
    /// What a form asks for, here or else in the city pack.
    pub(crate) fn find(
        &self,
        source: Source<'_>,
        pack: &BTreeMap<String, Vec<u8>>,
    ) -> Option<Vec<u8>> {
        match source {
            Source::File(name) => self.lists.get(name).or_else(|| pack.get(name)).cloned(),
            Source::LastSaved => self.last_sent.clone(),
        }
    }
}

/// A place where files may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A stick, a card, a disc or a camera.
    Removable,
    /// The person's pictures.
    Pictures,
    /// The person's documents.
    Documents,
    /// What the person downloaded.
    Downloads,
}

/// A place with the files found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Its own name, such as a stick's label.
    pub name: String,
    /// The files, the newest first.
    pub files: Vec<FoundFile>,
}

/// A file that a person may choose.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// When it last changed: RFC 3339.
    pub changed_at: String,
}

/// Names of files belong into no log.
impl fmt::Debug for FoundFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FoundFile({} bytes)", self.size)
    }
}

/// A file of a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is called in the record.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// Names of files belong into no log.
impl fmt::Debug for Attached {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Attached({} bytes)", self.size)
    }
}

/// The largest file that is put with a record.
pub const FILE_BYTES_MAX: u64 = 100_000_000;

/// Why a file could not be put with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachTrouble {
    /// It is gone or cannot be read: a stick was pulled out.
    Unreadable,
    /// It is a picture that is damaged, or of an unknown format.
    Damaged,
    /// It is larger than [`FILE_BYTES_MAX`].
    TooLarge,
    /// It is a picture that is too large to be prepared.
    PictureTooLarge,
    /// The disk is full.
    DiskFull,
    /// Anything else.
    Other,
}
