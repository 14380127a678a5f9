//! A line as small as a word: the course of a figure beside the figure.
//!
//! Main item: [`sparkline`].

use std::fmt::Write as _;

use super::svg::{Caption, Picture, Svg};

const WIDTH: i64 = 96;
const HEIGHT: i64 = 24;
const MARGIN: i64 = 3;

/// Draws values from left to right, scaled between their least and greatest; the last one is a dot.
pub fn sparkline(caption: &Caption, values: &[i64]) -> Picture {
    let mut svg = Svg::open("spark", caption, WIDTH, HEIGHT);
    let points = places(values);
    if let Some(last) = points.last() {
        let mut d = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let _ = write!(d, "{}{x} {y}", if index == 0 { "M" } else { "L" });
        }
        svg.path(&d, "stroke");
        svg.disc(*last, 2, "dot");
    }
    svg.finish()
}

fn places(values: &[i64]) -> Vec<(i64, i64)> {
    let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) else {
        return Vec::new();
    };
    let steps = i64::try_from(values.len() - 1).unwrap_or(1).max(1);
    let span = i128::from(*most) - i128::from(*least);
    let height = i128::from(HEIGHT - 2 * MARGIN);
    (0..)
        .zip(values)
        .map(|(index, value)| {
            let above = (i128::from(*value) - i128::from(*least)) * height;
            let up = if span == 0 { height / 2 } else { above / span };
            let y = HEIGHT - MARGIN - i64::try_from(up).unwrap_or(0);
            (MARGIN + index * (WIDTH - 2 * MARGIN) / steps, y)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_runs_from_edge_to_edge_and_low_to_high() {
        assert_eq!(places(&[1, 2, 3]), [(3, 21), (48, 12), (93, 3)]);
    }

    #[test]
    fn flat_single_extreme_and_empty_series_do_no_harm() {
        assert_eq!(places(&[5, 5]), [(3, 12), (93, 12)]);
        assert_eq!(places(&[5]), [(3, 12)]);
        assert_eq!(places(&[i64::MIN, i64::MAX]), [(3, 21), (93, 3)]);
        assert!(places(&[]).is_empty());
    }
}
