//! City packs in folders.

use maru_city::{City, PackError, PackFiles, limits};
use std::{
    fs::{self, File, Metadata},
    io::Read,
    path::{Component, Path, PathBuf},
};

/// A pack in a folder.
pub struct Folder(pub PathBuf);

impl Folder {
    /// What a name in the pack stands for, with its path. Links are not followed: they may lead out of the pack, or in
    /// circles, or to what never ends.
    fn find(&self, name: &str) -> Option<(PathBuf, Metadata)> {
        let mut path = self.0.clone();
        let mut found = fs::metadata(&path).ok()?;
        for part in Path::new(name).components() {
            let Component::Normal(part) = part else {
                return None;
            };
            path.push(part);
            found = fs::symlink_metadata(&path).ok()?;
            if found.is_symlink() {
                return None;
            }
        }
        Some((path, found))
    }

    fn file(&self, name: &str) -> Option<(PathBuf, Metadata)> {
        self.find(name).filter(|(_, found)| found.is_file())
    }
}

impl PackFiles for Folder {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let (path, _) = self.file(path)?;
        let mut bytes = Vec::new();
        // No file of a pack may be larger than all of it.
        let mut file = File::open(path)
            .ok()?
            .take(limits::PACK_BYTES_MAX as u64 + 1);
        file.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn list(&self, under: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![under.trim_end_matches('/').to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = self
                .find(&folder)
                .and_then(|(path, _)| fs::read_dir(path).ok());
            for entry in entries.into_iter().flatten().flatten() {
                let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string())
                else {
                    continue;
                };
                let name = format!("{folder}/{name}");
                if kind.is_dir() {
                    folders.push(name);
                } else if kind.is_file() {
                    found.push(name);
                }
                if found.len() > limits::FILES_MAX {
                    return found;
                }
            }
        }
        found
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.file(path).map(|(_, found)| found.len())
    }
}

/// Why there is no city.
#[derive(Debug, thiserror::Error)]
pub enum PackTrouble {
    /// No pack was found where one is looked for.
    #[error("no city pack was found; name one with --city FOLDER")]
    NoPack,
    /// The pack cannot be used.
    #[error("the city pack {folder} cannot be used:\n{}", list(.problems))]
    Broken {
        /// Which.
        folder: PathBuf,
        /// All that is wrong with it.
        problems: Vec<PackError>,
    },
}

fn list(problems: &[PackError]) -> String {
    problems
        .iter()
        .map(|problem| format!("  {problem}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads the city from the folder named, or from where packs are installed.
pub fn read(named: Option<&Path>) -> Result<(City, Vec<PackError>), PackTrouble> {
    let folder = match named {
        Some(folder) => folder.to_owned(),
        None => installed()
            .into_iter()
            .find(|folder| folder.join("city.toml").is_file())
            .ok_or(PackTrouble::NoPack)?,
    };
    match City::read(&Folder(folder.clone())) {
        Ok(read) => Ok((read.city, read.remarks)),
        Err(problems) => Err(PackTrouble::Broken { folder, problems }),
    }
}

/// Beside the program, as installed; in the folder one stands in, as checked out.
fn installed() -> Vec<PathBuf> {
    let beside = std::env::current_exe().ok();
    let beside = beside
        .as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent);
    beside
        .map(|prefix| prefix.join("share/maru/city"))
        .into_iter()
        .chain([PathBuf::from("assets/city")])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_outside_a_pack_is_read_and_nothing_without_an_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let pack = folder.path().join("pack");
        fs::create_dir_all(pack.join("forms")).expect("a folder");
        fs::write(pack.join("forms/a.xml"), "<a/>").expect("a file");
        symlink("/", pack.join("locales")).expect("a link");
        symlink("/dev/zero", pack.join("city.toml")).expect("a link");
        let socket = pack.join("services.toml");
        let _listener = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
        // The pack itself may be a link, as an administrator may set it.
        symlink(&pack, folder.path().join("city")).expect("a link");
        let city = Folder(folder.path().join("city"));
        assert_eq!(city.list("forms"), ["forms/a.xml"]);
        assert_eq!(city.read("forms/a.xml").as_deref(), Some(&b"<a/>"[..]));
        for name in [
            "city.toml",
            "services.toml",
            "locales/etc/hostname",
            "../pack/forms/a.xml",
            "/etc/hostname",
        ] {
            assert_eq!(city.read(name), None, "{name}");
            assert_eq!(city.size(name), None, "{name}");
        }
        assert!(city.list("locales").is_empty());
    }
}
