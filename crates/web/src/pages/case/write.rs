//! What is done in cases: actions of the loop, records, evidence.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use benfu_app::programme::{
    ActOnCase, Attached, RecordOnCase, Upload, act_on_case, attach, download, read_case,
    record_on_case,
};
use benfu_app::{Failure, ProblemCode};
use benfu_domain::id::CaseId;
use benfu_domain::programme::{Action, CaseRecord, Measurement, RecordKind};

use crate::error_page::{Problem, ProblemKind};
use crate::pages::id_of;
use crate::route::Route;
use crate::server::{Posted, Signed, done, once};
use crate::words;

/// `POST /cases/{id}/acts/{action}`.
pub(crate) async fn act(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id: CaseId = id_of(&id)?;
    match (action.as_str(), Action::from_word(&action)) {
        ("attach", _) => upload(id, posted).await,
        (_, Some(Action::Record)) => record(id, posted).await,
        (_, Some(action)) => take(id, action, posted).await,
        (_, None) => Err(Problem::new(ProblemKind::NotFound)),
    }
}

async fn take(id: CaseId, action: Action, posted: Posted) -> Result<Response, Problem> {
    let command = ActOnCase {
        id,
        version: posted.version(),
        action,
        reason: posted.text(&format!("{}-reason", action.word())),
        code: posted.text(&format!("{}-code", action.word())),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, act_on_case(cx, command)).await?;
    Ok(done(
        Route::Case(&id.to_string()),
        effect.notice("notice-done"),
    ))
}

async fn record(id: CaseId, posted: Posted) -> Result<Response, Problem> {
    let page = read_case(&posted.signed.cx, id).await?;
    let record = read_record(&posted, page.need.as_ref().map(|need| &need.terms))?;
    let cx = &posted.signed.cx;
    let effect = once(cx, record_on_case(cx, RecordOnCase { id, record })).await?;
    Ok(done(
        Route::Case(&id.to_string()),
        effect.notice("notice-saved"),
    ))
}

fn wrong(code: ProblemCode, field: &str, detail: &str) -> Problem {
    let problem = benfu_app::Problem::with_field(code, field).detail(detail, detail);
    Failure::Invalid(vec![problem]).into()
}

fn read_record(
    posted: &Posted,
    terms: Option<&benfu_domain::need::Terms>,
) -> Result<CaseRecord, Problem> {
    let lang = posted.signed.lang;
    let kind = RecordKind::from_word(&posted.text("record-kind"));
    let kind = kind.ok_or_else(|| Problem::new(ProblemKind::BadRequest))?;
    let on = words::day_of_text(&posted.text("record-on"));
    let on = on.map_err(|text| wrong(ProblemCode::DateUnreadable, "record-on", &text))?;
    let measured = words::milli_of_text(lang, &posted.text("record-measured"));
    let measured = measured
        .map_err(|fault| wrong(ProblemCode::NumberUnreadable, "record-measured", &fault))?;
    let amount = words::money_of_text(lang, &posted.text("record-amount"));
    let amount_fen =
        amount.map_err(|fault| wrong(ProblemCode::NumberUnreadable, "record-amount", &fault))?;
    let measurement = |measured_milli| Measurement {
        metric: terms.map(|terms| terms.metric.clone()).unwrap_or_default(),
        unit: terms
            .map(|terms| terms.metric_unit.clone())
            .unwrap_or_default(),
        baseline_milli: terms.and_then(|terms| terms.baseline_milli),
        measured_milli,
    };
    Ok(CaseRecord {
        kind,
        on: on.unwrap_or_else(|| posted.signed.cx.today()),
        text: posted.text("record-text"),
        measurement: measured.map(measurement),
        amount_fen,
        evidence: Vec::new(),
    })
}

async fn upload(id: CaseId, posted: Posted) -> Result<Response, Problem> {
    let file = posted
        .file("file")
        .ok_or_else(|| Problem::new(ProblemKind::BadRequest))?;
    let upload = Upload {
        to: Attached::Case(id),
        kind: posted.text("evidence-kind"),
        name: file.name.clone(),
        bytes: file.bytes.clone(),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, attach(cx, upload)).await?;
    Ok(done(
        Route::Case(&id.to_string()),
        effect.notice("notice-attached"),
    ))
}

/// `GET /evidence/{subject}/{hash}`: always as a download, so that nothing people upload runs here.
pub(crate) async fn evidence(
    signed: Signed,
    Path((subject, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let to = match (subject.parse(), subject.parse()) {
        (Ok(case), _) => Attached::Case(case),
        (_, Ok(need)) => Attached::Need(need),
        (Err(_), Err(_)) => return Err(Problem::new(ProblemKind::NotFound)),
    };
    let (row, bytes) = download(&signed.cx, to, &hash).await?;
    Ok(file_response(&row.name, &row.media_type, bytes))
}

/// A file to be saved, never shown.
pub(crate) fn file_response(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let encoded = crate::route::encoded(name);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
