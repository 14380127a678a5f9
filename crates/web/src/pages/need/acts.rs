//! What a reader may do with a need, as forms.

use benfu_app::Failure;
use benfu_app::need::NeedPage;
use benfu_domain::need::{Need, NeedAction, NeedState};
use benfu_domain::programme::Case;

use crate::form::{ActForm, Choice, Control, Field, Weight};
use crate::pages::reason_field;
use crate::route::Route;
use crate::server::Signed;
use crate::words;

/// The acts open to the reader, in the order of a need's life.
pub(super) async fn acts(signed: &Signed, page: &NeedPage) -> Result<Vec<ActForm>, Failure> {
    let mut acts = Vec::new();
    for action in page
        .actions
        .iter()
        .filter(|action| shown(signed, &page.need, **action))
    {
        acts.push(step(signed, page, *action).await?);
    }
    acts.extend(come_forward(signed, page).await?);
    if page.may_write {
        acts.push(attach(signed, page));
    }
    Ok(acts)
}

/// Revising is done in the form; running out is offered only once it is due.
fn shown(signed: &Signed, need: &Need, action: NeedAction) -> bool {
    match action {
        NeedAction::Revise => false,
        NeedAction::Expire => need.expires_on.is_some_and(|on| on < signed.cx.today()),
        NeedAction::HandIn
        | NeedAction::Return
        | NeedAction::Screen
        | NeedAction::Publish
        | NeedAction::CloseSelection
        | NeedAction::Close
        | NeedAction::Renew
        | NeedAction::Withdraw => true,
    }
}

fn weight(action: NeedAction) -> Weight {
    match action {
        NeedAction::HandIn | NeedAction::Screen | NeedAction::Publish => Weight::Main,
        NeedAction::Close | NeedAction::Withdraw => Weight::Grave,
        NeedAction::Return
        | NeedAction::CloseSelection
        | NeedAction::Expire
        | NeedAction::Renew
        | NeedAction::Revise => Weight::Other,
    }
}

async fn step(signed: &Signed, page: &NeedPage, action: NeedAction) -> Result<ActForm, Failure> {
    let (lang, word) = (signed.lang, action.word());
    let reason = || reason_field(lang, word);
    let fields = match action {
        NeedAction::Return | NeedAction::Withdraw => vec![reason()],
        NeedAction::Close => vec![end_code(signed, &page.need), reason()],
        NeedAction::CloseSelection => selection(signed, page).await?,
        NeedAction::HandIn
        | NeedAction::Screen
        | NeedAction::Publish
        | NeedAction::Expire
        | NeedAction::Renew
        | NeedAction::Revise => Vec::new(),
    };
    Ok(ActForm {
        href: Route::NeedAct(&page.need.id.to_string(), word).to_string(),
        label: words::need_action(lang, action),
        effect: words::need_action_effect(lang, action),
        weight: weight(action),
        version: page.need.version,
        fields,
    })
}

fn end_code(signed: &Signed, need: &Need) -> Field {
    let lang = signed.lang;
    let programme = signed.cx.pack().programmes.get(&need.programme);
    let codes = programme
        .into_iter()
        .flat_map(|programme| &programme.end_codes);
    let choices = codes
        .map(|code| Choice::new(&code.id, code.label.text(lang.into())))
        .collect();
    Field::new("close-code", lang.t("end-code"), Control::Select(choices)).required()
}

/// The open cases to keep, and the answer to all others.
async fn selection(signed: &Signed, page: &NeedPage) -> Result<Vec<Field>, Failure> {
    let lang = signed.lang;
    let mut fields = Vec::new();
    for case in page.cases.iter().filter(|case| case.end.is_none()) {
        fields.push(keep(signed, case).await?);
    }
    let answer = Field::new("answer", lang.t("selection-answer"), Control::Text(3));
    fields.push(answer.hint(lang.t("selection-answer-hint")).required());
    Ok(fields)
}

async fn keep(signed: &Signed, case: &Case) -> Result<Field, Failure> {
    let supplier = signed.cx.store().party(case.sides.supplier).await?;
    let name = supplier.map(|party| party.name).unwrap_or_default();
    let state = words::case_state_word(signed.lang, case.state);
    let label = format!("{}：{name}（{state}）", signed.lang.t("selection-keep"));
    Ok(Field::new(
        format!("keep-{}", case.id),
        label,
        Control::Tick,
    ))
}

/// Coming forward: for a firm that is neither the asker nor in an open case already.
async fn come_forward(signed: &Signed, page: &NeedPage) -> Result<Option<ActForm>, Failure> {
    let (cx, lang, need) = (&signed.cx, signed.lang, &page.need);
    let Some(own) = cx.actor.party.filter(|own| need.party != Some(*own)) else {
        return Ok(None);
    };
    let in_case = page
        .cases
        .iter()
        .any(|case| case.sides.supplier == own && case.end.is_none());
    if need.state != NeedState::Published || in_case {
        return Ok(None);
    }
    let offers = cx.store().offers_of(own).await?.into_iter();
    let open = offers.filter(|offer| offer.state == benfu_domain::offer::OfferState::Open);
    let choices = open
        .map(|offer| Choice::new(offer.id.to_string(), &offer.title))
        .collect();
    Ok(Some(
        ActForm::new(
            lang,
            Route::NeedAct(&need.id.to_string(), "come-forward"),
            ("come-forward", "come-forward-effect"),
        )
        .weight(Weight::Main)
        .version(need.version)
        .fields(vec![
            Field::new("offer", lang.t("offer"), Control::Select(choices)),
            Field::new("message", lang.t("message"), Control::Text(3)),
        ]),
    ))
}

fn attach(signed: &Signed, page: &NeedPage) -> ActForm {
    let lang = signed.lang;
    ActForm::new(
        lang,
        Route::NeedAct(&page.need.id.to_string(), "attach"),
        ("attach", "attach-effect"),
    )
    .version(page.need.version)
    .fields(vec![
        Field::new(
            "file",
            lang.t("col-file"),
            Control::File(crate::pages::EVIDENCE_ENDINGS.to_owned()),
        )
        .required(),
    ])
}
