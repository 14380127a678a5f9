//! Changes that bring points to their marks: better bands of items.
//!
//! Main function: [`Search::score`].

use super::condition::WHOLE;
use super::draft::{Draft, Shortlist, Steps, together};
use super::trial::Trial;
use crate::criteria::{Score, Span, Tally};
use crate::prepared::{Assumed, To};
use crate::{Answer, Exact, Question};
use std::sync::Arc;

/// A better band of one item: what it adds to the points, and what it takes.
struct Rise {
    item: Arc<str>,
    low: i64,
    high: i64,
    draft: Draft,
}

/// Points that are short of a mark.
struct Deficit {
    items: Vec<Arc<str>>,
    points: Span,
    mark: Exact,
    above: bool,
}

impl Trial<'_> {
    /// Offers what keeps a score from failing.
    pub(super) fn score(&self, score: &Score, drafts: &mut Shortlist, steps: &mut Steps) {
        let facts = self.assumed(&self.over_nothing());
        let grounds = self.prepared.grounds(&facts);
        let Ok(tally) = score.tally(&self.prepared.world(&grounds, self.on)) else {
            return;
        };
        if tally.answer() != Answer::NotMet {
            return drafts.nothing_to_do(steps);
        }
        if tally.marked {
            return self.remark(score, &tally, drafts, steps);
        }
        let rises = self.rises(score, &tally, steps);
        let each: Vec<Shortlist> = deficits(&tally)
            .iter()
            .map(|deficit| deficit.drafts(&rises, steps))
            .collect();
        together(&each, drafts, steps);
    }

    /// Every band that is better than what an item has, with the drafts for its condition.
    fn rises(&self, score: &Score, tally: &Tally, steps: &mut Steps) -> Vec<Rise> {
        let items = score.blocks.iter().flat_map(|block| &block.items);
        let counted = tally.blocks.iter().flat_map(|block| &block.items);
        let mut rises = Vec::new();
        for (item, found) in items.zip(counted) {
            let bands = item.points.ways().into_iter().flat_map(|(_, bands)| bands);
            for band in bands.filter(|band| band.points.high > found.points.high) {
                let rule = &self.searchable.rules[self.prepared.number(&band.when)];
                let mut drafts = Shortlist::default();
                self.turn(rule, Answer::Met, &mut drafts, steps);
                let rise = |draft: Draft| Rise {
                    item: Arc::clone(&item.id),
                    low: band.points.low - found.points.low,
                    high: band.points.high - found.points.high,
                    draft,
                };
                rises.extend(drafts.first().copied().map(rise));
            }
        }
        rises
    }

    /// The reviewers' total at the mark; only they can change it.
    fn remark(&self, score: &Score, tally: &Tally, drafts: &mut Shortlist, steps: &mut Steps) {
        let beyond = if tally.above { Exact::ONE } else { Exact::ZERO };
        let question = score.mark.as_ref().map(|mark| Question::mark(mark));
        let fact = question.and_then(|question| self.prepared.questions.number(&question));
        if let (Some(fact), Ok(points)) = (fact, tally.pass.checked_add(&beyond)) {
            let draft = steps.fact(Assumed {
                fact,
                to: To::number(points),
                effort: WHOLE,
            });
            drafts.offer(draft, steps);
        }
    }
}

/// The marks that are not reached, with the items that count toward them.
fn deficits(tally: &Tally) -> Vec<Deficit> {
    let ids = |items: &[crate::criteria::ItemTally]| -> Vec<Arc<str>> {
        items.iter().map(|item| Arc::clone(&item.id)).collect()
    };
    let mut deficits = Vec::new();
    if tally.passed == Answer::NotMet {
        let items = tally.blocks.iter().flat_map(|block| ids(&block.items));
        deficits.push(Deficit {
            items: items.collect(),
            points: tally.total,
            mark: tally.pass,
            above: tally.above,
        });
    }
    for block in &tally.blocks {
        let own = block
            .least
            .map(|least| (least, ids(&block.items), block.points));
        let of_items = block.items.iter().filter_map(|item| {
            let least = item.least?;
            Some((least, vec![Arc::clone(&item.id)], item.points))
        });
        let failed = own
            .into_iter()
            .chain(of_items)
            .filter(|((_, answer), ..)| *answer == Answer::NotMet);
        deficits.extend(failed.map(|((mark, _), items, points)| Deficit {
            items,
            points,
            mark,
            above: false,
        }));
    }
    deficits
}

impl Deficit {
    /// Drafts that bring the least points to the mark; else those that bring the most points there.
    fn drafts(&self, rises: &[Rise], steps: &mut Steps) -> Shortlist {
        let count: Vec<&Rise> = rises
            .iter()
            .filter(|rise| self.items.contains(&rise.item))
            .collect();
        let certain = self.enough(&count, self.points.low, |rise| rise.low, steps);
        if certain.is_empty() {
            self.enough(&count, self.points.high, |rise| rise.high, steps)
        } else {
            certain
        }
    }

    fn reached(&self, points: i64) -> bool {
        Span::new(points, points).reaches(&self.mark, self.above) == Answer::Met
    }

    /// Single rises that suffice; or several, the cheapest points first, one an item.
    fn enough(
        &self,
        rises: &[&Rise],
        points: i64,
        gain: impl Fn(&Rise) -> i64,
        steps: &mut Steps,
    ) -> Shortlist {
        let mut drafts = Shortlist::default();
        let single = rises
            .iter()
            .filter(|rise| self.reached(points + gain(rise)));
        for rise in single {
            drafts.offer(rise.draft, steps);
        }
        let mut ordered: Vec<&&Rise> = rises.iter().filter(|rise| gain(rise) > 0).collect();
        ordered.sort_by_key(|rise| {
            (
                rise.draft.effort.saturating_mul(100) / gain(rise).unsigned_abs(),
                gain(rise),
            )
        });
        let (mut taken, mut sum, mut draft): (Vec<&Arc<str>>, _, _) =
            (Vec::new(), points, Draft::default());
        for rise in ordered {
            if self.reached(sum) {
                break;
            }
            if !taken.contains(&&rise.item) {
                taken.push(&rise.item);
                sum += gain(rise);
                draft = steps.joined(&draft, &rise.draft);
            }
        }
        if self.reached(sum) {
            drafts.offer(draft, steps);
        }
        drafts
    }
}
