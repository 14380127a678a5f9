//! One case, filled from the use case.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use benfu_app::access::people;
use benfu_app::brokerage::lead_of_case;
use benfu_app::ledger::entries_of;
use benfu_app::programme::{CasePage, CaseRecordRow, CaseStepRow, EvidenceRow as File, read_case};
use benfu_app::{Cx, Failure};
use benfu_domain::need::Terms;
use benfu_domain::programme::{Action, Case, CaseState, Part, RecordKind};

use super::acts::acts;
use super::list::{end_label, stage_name, turn};
use super::{CaseView, Clock, Event, EvidenceRow, PartRow, Round};
use crate::chart::{
    Caption, Level, Line, LoopState, Picture, Point, Reached, Unit, line, loop_diagram,
};
use crate::error_page::Problem;
use crate::locale::Lang;
use crate::pages::need::programme_name;
use crate::pages::{firm_link, id_of};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Answer, Link, Mark, Tone};
use crate::words;

/// `GET /cases/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_case(&signed.cx, id_of(&id)?).await?;
    let view = view(&signed, &page).await?;
    Ok(signed.page(&view))
}

async fn view(signed: &Signed, page: &CasePage) -> Result<CaseView, Failure> {
    let (cx, lang, case) = (&signed.cx, signed.lang, &page.card.case);
    let id = case.id.to_string();
    let need = case.need.map(|need| need.to_string()).unwrap_or_default();
    let terms = page
        .need
        .as_ref()
        .map(|need| need.terms.clone())
        .unwrap_or_default();
    Ok(CaseView {
        code: words::code_of('C', &id),
        need: match &case.policy {
            Some(policy) => Link::new(
                words::case_about(cx, lang, &page.card),
                Route::Policy(policy),
            ),
            None => Link::new(&page.card.need_title, Route::Need(&need)),
        },
        offer: offer(cx, case).await?,
        programme: format!(
            "{} · {}",
            programme_name(cx, lang, &case.programme),
            case.pack_version
        ),
        state: words::case_state(lang, case.state),
        standing: standing(cx, lang, case),
        ended: ended(cx, lang, case),
        loop_picture: loop_picture(cx, lang, page),
        chart: chart(lang, page, &terms),
        rounds: rounds(lang, page, &terms),
        clocks: clocks(cx, lang, case).into_iter().collect(),
        evidence: evidence(cx, lang, page).await?,
        parts: parts(cx, lang, page).await?,
        events: events(cx, lang, page).await?,
        acts: acts(signed, page),
        id,
    })
}

async fn offer(cx: &Cx, case: &Case) -> Result<Option<Link>, Failure> {
    let Some(id) = case.offer else {
        return Ok(None);
    };
    let offer = cx.store().offer(id).await?;
    Ok(offer.map(|offer| Link::new(offer.title, Route::Offer(&id.to_string()))))
}

fn standing(cx: &Cx, lang: Lang, case: &Case) -> String {
    let (stage, turn) = (stage_name(cx, lang, case), turn(cx, lang, case));
    if case.end.is_some() || stage.is_empty() {
        return String::new();
    }
    let paused = if case.clock.paused_on.is_some() {
        lang.t("case-paused")
    } else {
        "".into()
    };
    match lang {
        Lang::Zh => format!("当前环节：{stage}；轮到：{turn}。{paused}"),
        Lang::En => format!("Stage: {stage}; turn of: {turn}. {paused}"),
    }
}

fn ended(cx: &Cx, lang: Lang, case: &Case) -> Option<String> {
    let end = case.end.as_ref()?;
    let code = end_label(cx, lang, case, &end.code).unwrap_or(&end.code);
    let on = words::date_of(end.on)
        .map(|on| lang.date(on))
        .unwrap_or_default();
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    Some(format!("{code}（{on}）{colon}{}", end.reason))
}

fn loop_picture(cx: &Cx, lang: Lang, page: &CasePage) -> Picture {
    let case = &page.card.case;
    let skips = cx
        .pack()
        .programmes
        .get(&case.programme)
        .map(|programme| programme.skips.clone())
        .unwrap_or_default();
    let entered = |state: CaseState| {
        let step = page.steps.iter().find(|step| step.to == state);
        let on = step
            .map(|step| step.on)
            .filter(|_| state <= case.farthest || state == CaseState::Ended);
        on.or((state == CaseState::Proposed).then_some(case.opened_on))
    };
    let reached = |state: CaseState| match state {
        state if state == case.state => Reached::Current,
        state if skips.contains(&state) => Reached::Skipped,
        state if state <= case.farthest && state < case.state => Reached::Passed,
        _ if case.state == CaseState::Ended => Reached::Skipped,
        _ => Reached::Ahead,
    };
    let shown = |state: &CaseState| {
        let reached = reached(*state);
        let on = entered(*state).filter(|_| matches!(reached, Reached::Passed | Reached::Current));
        LoopState {
            label: words::case_state_word(lang, *state),
            note: on
                .and_then(words::date_of)
                .map(|on| on.to_string())
                .unwrap_or_default(),
            reached,
        }
    };
    let states: Vec<LoopState> = CaseState::ALL.iter().map(shown).collect();
    let caption = Caption::new(
        "loop",
        lang.t("case-events"),
        words::case_state_word(lang, case.state),
    );
    loop_diagram(&caption, &states, &words::action(lang, Action::Refuse))
}

fn measured(page: &CasePage) -> impl Iterator<Item = (&CaseRecordRow, i64)> {
    page.records
        .iter()
        .filter_map(|row| Some((row, row.record.measurement.as_ref()?.measured_milli)))
}

/// Measured values against the baseline and the target of the need.
fn chart(lang: Lang, page: &CasePage, terms: &Terms) -> Option<Picture> {
    let point = |(number, (_, value)): (i64, (&CaseRecordRow, i64))| Point {
        label: lang.tv("round-number", number.to_string()).into_owned(),
        value,
        href: None,
    };
    let points: Vec<Point> = (1..).zip(measured(page)).map(point).collect();
    let level = |key: &str, value: Option<i64>| {
        let value = value?;
        let label = format!(
            "{} {}",
            lang.t(key),
            words::milli(value, &terms.metric_unit)
        );
        Some(Level { label, value })
    };
    let rises = match (terms.baseline_milli, terms.target_milli) {
        (Some(baseline), Some(target)) => target >= baseline,
        _ => true,
    };
    let series = Line {
        baseline: level("need-baseline", terms.baseline_milli),
        target: level("need-target", terms.target_milli),
        more_is_better: rises,
        unit: Unit {
            suffix: terms.metric_unit.clone(),
            decimals: 3,
        },
        points,
    };
    let caption = Caption::new("rounds", lang.t("case-rounds"), terms.metric.clone());
    (!series.points.is_empty()).then(|| line(&caption, &series))
}

fn rounds(lang: Lang, page: &CasePage, terms: &Terms) -> Vec<Round> {
    let mut number = 0;
    let mut rounds = Vec::new();
    for row in &page.records {
        let record = &row.record;
        number += i64::from(record.kind == RecordKind::Round);
        let label = match record.kind {
            RecordKind::Round => lang.tv("round-number", number.to_string()).into_owned(),
            kind => words::record_kind(lang, kind),
        };
        let value = record.measurement.as_ref();
        let Some(on) = words::date_of(record.on) else {
            continue;
        };
        rounds.push(Round {
            label,
            on,
            measured: value.map(|value| words::milli(value.measured_milli, &value.unit)),
            reached: value.and_then(|value| reached(terms, value.measured_milli)),
            note: record.text.clone(),
            amount: record.amount_fen.map(|fen| lang.money(fen)),
        });
    }
    rounds
}

/// Whether a measured value reached the target, in the direction from the baseline.
pub(super) fn reached(terms: &Terms, measured: i64) -> Option<Answer> {
    let target = terms.target_milli?;
    let rises = terms
        .baseline_milli
        .is_none_or(|baseline| target >= baseline);
    let met = if rises {
        measured >= target
    } else {
        measured <= target
    };
    Some(if met { Answer::Met } else { Answer::NotMet })
}

fn clocks(cx: &Cx, lang: Lang, case: &Case) -> Option<Clock> {
    let due = case.clock.due.as_ref().filter(|_| case.end.is_none())?;
    let state = match case.clock.paused_on {
        Some(_) => Mark::new(lang.t("clock-paused"), Tone::Watch),
        None => Mark::new(lang.t("clock-running"), Tone::Busy),
    };
    Some(Clock {
        label: stage_name(cx, lang, case),
        from: words::date_of(case.stage_on)?,
        days: cx
            .pack()
            .calendar
            .working_days_between(case.stage_on, due.on),
        due: words::due_on(cx, due.on, due.provisional)?,
        state,
    })
}

async fn evidence(cx: &Cx, lang: Lang, page: &CasePage) -> Result<Vec<EvidenceRow>, Failure> {
    let case = page.card.case.id.to_string();
    let accounts: Vec<&str> = page
        .evidence
        .iter()
        .map(|file| file.account.as_str())
        .collect();
    let names = people(cx, &accounts).await?;
    let row = |file: &File| {
        Some(EvidenceRow {
            file: Link::new(&file.name, Route::Evidence(&case, &file.hash)),
            about: kind_label(cx, lang, page, &file.kind),
            size: words::size(file.size_bytes),
            who: names.get(&file.account).cloned().unwrap_or_default(),
            on: words::date_of(file.added_on)?,
            digest: file.hash.chars().take(12).collect(),
        })
    };
    Ok(page.evidence.iter().filter_map(row).collect())
}

async fn parts(cx: &Cx, lang: Lang, page: &CasePage) -> Result<Vec<PartRow>, Failure> {
    let sides = &page.card.case.sides;
    let mut rows = Vec::new();
    for (part, party) in [(Part::Asker, sides.asker), (Part::Supplier, sides.supplier)] {
        let party = cx.store().party(party).await?;
        let organisation = party.as_ref().map(|party| firm_link(cx, party));
        rows.push(PartRow {
            part: words::part(lang, part),
            organisation: organisation.unwrap_or_else(|| Link::new("", "")),
            own: page.parts.contains(&part),
        });
    }
    let lead = lead_of_case(cx, page.card.case.id).await?;
    rows.extend(lead.map(|card| PartRow {
        part: lang.t("lead").into_owned(),
        organisation: Link::new(&card.lead.title, Route::Lead(&card.lead.id.to_string())),
        own: false,
    }));
    Ok(rows)
}

/// What happened, the newest first, each with its ledger entry.
async fn events(cx: &Cx, lang: Lang, page: &CasePage) -> Result<Vec<Event>, Failure> {
    let entries = entries_of(cx, &page.card.case.id.to_string()).await?;
    let entries: BTreeMap<i64, (String, i64)> = entries
        .into_iter()
        .map(|entry| {
            (
                entry.header.key,
                (entry.header.recorded_at, entry.header.seq),
            )
        })
        .collect();
    let accounts: Vec<&str> = page
        .steps
        .iter()
        .map(|step| step.account.as_str())
        .collect();
    let names = people(cx, &accounts).await?;
    let event = |(place, step): (usize, &CaseStepRow)| {
        let (at, number) = entries.get(&step.entry).cloned().unwrap_or_default();
        let who = names.get(&step.account).cloned().unwrap_or_default();
        let end = end_label(cx, lang, &page.card.case, &step.code);
        let end = end.map(|label| format!("{label}。")).unwrap_or_default();
        let note = [end, step.reason.clone()].join(" ");
        Event {
            at: words::moment_of(&at),
            who: format!("{who} · {}", words::part(lang, step.part)),
            what: what(lang, step, place == 0),
            note: (!note.trim().is_empty()).then(|| note.trim().to_owned()),
            entry: Link::new(
                format!("#{number}"),
                Route::LedgerEntry(&step.entry.to_string()),
            ),
        }
    };
    Ok(page.steps.iter().enumerate().rev().map(event).collect())
}

/// What a step was; the first one opened the case.
pub(super) fn what(lang: Lang, step: &CaseStepRow, opened: bool) -> String {
    match (step.action, RecordKind::from_word(&step.code), step.part) {
        (_, _, Part::Supplier) if opened => lang.t("come-forward").into_owned(),
        _ if opened => lang.t("invite").into_owned(),
        (Action::Record, Some(kind), _) => words::record_kind(lang, kind),
        _ => words::action(lang, step.action),
    }
}

/// The name of a kind of evidence in the case's programme.
pub(super) fn kind_label(cx: &Cx, lang: Lang, page: &CasePage, id: &str) -> String {
    let programme = cx.pack().programmes.get(&page.card.case.programme);
    let stages = programme
        .into_iter()
        .flat_map(|programme| &programme.stages);
    let kind = stages
        .flat_map(|stage| &stage.evidence)
        .find(|kind| kind.id == id);
    kind.map_or(id, |kind| kind.label.text(lang.into()))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_below_the_baseline_is_reached_from_above() {
        let terms = |baseline, target| Terms {
            baseline_milli: Some(baseline),
            target_milli: Some(target),
            ..Terms::default()
        };
        assert_eq!(reached(&terms(62_000, 90_000), 91_000), Some(Answer::Met));
        assert_eq!(
            reached(&terms(62_000, 90_000), 89_999),
            Some(Answer::NotMet)
        );
        assert_eq!(reached(&terms(30_000, 10_000), 9_000), Some(Answer::Met));
        assert_eq!(reached(&Terms::default(), 9_000), None);
    }
}
