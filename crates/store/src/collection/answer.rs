//! Returns and their answers.

use crate::fact::{observed_of_text, text_of_observed};
use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::collection::{Channel, Clash, Decision, Judged, Return, ReturnState, Verdict};
use benfu_domain::fact::Observed;
use benfu_domain::id::{PartyId, ReturnId, RoundId};

const COLUMNS: &[&str] = &[
    "id",
    "round",
    "recipient",
    "channel",
    "file_hash",
    "file_name",
    "filled_by",
    "notes",
    "state",
    "received_on",
];

const ANSWER: &[&str] = &[
    "given_in",
    "party",
    "ordinal",
    "verdict",
    "clash",
    "written",
    "observed",
    "was",
    "was_source",
    "decision",
];

/// What a return says about one item of one firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The return.
    pub given_in: ReturnId,
    /// The firm.
    pub party: PartyId,
    /// The place of the item in the form, from 1.
    pub ordinal: i64,
    /// How it stands to the record.
    pub judged: Judged,
    /// As it was written.
    pub written: String,
    /// What was read; `None` for a refusal and for what cannot be read.
    pub observed: Option<Observed>,
    /// What was on record.
    pub was: Option<Observed>,
    /// Where that came from.
    pub was_source: Option<String>,
    /// What became of it.
    pub decision: Decision,
}

fn read_return(row: &Row) -> Result<Return, StoreError> {
    Ok(Return {
        id: row.parsed("id", |text| text.parse().ok())?,
        round: row.parsed("round", |text| text.parse().ok())?,
        recipient: row.parsed_or_none("recipient", |text| text.parse().ok())?,
        channel: row.parsed("channel", Channel::from_word)?,
        file_hash: row.text_or_none("file_hash")?,
        file_name: row.text("file_name")?,
        filled_by: row.text("filled_by")?,
        notes: row.text("notes")?,
        state: row.parsed("state", ReturnState::from_word)?,
        received_on: row.day("received_on")?,
        version: row.int("version")?,
    })
}

fn read_answer(row: &Row) -> Result<AnswerRow, StoreError> {
    Ok(AnswerRow {
        given_in: row.parsed("given_in", |text| text.parse().ok())?,
        party: row.parsed("party", |text| text.parse().ok())?,
        ordinal: row.int("ordinal")?,
        judged: Judged {
            verdict: row.parsed("verdict", Verdict::from_word)?,
            clash: row.parsed_or_none("clash", Clash::from_word)?,
        },
        written: row.text("written")?,
        observed: row.parsed_or_none("observed", observed_of_text)?,
        was: row.parsed_or_none("was", observed_of_text)?,
        was_source: row.text_or_none("was_source")?,
        decision: row.parsed("decision", Decision::from_word)?,
    })
}

impl Store {
    /// The return with this id.
    pub async fn collection_return(&self, id: ReturnId) -> Result<Option<Return>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM collection_return WHERE id = $1",
            COLUMNS.join(", ")
        );
        let row = self.row(sql, &[Arg::shown(&id)]).await?;
        row.as_ref().map(read_return).transpose()
    }

    /// What came back for a round, the newest first.
    pub async fn returns_of(&self, round: RoundId) -> Result<Vec<Return>, StoreError> {
        let sql = format!(
            "SELECT {}, version FROM collection_return WHERE round = $1 ORDER BY id DESC LIMIT $2",
            COLUMNS.join(", ")
        );
        let args = [Arg::shown(&round), Page::MOST.into()];
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_return)
            .collect()
    }

    /// The answers of a return, by firm and place in the form.
    pub async fn answers_in(&self, given_in: ReturnId) -> Result<Vec<AnswerRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM collection_answer WHERE given_in = $1 AND (party > $2 OR (party = $2 AND ordinal > $3)) \
             ORDER BY party, ordinal LIMIT $4",
            ANSWER.join(", ")
        );
        let (mut answers, mut after) = (Vec::<AnswerRow>::new(), (String::new(), 0));
        loop {
            let args = [
                Arg::shown(&given_in),
                after.0.as_str().into(),
                after.1.into(),
                Page::MOST.into(),
            ];
            let rows = self.rows(sql.clone(), &args).await?;
            for row in &rows {
                answers.push(read_answer(row)?);
            }
            match answers.last() {
                Some(last) if rows.len() as u64 >= Page::MOST.unsigned_abs() => {
                    after = (last.party.to_string(), last.ordinal);
                }
                _ => return Ok(answers),
            }
        }
    }

    /// How many answers of a round wait for a decision, by return.
    pub async fn conflicts_of(&self, round: RoundId) -> Result<Vec<(ReturnId, i64)>, StoreError> {
        let sql = "SELECT t.id AS given_in, CAST(count(*) AS BIGINT) AS waiting FROM collection_return t \
                   JOIN collection_answer a ON a.given_in = t.id \
                   WHERE t.round = $1 AND t.state = 'taken' AND a.verdict = 'conflict' AND a.decision = 'waiting' \
                   GROUP BY t.id ORDER BY t.id LIMIT $2";
        let args = [Arg::shown(&round), Page::MOST.into()];
        let rows = self.rows(sql, &args).await?;
        rows.iter()
            .map(|row| {
                let id = row.parsed("given_in", |text| text.parse().ok())?;
                Ok((id, row.int("waiting")?))
            })
            .collect()
    }

    /// The firms that a return speaks of.
    pub async fn parties_answered(&self, given_in: ReturnId) -> Result<Vec<PartyId>, StoreError> {
        let sql = "SELECT DISTINCT party FROM collection_answer WHERE given_in = $1 ORDER BY party LIMIT $2";
        let args = [Arg::shown(&given_in), Page::MOST.into()];
        let rows = self.rows(sql, &args).await?;
        rows.iter()
            .map(|row| row.parsed("party", |text| text.parse().ok()))
            .collect()
    }
}

impl Write {
    /// A new return, or the next version of one.
    pub fn save_return(&mut self, back: &Return) -> &mut Write {
        let args = vec![
            Arg::shown(&back.id),
            Arg::shown(&back.round),
            Arg::shown_or_none(back.recipient.as_ref()),
            back.channel.word().into(),
            back.file_hash.clone().map_or(Arg::NoText, Arg::Text),
            back.file_name.as_str().into(),
            back.filled_by.as_str().into(),
            back.notes.as_str().into(),
            back.state.word().into(),
            Arg::shown(&back.received_on),
        ];
        self.save_versioned("collection_return", COLUMNS, args, back.version)
    }

    /// The answers of a return, in place of any it had: they are compared anew when it is taken.
    pub fn put_answers(&mut self, given_in: ReturnId, answers: &[AnswerRow]) -> &mut Write {
        self.step(
            "DELETE FROM collection_answer WHERE given_in = $1",
            vec![Arg::shown(&given_in)],
            Expect::Any,
        );
        let rows = answers.iter().map(answer_args).collect();
        self.add_rows("collection_answer", ANSWER, rows)
    }

    /// Decides a conflict that still waits.
    pub fn decide_answer(
        &mut self,
        (given_in, party, ordinal): (ReturnId, PartyId, i64),
        decision: Decision,
    ) -> &mut Write {
        let sql = "UPDATE collection_answer SET decision = $4, entry = $5 \
                   WHERE given_in = $1 AND party = $2 AND ordinal = $3 AND decision = 'waiting'";
        let args = vec![
            Arg::shown(&given_in),
            Arg::shown(&party),
            ordinal.into(),
            decision.word().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Changed("collection_answer"))
    }
}

fn answer_args(answer: &AnswerRow) -> Vec<Arg> {
    let text = |observed: &Option<Observed>| {
        let text = observed.as_ref().map(text_of_observed);
        text.map_or(Arg::NoText, Arg::Text)
    };
    vec![
        Arg::shown(&answer.given_in),
        Arg::shown(&answer.party),
        answer.ordinal.into(),
        answer.judged.verdict.word().into(),
        answer
            .judged
            .clash
            .map_or(Arg::NoText, |clash| clash.word().into()),
        answer.written.as_str().into(),
        text(&answer.observed),
        text(&answer.was),
        answer.was_source.clone().map_or(Arg::NoText, Arg::Text),
        answer.decision.word().into(),
    ]
}
