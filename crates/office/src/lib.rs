//! Tables in, workbooks and Word files out.
//!
//! This crate is the only place that knows office formats. It reads what people send (Excel,
//! delimited text, JSON lines) into rows of cells, and writes what people take away (Excel
//! workbooks and Word documents in the official layout). It knows no domain word: what a column
//! means is decided by its callers. Files are hostile until shown otherwise; [`limits::Limits`]
//! holds every bound.
//!
//! ```
//! use benfu_office::{limits::Limits, table::{self, Cell, Source}};
//!
//! let text = "企业名称,电话\n甲公司,075512345678\n";
//! let mut book = table::open(Source::bytes("firms.csv", text), &Limits::default())?;
//! let mut sheet = book.sheet(0)?;
//! assert_eq!(sheet.header.names, ["企业名称", "电话"]);
//! let row = sheet.rows.next().expect("one row")?;
//! assert_eq!(row.cell(1), Cell::Text("075512345678"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How to add a format
//!
//! Recognise it in [`table::Format`] by its content, give it a reader that fills a
//! [`table::Row`] at a time under the limits, and add its hostile files to the tests.

pub mod archive;
pub mod document;
pub mod evidence;
pub mod limits;
pub mod magic;
pub mod message;
pub mod prose;
pub mod table;
mod width;
pub mod workbook;
