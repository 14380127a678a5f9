//! A timetable: what stands in each slot at each table.
//!
//! Main items: [`Cell`], [`grid`]. Slots run downwards, as in a diary; a cell that is free stays empty, so that gaps are
//! seen at once.

use super::state_bar::Shade;
use super::svg::{Area, Caption, Picture, Svg, fitted};

/// What stands in one slot at one table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The table, from 0.
    pub column: usize,
    /// The slot, from 0.
    pub row: usize,
    /// Two lines of text: the two who meet.
    pub lines: [String; 2],
    /// Where it stands, in words.
    pub state: String,
    /// Where it stands.
    pub shade: Shade,
    /// The row behind it.
    pub href: Option<String>,
}

const WIDTH: i64 = 1_080;
const LABEL: i64 = 92;
const HEAD: i64 = 22;
const ROW: i64 = 42;
const GAP: i64 = 3;

/// Draws the timetable; many tables make it wider than the page, which then scrolls.
pub fn grid(caption: &Caption, columns: &[String], rows: &[String], cells: &[Cell]) -> Picture {
    let (across, down) = (columns.len().max(1), rows.len());
    let wide = ((WIDTH - LABEL) / length(across)).clamp(84, 240);
    let width = LABEL + wide * length(across);
    let mut svg = Svg::open("grid", caption, width, HEAD + ROW * length(down));
    svg.patterns(&caption.id);
    for (at, column) in (0..).zip(columns) {
        let middle = LABEL + wide * at + wide / 2;
        svg.text((middle, 14), "faint middle", &fitted(column, wide - 6, 12));
    }
    for (at, row) in (0..).zip(rows) {
        let top = HEAD + ROW * at;
        svg.text((0, top + 24), "label", &fitted(row, LABEL - 6, 13));
        let rail = Area::new(LABEL, top, width - LABEL - GAP, ROW - GAP);
        svg.rect(rail, "rail");
    }
    for cell in cells {
        drawn(&mut svg, caption, cell, wide);
    }
    svg.finish()
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn drawn(svg: &mut Svg, caption: &Caption, cell: &Cell, wide: i64) {
    let (x, y) = (
        LABEL + wide * length(cell.column),
        HEAD + ROW * length(cell.row),
    );
    let area = Area::new(x, y, wide - GAP, ROW - GAP);
    let [one, other] = &cell.lines;
    let label = format!("{one} · {other} · {}", cell.state);
    let (fill, weave) = cell.shade.look();
    svg.linked(cell.href.as_deref(), &label, |svg| {
        svg.rect(area, fill);
        // The weave is a strip beside the text, so that both are read.
        if let Some(weave) = weave {
            svg.woven(Area::new(x, y, 6, ROW - GAP), &caption.id, weave);
        }
        let on = cell.shade.text_on();
        let room = wide - GAP - 16;
        svg.text(
            (x + 10, y + 16),
            &format!("label {on}"),
            &fitted(one, room, 13),
        );
        svg.text(
            (x + 10, y + 32),
            &format!("label {on}"),
            &fitted(other, room, 13),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_stands_in_its_slot_at_its_table_and_opens_its_row() {
        let cell = Cell {
            column: 1,
            row: 0,
            lines: ["水务<集团>".to_owned(), "灵动".to_owned()],
            state: "已排".to_owned(),
            shade: Shade::Second,
            href: Some("#m1".to_owned()),
        };
        let caption = Caption::new("day", "日程", "每格一场");
        let tables = ["1".to_owned(), "2".to_owned()];
        let slots = ["09:00".to_owned()];
        let picture = grid(&caption, &tables, &slots, &[cell]).to_string();
        let place = format!("class=\"shade-2\" x=\"{}\" y=\"{HEAD}\"", LABEL + 240);
        assert!(picture.contains(&place));
        assert!(picture.contains("#m1"));
        assert!(picture.contains("水务&lt;集团&gt;"));
    }
}
