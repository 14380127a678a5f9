//! Setting the meetings: mutual wishes become a timetable, or pairs of an assignment.
//!
//! A meeting that is settled stays as it is, and so does every slot in which one is: the day has come so far. What else
//! was set before stays where it still can, so that few are moved when somebody drops out.

use super::assign::assignment;
use super::{organised, whole::Whole};
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::gathering::{
    Gathering, GatheringAction, GatheringKind, GatheringState, Meeting, MeetingState, Mutual, Pair,
};
use benfu_domain::id::{GatheringId, MeetingId, OfferId, PartyId};
use benfu_optimise::budget::Steps;
use benfu_optimise::meeting;
use std::collections::{BTreeSet, HashMap};

/// The same wishes give the same plan everywhere.
const SEED: u64 = 1;
/// What a search may cost, in cells of a timetable that are looked at.
const CELLS: u64 = 100_000_000;

/// A pair that meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set {
    pub(super) pair: Pair,
    pub(super) offer: Option<OfferId>,
    pub(super) at: Option<(u16, u16)>,
}

/// Who meets, and the sum of wishes met beside a sum that no plan exceeds, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(super) set: Vec<Set>,
    pub(crate) total: i64,
    pub(crate) bound: i64,
}

/// Sets the meetings, or sets them anew; returns how many are set.
///
/// # Errors
/// [`Failure::Invalid`] when no wish is mutual, or the gathering is over.
pub async fn plan_gathering(cx: &Cx, id: GatheringId) -> Result<usize, Failure> {
    let whole = organised(cx, id, GatheringAction::Plan).await?;
    if whole.mutual().is_empty() {
        return Err(Failure::invalid(ProblemCode::NothingMutual));
    }
    let (whole, plan) = planned(whole).await?;
    let set = plan.set.len();
    let mut write = cx.write("gathering_planned", &id.to_string()).await?;
    write.tell(serde_json::json!({ "meetings": set, "total": plan.total, "bound": plan.bound }));
    write.save_gathering(&in_force(&whole.gathering, &plan));
    for meeting in changed(cx, &whole, &plan, "") {
        write.save_meeting(&meeting);
    }
    cx.save(write).await?;
    Ok(set)
}

/// The gathering under a plan.
pub(super) fn in_force(gathering: &Gathering, plan: &Plan) -> Gathering {
    Gathering {
        planned: Some((plan.total, plan.bound)),
        ..gathering.moved(GatheringState::Planned)
    }
}

/// Plans off the async threads.
pub(super) async fn planned(whole: Whole) -> Result<(Whole, Plan), Failure> {
    let work = move || {
        let plan = plan(&whole);
        (whole, plan)
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::Bug(error.to_string()))
}

/// Who meets, by the wishes as they stand.
pub(crate) fn plan(whole: &Whole) -> Plan {
    match whole.gathering.kind {
        GatheringKind::Day => timetable(whole),
        GatheringKind::Assignment => assignment(whole),
    }
}

/// The meetings that a new plan does not touch.
pub(super) fn fixed(whole: &Whole) -> Vec<&Meeting> {
    let settled =
        |meeting: &&Meeting| matches!(meeting.state, MeetingState::Held | MeetingState::Missed);
    let over = over(whole);
    let stays = |meeting: &&Meeting| {
        let begun = meeting.at.is_some_and(|(slot, _)| over.contains(&slot));
        settled(meeting) || meeting.state == MeetingState::Planned && begun
    };
    whole.meetings.iter().filter(stays).collect()
}

/// The slots in which a meeting is settled.
fn over(whole: &Whole) -> BTreeSet<u16> {
    let held = whole
        .meetings
        .iter()
        .filter(|meeting| matches!(meeting.state, MeetingState::Held | MeetingState::Missed));
    held.filter_map(|meeting| Some(meeting.at?.0)).collect()
}

fn weight(mutual: &Mutual) -> i64 {
    let strengths = mutual.strengths.iter();
    strengths
        .map(|strength| i64::from(strength.value()) * 1000)
        .sum()
}

/// Mutual wishes that may still become meetings, the most wanted first.
pub(super) fn open_wishes(whole: &Whole) -> Vec<Mutual> {
    let fixed: BTreeSet<Pair> = fixed(whole).iter().map(|meeting| meeting.pair).collect();
    let mut open = whole.mutual();
    open.retain(|one| !fixed.contains(&one.pair));
    open.sort_by_key(|one| (std::cmp::Reverse(weight(one)), one.pair));
    open
}

/// What the meetings that stay are worth.
pub(super) fn fixed_weight(whole: &Whole) -> i64 {
    let fixed: BTreeSet<Pair> = fixed(whole).iter().map(|meeting| meeting.pair).collect();
    let met = whole.mutual();
    let met = met.iter().filter(|one| fixed.contains(&one.pair));
    met.map(weight).sum()
}

fn timetable(whole: &Whole) -> Plan {
    let open = open_wishes(whole);
    let day = day(whole, &open);
    let cells = (day.people.len() + day.tables.len()) * day.slots.len() + day.interests.len();
    let steps = CELLS / u64::try_from(cells.max(1)).unwrap_or(u64::MAX);
    let decided = meeting::decided(&day, SEED, &Steps(steps.clamp(200, 20_000)));
    let stays = fixed_weight(whole);
    let (mut set, mut total) = (Vec::new(), stays);
    for one in &decided {
        let mutual = &open[one.interest];
        total += weight(mutual);
        set.push(Set {
            pair: mutual.pair,
            offer: mutual.offer,
            at: counted(one.slot).zip(counted(one.table)),
        });
    }
    Plan {
        set,
        total,
        bound: (stays + meeting::bound(&day)).max(total),
    }
}

/// Places counted from 1, as people count.
fn counted(place: usize) -> Option<u16> {
    u16::try_from(place + 1).ok()
}

fn from_zero(number: u16) -> usize {
    usize::from(number.saturating_sub(1))
}

/// The day as the optimiser takes it: those who are there, and who would meet.
pub(super) fn day(whole: &Whole, open: &[Mutual]) -> meeting::Day {
    let hours = &whole.gathering.hours;
    let (over, fixed) = (over(whole), fixed(whole));
    let place: HashMap<PartyId, usize> = whole
        .present()
        .enumerate()
        .map(|(at, one)| (one.party, at))
        .collect();
    let people = whole.present().map(|one| {
        let met = fixed
            .iter()
            .filter(|meeting| concerns(whole, meeting, one.party));
        let most = one.most.map_or(meeting::MOST, usize::from);
        meeting::Person {
            id: one.party.to_string(),
            away: one
                .away
                .iter()
                .chain(&over)
                .map(|slot| from_zero(*slot))
                .collect(),
            table: one.table.map(from_zero),
            most: most.saturating_sub(met.count()),
        }
    });
    let interest = |mutual: &Mutual| {
        let asker = whole.asker_of(mutual.pair.need);
        let both = [
            asker.and_then(|asker| place.get(&asker)),
            place.get(&mutual.pair.supplier),
        ];
        meeting::Interest {
            // Both are there, or the wish would not be mutual.
            people: both.map(|one| one.copied().unwrap_or_default()),
            weight: weight(mutual),
        }
    };
    meeting::Day {
        slots: hours.slots().iter().map(ToString::to_string).collect(),
        tables: (1..=hours.tables).map(|table| table.to_string()).collect(),
        people: people.collect(),
        interests: open.iter().map(interest).collect(),
        previous: previous(whole, open),
    }
}

/// Does a meeting have this party on one of its sides?
pub(super) fn concerns(whole: &Whole, meeting: &Meeting, party: PartyId) -> bool {
    let asker = whole.asker_of(meeting.pair.need);
    meeting.pair.supplier == party || asker == Some(party)
}

/// The meetings that are set and still wanted.
fn previous(whole: &Whole, open: &[Mutual]) -> Vec<meeting::Meeting> {
    let interest: HashMap<Pair, usize> = open
        .iter()
        .enumerate()
        .map(|(at, one)| (one.pair, at))
        .collect();
    let set = whole
        .meetings
        .iter()
        .filter(|meeting| meeting.state == MeetingState::Planned);
    let kept = set.filter_map(|one| {
        let (slot, table) = one.at?;
        Some(meeting::Meeting {
            slot: from_zero(slot),
            table: from_zero(table),
            interest: *interest.get(&one.pair)?,
        })
    });
    kept.collect()
}

/// The meetings as the plan has them, where that is another way than they are on record. `why` tells those that are
/// taken out.
pub(super) fn changed(cx: &Cx, whole: &Whole, plan: &Plan, why: &str) -> Vec<Meeting> {
    let mut mint = || MeetingId::from_bits(cx.app.mint());
    changed_by(&mut mint, whole, plan, why)
}

/// The same with identifiers from elsewhere.
pub(crate) fn changed_by(
    mint: &mut dyn FnMut() -> MeetingId,
    whole: &Whole,
    plan: &Plan,
    why: &str,
) -> Vec<Meeting> {
    let mut set: HashMap<Pair, &Set> = plan.set.iter().map(|one| (one.pair, one)).collect();
    let fixed: BTreeSet<Pair> = fixed(whole).iter().map(|meeting| meeting.pair).collect();
    let mut changed = Vec::new();
    let loose = |meeting: &&Meeting| !fixed.contains(&meeting.pair);
    for meeting in whole.meetings.iter().filter(loose) {
        let next = match set.remove(&meeting.pair) {
            Some(one) => Meeting {
                offer: one.offer,
                at: one.at,
                state: MeetingState::Planned,
                reason: String::new(),
                ..meeting.clone()
            },
            None if meeting.state == MeetingState::Planned => taken_out(meeting, why),
            None => continue,
        };
        if next != *meeting {
            let version = meeting.version + 1;
            changed.push(Meeting { version, ..next });
        }
    }
    let fresh = plan.set.iter().filter(|one| set.contains_key(&one.pair));
    changed.extend(fresh.map(|one| Meeting {
        id: mint(),
        gathering: whole.gathering.id,
        pair: one.pair,
        offer: one.offer,
        at: one.at,
        state: MeetingState::Planned,
        reason: String::new(),
        case: None,
        version: 1,
    }));
    changed
}

/// A meeting that is set no more.
pub(super) fn taken_out(meeting: &Meeting, why: &str) -> Meeting {
    Meeting {
        at: None,
        state: MeetingState::Cancelled,
        reason: why.to_owned(),
        ..meeting.clone()
    }
}
