//! Offers: written by those who can deliver, open or withdrawn.

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Scope, Verb};
use benfu_domain::id::{OfferId, PartyId};
use benfu_domain::need::Constraint;
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::party::Party;
use benfu_store::Page;
use serde_json::json;

/// What somebody wrote.
#[derive(Debug, Clone, Default)]
pub struct OfferDraft {
    /// The offer to change; a new one when `None`.
    pub id: Option<OfferId>,
    /// The version it was read at, when it is changed.
    pub version: i64,
    /// Kind, a pack id.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What it does.
    pub text: String,
    /// Whose it is; the actor's own when `None`.
    pub party: Option<PartyId>,
    /// Does it take part in matching?
    pub open: bool,
    /// What it asks of whoever needs it.
    pub conditions: Vec<Constraint>,
}

/// To whom an offer belongs.
pub(crate) fn owner_of(offer: &Offer) -> Owner {
    Owner {
        organisation: offer.organisation,
        region: offer.region.clone(),
        parties: vec![offer.party],
    }
}

/// Saves a new offer, or changes one.
///
/// # Errors
/// [`Failure::Invalid`] without title or text.
pub async fn save_offer(cx: &Cx, draft: OfferDraft) -> Result<OfferId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let (offer, action) = match draft.id {
        None => (created(cx, &draft).await?, "offer_made"),
        Some(id) => (changed(cx, id, &draft).await?, "offer_changed"),
    };
    Failure::unless_empty(problems(cx, &draft))?;
    let mut write = cx.write(action, &offer.id.to_string()).await?;
    write.tell(json!({ "title": offer.title, "state": offer.state.word() }));
    write
        .save_offer(&offer)
        .save_offer_conditions(offer.id, &draft.conditions);
    cx.save(write).await?;
    Ok(offer.id)
}

async fn created(cx: &Cx, draft: &OfferDraft) -> Result<Offer, Failure> {
    let party = draft.party.or(cx.actor.party);
    let party = party.ok_or_else(|| {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::PartyNameMissing,
            "party",
        )])
    })?;
    let party = cx.store().party(party).await?.ok_or(Failure::NotFound)?;
    let owner = Owner {
        organisation: cx.actor.organisation,
        region: party.region.clone(),
        parties: vec![party.id],
    };
    if cx.actor.party != Some(party.id) {
        cx.authorise(Verb::Read, Area::Party, &crate::party::owner_of(&party))?;
    }
    cx.authorise(Verb::Write, Area::Offer, &owner)?;
    Ok(Offer {
        id: OfferId::from_bits(cx.app.mint()),
        key: cx.store().next_subject().await?,
        kind: draft.kind.clone(),
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        party: party.id,
        organisation: cx.actor.organisation,
        region: party.region,
        state: state(draft.open),
        import: None,
        version: 1,
    })
}

async fn changed(cx: &Cx, id: OfferId, draft: &OfferDraft) -> Result<Offer, Failure> {
    let offer = cx.store().offer(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Offer, &owner_of(&offer))?;
    if draft.version != offer.version {
        return Err(Failure::Conflict(Problem::new(
            ProblemCode::ChangedMeanwhile,
        )));
    }
    if offer.state == OfferState::Withdrawn {
        return Err(Failure::invalid(ProblemCode::OfferWrongState));
    }
    Ok(Offer {
        kind: draft.kind.clone(),
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        state: state(draft.open),
        version: offer.version + 1,
        ..offer
    })
}

fn state(open: bool) -> OfferState {
    if open {
        OfferState::Open
    } else {
        OfferState::Draft
    }
}

fn problems(cx: &Cx, draft: &OfferDraft) -> Vec<Problem> {
    let mut problems = crate::need::broken_rules(cx, &draft.conditions, "conditions");
    if draft.title.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::TitleMissing, "title"));
    }
    if draft.text.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::TextMissing, "text"));
    }
    if draft.text.chars().count() > 20_000 {
        problems.push(Problem::with_field(ProblemCode::TextTooLong, "text"));
    }
    problems
}

/// Takes an offer back. Open cases go on; it is no longer matched.
///
/// # Errors
/// [`Failure::Invalid`] when it is withdrawn already.
pub async fn withdraw_offer(cx: &Cx, id: OfferId, reason: &str) -> Result<(), Failure> {
    let offer = cx.store().offer(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Offer, &owner_of(&offer))?;
    if offer.state == OfferState::Withdrawn {
        return Err(Failure::invalid(ProblemCode::OfferWrongState));
    }
    let next = Offer {
        state: OfferState::Withdrawn,
        version: offer.version + 1,
        ..offer
    };
    let mut write = cx.write("offer_withdrawn", &id.to_string()).await?;
    write.tell(json!({ "reason": reason })).save_offer(&next);
    cx.save(write).await?;
    Ok(())
}

/// A list of offers.
#[derive(Debug, Clone, Default)]
pub struct OfferList {
    /// The rows of this page with the names of their owners.
    pub cards: Vec<(Offer, String)>,
    /// How many open offers there are of each kind; empty for the actor's own.
    pub counts: Vec<(String, i64)>,
    /// The key after which the next page begins; `None` on the last page.
    pub next: Option<String>,
}

/// Lists open offers (everybody who reads offers), or the actor's own in any state.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read offers at all.
pub async fn list_offers(cx: &Cx, own: bool, page: &Page) -> Result<OfferList, Failure> {
    cx.actor
        .widest(Verb::Read, Area::Offer)
        .ok_or(Failure::NotFound)?;
    let offers = match cx.actor.party.filter(|_| own) {
        Some(party) => cx.store().offers_of(party).await?,
        None => {
            cx.store()
                .offers(OfferState::Open, &region_of(cx), page)
                .await?
        }
    };
    let counts = if own {
        Vec::new()
    } else {
        let store = cx.store();
        store.offer_counts(OfferState::Open, &region_of(cx)).await?
    };
    let next = crate::party::next_key(
        offers.len(),
        page,
        offers.last().map(|offer| offer.id.to_string()),
    );
    let names = crate::party::names_of(cx, offers.iter().map(|offer| offer.party)).await?;
    let card = |offer: Offer| {
        let name = names.get(&offer.party).cloned().unwrap_or_default();
        (offer, name)
    };
    Ok(OfferList {
        cards: offers.into_iter().map(card).collect(),
        counts,
        next: next.filter(|_| !own),
    })
}

/// Open offers are there to be found: a scope narrower than all does not hide them.
fn region_of(cx: &Cx) -> String {
    match cx.actor.widest(Verb::Read, Area::Offer) {
        Some(Scope::District) if cx.actor.widest(Verb::Match, Area::Need).is_none() => {
            cx.actor.region.to_string()
        }
        _ => String::new(),
    }
}

/// One offer with what is known about it.
#[derive(Debug, Clone)]
pub struct OfferPage {
    /// The offer.
    pub offer: Offer,
    /// Its owner.
    pub party: Option<Party>,
    /// Its facts that the reader may see.
    pub facts: Vec<crate::fact::ShownFact>,
    /// What it asks of whoever needs it.
    pub conditions: Vec<Constraint>,
    /// May the reader change it?
    pub may_write: bool,
}

/// Reads one offer: open ones are seen by everybody who reads offers.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_offer(cx: &Cx, id: OfferId) -> Result<OfferPage, Failure> {
    let offer = visible_offer(cx, id).await?;
    let may_write = cx.may(Verb::Write, Area::Offer, &owner_of(&offer));
    let facts = crate::fact::shown_facts(cx, offer.key, &owner_of(&offer)).await?;
    let party = cx.store().party(offer.party).await?;
    let mut conditions = cx.store().offer_conditions(&[offer.id]).await?;
    Ok(OfferPage {
        conditions: conditions.remove(&offer.id).unwrap_or_default(),
        offer,
        party,
        facts,
        may_write,
    })
}

/// The offer, if the actor may know of it: open, or in reach.
pub(crate) async fn visible_offer(cx: &Cx, id: OfferId) -> Result<Offer, Failure> {
    let offer = cx.store().offer(id).await?.ok_or(Failure::NotFound)?;
    let reads_offers = cx.actor.widest(Verb::Read, Area::Offer).is_some();
    if !(offer.state == OfferState::Open && reads_offers) {
        cx.authorise(Verb::Read, Area::Offer, &owner_of(&offer))?;
    }
    Ok(offer)
}
