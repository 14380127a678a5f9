//! The groups of fields in the form of a need.

use benfu_domain::fact::SubjectKind;
use benfu_domain::need::{Constraint, rule_of_words, words_of_rule};

use super::edit::Written;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::server::{Posted, Signed};
use crate::words;

/// Empty lines for further constraints.
const SPARE: usize = 2;

/// What is the matter, how it is measured, what must hold, who carries it.
pub(super) fn groups(signed: &Signed, written: &Written) -> Vec<Fields> {
    vec![
        first(signed, written),
        measured(signed.lang, written),
        constraints(signed, written),
        carried(signed, written),
    ]
}

/// The programme of a need that names none.
pub(super) fn first_programme(signed: &Signed) -> String {
    let programmes = || signed.cx.pack().need_programmes().map(|one| &one.id);
    let usual = programmes().find(|id| *id == "scenario");
    usual
        .or_else(|| programmes().next())
        .cloned()
        .unwrap_or_default()
}

fn first(signed: &Signed, written: &Written) -> Fields {
    let lang = signed.lang;
    let programmes = signed.cx.pack().need_programmes();
    let choices = programmes
        .map(|programme| Choice::new(&programme.id, programme.label.text(lang.into())))
        .collect();
    let line =
        |name, label, control| Field::new(name, lang.t(label), control).value(written.text(name));
    let chosen = match written.text("programme") {
        empty if empty.is_empty() => first_programme(signed),
        chosen => chosen,
    };
    Fields {
        title: lang.t("need-form-what").into_owned(),
        lead: None,
        fields: vec![
            line("title", "field-title", Control::Line).required(),
            line("text", "field-text", Control::Text(8)).required(),
            line("programme", "col-kind", Control::Select(choices)).value(chosen),
            line("party", "", Control::Hidden),
        ],
    }
}

fn measured(lang: Lang, written: &Written) -> Fields {
    let unit = written.text("metric_unit");
    let line =
        |name, label, control| Field::new(name, lang.t(label), control).value(written.text(name));
    Fields {
        title: lang.t("need-form-measure").into_owned(),
        lead: Some(lang.t("need-form-later").into_owned()),
        fields: vec![
            line("metric", "need-metric", Control::Line).hint(lang.t("need-metric-hint")),
            line("metric_unit", "need-metric-unit", Control::Line),
            line("baseline", "need-baseline", Control::Number(unit.clone())),
            line("target", "need-target", Control::Number(unit)),
            line("acceptance_test", "need-acceptance", Control::Text(3)),
        ],
    }
}

/// A constraint as people write it: in plain words where words can say it, else as a rule.
pub(crate) fn in_words(signed: &Signed, rule: &str) -> String {
    let dictionary = &signed.cx.pack().dictionary;
    words_of_rule(rule, dictionary, signed.lang.into()).unwrap_or_else(|| rule.to_owned())
}

/// Lines of constraints as people write them: a sentence of their own, and the condition.
pub(crate) type Lines = Vec<(String, String)>;

/// A constraint as such a line.
pub(crate) fn line_of(signed: &Signed, constraint: &Constraint) -> (String, String) {
    (constraint.label.clone(), in_words(signed, &constraint.rule))
}

/// The lines that were sent under a name, without empty ones.
pub(crate) fn sent_lines(posted: &Posted, name: &str) -> Lines {
    let pair = |place: usize| {
        let label = posted.text(&format!("label-{place}"));
        (label, posted.text(&format!("{name}.{place}")))
    };
    let places = posted.starting(&format!("{name}.")).len();
    let lines = (0..places).map(pair);
    lines.filter(|(_, rule)| !rule.is_empty()).collect()
}

/// The constraints that lines mean.
pub(crate) fn constraints_of(signed: &Signed, lines: &Lines) -> Vec<Constraint> {
    let dictionary = &signed.cx.pack().dictionary;
    let constraint = |(label, rule): &(String, String)| Constraint {
        label: label.clone(),
        rule: rule_of_words(rule, dictionary).unwrap_or_else(|| rule.clone()),
    };
    lines.iter().map(constraint).collect()
}

/// Fields for lines and some more, with the names of the concepts that they mostly speak of.
pub(crate) fn line_fields(
    signed: &Signed,
    name: &str,
    of: SubjectKind,
    lines: &Lines,
) -> Vec<Field> {
    let lang = signed.lang;
    let concepts = signed.cx.pack().dictionary.concepts.values();
    let beginnings = concepts.filter(|concept| concept.subject == of);
    let beginnings: Vec<String> = beginnings
        .map(|concept| concept.label.text(lang.into()).to_owned())
        .collect();
    let spare = std::iter::repeat_n((String::new(), String::new()), SPARE);
    let lines = lines.iter().cloned().chain(spare).enumerate();
    let fields = lines.flat_map(|(place, (label, rule))| {
        let number = (place + 1).to_string();
        let said = lang.tv("need-constraint-label", &number);
        let asked = lang.tv("need-constraint-rule", &number);
        let suggested = Control::Suggested(beginnings.clone());
        [
            Field::new(format!("label-{place}"), said, Control::Line).value(label),
            Field::new(format!("{name}.{place}"), asked, suggested).value(rule),
        ]
    });
    fields.collect()
}

fn constraints(signed: &Signed, written: &Written) -> Fields {
    let lang = signed.lang;
    let mut fields = line_fields(
        signed,
        "constraints",
        SubjectKind::Offer,
        &written.constraints,
    );
    let none = Field::new("unconstrained", lang.t("need-unconstrained"), Control::Tick);
    fields.push(none.value(written.text("unconstrained")));
    Fields {
        title: lang.t("need-constraints").into_owned(),
        lead: Some(lang.t("need-constraints-lead").into_owned()),
        fields,
    }
}

/// The regions in which work may be done.
fn places(signed: &Signed) -> Vec<Choice> {
    let regions = signed.cx.pack().regions.iter();
    let narrow = regions.filter(|region| !region.code.as_str().ends_with("0000"));
    let named = |code| words::region(&signed.cx, signed.lang, code);
    narrow
        .map(|region| Choice::new(region.code.as_str(), named(&region.code)))
        .collect()
}

fn carried(signed: &Signed, written: &Written) -> Fields {
    let lang = signed.lang;
    let line =
        |name, label, control| Field::new(name, lang.t(label), control).value(written.text(name));
    Fields {
        title: lang.t("need-form-carried").into_owned(),
        lead: None,
        fields: vec![
            line("owner_post", "need-owner-post", Control::Line),
            line("budget_path", "need-budget-path", Control::Line),
            line("budget", "need-budget", Control::Line).hint(lang.t("need-budget-hint")),
            line("starts_on", "need-starts-on", Control::Day),
            line("ends_on", "need-ends-on", Control::Day),
            line("place", "need-place", Control::Select(places(signed)))
                .hint(lang.t("need-place-hint")),
            line("if_it_works", "need-if-it-works", Control::Text(3)),
        ],
    }
}
