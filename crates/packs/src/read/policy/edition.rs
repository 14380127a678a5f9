//! An edition: its dates, what it gives, its clocks, and its criteria.

use super::criterion::Sources;
use super::score::read_score;
use super::tree::{Demands, Route};
use crate::fault;
use crate::layout::Shelf;
use crate::pack::{Citation, Confidence};
use crate::policy::{Benefit, Clock, Due, Edition, Territory, Validity, Window};
use crate::read::Known;
use crate::reader::{Node, Table};
use benfu_domain::Day;
use benfu_domain::region::RegionTable;
use benfu_rules::{Criteria, Criterion, CriterionKind};

/// No validity and no clock runs longer, in months.
const LONGEST_MONTHS: i64 = 600;

/// Reads the editions of one policy.
pub(super) struct Reader<'a> {
    pub(super) policy: &'a str,
    pub(super) known: &'a Known<'a>,
    territory: &'a Territory,
    regions: &'a RegionTable,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        policy: &'a str,
        known: &'a Known<'a>,
        territory: &'a Territory,
        regions: &'a RegionTable,
    ) -> Self {
        Self {
            policy,
            known,
            territory,
            regions,
        }
    }

    /// An edition; nothing when it cannot be read, which is an error then.
    pub(super) fn edition(&self, row: &Table<'_>) -> Option<Edition> {
        row.required("from");
        let id = row.text("id");
        let (from, until) = (row.day("from"), row.day("until"));
        if matches!((from, until), (Some(from), Some(until)) if until < from) {
            let words = ("结束早于开始", "it ends before it starts");
            row.fault_at("until", fault::dates(words.0, words.1));
        }
        let source = self.known.documents.required(row);
        if let Some(from) = from {
            self.known.documents.check_in_force(row, &source, from);
        }
        let mut sources = Sources::new(self, &id, source.clone(), (from?, until));
        let given = Given {
            benefit: row
                .table("benefit")
                .map(|table| self.benefit(&table, &sources)),
            windows: each(row, "window", |table| window(table, &sources)),
            validity: row
                .table("validity")
                .and_then(|table| validity(&table, &sources)),
            clocks: each(row, "clocks", |table| clock(table, &sources)),
        };
        let root = self.root(row, &mut sources);
        row.finish();
        Some(Edition {
            id,
            from: from?,
            until,
            source,
            benefit: given.benefit,
            windows: given.windows,
            validity: given.validity,
            clocks: given.clocks,
            criteria: Criteria { root: root? },
            labels: sources.labels,
            sources: sources.citations,
        })
    }

    /// The tree: the territory, vetoes, gates with the routes that may stand in for them, the score.
    fn root(&self, row: &Table<'_>, sources: &mut Sources<'_>) -> Option<Criterion> {
        let territory = self.territory(row, sources);
        let vetoes = read_all(&row.tables("veto"), |table| {
            let inner = sources.criterion(table, None)?;
            let id = inner.id.clone();
            Some(Criterion::new(&id, CriterionKind::Not(Box::new(inner))))
        });
        let gates = read_all(&row.tables("gate"), |table| sources.gate(table));
        let score = row.table("score").map(|table| read_score(&table, sources));
        let rows = row.tables("route");
        let routes = read_all(&rows, |table| sources.route(table));
        let score = match score {
            Some(score) => Some(score?),
            None => None,
        };
        let demands = Demands {
            territory,
            vetoes: vetoes?,
            gates: gates?,
            score,
            routes: routes?,
        };
        let targets: Vec<Table<'_>> = rows;
        for (route, table) in demands.routes.iter().zip(&targets) {
            check_targets(route, &demands, table);
        }
        if demands.is_empty() {
            row.fault(fault::key_missing("[[edition.gate]]"));
        }
        Some(demands.tree(&mut sources.labels))
    }

    /// The territory as a condition on the firm's region.
    fn territory(&self, row: &Table<'_>, sources: &mut Sources<'_>) -> Option<Criterion> {
        let Territory { regions, excludes } = self.territory;
        if regions.is_empty() && excludes.is_empty() {
            return None;
        }
        let lies_in =
            |outer: &[_], code| outer.iter().any(|outer| self.regions.contains(outer, code));
        let inside = self
            .regions
            .iter()
            .map(|region| &region.code)
            .filter(|code| {
                (regions.is_empty() || lies_in(regions, code)) && !lies_in(excludes, code)
            });
        let codes: Vec<String> = inside
            .map(|code| format!("\"{}\"", code.as_str()))
            .collect();
        let text = format!("region in [{}]", codes.join(", "));
        sources.territory(row, &text)
    }

    fn benefit(&self, table: &Table<'_>, sources: &Sources<'_>) -> Benefit {
        let parameter = |key| {
            let id = self.known.reference(Shelf::Parameters, table, key);
            self.known.used.borrow_mut().insert(id.clone());
            if let Some(node) = table.node(key).filter(|_| !id.is_empty()) {
                sources.check_covered(&node, &id);
            }
            id
        };
        let benefit = Benefit {
            text: table.label("text"),
            amount: parameter("amount"),
            ratio: parameter("ratio"),
            cap: parameter("cap"),
            source: sources.cited(table),
        };
        table.finish();
        benefit
    }
}

struct Given {
    benefit: Option<Benefit>,
    windows: Vec<Window>,
    validity: Option<Validity>,
    clocks: Vec<Clock>,
}

/// Reads every table of a list; all are read even when one cannot be.
fn read_all<T>(rows: &[Table<'_>], read: impl FnMut(&Table<'_>) -> Option<T>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = rows.iter().map(read).collect();
    read.into_iter().collect()
}

fn each<T>(row: &Table<'_>, key: &'static str, read: impl Fn(&Table<'_>) -> Option<T>) -> Vec<T> {
    row.tables(key).iter().filter_map(read).collect()
}

fn window(table: &Table<'_>, sources: &Sources<'_>) -> Option<Window> {
    table.required("from");
    table.required("until");
    let (label, source) = (table.label("label"), sources.cited(table));
    let (from, until) = (table.day("from")?, table.day("until")?);
    if until < from {
        let words = ("结束早于开始", "it ends before it starts");
        table.fault_at("until", fault::dates(words.0, words.1));
    }
    table.finish();
    Some(Window {
        label,
        from,
        until,
        source,
    })
}

fn validity(table: &Table<'_>, sources: &Sources<'_>) -> Option<Validity> {
    table.required("months");
    let months = table.whole("months", 1, LONGEST_MONTHS);
    let source = sources.cited(table);
    table.finish();
    Some(Validity {
        months: months?,
        source,
    })
}

fn clock(table: &Table<'_>, sources: &Sources<'_>) -> Option<Clock> {
    let (id, label) = (table.text("id"), table.label("label"));
    let ways = [
        table.node("yearly").and_then(|node| yearly(&node)),
        months(table, "within_months").map(Due::WithinMonths),
        months(table, "every_months").map(Due::EveryMonths),
        table.whole("working_days", 1, 1_000).map(Due::WorkingDays),
    ];
    let source = sources.cited(table);
    table.finish();
    let mut ways = ways.into_iter().flatten();
    let (Some(due), None) = (ways.next(), ways.next()) else {
        table.fault(fault::one_way(&[
            "yearly",
            "within_months",
            "every_months",
            "working_days",
        ]));
        return None;
    };
    Some(Clock {
        id,
        label,
        due,
        source,
    })
}

fn months(table: &Table<'_>, key: &'static str) -> Option<i64> {
    table.whole(key, 1, LONGEST_MONTHS)
}

/// A day of any year, such as `05-31`; 29 February is none.
fn yearly(node: &Node<'_>) -> Option<Due> {
    let text = node.text()?;
    let day = format!("2025-{text}").parse::<Day>();
    if let Ok(day) = day {
        return Some(Due::Yearly {
            month: day.month(),
            day: day.day_of_month(),
        });
    }
    node.fault(fault::no_day(&text));
    None
}

/// A route stands in for something that is there.
fn check_targets(route: &Route, demands: &Demands, table: &Table<'_>) {
    for target in &route.replaces {
        if !demands.names(target) {
            table.fault_at(
                "replaces",
                fault::no_such(("门槛", "gate or score"), target, None),
            );
        }
    }
}

/// Whether a source may decide.
pub(super) fn decides(citation: &Citation) -> bool {
    citation.confidence != Confidence::Low
}
