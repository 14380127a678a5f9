//! Criteria answered again and again for facts that differ in little.
//!
//! Main type: [`Trial`]. A rule is answered anew only when it may read what a draft changes; the others answer as before.
//! Of comparisons that are lines, what they come to is kept, so that a draft adds to it what it changes.

use crate::criteria::at_least;
use crate::evaluate::Evaluator;
use crate::few::Few;
use crate::operand::Operand;
use crate::plan::{Formula, Question};
use crate::prepared::{
    Assumed, Demand, Lines, Prepared, Recorded, Searchable, Seen, Stand, To, View, bit,
};
use crate::{Answer, Day, Value};

/// Few criteria have more rules than this.
pub(super) type Answers = Few<Answer, 32>;

/// Criteria, the facts of a subject and a day, with the answer of every rule.
pub(super) struct Trial<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) searchable: &'a Searchable,
    recorded: &'a Recorded,
    /// What is assumed of some facts already, and their bits.
    under: (Vec<Assumed>, u64),
    pub(super) on: Day,
    pub(super) answers: Answers,
    /// What every line comes to.
    stands: Vec<Option<Stand>>,
}

/// What a draft assumes, with what follows for registers as a whole.
pub(super) struct Over<'d> {
    stated: &'d [Assumed],
    follows: Vec<Assumed>,
    /// The bits of the facts.
    bits: u64,
    on: Day,
    waits: bool,
}

impl<'a> Trial<'a> {
    /// None when a rule cannot be answered.
    pub(super) fn new(prepared: &'a Prepared<'a>, recorded: &'a Recorded) -> Option<Self> {
        let searchable = prepared.searchable();
        let mut trial = Self {
            prepared,
            searchable,
            recorded,
            under: (Vec::new(), 0),
            on: prepared.on,
            answers: Answers::of(0),
            stands: searchable.stands(View::of(recorded.entries())),
        };
        let over = trial.over_nothing();
        let mut answers = Answers::of(prepared.rules.len());
        for (number, answer) in answers.iter_mut().enumerate() {
            *answer = trial.rule(number, &over, true)?;
        }
        trial.answers = answers;
        Some(trial)
    }

    /// The world under a draft, in which the rules answer so.
    pub(super) fn under(&self, over: &Over<'_>, answers: Answers) -> Self {
        let assumed = over.stated.iter().chain(&over.follows);
        Self {
            prepared: self.prepared,
            searchable: self.searchable,
            recorded: self.recorded,
            under: (assumed.cloned().collect(), over.bits),
            on: over.on,
            answers,
            stands: self.searchable.moved(&self.stands, self.view(over)),
        }
    }

    pub(super) fn over_nothing(&self) -> Over<'static> {
        Over {
            stated: &[],
            follows: Vec::new(),
            bits: 0,
            on: self.on,
            waits: false,
        }
    }

    /// Facts laid over, and a day to wait for.
    pub(super) fn over<'d>(&self, stated: &'d [Assumed], wait: Option<Day>) -> Over<'d> {
        let follows = self.registers(stated);
        let bits = |bits, assumed: &Assumed| bits | bit(assumed.fact);
        Over {
            bits: follows.iter().fold(stated.iter().fold(0, bits), bits),
            stated,
            follows,
            on: wait.unwrap_or(self.on),
            waits: wait.is_some(),
        }
    }

    pub(super) fn evaluator<'e>(&'e self, number: usize, over: &'e Over<'_>) -> Evaluator<'e> {
        Evaluator {
            rule: self.prepared.rules[number],
            sheet: &self.prepared.sheets[number],
            view: self.view(over),
            host: (self.prepared.parameters, self.prepared.on),
            on: over.on,
            lines: Some(self.lines(number)),
        }
    }

    /// The comparisons of a rule, with what they come to.
    pub(super) fn lines(&self, number: usize) -> Lines<'_> {
        self.searchable.lines(number, &self.stands)
    }

    pub(super) fn view<'e>(&'e self, over: &'e Over<'_>) -> View<'e> {
        View {
            facts: self.recorded.entries(),
            over: over.stated,
            follows: &over.follows,
            bits: over.bits,
            under: (&self.under.0, self.under.1),
        }
    }

    pub(super) fn seen(&self, fact: usize) -> Seen<'_> {
        self.now().before(fact)
    }

    /// The facts as they are, with nothing laid over.
    pub(super) fn now(&self) -> View<'_> {
        View {
            under: (&self.under.0, self.under.1),
            ..View::of(self.recorded.entries())
        }
    }

    fn rule(&self, number: usize, over: &Over<'_>, by_lines: bool) -> Option<Answer> {
        let mut evaluator = self.evaluator(number, over);
        if !by_lines {
            evaluator.lines = None;
        }
        evaluator.answer(&evaluator.rule.test).ok()
    }

    /// What a formula of a rule comes to, when it is known.
    pub(super) fn known(&self, number: usize, formula: &Formula) -> Option<Value> {
        let over = self.over_nothing();
        match self.evaluator(number, &over).value(formula).ok()? {
            Operand::Known(value) => Some(value.into_owned()),
            Operand::Unknown | Operand::Nothing => None,
        }
    }

    /// The answers of all rules under a draft, given those before it.
    pub(super) fn tried(&self, over: &Over<'_>) -> Option<Answers> {
        self.again(self.answers.clone(), over, over, true)
    }

    /// The answers with those of the rules that may read what `changed` names made anew.
    pub(super) fn again(
        &self,
        mut answers: Answers,
        changed: &Over<'_>,
        over: &Over<'_>,
        by_lines: bool,
    ) -> Option<Answers> {
        for (number, answer) in answers.iter_mut().enumerate() {
            if self.touches(number, changed) {
                *answer = self.rule(number, over, by_lines)?;
            }
        }
        Some(answers)
    }

    fn touches(&self, number: usize, over: &Over<'_>) -> bool {
        let waits = over.waits && self.prepared.rules[number].reads_today;
        waits || self.prepared.sheets[number].bits & over.bits != 0
    }

    /// The answer of all criteria, given those of the rules.
    pub(super) fn root(&self, answers: &[Answer], over: &Over<'_>) -> Option<Answer> {
        self.demand(&self.searchable.root, answers, over)
    }

    fn demand(&self, demand: &Demand, answers: &[Answer], over: &Over<'_>) -> Option<Answer> {
        match demand {
            Demand::Rule(number) => Some(answers[*number]),
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
                let grounds = self.prepared.grounds(self.assumed(over));
                let world = self.prepared.world(&grounds, over.on);
                Some(self.prepared.scores[*number].tally(&world).ok()?.answer())
            }
            Demand::Judged => Some(Answer::Unknown),
            Demand::Advisory(inner) => self.demand(inner, answers, over),
        }
    }

    /// The facts as a draft assumes them.
    pub(super) fn assumed(&self, over: &Over<'_>) -> Recorded {
        let assumed = over.stated.iter().chain(&over.follows);
        // What is laid over comes last.
        self.recorded.changed(self.under.0.iter().chain(assumed))
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
