//! What came of a file before the line was cut: kept on the disk, so that the next try need not begin anew.
//!
//! A file of a form is known by the hash of its bytes, so whatever is kept is proven when the file is whole; no tag of
//! the server has to be remembered. Servers that know no ranges (ODK Central) send it all once more.

use reqwest::header::CONTENT_RANGE;
use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Shorter files are not worth a write to the disk.
const BYTES_MIN: usize = 256 * 1024;
/// How much comes before it is written down.
const STEP_BYTES: usize = 256 * 1024;
/// How long a beginning is kept that nobody asks for any more.
const AGE_MAX: Duration = Duration::from_secs(14 * 24 * 3600);

/// The folder of beginnings.
#[derive(Clone, Debug)]
pub(super) struct Partials(PathBuf);

/// The beginning of one file.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    begun: Vec<u8>,
    kept: usize,
    file: Option<File>,
    is_broken: bool,
}

impl Partials {
    pub(super) fn below(folder: &Path) -> Partials {
        let partials = Partials(folder.join("partial"));
        partials.tidy();
        partials
    }

    /// The beginning of the file with this hash, if there may be one; it never makes a whole of more than `max` bytes.
    pub(super) fn open(&self, hash: &str, max: usize) -> Option<Partial> {
        let digits = hash.strip_prefix("md5:")?;
        let is_name = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_name {
            return None;
        }
        let path = self.0.join(digits);
        let is_fit = fs::metadata(&path).is_ok_and(|found| found.len() < max as u64);
        let begun = if is_fit {
            fs::read(&path).unwrap_or_default()
        } else {
            Vec::new()
        };
        Some(Partial {
            path,
            kept: begun.len(),
            begun,
            file: None,
            is_broken: false,
        })
    }

    /// Throws away what nobody went on with.
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return;
        };
        for entry in entries.flatten() {
            let changed = entry.metadata().and_then(|found| found.modified());
            let age = changed
                .ok()
                .and_then(|at| SystemTime::now().duration_since(at).ok());
            if age.is_some_and(|age| age > AGE_MAX) {
                // It goes the next time if not now.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

impl Partial {
    /// How much is here.
    pub(super) fn len(&self) -> usize {
        self.begun.len()
    }

    /// Keeps what has come by now. A disk that does not take it costs the resumption and nothing else.
    pub(super) fn keep(&mut self, body: &[u8]) {
        let is_due = body.len() >= BYTES_MIN && body.len() >= self.kept + STEP_BYTES;
        if self.is_broken || !is_due {
            return;
        }
        let kept = self.write(body);
        self.is_broken = kept.is_err();
        self.kept = body.len();
    }

    fn write(&mut self, body: &[u8]) -> std::io::Result<()> {
        if self.file.is_none() {
            if let Some(folder) = self.path.parent() {
                fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(folder)?;
            }
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false).mode(0o600);
            self.file = Some(options.open(&self.path)?);
        }
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        file.set_len(self.kept as u64)?;
        file.seek(SeekFrom::Start(self.kept as u64))?;
        file.write_all(body.get(self.kept..).unwrap_or_default())
    }

    /// It is whole, or of no use.
    pub(super) fn forget(self) {
        drop(self.file);
        // Most files never had a beginning on the disk.
        let _ = fs::remove_file(&self.path);
    }

    fn begin_anew(&mut self) {
        self.begun.clear();
        self.kept = 0;
    }
}

/// What stands before the first byte of an answer: what is here already, if the answer goes on from there.
pub(super) fn begun(response: &reqwest::Response, partial: Option<&mut Partial>) -> Vec<u8> {
    let Some(partial) = partial else {
        return Vec::new();
    };
    let range = response.headers().get(CONTENT_RANGE);
    let range = range.and_then(|value| value.to_str().ok());
    let goes_on = response.status() == 206
        && range.is_some_and(|range| range.starts_with(&format!("bytes {}-", partial.len())));
    if !goes_on {
        partial.begin_anew();
    }
    std::mem::take(&mut partial.begun)
}
