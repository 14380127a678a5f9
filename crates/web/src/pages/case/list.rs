//! The list of cases, filled from the use case.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::programme::{CaseCard, CaseList, list_cases};
use benfu_app::{Cx, Page};
use benfu_domain::programme::{Case, CaseState};
use serde::Deserialize;

use super::{CaseListView, CaseRow};
use crate::chart::{Caption, Picture, Step, funnel};
use crate::error_page::Problem;
use crate::locale::Lang;
use crate::pages::{FilterGroup, ListHead};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{FilterChoice, Link, Paging};
use crate::words;

const ROWS: i64 = 40;

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    state: String,
    #[serde(default)]
    overdue: String,
    #[serde(default)]
    after: String,
}

/// `GET /cases`.
pub(crate) async fn list(
    signed: Signed,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let states: Vec<CaseState> = CaseState::from_word(&narrowed.state).into_iter().collect();
    let page = Page {
        after: narrowed.after.clone(),
        limit: ROWS,
    };
    let list = list_cases(cx, &states, !narrowed.overdue.is_empty(), &page).await?;
    let address = |after: &str| {
        Route::Cases.with(&[
            ("state", &narrowed.state),
            ("overdue", &narrowed.overdue),
            ("after", after),
        ])
    };
    let view = CaseListView {
        head: head(lang, &narrowed, &list),
        picture: picture(lang, &list),
        ends: None,
        rows: list
            .cards
            .iter()
            .filter_map(|card| row(cx, lang, card))
            .collect(),
        paging: Paging {
            next: list.next.as_deref().map(address),
            previous: (!narrowed.after.is_empty()).then(|| address("")),
            total: narrowed
                .overdue
                .is_empty()
                .then(|| total(&list, states.first().copied())),
        },
    };
    Ok(signed.page(&view))
}

fn total(list: &CaseList, state: Option<CaseState>) -> i64 {
    let counted = list
        .counts
        .iter()
        .filter(|row| state.is_none_or(|state| state == row.0));
    counted.map(|row| row.2).sum()
}

fn head(lang: Lang, narrowed: &Narrowed, list: &CaseList) -> ListHead {
    let all = FilterChoice {
        link: Link::new(lang.t("filter-all"), Route::Cases),
        count: None,
        chosen: narrowed.state.is_empty() && narrowed.overdue.is_empty(),
    };
    let late = FilterChoice {
        link: Link::new(
            lang.t("filter-overdue"),
            Route::Cases.with(&[("overdue", "yes")]),
        ),
        count: None,
        chosen: !narrowed.overdue.is_empty(),
    };
    let choice = |state: &CaseState| FilterChoice {
        link: Link::new(
            words::case_state_word(lang, *state),
            Route::Cases.with(&[("state", state.word())]),
        ),
        count: Some(total(list, Some(*state))),
        chosen: narrowed.state == state.word(),
    };
    let states = CaseState::ALL.iter().map(choice);
    ListHead {
        filters: vec![FilterGroup {
            label: lang.t("col-state").into_owned(),
            choices: [all, late].into_iter().chain(states).collect(),
        }],
        narrowed: !narrowed.state.is_empty() || !narrowed.overdue.is_empty(),
        ..ListHead::default()
    }
}

/// How many cases came at least so far; it counts ends, not posts.
fn picture(lang: Lang, list: &CaseList) -> Option<Picture> {
    let all = total(list, None);
    let step = |state: &CaseState| {
        let reached = list.counts.iter().filter(|row| row.1 >= *state);
        let count: i64 = reached.map(|row| row.2).sum();
        Step {
            label: words::case_state_word(lang, *state),
            count,
            count_text: lang.int(count),
            share_text: lang.percent(count, all),
            href: Some(Route::Cases.with(&[("state", state.word())])),
        }
    };
    let steps: Vec<Step> = CaseState::ALL
        .iter()
        .filter(|state| **state != CaseState::Ended)
        .map(step)
        .collect();
    let caption = Caption::new(
        "case-funnel",
        lang.t("cases-funnel"),
        lang.tn("rows-count", all),
    );
    (all > 0).then(|| funnel(&caption, &steps))
}

fn row(cx: &Cx, lang: Lang, card: &CaseCard) -> Option<CaseRow> {
    let case = &card.case;
    let id = case.id.to_string();
    let due = case
        .clock
        .due
        .as_ref()
        .filter(|_| case.end.is_none() && case.clock.paused_on.is_none());
    Some(CaseRow {
        code: Link::new(words::code_of('C', &id), Route::Case(&id)),
        need: words::case_about(cx, lang, card),
        supplier: card.supplier.clone(),
        state: words::case_state(lang, case.state),
        stage: match &case.end {
            Some(end) => end_label(cx, lang, case, &end.code)
                .unwrap_or(&end.code)
                .to_owned(),
            None => stage_name(cx, lang, case),
        },
        turn: turn(cx, lang, case),
        due: due.and_then(|due| words::due_on(cx, due.on, due.provisional)),
        opened_on: words::date_of(case.opened_on)?,
    })
}

/// A coded end of a case in words, when its programme knows the code.
pub(super) fn end_label<'a>(cx: &'a Cx, lang: Lang, case: &Case, code: &str) -> Option<&'a str> {
    let programme = cx.pack().programmes.get(&case.programme)?;
    let end = programme.end_code(code)?;
    Some(end.label.text(lang.into()))
}

/// The name of the stage in which a case stands.
pub(super) fn stage_name(cx: &Cx, lang: Lang, case: &Case) -> String {
    let programme = cx.pack().programmes.get(&case.programme);
    let stage = programme.and_then(|programme| programme.stage(&case.stage));
    stage
        .map(|stage| stage.label.text(lang.into()).to_owned())
        .unwrap_or_default()
}

/// Whose turn it is: of a proposal the other side's, else the part of the stage.
pub(super) fn turn(cx: &Cx, lang: Lang, case: &Case) -> String {
    use benfu_domain::programme::Part;
    let programme = cx.pack().programmes.get(&case.programme);
    let stage = programme.and_then(|programme| programme.stage(&case.stage));
    let part = match (case.state, case.sides.proposed_by) {
        (CaseState::Ended, _) => return String::new(),
        (CaseState::Proposed, Part::Supplier) => Some(Part::Asker),
        (CaseState::Proposed, _) => Some(Part::Supplier),
        _ => stage.map(|stage| stage.acts),
    };
    part.map(|part| words::part(lang, part)).unwrap_or_default()
}
