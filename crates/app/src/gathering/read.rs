//! Reading gatherings: the list, and one with who takes part, what is set and what is not.

use super::assign::sides;
use super::plan::{concerns, day, open_wishes};
use super::{GatheringProgress, owner_of, whole::Whole};
use crate::{Cx, Failure, Page};
use benfu_domain::Label;
use benfu_domain::access::{Area, Owner, Scope, Verb};
use benfu_domain::gathering::{
    Gathering, GatheringAction, GatheringKind, GatheringState, Meeting, MeetingState, Pair,
    Participant, Side, Standing, Strength,
};
use benfu_domain::id::{GatheringId, NeedId, PartyId};
use benfu_domain::need::Need;
use benfu_domain::programme::Case;
use benfu_optimise::{meeting, pairing};
use std::collections::{BTreeSet, HashMap};

/// Gatherings that are looked at for the home page.
const AT_HOME: i64 = 100;

/// A page of gatherings.
#[derive(Debug, Clone)]
pub struct GatheringList {
    /// The gatherings, the newest first.
    pub gatherings: Vec<GatheringProgress>,
    /// The key after which the next page begins.
    pub next: Option<String>,
    /// May the actor make one?
    pub may_write: bool,
}

/// Somebody who takes part, as the reader may see it.
#[derive(Debug, Clone)]
pub struct PartyHere {
    /// The part it takes.
    pub participant: Participant,
    /// Its name.
    pub name: String,
    /// The needs it brings.
    pub needs: Vec<NeedId>,
    /// Whom it would meet, who would meet it, and what of it is mutual; for the organiser and itself.
    pub said: Option<Said>,
    /// May the reader say its wishes and change its part?
    pub may_change: bool,
}

/// How many wishes stand on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// Pairs that it wants.
    pub wants: usize,
    /// Pairs in which it is wanted.
    pub wanted: usize,
    /// Pairs that both sides want.
    pub mutual: usize,
    /// Meetings that are set or were held.
    pub meetings: usize,
}

/// A need that is brought.
#[derive(Debug, Clone)]
pub struct NeedHere {
    /// The need.
    pub need: Need,
    /// How many suppliers it takes in an assignment.
    pub places: i64,
    /// The party that has it.
    pub asker: String,
}

/// A pair with its meeting.
#[derive(Debug, Clone)]
pub struct PairShown {
    /// The meeting.
    pub meeting: Meeting,
    /// The asker.
    pub asker: Option<PartyId>,
    /// The case that follows it, when the reader may see it.
    pub case: Option<Case>,
}

/// One gathering.
#[derive(Debug, Clone)]
pub struct GatheringPage {
    /// The gathering.
    pub gathering: Gathering,
    /// Those who take part or did.
    pub parties: Vec<PartyHere>,
    /// What they bring.
    pub needs: Vec<NeedHere>,
    /// The meetings that the reader may see: all for the organiser, one's own for the others. In the order of slots.
    pub meetings: Vec<PairShown>,
    /// Mutual wishes without a meeting, or suppliers of an assignment without a need; why.
    pub unmet: Vec<(Pair, Label)>,
    /// Suppliers of an assignment who are left without a need; why.
    pub left_over: Vec<(PartyId, Label)>,
    /// Pairs that one side wants and the other has not answered.
    pub unanswered: usize,
    /// Pairs that both sides want.
    pub mutual: usize,
    /// Where its meetings stand.
    pub standing: Standing,
    /// Names of all parties of it.
    pub names: HashMap<PartyId, String>,
    /// Is the reader its organiser?
    pub may_write: bool,
    /// May the reader's firm take part, and does not yet?
    pub may_join: bool,
}

/// Lists the gatherings in the actor's reach, and those that are running of everybody.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read gatherings at all.
pub async fn list_gatherings(cx: &Cx, page: &Page) -> Result<GatheringList, Failure> {
    let found = cx
        .store()
        .gatherings(&reach(cx)?, cx.actor.party, page)
        .await?;
    let last = found.last().map(|one| one.gathering.id.to_string());
    let next = crate::party::next_key(found.len(), page, last);
    let mine = |one: &GatheringProgress| cx.actor.party.filter(|_| one.mine);
    let seen = |one: &GatheringProgress| {
        let owner = Owner {
            parties: mine(one).into_iter().collect(),
            ..owner_of(&one.gathering, &[])
        };
        is_running(&one.gathering) || cx.may(Verb::Read, Area::Gathering, &owner)
    };
    Ok(GatheringList {
        gatherings: found.into_iter().filter(seen).collect(),
        next,
        may_write: cx.may(Verb::Write, Area::Gathering, &cx.own()),
    })
}

/// The gatherings of the actor's own making whose day has come and whose meetings are not settled, for the home page.
///
/// # Errors
/// Failures of the store.
pub async fn gatherings_of_home(cx: &Cx) -> Result<Vec<GatheringProgress>, Failure> {
    if !cx.may(Verb::Write, Area::Gathering, &cx.own()) {
        return Ok(Vec::new());
    }
    let page = Page::first(AT_HOME);
    let mut found = cx.store().gatherings(&reach(cx)?, None, &page).await?;
    found.retain(|one| {
        let due = one.waiting > 0 && one.gathering.held_on <= cx.today();
        let own = cx.may(Verb::Write, Area::Gathering, &owner_of(&one.gathering, &[]));
        is_running(&one.gathering) && due && own
    });
    Ok(found)
}

/// The prefix of regions whose gatherings are read; none that is a region for those who read only their own.
fn reach(cx: &Cx) -> Result<String, Failure> {
    let scope = cx.actor.widest(Verb::Read, Area::Gathering);
    match scope.ok_or(Failure::NotFound)? {
        Scope::All => Ok(String::new()),
        Scope::Own => Ok("-".to_owned()),
        Scope::Organisation | Scope::District => Ok(cx.actor.region.to_string()),
    }
}

/// A running gathering is open to everybody who may read gatherings at all.
pub(super) fn is_running(gathering: &Gathering) -> bool {
    matches!(
        gathering.state,
        GatheringState::Open | GatheringState::Planned
    )
}

/// Reads one gathering.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_gathering(cx: &Cx, id: GatheringId) -> Result<GatheringPage, Failure> {
    let whole = Whole::read(cx, id).await?;
    let organiser = cx.may(Verb::Write, Area::Gathering, &whole.owner());
    let askers = whole.needs.values().filter_map(|need| need.party);
    let suppliers = whole.meetings.iter().map(|one| one.pair.supplier);
    let all = whole.participants.iter().map(|one| one.party);
    let names = crate::party::names_of(cx, all.chain(askers).chain(suppliers)).await?;
    let own = cx.actor.party;
    let takes_part = own.is_some_and(|own| whole.present().any(|one| one.party == own));
    let sees = |party: PartyId| organiser || own == Some(party);
    let (unmet, left_over) = unmet(&whole);
    let pair_seen =
        |pair: &Pair| sees(pair.supplier) || whole.asker_of(pair.need).is_some_and(sees);
    Ok(GatheringPage {
        parties: parties(cx, &whole, &names, &sees),
        needs: needs(&whole, &names),
        meetings: meetings(cx, &whole, &sees),
        unmet: unmet
            .into_iter()
            .filter(|(pair, _)| pair_seen(pair))
            .collect(),
        left_over: left_over
            .into_iter()
            .filter(|(party, _)| sees(*party))
            .collect(),
        unanswered: unanswered(&whole),
        mutual: whole.mutual().len(),
        standing: whole.standing(),
        may_write: organiser,
        may_join: !takes_part && may_join(cx, &whole),
        names,
        gathering: whole.gathering,
    })
}

fn may_join(cx: &Cx, whole: &Whole) -> bool {
    let owner = Owner {
        parties: cx.actor.party.into_iter().collect(),
        ..whole.owner()
    };
    let standing = whole.standing();
    let bring = GatheringAction::Bring;
    cx.actor.party.is_some()
        && cx.may(Verb::Act, Area::Gathering, &owner)
        && whole
            .gathering
            .allows(bring, standing, cx.today(), false)
            .is_ok()
}

fn parties(
    cx: &Cx,
    whole: &Whole,
    names: &HashMap<PartyId, String>,
    sees: &impl Fn(PartyId) -> bool,
) -> Vec<PartyHere> {
    let mut said = said(whole);
    let here = whole.participants.iter().map(|one| {
        let needs = whole.needs.values();
        let needs = needs.filter(|need| need.party == Some(one.party));
        let own = Owner {
            parties: vec![one.party],
            ..whole.owner()
        };
        let acts = cx.actor.party == Some(one.party) && cx.may(Verb::Act, Area::Gathering, &own);
        PartyHere {
            name: names.get(&one.party).cloned().unwrap_or_default(),
            needs: needs.map(|need| need.id).collect(),
            said: sees(one.party).then(|| said.remove(&one.party).unwrap_or_default()),
            may_change: one.left.is_none()
                && is_running(&whole.gathering)
                && (acts || cx.may(Verb::Write, Area::Gathering, &whole.owner())),
            participant: one.clone(),
        }
    });
    here.collect()
}

/// Counts of wishes and meetings by party.
fn said(whole: &Whole) -> HashMap<PartyId, Said> {
    let mut said: HashMap<PartyId, Said> = HashMap::new();
    let sides = |pair: Pair| [whole.asker_of(pair.need), Some(pair.supplier)];
    for wish in whole
        .wishes
        .iter()
        .filter(|wish| wish.strength > Strength::NO)
    {
        let [asker, supplier] = sides(wish.pair);
        let (own, other) = match wish.side {
            Side::Asker => (asker, supplier),
            Side::Supplier => (supplier, asker),
        };
        if let Some(own) = own {
            said.entry(own).or_default().wants += 1;
        }
        if let Some(other) = other {
            said.entry(other).or_default().wanted += 1;
        }
    }
    for mutual in whole.mutual() {
        for party in sides(mutual.pair).into_iter().flatten() {
            said.entry(party).or_default().mutual += 1;
        }
    }
    let met = |one: &&Meeting| matches!(one.state, MeetingState::Planned | MeetingState::Held);
    for meeting in whole.meetings.iter().filter(met) {
        for party in sides(meeting.pair).into_iter().flatten() {
            said.entry(party).or_default().meetings += 1;
        }
    }
    said
}

fn needs(whole: &Whole, names: &HashMap<PartyId, String>) -> Vec<NeedHere> {
    let here = whole.brought.iter().filter_map(|one| {
        let need = whole.needs.get(&one.need)?.clone();
        let asker = need.party.and_then(|party| names.get(&party).cloned());
        Some(NeedHere {
            need,
            places: one.places,
            asker: asker.unwrap_or_default(),
        })
    });
    here.collect()
}

fn meetings(cx: &Cx, whole: &Whole, sees: &impl Fn(PartyId) -> bool) -> Vec<PairShown> {
    let visible = |meeting: &&Meeting| {
        let asker = whole.asker_of(meeting.pair.need);
        sees(meeting.pair.supplier) || asker.is_some_and(sees)
    };
    let shown = whole.meetings.iter().filter(visible).map(|meeting| {
        let case = meeting.case.and_then(|case| whole.cases.get(&case));
        let case = case.filter(|case| {
            let owner = crate::programme::owner_of(case);
            cx.may(Verb::Read, Area::Programme, &owner)
        });
        PairShown {
            asker: whole.asker_of(meeting.pair.need),
            case: case.cloned(),
            meeting: meeting.clone(),
        }
    });
    let mut shown: Vec<PairShown> = shown.collect();
    shown.sort_by_key(|one| (one.meeting.at.unwrap_or((u16::MAX, 0)), one.meeting.id));
    shown
}

/// Pairs that only one side wants, while the other has said nothing.
fn unanswered(whole: &Whole) -> usize {
    let said: BTreeSet<(Pair, bool)> = whole
        .wishes
        .iter()
        .map(|wish| (wish.pair, wish.side == Side::Supplier))
        .collect();
    let alone = |wish: &&benfu_domain::gathering::Wish| {
        let other = wish.side != Side::Supplier;
        wish.strength > Strength::NO && !said.contains(&(wish.pair, other))
    };
    whole.wishes.iter().filter(alone).count()
}

type Reasons<T> = Vec<(T, Label)>;

/// Once meetings are set: why a mutual wish has none, or why a supplier is left without a need.
fn unmet(whole: &Whole) -> (Reasons<Pair>, Reasons<PartyId>) {
    if whole.gathering.state != GatheringState::Planned {
        return (Vec::new(), Vec::new());
    }
    match whole.gathering.kind {
        GatheringKind::Day => (without_slot(whole), Vec::new()),
        GatheringKind::Assignment => (Vec::new(), without_need(whole)),
    }
}

/// The plan in force, held against the wishes as they stand now.
fn without_slot(whole: &Whole) -> Reasons<Pair> {
    let open = open_wishes(whole);
    let place: HashMap<Pair, usize> = open
        .iter()
        .enumerate()
        .map(|(at, one)| (one.pair, at))
        .collect();
    let planned = |meeting: &&Meeting| meeting.state == MeetingState::Planned;
    let set = whole.meetings.iter().filter(planned).filter_map(|one| {
        let (slot, table) = one.at?;
        Some(meeting::Meeting {
            slot: usize::from(slot.saturating_sub(1)),
            table: usize::from(table.saturating_sub(1)),
            interest: *place.get(&one.pair)?,
        })
    });
    let set: Vec<meeting::Meeting> = set.collect();
    let day = day(whole, &open);
    let told = meeting::unmet(&day, &set).into_iter();
    told.map(|(interest, why)| (open[interest].pair, why.label()))
        .collect()
}

fn without_need(whole: &Whole) -> Reasons<PartyId> {
    let sides = sides(whole);
    let need: HashMap<NeedId, u32> = sides.needs.iter().copied().zip(0_u32..).collect();
    let host_of = sides.suppliers.iter().map(|supplier| {
        let mut set = whole.meetings.iter().filter(|meeting| {
            meeting.state == MeetingState::Planned && concerns(whole, meeting, *supplier)
        });
        let own = set.find(|meeting| meeting.pair.supplier == *supplier)?;
        need.get(&own.pair.need).copied()
    });
    let pairs = pairing::Pairs {
        host_of: host_of.collect(),
    };
    let told = pairing::without(&sides.round, &pairs).into_iter();
    told.map(|(asker, why)| (sides.suppliers[asker as usize], why.label()))
        .collect()
}
