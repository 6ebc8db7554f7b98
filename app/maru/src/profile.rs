//! Where a person's data lie, and the settings in them.

use maru_desk::Settings;
use maru_store::{Store, StoreError};
use std::{env, path::PathBuf};

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

/// The language that the computer is set to, if the city speaks it; else the city's first.
pub fn language(city: &maru_city::City, wanted: Option<&str>) -> String {
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok());
    let tag = |locale: &str| {
        locale
            .split(['.', '@'])
            .next()
            .unwrap_or_default()
            .replace('_', "-")
    };
    let wanted = wanted
        .map(str::to_owned)
        .or(environment.as_deref().map(tag));
    let found = wanted
        .as_deref()
        .and_then(|wanted| city.language_for(wanted))
        .or(city.languages.first());
    found.map_or_else(|| "ko".to_owned(), |lang| lang.as_str().to_owned())
}

/// Now, as the store keeps it.
pub fn now() -> String {
    jiff::Timestamp::now().to_string()
}
