//! Criteria answered again and again for facts that differ in little.
//!
//! Main type: [`Trial`]. A condition is answered anew only when it may read what a draft changes; the others answer as
//! before. Of comparisons that are lines, what they come to is kept, so that a draft adds to it what it changes.

use crate::criteria::at_least;
use crate::evaluate::Evaluator;
use crate::few::Few;
use crate::operand::Operand;
use crate::plan::{Formula, Question};
use crate::prepared::{
    Assumed, Branch, Demand, Demanded, Leaf, Prepared, Recorded, Searchable, Seen, Stand, To, View,
    bit,
};
use crate::{Answer, Day, Value};

/// The answer of every leaf; none where it has none. Few criteria have more leaves than fit in place.
pub(super) type Answers = Few<Option<Answer>, 40>;

/// Criteria, the facts of a subject and a day, with the answer of every leaf.
pub(super) struct Trial<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) searchable: &'a Searchable,
    recorded: &'a Recorded,
    /// What is assumed of some facts already, and their bits.
    under: (Vec<Assumed>, u64),
    pub(super) on: Day,
    pub(super) answers: Answers,
    /// What the line of every leaf comes to.
    pub(super) stands: Vec<Option<Stand>>,
}

/// What a draft assumes, with what follows for registers as a whole.
pub(super) struct Over<'d> {
    stated: [&'d [Assumed]; 2],
    follows: Vec<Assumed>,
    /// The bits of the facts.
    bits: u64,
    on: Day,
    waits: bool,
}

impl Demanded {
    /// Whether it is given.
    fn answer(self, answers: &[Option<Answer>]) -> Option<Answer> {
        let answer = answers[self.leaf]?;
        Some(if self.holds { answer } else { answer.negate() })
    }
}

impl Over<'_> {
    fn assumed(&self) -> impl Iterator<Item = &Assumed> {
        self.stated.into_iter().flatten().chain(&self.follows)
    }

    /// Whether a leaf may read what is assumed.
    fn touches(&self, leaf: &Leaf) -> bool {
        self.bits & leaf.bits != 0 || self.waits && leaf.reads_today
    }
}

impl<'a> Trial<'a> {
    /// None when a rule cannot be answered.
    pub(super) fn new(prepared: &'a Prepared<'a>, recorded: &'a Recorded) -> Option<Self> {
        let searchable = prepared.searchable();
        let view = View::of(recorded.entries());
        let leaves = searchable.leaves.iter();
        let stands = leaves.map(|leaf| leaf.line.as_ref()?.stand(&view));
        let mut trial = Self {
            prepared,
            searchable,
            recorded,
            under: (Vec::new(), 0),
            on: prepared.on,
            answers: Answers::of(searchable.leaves.len()),
            stands: stands.collect(),
        };
        let mut answers = trial.answers.clone();
        for ((leaf, stand), answer) in trial.leaves().zip(answers.iter_mut()) {
            let by_line = leaf.line.as_ref().zip(*stand);
            *answer = match by_line {
                Some((line, stand)) => Some(line.answer(stand)),
                None => trial.general(leaf, &view, trial.on),
            };
        }
        trial.answers = answers;
        trial.all_answered(&trial.answers).then_some(trial)
    }

    /// The world under a draft, in which the leaves answer so.
    pub(super) fn under(&self, over: &Over<'_>, answers: Answers) -> Self {
        let view = self.view(over);
        let stands = self.leaves().map(|(leaf, stand)| {
            let line = leaf.line.as_ref()?;
            if over.touches(leaf) {
                line.moved(*stand, &view)
            } else {
                *stand
            }
        });
        Self {
            prepared: self.prepared,
            searchable: self.searchable,
            recorded: self.recorded,
            under: (over.assumed().cloned().collect(), over.bits),
            on: over.on,
            answers,
            stands: stands.collect(),
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
        let bits = stated.into_iter().flatten().fold(0, add);
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
        self.now().before(fact)
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

    /// The answer of a leaf, by its line where it has one and that is asked for.
    fn leaf(&self, number: usize, view: &View<'_>, on: Day, by_line: bool) -> Option<Answer> {
        let leaf = &self.searchable.leaves[number];
        if by_line
            && let Some(line) = &leaf.line
            && let Some(stand) = line.moved(self.stands[number], view)
        {
            return Some(line.answer(stand));
        }
        self.general(leaf, view, on)
    }

    /// The answer of a leaf by the general evaluation.
    fn general(&self, leaf: &Leaf, view: &View<'_>, on: Day) -> Option<Answer> {
        let evaluator = self.evaluator(leaf.rule, *view, on);
        evaluator.answer(&leaf.test).ok()
    }

    /// The leaves, each with what its line comes to.
    fn leaves(&self) -> impl Iterator<Item = (&'a Leaf, &Option<Stand>)> {
        self.searchable.leaves.iter().zip(&self.stands)
    }

    /// Whether a leaf answers as wanted under what is assumed.
    pub(super) fn turned(&self, number: usize, over: &Over<'_>, wanted: Answer) -> bool {
        self.leaf(number, &self.view(over), over.on, true) == Some(wanted)
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

    /// The answers of all leaves under a draft, given those before it.
    pub(super) fn tried(&self, over: &Over<'_>) -> Option<Answers> {
        self.again(self.answers.clone(), over, over, true)
    }

    /// Whether what `changed` names can be left out of a draft that suffices: the answers without it. Only leaves that
    /// may read it can answer otherwise.
    pub(super) fn still(
        &self,
        answers: &Answers,
        changed: &Over<'_>,
        over: &Over<'_>,
    ) -> Option<Answers> {
        if let Some(all) = &self.searchable.all {
            let view = self.view(over);
            let fails = |demanded: &Demanded| {
                changed.touches(&self.searchable.leaves[demanded.leaf])
                    && self.leaf(demanded.leaf, &view, over.on, true)
                        == Some(Answer::from(!demanded.holds))
            };
            if all.iter().any(fails) {
                return None;
            }
        }
        let answers = self.again(answers.clone(), changed, over, true)?;
        let answer = self.root(&answers, over)?;
        (answer != Answer::NotMet).then_some(answers)
    }

    /// The answers with those of the leaves that may read what `changed` names made anew. None when a rule cannot be
    /// answered.
    pub(super) fn again(
        &self,
        mut answers: Answers,
        changed: &Over<'_>,
        over: &Over<'_>,
        by_line: bool,
    ) -> Option<Answers> {
        let view = self.view(over);
        let mut all_known = true;
        let leaves = self.searchable.leaves.iter().enumerate();
        for ((number, leaf), answer) in leaves.zip(answers.iter_mut()) {
            if changed.touches(leaf) {
                *answer = self.leaf(number, &view, over.on, by_line);
            }
            all_known &= answer.is_some();
        }
        (all_known || self.all_answered(&answers)).then_some(answers)
    }

    fn all_answered(&self, answers: &Answers) -> bool {
        let mut rules = self.searchable.rules.iter();
        rules.all(|rule| branch(rule, answers).is_some())
    }

    /// The answer of a branch as things stand.
    pub(super) fn standing(&self, of: &Branch) -> Option<Answer> {
        branch(of, &self.answers)
    }

    /// The answer of all criteria, given those of the leaves.
    pub(super) fn root(&self, answers: &Answers, over: &Over<'_>) -> Option<Answer> {
        let Some(all) = &self.searchable.all else {
            return self.demand(&self.searchable.root, answers, over);
        };
        let (mut all, answers) = (all.iter(), &answers[..]);
        all.try_fold(Answer::Met, |all, demanded| {
            Some(all.and(demanded.answer(answers)?))
        })
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
fn branch(of: &Branch, answers: &[Option<Answer>]) -> Option<Answer> {
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
