//! Contents made to do harm: each is refused with its own code, or costs only its own row.

use benfu_office::limits::Limits;

use crate::packages::{Book, honest, outcomes, package, refusal, refusal_under, text_row, texts};

#[test]
fn entities_are_never_declared_nor_expanded() {
    let blow_up = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>"#;
    let outside = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"#;
    for doctype in [blow_up, outside] {
        let mut parts = honest().parts();
        for (name, bytes) in &mut parts {
            if *name == "xl/sharedStrings.xml" {
                *bytes = format!("{doctype}<sst><si><t>&b;</t></si></sst>").into_bytes();
            }
        }
        assert_eq!(refusal(package(parts)), "office.xml.doctype");
    }
    let unknown = Book::of_rows(&(text_row(1, &["a", "b"]) + &text_row(2, &["&b;", "1"])));
    assert_eq!(
        outcomes(unknown.bytes(), &Limits::default()),
        [Err("office.xml.malformed")]
    );
}

#[test]
fn deep_nesting_ends_the_reading() {
    let deep = format!("<row>{}", "<c>".repeat(1_000));
    let rows = outcomes(
        Book::of_rows(&(text_row(1, &["a"]) + &deep)).bytes(),
        &Limits::default(),
    );
    assert_eq!(rows, [Err("office.xml.too_deep")]);
}

#[test]
fn the_claimed_dimension_costs_nothing() {
    // Every workbook built here claims 1,048,576 rows of 16,384 columns.
    let rows = outcomes(honest().bytes(), &Limits::default());
    assert_eq!(texts(rows[0].as_ref().unwrap()), ["甲", "1"]);
}

#[test]
fn a_cell_far_to_the_right_spoils_its_row_only() {
    let book = Book::of_rows(
        &(text_row(1, &["a", "b"])
            + r#"<row r="2"><c r="XFD2"><v>1</v></c></row>"#
            + &text_row(3, &["甲", "1"])),
    );
    let rows = outcomes(book.bytes(), &Limits::default());
    assert_eq!(rows[0], Err("office.row.too_many_columns"));
    assert!(rows[1].is_ok());
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_refused() {
    let limits = Limits {
        pack_ratio: u64::MAX,
        ..Limits::default()
    };
    let long = "a".repeat(100 << 20);
    let book = Book::of_rows(&(text_row(1, &["a"]) + &text_row(2, &[&long])));
    assert_eq!(
        outcomes(book.bytes(), &limits),
        [Err("office.xml.too_long")]
    );
    assert_eq!(
        refusal(Book::of_rows(&text_row(1, &[&long])).bytes()),
        "office.archive.ratio"
    );
    let csv = format!("名称,数\n{long},1\n");
    assert_eq!(outcomes(csv, &limits), [Err("office.row.too_long")]);
}

#[test]
fn a_cell_over_its_limit_spoils_its_row_only() {
    let limits = Limits {
        cell_bytes: 100,
        ..Limits::default()
    };
    let long = "长".repeat(50);
    let book =
        Book::of_rows(&(text_row(1, &["a"]) + &text_row(2, &[&long]) + &text_row(3, &["甲"])));
    let csv = format!("名称\n{long}\n甲\n");
    let json = format!("{{\"a\":\"{long}\"}}\n{{\"a\":\"甲\"}}\n");
    for bytes in [book.bytes(), csv.into_bytes(), json.into_bytes()] {
        let rows = outcomes(bytes, &limits);
        assert_eq!(rows[0], Err("office.row.cell_too_long"));
        assert_eq!(texts(rows[1].as_ref().unwrap()), ["甲"]);
    }
}

#[test]
fn shared_texts_are_bounded_in_number_and_size() {
    let mut book = honest();
    book.shared = Some("<si><t>a</t></si>".repeat(1_000));
    let few = Limits {
        shared_strings: 999,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(book.bytes(), &few),
        "office.table.shared_strings"
    );
    let small = Limits {
        shared_string_bytes: 999,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(book.bytes(), &small),
        "office.table.shared_strings"
    );
}

#[test]
fn a_million_shared_texts_referred_to_by_one_row_stay_within_the_row_limit() {
    let mut book = Book::of_rows(
        &(text_row(1, &["a", "b"])
            + &format!(
                "<row r=\"2\">{}</row>",
                "<c t=\"s\"><v>0</v></c>".repeat(1_000)
            )),
    );
    book.shared = Some(format!("<si><t>{}</t></si>", "字".repeat(10_000)));
    let rows = outcomes(book.bytes(), &Limits::default());
    assert_eq!(rows, [Err("office.row.too_long")]);
}

#[test]
fn merged_areas_are_bounded_and_may_not_overlap() {
    let mut book = honest();
    book.after_rows = r#"<mergeCell ref="A5:B6"/>"#.repeat(11);
    let limits = Limits {
        merged_areas: 10,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(book.bytes(), &limits),
        "office.table.merged_areas"
    );
    book.after_rows = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(50);
    assert_eq!(
        outcomes(book.bytes(), &Limits::default()),
        [Err("office.row.overlapping_merges")]
    );
}

#[test]
fn rows_columns_sheets_and_bytes_are_bounded() {
    let rows = Limits {
        rows: 2,
        ..Limits::default()
    };
    let csv = "a,b\n1,2\n3,4\n5,6\n";
    assert_eq!(
        outcomes(csv, &rows).last().unwrap(),
        &Err("office.row.too_many_rows")
    );
    let columns = Limits {
        columns: 2,
        ..Limits::default()
    };
    let wide = outcomes("a,b\n1,2\n1,2,3\n3,4\n", &columns);
    assert_eq!(wide[1], Err("office.row.too_many_columns"));
    assert!(wide[2].is_ok());
    assert_eq!(
        refusal_under("{\"a\":1,\"b\":2,\"c\":3}\n", &columns),
        "office.table.too_many_keys"
    );
    let sheets = Limits {
        sheets: 0,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(honest().bytes(), &sheets),
        "office.table.too_many_sheets"
    );
    let bytes = Limits {
        file_bytes: 10,
        ..Limits::default()
    };
    assert_eq!(refusal_under(csv, &bytes), "office.table.too_large");
}

#[test]
fn an_unclosed_quote_is_named_by_the_line_it_opens_on() {
    let rows = outcomes("名称,数\n甲,1\n乙,\"2\n丙,3\n丁,4\n", &Limits::default());
    assert!(rows[0].is_ok());
    assert_eq!(rows[1], Err("office.row.unclosed_quote"));
    assert_eq!(rows.len(), 2);
    let closed = outcomes("名称,数\n甲,1\n乙,\"2\n丙,3\"", &Limits::default());
    assert_eq!(texts(closed[1].as_ref().unwrap()), ["乙", "2\n丙,3"]);
}

#[test]
fn an_unclosed_quote_in_a_large_file_does_not_fill_the_memory() {
    let limits = Limits {
        row_bytes: 100_000,
        ..Limits::default()
    };
    let csv = format!("名称,数\n甲,1\n乙,\"2\n{}", "丙,3\n".repeat(200_000));
    let rows = outcomes(csv, &limits);
    assert_eq!(rows[1], Err("office.row.too_long"));
    let json = format!("{{\"a\":1}}\n{{\"a\":\"{}\"}}\n", "x".repeat(200_000));
    assert_eq!(outcomes(json, &limits)[1], Err("office.row.too_long"));
}

#[test]
fn a_nul_in_a_text_file_spoils_its_row_only() {
    let csv = format!("名称,数\n甲,1\n乙\0,2\n{}", "丙,3\n".repeat(50));
    let rows = outcomes(csv, &Limits::default());
    assert_eq!(rows[1], Err("office.row.nul"));
    assert!(rows[2].is_ok());
}
