//! The loop of a case: seven states in a row, the way back after a refusal, and where the case stands.
//!
//! Main items: [`LoopState`], [`Reached`], [`loop_diagram`].

use super::svg::{Area, Caption, Picture, Svg, fitted};

/// How far a case is with one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Left behind.
    Passed,
    /// Here now.
    Current,
    /// Not yet.
    Ahead,
    /// Left out by the programme, or never reached before the end.
    Skipped,
}

/// One state of the loop, in the order of the loop.
#[derive(Clone, Debug)]
pub struct LoopState {
    /// Its name.
    pub label: String,
    /// A second line: the day it was reached, or the stage inside it.
    pub note: String,
    /// How far the case is with it.
    pub reached: Reached,
}

/// The words for the way back and the index of the two states it joins.
const BACK_FROM: usize = 3;
const BACK_TO: usize = 2;
const SLOT: i64 = 132;
const BOX: i64 = 112;
const TOP: i64 = 34;
const HEIGHT: i64 = 46;

/// Draws the loop; `back` names the way from delivered back to underway.
pub fn loop_diagram(caption: &Caption, states: &[LoopState], back: &str) -> Picture {
    let count = i64::try_from(states.len()).unwrap_or(0);
    let width = (count * SLOT - (SLOT - BOX)).max(BOX) + 4;
    let mut svg = Svg::open("loop", caption, width, TOP + HEIGHT + 6);
    if states.len() > BACK_FROM {
        way_back(&mut svg, back);
    }
    for (index, state) in (0..).zip(states) {
        let x = 2 + index * SLOT;
        if index > 0 {
            arrow(&mut svg, x);
        }
        state_box(&mut svg, state, x);
    }
    svg.finish()
}

fn class(reached: Reached) -> &'static str {
    match reached {
        Reached::Passed => "state passed",
        Reached::Current => "state current",
        Reached::Ahead => "state ahead",
        Reached::Skipped => "state skipped",
    }
}

fn state_box(svg: &mut Svg, state: &LoopState, x: i64) {
    let on = if state.reached == Reached::Current {
        "on-dark"
    } else {
        "on-light"
    };
    svg.linked(
        None,
        format!("{} {}", state.label, state.note).trim_end(),
        |svg| {
            svg.rect(Area::new(x, TOP, BOX, HEIGHT), class(state.reached));
            if state.reached == Reached::Passed {
                svg.path(&format!("M{} {}l4 4l7 -8", x + BOX - 20, TOP + 15), "tick");
            }
            svg.text(
                (x + 10, TOP + 20),
                &format!("label strong {on}"),
                &fitted(&state.label, 80, 13),
            );
            svg.text(
                (x + 10, TOP + 37),
                &format!("small {on}"),
                &fitted(&state.note, BOX - 16, 11),
            );
        },
    );
}

fn arrow(svg: &mut Svg, x: i64) {
    let y = TOP + HEIGHT / 2;
    let start = x - (SLOT - BOX) + 3;
    svg.path(&format!("M{start} {y}H{}", x - 4), "arrow");
    svg.path(
        &format!("M{} {}L{} {y}L{} {}Z", x - 8, y - 4, x - 2, x - 8, y + 4),
        "arrow-head",
    );
}

fn way_back(svg: &mut Svg, back: &str) {
    let middle = |index: usize| 2 + i64::try_from(index).unwrap_or(0) * SLOT + BOX / 2;
    let (from, to) = (middle(BACK_FROM), middle(BACK_TO));
    svg.path(
        &format!("M{from} {TOP}V20H{to}V{}", TOP - 6),
        "arrow dashed",
    );
    svg.path(
        &format!("M{} {}L{to} {TOP}L{} {}Z", to - 4, TOP - 7, to + 4, TOP - 7),
        "arrow-head",
    );
    svg.text((to + (from - to) / 2, 14), "small middle", back);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(current: usize) -> Vec<LoopState> {
        let names = ["提出", "约定", "进行", "交付", "验收", "采用", "结束"];
        let reached = |index| match index {
            i if i < current => Reached::Passed,
            i if i == current => Reached::Current,
            _ => Reached::Ahead,
        };
        let state = |(index, name): (usize, &&str)| LoopState {
            label: (*name).to_owned(),
            note: String::new(),
            reached: reached(index),
        };
        names.iter().enumerate().map(state).collect()
    }

    #[test]
    fn exactly_one_state_is_current() {
        let picture = loop_diagram(&Caption::new("l", "t", "d"), &states(2), "退回").to_string();
        assert_eq!(picture.matches("state current").count(), 1);
        assert_eq!(picture.matches("state passed").count(), 2);
        assert_eq!(picture.matches("class=\"tick\"").count(), 2);
        assert!(picture.contains("退回"));
    }

    #[test]
    fn a_short_loop_has_no_way_back() {
        let picture = loop_diagram(&Caption::new("l", "t", "d"), &states(0)[..2], "退回");
        assert!(!picture.to_string().contains("退回"));
    }
}
