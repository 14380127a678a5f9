//! Indicators: what is counted, on which basis.

use super::Known;
use crate::fault;
use crate::layout::Shelf;
use crate::reader::{Node, Table};
use benfu_domain::indicator::{Formula, Indicator, Measure, Population, Window};
use benfu_domain::need::NeedState;
use benfu_domain::programme::{CaseState, RecordKind};

/// An indicator: exactly one of `counted`, `share` and `growth` says how it comes about.
pub(crate) fn indicator(id: &str, table: &Table<'_>, known: &Known<'_>) -> Option<Indicator> {
    let (label, basis, unit) = (
        table.label("label"),
        table.label("basis"),
        table.label("unit"),
    );
    let counted = table
        .table("counted")
        .and_then(|inner| counted(&inner, known));
    let share = table.table("share").map(|inner| share(&inner, known));
    let growth = table.table("growth").map(|inner| growth(&inner, known));
    let stated = ["counted", "share", "growth"]
        .into_iter()
        .filter(|key| table.node(key).is_some())
        .count();
    if stated != 1 {
        let expected = (
            "counted、share、growth 恰好一个",
            "exactly one of counted, share and growth",
        );
        table.fault(fault::wrong_type(expected, &stated.to_string()));
    }
    let formula = counted.or(share).or(growth)?;
    Some(Indicator {
        id: id.to_owned(),
        label,
        basis,
        formula,
        unit,
    })
}

fn share(table: &Table<'_>, known: &Known<'_>) -> Formula {
    let named = |key| {
        table.required(key);
        known.reference(Shelf::Indicators, table, key)
    };
    let formula = Formula::Share {
        part: named("part"),
        whole: named("whole"),
    };
    table.finish();
    formula
}

fn growth(table: &Table<'_>, known: &Known<'_>) -> Formula {
    table.required("of");
    let of = known.reference(Shelf::Indicators, table, "of");
    table.finish();
    Formula::Growth { of }
}

/// What rows can be counted.
#[derive(Debug, Clone, Copy)]
enum Rows {
    Statuses,
    Lapsing,
    Needs,
    Cases,
    Ends,
    Records,
    Activities,
    Offers,
    Parties,
}

const ROWS: &[Rows] = &[
    Rows::Statuses,
    Rows::Lapsing,
    Rows::Needs,
    Rows::Cases,
    Rows::Ends,
    Rows::Records,
    Rows::Activities,
    Rows::Offers,
    Rows::Parties,
];

fn rows_word(rows: Rows) -> &'static str {
    match rows {
        Rows::Statuses => "statuses",
        Rows::Lapsing => "lapsing",
        Rows::Needs => "needs",
        Rows::Cases => "cases",
        Rows::Ends => "ends",
        Rows::Records => "records",
        Rows::Activities => "activities",
        Rows::Offers => "offers",
        Rows::Parties => "parties",
    }
}

fn counted(table: &Table<'_>, known: &Known<'_>) -> Option<Formula> {
    let rows = table.word("of", ROWS, rows_word);
    let measure = table.word_or("measure", Measure::ALL, Measure::word, Measure::Rows);
    let window = table.word("window", Window::ALL, Window::word);
    let population = rows.and_then(|rows| population(rows, table, known));
    if matches!(population, Some(Population::Lapsing { .. })) && window == Some(Window::Within) {
        let expected = (
            "as_of：临期看期末当天有效的资格",
            "as_of: what lapses is looked for on the last day",
        );
        table.fault_at("window", fault::wrong_type(expected, "within"));
    }
    table.finish();
    Some(Formula::Counted {
        population: population?,
        measure,
        window: window?,
    })
}

fn population(rows: Rows, table: &Table<'_>, known: &Known<'_>) -> Option<Population> {
    Some(match rows {
        Rows::Statuses => {
            let (scheme, levels) = statuses(table, known);
            Population::Statuses { scheme, levels }
        }
        Rows::Lapsing => {
            let (scheme, levels) = statuses(table, known);
            let months = table.required("months")?.whole(1, MOST_MONTHS)?;
            Population::Lapsing {
                scheme,
                levels,
                months: u32::try_from(months).ok()?,
            }
        }
        Rows::Needs => Population::Needs {
            reached: table.word("reached", NeedState::ALL, NeedState::word)?,
            programme: known.reference(Shelf::Programmes, table, "programme"),
        },
        Rows::Cases => Population::Cases {
            reached: table.word("reached", CaseState::ALL, CaseState::word)?,
            programme: known.reference(Shelf::Programmes, table, "programme"),
        },
        Rows::Ends => Population::Ends {
            codes: table
                .list("codes")
                .iter()
                .filter_map(|node| end(node, known))
                .collect(),
        },
        Rows::Records => Population::Records {
            kind: table.word("kind", RecordKind::ALL, RecordKind::word)?,
        },
        Rows::Activities => {
            table.required("kind");
            Population::Activities {
                kind: known.reference(Shelf::ActivityKinds, table, "kind"),
            }
        }
        Rows::Offers => Population::Offers,
        Rows::Parties => Population::Parties,
    })
}

fn end(node: &Node<'_>, known: &Known<'_>) -> Option<String> {
    let code = node.text()?;
    if !known.ends.borrow().contains(&code) {
        node.fault(fault::end_nowhere(&code));
    }
    Some(code)
}

/// Months ahead that a title may be looked for.
const MOST_MONTHS: i64 = 120;

fn statuses(table: &Table<'_>, known: &Known<'_>) -> (String, Vec<String>) {
    table.required("scheme");
    let scheme = known.reference(Shelf::Schemes, table, "scheme");
    let levels = table
        .list("levels")
        .iter()
        .filter_map(|node| level(&scheme, node, known))
        .collect();
    (scheme, levels)
}

fn level(scheme: &str, node: &Node<'_>, known: &Known<'_>) -> Option<String> {
    let level = node.text()?;
    let levels = known
        .dictionary
        .schemes
        .get(scheme)
        .map(|scheme| scheme.levels.as_slice());
    if !levels
        .unwrap_or_default()
        .iter()
        .any(|(known, _)| *known == level)
    {
        node.fault(fault::no_such(("级别", "level"), &level, None));
    }
    Some(level)
}
