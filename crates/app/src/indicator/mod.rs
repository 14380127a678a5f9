//! Figures and the period report: each number counted from rows that can be opened.
//!
//! [`figure`] measures one indicator over a period in the actor's territory; [`figure_rows`] opens its rows;
//! [`read_report`] fills a report template of the pack; [`report_document`] lays it out for Word.

mod figures;
mod report;
mod report_document;
mod rows;

pub use figures::{MeasuredFigure, figure, written_value};
pub use report::{ReportPage, ReportPart, ReportPiece, read_report};
pub use report_document::report_document;
pub use rows::{CountedRow, figure_rows};
