//! Sheets for printing: one for each party, one for each table.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use benfu_app::gathering::{GatheringPage, PairShown, read_gathering};
use benfu_domain::gathering::MeetingState;
use benfu_domain::id::PartyId;

use super::rows::Look;
use super::{Sheet, SheetsView};
use crate::error_page::Problem;
use crate::locale::{Lang, count};
use crate::pages::id_of;
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;
use crate::words;

/// `GET /gatherings/{id}/sheets`.
pub(crate) async fn sheets(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_gathering(&signed.cx, id_of(&id)?).await?;
    let (lang, look) = (signed.lang, Look::new(&page));
    let set: Vec<&PairShown> = page
        .meetings
        .iter()
        .filter(|one| one.meeting.state != MeetingState::Cancelled && one.meeting.at.is_some())
        .collect();
    Ok(signed.page(&SheetsView {
        gathering: Link::new(&page.gathering.title, Route::Gathering(&id)),
        lead: lead(lang, &page),
        parties: by_party(lang, &look, &set),
        tables: if page.may_write {
            by_table(lang, &look, &set)
        } else {
            Vec::new()
        },
    }))
}

fn lead(lang: Lang, page: &GatheringPage) -> String {
    let day = words::date_of(page.gathering.held_on).map(|day| lang.date(day));
    let parts = [day.unwrap_or_default(), page.gathering.place.clone()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn by_party(lang: Lang, look: &Look, set: &[&PairShown]) -> Vec<Sheet> {
    let mut of: BTreeMap<PartyId, Vec<&PairShown>> = BTreeMap::new();
    for one in set {
        let sides = [one.asker, Some(one.meeting.pair.supplier)];
        for party in sides.into_iter().flatten() {
            of.entry(party).or_default().push(one);
        }
    }
    let here = look.page.parties.iter().filter_map(|one| {
        let own = one.participant.party;
        Some((own, of.remove(&own)?))
    });
    let sheet = |(own, met): (PartyId, Vec<&PairShown>)| {
        let row = |one: &&PairShown| {
            let (slot, table) = one.meeting.at.unwrap_or_default();
            let other = match one.asker {
                Some(asker) if asker != own => asker,
                _ => one.meeting.pair.supplier,
            };
            [
                look.slot(slot),
                lang.tn("gathering-table", i64::from(table)).into_owned(),
                look.name(other),
                look.need(one.meeting.pair.need),
            ]
        };
        Sheet {
            heading: look.name(own),
            under: lang.tn("gathering-meetings", count(met.len())).into_owned(),
            rows: met.iter().map(row).collect(),
        }
    };
    here.map(sheet).collect()
}

fn by_table(lang: Lang, look: &Look, set: &[&PairShown]) -> Vec<Sheet> {
    let mut of: BTreeMap<u16, Vec<&PairShown>> = BTreeMap::new();
    for one in set {
        let (_, table) = one.meeting.at.unwrap_or_default();
        of.entry(table).or_default().push(one);
    }
    let sheet = |(table, met): (u16, Vec<&PairShown>)| {
        let row = |one: &&PairShown| {
            let (slot, _) = one.meeting.at.unwrap_or_default();
            let pair = one.meeting.pair;
            [
                look.slot(slot),
                look.asker(one),
                look.name(pair.supplier),
                look.need(pair.need),
            ]
        };
        Sheet {
            heading: lang.tn("gathering-table", i64::from(table)).into_owned(),
            under: lang.tn("gathering-meetings", count(met.len())).into_owned(),
            rows: met.iter().map(row).collect(),
        }
    };
    of.into_iter().map(sheet).collect()
}
