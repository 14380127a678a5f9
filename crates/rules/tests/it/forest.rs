//! Random criteria as trees of their own, and an answer to them that shares nothing with the library's.

use std::sync::Arc;

use benfu_rules::{
    Answer, Band, Block, Criteria, Criterion, CriterionKind, Day, Item, Limit, PointSpan, Points,
    Score, Threshold, compile,
};

use crate::dice::{Dice, pairs};
use crate::naive::Naive;
use crate::tree::{Cond, subject};
use crate::world::{Subject, World};

/// Subjects tried with each criteria, so that columns have rows.
const SUBJECTS: usize = 16;

/// A tree of its own, beside the criteria it stands for.
#[derive(Debug)]
pub(crate) enum Tree {
    Cond(Cond),
    AtLeast(usize, Vec<Tree>),
    Not(Box<Tree>),
    Score(Vec<Items>, i64, bool),
    Judged,
}

/// A block: most points, own mark, items as bands of condition and points.
#[derive(Debug)]
pub(crate) struct Items {
    pub(crate) max: i64,
    pub(crate) least: Option<i64>,
    pub(crate) bands: Vec<Vec<(Cond, i64, i64)>>,
}

fn tree(dice: &mut Dice, depth: u8) -> Tree {
    if depth == 0 {
        return Tree::Cond(Cond::random(dice, 1));
    }
    let many = 1 + dice.below(4);
    match dice.below(12) {
        0..=2 => Tree::Cond(Cond::random(dice, 2)),
        3..=5 => Tree::AtLeast(many, (0..many).map(|_| tree(dice, depth - 1)).collect()),
        6 => Tree::AtLeast(1, (0..many).map(|_| tree(dice, depth - 1)).collect()),
        7 => Tree::AtLeast(
            1 + dice.below(many),
            (0..many).map(|_| tree(dice, depth - 1)).collect(),
        ),
        8 => Tree::Not(Box::new(tree(dice, depth - 1))),
        9 | 10 => score(dice),
        _ => Tree::Judged,
    }
}

fn score(dice: &mut Dice) -> Tree {
    let blocks = 1 + dice.below(2);
    let blocks: Vec<Items> = (0..blocks)
        .map(|_| {
            let items = 1 + dice.below(3);
            Items {
                max: dice.between(4, 16),
                least: dice.once_in(4).then(|| dice.between(1, 6)),
                bands: (0..items).map(|_| bands(dice)).collect(),
            }
        })
        .collect();
    Tree::Score(blocks, dice.between(1, 14), dice.once_in(2))
}

fn bands(dice: &mut Dice) -> Vec<(Cond, i64, i64)> {
    let many = 1 + dice.below(3);
    let band = |_| {
        let low = dice.between(0, 7);
        let width = dice.pick(&[0, 0, 1, 3]);
        (Cond::random(dice, 0), low, low + width)
    };
    (0..many).map(band).collect()
}

/// The criteria a tree stands for; names count up.
fn criterion(tree: &Tree, count: &mut usize) -> Criterion {
    *count += 1;
    let id = format!("c{count}");
    let rule = |condition: &Cond| {
        let text = condition.text();
        let compiled = compile("random", &text, &World);
        Arc::new(compiled.unwrap_or_else(|faults| panic!("{text}: {faults:?}")))
    };
    let kind = match tree {
        Tree::Cond(condition) => CriterionKind::Rule(rule(condition)),
        Tree::AtLeast(least, parts) => {
            let of: Vec<Criterion> = parts.iter().map(|part| criterion(part, count)).collect();
            if *least == of.len() {
                CriterionKind::All(of)
            } else {
                CriterionKind::AtLeast { least: *least, of }
            }
        }
        Tree::Not(inner) => CriterionKind::Not(Box::new(criterion(inner, count))),
        Tree::Judged => CriterionKind::Judged,
        Tree::Score(blocks, pass, above) => CriterionKind::Score(Score {
            pass: Limit {
                threshold: Threshold::Fixed(*pass),
                above: *above,
            },
            mark: None,
            blocks: blocks
                .iter()
                .map(|block| Block {
                    id: Arc::from("block"),
                    max: Some(block.max),
                    least: block.least.map(Threshold::Fixed),
                    items: block
                        .bands
                        .iter()
                        .map(|bands| Item {
                            id: Arc::from("item"),
                            max: 100,
                            least: None,
                            points: Points::Bands(
                                bands
                                    .iter()
                                    .map(|(when, low, high)| Band {
                                        when: rule(when),
                                        points: PointSpan::new(*low, *high),
                                    })
                                    .collect(),
                            ),
                        })
                        .collect(),
                })
                .collect(),
        }),
    };
    Criterion::new(&id, kind)
}

pub(crate) fn criteria(tree: &Tree) -> Criteria {
    Criteria {
        root: criterion(tree, &mut 0),
    }
}

pub(crate) fn naive(tree: &Tree, world: &Naive<'_>) -> Answer {
    match tree {
        Tree::Cond(condition) => world.answer(condition),
        Tree::Judged => Answer::Unknown,
        Tree::Not(inner) => match naive(inner, world) {
            Answer::Met => Answer::NotMet,
            Answer::NotMet => Answer::Met,
            Answer::Unknown => Answer::Unknown,
        },
        Tree::AtLeast(least, parts) => {
            let answers: Vec<Answer> = parts.iter().map(|part| naive(part, world)).collect();
            let of = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
            if of(Answer::Met) >= *least {
                Answer::Met
            } else if of(Answer::Met) + of(Answer::Unknown) < *least {
                Answer::NotMet
            } else {
                Answer::Unknown
            }
        }
        Tree::Score(blocks, pass, above) => naive_score(blocks, *pass, *above, world),
    }
}

/// Every way the open bands can fall, and every point a reviewer can give, tried at its ends.
fn naive_score(blocks: &[Items], pass: i64, above: bool, world: &Naive<'_>) -> Answer {
    let verdict = |low: i64, high: i64, mark: i64, above: bool| {
        let enough = |points: i64| if above { points > mark } else { points >= mark };
        match (enough(low), enough(high)) {
            (true, true) => Answer::Met,
            (false, false) => Answer::NotMet,
            _ => Answer::Unknown,
        }
    };
    let (mut total, mut marks) = ((0, 0), Vec::new());
    for block in blocks {
        let (mut low, mut high) = (0, 0);
        for bands in &block.bands {
            let ends = possible(bands, world);
            low += ends.iter().map(|(low, _)| *low).min().unwrap_or(0);
            high += ends.iter().map(|(_, high)| *high).max().unwrap_or(0);
        }
        let (low, high) = (low.min(block.max), high.min(block.max));
        marks.extend(block.least.map(|least| verdict(low, high, least, false)));
        total = (total.0 + low, total.1 + high);
    }
    marks.push(verdict(total.0, total.1, pass, above));
    marks.into_iter().min().expect("one mark at least")
}

fn possible(bands: &[(Cond, i64, i64)], world: &Naive<'_>) -> Vec<(i64, i64)> {
    let Some(((when, low, high), rest)) = bands.split_first() else {
        return vec![(0, 0)];
    };
    match world.answer(when) {
        Answer::Met => vec![(*low, *high)],
        Answer::NotMet => possible(rest, world),
        Answer::Unknown => {
            let mut both = possible(rest, world);
            both.push((*low, *high));
            both
        }
    }
}

/// Random criteria with subjects, as many as the pairs asked.
pub(crate) fn each(seed: u64, depth: u8, check: impl Fn(&Tree, &Criteria, &[Subject], &mut Dice)) {
    let mut dice = Dice::new(seed);
    for _ in 0..pairs().div_ceil(SUBJECTS) {
        let tree = tree(&mut dice, depth);
        let criteria = criteria(&tree);
        let subjects: Vec<Subject> = (0..SUBJECTS).map(|_| subject(&mut dice)).collect();
        check(&tree, &criteria, &subjects, &mut dice);
    }
}

pub(crate) fn answer(criteria: &Criteria, subject: &Subject, day: Day) -> Answer {
    let found = criteria.assess(subject, &World, day);
    found.expect("small numbers do not overflow").answer()
}
