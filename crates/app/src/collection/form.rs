//! Making and changing forms.

use super::{owner_of_form, visible_form};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Form, FormFault, Item, MOST_ITEMS};
use benfu_domain::id::FormId;
use serde_json::json;

/// A form as an officer writes it.
#[derive(Debug, Clone, Default)]
pub struct FormDraft {
    /// The form, when it exists already.
    pub id: Option<FormId>,
    /// The version that was changed.
    pub version: i64,
    /// Its name.
    pub title: String,
    /// Why it is asked and how to fill it in.
    pub explanation: String,
    /// The policy it serves.
    pub policy: Option<String>,
    /// Within how many months a dated value needs no confirmation.
    pub fresh_months: u32,
    /// What it asks for.
    pub items: Vec<Item>,
}

/// Saves a form; one that was changed gets a new edition, and rounds go on asking what they asked.
///
/// # Errors
/// [`Failure::Invalid`] lists everything that keeps it from being sent.
pub async fn save_form(cx: &Cx, draft: FormDraft) -> Result<FormId, Failure> {
    let before = match draft.id {
        Some(id) => Some(visible_form(cx, id).await?),
        None => None,
    };
    let owner = before.as_ref().map_or_else(|| cx.own(), owner_of_form);
    cx.authorise(Verb::Write, Area::Collection, &owner)?;
    let form = next(cx, before.as_ref(), draft);
    let mut problems: Vec<Problem> = form
        .faults(&cx.pack().dictionary)
        .into_iter()
        .map(|fault| problem(cx, &fault))
        .collect();
    if let Some(policy) = &form.policy
        && !cx.pack().policies.contains_key(policy)
    {
        problems.push(Problem::with_field(ProblemCode::PolicyUnknown, "policy"));
    }
    Failure::unless_empty(problems)?;
    let action = if before.is_some() {
        "form_changed"
    } else {
        "form_made"
    };
    let mut write = cx.write(action, &form.id.to_string()).await?;
    let asks: Vec<String> = form.items.iter().map(said).collect();
    write.tell(json!({ "title": form.title, "edition": form.edition, "asks": asks }));
    write.save_form(&form);
    cx.save(write).await?;
    Ok(form.id)
}

fn said(item: &Item) -> String {
    format!("{} {}", item.concept, item.asked)
}

fn next(cx: &Cx, before: Option<&Form>, draft: FormDraft) -> Form {
    let own = cx.own();
    Form {
        id: before.map_or_else(|| FormId::from_bits(cx.app.mint()), |form| form.id),
        title: draft.title.trim().to_owned(),
        explanation: draft.explanation.trim().to_owned(),
        policy: draft.policy.filter(|policy| !policy.is_empty()),
        fresh_months: draft.fresh_months,
        edition: before.map_or(1, |form| form.edition + 1),
        items: draft.items,
        organisation: before.map_or(own.organisation, |form| form.organisation),
        region: before.map_or(own.region, |form| form.region.clone()),
        version: before.map_or(1, |_| draft.version + 1),
    }
}

fn problem(cx: &Cx, fault: &FormFault) -> Problem {
    let of_item = |id: &str, zh: &str, en: &str| {
        let label = cx.pack().dictionary.concepts.get(id);
        let (name_zh, name_en) = label.map_or((id, id), |concept| {
            (concept.label.zh.as_str(), concept.label.en.as_str())
        });
        let problem = Problem::with_field(ProblemCode::FormItemUnfit, &format!("ask-{id}"));
        problem.detail(format!("“{name_zh}”{zh}"), format!("\"{name_en}\" {en}"))
    };
    match fault {
        FormFault::NoTitle => Problem::with_field(ProblemCode::TitleMissing, "title"),
        FormFault::NothingAsked => Problem::with_field(ProblemCode::FormEmpty, "find"),
        FormFault::TooMuch => Problem::with_field(ProblemCode::FormTooLong, "find").detail(
            format!("最多 {MOST_ITEMS} 项"),
            format!("{MOST_ITEMS} at most"),
        ),
        FormFault::UnknownConcept(id) => of_item(
            id,
            "不是数据字典里的企业数据项",
            "is no item of the dictionary about firms",
        ),
        FormFault::Confidential(id) => {
            of_item(id, "仅供匹配,不能采集", "is match-only and never collected")
        }
        FormFault::WrongTime(id) => of_item(
            id,
            "的期间不对:年度数据项要写年份,其他数据项取最新值",
            "has the wrong time: a yearly item needs a year, any other its latest value",
        ),
        FormFault::Twice(id) => of_item(id, "重复了", "is asked twice"),
    }
}
