//! Reports: the period report, and the rows behind a figure.
//!
//! Main types: [`ReportView`], [`FigureRowsView`].

mod check;
mod read;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
pub(crate) use check::samples::pages as check_samples;

pub use check::{CheckView, FindingRow, Found};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::civil::Date;

use crate::chart::Picture;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{FilterChoice, Link, Paging, page_template};

/// The pages of reports.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    let bring = post(check::check).layer(DefaultBodyLimit::max(upload_limit));
    Router::new()
        .route(pattern::REPORT_CHECK, get(check::form).merge(bring))
        .route(pattern::REPORTS, get(read::report))
        .route(pattern::REPORT_WORD, get(read::word))
        .route(pattern::FIGURE_ROWS, get(read::rows))
}

/// A piece of a line of the report.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A figure, linked to its rows.
    Figure(Link),
    /// A place where a person writes; the hint says what.
    Write(String),
}

/// A figure with its basis.
#[derive(Clone, Debug)]
pub struct FigureLine {
    /// What it counts.
    pub label: String,
    /// How it is counted, in a sentence.
    pub basis: String,
    /// The number, linked to its rows.
    pub value: Link,
    /// Rows behind it.
    pub rows: i64,
}

/// A row that stands in the report itself.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// The record.
    pub record: Link,
    /// Why it counts.
    pub note: String,
    /// The day that puts it inside the period.
    pub on: Option<Date>,
}

/// A part of the report.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading of level 1 or 2.
    Heading(u8, Vec<Piece>),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// An item of a list.
    Item(Vec<Piece>),
    /// The first rows behind a figure, under its name.
    Rows(Link, Vec<RowLine>),
    /// A table of figures with their bases.
    Figures(Vec<FigureLine>),
    /// How many cases came at least so far.
    Funnel(Picture),
}

/// The period report.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// The title.
    pub title: String,
    /// The periods one can choose.
    pub periods: Vec<FilterChoice>,
    /// The day the figures are as of.
    pub as_of: Date,
    /// The day on which it was filled.
    pub filled_on: Date,
    /// Its parts in reading order.
    pub parts: Vec<Part>,
    /// The Word file, when the reader may take it.
    pub word: Option<String>,
}

page_template!(
    ReportView,
    "report/half_year.html",
    Some(Job::Reports),
    |view, _| view.title.clone()
);

/// A row behind a figure.
#[derive(Clone, Debug)]
pub struct CountedRow {
    /// The record.
    pub record: Link,
    /// Why it counts.
    pub note: String,
    /// The day that puts it inside the period.
    pub on: Option<Date>,
    /// What it adds to the figure.
    pub adds: String,
    /// The ledger entry that wrote it.
    pub entry: Link,
    /// All ledger entries about the record.
    pub entries: Link,
}

/// The rows behind one figure.
#[derive(Clone, Debug)]
pub struct FigureRowsView {
    /// The report it belongs to.
    pub report: Link,
    /// What it counts.
    pub label: String,
    /// The number.
    pub value: String,
    /// How it is counted.
    pub basis: String,
    /// The day it is as of.
    pub as_of: Date,
    /// The figure over the last periods.
    pub course: Option<Picture>,
    /// The rows.
    pub rows: Vec<CountedRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    FigureRowsView,
    "report/rows.html",
    Some(Job::Reports),
    |view, _| view.label.clone()
);
