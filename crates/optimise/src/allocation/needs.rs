//! What a tenant asks of a unit: read from a document, and answered.
//!
//! Three answers: it fits, it does not because of one rule, or nobody can tell until an attribute is
//! measured. Main type: [`Verdict`].

use super::instance::{Attribute, Fit, Need, Tenant, Unit};
use crate::document::{Amount, Members, Node};
use benfu_domain::Label;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a tenant can use a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It can.
    Fits,
    /// It cannot, because of this.
    Fails(Obstacle),
    /// Nobody can tell.
    Unknown(Obstacle),
}

/// What stands between a tenant and a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// An attribute of that name.
    Attribute(String),
    /// The table of fit.
    Table,
    /// The rent is above what the tenant pays.
    Rent,
    /// The unit is not free in time.
    Date,
}

impl Obstacle {
    /// In words.
    pub fn label(&self) -> Label {
        match self {
            Obstacle::Attribute(name) => Label::same(name),
            Obstacle::Table => Label::new("适配表", "table of fit"),
            Obstacle::Rent => Label::new("租金", "rent"),
            Obstacle::Date => Label::new("日期", "dates"),
        }
    }
}

/// Whether a tenant can use a unit, rule by rule; the first that fails decides, an unknown one only
/// when none fails.
pub fn verdict(tenant: &Tenant, unit: &Unit, place: usize) -> Verdict {
    if let Some(obstacle) = on_terms(tenant, unit) {
        return Verdict::Fails(obstacle);
    }
    let table = tenant.fit.as_ref().map(|row| row.get(&place));
    let mut unknown = None;
    match table {
        None | Some(Some(Fit::Points(_))) => {}
        Some(None | Some(Fit::No)) => return Verdict::Fails(Obstacle::Table),
        Some(Some(Fit::Unknown)) => unknown = Some(Obstacle::Table),
    }
    for (name, need) in &tenant.needs {
        match unit.attributes.get(name).map(|has| answers(need, has)) {
            Some(true) => {}
            Some(false) => return Verdict::Fails(Obstacle::Attribute(name.clone())),
            None => unknown = unknown.or_else(|| Some(Obstacle::Attribute(name.clone()))),
        }
    }
    unknown.map_or(Verdict::Fits, Verdict::Unknown)
}

/// Whether rent or dates forbid it.
pub(super) fn on_terms(tenant: &Tenant, unit: &Unit) -> Option<Obstacle> {
    if tenant.rent_max.is_some_and(|most| unit.rent > most) {
        return Some(Obstacle::Rent);
    }
    let late = tenant.move_in_by.zip(unit.available_from);
    let gone = tenant.move_in_from.zip(unit.available_until);
    let missed =
        late.is_some_and(|(by, from)| from > by) || gone.is_some_and(|(from, until)| until < from);
    missed.then_some(Obstacle::Date)
}

/// Whether an attribute meets a condition; one of another kind does not.
pub(super) fn answers(need: &Need, has: &Attribute) -> bool {
    match (need, has) {
        (Need::Within(least, most), Attribute::Number(has)) => {
            least.is_none_or(|least| *has >= least) && most.is_none_or(|most| *has <= most)
        }
        (Need::OneOf(words), Attribute::Word(has)) => words.contains(has),
        (Need::OneOf(words), Attribute::Words(has)) => words.iter().any(|word| has.contains(word)),
        (Need::Is(wanted), Attribute::Flag(has)) => wanted == has,
        _ => false,
    }
}

/// Points of fit in a unit that can be used; 100 without a table.
pub(super) fn points(tenant: &Tenant, place: usize) -> Amount {
    let cell = tenant.fit.as_ref().and_then(|row| row.get(&place));
    match cell {
        Some(Fit::Points(points)) => *points,
        Some(Fit::No | Fit::Unknown) | None => Amount::whole(100),
    }
}

/// Reads `{"floor_load": 7.5, "height_m": {"min": 6, "max": 9}, "vibration": ["VC-A", "VC-B"]}`.
pub(super) fn read(node: &Node) -> BTreeMap<String, Need> {
    let Some(members) = node.members() else {
        return BTreeMap::new();
    };
    let needs = members.all();
    needs
        .filter_map(|(name, node)| Some((name.to_owned(), need(&node)?)))
        .collect()
}

fn need(node: &Node) -> Option<Need> {
    match node.value {
        Value::Number(_) => node.amount().map(|least| Need::Within(Some(least), None)),
        Value::Bool(flag) => Some(Need::Is(*flag)),
        Value::String(_) => node.name().map(|word| Need::OneOf(vec![word])),
        Value::Array(_) => Some(Need::OneOf(
            node.items().filter_map(|item| item.name()).collect(),
        )),
        Value::Object(_) => {
            let (least, most) = span(&node.members()?);
            Some(Need::Within(least, most))
        }
        Value::Null => None,
    }
}

/// The area asked for: `"area_m2": 1200`, `"area_m2": {"min": 1000, "max": 1500}`, or two members.
pub(super) fn area(members: &Members) -> (Option<Amount>, Option<Amount>) {
    let (least, most) = (members.quantity("area_min"), members.quantity("area_max"));
    let span = match members.any(&["area_m2", "area"]) {
        Some(node) if node.value.is_object() => node.members().map(|members| span(&members)),
        Some(node) => node.quantity().map(|least| (Some(least), None)),
        None => None,
    };
    let (min, max) = span.unwrap_or_default();
    let (least, most) = (least.or(min), most.or(max));
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        members.node().fault(
            Label::new(
                "最小面积大于最大面积",
                "the least area is above the greatest",
            ),
            Label::new("改正两者之一", "correct one of the two"),
        );
    }
    (least, most)
}

fn span(members: &Members) -> (Option<Amount>, Option<Amount>) {
    let span = (members.quantity("min"), members.quantity("max"));
    members.remark_rest();
    span
}
