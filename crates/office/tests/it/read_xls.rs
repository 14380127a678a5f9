//! Workbooks in the old binary format, built record by record.

use benfu_office::limits::Limits;
use benfu_office::table::{Cell, Format, Row};
use calamine::Reader;

use crate::packages::{open, outcomes, refusal, texts};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &len.to_le_bytes(), data].concat()
}

fn numbers(values: &[u16]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn wide(text: &str, len_bytes: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let len = u16::try_from(units.len()).unwrap().to_le_bytes();
    [&len[..len_bytes], &[1], &numbers(&units)[..]].concat()
}

fn cell(kind: u16, place: [u16; 3], data: &[u8]) -> Vec<u8> {
    record(kind, &[&numbers(&place), data].concat())
}

/// A workbook stream with one sheet of these records.
fn stream(shared: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &numbers(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let format = [numbers(&[164]), wide("yyyy-mm-dd", 2)].concat();
    let style = |format: u16| record(0x00E0, &numbers(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0]));
    let before = [begin(5), record(0x041E, &format), style(0), style(164)].concat();
    let name = wide("名单", 1);
    let after = [shared.concat(), record(0x000A, &[])].concat();
    let sheet_line_len = 4 + 6 + name.len();
    let offset = u32::try_from(before.len() + sheet_line_len + after.len()).unwrap();
    let sheet_line = record(
        0x0085,
        &[&offset.to_le_bytes()[..], &[0, 0], &name].concat(),
    );
    let body = [begin(16), sheet.concat(), record(0x000A, &[])].concat();
    [before, sheet_line, after, body].concat()
}

/// A compound file that holds one stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut padded = stream.to_vec();
    padded.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(padded.len() / 512).unwrap();
    let mut head = vec![0; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(26, &numbers(&[3, 0xFFFE, 9, 6]));
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &0xFFFF_FFFE_u32.to_le_bytes());
    put(68, &0xFFFF_FFFE_u32.to_le_bytes());
    put(76, &[&0_u32.to_le_bytes()[..], &[0xFF; 108 * 4]].concat());
    let chain = (2..2 + sectors).map(|n| {
        if n + 1 == 2 + sectors {
            0xFFFF_FFFE
        } else {
            n + 1
        }
    });
    let mut fat: Vec<u32> = [0xFFFF_FFFD, 0xFFFF_FFFE]
        .into_iter()
        .chain(chain)
        .collect();
    assert!(
        fat.len() <= 128,
        "one sector of allocation table is enough for a test"
    );
    fat.resize(128, 0xFFFF_FFFF);
    let fat: Vec<u8> = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    let entry = |name: &str, kind: u8, start: u32, len: usize| {
        let units: Vec<u16> = name.encode_utf16().collect();
        let mut raw = numbers(&units);
        raw.resize(64, 0);
        raw.extend(numbers(&[u16::try_from(units.len() * 2 + 2).unwrap()]));
        raw.extend([kind, 1]);
        raw.extend([0xFF; 12]);
        raw.resize(116, 0);
        raw.extend(start.to_le_bytes());
        raw.extend((len as u64).to_le_bytes());
        raw
    };
    let directory = [
        entry("Root Entry", 5, 0xFFFF_FFFE, 0),
        entry(name, 2, 2, padded.len()),
        vec![0; 256],
    ];
    [head, fat, directory.concat(), padded].concat()
}

fn shared_strings() -> Vec<Vec<u8>> {
    // The third text is split in the middle: its second half is one byte a character.
    let first = [
        &8_u32.to_le_bytes()[..],
        &4_u32.to_le_bytes(),
        &wide("名称", 2),
        &wide("数量", 2),
        &numbers(&[6]),
        &[1],
        &numbers(&[u16::from(b'a'), u16::from(b'b'), 0x6DF1]),
    ]
    .concat();
    let second = [&[0][..], b"cde", &wide("日期", 2)].concat();
    vec![record(0x00FC, &first), record(0x003C, &second)]
}

fn sheet() -> Vec<Vec<u8>> {
    let short = |value: u32| ((value << 2) | 2).to_le_bytes();
    let text_result = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    vec![
        record(0x0208, &numbers(&[2, 0, 0, 0, 0, 0, 0x20, 0])),
        cell(0x00FD, [0, 0, 0], &0_u32.to_le_bytes()),
        cell(0x00FD, [0, 1, 0], &1_u32.to_le_bytes()),
        cell(0x00FD, [0, 2, 0], &3_u32.to_le_bytes()),
        cell(0x00FD, [1, 0, 0], &2_u32.to_le_bytes()),
        cell(0x0203, [1, 1, 0], &13_800_138_000_f64.to_le_bytes()),
        cell(0x027E, [1, 2, 1], &short(45_736)),
        cell(
            0x0006,
            [2, 0, 0],
            &[&text_result[..], &[0; 6], &[3, 0, 0x1E, 1, 0]].concat(),
        ),
        record(0x0207, &wide("公式的结果", 2)),
        record(
            0x00BD,
            &[
                &numbers(&[2, 1, 0])[..],
                &short(7),
                &numbers(&[1]),
                &short(45_737),
                &numbers(&[2]),
            ]
            .concat(),
        ),
        cell(0x0205, [3, 0, 0], &[1, 0]),
        cell(0x0205, [3, 1, 0], &[0x2A, 1]),
        record(0x00E5, &numbers(&[1, 1, 2, 5, 5])),
    ]
}

fn file() -> Vec<u8> {
    compound("Workbook", &stream(&shared_strings(), &sheet()))
}

#[test]
fn every_kind_of_record_becomes_its_cell() {
    let mut book = open(file()).unwrap();
    assert_eq!(book.format(), Format::Xls);
    assert_eq!(book.sheets()[0].name, "名单");
    let sheet = book.sheet(0).unwrap();
    assert_eq!(sheet.header.names, ["名称", "数量", "日期"]);
    let rows: Vec<Row> = sheet.rows.map(Result::unwrap).collect();
    let day = |text: &str| Cell::Day(text.parse().unwrap());
    let cells = |row: usize| rows[row].cells().collect::<Vec<_>>();
    assert_eq!(
        cells(0),
        [
            Cell::Text("ab深cde"),
            Cell::Number("13800138000"),
            day("2025-03-20")
        ]
    );
    assert_eq!(
        cells(1),
        [
            Cell::Text("公式的结果"),
            Cell::Number("7"),
            day("2025-03-21")
        ]
    );
    assert_eq!(cells(2), [Cell::Flag(true), Cell::Text("#N/A")]);
    assert_eq!(
        rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, true, false]
    );
}

#[test]
fn another_library_reads_the_same_texts_from_the_same_file() {
    let mut theirs = calamine::Xls::new(std::io::Cursor::new(file())).unwrap();
    let range = theirs.worksheet_range("名单").unwrap();
    assert_eq!(range.get((1, 0)).unwrap().to_string(), "ab深cde");
    assert_eq!(range.get((2, 0)).unwrap().to_string(), "公式的结果");
}

#[test]
fn a_text_outside_the_table_spoils_its_row_only() {
    let sheet = [
        cell(0x0204, [0, 0, 0], &wide("名称", 2)),
        cell(0x00FD, [1, 0, 0], &99_u32.to_le_bytes()),
        cell(0x0204, [2, 0, 0], &wide("甲", 2)),
    ];
    let rows = outcomes(
        compound("Workbook", &stream(&[], &sheet)),
        &Limits::default(),
    );
    assert_eq!(rows[0], Err("office.row.damaged_cell"));
    assert_eq!(texts(rows[1].as_ref().unwrap()), ["甲"]);
}

#[test]
fn locked_old_and_foreign_compound_files_are_refused() {
    let locked = [
        record(0x0809, &numbers(&[0x0600, 5])),
        record(0x002F, &[1, 0]),
    ]
    .concat();
    assert_eq!(
        refusal(compound("Workbook", &locked)),
        "office.table.encrypted"
    );
    assert_eq!(
        refusal(compound("EncryptedPackage", b"x")),
        "office.table.encrypted"
    );
    let old = record(0x0809, &numbers(&[0x0500, 5]));
    assert_eq!(refusal(compound("Book", &old)), "office.table.xls_too_old");
    assert_eq!(
        refusal(compound("WordDocument", b"x")),
        "office.table.not_a_table"
    );
    assert_eq!(refusal(compound("Other", b"x")), "office.table.not_a_table");
}

#[test]
fn a_chain_of_sectors_in_a_circle_ends() {
    let mut circle = file();
    // The directory is sector 1; its line in the allocation table is made to point to itself.
    circle[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(refusal(circle), "office.table.xls_damaged");
}

#[test]
fn no_cut_and_no_changed_byte_panics() {
    let whole = file();
    for at in 0..whole.len().min(5_000) {
        let mut changed = whole.clone();
        changed[at] ^= 0xA5;
        for bytes in [changed, whole[..at].to_vec()] {
            if let Ok(mut book) = open(bytes)
                && let Ok(sheet) = book.sheet(0)
            {
                assert!(sheet.rows.count() < 1_000);
            }
        }
    }
}
