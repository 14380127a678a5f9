//! The period report and the rows behind its figures, filled from use cases.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::Page;
use benfu_app::indicator::{
    CountedRow as Counted, MeasuredFigure, ReportPage, ReportPart, ReportPiece, figure,
    figure_rows, read_report, report_document, written_value,
};
use benfu_app::office::evidence::MediaType;
use benfu_domain::indicator::{FigureRow as Row, FigureValue};
use benfu_domain::period::Period;
use benfu_domain::programme::CaseState;
use benfu_rules::Exact;
use serde::Deserialize;

use super::{CountedRow, FigureLine, FigureRowsView, Part, Piece, ReportView, RowLine};
use crate::chart::{self, Bar, Caption, Picture, Step, funnel};
use crate::error_page::{Problem, ProblemKind};
use crate::locale::Lang;
use crate::pages::case::file_response;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: i64 = 100;

/// Which report is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    report: String,
}

/// The period of an address.
fn period_of(text: &str) -> Result<Period, Problem> {
    text.parse()
        .map_err(|_| Problem::new(ProblemKind::NotFound))
}

/// The half-years that can be chosen: the present one and the five before it.
fn periods(signed: &Signed) -> Vec<Period> {
    let today = signed.cx.today();
    let half = if today.month() <= 6 { 1 } else { 2 };
    let newest = i64::from(today.year()) * 2 + half - 1;
    let period = |count: i64| {
        let year = i32::try_from((newest - count) / 2).ok()?;
        let half = u8::try_from((newest - count) % 2 + 1).ok()?;
        Period::half(year, half)
    };
    (0..6).filter_map(period).collect()
}

/// The last half-year that is over.
fn usual_period(signed: &Signed) -> Option<Period> {
    let today = signed.cx.today();
    periods(signed)
        .into_iter()
        .find(|period| period.last_day().is_some_and(|last| last < today))
}

fn template(signed: &Signed, asked: &str) -> Result<String, Problem> {
    let reports = &signed.cx.pack().reports;
    let chosen = reports
        .keys()
        .find(|id| *id == asked)
        .or_else(|| reports.keys().next());
    chosen
        .cloned()
        .ok_or_else(|| Problem::new(ProblemKind::NotFound))
}

/// `GET /reports`.
pub(crate) async fn report(
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let period = if asked.period.is_empty() {
        usual_period(&signed)
    } else {
        Some(period_of(&asked.period)?)
    };
    let period = period.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let template = template(&signed, &asked.report)?;
    let page = read_report(&signed.cx, &template, period).await?;
    let lang = signed.lang;
    let choice = |other: Period| FilterChoice {
        link: Link::new(
            words::period(lang, other),
            Route::Reports.with(&[("period", &other.to_string())]),
        ),
        count: None,
        chosen: other == period,
    };
    let view = ReportView {
        title: page.title.text(lang.into()).to_owned(),
        periods: periods(&signed).into_iter().map(choice).collect(),
        as_of: words::date_of(page.as_of).unwrap_or_default(),
        filled_on: words::date_of(page.filled_on).unwrap_or_default(),
        parts: page
            .parts(lang.into())
            .iter()
            .map(|part| shown(lang, &page, part))
            .collect(),
        word: Some(Route::ReportWord(&period.to_string()).with(&[("report", &template)])),
    };
    Ok(signed.page(&view))
}

fn rows_address(page: &ReportPage, id: &str) -> String {
    Route::FigureRows(&page.period.to_string(), id).to_string()
}

fn shown(lang: Lang, page: &ReportPage, part: &ReportPart) -> Part {
    match part {
        ReportPart::Heading(level, pieces) => Part::Heading(*level, shown_pieces(page, pieces)),
        ReportPart::Paragraph(pieces) => Part::Paragraph(shown_pieces(page, pieces)),
        ReportPart::Item(pieces) => Part::Item(shown_pieces(page, pieces)),
        ReportPart::Rows(id, rows) => {
            let label = page
                .figures
                .get(id)
                .map(|measured| measured.indicator.label.text(lang.into()));
            let title = Link::new(label.unwrap_or(id), rows_address(page, id));
            Part::Rows(title, rows.iter().map(|row| row_line(lang, row)).collect())
        }
        ReportPart::Figures(ids) => Part::Figures(
            ids.iter()
                .filter_map(|id| figure_line(lang, page, id))
                .collect(),
        ),
        ReportPart::Funnel(counts) => Part::Funnel(funnel_picture(lang, counts)),
    }
}

fn shown_pieces(page: &ReportPage, pieces: &[ReportPiece]) -> Vec<Piece> {
    let shown = |piece: &ReportPiece| match piece {
        ReportPiece::Text(text) => Piece::Text(text.clone()),
        ReportPiece::Figure { id, written } => {
            Piece::Figure(Link::new(written, rows_address(page, id)))
        }
        ReportPiece::Write(hint) => Piece::Write(hint.clone()),
    };
    pieces.iter().map(shown).collect()
}

fn row_line(lang: Lang, counted: &Counted) -> RowLine {
    RowLine {
        record: record(&counted.row),
        note: counted.why.text(lang.into()).to_owned(),
        on: counted.row.on.and_then(words::date_of),
    }
}

/// The record behind a row.
fn record(row: &Row) -> Link {
    let id = row.id.as_str();
    let route = match row.record {
        "party" => Route::Firm(id),
        "need" => Route::Need(id),
        "case" => Route::Case(id),
        "offer" => Route::Offer(id),
        _ => return Link::new(&row.title, Route::LedgerEntry(&row.entry.to_string())),
    };
    Link::new(&row.title, route)
}

fn figure_line(lang: Lang, page: &ReportPage, id: &str) -> Option<FigureLine> {
    let measured = page.figures.get(id)?;
    Some(FigureLine {
        label: measured.indicator.label.text(lang.into()).to_owned(),
        basis: measured.indicator.basis.text(lang.into()).to_owned(),
        value: Link::new(page.written(id, lang.into()), rows_address(page, id)),
        rows: measured.figure.rows,
    })
}

fn funnel_picture(lang: Lang, counts: &[(CaseState, i64)]) -> Picture {
    let all = counts.first().map_or(0, |(_, count)| *count);
    let step = |(state, count): &(CaseState, i64)| Step {
        label: words::case_state_word(lang, *state),
        count: *count,
        count_text: lang.int(*count),
        share_text: lang.percent(*count, all),
        href: Some(Route::Cases.with(&[("state", state.word())])),
    };
    let steps: Vec<Step> = counts.iter().map(step).collect();
    let caption = Caption::new(
        "report-funnel",
        lang.t("cases-funnel"),
        lang.tn("rows-count", all),
    );
    funnel(&caption, &steps)
}

/// `GET /reports/{period}/report.docx`.
pub(crate) async fn word(
    signed: Signed,
    Path(period): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let template = template(&signed, &asked.report)?;
    let page = read_report(&signed.cx, &template, period_of(&period)?).await?;
    let lang = signed.lang.into();
    let bytes = report_document(&page, lang)?;
    Ok(file_response(
        &format!("{}.docx", page.title.text(lang)),
        MediaType::Docx.as_str(),
        bytes,
    ))
}

/// Where the rows go on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    after: String,
}

/// `GET /reports/{period}/figures/{figure}`.
pub(crate) async fn rows(
    signed: Signed,
    Path((period, id)): Path<(String, String)>,
    Query(asked): Query<After>,
) -> Result<Response, Problem> {
    let (cx, lang, span) = (&signed.cx, signed.lang, period_of(&period)?);
    let measured = figure(cx, &id, span).await?;
    let listed = figure_rows(
        cx,
        &id,
        span,
        &Page {
            after: asked.after,
            limit: ROWS,
        },
    )
    .await?;
    let full = i64::try_from(listed.len()).is_ok_and(|rows| rows >= ROWS);
    let last = listed
        .last()
        .filter(|_| full)
        .map(|last| last.row.key.clone());
    let address = Route::FigureRows(&period, &id);
    let view = FigureRowsView {
        report: Link::new(
            words::period(lang, span),
            Route::Reports.with(&[("period", &period)]),
        ),
        label: measured.indicator.label.text(lang.into()).to_owned(),
        value: written_value(&measured, lang.into()),
        basis: measured.indicator.basis.text(lang.into()).to_owned(),
        as_of: words::date_of(measured.figure.span.last).unwrap_or_default(),
        course: course(&signed, &measured, span).await?,
        rows: listed.iter().map(|row| counted(lang, row)).collect(),
        paging: Paging {
            next: last.map(|after| address.with(&[("after", &after)])),
            previous: None,
            total: Some(measured.figure.rows),
        },
    };
    Ok(signed.page(&view))
}

/// The figure over the half-years that can be chosen; nothing for a period of another length.
async fn course(
    signed: &Signed,
    measured: &MeasuredFigure,
    shown: Period,
) -> Result<Option<Picture>, Problem> {
    let (cx, lang, id) = (&signed.cx, signed.lang, &measured.indicator.id);
    let mut periods = periods(signed);
    if !periods.contains(&shown) {
        return Ok(None);
    }
    periods.reverse();
    let mut bars = Vec::new();
    for period in periods {
        let measured = if period == shown {
            measured.clone()
        } else {
            figure(cx, id, period).await?
        };
        let value = match &measured.figure.value {
            FigureValue::Whole(whole) => *whole,
            FigureValue::Ratio(ratio) => basis_points(ratio),
            FigureValue::Missing => 0,
        };
        bars.push(Bar {
            label: words::period(lang, period),
            value,
            value_text: written_value(&measured, lang.into()),
            target: None,
            href: Some(Route::FigureRows(&period.to_string(), id).to_string()),
        });
    }
    let count = i64::try_from(bars.len()).unwrap_or(0);
    let caption = Caption::new(
        "figure-course",
        lang.t("figure-course"),
        lang.tn("rows-count", count),
    );
    Ok(Some(chart::bars(&caption, &bars)))
}

/// A ratio as the length of a bar.
fn basis_points(ratio: &Exact) -> i64 {
    let points = ratio.numerator().saturating_mul(10_000) / ratio.denominator();
    i64::try_from(points).unwrap_or(i64::MAX)
}

fn counted(lang: Lang, counted: &Counted) -> CountedRow {
    let row = &counted.row;
    let kind = match row.record {
        "party" => "party",
        "need" => "need",
        "offer" => "offer",
        _ => "case",
    };
    CountedRow {
        record: record(row),
        note: counted.why.text(lang.into()).to_owned(),
        on: row.on.and_then(words::date_of),
        adds: lang.int(row.adds),
        entry: Link::new(
            format!("#{}", row.entry),
            Route::LedgerEntry(&row.entry.to_string()),
        ),
        entries: Link::new(lang.t("job-ledger"), Route::LedgerOf(kind, &row.id)),
    }
}
