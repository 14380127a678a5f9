//! Word files with comments at places of their text.
//!
//! Main items: [`Comment`], [`annotate`] and [`plain_document`]. Places are bytes of the text that [`super::read`] gives. The
//! parts of the package that comments do not touch are copied as they are packed; in the document only the text runs in
//! which a comment begins or ends are split (ECMA-376 part 1, 17.13.4: comments). What the comments say is the callers'.

mod anchors;
mod package;

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::ProseError;
use super::docx::{self, DOCUMENT};
use crate::archive::Archive;
use crate::limits::Limits;
use crate::table::xml::XmlError;
use package::Package;

/// A remark on a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// First byte of the place in the text.
    pub start: usize,
    /// The byte behind the place.
    pub end: usize,
    /// What is said, a paragraph each.
    pub paragraphs: Vec<String>,
}

/// Who signs the comments.
const AUTHOR: &str = "Benfu";

/// A copy of a Word file with the comments; comments that it has already stay.
///
/// A comment on a place without text, such as one behind the end, is left out.
///
/// # Errors
/// Why the file cannot be read, or that the copy cannot be written.
pub fn annotate(
    bytes: &[u8],
    comments: &[Comment],
    limits: &Limits,
) -> Result<Vec<u8>, ProseError> {
    // Reading the text holds the package and its XML to the limits before anything is changed.
    docx::text(bytes.to_vec(), limits)?;
    let mut archive = Archive::open(Cursor::new(bytes), limits)?;
    let mut package = Package::read(|name| part(&mut archive, name))?;
    let document = package.document.clone();
    let placed = anchors::place(&document, comments, package.first_id())?;
    package.add(&placed);
    rewritten(bytes, &package.changed())
}

/// One part as text; nothing when there is none.
fn part<R: std::io::Read + std::io::Seek + Send>(
    archive: &mut Archive<R>,
    name: &str,
) -> Result<Option<String>, ProseError> {
    let Some(mut part) = archive.part(name)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).map_err(|error| XmlError::Malformed {
        part: name.to_owned(),
        at: error.utf8_error().valid_up_to() as u64,
        detail: "not UTF-8".to_owned(),
    })?;
    Ok(Some(text))
}

/// The package with some parts replaced or added, all others copied as they are packed.
fn rewritten(bytes: &[u8], changed: &[(String, String)]) -> Result<Vec<u8>, ProseError> {
    let mut source = ZipArchive::new(Cursor::new(bytes))?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut left: Vec<&(String, String)> = changed.iter().collect();
    for at in 0..source.len() {
        let entry = source.by_index_raw(at)?;
        let name = entry.name().to_owned();
        if let Some(place) = left
            .iter()
            .position(|(part, _)| part.eq_ignore_ascii_case(&name))
        {
            let (_, text) = left.swap_remove(place);
            target.start_file(name, options)?;
            target.write_all(text.as_bytes())?;
        } else {
            target.raw_copy_file(entry)?;
        }
    }
    for (name, text) in left {
        target.start_file(name.as_str(), options)?;
        target.write_all(text.as_bytes())?;
    }
    Ok(target.finish()?.into_inner())
}

/// A plain Word file with a paragraph for each line, to put comments on what was no Word file.
///
/// # Errors
/// That the file cannot be written.
pub fn plain_document(text: &str) -> Result<Vec<u8>, ProseError> {
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_end_matches(['\n', '\r']);
    let body: String = text
        .split('\n')
        .map(|line| paragraph(line.trim_end_matches('\r')))
        .collect();
    let document = format!(
        r#"{XML}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"{XML}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        ),
        (DOCUMENT, document),
    ];
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in parts {
        target.start_file(name, options)?;
        target.write_all(text.as_bytes())?;
    }
    Ok(target.finish()?.into_inner())
}

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
/// The namespace of Word's markup.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships between parts.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A line as a paragraph: Song type of size 5 for Chinese, so that it can be read and commented on.
fn paragraph(line: &str) -> String {
    const STYLE: &str = r#"<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr>"#;
    let runs: Vec<String> = line
        .split('\t')
        .map(|text| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(text)))
        .collect();
    format!(
        "<w:p><w:pPr><w:spacing w:line=\"360\" w:lineRule=\"auto\"/></w:pPr><w:r>{STYLE}{}</w:r></w:p>",
        runs.join("<w:tab/>")
    )
}

/// Text as XML wants it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let legal = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(legal).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}
