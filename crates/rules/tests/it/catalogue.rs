//! Criteria made ready together, and the nearest value of a fact.

use std::sync::Arc;

use benfu_rules::{
    Answer, Assessment, Catalogue, Changed, ChangedParameters, ConditionKind, Criteria, Criterion,
    CriterionKind, Exact, FindingKind, Outcome, Parameters, Remedy, Step, Value, compile,
};

use crate::dice::Dice;
use crate::tree::{Cond, subject};
use crate::world::{Subject, World, on, yuan};

fn criteria(text: &str) -> Criteria {
    let rule = compile("rule", text, &World).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    Criteria {
        root: Criterion::new("rule", CriterionKind::Rule(Arc::new(rule))),
    }
}

#[test]
fn criteria_of_one_catalogue_come_to_what_each_comes_to_alone() {
    let mut dice = Dice::new(21);
    for _ in 0..40 {
        let each: Vec<Criteria> = (0..5)
            .map(|_| criteria(&Cond::random(&mut dice, 2).text()))
            .collect();
        let parameters: &dyn Parameters = &World;
        let catalogue = Catalogue::new(on(), each.iter().map(|one| (one, parameters)));
        for _ in 0..8 {
            let subject = subject(&mut dice);
            let recorded = catalogue.look_up(&subject);
            for (prepared, alone) in catalogue.iter().zip(&each) {
                let together = prepared.assess(&recorded).expect("in range");
                let found = alone.assess(&subject, &World, on()).expect("in range");
                assert_eq!(together.answer(), found.answer());
                assert_eq!(together.missing(), found.missing());
                assert_eq!(
                    prepared.remedies(&recorded).expect("in range"),
                    alone.remedies(&subject, &World, on()).expect("in range")
                );
            }
        }
    }
}

/// What the only rule of an assessment came to.
fn outcome(found: &Assessment) -> &Arc<Outcome> {
    let FindingKind::Rule(outcome) = &found.root.kind else {
        panic!("one rule: {found:?}");
    };
    outcome
}

#[test]
fn a_rule_is_answered_once_for_all_criteria_that_give_it_the_same_parameters() {
    let criteria = criteria("rd_expense >= sales * param(\"growth_min\")");
    let same = ChangedParameters::new(&World);
    let other = ChangedParameters::new(&World).with("growth_min", Value::Number(Exact::ONE));
    let each: [&dyn Parameters; 3] = [&World, &other, &same];
    let catalogue = Catalogue::new(on(), each.map(|parameters| (&criteria, parameters)));
    for rd_expense in [5, 20] {
        let subject = Subject::new()
            .money("sales", 0, 100)
            .money("rd_expense", 0, rd_expense);
        let recorded = catalogue.look_up(&subject);
        let found = catalogue.iter().map(|one| one.assess(&recorded));
        let found: Vec<Assessment> = found.map(|found| found.expect("in range")).collect();
        for (found, parameters) in found.iter().zip(each) {
            let alone = criteria.assess(&subject, parameters, on());
            let alone = alone.expect("in range");
            let (together, alone) = (outcome(found), outcome(&alone));
            let comparison = |outcome: &Outcome| match &outcome.trace.kind {
                ConditionKind::Comparison { left, right, .. } => (left.uses(), right.uses()),
                kind => panic!("a comparison: {kind:?}"),
            };
            assert_eq!(together.answer, alone.answer);
            assert_eq!(comparison(together), comparison(alone));
        }
        let [first, second, third] = [0, 1, 2].map(|place| outcome(&found[place]));
        assert!(Arc::ptr_eq(first, third));
        assert!(!Arc::ptr_eq(first, second));
    }
}

#[test]
#[should_panic(expected = "the catalogue that asks for them")]
fn facts_looked_up_by_another_catalogue_are_not_taken() {
    let criteria = criteria("staff >= 5");
    let parameters: &dyn Parameters = &World;
    let catalogue = Catalogue::new(on(), [(&criteria, parameters)]);
    let other = Catalogue::new(on(), [(&criteria, parameters)]);
    let recorded = other.look_up(&Subject::new());
    for prepared in &catalogue {
        prepared.assess(&recorded).expect("in range");
    }
}

/// The values that remedies of one change give a concept.
fn values(remedies: &[Remedy], wanted: &str) -> Vec<Exact> {
    let mut values = Vec::new();
    for remedy in remedies {
        if let [change] = &remedy.changes[..]
            && let Step::Fact {
                asked,
                to: Changed::Value(Value::Number(number)),
            } = &change.step
            && matches!(&asked.question, benfu_rules::Question::Concept { concept, .. } if **concept == *wanted)
        {
            values.push(*number);
        }
    }
    values
}

#[test]
fn one_step_less_than_the_nearest_value_does_not_suffice() {
    let criteria = criteria("rd_expense * 3 - debt / 7 > (sales + debt) * 0.05");
    let mut dice = Dice::new(22);
    let mut tried = 0;
    for _ in 0..200 {
        let subject = Subject::new()
            .money("sales", 0, dice.between(1, 1_000_000))
            .money("debt", 0, dice.between(0, 5_000))
            .money("rd_expense", 0, dice.between(0, 20_000));
        let remedies = criteria.remedies(&subject, &World, on()).expect("in range");
        for value in values(&remedies, "rd_expense") {
            let answer = |value: Exact| {
                let subject = subject.clone().with("rd_expense", Value::Number(value));
                let found = criteria.assess(&subject, &World, on());
                found.expect("in range").answer()
            };
            let less = value.checked_sub(&Exact::ONE).expect("in range");
            assert_eq!(answer(value), Answer::Met);
            assert_eq!(answer(less), Answer::NotMet);
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn the_nearest_value_may_lie_in_the_next_row_of_the_table_that_the_fact_selects() {
    let criteria = criteria("rd_expense >= sales * param(\"ratio_min\", sales)");
    // 5 % of 50 million is 2.5 million; one fen more of sales, and 4 % are enough.
    let subject = Subject::new()
        .money("sales", 0, 49_999_999)
        .money("rd_expense", 0, 2_200_000);
    let remedies = criteria.remedies(&subject, &World, on()).expect("in range");
    let next = yuan(50_000_000).checked_add(&Exact::ONE).expect("in range");
    assert_eq!(values(&remedies, "sales"), [next]);
    assert_eq!(values(&remedies, "rd_expense").len(), 1);
}

#[test]
fn a_factor_too_large_for_a_line_still_has_its_nearest_value() {
    let criteria = criteria("rd_expense * 2000000000000000001 >= sales");
    let subject = Subject::new()
        .money("sales", 0, 3)
        .money("rd_expense", 0, 0);
    let remedies = criteria.remedies(&subject, &World, on()).expect("in range");
    assert_eq!(values(&remedies, "rd_expense"), [Exact::ONE]);
    assert_eq!(values(&remedies, "sales"), [Exact::ZERO]);
}
