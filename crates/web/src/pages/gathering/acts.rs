//! Acts on a gathering and on the parts in it.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::gathering::{
    PartDraft, cancel_gathering, close_gathering, join, leave, plan_gathering, read_gathering,
    save_part, settle_meetings,
};
use benfu_domain::gathering::{MeetingState, Settled};
use benfu_domain::id::{GatheringId, MeetingId, PartyId};

use crate::error_page::{Problem, ProblemKind};
use crate::pages::id_of;
use crate::route::Route;
use crate::server::{Posted, done, once};

/// `POST /gatherings/{id}/acts/{action}`.
pub(crate) async fn act(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let gathering: GatheringId = id_of(&id)?;
    let reason = posted.text("cancel-reason");
    let notice = match action.as_str() {
        "join" => once(cx, join(cx, gathering, Vec::new()))
            .await?
            .notice("notice-done"),
        "plan" => once(cx, plan_gathering(cx, gathering))
            .await?
            .notice("notice-planned"),
        "close" => once(cx, close_gathering(cx, gathering))
            .await?
            .notice("notice-done"),
        "cancel" => once(cx, cancel_gathering(cx, gathering, &reason))
            .await?
            .notice("notice-done"),
        "all-held" if posted.ticked("held-sure") => {
            let all = waiting(&posted, gathering).await?;
            let held = all.into_iter().map(|meeting| (meeting, Settled::Held));
            settled(&posted, gathering, held.collect()).await?
        }
        "settle" => settled(&posted, gathering, told(&posted)?).await?,
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    Ok(done(Route::Gathering(&id), notice))
}

async fn settled(
    posted: &Posted,
    id: GatheringId,
    settled: Vec<(MeetingId, Settled)>,
) -> Result<&'static str, Problem> {
    if settled.is_empty() {
        return Ok("notice-nothing-said");
    }
    let cx = &posted.signed.cx;
    let effect = once(cx, settle_meetings(cx, id, settled)).await?;
    Ok(effect.notice("notice-settled"))
}

async fn waiting(posted: &Posted, id: GatheringId) -> Result<Vec<MeetingId>, Problem> {
    let page = read_gathering(&posted.signed.cx, id).await?;
    let waits = page
        .meetings
        .iter()
        .filter(|one| one.meeting.state == MeetingState::Planned);
    Ok(waits.map(|one| one.meeting.id).collect())
}

/// What the form says of each meeting: `came-{id}` is `held` or `missed`, `why-{id}` the reason.
fn told(posted: &Posted) -> Result<Vec<(MeetingId, Settled)>, Problem> {
    let mut told = Vec::new();
    for (id, came) in posted.starting("came-") {
        let meeting: MeetingId = id_of(id.trim_start_matches("came-"))?;
        match came.as_str() {
            "held" => told.push((meeting, Settled::Held)),
            "missed" => {
                let why = posted.text(&format!("why-{meeting}"));
                told.push((meeting, Settled::Missed(why)));
            }
            _ => {}
        }
    }
    Ok(told)
}

/// `POST /gatherings/{id}/parts/{party}/{action}`.
pub(crate) async fn part(
    Path((id, party, action)): Path<(String, String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let gathering: GatheringId = id_of(&id)?;
    let own: PartyId = id_of(&party)?;
    match action.as_str() {
        "change" => {
            let draft = PartDraft {
                version: posted.version(),
                table: posted.text("table"),
                away: posted.text("away"),
                most: posted.text("most"),
            };
            let effect = once(cx, save_part(cx, gathering, own, draft)).await?;
            let back = Route::GatheringWishes(&id, &party);
            Ok(done(back, effect.notice("notice-saved")))
        }
        "leave" => {
            let reason = posted.text("leave-reason");
            let effect = once(cx, leave(cx, gathering, own, &reason)).await?;
            Ok(done(Route::Gathering(&id), effect.notice("notice-left")))
        }
        _ => Err(Problem::new(ProblemKind::NotFound)),
    }
}
