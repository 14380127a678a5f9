//! Random rules that compile, and random subjects that know some of what they ask.

use benfu_rules::{Day, Exact, Value};
use proptest::prelude::*;

use crate::world::{Said, Subject, yuan};

const OPERATORS: [&str; 6] = ["<", "<=", "==", "!=", ">=", ">"];

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn compared(
    left: impl Strategy<Value = String>,
    operators: &'static [&'static str],
    right: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    (left, prop::sample::select(operators), right)
        .prop_map(|(left, operator, right)| format!("{left} {operator} {right}"))
}

fn plain() -> impl Strategy<Value = String> + Clone {
    let leaf = one_of(&[
        "staff",
        "staff.y1",
        "rd_staff",
        "0",
        "2",
        "7.5",
        "param(\"growth_min\")",
        "count_status(\"accident\")",
        "sales / rd_expense",
        "months_between(founded_on, today)",
        "days_between(founded_on, today)",
        "param(\"ratio_min\", sales)",
    ]);
    leaf.prop_recursive(2, 6, 2, |inner| {
        (
            inner.clone(),
            one_of(&["+", "-", "*", "/"]),
            inner.clone(),
            one_of(&["a", "staff > 3"]),
        )
            .prop_flat_map(|(left, sign, right, test)| {
                prop_oneof![
                    3 => Just(format!("(({left}) {sign} ({right}))")),
                    1 => Just(format!("({test} ? {left} : {right})")),
                    1 => Just(format!("-({left})")),
                ]
            })
    })
}

fn amount() -> impl Strategy<Value = String> + Clone {
    let leaf = one_of(&["sales", "sales.y1", "rd_expense", "debt"]);
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), one_of(&["+", "-"]), inner.clone())
                .prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
            (inner.clone(), plain(), one_of(&["*", "/"]))
                .prop_map(|(left, right, sign)| format!("{left} {sign} ({right})")),
            inner.prop_map(|left| format!("({left} - \"3元\")")),
        ]
    })
}

fn condition() -> impl Strategy<Value = String> {
    let quoted = one_of(&["\"5元\"", "\"0元\"", "\"0.01万元\""]);
    prop_oneof![
        one_of(&[
            "a",
            "b",
            "has_lab",
            "true",
            "is_none(debt)",
            "is_none(sales.y1)",
            "a == b",
            "has_status(\"title\")",
            "has_status(\"title\", \"local\")",
            "growth_reaches(sales, 1, 0.1)",
            "growth_reaches(staff, 2, param(\"growth_min\"))",
            "protection >= \"IP67\"",
            "\"IP65\" == protection",
            "protection != \"IP68\"",
            "industry in [\"chips\", \"drones\"]",
            "industry in fields",
            "\"chips\" in fields",
            "industry in param(\"industries\")",
            "founded_on < \"2024-05-01\"",
            "title != \"x\"",
        ]),
        compared(plain(), &OPERATORS, plain()),
        compared(amount(), &OPERATORS, amount()),
        compared(
            one_of(&["sales", "debt", "rd_expense"]),
            &OPERATORS,
            quoted.clone()
        ),
        compared(quoted, &OPERATORS, one_of(&["sales.y1", "debt"])),
        compared(
            one_of(&["staff", "staff.y1"]),
            &OPERATORS,
            one_of(&["3", "2.5", "0"])
        ),
    ]
}

/// The text of a rule that compiles.
pub(crate) fn rule_text() -> impl Strategy<Value = String> {
    condition().prop_recursive(3, 10, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several
                .clone()
                .prop_map(|parts| format!("({})", parts.join(" && "))),
            several.prop_map(|parts| format!("({})", parts.join(" || "))),
            inner.clone().prop_map(|part| format!("!({part})")),
            [inner.clone(), inner.clone(), inner]
                .prop_map(|[test, yes, no]| format!("({test} ? {yes} : {no})")),
        ]
    })
}

/// The concepts of the test world that subjects may know, with the years back.
pub(crate) const CONCEPTS: [(&str, u8); 18] = [
    ("sales", 0),
    ("sales", 1),
    ("rd_expense", 0),
    ("debt", 0),
    ("staff", 0),
    ("staff", 1),
    ("staff", 2),
    ("rd_staff", 0),
    ("protection", 0),
    ("industry", 0),
    ("fields", 0),
    ("title", 0),
    ("founded_on", 0),
    ("a", 0),
    ("b", 0),
    ("has_lab", 0),
    ("weight", 0),
    ("c", 0),
];

/// Registers and levels of the test world.
pub(crate) const REGISTERS: [(&str, Option<&str>); 3] = [
    ("title", None),
    ("title", Some("local")),
    ("accident", None),
];

fn number(concept: &str) -> BoxedStrategy<Exact> {
    match concept {
        "sales" | "rd_expense" | "debt" => (-2_i64..12).prop_map(yuan).boxed(),
        // Large enough that products leave the range of exact arithmetic.
        "rd_staff" => prop_oneof![
            6 => (0_i64..9).prop_map(Exact::from),
            1 => Just(Exact::whole(i128::MAX)),
        ]
        .boxed(),
        _ => (0_i64..50)
            .prop_map(|tenths| Exact::ratio(tenths.into(), 10).expect("in range"))
            .boxed(),
    }
}

fn value(concept: &'static str) -> BoxedStrategy<Value> {
    match concept {
        "protection" => one_of(&["IP65", "IP67", "IP68", "odd"])
            .prop_map(Value::Code)
            .boxed(),
        "industry" => one_of(&["chips", "medicine"]).prop_map(Value::Code).boxed(),
        "fields" => prop::collection::vec(one_of(&["chips", "drones"]), 0..3)
            .prop_map(Value::Codes)
            .boxed(),
        "title" => one_of(&["x", "y"]).prop_map(Value::Text).boxed(),
        "founded_on" => (19_000..20_800)
            .prop_map(|day| Value::Day(Day::from_number(day).expect("in range")))
            .boxed(),
        "a" | "b" | "c" | "has_lab" => any::<bool>().prop_map(Value::Flag).boxed(),
        _ => number(concept).prop_map(Value::Number).boxed(),
    }
}

fn said(concept: &'static str) -> impl Strategy<Value = Option<Said>> {
    prop_oneof![
        6 => value(concept).prop_map(|value| Some(Said::Known(value))),
        1 => Just(Some(Said::NoneOfIt)),
        1 => Just(Some(Said::NotApplicable)),
        2 => Just(None),
    ]
}

/// A subject of which some facts are known.
pub(crate) fn subject() -> impl Strategy<Value = Subject> {
    let facts: Vec<_> = CONCEPTS.iter().map(|(concept, _)| said(concept)).collect();
    let rows = prop::collection::vec((0_u32..3, any::<bool>()), REGISTERS.len());
    (facts, rows).prop_map(|(facts, rows)| {
        let start = Subject::new();
        let known = CONCEPTS
            .iter()
            .zip(facts)
            .fold(start, |subject, ((concept, year), said)| match said {
                Some(said) => subject.said(concept, *year, said),
                None => subject,
            });
        REGISTERS
            .iter()
            .zip(rows)
            .fold(known, |subject, ((register, level), (count, complete))| {
                subject.holds(register, *level, count, complete)
            })
    })
}
