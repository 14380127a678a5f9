//! Criteria answered again and again for facts that differ in little.
//!
//! Main type: [`Trial`]. How its conditions answer is in `standing.rs`.

use super::standing::{Answers, Standing};
use crate::criteria::at_least;
use crate::evaluate::Evaluator;
use crate::few::Few;
use crate::operand::Operand;
use crate::plan::{Formula, Question};
use crate::prepared::{
    Assumed, Branch, Demand, Leaf, Prepared, Recorded, Searchable, Seen, To, View, bit,
};
use crate::{Answer, Day, Value};

/// Criteria, the facts of a subject and a day, with the answer of every leaf.
pub(super) struct Trial<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) searchable: &'a Searchable,
    recorded: &'a Recorded,
    /// What is assumed of some facts already, and their bits.
    under: (Vec<Assumed>, u64),
    pub(super) on: Day,
    pub(super) standing: Standing,
}

/// What a draft assumes, with what follows for registers as a whole.
pub(super) struct Over<'d> {
    pub(super) stated: [&'d [Assumed]; 2],
    follows: Vec<Assumed>,
    /// The bits of the facts.
    bits: u64,
    pub(super) on: Day,
    waits: bool,
}

impl Over<'_> {
    fn assumed(&self) -> impl Iterator<Item = &Assumed> {
        self.stated.into_iter().flatten().chain(&self.follows)
    }

    /// Whether a leaf may read what is assumed.
    pub(super) fn touches(&self, leaf: &Leaf) -> bool {
        self.bits & leaf.bits != 0 || self.waits && leaf.reads_today
    }
}

impl<'a> Trial<'a> {
    /// None when a rule cannot be answered.
    pub(super) fn new(prepared: &'a Prepared<'a>, recorded: &'a Recorded) -> Option<Self> {
        let searchable = prepared.searchable();
        let count = searchable.leaves.len();
        let mut trial = Self {
            prepared,
            searchable,
            recorded,
            under: (Vec::new(), 0),
            on: prepared.on,
            standing: Standing {
                answers: Few::of(count),
                stands: Vec::with_capacity(count),
            },
        };
        let view = View::of(recorded.entries());
        for (number, leaf) in searchable.leaves.iter().enumerate() {
            let (stand, answer) = trial.stand_again(leaf, None, &[], (&view, trial.on));
            trial.standing.stands.push(stand);
            trial.standing.answers[number] = answer;
        }
        let all_answered = trial.all_answered(&trial.standing.answers);
        all_answered.then_some(trial)
    }

    /// The world under a draft, in which the leaves stand so.
    pub(super) fn under(&self, over: &Over<'_>, standing: Standing) -> Self {
        let [before, behind] = over.stated;
        let assumed = [before, behind, &over.follows].concat();
        Self {
            prepared: self.prepared,
            searchable: self.searchable,
            recorded: self.recorded,
            under: (assumed, over.bits),
            on: over.on,
            standing,
        }
    }

    pub(super) fn over_nothing(&self) -> Over<'static> {
        Over {
            stated: [&[]; 2],
            follows: Vec::new(),
            bits: 0,
            on: self.on,
            waits: false,
        }
    }

    /// Facts laid over, in two stretches, and a day to wait for.
    pub(super) fn over<'d>(&self, stated: [&'d [Assumed]; 2], wait: Option<Day>) -> Over<'d> {
        let add = |bits, assumed: &Assumed| bits | bit(assumed.fact);
        let [before, behind] = stated;
        let bits = behind.iter().fold(before.iter().fold(0, add), add);
        let follows = if bits & self.prepared.questions.levels() == 0 {
            Vec::new()
        } else {
            self.registers(&stated.concat())
        };
        Over {
            bits: follows.iter().fold(bits, add),
            stated,
            follows,
            on: wait.unwrap_or(self.on),
            waits: wait.is_some(),
        }
    }

    pub(super) fn view<'e>(&'e self, over: &'e Over<'_>) -> View<'e> {
        View {
            facts: self.recorded.entries(),
            over: [over.stated[0], over.stated[1], &over.follows],
            bits: over.bits,
            under: (&self.under.0, self.under.1),
        }
    }

    pub(super) fn seen(&self, fact: usize) -> Seen<'_> {
        self.now().seen(fact)
    }

    /// The facts as they are, with nothing laid over.
    pub(super) fn now(&self) -> View<'_> {
        View {
            under: (&self.under.0, self.under.1),
            ..View::of(self.recorded.entries())
        }
    }

    pub(super) fn evaluator<'e>(&'e self, rule: usize, view: View<'e>, on: Day) -> Evaluator<'e> {
        Evaluator {
            sheet: &self.prepared.sheets[rule],
            view,
            host: (self.prepared.parameters, self.prepared.on),
            on,
        }
    }

    /// What a formula of a rule comes to, when it is known.
    pub(super) fn known(&self, rule: usize, formula: &Formula) -> Option<Value> {
        match self
            .evaluator(rule, self.now(), self.on)
            .value(formula)
            .ok()?
        {
            Operand::Known(value) => Some(value.into_owned()),
            Operand::Unknown | Operand::Nothing => None,
        }
    }

    /// The answer of a branch as things stand.
    pub(super) fn standing(&self, of: &Branch) -> Option<Answer> {
        branch(of, &self.standing.answers)
    }

    /// The answer of all criteria, given those of the leaves.
    pub(super) fn root(&self, answers: &Answers, over: &Over<'_>) -> Option<Answer> {
        if !self.searchable.all {
            return self.demand(&self.searchable.root, answers, over);
        }
        let mut joined = Answer::Met;
        for (fails, answer) in self.searchable.fails.iter().zip(answers.iter()) {
            if let Some(fails) = fails {
                let answer = (*answer)?;
                let held = if answer.is_unknown() {
                    answer
                } else {
                    Answer::from(answer != *fails)
                };
                joined = joined.and(held);
            }
        }
        Some(joined)
    }

    fn demand(
        &self,
        demand: &Demand,
        answers: &[Option<Answer>],
        over: &Over<'_>,
    ) -> Option<Answer> {
        match demand {
            Demand::Rule(number) => branch(&self.searchable.rules[*number], answers),
            Demand::All(parts) => {
                let mut parts = parts.iter();
                parts.try_fold(Answer::Met, |all, part| {
                    Some(all.and(self.demand(part, answers, over)?))
                })
            }
            Demand::AtLeast(least, of) => {
                let of = of.iter().map(|part| self.demand(part, answers, over));
                Some(at_least(*least, of.collect::<Option<Vec<Answer>>>()?))
            }
            Demand::Not(inner) => Some(self.demand(inner, answers, over)?.negate()),
            Demand::Score(number) => {
                let grounds = self.prepared.grounds(&self.assumed(over));
                let world = self.prepared.world(&grounds, over.on);
                Some(self.prepared.scores[*number].tally(&world).ok()?.answer())
            }
            Demand::Judged => Some(Answer::Unknown),
            Demand::Advisory(inner) => self.demand(inner, answers, over),
        }
    }

    /// The facts as a draft assumes them.
    pub(super) fn assumed(&self, over: &Over<'_>) -> Recorded {
        // What is laid over comes last.
        self.recorded
            .changed(self.under.0.iter().chain(over.assumed()))
    }

    pub(super) fn question(&self, fact: usize) -> &Question {
        &self.prepared.questions.list()[fact]
    }

    /// What changes of single levels make of a register as a whole, where that is not stated itself.
    fn registers(&self, stated: &[Assumed]) -> Vec<Assumed> {
        let whole = |assumed: &Assumed| self.prepared.questions.whole_register(assumed.fact);
        let mut follows: Vec<Assumed> = Vec::new();
        for register in stated.iter().filter_map(whole) {
            let known = stated
                .iter()
                .chain(&follows)
                .any(|one| one.fact == register);
            if !known {
                let levels = stated.iter().filter(|one| whole(one) == Some(register));
                follows.push(self.of_levels(register, levels));
            }
        }
        follows
    }

    /// A register with the rows that its levels gain and lose.
    fn of_levels<'d>(&self, fact: usize, levels: impl Iterator<Item = &'d Assumed>) -> Assumed {
        let (mut added, mut taken) = (0_u32, 0_u32);
        for level in levels {
            let (before, now) = (self.seen(level.fact).rows(), level.to.seen().rows());
            added = added.saturating_add(now.saturating_sub(before));
            taken = taken.saturating_add(before.saturating_sub(now));
        }
        let before = self.seen(fact);
        let count = before.rows().saturating_sub(taken).saturating_add(added);
        let complete = matches!(before, Seen::Rows { complete: true, .. });
        let to = if complete || count > 0 {
            To::Rows { count, complete }
        } else {
            To::Unknown
        };
        Assumed {
            fact,
            to,
            effort: 0,
        }
    }
}

/// The answer of a branch, given those of the leaves; none when a leaf that counts has none.
pub(super) fn branch(of: &Branch, answers: &[Option<Answer>]) -> Option<Answer> {
    let joined = |parts: &[Branch], start: Answer, join: fn(Answer, Answer) -> Answer| {
        let mut parts = parts.iter();
        parts.try_fold(start, |joined, part| {
            Some(join(joined, branch(part, answers)?))
        })
    };
    match of {
        Branch::Leaf(number) => answers[*number],
        Branch::All(parts) => joined(parts, Answer::Met, Answer::and),
        Branch::Any(parts) => joined(parts, Answer::NotMet, Answer::or),
        Branch::Not(inner) => Some(branch(inner, answers)?.negate()),
        Branch::Choice(parts) => {
            let [test, yes, no] = &**parts;
            let test = branch(test, answers)?;
            let counts = |of: &Branch, excluded_by: Answer| {
                if test == excluded_by {
                    Some(Answer::Unknown)
                } else {
                    branch(of, answers)
                }
            };
            let (yes, no) = (counts(yes, Answer::NotMet)?, counts(no, Answer::Met)?);
            Some(Answer::choose(test, yes, no))
        }
    }
}
