//! Meetings and the cases that follow them.

use super::small_or_none;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::gathering::{Meeting, MeetingState, Pair};
use benfu_domain::id::GatheringId;

const COLUMNS: &[&str] = &[
    "id",
    "gathering",
    "need",
    "supplier",
    "offer",
    "slot",
    "at_table",
    "state",
    "reason",
    "followed_by",
];

fn read_meeting(row: &Row) -> Result<Meeting, StoreError> {
    let (slot, table) = (small_or_none(row, "slot")?, small_or_none(row, "at_table")?);
    Ok(Meeting {
        id: row.parsed("id", |text| text.parse().ok())?,
        gathering: row.parsed("gathering", |text| text.parse().ok())?,
        pair: Pair {
            need: row.parsed("need", |text| text.parse().ok())?,
            supplier: row.parsed("supplier", |text| text.parse().ok())?,
        },
        offer: row.parsed_or_none("offer", |text| text.parse().ok())?,
        at: slot.zip(table),
        state: row.parsed("state", MeetingState::from_word)?,
        reason: row.text("reason")?,
        case: row.parsed_or_none("followed_by", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

impl Store {
    /// All meetings of a gathering, also those taken out of its plan, in the order of their ids.
    pub async fn meetings(&self, id: GatheringId) -> Result<Vec<Meeting>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM meeting WHERE gathering = $1 AND id > $2 ORDER BY id LIMIT $3",
            COLUMNS.join(", ")
        );
        let mut meetings: Vec<Meeting> = Vec::new();
        loop {
            let last = meetings.last().map(|meeting| meeting.id.to_string());
            let args = [
                Arg::shown(&id),
                last.unwrap_or_default().into(),
                Page::MOST.into(),
            ];
            let rows = self.rows(sql.clone(), &args).await?;
            for row in &rows {
                meetings.push(read_meeting(row)?);
            }
            if (rows.len() as u64) < Page::MOST.unsigned_abs() {
                return Ok(meetings);
            }
        }
    }
}

impl Write {
    /// A new meeting, or the next version of one.
    pub fn save_meeting(&mut self, meeting: &Meeting) -> &mut Write {
        let (slot, table) = meeting.at.unzip();
        let args = vec![
            Arg::shown(&meeting.id),
            Arg::shown(&meeting.gathering),
            Arg::shown(&meeting.pair.need),
            Arg::shown(&meeting.pair.supplier),
            Arg::shown_or_none(meeting.offer.as_ref()),
            slot.map(i64::from).into(),
            table.map(i64::from).into(),
            meeting.state.word().into(),
            meeting.reason.as_str().into(),
            Arg::shown_or_none(meeting.case.as_ref()),
        ];
        self.save_versioned("meeting", COLUMNS, args, meeting.version)
    }
}
