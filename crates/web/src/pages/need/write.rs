//! What is done to needs: saving, the steps of their lives, inviting, asking.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::fact::{AskFact, ask_fact};
use benfu_app::need::{MoveNeed, move_need};
use benfu_app::programme::{
    Attached, CloseSelection, OpenCase, Upload, attach, close_selection, open_case,
};
use benfu_domain::id::NeedId;
use benfu_domain::need::NeedAction;

use crate::error_page::{Problem, ProblemKind};
use crate::pages::{chosen_id, id_of};
use crate::route::Route;
use crate::server::{Effect, Posted, done, once};

/// `POST /needs/{id}/acts/{action}`.
pub(crate) async fn act(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let need: NeedId = id_of(&id)?;
    match action.as_str() {
        "save" => super::edit::save(Some(need), posted).await,
        "invite" => open(need, posted, true).await,
        "come-forward" => open(need, posted, false).await,
        "ask" => ask(need, posted).await,
        "attach" => upload(need, posted).await,
        "close_selection" => select(need, posted).await,
        word => match NeedAction::from_word(word).filter(|action| *action != NeedAction::Revise) {
            Some(action) => step(need, action, posted).await,
            None => Err(Problem::new(ProblemKind::NotFound)),
        },
    }
}

async fn step(id: NeedId, action: NeedAction, posted: Posted) -> Result<Response, Problem> {
    let command = MoveNeed {
        id,
        action,
        reason: posted.text(&format!("{}-reason", action.word())),
        code: posted.text("close-code"),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, move_need(cx, command)).await?;
    Ok(done(
        Route::Need(&id.to_string()),
        effect.notice("notice-done"),
    ))
}

async fn select(need: NeedId, posted: Posted) -> Result<Response, Problem> {
    let kept = posted.starting("keep-").into_iter();
    let selected = kept
        .map(|(case, _)| id_of(&case))
        .collect::<Result<_, _>>()?;
    let command = CloseSelection {
        need,
        selected,
        answer: posted.text("answer"),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, close_selection(cx, command)).await?;
    Ok(done(
        Route::Need(&need.to_string()),
        effect.notice("notice-selection-closed"),
    ))
}

/// Opens a case: the asker's side invites a supplier, or a firm comes forward for itself.
async fn open(need: NeedId, posted: Posted, invites: bool) -> Result<Response, Problem> {
    let supplier = if invites {
        Some(id_of(&posted.text("supplier"))?)
    } else {
        None
    };
    let command = OpenCase {
        need,
        supplier,
        offer: chosen_id(&posted.text("offer"))?,
        message: message(&posted),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, open_case(cx, command)).await?;
    Ok(done(
        Route::Case(&effect.id()),
        effect.notice("notice-invited"),
    ))
}

/// The word to the other side; its field carries the place of the offer in the page.
fn message(posted: &Posted) -> String {
    let fields = posted.starting("message").into_iter();
    fields.map(|(_, text)| text).next().unwrap_or_default()
}

async fn ask(need: NeedId, posted: Posted) -> Result<Response, Problem> {
    let command = AskFact {
        need,
        party: id_of(&posted.text("supplier"))?,
        offer: chosen_id(&posted.text("offer"))?,
        concepts: posted.all("concept"),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, ask_fact(cx, command)).await?;
    let notice = match effect {
        Effect::Fresh(0) => "notice-asked-none",
        Effect::Fresh(_) => "notice-asked",
        Effect::Before(_) => "notice-already",
    };
    Ok(done(Route::NeedMatches(&need.to_string()), notice))
}

async fn upload(need: NeedId, posted: Posted) -> Result<Response, Problem> {
    let file = posted
        .file("file")
        .ok_or_else(|| Problem::new(ProblemKind::BadRequest))?;
    let upload = Upload {
        to: Attached::Need(need),
        kind: String::new(),
        name: file.name.clone(),
        bytes: file.bytes.clone(),
    };
    let cx = &posted.signed.cx;
    let effect = once(cx, attach(cx, upload)).await?;
    Ok(done(
        Route::Need(&need.to_string()),
        effect.notice("notice-attached"),
    ))
}
