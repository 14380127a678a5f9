//! Policies: the file as a whole, and what is the same in every edition.
//!
//! Main function: [`policy`]. Editions are read in `edition.rs`, their criteria in `criterion.rs` and `tree.rs`,
//! scores in `score.rs`.

mod criterion;
mod edition;
mod score;
mod tree;

use super::Known;
use super::region::code;
use crate::fault;
use crate::layout::Shelf;
use crate::policy::{Edition, Grant, Policy, PolicyKind, Territory};
use crate::reader::{Node, Table};
use benfu_domain::ladder::{LimitPeriod, SharedLimit};
use benfu_domain::region::{RegionCode, RegionTable};

/// Kinds of what a firm applies for.
pub(crate) const POLICIES: &[PolicyKind] = &[
    PolicyKind::Recognition,
    PolicyKind::Subsidy,
    PolicyKind::Admission,
    PolicyKind::Platform,
    PolicyKind::Classification,
];

/// Kinds of what a floor is held to.
pub(crate) const GUIDES: &[PolicyKind] = &[PolicyKind::Guide];

impl PolicyKind {
    /// The word under which packs and interfaces know it.
    pub fn word(self) -> &'static str {
        match self {
            PolicyKind::Recognition => "recognition",
            PolicyKind::Subsidy => "subsidy",
            PolicyKind::Admission => "admission",
            PolicyKind::Platform => "platform",
            PolicyKind::Classification => "classification",
            PolicyKind::Guide => "guide",
        }
    }
}

const PERIODS: &[LimitPeriod] = &[LimitPeriod::Year, LimitPeriod::Ever];

fn period_word(period: LimitPeriod) -> &'static str {
    match period {
        LimitPeriod::Year => "year",
        LimitPeriod::Ever => "ever",
    }
}

/// A policy of one of these kinds; nothing when its kind or an edition cannot be read, which is an error then.
pub(crate) fn policy(
    id: &str,
    table: &Table<'_>,
    kinds: &[PolicyKind],
    (known, regions): (&Known<'_>, &RegionTable),
) -> Option<Policy> {
    let (label, authority) = (table.label("label"), table.label("authority"));
    let kind = table.word("kind", kinds, PolicyKind::word);
    let grants = table.table("grants").map(|grants| grant(&grants, known));
    let territory = table
        .table("territory")
        .map(|territory| read_territory(&territory, regions))
        .unwrap_or_default();
    let group = table.table("group").and_then(|group| read_group(&group));
    let rows = table.tables("edition");
    if rows.is_empty() {
        table.fault(fault::key_missing("[[edition]]"));
    }
    let read = edition::Reader::new(id, known, &territory, regions);
    let editions = rows.iter().map(|row| read.edition(row));
    let editions = editions.collect::<Vec<_>>();
    check_dates(&rows, &editions);
    let editions = editions.into_iter().collect::<Option<Vec<_>>>()?;
    Some(Policy {
        id: id.to_owned(),
        label,
        kind: kind?,
        authority,
        grants,
        territory,
        group,
        editions,
    })
}

fn grant(table: &Table<'_>, known: &Known<'_>) -> Grant {
    table.required("scheme");
    let scheme = known.reference(Shelf::Schemes, table, "scheme");
    let level = table.optional_text("level");
    let levels = known.dictionary.schemes.get(&scheme);
    let has = levels.is_none_or(|scheme| scheme.levels.iter().any(|(id, _)| *id == level));
    if !level.is_empty() && !has {
        table.fault_at("level", fault::no_such(("级别", "level"), &level, None));
    }
    table.finish();
    Grant { scheme, level }
}

fn read_territory(table: &Table<'_>, regions: &RegionTable) -> Territory {
    let codes = |key| {
        let nodes = table.list(key);
        nodes
            .iter()
            .filter_map(|node| known_region(node, regions))
            .collect::<Vec<_>>()
    };
    let territory = Territory {
        regions: codes("regions"),
        excludes: codes("excludes"),
    };
    table.finish();
    territory
}

fn known_region(node: &Node<'_>, regions: &RegionTable) -> Option<RegionCode> {
    let code = code(node)?;
    if regions.get(&code).is_none() {
        node.fault(fault::no_such(("区域", "region"), code.as_str(), None));
    }
    Some(code)
}

fn read_group(table: &Table<'_>) -> Option<SharedLimit> {
    table.required("most");
    let id = table.text("id");
    let most = table.whole("most", 1, 100);
    let per = table.word("per", PERIODS, period_word);
    table.finish();
    Some(SharedLimit {
        id,
        most: usize::try_from(most?).ok()?,
        per: per?,
    })
}

/// Editions stand from the earliest to the latest and do not overlap; their names differ.
fn check_dates(rows: &[Table<'_>], editions: &[Option<Edition>]) {
    let mut before: Option<&Edition> = None;
    for (row, edition) in rows.iter().zip(editions) {
        let Some(edition) = edition else { continue };
        if let Some(last) = before {
            if last.until.is_none_or(|until| edition.from <= until) {
                row.fault_at("from", fault::editions_overlap(&last.id, &edition.id));
            }
            if last.id == edition.id {
                row.fault_at("id", fault::twice(("版本", "edition"), &edition.id));
            }
        }
        before = Some(edition);
    }
}
