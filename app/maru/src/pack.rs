//! City packs in folders.

use maru_city::{City, PackError, PackFiles};
use std::{
    fs,
    path::{Component, Path, PathBuf},
};

/// A pack in a folder.
pub struct Folder(pub PathBuf);

impl Folder {
    /// The path of a file in the pack, if it stays in it.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let inside = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| self.0.join(name))
    }
}

impl PackFiles for Folder {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.path(path)?).ok()
    }

    fn list(&self, under: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![under.trim_end_matches('/').to_owned()];
        while let Some(folder) = folders.pop() {
            let Some(entries) = self.path(&folder).and_then(|path| fs::read_dir(path).ok()) else {
                continue;
            };
            for entry in entries.flatten() {
                let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string())
                else {
                    continue;
                };
                let name = format!("{folder}/{name}");
                // Links are not followed: they may lead out of the pack, or in circles.
                if kind.is_dir() {
                    folders.push(name);
                } else if kind.is_file() {
                    found.push(name);
                }
            }
        }
        found
    }

    fn size(&self, path: &str) -> Option<u64> {
        fs::metadata(self.path(path)?).ok().map(|file| file.len())
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
