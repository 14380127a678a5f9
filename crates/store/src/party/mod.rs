//! Parties with their dated names, places and contacts; statuses, relations, activities; merges.

mod history;
mod register;

pub use history::PartyHistory;
pub(crate) use register::read_relation;
pub use register::{MergeProposal, MergeReason, PartyFilter};

use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::id::{ImportId, PartyId, SubjectKey};
use benfu_domain::party::{Identity, Party, PartyKind};

const COLUMNS: &[&str] = &[
    "id",
    "key",
    "kind",
    "identity",
    "code",
    "name",
    "name_key",
    "region",
    "located",
    "introduction",
    "organisation",
    "import",
];

fn select() -> String {
    format!("SELECT {}, version FROM party", COLUMNS.join(", "))
}

fn read_party(row: &Row) -> Result<Party, StoreError> {
    Ok(Party {
        id: row.parsed("id", |text| text.parse().ok())?,
        key: SubjectKey(row.int("key")?),
        kind: row.parsed("kind", PartyKind::from_word)?,
        identity: row.parsed("identity", Identity::from_word)?,
        code: row.text_or_none("code")?,
        name: row.text("name")?,
        region: row.parsed("region", |text| text.parse().ok())?,
        located: row.int("located")? != 0,
        introduction: row.text("introduction")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

/// The form of a name by which equal names are found: without spaces, brackets in one form, lower case.
pub fn name_key(name: &str) -> String {
    let folded = name
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '（' => '(',
            '）' => ')',
            '．' => '.',
            other => other,
        });
    folded.collect::<String>().to_lowercase()
}

impl Store {
    /// The party with this id.
    pub async fn party(&self, id: PartyId) -> Result<Option<Party>, StoreError> {
        let row = self
            .row(format!("{} WHERE id = $1", select()), &[Arg::shown(&id)])
            .await?;
        row.as_ref().map(read_party).transpose()
    }

    /// The parties with these ids.
    pub async fn parties_by_id(&self, ids: &[PartyId]) -> Result<Vec<Party>, StoreError> {
        let ids = ids.iter().map(Arg::shown).collect();
        let rows = self.rows_in(&select(), "id", ids, "id").await?;
        rows.iter().map(read_party).collect()
    }

    pub(crate) async fn parties_where(
        &self,
        clause: &str,
        args: &[Arg],
    ) -> Result<Vec<Party>, StoreError> {
        let sql = format!(
            "{} WHERE {clause} ORDER BY id LIMIT ${}",
            select(),
            args.len()
        );
        self.rows(sql, args).await?.iter().map(read_party).collect()
    }

    /// The parties with these keys.
    pub async fn parties_by_key(&self, keys: &[SubjectKey]) -> Result<Vec<Party>, StoreError> {
        let keys = keys.iter().map(|key| key.0.into()).collect();
        let rows = self.rows_in(&select(), "key", keys, "id").await?;
        rows.iter().map(read_party).collect()
    }

    /// The parties that have one of `values` in `column`, merged ones left out.
    pub(crate) async fn parties_in(
        &self,
        column: &str,
        values: Vec<Arg>,
    ) -> Result<Vec<Party>, StoreError> {
        let rows = self.rows_in(&select(), column, values, "id").await?;
        let parties = rows
            .iter()
            .map(read_party)
            .collect::<Result<Vec<Party>, StoreError>>()?;
        Ok(parties
            .into_iter()
            .filter(|party| party.identity != Identity::Merged)
            .collect())
    }

    /// Parties that carry this unified social credit code.
    pub async fn parties_by_code(&self, code: &str) -> Result<Vec<Party>, StoreError> {
        let sql = format!(
            "{} WHERE code = $1 AND identity <> 'merged' ORDER BY id LIMIT 20",
            select()
        );
        self.rows(sql, &[code.into()])
            .await?
            .iter()
            .map(read_party)
            .collect()
    }

    /// Parties of this name in a region (any, when it is empty).
    pub async fn parties_by_name(
        &self,
        name: &str,
        region: &str,
    ) -> Result<Vec<Party>, StoreError> {
        let sql = format!(
            "{} WHERE name_key = $1 AND region LIKE $2 AND identity <> 'merged' ORDER BY id LIMIT 20",
            select()
        );
        let args = [name_key(name).into(), crate::row::starts_with(region)];
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_party)
            .collect()
    }

    /// Id, key, code and name key of every party after an id: what an import compares its rows with.
    pub async fn party_identities(&self, page: &Page) -> Result<Vec<Party>, StoreError> {
        let sql = format!(
            "{} WHERE id > $1 AND identity <> 'merged' ORDER BY id LIMIT $2",
            select()
        );
        let rows = self
            .rows(sql, &[page.after.as_str().into(), page.bounded().into()])
            .await?;
        rows.iter().map(read_party).collect()
    }
}

impl Write {
    /// A new party, or the next version of one.
    pub fn save_party(&mut self, party: &Party, import: Option<ImportId>) -> &mut Write {
        self.save_versioned("party", COLUMNS, party_args(party, import), party.version)
    }

    /// Many new parties.
    pub fn add_parties(&mut self, parties: &[Party], import: Option<ImportId>) -> &mut Write {
        let columns: Vec<&str> = COLUMNS.iter().copied().chain(["version"]).collect();
        let rows = parties.iter().map(|party| {
            let mut args = party_args(party, import);
            args.push(party.version.into());
            args
        });
        self.add_rows("party", &columns, rows.collect())
    }
}

fn party_args(party: &Party, import: Option<ImportId>) -> Vec<Arg> {
    vec![
        Arg::shown(&party.id),
        party.key.0.into(),
        party.kind.word().into(),
        party.identity.word().into(),
        party.code.clone().map_or(Arg::NoText, Arg::Text),
        party.name.as_str().into(),
        name_key(&party.name).into(),
        Arg::shown(&party.region),
        i64::from(party.located).into(),
        party.introduction.as_str().into(),
        Arg::shown(&party.organisation),
        Arg::shown_or_none(import.as_ref()),
    ]
}
