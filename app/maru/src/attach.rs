//! A file that a person chose, on its way into a draft.

use maru_desk::FILE_BYTES_MAX;
use maru_picture::{PictureError, Wishes};
use maru_store::{RecordId, Store, StoreError};
use maru_sync::Attachment;
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// The most bytes of a picture that are read into memory: more than any camera's.
const PICTURE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How many names are tried.
const NAMES_MAX: u64 = 1000;

/// Why a file cannot be attached.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// It cannot be read: the stick is gone.
    #[error("the file cannot be read: {0}")]
    Source(io::Error),
    /// It is a picture that cannot be sent.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It is larger than any city takes.
    #[error("the file has more than 100 MB")]
    TooLarge,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Attaches a file to a draft under a new name, `<stem>.<ending>`; when this returns, it is on the
/// disk, and the draft that names it may be saved. Pictures are prepared as wished, everything else is taken as it is.
///
/// A large picture takes seconds on an old machine: call it from a thread that may wait, with a store of its own.
pub fn attach(
    store: &mut Store,
    record: RecordId,
    (path, media_type): (&Path, &str),
    wishes: &Wishes,
    stem: &str,
) -> Result<Attachment, AttachError> {
    let mut file = File::open(path).map_err(AttachError::Source)?;
    let size = file.metadata().map_err(AttachError::Source)?.len();
    if size > FILE_BYTES_MAX {
        return Err(AttachError::TooLarge);
    }
    let is_picture = ["image/jpeg", "image/png", "image/webp", "image/gif"].contains(&media_type);
    if is_picture && size <= PICTURE_BYTES_MAX {
        let mut bytes = Vec::new();
        let mut source = file.take(PICTURE_BYTES_MAX);
        source
            .read_to_end(&mut bytes)
            .map_err(AttachError::Source)?;
        let picture = maru_picture::prepare(bytes, wishes)?;
        let name = free_name(store, record, stem, picture.format.extension())?;
        let mut bytes = picture.bytes.as_slice();
        return Ok(store.attach(record, &name, picture.format.media_type(), &mut bytes)?);
    }
    if is_picture {
        // Unread, nobody knows what the camera noted in it.
        return Err(PictureError::TooManyBytes.into());
    }
    let name = free_name(store, record, stem, &ending(path))?;
    Ok(store.attach(record, &name, media_type, &mut file)?)
}

/// A name that no other file of the record has.
fn free_name(
    store: &Store,
    record: RecordId,
    stem: &str,
    ending: &str,
) -> Result<String, StoreError> {
    let taken = store.attachments(record)?;
    let names = (1..=NAMES_MAX).map(|number| match number {
        1 => format!("{stem}.{ending}"),
        number => format!("{stem}-{number}.{ending}"),
    });
    let mut free = names.filter(|name| taken.iter().all(|attachment| attachment.name != *name));
    free.next().ok_or(StoreError::NameTaken { id: record })
}

/// How the file's own name ends, if that can stand in a name; the rest of it may say whose it is, and stays here.
fn ending(path: &Path) -> String {
    let own = path.extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| {
        ending.len() <= 10 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    own.filter(is_plain)
        .map_or_else(|| "bin".to_owned(), str::to_ascii_lowercase)
}
