//! The ledger of brokers: who they are, what they heard of, what became of it, and who is credited.
//!
//! [`save_broker`] keeps the register, [`declare_interest`] what ties a broker to a party. A lead is written down
//! ([`save_lead`]), becomes a need ([`shape_lead`]), is tied to a case ([`follow_lead`]) or given up ([`drop_lead`]).
//! [`give_credit`] shares each part of it; an interest that is not told is refused.
//!
//! Does not belong here: the need and the case themselves.

mod brokers;
mod credits;
mod leads;
mod moves;
mod read;

pub use brokers::{BrokerDraft, InterestDraft, declare_interest, save_broker};
pub use credits::{CreditDraft, give_credit, take_credit};
pub use leads::{LeadDraft, save_lead};
pub use moves::{drop_lead, follow_lead, shape_lead};
pub use read::{
    BrokerCard, BrokerList, BrokerPage, LeadCard, LeadList, LeadPage, lead_of_case, leads_of_home,
    list_brokers, list_leads, read_broker, read_lead,
};

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Scope, Verb};
use benfu_domain::brokerage::{
    Broker, Credit, Followed, Interest, Lead, LeadStanding, undisclosed,
};
use benfu_domain::id::{BrokerId, LeadId, PartyId};
use benfu_domain::programme::{Case, CaseState};
use benfu_store::brokerage::LeadRow;

fn owner_of_broker(broker: &Broker) -> Owner {
    Owner {
        organisation: broker.organisation,
        region: broker.region.clone(),
        parties: Vec::new(),
    }
}

fn owner_of_lead(lead: &Lead) -> Owner {
    Owner {
        organisation: lead.organisation,
        region: lead.region.clone(),
        parties: Vec::new(),
    }
}

async fn broker_for(cx: &Cx, id: BrokerId, verb: Verb) -> Result<Broker, Failure> {
    let broker = cx.store().broker(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(verb, Area::Brokerage, &owner_of_broker(&broker))?;
    Ok(broker)
}

async fn lead_for(cx: &Cx, id: LeadId, verb: Verb) -> Result<LeadRow, Failure> {
    let row = cx.store().lead(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(verb, Area::Brokerage, &owner_of_lead(&row.lead))?;
    Ok(row)
}

/// The prefix of regions whose rows are read; what is in it and not in reach is left out afterwards.
fn reach(cx: &Cx) -> Result<String, Failure> {
    let scope = cx.actor.widest(Verb::Read, Area::Brokerage);
    match scope.ok_or(Failure::NotFound)? {
        Scope::All => Ok(String::new()),
        Scope::Own | Scope::Organisation | Scope::District => Ok(cx.actor.region.to_string()),
    }
}

/// How far a lead has come.
fn standing(cx: &Cx, row: &LeadRow) -> LeadStanding {
    let followed = row.case.as_ref().map(|(programme, state, code)| {
        let programme = cx.pack().programmes.get(programme);
        let end = programme.and_then(|programme| programme.end_code(code));
        match (*state == CaseState::Ended, end) {
            (true, Some(end)) if end.success => Followed::Succeeded,
            (true, _) => Followed::Ended,
            (false, _) => Followed::Running,
        }
    });
    row.lead.standing(followed)
}

/// The parties between which a lead would bring something about.
async fn parties_of(cx: &Cx, lead: &Lead) -> Result<Vec<PartyId>, Failure> {
    let mut parties: Vec<PartyId> = lead.party.into_iter().collect();
    if let Some(need) = lead.need {
        parties.extend(cx.store().need(need).await?.and_then(|need| need.party));
    }
    if let Some(case) = lead.case {
        let case: Option<Case> = cx.store().case(case).await?;
        parties.extend(
            case.iter()
                .flat_map(|case| [case.sides.asker, case.sides.supplier]),
        );
    }
    parties.sort_unstable();
    parties.dedup();
    Ok(parties)
}

/// No broker is credited with a lead in whose sides it has an interest that is not told.
async fn check_interests(cx: &Cx, lead: &Lead, credits: &[Credit]) -> Result<(), Failure> {
    let brokers: Vec<BrokerId> = credits.iter().map(|credit| credit.broker).collect();
    let interests: Vec<Interest> = cx.store().interests_of(&brokers).await?;
    let parties = parties_of(cx, lead).await?;
    let mut problems = Vec::new();
    for (_, interest) in undisclosed(credits, &interests, &parties, cx.today()) {
        let broker = cx.store().broker(interest.broker).await?;
        let party = cx.store().party(interest.party).await?;
        let (broker, party) = (
            broker.map(|broker| broker.name).unwrap_or_default(),
            party.map(|party| party.name).unwrap_or_default(),
        );
        let problem = Problem::with_field(ProblemCode::BrokerInterest, "disclosed");
        problems.push(problem.detail(
            format!("{broker} 与 {party}"),
            format!("{broker} and {party}"),
        ));
    }
    Failure::unless_empty(problems)
}
