//! A row of a list of offers, read into an offer with the facts of its other columns.

use super::fact::{FactCell, fact_cells};
use super::need::number;
use super::party::{Whom, region, whom, whom_or_nobody};
use crate::import::cells::Cells;
use benfu_domain::region::RegionCode;
use benfu_packs::Kind;

/// A row of an offer.
#[derive(Debug)]
pub(in crate::import) struct OfferRecord {
    /// The sender's number for it, or one made from its content.
    pub(in crate::import) number: String,
    pub(in crate::import) title: String,
    pub(in crate::import) text: String,
    pub(in crate::import) kind: String,
    /// Whose it is; the party that the sender gives for all rows when `None`.
    pub(in crate::import) whom: Option<Whom>,
    pub(in crate::import) region: RegionCode,
    pub(in crate::import) facts: Vec<FactCell>,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<OfferRecord> {
    let title = cells.required_line("title");
    let text = cells.prose("text");
    let whom = if cells.plan.has_party {
        whom_or_nobody(cells, "party_name", "party_code")
    } else {
        Some(whom(cells, "party_name", "party_code")?)
    };
    let owner = whom
        .as_ref()
        .map(|whom| whom.name.clone())
        .unwrap_or_default();
    Some(OfferRecord {
        number: number(cells, &[&title, &text, &owner]),
        kind: kind(cells)?,
        region: region(cells),
        facts: fact_cells(cells),
        title,
        text,
        whom,
    })
}

/// The kind of offer that a row names; the pack's first one for rows that name none.
fn kind(cells: &Cells<'_>) -> Option<String> {
    let kinds = &cells.plan.pack.offer_kinds;
    if cells.line("kind").is_empty() {
        let usual = kinds.get("technology").or_else(|| kinds.values().next());
        return Some(usual.map(|kind| kind.id.clone()).unwrap_or_default());
    }
    kind_named(cells, kinds)
}

/// The kind of the pack that the field `kind` names.
pub(super) fn kind_named(
    cells: &Cells<'_>,
    kinds: &std::collections::BTreeMap<String, Kind>,
) -> Option<String> {
    let choices: Vec<&str> = kinds
        .values()
        .map(|kind| kind.label.zh.as_str())
        .take(20)
        .collect();
    let named = |kind: &&Kind, text: &str| {
        let names = [&kind.id, &kind.label.zh, &kind.label.en];
        names
            .into_iter()
            .chain(&kind.synonyms)
            .any(|name| name.eq_ignore_ascii_case(text))
    };
    cells.word("kind", &choices.join("、"), |text| {
        kinds
            .values()
            .find(|kind| named(kind, text))
            .map(|kind| kind.id.clone())
    })
}
