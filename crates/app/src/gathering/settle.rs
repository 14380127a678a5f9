//! After the meetings: a case for each that was held, a reason for each that was not, and the end of the whole.

use super::plan::taken_out;
use super::{organised, whole::Whole};
use crate::programme::{NewCase, case_between};
use crate::{Cx, Failure};
use benfu_domain::gathering::{GatheringAction, GatheringState, Meeting, MeetingState, Settled};
use benfu_domain::id::{GatheringId, MeetingId};
use benfu_domain::programme::{Action, Case, CaseState, Part};
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// Says of meetings whether they were held. A case is opened for each that was, unless the pair has an open one, which
/// then follows it. Returns how many cases were opened.
///
/// # Errors
/// [`Failure::Invalid`] before the day, or when a meeting was missed without a reason; [`Failure::NotFound`] when a
/// meeting is none of this gathering's, or is settled.
pub async fn settle_meetings(
    cx: &Cx,
    id: GatheringId,
    settled: Vec<(MeetingId, Settled)>,
) -> Result<usize, Failure> {
    let whole = organised(cx, id, GatheringAction::Settle).await?;
    let (mut meetings, mut opened) = (Vec::new(), Vec::new());
    for (meeting, came) in &settled {
        let waits = |one: &&Meeting| one.id == *meeting && one.state == MeetingState::Planned;
        let meeting = whole.meetings.iter().find(waits).ok_or(Failure::NotFound)?;
        let (meeting, case) = match came {
            Settled::Missed(reason) => (missed(meeting, reason)?, None),
            Settled::Held => held(cx, &whole, meeting).await?,
        };
        meetings.push(meeting);
        opened.extend(case);
    }
    if meetings.is_empty() {
        return Ok(0);
    }
    let mut write = cx.write("meetings_settled", &id.to_string()).await?;
    let told = meetings.iter().map(|one| {
        json!({ "meeting": one.id.to_string(), "state": one.state.word(), "reason": one.reason,
                "case": one.case.map(|case| case.to_string()) })
    });
    write.tell(json!({ "meetings": told.collect::<Vec<_>>() }));
    for case in &opened {
        write.save_case(case);
        write.add_case_step(case, &first_step(cx, &whole.gathering.title));
    }
    for meeting in &meetings {
        write.save_meeting(meeting);
    }
    cx.save(write).await?;
    Ok(opened.len())
}

fn first_step<'a>(cx: &Cx, title: &'a str) -> CaseStepDraft<'a> {
    CaseStepDraft {
        action: Action::Submit,
        from: CaseState::Proposed,
        part: Part::Asker,
        on: cx.today(),
        reason: title,
        code: "",
    }
}

fn missed(meeting: &Meeting, reason: &str) -> Result<Meeting, Failure> {
    let reason = Failure::unless_reason(reason, "reason")?;
    Ok(Meeting {
        state: MeetingState::Missed,
        reason: reason.to_owned(),
        version: meeting.version + 1,
        ..meeting.clone()
    })
}

/// The meeting as held, and the case that follows it when none is open for the pair.
async fn held(
    cx: &Cx,
    whole: &Whole,
    meeting: &Meeting,
) -> Result<(Meeting, Option<Case>), Failure> {
    let pair = meeting.pair;
    let cases = cx.store().cases_of_need(pair.need).await?;
    let open = cases
        .iter()
        .find(|case| case.sides.supplier == pair.supplier && case.end.is_none());
    let mut fresh = None;
    if open.is_none() {
        let need = whole.needs.get(&pair.need).ok_or(Failure::NotFound)?;
        let new = NewCase {
            programme: &whole.gathering.programme,
            supplier: pair.supplier,
            offer: meeting.offer,
            proposed_by: Part::Asker,
        };
        fresh = Some(case_between(cx, need, new).await?);
    }
    let follows = open
        .map(|case| case.id)
        .or(fresh.as_ref().map(|case| case.id));
    let meeting = Meeting {
        state: MeetingState::Held,
        case: follows,
        version: meeting.version + 1,
        ..meeting.clone()
    };
    Ok((meeting, fresh))
}

/// Ends a gathering whose meetings are settled and whose cases have ended.
///
/// # Errors
/// [`Failure::Invalid`] with how many are open.
pub async fn close_gathering(cx: &Cx, id: GatheringId) -> Result<(), Failure> {
    let whole = organised(cx, id, GatheringAction::Close).await?;
    let mut write = cx.write("gathering_closed", &id.to_string()).await?;
    write.save_gathering(&whole.gathering.moved(GatheringState::Closed));
    cx.save(write).await?;
    Ok(())
}

/// Calls a gathering off: its meetings are set no more.
///
/// # Errors
/// [`Failure::Invalid`] without a reason, or after a meeting was held.
pub async fn cancel_gathering(cx: &Cx, id: GatheringId, reason: &str) -> Result<(), Failure> {
    let whole = organised(cx, id, GatheringAction::Cancel).await?;
    let reason = Failure::unless_reason(reason, "reason")?;
    let mut write = cx.write("gathering_cancelled", &id.to_string()).await?;
    write.tell(json!({ "reason": reason }));
    write.save_gathering(&whole.gathering.moved(GatheringState::Cancelled));
    let set = whole
        .meetings
        .iter()
        .filter(|one| one.state == MeetingState::Planned);
    for meeting in set {
        let out = taken_out(meeting, reason);
        let version = meeting.version + 1;
        write.save_meeting(&Meeting { version, ..out });
    }
    cx.save(write).await?;
    Ok(())
}
