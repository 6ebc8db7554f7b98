//! Where a person's data lie, and the settings in them.

use maru_desk::Settings;
use maru_store::{DamageSetAside, Store, StoreError};
use std::{
    env,
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// The key under which the settings are kept.
const SETTINGS: &str = "settings";

/// The folder of a person's data: `$XDG_DATA_HOME/maru`, else `~/.local/share/maru`.
pub fn default_folder() -> PathBuf {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_else(|| PathBuf::from("."))
        .join("maru")
}

/// The file whose lock says that a Maru is at work on a folder.
const LOCK: &str = "maru.lock";

/// Another Maru is at work on the same data.
#[derive(Debug, thiserror::Error)]
#[error(
    "Maru is already open with the data in {}; close the other one first, or name another folder with --data FOLDER",
    .0.display()
)]
pub struct InUse(pub PathBuf);

/// Keeps every other Maru from a person's data for as long as the file lives; the kernel lets go of it even when the
/// program is killed.
///
/// A disk that knows no locks, or takes no file, keeps nobody from their forms: the store says what is wrong with it.
pub fn lock(folder: &Path) -> Result<Option<File>, InUse> {
    let locked = lock_file(folder).and_then(|file| match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    });
    match locked {
        Ok(Some(file)) => Ok(Some(file)),
        Ok(None) => Err(InUse(folder.to_owned())),
        Err(error) => {
            tracing::warn!(code = "no-lock", "{}: {error}", folder.display());
            Ok(None)
        }
    }
}

fn lock_file(folder: &Path) -> io::Result<File> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(folder.join(LOCK))
}

/// The settings that were kept. Ones that cannot be read are as good as none.
pub fn settings(store: &Store) -> Result<Option<Settings>, StoreError> {
    Ok(store
        .setting(SETTINGS)?
        .and_then(|value| serde_json::from_value(value).ok()))
}

/// Keeps the settings.
pub fn keep_settings(store: &Store, settings: &Settings) -> Result<(), StoreError> {
    let value = serde_json::to_value(settings).unwrap_or_default();
    store.set_setting(SETTINGS, &value)
}

/// The key under which it is kept, with which account the form list came.
const ACCOUNT: &str = "sync.account";

/// Notes with which account the city is spoken to. Another one may offer other forms, and has no file yet.
pub fn note_account(store: &Store, base_url: &str) -> Result<(), StoreError> {
    // A hash, for the address may hold a token.
    let account = serde_json::Value::from(maru_sync::md5_name(base_url.as_bytes()));
    if store.setting(ACCOUNT)?.as_ref() != Some(&account) {
        store.forget_server()?;
        store.set_setting(ACCOUNT, &account)?;
    }
    Ok(())
}

/// Tells the operator that a damaged store was put aside, and where it is.
pub fn log_set_aside(aside: &DamageSetAside) {
    tracing::error!(
        code = "store-set-aside",
        path = %aside.path.display(),
        records = aside.carried.records,
        whole = aside.carried.is_whole,
        "{}",
        aside.what
    );
}

/// The language that the computer is set to, if it is offered in this city; else the first that is.
pub fn language(city: &maru_city::City, wanted: Option<&str>) -> String {
    let wanted = language_of_computer(wanted);
    let offered = maru_desk::languages(city);
    let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    let same = offered.iter().find(|tag| tag.eq_ignore_ascii_case(&wanted));
    let near = || offered.iter().find(|tag| primary(tag) == primary(&wanted));
    let found = same.or_else(near).or(offered.first());
    found.map_or_else(|| "en".to_owned(), Clone::clone)
}

/// The language that is wanted, or that the computer is set to; `und` if it is set to none.
pub fn language_of_computer(wanted: Option<&str>) -> String {
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok());
    let tag = |locale: &str| {
        let tag = locale.split(['.', '@']).next().unwrap_or_default();
        tag.replace('_', "-")
    };
    wanted
        .map(str::to_owned)
        .or(environment.as_deref().map(tag))
        .unwrap_or_else(|| "und".to_owned())
}

/// Now, as the store keeps it.
pub fn now() -> String {
    jiff::Timestamp::now().to_string()
}

#[cfg(test)]
mod tests {
    use super::{InUse, lock};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn only_one_has_the_data_at_a_time() {
        let folder = std::env::temp_dir().join(format!("maru-lock-{}", uuid::Uuid::new_v4()));
        let first = lock(&folder).expect("nobody is there");
        assert!(first.is_some());
        let mode = std::fs::metadata(&folder)
            .expect("the folder is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
        let refused = lock(&folder).expect_err("the first is still there");
        assert!(refused.to_string().contains("already open"), "{refused}");
        let InUse(named) = refused;
        assert_eq!(named, folder);
        drop(first);
        assert!(lock(&folder).expect("it is gone").is_some());
        std::fs::remove_dir_all(&folder).expect("it is ours");
    }

    #[test]
    fn a_disk_that_takes_no_lock_keeps_nobody_out() {
        assert!(
            lock(std::path::Path::new("/proc/maru"))
                .expect("nobody can be there")
                .is_none()
        );
    }
}
