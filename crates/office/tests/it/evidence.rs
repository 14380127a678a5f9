//! Uploads as evidence.

use benfu_office::evidence::{MAX_EVIDENCE_BYTES, MediaType, recognise};
use benfu_office::message::Explain;

use crate::packages::{Book, assert_speaks, package};

fn code(bytes: &[u8]) -> &'static str {
    let refusal = recognise(bytes, MAX_EVIDENCE_BYTES).unwrap_err();
    assert_speaks(&refusal);
    refusal.message().code
}

#[test]
fn accepted_kinds_are_told_by_content() {
    let docx = package([
        ("[Content_Types].xml", vec![]),
        ("word/document.xml", vec![]),
    ]);
    for (bytes, kind) in [
        (b"%PDF-1.7\n".to_vec(), MediaType::Pdf),
        (b"\x89PNG\r\n\x1a\n0".to_vec(), MediaType::Png),
        (b"\xff\xd8\xff\xe0".to_vec(), MediaType::Jpeg),
        (docx, MediaType::Docx),
        (Book::default().bytes(), MediaType::Xlsx),
        ("名称,区\n甲,南山\n".into(), MediaType::Text),
    ] {
        assert_eq!(recognise(&bytes, MAX_EVIDENCE_BYTES).unwrap(), kind);
    }
}

#[test]
fn what_could_run_or_hide_something_is_refused() {
    for bytes in [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec(),
        b" <!DOCTYPE html><script>1</script>".to_vec(),
        b"MZ\x90\0\x03\0\0\0".to_vec(),
        b"#!/bin/sh\n".to_vec(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
        b"Rar!\x1a\x07\0".to_vec(),
        b"{\\rtf1}".to_vec(),
        b"a\0b".to_vec(),
        package([("a.txt", b"x".to_vec())]),
    ] {
        assert_eq!(code(&bytes), "office.evidence.not_accepted");
    }
    let with_macro = package([
        ("[Content_Types].xml", vec![]),
        ("word/document.xml", vec![]),
        ("word/vbaProject.bin", vec![]),
    ]);
    assert_eq!(code(&with_macro), "office.evidence.macro");
    let bomb = package([
        ("[Content_Types].xml", vec![]),
        ("word/document.xml", vec![0; 8 << 20]),
    ]);
    assert_eq!(code(&bomb), "office.archive.ratio");
}

#[test]
fn size_is_bounded_on_both_sides() {
    assert_eq!(code(b""), "office.evidence.empty");
    let refusal = recognise(b"%PDF-1.7", 7).unwrap_err();
    assert_eq!(refusal.message().code, "office.evidence.too_large");
}

#[test]
fn only_pictures_are_shown_in_place() {
    assert!(MediaType::Png.may_show_inline() && MediaType::Jpeg.may_show_inline());
    assert!(!MediaType::Pdf.may_show_inline() && !MediaType::Text.may_show_inline());
}
