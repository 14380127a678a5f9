//! Tests of the office crate: what is read, what is refused, what is written.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod annotate;
mod evidence;
mod hostile_contents;
mod hostile_packages;
mod packages;
mod read_excel;
mod read_prose;
mod read_text;
mod read_xls;
mod write_document;
mod write_workbook;
