//! Packages made to do harm. Each is refused with its own code before anything is unpacked, or
//! as soon as unpacking shows the lie.

use std::io::Write;

use benfu_office::limits::Limits;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::packages::{honest, package, refusal, refusal_under};

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
fn a_stored_package_of_packages_is_not_a_table() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("inner.zip", stored).unwrap();
    zip.write_all(&honest().bytes()).unwrap();
    assert_ne!(refusal(zip.finish().unwrap().into_inner()), "opened");
}
