//! What a round asks of each firm, with what is on record.

use crate::{Cx, Failure};
use benfu_domain::collection::{Item, Presence, Round, presence, standing};
use benfu_domain::fact::{Concept, FactBook, Held, Level};
use benfu_domain::id::SubjectKey;
use benfu_domain::party::{Party, Status};
use benfu_domain::period::Period;
use benfu_rules::Question;
use std::collections::HashMap;

/// One line of a form, for one firm.
#[derive(Debug, Clone)]
pub struct AskedLine {
    /// Its place in the form, from 1.
    pub ordinal: i64,
    /// What is asked.
    pub item: Item,
    /// The entry of the dictionary.
    pub concept: Concept,
    /// The period that is meant; [`Period::Always`] for the latest value.
    pub period: Period,
    /// What is on record.
    pub held: Option<Held>,
    /// How much is asked.
    pub presence: Presence,
    /// The firm keeps its value to itself: it is neither shown nor taken from others.
    pub withheld: bool,
}

/// A form for one firm.
#[derive(Debug, Clone)]
pub struct AskedFirm {
    /// The firm.
    pub party: Party,
    /// The lines.
    pub lines: Vec<AskedLine>,
}

impl AskedFirm {
    /// The line at a place.
    pub fn line(&self, ordinal: i64) -> Option<&AskedLine> {
        self.lines.iter().find(|line| line.ordinal == ordinal)
    }
}

/// What a round asks of these firms. `own` says that the firm itself answers, which sees its match-only facts.
pub(super) async fn ask_firms(
    cx: &Cx,
    round: &Round,
    parties: Vec<Party>,
    own: bool,
) -> Result<Vec<AskedFirm>, Failure> {
    let keys: Vec<SubjectKey> = parties.iter().map(|party| party.key).collect();
    let mut facts: HashMap<SubjectKey, Vec<Held>> = HashMap::new();
    for fact in cx.store().facts_of(&keys).await? {
        facts.entry(fact.subject).or_default().push(fact);
    }
    let needed = needed(cx, round, &parties, &facts).await?;
    let asked = parties.into_iter().map(|party| {
        let facts = facts.remove(&party.key).unwrap_or_default();
        let needed = needed.get(&party.key).map(Vec::as_slice);
        let lines = lines(cx, round, &facts, needed, own);
        AskedFirm { party, lines }
    });
    Ok(asked.collect())
}

/// The lines of a form for one firm, with what is on record about it.
pub(crate) fn lines(
    cx: &Cx,
    round: &Round,
    facts: &[Held],
    needed: Option<&[Question]>,
    own: bool,
) -> Vec<AskedLine> {
    let line = |(ordinal, item): (i64, &Item)| {
        // A concept that has left the pack since is not asked any more.
        let concept = cx.pack().dictionary.concepts.get(&item.concept)?.clone();
        let held = standing(facts, item, round.opened_on);
        let withheld = !own && held.is_some_and(|held| held.level == Level::MatchOnly);
        let days = (round.opened_on, cx.today());
        Some(AskedLine {
            ordinal,
            concept,
            period: item.asked.period(round.opened_on),
            presence: if withheld {
                Presence::Fresh
            } else {
                presence(item, held, days, round.fresh_months, needed)
            },
            held: held.filter(|_| !withheld).cloned(),
            withheld,
            item: item.clone(),
        })
    };
    (1..).zip(&round.items).filter_map(line).collect()
}

/// For a form made for a policy: the facts that can still change each firm's answer. Nothing when the form serves no
/// policy, or its policy is no longer in force: then every gap is asked.
async fn needed(
    cx: &Cx,
    round: &Round,
    parties: &[Party],
    facts: &HashMap<SubjectKey, Vec<Held>>,
) -> Result<HashMap<SubjectKey, Vec<Question>>, Failure> {
    let policy = round.policy.as_ref();
    let policy = policy.and_then(|id| cx.pack().policies.get(id));
    let Some(edition) = policy.and_then(|policy| policy.edition_on(cx.today())) else {
        return Ok(HashMap::new());
    };
    let ids: Vec<_> = parties.iter().map(|party| party.id).collect();
    let mut statuses: HashMap<_, Vec<Status>> = HashMap::new();
    for part in ids.chunks(500) {
        for status in cx.store().statuses_of_all(part).await? {
            statuses.entry(status.party).or_default().push(status);
        }
    }
    let completeness = cx.store().completeness().await?;
    let catalogue = crate::policy::catalogue(cx, [edition]);
    let mut needed = HashMap::new();
    for party in parties {
        let held = facts.get(&party.key).into_iter().flatten();
        let open = held.filter(|fact| fact.level != Level::MatchOnly).cloned();
        let book = FactBook::new(cx.today(), vec![party.key])
            .with_facts(open)
            .with_statuses(
                party.place().cloned(),
                statuses.remove(&party.id).unwrap_or_default(),
            )
            .with_completeness(completeness.clone());
        let assessed = catalogue.only().assess(&catalogue.look_up(&book));
        let assessed = assessed.map_err(|error| crate::policy::fault(&error))?;
        needed.insert(party.key, assessed.missing());
    }
    Ok(needed)
}
