//! Criteria against an independent evaluator: answers, columns, what is missing, what would have to change.
//!
//! `BENFU_RULE_PAIRS=1000000 cargo test --release -p benfu-rules --test it criteria` tries a million pairs of criteria and
//! subject in each test; without the variable there are as many as keep the gate fast.

use benfu_rules::{Answer, Changed, CriteriaSweep, Day, Question, Step};

use crate::columns::Table;
use crate::dice::Dice;
use crate::forest::{Tree, answer, each, naive};
use crate::naive::Naive;
use crate::tree::value;
use crate::world::{Said, Subject, World, on};

#[test]
fn single_columns_and_the_independent_evaluator_answer_alike() {
    each(1, 2, |tree, criteria, subjects, _| {
        let table = Table(subjects.to_vec());
        let mut sweep = CriteriaSweep::new(&table, on(), subjects.len());
        let column = sweep
            .answer(criteria, &World)
            .expect("no parameters are asked");
        for (row, subject) in subjects.iter().enumerate() {
            let world = Naive { subject, on: on() };
            let expected = naive(tree, &world);
            assert_eq!(
                answer(criteria, subject, on()),
                expected,
                "{tree:?}\n{subject:?}"
            );
            assert_eq!(
                column.answers.answer(row),
                Some(expected),
                "{tree:?}\n{subject:?}"
            );
            check_conditions(tree, &world, &column, row);
        }
    });
}

/// Which condition fails, and whether it is the only one.
fn check_conditions(
    tree: &Tree,
    world: &Naive<'_>,
    column: &benfu_rules::CriteriaColumn,
    row: usize,
) {
    let parts = match tree {
        Tree::AtLeast(least, parts) if *least == parts.len() => parts.iter().collect(),
        tree => vec![tree],
    };
    let failing: Vec<usize> = (0..parts.len())
        .filter(|place| naive(parts[*place], world) == Answer::NotMet)
        .collect();
    assert_eq!(column.missed_by_one.get(row), failing.len() == 1);
    if let [only] = failing[..] {
        assert_eq!(column.missed(row), Some(&column.conditions[only].0));
    }
}

#[test]
fn more_knowledge_never_reverses_an_answer() {
    each(2, 2, |tree, criteria, subjects, dice| {
        for full in subjects {
            let mut partial = full.clone();
            partial.facts.retain(|_, _| !dice.once_in(3));
            let (before, after) = (
                answer(criteria, &partial, on()),
                answer(criteria, full, on()),
            );
            assert!(
                before.is_unknown() || before == after,
                "{tree:?}\n{partial:?}\n{full:?}"
            );
        }
    });
}

/// Something known about a fact that was not.
fn told(subject: &Subject, question: &Question, dice: &mut Dice) -> Subject {
    match question {
        Question::Concept {
            concept,
            years_back,
        } => {
            let said = match dice.below(8) {
                0 => Said::NoneOfIt,
                1 => Said::NotApplicable,
                _ => loop {
                    // A code that cannot be ranked would be asked anew.
                    let value = value(concept, dice);
                    if value != benfu_rules::Value::Code("odd".to_owned()) {
                        break Said::Known(value);
                    }
                },
            };
            subject.clone().said(concept, *years_back, said)
        }
        Question::Register { register, level } => {
            let key = ((**register).to_owned(), level.as_deref().map(str::to_owned));
            let (there, _) = subject.rows.get(&key).copied().unwrap_or((0, false));
            let count = there + u32::try_from(dice.below(3)).expect("small");
            let subject = subject.clone();
            subject.holds(register, level.as_deref(), count, true)
        }
    }
}

#[test]
fn once_what_is_missing_is_known_no_fact_is_asked_any_more() {
    each(3, 2, |tree, criteria, subjects, dice| {
        // A code that the vocabulary has not ranked is known to some conditions and asked anew by others.
        let placed = subjects.iter().filter(|subject| !subject.is_odd());
        for before in placed {
            let found = criteria.assess(before, &World, on()).expect("in range");
            let missing = found.missing();
            assert_eq!(
                found.open().facts(),
                !missing.is_empty(),
                "{tree:?}\n{before:?}"
            );
            let told = missing.iter().fold(before.clone(), |subject, question| {
                told(&subject, question, dice)
            });
            let after = criteria.assess(&told, &World, on()).expect("in range");
            assert!(
                !after.open().facts(),
                "{tree:?}\n{before:?}\n{missing:?}\n{:?}",
                after.missing()
            );
            let judged = after.open().judgement;
            assert_eq!(after.answer().is_unknown(), judged, "{tree:?}\n{told:?}");
        }
    });
}

#[test]
fn every_remedy_holds_when_it_is_tried() {
    each(4, 2, |tree, criteria, subjects, _| {
        for before in subjects {
            let remedies = criteria.remedies(before, &World, on()).expect("in range");
            let failing = answer(criteria, before, on()) == Answer::NotMet;
            assert!(failing || remedies.is_empty());
            for remedy in &remedies {
                let (mut subject, mut day) = (before.clone(), on());
                // A register as a whole comes before its levels, and is what it is said to be.
                for change in remedy.changes.iter().rev() {
                    (subject, day) = changed(subject, day, &change.step);
                }
                let world = Naive {
                    subject: &subject,
                    on: day,
                };
                assert_eq!(
                    naive(tree, &world),
                    remedy.gives,
                    "{tree:?}\n{before:?}\n{remedy:#?}"
                );
                assert_ne!(remedy.gives, Answer::NotMet);
            }
        }
    });
}

fn changed(subject: Subject, day: Day, step: &Step) -> (Subject, Day) {
    match step {
        Step::Wait { until } => (subject, *until),
        Step::Fact { asked, to } => match (&asked.question, to) {
            (
                Question::Concept {
                    concept,
                    years_back,
                },
                Changed::Value(value),
            ) => (
                subject.said(concept, *years_back, Said::Known(value.clone())),
                day,
            ),
            (Question::Register { register, level }, Changed::Rows(rows)) => {
                (raised(subject, register, level.as_deref(), *rows), day)
            }
            _ => unreachable!("concepts have values, registers have rows"),
        },
    }
}

/// Rows of a level are rows of the register.
fn raised(mut subject: Subject, register: &str, level: Option<&str>, rows: u32) -> Subject {
    if let Some(level) = level {
        let key = (register.to_owned(), Some(level.to_owned()));
        let (before, _) = subject.rows.get(&key).copied().unwrap_or((0, false));
        let all = subject
            .rows
            .entry((register.to_owned(), None))
            .or_insert((0, false));
        all.0 = (all.0 + rows).saturating_sub(before);
    }
    subject.holds(register, level, rows, true)
}
