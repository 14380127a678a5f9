//! How the conditions of criteria stand under what is assumed.
//!
//! Main type: [`Standing`]. A condition is answered anew only when it may read what a draft changes; the others answer as
//! before. Of comparisons that are lines, what they come to is kept, so that a draft adds to it what it changes.

use super::trial::{Over, Trial, branch};
use crate::few::Few;
use crate::prepared::{Assumed, Leaf, Move, Stand, View};
use crate::{Answer, Day};

/// The answer of every leaf; none where it has none. Few criteria have more leaves than fit in place.
pub(super) type Answers = Few<Option<Answer>, 40>;

/// How the leaves stand under what is assumed.
#[derive(Clone)]
pub(super) struct Standing {
    pub(super) answers: Answers,
    /// What the line of each comes to.
    pub(super) stands: Vec<Option<Stand>>,
}

impl Trial<'_> {
    /// How the leaves stand under a draft.
    pub(super) fn tried(&self, over: &Over<'_>) -> Option<Standing> {
        let standing = self.moved(&self.standing, &self.moves(over), (over, over));
        self.all_answered(&standing.answers).then_some(standing)
    }

    /// How the leaves stand without one fact of a draft under which they stood so, when it suffices without it. Only
    /// leaves that may read the fact can answer otherwise.
    pub(super) fn without(
        &self,
        before: &Standing,
        left_out: &Assumed,
        over: &Over<'_>,
    ) -> Option<Standing> {
        if self.fails_beside(over) {
            return None;
        }
        let changed = self.over([std::slice::from_ref(left_out), &[]], None);
        let fact = left_out.fact;
        let back = [Move::of(fact, left_out.to.seen(), self.seen(fact))];
        let standing = self.moved(before, &back, (&changed, over));
        let suffices = self.all_answered(&standing.answers)
            && self.root(&standing.answers, over)? != Answer::NotMet;
        suffices.then_some(standing)
    }

    /// Whether a leaf fails the criteria that a draft does not touch.
    fn fails_beside(&self, over: &Over<'_>) -> bool {
        let fails = self.searchable.fails.iter();
        let mut answered = fails.zip(self.standing.answers.iter()).enumerate();
        answered.any(|(number, (fails, answer))| {
            let failing = fails.is_some() && fails == answer;
            failing && !over.touches(&self.searchable.leaves[number])
        })
    }

    /// How the leaves stand once facts have moved to what they are under a draft, given how those that `changed` does not
    /// touch stood before.
    fn moved(
        &self,
        before: &Standing,
        moves: &[Move],
        (changed, over): (&Over<'_>, &Over<'_>),
    ) -> Standing {
        let mut standing = before.clone();
        let view = self.view(over);
        let places = standing.stands.iter_mut().zip(standing.answers.iter_mut());
        for (leaf, (stand, answer)) in self.searchable.leaves.iter().zip(places) {
            if changed.touches(leaf) {
                (*stand, *answer) = self.stand_again(leaf, *stand, moves, (&view, over.on));
            }
        }
        standing
    }

    /// How a leaf stands once facts have moved to what is seen, and what it answers.
    pub(super) fn stand_again(
        &self,
        leaf: &Leaf,
        before: Option<Stand>,
        moves: &[Move],
        (view, on): (&View<'_>, Day),
    ) -> (Option<Stand>, Option<Answer>) {
        match &leaf.line {
            Some(line) if let Some(stand) = line.moved(before, moves, view) => {
                (Some(stand), Some(line.answer(stand)))
            }
            _ => (None, self.general(leaf, view, on)),
        }
    }

    /// The answers of the leaves under a draft, of those that it touches by the general evaluation.
    pub(super) fn evaluated(&self, over: &Over<'_>) -> Option<Answers> {
        let mut answers = self.standing.answers.clone();
        let view = self.view(over);
        for (answer, leaf) in answers.iter_mut().zip(&self.searchable.leaves) {
            if over.touches(leaf) {
                *answer = self.general(leaf, &view, over.on);
            }
        }
        self.all_answered(&answers).then_some(answers)
    }

    pub(super) fn all_answered(&self, answers: &Answers) -> bool {
        let mut rules = self.searchable.rules.iter();
        answers.iter().all(Option::is_some) || rules.all(|rule| branch(rule, answers).is_some())
    }

    /// The answer of a leaf by the general evaluation.
    fn general(&self, leaf: &Leaf, view: &View<'_>, on: Day) -> Option<Answer> {
        let evaluator = self.evaluator(leaf.rule, *view, on);
        evaluator.answer(&leaf.test).ok()
    }

    /// Whether a leaf answers as wanted under what is assumed.
    pub(super) fn turned(&self, number: usize, over: &Over<'_>, wanted: Answer) -> bool {
        let (leaf, view) = (&self.searchable.leaves[number], self.view(over));
        let before = self.standing.stands[number];
        let moves = self.moves(over);
        self.stand_again(leaf, before, &moves, (&view, over.on)).1 == Some(wanted)
    }

    /// How facts move when they are what is assumed.
    fn moves(&self, over: &Over<'_>) -> Few<Move, 4> {
        let [before, behind] = over.stated;
        let mut moves = Few::of(before.len() + behind.len());
        let (front, back) = moves.split_at_mut(before.len());
        let now = self.now();
        for (moves, stated) in [(front, before), (back, behind)] {
            for (moved, assumed) in moves.iter_mut().zip(stated) {
                *moved = Move::of(assumed.fact, now.seen(assumed.fact), assumed.to.seen());
            }
        }
        moves
    }
}
