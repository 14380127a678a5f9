//! What stands of the recordings about some subjects, at an instant.
//!
//! Main items: [`Recording`], [`standing`]. This is the only place that decides which of several statements about
//! the same thing stands; the journal itself is never changed. How recordings are read belongs to
//! [`super::journal`].

use super::codec::Stated;
use benfu_domain::id::SubjectKey;
use std::collections::BTreeMap;

/// The instant at which everything recorded and withdrawn so far is known.
pub(super) const NOW: i64 = i64::MAX;

/// What one act recorded about one subject from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recording {
    /// About whom or what.
    pub(super) subject: SubjectKey,
    /// The circumstances that its facts share.
    pub(super) made: Made,
    /// When it was taken back with its import, milliseconds since 1970 UTC.
    pub(super) withdrawn_ms: Option<i64>,
    /// What it states.
    pub(super) facts: Vec<Stated>,
}

/// By whom, when and from what a recording was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    /// The ledger entry.
    pub(super) entry: i64,
    /// When, milliseconds since 1970 UTC.
    pub(super) recorded_ms: i64,
    /// Key of the source.
    pub(super) source: i64,
}

/// A fact with the circumstances of its recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// About whom or what.
    pub(super) subject: SubjectKey,
    /// The circumstances.
    pub(super) made: Made,
    /// When its recording was taken back.
    pub(super) withdrawn_ms: Option<i64>,
    /// The fact.
    pub(super) fact: Stated,
}

impl Recording {
    /// Does it count at an instant: made by then, and not withdrawn by then?
    fn counts_at(&self, at_ms: i64) -> bool {
        self.made.recorded_ms <= at_ms
            && self.withdrawn_ms.is_none_or(|withdrawn| withdrawn > at_ms)
    }

    /// Its facts, each with the circumstances.
    pub(super) fn each(self) -> impl Iterator<Item = Standing> {
        let (subject, made, withdrawn_ms) = (self.subject, self.made, self.withdrawn_ms);
        self.facts.into_iter().map(move |fact| Standing {
            subject,
            made,
            withdrawn_ms,
            fact,
        })
    }
}

/// The facts that stand at an instant, by subject, concept and period. `recordings` come in the order of their
/// lines: of each subject, concept and period the last one that counts stands, unless it is a retraction. A
/// withdrawn recording is passed over, so what stood before it stands again, and what came later goes on standing.
pub(super) fn standing(
    recordings: impl IntoIterator<Item = Recording>,
    at_ms: i64,
) -> impl Iterator<Item = Standing> {
    let counting = recordings
        .into_iter()
        .filter(move |recording| recording.counts_at(at_ms));
    let placed = counting.flat_map(Recording::each).map(|standing| {
        let fact = &standing.fact;
        (
            (standing.subject, fact.concept, fact.period.key()),
            standing,
        )
    });
    // Of equal keys the map keeps the last.
    let last: BTreeMap<_, Standing> = placed.collect();
    last.into_values()
        .filter(|standing| standing.fact.observed.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_domain::fact::{Level, Observed};
    use benfu_domain::period::Period;
    use benfu_rules::{Exact, Value};
    use proptest::prelude::*;

    fn stated(concept: i64, value: Option<i8>) -> Stated {
        let number = |value: i8| Observed::Value(Value::Number(Exact::whole(value.into())));
        Stated {
            concept,
            period: Period::Always,
            level: Level::Public,
            observed: value.map(number),
        }
    }

    /// A recording about one of two subjects, that states each of three concepts or not.
    fn recording() -> impl Strategy<Value = Recording> {
        let facts = prop::collection::btree_map(0..3_i64, any::<Option<i8>>(), 1..=3);
        (0..2_i64, 0..50_i64, prop::option::of(0..50_i64), facts).prop_map(
            |(subject, recorded_ms, withdrawn_ms, facts)| Recording {
                subject: SubjectKey(subject),
                made: Made {
                    entry: 0,
                    recorded_ms,
                    source: 1,
                },
                withdrawn_ms,
                facts: facts
                    .into_iter()
                    .map(|(concept, value)| stated(concept, value))
                    .collect(),
            },
        )
    }

    /// The recordings of a journal; each by an act of its own.
    fn journal() -> impl Strategy<Value = Vec<Recording>> {
        prop::collection::vec(recording(), 0..12).prop_map(|mut journal| {
            for (entry, recording) in (1..).zip(&mut journal) {
                recording.made.entry = entry;
            }
            journal
        })
    }

    /// What stands of one subject and concept, told by going back from the newest recording.
    fn told(journal: &[Recording], (subject, concept): (i64, i64), at: i64) -> Option<Stated> {
        for recording in journal.iter().rev() {
            let made = recording.made.recorded_ms <= at;
            let gone = recording.withdrawn_ms.is_some_and(|when| when <= at);
            if recording.subject.0 != subject || !made || gone {
                continue;
            }
            if let Some(fact) = recording.facts.iter().find(|fact| fact.concept == concept) {
                return fact.observed.is_some().then(|| fact.clone());
            }
        }
        None
    }

    proptest! {
        #[test]
        fn what_stands_is_what_going_back_from_the_newest_recording_finds(
            journal in journal(), at in 0..60_i64,
        ) {
            let found: Vec<_> = standing(journal.clone(), at)
                .map(|standing| ((standing.subject.0, standing.fact.concept), standing.fact))
                .collect();
            let places = (0..2).flat_map(|subject| (0..3).map(move |concept| (subject, concept)));
            let wanted: Vec<_> = places
                .filter_map(|place| told(&journal, place, at).map(|fact| (place, fact)))
                .collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn a_withdrawal_changes_nothing_that_was_known_before_it(
            journal in journal(), which in any::<prop::sample::Index>(), at in 0..60_i64,
        ) {
            prop_assume!(!journal.is_empty());
            let (mut before, mut withdrawn) = (journal.clone(), journal);
            which.get_mut(&mut before).withdrawn_ms = None;
            which.get_mut(&mut withdrawn).withdrawn_ms = Some(at + 1);
            let facts = |journal: Vec<Recording>| -> Vec<_> {
                standing(journal, at).map(|standing| (standing.made, standing.fact)).collect()
            };
            prop_assert_eq!(facts(withdrawn), facts(before));
        }

        #[test]
        fn a_withdrawn_recording_is_as_if_it_had_never_been_made(
            journal in journal(), which in any::<prop::sample::Index>(),
        ) {
            prop_assume!(!journal.is_empty());
            let (mut without, mut withdrawn) = (journal.clone(), journal);
            without.remove(which.index(without.len()));
            which.get_mut(&mut withdrawn).withdrawn_ms = Some(0);
            let found: Vec<_> = standing(withdrawn, NOW).collect();
            prop_assert_eq!(found, standing(without, NOW).collect::<Vec<_>>());
        }
    }
}
