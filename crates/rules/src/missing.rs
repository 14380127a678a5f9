//! What would settle an outcome that cannot tell yet.
//!
//! Main functions: [`Outcome::missing`] and [`Outcome::undecided`]. Who is asked, and on which
//! form, does not belong here.

use std::collections::BTreeSet;

use crate::trace::{Condition, ConditionKind, Outcome, Side, SideValue, Use};
use crate::{Answer, Question};

/// Alternatives kept per condition. While no condition has more, the result is exact; beyond it
/// the smallest ones are kept, so the result still suffices but may not be the smallest.
const MOST_ALTERNATIVES: usize = 64;

type Questions = BTreeSet<Question>;

impl Outcome {
    /// The smallest set of facts that, turning out well, makes the answer *met*. Empty when the
    /// answer is already settled. Of `a || b` it is one of the two; of `a && b` both; what can no
    /// longer change the answer is never asked.
    ///
    /// Each unknown condition is taken as free to go either way. The set is the smallest while no
    /// condition has more than 64 minimal alternatives; beyond that the search is greedy.
    pub fn missing(&self) -> Vec<Question> {
        self.missing_for(Answer::Met)
    }

    /// Like [`missing`](Self::missing), for the answer wanted (met or not met).
    pub fn missing_for(&self, wanted: Answer) -> Vec<Question> {
        if !self.answer.is_unknown() || wanted.is_unknown() {
            return Vec::new();
        }
        let alternatives = alternatives(&self.trace, wanted);
        let smallest = alternatives.into_iter().next().unwrap_or_default();
        smallest.into_iter().collect()
    }

    /// Every fact that can still change the answer. Once all of them are known, the answer is
    /// settled whatever they say.
    pub fn undecided(&self) -> Vec<Question> {
        let mut open = Questions::new();
        collect_undecided(&self.trace, &mut open);
        open.into_iter().collect()
    }
}

/// The minimal sets of facts that could turn a condition to the wanted answer, smallest first.
/// None when it cannot turn; the empty set when it is there already.
fn alternatives(condition: &Condition, wanted: Answer) -> Vec<Questions> {
    if condition.answer == wanted {
        return vec![Questions::new()];
    }
    if !condition.answer.is_unknown() {
        return Vec::new();
    }
    match &condition.kind {
        ConditionKind::All(parts) if wanted == Answer::Met => together(parts, wanted),
        ConditionKind::All(parts) => separately(parts, wanted),
        ConditionKind::Any(parts) if wanted == Answer::Met => separately(parts, wanted),
        ConditionKind::Any(parts) => together(parts, wanted),
        ConditionKind::Not(inner) => alternatives(inner, wanted.negate()),
        ConditionKind::Choice { test, yes, no } => {
            choice_alternatives(test, yes.as_deref(), no.as_deref(), wanted)
        }
        ConditionKind::Constant(_)
        | ConditionKind::Comparison { .. }
        | ConditionKind::Flag(_)
        | ConditionKind::OneOf { .. }
        | ConditionKind::Among { .. }
        | ConditionKind::Held(_)
        | ConditionKind::RecordedAsNone { .. } => vec![condition.open_questions()],
    }
}

fn together(parts: &[Condition], wanted: Answer) -> Vec<Questions> {
    let start = vec![Questions::new()];
    parts.iter().fold(start, |sets, part| {
        crossed(&sets, &alternatives(part, wanted))
    })
}

fn separately(parts: &[Condition], wanted: Answer) -> Vec<Questions> {
    let each = parts.iter().flat_map(|part| alternatives(part, wanted));
    minimal(each.collect())
}

fn choice_alternatives(
    test: &Condition,
    yes: Option<&Condition>,
    no: Option<&Condition>,
    wanted: Answer,
) -> Vec<Questions> {
    let by = |branch: Option<&Condition>| {
        branch.map_or_else(Vec::new, |branch| alternatives(branch, wanted))
    };
    let (yes, no) = (by(yes), by(no));
    let mut sets = crossed(&alternatives(test, Answer::Met), &yes);
    sets.extend(crossed(&alternatives(test, Answer::NotMet), &no));
    sets.extend(crossed(&yes, &no));
    minimal(sets)
}

/// Every union of a set of one side with a set of the other.
fn crossed(left: &[Questions], right: &[Questions]) -> Vec<Questions> {
    let unions = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| left | right));
    minimal(unions.collect())
}

/// The sets that contain no other, smallest first, at most [`MOST_ALTERNATIVES`].
fn minimal(mut sets: Vec<Questions>) -> Vec<Questions> {
    sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<Questions> = Vec::new();
    for set in sets {
        if kept.len() == MOST_ALTERNATIVES {
            break;
        }
        if !kept.iter().any(|smaller| smaller.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

fn collect_undecided(condition: &Condition, open: &mut Questions) {
    if !condition.answer.is_unknown() {
        return;
    }
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            for part in parts {
                collect_undecided(part, open);
            }
        }
        ConditionKind::Not(inner) => collect_undecided(inner, open),
        ConditionKind::Choice { test, yes, no } => {
            let branches = [Some(test), yes.as_ref(), no.as_ref()];
            for part in branches.into_iter().flatten() {
                collect_undecided(part, open);
            }
        }
        ConditionKind::Constant(_)
        | ConditionKind::Comparison { .. }
        | ConditionKind::Flag(_)
        | ConditionKind::OneOf { .. }
        | ConditionKind::Among { .. }
        | ConditionKind::Held(_)
        | ConditionKind::RecordedAsNone { .. } => open.extend(condition.open_questions()),
    }
}

impl Condition {
    /// The facts that leave this one condition open, without its parts: those not recorded, or,
    /// where all are recorded, those that could not be placed (a code without a rank) and have to
    /// be recorded anew.
    pub(crate) fn open_questions(&self) -> BTreeSet<Question> {
        if !self.answer.is_unknown() {
            return BTreeSet::new();
        }
        let sides: &[&Side] = match &self.kind {
            ConditionKind::Comparison { left, right, .. } => &[left, right],
            ConditionKind::Among { item, codes } => &[item, codes],
            ConditionKind::Flag(side) | ConditionKind::OneOf { item: side, .. } => &[side],
            ConditionKind::Held(found) | ConditionKind::RecordedAsNone { found, .. } => {
                return found.open_question().into_iter().cloned().collect();
            }
            ConditionKind::Constant(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Choice { .. } => &[],
        };
        let unknown = |side: &&&Side| side.value == SideValue::Unknown;
        let open = sides.iter().filter(unknown).flat_map(|side| side.uses());
        let open: BTreeSet<_> = open
            .filter_map(|used| used.open_question().cloned())
            .collect();
        if !open.is_empty() {
            return open;
        }
        let all = sides.iter().flat_map(|side| side.uses());
        all.filter_map(|used| used.question().cloned()).collect()
    }

    /// Whether both sides are known and still do not compare: a code that the vocabulary has not ranked.
    fn cannot_be_placed(&self, sides: [&Side; 2]) -> bool {
        let known = |side: &Side| matches!(side.value, SideValue::Known(_));
        self.answer.is_unknown() && sides.into_iter().all(known)
    }

    /// Adds every fact and parameter this condition and its parts looked at.
    pub(crate) fn collect_uses(&self, uses: &mut Vec<Use>) {
        match &self.kind {
            ConditionKind::Constant(_) => {}
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                for part in parts {
                    part.collect_uses(uses);
                }
            }
            ConditionKind::Not(inner) => inner.collect_uses(uses),
            ConditionKind::Choice { test, yes, no } => {
                let branches = [Some(test), yes.as_ref(), no.as_ref()];
                let parts = branches.into_iter().flatten();
                parts.for_each(|part| part.collect_uses(uses));
            }
            ConditionKind::Comparison { left, right, .. } => {
                let both = left.uses().into_iter().chain(right.uses());
                if self.cannot_be_placed([left, right]) {
                    uses.extend(both.map(Use::forgotten));
                } else {
                    uses.extend(both);
                }
            }
            ConditionKind::Among { item, codes } => {
                uses.extend(item.uses().into_iter().chain(codes.uses()));
            }
            ConditionKind::Flag(side) | ConditionKind::OneOf { item: side, .. } => {
                uses.extend(side.uses());
            }
            ConditionKind::Held(found) | ConditionKind::RecordedAsNone { found, .. } => {
                uses.push(found.clone());
            }
        }
    }
}
