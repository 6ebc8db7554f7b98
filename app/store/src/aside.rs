//! Putting out of the way what is damaged: renamed, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::files::{AttachmentFiles, sync_folder};

/// Renames the database and what SQLite keeps beside it, so that a tool can still open it as one.
pub(crate) fn set_aside(path: &Path, now: &str) -> std::io::Result<PathBuf> {
    let aside = free_name_beside(path, now)?;
    // The database first: a log without its database is never taken for the log of a new one.
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    path.parent().map_or(Ok(()), sync_folder)?;
    Ok(aside)
}

/// Renames the folder of the attachments before a new database is made, to which every one of them is garbage; returns
/// where it is now, if there was one.
pub(crate) fn set_files_aside(
    files: &AttachmentFiles,
    now: &str,
) -> Result<Option<PathBuf>, StoreError> {
    let folder = files.folder();
    let rename = || -> std::io::Result<PathBuf> {
        let aside = free_name_beside(folder, now)?;
        fs::rename(folder, &aside)?;
        folder.parent().map_or(Ok(()), sync_folder)?;
        Ok(aside)
    };
    if files.exists() {
        rename().map(Some).map_err(StoreError::files)
    } else {
        Ok(None)
    }
}

/// Returns a dated name that nothing has.
fn free_name_beside(path: &Path, now: &str) -> std::io::Result<PathBuf> {
    let stamp: String = now
        .chars()
        .take(40)
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let name = |count: u32| {
        let suffix = if count == 1 {
            String::new()
        } else {
            format!("-{count}")
        };
        beside(path, &format!(".damaged-{stamp}{suffix}"))
    };
    let mut free = (1..=1000).map(name).filter(|candidate| !candidate.exists());
    free.next()
        .ok_or_else(|| std::io::ErrorKind::AlreadyExists.into())
}

/// The name of a file with something behind it.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
