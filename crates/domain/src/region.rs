//! Regions (区域): administrative divisions by their national codes, and areas that packs add.
//!
//! Main types: [`RegionCode`] and [`RegionTable`]. A code is one of
//! - a division of GB/T 2260: six digits (`440305`; `440300` is the city, `440000` the province),
//! - a street or town: nine digits, the first six its district,
//! - an area that official lists name but GB/T 2260 does not: the code of the division it belongs to,
//!   a hyphen and a word, as `440300-bay`; areas may have parts of their own, as `440300-bay-north`.
//!
//! Names, and streets that are run by another area than their digits say, come with the pack's table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// The code of a region.
///
/// ```
/// use benfu_domain::region::RegionCode;
/// let city: RegionCode = "440300".parse().unwrap();
/// assert!(city.contains(&"440305001".parse().unwrap()));
/// assert!(city.contains(&"440300-bay".parse().unwrap()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(Box<str>);

/// A text is no region code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionCodeError {
    /// The text that was read.
    pub read: String,
}

/// One region of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// The region that runs it; when none is given, the one its code says ([`RegionCode::parent`]).
    pub parent: Option<RegionCode>,
    /// Name in Chinese.
    pub zh: String,
    /// Name in English.
    pub en: String,
    /// Where it stands on the schematic map of the region that runs it.
    pub tile: Option<Tile>,
}

/// A place on a schematic map: one square for each region, roughly where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Column from the west, from 0.
    pub column: u8,
    /// Row from the north, from 0.
    pub row: u8,
}

/// Columns and rows of a schematic map at most.
pub const MOST_TILES: u8 = 16;

/// The regions of a pack and which one runs which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionTable {
    regions: BTreeMap<RegionCode, Region>,
}

/// Why regions do not make a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionTableError {
    /// Two regions have one code.
    CodeTwice {
        /// The code.
        code: RegionCode,
    },
    /// A region names a parent that is not in the table.
    ParentUnknown {
        /// The region.
        code: RegionCode,
        /// The parent it names.
        parent: RegionCode,
    },
    /// A region lies, through its parents, in itself.
    WithinItself {
        /// The region.
        code: RegionCode,
    },
    /// Two regions of one map stand in one place.
    TileTwice {
        /// The region.
        code: RegionCode,
        /// The one that stands there already.
        other: RegionCode,
    },
}

impl RegionCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The region that contains this one by the digits of its code; none for a province.
    pub fn parent(&self) -> Option<RegionCode> {
        if let Some((outer, _)) = self.0.rsplit_once('-') {
            return Some(RegionCode(outer.into()));
        }
        let significant = self.significant();
        match significant.len() {
            9 => Some(RegionCode(significant[..6].into())),
            6 => Some(RegionCode(format!("{}00", &significant[..4]).into())),
            4 => Some(RegionCode(format!("{}0000", &significant[..2]).into())),
            _ => None,
        }
    }

    /// Whether `inner` is this region or lies in it, by the digits of the codes.
    ///
    /// A pack's table may know better; see [`RegionTable::contains`].
    pub fn contains(&self, inner: &RegionCode) -> bool {
        std::iter::successors(Some(inner.clone()), RegionCode::parent).any(|region| region == *self)
    }

    /// Whether the code is a division or street of the national list rather than an added area.
    pub fn is_national(&self) -> bool {
        !self.0.contains('-')
    }

    /// The digits without the pairs of zeros that mark a province or city.
    fn significant(&self) -> &str {
        if self.0.len() != 6 {
            return &self.0;
        }
        let code = self.0.strip_suffix("00").unwrap_or(&self.0);
        code.strip_suffix("00").unwrap_or(code)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RegionCode {
    type Err = RegionCodeError;

    fn from_str(text: &str) -> Result<RegionCode, RegionCodeError> {
        if is_code(text) {
            Ok(RegionCode(text.into()))
        } else {
            Err(RegionCodeError {
                read: text.chars().take(40).collect(),
            })
        }
    }
}

fn is_code(text: &str) -> bool {
    let mut parts = text.split('-');
    let division = parts.next().unwrap_or_default();
    let digits = division.bytes().all(|byte| byte.is_ascii_digit()) && !division.starts_with('0');
    let areas = text.bytes().filter(|byte| *byte == b'-').count();
    let length = division.len() == 6 || (division.len() == 9 && areas == 0);
    digits && length && areas <= 4 && parts.all(is_area_word)
}

fn is_area_word(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.len() <= 32
        && word.bytes().all(plain)
}

impl RegionTable {
    /// A table from a pack's regions; every fault found is listed.
    pub fn new(
        regions: impl IntoIterator<Item = Region>,
    ) -> Result<RegionTable, Vec<RegionTableError>> {
        let mut table = RegionTable::default();
        let mut faults = Vec::new();
        for region in regions {
            let code = region.code.clone();
            if table.regions.insert(code.clone(), region).is_some() {
                faults.push(RegionTableError::CodeTwice { code });
            }
        }
        faults.extend(
            table
                .regions
                .values()
                .filter_map(|region| table.fault_of(region)),
        );
        faults.extend(table.tiles_twice());
        if faults.is_empty() {
            Ok(table)
        } else {
            Err(faults)
        }
    }

    /// The region with this code.
    pub fn get(&self, code: &RegionCode) -> Option<&Region> {
        self.regions.get(code)
    }

    /// Every region, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// The region that runs this one: as the table says, else by the digits of the code.
    pub fn parent(&self, code: &RegionCode) -> Option<RegionCode> {
        let stated = self
            .regions
            .get(code)
            .and_then(|region| region.parent.clone());
        stated.or_else(|| code.parent())
    }

    /// The region and all that contain it, from the inside out.
    pub fn path(&self, code: &RegionCode) -> Vec<RegionCode> {
        std::iter::successors(Some(code.clone()), |region| self.parent(region)).collect()
    }

    /// Whether `inner` is `outer` or is run by it, by the table and else by the codes.
    pub fn contains(&self, outer: &RegionCode, inner: &RegionCode) -> bool {
        self.path(inner).contains(outer)
    }

    /// The regions of the table directly in `outer`, by code.
    pub fn children<'a>(&'a self, outer: &'a RegionCode) -> impl Iterator<Item = &'a Region> {
        self.iter()
            .filter(move |region| self.parent(&region.code).as_ref() == Some(outer))
    }

    /// Whether the regions directly in `outer` have a schematic map.
    pub fn has_map(&self, outer: &RegionCode) -> bool {
        self.children(outer).any(|region| region.tile.is_some())
    }

    fn tiles_twice(&self) -> Vec<RegionTableError> {
        let mut placed: BTreeMap<(Option<RegionCode>, Tile), &RegionCode> = BTreeMap::new();
        let mut faults = Vec::new();
        for region in self.regions.values() {
            let Some(tile) = region.tile else { continue };
            let place = (self.parent(&region.code), tile);
            match placed.get(&place) {
                Some(other) => faults.push(RegionTableError::TileTwice {
                    code: region.code.clone(),
                    other: (*other).clone(),
                }),
                None => {
                    placed.insert(place, &region.code);
                }
            }
        }
        faults
    }

    fn fault_of(&self, region: &Region) -> Option<RegionTableError> {
        let code = region.code.clone();
        if let Some(parent) = region
            .parent
            .clone()
            .filter(|parent| !self.regions.contains_key(parent))
        {
            return Some(RegionTableError::ParentUnknown { code, parent });
        }
        let mut seen = BTreeSet::new();
        let mut next = Some(code.clone());
        while let Some(region) = next {
            next = self.parent(&region);
            if !seen.insert(region) {
                return Some(RegionTableError::WithinItself { code });
            }
        }
        None
    }
}

impl RegionCodeError {
    /// The error in Chinese, with what to write.
    pub fn zh(&self) -> String {
        format!(
            "“{}”不是区域代码：请写6位行政区划代码、9位街道代码，或“6位代码-英文名”形式的功能区",
            self.read
        )
    }
}

impl fmt::Display for RegionCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a region code: write the six digits of a division, the nine digits of a \
             street, or six digits, a hyphen and a lower-case word for another area",
            self.read
        )
    }
}

impl std::error::Error for RegionCodeError {}

impl RegionTableError {
    /// The error in Chinese, with what to do next.
    pub fn zh(&self) -> String {
        match self {
            RegionTableError::CodeTwice { code } => {
                format!("区域代码 {code} 出现两次：请删去一条")
            }
            RegionTableError::ParentUnknown { code, parent } => {
                format!("区域 {code} 的上级 {parent} 不在表中：请补上该上级或改正代码")
            }
            RegionTableError::WithinItself { code } => {
                format!("区域 {code} 的上级关系成环：请改正上级")
            }
            RegionTableError::TileTwice { code, other } => {
                format!("区域 {code} 与 {other} 在示意图上位置相同：请改正其中一个")
            }
        }
    }
}

impl fmt::Display for RegionTableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegionTableError::CodeTwice { code } => {
                write!(f, "region code {code} occurs twice: remove one of the two")
            }
            RegionTableError::ParentUnknown { code, parent } => {
                write!(
                    f,
                    "parent {parent} of region {code} is not in the table: add or correct it"
                )
            }
            RegionTableError::WithinItself { code } => {
                write!(f, "region {code} lies in itself: correct its parent")
            }
            RegionTableError::TileTwice { code, other } => {
                write!(
                    f,
                    "region {code} stands where {other} stands on the map: move one of the two"
                )
            }
        }
    }
}

impl std::error::Error for RegionTableError {}

#[cfg(test)]
mod tests;
