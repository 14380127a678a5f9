//! The register of firms and the dossier of one, filled from use cases.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::fact::facts_as_known;
use benfu_app::party::{Dossier, PartyList, PartyQuery, list_parties, read_party};
use benfu_app::{Cx, Failure, Page};
use benfu_domain::Day;
use benfu_domain::access::{Area, Verb};
use benfu_domain::party::{Party, Status};
use benfu_domain::region::RegionCode;
use serde::Deserialize;

use super::detail::firm_view;
use super::{FirmListView, FirmRow};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::form::Choice;
use crate::locale::Lang;
use crate::pages::{FilterGroup, ListHead, id_of};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: i64 = 50;

/// What the register is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    after: String,
}

impl Narrowed {
    fn with(&self, region: &str, scheme: &str, after: &str) -> String {
        let query = [
            ("q", self.q.as_str()),
            ("region", region),
            ("scheme", scheme),
            ("after", after),
        ];
        Route::Firms.with(&query)
    }
}

/// `GET /firms`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let query = PartyQuery {
        region: narrowed.region.clone(),
        scheme: narrowed.scheme.clone(),
        name: narrowed.q.clone(),
    };
    let list = list_parties(
        cx,
        &query,
        &Page {
            after: narrowed.after.clone(),
            limit: ROWS,
        },
    )
    .await?;
    let titles = titles(cx, lang, &list.parties).await?;
    let total = list.counts.iter().map(|(_, count)| count).sum();
    let plain = narrowed.q.is_empty() && narrowed.scheme.is_empty();
    let next = list.next.as_ref();
    let view = FirmListView {
        head: head(cx, lang, &narrowed),
        picture: picture(cx, lang, &narrowed, &list),
        rows: list
            .parties
            .iter()
            .map(|party| row(cx, lang, party, &titles))
            .collect(),
        paging: Paging {
            next: next.map(|after| narrowed.with(&narrowed.region, &narrowed.scheme, after)),
            previous: (!narrowed.after.is_empty())
                .then(|| narrowed.with(&narrowed.region, &narrowed.scheme, "")),
            total: (plain && !list.counts.is_empty()).then_some(total),
        },
    };
    Ok(signed.page(&view))
}

fn head(cx: &Cx, lang: Lang, narrowed: &Narrowed) -> ListHead {
    let all = FilterChoice {
        link: Link::new(
            lang.t("filter-all"),
            narrowed.with(&narrowed.region, "", ""),
        ),
        count: None,
        chosen: narrowed.scheme.is_empty(),
    };
    let schemes = cx.pack().dictionary.schemes.values();
    let choice = |scheme: &benfu_domain::fact::Scheme| FilterChoice {
        link: Link::new(
            scheme.label.text(lang.into()),
            narrowed.with(&narrowed.region, &scheme.id, ""),
        ),
        count: None,
        chosen: narrowed.scheme == scheme.id,
    };
    let may_write = cx.actor.widest(Verb::Write, Area::Party).is_some();
    let carried = [("region", &narrowed.region), ("scheme", &narrowed.scheme)];
    ListHead {
        words: narrowed.q.clone(),
        carried: carried
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .to_vec(),
        filters: vec![FilterGroup {
            label: lang.t("statuses").into_owned(),
            choices: std::iter::once(all).chain(schemes.map(choice)).collect(),
        }],
        narrowed: !narrowed.q.is_empty()
            || !narrowed.region.is_empty()
            || !narrowed.scheme.is_empty(),
        create: may_write.then(|| Link::new(lang.t("firm-new"), Route::FirmNew)),
    }
}

/// Firms by region, each bar leading to its rows; the largest regions first.
fn picture(cx: &Cx, lang: Lang, narrowed: &Narrowed, list: &PartyList) -> Option<Picture> {
    let mut counts: Vec<&(RegionCode, i64)> = list.counts.iter().collect();
    counts.sort_by_key(|(code, count)| (-count, code.clone()));
    let bar = |(code, count): &&(RegionCode, i64)| {
        let address = narrowed.with(&code.to_string(), &narrowed.scheme, "");
        Bar::of_count(lang, words::region(cx, lang, code), *count, address)
    };
    let rows: Vec<Bar> = counts.iter().take(16).map(bar).collect();
    let total: i64 = list.counts.iter().map(|(_, count)| count).sum();
    let caption = Caption::new(
        "firm-map",
        lang.t("firms-by-place"),
        lang.tn("rows-count", total),
    );
    (!rows.is_empty()).then(|| bars(&caption, &rows))
}

/// The recognitions in force today, by firm.
async fn titles(
    cx: &Cx,
    lang: Lang,
    parties: &[Party],
) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let ids: Vec<_> = parties.iter().map(|party| party.id).collect();
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for status in cx.store().statuses_of_all(&ids).await? {
        if status.holds_on(cx.today()) {
            titles
                .entry(status.party.to_string())
                .or_default()
                .push(status_name(cx, lang, &status));
        }
    }
    for names in titles.values_mut() {
        names.dedup();
        names.truncate(4);
    }
    Ok(titles)
}

/// A scheme with its level, by the pack's names.
pub(super) fn status_name(cx: &Cx, lang: Lang, status: &Status) -> String {
    let Some(scheme) = cx.pack().dictionary.schemes.get(&status.scheme) else {
        return status.scheme.clone();
    };
    let name = scheme.label.text(lang.into());
    let level = scheme.levels.iter().find(|(id, _)| *id == status.level);
    match level {
        Some((_, label)) => format!("{name}（{}）", label.text(lang.into())),
        None => name.to_owned(),
    }
}

fn row(cx: &Cx, lang: Lang, party: &Party, titles: &BTreeMap<String, Vec<String>>) -> FirmRow {
    let id = party.id.to_string();
    FirmRow {
        name: Link::new(&party.name, Route::Firm(&id)),
        code: party.code.clone(),
        place: words::place(cx, lang, party),
        titles: titles.get(&id).cloned().unwrap_or_default(),
    }
}

/// The regions of the pack as choices of a form.
pub(crate) fn region_choices(cx: &Cx, lang: Lang) -> Vec<Choice> {
    let regions = cx.pack().regions.iter();
    let name = |region: &benfu_domain::region::Region| words::region(cx, lang, &region.code);
    regions
        .map(|region| Choice::new(region.code.to_string(), name(region)))
        .collect()
}

/// As of when a dossier's facts are shown.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Known {
    #[serde(default)]
    known: String,
}

/// `GET /firms/{id}`.
pub(crate) async fn detail(
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Known>,
) -> Result<Response, Problem> {
    let mut dossier = read_party(&signed.cx, id_of(&id)?).await?;
    let known = words::day_of_text(&asked.known).ok().flatten();
    if let Some(day) = known {
        dossier.facts = facts_as_known(&signed.cx, dossier.party.id, end_of(day)).await?;
    }
    let needs = needs_of(&signed.cx, &dossier).await?;
    let view = firm_view(&signed, &dossier, known, needs).await?;
    Ok(signed.page(&view))
}

/// The last millisecond of a day in China.
fn end_of(day: Day) -> i64 {
    let epoch = Day::from_ymd(1970, 1, 1).unwrap_or(Day::MIN);
    let days = i64::from(epoch.days_until(day)) + 1;
    days * 86_400_000 - 8 * 3_600_000 - 1
}

/// The needs behind the firm's cases in which it asks, that the reader may see.
async fn needs_of(cx: &Cx, dossier: &Dossier) -> Result<Vec<Link>, Failure> {
    let asked = dossier
        .cases
        .iter()
        .filter(|case| case.sides.asker == dossier.party.id);
    let ids: std::collections::BTreeSet<_> = asked.filter_map(|case| case.need).collect();
    let mut links = Vec::new();
    for id in ids.into_iter().take(20) {
        if let Ok(page) = benfu_app::need::read_need(cx, id).await {
            links.push(Link::new(&page.need.title, Route::Need(&id.to_string())));
        }
    }
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_china() {
        let day: Day = "1970-01-01".parse().unwrap();
        assert_eq!(end_of(day), 16 * 3_600_000 - 1);
    }
}
