//! Leads: the list and its rows.

use std::collections::HashMap;

use axum::extract::Query;
use axum::response::Response;
use benfu_app::Page;
use benfu_app::brokerage::{LeadCard, LeadList, list_leads};
use benfu_domain::brokerage::LeadStanding;
use benfu_domain::id::BrokerId;
use serde::Deserialize;

use super::{LeadRow, LeadsView};
use crate::chart::{Caption, Part, Picture, Shade, state_bar};
use crate::error_page::Problem;
use crate::locale::{Lang, count};
use crate::pages::FilterGroup;
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Mark, Paging, Tone};
use crate::words;

const ROWS: i64 = 50;

/// Which leads are listed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    of: String,
    #[serde(default)]
    after: String,
}

/// Where leads stand, with words, tone and shade.
const STANDINGS: [(LeadStanding, &str, Tone, Shade); 6] = [
    (LeadStanding::Open, "lead-open", Tone::Open, Shade::First),
    (
        LeadStanding::Shaped,
        "lead-shaped",
        Tone::Busy,
        Shade::Second,
    ),
    (
        LeadStanding::Followed,
        "lead-followed",
        Tone::Busy,
        Shade::Fourth,
    ),
    (LeadStanding::Won, "lead-won", Tone::Good, Shade::Good),
    (LeadStanding::Lost, "lead-lost", Tone::Plain, Shade::Over),
    (
        LeadStanding::Dropped,
        "lead-dropped",
        Tone::Plain,
        Shade::Lapsed,
    ),
];

/// `GET /leads`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let page = Page {
        after: narrowed.after.clone(),
        limit: ROWS,
    };
    let of = LeadStanding::from_word(&narrowed.of);
    let found = list_leads(&signed.cx, of, &page).await?;
    let lang = signed.lang;
    let next = found.next.as_deref();
    let create = || Link::new(lang.t("lead-new"), Route::LeadNew);
    Ok(signed.page(&LeadsView {
        picture: picture(lang, &found.counts),
        filters: vec![filters(lang, &found, &narrowed.of)],
        rows: found
            .leads
            .iter()
            .map(|card| row(&signed, card, &found.brokers))
            .collect(),
        create: found.may_write.then(create),
        register: Link::new(lang.t("brokers"), Route::Brokers),
        paging: Paging {
            next: next.map(|next| Route::Leads.with(&[("of", &narrowed.of), ("after", next)])),
            ..Paging::default()
        },
    }))
}

/// How many stand where.
pub(super) fn picture(lang: Lang, counts: &[(LeadStanding, usize)]) -> Option<Picture> {
    let of = |standing: LeadStanding| {
        let found = counts.iter().find(|(known, _)| *known == standing);
        count(found.map_or(0, |(_, number)| *number))
    };
    let part = |(standing, key, _, shade): &(LeadStanding, &'static str, Tone, Shade)| Part {
        label: lang.t(key).into_owned(),
        count: of(*standing),
        count_text: lang.int(of(*standing)),
        shade: *shade,
        href: Some(Route::Leads.with(&[("of", standing.word())])),
    };
    let parts: Vec<Part> = STANDINGS.iter().map(part).collect();
    let caption = Caption::new(
        "leads",
        lang.t("leads-picture"),
        lang.t("leads-picture-basis"),
    );
    let any = counts.iter().any(|(_, number)| *number > 0);
    any.then(|| state_bar(&caption, &parts))
}

fn filters(lang: Lang, found: &LeadList, chosen: &str) -> FilterGroup {
    let all: usize = found.counts.iter().map(|(_, number)| number).sum();
    let choice = |word: &str, key: &str, number: usize| FilterChoice {
        link: Link::new(lang.t(key), Route::Leads.with(&[("of", word)])),
        count: Some(count(number)),
        chosen: chosen == word,
    };
    let each = STANDINGS.iter().map(|(standing, key, _, _)| {
        let number = found.counts.iter().find(|(known, _)| known == standing);
        choice(
            standing.word(),
            key,
            number.map_or(0, |(_, number)| *number),
        )
    });
    FilterGroup {
        label: lang.t("col-standing").into_owned(),
        choices: std::iter::once(choice("", "filter-all", all))
            .chain(each)
            .collect(),
    }
}

/// How far a lead has come.
pub(super) fn standing(lang: Lang, standing: LeadStanding) -> Mark {
    let found = STANDINGS.iter().find(|(known, ..)| *known == standing);
    found.map_or_else(
        || Mark::new(String::new(), Tone::Plain),
        |(_, key, tone, _)| Mark::new(lang.t(key), *tone),
    )
}

/// A lead, with the names of those who have a part in it.
pub(super) fn row(signed: &Signed, card: &LeadCard, names: &HashMap<BrokerId, String>) -> LeadRow {
    let (lang, lead) = (signed.lang, &card.lead);
    let mut brokers: Vec<&str> = Vec::new();
    for credit in &card.credits {
        let name = names.get(&credit.broker).map(String::as_str);
        brokers.extend(name.filter(|name| !brokers.contains(name)));
    }
    let due = lead.next_on.filter(|_| card.standing.is_open());
    LeadRow {
        lead: Link::new(&lead.title, Route::Lead(&lead.id.to_string())),
        party: card.party.clone(),
        standing: standing(lang, card.standing),
        brokers: brokers.join(lang.t("list-comma").as_ref()),
        next: if card.standing.is_open() {
            lead.next.clone()
        } else {
            String::new()
        },
        due: due.and_then(|on| words::due_on(&signed.cx, on, false)),
        found_on: words::date_of(lead.found_on),
    }
}
