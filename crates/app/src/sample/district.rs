//! Where the sample lies: the district of the pack that has most streets, its city and its streets.

use super::draw::Draws;
use benfu_domain::region::{RegionCode, RegionTable};

/// A district with its streets.
pub(super) struct District {
    /// Code of the district.
    pub(super) code: RegionCode,
    /// Its name.
    pub(super) zh: String,
    /// The city it belongs to.
    pub(super) city: RegionCode,
    /// Name of the city.
    pub(super) city_zh: String,
    /// Its streets with their names; the district itself when the pack knows none.
    pub(super) streets: Vec<(RegionCode, String)>,
    /// Another district of the city, for firms that move away.
    pub(super) neighbour: RegionCode,
}

impl District {
    /// The district of these regions that has most streets; none when there are no districts.
    pub(super) fn of(regions: &RegionTable) -> Option<District> {
        let districts = regions.iter().filter(|region| is_district(&region.code));
        let found = districts
            .max_by_key(|region| (regions.children(&region.code).count(), region.code.clone()))?;
        let city = regions.parent(&found.code)?;
        let city_zh = regions
            .get(&city)
            .map(|city| city.zh.clone())
            .unwrap_or_default();
        let children = regions
            .children(&found.code)
            .map(|street| (street.code.clone(), street.zh.clone()));
        let mut streets: Vec<_> = children.collect();
        if streets.is_empty() {
            streets.push((found.code.clone(), found.zh.clone()));
        }
        let others = regions
            .children(&city)
            .map(|region| &region.code)
            .filter(|code| **code != found.code);
        let neighbour = others.min().unwrap_or(&found.code).clone();
        Some(District {
            code: found.code.clone(),
            zh: found.zh.clone(),
            city,
            city_zh,
            streets,
            neighbour,
        })
    }

    /// The name of a street.
    pub(super) fn street_name(&self, region: &RegionCode) -> &str {
        let known = self.streets.iter().find(|(street, _)| street == region);
        known.map_or(self.zh.as_str(), |(_, name)| name)
    }

    /// A street; the first ones have more firms, as streets with more land do.
    pub(super) fn street(&self, draws: &mut Draws) -> &(RegionCode, String) {
        let (one, other) = (
            draws.below(self.streets.len()),
            draws.below(self.streets.len()),
        );
        &self.streets[one.min(other)]
    }
}

/// Six digits that do not end in zeros: a district, not a city or province.
fn is_district(code: &RegionCode) -> bool {
    code.as_str().len() == 6 && !code.as_str().ends_with("00")
}
