//! The ladder: what can be climbed, from the bottom up, and how far each rung is from holding.
//!
//! Main items: [`Rung`], [`ladder`]. A rung says its standing by a shape before its name and in words behind it; its
//! bar divides the conditions into met, open (striped) and lacking (empty).

use super::svg::{Area, Caption, Picture, Svg, fitted, share, width_of};
use crate::view::Tone;

/// One rung.
#[derive(Clone, Debug)]
pub struct Rung {
    /// What it leads to.
    pub label: String,
    /// How it stands, in a few words.
    pub standing: String,
    /// The shape and colour of that.
    pub tone: Tone,
    /// Conditions met.
    pub met: i64,
    /// Conditions that cannot be told.
    pub open: i64,
    /// All conditions.
    pub of: i64,
    /// The reasons.
    pub href: Option<String>,
}

/// The words of the legend: met, open, lacking.
pub type Legend = [String; 3];

const WIDTH: i64 = 400;
const ROW: i64 = 40;
const POST: i64 = 4;
const FOOT: i64 = 30;

/// Draws the rungs, the first at the bottom, between two posts.
pub fn ladder(caption: &Caption, legend: &Legend, rungs: &[Rung]) -> Picture {
    let rows = i64::try_from(rungs.len()).unwrap_or(0);
    let mut svg = Svg::open("ladder", caption, WIDTH, rows * ROW + FOOT);
    svg.patterns(&caption.id);
    for x in [0, WIDTH - POST] {
        svg.rect(Area::new(x, 0, POST, rows * ROW), "post");
    }
    for (index, rung) in (0..).zip(rungs.iter().rev()) {
        step(&mut svg, caption, rung, index * ROW);
    }
    foot(&mut svg, caption, legend, rows * ROW);
    svg.finish()
}

fn step(svg: &mut Svg, caption: &Caption, rung: &Rung, top: i64) {
    let name = format!("{} {}", rung.label, rung.standing);
    let room = WIDTH - 58 - width_of(&rung.standing, 13);
    svg.linked(rung.href.as_deref(), &name, |svg| {
        svg.rect(Area::new(POST, top, WIDTH - 2 * POST, ROW), "hit");
        shape(svg, rung.tone, (12, top + 6));
        svg.text((32, top + 18), "label", &fitted(&rung.label, room, 13));
        let standing = format!("end tone-{}", rung.tone.class());
        svg.text((WIDTH - 12, top + 18), &standing, &rung.standing);
        bar(svg, caption, rung, top + 26);
    });
}

/// The conditions from post to post: met, open, lacking.
fn bar(svg: &mut Svg, caption: &Caption, rung: &Rung, top: i64) {
    let length = WIDTH - 2 * POST;
    let met = share(rung.met, rung.of, length);
    let told = share(rung.met.saturating_add(rung.open), rung.of, length);
    svg.rect(Area::new(POST, top, length, 8), "rail");
    svg.rect(Area::new(POST, top, met, 8), "fill-1");
    open_part(svg, caption, Area::new(POST + met, top, told - met, 8));
}

fn open_part(svg: &mut Svg, caption: &Caption, area: Area) {
    svg.rect(area, "shade-3");
    svg.woven(area, &caption.id, "lines");
}

/// The shape of a tone, 14 pixels wide; the same as beside words on the page.
fn shape(svg: &mut Svg, tone: Tone, (x, y): (i64, i64)) {
    let (fill, ring) = (
        format!("tone-{}", tone.class()),
        format!("ring tone-{}", tone.class()),
    );
    let (mid_x, mid_y) = (x + 7, y + 7);
    match tone {
        Tone::Good => {
            svg.disc((mid_x, mid_y), 7, &fill);
            let tick = format!("M{} {}l3 3 5-6", x + 3, y + 7);
            svg.path(&tick, "cut");
        }
        Tone::Bad => svg.rect(Area::new(x + 1, y + 1, 12, 12), &fill),
        Tone::Watch => svg.path(&format!("M{mid_x} {y}l7 13h-14z"), &fill),
        Tone::Open => svg.path(&format!("M{mid_x} {y}l7 7-7 7-7-7z"), &fill),
        Tone::Busy => {
            svg.disc((mid_x, mid_y), 6, &ring);
            let half = format!("M{mid_x} {}a6 6 0 0 1 0 12z", y + 1);
            svg.path(&half, &fill);
        }
        Tone::Plain => svg.disc((mid_x, mid_y), 6, &ring),
    }
}

fn foot(svg: &mut Svg, caption: &Caption, [met, open, lacking]: &Legend, top: i64) {
    let base = top + 22;
    let mut x = 0;
    for (index, word) in [met, open, lacking].into_iter().enumerate() {
        let sample = Area::new(x, base - 9, 16, 8);
        match index {
            0 => svg.rect(sample, "fill-1"),
            1 => open_part(svg, caption, sample),
            _ => svg.rect(sample, "rail"),
        }
        svg.text((x + 22, base), "faint", word);
        x += 38 + width_of(word, 12);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(label: &str, tone: Tone, (met, open, of): (i64, i64, i64)) -> Rung {
        Rung {
            label: label.to_owned(),
            standing: "差 1 项".to_owned(),
            tone,
            met,
            open,
            of,
            href: Some(format!("/firms/pty_1/policies/{label}")),
        }
    }

    fn drawn(rungs: &[Rung]) -> String {
        let legend = ["met", "open", "lacking"].map(str::to_owned);
        ladder(&Caption::new("l", "t", "d"), &legend, rungs).to_string()
    }

    #[test]
    fn the_first_rung_is_the_lowest() {
        let picture = drawn(&[
            rung("first", Tone::Good, (1, 0, 1)),
            rung("second", Tone::Open, (0, 1, 1)),
        ]);
        assert!(picture.find("second").unwrap() < picture.find("first").unwrap());
        assert!(picture.contains("x=\"32\" y=\"58\">first<"));
        assert!(picture.contains("<a href=\"/firms/pty_1/policies/first\""));
    }

    #[test]
    fn a_bar_divides_the_conditions_and_leaves_the_lacking_empty() {
        let picture = drawn(&[rung("hnte", Tone::Watch, (2, 1, 4))]);
        assert!(picture.contains("class=\"fill-1\" x=\"4\" y=\"26\" width=\"196\""));
        assert!(picture.contains("class=\"shade-3\" x=\"200\" y=\"26\" width=\"98\""));
        assert!(picture.contains("class=\"rail\" x=\"4\" y=\"26\" width=\"392\""));
    }

    #[test]
    fn every_standing_has_its_own_shape() {
        let tones = [
            Tone::Plain,
            Tone::Busy,
            Tone::Good,
            Tone::Bad,
            Tone::Watch,
            Tone::Open,
        ];
        let shapes = tones.map(|tone| {
            let picture = drawn(&[rung("x", tone, (1, 1, 3))]);
            let start = picture.find("class=\"hit\"").unwrap();
            picture[start..picture.find("class=\"label\"").unwrap()].replace(tone.class(), "")
        });
        let different: std::collections::BTreeSet<_> = shapes.iter().collect();
        assert_eq!(different.len(), tones.len());
    }
}
