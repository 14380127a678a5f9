//! What has to be asked: only true gaps, and old values for confirmation.

use super::Item;
use crate::fact::Held;
use crate::period::Period;
use benfu_rules::{Day, Question};

/// How much an item asks of whoever answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Nothing is on record: a value is asked for.
    Gap,
    /// A value is on record that may be out of date: a confirmation is asked for.
    Confirm,
    /// A value of the very period, or a recent one, is on record: nothing is asked.
    Fresh,
    /// Nothing is on record, and it could not change the answer: nothing is asked.
    Unneeded,
}

/// The fact on record that answers an item of a round opened on a day.
pub fn standing<'a>(facts: &'a [Held], item: &Item, opened_on: Day) -> Option<&'a Held> {
    let period = item.asked.period(opened_on);
    let mut same = facts.iter().filter(|fact| fact.concept == item.concept);
    if period == Period::Always {
        return same
            .filter(|fact| !matches!(fact.period, Period::Year(_)))
            .max_by_key(|fact| fact.period);
    }
    same.find(|fact| fact.period == period)
}

/// What an item asks on a day. `needed` are the facts that can still change the answer a form is made for; without a
/// policy every gap is asked.
pub fn presence(
    item: &Item,
    held: Option<&Held>,
    (opened_on, today): (Day, Day),
    fresh_months: u32,
    needed: Option<&[Question]>,
) -> Presence {
    match held {
        Some(held) if is_fresh(held, today, fresh_months) => Presence::Fresh,
        Some(_) => Presence::Confirm,
        None if needed.is_some_and(|needed| !asks(needed, item, opened_on)) => Presence::Unneeded,
        None => Presence::Gap,
    }
}

/// A value of a closed period stays true; any other is as fresh as its source's date. Without a date its age is not
/// known, so it is shown for confirmation.
fn is_fresh(held: &Held, today: Day, fresh_months: u32) -> bool {
    if matches!(held.period, Period::Year(_)) {
        return true;
    }
    let months = i32::try_from(fresh_months).unwrap_or(i32::MAX);
    let expires = |dated: Day| dated.plus_months(months);
    held.source
        .dated
        .and_then(expires)
        .is_some_and(|last| last >= today)
}

fn asks(needed: &[Question], item: &Item, opened_on: Day) -> bool {
    needed.iter().any(|question| match question {
        Question::Concept {
            concept,
            years_back,
        } => {
            let year = Period::Year(opened_on.year() - 1 - i32::from(*years_back));
            let period = item.asked.period(opened_on);
            let same_year = period == year || (period == Period::Always && *years_back == 0);
            **concept == *item.concept && same_year
        }
        Question::Register { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Asked;
    use crate::fact::{Level, Observed, Source, SourceKind};
    use crate::id::SubjectKey;
    use benfu_rules::{Exact, Value};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn held(period: Period, dated: Option<&str>) -> Held {
        Held {
            subject: SubjectKey(1),
            concept: "staff".to_owned(),
            period,
            observed: Observed::Value(Value::Number(Exact::whole(40))),
            level: Level::Members,
            source: Source {
                kind: SourceKind::Declared,
                title: "form".to_owned(),
                reference: None,
                dated: dated.map(day),
            },
        }
    }

    fn item(asked: Asked) -> Item {
        Item {
            concept: "staff".to_owned(),
            asked,
        }
    }

    fn found(asked: Asked, held: Option<&Held>, needed: Option<&[Question]>) -> Presence {
        let days = (day("2025-07-01"), day("2025-07-15"));
        presence(&item(asked), held, days, 12, needed)
    }

    #[test]
    fn a_value_of_the_very_year_is_not_asked_again() {
        let known = held(Period::Year(2024), None);
        let asked = Asked::ClosedYear(0);
        assert_eq!(found(asked, Some(&known), None), Presence::Fresh);
        let facts = [held(Period::Year(2023), None), known];
        let standing = standing(&facts, &item(asked), day("2025-07-01"));
        assert_eq!(standing, Some(&facts[1]));
    }

    #[test]
    fn an_old_or_undated_value_is_shown_for_confirmation() {
        for (dated, presence) in [
            (Some("2024-07-15"), Presence::Fresh),
            (Some("2024-07-14"), Presence::Confirm),
            (None, Presence::Confirm),
        ] {
            let known = held(Period::Always, dated);
            assert_eq!(found(Asked::Latest, Some(&known), None), presence);
        }
    }

    #[test]
    fn a_gap_that_cannot_change_the_answer_is_not_asked() {
        let asked = Asked::ClosedYear(1);
        let question = |years_back| Question::Concept {
            concept: "staff".into(),
            years_back,
        };
        assert_eq!(found(asked, None, None), Presence::Gap);
        assert_eq!(found(asked, None, Some(&[])), Presence::Unneeded);
        assert_eq!(found(asked, None, Some(&[question(0)])), Presence::Unneeded);
        assert_eq!(found(asked, None, Some(&[question(1)])), Presence::Gap);
    }
}
