//! Takes files into memory within the limits, and collects what is wrong with them.

use std::collections::BTreeSet;

use crate::files::{PackFiles, limits, unsafe_path};
use crate::problem::{Effect, PackError, Problems, quoted};

/// A text file of the pack, kept to find lines in.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Where each line break is, so that a file with many problems is not counted through for each.
    breaks: Vec<usize>,
}

impl TextFile {
    fn new(path: &str, text: String) -> TextFile {
        let breaks = text.match_indices('\n').map(|(at, _)| at).collect();
        TextFile {
            path: path.to_owned(),
            text,
            breaks,
        }
    }

    /// The line, from 1, of a byte offset; the last line for offsets behind the end.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let before = self.breaks.partition_point(|at| *at < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// One reading of one pack: its files, what is left of the byte budget, and the problems so far.
pub(crate) struct Loader<'a> {
    files: &'a dyn PackFiles,
    bytes_left: usize,
    pub(crate) problems: Problems,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(files: &'a dyn PackFiles) -> Loader<'a> {
        Loader {
            files,
            bytes_left: limits::PACK_BYTES_MAX,
            problems: Problems::default(),
        }
    }

    /// Notes a problem with a file as a whole.
    pub(crate) fn file_problem(
        &mut self,
        effect: Effect,
        path: &str,
        what: impl Into<String>,
        cure: impl Into<String>,
    ) {
        self.problems.push(PackError {
            effect,
            file: shown_path(path),
            line: None,
            what: what.into(),
            cure: cure.into(),
        });
    }

    /// The bytes of a file that is there and within `bytes_max` and the pack's budget.
    ///
    /// `None` without a problem when there is no such file; with one, of this effect, when it is too big.
    pub(crate) fn bytes(
        &mut self,
        path: &str,
        bytes_max: usize,
        effect: Effect,
    ) -> Option<Vec<u8>> {
        let fits = |size: u64| size <= bytes_max as u64;
        let (size, bytes) = match self.files.size(path) {
            Some(size) if !fits(size) => (size, Vec::new()),
            _ => {
                let bytes = self.files.read(path)?;
                (bytes.len() as u64, bytes)
            }
        };
        if !fits(size) {
            let what = format!("the file has {size} bytes, more than {bytes_max}");
            self.file_problem(effect, path, what, "make it smaller");
            return None;
        }
        let Some(left) = self.bytes_left.checked_sub(bytes.len()) else {
            let what = format!(
                "with this file the pack has more than {} bytes",
                limits::PACK_BYTES_MAX
            );
            self.file_problem(effect, path, what, "take something out of the pack");
            return None;
        };
        self.bytes_left = left;
        Some(bytes)
    }

    /// The text of a file within the limits, without byte order mark.
    pub(crate) fn text(
        &mut self,
        path: &str,
        bytes_max: usize,
        effect: Effect,
    ) -> Option<TextFile> {
        let bytes = self.bytes(path, bytes_max, effect)?;
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Some(TextFile::new(path, text))
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let before = error.as_bytes().iter().take(valid);
                let breaks = before.filter(|byte| **byte == b'\n').count();
                self.problems.push(PackError {
                    effect,
                    file: shown_path(path),
                    line: u32::try_from(breaks + 1).ok(),
                    what: "the text is not UTF-8".into(),
                    cure: "save the file as UTF-8".into(),
                });
                None
            }
        }
    }

    /// The safe paths below a folder, sorted, each once; the others are dropped with a remark.
    pub(crate) fn list(&mut self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let mut safe = BTreeSet::new();
        for path in self.files.list(folder) {
            let wrong = match unsafe_path(&path) {
                None if !path.starts_with(&prefix) => Some("lies in another folder"),
                other => other,
            };
            if let Some(wrong) = wrong {
                let what = format!("the file name {} {wrong}", quoted(&path));
                self.file_problem(Effect::Dropped, folder, what, "rename the file");
            } else if safe.len() < limits::FILES_MAX {
                safe.insert(path);
            } else if !safe.contains(&path) {
                let what = format!("the folder holds more than {} files", limits::FILES_MAX);
                self.file_problem(Effect::Dropped, folder, what, "take files out of it");
                break;
            }
        }
        safe.into_iter().collect()
    }
}

/// Paths stand in messages; a listed one may hold anything.
fn shown_path(path: &str) -> String {
    match unsafe_path(path) {
        None => path.to_owned(),
        Some(_) => quoted(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Files that know their size but must not be read.
    struct Huge;

    impl PackFiles for Huge {
        fn read(&self, path: &str) -> Option<Vec<u8>> {
            panic!("{path} is too big to be read")
        }
        fn list(&self, _under: &str) -> Vec<String> {
            vec![
                "../../etc/passwd".into(),
                "forms/a.xml".into(),
                "elsewhere/b.xml".into(),
            ]
        }
        fn size(&self, _path: &str) -> Option<u64> {
            Some(u64::MAX)
        }
    }

    #[test]
    fn huge_files_are_never_read() {
        let mut loader = Loader::new(&Huge);
        assert_eq!(loader.bytes("city.toml", 10, Effect::Refused), None);
        assert!(loader.problems.refused());
    }

    #[test]
    fn only_safe_paths_of_the_folder_are_listed() {
        let mut loader = Loader::new(&Huge);
        assert_eq!(loader.list("forms"), ["forms/a.xml"]);
        assert_eq!(loader.problems.finish().len(), 2);
    }

    #[test]
    fn names_the_line_that_is_not_utf8() {
        let mut files = BTreeMap::new();
        files.insert("a".to_owned(), b"one\ntwo\nthr\xffee".to_vec());
        let mut loader = Loader::new(&files);
        assert!(loader.text("a", 100, Effect::Dropped).is_none());
        let problems = loader.problems.finish();
        assert_eq!(problems.first().and_then(|one| one.line), Some(3));
    }

    #[test]
    fn the_whole_pack_is_bounded() {
        let mut files = BTreeMap::new();
        files.insert("a".to_owned(), vec![0; limits::PACK_BYTES_MAX / 2 + 1]);
        let mut loader = Loader::new(&files);
        let max = limits::PACK_BYTES_MAX;
        assert!(loader.bytes("a", max, Effect::Dropped).is_some());
        assert!(loader.bytes("a", max, Effect::Dropped).is_none());
        assert!(!loader.problems.refused());
    }
}
