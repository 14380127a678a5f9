//! The funnel: how many reached each state, and which share of the step before.
//!
//! Main items: [`Step`], [`funnel`]. Bars start at one line instead of being centred, because lengths
//! compare best from a common start.

use super::svg::{Area, Caption, Picture, Svg, fitted, share};

/// One step of a funnel.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was reached.
    pub label: String,
    /// How many reached it.
    pub count: i64,
    /// The count written for people.
    pub count_text: String,
    /// The share of the step before, written for people; empty for the first.
    pub share_text: String,
    /// The rows behind it.
    pub href: Option<String>,
}

const WIDTH: i64 = 440;
const ROW: i64 = 30;
const LABEL: i64 = 112;
const FIGURES: i64 = 104;

/// Draws a funnel; the widest bar is the largest count.
pub fn funnel(caption: &Caption, steps: &[Step]) -> Picture {
    let most = steps.iter().map(|step| step.count).max().unwrap_or(0);
    let rows = i64::try_from(steps.len()).unwrap_or(0);
    let mut svg = Svg::open("funnel", caption, WIDTH, rows * ROW + 2);
    for (index, step) in (0..).zip(steps) {
        step_row(&mut svg, step, index * ROW, most);
    }
    svg.finish()
}

fn step_row(svg: &mut Svg, step: &Step, top: i64, most: i64) {
    let room = WIDTH - LABEL - FIGURES;
    let length = share(step.count, most, room);
    let label = format!("{} {} {}", step.label, step.count_text, step.share_text);
    svg.linked(step.href.as_deref(), label.trim_end(), |svg| {
        svg.rect(Area::new(0, top + 1, WIDTH, ROW - 2), "hit");
        svg.text((0, top + 20), "label", &fitted(&step.label, LABEL - 8, 13));
        svg.rect(Area::new(LABEL, top + 6, room, ROW - 12), "rail");
        svg.rect(Area::new(LABEL, top + 6, length, ROW - 12), "fill-1");
        svg.text((WIDTH - 50, top + 20), "figure end", &step.count_text);
        svg.text((WIDTH, top + 20), "faint end", &step.share_text);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(label: &str, count: i64) -> Step {
        Step {
            label: label.to_owned(),
            count,
            count_text: count.to_string(),
            share_text: String::new(),
            href: Some(format!("/rows/{count}")),
        }
    }

    #[test]
    fn lengths_follow_counts_and_marks_open_their_rows() {
        let caption = Caption::new("f", "漏斗", "");
        let picture = funnel(&caption, &[step("已发布", 80), step("已签约", 20)]).to_string();
        assert!(picture.contains("class=\"fill-1\" x=\"112\" y=\"6\" width=\"224\""));
        assert!(picture.contains("class=\"fill-1\" x=\"112\" y=\"36\" width=\"56\""));
        assert!(picture.contains("<a href=\"/rows/20\" aria-label=\"已签约 20\">"));
    }

    #[test]
    fn an_empty_funnel_is_still_a_picture() {
        let picture = funnel(&Caption::new("f", "t", "d"), &[step("a", 0)]).to_string();
        assert!(picture.contains("class=\"fill-1\" x=\"112\" y=\"6\" width=\"0\""));
    }
}
