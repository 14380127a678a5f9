//! Word documents in the official Chinese layout.
//!
//! [`Document`] says what a report contains, in order; [`Document::to_docx`] lays it out as
//! GB/T 9704-2012 asks (section numbers are given beside each measure in [`layout`]). Equal
//! documents give equal bytes. What does not belong here: the sentences and figures of a report.

mod blocks;
pub mod layout;
mod numbering;
mod package;
mod pdf;
mod styles;

pub use pdf::{PdfError, pdf_offered, to_pdf};

use jiff::civil::Date;
use thiserror::Error;

use crate::message::{Explain, Message};

/// A report: title, body, and who issued it when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The issuing body; stands above the date at the end.
    pub issuer: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
    /// The body in order.
    pub blocks: Vec<Block>,
}

/// One piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading. Its number (一、 （一） 1. （1）) is given by its place.
    Heading(Level, String),
    /// A paragraph of one or more runs.
    Paragraph(Vec<Run>),
    /// A table.
    Table(Table),
    /// A small remark: basis, source, as-of day.
    Note(String),
    /// The next block begins a page.
    PageBreak,
}

impl Block {
    /// A paragraph in one run.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::new(text)])
    }
}

/// The four levels of headings (GB/T 9704-2012, 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 一、
    One,
    /// （一）
    Two,
    /// 1.
    Three,
    /// （1）
    Four,
}

/// Text of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; line breaks are kept.
    pub text: String,
    /// Whether it is set in bold.
    pub bold: bool,
}

impl Run {
    /// Ordinary text.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bold: false,
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bold: true,
        }
    }
}

/// A table with a header that is repeated on each page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Stands above the table, without its number, which is given by its place.
    pub caption: String,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows; missing cells are empty, surplus ones are left out.
    pub rows: Vec<Vec<String>>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its header.
    pub header: String,
    /// Its share of the width of the page, in relation to the other columns.
    pub weight: u32,
    /// Where its cells are set.
    pub align: Align,
}

impl TableColumn {
    /// A column of words, set left.
    pub fn words(header: impl Into<String>, weight: u32) -> Self {
        Self {
            header: header.into(),
            weight,
            align: Align::Left,
        }
    }

    /// Whether its cells are numbers.
    pub fn is_numbers(&self) -> bool {
        self.align == Align::Right
    }

    /// A column of numbers, set right.
    pub fn numbers(header: impl Into<String>, weight: u32) -> Self {
        Self {
            header: header.into(),
            weight,
            align: Align::Right,
        }
    }
}

/// Where the text of a cell is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left, for words.
    #[default]
    Left,
    /// In the middle, for short marks.
    Center,
    /// At the right, for numbers.
    Right,
}

/// Why a document cannot be written.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The package could not be put together.
    #[error(
        "the Word document could not be written ({0}); try again, and report it if it happens again"
    )]
    Package(#[from] zip::result::ZipError),
    /// The package could not be put together.
    #[error(
        "the Word document could not be written ({0}); try again, and report it if it happens again"
    )]
    Io(#[from] std::io::Error),
}

impl Explain for DocumentError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::Package(error) => error.to_string(),
            Self::Io(error) => error.to_string(),
        };
        let zh = format!("Word 文件写出失败（{zh}）；请重试，若再次出现请报告");
        Message::new("office.document.write", zh, self.to_string())
    }
}

impl Document {
    /// The bytes of the .docx file.
    ///
    /// # Errors
    /// When the package cannot be put together, which no content is known to cause.
    pub fn to_docx(&self) -> Result<Vec<u8>, DocumentError> {
        package::pack(blocks::assemble(self))
    }
}
