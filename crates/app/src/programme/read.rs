//! Reading cases: lists, one case, and what waits for the actor.

use super::open::{programme, visible_case};
use super::parts::{owner_of, parts_of};
use crate::access::people;
use crate::party::{names_of, next_key};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::id::{CaseId, NeedId};
use benfu_domain::need::{Need, NeedState};
use benfu_domain::programme::{Case, CaseState, Part, Transition};
use benfu_store::Page;
use benfu_store::evidence::EvidenceRow;
use benfu_store::fact::QuestionRow;
use benfu_store::need::NeedFilter;
use benfu_store::programme::{CaseFilter, CaseRecordRow, CaseStepRow, LatestStep};
use std::collections::HashMap;

/// Rows of each kind on the home page.
const HOME_ROWS: i64 = 50;
/// Happenings on the home page.
const HOME_HAPPENINGS: i64 = 12;

/// One case in a list.
#[derive(Debug, Clone)]
pub struct CaseCard {
    /// The case.
    pub case: Case,
    /// Title of its need.
    pub need_title: String,
    /// Name of the asker.
    pub asker: String,
    /// Name of the supplier.
    pub supplier: String,
    /// Is the date of its clock past, for certain?
    pub overdue: bool,
    /// Is it the actor's turn?
    pub waits_for_me: bool,
}

/// A list of cases with the funnel of the whole list.
#[derive(Debug, Clone)]
pub struct CaseList {
    /// The rows of this page.
    pub cards: Vec<CaseCard>,
    /// State, farthest state, number of cases.
    pub counts: Vec<(CaseState, CaseState, i64)>,
    /// The key after which the next page begins; `None` on the last page.
    pub next: Option<String>,
}

/// One case with everything about it.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The case with names.
    pub card: CaseCard,
    /// Its need.
    pub need: Option<Need>,
    /// Steps taken.
    pub steps: Vec<CaseStepRow>,
    /// Records.
    pub records: Vec<CaseRecordRow>,
    /// Files.
    pub evidence: Vec<EvidenceRow>,
    /// The parts that the actor may play.
    pub parts: Vec<Part>,
    /// The actions that the actor could attempt now.
    pub actions: Vec<Transition>,
}

/// What waits for the actor, overdue first.
#[derive(Debug, Clone)]
pub struct HomePage {
    /// Cases by urgency; those whose turn it is for the actor come first.
    pub cases: Vec<CaseCard>,
    /// Needs to be screened or published, or drafts to be finished.
    pub needs: Vec<Need>,
    /// Open questions to the actor's party.
    pub questions: Vec<QuestionRow>,
    /// What others did lately in the cases within reach, with who did it; the last first.
    pub recent: Vec<(LatestStep, String)>,
}

fn reach(cx: &Cx) -> Result<CaseFilter, Failure> {
    let scope = cx
        .actor
        .widest(Verb::Read, Area::Programme)
        .ok_or(Failure::NotFound)?;
    Ok(match scope {
        Scope::Own | Scope::Organisation => CaseFilter {
            party: cx.actor.party,
            organisation: Some(cx.actor.organisation.to_string()),
            ..CaseFilter::default()
        },
        Scope::District => CaseFilter {
            region: cx.actor.region.to_string(),
            ..CaseFilter::default()
        },
        Scope::All => CaseFilter::default(),
    })
}

/// Lists the cases in the actor's reach.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read cases at all.
pub async fn list_cases(
    cx: &Cx,
    states: &[CaseState],
    overdue: bool,
    page: &Page,
) -> Result<CaseList, Failure> {
    let reach = reach(cx)?;
    let due_before = overdue.then(|| cx.today());
    let filter = CaseFilter {
        states: states.to_vec(),
        due_before,
        ..reach.clone()
    };
    let cases = cx.store().cases(&filter, page).await?;
    let next = next_key(
        cases.len(),
        page,
        cases.last().map(|case| case.id.to_string()),
    );
    let counts = cx.store().case_counts(&reach).await?;
    Ok(CaseList {
        cards: cards(cx, cases).await?,
        counts,
        next,
    })
}

pub(super) async fn cards(cx: &Cx, cases: Vec<Case>) -> Result<Vec<CaseCard>, Failure> {
    let parties = cases
        .iter()
        .flat_map(|case| [case.sides.asker, case.sides.supplier]);
    let names = names_of(cx, parties.collect::<Vec<_>>()).await?;
    let titles = titles(cx, &cases).await?;
    let today = cx.today();
    let card = |case: Case| CaseCard {
        need_title: case
            .need
            .and_then(|need| titles.get(&need).cloned())
            .unwrap_or_default(),
        asker: names.get(&case.sides.asker).cloned().unwrap_or_default(),
        supplier: names.get(&case.sides.supplier).cloned().unwrap_or_default(),
        overdue: case.overdue(today),
        waits_for_me: waits_for(cx, &case),
        case,
    };
    Ok(cases.into_iter().map(card).collect())
}

async fn titles(cx: &Cx, cases: &[Case]) -> Result<HashMap<NeedId, String>, Failure> {
    let mut titles = HashMap::new();
    for need in cases.iter().filter_map(|case| case.need) {
        if !titles.contains_key(&need) {
            let found = cx.store().need(need).await?;
            titles.extend(found.map(|found| (need, found.title)));
        }
    }
    Ok(titles)
}

/// Is it the turn of a part that the actor plays? A proposal waits for the other side.
fn waits_for(cx: &Cx, case: &Case) -> bool {
    let parts = parts_of(cx, case);
    let acts = cx
        .pack()
        .programmes
        .get(&case.programme)
        .and_then(|programme| programme.stage(&case.stage));
    let proposal = case.state == CaseState::Proposed;
    match acts {
        _ if case.state == CaseState::Ended => false,
        _ if proposal && parts.contains(&case.sides.proposed_by) => false,
        _ if proposal => parts
            .iter()
            .any(|part| matches!(part, Part::Asker | Part::Supplier)),
        Some(stage) => parts.contains(&stage.acts),
        None => false,
    }
}

/// Reads one case.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_case(cx: &Cx, id: CaseId) -> Result<CasePage, Failure> {
    let case = visible_case(cx, id).await?;
    programme(cx, &case.programme)?;
    let parts = parts_of(cx, &case);
    let actions = case.open_actions(&parts);
    let need = match case.need {
        Some(need) => cx.store().need(need).await?,
        None => None,
    };
    let (steps, records) = (
        cx.store().case_steps(id).await?,
        cx.store().case_records(id).await?,
    );
    let evidence = cx.store().evidence_of(&id.to_string()).await?;
    let card = cards(cx, vec![case])
        .await?
        .pop()
        .ok_or(Failure::NotFound)?;
    Ok(CasePage {
        card,
        need,
        steps,
        records,
        evidence,
        parts,
        actions,
    })
}

/// The cases of a need that the actor may see.
pub(crate) async fn visible_cases_of(cx: &Cx, need: NeedId) -> Result<Vec<Case>, Failure> {
    let cases = cx.store().cases_of_need(need).await?;
    Ok(cases
        .into_iter()
        .filter(|case| cx.may(Verb::Read, Area::Programme, &owner_of(case)))
        .collect())
}

/// What waits for the actor.
///
/// # Errors
/// Only those of the store: an actor without any reading right has an empty home.
pub async fn read_home(cx: &Cx) -> Result<HomePage, Failure> {
    let (cases, recent) = match reach(cx) {
        Ok(filter) => (
            cx.store().cases_by_urgency(&filter, HOME_ROWS).await?,
            recent(cx, &filter).await?,
        ),
        Err(_) => (Vec::new(), Vec::new()),
    };
    let mut cards = cards(cx, cases).await?;
    cards.sort_by_key(|card| (!card.overdue, !card.waits_for_me));
    let questions = match cx.actor.party {
        Some(party) => cx.store().open_questions(party).await?,
        None => Vec::new(),
    };
    Ok(HomePage {
        cases: cards,
        needs: waiting_needs(cx).await?,
        questions,
        recent,
    })
}

async fn recent(cx: &Cx, filter: &CaseFilter) -> Result<Vec<(LatestStep, String)>, Failure> {
    let steps = cx.store().latest_steps(filter, HOME_HAPPENINGS).await?;
    let accounts: Vec<&str> = steps.iter().map(|step| step.account.as_str()).collect();
    let names = people(cx, &accounts).await?;
    let with_actor = |step: LatestStep| {
        let who = names.get(&step.account).cloned().unwrap_or_default();
        (step, who)
    };
    Ok(steps.into_iter().map(with_actor).collect())
}

async fn waiting_needs(cx: &Cx) -> Result<Vec<Need>, Failure> {
    let screens = cx.actor.widest(Verb::Screen, Area::Need);
    let filter = match screens {
        Some(Scope::All) => NeedFilter::default(),
        Some(_) => NeedFilter {
            region: cx.actor.region.to_string(),
            ..NeedFilter::default()
        },
        None if cx.actor.widest(Verb::Write, Area::Need).is_some() => NeedFilter {
            organisation: Some(cx.actor.organisation.to_string()),
            ..NeedFilter::default()
        },
        None => return Ok(Vec::new()),
    };
    let states = match screens {
        Some(_) => vec![NeedState::Collected, NeedState::Screened],
        None => vec![NeedState::Draft, NeedState::Screened],
    };
    Ok(cx
        .store()
        .needs(&NeedFilter { states, ..filter }, &Page::first(HOME_ROWS))
        .await?)
}
