//! One gathering, filled from the use case.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::gathering::{GatheringPage, read_gathering};
use benfu_domain::gathering::{GatheringKind, GatheringState};

use super::list::{kind, state};
use super::pictures::{steps, timetable};
use super::rows::{Look, due, meetings, parties, unmet};
use super::{GatheringView, MeetingRow};
use crate::error_page::Problem;
use crate::form::{ActForm, Control, Field, Weight};
use crate::locale::{Lang, count};
use crate::pages::{id_of, reason_field};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Entry, Link};
use crate::words;

/// `GET /gatherings/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_gathering(&signed.cx, id_of(&id)?).await?;
    Ok(signed.page(&view(&signed, &page)))
}

fn view(signed: &Signed, page: &GatheringPage) -> GatheringView {
    let (lang, gathering) = (signed.lang, &page.gathering);
    let (look, id) = (Look::new(page), gathering.id.to_string());
    let meetings = meetings(signed, &look);
    let settles = meetings.iter().any(|row: &MeetingRow| row.waits);
    GatheringView {
        title: gathering.title.clone(),
        state: state(signed, gathering, page.standing.waiting > 0),
        sum: sum(signed, page),
        entries: entries(signed, page),
        funnel: steps(signed, page),
        grid: timetable(lang, &look),
        settle: settles.then(|| Route::GatheringAct(&id, "settle").to_string()),
        meetings,
        unmet: unmet(lang, &look),
        parties: parties(signed, &look),
        counts: page.parties.iter().any(|one| one.said.is_some()),
        links: links(signed, page),
        acts: acts(signed, page),
    }
}

/// What comes next.
fn sum(signed: &Signed, page: &GatheringPage) -> String {
    let (lang, standing) = (signed.lang, page.standing);
    let number = |number: usize| lang.int(count(number));
    let present = page
        .parties
        .iter()
        .filter(|one| one.participant.left.is_none());
    let (held, open) = (number(standing.held), number(standing.open_cases));
    let text = match page.gathering.state {
        GatheringState::Open => lang.tw(
            "gathering-sum-open",
            &[
                ("parties", &number(present.count())),
                ("mutual", &number(page.mutual)),
                ("unanswered", &number(page.unanswered)),
            ],
        ),
        GatheringState::Planned if standing.waiting > 0 => lang.tw(
            "gathering-sum-planned",
            &[("waiting", &number(standing.waiting)), ("held", &held)],
        ),
        GatheringState::Planned => lang.tw(
            "gathering-sum-followed",
            &[("held", &held), ("open", &open)],
        ),
        GatheringState::Closed => lang.tw("gathering-sum-closed", &[("held", &held)]),
        GatheringState::Cancelled => lang.t("gathering-sum-cancelled"),
    };
    text.into_owned()
}

fn entries(signed: &Signed, page: &GatheringPage) -> Vec<Entry> {
    let (lang, gathering) = (signed.lang, &page.gathering);
    let day = |day| {
        words::date_of(day)
            .map(|day| lang.date(day))
            .unwrap_or_default()
    };
    let mut entries = vec![
        Entry::new(lang.t("gathering-kind"), kind(lang, gathering.kind)),
        Entry::new(lang.t("gathering-held-on"), day(gathering.held_on)),
        Entry::new(
            lang.t("gathering-wishes-until"),
            day(gathering.wishes_until),
        ),
    ];
    if !gathering.place.is_empty() {
        entries.push(Entry::new(lang.t("gathering-place"), &gathering.place));
    }
    if gathering.kind == GatheringKind::Day {
        entries.push(Entry::new(lang.t("gathering-hours"), hours(lang, page)));
    }
    let programme = signed.cx.pack().programmes.get(&gathering.programme);
    entries.extend(programme.map(|programme| {
        let name = programme.label.text(lang.into());
        Entry::new(lang.t("gathering-programme"), name)
    }));
    entries.extend(
        gathering
            .planned
            .map(|(total, bound)| Entry::new(lang.t("gathering-proof"), proof(lang, total, bound))),
    );
    entries
}

fn hours(lang: Lang, page: &GatheringPage) -> String {
    let hours = &page.gathering.hours;
    let (begins, ends) = hours.written();
    let text = lang.tw(
        "gathering-hours-sum",
        &[
            ("begins", &begins),
            ("ends", &ends),
            ("slots", &lang.int(count(hours.slots().len()))),
            ("minutes", &lang.int(i64::from(hours.slot_minutes))),
            ("tables", &lang.int(i64::from(hours.tables))),
        ],
    );
    text.into_owned()
}

/// How near the plan is to what no plan exceeds. Both are thousandths of a wish.
fn proof(lang: Lang, total: i64, bound: i64) -> String {
    let whole = |thousandths: i64| lang.int(thousandths / 1000);
    let text = if total >= bound {
        lang.tv("gathering-proof-best", whole(total))
    } else {
        let both = [("total", &*whole(total)), ("bound", &*whole(bound))];
        lang.tw("gathering-proof-bound", &both)
    };
    text.into_owned()
}

fn links(signed: &Signed, page: &GatheringPage) -> Vec<Link> {
    let (lang, id) = (signed.lang, page.gathering.id.to_string());
    let running = matches!(
        page.gathering.state,
        GatheringState::Open | GatheringState::Planned
    );
    let mut links = Vec::new();
    let own = signed.cx.actor.party.filter(|own| {
        let mine = |one: &&benfu_app::gathering::PartyHere| one.participant.party == *own;
        page.parties
            .iter()
            .find(mine)
            .is_some_and(|one| one.may_change)
    });
    if let Some(own) = own {
        let route = Route::GatheringWishes(&id, &own.to_string()).to_string();
        links.push(Link::new(lang.t("gathering-own-wishes"), route));
    }
    if page.may_write && running {
        links.push(Link::new(
            lang.t("gathering-bring"),
            Route::GatheringBring(&id),
        ));
        links.push(Link::new(
            lang.t("gathering-edit"),
            Route::GatheringEdit(&id),
        ));
    }
    if page.meetings.iter().any(|one| one.meeting.at.is_some()) {
        links.push(Link::new(
            lang.t("gathering-sheets"),
            Route::GatheringSheets(&id),
        ));
    }
    links
}

fn acts(signed: &Signed, page: &GatheringPage) -> Vec<ActForm> {
    let (lang, id) = (signed.lang, page.gathering.id.to_string());
    let mut acts = Vec::new();
    let mut act = |action: &str, keys, weight, fields| {
        let form = ActForm::new(lang, Route::GatheringAct(&id, action), keys);
        acts.push(form.weight(weight).fields(fields));
    };
    if page.may_join {
        let keys = ("act-join", "act-join-effect");
        act("join", keys, Weight::Main, Vec::new());
    }
    let state = page.gathering.state;
    let running = matches!(state, GatheringState::Open | GatheringState::Planned);
    if !page.may_write || !running {
        return acts;
    }
    let planned = state == GatheringState::Planned;
    if page.mutual > 0 {
        let keys = if planned {
            ("act-replan", "act-replan-effect")
        } else {
            ("act-plan", "act-plan-effect")
        };
        let weight = if planned { Weight::Other } else { Weight::Main };
        act("plan", keys, weight, Vec::new());
    }
    if planned && page.standing.waiting > 0 && due(signed, page) {
        let sure = Field::new("held-sure", lang.t("act-all-held-sure"), Control::Tick).required();
        let keys = ("act-all-held", "act-all-held-effect");
        act("all-held", keys, Weight::Other, vec![sure]);
    }
    if planned && page.standing.waiting == 0 && page.standing.open_cases == 0 {
        let keys = ("act-close-gathering", "act-close-gathering-effect");
        act("close", keys, Weight::Main, Vec::new());
    }
    if page.standing.held == 0 {
        let keys = ("act-cancel-gathering", "act-cancel-gathering-effect");
        act(
            "cancel",
            keys,
            Weight::Grave,
            vec![reason_field(lang, "cancel")],
        );
    }
    acts
}
