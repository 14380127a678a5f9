//! Imports: what was taken from which file, and taking it all back as one act.

mod rows;

pub use rows::KnownRow;

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{ImportId, OrganisationId};
use benfu_domain::region::RegionCode;

/// One import of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Identifier.
    pub id: ImportId,
    /// What the rows are: party, offer, need, status, activity, relation, fact.
    pub kind: String,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub file_hash: String,
    /// Is it still in force?
    pub withdrawn: bool,
    /// Rows read.
    pub rows_read: i64,
    /// Rows that made or changed something.
    pub rows_taken: i64,
    /// Rows that said what was known already.
    pub rows_known: i64,
    /// Rows that came back with a reason.
    pub rows_rejected: i64,
    /// The file of rejected rows.
    pub rejected_hash: Option<String>,
    /// Warnings and remarks, one a line.
    pub notes: String,
    /// The first and last subject key that its rows took, so that caches can drop them.
    pub keys: Option<(i64, i64)>,
    /// The day.
    pub on: Day,
    /// Who.
    pub account: String,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Where the rows belong.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
    /// The ledger entry that wrote it last.
    pub entry: i64,
}

const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "file_name",
    "file_hash",
    "state",
    "rows_read",
    "rows_taken",
    "rows_known",
    "rows_rejected",
    "rejected_hash",
    "notes",
    "first_key",
    "last_key",
    "imported_on",
    "account",
    "organisation",
    "region",
];

fn select() -> String {
    format!("SELECT {}, version, entry FROM import", COLUMNS.join(", "))
}

fn read_import(row: &Row) -> Result<ImportRow, StoreError> {
    Ok(ImportRow {
        id: row.parsed("id", |text| text.parse().ok())?,
        kind: row.text("kind")?,
        file_name: row.text("file_name")?,
        file_hash: row.text("file_hash")?,
        withdrawn: row.text("state")? == "withdrawn",
        rows_read: row.int("rows_read")?,
        rows_taken: row.int("rows_taken")?,
        rows_known: row.int("rows_known")?,
        rows_rejected: row.int("rows_rejected")?,
        rejected_hash: row.text_or_none("rejected_hash")?,
        notes: row.text("notes")?,
        keys: row
            .int_or_none("first_key")?
            .zip(row.int_or_none("last_key")?),
        on: row.day("imported_on")?,
        account: row.text("account")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
        entry: row.int("entry")?,
    })
}

impl Store {
    /// The import with this id.
    pub async fn import(&self, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
        let row = self
            .row(format!("{} WHERE id = $1", select()), &[Arg::shown(&id)])
            .await?;
        row.as_ref().map(read_import).transpose()
    }

    /// The import of this very file that is in force, if there is one: the same file twice has no second effect.
    pub async fn import_of_file(
        &self,
        file_hash: &str,
        kind: &str,
        organisation: OrganisationId,
    ) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!(
            "{} WHERE file_hash = $1 AND kind = $2 AND organisation = $3 AND state = 'done'",
            select()
        );
        let row = self
            .row(
                sql,
                &[file_hash.into(), kind.into(), Arg::shown(&organisation)],
            )
            .await?;
        row.as_ref().map(read_import).transpose()
    }

    /// Imports of an organisation (of all, when it is `None`), the newest first.
    pub async fn imports(
        &self,
        organisation: Option<OrganisationId>,
        limit: i64,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let limit = Page::first(limit).bounded().into();
        let rows = match organisation {
            Some(id) => {
                let sql = format!(
                    "{} WHERE organisation = $1 ORDER BY id DESC LIMIT $2",
                    select()
                );
                self.rows(sql, &[Arg::shown(&id), limit]).await?
            }
            None => {
                self.rows(format!("{} ORDER BY id DESC LIMIT $1", select()), &[limit])
                    .await?
            }
        };
        rows.iter().map(read_import).collect()
    }

    /// What stands in the way of withdrawing an import: rows that others made and that lean on its own. Asked for
    /// each page of an import, so it reads the smaller tables and looks the import's rows up by their keys.
    pub async fn import_leaned_on(&self, id: ImportId) -> Result<i64, StoreError> {
        let counts: Vec<String> = LEANING
            .iter()
            .map(|from| format!("(SELECT count(*) FROM {from})"))
            .collect();
        let sql = format!("SELECT CAST({} AS BIGINT) AS count", counts.join(" + "));
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.map_or(Ok(0), |row| row.int("count"))
    }

    /// Recordings in force that others made about what an import made. The work is that of looking up every
    /// subject of the import, so it is asked once, before the import is withdrawn.
    pub async fn import_facts_of_others(&self, id: ImportId) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) AS count FROM recording r WHERE r.entry <> (SELECT entry FROM import WHERE id = $1) \
                   AND r.entry NOT IN (SELECT entry FROM fact_withdrawn) AND r.subject IN \
                   (SELECT key FROM party WHERE import = $1 UNION ALL SELECT key FROM offer WHERE import = $1)";
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.map_or(Ok(0), |row| row.int("count"))
    }
}

/// Rows that lean on what import `$1` made. `CROSS JOIN` makes the embedded engine begin with the table before it.
const LEANING: [&str; 17] = [
    "case_file c CROSS JOIN need n WHERE n.id = c.need AND n.import = $1",
    "case_file c CROSS JOIN offer o WHERE o.id = c.offer AND o.import = $1",
    "case_file c CROSS JOIN party p WHERE p.id = c.supplier AND p.import = $1",
    "case_file c CROSS JOIN party p WHERE p.id = c.asker AND p.import = $1",
    "offer o CROSS JOIN party p WHERE p.id = o.party AND p.import = $1 AND (o.import IS NULL OR o.import <> $1)",
    "need n CROSS JOIN party p WHERE p.id = n.party AND p.import = $1 AND (n.import IS NULL OR n.import <> $1)",
    "party_status s CROSS JOIN party p WHERE p.id = s.party AND p.import = $1 AND (s.import IS NULL OR s.import <> $1)",
    "relation r CROSS JOIN party p WHERE p.id = r.from_party AND p.import = $1 AND (r.import IS NULL OR r.import <> $1)",
    "relation r CROSS JOIN party p WHERE p.id = r.to_party AND p.import = $1 AND (r.import IS NULL OR r.import <> $1)",
    "organisation g CROSS JOIN party p WHERE p.id = g.party AND p.import = $1",
    "collection_subject s CROSS JOIN party p WHERE p.id = s.party AND p.import = $1",
    "policy_notice m CROSS JOIN party p WHERE p.id = m.party AND p.import = $1",
    "broker_interest i CROSS JOIN party p WHERE p.id = i.party AND p.import = $1",
    "lead l CROSS JOIN party p WHERE p.id = l.party AND p.import = $1",
    "lead l CROSS JOIN need n WHERE n.id = l.need AND n.import = $1",
    "gathering_participant g CROSS JOIN party p WHERE p.id = g.party AND p.import = $1",
    "gathering_need g CROSS JOIN need n WHERE n.id = g.need AND n.import = $1",
];

impl Write {
    /// A new import, or the next version of one.
    pub fn save_import(&mut self, import: &ImportRow) -> &mut Write {
        let args = vec![
            Arg::shown(&import.id),
            import.kind.as_str().into(),
            import.file_name.as_str().into(),
            import.file_hash.as_str().into(),
            if import.withdrawn {
                "withdrawn"
            } else {
                "done"
            }
            .into(),
            import.rows_read.into(),
            import.rows_taken.into(),
            import.rows_known.into(),
            import.rows_rejected.into(),
            import.rejected_hash.clone().map_or(Arg::NoText, Arg::Text),
            import.notes.as_str().into(),
            import.keys.map(|keys| keys.0).into(),
            import.keys.map(|keys| keys.1).into(),
            Arg::shown(&import.on),
            import.account.as_str().into(),
            Arg::shown(&import.organisation),
            Arg::shown(&import.region),
        ];
        self.save_versioned("import", COLUMNS, args, import.version)
    }

    /// Takes back every row that an import made and everything that its entry recorded; what the journal said
    /// before stands again. The ledger keeps that it was here.
    pub fn withdraw_import(
        &mut self,
        id: ImportId,
        import_entry: i64,
        withdrawn_ms: i64,
    ) -> &mut Write {
        self.withdraw_recordings(import_entry, withdrawn_ms);
        let removals = [
            "DELETE FROM party_status WHERE import = $1",
            "DELETE FROM relation WHERE import = $1",
            "DELETE FROM activity WHERE import = $1",
            "DELETE FROM need_constraint WHERE need IN (SELECT id FROM need WHERE import = $1)",
            "DELETE FROM need_step WHERE need IN (SELECT id FROM need WHERE import = $1)",
            "DELETE FROM question WHERE offer IN (SELECT id FROM offer WHERE import = $1) OR need IN (SELECT id FROM need WHERE import = $1) OR party IN (SELECT id FROM party WHERE import = $1)",
            "DELETE FROM need WHERE import = $1",
            "DELETE FROM offer WHERE import = $1",
            "DELETE FROM merge_proposal WHERE kept IN (SELECT id FROM party WHERE import = $1) OR other IN (SELECT id FROM party WHERE import = $1)",
            "DELETE FROM party_name WHERE party IN (SELECT id FROM party WHERE import = $1)",
            "DELETE FROM party_place WHERE party IN (SELECT id FROM party WHERE import = $1)",
            "DELETE FROM party_contact WHERE party IN (SELECT id FROM party WHERE import = $1)",
            "DELETE FROM party WHERE import = $1",
        ];
        for sql in removals {
            self.step(sql, vec![Arg::shown(&id)], Expect::Any);
        }
        self
    }
}

/// Many more rows than one import makes.
const IMPORT_MOST: i64 = 2_000_000;

impl Store {
    /// The first and last subject key that an import took, from its note; `None` for imports without rows of
    /// their own.
    pub async fn import_keys(&self, id: ImportId) -> Result<Option<(i64, i64)>, StoreError> {
        let row = self
            .row(
                "SELECT first_key, last_key FROM import WHERE id = $1",
                &[Arg::shown(&id)],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(row
            .int_or_none("first_key")?
            .zip(row.int_or_none("last_key")?))
    }

    /// The needs that an import made.
    pub async fn needs_of_import(
        &self,
        id: ImportId,
    ) -> Result<Vec<benfu_domain::need::Need>, StoreError> {
        self.needs_where("import = $1", &[Arg::shown(&id), IMPORT_MOST.into()])
            .await
    }

    /// The offers that an import made.
    pub async fn offers_of_import(
        &self,
        id: ImportId,
    ) -> Result<Vec<benfu_domain::offer::Offer>, StoreError> {
        self.offers_where("import = $1", &[Arg::shown(&id), IMPORT_MOST.into()])
            .await
    }

    /// The parties that an import made.
    pub async fn parties_of_import(
        &self,
        id: ImportId,
    ) -> Result<Vec<benfu_domain::party::Party>, StoreError> {
        self.parties_where("import = $1", &[Arg::shown(&id), IMPORT_MOST.into()])
            .await
    }
}
