//! A schematic map: one tile per district, placed roughly as on a map.
//!
//! Main items: [`Tile`], [`tiles`]. Where each tile stands comes from the caller (a pack), so no city
//! is in the code; a schematic grid needs no licensed map.

use super::svg::{Area, Caption, Picture, Svg, fitted};

/// One district.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Column of the grid, from 0.
    pub column: u8,
    /// Row of the grid, from 0.
    pub row: u8,
    /// The name.
    pub label: String,
    /// The amount that shades it.
    pub value: i64,
    /// The amount written for people.
    pub value_text: String,
    /// The rows behind it.
    pub href: Option<String>,
}

const SIDE: i64 = 68;
const GAP: i64 = 3;

/// Draws the grid in five shades, from none to the largest value; the amount stands in each tile.
pub fn tiles(caption: &Caption, tiles: &[Tile]) -> Picture {
    let columns = tiles
        .iter()
        .map(|tile| i64::from(tile.column) + 1)
        .max()
        .unwrap_or(0);
    let rows = tiles
        .iter()
        .map(|tile| i64::from(tile.row) + 1)
        .max()
        .unwrap_or(0);
    let most = tiles.iter().map(|tile| tile.value).max().unwrap_or(0);
    let mut svg = Svg::open(
        "tiles",
        caption,
        columns * (SIDE + GAP),
        rows * (SIDE + GAP),
    );
    for tile in tiles {
        let x = i64::from(tile.column) * (SIDE + GAP);
        let y = i64::from(tile.row) * (SIDE + GAP);
        svg.linked(
            tile.href.as_deref(),
            &format!("{} {}", tile.label, tile.value_text),
            |svg| {
                svg.rect(Area::new(x, y, SIDE, SIDE), shade(tile.value, most));
                let on = if step(tile.value, most) >= 4 {
                    "on-dark"
                } else {
                    "on-light"
                };
                let middle = x + SIDE / 2;
                let label = fitted(&tile.label, SIDE - 6, 13);
                svg.text((middle, y + 29), &format!("label middle {on}"), &label);
                svg.text(
                    (middle, y + 49),
                    &format!("figure middle {on}"),
                    &tile.value_text,
                );
            },
        );
    }
    svg.finish()
}

/// The fifth of the scale a value falls in, 0 for none.
fn step(value: i64, most: i64) -> i128 {
    if value <= 0 || most <= 0 {
        return 0;
    }
    ((i128::from(value) * 5 + i128::from(most) - 1) / i128::from(most)).min(5)
}

/// The class of the fifth of the scale a value falls in; the first is for none.
pub(crate) fn shade(value: i64, most: i64) -> &'static str {
    match step(value, most) {
        0 => "shade-0",
        1 => "shade-1",
        2 => "shade-2",
        3 => "shade-3",
        4 => "shade-4",
        _ => "shade-5",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_run_from_none_to_the_largest() {
        assert_eq!(shade(0, 100), "shade-0");
        assert_eq!(shade(1, 100), "shade-1");
        assert_eq!(shade(20, 100), "shade-1");
        assert_eq!(shade(21, 100), "shade-2");
        assert_eq!(shade(100, 100), "shade-5");
        assert_eq!(shade(5, 0), "shade-0");
    }

    #[test]
    fn the_grid_is_as_large_as_its_farthest_tile() {
        let tile = Tile {
            column: 2,
            row: 1,
            label: "甲区".to_owned(),
            value: 3,
            value_text: "3".to_owned(),
            href: None,
        };
        let picture = tiles(&Caption::new("m", "t", "d"), &[tile]).to_string();
        assert!(picture.contains("viewBox=\"0 0 213 142\""));
    }
}
