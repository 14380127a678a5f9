//! The pages behind a link. Nobody signs in: the secret in the address opens the form of one recipient, and nothing else.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::collection::{
    Answers, AskedFirm, Compared, Over, Visit as Opened, Visited, asked_firm, hand_in, review,
    visit, visitor_rows,
};
use benfu_domain::collection::Given;
use benfu_domain::id::PartyId;

use super::door::Door;
use super::link_form::{answers, carried, groups};
use super::returns::{given_words, item_words, verdict_mark, why};
use super::{AnswerLine, LinkFirmsView, LinkFormView, LinkHead, LinkOverView, LinkReviewView};
use crate::error_page::Problem;
use crate::form::{Control, Field, Fields};
use crate::locale::{Lang, count};
use crate::pages::{id_of, paragraphs};
use crate::server::{Sent, Visit, Web, done, form_problems};
use crate::view::{Link, Mark, Tone, View};
use crate::words;

/// A link that is open, or the page that says why it is not.
pub(super) async fn opened(
    web: &Web,
    reader: &Visit,
    token: &str,
) -> Result<Opened, Box<Response>> {
    match visit(&web.app, token).await {
        Ok(Visited::Open(opened)) => Ok(*opened),
        Ok(Visited::Over(over)) => Err(Box::new(over_page(reader, &over))),
        Err(failure) => {
            let problem = Problem::from(failure);
            Err(Box::new(axum::response::IntoResponse::into_response(
                problem,
            )))
        }
    }
}

fn over_page(reader: &Visit, over: &Over) -> Response {
    over_view(reader.lang, over).respond_with(StatusCode::GONE, &reader.public_frame())
}

/// Why there is nothing to answer any more.
pub(super) fn over_view(lang: Lang, over: &Over) -> LinkOverView {
    let (heading, text) = match over {
        Over::Closed { title, on } => {
            let day = words::date_of(*on).map(|day| lang.date(day));
            let values = [("title", title.as_str()), ("day", &day.unwrap_or_default())];
            (lang.t("link-closed"), lang.tw("link-closed-text", &values))
        }
        Over::Revoked => (lang.t("link-over"), lang.t("link-over-text")),
    };
    LinkOverView {
        heading: heading.into_owned(),
        text: text.into_owned(),
    }
}

async fn head(opened: &Opened) -> Result<LinkHead, Failure> {
    let round = &opened.round;
    let organisation = opened.cx.store().organisation(round.organisation).await;
    let organisation = organisation.map_err(Failure::from)?;
    Ok(LinkHead {
        title: round.title.clone(),
        asked_by: organisation.map(|found| found.name).unwrap_or_default(),
        explanation: paragraphs(&round.explanation),
        recipient: opened.recipient.name.clone(),
        due: words::due_on(&opened.cx, round.due.on, round.due.provisional),
    })
}

/// `GET /c/{token}`.
pub(crate) async fn start(
    State(web): State<Web>,
    reader: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let opened = match opened(&web, &reader, &token).await {
        Ok(opened) => opened,
        Err(page) => return Ok(*page),
    };
    let door = Door::Link(&reader, &token);
    match opened.recipient.party {
        Some(party) => form_page(&opened, door, party, None).await,
        None => firms_page(&opened, door, None).await,
    }
}

pub(super) async fn firms_page(
    opened: &Opened,
    door: Door<'_>,
    wrong: Option<&[benfu_app::Problem]>,
) -> Result<Response, Problem> {
    let lang = door.lang();
    let rows = visitor_rows(opened).await?;
    let returned = rows.iter().filter(|(_, row)| row.returned_on.is_some());
    let (returned, asked) = (
        lang.int(count(returned.count())),
        lang.int(count(rows.len())),
    );
    let values = [("returned", returned.as_str()), ("asked", &asked)];
    let mut by_sheet = door.by_sheet();
    if let (Some(reasons), Some((_, upload))) = (wrong, &mut by_sheet) {
        form_problems(&mut upload.groups, reasons, lang);
    }
    let view = LinkFirmsView {
        head: head(opened).await?,
        sum: lang.tw("link-sum", &values).into_owned(),
        rows: rows
            .iter()
            .map(|(party, row)| {
                let address = door.firm(&party.id.to_string());
                let (key, tone) = match row.returned_on {
                    Some(_) => ("stage-returned", Tone::Good),
                    None => ("stage-waiting", Tone::Plain),
                };
                let left = super::list::some(lang, row.left_open);
                (
                    Link::new(&party.name, address),
                    Mark::new(lang.t(key), tone),
                    left,
                )
            })
            .collect(),
        by_sheet,
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(door.page(opened, &view, status))
}

/// `GET /c/{token}/firms/{firm}`.
pub(crate) async fn firm(
    State(web): State<Web>,
    reader: Visit,
    Path((token, firm)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match opened(&web, &reader, &token).await {
        Ok(opened) => form_page(&opened, Door::Link(&reader, &token), id_of(&firm)?, None).await,
        Err(page) => Ok(*page),
    }
}

/// What was sent and what is wrong with it.
type Wrong<'a> = (&'a Sent, &'a [benfu_app::Problem]);

pub(super) async fn form_page(
    opened: &Opened,
    door: Door<'_>,
    party: PartyId,
    wrong: Option<Wrong<'_>>,
) -> Result<Response, Problem> {
    let lang = door.lang();
    let asked = asked_firm(opened, party).await?;
    let sent = wrong.map(|(sent, _)| sent);
    let fields = groups(&opened.cx, lang, &asked, sent);
    let row = opened.subjects.iter().find(|row| row.party == party);
    let person = Field::new("person", lang.t("link-person"), Control::Line)
        .hint(lang.t("link-person-hint"))
        .value(sent.map_or_else(|| door.person(), |sent| sent.text("person")));
    let mut view = LinkFormView {
        head: head(opened).await?,
        firm: asked.party.name.clone(),
        back: (!opened.own()).then(|| Link::new(lang.t("link-firms"), door.start())),
        action: door.firm(&party.to_string()),
        asked: fields.asked,
        known: fields.known,
        person: vec![Fields {
            title: lang.t("link-who").into_owned(),
            lead: None,
            fields: vec![person],
        }],
        before: row.and_then(|row| row.returned_on).and_then(words::date_of),
        workbook: door.by_sheet().map(|(workbook, _)| workbook),
    };
    let reasons = wrong.map(|(_, reasons)| reasons).unwrap_or_default();
    put_problems(&mut view, reasons, lang);
    let status = if reasons.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(door.page(opened, &view, status))
}

/// Each problem beside its field; those about the whole beside the name of the person.
fn put_problems(view: &mut LinkFormView, reasons: &[benfu_app::Problem], lang: Lang) {
    for reason in reasons {
        let has = |groups: &[Fields]| {
            let mut fields = groups.iter().flat_map(|group| &group.fields);
            fields.any(|field| field.name == reason.field)
        };
        let one = std::slice::from_ref(reason);
        if has(&view.asked) {
            form_problems(&mut view.asked, one, lang);
        } else if has(&view.known) {
            form_problems(&mut view.known, one, lang);
        } else {
            form_problems(&mut view.person, one, lang);
        }
    }
}

/// `POST /c/{token}/firms/{firm}`: shows what handing in would do; with the button there, hands in.
pub(crate) async fn answer(
    State(web): State<Web>,
    reader: Visit,
    Path((token, firm)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    match opened(&web, &reader, &token).await {
        Ok(opened) => {
            let door = Door::Link(&reader, &token);
            answered(opened, door, id_of(&firm)?, &sent).await
        }
        Err(page) => Ok(*page),
    }
}

/// What comes of a form that was sent.
pub(super) async fn answered(
    mut opened: Opened,
    door: Door<'_>,
    party: PartyId,
    sent: &Sent,
) -> Result<Response, Problem> {
    let answers = answers(sent, party);
    let refused = match sent.text("do").as_str() {
        "edit" => return form_page(&opened, door, party, Some((sent, &[]))).await,
        "send" => {
            opened.cx.request_key.clone_from(&sent.request_key);
            match send(&opened, &answers).await {
                Ok(notice) => return Ok(done(door.start(), notice)),
                Err(failure) => failure,
            }
        }
        _ => match review(&opened, &answers).await {
            Ok(compared) => {
                let asked = asked_firm(&opened, party).await?;
                return review_page(&opened, door, (&asked, &compared), sent).await;
            }
            Err(failure) => failure,
        },
    };
    match refused {
        Failure::Invalid(reasons) => form_page(&opened, door, party, Some((sent, &reasons))).await,
        failure => Err(failure.into()),
    }
}

/// The same form sent twice has one effect.
async fn send(opened: &Opened, answers: &Answers) -> Result<&'static str, Failure> {
    if opened.earlier().await?.is_some() {
        return Ok("notice-already");
    }
    match hand_in(opened, answers).await {
        Ok(_) => Ok("notice-handed-in"),
        Err(failure @ Failure::Conflict(_)) => match opened.earlier().await? {
            Some(_) => Ok("notice-already"),
            None => Err(failure),
        },
        Err(failure) => Err(failure),
    }
}

async fn review_page(
    opened: &Opened,
    door: Door<'_>,
    (asked, compared): (&AskedFirm, &[Compared]),
    sent: &Sent,
) -> Result<Response, Problem> {
    let party = asked.party.id.to_string();
    let lines = compared.iter().filter_map(|one| {
        let line = asked.line(one.said.ordinal)?;
        Some(review_line(opened, door.lang(), line, one))
    });
    let view = LinkReviewView {
        head: head(opened).await?,
        firm: asked.party.name.clone(),
        action: door.firm(&party),
        lines: lines.collect(),
        carried: carried(sent),
    };
    Ok(door.page(opened, &view, StatusCode::OK))
}

fn review_line(
    opened: &Opened,
    lang: Lang,
    line: &benfu_app::collection::AskedLine,
    one: &Compared,
) -> AnswerLine {
    let (cx, concept) = (&opened.cx, &line.concept);
    let was = one.was.as_ref().map(|held| {
        let value = words::observed(cx, lang, Some(concept), &held.observed);
        (value, held.source.title.clone())
    });
    let unfit = match &one.said.given {
        Given::Unreadable(unfit) => Some(unfit),
        Given::Blank | Given::Said(_) | Given::Declined => None,
    };
    AnswerLine {
        firm: Link::new("", ""),
        item: item_words(lang, concept, line.period),
        was,
        given: given_words(cx, lang, concept, &one.said.given, &one.said.written),
        verdict: verdict_mark(lang, one.judged.verdict),
        why: why(lang, one.judged, unfit),
        acts: Vec::new(),
    }
}
