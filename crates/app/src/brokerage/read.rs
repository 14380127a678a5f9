//! Reading the ledger of brokers: the register with load and credit, one broker, leads, one lead.

use super::{broker_for, lead_for, owner_of_broker, owner_of_lead, reach, standing};
use crate::party::names_of;
use crate::{Cx, Failure, Page};
use benfu_domain::access::{Area, Verb};
use benfu_domain::brokerage::{Broker, Credit, CreditPart, Holding, Interest, Lead, LeadStanding};
use benfu_domain::id::{BrokerId, CaseId, LeadId, PartyId};
use benfu_store::brokerage::LeadRow;
use std::collections::{BTreeSet, HashMap};

/// The most leads that are counted for load and credit.
const COUNTED: usize = 20_000;
/// The most brokers of one list.
const BROKERS: i64 = 1_000;

/// A lead in a list.
#[derive(Debug, Clone)]
pub struct LeadCard {
    /// The lead.
    pub lead: Lead,
    /// How far it has come.
    pub standing: LeadStanding,
    /// Name of its party; empty when not known.
    pub party: String,
    /// Who is credited with it.
    pub credits: Vec<Credit>,
}

/// A page of leads.
#[derive(Debug, Clone)]
pub struct LeadList {
    /// The rows, the newest first.
    pub leads: Vec<LeadCard>,
    /// How many of all in reach stand where.
    pub counts: Vec<(LeadStanding, usize)>,
    /// The key after which the next page begins.
    pub next: Option<String>,
    /// Names of brokers.
    pub brokers: HashMap<BrokerId, String>,
    /// May the actor write leads down?
    pub may_write: bool,
}

/// A broker in the register.
#[derive(Debug, Clone)]
pub struct BrokerCard {
    /// The broker.
    pub broker: Broker,
    /// Where the certificate stands.
    pub holding: Holding,
    /// Leads that are open in which it has a part.
    pub open: usize,
    /// Leads in which it has a part that came to the end they were for.
    pub won: usize,
    /// Its shares of leads that were won, by part, in permille of a lead.
    pub credit: [u64; 3],
    /// What it was paid, in fen.
    pub fees_fen: i64,
    /// How many interests run today.
    pub interests: usize,
}

/// The register.
#[derive(Debug, Clone)]
pub struct BrokerList {
    /// The brokers, those with the most open leads first.
    pub brokers: Vec<BrokerCard>,
    /// May the actor keep the register?
    pub may_write: bool,
}

/// One broker.
#[derive(Debug, Clone)]
pub struct BrokerPage {
    /// The broker with load and credit.
    pub card: BrokerCard,
    /// Sign-in of its account; empty for none.
    pub login: String,
    /// What it declared, with the names of the parties.
    pub interests: Vec<(Interest, String)>,
    /// The leads in which it has a part, the newest first.
    pub leads: Vec<LeadCard>,
    /// May the actor change it?
    pub may_write: bool,
}

/// One lead.
#[derive(Debug, Clone)]
pub struct LeadPage {
    /// The lead.
    pub card: LeadCard,
    /// Title of its need.
    pub need: String,
    /// Names of brokers in reach.
    pub brokers: Vec<(BrokerId, String)>,
    /// Cases of its need that it could be tied to: id and supplier.
    pub cases: Vec<(CaseId, String)>,
    /// May the actor change it?
    pub may_write: bool,
}

/// All brokers in reach.
async fn all_brokers(cx: &Cx) -> Result<Vec<Broker>, Failure> {
    let page = Page::first(BROKERS);
    let mut found = cx.store().brokers(&reach(cx)?, &page).await?;
    found.retain(|one| cx.may(Verb::Read, Area::Brokerage, &owner_of_broker(one)));
    Ok(found)
}

/// All leads in reach, as many as are counted, the newest first; of one broker when it is named.
async fn all_leads(cx: &Cx, of: Option<BrokerId>) -> Result<Vec<(LeadRow, LeadStanding)>, Failure> {
    let (mut leads, mut page) = (Vec::new(), Page::first(Page::MOST));
    let region = reach(cx)?;
    loop {
        let found = cx.store().leads(&region, of, &page).await?;
        let full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= Page::MOST;
        page.after = found
            .last()
            .map(|row| row.lead.id.to_string())
            .unwrap_or_default();
        let seen = |row: &LeadRow| cx.may(Verb::Read, Area::Brokerage, &owner_of_lead(&row.lead));
        let kept = found.into_iter().filter(seen);
        leads.extend(kept.map(|row| {
            let standing = standing(cx, &row);
            (row, standing)
        }));
        if !full || leads.len() >= COUNTED {
            return Ok(leads);
        }
    }
}

async fn credits_of(cx: &Cx, leads: &[LeadId]) -> Result<HashMap<LeadId, Vec<Credit>>, Failure> {
    let mut of: HashMap<LeadId, Vec<Credit>> = HashMap::new();
    for credit in cx.store().credits_of(leads).await? {
        of.entry(credit.lead).or_default().push(credit);
    }
    Ok(of)
}

async fn cards(cx: &Cx, leads: Vec<(LeadRow, LeadStanding)>) -> Result<Vec<LeadCard>, Failure> {
    let ids: Vec<LeadId> = leads.iter().map(|(row, _)| row.lead.id).collect();
    let mut credits = credits_of(cx, &ids).await?;
    let names = names_of(cx, leads.iter().filter_map(|(row, _)| row.lead.party)).await?;
    let name = |party: Option<PartyId>| party.and_then(|party| names.get(&party).cloned());
    let card = |(row, standing): (LeadRow, LeadStanding)| LeadCard {
        party: name(row.lead.party).unwrap_or_default(),
        credits: credits.remove(&row.lead.id).unwrap_or_default(),
        lead: row.lead,
        standing,
    };
    Ok(leads.into_iter().map(card).collect())
}

/// Lists the leads in reach; only those that stand somewhere when `of` says so.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read leads at all.
pub async fn list_leads(
    cx: &Cx,
    of: Option<LeadStanding>,
    page: &Page,
) -> Result<LeadList, Failure> {
    let all = all_leads(cx, None).await?;
    let count = |standing: &LeadStanding| {
        let here = all.iter().filter(|(_, one)| one == standing).count();
        (*standing, here)
    };
    let counts = LeadStanding::ALL.iter().map(count).collect();
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let later = |row: &LeadRow| page.after.is_empty() || row.lead.id.to_string() < page.after;
    let mut shown: Vec<_> = all
        .into_iter()
        .filter(|(row, standing)| later(row) && of.is_none_or(|of| of == *standing))
        .take(limit + 1)
        .collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    let last = shown.last().map(|(row, _)| row.lead.id.to_string());
    Ok(LeadList {
        leads: cards(cx, shown).await?,
        counts,
        next: last.filter(|_| more),
        brokers: names(cx).await?.into_iter().collect(),
        may_write: cx.may(Verb::Write, Area::Brokerage, &cx.own()),
    })
}

async fn names(cx: &Cx) -> Result<Vec<(BrokerId, String)>, Failure> {
    let brokers = all_brokers(cx).await?.into_iter();
    Ok(brokers.map(|broker| (broker.id, broker.name)).collect())
}

/// The open leads of the actor's own broker whose next step is due, for the home page.
///
/// # Errors
/// Failures of the store.
pub async fn leads_of_home(cx: &Cx) -> Result<Vec<LeadCard>, Failure> {
    let Some(own) = super::leads::own_broker(cx).await? else {
        return Ok(Vec::new());
    };
    let mut leads = all_leads(cx, Some(own)).await?;
    leads.retain(|(row, standing)| {
        let by = row.lead.next_on.is_some_and(|on| on <= cx.today());
        by && standing.is_open()
    });
    cards(cx, leads).await
}

/// Lists the register with load and credit.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read it at all.
pub async fn list_brokers(cx: &Cx) -> Result<BrokerList, Failure> {
    let brokers = all_brokers(cx).await?;
    let leads = cards(cx, all_leads(cx, None).await?).await?;
    let ids: Vec<BrokerId> = brokers.iter().map(|broker| broker.id).collect();
    let interests = cx.store().interests_of(&ids).await?;
    let card = |broker: &Broker| card(cx, broker, &leads, &interests);
    let mut cards: Vec<BrokerCard> = brokers.iter().map(card).collect();
    cards.sort_by_key(|card| {
        let gone = card.broker.left_on.is_some();
        (gone, std::cmp::Reverse(card.open), card.broker.id)
    });
    Ok(BrokerList {
        brokers: cards,
        may_write: cx.may(Verb::Write, Area::Brokerage, &cx.own()),
    })
}

fn card(cx: &Cx, broker: &Broker, leads: &[LeadCard], interests: &[Interest]) -> BrokerCard {
    let own = |credit: &&Credit| credit.broker == broker.id;
    let mut sums = BrokerCard {
        holding: broker.holding(cx.today()),
        open: 0,
        won: 0,
        credit: [0; 3],
        fees_fen: 0,
        interests: 0,
        broker: broker.clone(),
    };
    for lead in leads
        .iter()
        .filter(|lead| lead.credits.iter().any(|one| own(&one)))
    {
        sums.open += usize::from(lead.standing.is_open());
        let won = lead.standing == LeadStanding::Won;
        sums.won += usize::from(won);
        for credit in lead.credits.iter().filter(own) {
            sums.fees_fen = sums.fees_fen.saturating_add(credit.fee_fen.unwrap_or(0));
            let place = CreditPart::ALL.iter().position(|part| *part == credit.part);
            if let (true, Some(sum)) = (won, place.and_then(|place| sums.credit.get_mut(place))) {
                *sum += u64::from(credit.permille);
            }
        }
    }
    let runs = |one: &&Interest| one.broker == broker.id && one.runs(cx.today());
    sums.interests = interests.iter().filter(runs).count();
    sums
}

/// Reads one broker.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_broker(cx: &Cx, id: BrokerId) -> Result<BrokerPage, Failure> {
    let broker = broker_for(cx, id, Verb::Read).await?;
    let owner = owner_of_broker(&broker);
    let leads = cards(cx, all_leads(cx, Some(id)).await?).await?;
    let interests = cx.store().interests_of(&[id]).await?;
    let names = names_of(cx, interests.iter().map(|one| one.party)).await?;
    let card = card(cx, &broker, &leads, &interests);
    let login = match card.broker.account {
        Some(account) => cx.store().account(account).await?.map(|found| found.login),
        None => None,
    };
    let with_party = |one: Interest| {
        let name = names.get(&one.party).cloned().unwrap_or_default();
        (one, name)
    };
    Ok(BrokerPage {
        card,
        login: login.unwrap_or_default(),
        interests: interests.into_iter().map(with_party).collect(),
        leads,
        may_write: cx.may(Verb::Write, Area::Brokerage, &owner),
    })
}

/// Reads one lead.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_lead(cx: &Cx, id: LeadId) -> Result<LeadPage, Failure> {
    let row = lead_for(cx, id, Verb::Read).await?;
    let owner = owner_of_lead(&row.lead);
    let standing = standing(cx, &row);
    let need = match row.lead.need {
        Some(need) => cx.store().need(need).await?,
        None => None,
    };
    let cases = match (&need, row.lead.case) {
        (Some(need), None) => crate::programme::visible_cases_of(cx, need.id).await?,
        _ => Vec::new(),
    };
    let suppliers = names_of(cx, cases.iter().map(|case| case.sides.supplier)).await?;
    let choice = |case: &benfu_domain::programme::Case| {
        let name = suppliers.get(&case.sides.supplier).cloned();
        (case.id, name.unwrap_or_default())
    };
    let card = cards(cx, vec![(row, standing)]).await?.into_iter().next();
    Ok(LeadPage {
        card: card.ok_or(Failure::NotFound)?,
        need: need.map(|need| need.title).unwrap_or_default(),
        brokers: brokers_to_choose(cx).await?,
        cases: cases.iter().map(choice).collect(),
        may_write: cx.may(Verb::Write, Area::Brokerage, &owner),
    })
}

async fn brokers_to_choose(cx: &Cx) -> Result<Vec<(BrokerId, String)>, Failure> {
    let working = all_brokers(cx).await?.into_iter();
    let working = working.filter(|broker| broker.left_on.is_none());
    let chosen: BTreeSet<(BrokerId, String)> =
        working.map(|broker| (broker.id, broker.name)).collect();
    Ok(chosen.into_iter().collect())
}

/// The lead that a case follows, when the actor may know of it.
///
/// # Errors
/// Failures of the store.
pub async fn lead_of_case(cx: &Cx, case: CaseId) -> Result<Option<LeadCard>, Failure> {
    let Some(row) = cx.store().lead_of_case(case).await? else {
        return Ok(None);
    };
    if !cx.may(Verb::Read, Area::Brokerage, &owner_of_lead(&row.lead)) {
        return Ok(None);
    }
    let standing = standing(cx, &row);
    Ok(cards(cx, vec![(row, standing)]).await?.into_iter().next())
}
