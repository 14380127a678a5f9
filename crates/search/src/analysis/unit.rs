//! Units of measure that stay with the number before them: `24 kV` and `24kV` are one term.
//!
//! Only the written form matters here; converting between units does not belong here.

/// Written units in lower case, as they stand behind a number with or without a space.
const UNITS: [&str; 60] = [
    "a", "ah", "bar", "cm", "cm2", "cm3", "db", "dbm", "dm", "ev", "fps", "g", "gb", "gbps", "ghz",
    "gpa", "gw", "gwh", "h", "hz", "j", "kg", "khz", "kj", "km", "kn", "kpa", "kv", "kva", "kw",
    "kwh", "l", "m", "m2", "m3", "ma", "mah", "mb", "mbps", "mg", "mhz", "min", "ml", "mm", "mm2",
    "mol", "mpa", "ms", "mv", "mw", "mwh", "n", "nm", "pa", "ppm", "s", "t", "um", "v", "w",
];

/// Whether a lower-cased word is a unit that belongs to the number before it.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.binary_search(&word).is_ok()
}

/// A sign written behind a number that belongs to it, spelt out: `℃` is `°c`, `㎡` is `m2`.
pub(super) const fn spelt_out(sign: char) -> Option<&'static str> {
    Some(match sign {
        '%' => "%",
        '‰' => "‰",
        '°' => "°",
        '℃' => "°c",
        '℉' => "°f",
        '㎡' => "m2",
        '㎥' => "m3",
        '㎜' => "mm",
        '㎝' => "cm",
        '㎞' => "km",
        '㎏' => "kg",
        '㎎' => "mg",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_unit_is_found() {
        assert!(UNITS.is_sorted());
        assert!(UNITS.iter().all(|unit| is_unit(unit)));
        assert!(!is_unit("kva "));
    }
}
