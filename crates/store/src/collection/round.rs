//! Rounds and how far they have come.

use super::months;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::calendar::Deadline;
use benfu_domain::collection::{Item, Progress, Round, SentTo};
use benfu_domain::id::{OrganisationId, PartyId, RoundId};

const COLUMNS: &[&str] = &[
    "id",
    "form",
    "edition",
    "title",
    "explanation",
    "policy",
    "fresh_months",
    "sent_to",
    "opened_on",
    "opened_ms",
    "due_on",
    "due_provisional",
    "closed_on",
    "runner",
    "organisation",
    "region",
];

/// A round with how many of its firms are answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundProgress {
    /// The round, without its items.
    pub round: Round,
    /// How many firms are answered for.
    pub progress: Progress,
}

fn read_round(row: &Row, items: Vec<Item>) -> Result<Round, StoreError> {
    Ok(Round {
        id: row.parsed("id", |text| text.parse().ok())?,
        form: row.parsed("form", |text| text.parse().ok())?,
        edition: row.int("edition")?,
        title: row.text("title")?,
        explanation: row.text("explanation")?,
        policy: row.text_or_none("policy")?,
        fresh_months: months(row)?,
        items,
        sent_to: row.parsed("sent_to", SentTo::from_word)?,
        opened_on: row.day("opened_on")?,
        opened_ms: row.int("opened_ms")?,
        due: Deadline {
            on: row.day("due_on")?,
            provisional: row.int("due_provisional")? != 0,
        },
        closed_on: row.day_or_none("closed_on")?,
        runner: row.parsed("runner", |text| text.parse().ok())?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

fn read_round_progress(row: &Row) -> Result<RoundProgress, StoreError> {
    Ok(RoundProgress {
        round: read_round(row, Vec::new())?,
        progress: read_progress(row)?,
    })
}

pub(super) fn read_progress(row: &Row) -> Result<Progress, StoreError> {
    Ok(Progress {
        asked: row.int("asked")?,
        returned: row.int("returned")?,
        left_open: row.int("gaps_left")?,
    })
}

/// Counts over the subjects `s`; nothing is counted as zero here, since no subject is no firm.
pub(super) const COUNTS: &str = "CAST(count(s.party) AS BIGINT) AS asked, \
    CAST(count(s.returned_on) AS BIGINT) AS returned, CAST(COALESCE(sum(s.left_open), 0) AS BIGINT) AS gaps_left";

/// The statement that reads rounds, `r`, with the counts of what was asked, `s`.
fn with_progress(from: &str, found: &str, order: &str) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("r.{column}")).collect();
    let columns = columns.join(", ");
    format!(
        "SELECT {columns}, r.version, {COUNTS} FROM {from} WHERE {found} \
         GROUP BY {columns}, r.version ORDER BY {order}"
    )
}

impl Store {
    /// The round with this id, with its items.
    pub async fn round(&self, id: RoundId) -> Result<Option<Round>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM collection_round WHERE id = $1",
            COLUMNS.join(", ")
        );
        let Some(row) = self.row(sql, &[Arg::shown(&id)]).await? else {
            return Ok(None);
        };
        let round = read_round(&row, Vec::new())?;
        let items = self.items_of(round.form, round.edition).await?;
        Ok(Some(Round { items, ..round }))
    }

    /// Rounds of regions that start with `region`, the newest first, each with how far it has come.
    pub async fn rounds(
        &self,
        region: &str,
        page: &Page,
    ) -> Result<Vec<RoundProgress>, StoreError> {
        let sql = with_progress(
            "collection_round r LEFT JOIN collection_subject s ON s.round = r.id",
            "r.region LIKE $1 AND ($2 = '' OR r.id < $2)",
            "r.id DESC LIMIT $3",
        );
        let args = [
            crate::row::starts_with(region),
            page.after.as_str().into(),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_round_progress).collect()
    }
}

impl Store {
    /// The open rounds of regions that start with `region` whose day has passed, the longest overdue first.
    pub async fn rounds_overdue(
        &self,
        region: &str,
        today: Day,
        limit: i64,
    ) -> Result<Vec<RoundProgress>, StoreError> {
        let sql = with_progress(
            "collection_round r LEFT JOIN collection_subject s ON s.round = r.id",
            "r.region LIKE $1 AND r.closed_on IS NULL AND r.due_on < $2",
            "r.due_on, r.id LIMIT $3",
        );
        let args = [
            crate::row::starts_with(region),
            Arg::shown(&today),
            Page::first(limit).bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_round_progress).collect()
    }

    /// The open rounds that are sent to a firm or an office, with how far its own answer has come; the first to be due
    /// first.
    pub async fn rounds_asking(
        &self,
        party: Option<PartyId>,
        office: OrganisationId,
    ) -> Result<Vec<RoundProgress>, StoreError> {
        let sql = with_progress(
            "collection_recipient c JOIN collection_round r ON r.id = c.round \
             LEFT JOIN collection_subject s ON s.recipient = c.id",
            "(c.party = $1 OR c.office = $2) AND r.closed_on IS NULL",
            "r.due_on, r.id LIMIT $3",
        );
        let party = party.map(|party| party.to_string()).unwrap_or_default();
        let args = [
            party.as_str().into(),
            Arg::shown(&office),
            Page::MOST.into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_round_progress).collect()
    }
}

impl Write {
    /// A new round, or the next version of one.
    pub fn save_round(&mut self, round: &Round) -> &mut Write {
        let args = vec![
            Arg::shown(&round.id),
            Arg::shown(&round.form),
            round.edition.into(),
            round.title.as_str().into(),
            round.explanation.as_str().into(),
            round.policy.clone().map_or(Arg::NoText, Arg::Text),
            i64::from(round.fresh_months).into(),
            round.sent_to.word().into(),
            Arg::shown(&round.opened_on),
            round.opened_ms.into(),
            Arg::shown(&round.due.on),
            round.due.provisional.into(),
            Arg::shown_or_none(round.closed_on.as_ref()),
            Arg::shown(&round.runner),
            Arg::shown(&round.organisation),
            Arg::shown(&round.region),
        ];
        self.save_versioned("collection_round", COLUMNS, args, round.version)
    }
}
