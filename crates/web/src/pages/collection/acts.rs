//! Acts on a round: links given out and taken back, reminders, closing.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use benfu_app::collection::{
    IssuedLink, LinksFor, Remind, Reminded, close_round, issue_links, remind, revoke_link,
    to_remind,
};
use benfu_domain::collection::{Late, SentTo, reminder};
use benfu_domain::id::{RecipientId, RoundId};
use serde::Deserialize;

use super::HandOutView;
use super::round::remind_act;
use crate::error_page::{Problem, ProblemKind};
use crate::pages::{chosen_id, id_of};
use crate::route::Route;
use crate::server::{Effect, Posted, Signed, Web, done, once};
use crate::view::Link;

/// One recipient, or all.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    recipient: String,
}

/// `POST /collections/rounds/{id}/acts/{action}`.
pub(crate) async fn act(
    State(web): State<Web>,
    Path((id, action)): Path<(String, String)>,
    Query(of): Query<Of>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Problem> {
    let round: RoundId = id_of(&id)?;
    let site = site(&web, &headers);
    let one = chosen_id(&of.recipient)?;
    match (action.as_str(), one) {
        ("links", _) => links(&posted, round, LinksFor::Missing, &site).await,
        ("link", Some(one)) => links(&posted, round, LinksFor::One(one), &site).await,
        ("revoke", Some(one)) => revoke(&posted, round, one).await,
        ("remind", _) => remind_now(&posted, round, &site).await,
        ("close", _) => close(&posted, round).await,
        _ => Err(Problem::new(ProblemKind::NotFound)),
    }
}

/// Where people reach this site from outside.
fn site(web: &Web, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let local = || format!("http://{}", host.unwrap_or("localhost"));
    let public = web.config.public_url.as_deref();
    public.map_or_else(local, |url| url.trim_end_matches('/').to_owned())
}

fn link_address(site: &str, token: &str) -> String {
    format!("{site}{}", Route::LinkForm(token))
}

fn back_to(round: RoundId) -> String {
    Route::Round(&round.to_string()).to_string()
}

/// The links stand in the answer itself: their tokens are kept nowhere, so no other page can show them.
async fn links(
    posted: &Posted,
    round: RoundId,
    to: LinksFor,
    site: &str,
) -> Result<Response, Problem> {
    let (signed, lang) = (&posted.signed, posted.signed.lang);
    let effect = once(&signed.cx, issue_links(&signed.cx, round, to)).await?;
    let issued = match effect {
        Effect::Fresh(issued) if !issued.is_empty() => issued,
        Effect::Fresh(_) | Effect::Before(_) => {
            return Ok(done(back_to(round), "notice-already"));
        }
    };
    let row = |link: &IssuedLink| (link.recipient.name.clone(), link_address(site, &link.token));
    let rows: Vec<(String, String)> = issued.iter().map(row).collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|(name, link)| format!("{name}\n{link}"))
        .collect();
    Ok(signed.page(&HandOutView {
        heading: lang.t("links-heading").into_owned(),
        round: Link::new(lang.t("links-back"), back_to(round)),
        note: lang.t("links-note").into_owned(),
        lines: height(&lines.join("\n")),
        text: lines.join("\n"),
        rows,
        acts: Vec::new(),
    }))
}

fn height(text: &str) -> usize {
    text.lines().count().clamp(4, 24)
}

async fn revoke(posted: &Posted, round: RoundId, one: RecipientId) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let effect = once(cx, revoke_link(cx, round, one)).await?;
    Ok(done(back_to(round), effect.notice("notice-done")))
}

async fn close(posted: &Posted, round: RoundId) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    if !posted.ticked("close-sure") {
        return Err(Problem::new(ProblemKind::Invalid));
    }
    let effect = once(cx, close_round(cx, round)).await?;
    Ok(done(back_to(round), effect.notice("notice-done")))
}

async fn remind_now(posted: &Posted, round: RoundId, site: &str) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let command = Remind {
        only: chosen_id(&posted.text("recipient"))?,
        fresh_links: posted.ticked("fresh"),
    };
    match once(&signed.cx, remind(&signed.cx, round, command)).await? {
        Effect::Fresh(reminded) if command.fresh_links => {
            let view = reminded_view(signed, &reminded, site);
            Ok(signed.page(&view))
        }
        effect => Ok(done(back_to(round), effect.notice("notice-done"))),
    }
}

/// `GET /collections/rounds/{id}/reminder`: the text; nothing is written.
pub(crate) async fn reminder_text(
    signed: Signed,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let round: RoundId = id_of(&id)?;
    let reminded = to_remind(&signed.cx, round, chosen_id(&of.recipient)?).await?;
    let view = HandOutView {
        acts: vec![remind_act(signed.lang, &id, &of.recipient)],
        ..reminded_view(&signed, &reminded, "")
    };
    Ok(signed.page(&view))
}

fn reminded_view(signed: &Signed, reminded: &Reminded, site: &str) -> HandOutView {
    let lang = signed.lang;
    let office = reminded.round.sent_to == SentTo::Office;
    let late: Vec<Late> = reminded
        .owing
        .iter()
        .map(|one| Late {
            name: one.recipient.name.clone(),
            waiting: one.progress.asked - one.progress.returned,
            office,
            link: reminded
                .tokens
                .get(&one.recipient.id)
                .map(|token| link_address(site, token)),
        })
        .collect();
    let from = signed.organisation();
    let text = reminder(&reminded.round, &late, from, signed.cx.today());
    let rows = late
        .into_iter()
        .filter_map(|late| Some((late.name, late.link?)))
        .collect();
    let key = if reminded.tokens.is_empty() {
        "reminder-note"
    } else {
        "links-note"
    };
    HandOutView {
        heading: lang.t("reminder-heading").into_owned(),
        round: Link::new(&reminded.round.title, back_to(reminded.round.id)),
        note: lang.t(key).into_owned(),
        lines: height(&text),
        text,
        rows,
        acts: Vec::new(),
    }
}
