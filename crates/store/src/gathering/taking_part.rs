//! Who takes part, with which needs, and what each side wants.

use super::small_or_none;
use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::gathering::{Pair, Participant, Side, Strength, Wish};
use benfu_domain::id::{GatheringId, NeedId};

const COLUMNS: &[&str] = &[
    "id",
    "gathering",
    "party",
    "kept_table",
    "away",
    "most",
    "left_on",
    "left_reason",
];

const WISH: &[&str] = &[
    "gathering",
    "need",
    "supplier",
    "side",
    "strength",
    "offer",
    "said_on",
    "account",
];

/// A need that is brought to a gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroughtNeed {
    /// The need.
    pub need: NeedId,
    /// How many suppliers it takes in an assignment.
    pub places: i64,
}

fn read_participant(row: &Row) -> Result<Participant, StoreError> {
    let left = row.day_or_none("left_on")?;
    Ok(Participant {
        id: row.parsed("id", |text| text.parse().ok())?,
        gathering: row.parsed("gathering", |text| text.parse().ok())?,
        party: row.parsed("party", |text| text.parse().ok())?,
        table: small_or_none(row, "kept_table")?,
        away: row.parsed("away", Participant::read_away)?,
        most: small_or_none(row, "most")?,
        left: left.zip(Some(row.text("left_reason")?)),
        version: row.int("version")?,
    })
}

fn read_wish(row: &Row) -> Result<Wish, StoreError> {
    let strength = u8::try_from(row.int("strength")?).ok();
    Ok(Wish {
        pair: Pair {
            need: row.parsed("need", |text| text.parse().ok())?,
            supplier: row.parsed("supplier", |text| text.parse().ok())?,
        },
        side: row.parsed("side", Side::from_word)?,
        strength: strength
            .and_then(Strength::new)
            .ok_or_else(|| super::unreadable("strength"))?,
        offer: row.parsed_or_none("offer", |text| text.parse().ok())?,
        on: row.day("said_on")?,
    })
}

impl Store {
    /// Everybody who takes part or did, in the order in which they came.
    pub async fn participants(&self, id: GatheringId) -> Result<Vec<Participant>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM gathering_participant WHERE gathering = $1 ORDER BY id LIMIT $2",
            COLUMNS.join(", ")
        );
        let args = [Arg::shown(&id), Page::MOST.into()];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_participant).collect()
    }

    /// The needs that are brought, in the order of their ids.
    pub async fn needs_brought(&self, id: GatheringId) -> Result<Vec<BroughtNeed>, StoreError> {
        let sql =
            "SELECT need, places FROM gathering_need WHERE gathering = $1 ORDER BY need LIMIT $2";
        let args = [Arg::shown(&id), Page::MOST.into()];
        let rows = self.rows(sql, &args).await?;
        let read = |row: &Row| {
            Ok(BroughtNeed {
                need: row.parsed("need", |text| text.parse().ok())?,
                places: row.int("places")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Every wish of a gathering, in the order of needs, suppliers and sides.
    pub async fn wishes(&self, id: GatheringId) -> Result<Vec<Wish>, StoreError> {
        let sql = format!(
            "SELECT {} FROM gathering_wish WHERE gathering = $1 AND (need, supplier, side) > ($2, $3, $4) \
             ORDER BY need, supplier, side LIMIT $5",
            WISH.join(", ")
        );
        let mut wishes: Vec<Wish> = Vec::new();
        loop {
            let last = wishes.last().map(|wish| {
                let Pair { need, supplier } = wish.pair;
                (need.to_string(), supplier.to_string(), wish.side.word())
            });
            let (need, supplier, side) = last.unwrap_or_default();
            let args = [
                Arg::shown(&id),
                need.into(),
                supplier.into(),
                side.into(),
                Page::MOST.into(),
            ];
            let rows = self.rows(sql.clone(), &args).await?;
            for row in &rows {
                wishes.push(read_wish(row)?);
            }
            if (rows.len() as u64) < Page::MOST.unsigned_abs() {
                return Ok(wishes);
            }
        }
    }
}

impl Write {
    /// Somebody who takes part from now on, or the next version.
    pub fn save_participant(&mut self, participant: &Participant) -> &mut Write {
        let (left_on, reason) = participant.left.clone().unzip();
        let args = vec![
            Arg::shown(&participant.id),
            Arg::shown(&participant.gathering),
            Arg::shown(&participant.party),
            participant.table.map(i64::from).into(),
            participant.away_written().into(),
            participant.most.map(i64::from).into(),
            Arg::shown_or_none(left_on.as_ref()),
            reason.unwrap_or_default().into(),
        ];
        self.save_versioned("gathering_participant", COLUMNS, args, participant.version)
    }

    /// Brings needs, or says anew how many suppliers each takes.
    pub fn bring_needs(&mut self, id: GatheringId, needs: &[BroughtNeed]) -> &mut Write {
        let row =
            |one: &BroughtNeed| vec![Arg::shown(&id), Arg::shown(&one.need), one.places.into()];
        let meeting = " ON CONFLICT (gathering, need) DO UPDATE SET places = excluded.places, entry = excluded.entry";
        let rows = needs.iter().map(row).collect();
        let columns = ["gathering", "need", "places"];
        self.put_rows("gathering_need", &columns, rows, meeting)
    }

    /// What somebody wants, in place of what the same side said of the same pairs before.
    pub fn put_wishes(&mut self, id: GatheringId, wishes: &[Wish]) -> &mut Write {
        let account = self.act.account.clone();
        let row = |wish: &Wish| {
            vec![
                Arg::shown(&id),
                Arg::shown(&wish.pair.need),
                Arg::shown(&wish.pair.supplier),
                wish.side.word().into(),
                i64::from(wish.strength.value()).into(),
                Arg::shown_or_none(wish.offer.as_ref()),
                Arg::shown(&wish.on),
                account.as_str().into(),
            ]
        };
        let meeting = " ON CONFLICT (gathering, need, supplier, side) DO UPDATE SET strength = excluded.strength, \
                       offer = excluded.offer, said_on = excluded.said_on, account = excluded.account, entry = excluded.entry";
        let rows = wishes.iter().map(row).collect();
        self.put_rows("gathering_wish", WISH, rows, meeting)
    }

    /// Takes wishes back: nothing is said of these pairs any more.
    pub fn drop_wishes(&mut self, id: GatheringId, wishes: &[(Pair, Side)]) -> &mut Write {
        let sql = "DELETE FROM gathering_wish WHERE gathering = $1 AND need = $2 AND supplier = $3 AND side = $4";
        for (pair, side) in wishes {
            let args = vec![
                Arg::shown(&id),
                Arg::shown(&pair.need),
                Arg::shown(&pair.supplier),
                side.word().into(),
            ];
            self.step(sql, args, Expect::Any);
        }
        self
    }
}
