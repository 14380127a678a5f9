//! Home and search, filled from use cases.

use axum::extract::Query;
use axum::response::Response;
use benfu_app::Cx;
use benfu_app::brokerage::{LeadCard, leads_of_home};
use benfu_app::collection::{rounds_asking, rounds_of_home};
use benfu_app::gathering::{GatheringProgress, gatherings_of_home};
use benfu_app::matching::find_text;
use benfu_app::policy::{OwnBenefits, Rung, read_own_benefits};
use benfu_app::programme::{CaseCard, HomePage, LatestStep, read_home};
use benfu_app::store::collection::RoundProgress;
use benfu_domain::need::{Need, NeedState};
use benfu_domain::policy::NoticeKind;
use benfu_domain::programme::CaseState;
use serde::Deserialize;

use super::{FoundView, Happening, HomeView, Task};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::error_page::Problem;
use crate::frame::Job;
use crate::locale::{Lang, count};
use crate::route::Route;
use crate::server::Signed;
use crate::view::Link;
use crate::words;

/// `GET /`.
pub(crate) async fn home(signed: Signed) -> Result<Response, Problem> {
    let page = read_home(&signed.cx).await?;
    let (cx, lang) = (&signed.cx, signed.lang);
    let benefits = read_own_benefits(cx).await?;
    let mut tasks = tasks(&signed, &page);
    let rounds = rounds_of_home(cx).await?;
    tasks.extend(rounds.iter().map(|one| round_task(cx, lang, one)));
    let unsettled = gatherings_of_home(cx).await?;
    tasks.extend(unsettled.iter().map(|one| gathering_task(cx, lang, one)));
    let leads = leads_of_home(cx).await?;
    tasks.extend(leads.iter().map(|card| lead_task(cx, lang, card)));
    let asking = rounds_asking(cx).await?;
    let owed = asking.iter().filter(|one| !one.progress.is_complete());
    tasks.extend(owed.map(|one| answer_task(cx, lang, one)));
    tasks.sort_by_key(|task| task.due.map_or(i64::MAX, |due| due.days_left));
    let elsewhere = |card: &&CaseCard| !card.waits_for_me && card.overdue;
    let others: Vec<Task> = page
        .cases
        .iter()
        .filter(elsewhere)
        .map(|card| case_task(cx, lang, card))
        .collect();
    let late = |task: &&Task| task.due.is_some_and(|due| due.days_left < 0);
    let view = HomeView {
        overdue: i64::try_from(tasks.iter().filter(late).count()).unwrap_or(0),
        total: i64::try_from(tasks.len()).unwrap_or(0),
        more: (page.cases.len() >= 50).then(|| Route::Cases.to_string()),
        picture: picture(lang, &page.cases),
        recent: page
            .recent
            .iter()
            .map(|(step, who)| happening(cx, lang, step, who))
            .collect(),
        own: own(cx, lang),
        told: benefits
            .iter()
            .flat_map(|own| told(cx, lang, own))
            .collect(),
        qualified: rungs(
            cx,
            lang,
            benefits.as_ref().map(|own| own.qualified.as_slice()),
        ),
        near: rungs(cx, lang, benefits.as_ref().map(|own| own.near.as_slice())),
        first_steps: first_steps(cx, lang),
        tasks,
        others,
    };
    Ok(signed.page(&view))
}

/// What waits: cases whose turn it is, questions, needs to be moved on; the overdue first.
fn tasks(signed: &Signed, page: &HomePage) -> Vec<Task> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let mine = page.cases.iter().filter(|card| card.waits_for_me);
    let mut tasks: Vec<Task> = mine.map(|card| case_task(cx, lang, card)).collect();
    if let (Some(party), Some(first)) = (cx.actor.party, page.questions.first()) {
        let count = i64::try_from(page.questions.len()).unwrap_or(0);
        tasks.push(Task {
            what: Link::new(
                lang.tn("task-questions", count),
                Route::Questions(&party.to_string()),
            ),
            about: lang.t("task-questions-about").into_owned(),
            waiting: String::new(),
            due: first.due_on.and_then(|on| words::due_on(cx, on, false)),
        });
    }
    tasks.extend(page.needs.iter().map(|need| need_task(lang, need)));
    tasks.sort_by_key(|task| task.due.map_or(i64::MAX, |due| due.days_left));
    tasks
}

fn case_task(cx: &Cx, lang: Lang, card: &CaseCard) -> Task {
    let case = &card.case;
    let stage = cx
        .pack()
        .programmes
        .get(&case.programme)
        .and_then(|programme| programme.stage(&case.stage));
    let stage = stage.map_or_else(
        || words::case_state_word(lang, case.state),
        |stage| stage.label.text(lang.into()).to_owned(),
    );
    let other = if cx.actor.party == Some(case.sides.supplier) {
        &card.asker
    } else {
        &card.supplier
    };
    let due = case
        .clock
        .due
        .as_ref()
        .filter(|_| case.clock.paused_on.is_none());
    Task {
        what: Link::new(stage, Route::Case(&case.id.to_string())),
        about: words::case_about(cx, lang, card),
        waiting: other.clone(),
        due: due.and_then(|due| words::due_on(cx, due.on, due.provisional)),
    }
}

/// A round that is late: its office has somebody to remind.
fn round_task(cx: &Cx, lang: Lang, one: &RoundProgress) -> Task {
    let round = &one.round;
    let owed = one.progress.asked - one.progress.returned;
    Task {
        what: Link::new(lang.t("task-remind"), Route::Round(&round.id.to_string())),
        about: round.title.clone(),
        waiting: lang.tn("task-remind-owed", owed).into_owned(),
        due: words::due_on(cx, round.due.on, round.due.provisional),
    }
}

/// A gathering that was held: its organiser says of each meeting what came of it.
fn gathering_task(cx: &Cx, lang: Lang, one: &GatheringProgress) -> Task {
    let gathering = &one.gathering;
    Task {
        what: Link::new(
            lang.t("task-settle"),
            Route::Gathering(&gathering.id.to_string()),
        ),
        about: gathering.title.clone(),
        waiting: lang.tn("task-settle-waiting", one.waiting).into_owned(),
        due: words::due_on(cx, gathering.held_on, false),
    }
}

/// A lead whose next step is due.
fn lead_task(cx: &Cx, lang: Lang, card: &LeadCard) -> Task {
    let lead = &card.lead;
    Task {
        what: Link::new(lang.t("task-lead"), Route::Lead(&lead.id.to_string())),
        about: lead.title.clone(),
        waiting: lead.next.clone(),
        due: lead.next_on.and_then(|on| words::due_on(cx, on, false)),
    }
}

/// A round that asks this person's firm or office.
fn answer_task(cx: &Cx, lang: Lang, one: &RoundProgress) -> Task {
    let round = &one.round;
    let owed = one.progress.asked - one.progress.returned;
    Task {
        what: Link::new(
            lang.t("task-answer"),
            Route::OwnRound(&round.id.to_string()),
        ),
        about: round.title.clone(),
        waiting: match one.progress.asked {
            1 => String::new(),
            _ => lang.tn("task-remind-owed", owed).into_owned(),
        },
        due: words::due_on(cx, round.due.on, round.due.provisional),
    }
}

fn need_task(lang: Lang, need: &Need) -> Task {
    let key = match need.state {
        NeedState::Draft => "task-finish-draft",
        NeedState::Screened => "task-publish",
        NeedState::Collected
        | NeedState::Published
        | NeedState::Matched
        | NeedState::Closed
        | NeedState::Expired
        | NeedState::Withdrawn => "task-screen",
    };
    Task {
        what: Link::new(lang.t(key), Route::Need(&need.id.to_string())),
        about: need.title.clone(),
        waiting: String::new(),
        due: None,
    }
}

fn happening(cx: &Cx, lang: Lang, step: &LatestStep, who: &str) -> Happening {
    let policy = step
        .policy
        .as_ref()
        .and_then(|id| cx.pack().policies.get(id));
    let about = match policy {
        Some(policy) => policy.label.text(lang.into()),
        None if step.title.is_empty() => &step.programme,
        None => &step.title,
    };
    let what = format!("{} · {about}", words::action(lang, step.action));
    Happening {
        at: words::moment_of(&step.at),
        who: who.to_owned(),
        what: Link::new(what, Route::Case(&step.case.to_string())),
    }
}

fn picture(lang: Lang, cards: &[CaseCard]) -> Option<Picture> {
    let bar = |state: &CaseState| {
        let cards = cards.iter().filter(|card| card.case.state == *state);
        let address = Route::Cases.with(&[("state", state.word())]);
        Bar::of_count(
            lang,
            words::case_state_word(lang, *state),
            count(cards.count()),
            address,
        )
    };
    let rows: Vec<Bar> = CaseState::ALL
        .iter()
        .filter(|state| **state != CaseState::Ended)
        .map(bar)
        .collect();
    let count = i64::try_from(cards.len()).unwrap_or(0);
    let caption = Caption::new(
        "home-cases",
        lang.t("home-cases"),
        lang.tn("rows-count", count),
    );
    (!cards.is_empty()).then(|| bars(&caption, &rows))
}

/// The pages about the firm of this person.
fn own(cx: &Cx, lang: Lang) -> Vec<Link> {
    let Some(party) = cx.actor.party.map(|party| party.to_string()) else {
        return Vec::new();
    };
    vec![
        Link::new(lang.t("firm-dossier"), Route::Firm(&party)),
        Link::new(lang.t("ladder"), Route::FirmLadder(&party)),
    ]
}

/// Policies with the one condition that is lacking, each leading to its explanation.
fn rungs(cx: &Cx, lang: Lang, rungs: Option<&[Rung]>) -> Vec<Link> {
    let link = |rung: &Rung| {
        let party = cx.actor.party?.to_string();
        let policy = cx.pack().policies.get(&rung.policy)?;
        let edition = policy.edition(&rung.edition)?;
        let lacking = rung
            .failing
            .first()
            .map(|id| edition.label(id, lang.into()));
        let lacking = lacking
            .map(|lacking| format!(" · {lacking}"))
            .unwrap_or_default();
        let text = format!("{}{lacking}", policy.label.text(lang.into()));
        Some(Link::new(text, Route::FirmPolicy(&party, &rung.policy)))
    };
    rungs.unwrap_or_default().iter().filter_map(link).collect()
}

/// What an officer told the firm, the latest first.
fn told(cx: &Cx, lang: Lang, own: &OwnBenefits) -> Vec<Link> {
    let link = |notice: &benfu_app::policy::PolicyNotice| {
        let policy = cx.pack().policies.get(&notice.policy)?;
        let on = words::date_of(notice.on).map(|on| lang.date(on))?;
        let key = match notice.kind {
            NoticeKind::Push => "home-told-push",
            NoticeKind::Remind => "home-told-remind",
        };
        let values = [
            ("policy", policy.label.text(lang.into())),
            ("on", on.as_str()),
        ];
        let text = lang.tw(key, &values).into_owned();
        let party = notice.party.to_string();
        Some(Link::new(text, Route::FirmPolicy(&party, &notice.policy)))
    };
    own.told.iter().filter_map(link).collect()
}

fn first_steps(cx: &Cx, lang: Lang) -> Vec<Link> {
    let jobs = [
        Job::Needs,
        Job::Offers,
        Job::Firms,
        Job::Cases,
        Job::Reports,
        Job::Imports,
    ];
    let open = jobs.into_iter().filter(|job| job.open_to(&cx.actor));
    open.map(|job| Link::new(lang.t(job.key()), job.route()))
        .collect()
}

/// What a person looks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sought {
    #[serde(default)]
    q: String,
}

/// `GET /search`.
pub(crate) async fn search(
    signed: Signed,
    Query(sought): Query<Sought>,
) -> Result<Response, Problem> {
    let found = find_text(&signed.cx, &sought.q).await?;
    let needs = found.needs.iter().take(30);
    let offers = found.offers.iter().take(30);
    let firms = found.parties.iter().take(30);
    let view = FoundView {
        words: sought.q.clone(),
        needs: needs
            .map(|need| Link::new(&need.title, Route::Need(&need.id.to_string())))
            .collect(),
        offers: offers
            .map(|offer| Link::new(&offer.title, Route::Offer(&offer.id.to_string())))
            .collect(),
        firms: firms
            .map(|party| Link::new(&party.name, Route::Firm(&party.id.to_string())))
            .collect(),
    };
    Ok(signed.page(&view))
}
