//! The file of a case that protects who decided (尽职免责): everything on record, and what is missing.
//!
//! Main items: [`Dossier`], [`read_dossier`]. Nobody keeps this file: it is read from what the case left behind.

use super::open::programme;
use super::read::{CaseCard, CasePage, cards, read_case, visible_cases_of};
use crate::access::people;
use crate::{Cx, Failure};
use benfu_domain::id::CaseId;
use benfu_domain::need::Constraint;
use benfu_domain::programme::{Case, CaseFile, CaseRecord, FiledPaper, FiledStep, Lack};
use benfu_store::ledger::Entry;
use benfu_store::need::NeedStepRow;
use std::collections::BTreeMap;

/// Ledger entries in a file at most; the register of the ledger holds all.
const ENTRIES: i64 = 500;

/// The file of one case.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The case with its need, steps, records and papers.
    pub page: CasePage,
    /// The hard conditions of the version of the need that the case answers.
    pub constraints: Vec<Constraint>,
    /// What was done to the need.
    pub need_steps: Vec<NeedStepRow>,
    /// The other cases of the need that the reader may know of, with how they ended.
    pub alternatives: Vec<CaseCard>,
    /// Names with organisations by account.
    pub people: BTreeMap<String, String>,
    /// The ledger entries about the case, the first first.
    pub entries: Vec<Entry>,
    /// What the file lacks; complete when empty.
    pub lacking: Vec<Lack>,
}

/// Reads the file of a case.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such case, or the actor may not know of it.
pub async fn read_dossier(cx: &Cx, id: CaseId) -> Result<Dossier, Failure> {
    let page = read_case(cx, id).await?;
    let case = &page.card.case;
    let others: Vec<Case> = match case.need {
        Some(need) => visible_cases_of(cx, need).await?,
        None => Vec::new(),
    };
    let others: Vec<Case> = others.into_iter().filter(|other| other.id != id).collect();
    let (constraints, need_steps) = match case.need {
        Some(need) => (
            cx.store().constraints(need, case.need_version).await?,
            cx.store().need_steps(need).await?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let mut entries = cx.store().entries_of(&id.to_string(), ENTRIES).await?;
    entries.reverse();
    Ok(Dossier {
        lacking: lacking(cx, &page, &others)?,
        people: everybody(cx, &page, &need_steps).await?,
        alternatives: cards(cx, others).await?,
        page,
        constraints,
        need_steps,
        entries,
    })
}

fn lacking(cx: &Cx, page: &CasePage, alternatives: &[Case]) -> Result<Vec<Lack>, Failure> {
    let steps = page.steps.iter().map(|step| FiledStep {
        action: step.action,
        stage: step.stage.clone(),
        on: step.on,
        reason: step.reason.clone(),
    });
    let papers = page.evidence.iter().map(|file| FiledPaper {
        stage: file.stage.clone(),
        kind: file.kind.clone(),
    });
    let records = page.records.iter().map(|row| row.record.clone());
    let file = CaseFile {
        case: &page.card.case,
        programme: programme(cx, &page.card.case.programme)?,
        steps: &steps.collect::<Vec<FiledStep>>(),
        papers: &papers.collect::<Vec<FiledPaper>>(),
        records: &records.collect::<Vec<CaseRecord>>(),
        alternatives,
    };
    Ok(file.lacking())
}

/// Whoever did something that the file tells.
async fn everybody(
    cx: &Cx,
    page: &CasePage,
    need_steps: &[NeedStepRow],
) -> Result<BTreeMap<String, String>, Failure> {
    let steps = page.steps.iter().map(|step| step.account.as_str());
    let records = page.records.iter().map(|row| row.account.as_str());
    let papers = page.evidence.iter().map(|file| file.account.as_str());
    let need = need_steps.iter().map(|step| step.account.as_str());
    let accounts: Vec<&str> = steps.chain(records).chain(papers).chain(need).collect();
    people(cx, &accounts).await
}
