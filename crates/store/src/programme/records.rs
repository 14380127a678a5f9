//! Reading what was recorded on a case: trial rounds, adoption, repeat purchases, follow-ups.
//!
//! Main type: [`CaseRecordRow`].

use crate::{Arg, Page, Row, Store, StoreError};
use benfu_domain::id::{CaseId, EntryKey};
use benfu_domain::programme::{CaseRecord, Measurement, RecordKind};

/// One record of a case, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecordRow {
    /// Its place among the case's records.
    pub ordinal: i64,
    /// The record; its evidence is listed under `case:ordinal`.
    pub record: CaseRecord,
    /// Who.
    pub account: String,
    /// The ledger entry.
    pub entry: i64,
}

impl Store {
    /// The place of the record that a ledger entry added to a case; evidence for it is linked to `case:place`.
    pub async fn case_record_of(
        &self,
        id: CaseId,
        entry: EntryKey,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT MAX(ordinal) AS place FROM case_record WHERE case_id = $1 AND entry = $2";
        let row = self.row(sql, &[Arg::shown(&id), entry.0.into()]).await?;
        row.map_or(Ok(None), |row| row.int_or_none("place"))
    }

    /// The records of a case, the first first.
    pub async fn case_records(&self, id: CaseId) -> Result<Vec<CaseRecordRow>, StoreError> {
        let sql = "SELECT ordinal, kind, happened_on, text, metric, unit, baseline_milli, measured_milli, amount_fen, account, entry \
                   FROM case_record WHERE case_id = $1 ORDER BY ordinal LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&id), Page::MOST.into()])
            .await?;
        rows.iter().map(read_record).collect()
    }
}

fn read_record(row: &Row) -> Result<CaseRecordRow, StoreError> {
    let measurement = match row.int_or_none("measured_milli")? {
        None => None,
        Some(measured_milli) => Some(Measurement {
            metric: row.text("metric")?,
            unit: row.text("unit")?,
            baseline_milli: row.int_or_none("baseline_milli")?,
            measured_milli,
        }),
    };
    let record = CaseRecord {
        kind: row.parsed("kind", RecordKind::from_word)?,
        on: row.day("happened_on")?,
        text: row.text("text")?,
        measurement,
        amount_fen: row.int_or_none("amount_fen")?,
        evidence: Vec::new(),
    };
    Ok(CaseRecordRow {
        ordinal: row.int("ordinal")?,
        record,
        account: row.text("account")?,
        entry: row.int("entry")?,
    })
}
