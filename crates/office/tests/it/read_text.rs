//! Delimited text and JSON lines.

use benfu_office::limits::Limits;
use benfu_office::table::{Cell, Format, Row, Source, TextEncoding, open as open_source};
use encoding_rs::GB18030;
use proptest::prelude::*;

use crate::packages::{open, outcomes, read, refusal, texts};

const TABLE: &str =
    "企业名称,统一社会信用代码,电话\n甲公司,00123456789012345X,075512345678\n乙公司,,\n";

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn one_table_reads_alike_in_every_encoding() {
    let expected = read(TABLE);
    assert_eq!(expected.0, ["企业名称", "统一社会信用代码", "电话"]);
    assert_eq!(
        expected.1[0],
        ["甲公司", "00123456789012345X", "075512345678"]
    );
    let gb = GB18030.encode(TABLE).0.into_owned();
    let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
    for bytes in [
        marked(b"\xef\xbb\xbf", TABLE.as_bytes()),
        gb,
        marked(b"\xff\xfe", &utf16(TABLE, u16::to_le_bytes)),
        marked(b"\xfe\xff", &utf16(TABLE, u16::to_be_bytes)),
        utf16(TABLE, u16::to_le_bytes),
        utf16(TABLE, u16::to_be_bytes),
    ] {
        assert_eq!(read(bytes), expected);
    }
}

#[test]
fn rare_characters_of_gb18030_survive_the_seams_of_reading() {
    let line = "𠮷野家,龘靐齉,㐀\n";
    let text = format!("名称,甲,乙\n{}", line.repeat(20_000));
    let (_, rows) = read(GB18030.encode(&text).0.into_owned());
    assert_eq!(rows.len(), 20_000);
    assert!(rows.iter().all(|row| row == &["𠮷野家", "龘靐齉", "㐀"]));
}

#[test]
fn the_encoding_is_judged_by_the_whole_file() {
    let mut bytes = b"a,b\n".to_vec();
    bytes.extend(b"1,2\n".repeat(200_000));
    bytes.extend_from_slice(&GB18030.encode("深圳,南山\n").0);
    let (_, rows) = read(bytes);
    assert_eq!(rows.last().unwrap(), &["深圳", "南山"]);
}

#[test]
fn a_character_broken_at_the_very_end_is_reported() {
    let rows = outcomes(
        b"\xc9\xee,\xdb\xda\n\x80    \x81".to_vec(),
        &Limits::default(),
    );
    assert_eq!(rows, [Err("office.row.encoding")]);
}

#[test]
fn a_few_broken_bytes_spoil_their_rows_only() {
    let mut bytes = format!("名称,区\n{}", "甲公司,南山\n".repeat(50)).into_bytes();
    bytes.extend_from_slice(b"\xff\xfe,x\n");
    bytes.extend_from_slice("乙公司,福田\n".as_bytes());
    let rows = outcomes(bytes, &Limits::default());
    assert_eq!(rows[50], Err("office.row.encoding"));
    assert_eq!(texts(rows[51].as_ref().unwrap()), ["乙公司", "福田"]);
}

#[test]
fn tabs_semicolons_and_quotes_are_found_out() {
    let tsv = open("名称\t数量,吨\n甲,乙\t1\n").unwrap();
    assert!(
        matches!(tsv.format(), Format::Delimited(d, TextEncoding::Utf8) if d.delimiter == b'\t')
    );
    let (names, rows) = read("a;b\n\"x;1\";\"say \"\"hi\"\"\"\n");
    assert_eq!(
        (names, rows),
        (
            vec!["a".into(), "b".into()],
            vec![vec!["x;1".into(), "say \"hi\"".into()]]
        )
    );
}

#[test]
fn line_breaks_inside_quotes_stay_and_the_row_is_named_by_its_first_line() {
    let mut book = open("名称,说明\n甲,\"一\n二\"\n乙,三\n").unwrap();
    let sheet = book.sheet(0).unwrap();
    let rows: Vec<Row> = sheet.rows.map(Result::unwrap).collect();
    assert_eq!(rows[0].cell(1), Cell::Text("一\n二"));
    assert_eq!((rows[0].number, rows[1].number), (2, 4));
}

#[test]
fn titles_above_and_blanks_around_the_table_are_no_rows() {
    let text = "\n2025年度企业名单,,,\n单位：万元,,,\n\n名称,区 ,营收,\n 甲 ,南山,10,\n,,,\n\n乙,福田,20,\n,,,\n";
    let mut book = open(text).unwrap();
    let sheet = book.sheet(0).unwrap();
    assert_eq!(sheet.header.names, ["名称", "区", "营收"]);
    assert_eq!(sheet.header.row, 5);
    assert_eq!(sheet.header.above, ["2025年度企业名单", "单位：万元"]);
    let rows: Vec<Row> = sheet.rows.map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(texts).collect::<Vec<_>>(),
        [["甲", "南山", "10"], ["乙", "福田", "20"]]
    );
    assert_eq!(rows[1].number, 9);
}

#[test]
fn a_single_column_is_a_table_too() {
    assert_eq!(
        read("企业名称\n甲\n乙\n"),
        (
            vec!["企业名称".into()],
            vec![vec!["甲".into()], vec!["乙".into()]]
        )
    );
}

#[test]
fn a_reused_row_holds_what_an_owned_row_holds() {
    let mut book = open(TABLE).unwrap();
    let mut sheet = book.sheet(0).unwrap();
    let mut row = Row::new();
    let mut seen = Vec::new();
    while sheet.rows.read_into(&mut row).unwrap() {
        seen.push(texts(&row));
    }
    assert_eq!(seen, read(TABLE).1);
}

#[test]
fn a_file_on_disk_reads_like_bytes_and_its_name_decides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("名单.xlsx");
    std::fs::write(&path, TABLE).unwrap();
    let mut book = open_source(Source::file(&path).unwrap(), &Limits::default()).unwrap();
    assert!(matches!(book.format(), Format::Delimited(..)));
    assert_eq!(book.sheets()[0].name, "名单.xlsx");
    assert_eq!(book.sheet(0).unwrap().rows.count(), 2);
    assert_eq!(
        book.sheet(0).unwrap().rows.count(),
        2,
        "a sheet can be read anew"
    );
}

#[test]
fn json_lines_take_their_columns_in_the_order_of_first_sight() {
    let text = "{\"b\":1,\"a\":\"甲\"}\n\n{\"c\":{\"x\":[1, 2]},\"a\":null,\"b\":91440300123456789012}\n{\"b\":1.50,\"a\":true}\n";
    let mut book = open(text).unwrap();
    let sheet = book.sheet(0).unwrap();
    assert_eq!(sheet.header.names, ["b", "a", "c"]);
    let rows: Vec<Row> = sheet.rows.map(Result::unwrap).collect();
    assert_eq!(rows[0].cell(1), Cell::Text("甲"));
    assert_eq!(rows[1].cell(0), Cell::Number("91440300123456789012"));
    assert_eq!(rows[1].cell(1), Cell::Empty);
    assert_eq!(rows[1].cell(2), Cell::Text("{\"x\":[1, 2]}"));
    assert_eq!(
        (rows[2].cell(0), rows[2].cell(1)),
        (Cell::Number("1.50"), Cell::Flag(true))
    );
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 3, 4]
    );
}

#[test]
fn bad_json_lines_are_reported_and_the_next_line_is_read() {
    let text = "{\"a\":1}\n{\"a\":\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":\"x\\u0000\"}\n{\"a\":2}\n";
    let rows = outcomes(text, &Limits::default());
    let codes: Vec<_> = rows.iter().map(|row| row.as_ref().err().copied()).collect();
    assert_eq!(
        codes,
        [
            None,
            Some("office.row.bad_json"),
            Some("office.row.bad_json"),
            Some("office.row.duplicate_key"),
            Some("office.row.nul"),
            None
        ]
    );
}

#[test]
fn a_json_array_is_refused_with_advice() {
    assert_eq!(
        refusal("[\n {\"a\": 1},\n {\"a\": 2}\n]"),
        "office.table.json_array"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever cells are written as CSV come back trimmed and in place.
    #[test]
    fn written_cells_come_back(rows in prop::collection::vec(prop::collection::vec("[a-z甲乙\",;\n ]{0,8}", 3), 1..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["名称一", "名称二", "名称三"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let (names, read_rows) = read(writer.into_inner().unwrap());
        prop_assert_eq!(names, ["名称一", "名称二", "名称三"]);
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let mut cells: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
                while cells.last().is_some_and(String::is_empty) {
                    cells.pop();
                }
                cells
            })
            .filter(|row| !row.is_empty())
            .collect();
        prop_assert_eq!(read_rows, expected);
    }

    /// No bytes make the reader panic, and a refusal always speaks.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(mut book) = open(bytes) && let Ok(sheet) = book.sheet(0) {
            prop_assert!(sheet.rows.count() < 400);
        }
    }
}

#[test]
fn lines_may_end_in_any_of_the_three_ways() {
    let expected = read("名称,区\n甲,南山\n乙,\"福\n田\"\n");
    assert_eq!(
        read("名称,区\r\n甲,南山\r\n\r\n乙,\"福\n田\"\r\n"),
        expected
    );
    assert_eq!(
        read("名称,区\r甲,南山\r乙,\"福\n田\"".replace('\n', "\r"))
            .1
            .len(),
        2
    );
}
