//! The form of a gathering.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::gathering::{GatheringDraft, read_gathering, save_gathering};
use benfu_domain::access::{Area, Verb};
use benfu_domain::gathering::{Aim, Gathering, GatheringKind};
use benfu_domain::id::GatheringId;

use super::GatheringFormView;
use super::list::kind;
use crate::error_page::{Problem, ProblemKind};
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::{RecordForm, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;

/// The programme that pairs of a matchmaking day follow, where the packs have it.
const USUAL: &str = "meeting_pair";

/// `GET /gatherings/new`.
pub(crate) async fn fresh(signed: Signed) -> Result<Response, Problem> {
    let cx = &signed.cx;
    cx.authorise(Verb::Write, Area::Gathering, &cx.own())?;
    Ok(signed.page(&view(&signed, None, &usual(&signed))))
}

/// `POST /gatherings/new`.
pub(crate) async fn save_fresh(posted: Posted) -> Result<Response, Problem> {
    saved(&posted, None).await
}

/// `GET /gatherings/{id}/edit`.
pub(crate) async fn form(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_gathering(&signed.cx, id_of(&id)?).await?;
    if !page.may_write {
        return Err(Problem::new(ProblemKind::Forbidden));
    }
    let draft = draft_of(&page.gathering);
    Ok(signed.page(&view(&signed, Some(&page.gathering.title), &draft)))
}

/// `POST /gatherings/{id}/edit`.
pub(crate) async fn save(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let id: GatheringId = id_of(&id)?;
    saved(&posted, Some(id)).await
}

async fn saved(posted: &Posted, id: Option<GatheringId>) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let draft = written(posted, id);
    match once(&signed.cx, save_gathering(&signed.cx, draft.clone())).await {
        Ok(effect) => Ok(done(
            Route::Gathering(&effect.id()),
            effect.notice("notice-saved"),
        )),
        Err(Failure::Invalid(reasons)) => {
            let title = id.is_some().then_some(draft.title.as_str());
            let mut view = view(signed, title, &draft);
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn written(posted: &Posted, id: Option<GatheringId>) -> GatheringDraft {
    let text = |name| posted.text(name);
    GatheringDraft {
        id,
        version: posted.version(),
        kind: GatheringKind::from_word(&text("kind")).unwrap_or(GatheringKind::Day),
        aim: Aim::from_word(&text("aim")).unwrap_or(Aim::Stable),
        title: text("title"),
        place: text("place"),
        held_on: text("held_on"),
        wishes_until: text("wishes_until"),
        programme: text("programme"),
        hours: (text("begins"), text("ends")),
        slot_minutes: text("slot_minutes"),
        tables: text("tables"),
        breaks: text("breaks"),
    }
}

fn usual(signed: &Signed) -> GatheringDraft {
    let programmes = &signed.cx.pack().programmes;
    let known = programmes.contains_key(USUAL);
    GatheringDraft {
        id: None,
        version: 0,
        kind: GatheringKind::Day,
        aim: Aim::Stable,
        title: String::new(),
        place: String::new(),
        held_on: String::new(),
        wishes_until: String::new(),
        programme: if known { USUAL } else { "" }.to_owned(),
        hours: ("09:00".to_owned(), "17:00".to_owned()),
        slot_minutes: "20".to_owned(),
        tables: "10".to_owned(),
        breaks: "12:00-13:30".to_owned(),
    }
}

fn draft_of(gathering: &Gathering) -> GatheringDraft {
    GatheringDraft {
        id: Some(gathering.id),
        version: gathering.version,
        kind: gathering.kind,
        aim: gathering.aim,
        title: gathering.title.clone(),
        place: gathering.place.clone(),
        held_on: gathering.held_on.to_string(),
        wishes_until: gathering.wishes_until.to_string(),
        programme: gathering.programme.clone(),
        hours: gathering.hours.written(),
        slot_minutes: gathering.hours.slot_minutes.to_string(),
        tables: gathering.hours.tables.to_string(),
        breaks: gathering.hours.breaks_written(),
    }
}

fn view(signed: &Signed, title: Option<&str>, draft: &GatheringDraft) -> GatheringFormView {
    let lang = signed.lang;
    let id = draft.id.map(|id| id.to_string());
    let (action, back) = match &id {
        Some(id) => (
            Route::GatheringEdit(id).to_string(),
            Link::new(lang.t("gathering-back"), Route::Gathering(id)),
        ),
        None => (
            Route::GatheringNew.to_string(),
            Link::new(lang.t("job-gatherings"), Route::Gatherings),
        ),
    };
    let mut groups = vec![about(signed, draft)];
    if draft.id.is_none() || draft.kind == GatheringKind::Day {
        groups.push(hours(lang, draft));
    }
    if draft.id.is_none() || draft.kind == GatheringKind::Assignment {
        groups.push(aim(lang, draft));
    }
    GatheringFormView {
        heading: title.map_or_else(|| lang.t("gathering-new").into_owned(), str::to_owned),
        form: RecordForm {
            action,
            back,
            version: draft.version,
            lead: lang.t("gathering-form-lead").into_owned(),
            groups,
        },
    }
}

fn about(signed: &Signed, draft: &GatheringDraft) -> Fields {
    let lang = signed.lang;
    let kinds = GatheringKind::ALL
        .iter()
        .map(|one| Choice::new(one.word(), kind(lang, *one)));
    let kind_field = match draft.id {
        None => Field::new(
            "kind",
            lang.t("gathering-kind"),
            Control::Radio(kinds.collect()),
        )
        .hint(lang.t("gathering-kind-hint"))
        .required(),
        Some(_) => Field::new("kind", "", Control::Hidden),
    };
    let programmes = signed.cx.pack().programmes.values();
    let programmes = programmes
        .filter(|programme| !programme.about_policy)
        .map(|programme| Choice::new(&programme.id, programme.label.text(lang.into())));
    Fields {
        title: lang.t("gathering-about").into_owned(),
        lead: None,
        fields: vec![
            Field::new("title", lang.t("gathering-title"), Control::Line)
                .value(&draft.title)
                .required(),
            kind_field.value(draft.kind.word()),
            Field::new("held_on", lang.t("gathering-held-on"), Control::Day)
                .value(&draft.held_on)
                .required(),
            Field::new(
                "wishes_until",
                lang.t("gathering-wishes-until"),
                Control::Day,
            )
            .value(&draft.wishes_until)
            .hint(lang.t("gathering-wishes-until-hint"))
            .required(),
            Field::new("place", lang.t("gathering-place"), Control::Line).value(&draft.place),
            Field::new(
                "programme",
                lang.t("gathering-programme"),
                Control::Select(programmes.collect()),
            )
            .value(&draft.programme)
            .hint(lang.t("gathering-programme-hint"))
            .required(),
        ],
    }
}

fn hours(lang: Lang, draft: &GatheringDraft) -> Fields {
    let line = |name: &str, key: &str, value: &str| {
        Field::new(name, lang.t(key), Control::Line).value(value)
    };
    let minutes = Control::Number(lang.t("unit-minutes").into_owned());
    let tables = Control::Number(lang.t("unit-tables").into_owned());
    Fields {
        title: lang.t("gathering-hours").into_owned(),
        lead: draft
            .id
            .is_none()
            .then(|| lang.t("gathering-hours-lead").into_owned()),
        fields: vec![
            line("begins", "gathering-begins", &draft.hours.0),
            line("ends", "gathering-ends", &draft.hours.1),
            Field::new("slot_minutes", lang.t("gathering-slot"), minutes)
                .value(&draft.slot_minutes),
            Field::new("tables", lang.t("gathering-tables"), tables).value(&draft.tables),
            line("breaks", "gathering-breaks", &draft.breaks).hint(lang.t("gathering-breaks-hint")),
        ],
    }
}

fn aim(lang: Lang, draft: &GatheringDraft) -> Fields {
    let choice = |aim: Aim, key: &str| Choice::new(aim.word(), lang.t(key));
    let aims = vec![
        choice(Aim::Stable, "aim-stable"),
        choice(Aim::BestTotal, "aim-best-total"),
    ];
    Fields {
        title: lang.t("gathering-aim").into_owned(),
        lead: draft
            .id
            .is_none()
            .then(|| lang.t("gathering-aim-lead").into_owned()),
        fields: vec![
            Field::new("aim", lang.t("gathering-aim"), Control::Radio(aims))
                .value(draft.aim.word()),
        ],
    }
}
