//! The integer keys of concepts. Concepts are only ever added.

use crate::keys::Pool;
use crate::{Arg, Store, StoreError};
use std::collections::HashMap;

impl Store {
    /// The integer keys of these concepts; unknown ones are added.
    pub async fn concept_keys(&self, ids: &[&str]) -> Result<HashMap<String, i64>, StoreError> {
        let rows = self
            .rows("SELECT key, id FROM concept ORDER BY key", &[])
            .await?;
        let known = rows
            .iter()
            .map(|row| Ok((row.text("id")?, row.int("key")?)));
        let mut keys = known.collect::<Result<HashMap<_, _>, StoreError>>()?;
        for id in ids {
            if !keys.contains_key(*id) {
                let key = self.next_key(Pool::Concept).await?;
                let sql = "INSERT INTO concept (key, id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING key";
                let rows = self.run_aside(sql, vec![key.into(), (*id).into()]).await?;
                let key = rows.first().map_or(Ok(key), |row| row.int("key"))?;
                keys.insert((*id).to_owned(), key);
            }
        }
        Ok(keys)
    }

    /// The keys of those of these concepts about which anything was ever recorded.
    pub(super) async fn known_concepts(&self, ids: &[&str]) -> Result<Vec<i64>, StoreError> {
        let ids = ids.iter().map(|id| Arg::from(*id)).collect();
        let rows = self
            .rows_in("SELECT key FROM concept", "id", ids, "key")
            .await?;
        rows.iter().map(|row| row.int("key")).collect()
    }

    /// The concepts with these keys.
    pub(super) async fn concepts_with(
        &self,
        keys: Vec<Arg>,
    ) -> Result<HashMap<i64, String>, StoreError> {
        let rows = self
            .rows_in("SELECT key, id FROM concept", "key", keys, "key")
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("key")?, row.text("id")?)))
            .collect()
    }
}
