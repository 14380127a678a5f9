//! How an answer stands to what is on record.

use crate::fact::{Concept, Dictionary, Heading, Observed, SourceKind, Unfit};
use crate::word::worded;
use crate::written::{Absence, absence};

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Nothing: no answer, and never a zero.
    Blank,
    /// A value, *none* or *not applicable*.
    Said(Observed),
    /// They do not want to say, or do not know.
    Declined,
    /// It does not fit the concept.
    Unreadable(Unfit),
}

impl Given {
    /// Reads what was written under a header.
    pub fn read(
        dictionary: &Dictionary,
        concept: &Concept,
        text: &str,
        heading: &Heading,
    ) -> Given {
        if matches!(absence(text), Some(Absence::Undisclosed | Absence::Unknown)) {
            return Given::Declined;
        }
        match dictionary.read_under(concept, text, heading) {
            Ok(Some(observed)) => Given::Said(observed),
            Ok(None) => Given::Blank,
            Err(unfit) => Given::Unreadable(unfit),
        }
    }
}

worded! {
    /// What an answer is, beside what is on record.
    Verdict {
        /// Nothing was on record.
        New = "new",
        /// It is what is on record.
        Confirmed = "confirmed",
        /// It differs from an earlier statement of the same weight.
        Changed = "changed",
        /// A person has to decide.
        Conflict = "conflict",
        /// No value is given.
        Declined = "declined",
        /// It cannot be read.
        Unreadable = "unreadable",
    }
}

worded! {
    /// Why a person has to decide.
    Clash {
        /// Another return of the same round says something else.
        TwoReturns = "two_returns",
        /// An authority's register or a measurement says something else.
        BetterSource = "better_source",
        /// The record has changed since the form was sent.
        ChangedSince = "changed_since",
    }
}

/// Who vouches for what is on record, as seen from the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouching {
    /// An earlier answer by the same link, which may be corrected.
    SameHand,
    /// Another return of this round.
    OtherReturn,
    /// Anything else, of this kind.
    Source(SourceKind),
}

/// What is on record when an answer comes.
#[derive(Debug, Clone, Copy)]
pub struct OnRecord<'a> {
    /// The value now.
    pub now: Option<&'a Observed>,
    /// Who vouches for it.
    pub vouching: Vouching,
    /// The value when the form was sent, which the recipient saw.
    pub shown: Option<&'a Observed>,
}

/// An answer with its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// What it is.
    pub verdict: Verdict,
    /// Why a person has to decide, for a conflict.
    pub clash: Option<Clash>,
}

impl Judged {
    fn plain(verdict: Verdict) -> Judged {
        Judged {
            verdict,
            clash: None,
        }
    }
}

/// Compares an answer with the record; `None` for no answer.
pub fn judge(given: &Given, record: OnRecord<'_>) -> Option<Judged> {
    let said = match given {
        Given::Blank => return None,
        Given::Declined => return Some(Judged::plain(Verdict::Declined)),
        Given::Unreadable(_) => return Some(Judged::plain(Verdict::Unreadable)),
        Given::Said(said) => said,
    };
    let Some(now) = record.now else {
        return Some(Judged::plain(Verdict::New));
    };
    if said == now {
        return Some(Judged::plain(Verdict::Confirmed));
    }
    Some(match clash(record) {
        None => Judged::plain(Verdict::Changed),
        clash => Judged {
            verdict: Verdict::Conflict,
            clash,
        },
    })
}

fn clash(record: OnRecord<'_>) -> Option<Clash> {
    match record.vouching {
        Vouching::SameHand => None,
        Vouching::OtherReturn => Some(Clash::TwoReturns),
        Vouching::Source(SourceKind::Official | SourceKind::Measured) => Some(Clash::BetterSource),
        Vouching::Source(SourceKind::Declared | SourceKind::Imported | SourceKind::Derived) => {
            (record.now != record.shown).then_some(Clash::ChangedSince)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_rules::{Exact, Value};

    fn number(value: i128) -> Observed {
        Observed::Value(Value::Number(Exact::whole(value)))
    }

    fn verdict(
        given: &Given,
        now: Option<i128>,
        shown: Option<i128>,
        vouching: Vouching,
    ) -> Judged {
        let (now, shown) = (now.map(number), shown.map(number));
        let record = OnRecord {
            now: now.as_ref(),
            vouching,
            shown: shown.as_ref(),
        };
        judge(given, record).expect("an answer")
    }

    const OWN: Vouching = Vouching::Source(SourceKind::Declared);

    #[test]
    fn no_answer_is_no_answer() {
        let record = OnRecord {
            now: None,
            vouching: OWN,
            shown: None,
        };
        assert_eq!(judge(&Given::Blank, record), None);
    }

    #[test]
    fn an_answer_is_new_confirmed_or_changed() {
        let said = Given::Said(number(5));
        assert_eq!(verdict(&said, None, None, OWN).verdict, Verdict::New);
        let same = verdict(&said, Some(5), Some(5), OWN);
        assert_eq!(same.verdict, Verdict::Confirmed);
        let other = verdict(&said, Some(4), Some(4), OWN);
        assert_eq!(other.verdict, Verdict::Changed);
        let none = Given::Said(Observed::None);
        assert_eq!(
            verdict(&none, Some(4), Some(4), OWN).verdict,
            Verdict::Changed
        );
    }

    #[test]
    fn a_better_or_concurrent_source_makes_a_conflict() {
        let said = Given::Said(number(5));
        let clash = |now, shown, vouching| verdict(&said, now, shown, vouching).clash;
        for kind in [SourceKind::Official, SourceKind::Measured] {
            let found = clash(Some(4), Some(4), Vouching::Source(kind));
            assert_eq!(found, Some(Clash::BetterSource));
        }
        let two = clash(Some(4), None, Vouching::OtherReturn);
        assert_eq!(two, Some(Clash::TwoReturns));
        assert_eq!(clash(Some(4), Some(3), OWN), Some(Clash::ChangedSince));
        assert_eq!(clash(Some(4), Some(3), Vouching::SameHand), None);
    }

    #[test]
    fn a_refusal_and_an_unreadable_cell_are_no_values() {
        let declined = verdict(&Given::Declined, Some(4), Some(4), OWN);
        assert_eq!(declined.verdict, Verdict::Declined);
        let unfit = Given::Unreadable(Unfit {
            zh: String::new(),
            en: String::new(),
        });
        let unreadable = verdict(&unfit, Some(4), Some(4), OWN);
        assert_eq!(unreadable.verdict, Verdict::Unreadable);
    }
}
