//! What would settle criteria that cannot tell yet.
//!
//! Main function: [`Assessment::missing`]. A fact is asked for when, and only when, it can still change the answer:
//! for everything else to turn out in some way, the answer stays open without it and closes with it. Since that holds
//! for each fact of the set, no smaller set settles the answer whatever it turns out to be; and once all of them are
//! known, no fact is left that could change it.

use std::collections::BTreeSet;

use super::assess::{Assessment, Finding, FindingKind, deciding};
use super::open::Open;
use super::score::Span;
use super::tally::{BlockTally, ItemTally, Tally};
use crate::{Answer, Exact, Question};

type Questions = BTreeSet<Question>;

/// Spans a block or a total may come to.
type Spans = BTreeSet<Span>;

impl Assessment {
    /// The smallest set of facts that settles the answer, whatever they turn out to be; empty when it is settled, or
    /// when only a reviewer can settle it.
    pub fn missing(&self) -> Vec<Question> {
        self.root.missing().into_iter().collect()
    }
}

impl Finding {
    /// The smallest set of facts that settles this criterion, whatever they turn out to be.
    pub fn missing(&self) -> BTreeSet<Question> {
        self.missing_for(Ends::BOTH)
    }

    /// The facts on which it depends whether it comes to one of the ends that matter above it.
    fn missing_for(&self, ends: Ends) -> Questions {
        let ends = Ends {
            met: ends.met && self.open.may_be_met,
            failed: ends.failed && self.open.may_fail,
        };
        if ends.met || ends.failed {
            missing(&self.kind, ends)
        } else {
            Questions::new()
        }
    }
}

/// The answers that matter to what stands above an open criterion.
#[derive(Debug, Clone, Copy)]
struct Ends {
    met: bool,
    failed: bool,
}

impl Ends {
    const BOTH: Self = Self {
        met: true,
        failed: true,
    };

    fn matter(self, answer: Answer) -> bool {
        match answer {
            Answer::Met => self.met,
            Answer::NotMet => self.failed,
            Answer::Unknown => false,
        }
    }

    fn negate(self) -> Self {
        Self {
            met: self.failed,
            failed: self.met,
        }
    }
}

fn missing(kind: &FindingKind, ends: Ends) -> Questions {
    match kind {
        FindingKind::Rule(outcome) => outcome.undecided().into_iter().collect(),
        FindingKind::All(parts) => Group::new(parts, deciding(parts).count()).missing(ends),
        FindingKind::AtLeast { least, of } => Group::new(of, *least).missing(ends),
        FindingKind::Not(inner) => inner.missing_for(ends.negate()),
        FindingKind::Score(tally) => tally.missing(ends),
        FindingKind::Judged => Questions::new(),
    }
}

/// What an unknown criterion waits for.
pub(super) fn open(kind: &FindingKind) -> Open {
    match kind {
        FindingKind::Rule(_) => Open::FACTS,
        FindingKind::Judged => Open::JUDGEMENT,
        FindingKind::Not(inner) => inner.open.negate(),
        FindingKind::All(parts) => Group::new(parts, deciding(parts).count()).open(),
        FindingKind::AtLeast { least, of } => Group::new(of, *least).open(),
        FindingKind::Score(tally) => tally.open(),
    }
}

/// The open members of a group of which so many must be met.
struct Group<'f> {
    unknown: Vec<&'f Finding>,
    met: usize,
    least: usize,
}

impl<'f> Group<'f> {
    fn new(parts: &'f [Finding], least: usize) -> Self {
        let unknown = deciding(parts).filter(|part| part.answer.is_unknown());
        let met = deciding(parts).filter(|part| part.answer == Answer::Met);
        Self {
            unknown: unknown.collect(),
            met: met.count(),
            least,
        }
    }

    fn count(&self, holds: impl Fn(Open) -> bool) -> usize {
        self.unknown.iter().filter(|part| holds(part.open)).count()
    }

    fn open(&self) -> Open {
        Open {
            may_be_met: self.met + self.count(|open| open.may_be_met) >= self.least,
            may_fail: self.met + self.count(|open| !open.may_fail) < self.least,
            judgement: self.unknown.iter().any(|part| part.open.judgement),
        }
    }

    /// The facts of members that can bring the group to its mark, or keep it from there.
    fn missing(&self, ends: Ends) -> Questions {
        let open = self.open();
        let ends = Ends {
            met: ends.met && open.may_be_met,
            failed: ends.failed && open.may_fail,
        };
        let members = self.unknown.iter();
        members.flat_map(|part| part.missing_for(ends)).collect()
    }
}

/// A sum that must reach a mark.
#[derive(Clone, Copy)]
struct Mark {
    mark: Exact,
    above: bool,
}

impl Mark {
    fn at_least(mark: Exact) -> Self {
        Self { mark, above: false }
    }

    fn answer(self, span: Span) -> Answer {
        span.reaches(&self.mark, self.above)
    }

    /// Whether the answer is open over all the options and closed for one of them, beside some sum of the others.
    fn hangs_on(self, options: &Spans, others: &Spans, ends: Ends) -> bool {
        others.iter().any(|other| {
            let sums = || options.iter().map(|option| option.plus(*other));
            let all = Span::around(sums());
            all.is_some_and(|all| self.answer(all).is_unknown())
                && sums().any(|sum| ends.matter(self.answer(sum)))
        })
    }
}

/// Every sum of one span of each set.
fn sums<'s>(sets: impl Iterator<Item = &'s Spans>) -> Spans {
    let start = Spans::from([Span::ZERO]);
    sets.fold(start, |sums, set| {
        let pairs = sums
            .iter()
            .flat_map(|sum| set.iter().map(|span| sum.plus(*span)));
        pairs.collect()
    })
}

fn capped(spans: &Spans, most: Option<i64>) -> Spans {
    spans.iter().map(|span| span.capped(most)).collect()
}

impl BlockTally {
    fn spans(&self) -> Spans {
        capped(&self.of_items(None), self.max)
    }

    /// The sums of the items, without one of them.
    fn of_items(&self, without: Option<usize>) -> Spans {
        let counted = self
            .items
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != without);
        sums(counted.map(|(_, item)| &item.options))
    }

    /// The spans the block can come to with each option of an item, for one sum of the others.
    fn with_item(&self, item: &ItemTally, others: Span) -> Spans {
        let sums = item.options.iter().map(|option| option.plus(others));
        sums.map(|sum| sum.capped(self.max)).collect()
    }
}

impl Tally {
    fn mark(&self) -> Mark {
        Mark {
            mark: self.pass,
            above: self.above,
        }
    }

    fn missing(&self, ends: Ends) -> Questions {
        let blocks: Vec<Spans> = self.blocks.iter().map(BlockTally::spans).collect();
        let mut questions = Questions::new();
        for (place, block) in self.blocks.iter().enumerate() {
            let other_blocks = blocks
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != place)
                .map(|(_, spans)| spans);
            let other_blocks = sums(other_blocks);
            for (index, item) in block.items.iter().enumerate() {
                if item.options.len() > 1 && self.hangs_on(block, index, &other_blocks, ends) {
                    questions.extend(item.open_questions());
                }
            }
        }
        questions
    }

    /// Whether an item's open facts can change the total, its block's mark or its own.
    fn hangs_on(&self, block: &BlockTally, index: usize, other_blocks: &Spans, ends: Ends) -> bool {
        let item = &block.items[index];
        let open = |least: Option<(Exact, Answer)>| {
            least
                .filter(|(_, answer)| answer.is_unknown())
                .map(|(mark, _)| Mark::at_least(mark))
        };
        let alone = Spans::from([Span::ZERO]);
        if open(item.least).is_some_and(|mark| mark.hangs_on(&item.options, &alone, ends)) {
            return true;
        }
        block.of_items(Some(index)).iter().any(|others| {
            let options = block.with_item(item, *others);
            open(block.least).is_some_and(|mark| mark.hangs_on(&options, &alone, ends))
                || self.passed.is_unknown() && self.mark().hangs_on(&options, other_blocks, ends)
        })
    }

    /// Every mark with the spans that are held against it.
    fn marks(&self) -> Vec<(Mark, Spans)> {
        let blocks: Vec<Spans> = self.blocks.iter().map(BlockTally::spans).collect();
        let mut marks = vec![(self.mark(), sums(blocks.iter()))];
        for (block, spans) in self.blocks.iter().zip(blocks) {
            marks.extend(block.least.map(|(mark, _)| (Mark::at_least(mark), spans)));
            let of_items = block.items.iter();
            marks.extend(of_items.filter_map(|item| {
                let (mark, _) = item.least?;
                Some((Mark::at_least(mark), item.options.clone()))
            }));
        }
        marks
    }

    fn open(&self) -> Open {
        let marks = self.marks();
        let may = |wanted: Answer| {
            move |(mark, spans): &(Mark, Spans)| {
                spans.iter().any(|span| mark.answer(*span) == wanted)
            }
        };
        Open {
            may_be_met: marks.iter().all(may(Answer::Met)),
            may_fail: marks.iter().any(may(Answer::NotMet)),
            judgement: marks.iter().any(may(Answer::Unknown)),
        }
    }
}
