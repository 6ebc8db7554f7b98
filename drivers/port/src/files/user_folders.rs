//! The person's folders, whatever they are called in their language: `user-dirs.dirs` (xdg-user-dirs).

use super::{Place, PlaceKind};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folders, what the file calls them, and their names where it does not.
const FOLDERS: [(PlaceKind, &str, &str); 3] = [
    (PlaceKind::Pictures, "XDG_PICTURES_DIR", "Pictures"),
    (PlaceKind::Documents, "XDG_DOCUMENTS_DIR", "Documents"),
    (PlaceKind::Downloads, "XDG_DOWNLOAD_DIR", "Downloads"),
];

/// The folders of a person with this home, and the configuration in this folder or in its usual one.
pub(super) fn of(home: &Path, config: Option<&Path>) -> Vec<Place> {
    let config = config.map_or_else(|| home.join(".config"), Path::to_owned);
    let text = fs::read_to_string(config.join("user-dirs.dirs")).unwrap_or_default();
    let place = |(kind, key, usual): (PlaceKind, &str, &str)| {
        let set = text.lines().find_map(|line| value(line, key, home));
        let path = set.unwrap_or_else(|| home.join(usual));
        // A folder that is switched off is set to the home itself.
        let name = path.file_name().filter(|_| path != home)?.to_string_lossy();
        Some(Place {
            kind,
            name: name.into_owned(),
            path,
        })
    };
    FOLDERS.into_iter().filter_map(place).collect()
}

/// Reads `KEY="$HOME/..."` or `KEY="/..."`; the file knows no other forms.
fn value(line: &str, key: &str, home: &Path) -> Option<PathBuf> {
    let text = line.trim().strip_prefix(key)?.strip_prefix('=')?;
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    match text.strip_prefix("$HOME") {
        Some(rest) => Some(home.join(rest.trim_matches('/')).components().collect()),
        None => text.starts_with('/').then(|| PathBuf::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_folders_under_their_own_names() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        fs::create_dir(home.join(".config")).unwrap();
        let text = "# written by xdg-user-dirs-update\nXDG_PICTURES_DIR=\"$HOME/사진\"\n\
                    XDG_DOWNLOAD_DIR=\"/data/down\"\nXDG_DOCUMENTS_DIR=\"$HOME/\"\n";
        fs::write(home.join(".config/user-dirs.dirs"), text).unwrap();
        let found = of(home, None);
        let shown: Vec<(PlaceKind, &str, &Path)> = found
            .iter()
            .map(|place| (place.kind, place.name.as_str(), place.path.as_path()))
            .collect();
        let expected = [
            (PlaceKind::Pictures, "사진", home.join("사진")),
            (PlaceKind::Downloads, "down", PathBuf::from("/data/down")),
        ];
        let expected = expected
            .each_ref()
            .map(|(kind, name, path)| (*kind, *name, path.as_path()));
        assert_eq!(shown, expected);
        let names: Vec<String> = of(Path::new("/home/ann"), Some(Path::new("/nowhere")))
            .into_iter()
            .map(|place| place.name)
            .collect();
        assert_eq!(names, ["Pictures", "Documents", "Downloads"]);
    }
}
