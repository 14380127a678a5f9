//! How a policy stands for a firm: held, met, short of a condition or two, open, far.
//!
//! Main items: [`Standing`], [`mark`].

use benfu_app::policy::Rung;
use benfu_rules::Answer;

use crate::locale::{Lang, count};
use crate::view::{Mark, Tone};
use crate::words;

/// Conditions that a firm may lack and still be within reach, when at least half of all are met.
const WITHIN_REACH: usize = 2;

/// How a policy stands, from the bottom of the ladder up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// The title is held.
    Held,
    /// All conditions are met; the title is not held.
    Met,
    /// All facts are there; reviewers judge.
    Judged,
    /// One or two conditions are lacking.
    Short,
    /// Facts are missing.
    Open,
    /// More is lacking.
    Far,
    /// The firm is outside the territory.
    Outside,
}

/// How a policy stands.
pub(super) fn standing(rung: &Rung) -> Standing {
    if rung.held.is_some() {
        return Standing::Held;
    }
    match rung.answer {
        Answer::Met => Standing::Met,
        Answer::Unknown if rung.missing.is_empty() && rung.judgement => Standing::Judged,
        Answer::Unknown => Standing::Open,
        Answer::NotMet if rung.outside => Standing::Outside,
        Answer::NotMet if is_near(rung) => Standing::Short,
        Answer::NotMet => Standing::Far,
    }
}

fn is_near(rung: &Rung) -> bool {
    (1..=WITHIN_REACH).contains(&rung.failing.len()) && 2 * met(rung) >= rung.conditions
}

/// How many conditions are met.
pub(super) fn met(rung: &Rung) -> usize {
    rung.conditions
        .saturating_sub(rung.failing.len())
        .saturating_sub(rung.open)
}

/// Where it stands on the ladder: what is nearest first.
pub(super) fn height(rung: &Rung) -> (Standing, usize, usize) {
    (standing(rung), rung.failing.len(), rung.missing.len())
}

/// The standing in words: the title when it is held, else what [`conditions`] says.
pub(super) fn mark(lang: Lang, rung: &Rung) -> Mark {
    held(lang, rung).unwrap_or_else(|| conditions(lang, rung))
}

/// The title, when it is held.
pub(super) fn held(lang: Lang, rung: &Rung) -> Option<Mark> {
    let status = rung.held.as_ref()?;
    let text = match status.until.and_then(words::date_of) {
        Some(day) => lang.tv("standing-held-until", lang.date(day)),
        None => lang.t("standing-held"),
    };
    Some(Mark::new(text, Tone::Good))
}

/// Whether the conditions hold today, whatever is held.
pub(super) fn conditions(lang: Lang, rung: &Rung) -> Mark {
    let (lacking, missing) = (count(rung.failing.len()), count(rung.missing.len()));
    match rung.answer {
        Answer::Met => Mark::new(lang.t("standing-met"), Tone::Busy),
        Answer::Unknown if rung.missing.is_empty() && rung.judgement => {
            Mark::new(lang.t("standing-judged"), Tone::Busy)
        }
        Answer::Unknown => Mark::new(lang.tn("standing-open", missing), Tone::Open),
        Answer::NotMet if rung.outside => Mark::new(lang.t("standing-outside"), Tone::Plain),
        Answer::NotMet if is_near(rung) => {
            Mark::new(lang.tn("standing-short", lacking), Tone::Watch)
        }
        Answer::NotMet => Mark::new(lang.tn("standing-short", lacking), Tone::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_rules::Question;

    fn rung(answer: Answer, failing: usize, open: usize) -> Rung {
        Rung {
            policy: "hnte".to_owned(),
            edition: "2016".to_owned(),
            held: None,
            answer,
            conditions: 6,
            failing: (0..failing).map(|index| format!("c{index}")).collect(),
            open,
            outside: false,
            missing: Vec::new(),
            judgement: false,
        }
    }

    #[test]
    fn two_of_six_short_is_within_reach_and_three_is_not() {
        assert_eq!(standing(&rung(Answer::NotMet, 2, 0)), Standing::Short);
        assert_eq!(standing(&rung(Answer::NotMet, 3, 0)), Standing::Far);
    }

    #[test]
    fn one_short_is_not_within_reach_while_most_cannot_be_told() {
        assert_eq!(standing(&rung(Answer::NotMet, 1, 2)), Standing::Short);
        assert_eq!(standing(&rung(Answer::NotMet, 1, 4)), Standing::Far);
    }

    #[test]
    fn an_open_answer_waits_for_reviewers_only_when_no_fact_is_missing() {
        let mut open = rung(Answer::Unknown, 0, 1);
        open.judgement = true;
        assert_eq!(standing(&open), Standing::Judged);
        open.missing.push(Question::Concept {
            concept: "sales".into(),
            years_back: 0,
        });
        assert_eq!(standing(&open), Standing::Open);
    }

    #[test]
    fn a_firm_outside_the_territory_is_neither_near_nor_far() {
        let mut outside = rung(Answer::NotMet, 1, 0);
        outside.outside = true;
        assert_eq!(standing(&outside), Standing::Outside);
    }
}
