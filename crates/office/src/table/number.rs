//! Numbers as they are shown, without binary arithmetic.
//!
//! A workbook stores `13800138000` as `1.3800138E10` and `0.1` as `0.10000000000000001`. Here such
//! text is turned into the digits a person saw by moving the point and rounding decimal digits.

/// Significant digits a spreadsheet keeps and shows.
const SHOWN_DIGITS: usize = 15;
/// Decimal exponents beyond this do not occur in a spreadsheet's numbers (at most 308).
const MAX_EXPONENT: i32 = 400;

/// Appends the plain decimal form of `text` to `out`; answers whether `text` was a number.
/// On `false` nothing is appended.
pub(crate) fn push_exact(text: &str, out: &mut String) -> bool {
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !body.is_empty() && body.len() <= 400 && body.bytes().all(|b| b.is_ascii_digit()) {
        push_signed(negative, body, out);
        return true;
    }
    if is_shown_as_written(body) {
        push_signed(negative, body, out);
        return true;
    }
    let Some(decimal) = Decimal::parse(body) else {
        return false;
    };
    push_signed(negative, &decimal.rounded().plain(), out);
    true
}

/// Most decimals need no change: few digits, one point inside, no zero at the end.
fn is_shown_as_written(body: &str) -> bool {
    let Some((whole, fraction)) = body.split_once('.') else {
        return false;
    };
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_short = body.len() <= SHOWN_DIGITS && !fraction.ends_with('0');
    let has_no_leading_zero = whole == "0" || !whole.starts_with('0');
    is_short && has_no_leading_zero && are_digits(whole) && are_digits(fraction)
}

fn push_signed(negative: bool, digits: &str, out: &mut String) {
    if negative && digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push('-');
    }
    out.push_str(digits);
}

/// `digits × 10^(point − digits.len())`: the point stands after `point` digits.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    fn parse(body: &str) -> Option<Self> {
        let (mantissa, exponent) = match body.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (body, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let fits = !digits.is_empty() && digits.len() <= 400 && exponent.abs() <= MAX_EXPONENT;
        if !fits || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()? + exponent;
        Some(Self { digits, point }.without_leading_zeros())
    }

    fn without_leading_zeros(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|d| **d == b'0').count();
        self.digits.drain(..zeros);
        self.point -= i32::try_from(zeros).unwrap_or(0);
        self
    }

    /// At most [`SHOWN_DIGITS`] significant digits, halves away from zero, no trailing zeros.
    fn rounded(mut self) -> Self {
        if self.digits.len() > SHOWN_DIGITS {
            let up = self.digits[SHOWN_DIGITS] >= b'5';
            self.digits.truncate(SHOWN_DIGITS);
            if up {
                self.increment();
            }
        }
        let kept = self
            .digits
            .iter()
            .rposition(|d| *d != b'0')
            .map_or(0, |at| at + 1);
        self.digits.truncate(kept);
        self
    }

    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point += 1;
    }

    fn plain(&self) -> String {
        if self.digits.is_empty() {
            return "0".to_owned();
        }
        let mut out = String::new();
        let point = usize::try_from(self.point).unwrap_or(0);
        let digits = self.digits.iter().map(|d| char::from(*d));
        if self.point <= 0 {
            out.push_str("0.");
            out.extend(std::iter::repeat_n(
                '0',
                usize::try_from(-self.point).unwrap_or(0),
            ));
            out.extend(digits);
        } else {
            out.extend(digits.clone().take(point));
            out.extend(std::iter::repeat_n(
                '0',
                point.saturating_sub(self.digits.len()),
            ));
            if self.digits.len() > point {
                out.push('.');
                out.extend(digits.skip(point));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Option<String> {
        let mut out = String::new();
        push_exact(text, &mut out).then_some(out)
    }

    #[test]
    fn digits_are_shown_as_a_person_saw_them() {
        for (stored, shown) in [
            ("13800138000", "13800138000"),
            ("1.3800138E10", "13800138000"),
            ("911403001234567890", "911403001234567890"),
            ("007", "007"),
            ("0.10000000000000001", "0.1"),
            ("1234.5600000000001", "1234.56"),
            ("999999999999999.9", "1000000000000000"),
            ("-3.50", "-3.5"),
            ("-0.0", "0"),
            ("1E-7", "0.0000001"),
            (".5", "0.5"),
            ("12.", "12"),
        ] {
            assert_eq!(exact(stored).as_deref(), Some(shown), "{stored}");
        }
    }

    #[test]
    fn what_is_no_number_is_left_alone() {
        for text in ["", "-", ".", "1e999", "1.2.3", "NaN", "１", "1,000"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
