//! One bar divided by state, with a legend that carries the numbers.
//!
//! Main items: [`Part`], [`state_bar`]. Shades differ in lightness and ends carry a pattern, so
//! that the bar reads in grey print.

use super::svg::{Area, Caption, Picture, Svg, share, width_of};

/// One state and how many are in it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The state.
    pub label: String,
    /// How many.
    pub count: i64,
    /// The count written for people.
    pub count_text: String,
    /// What it means.
    pub shade: Shade,
    /// The rows behind it.
    pub href: Option<String>,
}

const WIDTH: i64 = 920;
const BAR: i64 = 18;
const LEGEND_ROW: i64 = 22;

/// What a part means, which chooses its shade: progress runs from light to dark, ends are patterned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// The beginning.
    First,
    /// A step further.
    Second,
    /// Half-way.
    Third,
    /// Nearly there.
    Fourth,
    /// As far as it goes.
    Fifth,
    /// Reached what it was for.
    Good,
    /// Over, neither well nor badly.
    Over,
    /// Run out.
    Lapsed,
    /// Refused or failed.
    Bad,
}

impl Shade {
    /// The class of text that stands on it.
    pub(super) fn text_on(self) -> &'static str {
        match self {
            Self::First | Self::Second | Self::Third | Self::Over | Self::Lapsed => "on-light",
            Self::Fourth | Self::Fifth | Self::Good | Self::Bad => "on-dark",
        }
    }

    /// Class of the fill, and the pattern over it.
    pub(super) fn look(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::First => ("shade-1", None),
            Self::Second => ("shade-2", None),
            Self::Third => ("shade-3", None),
            Self::Fourth => ("shade-4", None),
            Self::Fifth => ("shade-5", None),
            Self::Good => ("fill-good", Some("dots")),
            Self::Over => ("fill-over", Some("lines")),
            Self::Lapsed => ("fill-lapsed", Some("dots")),
            Self::Bad => ("fill-bad", Some("lines")),
        }
    }
}

/// Draws the bar and its legend; a part without any is left out of the bar and stays in the legend.
pub fn state_bar(caption: &Caption, parts: &[Part]) -> Picture {
    let total = parts
        .iter()
        .fold(0_i64, |sum, part| sum.saturating_add(part.count.max(0)));
    let places = legend_places(parts);
    let rows = places.last().map_or(0, |(_, row)| row + 1);
    let mut svg = Svg::open("state-bar", caption, WIDTH, BAR + 6 + rows * LEGEND_ROW);
    svg.patterns(&caption.id);
    svg.rect(Area::new(0, 0, WIDTH, BAR), "rail");
    let mut start = 0;
    let mut before = 0_i64;
    for part in parts {
        before = before.saturating_add(part.count.max(0));
        let end = share(before, total, WIDTH);
        segment(&mut svg, caption, part, (start, end));
        start = end;
    }
    for (part, place) in parts.iter().zip(places) {
        legend(&mut svg, caption, part, place);
    }
    svg.finish()
}

fn segment(svg: &mut Svg, caption: &Caption, part: &Part, (start, end): (i64, i64)) {
    let gap = i64::from(end - start > 3);
    if end <= start {
        return;
    }
    let area = Area::new(start, 0, end - start - gap, BAR);
    svg.linked(part.href.as_deref(), &name(part), |svg| {
        filled(svg, caption, area, part.shade);
    });
}

fn filled(svg: &mut Svg, caption: &Caption, area: Area, shade: Shade) {
    let (class, weave) = shade.look();
    svg.rect(area, class);
    if let Some(weave) = weave {
        svg.woven(area, &caption.id, weave);
    }
}

fn legend(svg: &mut Svg, caption: &Caption, part: &Part, (x, row): (i64, i64)) {
    let base = BAR + 6 + row * LEGEND_ROW;
    svg.linked(part.href.as_deref(), &name(part), |svg| {
        filled(svg, caption, Area::new(x, base + 5, 12, 12), part.shade);
        svg.text((x + 18, base + 16), "label", &part.label);
        let after = x + 24 + width_of(&part.label, 13);
        svg.text((after, base + 16), "figure", &part.count_text);
    });
}

fn name(part: &Part) -> String {
    format!("{} {}", part.label, part.count_text)
}

/// Where each legend entry stands: x and row, wrapped at the width of the drawing.
fn legend_places(parts: &[Part]) -> Vec<(i64, i64)> {
    let (mut x, mut row) = (0, 0);
    let mut places = Vec::with_capacity(parts.len());
    for part in parts {
        let width = 50 + width_of(&part.label, 13) + width_of(&part.count_text, 13);
        if x > 0 && x + width > WIDTH {
            (x, row) = (0, row + 1);
        }
        places.push((x, row));
        x += width;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(label: &str, count: i64, shade: Shade) -> Part {
        Part {
            label: label.to_owned(),
            count,
            count_text: count.to_string(),
            shade,
            href: None,
        }
    }

    #[test]
    fn parts_fill_the_bar_exactly() {
        let parts = [
            part("a", 1, Shade::First),
            part("b", 1, Shade::Over),
            part("c", 1, Shade::Bad),
        ];
        let picture = state_bar(&Caption::new("s", "t", "d"), &parts).to_string();
        assert!(picture.contains("x=\"0\" y=\"0\" width=\"305\""));
        assert!(picture.contains("x=\"306\" y=\"0\" width=\"306\""));
        assert!(picture.contains("x=\"613\" y=\"0\" width=\"306\""));
        assert!(picture.contains("fill=\"url(#s-lines)\""));
    }

    #[test]
    fn a_state_with_nothing_in_it_stays_in_the_legend_only() {
        let picture =
            state_bar(&Caption::new("s", "t", "d"), &[part("空", 0, Shade::First)]).to_string();
        assert_eq!(picture.matches("class=\"shade-1\"").count(), 1);
    }
}
