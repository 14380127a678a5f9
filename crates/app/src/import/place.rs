//! Which region a text means: a district written in a cell, or an address that names one.
//!
//! Main type: [`Places`]. Names come from the pack's table; nothing is guessed: a name that several regions have
//! is read only where the rest of the text, or the sender's own region, says which.

use benfu_domain::region::{RegionCode, RegionTable};
use std::collections::{BTreeMap, HashMap};

/// What names of regions end with; people leave it out in a column that holds only districts.
const ENDINGS: [&str; 12] = [
    "特别合作区",
    "自治区",
    "自治州",
    "新区",
    "街道",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "镇",
    "乡",
];

/// The names of a pack's regions, ready to be found in texts.
pub(super) struct Places {
    table: RegionTable,
    by_name: HashMap<String, Vec<RegionCode>>,
    /// Full names by their first character, the longest first.
    by_first: BTreeMap<char, Vec<(String, RegionCode)>>,
    home: RegionCode,
    all_at_home: bool,
}

impl Places {
    /// The names of `table`; `home` is where rows belong that do not say.
    pub(super) fn new(table: &RegionTable, home: RegionCode) -> Places {
        let mut by_name: HashMap<String, Vec<RegionCode>> = HashMap::new();
        let mut by_first: BTreeMap<char, Vec<(String, RegionCode)>> = BTreeMap::new();
        for region in table.iter() {
            for name in [
                region.zh.as_str(),
                short(&region.zh),
                &region.en.to_lowercase(),
                region.code.as_str(),
            ] {
                let codes = by_name.entry(name.to_owned()).or_default();
                if !codes.contains(&region.code) {
                    codes.push(region.code.clone());
                }
            }
            if let Some(first) = region.zh.chars().next() {
                by_first
                    .entry(first)
                    .or_default()
                    .push((region.zh.clone(), region.code.clone()));
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Places {
            table: table.clone(),
            by_name,
            by_first,
            home,
            all_at_home: false,
        }
    }

    /// The same, where the sender says that rows without a place are at home.
    pub(super) fn at_home(mut self) -> Places {
        self.all_at_home = true;
        self
    }

    /// Where rows belong that do not say.
    pub(super) fn home(&self) -> &RegionCode {
        &self.home
    }

    /// Are rows that do not say where they are at home, by the word of the sender?
    pub(super) fn all_at_home(&self) -> bool {
        self.all_at_home
    }

    /// The region of a row from its district and street cells and its address; `None` when none of them names
    /// one that is known.
    pub(super) fn find(&self, district: &str, street: &str, address: &str) -> Option<RegionCode> {
        let outer = self.named(district, None).or_else(|| self.within(district));
        let street = self.named(street, outer.as_ref());
        let told = self
            .within(address)
            .filter(|told| outer.as_ref().is_none_or(|outer| self.lies(told, outer)));
        street.or(told).or(outer)
    }

    /// Is one of the two in the other? Then they may name the same place, one more closely.
    pub(super) fn alike(&self, one: &RegionCode, other: &RegionCode) -> bool {
        self.lies(one, other) || self.lies(other, one)
    }

    fn lies(&self, inner: &RegionCode, outer: &RegionCode) -> bool {
        self.table.contains(outer, inner)
    }

    /// The region whose name, short name, English name or code a cell is.
    fn named(&self, text: &str, outer: Option<&RegionCode>) -> Option<RegionCode> {
        let text = text.trim();
        let found = self
            .by_name
            .get(text)
            .or_else(|| self.by_name.get(&text.to_lowercase()))?;
        let found: Vec<&RegionCode> = found
            .iter()
            .filter(|code| outer.is_none_or(|outer| self.lies(code, outer)))
            .collect();
        self.only(&found)
    }

    /// The closest region that a text names.
    fn within(&self, text: &str) -> Option<RegionCode> {
        let mentioned = self.mentioned(text);
        let mut best: Option<&RegionCode> = None;
        for codes in &mentioned {
            let fitting: Vec<&RegionCode> = codes
                .iter()
                .copied()
                .filter(|code| best.is_none_or(|best| self.lies(code, best)))
                .collect();
            if let Some(code) = self.only(&fitting) {
                best = codes.iter().copied().find(|known| **known == code).or(best);
            }
        }
        best.cloned()
    }

    /// The regions of each name that stands in a text, in its order.
    fn mentioned(&self, text: &str) -> Vec<Vec<&RegionCode>> {
        let mut mentioned = Vec::new();
        let mut after = 0;
        for (at, first) in text.char_indices() {
            if at < after {
                continue;
            }
            let names = self
                .by_first
                .get(&first)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let Some((name, _)) = names
                .iter()
                .find(|(name, _)| text[at..].starts_with(name.as_str()))
            else {
                continue;
            };
            after = at + name.len();
            mentioned.push(
                names
                    .iter()
                    .filter(|(other, _)| other == name)
                    .map(|(_, code)| code)
                    .collect(),
            );
        }
        mentioned
    }

    /// The one region among several of a name: the only one, or the only one that shares the sender's city or
    /// whatever of its region is closest.
    fn only(&self, codes: &[&RegionCode]) -> Option<RegionCode> {
        if let [code] = codes {
            return Some((*code).clone());
        }
        let circles = self.table.path(&self.home);
        let near = circles.iter().map(|circle| {
            codes
                .iter()
                .filter(|code| self.lies(code, circle))
                .collect::<Vec<_>>()
        });
        let first = near.into_iter().find(|near| !near.is_empty())?;
        if let [code] = first[..] {
            Some((**code).clone())
        } else {
            None
        }
    }
}

/// The name without its ending, when two characters or more are left.
fn short(name: &str) -> &str {
    let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    bare.filter(|bare| bare.chars().count() >= 2)
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_domain::region::Region;

    fn places() -> Places {
        let region = |code: &str, zh: &str| Region {
            code: code.parse().expect("a code"),
            parent: None,
            zh: zh.to_owned(),
            en: format!("region {code}"),
            tile: None,
        };
        let regions = [
            region("990000", "云岭省"),
            region("990100", "湖滨市"),
            region("990101", "湖东区"),
            region("990102", "中心区"),
            region("990101001", "柳岸街道"),
            region("990200", "山阳市"),
            region("990201", "中心区"),
            region("990201001", "柳岸街道"),
        ];
        let table = RegionTable::new(regions).expect("a table");
        Places::new(&table, "990100".parse().expect("a code"))
    }

    fn find(district: &str, street: &str, address: &str) -> Option<String> {
        places()
            .find(district, street, address)
            .map(|code| code.to_string())
    }

    #[test]
    fn a_district_is_found_by_its_name_short_name_or_code() {
        for text in ["湖东区", "湖东", "990101", " 湖东区 "] {
            assert_eq!(find(text, "", "").as_deref(), Some("990101"), "{text}");
        }
        assert_eq!(find("海东区", "", ""), None);
    }

    #[test]
    fn an_address_gives_the_closest_region_it_names() {
        assert_eq!(
            find("", "", "云岭省湖滨市湖东区柳岸街道一号").as_deref(),
            Some("990101001")
        );
        assert_eq!(
            find("", "", "山阳市中心区大道 2 号").as_deref(),
            Some("990201")
        );
        assert_eq!(
            find("湖东区", "", "山阳市中心区大道 2 号").as_deref(),
            Some("990101")
        );
        assert_eq!(find("", "", "无名路 9 号"), None);
    }

    #[test]
    fn a_name_that_two_cities_have_means_the_senders_own() {
        assert_eq!(find("中心区", "", "").as_deref(), Some("990102"));
        assert_eq!(find("山阳市中心区", "", "").as_deref(), Some("990201"));
        assert_eq!(find("湖东区", "柳岸街道", "").as_deref(), Some("990101001"));
    }
}
