//! Figures, the period report and the ledger's verification for programs.

use axum::Json;
use axum::extract::{Path, Query};
use benfu_app::indicator::{figure as measure, figure_rows, read_report, written_value};
use benfu_app::ledger::verify as verify_ledger;
use benfu_domain::Lang;
use benfu_domain::period::Period;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiProblem, Caller, Paged, ProblemBody};

/// Which period is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A period such as `2025-H1`, `2025-Q2`, `2025-06` or `2025`.
    period: String,
}

impl Asked {
    fn period(&self) -> Result<Period, ApiProblem> {
        self.period.parse().map_err(|_| ApiProblem::bad_request())
    }
}

/// A figure with its basis.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureBody {
    id: String,
    label_zh: String,
    label_en: String,
    basis_zh: String,
    basis_en: String,
    /// As it is written in a report.
    written_zh: String,
    /// As it is written in a report.
    written_en: String,
    first_day: String,
    last_day: String,
    /// Rows behind it.
    rows: i64,
}

/// One figure over a period.
#[utoipa::path(get, operation_id = "measure_figure", path = "/api/v1/figures/{id}", params(("id" = String, Path), Asked), responses(
    (status = 200, body = FigureBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn figure(
    Caller(cx): Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<FigureBody>, ApiProblem> {
    let measured = measure(&cx, &id, asked.period()?).await?;
    let (label, basis) = (&measured.indicator.label, &measured.indicator.basis);
    Ok(Json(FigureBody {
        id,
        label_zh: label.zh.clone(),
        label_en: label.en.clone(),
        basis_zh: basis.zh.clone(),
        basis_en: basis.en.clone(),
        written_zh: written_value(&measured, Lang::Zh),
        written_en: written_value(&measured, Lang::En),
        first_day: measured.figure.span.first.to_string(),
        last_day: measured.figure.span.last.to_string(),
        rows: measured.figure.rows,
    }))
}

/// A row behind a figure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RowBody {
    /// The key of the row; the next page begins after that of the last row.
    key: String,
    /// `party`, `need`, `case`, `activity`, `offer`.
    record: &'static str,
    id: String,
    title: String,
    note: String,
    on: Option<String>,
    adds: i64,
    /// The ledger entry that wrote it.
    entry: i64,
}

/// The rows behind a figure.
#[utoipa::path(get, operation_id = "list_figure_rows", path = "/api/v1/figures/{id}/rows", params(("id" = String, Path), Asked, Paged), responses(
    (status = 200, body = Vec<RowBody>), (status = 422, body = ProblemBody)))]
pub(crate) async fn rows(
    Caller(cx): Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Query(paged): Query<Paged>,
) -> Result<Json<Vec<RowBody>>, ApiProblem> {
    let rows = figure_rows(&cx, &id, asked.period()?, &paged.page()).await?;
    let row = |benfu_app::indicator::CountedRow { row, .. }| RowBody {
        key: row.key,
        record: row.record,
        id: row.id,
        title: row.title,
        note: row.note,
        on: row.on.map(|day| day.to_string()),
        adds: row.adds,
        entry: row.entry,
    };
    Ok(Json(rows.into_iter().map(row).collect()))
}

/// A filled report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportBody {
    title_zh: String,
    title_en: String,
    text_zh: String,
    text_en: String,
    as_of: String,
}

/// A report of the pack, filled for a period, as text in both languages.
#[utoipa::path(get, operation_id = "read_report", path = "/api/v1/reports/{id}", params(("id" = String, Path), Asked), responses(
    (status = 200, body = ReportBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn report(
    Caller(cx): Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<ReportBody>, ApiProblem> {
    let page = read_report(&cx, &id, asked.period()?).await?;
    Ok(Json(ReportBody {
        title_zh: page.title.zh.clone(),
        title_en: page.title.en.clone(),
        text_zh: page.text(Lang::Zh),
        text_en: page.text(Lang::En),
        as_of: page.as_of.to_string(),
    }))
}

/// The head of a stream.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadBody {
    stream: String,
    seq: i64,
    hash: String,
}

/// What a verification found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationBody {
    /// Whether the ledger proves itself.
    whole: bool,
    entries: u64,
    erased_payloads: u64,
    findings: Vec<String>,
    heads: Vec<HeadBody>,
}

/// Verifies the ledger.
#[utoipa::path(get, operation_id = "verify_ledger", path = "/api/v1/ledger/verification", responses(
    (status = 200, body = VerificationBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn verify(Caller(cx): Caller) -> Result<Json<VerificationBody>, ApiProblem> {
    let report = verify_ledger(&cx, &[]).await?;
    let heads = report.heads.into_iter();
    Ok(Json(VerificationBody {
        whole: report.findings.is_empty(),
        entries: report.entries,
        erased_payloads: report.erased_payloads,
        findings: report
            .findings
            .iter()
            .map(|finding| format!("{finding:?}"))
            .collect(),
        heads: heads
            .map(|head| HeadBody {
                stream: head.stream,
                seq: head.seq,
                hash: head.hash,
            })
            .collect(),
    }))
}
