//! Days and times of a spreadsheet, which it stores as a count of days.
//!
//! [`NumberFormat`] is what a cell style says about its numbers; [`read_serial`] turns a serial
//! number into a day, or into text when it carries a time of day. Whole-number arithmetic only.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cell::Cell;

/// The meaning a cell style gives to the number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// Shown as a number.
    Plain,
    /// Shown with leading zeros up to this many digits (`00000`).
    Padded(u8),
    /// Shown as a day, with the time of day when there is one.
    Day,
    /// Shown as a time of day.
    Time,
}

impl NumberFormat {
    /// Formats that every spreadsheet knows by number alone (ECMA-376 part 1, 18.8.30, with the
    /// East Asian ones of its annex).
    pub(crate) fn built_in(id: u32) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            _ => Self::Plain,
        }
    }

    /// Reads a format code such as `yyyy"年"m"月"d"日"` or `[h]:mm`.
    pub(crate) fn from_code(code: &str) -> Self {
        let bare = bare_code(code);
        let has = |letters: &str| {
            bare.chars()
                .any(|c| letters.contains(c.to_ascii_lowercase()))
        };
        if !bare.is_empty() && bare.len() <= 32 && bare.bytes().all(|b| b == b'0') {
            return match u8::try_from(bare.len()) {
                Ok(width) if width > 1 => Self::Padded(width),
                _ => Self::Plain,
            };
        }
        match (has("yd"), has("hs"), has("m"), has("0#?")) {
            (true, _, _, _) | (false, false, true, false) => Self::Day,
            (false, true, _, _) => Self::Time,
            _ => Self::Plain,
        }
    }
}

/// The first section of a code without quoted text, escapes and bracketed parts; elapsed time
/// (`[h]`) is a quantity, so its code becomes plain.
fn bare_code(code: &str) -> String {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if !inner.is_empty() && inner.chars().all(|c| "hmsHMS".contains(c)) {
                    return String::new();
                }
            }
            _ => bare.push(c),
        }
    }
    if bare.eq_ignore_ascii_case("general") {
        String::new()
    } else {
        bare
    }
}

/// A serial number split into whole days and seconds of the day.
fn split(serial: &str) -> Option<(i32, u32)> {
    let (whole, fraction) = serial.split_once('.').unwrap_or((serial, ""));
    let days: i32 = whole
        .parse()
        .ok()
        .filter(|days| (0..=2_958_465).contains(days))?;
    let fraction = fraction.get(..fraction.len().min(15))?;
    let parts: u64 = if fraction.is_empty() {
        0
    } else {
        fraction.parse().ok()?
    };
    let unit = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let seconds = (u128::from(parts) * 86_400 + u128::from(unit) / 2) / u128::from(unit);
    match u32::try_from(seconds).ok()? {
        86_400 => Some((days + 1, 0)),
        seconds => Some((days, seconds)),
    }
}

/// The calendar day of a whole serial number; `None` for the day that never was
/// (29 February 1900) and for numbers before the first day.
fn day_of(days: i32, is_1904: bool) -> Option<Date> {
    let base = match (is_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 1..=59) => date(1899, 12, 31),
        (false, 61..) => date(1899, 12, 30),
        _ => return None,
    };
    base.checked_add(days.days()).ok()
}

/// The cell for a number under a day or time format. `serial` is in plain decimal form; what is no
/// valid day stays the number it is. `scratch` holds the text of a day with a time.
pub(crate) fn read_serial<'a>(
    serial: &'a str,
    format: NumberFormat,
    is_1904: bool,
    scratch: &'a mut String,
) -> Cell<'a> {
    let Some((days, seconds)) = split(serial) else {
        return Cell::Number(serial);
    };
    let clock = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let day = day_of(days, is_1904);
    match (format, day, seconds) {
        (NumberFormat::Time, _, _) if days == 0 => *scratch = clock,
        (_, Some(day), 0) => return Cell::Day(day),
        (_, Some(day), _) => *scratch = format!("{day} {clock}"),
        (_, None, _) => return Cell::Number(serial),
    }
    Cell::Text(scratch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(serial: &str, format: NumberFormat, is_1904: bool) -> String {
        let mut scratch = String::new();
        format!("{:?}", read_serial(serial, format, is_1904, &mut scratch))
    }

    #[test]
    fn both_epochs_name_the_same_day() {
        assert_eq!(read("45736", NumberFormat::Day, false), "Day(2025-03-20)");
        assert_eq!(read("44274", NumberFormat::Day, true), "Day(2025-03-20)");
        assert_eq!(read("1", NumberFormat::Day, false), "Day(1900-01-01)");
        assert_eq!(read("59", NumberFormat::Day, false), "Day(1900-02-28)");
        assert_eq!(read("61", NumberFormat::Day, false), "Day(1900-03-01)");
    }

    #[test]
    fn a_day_that_never_was_stays_a_number() {
        assert_eq!(read("60", NumberFormat::Day, false), r#"Number("60")"#);
        assert_eq!(read("-5", NumberFormat::Day, false), r#"Number("-5")"#);
        assert_eq!(
            read("99999999", NumberFormat::Day, false),
            r#"Number("99999999")"#
        );
    }

    #[test]
    fn a_time_of_day_is_not_dropped() {
        assert_eq!(
            read("45736.5", NumberFormat::Day, false),
            r#"Text("2025-03-20 12:00:00")"#
        );
        assert_eq!(
            read("0.75", NumberFormat::Time, false),
            r#"Text("18:00:00")"#
        );
        assert_eq!(
            read("45735.9999999", NumberFormat::Day, false),
            "Day(2025-03-20)"
        );
    }

    #[test]
    fn format_codes_are_read_by_their_first_section() {
        for (code, format) in [
            ("General", NumberFormat::Plain),
            ("0.00", NumberFormat::Plain),
            ("#,##0", NumberFormat::Plain),
            ("0.00E+00", NumberFormat::Plain),
            ("[Red]0;\"年\"0", NumberFormat::Plain),
            ("000000", NumberFormat::Padded(6)),
            ("yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Day),
            ("[$-804]yyyy/mm/dd;@", NumberFormat::Day),
            ("h:mm AM/PM", NumberFormat::Time),
            ("[h]:mm", NumberFormat::Plain),
        ] {
            assert_eq!(NumberFormat::from_code(code), format, "{code}");
        }
    }
}
