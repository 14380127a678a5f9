//! Reading the register and the dossier (一企一档) of one party.

use super::{next_key, owner_of};
use crate::fact::{ShownFact, shown_facts};
use crate::{Cx, Failure};
use benfu_domain::Day;
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::id::PartyId;
use benfu_domain::offer::Offer;
use benfu_domain::party::{Party, Relation, Status};
use benfu_domain::programme::Case;
use benfu_domain::region::RegionCode;
use benfu_store::Page;
use benfu_store::fact::{QuestionRow, UnseenAnswer};
use benfu_store::party::{PartyFilter, PartyHistory};
use benfu_store::policy::PolicyReading;
use benfu_store::programme::CaseFilter;

/// Readings of where it stands that a firm is shown.
const READINGS: i64 = 100;

/// What a list of parties asks for.
#[derive(Debug, Clone, Default)]
pub struct PartyQuery {
    /// Only of this region and within it; empty for all in reach.
    pub region: String,
    /// Only holders of this scheme today.
    pub scheme: String,
    /// Only names that contain this.
    pub name: String,
}

/// A page of the register.
#[derive(Debug, Clone)]
pub struct PartyList {
    /// The rows of this page.
    pub parties: Vec<Party>,
    /// How many parties each region in reach has.
    pub counts: Vec<(RegionCode, i64)>,
    /// The key after which the next page begins; `None` on the last page.
    pub next: Option<String>,
}

/// Everything about one party that the reader may see.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The party.
    pub party: Party,
    /// Names and places; contacts only for those who may see personal data.
    pub history: PartyHistory,
    /// Facts in the reader's reach.
    pub facts: Vec<ShownFact>,
    /// Statuses of all times.
    pub statuses: Vec<Status>,
    /// Links to other parties.
    pub relations: Vec<Relation>,
    /// Its offers: open ones, or all for its own people.
    pub offers: Vec<Offer>,
    /// Its cases that the reader may see.
    pub cases: Vec<Case>,
    /// Open questions to it; only for its own people and officers.
    pub questions: Vec<QuestionRow>,
    /// Which of its match-only facts answered which needs; only for its own people.
    pub unseen: Vec<UnseenAnswer>,
    /// Who asked where it stands on policies, the latest first; only for its own people.
    pub readings: Vec<PolicyReading>,
    /// May the reader change it?
    pub may_write: bool,
    /// Is the reader one of its own people?
    pub own: bool,
}

/// Lists the parties in the actor's reach.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read parties at all.
pub async fn list_parties(cx: &Cx, query: &PartyQuery, page: &Page) -> Result<PartyList, Failure> {
    let filter = reach(cx, query, cx.today())?;
    let parties = cx.store().parties(&filter, page).await?;
    let next = next_key(
        parties.len(),
        page,
        parties.last().map(|party| party.id.to_string()),
    );
    let counts = if filter.only.is_some() {
        Vec::new()
    } else {
        cx.store().party_counts(&filter.region).await?
    };
    Ok(PartyList {
        parties,
        counts,
        next,
    })
}

fn reach(cx: &Cx, query: &PartyQuery, today: Day) -> Result<PartyFilter, Failure> {
    let scope = cx
        .actor
        .widest(Verb::Read, Area::Party)
        .ok_or(Failure::NotFound)?;
    let mut filter = PartyFilter {
        region: query.region.clone(),
        scheme: (!query.scheme.is_empty()).then(|| (query.scheme.clone(), today)),
        name: query.name.clone(),
        only: None,
    };
    match scope {
        Scope::Own | Scope::Organisation => {
            filter.only = Some(cx.actor.party.ok_or(Failure::NotFound)?);
        }
        Scope::District => {
            let district = cx.actor.region.to_string();
            if !filter.region.starts_with(&district) {
                filter.region = district;
            }
        }
        Scope::All => {}
    }
    Ok(filter)
}

/// Reads one party's dossier.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_party(cx: &Cx, id: PartyId) -> Result<Dossier, Failure> {
    let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
    let owner = owner_of(&party);
    cx.authorise(Verb::Read, Area::Party, &owner)?;
    let own = cx.actor.party == Some(id);
    let answers_for = own || cx.may(Verb::Read, Area::Fact, &owner);
    let personal = own || cx.may(Verb::ReadPersonal, Area::Party, &owner);
    Ok(Dossier {
        history: cx.store().party_history(id, personal).await?,
        facts: shown_facts(cx, party.key, &owner).await?,
        statuses: cx.store().statuses_of(id).await?,
        relations: cx.store().relations_of(id).await?,
        offers: offers(cx, id, own).await?,
        cases: cases(cx, id).await?,
        questions: if answers_for {
            cx.store().open_questions(id).await?
        } else {
            Vec::new()
        },
        unseen: unseen(cx, &party, own).await?,
        readings: if own {
            cx.store().policy_readings_of(id, READINGS).await?
        } else {
            Vec::new()
        },
        may_write: cx.may(Verb::Write, Area::Party, &owner),
        own,
        party,
    })
}

async fn offers(cx: &Cx, id: PartyId, own: bool) -> Result<Vec<Offer>, Failure> {
    let offers = cx.store().offers_of(id).await?;
    let open = |offer: &Offer| own || offer.state == benfu_domain::offer::OfferState::Open;
    Ok(offers.into_iter().filter(open).collect())
}

async fn cases(cx: &Cx, id: PartyId) -> Result<Vec<Case>, Failure> {
    let filter = CaseFilter {
        party: Some(id),
        ..CaseFilter::default()
    };
    let cases = cx.store().cases(&filter, &Page::first(200)).await?;
    let visible = |case: &Case| {
        cx.may(
            Verb::Read,
            Area::Programme,
            &crate::programme::owner_of(case),
        )
    };
    Ok(cases.into_iter().filter(visible).collect())
}

async fn unseen(cx: &Cx, party: &Party, own: bool) -> Result<Vec<UnseenAnswer>, Failure> {
    if !own {
        return Ok(Vec::new());
    }
    let offers = cx.store().offers_of(party.id).await?;
    let subjects: Vec<_> = offers
        .iter()
        .map(|offer| offer.key)
        .chain([party.key])
        .collect();
    Ok(cx.store().unseen_answers(&subjects).await?)
}
