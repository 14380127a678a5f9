//! Reports: the half-year report, and the rows behind a figure.
//!
//! Main types: [`ReportView`], [`FigureRowsView`].

#[cfg(test)]
pub(crate) mod samples;

use jiff::civil::Date;

use crate::chart::Picture;
use crate::view::{FilterChoice, Link, Mark, Paging, page_template};

/// A figure of the report.
#[derive(Clone, Debug)]
pub struct FigureRow {
    /// What it counts.
    pub label: String,
    /// How it is counted, in a sentence.
    pub basis: String,
    /// The number, linked to its rows.
    pub value: Link,
    /// The number of the period before.
    pub before: Option<String>,
    /// Its course.
    pub course: Option<Picture>,
}

/// A sentence about figures, recomputed.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    /// The sentence.
    pub text: String,
    /// What the figures say, with the exact value.
    pub finding: Mark,
}

/// A chapter of the report.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Its pictures.
    pub pictures: Vec<(String, Picture)>,
    /// Its figures.
    pub figures: Vec<FigureRow>,
    /// Its claims.
    pub claims: Vec<ClaimRow>,
}

/// The half-year report.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// The title.
    pub title: String,
    /// The periods one can choose.
    pub periods: Vec<FilterChoice>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// The day the figures are as of.
    pub as_of: Date,
    /// The chapters.
    pub chapters: Vec<Chapter>,
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
    /// Values of the columns, in their order.
    pub cells: Vec<String>,
    /// How many evidence files, linked to where they are.
    pub evidence: Link,
    /// Its ledger entries.
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
    /// Names of the columns.
    pub columns: Vec<String>,
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
