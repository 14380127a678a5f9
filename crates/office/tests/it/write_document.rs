//! Word documents: what their XML says.

use benfu_office::document::{Block, Document, Level, Run, Table, TableColumn};
use benfu_office::evidence::{MAX_EVIDENCE_BYTES, MediaType, recognise};

use crate::packages::part;

/// A made-up half-year report.
pub(crate) fn report() -> Document {
    let columns = vec![
        TableColumn::words("辖区", 3),
        TableColumn::numbers("登记需求（项）", 2),
        TableColumn::numbers("已对接（项）", 2),
        TableColumn::numbers("完成金额（万元）", 3),
    ];
    let row = |n: u32| {
        vec![
            format!("示例街道{n}"),
            format!("{}", n * 7),
            format!("{}", n * 3),
            format!("{}.50", n * 1_234),
        ]
    };
    let table = Table {
        caption: "各街道需求对接情况".into(),
        columns,
        rows: (1..=40).map(row).collect(),
    };
    let sentence = "2025年上半年，示例区共登记应用场景与技术需求90项，已发布68项，其中52项完成供需对接、31项进入试用、17项通过验收并采用，采用率为25.0%；Benfu平台对上述数字逐条留存佐证。";
    Document {
        title: "示例区2025年上半年产业创新供需对接工作情况报告".into(),
        issuer: Some("示例区工业和信息化局".into()),
        date: Some("2025-07-15".parse().unwrap()),
        blocks: vec![
            Block::text(sentence),
            Block::Heading(Level::One, "总体情况".into()),
            Block::Heading(Level::Two, "需求征集".into()),
            Block::text(sentence),
            Block::Heading(Level::Three, "场景类需求".into()),
            Block::Paragraph(vec![
                Run::new("其中，"),
                Run::bold("重点场景12项"),
                Run::new("，均已明确责任单位与完成时限。"),
            ]),
            Block::Heading(Level::Four, "条件约束 <IP68> & 防爆".into()),
            Block::text("第一行\n第二行\u{1}"),
            Block::Table(table),
            Block::Note("数据截至2025年6月30日，口径为已登记且未撤回的需求。".into()),
            Block::Heading(Level::One, "下一步工作".into()),
            Block::PageBreak,
            Block::text("一是继续征集。"),
        ],
    }
}

#[test]
fn equal_documents_give_equal_bytes() {
    let (first, second) = (report().to_docx().unwrap(), report().to_docx().unwrap());
    assert_eq!(first, second);
    assert_eq!(
        recognise(&first, MAX_EVIDENCE_BYTES).unwrap(),
        MediaType::Docx
    );
}

#[test]
fn the_page_is_that_of_the_standard() {
    let xml = part(&report().to_docx().unwrap(), "word/document.xml");
    assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838""#), "{xml}");
    assert!(
        xml.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#),
        "{xml}"
    );
}

#[test]
fn headings_and_tables_are_numbered_by_their_place() {
    let xml = part(&report().to_docx().unwrap(), "word/document.xml");
    for text in [
        "一、总体情况",
        "（一）需求征集",
        "1. 场景类需求",
        "（1）条件约束 &lt;IP68&gt; &amp; 防爆",
        "二、下一步工作",
        "表1 各街道",
    ] {
        assert!(xml.contains(text), "{text}");
    }
    assert!(xml.contains(r#"<w:pStyle w:val="Heading1" />"#));
}

#[test]
fn header_rows_repeat_and_numbers_stand_right() {
    let xml = part(&report().to_docx().unwrap(), "word/document.xml");
    assert_eq!(xml.matches("<w:tblHeader />").count(), 1);
    let number = xml.find("1234.50").unwrap();
    let paragraph = &xml[xml[..number].rfind("<w:p ").unwrap()..number];
    assert!(
        paragraph.contains(r#"<w:jc w:val="right" />"#),
        "{paragraph}"
    );
}

#[test]
fn chinese_and_western_fonts_are_set_apart_with_fallbacks_named() {
    let docx = report().to_docx().unwrap();
    let styles = part(&docx, "word/styles.xml");
    assert!(
        styles.contains(r#"w:ascii="Times New Roman""#)
            && styles.contains(r#"w:eastAsia="仿宋_GB2312""#)
    );
    let fonts = part(&docx, "word/fontTable.xml");
    assert!(fonts.contains(
        r#"<w:font w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK,宋体,SimSun"/>"#
    ));
}

#[test]
fn page_numbers_stand_between_dashes_on_the_outer_edge() {
    let docx = report().to_docx().unwrap();
    let footers = part(&docx, "word/footer1.xml") + &part(&docx, "word/footer2.xml");
    assert_eq!(footers.matches("PAGE").count(), 2);
    assert_eq!(footers.matches("— ").count(), 2);
    assert!(footers.contains(r#"w:val="right""#) && footers.contains(r#"w:val="left""#));
    assert!(part(&docx, "word/settings.xml").contains("evenAndOddHeaders"));
}

#[test]
fn an_empty_document_and_odd_characters_are_written_too() {
    let odd = Document {
        title: "a\u{0}\u{b}\u{ffff}]]>\t<&\"".into(),
        ..Document::default()
    };
    let xml = part(&odd.to_docx().unwrap(), "word/document.xml");
    assert!(xml.contains("a]]&gt;&lt;&amp;"), "{xml}");
    Document::default().to_docx().unwrap();
}
