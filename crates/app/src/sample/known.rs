//! What the lists say about some of the firms, so that rules can be asked about them before anything is written.
//!
//! Main types: [`Known`] and [`Stand`]. A fact counts from the day its list was taken in.

use super::firms::Firm;
use super::returns::FactList;
use crate::Failure;
use benfu_domain::Day;
use benfu_domain::fact::{Completeness, FactBook, Held, Source, SourceKind};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::Status;
use benfu_domain::period::Period;
use benfu_domain::policy::NoticeAnswer;
use benfu_packs::{Edition, Grant, Pack};
use benfu_rules::{Answer, Assessment};
use benfu_store::fact::NewFact;
use std::collections::{BTreeMap, HashMap};

/// What is known of the firms of a pool.
pub(super) struct Known {
    /// The firms, as places in the list of all, in the order in which they are looked at.
    pub(super) pool: Vec<usize>,
    facts: HashMap<SubjectKey, Vec<(Day, Held)>>,
    statuses: HashMap<PartyId, Vec<Status>>,
    completeness: Vec<Completeness>,
}

/// What the rules of a policy find of a firm.
pub(super) struct Stand {
    /// The answer.
    pub(super) answer: NoticeAnswer,
    /// The only condition that it misses.
    pub(super) missed: Option<String>,
    /// Conditions that are open.
    pub(super) open: Vec<String>,
}

impl Known {
    /// A pool of firms of which nothing is known yet.
    pub(super) fn of(pool: Vec<usize>, firms: &[Firm]) -> Known {
        let keys = pool
            .iter()
            .map(|place| (firms[*place].party.key, Vec::new()));
        let ids = pool
            .iter()
            .map(|place| (firms[*place].party.id, Vec::new()));
        Known {
            facts: keys.collect(),
            statuses: ids.collect(),
            completeness: Vec::new(),
            pool,
        }
    }

    /// The statuses that were taken in, and the registers that are vouched for.
    pub(super) fn hold(&mut self, statuses: &[Status], completeness: Vec<Completeness>) {
        for status in statuses {
            if let Some(held) = self.statuses.get_mut(&status.party) {
                held.push(status.clone());
            }
        }
        self.completeness = completeness;
    }

    /// The facts of lists.
    pub(super) fn learn(&mut self, lists: &[FactList], concepts: &HashMap<String, i64>) {
        let names: HashMap<i64, &str> = concepts
            .iter()
            .map(|(id, key)| (*key, id.as_str()))
            .collect();
        for (on, title, facts, _) in lists {
            let source = Source {
                kind: SourceKind::Imported,
                title: title.clone(),
                reference: None,
                dated: Some(*on),
            };
            for fact in facts {
                if let Some(concept) = names.get(&fact.concept) {
                    self.add(*on, concept, fact, &source);
                }
            }
        }
    }

    /// One more fact, if it is about a firm of the pool.
    pub(super) fn add(&mut self, on: Day, concept: &str, fact: &NewFact, source: &Source) {
        let of_firm = self.facts.get_mut(&fact.subject);
        let (Some(of_firm), Some(observed)) = (of_firm, &fact.observed) else {
            return;
        };
        let held = Held {
            subject: fact.subject,
            concept: concept.to_owned(),
            period: fact.period,
            observed: observed.clone(),
            level: fact.level,
            source: source.clone(),
        };
        of_firm.push((on, held));
    }

    /// What was on record about a firm on a day; of two that say the same thing the later one.
    pub(super) fn facts(&self, firm: &Firm, on: Day) -> Vec<Held> {
        let facts = self.facts.get(&firm.party.key).into_iter().flatten();
        let known = facts.filter(|(taken_in, _)| *taken_in <= on);
        let standing: BTreeMap<(&str, Period), &Held> = known
            .map(|(_, held)| ((held.concept.as_str(), held.period), held))
            .collect();
        standing.into_values().cloned().collect()
    }

    /// The first day of a title that a firm holds on a day.
    pub(super) fn holds_since(&self, firm: &Firm, grant: &Grant, on: Day) -> Option<Day> {
        let titles = self.statuses.get(&firm.party.id)?;
        let title = Status::longest_held(titles, (&grant.scheme, &grant.level), on);
        title.map(|title| title.from)
    }

    /// Everything a rule may ask about a firm on a day.
    fn book(&self, firm: &Firm, on: Day) -> FactBook {
        let statuses = self.statuses.get(&firm.party.id).cloned();
        FactBook::new(on, vec![firm.party.key])
            .with_facts(self.facts(firm, on))
            .with_statuses(firm.party.place().cloned(), statuses.unwrap_or_default())
            .with_completeness(self.completeness.clone())
    }

    /// What the rules of a policy find of a firm on a day, with the reasons.
    pub(super) fn assess(
        &self,
        pack: &Pack,
        edition: &Edition,
        firm: &Firm,
        on: Day,
    ) -> Result<Assessment, Failure> {
        let book = self.book(firm, on);
        let found = edition.criteria.assess(&book, &pack.dictionary, on);
        found.map_err(|error| crate::policy::fault(&error))
    }

    /// How a firm stands to a policy on a day.
    pub(super) fn stand(
        &self,
        pack: &Pack,
        edition: &Edition,
        firm: &Firm,
        on: Day,
    ) -> Result<Stand, Failure> {
        let found = self.assess(pack, edition, firm, on)?;
        let conditions = || found.root.parts().iter().filter(|part| !part.advisory);
        let of = |answer: Answer| {
            let same = conditions().filter(|part| part.answer == answer);
            same.map(|part| part.id.to_string()).collect::<Vec<_>>()
        };
        let (mut failing, open) = (of(Answer::NotMet), of(Answer::Unknown));
        let one = failing.len() == 1;
        let answer = match found.answer() {
            Answer::Met => NoticeAnswer::Met,
            Answer::NotMet if one => NoticeAnswer::Near,
            Answer::NotMet => NoticeAnswer::NotMet,
            Answer::Unknown => NoticeAnswer::Unknown,
        };
        let missed = if one { failing.pop() } else { None };
        Ok(Stand {
            answer,
            missed,
            open,
        })
    }
}
