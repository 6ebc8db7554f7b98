//! What is plugged in: `/proc/self/mountinfo` (proc_pid_mountinfo(5)).

use super::{Place, PlaceKind};
use std::{
    ffi::OsString,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
};

/// Where desktops mount what a person plugs in.
const ABOVE: [&str; 2] = ["/media", "/run/media"];

/// The removable media of a table of mounts, in its order, each once.
pub(super) fn removable(table: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for path in table.lines().filter_map(mount_point) {
        let is_removable = ABOVE.iter().any(|above| {
            path.strip_prefix(above)
                .is_ok_and(|rest| rest != Path::new(""))
        });
        let is_new = places.iter().all(|place| place.path != path);
        let name = path.file_name().map(|name| name.to_string_lossy());
        if let (true, true, Some(name)) = (is_removable, is_new, name) {
            places.push(Place {
                kind: PlaceKind::Removable,
                name: name.into_owned(),
                path,
            });
        }
    }
    places
}

/// The fifth field of a line: the mount point.
fn mount_point(line: &str) -> Option<PathBuf> {
    let bytes = unescaped(line.split(' ').nth(4)?.as_bytes());
    Some(PathBuf::from(OsString::from_vec(bytes)))
}

/// Undoes the octal escapes of space, tab, line feed and backslash.
fn unescaped(field: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let [first, behind @ ..] = rest {
        let escaped = match rest {
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] => {
                Some((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'))
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = match escaped {
            Some(_) => rest.get(4..).unwrap_or_default(),
            None => behind,
        };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_plugged_in_and_nothing_else() {
        let table = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
90 22 8:17 / /media/ann/MY\\040STICK rw,nosuid shared:50 - vfat /dev/sdb1 rw
91 22 8:18 / /run/media/ann/\\355\\225\\234\\134x rw - exfat /dev/sdb2 rw
92 22 8:19 / /mediaeval rw - ext4 /dev/sdc1 rw
93 22 8:20 / /media rw - tmpfs tmpfs rw
94 22 8:17 / /media/ann/MY\\040STICK rw - vfat /dev/sdb1 rw
short line
";
        let found = removable(table);
        let shown: Vec<(&str, &str)> = found
            .iter()
            .map(|place| (place.name.as_str(), place.path.to_str().unwrap()))
            .collect();
        let expected = [
            ("MY STICK", "/media/ann/MY STICK"),
            ("한\\x", "/run/media/ann/한\\x"),
        ];
        assert_eq!(shown, expected);
        assert_eq!(removable(""), []);
    }
}
