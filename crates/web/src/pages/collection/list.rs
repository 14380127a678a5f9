//! Rounds and forms, filled from use cases.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::Page;
use benfu_app::collection::{list_forms, list_rounds};
use benfu_app::store::collection::RoundProgress;
use benfu_domain::collection::{Form, Progress, Round, SentTo};
use serde::Deserialize;

use super::{CollectionsView, FormRow, RoundRow};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::locale::Lang;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Link, Mark, Paging, Tone};
use crate::words;

const ROWS: i64 = 50;
/// Bars of the picture at most.
const BARS: usize = 12;

/// Where the list begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    after: String,
}

/// `GET /collections`.
pub(crate) async fn list(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let page = Page {
        after: asked.after,
        limit: ROWS,
    };
    let found = list_rounds(&signed.cx, &page).await?;
    let forms = list_forms(&signed.cx, &Page::first(ROWS)).await?;
    let lang = signed.lang;
    let next = found.next.as_deref();
    let may = found.may_write;
    Ok(signed.page(&CollectionsView {
        picture: picture(lang, &found.rounds),
        rounds: found.rounds.iter().map(|one| row(&signed, one)).collect(),
        forms: forms
            .iter()
            .map(|form| form_row(&signed, form, may))
            .collect(),
        create: may.then(|| Link::new(lang.t("form-new"), Route::FormNew)),
        paging: Paging {
            next: next.map(|next| Route::Collections.with(&[("after", next)])),
            ..Paging::default()
        },
    }))
}

fn picture(lang: Lang, rounds: &[RoundProgress]) -> Option<Picture> {
    let open = rounds.iter().filter(|one| one.round.closed_on.is_none());
    let rows: Vec<Bar> = open.take(BARS).map(|one| bar(lang, one)).collect();
    let caption = Caption::new(
        "rounds",
        lang.t("rounds-picture"),
        lang.t("rounds-picture-basis"),
    );
    (!rows.is_empty()).then(|| bars(&caption, &rows))
}

fn bar(lang: Lang, one: &RoundProgress) -> Bar {
    Bar {
        label: one.round.title.clone(),
        value: one.progress.returned,
        value_text: of(lang, one.progress),
        target: Some(one.progress.asked),
        href: Some(Route::Round(&one.round.id.to_string()).to_string()),
    }
}

/// How many of how many.
pub(super) fn of(lang: Lang, progress: Progress) -> String {
    format!(
        "{} / {}",
        lang.int(progress.returned),
        lang.int(progress.asked)
    )
}

/// A count that is shown only when there is something.
pub(super) fn some(lang: Lang, count: i64) -> String {
    if count == 0 {
        String::new()
    } else {
        lang.int(count)
    }
}

pub(super) fn sent_to(lang: Lang, sent_to: SentTo) -> String {
    let key = match sent_to {
        SentTo::Firm => "sent-to-firm",
        SentTo::Office => "sent-to-office",
    };
    lang.t(key).into_owned()
}

/// Where a round stands.
pub(super) fn state(signed: &Signed, round: &Round, progress: Progress) -> Mark {
    let (key, tone) = match round.closed_on {
        Some(_) => ("round-closed", Tone::Plain),
        None if progress.is_complete() => ("round-complete", Tone::Good),
        None if progress.is_late(round, signed.cx.today()) => ("round-late", Tone::Bad),
        None => ("round-running", Tone::Busy),
    };
    Mark::new(signed.lang.t(key), tone)
}

fn row(signed: &Signed, one: &RoundProgress) -> RoundRow {
    let (lang, round) = (signed.lang, &one.round);
    let due = round.due;
    RoundRow {
        round: Link::new(&round.title, Route::Round(&round.id.to_string())),
        sent_to: sent_to(lang, round.sent_to),
        progress: of(lang, one.progress),
        left_open: some(lang, one.progress.left_open),
        due: words::due_on(&signed.cx, due.on, due.provisional)
            .filter(|_| round.closed_on.is_none()),
        state: state(signed, round, one.progress),
    }
}

/// The name of a policy; empty for none.
pub(super) fn policy_name(signed: &Signed, policy: Option<&String>) -> String {
    let known = policy.and_then(|id| signed.cx.pack().policies.get(id));
    known
        .map(|policy| policy.label.text(signed.lang.into()).to_owned())
        .unwrap_or_default()
}

fn form_row(signed: &Signed, form: &Form, may: bool) -> FormRow {
    let (lang, id) = (signed.lang, form.id.to_string());
    let open = Route::RoundNew.with(&[("form", &id)]);
    let copy = Route::FormNew.with(&[("from", &id)]);
    FormRow {
        form: Link::new(&form.title, Route::FormEdit(&id)),
        policy: policy_name(signed, form.policy.as_ref()),
        open: may.then(|| Link::new(lang.t("round-open"), open)),
        copy: may.then(|| Link::new(lang.t("form-copy"), copy)),
    }
}
