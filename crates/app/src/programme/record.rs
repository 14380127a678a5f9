//! Records on a case: trial rounds with measured results, adoption effects, repeat purchases, follow-ups.

use super::act::refused;
use super::open::{programme, visible_case};
use super::parts::{owner_of, parts_of};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::CaseId;
use benfu_domain::programme::{Action, Attempt, Case, CaseRecord};
use benfu_rules::Answer;
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// A record to be added.
#[derive(Debug, Clone)]
pub struct RecordOnCase {
    /// The case.
    pub id: CaseId,
    /// The record.
    pub record: CaseRecord,
}

/// Adds a record and returns its place among the case's records.
///
/// # Errors
/// [`Failure::Invalid`] when the loop takes no records in this state or from this part.
pub async fn record_on_case(cx: &Cx, command: RecordOnCase) -> Result<i64, Failure> {
    let case = visible_case(cx, command.id).await?;
    cx.authorise(Verb::Act, Area::Programme, &owner_of(&case))?;
    let programme = programme(cx, &case.programme)?;
    let parts = parts_of(cx, &case);
    let attempt = Attempt {
        action: Action::Record,
        parts: &parts,
        on: cx.today(),
        reason: &command.record.text,
        code: "",
        evidence: &[],
        measured: false,
        gate: Answer::Met,
    };
    let moved = case
        .decide(&attempt, programme, &cx.pack().calendar)
        .map_err(|refusal| refused(programme, &refusal))?;
    let next = Case {
        version: case.version + 1,
        ..moved.case
    };
    let record = &command.record;
    let mut write = cx.write("case_recorded", &case.id.to_string()).await?;
    write.tell(json!({ "kind": record.kind.word(), "on": record.on.to_string(), "text": record.text, "amount_fen": record.amount_fen }));
    write.save_case(&next).add_case_record(&next, record);
    let step = CaseStepDraft {
        action: Action::Record,
        from: case.state,
        part: moved.part,
        on: cx.today(),
        reason: &record.text,
        code: record.kind.word(),
    };
    write.add_case_step(&next, &step);
    let entry = write.entry;
    cx.save(write).await?;
    let place = cx.store().case_record_of(case.id, entry).await?;
    place.ok_or_else(|| Failure::Bug("a record that was saved has no place".to_owned()))
}
