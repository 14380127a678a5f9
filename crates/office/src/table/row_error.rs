//! What can be wrong with one row of a table that is otherwise readable.
//!
//! A [`RowError`] names the row; after one that [ends the reading](RowError::ends_reading) no more
//! rows come, after any other the next row follows.

use thiserror::Error;

use super::xml::XmlError;
use crate::archive::ArchiveError;
use crate::message::{Explain, Message};

/// A row that could not be read, and why.
#[derive(Debug, Error)]
#[error("row {number}: {fault}")]
pub struct RowError {
    /// Line of a text file or row of a sheet on which the row begins.
    pub number: u64,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// One fault of a row. Columns are counted from 1, as people do.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum RowFault {
    /// Bytes that are no text in the encoding of the file.
    #[error("some bytes are not valid {encoding} text; save the file as UTF-8 and send it again")]
    Encoding { encoding: &'static str },
    /// A NUL character.
    #[error(
        "the row holds a NUL character, so part of the file is not text; export the table again"
    )]
    Nul,
    /// A cell longer than [`crate::limits::Limits::cell_bytes`].
    #[error(
        "column {column} is longer than {limit} bytes; shorten it, or attach the text as a file"
    )]
    CellTooLong { column: usize, limit: usize },
    /// A row longer than [`crate::limits::Limits::row_bytes`].
    #[error(
        "the row is longer than {limit} bytes, perhaps because a quotation mark is not closed; check the quotation marks from this row on"
    )]
    RowTooLong { limit: usize },
    /// A quotation mark that is never closed.
    #[error(
        "a quotation mark opened here is never closed, so all that follows reads as one cell; close it, or double the marks inside the text"
    )]
    UnclosedQuote,
    /// A row wider than [`crate::limits::Limits::columns`].
    #[error("the row has more than {limit} columns; delete what stands to the right of the table")]
    TooManyColumns { limit: usize },
    /// More rows than [`crate::limits::Limits::rows`].
    #[error("the table has more than {limit} rows; split it into several files")]
    TooManyRows { limit: u64 },
    /// A line that is not a JSON object.
    #[error("the line is not one JSON object ({detail}); write one object on each line")]
    BadJson { detail: String },
    /// One key twice in a JSON object.
    #[error("the key '{key}' stands twice in this line; keep one of them")]
    DuplicateKey { key: String },
    /// A cell that refers to a text the workbook does not have, or lies outside the sheet.
    #[error(
        "the cell '{cell}' is damaged; open the workbook in Excel or WPS, save it under a new name and send that"
    )]
    DamagedCell { cell: String },
    /// Merged areas that overlap on this row.
    #[error("merged areas overlap here; unmerge the cells of this row")]
    OverlappingMerges,
    /// The sheet's XML is unfit from here on.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// The bytes cannot be read from here on.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl RowError {
    /// Whether nothing after this row can be read.
    pub fn ends_reading(&self) -> bool {
        matches!(
            self.fault,
            RowFault::RowTooLong { .. }
                | RowFault::UnclosedQuote
                | RowFault::TooManyRows { .. }
                | RowFault::OverlappingMerges
                | RowFault::Xml(_)
                | RowFault::Archive(_)
        )
    }
}

impl RowFault {
    pub(crate) fn at(self, number: u64) -> RowError {
        RowError {
            number,
            fault: self,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Encoding { .. } => "office.row.encoding",
            Self::Nul => "office.row.nul",
            Self::CellTooLong { .. } => "office.row.cell_too_long",
            Self::RowTooLong { .. } => "office.row.too_long",
            Self::UnclosedQuote => "office.row.unclosed_quote",
            Self::TooManyColumns { .. } => "office.row.too_many_columns",
            Self::TooManyRows { .. } => "office.row.too_many_rows",
            Self::BadJson { .. } => "office.row.bad_json",
            Self::DuplicateKey { .. } => "office.row.duplicate_key",
            Self::DamagedCell { .. } => "office.row.damaged_cell",
            Self::OverlappingMerges => "office.row.overlapping_merges",
            Self::Xml(error) => error.message().code,
            Self::Archive(error) => error.message().code,
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Encoding { encoding } => {
                format!("部分字节不是有效的 {encoding} 文字；请另存为 UTF-8 后重新上传")
            }
            Self::Nul => {
                "该行含有空字符（NUL），说明文件部分内容不是文字；请重新导出表格".to_owned()
            }
            Self::CellTooLong { column, limit } => {
                format!("第 {column} 列超过 {limit} 字节；请缩短，或改为附件")
            }
            Self::RowTooLong { limit } => {
                format!("该行超过 {limit} 字节，可能是引号未闭合；请从这一行起检查引号")
            }
            Self::UnclosedQuote => {
                "此处的引号没有闭合，其后内容都被当作一个单元格；请补上引号，或把文中的引号写成两个"
                    .to_owned()
            }
            Self::TooManyColumns { limit } => {
                format!("该行超过 {limit} 列；请删除表格右侧的多余内容")
            }
            Self::TooManyRows { limit } => format!("表格超过 {limit} 行；请拆成几个文件"),
            Self::BadJson { detail } => {
                format!("该行不是一个 JSON 对象（{detail}）；请每行写一个对象")
            }
            Self::DuplicateKey { key } => format!("键“{key}”在该行出现两次；请只保留一个"),
            Self::DamagedCell { cell } => {
                format!("单元格“{cell}”已损坏；请用 Excel 或 WPS 打开后另存为新文件再上传")
            }
            Self::OverlappingMerges => "合并单元格在此重叠；请取消该行的合并".to_owned(),
            Self::Xml(error) => error.message().zh,
            Self::Archive(error) => error.message().zh,
        }
    }
}

impl Explain for RowError {
    fn message(&self) -> Message {
        Message::new(
            self.fault.code(),
            format!("第 {} 行：{}", self.number, self.fault.zh()),
            self.to_string(),
        )
    }
}
