//! Tables as people send them: Excel, delimited text, JSON lines.
//!
//! [`open`] tells the format by content and gives a [`Workbook`]; [`Workbook::sheet`] finds the
//! header of a sheet and gives its [`Rows`]. Everything is streamed but the
//! old .xls format. What
//! the columns mean, and which rows are good, is not decided here.

mod cell;
mod delimited;
mod dialect;
pub(crate) mod encoding;
mod error;
mod format;
mod header;
mod json_lines;
mod merges;
mod number;
mod row_error;
mod rows;
mod serial;
mod shared;
pub(crate) mod source;
mod style;
mod xls;
mod xlsx;
pub(crate) mod xml;

pub use cell::{Cell, Row};
pub use dialect::Dialect;
pub use encoding::TextEncoding;
pub use error::{OpenError, Refusal};
pub use format::Format;
pub use header::Header;
pub use row_error::{RowError, RowFault};
pub use rows::Rows;
pub use source::Source;
pub use xml::XmlError;

use crate::limits::Limits;
use delimited::DelimitedRows;
use format::Content;
use json_lines::{JsonRows, Keys};
use rows::ReadRow;

/// A file that holds one or more tables.
pub struct Workbook {
    name: String,
    format: Format,
    content: Content,
    limits: Limits,
}

/// What can be said of a sheet before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; for text files the file's name.
    pub name: String,
    /// Whether the workbook hides it from its readers.
    pub is_hidden: bool,
}

/// One table, ready to be read.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Its name.
    pub name: String,
    /// Its column names; empty when the sheet holds nothing.
    pub header: Header,
    /// The rows below the header.
    pub rows: Rows<'a>,
}

/// Opens a file as a table.
///
/// # Errors
/// When the content is no table, is locked, or passes a limit. Nothing was unpacked then but the
/// list of sheets.
pub fn open(source: Source, limits: &Limits) -> Result<Workbook, OpenError> {
    let name = source.name.clone();
    let (format, content) = Content::of(source, limits).map_err(|refusal| refusal.of(&name))?;
    Ok(Workbook {
        name,
        format,
        content,
        limits: limits.clone(),
    })
}

impl Workbook {
    /// What the file is, by its content.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The sheets in the workbook's order; text files have one.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        match &self.content {
            Content::Xlsx(package) => package
                .sheets
                .iter()
                .map(|sheet| SheetInfo {
                    name: sheet.name.clone(),
                    is_hidden: sheet.is_hidden,
                })
                .collect(),
            Content::Xls(book) => book.sheets(),
            Content::Delimited { .. } | Content::JsonLines { .. } => {
                vec![SheetInfo {
                    name: self.name.clone(),
                    is_hidden: false,
                }]
            }
        }
    }

    /// Opens a sheet, counted from 0, and finds its header. May be called again for another sheet,
    /// or for the same one to read it anew.
    ///
    /// # Errors
    /// When there is no such sheet, or it is unfit as a whole.
    pub fn sheet(&mut self, index: usize) -> Result<Sheet<'_>, OpenError> {
        let infos = self.sheets();
        let name = self.name.clone();
        let count = infos.len();
        let info = infos.into_iter().nth(index);
        let info = info.ok_or_else(|| Refusal::NoSuchSheet { index, count }.of(&name))?;
        let limits = &self.limits;
        let (known, reader) =
            open_rows(&mut self.content, index, limits).map_err(|refusal| refusal.of(&name))?;
        let mut rows = Rows::new(reader, limits.rows);
        let header =
            known.unwrap_or_else(|| header::take_header(rows.look_ahead(header::ROWS_JUDGED)));
        Ok(Sheet {
            name: info.name,
            header,
            rows,
        })
    }
}

type OpenedRows<'a> = (Option<Header>, Box<dyn ReadRow + Send + 'a>);

/// The rows of a sheet, with the header where the format itself names the columns.
fn open_rows<'a>(
    content: &'a mut Content,
    index: usize,
    limits: &'a Limits,
) -> Result<OpenedRows<'a>, Refusal> {
    match content {
        Content::Delimited {
            source,
            encoding,
            dialect,
        } => {
            let text = encoding.decode(source)?;
            Ok((
                None,
                Box::new(DelimitedRows::new(text, *encoding, *dialect, limits)),
            ))
        }
        Content::JsonLines { source, encoding } => {
            let keys = Keys::collect(encoding.decode(source)?, limits)?;
            let header = Header {
                names: keys.names.clone(),
                ..Header::default()
            };
            let text = encoding.decode(source)?;
            Ok((
                Some(header),
                Box::new(JsonRows::new(text, keys, *encoding, limits)),
            ))
        }
        Content::Xlsx(package) => Ok((None, package.rows(index, limits)?)),
        Content::Xls(book) => Ok((None, book.rows(index, limits)?)),
    }
}
