//! Reading forms, and what a policy makes a form ask.

use super::visible_form;
use crate::{Cx, Failure, Page};
use benfu_domain::access::{Area, Owner, Scope, Verb};
use benfu_domain::collection::{Asked, Form, Item};
use benfu_domain::fact::{Level, SubjectKind};
use benfu_domain::id::FormId;
use benfu_rules::Question;

/// The forms in the actor's reach, the newest first, without their items.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may not read forms at all.
pub async fn list_forms(cx: &Cx, page: &Page) -> Result<Vec<Form>, Failure> {
    let region = reach(cx)?;
    let mut forms = cx.store().forms(&region, page).await?;
    forms.retain(|form| {
        let owner = super::owner_of_form(form);
        cx.may(Verb::Read, Area::Collection, &owner)
    });
    Ok(forms)
}

/// The region whose forms and rounds are listed; rows of others inside it are passed over.
pub(super) fn reach(cx: &Cx) -> Result<String, Failure> {
    let scope = cx.actor.widest(Verb::Read, Area::Collection);
    match scope.ok_or(Failure::NotFound)? {
        Scope::All => Ok(String::new()),
        Scope::Own | Scope::Organisation | Scope::District => Ok(cx.actor.region.to_string()),
    }
}

/// A form with its items.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_form(cx: &Cx, id: FormId) -> Result<Form, Failure> {
    visible_form(cx, id).await
}

/// Every fact about a firm that a policy in force may ask for, in the order of the dictionary. Titles are not asked:
/// they come from registers.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such policy, none in force, or the actor may not make forms.
pub fn items_of_policy(cx: &Cx, policy: &str) -> Result<Vec<Item>, Failure> {
    let own: Owner = cx.own();
    cx.authorise(Verb::Write, Area::Collection, &own)?;
    let policy = cx.pack().policies.get(policy).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    let items = edition.criteria.questions().into_iter();
    Ok(items.filter_map(|question| item(cx, question)).collect())
}

fn item(cx: &Cx, question: &Question) -> Option<Item> {
    let Question::Concept {
        concept,
        years_back,
    } = question
    else {
        return None;
    };
    let known = cx.pack().dictionary.concepts.get(&**concept)?;
    if known.subject != SubjectKind::Party || known.level == Level::MatchOnly {
        return None;
    }
    let asked = match Asked::usual(known) {
        Asked::ClosedYear(_) => Asked::ClosedYear(*years_back),
        asked @ (Asked::Latest | Asked::During(_)) => asked,
    };
    Some(Item {
        concept: known.id.clone(),
        asked,
    })
}
