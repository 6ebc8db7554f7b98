//! Settings: JSON by key.

use rusqlite::{OptionalExtension, named_params};
use serde_json::Value;

use crate::error::StoreError;
use crate::open::Store;
use crate::statement::sql;

impl Store {
    /// Returns a setting; `None` when it was never set.
    pub fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("setting/get"))?;
        let text: Option<String> = statement
            .query_row(named_params! { ":key": key }, |row| row.get(0))
            .optional()?;
        let parse = |text: String| {
            serde_json::from_str(&text).map_err(|_| StoreError::damaged("a setting is no JSON"))
        };
        text.map(parse).transpose()
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
