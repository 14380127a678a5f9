//! Criteria answered again and again for facts that differ in little.
//!
//! Main type: [`Trial`]. A rule is answered anew only when it may read what a draft changes; the others answer as before.
//! Nothing is kept but answers.

use super::draft::Draft;
use crate::criteria::{Criterion, CriterionKind, at_least};
use crate::evaluate::Evaluator;
use crate::operand::Operand;
use crate::plan::{Formula, Question};
use crate::prepared::{Assumed, Prepared, Recorded, Seen, To, View, bit};
use crate::{Answer, Day, Value};

/// Criteria, the facts of a subject and a day, with the answer of every rule.
pub(super) struct Trial<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    recorded: &'a Recorded,
    /// What is assumed of some facts already.
    under: Vec<Assumed>,
    pub(super) on: Day,
    pub(super) answers: Vec<Answer>,
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
        let mut trial = Self {
            prepared,
            recorded,
            under: Vec::new(),
            on: prepared.on,
            answers: Vec::new(),
        };
        let over = trial.over_nothing();
        let rules = 0..prepared.rules.len();
        let answers = rules.map(|number| trial.rule(number, &over, true));
        trial.answers = answers.collect::<Option<_>>()?;
        Some(trial)
    }

    /// The world under a draft, in which the rules answer so.
    pub(super) fn under(&self, draft: &Draft, answers: Vec<Answer>) -> Self {
        let over = self.over(draft);
        let assumed = over.stated.iter().chain(&over.follows);
        Self {
            prepared: self.prepared,
            recorded: self.recorded,
            under: assumed.cloned().collect(),
            on: over.on,
            answers,
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

    pub(super) fn over<'d>(&self, draft: &'d Draft) -> Over<'d> {
        let follows = self.registers(&draft.facts);
        let assumed = draft.facts.iter().chain(&follows);
        Over {
            bits: assumed.fold(0, |bits, assumed| bits | bit(assumed.fact)),
            stated: &draft.facts,
            follows,
            on: draft.wait.unwrap_or(self.on),
            waits: draft.wait.is_some(),
        }
    }

    pub(super) fn evaluator<'e>(&'e self, number: usize, over: &'e Over<'_>) -> Evaluator<'e> {
        Evaluator {
            rule: self.prepared.rules[number],
            sheet: &self.prepared.sheets[number],
            view: self.view(over),
            host: (self.prepared.parameters, self.prepared.on),
            on: over.on,
            by_lines: true,
        }
    }

    pub(super) fn view<'e>(&'e self, over: &'e Over<'_>) -> View<'e> {
        View {
            facts: self.recorded.entries(),
            over: over.stated,
            follows: &over.follows,
            under: &self.under,
        }
    }

    pub(super) fn seen(&self, fact: usize) -> Seen<'_> {
        let view = View {
            facts: self.recorded.entries(),
            over: &self.under,
            follows: &[],
            under: &[],
        };
        view.seen(fact)
    }

    fn rule(&self, number: usize, over: &Over<'_>, by_lines: bool) -> Option<Answer> {
        let evaluator = Evaluator {
            by_lines,
            ..self.evaluator(number, over)
        };
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
    pub(super) fn tried(&self, over: &Over<'_>) -> Option<Vec<Answer>> {
        self.again(self.answers.clone(), over, over, true)
    }

    /// The answers with those of the rules that may read what `changed` names made anew.
    pub(super) fn again(
        &self,
        mut answers: Vec<Answer>,
        changed: &Over<'_>,
        over: &Over<'_>,
        by_lines: bool,
    ) -> Option<Vec<Answer>> {
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
        self.criterion(&self.prepared.criteria.root, answers, over)
    }

    fn criterion(
        &self,
        criterion: &Criterion,
        answers: &[Answer],
        over: &Over<'_>,
    ) -> Option<Answer> {
        match &criterion.kind {
            CriterionKind::Rule(rule) => Some(answers[self.prepared.number(rule)]),
            CriterionKind::All(parts) => {
                let mut all = self.parts(parts, answers, over);
                all.try_fold(Answer::Met, |all, part| Some(all.and(part?)))
            }
            CriterionKind::AtLeast { least, of } => {
                let of: Option<Vec<Answer>> = self.parts(of, answers, over).collect();
                Some(at_least(*least, of?))
            }
            CriterionKind::Not(inner) => Some(self.criterion(inner, answers, over)?.negate()),
            CriterionKind::Score(score) => {
                let grounds = self.prepared.grounds(self.assumed(over));
                let tally = score.tally(&self.prepared.world(&grounds, over.on)).ok()?;
                Some(tally.answer())
            }
            CriterionKind::Judged => Some(Answer::Unknown),
        }
    }

    fn parts(
        &self,
        parts: &[Criterion],
        answers: &[Answer],
        over: &Over<'_>,
    ) -> impl Iterator<Item = Option<Answer>> {
        let deciding = parts.iter().filter(|part| !part.advisory);
        deciding.map(move |part| self.criterion(part, answers, over))
    }

    /// The facts as a draft assumes them.
    pub(super) fn assumed(&self, over: &Over<'_>) -> Recorded {
        let assumed = over.stated.iter().chain(&over.follows);
        // What is laid over comes last.
        self.recorded.changed(self.under.iter().chain(assumed))
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
