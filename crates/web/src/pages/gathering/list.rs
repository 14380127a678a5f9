//! The list of gatherings, filled from the use case.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::Page;
use benfu_app::gathering::{GatheringProgress, list_gatherings};
use benfu_domain::gathering::{Gathering, GatheringKind, GatheringState};
use serde::Deserialize;

use super::{GatheringRow, GatheringsView};
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

/// `GET /gatherings`.
pub(crate) async fn list(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let page = Page {
        after: asked.after,
        limit: ROWS,
    };
    let found = list_gatherings(&signed.cx, &page).await?;
    let lang = signed.lang;
    let next = found.next.as_deref();
    Ok(signed.page(&GatheringsView {
        picture: picture(lang, &found.gatherings),
        rows: found
            .gatherings
            .iter()
            .map(|one| row(&signed, one))
            .collect(),
        create: found
            .may_write
            .then(|| Link::new(lang.t("gathering-new"), Route::GatheringNew)),
        paging: Paging {
            next: next.map(|next| Route::Gatherings.with(&[("after", next)])),
            ..Paging::default()
        },
    }))
}

/// Meetings held of those set, for each gathering that has any.
fn picture(lang: Lang, gatherings: &[GatheringProgress]) -> Option<Picture> {
    let set = |one: &&GatheringProgress| one.waiting + one.held + one.missed > 0;
    let rows: Vec<Bar> = gatherings
        .iter()
        .filter(set)
        .take(BARS)
        .map(|one| Bar {
            label: one.gathering.title.clone(),
            value: one.held,
            value_text: of(lang, one.held, one.waiting + one.held + one.missed),
            target: Some(one.waiting + one.held + one.missed),
            href: Some(Route::Gathering(&one.gathering.id.to_string()).to_string()),
        })
        .collect();
    let caption = Caption::new(
        "gatherings",
        lang.t("gatherings-picture"),
        lang.t("gatherings-picture-basis"),
    );
    (!rows.is_empty()).then(|| bars(&caption, &rows))
}

fn of(lang: Lang, part: i64, whole: i64) -> String {
    format!("{} / {}", lang.int(part), lang.int(whole))
}

/// A count over a whole; empty when there is no whole.
fn part_of(lang: Lang, part: i64, whole: i64) -> String {
    if whole == 0 {
        String::new()
    } else {
        of(lang, part, whole)
    }
}

pub(super) fn kind(lang: Lang, kind: GatheringKind) -> String {
    let key = match kind {
        GatheringKind::Day => "gathering-kind-day",
        GatheringKind::Assignment => "gathering-kind-assignment",
    };
    lang.t(key).into_owned()
}

/// Where it stands; `waiting` meetings are not settled.
pub(super) fn state(signed: &Signed, gathering: &Gathering, waiting: bool) -> Mark {
    let (lang, come) = (signed.lang, gathering.held_on <= signed.cx.today());
    let (key, tone) = match gathering.state {
        GatheringState::Open => ("gathering-open", Tone::Busy),
        GatheringState::Planned if waiting && come => ("gathering-unsettled", Tone::Watch),
        GatheringState::Planned if come => ("gathering-followed", Tone::Busy),
        GatheringState::Planned => ("gathering-planned", Tone::Busy),
        GatheringState::Closed => ("gathering-closed", Tone::Good),
        GatheringState::Cancelled => ("gathering-cancelled", Tone::Plain),
    };
    Mark::new(lang.t(key), tone)
}

fn row(signed: &Signed, one: &GatheringProgress) -> GatheringRow {
    let (lang, gathering) = (signed.lang, &one.gathering);
    let under = [kind(lang, gathering.kind), gathering.place.clone()];
    GatheringRow {
        gathering: Link::new(
            &gathering.title,
            Route::Gathering(&gathering.id.to_string()),
        ),
        under: under
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        held_on: words::date_of(gathering.held_on),
        participants: lang.int(one.participants),
        held: part_of(lang, one.held, one.waiting + one.held + one.missed),
        ended: part_of(lang, one.ended, one.held),
        state: state(signed, gathering, one.waiting > 0),
    }
}
