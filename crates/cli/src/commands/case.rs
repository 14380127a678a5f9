//! `benfu case`: a pairing from its proposal to its coded end.

use super::Setting;
use super::need::print;
use super::read::{day, fen, id, milli, need_id, optional_id, word};
use crate::args::CaseAct;
use crate::outcome::{Outcome, WrongUse};
use anyhow::Context as _;
use benfu_app::Cx;
use benfu_app::programme::{
    ActOnCase, Attached, CasePage, OpenCase, RecordOnCase, Upload, act_on_case, attach, list_cases,
    open_case, read_case, record_on_case,
};
use benfu_app::store::Page;
use benfu_domain::id::CaseId;
use benfu_domain::programme::{Action, CaseRecord, CaseState, Measurement, RecordKind};
use serde_json::{Value, json};
use std::path::Path;

pub(crate) async fn run(setting: &Setting, act: CaseAct) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    let case = match act {
        CaseAct::List { state } => return list(setting, &cx, state.as_deref()).await,
        CaseAct::Attach {
            id: case,
            file,
            kind,
        } => return add_file(setting, &cx, id(&case)?, &file, kind).await,
        CaseAct::Show { id: case } => id(&case)?,
        CaseAct::Open {
            need,
            supplier,
            offer,
            message,
        } => {
            let need = need_id(&cx, &need).await?;
            let (supplier, offer) = (
                optional_id(supplier.as_deref())?,
                optional_id(offer.as_deref())?,
            );
            open_case(
                &cx,
                OpenCase {
                    need,
                    supplier,
                    offer,
                    message,
                },
            )
            .await?
        }
        CaseAct::Act {
            id: case,
            action,
            reason,
            code,
        } => take(&cx, id(&case)?, &action, reason, code).await?,
        CaseAct::Record {
            id: case,
            kind,
            text,
            measured,
            amount,
            on,
        } => {
            let typed = TypedRecord {
                kind,
                text,
                measured,
                amount,
                on,
            };
            record(&cx, id(&case)?, typed).await?
        }
    };
    show(setting, &cx, case).await
}

async fn take(
    cx: &Cx,
    id: CaseId,
    action: &str,
    reason: String,
    code: String,
) -> anyhow::Result<CaseId> {
    let words: Vec<&str> = Action::ALL.iter().map(|action| action.word()).collect();
    let action = word(action, Action::from_word, &words)?;
    let version = read_case(cx, id).await?.card.case.version;
    act_on_case(
        cx,
        ActOnCase {
            id,
            version,
            action,
            reason,
            code,
        },
    )
    .await?;
    Ok(id)
}

/// A record as it was typed.
struct TypedRecord {
    kind: String,
    text: String,
    measured: Option<String>,
    amount: Option<String>,
    on: Option<String>,
}

async fn record(cx: &Cx, id: CaseId, typed: TypedRecord) -> anyhow::Result<CaseId> {
    let words: Vec<&str> = RecordKind::ALL.iter().map(|kind| kind.word()).collect();
    let record = CaseRecord {
        kind: word(&typed.kind, RecordKind::from_word, &words)?,
        on: typed
            .on
            .as_deref()
            .map(day)
            .transpose()?
            .unwrap_or_else(|| cx.today()),
        measurement: measurement(cx, id, typed.measured.as_deref()).await?,
        amount_fen: typed.amount.as_deref().map(fen).transpose()?,
        text: typed.text,
        evidence: Vec::new(),
    };
    record_on_case(cx, RecordOnCase { id, record }).await?;
    Ok(id)
}

/// The measured value against the metric and baseline of the case's need.
async fn measurement(
    cx: &Cx,
    case: CaseId,
    measured: Option<&str>,
) -> anyhow::Result<Option<Measurement>> {
    let Some(measured) = measured else {
        return Ok(None);
    };
    let need = read_case(cx, case).await?.need;
    let terms = need.map(|need| need.terms).ok_or_else(|| {
        WrongUse::error(
            "这个事项没有需求,不能记录测量值",
            "this case has no need to measure against",
        )
    })?;
    Ok(Some(Measurement {
        metric: terms.metric,
        unit: terms.metric_unit,
        baseline_milli: terms.baseline_milli,
        measured_milli: milli(measured)?,
    }))
}

async fn add_file(
    setting: &Setting,
    cx: &Cx,
    case: CaseId,
    file: &Path,
    kind: String,
) -> anyhow::Result<Outcome> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let hash = attach(
        cx,
        Upload {
            to: Attached::Case(case),
            kind,
            name,
            bytes,
        },
    )
    .await?;
    print(setting, &json!({ "case": case.to_string(), "hash": hash }))
}

async fn list(setting: &Setting, cx: &Cx, state: Option<&str>) -> anyhow::Result<Outcome> {
    let words: Vec<&str> = CaseState::ALL.iter().map(|state| state.word()).collect();
    let states = state
        .map(|state| word(state, CaseState::from_word, &words))
        .transpose()?;
    let states: Vec<CaseState> = states.into_iter().collect();
    let found = list_cases(cx, &states, false, &Page::first(500)).await?;
    let listed: Vec<Value> = found
        .cards
        .iter()
        .map(|card| json!({ "id": card.case.id.to_string(), "state": card.case.state.word(), "need": card.need_title, "supplier": card.supplier, "overdue": card.overdue }))
        .collect();
    print(setting, &json!(listed))
}

async fn show(setting: &Setting, cx: &Cx, id: CaseId) -> anyhow::Result<Outcome> {
    print(setting, &case_json(&read_case(cx, id).await?))
}

fn case_json(page: &CasePage) -> Value {
    let case = &page.card.case;
    let records: Vec<Value> = page
        .records
        .iter()
        .map(|row| {
            let measured = row.record.measurement.as_ref().map(|value| value.measured_milli);
            json!({ "kind": row.record.kind.word(), "on": row.record.on.to_string(), "text": row.record.text, "measured_milli": measured, "amount_fen": row.record.amount_fen })
        })
        .collect();
    json!({
        "id": case.id.to_string(),
        "need": page.card.need_title,
        "asker": page.card.asker,
        "supplier": page.card.supplier,
        "state": case.state.word(),
        "stage": case.stage,
        "due": case.clock.due.as_ref().map(|due| due.on.to_string()),
        "due_provisional": case.clock.due.as_ref().is_some_and(|due| due.provisional),
        "end": case.end.as_ref().map(|end| json!({ "code": end.code, "reason": end.reason, "on": end.on.to_string() })),
        "actions": page.actions.iter().map(|line| line.action.word()).collect::<Vec<_>>(),
        "records": records,
        "version": case.version,
    })
}
