//! Putting the parts of a .docx together, always in the same bytes.
//!
//! The writing library stores parts unpacked, with no font table of ours and without header rows
//! that repeat. Here its package is rewritten: deflated, with fixed times and those two added.

use std::io::{Cursor, Read, Write};

use docx_rs::Docx;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::DocumentError;
use super::layout::{FONTS, WESTERN_FONT};

/// How the library writes the beginning of a table, and a row that may not be split.
const TABLE: &str = "<w:tbl>";
const UNSPLIT_ROW: &str = "<w:cantSplit />";
const REPEATED_ROW: &str = "<w:cantSplit /><w:tblHeader />";

pub(crate) fn pack(docx: Docx) -> Result<Vec<u8>, DocumentError> {
    let mut stored = Cursor::new(Vec::new());
    docx.pack(&mut stored)?;
    let mut source = ZipArchive::new(stored)?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for at in 0..source.len() {
        let mut part = source.by_index(at)?;
        if part.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        target.start_file(part.name(), options)?;
        target.write_all(&revised(part.name(), bytes))?;
    }
    Ok(target.finish()?.into_inner())
}

fn revised(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    match name {
        "word/document.xml" => repeating(&String::from_utf8_lossy(&bytes)).into_bytes(),
        "word/fontTable.xml" => font_table().into_bytes(),
        _ => bytes,
    }
}

/// The first row of each table is its header and repeats on each page, which the library cannot say.
fn repeating(document: &str) -> String {
    let mut tables = document.split(TABLE);
    let mut out = tables.next().unwrap_or_default().to_owned();
    for table in tables {
        out.push_str(TABLE);
        out.push_str(&table.replacen(UNSPLIT_ROW, REPEATED_ROW, 1));
    }
    out
}

/// Names for each font what to take where it is missing.
fn font_table() -> String {
    let entry = |(name, fallback, charset): (&str, &str, &str)| {
        let other = match fallback {
            "" => String::new(),
            fallback => format!(r#"<w:altName w:val="{fallback}"/>"#),
        };
        format!(
            r#"<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/><w:family w:val="auto"/></w:font>"#
        )
    };
    let chinese = FONTS
        .into_iter()
        .map(|font| entry((font.name, font.fallback, "86")));
    let fonts: String = chinese.chain([entry((WESTERN_FONT, "", "00"))]).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>"#
    )
}
