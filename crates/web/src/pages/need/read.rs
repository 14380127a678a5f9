//! The list of needs and one need, filled from use cases.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::access::people;
use benfu_app::ledger::entries_of;
use benfu_app::matching::find_text;
use benfu_app::need::{NeedCard, NeedList, NeedPage, NeedStepRow, list_needs, read_need};
use benfu_app::{Cx, Failure, Page};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::PartyId;
use benfu_domain::need::{Need, NeedAction, NeedState, PublicationPart, words_of_rule};
use benfu_domain::programme::Case;
use serde::Deserialize;

use super::acts::acts;
use super::{CaseRef, Constraint, NeedListView, NeedRow, NeedView, VersionRow};
use crate::chart::{Caption, Part, Picture, state_bar};
use crate::error_page::Problem;
use crate::locale::Lang;
use crate::pages::{FilterGroup, ListHead, firm_link, id_of, paragraphs};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, FilterChoice, Link, Paging};
use crate::words;

/// Rows of one page of the list.
const ROWS: i64 = 40;

/// What a list of needs is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// `GET /needs`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let state = NeedState::from_word(&narrowed.state);
    let states: Vec<NeedState> = state.into_iter().collect();
    let page = Page {
        after: narrowed.after.clone(),
        limit: ROWS,
    };
    let list = list_needs(&signed.cx, &states, &page).await?;
    let (cards, next) = if narrowed.q.is_empty() {
        (list.cards.clone(), list.next.clone())
    } else {
        (found(&signed.cx, &narrowed.q, state).await?, None)
    };
    let (cx, lang) = (&signed.cx, signed.lang);
    let next =
        next.map(|after| Route::Needs.with(&[("state", &narrowed.state), ("after", &after)]));
    let view = NeedListView {
        head: head(cx, lang, &narrowed, &list),
        picture: picture(lang, &list),
        rows: cards
            .iter()
            .filter_map(|card| row(cx, lang, card))
            .collect(),
        paging: Paging {
            next,
            previous: (!narrowed.after.is_empty())
                .then(|| Route::Needs.with(&[("state", &narrowed.state)])),
            total: narrowed.q.is_empty().then(|| total(&list, state)),
        },
    };
    Ok(signed.page(&view))
}

fn total(list: &NeedList, state: Option<NeedState>) -> i64 {
    let counted = list
        .counts
        .iter()
        .filter(|(known, _)| state.is_none_or(|state| state == *known));
    counted.map(|(_, count)| count).sum()
}

async fn found(cx: &Cx, words: &str, state: Option<NeedState>) -> Result<Vec<NeedCard>, Failure> {
    let found = find_text(cx, words).await?.needs;
    let wanted = found
        .into_iter()
        .filter(|need| state.is_none_or(|state| state == need.state));
    let card = |need: Need| NeedCard {
        need,
        party_name: String::new(),
        missing: 0,
    };
    Ok(wanted.map(card).collect())
}

fn head(cx: &Cx, lang: Lang, narrowed: &Narrowed, list: &NeedList) -> ListHead {
    let all = FilterChoice {
        link: Link::new(
            lang.t("filter-all"),
            Route::Needs.with(&[("q", &narrowed.q)]),
        ),
        count: None,
        chosen: narrowed.state.is_empty(),
    };
    let choice = |(state, count): &(NeedState, i64)| FilterChoice {
        link: Link::new(
            words::need_state_word(lang, *state),
            Route::Needs.with(&[("q", &narrowed.q), ("state", state.word())]),
        ),
        count: Some(*count),
        chosen: narrowed.state == state.word(),
    };
    let choices = std::iter::once(all)
        .chain(in_order(list).iter().map(choice))
        .collect();
    let may_write = cx.actor.widest(Verb::Write, Area::Need).is_some();
    ListHead {
        words: narrowed.q.clone(),
        carried: vec![("state".to_owned(), narrowed.state.clone())],
        filters: vec![FilterGroup {
            label: lang.t("col-state").into_owned(),
            choices,
        }],
        narrowed: !narrowed.q.is_empty() || !narrowed.state.is_empty(),
        create: may_write.then(|| Link::new(lang.t("need-new"), Route::NeedNew)),
    }
}

fn in_order(list: &NeedList) -> Vec<(NeedState, i64)> {
    let mut counts = list.counts.clone();
    counts.sort_by_key(|(state, _)| *state);
    counts
}

fn picture(lang: Lang, list: &NeedList) -> Option<Picture> {
    let part = |(state, count): (NeedState, i64)| Part {
        label: words::need_state_word(lang, state),
        count,
        count_text: lang.int(count),
        shade: words::need_shade(state),
        href: Some(Route::Needs.with(&[("state", state.word())])),
    };
    let parts: Vec<Part> = in_order(list).into_iter().map(part).collect();
    let counted = lang.tn("rows-count", total(list, None));
    let caption = Caption::new("needs-by-state", lang.t("job-needs"), counted);
    (!parts.is_empty()).then(|| state_bar(&caption, &parts))
}

fn row(cx: &Cx, lang: Lang, card: &NeedCard) -> Option<NeedRow> {
    let need = &card.need;
    let id = need.id.to_string();
    let open = need.state == NeedState::Published;
    Some(NeedRow {
        code: words::code_of('N', &id),
        title: Link::new(&need.title, Route::Need(&id)),
        owner: card.party_name.clone(),
        kind: programme_name(cx, lang, &need.programme),
        state: words::need_state(lang, need.state),
        missing: i64::try_from(card.missing).unwrap_or(0),
        expires: need
            .expires_on
            .filter(|_| open)
            .and_then(|on| words::due_on(cx, on, false)),
        opened_on: words::date_of(need.opened_on)?,
    })
}

/// The name of a programme of the pack.
pub(crate) fn programme_name(cx: &Cx, lang: Lang, id: &str) -> String {
    let programme = cx.pack().programmes.get(id);
    programme
        .map_or(id, |programme| programme.label.text(lang.into()))
        .to_owned()
}

/// `GET /needs/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_need(&signed.cx, id_of(&id)?).await?;
    let view = view(&signed, &page).await?;
    Ok(signed.page(&view))
}

async fn view(signed: &Signed, page: &NeedPage) -> Result<NeedView, Failure> {
    let (cx, lang, need) = (&signed.cx, signed.lang, &page.need);
    let id = need.id.to_string();
    let owner = page.party.as_ref().map(|party| firm_link(cx, party));
    let open = need.state == NeedState::Published;
    let file = |file: &benfu_app::programme::EvidenceRow| {
        Link::new(&file.name, Route::Evidence(&id, &file.hash))
    };
    Ok(NeedView {
        code: words::code_of('N', &id),
        title: need.title.clone(),
        kind: programme_name(cx, lang, &need.programme),
        state: words::need_state(lang, need.state),
        owner: owner.unwrap_or_else(|| Link::new(lang.t("owner-unknown"), "")),
        expires: need
            .expires_on
            .filter(|_| open)
            .and_then(|on| words::due_on(cx, on, false)),
        text: paragraphs(&need.text),
        fields: fields(signed, page),
        constraints: constraints(signed, page),
        cases: case_refs(cx, lang, &page.cases, None).await?,
        files: page.evidence.iter().map(file).collect(),
        versions: life(cx, lang, page).await?,
        may_edit: page.may_write && may_change(need.state),
        may_match: page.may_match,
        acts: acts(signed, page).await?,
        id,
    })
}

fn may_change(state: NeedState) -> bool {
    use NeedState::{Collected, Draft, Published, Screened};
    matches!(state, Draft | Collected | Screened | Published)
}

/// What publication asks for, with what is there; missing parts show as missing.
fn fields(signed: &Signed, page: &NeedPage) -> Vec<Entry> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let parts = PublicationPart::ALL
        .iter()
        .filter(|part| **part != PublicationPart::Constraints);
    let mut entries: Vec<Entry> = parts.map(|part| entry(lang, page, *part)).collect();
    let terms = &page.need.terms;
    if page.missing.contains(&PublicationPart::Constraints) {
        entries.insert(
            3,
            Entry::missing(PublicationPart::Constraints.label().text(lang.into())),
        );
    }
    if let Some(target) = terms.target_milli {
        let value = words::milli(target, &terms.metric_unit);
        entries.push(Entry::new(lang.t("need-target"), value));
    }
    if let Some(fen) = terms.budget_fen {
        entries.push(Entry::new(lang.t("need-budget"), lang.money(fen)));
    }
    if let Some(place) = &terms.place {
        entries.push(Entry::new(
            lang.t("need-place"),
            words::region(cx, lang, place),
        ));
    }
    entries
}

fn entry(lang: Lang, page: &NeedPage, part: PublicationPart) -> Entry {
    let label = part.label().text(lang.into()).to_owned();
    if page.missing.contains(&part) {
        return Entry::missing(label);
    }
    let terms = &page.need.terms;
    let day = |day: Option<benfu_domain::Day>| day.and_then(words::date_of);
    let value = match part {
        PublicationPart::Owner => page
            .party
            .as_ref()
            .map(|party| party.name.clone())
            .unwrap_or_default(),
        PublicationPart::Metric => {
            format!("{} {}", terms.metric, unit_in_brackets(&terms.metric_unit))
        }
        PublicationPart::Baseline => {
            words::milli(terms.baseline_milli.unwrap_or_default(), &terms.metric_unit)
        }
        PublicationPart::Constraints => String::new(),
        PublicationPart::OwnerPost => terms.owner_post.clone(),
        PublicationPart::BudgetPath => terms.budget_path.clone(),
        PublicationPart::AcceptanceTest => terms.acceptance_test.clone(),
        PublicationPart::Dates => lang.span(day(terms.starts_on), day(terms.ends_on)),
        PublicationPart::IfItWorks => terms.if_it_works.clone(),
    };
    Entry::new(label, value.trim())
}

fn unit_in_brackets(unit: &str) -> String {
    if unit.is_empty() {
        String::new()
    } else {
        format!("({unit})")
    }
}

fn constraints(signed: &Signed, page: &NeedPage) -> Vec<Constraint> {
    let lang = signed.lang;
    let dictionary = &signed.cx.pack().dictionary;
    let shown = |constraint: &benfu_domain::need::Constraint| Constraint {
        text: if constraint.label.is_empty() {
            lang.t("need-constraint").into_owned()
        } else {
            constraint.label.clone()
        },
        rule: words_of_rule(&constraint.rule, dictionary, lang.into())
            .unwrap_or_else(|| constraint.rule.clone()),
        counts: None,
    };
    page.need.terms.constraints.iter().map(shown).collect()
}

/// References to cases with the names of their suppliers, or, seen from a supplier, of their askers.
pub(crate) async fn case_refs(
    cx: &Cx,
    lang: Lang,
    cases: &[Case],
    seen_from: Option<PartyId>,
) -> Result<Vec<CaseRef>, Failure> {
    let other = |case: &Case| match seen_from {
        Some(supplier) if supplier == case.sides.supplier => case.sides.asker,
        _ => case.sides.supplier,
    };
    let others: Vec<PartyId> = cases.iter().map(other).collect();
    let others = cx.store().parties_by_id(&others).await?;
    let mut refs = Vec::new();
    for case in cases {
        let id = case.id.to_string();
        let with = others.iter().find(|party| party.id == other(case));
        let due = case.clock.due.as_ref();
        let due = due.filter(|_| case.end.is_none() && case.clock.paused_on.is_none());
        refs.push(CaseRef {
            case: Link::new(words::code_of('C', &id), Route::Case(&id)),
            with: with.map(|party| party.name.clone()).unwrap_or_default(),
            state: words::case_state(lang, case.state),
            due: due.and_then(|due| words::due_on(cx, due.on, due.provisional)),
        });
    }
    Ok(refs)
}

/// The steps of the need's life, the newest first; published versions are counted.
async fn life(cx: &Cx, lang: Lang, page: &NeedPage) -> Result<Vec<VersionRow>, Failure> {
    let entries = entries_of(cx, &page.need.id.to_string()).await?;
    let at: BTreeMap<i64, String> = entries
        .into_iter()
        .map(|entry| (entry.header.key, entry.header.recorded_at))
        .collect();
    let accounts: Vec<&str> = page
        .steps
        .iter()
        .map(|step| step.account.as_str())
        .collect();
    let names = people(cx, &accounts).await?;
    let mut published = 0;
    let mut rows = Vec::new();
    for step in &page.steps {
        let is_version = matches!(step.action, NeedAction::Publish | NeedAction::Revise);
        published += i64::from(is_version);
        rows.push(VersionRow {
            number: is_version.then_some(published),
            at: moment(step, &at),
            who: names.get(&step.account).cloned().unwrap_or_default(),
            what: words::need_action(lang, step.action),
            note: step.reason.clone(),
        });
    }
    rows.reverse();
    Ok(rows)
}

fn moment(step: &NeedStepRow, at: &BTreeMap<i64, String>) -> jiff::civil::DateTime {
    let noon = || words::date_of(step.on).unwrap_or_default().at(12, 0, 0, 0);
    at.get(&step.entry)
        .map_or_else(noon, |instant| words::moment_of(instant))
}
