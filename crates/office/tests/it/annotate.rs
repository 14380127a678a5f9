//! Comments put into Word files: what is read back, what stays, and what the XML says.

use std::io::{Cursor, Read};

use benfu_office::archive::Archive;
use benfu_office::limits::Limits;
use benfu_office::prose::{Comment, annotate, plain_document, read};

use crate::packages::{package, part};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

fn word(body: &str, more: Vec<(&'static str, Vec<u8>)>) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("word/document.xml", document.into_bytes()),
        ("word/media/picture.png", b"\x89PNG not really".to_vec()),
    ];
    parts.extend(more);
    package(parts)
}

fn text(docx: &[u8]) -> String {
    read("report.docx", docx.to_vec(), &Limits::default()).unwrap()
}

fn comment(text: &str, quote: &str, said: &str) -> Comment {
    let start = text.find(quote).unwrap();
    Comment {
        start,
        end: start + quote.len(),
        paragraphs: vec![said.to_owned(), format!("{said} <in> & English")],
    }
}

fn annotated(docx: &[u8], quotes: &[&str]) -> Vec<u8> {
    let whole = text(docx);
    let comments: Vec<Comment> = quotes
        .iter()
        .map(|quote| comment(&whole, quote, quote))
        .collect();
    annotate(docx, &comments, &Limits::default()).unwrap()
}

/// The text of the document between the marks of a comment.
fn marked(docx: &[u8], id: u32) -> String {
    let xml = part(docx, "word/document.xml");
    let begin = xml
        .find(&format!(r#"<w:commentRangeStart w:id="{id}"/>"#))
        .unwrap();
    let end = xml
        .find(&format!(r#"<w:commentRangeEnd w:id="{id}"/>"#))
        .unwrap();
    let mut inside = String::new();
    for piece in xml[begin..end]
        .split("<w:t")
        .skip(1)
        .filter(|piece| piece.starts_with(['>', ' ']))
    {
        let body = piece.split_once('>').unwrap().1;
        inside.push_str(body.split("</w:t>").next().unwrap());
    }
    inside
}

const BODY: &str = r#"<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>全区平台 805个，其中</w:t></w:r><w:r><w:t xml:space="preserve">市级以上642个，A&amp;B占比</w:t></w:r><w:r><w:rPr/><w:t>超80%。</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>115</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"#;

#[test]
fn a_comment_spans_just_its_place_and_the_text_stays_the_same() {
    let docx = word(BODY, Vec::new());
    let copy = annotated(&docx, &["805个", "642个，A&B占比超80%", "合计\t115"]);
    assert_eq!(text(&copy), text(&docx));
    assert_eq!(marked(&copy, 0), "805个");
    assert_eq!(marked(&copy, 1), "642个，A&amp;B占比超80%");
    assert_eq!(marked(&copy, 2), "合计115");
}

#[test]
fn both_halves_of_a_divided_run_keep_its_properties_and_blanks() {
    let copy = annotated(&word(BODY, Vec::new()), &["805个"]);
    let xml = part(&copy, "word/document.xml");
    assert!(xml.contains(r#"<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">全区平台 </w:t></w:r><w:commentRangeStart"#), "{xml}");
    assert!(
        xml.contains(
            r#"</w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">，其中</w:t></w:r>"#
        ),
        "{xml}"
    );
}

#[test]
fn the_comments_part_is_related_and_typed() {
    let copy = annotated(&word(BODY, Vec::new()), &["642个"]);
    let comments = part(&copy, "word/comments.xml");
    assert!(
        comments.contains(r#"<w:comment w:id="0" w:author="Benfu""#),
        "{comments}"
    );
    assert!(
        comments.contains("642个 &lt;in&gt; &amp; English"),
        "{comments}"
    );
    assert!(
        part(&copy, "[Content_Types].xml").contains(r#"<Override PartName="/word/comments.xml""#)
    );
    assert!(part(&copy, "word/_rels/document.xml.rels").contains(r#"Target="comments.xml""#));
}

#[test]
fn comments_that_are_there_stay_and_new_ones_get_free_numbers() {
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="notes.xml"/></Relationships>"#;
    let old = r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4" w:author="甲"><w:p/></w:comment></w:comments>"#;
    let body = r#"<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>共37项</w:t></w:r><w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r></w:p>"#;
    let docx = word(
        body,
        vec![
            (
                "word/_rels/document.xml.rels",
                relations.as_bytes().to_vec(),
            ),
            ("word/notes.xml", old.as_bytes().to_vec()),
        ],
    );
    let copy = annotated(&docx, &["37项"]);
    let comments = part(&copy, "word/notes.xml");
    assert!(
        comments.contains(r#"w:id="4" w:author="甲""#) && comments.contains(r#"w:id="5""#),
        "{comments}"
    );
    assert_eq!(part(&copy, "word/_rels/document.xml.rels"), relations);
    assert_eq!(marked(&copy, 5), "37项");
    // A second time, on the copy.
    let again = annotated(&copy, &["共"]);
    assert_eq!(marked(&again, 6), "共");
    assert_eq!(text(&again), text(&docx));
}

#[test]
fn what_comments_do_not_touch_is_copied_byte_for_byte() {
    let docx = word(BODY, Vec::new());
    let copy = annotated(&docx, &["642个"]);
    let mut archive = Archive::open(Cursor::new(copy.as_slice()), &Limits::default()).unwrap();
    let mut picture = Vec::new();
    archive
        .part("word/media/picture.png")
        .unwrap()
        .unwrap()
        .read_to_end(&mut picture)
        .unwrap();
    assert_eq!(picture, b"\x89PNG not really");
    let untouched = annotate(&docx, &[], &Limits::default()).unwrap();
    assert_eq!(
        part(&untouched, "word/document.xml"),
        part(&docx, "word/document.xml")
    );
}

#[test]
fn overlapping_comments_and_places_without_text_are_borne() {
    let docx = word(BODY, Vec::new());
    let whole = text(&docx);
    let mut comments = vec![
        comment(&whole, "805个，其中市级", "一"),
        comment(&whole, "其中市级以上642个", "二"),
    ];
    comments.push(Comment {
        start: whole.len(),
        end: whole.len() + 9,
        paragraphs: vec!["三".to_owned()],
    });
    comments.push(Comment {
        start: 0,
        end: 0,
        paragraphs: vec!["四".to_owned()],
    });
    let copy = annotate(&docx, &comments, &Limits::default()).unwrap();
    assert_eq!(text(&copy), whole);
    assert_eq!(marked(&copy, 0), "805个，其中市级");
    assert_eq!(marked(&copy, 1), "其中市级以上642个");
}

#[test]
fn plain_text_becomes_a_plain_document_with_the_same_lines() {
    let docx = plain_document("\u{feff}# 报告\r\n共37项，\t占<90%&\r\n\r\n完\u{1}毕\n").unwrap();
    assert_eq!(text(&docx), "# 报告\n共37项，\t占<90%&\n\n完毕\n");
    let copy = annotated(&docx, &["37项，\t占<90%"]);
    assert_eq!(marked(&copy, 0), "37项，占&lt;90%");
}

proptest::proptest! {
    #[test]
    fn any_places_leave_the_text_as_it_is(places in proptest::collection::vec((0_usize..80, 0_usize..40), 0..6)) {
        let docx = word(BODY, Vec::new());
        let whole = text(&docx);
        let boundary = |at: usize| (at.min(whole.len())..=whole.len()).find(|at| whole.is_char_boundary(*at)).unwrap();
        let comments: Vec<Comment> = places
            .iter()
            .map(|&(start, length)| Comment { start: boundary(start), end: boundary(start + length), paragraphs: vec!["x".to_owned()] })
            .collect();
        let copy = annotate(&docx, &comments, &Limits::default()).unwrap();
        proptest::prop_assert_eq!(text(&copy), whole);
    }
}
