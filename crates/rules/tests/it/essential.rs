//! What is missing is exactly what can change the answer, proven by trying every set of facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use benfu_rules::{
    Band, Block, Criteria, Criterion, CriterionKind, Item, Limit, PointSpan, Points, Question,
    Score, Threshold, compile,
};

use crate::dice::{Dice, pairs};
use crate::forest::answer;
use crate::world::{Subject, World, on};

/// Flags that each stand once: then every set of facts can be tried.
#[test]
fn what_is_missing_is_exactly_what_can_change_the_answer() {
    let flags = ["a", "b", "c", "d"];
    let mut dice = Dice::new(5);
    for _ in 0..pairs().div_ceil(50).min(2_000) {
        let mut left = flags.to_vec();
        let root = independent(&mut dice, 2, &mut left);
        let criteria = Criteria { root };
        let known: Vec<&str> = flags.into_iter().filter(|_| dice.once_in(4)).collect();
        let start = known.iter().fold(Subject::new(), |subject, flag| {
            subject.with(flag, benfu_rules::Value::Flag(dice.once_in(2)))
        });
        let missing: BTreeSet<Question> = criteria
            .assess(&start, &World, on())
            .expect("in range")
            .missing()
            .into_iter()
            .collect();
        let expected: BTreeSet<Question> = flags
            .into_iter()
            .filter(|flag| {
                !known.contains(flag) && changes(&criteria, &start, flag, &flags, &known)
            })
            .map(|flag| Question::Concept {
                concept: Arc::from(flag),
                years_back: 0,
            })
            .collect();
        assert_eq!(missing, expected, "{criteria:#?}\n{start:?}");
    }
}

/// Whether, for some values of the other flags, the answer is open without this one and closed with it.
fn changes(criteria: &Criteria, start: &Subject, flag: &str, all: &[&str], known: &[&str]) -> bool {
    let others: Vec<&&str> = all
        .iter()
        .filter(|one| **one != flag && !known.contains(one))
        .collect();
    (0..1 << others.len()).any(|bits: usize| {
        let beside = others
            .iter()
            .enumerate()
            .fold(start.clone(), |subject, (place, other)| {
                subject.with(other, benfu_rules::Value::Flag(bits >> place & 1 == 1))
            });
        let closes = [false, true].into_iter().any(|told| {
            let subject = beside.clone().with(flag, benfu_rules::Value::Flag(told));
            !answer(criteria, &subject, on()).is_unknown()
        });
        answer(criteria, &beside, on()).is_unknown() && closes
    })
}

fn independent(dice: &mut Dice, depth: u8, left: &mut Vec<&str>) -> Criterion {
    if left.is_empty() || dice.once_in(6) {
        return Criterion::new("judged", CriterionKind::Judged);
    }
    if depth == 0 || left.len() == 1 || dice.once_in(4) {
        let flag = left.remove(dice.below(left.len()));
        let rule = compile("flag", flag, &World).expect("a flag compiles");
        return Criterion::new(flag, CriterionKind::Rule(Arc::new(rule)));
    }
    if dice.once_in(5) {
        return Criterion::new(
            "not",
            CriterionKind::Not(Box::new(independent(dice, depth - 1, left))),
        );
    }
    if dice.once_in(3) {
        return scored(dice, left);
    }
    let many = 2 + dice.below(2);
    let of: Vec<Criterion> = (0..many)
        .map(|_| independent(dice, depth - 1, left))
        .collect();
    let least = 1 + dice.below(many);
    Criterion::new("group", CriterionKind::AtLeast { least, of })
}

/// Points for flags, some within what a reviewer gives.
fn scored(dice: &mut Dice, left: &mut Vec<&str>) -> Criterion {
    let many = (1 + dice.below(3)).min(left.len());
    let items = (0..many).map(|_| {
        let flag = left.remove(dice.below(left.len()));
        let rule = compile("flag", flag, &World).expect("a flag compiles");
        let low = dice.between(1, 5);
        let points = PointSpan::new(low, low + dice.pick(&[0, 0, 2]));
        Item {
            id: Arc::from(flag),
            max: 9,
            least: None,
            points: Points::Bands(vec![Band {
                when: Arc::new(rule),
                points,
            }]),
        }
    });
    let items = items.collect();
    let block = Block {
        id: Arc::from("block"),
        max: None,
        least: None,
        items,
    };
    let pass = Limit {
        threshold: Threshold::Fixed(dice.between(1, 10)),
        above: dice.once_in(2),
    };
    let score = Score {
        pass,
        blocks: vec![block],
        mark: None,
    };
    Criterion::new("score", CriterionKind::Score(score))
}
