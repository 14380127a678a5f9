//! Horizontal bars: amounts side by side, each with an optional target.
//!
//! Main items: [`Bar`], [`bars`].

use super::svg::{Area, Caption, Picture, Svg, fitted, share};
use crate::locale::Lang;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it measures.
    pub label: String,
    /// The amount; negative amounts are drawn as none.
    pub value: i64,
    /// The amount written for people.
    pub value_text: String,
    /// A target on the same scale, drawn as a tick.
    pub target: Option<i64>,
    /// The rows behind it.
    pub href: Option<String>,
}

impl Bar {
    /// A count that leads to its rows.
    pub fn of_count(lang: Lang, label: String, value: i64, href: String) -> Bar {
        Bar {
            label,
            value,
            value_text: lang.int(value),
            target: None,
            href: Some(href),
        }
    }
}

const WIDTH: i64 = 440;
const ROW: i64 = 26;
const LABEL: i64 = 132;
const FIGURE: i64 = 84;

/// Draws bars on one scale that reaches the largest value or target.
pub fn bars(caption: &Caption, rows: &[Bar]) -> Picture {
    let most = rows
        .iter()
        .flat_map(|row| [Some(row.value), row.target])
        .flatten()
        .max();
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let mut svg = Svg::open("bars", caption, WIDTH, count * ROW + 2);
    for (index, row) in (0..).zip(rows) {
        bar_row(&mut svg, row, index * ROW, most.unwrap_or(0));
    }
    svg.finish()
}

fn bar_row(svg: &mut Svg, row: &Bar, top: i64, most: i64) {
    let room = WIDTH - LABEL - FIGURE;
    let length = share(row.value, most, room);
    svg.linked(
        row.href.as_deref(),
        &format!("{} {}", row.label, row.value_text),
        |svg| {
            svg.rect(Area::new(0, top + 1, WIDTH, ROW - 2), "hit");
            svg.text((0, top + 18), "label", &fitted(&row.label, LABEL - 8, 13));
            svg.rect(Area::new(LABEL, top + 6, length, ROW - 12), "fill-1");
            if let Some(target) = row.target {
                let x = LABEL + share(target, most, room);
                svg.rect(Area::new(x - 1, top + 3, 2, ROW - 6), "target");
            }
            svg.text((WIDTH, top + 18), "figure end", &row.value_text);
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_one_scale_with_their_targets() {
        let row = Bar {
            label: "西乡".to_owned(),
            value: 50,
            value_text: "50".to_owned(),
            target: Some(100),
            href: None,
        };
        let picture = bars(&Caption::new("b", "t", "d"), &[row]).to_string();
        assert!(picture.contains("class=\"fill-1\" x=\"132\" y=\"6\" width=\"112\""));
        assert!(picture.contains("class=\"target\" x=\"355\""));
    }
}
