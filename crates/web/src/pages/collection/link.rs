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

use super::link_form::{answers, carried, groups};
use super::returns::{given_words, item_words, verdict_mark, why};
use super::round::upload_form;
use super::{AnswerLine, LinkFirmsView, LinkFormView, LinkHead, LinkOverView, LinkReviewView};
use crate::error_page::Problem;
use crate::form::{Control, Field, Fields};
use crate::locale::{Lang, count};
use crate::pages::{id_of, paragraphs};
use crate::route::Route;
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
    let lang = reader.lang;
    let (heading, text) = match over {
        Over::Closed { title, on } => {
            let day = words::date_of(*on).map(|day| lang.date(day));
            let values = [("title", title.as_str()), ("day", &day.unwrap_or_default())];
            (lang.t("link-closed"), lang.tw("link-closed-text", &values))
        }
        Over::Revoked => (lang.t("link-over"), lang.t("link-over-text")),
    };
    let view = LinkOverView {
        heading: heading.into_owned(),
        text: text.into_owned(),
    };
    view.respond_with(StatusCode::GONE, &reader.public_frame())
}

pub(super) fn page<V: View>(
    opened: &Opened,
    reader: &Visit,
    view: &V,
    status: StatusCode,
) -> Response {
    let mut frame = reader.public_frame();
    frame.today = words::date_of(opened.cx.today());
    frame.request_key = format!("{:032x}", opened.cx.app.mint());
    view.respond_with(status, &frame)
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
    match opened.recipient.party {
        Some(party) => form_page(&opened, &reader, &token, party, None).await,
        None => firms_page(&opened, &reader, &token, None).await,
    }
}

pub(super) async fn firms_page(
    opened: &Opened,
    reader: &Visit,
    token: &str,
    wrong: Option<&[benfu_app::Problem]>,
) -> Result<Response, Problem> {
    let lang = reader.lang;
    let rows = visitor_rows(opened).await?;
    let returned = rows.iter().filter(|(_, row)| row.returned_on.is_some());
    let (returned, asked) = (
        lang.int(count(returned.count())),
        lang.int(count(rows.len())),
    );
    let values = [("returned", returned.as_str()), ("asked", &asked)];
    let mut upload = upload_form(lang, Route::LinkReturns(token).to_string());
    if let Some(reasons) = wrong {
        form_problems(&mut upload.groups, reasons, lang);
    }
    let view = LinkFirmsView {
        head: head(opened).await?,
        sum: lang.tw("link-sum", &values).into_owned(),
        rows: rows
            .iter()
            .map(|(party, row)| {
                let address = Route::LinkFirm(token, &party.id.to_string()).to_string();
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
        workbook: Link::new(lang.t("workbook"), Route::LinkWorkbook(token)),
        upload,
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(page(opened, reader, &view, status))
}

/// `GET /c/{token}/firms/{firm}`.
pub(crate) async fn firm(
    State(web): State<Web>,
    reader: Visit,
    Path((token, firm)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match opened(&web, &reader, &token).await {
        Ok(opened) => form_page(&opened, &reader, &token, id_of(&firm)?, None).await,
        Err(page) => Ok(*page),
    }
}

/// What was sent and what is wrong with it.
type Wrong<'a> = (&'a Sent, &'a [benfu_app::Problem]);

async fn form_page(
    opened: &Opened,
    reader: &Visit,
    token: &str,
    party: PartyId,
    wrong: Option<Wrong<'_>>,
) -> Result<Response, Problem> {
    let lang = reader.lang;
    let asked = asked_firm(opened, party).await?;
    let sent = wrong.map(|(sent, _)| sent);
    let fields = groups(&opened.cx, lang, &asked, sent);
    let row = opened.subjects.iter().find(|row| row.party == party);
    let person = Field::new("person", lang.t("link-person"), Control::Line)
        .hint(lang.t("link-person-hint"))
        .value(sent.map(|sent| sent.text("person")).unwrap_or_default());
    let mut view = LinkFormView {
        head: head(opened).await?,
        firm: asked.party.name.clone(),
        back: (!opened.own()).then(|| Link::new(lang.t("link-firms"), Route::LinkForm(token))),
        action: Route::LinkFirm(token, &party.to_string()).to_string(),
        asked: fields.asked,
        known: fields.known,
        person: vec![Fields {
            title: lang.t("link-who").into_owned(),
            lead: None,
            fields: vec![person],
        }],
        before: row.and_then(|row| row.returned_on).and_then(words::date_of),
        workbook: Link::new(lang.t("workbook"), Route::LinkWorkbook(token)),
    };
    let reasons = wrong.map(|(_, reasons)| reasons).unwrap_or_default();
    put_problems(&mut view, reasons, lang);
    let status = if reasons.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(opened, reader, &view, status))
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
    let mut opened = match opened(&web, &reader, &token).await {
        Ok(opened) => opened,
        Err(page) => return Ok(*page),
    };
    let party: PartyId = id_of(&firm)?;
    let answers = answers(&sent, party);
    let refused = match sent.text("do").as_str() {
        "edit" => return form_page(&opened, &reader, &token, party, Some((&sent, &[]))).await,
        "send" => {
            opened.cx.request_key.clone_from(&sent.request_key);
            match send(&opened, &answers).await {
                Ok(notice) => return Ok(done(Route::LinkForm(&token), notice)),
                Err(failure) => failure,
            }
        }
        _ => match review(&opened, &answers).await {
            Ok(compared) => {
                let asked = asked_firm(&opened, party).await?;
                return review_page(&opened, &reader, &token, (&asked, &compared), &sent).await;
            }
            Err(failure) => failure,
        },
    };
    match refused {
        Failure::Invalid(reasons) => {
            form_page(&opened, &reader, &token, party, Some((&sent, &reasons))).await
        }
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
    reader: &Visit,
    token: &str,
    (asked, compared): (&AskedFirm, &[Compared]),
    sent: &Sent,
) -> Result<Response, Problem> {
    let party = asked.party.id.to_string();
    let lines = compared.iter().filter_map(|one| {
        let line = asked.line(one.said.ordinal)?;
        Some(review_line(opened, reader.lang, line, one))
    });
    let view = LinkReviewView {
        head: head(opened).await?,
        firm: asked.party.name.clone(),
        action: Route::LinkFirm(token, &party).to_string(),
        lines: lines.collect(),
        carried: carried(sent),
    };
    Ok(page(opened, reader, &view, StatusCode::OK))
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
