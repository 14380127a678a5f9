//! Imports: files of firms, offers, needs and registers, taken in as one act each.
//!
//! [`preview_import`] says how a file would be read; [`import_file`] takes it in: good rows go in, bad rows come
//! back as a workbook with the reason per row, and the whole is one ledger entry that [`withdraw_import`] takes
//! back. The steps of an import are files here, in this order: `reader` (a thread that reads the file and, by the
//! [`Plan`](plan::Plan), turns each row into a `record`), `register` (which party a row means), `take` (what a
//! chunk of rows adds), `run` (the one long transaction). Memory is bounded by the chunk and by a few dozen bytes
//! per party named in the file.
//!
//! What an import never does: change the name, place or text of a party it did not make, or merge two parties.
//! Such differences are remarks and proposals for a person to decide, so that an import can always be taken back.
//!
//! # How to add a kind
//! Add it to [`ImportKind`], its fields to the pack's import forms, a record in `record/`, and what it adds in
//! `take/`.

mod cells;
mod columns;
mod command;
mod kind;
mod list;
mod place;
mod plan;
mod preview;
mod reader;
mod recognise;
mod record;
mod register;
mod run;
mod take;

pub use columns::{ColumnUse, Target, Unused};
pub use command::{FileContent, ImportDone, ImportFile, Remark};
pub use kind::ImportKind;
pub use list::{ImportPage, list_imports, read_import, rejected_file, withdraw_import};
pub use preview::{Preview, PreviewRow, PreviewSheet, preview_import};
pub use run::import_file;
