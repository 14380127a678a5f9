//! The form of a firm, its facts, and firms that look like one.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::fact::{About, RecordFacts, record_facts};
use benfu_app::party::{
    Dossier, MergeDecision, PartyDraft, decide_merge, list_merges, read_party, save_party,
};
use benfu_app::{Failure, Page};
use benfu_domain::fact::SubjectKind;
use benfu_domain::id::PartyId;
use benfu_domain::party::Party;

use super::{
    DuplicatePair, DuplicatesView, FirmFormView, fact_drafts, fact_groups, region_choices,
};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Control, Field, Fields};
use crate::pages::{RecordForm, field_fault, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;
use crate::words;

#[derive(Default)]
struct Written {
    name: String,
    code: String,
    region: String,
    address: String,
    introduction: String,
    version: i64,
}

impl Written {
    fn of(dossier: &Dossier) -> Written {
        let party = &dossier.party;
        let place = dossier
            .history
            .places
            .iter()
            .rev()
            .find(|place| place.until.is_none());
        Written {
            name: party.name.clone(),
            code: party.code.clone().unwrap_or_default(),
            region: party.region.to_string(),
            address: place.map(|place| place.address.clone()).unwrap_or_default(),
            introduction: party.introduction.clone(),
            version: party.version,
        }
    }

    fn sent(posted: &Posted) -> Written {
        Written {
            name: posted.text("name"),
            code: posted.text("code"),
            region: posted.text("region"),
            address: posted.text("address"),
            introduction: posted.text("introduction"),
            version: posted.version(),
        }
    }
}

/// `GET /firms/new`.
pub(crate) async fn new(signed: Signed) -> Response {
    let written = Written {
        region: signed.cx.actor.region.to_string(),
        ..Written::default()
    };
    signed.page(&form(&signed, None, &written))
}

/// `GET /firms/{id}/edit`.
pub(crate) async fn existing(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let dossier = read_party(&signed.cx, id_of(&id)?).await?;
    if !dossier.may_write {
        return Err(Failure::Forbidden.into());
    }
    Ok(signed.page(&form(
        &signed,
        Some(dossier.party.id),
        &Written::of(&dossier),
    )))
}

fn form(signed: &Signed, id: Option<PartyId>, written: &Written) -> FirmFormView {
    let lang = signed.lang;
    let id = id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (Route::FirmEdit(id).to_string(), Route::Firm(id).to_string()),
        None => (Route::FirmNew.to_string(), Route::Firms.to_string()),
    };
    let regions = Control::Select(region_choices(&signed.cx, lang));
    let fields = vec![
        Field::new("name", lang.t("field-name"), Control::Line)
            .value(&written.name)
            .required(),
        Field::new("code", lang.t("field-credit-code"), Control::Line)
            .value(&written.code)
            .hint(lang.t("field-credit-code-hint")),
        Field::new("region", lang.t("col-place"), regions)
            .value(&written.region)
            .required(),
        Field::new("address", lang.t("field-address"), Control::Line).value(&written.address),
        Field::new("introduction", lang.t("firm-about"), Control::Text(6))
            .value(&written.introduction),
    ];
    let title = match &id {
        Some(_) => lang.tv("edit-title", &written.name),
        None => lang.t("firm-new"),
    };
    FirmFormView {
        title: title.into_owned(),
        crumb: Link::new(lang.t("job-firms"), Route::Firms),
        form: RecordForm {
            action,
            back: Link::new(lang.t("back-unsaved"), back),
            version: written.version,
            lead: lang.t("firm-form-lead").into_owned(),
            groups: vec![Fields {
                title: lang.t("firm-form-group").into_owned(),
                lead: None,
                fields,
            }],
        },
    }
}

/// `POST /firms/new`.
pub(crate) async fn create(posted: Posted) -> Result<Response, Problem> {
    save(None, posted).await
}

/// `POST /firms/{id}/edit`.
pub(crate) async fn change(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    save(Some(id_of(&id)?), posted).await
}

async fn save(id: Option<PartyId>, posted: Posted) -> Result<Response, Problem> {
    let (signed, written) = (&posted.signed, Written::sent(&posted));
    let Ok(region) = written.region.parse() else {
        let mut view = form(signed, id, &written);
        field_fault(&mut view.form.groups, "region", &signed.lang.t("choose"));
        return Ok(signed.faulty(&view));
    };
    let draft = PartyDraft {
        id,
        version: written.version,
        name: written.name.clone(),
        code: written.code.clone(),
        region,
        address: written.address.clone(),
        introduction: written.introduction.clone(),
    };
    match once(&signed.cx, save_party(&signed.cx, draft)).await {
        Ok(effect) => Ok(done(
            Route::Firm(&effect.id()),
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

/// `GET /firms/{id}/facts`.
pub(crate) async fn facts(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let dossier = read_party(&signed.cx, id_of(&id)?).await?;
    let groups = fact_groups(&signed, SubjectKind::Party, &dossier.facts, None);
    Ok(signed.page(&facts_view(&signed, &dossier.party, groups)))
}

fn facts_view(signed: &Signed, party: &Party, groups: Vec<Fields>) -> FirmFormView {
    let (lang, id) = (signed.lang, party.id.to_string());
    FirmFormView {
        title: lang.tv("fact-form-of", &party.name).into_owned(),
        crumb: Link::new(&party.name, Route::Firm(&id)),
        form: RecordForm {
            action: Route::FirmFacts(&id).to_string(),
            back: Link::new(lang.t("back-unsaved"), Route::Firm(&id)),
            version: party.version,
            lead: lang.t("fact-form-lead").into_owned(),
            groups,
        },
    }
}

/// `POST /firms/{id}/facts`.
pub(crate) async fn save_facts(
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (signed, id) = (&posted.signed, id_of(&id)?);
    let command = RecordFacts {
        about: About::Party(id),
        facts: fact_drafts(&posted),
        source: None,
    };
    match once(&signed.cx, record_facts(&signed.cx, command)).await {
        Ok(effect) => Ok(done(
            Route::Firm(&id.to_string()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let dossier = read_party(&signed.cx, id).await?;
            let mut groups = fact_groups(signed, SubjectKind::Party, &dossier.facts, Some(&posted));
            form_problems(&mut groups, &reasons, signed.lang);
            Ok(signed.faulty(&facts_view(signed, &dossier.party, groups)))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// `GET /firms/duplicates`.
pub(crate) async fn duplicates(signed: Signed) -> Result<Response, Problem> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let pairs = list_merges(cx, &Page::first(100)).await?;
    let link = |party: &Party| {
        let place = words::place(cx, lang, party);
        let code = party.code.as_deref().unwrap_or_default();
        let text = format!("{} {code} {place}", party.name);
        Link::new(text, Route::Firm(&party.id.to_string()))
    };
    let pair = |(_, kept, other): &(_, Party, Party)| DuplicatePair {
        kept: link(kept),
        other: link(other),
        kept_id: kept.id.to_string(),
        other_id: other.id.to_string(),
    };
    let view = DuplicatesView {
        pairs: pairs.iter().map(pair).collect(),
    };
    Ok(signed.page(&view))
}

/// `POST /firms/duplicates`.
pub(crate) async fn decide(posted: Posted) -> Result<Response, Problem> {
    let decision = match posted.text("decision").as_str() {
        "same" => MergeDecision::Same,
        "different" => MergeDecision::Different,
        _ => return Err(Problem::new(ProblemKind::BadRequest)),
    };
    let (kept, other) = (id_of(&posted.text("kept"))?, id_of(&posted.text("other"))?);
    let cx = &posted.signed.cx;
    let effect = once(cx, decide_merge(cx, kept, other, decision)).await?;
    Ok(done(Route::Duplicates, effect.notice("notice-done")))
}
