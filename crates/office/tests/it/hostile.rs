//! Files made to do harm. Each is refused with its own code, or read within bounds.

use std::io::Write;

use benfu_office::limits::Limits;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::packages::{Book, outcomes, package, refusal, refusal_under, text_row, texts};

fn honest() -> Book {
    Book::of_rows(&(text_row(1, &["名称", "数量"]) + &text_row(2, &["甲", "1"])))
}

/// The honest workbook with one more part.
fn with_part(name: &'static str, bytes: Vec<u8>) -> Vec<u8> {
    let mut parts = honest().parts();
    parts.push((name, bytes));
    package(parts)
}

/// Where the directory line of a part begins.
fn directory_line(package: &[u8], name: &str) -> usize {
    let lines = package
        .windows(4)
        .enumerate()
        .filter(|(_, w)| w == b"PK\x01\x02")
        .map(|(at, _)| at);
    lines
        .into_iter()
        .find(|at| package[at + 46..].starts_with(name.as_bytes()))
        .unwrap()
}

fn put(package: &mut [u8], at: usize, bytes: &[u8]) {
    package[at..at + bytes.len()].copy_from_slice(bytes);
}

#[test]
fn the_honest_workbook_opens() {
    assert_eq!(refusal(honest().bytes()), "opened");
}

#[test]
fn files_that_are_no_tables_are_named_for_what_they_are() {
    assert_eq!(refusal(""), "office.table.empty");
    assert_eq!(refusal(" \n\u{3000}\n"), "office.table.empty");
    for bytes in [
        b"%PDF-1.7 x".to_vec(),
        b"\x89PNG\r\n\x1a\n....".to_vec(),
        b"<html><table><tr><td>a</td></tr></table></html>".to_vec(),
        b"\x00\x01\x02\x03\x04\x05\x06\x07".repeat(9),
        package([("a.txt", b"x".to_vec())]),
        package([
            ("[Content_Types].xml", vec![]),
            ("word/document.xml", vec![]),
        ]),
        package([("[Content_Types].xml", vec![]), ("xl/workbook.bin", vec![])]),
        package([("mimetype", vec![]), ("content.xml", vec![])]),
    ] {
        assert_eq!(refusal(bytes), "office.table.not_a_table");
    }
}

#[test]
fn a_workbook_with_macros_is_refused() {
    assert_eq!(
        refusal(with_part("xl/vbaProject.bin", vec![1])),
        "office.table.macro"
    );
}

#[test]
fn a_bomb_is_refused_by_its_ratio_without_unpacking() {
    let bytes = with_part("xl/media/zeros.bin", vec![0; 64 << 20]);
    assert!(bytes.len() < 200_000);
    assert_eq!(refusal(bytes), "office.archive.ratio");
}

#[test]
fn ten_gigabytes_in_ten_megabytes_are_refused_by_their_promised_size() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..10_u8 {
        zip.start_file(format!("xl/{part}"), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&vec![part; 1 << 20]).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for part in 0..10 {
        let line = directory_line(&bytes, &format!("xl/{part}"));
        put(&mut bytes, line + 24, &(1_u32 << 30).to_le_bytes());
    }
    let limits = Limits {
        pack_ratio: u64::MAX,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(bytes, &limits),
        "office.archive.unpacked_too_large"
    );
}

#[test]
fn a_part_that_is_larger_than_promised_is_not_unpacked_further() {
    let mut bytes = honest().bytes();
    let line = directory_line(&bytes, "xl/worksheets/sheet1.xml");
    put(&mut bytes, line + 24, &10_u32.to_le_bytes());
    assert_eq!(refusal(bytes), "office.archive.larger_than_promised");
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..50).map(|n| format!("xl/{n}")).collect();
    let bytes = package(names.iter().map(|name| (name.as_str(), vec![1])));
    let limits = Limits {
        archive_entries: 49,
        ..Limits::default()
    };
    assert_eq!(
        refusal_under(bytes, &limits),
        "office.archive.too_many_entries"
    );
}

#[test]
fn names_that_leave_the_package_are_refused() {
    for name in [
        "../../etc/passwd",
        "/etc/passwd",
        "xl\\..\\..\\x",
        "C:\\x",
        "xl/a\nb",
    ] {
        assert_eq!(
            refusal(with_part(name.to_owned().leak(), vec![1])),
            "office.archive.bad_name",
            "{name:?}"
        );
    }
}

#[test]
fn links_are_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.add_symlink("xl/link", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    assert_eq!(
        refusal(zip.finish().unwrap().into_inner()),
        "office.archive.link"
    );
}

#[test]
fn overlapping_and_doubled_entries_are_refused() {
    let original = with_part("xl/extra.xml", b"abc".to_vec());
    let mut overlapping = original.clone();
    let target = directory_line(&overlapping, "xl/workbook.xml");
    let line = directory_line(&overlapping, "xl/extra.xml");
    let offset: [u8; 4] = overlapping[target + 42..target + 46].try_into().unwrap();
    put(&mut overlapping, line + 42, &offset);
    assert_eq!(refusal(overlapping), "office.archive.overlap");

    let mut doubled = with_part("XL/workbook.xmm", b"abc".to_vec());
    let line = directory_line(&doubled, "XL/workbook.xmm");
    put(&mut doubled, line + 46, b"XL/workbook.xml");
    assert_eq!(refusal(doubled), "office.archive.duplicate");
}

#[test]
fn locked_and_oddly_packed_entries_are_refused() {
    let mut locked = honest().bytes();
    let line = directory_line(&locked, "xl/workbook.xml");
    put(&mut locked, line + 8, &1_u16.to_le_bytes());
    assert_eq!(refusal(locked), "office.archive.encrypted");

    let mut odd = honest().bytes();
    let line = directory_line(&odd, "xl/workbook.xml");
    put(&mut odd, line + 10, &12_u16.to_le_bytes());
    assert_eq!(refusal(odd), "office.archive.method");
}

#[test]
fn wrong_checksums_and_broken_directories_are_refused() {
    let mut wrong = honest().bytes();
    let line = directory_line(&wrong, "xl/worksheets/sheet1.xml");
    wrong[line + 16] ^= 0xFF;
    assert_eq!(refusal(wrong), "office.archive.corrupt");

    let whole = honest().bytes();
    assert_eq!(
        refusal(whole[..whole.len() - 30].to_vec()),
        "office.archive.damaged"
    );
}

#[test]
fn no_cut_of_a_workbook_panics() {
    let whole = honest().bytes();
    for len in (0..whole.len()).step_by(7) {
        assert_ne!(refusal(whole[..len].to_vec()), "opened", "cut at {len}");
    }
}

#[test]
fn no_changed_byte_of_a_workbook_panics() {
    let whole = honest().bytes();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        refusal(changed);
    }
}

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

#[test]
fn a_stored_package_of_packages_is_not_a_table() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("inner.zip", stored).unwrap();
    zip.write_all(&honest().bytes()).unwrap();
    assert_ne!(refusal(zip.finish().unwrap().into_inner()), "opened");
}
