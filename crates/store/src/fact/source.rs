//! Where facts come from, and which registers are complete.

use crate::keys::Pool;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::fact::{Completeness, Source, SourceKind};
use std::collections::HashMap;

fn read_source(row: &Row) -> Result<Source, StoreError> {
    Ok(Source {
        kind: row.parsed("source_kind", SourceKind::from_word)?,
        title: row.text("title")?,
        reference: row.text_or_none("reference")?,
        dated: row.day_or_none("dated")?,
    })
}

impl Store {
    /// A fresh key for a source.
    pub async fn next_source(&self) -> Result<i64, StoreError> {
        self.next_key(Pool::Source).await
    }

    /// The sources with these keys.
    pub(super) async fn sources_with(
        &self,
        keys: Vec<Arg>,
    ) -> Result<HashMap<i64, Source>, StoreError> {
        let select = "SELECT key, kind AS source_kind, title, reference, dated FROM fact_source";
        let rows = self.rows_in(select, "key", keys, "key").await?;
        rows.iter()
            .map(|row| Ok((row.int("key")?, read_source(row)?)))
            .collect()
    }

    /// All completeness statements.
    pub async fn completeness(&self) -> Result<Vec<Completeness>, StoreError> {
        let sql = "SELECT p.register, p.territory, p.as_of, s.kind AS source_kind, s.title, s.reference, s.dated \
                   FROM completeness p JOIN fact_source s ON s.key = p.source ORDER BY p.register, p.territory, p.as_of LIMIT $1";
        let rows = self.rows(sql, &[Page::MOST.into()]).await?;
        rows.iter()
            .map(|row| {
                let (register, territory) = (row.text("register")?, row.text("territory")?);
                Ok(Completeness {
                    register,
                    territory,
                    as_of: row.day("as_of")?,
                    source: read_source(row)?,
                })
            })
            .collect()
    }
}

impl Write {
    /// A source under a key from [`Store::next_source`].
    pub fn add_source(&mut self, key: i64, source: &Source) -> &mut Write {
        let args = vec![
            key.into(),
            source.kind.word().into(),
            source.title.as_str().into(),
            source.reference.clone().map_or(Arg::NoText, Arg::Text),
            Arg::shown_or_none(source.dated.as_ref()),
        ];
        self.add_row(
            "fact_source",
            &["key", "kind", "title", "reference", "dated"],
            args,
        )
    }

    /// States that a register is complete.
    pub fn add_completeness(&mut self, statement: &Completeness, source: i64) -> &mut Write {
        let args = vec![
            statement.register.as_str().into(),
            statement.territory.as_str().into(),
            Arg::shown(&statement.as_of),
            source.into(),
        ];
        self.add_row(
            "completeness",
            &["register", "territory", "as_of", "source"],
            args,
        )
    }
}
