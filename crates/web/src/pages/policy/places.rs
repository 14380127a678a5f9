//! How many firms are where: a schematic map of districts where the pack has one, else a bar for each region.

use benfu_domain::region::{Region, RegionCode};

use crate::chart::{Bar, Caption, Picture, Tile, bars, tiles};
use crate::locale::count;
use crate::server::Signed;
use crate::words;

/// Draws counts by region; `address` leads to the rows of a region. Nothing when there is only one region.
///
/// On the map a district of which the register knows nothing stands without a number: nobody has said that it has none.
pub(super) fn places(
    signed: &Signed,
    caption: &Caption,
    counts: &[(RegionCode, usize)],
    address: impl Fn(&RegionCode) -> Option<String>,
) -> Option<Picture> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let (regions, own) = (&cx.pack().regions, &cx.actor.region);
    if !regions.has_map(own) {
        if counts.len() < 2 {
            return None;
        }
        let bar = |(region, number): &(RegionCode, usize)| Bar {
            label: words::region(cx, lang, region),
            value: count(*number),
            value_text: lang.int(count(*number)),
            target: None,
            href: address(region).filter(|_| *number > 0),
        };
        let rows: Vec<Bar> = counts.iter().map(bar).collect();
        return Some(bars(caption, &rows));
    }
    let tile = |region: &Region| {
        let place = region.tile?;
        let counted = counts.iter().find(|(code, _)| *code == region.code);
        let number = counted.map(|(_, number)| count(*number));
        Some(Tile {
            column: place.column,
            row: place.row,
            label: words::region(cx, lang, &region.code),
            value: number.unwrap_or_default(),
            value_text: number.map_or_else(|| "–".to_owned(), |number| lang.int(number)),
            href: number
                .filter(|number| *number > 0)
                .and_then(|_| address(&region.code)),
        })
    };
    let placed: Vec<Tile> = regions.children(own).filter_map(tile).collect();
    Some(tiles(caption, &placed))
}
