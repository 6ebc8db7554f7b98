//! Settings: JSON by key. One that the disk has hurt is as good as none: nothing is to stop for it.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, named_params};
use serde_json::Value;

use crate::error::StoreError;
use crate::open::Store;
use crate::record::read_text;
use crate::statement::sql;

impl Store {
    /// Returns a setting; `None` when it was never set, or cannot be read: see [`Store::unreadable_settings`].
    pub fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("setting/get"))?;
        let values = named_params! { ":key": key };
        let found = statement.query_row(values, read_value).optional()?;
        Ok(found.flatten())
    }

    /// Returns the keys of the settings that cannot be read, for the operator.
    pub fn unreadable_settings(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("setting/all"))?;
        let is_readable = |row: &Row<'_>| Ok((read_text(row, "key")?, read_value(row)?.is_some()));
        let all = statement.query_map([], is_readable)?;
        let all: Vec<(Option<String>, bool)> = all.collect::<Result<_, _>>()?;
        let unreadable = all.into_iter().filter(|(_, is_readable)| !is_readable);
        Ok(unreadable.filter_map(|(key, _)| key).collect())
    }

    /// Keeps a setting.
    pub fn set_setting(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("setting/set"))?;
        statement.execute(named_params! { ":key": key, ":value": value.to_string() })?;
        Ok(())
    }

    /// Forgets a setting.
    pub fn remove_setting(&self, key: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(sql!("setting/remove"))?
            .execute(named_params! { ":key": key })?;
        Ok(())
    }
}

fn read_value(row: &Row<'_>) -> rusqlite::Result<Option<Value>> {
    Ok(match row.get_ref("value")? {
        ValueRef::Text(bytes) => serde_json::from_slice(bytes).ok(),
        _ => None,
    })
}
