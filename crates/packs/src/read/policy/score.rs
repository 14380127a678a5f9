//! Scores: blocks, items, bands.
//!
//! Main function: [`read_score`].

use super::criterion::Sources;
use super::edition::decides;
use crate::fault;
use crate::layout::Shelf;
use crate::read::rule::compiled_in;
use crate::reader::{Node, Table};
use benfu_rules::{
    Band, Block, Criterion, CriterionKind, Exact, Item, Limit, PointSpan, Points, Rule, Score,
    Threshold,
};
use std::sync::Arc;

/// No item earns more points.
const MOST_POINTS: i64 = 1_000;

/// The comparisons of a band on a value.
const BOUNDS: [(&str, &str); 4] = [
    ("at_least", ">="),
    ("above", ">"),
    ("at_most", "<="),
    ("below", "<"),
];

/// A score; nothing when it cannot be read, which is an error then.
pub(super) fn read_score(table: &Table<'_>, sources: &mut Sources<'_>) -> Option<Criterion> {
    let id = sources.named(table);
    let source = sources.cited(table);
    if !decides(&source) {
        table.fault(fault::low_confidence_gate(&source.title));
    }
    sources.citations.insert(id.clone(), source);
    let pass = table
        .required("pass")
        .and_then(|node| node.table())
        .and_then(|pass| limit(&pass, sources));
    let mark = table.node("mark").and_then(|node| mark(&node, sources));
    let rows = table.tables("block");
    if rows.is_empty() {
        table.fault(fault::key_missing("[[edition.score.block]]"));
    }
    let blocks: Vec<Option<Block>> = rows.iter().map(|row| block(row, sources)).collect();
    table.finish();
    let blocks = blocks.into_iter().collect::<Option<Vec<_>>>()?;
    let pass = pass?;
    let most = blocks.iter().map(block_most).sum::<i64>();
    if too_high(&pass.threshold, most - i64::from(pass.above)) {
        table.fault_at("pass", fault::out_of_reach(most));
    }
    let score = Score { pass, blocks, mark };
    Some(Criterion::new(&id, CriterionKind::Score(score)))
}

/// The pass mark: `above` or `at_least`, a number or a parameter.
fn limit(table: &Table<'_>, sources: &Sources<'_>) -> Option<Limit> {
    let (above, at_least) = (table.node("above"), table.node("at_least"));
    table.finish();
    match (above, at_least) {
        (Some(node), None) => Some(Limit {
            threshold: threshold(&node, sources)?,
            above: true,
        }),
        (None, Some(node)) => Some(Limit {
            threshold: threshold(&node, sources)?,
            above: false,
        }),
        (None | Some(_), _) => {
            table.fault(fault::one_way(&["above", "at_least"]));
            None
        }
    }
}

fn threshold(node: &Node<'_>, sources: &Sources<'_>) -> Option<Threshold> {
    if !node.is_text() {
        return node.whole(0, MOST_POINTS).map(Threshold::Fixed);
    }
    let (id, known) = (node.text()?, sources.reader.known);
    known.require(Shelf::Parameters, &id, node);
    known.used.borrow_mut().insert(id.clone());
    sources.check_covered(node, &id);
    let parameter = known.dictionary.parameters.get(&id)?;
    if !parameter.kind.is_plain() || parameter.by.is_some() {
        node.fault(fault::mark_not_plain(&id));
    }
    Some(Threshold::Parameter(Arc::from(id.as_str())))
}

/// The concept under which reviewers' points are recorded: a plain number.
fn mark(node: &Node<'_>, sources: &Sources<'_>) -> Option<Arc<str>> {
    let (id, known) = (node.text()?, sources.reader.known);
    known.require(Shelf::Concepts, &id, node);
    let concept = known.dictionary.concepts.get(&id)?;
    if !concept.kind.is_plain() {
        node.fault(fault::mark_not_plain(&id));
    }
    Some(Arc::from(id.as_str()))
}

fn too_high(threshold: &Threshold, most: i64) -> bool {
    matches!(threshold, Threshold::Fixed(points) if *points > most)
}

fn block_most(block: &Block) -> i64 {
    let sum = block.items.iter().map(|item| item.max).sum::<i64>();
    sum.min(block.max.unwrap_or(i64::MAX))
}

fn block(row: &Table<'_>, sources: &mut Sources<'_>) -> Option<Block> {
    let id = sources.named(row);
    let max = row.whole("max", 1, MOST_POINTS);
    let least = row.node("least").and_then(|node| threshold(&node, sources));
    let rows = row.tables("item");
    if rows.is_empty() {
        row.fault(fault::key_missing("[[edition.score.block.item]]"));
    }
    let items: Vec<Option<Item>> = rows.iter().map(|row| item(row, sources)).collect();
    row.finish();
    let block = Block {
        id: Arc::from(id.as_str()),
        max,
        least,
        items: items.into_iter().collect::<Option<Vec<_>>>()?,
    };
    let most = block_most(&block);
    if block
        .least
        .as_ref()
        .is_some_and(|least| too_high(least, most))
    {
        row.fault_at("least", fault::out_of_reach(most));
    }
    Some(block)
}

fn item(row: &Table<'_>, sources: &mut Sources<'_>) -> Option<Item> {
    let id = sources.named(row);
    row.required("max");
    let max = row.whole("max", 1, MOST_POINTS).unwrap_or(MOST_POINTS);
    let least = row.node("least").and_then(|node| threshold(&node, sources));
    if least.as_ref().is_some_and(|least| too_high(least, max)) {
        row.fault_at("least", fault::out_of_reach(max));
    }
    let points = points(row, &id, max, sources);
    row.finish();
    Some(Item {
        id: Arc::from(id.as_str()),
        max,
        least,
        points: points?,
    })
}

fn points(row: &Table<'_>, id: &str, max: i64, sources: &mut Sources<'_>) -> Option<Points> {
    let judged = row.flag("judged");
    let recorded = row.node("mark").and_then(|node| mark(&node, sources));
    let (bands, best) = (row.node("bands"), row.tables("best_of"));
    let value = row.node("value");
    match (judged, bands, best.is_empty()) {
        (true, None, true) => Some(Points::Judged { mark: recorded }),
        (false, Some(node), true) => {
            read_bands(&node, value.as_ref(), id, max, sources).map(Points::Bands)
        }
        (false, None, false) => {
            let ways: Vec<_> = best.iter().map(|way| read_way(way, max, sources)).collect();
            let ways = ways.into_iter().collect::<Option<Vec<_>>>()?;
            Some(Points::BestOf(ways))
        }
        _ => {
            row.fault(fault::one_way(&["judged", "bands", "best_of"]));
            None
        }
    }
}

fn read_way(
    table: &Table<'_>,
    max: i64,
    sources: &mut Sources<'_>,
) -> Option<(Arc<str>, Vec<Band>)> {
    let id = sources.named(table);
    let value = table.node("value");
    let bands = table
        .required("bands")
        .and_then(|node| read_bands(&node, value.as_ref(), &id, max, sources));
    table.finish();
    Some((Arc::from(id.as_str()), bands?))
}

fn read_bands(
    node: &Node<'_>,
    value: Option<&Node<'_>>,
    id: &str,
    max: i64,
    sources: &Sources<'_>,
) -> Option<Vec<Band>> {
    let nodes = node.list();
    let tables: Vec<Table<'_>> = nodes.iter().filter_map(Node::table).collect();
    if tables.is_empty() {
        node.fault(fault::key_missing("bands"));
    }
    let term = match value {
        Some(value) => Some((value, value.text()?)),
        None => None,
    };
    let mut bands = Vec::new();
    let mut bounds: Vec<(&'static str, Exact)> = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        let name = format!("{id}.{}", place + 1);
        let when = match &term {
            Some((value, text)) => of_value(table, (value, text), &name, &mut bounds, sources),
            None => table
                .required("when")
                .and_then(|node| sources.compiled(&name, &node, true)),
        };
        let points = table.required("points").and_then(|node| span(&node, max));
        table.finish();
        bands.push(when.zip(points).map(|(when, points)| Band { when, points }));
    }
    bands.into_iter().collect()
}

/// Points: a number, or the least and the most a reviewer may give.
fn span(node: &Node<'_>, max: i64) -> Option<PointSpan> {
    if !node.is_list() {
        return node
            .whole(0, max)
            .map(|points| PointSpan::new(points, points));
    }
    let ends: Vec<i64> = node
        .list()
        .iter()
        .filter_map(|end| end.whole(0, max))
        .collect();
    match ends.as_slice() {
        [low, high] if low <= high => Some(PointSpan::new(*low, *high)),
        _ => {
            node.fault(fault::wrong_type(("[最低, 最高]", "[least, most]"), "list"));
            None
        }
    }
}

/// The condition of a band on a value: the item's term held against the band's bound.
fn of_value(
    table: &Table<'_>,
    (value, term): (&Node<'_>, &str),
    name: &str,
    bounds: &mut Vec<(&'static str, Exact)>,
    sources: &Sources<'_>,
) -> Option<Arc<Rule>> {
    let stated = BOUNDS.map(|(key, sign)| (key, sign, table.node(key)));
    let mut stated = stated
        .into_iter()
        .filter_map(|(key, sign, node)| Some((key, sign, node?)));
    let (Some((key, sign, node)), None) = (stated.next(), stated.next()) else {
        table.fault(fault::one_way(&["at_least", "above", "at_most", "below"]));
        return None;
    };
    let bound = node.text()?;
    let number = bound.parse::<Exact>();
    check_order(table, &node, key, number.ok(), bounds);
    let literal = match number {
        Ok(_) => bound.clone(),
        Err(_) => format!("\"{}\"", bound.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let text = format!("({term}) {sign} {literal}");
    let rule = compiled_in(
        &sources.rule_name(name),
        &text,
        sources.reader.known,
        |fault| {
            // Behind the term stands the bound, which has a place of its own.
            match fault
                .span
                .start
                .checked_sub(1)
                .filter(|byte| *byte < term.len())
            {
                Some(byte) => value.fault_inside(term, byte, fault::rule(fault)),
                None => node.fault(fault::rule(fault)),
            }
        },
    )?;
    sources.check_parameters(value, &rule, true);
    Some(Arc::new(rule))
}

/// A band behind a wider one is never reached.
fn check_order(
    table: &Table<'_>,
    node: &Node<'_>,
    key: &'static str,
    number: Option<Exact>,
    bounds: &mut Vec<(&'static str, Exact)>,
) {
    let Some(number) = number else { return };
    let upward = |key: &str| matches!(key, "at_least" | "above");
    let covered = bounds.iter().any(|(before, bound)| {
        upward(before) == upward(key)
            && match (upward(key), number.cmp(bound)) {
                (true, order) => {
                    order.is_gt() || order.is_eq() && !(*before == "above" && key == "at_least")
                }
                (false, order) => {
                    order.is_lt() || order.is_eq() && !(*before == "below" && key == "at_most")
                }
            }
    });
    if covered {
        let at = if node.is_text() { key } else { "points" };
        table.fault_at(at, fault::band_unreachable());
    }
    bounds.push((key, number));
}
