//! Builders of small packages and workbooks, honest and otherwise.

use std::io::{Cursor, Read, Write};

use benfu_office::archive::Archive;
use benfu_office::limits::Limits;
use benfu_office::message::Explain;
use benfu_office::table::{self, OpenError, Row, RowError, Source, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A deflated ZIP package of these parts.
pub(crate) fn package<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook with one sheet.
#[derive(Clone, Default)]
pub(crate) struct Book {
    pub(crate) rows: String,
    pub(crate) after_rows: String,
    pub(crate) shared: Option<String>,
    pub(crate) formats: String,
    pub(crate) styles: String,
    pub(crate) is_1904: bool,
}

impl Book {
    pub(crate) fn of_rows(rows: &str) -> Self {
        Self {
            rows: rows.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn parts(&self) -> Vec<(&'static str, Vec<u8>)> {
        let epoch = u8::from(self.is_1904);
        let mut parts = vec![
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("_rels/.rels", relations(&[("1", "officeDocument", "xl/workbook.xml")])),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    ("1", "worksheet", "worksheets/sheet1.xml"),
                    ("2", "styles", "styles.xml"),
                    ("3", "sharedStrings", "sharedStrings.xml"),
                ]),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns:r="r"><workbookPr date1904="{epoch}"/><sheets><sheet name="表一" sheetId="1" r:id="1"/></sheets></workbook>"#
                )
                .into_bytes(),
            ),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet><numFmts>{}</numFmts><cellXfs><xf numFmtId=\"0\"/>{}</cellXfs></styleSheet>",
                    self.formats, self.styles
                )
                .into_bytes(),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{}</sheetData>{}</worksheet>",
                    self.rows, self.after_rows
                )
                .into_bytes(),
            ),
        ];
        let shared = self.shared.clone().unwrap_or_default();
        parts.push((
            "xl/sharedStrings.xml",
            format!("<sst>{shared}</sst>").into_bytes(),
        ));
        parts
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        package(self.parts())
    }
}

/// A workbook with one good row.
pub(crate) fn honest() -> Book {
    Book::of_rows(&(text_row(1, &["名称", "数量"]) + &text_row(2, &["甲", "1"])))
}

fn relations(list: &[(&str, &str, &str)]) -> Vec<u8> {
    let lines = list.iter().map(|(id, kind, target)| {
        format!(r#"<Relationship Id="{id}" Type="http://example.org/{kind}" Target="{target}"/>"#)
    });
    format!(
        "<Relationships>{}</Relationships>",
        lines.collect::<String>()
    )
    .into_bytes()
}

/// A row of inline texts, its number given.
pub(crate) fn text_row(number: u32, cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#));
    format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
}

pub(crate) fn open(bytes: impl Into<Vec<u8>>) -> Result<Workbook, OpenError> {
    table::open(Source::bytes("测试文件", bytes), &Limits::default())
}

/// The stable code of the refusal of this file.
pub(crate) fn refusal(bytes: impl Into<Vec<u8>>) -> &'static str {
    refusal_under(bytes, &Limits::default())
}

/// The code of the first refusal on opening the file or its first sheet, checked for its texts.
pub(crate) fn refusal_under(bytes: impl Into<Vec<u8>>, limits: &Limits) -> &'static str {
    let opened = table::open(Source::bytes("测试文件", bytes), limits);
    let error = match opened {
        Err(error) => error,
        Ok(mut book) => match book.sheet(0) {
            Err(error) => error,
            Ok(_) => return "opened",
        },
    };
    assert_speaks(&error);
    error.message().code
}

/// Both texts say something in their own language and what to do (after the last semicolon).
pub(crate) fn assert_speaks(error: &impl Explain) {
    let message = error.message();
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(message.zh.chars().any(is_hanzi), "{message:?}");
    assert!(
        message.zh.contains('；') || message.zh.contains('，'),
        "{message:?}"
    );
    assert!(
        message.en.contains(';') || message.en.contains(','),
        "{message:?}"
    );
}

/// Header names and rows (as text) of the first sheet; every row must be readable.
pub(crate) fn read(bytes: impl Into<Vec<u8>>) -> (Vec<String>, Vec<Vec<String>>) {
    let mut book = open(bytes).unwrap();
    let sheet = book.sheet(0).unwrap();
    let rows = sheet.rows.map(|row| texts(&row.unwrap())).collect();
    (sheet.header.names, rows)
}

/// Every row or its error's code, of the first sheet.
pub(crate) fn outcomes(
    bytes: impl Into<Vec<u8>>,
    limits: &Limits,
) -> Vec<Result<Row, &'static str>> {
    let mut book = table::open(Source::bytes("测试文件", bytes), limits).unwrap();
    let sheet = book.sheet(0).unwrap();
    let code = |error: RowError| {
        assert_speaks(&error);
        error.message().code
    };
    sheet.rows.map(|row| row.map_err(code)).collect()
}

pub(crate) fn texts(row: &Row) -> Vec<String> {
    row.cells().map(|cell| cell.to_text()).collect()
}

/// The text of a part of a Word file.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut archive = Archive::open(Cursor::new(docx), &Limits::default()).unwrap();
    let mut text = String::new();
    archive
        .part(name)
        .unwrap()
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}
