//! Measured values over rounds or periods, against a baseline and a target.
//!
//! Main items: [`Line`], [`line`]. The band on the good side of the target is shaded, so that one sees
//! whether a value reached it without reading the axis.

use std::fmt::Write as _;

use super::svg::{Area, Caption, Picture, Svg, fitted};
use crate::money_text::fixed;

/// One measured value.
#[derive(Clone, Debug)]
pub struct Point {
    /// The round or period.
    pub label: String,
    /// The value in the smallest unit of [`Unit::decimals`].
    pub value: i64,
    /// The record behind it.
    pub href: Option<String>,
}

/// A level drawn across: baseline or target.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name.
    pub label: String,
    /// The value, on the scale of the points.
    pub value: i64,
}

/// How values are written.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Behind each value, such as `%` or ` mm`; may be empty.
    pub suffix: String,
    /// Values are whole numbers of `10^-decimals`.
    pub decimals: u32,
}

/// A series with its levels.
#[derive(Clone, Debug)]
pub struct Line {
    /// The values in order.
    pub points: Vec<Point>,
    /// Where it stood before.
    pub baseline: Option<Level>,
    /// What was agreed.
    pub target: Option<Level>,
    /// Whether larger is better.
    pub more_is_better: bool,
    /// How values are written.
    pub unit: Unit,
}

const WIDTH: i64 = 440;
const HEIGHT: i64 = 200;
const LEFT: i64 = 56;
const RIGHT: i64 = 428;
const TOP: i64 = 22;
const BOTTOM: i64 = 172;

/// The value range shown, with round ticks.
#[derive(Clone, Copy)]
struct Scale {
    low: i128,
    high: i128,
    tick: i128,
}

impl Scale {
    /// Covers all values with about four ticks of 1, 2 or 5 times a power of ten.
    fn covering(values: impl Iterator<Item = i64> + Clone) -> Self {
        let low = i128::from(values.clone().min().unwrap_or(0));
        let high = i128::from(values.max().unwrap_or(1));
        let tick = round_tick((high - low).max(1));
        let low = low.div_euclid(tick) * tick;
        let high = (high.div_euclid(tick) + 1) * tick;
        Self { low, high, tick }
    }

    fn y(self, value: i64) -> i64 {
        let up = (i128::from(value) - self.low) * i128::from(BOTTOM - TOP) / (self.high - self.low);
        BOTTOM - i64::try_from(up).unwrap_or(0)
    }

    fn ticks(self) -> impl Iterator<Item = i64> {
        let steps = (self.high - self.low) / self.tick;
        (0..=steps).filter_map(move |step| i64::try_from(self.low + step * self.tick).ok())
    }
}

/// The smallest round step that divides a span into at most five.
fn round_tick(span: i128) -> i128 {
    let mut power: i128 = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * power * 5 >= span {
                return factor * power;
            }
        }
        power *= 10;
    }
}

/// Draws the series.
pub fn line(caption: &Caption, series: &Line) -> Picture {
    let levels = [&series.baseline, &series.target].into_iter().flatten();
    let values = series.points.iter().map(|point| point.value);
    let scale = Scale::covering(values.chain(levels.map(|level| level.value)));
    let mut svg = Svg::open("line", caption, WIDTH, HEIGHT);
    target_band(&mut svg, scale, series);
    for tick in scale.ticks() {
        let y = scale.y(tick);
        svg.rect(Area::new(LEFT, y, RIGHT - LEFT, 1), "grid");
        svg.text((LEFT - 6, y + 4), "faint end", &written(tick, &series.unit));
    }
    if let Some(level) = &series.baseline {
        level_line(&mut svg, scale, level, "baseline");
    }
    if let Some(level) = &series.target {
        level_line(&mut svg, scale, level, "target-line");
    }
    draw_points(&mut svg, scale, series);
    svg.finish()
}

fn written(value: i64, unit: &Unit) -> String {
    format!("{}{}", fixed(i128::from(value), unit.decimals), unit.suffix)
}

fn target_band(svg: &mut Svg, scale: Scale, series: &Line) {
    let Some(target) = &series.target else { return };
    let y = scale.y(target.value);
    let (top, bottom) = if series.more_is_better {
        (TOP, y)
    } else {
        (y, BOTTOM)
    };
    svg.rect(
        Area::new(LEFT, top, RIGHT - LEFT, (bottom - top).max(0)),
        "band",
    );
}

fn level_line(svg: &mut Svg, scale: Scale, level: &Level, class: &str) {
    let y = scale.y(level.value);
    svg.path(&format!("M{LEFT} {y}H{RIGHT}"), class);
    svg.text((RIGHT, y - 5), "small end", &level.label);
}

fn draw_points(svg: &mut Svg, scale: Scale, series: &Line) {
    let count = i64::try_from(series.points.len()).unwrap_or(1).max(1);
    let slot = (RIGHT - LEFT) / count;
    let place = |index: i64, value: i64| (LEFT + slot / 2 + index * slot, scale.y(value));
    let mut d = String::new();
    for (index, point) in (0..).zip(&series.points) {
        let (x, y) = place(index, point.value);
        let _ = write!(d, "{}{x} {y}", if index == 0 { "M" } else { "L" });
    }
    svg.path(&d, "stroke");
    for (index, point) in (0..).zip(&series.points) {
        let (x, y) = place(index, point.value);
        let value = written(point.value, &series.unit);
        svg.linked(
            point.href.as_deref(),
            &format!("{} {value}", point.label),
            |svg| {
                svg.disc((x, y), 4, "dot");
                svg.text((x, y - 9), "figure middle", &value);
                svg.text(
                    (x, BOTTOM + 18),
                    "faint middle",
                    &fitted(&point.label, slot - 4, 12),
                );
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[i64]) -> Line {
        let point = |value: &i64| Point {
            label: format!("第{value}轮"),
            value: *value,
            href: None,
        };
        Line {
            points: values.iter().map(point).collect(),
            baseline: Some(Level {
                label: "基线".to_owned(),
                value: 620,
            }),
            target: Some(Level {
                label: "目标".to_owned(),
                value: 900,
            }),
            more_is_better: true,
            unit: Unit {
                suffix: "%".to_owned(),
                decimals: 1,
            },
        }
    }

    #[test]
    fn ticks_are_round_and_cover_all_values() {
        let scale = Scale::covering([620, 900, 931].into_iter());
        assert_eq!(
            scale.ticks().collect::<Vec<_>>(),
            [600, 700, 800, 900, 1000]
        );
        assert_eq!(scale.y(600), BOTTOM);
        assert_eq!(scale.y(1000), TOP);
    }

    #[test]
    fn values_are_written_with_their_decimals() {
        let picture = line(&Caption::new("l", "t", "d"), &series(&[845, 931])).to_string();
        assert!(picture.contains("93.1%") && picture.contains("84.5%"));
        assert!(picture.contains("class=\"band\" x=\"56\" y=\"22\" width=\"372\" height=\"38\""));
    }

    #[test]
    fn no_points_and_extreme_values_do_no_harm() {
        let none = line(&Caption::new("l", "t", "d"), &series(&[])).to_string();
        assert!(none.ends_with("</svg>"));
        let extreme = line(&Caption::new("l", "t", "d"), &series(&[i64::MIN, i64::MAX]));
        assert!(extreme.to_string().ends_with("</svg>"));
    }
}
