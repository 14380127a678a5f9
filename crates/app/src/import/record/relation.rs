//! Rows of links between parties.

use super::party::{Whom, whom};
use crate::import::cells::Cells;
use benfu_domain::Day;
use benfu_domain::party::RelationKind;

/// A row of a link between two parties.
#[derive(Debug)]
pub(in crate::import) struct RelationRecord {
    pub(in crate::import) from: Whom,
    pub(in crate::import) kind: RelationKind,
    pub(in crate::import) to: Whom,
    pub(in crate::import) from_on: Option<Day>,
    pub(in crate::import) until: Option<Day>,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<RelationRecord> {
    let (from, to) = (
        whom(cells, "from_name", "from_code"),
        whom(cells, "to_name", "to_code"),
    );
    cells.required_line("kind");
    let kind = cells.word("kind", "控股、投资、隶属、入驻、供货", named);
    Some(RelationRecord {
        from: from?,
        kind: kind?,
        to: to?,
        from_on: cells.first_day("from"),
        until: cells.last_day("until"),
    })
}

fn named(text: &str) -> Option<RelationKind> {
    match text {
        "控股" | "母公司" | "持股" => Some(RelationKind::Owns),
        "投资" | "参股" | "出资" => Some(RelationKind::Invests),
        "隶属" | "成员" | "会员" | "联盟成员" | "联合体成员" | "加入" => {
            Some(RelationKind::BelongsTo)
        }
        "入驻" | "位于" | "在孵" => Some(RelationKind::LocatedIn),
        "供货" | "供应" | "配套" => Some(RelationKind::Supplies),
        word => RelationKind::from_word(&word.to_lowercase()),
    }
}
