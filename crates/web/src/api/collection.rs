//! Collections for programs: the rounds of an officer, one with who is late and what came back, and the answers that a
//! firm or an office hands in to what it is asked.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use benfu_app::collection::{
    AnswerDraft, Answers, AskedFirm, Over, Visit, Visited, asked_firm, hand_in, list_rounds,
    own_visit, read_round, rounds_asking,
};
use benfu_app::store::collection::{RecipientProgress, RoundProgress};
use benfu_app::{Cx, Failure, ProblemCode};
use benfu_domain::collection::{Presence, Progress, Return, Round, stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::need::Made;
use super::problem::id_of;
use super::{ApiProblem, Caller, Paged, ProblemBody};

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundBody {
    id: String,
    title: String,
    /// `firm` or `office`.
    sent_to: &'static str,
    opened_on: String,
    due_on: String,
    closed_on: Option<String>,
    /// Something is owed and the day has passed.
    late: bool,
    /// Firms that are asked about.
    asked: i64,
    /// Firms that are answered for.
    returned: i64,
    /// True gaps that the answers left open.
    gaps_left: i64,
}

fn body(cx: &Cx, round: &Round, progress: Progress) -> RoundBody {
    RoundBody {
        id: round.id.to_string(),
        title: round.title.clone(),
        sent_to: round.sent_to.word(),
        opened_on: round.opened_on.to_string(),
        due_on: round.due.on.to_string(),
        closed_on: round.closed_on.map(|on| on.to_string()),
        late: progress.is_late(round, cx.today()),
        asked: progress.asked,
        returned: progress.returned,
        gaps_left: progress.left_open,
    }
}

fn bodies(cx: &Cx, rounds: &[RoundProgress]) -> Vec<RoundBody> {
    let one = |found: &RoundProgress| body(cx, &found.round, found.progress);
    rounds.iter().map(one).collect()
}

/// A page of rounds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundPageBody {
    rounds: Vec<RoundBody>,
    /// The key after which the next page begins.
    next: Option<String>,
}

/// Rounds that the caller may see, the newest first.
#[utoipa::path(get, operation_id = "list_collections", path = "/api/v1/collections", params(Paged), responses(
    (status = 200, body = RoundPageBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn list(
    Caller(cx): Caller,
    Query(paged): Query<Paged>,
) -> Result<Json<RoundPageBody>, ApiProblem> {
    let found = list_rounds(&cx, &paged.page()).await?;
    Ok(Json(RoundPageBody {
        rounds: bodies(&cx, &found.rounds),
        next: found.next,
    }))
}

/// Open rounds that are sent to the caller's own firm or office, with how far its own answer has come.
#[utoipa::path(get, operation_id = "list_asking_collections", path = "/api/v1/collections/asking", responses(
    (status = 200, body = RoundPageBody)))]
pub(crate) async fn asking(Caller(cx): Caller) -> Result<Json<RoundPageBody>, ApiProblem> {
    let found = rounds_asking(&cx).await?;
    Ok(Json(RoundPageBody {
        rounds: bodies(&cx, &found),
        next: None,
    }))
}

/// One of those a round is sent to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipientBody {
    id: String,
    name: String,
    /// `waiting`, `opened`, `partly` or `returned`.
    stage: &'static str,
    late: bool,
    reminded_on: Option<String>,
    asked: i64,
    returned: i64,
    gaps_left: i64,
}

/// What came back at one time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReturnBody {
    id: String,
    recipient: Option<String>,
    /// `link` or `excel`.
    channel: &'static str,
    /// `read`, `taken` or `dropped`.
    state: &'static str,
    received_on: String,
    /// Conflicts that wait for a person.
    conflicts: i64,
}

/// A round with those it is sent to and what came back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundDetailBody {
    round: RoundBody,
    recipients: Vec<RecipientBody>,
    returns: Vec<ReturnBody>,
}

/// One round: who is late, and what came back.
#[utoipa::path(get, operation_id = "read_collection", path = "/api/v1/collections/{id}", params(("id" = String, Path)),
    responses((status = 200, body = RoundDetailBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn read(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<RoundDetailBody>, ApiProblem> {
    let page = read_round(&cx, id_of(&id)?).await?;
    let recipient = |one: &RecipientProgress| RecipientBody {
        id: one.recipient.id.to_string(),
        name: one.recipient.name.clone(),
        stage: stage(&one.recipient, one.progress).word(),
        late: one.progress.is_late(&page.round, cx.today()),
        reminded_on: one.recipient.reminded_on.map(|on| on.to_string()),
        asked: one.progress.asked,
        returned: one.progress.returned,
        gaps_left: one.progress.left_open,
    };
    let back = |back: &Return| ReturnBody {
        id: back.id.to_string(),
        recipient: back.recipient.map(|id| id.to_string()),
        channel: back.channel.word(),
        state: back.state.word(),
        received_on: back.received_on.to_string(),
        conflicts: page.conflicts.get(&back.id).copied().unwrap_or(0),
    };
    Ok(Json(RoundDetailBody {
        round: body(&cx, &page.round, page.progress()),
        recipients: page.recipients.iter().map(recipient).collect(),
        returns: page.returns.iter().map(back).collect(),
    }))
}

/// One line of a form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineBody {
    /// Its place in the form, from 1.
    ordinal: i64,
    /// Id of the concept.
    concept: String,
    /// The period that is meant; empty for the latest value.
    period: String,
    /// `gap` and `confirm` are asked; `fresh` and `unneeded` are not.
    presence: &'static str,
}

/// What is asked about one firm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedBody {
    party: String,
    name: String,
    lines: Vec<LineBody>,
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Gap => "gap",
        Presence::Confirm => "confirm",
        Presence::Fresh => "fresh",
        Presence::Unneeded => "unneeded",
    }
}

fn asked(firm: &AskedFirm) -> AskedBody {
    let lines = firm.lines.iter().filter(|line| !line.withheld);
    AskedBody {
        party: firm.party.id.to_string(),
        name: firm.party.name.clone(),
        lines: lines
            .map(|line| LineBody {
                ordinal: line.ordinal,
                concept: line.concept.id.clone(),
                period: line.period.to_string(),
                presence: presence(line.presence),
            })
            .collect(),
    }
}

/// The form of a round that is sent to the caller's firm or office, firm by firm.
#[utoipa::path(get, operation_id = "read_collection_form", path = "/api/v1/collections/{id}/form",
    params(("id" = String, Path)), responses((status = 200, body = Vec<AskedBody>), (status = 404, body = ProblemBody)))]
pub(crate) async fn form(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<AskedBody>>, ApiProblem> {
    let visit = visited(&cx, &id).await?;
    let mut firms = Vec::with_capacity(visit.subjects.len());
    for subject in &visit.subjects {
        firms.push(asked(&asked_firm(&visit, subject.party).await?));
    }
    Ok(Json(firms))
}

/// The answer to one line; a line that is left out is not answered, and never a zero.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AnswerBody {
    /// The place of the line in the form, from 1.
    ordinal: i64,
    /// The value as a person writes it, such as `1200万元`.
    #[serde(default)]
    value: String,
    /// The value on record is right.
    #[serde(default)]
    confirmed: bool,
    /// They do not want to say.
    #[serde(default)]
    declined: bool,
}

/// Answers about one firm.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SubmitBody {
    party: String,
    /// Who filled it in.
    #[serde(default)]
    filled_by: String,
    answers: Vec<AnswerBody>,
}

/// Hands in answers to a round that is sent to the caller's firm or office; what a better source contradicts waits for
/// the officer of the round. The same request twice has one effect.
#[utoipa::path(post, operation_id = "submit_collection_return", path = "/api/v1/collections/{id}/returns",
    params(("id" = String, Path)), request_body = SubmitBody, responses(
    (status = 201, body = Made), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn submit(
    Caller(cx): Caller,
    Path(id): Path<String>,
    Json(said): Json<SubmitBody>,
) -> Result<(StatusCode, Json<Made>), ApiProblem> {
    let visit = visited(&cx, &id).await?;
    if let Some(id) = visit.earlier().await? {
        return Ok((StatusCode::CREATED, Json(Made { id })));
    }
    let line = |answer: AnswerBody| {
        let draft = AnswerDraft {
            value: answer.value,
            confirmed: answer.confirmed,
            declined: answer.declined,
        };
        (answer.ordinal, draft)
    };
    let answers = Answers {
        party: id_of(&said.party)?,
        filled_by: said.filled_by,
        lines: said
            .answers
            .into_iter()
            .map(line)
            .collect::<BTreeMap<_, _>>(),
    };
    let id = hand_in(&visit, &answers).await?.to_string();
    Ok((StatusCode::CREATED, Json(Made { id })))
}

async fn visited(cx: &Cx, round: &str) -> Result<Visit, ApiProblem> {
    match own_visit(cx, id_of(round)?).await? {
        Visited::Open(visit) => Ok(*visit),
        Visited::Over(Over::Closed { .. } | Over::Revoked) => {
            Err(Failure::invalid(ProblemCode::RoundClosed).into())
        }
    }
}
