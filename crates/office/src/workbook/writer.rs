//! Writing one sheet: styles, widths, cell types.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note,
    Worksheet, XlsxError,
};

use super::WriteError;
use super::neutral::{is_plain_number, neutralised};
use super::value::{Column, SheetContent, Value};
use crate::width::display_width;

const MAX_ROWS: usize = 1_048_575;
const MAX_COLUMNS: usize = 16_384;
/// Characters a cell holds.
const MAX_TEXT: usize = 32_767;
/// Characters that a list of choices may have in all.
const MAX_CHOICES: usize = 255;
/// Significant digits a number cell keeps.
const MAX_DIGITS: usize = 15;
/// Column widths in characters; a Chinese character counts as two.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=60;
/// How many rows are looked at for the width of a column.
const ROWS_MEASURED: usize = 1_000;
const CUT_MARK: &str = "…（超出单元格长度，已截断 truncated）";

/// The styles every sheet uses.
pub(crate) struct Formats {
    header: Format,
    text: Format,
    verbatim: Format,
    money: Format,
    day: Format,
    wanted: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00E8_EEF5))
            .set_border_bottom(FormatBorder::Thin);
        Self {
            header,
            text: Format::new().set_num_format("@"),
            verbatim: Format::new().set_num_format("@").set_quote_prefix(),
            money: Format::new().set_num_format("#,##0.00"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            wanted: Format::new().set_background_color(Color::RGB(0x00FF_F2CC)),
        }
    }
}

/// Nothing in a file may depend on the moment it is made.
pub(crate) fn fixed_properties() -> DocProperties {
    let properties = DocProperties::new();
    match ExcelDateTime::from_ymd(2000, 1, 1) {
        Ok(moment) => properties.set_creation_datetime(&moment),
        Err(_) => properties,
    }
}

/// A name that Excel accepts and that is not among `taken` (letter case aside).
pub(crate) fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim().trim_matches('\'').trim();
    let base = if clean.is_empty() { "Sheet" } else { clean };
    let numbered = |n: usize| {
        let tail = if n == 1 {
            String::new()
        } else {
            format!(" {n}")
        };
        let room = 31 - tail.len();
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= room
        };
        let head: String = base.chars().take_while(fits).collect();
        format!("{}{tail}", head.trim_end())
    };
    let is_free = |name: &String| {
        !taken
            .iter()
            .any(|t| t.to_lowercase() == name.to_lowercase())
    };
    (1..=taken.len() + 1)
        .map(numbered)
        .find(is_free)
        .unwrap_or_else(|| numbered(taken.len() + 2))
}

/// Writes header, rows, widths, filter and frozen header.
pub(crate) fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &SheetContent<'_>,
    formats: &Formats,
) -> Result<(), WriteError> {
    refuse_oversize(sheet)?;
    for (column, at) in sheet.columns.iter().zip(0_u16..) {
        let header = fitting(&neutralised(&column.header));
        worksheet.write_string_with_format(0, at, header, &formats.header)?;
        if let Some(note) = &column.note {
            worksheet.insert_note(0, at, &Note::new(note).add_author_prefix(false))?;
        }
        worksheet.set_column_width(at, width_of(sheet, usize::from(at)))?;
        if column.hidden {
            worksheet.set_column_hidden(at)?;
        }
        offer_choices(worksheet, at, column, sheet.rows.len())?;
    }
    for (row, at) in sheet.rows.iter().zip(1_u32..) {
        for (value, column) in row.iter().zip(0_u16..) {
            write_value(worksheet, (at, column), value, formats)?;
        }
    }
    frame(worksheet, sheet)
}

/// A list of choices in the cells below a header; what is not among them may be written all the same.
fn offer_choices(
    worksheet: &mut Worksheet,
    at: u16,
    column: &Column,
    rows: usize,
) -> Result<(), XlsxError> {
    let units: usize = column
        .choices
        .iter()
        .map(|text| text.encode_utf16().count() + 1)
        .sum();
    let listed = column.choices.iter().any(|text| text.contains(','));
    if column.choices.is_empty() || units > MAX_CHOICES || listed || rows == 0 {
        return Ok(());
    }
    let offered = DataValidation::new().allow_list_strings(&column.choices)?;
    let last = u32::try_from(rows).unwrap_or(u32::MAX);
    worksheet.add_data_validation(1, at, last, at, &offered.show_error_message(false))?;
    Ok(())
}

fn refuse_oversize(sheet: &SheetContent<'_>) -> Result<(), WriteError> {
    let name = || sheet.name.clone();
    if sheet.rows.len() > MAX_ROWS {
        return Err(WriteError::TooManyRows {
            sheet: name(),
            rows: sheet.rows.len(),
            limit: MAX_ROWS,
        });
    }
    let columns = sheet
        .rows
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0)
        .max(sheet.columns.len());
    if columns > MAX_COLUMNS {
        return Err(WriteError::TooManyColumns {
            sheet: name(),
            columns,
            limit: MAX_COLUMNS,
        });
    }
    Ok(())
}

fn frame(worksheet: &mut Worksheet, sheet: &SheetContent<'_>) -> Result<(), WriteError> {
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_repeat_rows(0, 0)?;
    if let Some(last) = sheet.columns.len().checked_sub(1) {
        let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        worksheet.autofilter(0, 0, last_row, u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

fn write_value(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => return Ok(()),
        Value::Wanted => worksheet.write_blank(row, column, &formats.wanted),
        Value::Text(text) => worksheet.write_string_with_format(
            row,
            column,
            fitting(&neutralised(text)),
            &formats.text,
        ),
        Value::Verbatim(text) => {
            worksheet.write_string_with_format(row, column, fitting(text), &formats.verbatim)
        }
        Value::Number(text) => match exact_number(text) {
            Some(number) => worksheet.write_number(row, column, number),
            None => worksheet.write_string_with_format(
                row,
                column,
                fitting(&neutralised(text)),
                &formats.text,
            ),
        },
        Value::Money(fen) => match exact_number(&yuan(*fen)) {
            Some(number) => worksheet.write_number_with_format(row, column, number, &formats.money),
            None => worksheet.write_string_with_format(row, column, yuan(*fen), &formats.text),
        },
        Value::Day(day) => return write_day(worksheet, (row, column), *day, formats),
        Value::Flag(flag) => worksheet.write_boolean(row, column, *flag),
    }
    .map(|_| ())
}

/// Excel knows no day before 1900; such a day is written as text.
fn write_day(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    day: jiff::civil::Date,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let parts = (
        u16::try_from(day.year()),
        u8::try_from(day.month()),
        u8::try_from(day.day()),
    );
    let moment = match parts {
        (Ok(year @ 1900..), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
        _ => None,
    };
    match moment {
        Some(moment) => worksheet.write_datetime_with_format(row, column, &moment, &formats.day),
        None => worksheet.write_string_with_format(row, column, day.to_string(), &formats.text),
    }
    .map(|_| ())
}

/// The number, when a spreadsheet keeps all its digits and its leading zeros do not matter.
fn exact_number(text: &str) -> Option<f64> {
    let digits = text.trim_start_matches(['-', '+']);
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let significant = digits
        .trim_start_matches(['0', '.'])
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    let is_exact = is_plain_number(text) && !has_leading_zero && significant <= MAX_DIGITS;
    is_exact.then(|| text.parse().ok()).flatten()
}

/// Fen as yuan with two decimals.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// The text as far as a cell holds it; a cut is marked.
fn fitting(text: &str) -> String {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if text.len() <= MAX_TEXT || units(text) <= MAX_TEXT {
        return text.to_owned();
    }
    let mut room = MAX_TEXT - units(CUT_MARK);
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars()
        .take_while(fits)
        .chain(CUT_MARK.chars())
        .collect()
}

fn width_of(sheet: &SheetContent<'_>, column: usize) -> u16 {
    let header = display_width(&sheet.columns[column].header) + 3;
    let cells = sheet
        .rows
        .iter()
        .take(ROWS_MEASURED)
        .filter_map(|row| row.get(column));
    let widest = cells.map(value_width).max().unwrap_or(0) + 1;
    let width = header.max(widest).clamp(*WIDTHS.start(), *WIDTHS.end());
    u16::try_from(width).unwrap_or(u16::MAX)
}

fn value_width(value: &Value<'_>) -> usize {
    match value {
        Value::Empty | Value::Wanted => 0,
        Value::Text(text) | Value::Verbatim(text) | Value::Number(text) => display_width(text),
        Value::Money(fen) => yuan(*fen).len() * 4 / 3,
        Value::Day(_) => 10,
        Value::Flag(_) => 5,
    }
}
