//! Workbooks in the XML format.

use benfu_office::limits::Limits;
use benfu_office::table::{Cell, Format, Row};
use calamine::{Data, Reader};

use crate::packages::{Book, open, outcomes, read, text_row, texts};

fn day(text: &str) -> Cell<'static> {
    Cell::Day(text.parse().unwrap())
}

fn rows_of(book: &Book) -> Vec<Row> {
    let mut book = open(book.bytes()).unwrap();
    book.sheet(0).unwrap().rows.map(Result::unwrap).collect()
}

#[test]
fn numbers_keep_their_digits_and_days_are_days() {
    let book = Book {
        rows: text_row(1, &["代码", "电话", "日期", "时刻", "编号", "比例"])
            + r#"<row r="2"><c><v>911403001234567890</v></c><c><v>1.3800138000E10</v></c>
                 <c s="1"><v>45736</v></c><c s="2"><v>45736.5</v></c><c s="3"><v>123</v></c>
                 <c><v>0.10000000000000001</v></c></row>"#,
        formats: r#"<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="000000"/>"#.into(),
        styles: r#"<xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/>"#.into(),
        ..Book::default()
    };
    let row = &rows_of(&book)[0];
    let expected = [
        Cell::Number("911403001234567890"),
        Cell::Number("13800138000"),
        day("2025-03-20"),
        Cell::Text("2025-03-20 12:00:00"),
        Cell::Number("000123"),
        Cell::Number("0.1"),
    ];
    assert_eq!(row.cells().collect::<Vec<_>>(), expected);
}

#[test]
fn the_1904_epoch_is_heeded() {
    let mut book = Book::of_rows(
        &(text_row(1, &["名称", "日期"])
            + r#"<row r="2"><c t="inlineStr"><is><t>甲</t></is></c><c s="1"><v>44274</v></c></row>"#),
    );
    book.styles = r#"<xf numFmtId="14"/>"#.into();
    book.is_1904 = true;
    assert_eq!(rows_of(&book)[0].cell(1), day("2025-03-20"));
}

#[test]
fn every_kind_of_cell_is_read() {
    let book = Book {
        rows: text_row(1, &["a", "b", "c", "d", "e"])
            + r#"<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="b"><v>1</v></c>
                 <c r="C2" t="str"><f>A2</f><v>x&amp;&#21335;&lt;y</v></c><c r="E2" t="e"><v>#N/A</v></c></row>"#,
        shared: Some("<si><t>零</t></si><si><r><t>南</t></r><r><t xml:space=\"preserve\">山_x000D_\n区 </t></r><rPh><t>nan</t></rPh></si>".into()),
        ..Book::default()
    };
    let rows = rows_of(&book);
    let expected = [
        Cell::Text("南山\r\n区"),
        Cell::Flag(true),
        Cell::Text("x&南<y"),
        Cell::Empty,
        Cell::Text("#N/A"),
    ];
    assert_eq!(rows[0].cells().collect::<Vec<_>>(), expected);
}

#[test]
fn merged_titles_are_passed_over_and_merged_values_repeated() {
    let book = Book {
        rows: text_row(1, &["2025年名单"])
            + &text_row(2, &["区", "街道", "企业"])
            + &text_row(3, &["南山", "粤海", "甲"])
            + r#"<row r="4"><c r="B4" t="inlineStr"><is><t>西丽</t></is></c><c r="C4" t="inlineStr"><is><t>乙</t></is></c></row>"#
            + r#"<row r="5"/>"#,
        after_rows:
            r#"<mergeCells count="2"><mergeCell ref="A1:Z1"/><mergeCell ref="A3:A5"/></mergeCells>"#
                .into(),
        ..Book::default()
    };
    let (names, rows) = read(book.bytes());
    assert_eq!(names, ["区", "街道", "企业"]);
    assert_eq!(rows, [["南山", "粤海", "甲"], ["南山", "西丽", "乙"]]);
}

#[test]
fn a_header_of_two_levels_is_joined() {
    let book = Book {
        rows: text_row(1, &["企业名称", "2024年", "", "2025年", ""])
            + &text_row(2, &["", "营收", "研发", "营收", "研发"])
            + &text_row(3, &["甲", "1", "2", "3", "4"]),
        after_rows: r#"<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>"#.into(),
        ..Book::default()
    };
    let (names, rows) = read(book.bytes());
    assert_eq!(
        names,
        [
            "企业名称",
            "2024年 营收",
            "2024年 研发",
            "2025年 营收",
            "2025年 研发"
        ]
    );
    assert_eq!(rows.len(), 1);
}

#[test]
fn hidden_rows_are_read_and_counted() {
    let hidden = text_row(3, &["乙", "2"]).replace("r=\"3\"", "r=\"3\" hidden=\"1\"");
    let book = Book::of_rows(&(text_row(1, &["名", "数"]) + &text_row(2, &["甲", "1"]) + &hidden));
    let mut workbook = open(book.bytes()).unwrap();
    let mut sheet = workbook.sheet(0).unwrap();
    let rows: Vec<Row> = sheet.rows.by_ref().map(Result::unwrap).collect();
    assert_eq!((rows[0].hidden, rows[1].hidden), (false, true));
    assert_eq!(sheet.rows.hidden_rows(), 1);
}

#[test]
fn a_damaged_cell_spoils_its_row_only() {
    let book = Book::of_rows(
        &(text_row(1, &["名", "数"])
            + r#"<row r="2"><c t="s"><v>99</v></c></row><row r="3"><c r="ZZZZ3"><v>1</v></c></row>"#
            + &text_row(4, &["甲", "1"])),
    );
    let rows = outcomes(book.bytes(), &Limits::default());
    assert_eq!(rows[0], Err("office.row.damaged_cell"));
    assert_eq!(rows[1], Err("office.row.damaged_cell"));
    assert_eq!(texts(rows[2].as_ref().unwrap()), ["甲", "1"]);
}

#[test]
fn what_another_library_writes_is_read_as_another_library_reads_it() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    for name in ["第一张", "第二张"] {
        let sheet = writer.add_worksheet().set_name(name).unwrap();
        for (column, head) in ["名称", "数量", "备注"].iter().enumerate() {
            sheet
                .write(0, u16::try_from(column).unwrap(), *head)
                .unwrap();
        }
        for row in 1..50_u32 {
            sheet.write(row, 0, format!("企业{row}")).unwrap();
            sheet.write(row, 1, f64::from(row) * 1.25).unwrap();
            sheet.write(row, 2, "多行\n备注").unwrap();
        }
    }
    writer
        .worksheet_from_name("第二张")
        .unwrap()
        .set_hidden(true);
    let bytes = writer.save_to_buffer().unwrap();
    let mut ours = open(bytes.clone()).unwrap();
    assert_eq!(ours.format(), Format::Xlsx);
    assert_eq!(
        ours.sheets()
            .iter()
            .map(|s| s.is_hidden)
            .collect::<Vec<_>>(),
        [false, true]
    );
    let rows: Vec<Vec<String>> = ours
        .sheet(1)
        .unwrap()
        .rows
        .map(|r| texts(&r.unwrap()))
        .collect();
    let mut theirs = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = theirs.worksheet_range("第二张").unwrap();
    let expected: Vec<Vec<String>> = range
        .rows()
        .skip(1)
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect();
    assert_eq!(rows, expected);
}
