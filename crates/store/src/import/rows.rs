//! What an import compares its rows with, chunk by chunk, and the rows it adds in bulk.
//!
//! Everything here takes many keys or many rows at once, so that an import's cost grows with its file and not
//! with the register.

use crate::party::{MergeReason, name_key};
use crate::{Arg, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{OrganisationId, PartyId};
use benfu_domain::need::{Need, NeedAction};
use benfu_domain::offer::Offer;
use benfu_domain::party::{Activity, Party, Relation};

/// A need or offer that an earlier import brought, known by the sender's own number for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRow {
    /// The sender's number.
    pub external_id: String,
    /// Our id.
    pub id: String,
    /// Its title now.
    pub title: String,
}

fn known_row(row: &Row) -> Result<KnownRow, StoreError> {
    Ok(KnownRow {
        external_id: row.text("external_id")?,
        id: row.text("id")?,
        title: row.text("title")?,
    })
}

/// The statement that finds rows of a table by the sender's numbers.
fn known_rows_of(table: &str) -> String {
    format!("SELECT id, external_id, title, organisation FROM {table}")
}

impl Store {
    /// Is there no party at all? Then nothing has to be compared.
    pub async fn register_is_empty(&self) -> Result<bool, StoreError> {
        Ok(self
            .row("SELECT id FROM party LIMIT 1", &[])
            .await?
            .is_none())
    }

    /// The parties that carry one of these unified social credit codes.
    pub async fn parties_with_codes(&self, codes: &[&str]) -> Result<Vec<Party>, StoreError> {
        self.parties_in("code", codes.iter().map(|code| Arg::from(*code)).collect())
            .await
    }

    /// The parties that have one of these names, in any region.
    pub async fn parties_named(&self, names: &[&str]) -> Result<Vec<Party>, StoreError> {
        self.parties_in(
            "name_key",
            names.iter().map(|name| Arg::from(name_key(name))).collect(),
        )
        .await
    }

    /// The needs of an organisation that carry one of these numbers of their sender.
    pub async fn needs_known_as(
        &self,
        organisation: OrganisationId,
        numbers: &[&str],
    ) -> Result<Vec<KnownRow>, StoreError> {
        self.known_as(&known_rows_of("need"), organisation, numbers)
            .await
    }

    /// The offers of an organisation that carry one of these numbers of their sender.
    pub async fn offers_known_as(
        &self,
        organisation: OrganisationId,
        numbers: &[&str],
    ) -> Result<Vec<KnownRow>, StoreError> {
        self.known_as(&known_rows_of("offer"), organisation, numbers)
            .await
    }

    async fn known_as(
        &self,
        select: &str,
        organisation: OrganisationId,
        numbers: &[&str],
    ) -> Result<Vec<KnownRow>, StoreError> {
        let numbers = numbers.iter().map(|number| Arg::from(*number)).collect();
        let mut known = Vec::new();
        for row in &self.rows_in(select, "external_id", numbers, "id").await? {
            if row.text("organisation")? == organisation.to_string() {
                known.push(known_row(row)?);
            }
        }
        Ok(known)
    }

    /// The relations that go out from these parties.
    pub async fn relations_from(&self, parties: &[PartyId]) -> Result<Vec<Relation>, StoreError> {
        let select = "SELECT from_party, kind, to_party, from_on, until_on FROM relation";
        let parties = parties.iter().map(Arg::shown).collect();
        let rows = self
            .rows_in(select, "from_party", parties, "from_party, kind, to_party")
            .await?;
        rows.iter().map(crate::party::read_relation).collect()
    }

    /// The activities of these days.
    pub async fn activities_on(&self, days: &[Day]) -> Result<Vec<Activity>, StoreError> {
        let select = "SELECT id, kind, title, held_on, count, organisation, region FROM activity";
        let days = days.iter().map(Arg::shown).collect();
        let rows = self.rows_in(select, "held_on", days, "id").await?;
        rows.iter().map(read_activity).collect()
    }
}

fn read_activity(row: &Row) -> Result<Activity, StoreError> {
    Ok(Activity {
        id: row.parsed("id", |text| text.parse().ok())?,
        kind: row.text("kind")?,
        title: row.text("title")?,
        on: row.day("held_on")?,
        count: row.int("count")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
    })
}

impl Write {
    /// Many new needs with the sender's numbers for them and the first step of their lives.
    pub fn add_needs(
        &mut self,
        needs: &[(Need, String)],
        action: NeedAction,
        on: Day,
    ) -> &mut Write {
        let columns: Vec<&str> = crate::need::COLUMNS
            .iter()
            .copied()
            .chain(["version", "external_id"])
            .collect();
        let rows = needs.iter().map(|(need, number)| {
            let mut args = crate::need::need_args(need);
            args.extend([need.version.into(), number_arg(number)]);
            args
        });
        self.add_rows("need", &columns, rows.collect());
        let account = self.act.account.clone();
        let steps = needs.iter().map(|(need, _)| {
            vec![
                Arg::shown(&need.id),
                Arg::Int(1),
                action.word().into(),
                need.state.word().into(),
                Arg::shown(&on),
                "".into(),
                account.as_str().into(),
            ]
        });
        let columns = &[
            "need", "ordinal", "action", "state", "taken_on", "reason", "account",
        ];
        self.add_rows("need_step", columns, steps.collect());
        for (need, _) in needs {
            self.save_constraints(need, 0);
        }
        self
    }

    /// Many new offers with the sender's numbers for them.
    pub fn add_offers(&mut self, offers: &[(Offer, String)]) -> &mut Write {
        let columns: Vec<&str> = crate::offer::COLUMNS
            .iter()
            .copied()
            .chain(["version", "external_id"])
            .collect();
        let rows = offers.iter().map(|(offer, number)| {
            let mut args = crate::offer::offer_args(offer);
            args.extend([offer.version.into(), number_arg(number)]);
            args
        });
        self.add_rows("offer", &columns, rows.collect())
    }

    /// Proposes that pairs of parties (kept, other) are one; pairs that were proposed before stay as they are.
    pub fn propose_merges(&mut self, pairs: &[(PartyId, PartyId, MergeReason)]) -> &mut Write {
        let rows = pairs.iter().map(|(kept, other, reason)| {
            vec![
                Arg::shown(kept),
                Arg::shown(other),
                reason.word().into(),
                "open".into(),
                Arg::Int(1),
            ]
        });
        let columns = &["kept", "other", "reason", "state", "version"];
        self.put_rows(
            "merge_proposal",
            columns,
            rows.collect(),
            "ON CONFLICT (kept, other) DO NOTHING",
        )
    }
}

fn number_arg(number: &str) -> Arg {
    if number.is_empty() {
        Arg::NoText
    } else {
        number.into()
    }
}
