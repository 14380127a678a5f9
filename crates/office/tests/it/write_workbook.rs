//! Workbooks as they are written, read back by our reader and by another library.

use std::io::Cursor;

use benfu_office::limits::Limits;
use benfu_office::table::{Cell, Row};
use benfu_office::workbook::{
    Column, REJECTION_COLUMNS, Reason, RejectedRow, SheetContent, Value, Workbook, rejected_rows,
};
use calamine::{Data, Reader, Xlsx};

use crate::packages::{open, outcomes, texts};

fn sheet(rows: Vec<Vec<Value<'_>>>) -> SheetContent<'_> {
    let columns = ["名称", "数值", "日期"].map(Column::new).to_vec();
    SheetContent {
        name: "名单".to_owned(),
        columns,
        rows,
    }
}

fn bytes(content: &SheetContent<'_>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add(content).unwrap();
    workbook.finish().unwrap()
}

fn rows(bytes: Vec<u8>) -> Vec<Row> {
    open(bytes)
        .unwrap()
        .sheet(0)
        .unwrap()
        .rows
        .map(Result::unwrap)
        .collect()
}

#[test]
fn values_come_back_as_they_were() {
    let day = "2025-03-20".parse().unwrap();
    let content = sheet(vec![
        vec![
            Value::text("甲公司"),
            Value::Money(-123_456),
            Value::Day(day),
        ],
        vec![
            Value::text("乙公司"),
            Value::Number("-12.5".into()),
            Value::Empty,
        ],
        vec![
            Value::text("丙公司"),
            Value::Number("91440300123456789012".into()),
            Value::Flag(true),
        ],
        vec![
            Value::text("丁公司"),
            Value::Number("007".into()),
            Value::Money(i64::MIN),
        ],
    ]);
    let rows = rows(bytes(&content));
    let cells = |row: usize| rows[row].cells().collect::<Vec<_>>();
    assert_eq!(
        cells(0),
        [
            Cell::Text("甲公司"),
            Cell::Number("-1234.56"),
            Cell::Day(day)
        ]
    );
    assert_eq!(cells(1), [Cell::Text("乙公司"), Cell::Number("-12.5")]);
    assert_eq!(cells(2)[1], Cell::Text("91440300123456789012"));
    assert_eq!(
        cells(3),
        [
            Cell::Text("丁公司"),
            Cell::Text("007"),
            Cell::Text("-92233720368547758.08")
        ]
    );
}

#[test]
fn no_text_becomes_a_formula() {
    let texts = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        " =1",
        "\"=1",
        "＝1",
        "＋1",
        "－a",
        "＠a",
    ];
    let content = sheet(texts.iter().map(|text| vec![Value::text(*text)]).collect());
    let mut theirs = Xlsx::new(Cursor::new(bytes(&content))).unwrap();
    assert!(theirs.worksheet_formula("名单").unwrap().is_empty());
    let range = theirs.worksheet_range("名单").unwrap();
    for (row, text) in range.rows().skip(1).zip(texts) {
        assert_eq!(row[0], Data::String(format!("'{text}")));
    }
}

#[test]
fn equal_content_gives_equal_bytes() {
    let content = sheet(vec![vec![Value::text("甲"), Value::Money(1)]]);
    assert_eq!(bytes(&content), bytes(&content));
}

#[test]
fn header_is_frozen_filtered_noted_and_wide_enough_for_chinese() {
    let mut content = sheet(vec![vec![Value::text("一家名称很长很长很长的公司")]]);
    content.columns[1] = Column::new("数值").with_note("单位：万元");
    let written = bytes(&content);
    let mut archive =
        benfu_office::archive::Archive::open(Cursor::new(written), &Limits::default()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut part = archive.part(name).unwrap().unwrap();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<pane ySplit=\"1\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:C2\"/>"), "{sheet}");
    assert!(
        sheet.contains("<col min=\"1\" max=\"1\" width=\"27."),
        "{sheet}"
    );
    assert!(part("xl/comments1.xml").contains("单位：万元"));
}

#[test]
fn sheet_names_are_made_acceptable_and_different() {
    let mut workbook = Workbook::new();
    for name in [
        "a/b:c",
        "a b c",
        "",
        "一".repeat(40).as_str(),
        "一".repeat(50).as_str(),
    ] {
        workbook
            .add(&SheetContent {
                name: name.to_owned(),
                ..SheetContent::default()
            })
            .unwrap();
    }
    let book = open(workbook.finish().unwrap()).unwrap();
    let names: Vec<String> = book.sheets().into_iter().map(|sheet| sheet.name).collect();
    let (long, cut) = ("一".repeat(31), "一".repeat(29));
    assert_eq!(
        names,
        [
            "a b c",
            "a b c 2",
            "Sheet",
            long.as_str(),
            format!("{cut} 2").as_str()
        ]
    );
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_marked() {
    let long = "长".repeat(40_000);
    let rows = rows(bytes(&sheet(vec![vec![Value::text(long.as_str())]])));
    let text = rows[0].cell(0).to_text();
    assert_eq!(text.encode_utf16().count(), 32_767);
    assert!(text.ends_with("truncated）"));
}

#[test]
fn rejected_rows_come_back_unchanged_with_their_reasons_and_can_be_imported_again() {
    let csv = "名称,电话,备注\n甲,075512345678,=1+1\n乙,+86-755-1,-\n";
    let sent = outcomes(csv, &Limits::default());
    let reason = Reason {
        zh: "电话不完整".into(),
        en: "incomplete telephone".into(),
        next_step: "补全电话".into(),
    };
    let rejected: Vec<RejectedRow> = sent
        .into_iter()
        .map(|row| {
            let row = row.unwrap();
            RejectedRow {
                number: row.number,
                row: Some(row),
                reasons: vec![reason.clone(), reason.clone()],
            }
        })
        .chain([RejectedRow {
            number: 9,
            row: None,
            reasons: vec![reason.clone()],
        }])
        .collect();
    let header = ["名称", "电话", "备注"].map(str::to_owned);
    let written = rejected_rows("退回", &header, &rejected).unwrap();
    let mut again = open(written).unwrap();
    let sheet = again.sheet(0).unwrap();
    assert_eq!(sheet.header.names[..3], header);
    assert_eq!(sheet.header.names[3..], REJECTION_COLUMNS);
    let rows: Vec<Row> = sheet.rows.map(Result::unwrap).collect();
    assert_eq!(texts(&rows[0])[..4], ["甲", "075512345678", "=1+1", "2"]);
    assert_eq!(
        texts(&rows[1])[..5],
        ["乙", "+86-755-1", "-", "3", "电话不完整\n电话不完整"]
    );
    assert_eq!(rows[2].cell(3), Cell::Number("9"));
}
