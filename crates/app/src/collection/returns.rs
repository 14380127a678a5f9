//! One return: every answer beside what was on record.

use super::compare::withheld;
use super::round_for;
use crate::party::owner_of;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Decision, Given, Item, Return, ReturnState, Round, Verdict};
use benfu_domain::fact::{Concept, Heading, Level, Unfit};
use benfu_domain::id::{PartyId, ReturnId};
use benfu_domain::party::Party;
use benfu_domain::period::Period;
use benfu_office::message::Message;
use benfu_office::workbook::{Column, SheetContent, Value, Workbook};
use benfu_store::collection::AnswerRow;
use std::collections::HashMap;

/// One answer.
#[derive(Debug, Clone)]
pub struct ReturnedRow {
    /// The answer.
    pub answer: AnswerRow,
    /// The firm.
    pub party: Party,
    /// What was asked.
    pub item: Item,
    /// The entry of the dictionary.
    pub concept: Concept,
    /// The period that was meant.
    pub period: Period,
    /// Why it cannot be read.
    pub unfit: Option<Unfit>,
}

/// A return with its answers.
#[derive(Debug, Clone)]
pub struct ReturnPage {
    /// The round.
    pub round: Round,
    /// The return.
    pub back: Return,
    /// From whom; empty when an officer handed in a workbook of several.
    pub from: String,
    /// The answers, by firm and place.
    pub rows: Vec<ReturnedRow>,
    /// May the actor take it, drop it and decide conflicts?
    pub may_settle: bool,
}

impl ReturnPage {
    /// How many answers are this.
    pub fn count(&self, verdict: Verdict) -> usize {
        let same = |row: &&ReturnedRow| row.answer.judged.verdict == verdict;
        self.rows.iter().filter(same).count()
    }

    /// How many conflicts wait for a decision.
    pub fn undecided(&self) -> usize {
        let waits = |row: &&ReturnedRow| {
            row.answer.judged.verdict == Verdict::Conflict
                && row.answer.decision == Decision::Waiting
        };
        self.rows.iter().filter(waits).count()
    }
}

/// Reads a return of a round.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it. The values are facts, so only those who
/// may read the facts of its firms see them; who filled it in is shown to those who may see personal data.
pub async fn read_return(cx: &Cx, id: ReturnId) -> Result<ReturnPage, Failure> {
    let back = cx.store().collection_return(id).await?;
    let back = back.ok_or(Failure::NotFound)?;
    let round = round_for(cx, back.round, Verb::Read).await?;
    let mut page = page_of(cx, round, back, false).await?;
    for row in &page.rows {
        cx.authorise(Verb::Read, Area::Fact, &owner_of(&row.party))?;
    }
    let owner = super::owner_of(&page.round);
    page.may_settle = cx.may(Verb::Write, Area::Collection, &owner);
    if !cx.may(Verb::ReadPersonal, Area::Party, &owner) {
        page.back.filled_by.clear();
    }
    Ok(page)
}

/// A return as it is shown; what a firm keeps match-only is shown to that firm alone.
pub(super) async fn page_of(
    cx: &Cx,
    round: Round,
    back: Return,
    own: bool,
) -> Result<ReturnPage, Failure> {
    let answers = cx.store().answers_in(back.id).await?;
    let ids = cx.store().parties_answered(back.id).await?;
    let parties: HashMap<PartyId, Party> = super::parties(cx, &ids)
        .await?
        .into_iter()
        .map(|party| (party.id, party))
        .collect();
    let rows = answers
        .into_iter()
        .filter_map(|answer| row(cx, &round, &parties, answer))
        .filter(|row| own || row.concept.level != Level::MatchOnly)
        .collect();
    let recipient = match back.recipient {
        Some(id) => cx.store().recipient(id).await?,
        None => None,
    };
    Ok(ReturnPage {
        may_settle: back.state == ReturnState::Read,
        from: recipient.map(|found| found.name).unwrap_or_default(),
        round,
        back,
        rows,
    })
}

fn row(
    cx: &Cx,
    round: &Round,
    parties: &HashMap<PartyId, Party>,
    answer: AnswerRow,
) -> Option<ReturnedRow> {
    let place = usize::try_from(answer.ordinal).ok()?.checked_sub(1)?;
    let item = round.items.get(place)?.clone();
    let concept = cx.pack().dictionary.concepts.get(&item.concept)?.clone();
    let party = parties.get(&answer.party)?.clone();
    let unreadable = answer.judged.verdict == Verdict::Unreadable;
    let unfit = unreadable.then(|| unfit(cx, &concept, &answer.written));
    Some(ReturnedRow {
        period: item.asked.period(round.opened_on),
        answer,
        party,
        item,
        concept,
        unfit,
    })
}

/// Reading it again says why it cannot be read; when it can, the firm keeps the value to itself.
fn unfit(cx: &Cx, concept: &Concept, written: &str) -> Unfit {
    let heading = Heading::of(concept, "");
    match Given::read(&cx.pack().dictionary, concept, written, &heading) {
        Given::Unreadable(unfit) => unfit,
        Given::Blank | Given::Said(_) | Given::Declined => withheld(),
    }
}

/// The workbook of what could not be read, with the reason of each, to be sent back.
///
/// # Errors
/// As [`read_return`]; [`Failure::NotFound`] too when everything could be read.
pub async fn unreadable_workbook(cx: &Cx, id: ReturnId) -> Result<Vec<u8>, Failure> {
    let page = read_return(cx, id).await?;
    let bad = page
        .rows
        .iter()
        .filter_map(|row| Some((row, row.unfit.as_ref()?)));
    let notes = page
        .back
        .notes
        .lines()
        .filter_map(|line| line.split_once('\t'));
    let rows: Vec<Vec<Value<'_>>> = bad
        .map(|(row, unfit)| {
            vec![
                Value::text(row.party.name.as_str()),
                Value::text(row.concept.label.zh.as_str()),
                Value::text(row.answer.written.as_str()),
                Value::text(unfit.zh.as_str()),
                Value::text(unfit.en.as_str()),
            ]
        })
        .chain(notes.map(|(zh, en)| {
            let empty = || Value::Empty;
            vec![empty(), empty(), empty(), Value::text(zh), Value::text(en)]
        }))
        .collect();
    if rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let headers = ["企业名称", "数据项", "填写内容", "原因", "Reason"];
    let content = SheetContent {
        name: "无法识别".to_owned(),
        columns: headers.into_iter().map(Column::new).collect(),
        rows,
    };
    let mut workbook = Workbook::new();
    let done = workbook.add(&content).and_then(|()| workbook.finish());
    done.map_err(|error| Failure::Bug(error.to_string()))
}

/// A workbook that cannot be read as a whole.
pub(super) fn not_read(message: &Message) -> Failure {
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Failure::Invalid(vec![
        problem.detail(message.zh.as_str(), message.en.as_str()),
    ])
}
