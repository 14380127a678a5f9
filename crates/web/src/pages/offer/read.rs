//! The list of offers and one offer, filled from use cases.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::matching::{Ranked, find_text, match_offer};
use benfu_app::offer::{OfferList, OfferPage, list_offers, read_offer};
use benfu_app::{Cx, Failure, Page};
use benfu_domain::access::{Area, Verb};
use benfu_domain::need::{Constraint, Need};
use benfu_domain::offer::{Offer, OfferState};
use benfu_rules::Answer;
use serde::Deserialize;

use super::{OfferListView, OfferRow, OfferView, SuitingNeed};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::form::{ActForm, Weight};
use crate::locale::Lang;
use crate::pages::need::{in_words, reasons};
use crate::pages::party::fact_rows;
use crate::pages::{FilterGroup, ListHead, firm_link, id_of, paragraphs, reason_field};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: i64 = 40;
/// Suiting needs beside an offer.
const SUITS: usize = 5;

/// What a list of offers is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    own: String,
    #[serde(default)]
    after: String,
}

/// `GET /offers`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let own = !narrowed.own.is_empty();
    let page = Page {
        after: narrowed.after.clone(),
        limit: ROWS,
    };
    let OfferList {
        cards,
        counts,
        next,
    } = if narrowed.q.is_empty() {
        list_offers(cx, own, &page).await?
    } else {
        OfferList {
            cards: named(cx, find_text(cx, &narrowed.q).await?.offers).await?,
            ..OfferList::default()
        }
    };
    let view = OfferListView {
        head: head(cx, lang, &narrowed),
        picture: picture(cx, lang, &counts),
        rows: cards
            .iter()
            .map(|(offer, owner)| row(cx, lang, offer, owner))
            .collect(),
        paging: Paging {
            next: next
                .map(|after| Route::Offers.with(&[("own", &narrowed.own), ("after", &after)])),
            previous: (!narrowed.after.is_empty())
                .then(|| Route::Offers.with(&[("own", &narrowed.own)])),
            total: (!counts.is_empty()).then(|| counts.iter().map(|(_, count)| count).sum()),
        },
    };
    Ok(signed.page(&view))
}

async fn named(cx: &Cx, offers: Vec<Offer>) -> Result<Vec<(Offer, String)>, Failure> {
    let ids: Vec<_> = offers.iter().map(|offer| offer.party).collect();
    let parties = cx.store().parties_by_id(&ids).await?;
    let names: BTreeMap<_, _> = parties
        .into_iter()
        .map(|party| (party.id, party.name))
        .collect();
    let name = |offer: &Offer| names.get(&offer.party).cloned().unwrap_or_default();
    Ok(offers
        .into_iter()
        .map(|offer| (offer.clone(), name(&offer)))
        .collect())
}

fn head(cx: &Cx, lang: Lang, narrowed: &Narrowed) -> ListHead {
    let choice = |key: &str, own: &str| FilterChoice {
        link: Link::new(lang.t(key), Route::Offers.with(&[("own", own)])),
        count: None,
        chosen: narrowed.own == own,
    };
    let filters = cx.actor.party.map(|_| FilterGroup {
        label: lang.t("col-owner-of-offer").into_owned(),
        choices: vec![choice("filter-all", ""), choice("filter-own", "yes")],
    });
    let may_write = cx.actor.widest(Verb::Write, Area::Offer).is_some() && cx.actor.party.is_some();
    ListHead {
        words: narrowed.q.clone(),
        carried: vec![("own".to_owned(), narrowed.own.clone())],
        filters: filters.into_iter().collect(),
        narrowed: !narrowed.q.is_empty(),
        create: may_write.then(|| Link::new(lang.t("offer-new"), Route::OfferNew)),
    }
}

/// The name of a kind of offer of the pack.
pub(super) fn kind_name(cx: &Cx, lang: Lang, id: &str) -> String {
    let kind = cx.pack().offer_kinds.get(id);
    kind.map_or(id, |kind| kind.label.text(lang.into()))
        .to_owned()
}

/// The open offers by kind.
fn picture(cx: &Cx, lang: Lang, counts: &[(String, i64)]) -> Option<Picture> {
    let bar = |(kind, count): &(String, i64)| Bar {
        label: kind_name(cx, lang, kind),
        value: *count,
        value_text: lang.int(*count),
        target: None,
        href: None,
    };
    let rows: Vec<Bar> = counts.iter().map(bar).collect();
    let caption = Caption::new(
        "offers-by-kind",
        lang.t("offers-by-kind"),
        lang.tn(
            "rows-count",
            counts.iter().map(|(_, count)| *count).sum::<i64>(),
        ),
    );
    (counts.len() > 1).then(|| bars(&caption, &rows))
}

fn row(cx: &Cx, lang: Lang, offer: &Offer, owner: &str) -> OfferRow {
    OfferRow {
        title: Link::new(&offer.title, Route::Offer(&offer.id.to_string())),
        owner: owner.to_owned(),
        kind: kind_name(cx, lang, &offer.kind),
        place: words::region(cx, lang, &offer.region),
        state: words::offer_state(lang, offer.state),
    }
}

/// `GET /offers/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_offer(&signed.cx, id_of(&id)?).await?;
    let view = view(&signed, &page).await?;
    Ok(signed.page(&view))
}

async fn view(signed: &Signed, page: &OfferPage) -> Result<OfferView, Failure> {
    let (cx, lang, offer) = (&signed.cx, signed.lang, &page.offer);
    let id = offer.id.to_string();
    let open = page.may_write && offer.state != OfferState::Withdrawn;
    let links = [("fact-form", Route::OfferFacts(&id).to_string())]
        .into_iter()
        .filter(|_| open);
    Ok(OfferView {
        title: offer.title.clone(),
        kind: kind_name(cx, lang, &offer.kind),
        state: words::offer_state(lang, offer.state),
        owner: page
            .party
            .as_ref()
            .map_or_else(|| Link::new("", ""), |party| firm_link(cx, party)),
        text: paragraphs(&offer.text),
        facts: fact_rows(cx, lang, &page.facts),
        conditions: page
            .conditions
            .iter()
            .map(|one| condition(signed, one))
            .collect(),
        suits: suits(signed, page).await?,
        cases: Vec::new(),
        links: links
            .map(|(key, href)| Link::new(lang.t(key), href))
            .collect(),
        may_edit: open,
        acts: open.then(|| withdraw(lang, offer)).into_iter().collect(),
        id,
    })
}

/// What the offer asks, in its owner's words and as a condition.
fn condition(signed: &Signed, condition: &Constraint) -> (String, String) {
    let words = in_words(signed, &condition.rule);
    if condition.label.is_empty() {
        (words, String::new())
    } else {
        (condition.label.clone(), words)
    }
}

/// The needs that this offer suits; only for those who may match for its owner.
async fn suits(signed: &Signed, page: &OfferPage) -> Result<Vec<SuitingNeed>, Failure> {
    if page.offer.state != OfferState::Open {
        return Ok(Vec::new());
    }
    let found = match match_offer(&signed.cx, page.offer.id, SUITS).await {
        Ok(found) => found,
        Err(Failure::Forbidden | Failure::NotFound) => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    // Those that fail come last.
    let fits = |(_, ranked): &&(Need, Ranked)| !ranked.fails();
    let fitting = found.needs.iter().filter(fits);
    Ok(fitting.map(|pair| suiting(signed.lang, pair)).collect())
}

fn suiting(lang: Lang, (need, ranked): &(Need, Ranked)) -> SuitingNeed {
    let verdicts = ranked
        .judgement
        .verdicts
        .iter()
        .chain(&ranked.conditions.verdicts);
    let unknown = verdicts.filter(|verdict| verdict.answer == Answer::Unknown);
    SuitingNeed {
        need: Link::new(&need.title, Route::Need(&need.id.to_string())),
        owner: words::need_state_word(lang, need.state),
        score_permille: i64::from(ranked.score.total_permille),
        reason: reasons(lang, ranked, true)
            .into_iter()
            .next()
            .unwrap_or_default(),
        unknown: i64::try_from(unknown.count()).unwrap_or(0),
    }
}

fn withdraw(lang: Lang, offer: &Offer) -> ActForm {
    ActForm::new(
        lang,
        Route::OfferAct(&offer.id.to_string(), "withdraw"),
        ("offer-withdraw", "offer-withdraw-effect"),
    )
    .weight(Weight::Grave)
    .version(offer.version)
    .fields(vec![reason_field(lang, "withdraw")])
}
