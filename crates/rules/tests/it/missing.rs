//! What is asked for when a rule cannot tell, checked against trying everything out.

use std::collections::BTreeSet;

use benfu_rules::{Answer, Question, Value};
use proptest::prelude::*;

use crate::world::{Subject, answer, outcome};

const FLAGS: [&str; 4] = ["a", "b", "c", "d"];

fn names(questions: &[Question]) -> Vec<&str> {
    let name = |question: &'_ Question| match question {
        Question::Concept { concept, .. } => concept.clone(),
        Question::Register { register, .. } => register.clone(),
    };
    let all: BTreeSet<_> = questions.iter().map(name).collect();
    let known = FLAGS
        .into_iter()
        .chain(["sales", "weight", "title", "protection"]);
    known.filter(|known| all.contains(*known)).collect()
}

#[test]
fn what_cannot_change_the_answer_is_not_asked() {
    let subject = Subject::new().with("a", Value::Flag(true));
    let outcome = outcome("(a || b) && (!a || c) && d", &subject);
    assert_eq!(names(&outcome.missing()), ["c", "d"]);
    assert_eq!(names(&outcome.undecided()), ["c", "d"]);
}

#[test]
fn of_two_ways_the_shorter_one_is_asked() {
    let outcome = outcome("(a && b) || c", &Subject::new());
    assert_eq!(names(&outcome.missing()), ["c"]);
    assert_eq!(names(&outcome.missing_for(Answer::NotMet)), ["a", "c"]);
    assert_eq!(names(&outcome.undecided()), ["a", "b", "c"]);
}

#[test]
fn a_test_is_not_asked_where_both_branches_can_agree() {
    let subject = Subject::new().with("a", Value::Flag(true));
    let outcome = outcome("b && c ? a : d", &subject);
    assert_eq!(names(&outcome.missing()), ["d"]);
}

#[test]
fn a_shared_fact_is_preferred_to_two_single_ones() {
    let outcome = outcome("(a || b) && (c || b)", &Subject::new());
    assert_eq!(names(&outcome.missing()), ["b"]);
}

#[test]
fn a_comparison_asks_for_all_it_lacks_and_a_register_for_its_statement() {
    let subject = Subject::new().money("rd_expense", 0, 5);
    let first = outcome("rd_expense >= sales && weight > \"1kg\"", &subject);
    assert_eq!(names(&first.missing()), ["sales", "weight"]);
    let second = outcome("has_status(\"title\")", &subject);
    assert_eq!(names(&second.missing()), ["title"]);
}

#[test]
fn a_code_that_cannot_be_ranked_is_asked_anew() {
    let subject = Subject::new().with("protection", Value::Code("odd".to_owned()));
    let outcome = outcome("protection >= \"IP67\"", &subject);
    assert_eq!(names(&outcome.missing()), ["protection"]);
    assert_eq!(names(&outcome.undecided()), ["protection"]);
}

#[test]
fn a_settled_answer_asks_nothing() {
    let subject = Subject::new().with("a", Value::Flag(false));
    assert!(outcome("a && b", &subject).missing().is_empty());
    assert!(outcome("a && b", &subject).undecided().is_empty());
}

fn formula() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(FLAGS.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several
                .clone()
                .prop_map(|parts| format!("({})", parts.join(" && "))),
            several.prop_map(|parts| format!("({})", parts.join(" || "))),
            inner.clone().prop_map(|part| format!("!{part}")),
            [inner.clone(), inner.clone(), inner]
                .prop_map(|[test, yes, no]| format!("({test} ? {yes} : {no})")),
        ]
    })
}

/// A formula in which every flag stands at most once, so that its parts are independent.
fn independent_formula() -> impl Strategy<Value = String> {
    formula().prop_filter("each flag at most once", |text| {
        FLAGS.iter().all(|flag| text.matches(flag).count() <= 1)
    })
}

/// Every subject in which the flags of a set are known, one way or the other.
fn assignments(flags: &[&str]) -> Vec<Subject> {
    let start = vec![Subject::new()];
    flags.iter().fold(start, |subjects, flag| {
        let both = |subject: &Subject| {
            [true, false].map(|value| subject.clone().with(flag, Value::Flag(value)))
        };
        subjects.iter().flat_map(both).collect()
    })
}

fn subsets() -> Vec<Vec<&'static str>> {
    let subset = |bits: usize| {
        let flags = FLAGS.iter().enumerate();
        flags
            .filter(|(index, _)| bits >> index & 1 == 1)
            .map(|(_, flag)| *flag)
            .collect()
    };
    (0..1_usize << FLAGS.len()).map(subset).collect()
}

proptest! {
    #[test]
    fn the_set_asked_for_is_the_smallest_that_can_bring_met(
        text in independent_formula(),
        known in prop::sample::select(FLAGS.to_vec()),
        value in any::<bool>(),
    ) {
        let start = Subject::new().with(known, Value::Flag(value));
        let outcome = outcome(&text, &start);
        if outcome.answer != Answer::NotMet {
            let missing = outcome.missing();
            let suffices = |flags: &Vec<&str>| {
                assignments(flags).into_iter().any(|mut subject| {
                    subject.facts.extend(start.facts.clone());
                    answer(&text, &subject) == Answer::Met
                })
            };
            let sufficient = subsets().into_iter().filter(suffices);
            let smallest = sufficient.map(|flags| flags.len()).min();
            prop_assert_eq!(Some(missing.len()), smallest);
            prop_assert!(suffices(&names(&missing)));
        }
    }

    #[test]
    fn once_all_undecided_facts_are_known_the_answer_is_settled(
        text in formula(),
        known in prop::sample::select(FLAGS.to_vec()),
        value in any::<bool>(),
    ) {
        let start = Subject::new().with(known, Value::Flag(value));
        let undecided = outcome(&text, &start).undecided();
        for mut subject in assignments(&names(&undecided)) {
            subject.facts.extend(start.facts.clone());
            prop_assert!(!answer(&text, &subject).is_unknown());
        }
    }
}
