//! Whom a round would ask: shown before it is opened.

use super::{owner_of_form, visible_form};
use crate::party::{PartyQuery, Unfound, find_named, list_parties, owner_of};
use crate::policy::{RowsAsked, RowsOf, policy_firms};
use crate::{Cx, Failure, Page, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::calendar::Deadline;
use benfu_domain::collection::{Form, MOST_FIRMS, SentTo};
use benfu_domain::id::{FormId, OrganisationId, PartyId};
use benfu_domain::party::Party;
use benfu_store::OrganisationRow;
use std::collections::BTreeMap;

/// The longest time to answer, in working days.
const MOST_DAYS: u32 = 250;

/// Which firms are asked.
#[derive(Debug, Clone, Default)]
pub struct FirmChoice {
    /// Only of this region and inside it; empty for all in reach.
    pub region: String,
    /// Only holders of this scheme today; empty for all.
    pub scheme: String,
    /// Only firms behind this count of a policy.
    pub policy: Option<(String, Option<RowsOf>)>,
    /// Names or unified social credit codes, one a line; then nothing else is looked at.
    pub names: String,
}

/// A round to be opened.
#[derive(Debug, Clone)]
pub struct OpenRound {
    /// The form.
    pub form: FormId,
    /// The name of the round; the form's when empty.
    pub title: String,
    /// To whom it goes.
    pub sent_to: SentTo,
    /// Which firms are asked.
    pub firms: FirmChoice,
    /// The offices that answer for them.
    pub offices: Vec<OrganisationId>,
    /// Working days until answers are due.
    pub working_days: u32,
}

/// One of those it would be sent to.
#[derive(Debug, Clone)]
pub struct PlannedRecipient {
    /// Its name.
    pub name: String,
    /// The firm that answers for itself.
    pub party: Option<PartyId>,
    /// The office.
    pub office: Option<OrganisationId>,
    /// The firms it answers for.
    pub firms: Vec<Party>,
}

/// Why somebody is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyOut {
    /// No firm in reach has this name or code.
    NotFound,
    /// Several firms have this name.
    Ambiguous,
    /// The actor may not record facts about it.
    NotYours,
    /// No chosen office answers for its region.
    NoOffice,
}

/// Somebody who is not asked.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The name, or the line as written.
    pub what: String,
    /// Why.
    pub why: WhyOut,
}

/// Whom a round would ask, and until when.
#[derive(Debug, Clone)]
pub struct RoundPlan {
    /// The form.
    pub form: Form,
    /// Those it would be sent to.
    pub recipients: Vec<PlannedRecipient>,
    /// Those who are not asked.
    pub left_out: Vec<LeftOut>,
    /// When answers would be due.
    pub due: Deadline,
}

/// Works out whom a round would ask.
///
/// # Errors
/// [`Failure::Invalid`] when nobody would be asked, too many would, or the time is out of range.
pub async fn plan_round(cx: &Cx, command: &OpenRound) -> Result<RoundPlan, Failure> {
    let form = visible_form(cx, command.form).await?;
    cx.authorise(Verb::Write, Area::Collection, &owner_of_form(&form))?;
    cx.authorise(Verb::Write, Area::Collection, &cx.own())?;
    if !(1..=MOST_DAYS).contains(&command.working_days) {
        let problem = Problem::with_field(ProblemCode::NumberUnreadable, "days");
        let detail = problem.detail(
            format!("1 至 {MOST_DAYS} 个工作日"),
            format!("1 to {MOST_DAYS} working days"),
        );
        return Err(Failure::Invalid(vec![detail]));
    }
    let (chosen, mut left_out) = chosen(cx, &command.firms).await?;
    let (firms, others): (Vec<Party>, Vec<Party>) = chosen
        .into_iter()
        .partition(|party| cx.may(Verb::Write, Area::Fact, &owner_of(party)));
    left_out.extend(others.into_iter().map(|party| LeftOut {
        what: party.name,
        why: WhyOut::NotYours,
    }));
    let recipients = match command.sent_to {
        SentTo::Firm => firms.into_iter().map(itself).collect(),
        SentTo::Office => offices(cx, &command.offices, firms, &mut left_out).await?,
    };
    check_count(&recipients)?;
    let calendar = &cx.pack().calendar;
    let due = calendar.add_working_days(cx.today(), command.working_days);
    Ok(RoundPlan {
        form,
        recipients,
        left_out,
        due,
    })
}

fn check_count(recipients: &[PlannedRecipient]) -> Result<(), Failure> {
    let asked: usize = recipients.iter().map(|one| one.firms.len()).sum();
    match asked {
        0 => Err(Failure::invalid(ProblemCode::NobodyAsked)),
        asked if asked > MOST_FIRMS => Err(too_many(asked)),
        _ => Ok(()),
    }
}

fn too_many(asked: usize) -> Failure {
    let problem = Problem::new(ProblemCode::TooManyAsked);
    Failure::Invalid(vec![problem.detail(
        format!("{asked} 家,最多 {MOST_FIRMS} 家"),
        format!("{asked} firms, {MOST_FIRMS} at most"),
    )])
}

fn itself(party: Party) -> PlannedRecipient {
    PlannedRecipient {
        name: party.name.clone(),
        party: Some(party.id),
        office: None,
        firms: vec![party],
    }
}

async fn chosen(cx: &Cx, choice: &FirmChoice) -> Result<(Vec<Party>, Vec<LeftOut>), Failure> {
    if !choice.names.trim().is_empty() {
        return named(cx, &choice.names).await;
    }
    let firms = match &choice.policy {
        Some((policy, of)) => behind_policy(cx, policy, of.as_ref(), &choice.region).await?,
        None => listed(cx, choice).await?,
    };
    Ok((firms, Vec::new()))
}

async fn named(cx: &Cx, names: &str) -> Result<(Vec<Party>, Vec<LeftOut>), Failure> {
    let (firms, unfound) = find_named(cx, names, MOST_FIRMS).await?;
    let left_out = unfound.into_iter().map(|(what, why)| LeftOut {
        what,
        why: match why {
            Unfound::NotFound => WhyOut::NotFound,
            Unfound::Ambiguous => WhyOut::Ambiguous,
        },
    });
    Ok((firms, left_out.collect()))
}

async fn behind_policy(
    cx: &Cx,
    policy: &str,
    of: Option<&RowsOf>,
    region: &str,
) -> Result<Vec<Party>, Failure> {
    let asked = RowsAsked {
        of: of.cloned().unwrap_or(RowsOf::Unknown),
        region: region.to_owned(),
        assumed: BTreeMap::new(),
        only: std::collections::BTreeSet::new(),
        after: 0,
        limit: MOST_FIRMS,
    };
    let found = policy_firms(cx, policy, &asked).await?;
    if found.total > MOST_FIRMS {
        return Err(too_many(found.total));
    }
    let ids: Vec<PartyId> = found.rows.iter().map(|row| row.id).collect();
    super::parties(cx, &ids).await
}

async fn listed(cx: &Cx, choice: &FirmChoice) -> Result<Vec<Party>, Failure> {
    let query = PartyQuery {
        region: choice.region.clone(),
        scheme: choice.scheme.clone(),
        name: String::new(),
    };
    let (mut firms, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let mut found = list_parties(cx, &query, &page).await?;
        firms.append(&mut found.parties);
        match found.next {
            Some(next) if firms.len() <= MOST_FIRMS => page.after = next,
            Some(_) => {
                let counted = found.counts.iter().map(|(_, count)| *count).sum::<i64>();
                return Err(too_many(usize::try_from(counted).unwrap_or(firms.len())));
            }
            None => return Ok(firms),
        }
    }
}

/// The organisations inside the actor's region that are no firms: those who can answer for firms.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not open rounds.
pub async fn offices_in_reach(cx: &Cx) -> Result<Vec<OrganisationRow>, Failure> {
    cx.authorise(Verb::Write, Area::Collection, &cx.own())?;
    let (mut offices, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let found = cx.store().organisations(&page).await?;
        let full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= Page::MOST;
        page.after = found
            .last()
            .map(|row| row.id.to_string())
            .unwrap_or_default();
        let inside =
            |row: &OrganisationRow| row.party.is_none() && cx.actor.region.contains(&row.region);
        offices.extend(found.into_iter().filter(inside));
        if !full {
            return Ok(offices);
        }
    }
}

/// Each firm goes to the chosen office nearest to it: the one with the narrowest region that holds it.
async fn offices(
    cx: &Cx,
    chosen: &[OrganisationId],
    firms: Vec<Party>,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<PlannedRecipient>, Failure> {
    let offices = offices_in_reach(cx).await?;
    let mut recipients: Vec<(OrganisationRow, Vec<Party>)> = offices
        .into_iter()
        .filter(|office| chosen.contains(&office.id))
        .map(|office| (office, Vec::new()))
        .collect();
    for firm in firms {
        let holding = recipients
            .iter_mut()
            .filter(|(office, _)| office.region.contains(&firm.region));
        match holding.max_by_key(|(office, _)| office.region.as_str().len()) {
            Some((_, theirs)) => theirs.push(firm),
            None => left_out.push(LeftOut {
                what: firm.name,
                why: WhyOut::NoOffice,
            }),
        }
    }
    recipients.retain(|(_, firms)| !firms.is_empty());
    let planned = recipients
        .into_iter()
        .map(|(office, firms)| PlannedRecipient {
            name: office.name,
            party: None,
            office: Some(office.id),
            firms,
        });
    Ok(planned.collect())
}
