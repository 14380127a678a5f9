//! Reading needs: lists with counts, and one need with its life.

use super::{is_open, owner_of};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::id::NeedId;
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, PublicationPart};
use benfu_domain::party::Party;
use benfu_domain::programme::Case;
use benfu_store::Page;
use benfu_store::evidence::EvidenceRow;
use benfu_store::need::{NeedFilter, NeedStepRow};

/// One need in a list.
#[derive(Debug, Clone)]
pub struct NeedCard {
    /// The need, without its constraints.
    pub need: Need,
    /// Name of the party that has it.
    pub party_name: String,
    /// How many parts publication still lacks; 0 once published.
    pub missing: usize,
}

/// A list of needs with how many stand in each state.
#[derive(Debug, Clone)]
pub struct NeedList {
    /// The rows of this page.
    pub cards: Vec<NeedCard>,
    /// How many needs of the whole list stand in each state.
    pub counts: Vec<(NeedState, i64)>,
    /// The key after which the next page begins; `None` on the last page.
    pub next: Option<String>,
}

/// One need with everything about it that the reader may see.
#[derive(Debug, Clone)]
pub struct NeedPage {
    /// The need.
    pub need: Need,
    /// The party that has it.
    pub party: Option<Party>,
    /// What publication still lacks.
    pub missing: Vec<PublicationPart>,
    /// The constraints of the published version, when they differ from the working ones.
    pub published_constraints: Vec<Constraint>,
    /// The steps of its life.
    pub steps: Vec<NeedStepRow>,
    /// Its cases that the reader may see.
    pub cases: Vec<Case>,
    /// Its files.
    pub evidence: Vec<EvidenceRow>,
    /// The steps that the reader may take now.
    pub actions: Vec<NeedAction>,
    /// May the reader change it?
    pub may_write: bool,
    /// May the reader see ranked offers for it and invite?
    pub may_match: bool,
}

/// Lists the needs that the actor may see: those in reach, and the published ones of everybody.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read needs at all.
pub async fn list_needs(cx: &Cx, states: &[NeedState], page: &Page) -> Result<NeedList, Failure> {
    let filter = reach(cx, states)?;
    let needs = cx.store().needs(&filter, page).await?;
    let next = crate::party::next_key(
        needs.len(),
        page,
        needs.last().map(|need| need.id.to_string()),
    );
    let names = crate::party::names_of(cx, needs.iter().filter_map(|need| need.party)).await?;
    let mut cards = Vec::new();
    for need in needs {
        let party_name = need
            .party
            .and_then(|party| names.get(&party).cloned())
            .unwrap_or_default();
        cards.push(NeedCard {
            missing: missing(cx, &need).await?,
            need,
            party_name,
        });
    }
    let counts = cx
        .store()
        .need_counts(&NeedFilter {
            states: Vec::new(),
            ..filter
        })
        .await?;
    Ok(NeedList {
        cards,
        counts,
        next,
    })
}

/// What a need before publication lacks; a list brings needs without their constraints, so these are read here.
async fn missing(cx: &Cx, need: &Need) -> Result<usize, Failure> {
    if !matches!(
        need.state,
        NeedState::Draft | NeedState::Collected | NeedState::Screened
    ) {
        return Ok(0);
    }
    let mut whole = need.clone();
    whole.terms.constraints = cx.store().constraints(need.id, 0).await?;
    Ok(missing_parts(cx, &whole).len())
}

/// What a need still lacks of what its programme asks for before publication; its constraints must have been read.
pub fn missing_parts(cx: &Cx, need: &Need) -> Vec<PublicationPart> {
    let programme = cx.pack().programmes.get(&need.programme);
    let asked = programme.map_or(PublicationPart::ALL, |programme| &programme.publication);
    need.missing(asked)
}

fn reach(cx: &Cx, states: &[NeedState]) -> Result<NeedFilter, Failure> {
    let scope = cx
        .actor
        .widest(Verb::Read, Area::Need)
        .ok_or(Failure::NotFound)?;
    let base = NeedFilter {
        states: states.to_vec(),
        published_too: true,
        ..NeedFilter::default()
    };
    Ok(match scope {
        Scope::Own | Scope::Organisation => NeedFilter {
            organisation: Some(cx.actor.organisation.to_string()),
            ..base
        },
        Scope::District => NeedFilter {
            region: cx.actor.region.to_string(),
            ..base
        },
        Scope::All => base,
    })
}

/// Reads one need.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_need(cx: &Cx, id: NeedId) -> Result<NeedPage, Failure> {
    let need = visible_need(cx, id).await?;
    let owner = owner_of(&need);
    let inside = cx.may(Verb::Read, Area::Need, &owner);
    let party = match need.party {
        Some(party) => cx.store().party(party).await?,
        None => None,
    };
    let published = cx.store().constraints(id, need.published_version).await?;
    let steps = if inside {
        cx.store().need_steps(id).await?
    } else {
        Vec::new()
    };
    let evidence = if inside {
        cx.store().evidence_of(&id.to_string()).await?
    } else {
        Vec::new()
    };
    Ok(NeedPage {
        missing: missing_parts(cx, &need),
        published_constraints: published,
        steps,
        cases: crate::programme::visible_cases_of(cx, id).await?,
        evidence,
        actions: open_actions(cx, &need),
        may_write: cx.may(Verb::Write, Area::Need, &owner),
        may_match: cx.may(Verb::Match, Area::Need, &owner),
        party,
        need,
    })
}

/// The need, if the actor may know of it: in reach, or published.
pub(crate) async fn visible_need(cx: &Cx, id: NeedId) -> Result<Need, Failure> {
    let need = cx.store().need(id).await?.ok_or(Failure::NotFound)?;
    let reads_needs = cx.actor.widest(Verb::Read, Area::Need).is_some();
    if !(is_open(&need) && reads_needs) {
        cx.authorise(Verb::Read, Area::Need, &owner_of(&need))?;
    }
    Ok(need)
}

fn open_actions(cx: &Cx, need: &Need) -> Vec<NeedAction> {
    let owner = owner_of(need);
    let lines = benfu_domain::need::LIFE
        .iter()
        .filter(|line| line.0 == need.state)
        .map(|line| line.1);
    lines
        .filter(|action| cx.may(super::move_need::verb_for(*action), Area::Need, &owner))
        .collect()
}
