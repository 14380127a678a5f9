//! Writing cases: the case, a step it took, a record on it.

use super::read::COLUMNS;
use crate::write::Expect;
use crate::{Arg, Write};
use benfu_domain::Day;
use benfu_domain::programme::{Action, Case, CaseRecord, CaseState, Part};

/// A step of a case to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStepDraft<'a> {
    /// The action.
    pub action: Action,
    /// From which state.
    pub from: CaseState,
    /// The part that acted.
    pub part: Part,
    /// The day.
    pub on: Day,
    /// Why.
    pub reason: &'a str,
    /// Coded end, if it ends the case.
    pub code: &'a str,
}

impl Write {
    /// A new case, or the next version of one.
    pub fn save_case(&mut self, case: &Case) -> &mut Write {
        self.save_versioned("case_file", COLUMNS, case_args(case), case.version)
    }

    /// Adds a step to a case. Its place is found in the same transaction.
    pub fn add_case_step(&mut self, case: &Case, step: &CaseStepDraft<'_>) -> &mut Write {
        let sql = "INSERT INTO case_step (case_id, ordinal, action, from_state, to_state, stage, part, taken_on, reason, code, account, entry) \
                   SELECT $1, COALESCE(MAX(ordinal), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CAST($11 AS BIGINT) FROM case_step WHERE case_id = $1";
        let args = vec![
            Arg::shown(&case.id),
            step.action.word().into(),
            step.from.word().into(),
            case.state.word().into(),
            case.stage.as_str().into(),
            step.part.word().into(),
            Arg::shown(&step.on),
            step.reason.into(),
            step.code.into(),
            self.act.account.as_str().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Any)
    }

    /// Adds a record to a case. Its place is found in the same transaction; [`crate::Store::case_record_of`] tells it.
    pub fn add_case_record(&mut self, case: &Case, record: &CaseRecord) -> &mut Write {
        let sql = "INSERT INTO case_record (case_id, ordinal, kind, happened_on, text, metric, unit, baseline_milli, measured_milli, amount_fen, account, entry) \
                   SELECT $1, COALESCE(MAX(ordinal), 0) + 1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT), CAST($8 AS BIGINT), CAST($9 AS BIGINT), $10, CAST($11 AS BIGINT) FROM case_record WHERE case_id = $1";
        let measured = record.measurement.as_ref();
        let args = vec![
            Arg::shown(&case.id),
            record.kind.word().into(),
            Arg::shown(&record.on),
            record.text.as_str().into(),
            Arg::shown_or_none(measured.map(|value| &value.metric)),
            Arg::shown_or_none(measured.map(|value| &value.unit)),
            measured.and_then(|value| value.baseline_milli).into(),
            measured.map(|value| value.measured_milli).into(),
            record.amount_fen.into(),
            self.act.account.as_str().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Any)
    }
}

fn case_args(case: &Case) -> Vec<Arg> {
    let due = case.clock.due.as_ref();
    let end = case.end.as_ref();
    vec![
        Arg::shown(&case.id),
        case.key.0.into(),
        case.programme.as_str().into(),
        case.pack_version.as_str().into(),
        Arg::shown_or_none(case.need.as_ref()),
        case.need_version.into(),
        Arg::shown_or_none(case.policy.as_ref()),
        Arg::shown_or_none(case.offer.as_ref()),
        Arg::shown(&case.sides.asker),
        Arg::shown(&case.sides.supplier),
        case.sides.proposed_by.word().into(),
        case.state.word().into(),
        case.farthest.word().into(),
        case.stage.as_str().into(),
        Arg::shown(&case.opened_on),
        Arg::shown(&case.stage_on),
        Arg::shown_or_none(due.map(|due| &due.on)),
        due.is_some_and(|due| due.provisional).into(),
        Arg::shown_or_none(case.clock.paused_on.as_ref()),
        Arg::shown_or_none(end.map(|end| &end.code)),
        Arg::shown_or_none(end.map(|end| &end.reason)),
        Arg::shown_or_none(end.map(|end| &end.on)),
        Arg::shown(&case.organisation),
        Arg::shown(&case.region),
    ]
}
