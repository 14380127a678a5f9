//! What is asked of an import, and what it answers.

use super::ImportKind;
use benfu_domain::Lang;
use benfu_domain::id::{ImportId, PartyId};
use benfu_store::import::ImportRow;
use std::path::PathBuf;

/// Where the file is.
#[derive(Debug, Clone)]
pub enum FileContent {
    /// Its bytes, as they were uploaded.
    Bytes(Vec<u8>),
    /// On this machine's disk; read piece by piece.
    Path(PathBuf),
}

/// A file to be imported, with what its sender says about it.
#[derive(Debug, Clone)]
pub struct ImportFile {
    /// Name as it was handed in.
    pub name: String,
    /// Where it is.
    pub content: FileContent,
    /// The sheet, by name; the first one that is visible when `None`.
    pub sheet: Option<String>,
    /// What the rows are; recognised from the headers when `None`.
    pub kind: Option<ImportKind>,
    /// Which header each field (or concept) stands under, where the headers alone do not tell: (field, header).
    pub map: Vec<(String, String)>,
    /// Values for fields that the file does not carry, as a person would write them, for every row whose own
    /// cell is empty: (field, value), such as (`scheme`, `innovative_sme`) or (`from`, `2023-12-25`).
    pub defaults: Vec<(String, String)>,
    /// The year of yearly figures whose headers name none.
    pub year: Option<i32>,
    /// The party whose needs or offers these are, when the rows do not say.
    pub party: Option<PartyId>,
    /// The document that the file is (a notice, a return); its name when empty.
    pub source_title: String,
}

impl ImportFile {
    /// A file about which nothing more is said.
    pub fn new(name: impl Into<String>, content: FileContent) -> ImportFile {
        ImportFile {
            name: name.into(),
            content,
            sheet: None,
            kind: None,
            map: Vec::new(),
            defaults: Vec::new(),
            year: None,
            party: None,
            source_title: String::new(),
        }
    }
}

/// Something about a row, or about the file, that a person should know. The row was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The row in the file; `None` for remarks about the whole.
    pub row: Option<u64>,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Remark {
    /// A remark about the whole file.
    pub(super) fn whole(zh: impl Into<String>, en: impl Into<String>) -> Remark {
        Remark {
            row: None,
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The remark with its row.
    pub fn text(&self, lang: Lang) -> String {
        match (self.row, lang) {
            (None, Lang::Zh) => self.zh.clone(),
            (None, Lang::En) => self.en.clone(),
            (Some(row), Lang::Zh) => format!("第 {row} 行:{}", self.zh),
            (Some(row), Lang::En) => format!("row {row}: {}", self.en),
        }
    }

    /// The line of the import's notes: both languages, so that everybody can read the record.
    pub(super) fn line(&self) -> String {
        format!("{} / {}", self.text(Lang::Zh), self.text(Lang::En)).replace(['\n', '\r'], " ")
    }
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDone {
    /// The import.
    pub id: ImportId,
    /// What the rows are.
    pub kind: ImportKind,
    /// This very file had been imported before: nothing was done, and this tells what was done then.
    pub again: bool,
    /// Rows read.
    pub rows_read: i64,
    /// Rows that made or changed something.
    pub taken: i64,
    /// Rows that said what was known already.
    pub known: i64,
    /// Rows of which nothing was taken.
    pub rejected: i64,
    /// Rows that were taken without one or more of their values; they come back too.
    pub partial: i64,
    /// New parties.
    pub parties_made: i64,
    /// Pairs of parties proposed for merging.
    pub merges_proposed: i64,
    /// How many remarks there were.
    pub remarks_count: i64,
    /// The first of them.
    pub remarks: Vec<Remark>,
    /// The workbook of rows that came back: hash of the kept file.
    pub rejected_hash: Option<String>,
}

impl ImportDone {
    /// What an earlier import of the same file did, from its record.
    pub(super) fn earlier(row: &ImportRow) -> Option<ImportDone> {
        let notes: Vec<&str> = row.notes.lines().collect();
        let remarks = notes.iter().map(|line| {
            let (zh, en) = line.split_once(" / ").unwrap_or((line, line));
            Remark::whole(zh, en)
        });
        Some(ImportDone {
            id: row.id,
            kind: ImportKind::from_word(&row.kind)?,
            again: true,
            rows_read: row.rows_read,
            taken: row.rows_taken,
            known: row.rows_known,
            rejected: row.rows_rejected,
            partial: 0,
            parties_made: 0,
            merges_proposed: 0,
            remarks_count: i64::try_from(notes.len()).unwrap_or(i64::MAX),
            remarks: remarks.collect(),
            rejected_hash: row.rejected_hash.clone(),
        })
    }
}
