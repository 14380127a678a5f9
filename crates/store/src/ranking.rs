//! Learned rankings: their weights, what they were learned from, and which is in force.
//!
//! Does not belong here: learning (`domain`), ranking (application).

use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::matching::{Concordance, RankingModel, RankingState, Weights};

const COLUMNS: &[&str] = &[
    "number",
    "similarity",
    "certainty",
    "maturity",
    "track_record",
    "place",
    "needs_learned",
    "needs_apart",
    "pairs",
    "before_right",
    "before_equal",
    "after_right",
    "after_equal",
    "votes_better",
    "votes_worse",
    "better",
    "state",
    "learned_on",
    "reason",
];

fn select() -> String {
    format!("SELECT {}, version FROM ranking_model", COLUMNS.join(", "))
}

fn unreadable(column: &str) -> StoreError {
    StoreError::Unreadable {
        column: column.to_owned(),
        found: "a number out of range".to_owned(),
    }
}

fn weight(row: &Row, column: &str) -> Result<u16, StoreError> {
    u16::try_from(row.int(column)?).map_err(|_| unreadable(column))
}

fn count(row: &Row, column: &str) -> Result<u64, StoreError> {
    u64::try_from(row.int(column)?).map_err(|_| unreadable(column))
}

fn concordance(row: &Row, before: &str, equal: &str) -> Result<Concordance, StoreError> {
    Ok(Concordance {
        before: count(row, before)?,
        equal: count(row, equal)?,
        pairs: count(row, "pairs")?,
    })
}

fn read_model(row: &Row) -> Result<RankingModel, StoreError> {
    Ok(RankingModel {
        number: row.int("number")?,
        weights: Weights {
            permille: [
                weight(row, "similarity")?,
                weight(row, "certainty")?,
                weight(row, "maturity")?,
                weight(row, "track_record")?,
                weight(row, "place")?,
            ],
        },
        needs: [row.int("needs_learned")?, row.int("needs_apart")?],
        kept_apart: [
            concordance(row, "before_right", "before_equal")?,
            concordance(row, "after_right", "after_equal")?,
        ],
        votes: [row.int("votes_better")?, row.int("votes_worse")?],
        better: row.int("better")? != 0,
        state: row.parsed("state", RankingState::from_word)?,
        learned_on: row.day("learned_on")?,
        reason: row.text("reason")?,
        version: row.int("version")?,
    })
}

impl Store {
    /// The ranking in force; the pack's weights count when there is none.
    pub async fn ranking_in_force(&self) -> Result<Option<RankingModel>, StoreError> {
        let sql = format!(
            "{} WHERE state = 'in_force' ORDER BY number DESC LIMIT 1",
            select()
        );
        let row = self.row(sql, &[]).await?;
        row.as_ref().map(read_model).transpose()
    }

    /// All rankings, the newest first.
    pub async fn rankings(&self) -> Result<Vec<RankingModel>, StoreError> {
        let sql = format!("{} ORDER BY number DESC LIMIT $1", select());
        let rows = self.rows(sql, &[Page::MOST.into()]).await?;
        rows.iter().map(read_model).collect()
    }
}

impl Write {
    /// A new ranking, or the next version of one.
    pub fn save_ranking(&mut self, model: &RankingModel) -> &mut Write {
        let [before, after] = model.kept_apart;
        let count = |number: u64| Arg::Int(i64::try_from(number).unwrap_or(i64::MAX));
        let weights = model
            .weights
            .permille
            .map(|weight| Arg::Int(i64::from(weight)));
        let mut args = vec![Arg::Int(model.number)];
        args.extend(weights);
        args.extend(model.needs.map(Arg::Int));
        args.extend([
            count(after.pairs),
            count(before.before),
            count(before.equal),
            count(after.before),
            count(after.equal),
        ]);
        args.extend(model.votes.map(Arg::Int));
        args.extend([
            model.better.into(),
            model.state.word().into(),
            Arg::shown(&model.learned_on),
            model.reason.as_str().into(),
        ]);
        self.save_versioned("ranking_model", COLUMNS, args, model.version)
    }
}
