//! Recording facts, and taking recordings back.

use super::codec::written;
use crate::write::Expect;
use crate::{Arg, Write};
use benfu_domain::fact::{Level, Observed};
use benfu_domain::id::SubjectKey;
use benfu_domain::period::Period;

/// A fact to be recorded, with the integer key of its concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// About whom or what.
    pub subject: SubjectKey,
    /// Key of the concept, from [`crate::Store::concept_keys`].
    pub concept: i64,
    /// When it was true.
    pub period: Period,
    /// What was observed; `None` retracts.
    pub observed: Option<Observed>,
    /// Who may see it.
    pub level: Level,
}

impl NewFact {
    fn place(&self) -> (SubjectKey, i64, i64) {
        (self.subject, self.concept, self.period.key())
    }
}

/// Around recordings whose subjects may have some already. Both engines name the columns of VALUES alike: the first
/// is the subject, and the line comes last.
const NEXT_LINES: (&str, &str) = (
    "INSERT INTO recording (subject, recorded_ms, source, facts, entry, line) SELECT v.*, \
     COALESCE((SELECT MAX(r.line) FROM recording r WHERE r.subject = v.column1), 0) + 1 FROM (VALUES ",
    ") AS v",
);

/// Around recordings that are the first of their subjects: nothing needs to be looked up.
const FIRST_LINES: (&str, &str) = (
    "INSERT INTO recording (subject, recorded_ms, source, facts, entry, line) SELECT v.*, 1 FROM (VALUES ",
    ") AS v",
);

impl Write {
    /// Records facts from one source ([`Write::add_source`]): one row of the journal for each subject. A call that
    /// states the same subject, concept and period twice is refused when it is committed. With `fresh`, the caller
    /// knows that nothing has been recorded about the subjects yet.
    pub fn record_facts(
        &mut self,
        facts: &[NewFact],
        source: i64,
        recorded_ms: i64,
        fresh: bool,
    ) -> &mut Write {
        let mut facts: Vec<&NewFact> = facts.iter().collect();
        facts.sort_by_key(|fact| fact.place());
        if facts.windows(2).any(|two| two[0].place() == two[1].place()) {
            return self.step("", Vec::new(), Expect::Refused("fact"));
        }
        let rows = facts
            .chunk_by(|one, next| one.subject == next.subject)
            .map(|about| {
                [
                    Arg::Int(about[0].subject.0),
                    Arg::Int(recorded_ms),
                    Arg::Int(source),
                    Arg::Text(written(about)),
                ]
            });
        let (before, after) = if fresh { FIRST_LINES } else { NEXT_LINES };
        self.around_rows("fact", (before.to_owned(), after.to_owned()), 4, rows)
    }

    /// Takes back everything that an entry recorded: from now on its recordings are passed over.
    pub(crate) fn withdraw_recordings(&mut self, entry: i64, withdrawn_ms: i64) -> &mut Write {
        let sql =
            "INSERT INTO fact_withdrawn (entry, withdrawn_by, withdrawn_ms) VALUES ($1, $2, $3)";
        let args = vec![entry.into(), self.entry_arg(), withdrawn_ms.into()];
        self.step(sql, args, Expect::Fresh("withdrawal"))
    }
}
