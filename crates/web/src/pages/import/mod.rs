//! Imports: upload, mapping with preview, result, withdrawal.
//!
//! Main types: [`ImportListView`], [`MappingView`], [`ImportView`].

mod check;
mod handle;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::civil::Date;

use super::RecordForm;
use crate::chart::Picture;
use crate::form::{ActForm, Field};
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Entry, Link, Mark, Paging, page_template};

/// The pages of imports.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    let upload = post(handle::look).layer(DefaultBodyLimit::max(upload_limit));
    Router::new()
        .route(pattern::IMPORTS, get(handle::list).merge(upload))
        .route(pattern::IMPORT, get(handle::detail))
        .route(pattern::IMPORT_REJECTED, get(handle::rejected))
        .route(pattern::IMPORT_ACT, post(handle::act))
}

/// A row of the list of imports.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// The file, linked.
    pub file: Link,
    /// What was imported.
    pub kind: String,
    /// Who.
    pub who: String,
    /// When.
    pub on: Date,
    /// Rows taken.
    pub taken: i64,
    /// Rows refused.
    pub refused: i64,
    /// Its state.
    pub state: Mark,
}

/// The list of imports with the upload form.
#[derive(Clone, Debug)]
pub struct ImportListView {
    /// The upload form, when the reader may import.
    pub form: Option<RecordForm>,
    /// Past imports.
    pub rows: Vec<ImportRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    ImportListView,
    "import/list.html",
    Some(Job::Imports),
    |_, lang| lang.t("job-imports").into_owned()
);

/// One column of the file and where it goes.
#[derive(Clone, Debug)]
pub struct Column {
    /// The header as it stands in the file.
    pub header: String,
    /// The field it fills, as a choice.
    pub target: Field,
    /// What is sent along: the header and what was recognised.
    pub hidden: Vec<Field>,
    /// Why that field was proposed.
    pub why: String,
    /// The first values.
    pub examples: Vec<String>,
}

/// The mapping of a file before it is taken.
#[derive(Clone, Debug)]
pub struct MappingView {
    /// The file's name.
    pub file: String,
    /// What was recognised: kind, encoding, sheet, rows.
    pub seen: Vec<Entry>,
    /// Where the form is sent.
    pub action: String,
    /// Where giving up leads.
    pub back: Link,
    /// The columns.
    pub columns: Vec<Column>,
    /// Fields that must be filled and are not yet.
    pub lacking: Vec<String>,
    /// What is sent along, and values for fields that no column gives.
    pub givens: Vec<Field>,
}

page_template!(
    MappingView,
    "import/mapping.html",
    Some(Job::Imports),
    |view, lang| lang.tv("import-mapping-of", &view.file).into_owned()
);

/// The result of an import.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// The file's name.
    pub file: String,
    /// Its state.
    pub state: Mark,
    /// Who, when, kind, encoding, digest.
    pub entries: Vec<Entry>,
    /// Rows new, changed, unchanged, refused, as a bar.
    pub picture: Picture,
    /// Rows in all.
    pub total: i64,
    /// Rows refused.
    pub refused: i64,
    /// The refused rows as an Excel file.
    pub rejected_file: Option<String>,
    /// What was remarked about rows.
    pub notes: Vec<String>,
    /// What the reader may do, such as withdraw the import.
    pub acts: Vec<ActForm>,
}

page_template!(
    ImportView,
    "import/result.html",
    Some(Job::Imports),
    |view, _| view.file.clone()
);
