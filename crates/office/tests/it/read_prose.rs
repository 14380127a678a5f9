//! The text of reports: encodings, Word, and what is refused.

use benfu_office::limits::Limits;
use benfu_office::message::Explain as _;
use benfu_office::prose::{ProseError, read};

use std::fmt::Write as _;

use crate::packages::package;

fn text(bytes: impl Into<Vec<u8>>) -> Result<String, ProseError> {
    read("report", bytes.into(), &Limits::default())
}

#[test]
fn a_mark_and_the_national_encoding_are_read_through() {
    assert_eq!(text("\u{feff}共37项").expect("text"), "共37项");
    let gb18030 = [0xb9, 0xb2, 0x33, 0x37, 0xcf, 0xee, 0xa1, 0xa3];
    assert_eq!(text(gb18030).expect("text"), "共37项。");
}

#[test]
fn word_gives_a_line_for_a_paragraph_and_tabs_between_cells() {
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>上半年</w:t></w:r><w:r><w:t xml:space='preserve'> 完成37项</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p></w:body></w:document>";
    let docx = package([("word/document.xml", body.as_bytes().to_vec())]);
    assert_eq!(text(docx).expect("text"), "上半年 完成37项\n甲\t12\n\n");
}

#[test]
fn other_files_are_refused_with_what_to_do() {
    let picture = text(*b"\x89PNG\r\n\x1a\n0000").expect_err("a picture");
    assert_eq!(picture.message().code, "office.prose.other_kind");
    let package = text(package([("mimetype", b"x".to_vec())])).expect_err("no document");
    assert_eq!(package.message().code, "office.prose.no_document");
    assert!(package.message().zh.contains("另存"));
}

/// A page with the line 2024: 642 of 805, set in a font that every reader has.
fn pdf() -> Vec<u8> {
    let content = "BT /F1 12 Tf 72 700 Td (Platforms 805, of which 642, a share of 80%) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj{object}endobj", at + 1);
    }
    let table = out.len();
    out += "xref\n0 6\n0000000000 65535 f \n";
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = writeln!(
        out,
        "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"
    );
    out.into_bytes()
}

#[test]
fn pdf_is_read_through_pdftotext_where_it_is_installed() {
    let read = text(pdf());
    if let Err(ProseError::NoPdfReader) = read {
        println!("pdftotext is not installed: reading PDF is not tested");
        return;
    }
    let text = read.expect("text");
    assert!(
        text.contains("Platforms 805, of which 642, a share of 80%"),
        "{text}"
    );
}
