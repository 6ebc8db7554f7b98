//! The files of a pack as they are handed in, and how much of them is taken.

use std::collections::BTreeMap;

/// The files of one pack, whether they lie in a folder, a zip or memory.
///
/// Paths are relative to the root of the pack, with `/` between the parts.
pub trait PackFiles {
    /// The bytes of one file; `None` when there is none or it cannot be read.
    fn read(&self, path: &str) -> Option<Vec<u8>>;

    /// The paths, from the root of the pack, of all files in this folder and the folders below it, in any order.
    ///
    /// Over a disk or an archive, stop soon after [`limits::FILES_MAX`]: more are not taken.
    fn list(&self, under: &str) -> Vec<String>;

    /// The size of one file, if it is known without reading it.
    ///
    /// Answer it over disks and archives: a file over its limit is then refused before it is taken into memory.
    fn size(&self, path: &str) -> Option<u64> {
        let _ = path;
        None
    }
}

impl PackFiles for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.get(path).cloned()
    }

    fn list(&self, under: &str) -> Vec<String> {
        let folder = format!("{}/", under.trim_end_matches('/'));
        self.range(folder.clone()..)
            .map(|(path, _)| path)
            .take_while(|path| path.starts_with(&folder))
            .cloned()
            .collect()
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.get(path).map(|bytes| bytes.len() as u64)
    }
}

/// The bounds of a pack.
pub mod limits {
    /// `city.toml` and `services.toml`, bytes each.
    pub const MANIFEST_BYTES_MAX: usize = 256 * 1024;
    /// One form, bytes.
    pub const FORM_BYTES_MAX: usize = 10 * 1024 * 1024;
    /// One media file of a form, bytes.
    pub const MEDIA_BYTES_MAX: usize = 16 * 1024 * 1024;
    /// One file of words, bytes.
    pub const WORDS_BYTES_MAX: usize = 1024 * 1024;
    /// One recording of a phrase, bytes: half a minute of speech.
    pub const PROMPT_BYTES_MAX: usize = 256 * 1024;
    /// All files together, bytes: the smallest machine has 2 GB for everything.
    pub const PACK_BYTES_MAX: usize = 128 * 1024 * 1024;
    /// Files listed in one folder of the pack.
    pub const FILES_MAX: usize = 5_000;
    /// Languages a city may declare.
    pub const LANGUAGES_MAX: usize = 32;
    /// Sectors, services or further telephones.
    pub const ENTRIES_MAX: usize = 500;
    /// Tiles that fit one page.
    pub const TILES_MAX: usize = 8;
    /// A name on a tile, characters.
    pub const NAME_CHARS_MAX: usize = 60;
    /// A description, characters.
    pub const DESCRIPTION_CHARS_MAX: usize = 300;
    /// A path inside the pack, bytes.
    pub const PATH_BYTES_MAX: usize = 240;
}

/// Says what makes a path unsafe to use on any system, if anything does.
pub(crate) fn unsafe_path(path: &str) -> Option<&'static str> {
    if path.len() > limits::PATH_BYTES_MAX {
        return Some("is too long");
    }
    if path.starts_with('/') || path.contains(['\\', ':']) {
        return Some("is not relative to the pack");
    }
    if path.chars().any(char::is_control) {
        return Some("holds control characters");
    }
    let odd_part = |part: &str| part.is_empty() || part == "." || part == "..";
    path.split('/')
        .any(odd_part)
        .then_some("leads out of its folder")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_a_folder_and_nothing_beside_it() {
        let mut files = BTreeMap::new();
        for path in ["forms/a.xml", "forms/a-media/b.png", "forms-old/c.xml", "z"] {
            files.insert(path.to_owned(), vec![1]);
        }
        assert_eq!(files.list("forms"), ["forms/a-media/b.png", "forms/a.xml"]);
        assert_eq!(files.size("z"), Some(1));
    }

    #[test]
    fn paths_that_leave_the_pack_are_unsafe() {
        for path in [
            "../a",
            "a/../b",
            "/etc/passwd",
            "a\\b",
            "c:a",
            "a//b",
            "a/",
            "a\0b",
            "",
        ] {
            assert!(unsafe_path(path).is_some(), "{path:?}");
        }
        assert_eq!(unsafe_path("forms/a-media/소리.opus"), None);
    }
}
