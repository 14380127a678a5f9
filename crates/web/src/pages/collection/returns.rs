//! What came back: workbooks out and in, the comparison with the record, and its decisions.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::collection::{
    ReturnPage, ReturnedRow, read_return, receive_workbook, round_workbook,
};
use benfu_app::office::evidence::MediaType;
use benfu_app::{Cx, Failure};
use benfu_domain::collection::{Clash, Decision, Given, Judged, ReturnState, Verdict};
use benfu_domain::fact::{Concept, Observed, Unfit};
use benfu_domain::id::RoundId;
use benfu_domain::period::Period;
use serde::Deserialize;

use super::round::{channel, faulty, return_state};
use super::{AnswerLine, ReturnView};
use crate::chart::{Caption, Part, Picture, Shade, state_bar};
use crate::error_page::Problem;
use crate::form::{ActForm, Weight};
use crate::locale::{Lang, count};
use crate::pages::case::file_response;
use crate::pages::{FilterGroup, chosen_id, id_of};
use crate::route::Route;
use crate::server::{Effect, Posted, Signed, done, once};
use crate::view::{FilterChoice, Link, Mark, Tone};
use crate::words;

const VERDICTS: [(Verdict, &str, Tone, Shade); 6] = [
    (Verdict::Conflict, "verdict-conflict", Tone::Bad, Shade::Bad),
    (
        Verdict::Unreadable,
        "verdict-unreadable",
        Tone::Watch,
        Shade::Lapsed,
    ),
    (
        Verdict::Changed,
        "verdict-changed",
        Tone::Busy,
        Shade::Third,
    ),
    (Verdict::New, "verdict-new", Tone::Good, Shade::Good),
    (
        Verdict::Confirmed,
        "verdict-confirmed",
        Tone::Plain,
        Shade::First,
    ),
    (
        Verdict::Declined,
        "verdict-declined",
        Tone::Open,
        Shade::Over,
    ),
];

/// One recipient, or all.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    recipient: String,
}

/// `GET /collections/rounds/{id}/workbook.xlsx`.
pub(crate) async fn workbook(
    signed: Signed,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let round: RoundId = id_of(&id)?;
    let bytes = round_workbook(&signed.cx, round, chosen_id(&of.recipient)?).await?;
    Ok(file_response(
        &signed.lang.t("workbook-name"),
        MediaType::Xlsx.as_str(),
        bytes,
    ))
}

/// `POST /collections/rounds/{id}/returns`: reads a workbook and leads to the comparison; nothing is recorded yet.
pub(crate) async fn receive(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let round: RoundId = id_of(&id)?;
    let Some(file) = posted.file("file") else {
        return Ok(done(Route::Round(&id), "notice-file-missing"));
    };
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let received = receive_workbook(&signed.cx, round, &name, bytes);
    match once(&signed.cx, received).await {
        Ok(Effect::Before(back)) => Ok(done(Route::Return(&back), "notice-already")),
        Ok(Effect::Fresh(received)) => {
            let key = if received.again {
                "notice-sheet-known"
            } else {
                "notice-sheet-read"
            };
            Ok(done(Route::Return(&received.id.to_string()), key))
        }
        Err(Failure::Invalid(reasons)) => faulty(signed, &id, &reasons).await,
        Err(failure) => Err(failure.into()),
    }
}

/// Which answers are listed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    of: String,
}

/// `GET /collections/returns/{id}`.
pub(crate) async fn detail(
    signed: Signed,
    Path(id): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let page = read_return(&signed.cx, id_of(&id)?).await?;
    let round = page.round.id.to_string();
    let back = Link::new(&page.round.title, Route::Round(&round));
    let here = Route::Return(&id).to_string();
    let mut view = view(&signed.cx, signed.lang, &page, (&here, &narrowed.of), back);
    if page.may_settle {
        view.acts = settle_acts(signed.lang, &page);
        for (line, row) in view.lines.iter_mut().zip(listed(&page, &narrowed.of)) {
            line.acts = decisions(signed.lang, &page, row);
        }
    }
    let bad = page.count(Verdict::Unreadable) > 0 || !view.notes.is_empty();
    let file = Route::ReturnUnreadable(&id);
    view.unreadable = bad.then(|| Link::new(signed.lang.t("return-unreadable-file"), file));
    Ok(signed.page(&view))
}

fn listed<'a>(page: &'a ReturnPage, of: &str) -> impl Iterator<Item = &'a ReturnedRow> {
    let wanted = Verdict::from_word(of);
    page.rows
        .iter()
        .filter(move |row| wanted.is_none_or(|wanted| row.answer.judged.verdict == wanted))
}

/// A return as a page, without acts. `here` is its address, with the list that is chosen.
pub(super) fn view(
    cx: &Cx,
    lang: Lang,
    page: &ReturnPage,
    (here, of): (&str, &str),
    round: Link,
) -> ReturnView {
    let back = &page.back;
    let from = match (page.from.is_empty(), back.filled_by.is_empty()) {
        (true, _) => lang.t("return-of-several").into_owned(),
        (false, true) => page.from.clone(),
        (false, false) => format!("{} · {}", page.from, back.filled_by),
    };
    let notes = back.notes.lines().filter_map(|line| line.split_once('\t'));
    let notes = notes.map(|(zh, en)| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    });
    let key = match back.state {
        ReturnState::Read => "return-read-lead",
        ReturnState::Taken => "return-taken-lead",
        ReturnState::Dropped => "return-dropped-lead",
    };
    ReturnView {
        heading: format!("{from} · {}", channel(lang, back.channel)),
        round,
        state: return_state(lang, back.state),
        lead: lang.t(key).into_owned(),
        picture: picture(lang, page, here),
        filters: vec![filters(lang, page, here, of)],
        lines: listed(page, of).map(|row| line(cx, lang, row)).collect(),
        notes: notes.collect(),
        unreadable: None,
        acts: Vec::new(),
    }
}

fn narrowed(here: &str, of: &str) -> String {
    if of.is_empty() {
        here.to_owned()
    } else {
        format!("{here}?of={of}")
    }
}

fn picture(lang: Lang, page: &ReturnPage, here: &str) -> Option<Picture> {
    let part = |(verdict, key, _, shade): &(Verdict, &'static str, Tone, Shade)| {
        let number = count(page.count(*verdict));
        Part {
            label: lang.t(key).into_owned(),
            count: number,
            count_text: lang.int(number),
            shade: *shade,
            href: Some(narrowed(here, verdict.word())),
        }
    };
    let parts: Vec<Part> = VERDICTS.iter().map(part).collect();
    let caption = Caption::new(
        "verdicts",
        lang.t("return-verdicts"),
        lang.t("return-verdicts-basis"),
    );
    (!page.rows.is_empty()).then(|| state_bar(&caption, &parts))
}

fn filters(lang: Lang, page: &ReturnPage, here: &str, chosen: &str) -> FilterGroup {
    let choice = |of: &str, key: &str, number: usize| FilterChoice {
        link: Link::new(lang.t(key), narrowed(here, of)),
        count: Some(count(number)),
        chosen: of == chosen,
    };
    let verdicts = VERDICTS
        .iter()
        .map(|(verdict, key, ..)| choice(verdict.word(), key, page.count(*verdict)));
    FilterGroup {
        label: lang.t("col-verdict").into_owned(),
        choices: std::iter::once(choice("", "filter-all", page.rows.len()))
            .chain(verdicts)
            .collect(),
    }
}

pub(super) fn verdict_mark(lang: Lang, verdict: Verdict) -> Mark {
    let found = VERDICTS.iter().find(|(known, ..)| *known == verdict);
    found.map_or_else(
        || Mark::new(String::new(), Tone::Plain),
        |(_, key, tone, _)| Mark::new(lang.t(key), *tone),
    )
}

/// Name and period of what was asked.
pub(super) fn item_words(lang: Lang, concept: &Concept, period: Period) -> String {
    let label = concept.label.text(lang.into());
    match period {
        Period::Always => label.to_owned(),
        period => format!("{label} {}", words::period(lang, period)),
    }
}

/// Why a person decides, or why it cannot be read.
pub(super) fn why(lang: Lang, judged: Judged, unfit: Option<&Unfit>) -> String {
    if let Some(unfit) = unfit {
        return match lang {
            Lang::Zh => unfit.zh.clone(),
            Lang::En => unfit.en.clone(),
        };
    }
    let key = match judged.clash {
        None => return String::new(),
        Some(Clash::TwoReturns) => "clash-two-returns",
        Some(Clash::BetterSource) => "clash-better-source",
        Some(Clash::ChangedSince) => "clash-changed-since",
    };
    lang.t(key).into_owned()
}

fn line(cx: &Cx, lang: Lang, row: &ReturnedRow) -> AnswerLine {
    let value = |observed: &Observed| words::observed(cx, lang, Some(&row.concept), observed);
    let answer = &row.answer;
    let given = match (&answer.observed, answer.judged.verdict) {
        (Some(observed), _) => value(observed),
        (None, Verdict::Declined) => lang.t("given-declined").into_owned(),
        (None, _) => answer.written.clone(),
    };
    let source = answer.was_source.clone().unwrap_or_default();
    let decided = match (answer.judged.verdict, answer.decision) {
        (Verdict::Conflict, Decision::Taken) => lang.t("decided-taken"),
        (Verdict::Conflict, Decision::Kept) => lang.t("decided-kept"),
        _ => "".into(),
    };
    let why = why(lang, answer.judged, row.unfit.as_ref());
    AnswerLine {
        firm: Link::new(&row.party.name, ""),
        item: item_words(lang, &row.concept, row.period),
        was: answer.was.as_ref().map(|was| (value(was), source)),
        given,
        verdict: verdict_mark(lang, answer.judged.verdict),
        why: format!("{why} {decided}").trim().to_owned(),
        acts: Vec::new(),
    }
}

/// The keys of an act's name and of what it does.
type Keys = (&'static str, &'static str);

fn act(lang: Lang, href: String, keys: Keys, weight: Weight) -> ActForm {
    ActForm::new(lang, href, keys).weight(weight)
}

fn settle_acts(lang: Lang, page: &ReturnPage) -> Vec<ActForm> {
    if page.back.state != ReturnState::Read {
        return Vec::new();
    }
    let id = page.back.id.to_string();
    let of = |action: &str| Route::ReturnAct(&id, action).to_string();
    vec![
        act(
            lang,
            of("take"),
            ("act-take", "act-take-effect"),
            Weight::Main,
        ),
        act(
            lang,
            of("drop"),
            ("act-drop", "act-drop-effect"),
            Weight::Grave,
        ),
    ]
}

fn decisions(lang: Lang, page: &ReturnPage, row: &ReturnedRow) -> Vec<ActForm> {
    let answer = &row.answer;
    let waits = page.back.state == ReturnState::Taken
        && answer.judged.verdict == Verdict::Conflict
        && answer.decision == Decision::Waiting;
    if !waits {
        return Vec::new();
    }
    let (id, party) = (page.back.id.to_string(), answer.party.to_string());
    let ordinal = answer.ordinal.to_string();
    let of = |action: &str| {
        let query = [("party", party.as_str()), ("item", ordinal.as_str())];
        Route::ReturnAct(&id, action).with(&query)
    };
    vec![
        act(
            lang,
            of("accept"),
            ("act-accept", "act-accept-effect"),
            Weight::Other,
        ),
        act(
            lang,
            of("keep"),
            ("act-keep", "act-keep-effect"),
            Weight::Other,
        ),
    ]
}

/// What was answered, as text.
pub(super) fn given_words(
    cx: &Cx,
    lang: Lang,
    concept: &Concept,
    given: &Given,
    written: &str,
) -> String {
    match given {
        Given::Said(observed) => words::observed(cx, lang, Some(concept), observed),
        Given::Declined => lang.t("given-declined").into_owned(),
        Given::Blank | Given::Unreadable(_) => written.to_owned(),
    }
}
