//! What a reader may do in a case, as forms.

use benfu_app::programme::CasePage;
use benfu_domain::programme::{Action, CaseState, Guard, Programme, RecordKind, Transition};

use crate::form::{ActForm, Choice, Control, Field, Weight};
use crate::locale::Lang;
use crate::pages::{EVIDENCE_ENDINGS, reason_field};
use crate::route::Route;
use crate::server::Signed;
use crate::words;

/// The acts open to the reader.
pub(super) fn acts(signed: &Signed, page: &CasePage) -> Vec<ActForm> {
    let mut lines: Vec<&Transition> = page
        .actions
        .iter()
        .filter(|line| shown(signed, page, line.action))
        .collect();
    lines.sort_by_key(|line| rank(line.action));
    let mut acts: Vec<ActForm> = lines
        .into_iter()
        .map(|line| act(signed, page, line))
        .collect();
    if !page.parts.is_empty() && page.card.case.state != CaseState::Ended {
        acts.insert(acts.len().min(1), attach(signed, page));
    }
    acts
}

/// Stages forward and back are offered only where the state has more than one.
fn shown(signed: &Signed, page: &CasePage, action: Action) -> bool {
    let case = &page.card.case;
    let programme = signed.cx.pack().programmes.get(&case.programme);
    let stages = programme.map_or(0, |programme| programme.stages_of(case.state).count());
    match action {
        Action::Advance | Action::StepBack => stages > 1,
        Action::Transfer | Action::Submit => false,
        _ => true,
    }
}

/// What leads on comes first, what ends comes last.
fn rank(action: Action) -> u8 {
    match weight(action) {
        Weight::Main => 0,
        Weight::Other => 1,
        Weight::Grave => 2,
    }
}

fn weight(action: Action) -> Weight {
    match action {
        Action::Agree | Action::Start | Action::Deliver | Action::Accept | Action::Adopt => {
            Weight::Main
        }
        Action::Decline | Action::Withdraw | Action::End => Weight::Grave,
        Action::Submit
        | Action::Return
        | Action::Record
        | Action::Refuse
        | Action::Advance
        | Action::StepBack
        | Action::Pause
        | Action::Resume
        | Action::Transfer => Weight::Other,
    }
}

fn act(signed: &Signed, page: &CasePage, line: &Transition) -> ActForm {
    let (lang, case) = (signed.lang, &page.card.case);
    let word = line.action.word();
    let programme = signed.cx.pack().programmes.get(&case.programme);
    let fields = match (line.action, line.guard) {
        (Action::Record, _) => record_fields(signed, page),
        (_, Guard::Code) => vec![code_field(lang, word, programme), reason_field(lang, word)],
        (_, Guard::Reason) => vec![reason_field(lang, word)],
        (_, Guard::Free | Guard::OtherSide | Guard::Measured | Guard::Gate) => Vec::new(),
    };
    ActForm {
        href: Route::CaseAct(&case.id.to_string(), word).to_string(),
        label: words::action(lang, line.action),
        effect: words::action_effect(lang, line.action),
        weight: weight(line.action),
        version: case.version,
        fields,
    }
}

fn code_field(lang: Lang, word: &str, programme: Option<&Programme>) -> Field {
    let codes = programme
        .into_iter()
        .flat_map(|programme| &programme.end_codes);
    let choices = codes
        .map(|code| Choice::new(&code.id, code.label.text(lang.into())))
        .collect();
    Field::new(
        format!("{word}-code"),
        lang.t("end-code"),
        Control::Select(choices),
    )
    .required()
}

fn record_fields(signed: &Signed, page: &CasePage) -> Vec<Field> {
    let lang = signed.lang;
    let kind = |kind: &RecordKind| Choice::new(kind.word(), words::record_kind(lang, *kind));
    let kinds = RecordKind::ALL.iter().map(kind).collect();
    let usual = match page.card.case.state {
        CaseState::Accepted | CaseState::Adopted => RecordKind::Adoption,
        CaseState::Ended => RecordKind::RepeatPurchase,
        CaseState::Proposed | CaseState::Agreed | CaseState::Underway | CaseState::Delivered => {
            RecordKind::Round
        }
    };
    let terms = page.need.as_ref().map(|need| &need.terms);
    let unit = terms
        .map(|terms| terms.metric_unit.clone())
        .unwrap_or_default();
    let metric = terms.map(|terms| terms.metric.clone()).unwrap_or_default();
    let measured = lang.tv("record-measured", metric);
    vec![
        Field::new("record-kind", lang.t("col-kind"), Control::Select(kinds))
            .value(usual.word())
            .required(),
        Field::new("record-on", lang.t("col-when"), Control::Day)
            .value(signed.cx.today().to_string())
            .required(),
        Field::new("record-measured", measured, Control::Number(unit)),
        Field::new("record-amount", lang.t("col-amount"), Control::Line)
            .hint(lang.t("need-budget-hint")),
        Field::new("record-text", lang.t("record-text"), Control::Text(3)).required(),
    ]
}

fn attach(signed: &Signed, page: &CasePage) -> ActForm {
    let (lang, case) = (signed.lang, &page.card.case);
    let programme = signed.cx.pack().programmes.get(&case.programme);
    let stage = programme.and_then(|programme| programme.stage(&case.stage));
    let kinds = stage.into_iter().flat_map(|stage| &stage.evidence);
    let choices: Vec<Choice> = kinds
        .map(|kind| Choice::new(&kind.id, kind.label.text(lang.into())))
        .collect();
    let first = choices
        .first()
        .map(|choice| choice.value.clone())
        .unwrap_or_default();
    ActForm::new(
        lang,
        Route::CaseAct(&case.id.to_string(), "attach"),
        ("attach", "attach-effect"),
    )
    .version(case.version)
    .fields(vec![
        Field::new(
            "evidence-kind",
            lang.t("col-shows"),
            Control::Select(choices),
        )
        .value(first),
        Field::new(
            "file",
            lang.t("col-file"),
            Control::File(EVIDENCE_ENDINGS.to_owned()),
        )
        .required(),
    ])
}
