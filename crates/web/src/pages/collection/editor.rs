//! Making a form: concepts are picked from the dictionary, from a policy, or from an earlier form.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::collection::{FormDraft, items_of_policy, read_form, save_form};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Asked, Form, Item};
use benfu_domain::fact::{Concept, Level, SubjectKind};
use benfu_domain::id::FormId;
use benfu_rules::Type;
use serde::Deserialize;

use super::{ConceptChoice, ConceptGroup, FormView, TimeChoice};
use crate::error_page::Problem;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::{RecordForm, id_of};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::Link;

/// Months within which a dated value is fresh, unless somebody says otherwise.
const FRESH: u32 = 12;
/// The longest time that can be written, in months.
const MOST_MONTHS: u32 = 120;

/// What a new form begins with.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Begin {
    #[serde(default)]
    from: String,
    #[serde(default)]
    policy: String,
}

/// `GET /collections/forms/new`.
pub(crate) async fn fresh(signed: Signed, Query(begin): Query<Begin>) -> Result<Response, Problem> {
    let cx = &signed.cx;
    cx.authorise(Verb::Write, Area::Collection, &cx.own())?;
    let mut draft = FormDraft {
        fresh_months: FRESH,
        ..FormDraft::default()
    };
    if !begin.from.is_empty() {
        let form = read_form(cx, id_of(&begin.from)?).await?;
        draft = FormDraft {
            id: None,
            version: 0,
            title: signed.lang.tv("form-copy-of", &form.title).into_owned(),
            ..draft_of(form)
        };
    }
    if !begin.policy.is_empty() {
        draft.items = items_of_policy(cx, &begin.policy)?;
        draft.title = super::list::policy_name(&signed, Some(&begin.policy));
        draft.policy = Some(begin.policy);
    }
    Ok(signed.page(&view(&signed, &draft, "", true)))
}

fn draft_of(form: Form) -> FormDraft {
    FormDraft {
        id: Some(form.id),
        version: form.version,
        title: form.title,
        explanation: form.explanation,
        policy: form.policy,
        fresh_months: form.fresh_months,
        items: form.items,
    }
}

/// `GET /collections/forms/{id}`.
pub(crate) async fn form(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let form = read_form(&signed.cx, id_of(&id)?).await?;
    let owner = benfu_domain::access::Owner {
        organisation: form.organisation,
        region: form.region.clone(),
        parties: Vec::new(),
    };
    let may = signed.cx.may(Verb::Write, Area::Collection, &owner);
    Ok(signed.page(&view(&signed, &draft_of(form), "", may)))
}

/// `POST /collections/forms/new`.
pub(crate) async fn save_fresh(posted: Posted) -> Result<Response, Problem> {
    save_as(&posted, None).await
}

/// `POST /collections/forms/{id}`.
pub(crate) async fn save(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    save_as(&posted, Some(id_of(&id)?)).await
}

/// Saves; or with another button only looks for concepts, or adds those of a policy.
async fn save_as(posted: &Posted, id: Option<FormId>) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let mut draft = draft(posted, id);
    match posted.text("do").as_str() {
        "find" => {
            let words = posted.text("find");
            return Ok(signed.page(&view(signed, &draft, &words, true)));
        }
        "policy" => {
            let policy = draft.policy.clone().unwrap_or_default();
            let wanted = match policy.as_str() {
                "" => Vec::new(),
                policy => items_of_policy(&signed.cx, policy)?,
            };
            let fresh = wanted
                .into_iter()
                .filter(|item| !draft.items.contains(item));
            let fresh: Vec<Item> = fresh.collect();
            draft.items.extend(fresh);
            return Ok(signed.page(&view(signed, &draft, "", true)));
        }
        _ => {}
    }
    match once(&signed.cx, save_form(&signed.cx, draft.clone())).await {
        Ok(effect) => {
            let notice = effect.notice("notice-saved");
            Ok(done(Route::FormEdit(&effect.id()), notice))
        }
        Err(Failure::Invalid(reasons)) => {
            let mut view = view(signed, &draft, "", true);
            form_problems(&mut view.form.groups, &reasons, signed.lang);
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn draft(posted: &Posted, id: Option<FormId>) -> FormDraft {
    let mut items: Vec<Item> = Vec::new();
    for text in posted.all("ask") {
        let item = item(&text).filter(|item| !items.contains(item));
        items.extend(item);
    }
    let months = posted.text("fresh").parse().unwrap_or(FRESH);
    FormDraft {
        id,
        version: posted.version(),
        title: posted.text("title"),
        explanation: posted.text("explanation"),
        policy: Some(posted.text("policy")).filter(|policy| !policy.is_empty()),
        fresh_months: months.min(MOST_MONTHS),
        items,
    }
}

/// An item as a box sends it.
fn item(text: &str) -> Option<Item> {
    let (concept, asked) = text.split_once(':')?;
    Some(Item {
        concept: concept.to_owned(),
        asked: asked.parse().ok()?,
    })
}

fn view(signed: &Signed, draft: &FormDraft, words: &str, may_write: bool) -> FormView {
    let lang = signed.lang;
    let id = draft.id.map(|id| id.to_string());
    let action = id.as_deref().map_or_else(
        || Route::FormNew.to_string(),
        |id| Route::FormEdit(id).to_string(),
    );
    let open = id.map(|id| Route::RoundNew.with(&[("form", &id)]));
    FormView {
        heading: if draft.id.is_some() {
            draft.title.clone()
        } else {
            lang.t("form-new").into_owned()
        },
        form: RecordForm {
            action,
            back: Link::new(lang.t("job-collections"), Route::Collections),
            version: draft.version,
            lead: lang.t("form-lead").into_owned(),
            groups: vec![fields(signed, draft)],
        },
        chosen: chosen(signed, draft),
        groups: groups(signed, draft, words),
        words: words.to_owned(),
        open: open
            .filter(|_| may_write)
            .map(|open| Link::new(lang.t("round-open"), open)),
        may_write,
    }
}

fn fields(signed: &Signed, draft: &FormDraft) -> Fields {
    let lang = signed.lang;
    let policies = signed.cx.pack().policies.values();
    let policies = policies
        .filter(|policy| policy.edition_on(signed.cx.today()).is_some())
        .map(|policy| Choice::new(&policy.id, policy.label.text(lang.into())));
    Fields {
        title: lang.t("form-about").into_owned(),
        lead: None,
        fields: vec![
            Field::new("title", lang.t("form-title"), Control::Line)
                .value(&draft.title)
                .required(),
            Field::new("explanation", lang.t("form-explanation"), Control::Text(3))
                .value(&draft.explanation)
                .hint(lang.t("form-explanation-hint")),
            Field::new(
                "policy",
                lang.t("form-policy"),
                Control::Select(policies.collect()),
            )
            .value(draft.policy.clone().unwrap_or_default())
            .hint(lang.t("form-policy-hint")),
            Field::new(
                "fresh",
                lang.t("form-fresh"),
                Control::Number(lang.t("unit-months").into_owned()),
            )
            .value(draft.fresh_months.to_string())
            .hint(lang.t("form-fresh-hint")),
        ],
    }
}

/// The words for a time.
pub(super) fn time_words(lang: Lang, asked: Asked) -> String {
    match asked {
        Asked::Latest => lang.t("asked-latest").into_owned(),
        Asked::ClosedYear(0) => lang.t("asked-closed").into_owned(),
        Asked::ClosedYear(back) => lang.tn("asked-closed-back", i64::from(back)).into_owned(),
        Asked::During(period) => crate::words::period(lang, period),
    }
}

fn box_of(lang: Lang, concept: &str, asked: Asked, ticked: bool) -> TimeChoice {
    TimeChoice {
        id: format!("ask-{concept}-{}", asked.to_string().replace('.', "-")),
        value: format!("{concept}:{asked}"),
        label: time_words(lang, asked),
        ticked,
    }
}

/// What is chosen, in the form's order, with the other times of the same concept beside it.
fn chosen(signed: &Signed, draft: &FormDraft) -> Vec<ConceptChoice> {
    let concepts = &signed.cx.pack().dictionary.concepts;
    let mut seen: Vec<&str> = Vec::new();
    let mut choices = Vec::new();
    for item in &draft.items {
        if seen.contains(&item.concept.as_str()) {
            continue;
        }
        seen.push(&item.concept);
        let Some(concept) = concepts.get(&item.concept) else {
            continue;
        };
        choices.push(choice(signed.lang, concept, &draft.items));
    }
    choices
}

fn choice(lang: Lang, concept: &Concept, items: &[Item]) -> ConceptChoice {
    let own = items.iter().filter(|item| item.concept == concept.id);
    let mut times: Vec<Asked> = own.clone().map(|item| item.asked).collect();
    let usual: &[Asked] = match concept.period {
        benfu_rules::Period::Yearly => &[
            Asked::ClosedYear(0),
            Asked::ClosedYear(1),
            Asked::ClosedYear(2),
        ],
        benfu_rules::Period::Timeless => &[Asked::Latest],
    };
    times.extend(usual);
    times.sort_unstable();
    times.dedup();
    let ticked = |asked: Asked| own.clone().any(|item| item.asked == asked);
    ConceptChoice {
        label: concept.label.text(lang.into()).to_owned(),
        question: concept.question.text(lang.into()).to_owned(),
        times: times
            .into_iter()
            .map(|asked| box_of(lang, &concept.id, asked, ticked(asked)))
            .collect(),
    }
}

/// The rest of the dictionary by kind; with words, what is found.
fn groups(signed: &Signed, draft: &FormDraft, words: &str) -> Vec<ConceptGroup> {
    const KINDS: [&str; 5] = [
        "kind-money",
        "kind-number",
        "kind-flag",
        "kind-code",
        "kind-text",
    ];
    let concepts = signed.cx.pack().dictionary.concepts.values();
    let rest: Vec<&Concept> = concepts
        .filter(|concept| {
            let taken = draft.items.iter().any(|item| item.concept == concept.id);
            concept.subject == SubjectKind::Party
                && concept.level != Level::MatchOnly
                && !taken
                && speaks_of(concept, words)
        })
        .collect();
    let group = |key: &&'static str| {
        let own = rest.iter().filter(|concept| kind(concept) == *key);
        let concepts: Vec<ConceptChoice> = own
            .map(|concept| choice(signed.lang, concept, &[]))
            .collect();
        (!concepts.is_empty()).then(|| ConceptGroup {
            label: format!("{} · {}", signed.lang.t(key), concepts.len()),
            open: !words.is_empty(),
            concepts,
        })
    };
    KINDS.iter().filter_map(group).collect()
}

fn kind(concept: &Concept) -> &'static str {
    match concept.kind {
        Type::Money { .. } => "kind-money",
        Type::Number { .. } => "kind-number",
        Type::Flag => "kind-flag",
        Type::Code { .. } | Type::Codes { .. } => "kind-code",
        Type::Text | Type::Day => "kind-text",
    }
}

fn speaks_of(concept: &Concept, words: &str) -> bool {
    let said = [
        &concept.id,
        &concept.label.zh,
        &concept.label.en,
        &concept.question.zh,
        &concept.question.en,
    ];
    let lower = |text: &str| text.to_lowercase();
    let mut words = words.split_whitespace();
    words.all(|word| {
        let word = lower(word);
        let synonyms = concept.synonyms.iter();
        said.into_iter()
            .chain(synonyms)
            .any(|text| lower(text).contains(&word))
    })
}
