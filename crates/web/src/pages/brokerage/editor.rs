//! The forms of brokers and leads.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::brokerage::{
    BrokerDraft, LeadDraft, list_brokers, read_broker, read_lead, save_broker, save_lead,
};
use benfu_domain::access::{Area, Verb};
use benfu_domain::brokerage::CertificateLevel;
use benfu_domain::id::{BrokerId, LeadId};

use super::LedgerFormView;
use super::brokers::level;
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::{RecordForm, chosen_id, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;

/// `GET /brokers/new`.
pub(crate) async fn fresh_broker(signed: Signed) -> Result<Response, Problem> {
    may_write(&signed)?;
    Ok(signed.page(&broker_view(signed.lang, &BrokerDraft::default())))
}

fn may_write(signed: &Signed) -> Result<(), Failure> {
    let cx = &signed.cx;
    cx.authorise(Verb::Write, Area::Brokerage, &cx.own())
}

/// `POST /brokers/new`.
pub(crate) async fn save_fresh_broker(posted: Posted) -> Result<Response, Problem> {
    saved_broker(&posted, None).await
}

/// `GET /brokers/{id}/edit`.
pub(crate) async fn broker(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_broker(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Problem::new(ProblemKind::Forbidden));
    }
    let broker = &page.card.broker;
    let held = broker.certificate.as_ref();
    let day = |day: Option<benfu_domain::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let draft = BrokerDraft {
        id: Some(broker.id),
        version: broker.version,
        name: broker.name.clone(),
        login: page.login.clone(),
        fields: broker.fields.clone(),
        level: held
            .map(|held| held.level.word().to_owned())
            .unwrap_or_default(),
        number: held.map(|held| held.number.clone()).unwrap_or_default(),
        until: day(held.and_then(|held| held.until)),
        left_on: day(broker.left_on),
    };
    Ok(signed.page(&broker_view(signed.lang, &draft)))
}

/// `POST /brokers/{id}/edit`.
pub(crate) async fn save_broker_form(
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id: BrokerId = id_of(&id)?;
    saved_broker(&posted, Some(id)).await
}

async fn saved_broker(posted: &Posted, id: Option<BrokerId>) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let text = |name| posted.text(name);
    let draft = BrokerDraft {
        id,
        version: posted.version(),
        name: text("name"),
        login: text("login"),
        fields: text("fields"),
        level: text("level"),
        number: text("number"),
        until: text("until"),
        left_on: text("left_on"),
    };
    match once(&signed.cx, save_broker(&signed.cx, draft.clone())).await {
        Ok(effect) => Ok(done(
            Route::Broker(&effect.id()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let mut view = broker_view(signed.lang, &draft);
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn broker_view(lang: Lang, draft: &BrokerDraft) -> LedgerFormView {
    let id = draft.id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (Route::BrokerEdit(id), Route::Broker(id)),
        None => (Route::BrokerNew, Route::Brokers),
    };
    let levels = CertificateLevel::ALL
        .iter()
        .map(|one| Choice::new(one.word(), level(lang, *one)));
    let line = |name: &str, key: &str, value: &str| {
        Field::new(name, lang.t(key), Control::Line).value(value)
    };
    let mut fields = vec![
        line("name", "broker-name", &draft.name).required(),
        line("fields", "broker-fields", &draft.fields),
        line("login", "broker-login", &draft.login).hint(lang.t("broker-login-hint")),
        Field::new(
            "level",
            lang.t("certificate-level"),
            Control::Select(levels.collect()),
        )
        .value(&draft.level),
        line("number", "certificate-number", &draft.number),
        Field::new("until", lang.t("certificate-until"), Control::Day).value(&draft.until),
    ];
    if draft.id.is_some() {
        fields.push(
            Field::new("left_on", lang.t("broker-left-on"), Control::Day).value(&draft.left_on),
        );
    }
    let heading = if draft.id.is_some() {
        "broker-edit"
    } else {
        "broker-new"
    };
    LedgerFormView {
        heading: lang.t(heading).into_owned(),
        form: RecordForm {
            action: action.to_string(),
            back: Link::new(lang.t("brokers"), back),
            version: draft.version,
            lead: lang.t("broker-form-lead").into_owned(),
            groups: vec![Fields {
                title: lang.t("broker").into_owned(),
                lead: None,
                fields,
            }],
        },
    }
}

/// `GET /leads/new`.
pub(crate) async fn fresh_lead(signed: Signed) -> Result<Response, Problem> {
    may_write(&signed)?;
    let view = lead_view(&signed, &LeadDraft::default()).await?;
    Ok(signed.page(&view))
}

/// `POST /leads/new`.
pub(crate) async fn save_fresh_lead(posted: Posted) -> Result<Response, Problem> {
    saved_lead(&posted, None).await
}

/// `GET /leads/{id}/edit`.
pub(crate) async fn lead(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_lead(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Problem::new(ProblemKind::Forbidden));
    }
    let lead = &page.card.lead;
    let draft = LeadDraft {
        id: Some(lead.id),
        version: lead.version,
        title: lead.title.clone(),
        text: lead.text.clone(),
        party: page.card.party.clone(),
        found_by: Some(lead.found_by),
        next: lead.next.clone(),
        next_on: lead.next_on.map(|day| day.to_string()).unwrap_or_default(),
    };
    let view = lead_view(&signed, &draft).await?;
    Ok(signed.page(&view))
}

/// `POST /leads/{id}/edit`.
pub(crate) async fn save_lead_form(
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id: LeadId = id_of(&id)?;
    saved_lead(&posted, Some(id)).await
}

async fn saved_lead(posted: &Posted, id: Option<LeadId>) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let text = |name| posted.text(name);
    let draft = LeadDraft {
        id,
        version: posted.version(),
        title: text("title"),
        text: text("text"),
        party: text("party"),
        found_by: chosen_id(&text("found_by"))?,
        next: text("next"),
        next_on: text("next_on"),
    };
    match once(&signed.cx, save_lead(&signed.cx, draft.clone())).await {
        Ok(effect) => Ok(done(
            Route::Lead(&effect.id()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let mut view = lead_view(signed, &draft).await?;
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn lead_view(signed: &Signed, draft: &LeadDraft) -> Result<LedgerFormView, Failure> {
    let lang = signed.lang;
    let id = draft.id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (Route::LeadEdit(id), Route::Lead(id)),
        None => (Route::LeadNew, Route::Leads),
    };
    let heading = if draft.id.is_some() {
        "lead-edit"
    } else {
        "lead-new"
    };
    Ok(LedgerFormView {
        heading: lang.t(heading).into_owned(),
        form: RecordForm {
            action: action.to_string(),
            back: Link::new(lang.t("job-leads"), back),
            version: draft.version,
            lead: lang.t("lead-form-lead").into_owned(),
            groups: vec![Fields {
                title: lang.t("lead").into_owned(),
                lead: None,
                fields: lead_fields(signed, draft).await?,
            }],
        },
    })
}

async fn lead_fields(signed: &Signed, draft: &LeadDraft) -> Result<Vec<Field>, Failure> {
    let lang = signed.lang;
    let mut fields = vec![
        Field::new("title", lang.t("lead-title"), Control::Line)
            .value(&draft.title)
            .required(),
        Field::new("text", lang.t("lead-text"), Control::Text(6))
            .value(&draft.text)
            .hint(lang.t("lead-text-hint")),
        Field::new("party", lang.t("lead-party"), Control::Line)
            .value(&draft.party)
            .hint(lang.t("interest-party-hint")),
        Field::new("next", lang.t("lead-next"), Control::Line).value(&draft.next),
        Field::new("next_on", lang.t("lead-next-on"), Control::Day).value(&draft.next_on),
    ];
    if draft.id.is_none() {
        let brokers = list_brokers(&signed.cx).await?.brokers.into_iter();
        let working = brokers.filter(|card| card.broker.left_on.is_none());
        let choices = working.map(|card| Choice::new(card.broker.id.to_string(), card.broker.name));
        let chosen = draft.found_by.map(|id| id.to_string()).unwrap_or_default();
        fields.push(
            Field::new(
                "found_by",
                lang.t("lead-found-by"),
                Control::Select(choices.collect()),
            )
            .value(chosen)
            .hint(lang.t("lead-found-by-hint")),
        );
    }
    Ok(fields)
}
