//! What many questions find of the same subjects: one bar of shares for each question.
//!
//! Main items: [`AnswerBar`], [`answer_bars`].

use super::svg::{Area, Caption, Picture, Svg, fitted, share};

/// One question.
#[derive(Clone, Debug)]
pub struct AnswerBar {
    /// What is asked.
    pub label: String,
    /// How many meet it, nearly meet it, do not, and of how many it cannot be told.
    pub parts: [i64; 4],
    /// The page of the question.
    pub href: String,
}

const WIDTH: i64 = 720;
const ROW: i64 = 24;
const LABEL: i64 = 240;
const LEGEND: i64 = 26;
/// The fills of the parts, from the answer that asks for most attention.
const FILLS: [&str; 4] = ["fill-good", "fill-near", "fill-6", "fill-open"];

/// Draws the bars under a legend of the four answers, all of one length.
pub fn answer_bars(caption: &Caption, legend: &[String; 4], rows: &[AnswerBar]) -> Picture {
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let mut svg = Svg::open("answer-bars", caption, WIDTH, LEGEND + count * ROW + 2);
    let mut left = LABEL;
    for (fill, text) in FILLS.iter().zip(legend) {
        svg.rect(Area::new(left, 4, 12, 12), fill);
        svg.text((left + 18, 15), "label", &fitted(text, 96, 13));
        left += (WIDTH - LABEL) / 4;
    }
    for (index, row) in (0..).zip(rows) {
        answer_row(&mut svg, row, LEGEND + index * ROW);
    }
    svg.finish()
}

fn answer_row(svg: &mut Svg, row: &AnswerBar, top: i64) {
    let all = row.parts.iter().sum::<i64>();
    let spoken = row.parts.map(|part| part.to_string()).join(" · ");
    svg.linked(Some(&row.href), &format!("{} {spoken}", row.label), |svg| {
        svg.rect(Area::new(0, top + 1, WIDTH, ROW - 2), "hit");
        svg.text((0, top + 17), "label", &fitted(&row.label, LABEL - 12, 13));
        let mut left = LABEL;
        for (fill, part) in FILLS.iter().zip(row.parts) {
            let length = share(part, all, WIDTH - LABEL);
            svg.rect(Area::new(left, top + 5, length, ROW - 10), fill);
            left += length;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_share_its_length() {
        let row = AnswerBar {
            label: "高新技术企业".to_owned(),
            parts: [1, 1, 0, 2],
            href: "/policies/hnte".to_owned(),
        };
        let legend = ["a", "b", "c", "d"].map(str::to_owned);
        let picture = answer_bars(&Caption::new("p", "t", "d"), &legend, &[row]).to_string();
        assert!(picture.contains("class=\"fill-good\" x=\"240\" y=\"31\" width=\"120\""));
        assert!(picture.contains("class=\"fill-open\" x=\"480\" y=\"31\" width=\"240\""));
    }
}
