//! The questions to a party: one pre-filled form for all that are open.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::fact::{Answered, FormField, answer_question, question_form};
use benfu_app::{Cx, Failure};
use benfu_domain::fact::Level;
use benfu_domain::id::PartyId;

use super::QuestionsView;
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::party::{closed_year, level_choices, value_control};
use crate::pages::{RecordForm, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;
use crate::words;

/// `GET /questions/{party}`.
pub(crate) async fn form(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let view = view(&signed, own(&signed.cx, &id)?, None).await?;
    Ok(signed.page(&view))
}

/// Questions are shown to the people of the party alone.
fn own(cx: &Cx, id: &str) -> Result<PartyId, Problem> {
    let party: PartyId = id_of(id)?;
    if cx.actor.party == Some(party) {
        Ok(party)
    } else {
        Err(Problem::new(ProblemKind::NotFound))
    }
}

async fn view(
    signed: &Signed,
    party: PartyId,
    sent: Option<&Posted>,
) -> Result<QuestionsView, Failure> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let questions = question_form(cx).await?;
    let name = cx
        .store()
        .party(party)
        .await?
        .map(|party| party.name)
        .unwrap_or_default();
    let id = party.to_string();
    let due = questions
        .iter()
        .filter_map(|field| field.question.due_on)
        .min();
    Ok(QuestionsView {
        firm: Link::new(name, Route::Firm(&id)),
        due: due.and_then(|on| words::due_on(cx, on, false)),
        form: RecordForm {
            action: Route::Questions(&id).to_string(),
            back: Link::new(lang.t("questions-later"), Route::Home),
            version: 0,
            lead: lang.t("questions-lead").into_owned(),
            groups: questions
                .iter()
                .map(|field| group(cx, lang, field, sent))
                .collect(),
        },
        known: Vec::new(),
    })
}

fn group(cx: &Cx, lang: Lang, field: &FormField, sent: Option<&Posted>) -> Fields {
    let (concept, id) = (&field.concept, field.question.id.to_string());
    let known = field
        .known
        .as_ref()
        .map(|known| words::observed(cx, lang, Some(concept), &known.observed));
    let back = |part: &str, usual: String| {
        sent.map_or(usual, |posted| posted.text(&format!("{part}-{id}")))
    };
    let question = concept.question.text(lang.into());
    let mut value = Field::new(
        format!("value-{id}"),
        question,
        value_control(cx, lang, concept),
    )
    .value(back("value", String::new()));
    if let Some(known) = known {
        value = value.hint(lang.tv("fact-on-record", known));
    }
    let level = Field::new(
        format!("level-{id}"),
        lang.t("col-level"),
        Control::Radio(level_choices(lang)),
    );
    let decline = Field::new(
        format!("decline-{id}"),
        lang.t("question-decline"),
        Control::Tick,
    );
    let mut fields = vec![
        value,
        level.value(back("level", concept.level.word().to_owned())),
    ];
    if concept.period == benfu_rules::Period::Yearly {
        let period = Field::new(format!("period-{id}"), lang.t("col-period"), Control::Line);
        fields.push(period.value(back("period", closed_year(cx).to_string())));
    }
    fields.push(decline.value(back("decline", String::new())));
    let about = (!field.need_title.is_empty())
        .then(|| lang.tv("question-for", &field.need_title).into_owned());
    Fields {
        title: concept.label.text(lang.into()).to_owned(),
        lead: about,
        fields,
    }
}

/// `POST /questions/{party}`: each question that was answered or declined; the others stay open.
pub(crate) async fn answer(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let party = own(&signed.cx, &id)?;
    let mut reasons = Vec::new();
    for field in question_form(&signed.cx).await? {
        match answer_one(&posted, &field).await {
            Ok(()) => {}
            Err(Failure::Invalid(faults)) => {
                let name = format!("value-{}", field.question.id);
                let named = |fault| benfu_app::Problem {
                    field: name.clone(),
                    ..fault
                };
                reasons.extend(faults.into_iter().map(named));
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    if reasons.is_empty() {
        return Ok(done(Route::Home, "notice-answered"));
    }
    let mut view = view(signed, party, Some(&posted)).await?;
    form_problems(&mut view.form.groups, &reasons, signed.lang);
    Ok(signed.faulty(&view))
}

async fn answer_one(posted: &Posted, field: &FormField) -> Result<(), Failure> {
    let id = field.question.id;
    let text = |part: &str| posted.text(&format!("{part}-{id}"));
    let answer = if posted.ticked(&format!("decline-{id}")) {
        Answered::Declined
    } else if text("value").is_empty() {
        return Ok(());
    } else {
        let level = Level::from_word(&text("level")).unwrap_or(field.concept.level);
        Answered::Value {
            value: text("value"),
            period: text("period"),
            level,
        }
    };
    let mut cx = posted.signed.cx.clone();
    // Each answer of the form is an act of its own, and each has one effect.
    cx.request_key = cx.request_key.map(|key| format!("{key}:{id}"));
    once(&cx, answer_question(&cx, id, answer)).await.map(drop)
}
