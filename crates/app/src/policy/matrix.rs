//! Every policy in every region: how many firms are found how.
//!
//! Main function: [`read_matrix`].

use super::applied::Applied;
use super::sweep::{Swept, Tally, may_sweep, reach};
use super::{City, RowsOf};
use crate::{Cx, Failure};
use benfu_domain::region::RegionCode;
use benfu_packs::{Edition, Policy};
use benfu_rules::{Bitmap, CriteriaSweep};
use std::collections::BTreeMap;

/// The counts of one policy, one for each region of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The policy.
    pub policy: String,
    /// The counts, in the order of the regions.
    pub cells: Vec<Tally>,
}

/// Policies in force by regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The regions within the actor's own that have firms: its streets, or the districts of a city.
    pub regions: Vec<RegionCode>,
    /// The policies in force, in the order of their ids.
    pub rows: Vec<MatrixRow>,
}

impl Tally {
    /// The count behind a list; `None` for lists that the tally does not count.
    pub fn of(&self, list: &RowsOf) -> Option<usize> {
        match list {
            RowsOf::Idle => Some(self.idle),
            RowsOf::Near(None) => Some(self.near),
            RowsOf::Unknown => Some(self.unknown),
            RowsOf::Holders => Some(self.holders),
            RowsOf::Near(Some(_)) | RowsOf::Lapsing(_) | RowsOf::Entering | RowsOf::Leaving => None,
        }
    }
}

/// Asks every policy in force of everybody in reach and counts by region.
///
/// # Errors
/// [`Failure::NotFound`] for those who may not see the facts of others.
pub async fn read_matrix(cx: &Cx) -> Result<Matrix, Failure> {
    if !may_sweep(cx) {
        return Err(Failure::NotFound);
    }
    let applied = Applied::read(cx).await?;
    let ask = |city: &City| city.sweep(|sweep| counted((cx, city, &applied), sweep));
    cx.app.city.ask(&cx.app, ask).await?
}

fn counted(
    (cx, city, applied): (&Cx, &City, &Applied),
    sweep: &mut CriteriaSweep<'_>,
) -> Result<Matrix, Failure> {
    let reach = reach(cx, city);
    let regions = by_region(cx, city, &reach);
    let mut rows = Vec::new();
    for policy in cx.pack().policies.values() {
        if let Some(edition) = policy.edition_on(cx.today()) {
            let with = (cx, city, applied);
            rows.push(row(with, sweep, (policy, edition), &reach, &regions)?);
        }
    }
    Ok(Matrix {
        regions: regions.into_keys().collect(),
        rows,
    })
}

fn row(
    with: (&Cx, &City, &Applied),
    sweep: &mut CriteriaSweep<'_>,
    (policy, edition): (&Policy, &Edition),
    reach: &Bitmap,
    regions: &BTreeMap<RegionCode, Bitmap>,
) -> Result<MatrixRow, Failure> {
    let mut swept = Swept::of(with, sweep, (policy, edition), reach.clone())?;
    let mut cells = Vec::with_capacity(regions.len());
    for inside in regions.values() {
        swept.reach.clone_from(inside);
        cells.push(swept.tally());
    }
    Ok(MatrixRow {
        policy: policy.id.clone(),
        cells,
    })
}

/// The firms in reach by the region that lies directly below the actor's own.
fn by_region(cx: &Cx, city: &City, reach: &Bitmap) -> BTreeMap<RegionCode, Bitmap> {
    let mut regions: BTreeMap<RegionCode, Bitmap> = BTreeMap::new();
    for household in city.households() {
        let mut inside = household.rows.iter().filter(|row| reach.get(**row));
        let Some(first) = inside.next() else { continue };
        let below = below(&cx.actor.region, &household.region);
        let nobody = || Bitmap::clear(city.residents().len());
        let rows = regions.entry(below).or_insert_with(nobody);
        for row in std::iter::once(first).chain(inside) {
            rows.put(*row, true);
        }
    }
    regions
}

/// How many of some firms are in each region directly below the actor's own that has firms in reach.
pub(super) fn counts_by_region(
    (cx, city): (&Cx, &City),
    reach: &Bitmap,
    some: &Bitmap,
) -> Vec<(RegionCode, usize)> {
    let regions = by_region(cx, city, reach).into_iter();
    regions
        .map(|(region, inside)| (region, inside.and(some).count()))
        .collect()
}

/// The part of `own` in which `inner` lies; `inner` itself when it is `own` or lies elsewhere.
fn below(own: &RegionCode, inner: &RegionCode) -> RegionCode {
    let mut around = std::iter::successors(Some(inner.clone()), RegionCode::parent);
    let direct = around.find(|region| region.parent().as_ref() == Some(own));
    direct.unwrap_or_else(|| inner.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_counted_in_the_part_directly_below_the_readers_region() {
        let code = |text: &str| -> RegionCode { text.parse().expect("a region") };
        let part = |own: &str, inner: &str| below(&code(own), &code(inner)).to_string();
        assert_eq!(part("440306", "440306002"), "440306002");
        assert_eq!(part("440300", "440306002"), "440306");
        assert_eq!(part("440306", "440306"), "440306");
        assert_eq!(part("440306", "440307001"), "440307001");
    }
}
