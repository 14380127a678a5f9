//! What suppliers brought to an end before, now or before a day.

use crate::{Arg, Store, StoreError};
use benfu_domain::Day;
use benfu_domain::id::PartyId;

const TRACK_RECORD: &str = "SELECT supplier, \
    CAST(SUM(CASE WHEN farthest IN ('accepted', 'adopted') THEN 1 ELSE 0 END) AS BIGINT) AS good, \
    CAST(SUM(CASE WHEN farthest NOT IN ('accepted', 'adopted') AND state = 'ended' THEN 1 ELSE 0 END) AS BIGINT) AS other \
    FROM case_file WHERE policy IS NULL AND";

impl Store {
    /// How many cases of each of these suppliers came to a good end, and how many ended otherwise.
    pub async fn track_records(
        &self,
        suppliers: &[PartyId],
    ) -> Result<Vec<(PartyId, i64, i64)>, StoreError> {
        self.records_where("", suppliers, None).await
    }

    /// The same counting only cases that had ended before a day.
    pub async fn track_records_before(
        &self,
        suppliers: &[PartyId],
        day: Day,
    ) -> Result<Vec<(PartyId, i64, i64)>, StoreError> {
        let ended = "ended_on < $1 AND";
        self.records_where(ended, suppliers, Some(Arg::shown(&day)))
            .await
    }

    async fn records_where(
        &self,
        clause: &str,
        suppliers: &[PartyId],
        first: Option<Arg>,
    ) -> Result<Vec<(PartyId, i64, i64)>, StoreError> {
        let mut records = Vec::with_capacity(suppliers.len());
        for chunk in suppliers.chunks(500) {
            let taken = usize::from(first.is_some());
            let shown = chunk.iter().map(Arg::shown);
            let args: Vec<Arg> = first.clone().into_iter().chain(shown).collect();
            let places = crate::row::placeholders(1 + taken, chunk.len());
            for row in self
                .rows(
                    format!(
                        "{TRACK_RECORD} {clause} supplier IN ({places}) GROUP BY supplier ORDER BY supplier"
                    ),
                    &args,
                )
                .await?
            {
                let supplier = row.parsed("supplier", |text| text.parse().ok())?;
                records.push((supplier, row.int("good")?, row.int("other")?));
            }
        }
        Ok(records)
    }
}
