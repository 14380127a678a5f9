//! The form of an offer, its facts, and what is done to offers.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::fact::{About, RecordFacts, record_facts};
use benfu_app::offer::{OfferDraft, OfferPage, read_offer, save_offer, withdraw_offer};
use benfu_domain::fact::SubjectKind;
use benfu_domain::id::OfferId;
use benfu_domain::offer::{Offer, OfferState};
use serde::Deserialize;

use super::{OfferFactsView, OfferFormView};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Choice, Control, Field, Fields};
use crate::pages::need::{Lines, constraints_of, line_fields, line_of, sent_lines};
use crate::pages::party::{fact_drafts, fact_groups};
use crate::pages::{RecordForm, chosen_id, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;

/// Whose offer a new one is, when it is written for another party.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct For {
    #[serde(default)]
    party: String,
}

struct Written {
    title: String,
    text: String,
    kind: String,
    party: String,
    open: bool,
    conditions: Lines,
    version: i64,
}

impl Written {
    fn of(signed: &Signed, page: &OfferPage) -> Written {
        let offer = &page.offer;
        Written {
            conditions: page
                .conditions
                .iter()
                .map(|one| line_of(signed, one))
                .collect(),
            title: offer.title.clone(),
            text: offer.text.clone(),
            kind: offer.kind.clone(),
            party: offer.party.to_string(),
            open: offer.state == OfferState::Open,
            version: offer.version,
        }
    }

    fn sent(posted: &Posted) -> Written {
        Written {
            title: posted.text("title"),
            text: posted.text("text"),
            kind: posted.text("kind"),
            party: posted.text("party"),
            open: posted.ticked("open"),
            conditions: sent_lines(posted, "conditions"),
            version: posted.version(),
        }
    }
}

/// `GET /offers/new`.
pub(crate) async fn new(signed: Signed, Query(asked): Query<For>) -> Result<Response, Problem> {
    let written = Written {
        title: String::new(),
        text: String::new(),
        kind: String::new(),
        party: asked.party,
        open: true,
        conditions: Lines::new(),
        version: 0,
    };
    Ok(signed.page(&form(&signed, None, &written)))
}

/// `GET /offers/{id}/edit`.
pub(crate) async fn existing(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_offer(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Failure::Forbidden.into());
    }
    Ok(signed.page(&form(
        &signed,
        Some(page.offer.id),
        &Written::of(&signed, &page),
    )))
}

fn form(signed: &Signed, id: Option<OfferId>, written: &Written) -> OfferFormView {
    let lang = signed.lang;
    let id = id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (
            Route::OfferAct(id, "save").to_string(),
            Route::Offer(id).to_string(),
        ),
        None => (Route::Offers.to_string(), Route::Offers.to_string()),
    };
    let kinds = signed.cx.pack().offer_kinds.values();
    let kinds: Vec<Choice> = kinds
        .map(|kind| Choice::new(&kind.id, kind.label.text(lang.into())))
        .collect();
    let first = kinds
        .first()
        .map(|kind| kind.value.clone())
        .unwrap_or_default();
    let kind = if written.kind.is_empty() {
        first
    } else {
        written.kind.clone()
    };
    let fields = vec![
        Field::new("title", lang.t("field-title"), Control::Line)
            .value(&written.title)
            .required(),
        Field::new("text", lang.t("field-text"), Control::Text(8))
            .value(&written.text)
            .required(),
        Field::new("kind", lang.t("col-kind"), Control::Select(kinds)).value(kind),
        Field::new("open", lang.t("offer-open"), Control::Tick).value(if written.open {
            "yes"
        } else {
            ""
        }),
        Field::new("party", "", Control::Hidden).value(&written.party),
    ];
    OfferFormView {
        existing: id.map(|_| written.title.clone()),
        form: RecordForm {
            action,
            back: Link::new(lang.t("back-unsaved"), back),
            version: written.version,
            lead: lang.t("offer-form-lead").into_owned(),
            groups: vec![
                Fields {
                    title: lang.t("offer").into_owned(),
                    lead: None,
                    fields,
                },
                Fields {
                    title: lang.t("offer-conditions").into_owned(),
                    lead: Some(lang.t("offer-conditions-lead").into_owned()),
                    fields: line_fields(
                        signed,
                        "conditions",
                        SubjectKind::Party,
                        &written.conditions,
                    ),
                },
            ],
        },
    }
}

/// `POST /offers`.
pub(crate) async fn create(posted: Posted) -> Result<Response, Problem> {
    save(None, posted).await
}

async fn save(id: Option<OfferId>, posted: Posted) -> Result<Response, Problem> {
    let (signed, written) = (&posted.signed, Written::sent(&posted));
    let draft = OfferDraft {
        id,
        version: written.version,
        kind: written.kind.clone(),
        title: written.title.clone(),
        text: written.text.clone(),
        party: chosen_id(&written.party)?,
        open: written.open,
        conditions: constraints_of(signed, &written.conditions),
    };
    match once(&signed.cx, save_offer(&signed.cx, draft)).await {
        Ok(effect) => Ok(done(
            Route::Offer(&effect.id()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let mut view = form(signed, id, &written);
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// `POST /offers/{id}/acts/{action}`.
pub(crate) async fn act(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id: OfferId = id_of(&id)?;
    match action.as_str() {
        "save" => save(Some(id), posted).await,
        "withdraw" => {
            let cx = &posted.signed.cx;
            let reason = posted.text("withdraw-reason");
            let effect = once(cx, withdraw_offer(cx, id, &reason)).await?;
            Ok(done(
                Route::Offer(&id.to_string()),
                effect.notice("notice-done"),
            ))
        }
        _ => Err(Problem::new(ProblemKind::NotFound)),
    }
}

/// `GET /offers/{id}/facts`.
pub(crate) async fn facts(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_offer(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Failure::Forbidden.into());
    }
    let groups = fact_groups(&signed, SubjectKind::Offer, &page.facts, None);
    Ok(signed.page(&facts_view(&signed, &page.offer, groups)))
}

fn facts_view(signed: &Signed, offer: &Offer, groups: Vec<Fields>) -> OfferFactsView {
    let (lang, id) = (signed.lang, offer.id.to_string());
    OfferFactsView {
        offer: Link::new(&offer.title, Route::Offer(&id)),
        form: RecordForm {
            action: Route::OfferFacts(&id).to_string(),
            back: Link::new(lang.t("back-unsaved"), Route::Offer(&id)),
            version: offer.version,
            lead: lang.t("fact-form-lead").into_owned(),
            groups,
        },
    }
}

/// `POST /offers/{id}/facts`.
pub(crate) async fn save_facts(
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (signed, id) = (&posted.signed, id_of(&id)?);
    let command = RecordFacts {
        about: About::Offer(id),
        facts: fact_drafts(&posted),
        source: None,
    };
    match once(&signed.cx, record_facts(&signed.cx, command)).await {
        Ok(effect) => Ok(done(
            Route::Offer(&id.to_string()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let page = read_offer(&signed.cx, id).await?;
            let mut groups = fact_groups(signed, SubjectKind::Offer, &page.facts, Some(&posted));
            form_problems(&mut groups, &reasons, signed.lang);
            Ok(signed.faulty(&facts_view(signed, &page.offer, groups)))
        }
        Err(failure) => Err(failure.into()),
    }
}
