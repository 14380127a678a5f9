//! Policies in words: their kinds, what they ask for, where they are laid down.

use benfu_app::Cx;
use benfu_app::packs::{Citation, Confidence, Due, Edition, PolicyKind};
use benfu_domain::fact::language;
use benfu_rules::{Labels as _, Period, Question};

use crate::locale::Lang;
use crate::view::{Cited, Term};

/// What a policy is.
pub(crate) fn policy_kind(lang: Lang, kind: PolicyKind) -> String {
    let key = match kind {
        PolicyKind::Recognition => "policy-kind-recognition",
        PolicyKind::Subsidy => "policy-kind-subsidy",
        PolicyKind::Admission => "policy-kind-admission",
        PolicyKind::Platform => "policy-kind-platform",
        PolicyKind::Classification => "policy-kind-classification",
        PolicyKind::Guide => "policy-kind-guide",
    };
    lang.t(key).into_owned()
}

/// Where something is laid down, and whether anybody compared it with the text.
pub(crate) fn citation(citation: &Citation) -> Cited {
    let stated = citation.title.contains(&citation.document);
    let text = if stated {
        citation.title.clone()
    } else {
        format!("{} {}", citation.title, citation.document)
    };
    Cited {
        text,
        unconfirmed: citation.confidence != Confidence::High,
    }
}

/// When applications are taken.
pub(crate) fn policy_windows(lang: Lang, edition: &Edition) -> impl Iterator<Item = Term> {
    edition.windows.iter().map(move |window| Term {
        label: window.label.text(lang.into()).to_owned(),
        when: lang.span(super::date_of(window.from), super::date_of(window.until)),
        source: citation(&window.source),
    })
}

/// What is due when.
pub(crate) fn policy_clocks(lang: Lang, edition: &Edition) -> impl Iterator<Item = Term> {
    edition.clocks.iter().map(move |clock| Term {
        label: clock.label.text(lang.into()).to_owned(),
        when: policy_due(lang, clock.due),
        source: citation(&clock.source),
    })
}

fn policy_due(lang: Lang, due: Due) -> String {
    let text = match due {
        Due::Yearly { month, day } => lang.tv("due-yearly", format!("{month:02}-{day:02}")),
        Due::WithinMonths(months) => lang.tn("due-within-months", months),
        Due::EveryMonths(months) => lang.tn("due-every-months", months),
        Due::WorkingDays(days) => lang.tn("due-working-days", days),
    };
    text.into_owned()
}

/// A fact that a policy asks for, with its year when it has one.
pub(crate) fn question(cx: &Cx, lang: Lang, question: &Question) -> String {
    let dictionary = &cx.pack().dictionary;
    let (concept, years_back) = match question {
        Question::Concept {
            concept,
            years_back,
        } => (concept, *years_back),
        Question::Register { register, level } => {
            return dictionary.register(register, level.as_deref(), language(lang.into()));
        }
    };
    let name = dictionary.concept(concept, language(lang.into()));
    let known = dictionary.concepts.get(&**concept);
    if known.is_none_or(|known| known.period == Period::Timeless) {
        return name;
    }
    let year = cx.today().year() - 1 - i32::from(years_back);
    let year = year.to_string();
    lang.tw("fact-of-year", &[("fact", &name), ("year", &year)])
        .into_owned()
}

/// The name of a policy, or its id when the pack no longer has it.
pub(crate) fn policy_name(cx: &Cx, lang: Lang, id: &str) -> String {
    let policy = cx.pack().policies.get(id);
    policy.map_or_else(
        || id.to_owned(),
        |policy| policy.label.text(lang.into()).to_owned(),
    )
}

/// What a case is about: its need, or its policy.
pub(crate) fn case_about(cx: &Cx, lang: Lang, card: &benfu_app::programme::CaseCard) -> String {
    let policy = card.case.policy.as_ref();
    let policy = policy.and_then(|id| cx.pack().policies.get(id));
    policy.map_or_else(
        || card.need_title.clone(),
        |policy| policy.label.text(lang.into()).to_owned(),
    )
}
