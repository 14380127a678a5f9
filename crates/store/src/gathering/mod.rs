//! Matchmaking days and assignments: gatherings, who takes part, wishes, meetings.
//!
//! Does not belong here: the cases that follow meetings (`programme`).

mod meeting;
mod taking_part;

pub use taking_part::BroughtNeed;

use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::gathering::{Aim, Gathering, GatheringKind, GatheringState, Hours};
use benfu_domain::id::{CaseId, GatheringId, PartyId};

const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "aim",
    "title",
    "place",
    "held_on",
    "wishes_until",
    "programme",
    "begins",
    "ends",
    "slot_minutes",
    "table_count",
    "breaks",
    "state",
    "planned_total",
    "planned_bound",
    "runner",
    "organisation",
    "region",
];

/// A gathering with how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatheringProgress {
    /// The gathering.
    pub gathering: Gathering,
    /// Who takes part, those who dropped out left out.
    pub participants: i64,
    /// Meetings that are set.
    pub waiting: i64,
    /// Meetings that were held.
    pub held: i64,
    /// Meetings that were set and missed.
    pub missed: i64,
    /// Held meetings whose case has ended.
    pub ended: i64,
    /// Does the party that was asked for take part?
    pub mine: bool,
}

fn small(row: &Row, column: &str) -> Result<u16, StoreError> {
    u16::try_from(row.int(column)?).map_err(|_| unreadable(column))
}

fn small_or_none(row: &Row, column: &str) -> Result<Option<u16>, StoreError> {
    let number = row.int_or_none(column)?.map(u16::try_from);
    number.transpose().map_err(|_| unreadable(column))
}

fn unreadable(column: &str) -> StoreError {
    StoreError::Unreadable {
        column: column.to_owned(),
        found: "a number or time out of range".to_owned(),
    }
}

fn hours(row: &Row) -> Result<Hours, StoreError> {
    let (begins, ends) = (row.text("begins")?, row.text("ends")?);
    let (minutes, tables) = (small(row, "slot_minutes")?, small(row, "table_count")?);
    Hours::read(&begins, &ends, minutes, tables, &row.text("breaks")?)
        .map_err(|_| unreadable("begins"))
}

fn read_gathering(row: &Row) -> Result<Gathering, StoreError> {
    let total = row.int_or_none("planned_total")?;
    Ok(Gathering {
        id: row.parsed("id", |text| text.parse().ok())?,
        kind: row.parsed("kind", GatheringKind::from_word)?,
        aim: row.parsed("aim", Aim::from_word)?,
        title: row.text("title")?,
        place: row.text("place")?,
        held_on: row.day("held_on")?,
        wishes_until: row.day("wishes_until")?,
        programme: row.text("programme")?,
        hours: hours(row)?,
        state: row.parsed("state", GatheringState::from_word)?,
        planned: total.zip(row.int_or_none("planned_bound")?),
        runner: row.parsed("runner", |text| text.parse().ok())?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

/// Counts of a gathering `g`, each asked by itself: joins would multiply them. `$1` is a party.
const COUNTS: &str = "\
    (SELECT count(*) FROM gathering_participant p WHERE p.gathering = g.id AND p.party = $1) AS mine, \
    (SELECT count(*) FROM gathering_participant p WHERE p.gathering = g.id AND p.left_on IS NULL) AS participants, \
    (SELECT count(*) FROM meeting m WHERE m.gathering = g.id AND m.state = 'planned') AS waiting, \
    (SELECT count(*) FROM meeting m WHERE m.gathering = g.id AND m.state = 'held') AS held, \
    (SELECT count(*) FROM meeting m WHERE m.gathering = g.id AND m.state = 'missed') AS missed, \
    (SELECT count(*) FROM meeting m JOIN case_file c ON c.id = m.followed_by \
     WHERE m.gathering = g.id AND m.state = 'held' AND c.state = 'ended') AS ended";

fn read_progress(row: &Row) -> Result<GatheringProgress, StoreError> {
    Ok(GatheringProgress {
        gathering: read_gathering(row)?,
        participants: row.int("participants")?,
        waiting: row.int("waiting")?,
        held: row.int("held")?,
        missed: row.int("missed")?,
        ended: row.int("ended")?,
        mine: row.int("mine")? != 0,
    })
}

fn with_progress(found: &str, order: &str) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("g.{column}")).collect();
    format!(
        "SELECT {}, g.version, {COUNTS} FROM gathering g WHERE {found} ORDER BY {order}",
        columns.join(", ")
    )
}

impl Store {
    /// The gathering with this id.
    pub async fn gathering(&self, id: GatheringId) -> Result<Option<Gathering>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM gathering WHERE id = $1",
            COLUMNS.join(", ")
        );
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_gathering).transpose()
    }

    /// Gatherings of regions that start with `region`, those in which `party` takes part, and all that are running; the
    /// newest first.
    pub async fn gatherings(
        &self,
        region: &str,
        party: Option<PartyId>,
        page: &Page,
    ) -> Result<Vec<GatheringProgress>, StoreError> {
        let sql = with_progress(
            "(g.region LIKE $2 OR g.state IN ('open', 'planned') OR EXISTS (SELECT 1 FROM gathering_participant p \
              WHERE p.gathering = g.id AND p.party = $1)) AND ($3 = '' OR g.id < $3)",
            "g.id DESC LIMIT $4",
        );
        let party = party.map(|party| party.to_string()).unwrap_or_default();
        let args = [
            party.into(),
            crate::row::starts_with(region),
            page.after.as_str().into(),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_progress).collect()
    }

    /// The gathering whose meeting a case follows.
    pub async fn gathering_of_case(
        &self,
        case: CaseId,
    ) -> Result<Option<GatheringProgress>, StoreError> {
        let sql = with_progress(
            "g.id = (SELECT m.gathering FROM meeting m WHERE m.followed_by = $2 LIMIT 1)",
            "g.id LIMIT 1",
        );
        let row = self.row(sql, &["".into(), Arg::shown(&case)]).await?;
        row.as_ref().map(read_progress).transpose()
    }
}

impl Write {
    /// A new gathering, or the next version of one.
    pub fn save_gathering(&mut self, gathering: &Gathering) -> &mut Write {
        let (begins, ends) = gathering.hours.written();
        let args = vec![
            Arg::shown(&gathering.id),
            gathering.kind.word().into(),
            gathering.aim.word().into(),
            gathering.title.as_str().into(),
            gathering.place.as_str().into(),
            Arg::shown(&gathering.held_on),
            Arg::shown(&gathering.wishes_until),
            gathering.programme.as_str().into(),
            begins.into(),
            ends.into(),
            i64::from(gathering.hours.slot_minutes).into(),
            i64::from(gathering.hours.tables).into(),
            gathering.hours.breaks_written().into(),
            gathering.state.word().into(),
            gathering.planned.map(|(total, _)| total).into(),
            gathering.planned.map(|(_, bound)| bound).into(),
            Arg::shown(&gathering.runner),
            Arg::shown(&gathering.organisation),
            Arg::shown(&gathering.region),
        ];
        self.save_versioned("gathering", COLUMNS, args, gathering.version)
    }
}
