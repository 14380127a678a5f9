//! Reading rounds: the list, one round with all that came back, and who asked about a firm.

use super::form_list::reach;
use super::round_for;
use crate::party::owner_of as owner_of_party;
use crate::{Cx, Failure, Page};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Progress, Return, Round};
use benfu_domain::id::{OrganisationId, PartyId, ReturnId, RoundId};
use benfu_store::collection::{AskedBy, RecipientProgress, RoundProgress, SubjectRow};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Overdue rounds that are looked at for the home page.
const LATE_ROUNDS: i64 = 100;

/// A page of rounds.
#[derive(Debug, Clone)]
pub struct RoundList {
    /// The rounds, the newest first.
    pub rounds: Vec<RoundProgress>,
    /// The key after which the next page begins.
    pub next: Option<String>,
    /// May the actor make forms and open rounds?
    pub may_write: bool,
}

/// One round.
#[derive(Debug, Clone)]
pub struct RoundPage {
    /// The round.
    pub round: Round,
    /// Who runs it.
    pub runner: String,
    /// Those it was sent to, with how far each has come.
    pub recipients: Vec<RecipientProgress>,
    /// The firms it asks about, with who answers for each.
    pub subjects: Vec<SubjectRow>,
    /// What came back, the newest first.
    pub returns: Vec<Return>,
    /// How many conflicts wait, by return.
    pub conflicts: HashMap<ReturnId, i64>,
    /// May the actor give out links, remind, take and close?
    pub may_write: bool,
    /// May the actor take workbooks out?
    pub may_export: bool,
    /// May the actor hand workbooks in?
    pub may_import: bool,
}

impl RoundPage {
    /// How far the whole has come.
    pub fn progress(&self) -> Progress {
        let add = |sum: Progress, one: &RecipientProgress| Progress {
            asked: sum.asked + one.progress.asked,
            returned: sum.returned + one.progress.returned,
            left_open: sum.left_open + one.progress.left_open,
        };
        self.recipients.iter().fold(Progress::default(), add)
    }
}

/// Lists the rounds in the actor's reach.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read rounds at all.
pub async fn list_rounds(cx: &Cx, page: &Page) -> Result<RoundList, Failure> {
    let found = cx.store().rounds(&reach(cx)?, page).await?;
    let last = found.last().map(|one| one.round.id.to_string());
    let next = crate::party::next_key(found.len(), page, last);
    let seen =
        |one: &RoundProgress| cx.may(Verb::Read, Area::Collection, &super::owner_of(&one.round));
    Ok(RoundList {
        rounds: found.into_iter().filter(seen).collect(),
        next,
        may_write: cx.may(Verb::Write, Area::Collection, &cx.own()),
    })
}

/// The overdue rounds in the actor's reach that owe answers, the longest overdue first, for the home page; nothing for those who may not write.
///
/// # Errors
/// Only those of the store.
pub async fn rounds_of_home(cx: &Cx) -> Result<Vec<RoundProgress>, Failure> {
    if !cx.may(Verb::Write, Area::Collection, &cx.own()) {
        return Ok(Vec::new());
    }
    let mut late = cx
        .store()
        .rounds_overdue(&reach(cx)?, cx.today(), LATE_ROUNDS)
        .await?;
    late.retain(|one| {
        one.progress.is_late(&one.round, cx.today())
            && cx.may(Verb::Read, Area::Collection, &super::owner_of(&one.round))
    });
    Ok(late)
}

/// Reads one round.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_round(cx: &Cx, id: RoundId) -> Result<RoundPage, Failure> {
    let round = round_for(cx, id, Verb::Read).await?;
    let owner = super::owner_of(&round);
    let may = |verb| cx.may(verb, Area::Collection, &owner);
    let runner = round.runner.to_string();
    let names = crate::access::people(cx, &[&runner]).await?;
    Ok(RoundPage {
        runner: names.into_values().next().unwrap_or_default(),
        recipients: cx.store().recipients_of(id).await?,
        subjects: cx.store().subjects_of(id).await?,
        returns: cx.store().returns_of(id).await?,
        conflicts: cx.store().conflicts_of(id).await?.into_iter().collect(),
        may_write: may(Verb::Write),
        may_export: may(Verb::Export),
        may_import: may(Verb::Import),
        round,
    })
}

/// A round that asked about a firm, as the firm is told.
#[derive(Debug, Clone)]
pub struct AskedAbout {
    /// The round.
    pub asked: AskedBy,
    /// Name of the organisation that asked.
    pub organisation: String,
}

/// Which rounds asked about a firm: for its own people, and for officers who answer for it.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such firm, or the actor may not know its facts.
pub async fn rounds_about(cx: &Cx, party: PartyId) -> Result<Vec<AskedAbout>, Failure> {
    let party = cx.store().party(party).await?.ok_or(Failure::NotFound)?;
    if cx.actor.party != Some(party.id) {
        cx.authorise(Verb::Read, Area::Fact, &owner_of_party(&party))?;
    }
    let asked = cx.store().rounds_about(party.id).await?;
    let mut names: BTreeMap<OrganisationId, String> = BTreeMap::new();
    for asked in &asked {
        if let Entry::Vacant(place) = names.entry(asked.organisation) {
            let found = cx.store().organisation(asked.organisation).await?;
            place.insert(found.map(|found| found.name).unwrap_or_default());
        }
    }
    let told = asked.into_iter().map(|asked| AskedAbout {
        organisation: names.get(&asked.organisation).cloned().unwrap_or_default(),
        asked,
    });
    Ok(told.collect())
}
