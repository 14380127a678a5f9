//! The form for facts: every concept about the subject, with what is on record, and who may see it.

use benfu_app::Cx;
use benfu_app::fact::{FactDraft, ShownFact};
use benfu_domain::fact::{Concept, Level, SubjectKind};
use benfu_domain::period::Period;
use benfu_rules::Type;

use super::FactRow;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::server::{Posted, Signed};
use crate::words;

/// Facts as rows of a table.
pub(crate) fn fact_rows(cx: &Cx, lang: Lang, facts: &[ShownFact]) -> Vec<FactRow> {
    let dictionary = &cx.pack().dictionary;
    let row = |fact: &ShownFact| {
        let concept = dictionary.concepts.get(&fact.concept);
        let name = concept.map_or(fact.concept.as_str(), |concept| {
            concept.label.text(lang.into())
        });
        FactRow {
            concept: name.to_owned(),
            period: words::period(lang, fact.period),
            value: Some(words::observed(cx, lang, concept, &fact.observed)),
            source: words::source(&fact.source),
            level: words::level(lang, fact.level),
            dated: fact.source.dated.and_then(words::date_of),
        }
    };
    facts.iter().map(row).collect()
}

/// The year that an annual fact is asked for: the last closed one.
pub(crate) fn closed_year(cx: &Cx) -> i32 {
    cx.today().year() - 1
}

/// The control for a value of a concept.
pub(crate) fn value_control(cx: &Cx, lang: Lang, concept: &Concept) -> Control {
    let codes = |vocabulary: &str| {
        let entries = cx
            .pack()
            .dictionary
            .vocabularies
            .get(vocabulary)
            .map(|known| &known.entries);
        let choice = |entry: &benfu_domain::fact::VocabularyEntry| {
            Choice::new(&entry.code, entry.label.text(lang.into()))
        };
        entries.into_iter().flatten().map(choice).collect()
    };
    match &concept.kind {
        Type::Flag => Control::Select(vec![
            Choice::new("是", lang.t("flag-yes")),
            Choice::new("否", lang.t("flag-no")),
        ]),
        Type::Code { vocabulary, .. } => Control::Select(codes(vocabulary)),
        Type::Number { .. } | Type::Money { .. } if !concept.display_unit.is_empty() => {
            Control::Number(concept.display_unit.clone())
        }
        Type::Day => Control::Day,
        Type::Number { .. } | Type::Money { .. } | Type::Codes { .. } | Type::Text => Control::Line,
    }
}

/// The levels a party may choose, each with what it means.
pub(crate) fn level_choices(lang: Lang) -> Vec<Choice> {
    let choice = |level: &Level| Choice::new(level.word(), words::level(lang, *level));
    Level::ALL.iter().map(choice).collect()
}

/// One group per concept would be long: value and level of each concept stand in one group, with what is on
/// record as a hint. What was sent before comes back when there were problems.
pub(crate) fn fact_groups(
    signed: &Signed,
    about: SubjectKind,
    facts: &[ShownFact],
    sent: Option<&Posted>,
) -> Vec<Fields> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let concepts = cx
        .pack()
        .dictionary
        .concepts
        .values()
        .filter(|concept| concept.subject == about);
    concepts
        .map(|concept| group(cx, lang, concept, facts, sent))
        .collect()
}

fn group(
    cx: &Cx,
    lang: Lang,
    concept: &Concept,
    facts: &[ShownFact],
    sent: Option<&Posted>,
) -> Fields {
    let yearly = concept.period == benfu_rules::Period::Yearly;
    let year = closed_year(cx);
    let period = if yearly {
        Period::Year(year)
    } else {
        Period::Always
    };
    let known = facts
        .iter()
        .find(|fact| fact.concept == concept.id && fact.period == period);
    let back = |prefix: &str, usual: String| {
        sent.map_or(usual, |posted| {
            posted.text(&format!("{prefix}{}", concept.id))
        })
    };
    let question = concept.question.text(lang.into());
    let mut value = Field::new(&concept.id, question, value_control(cx, lang, concept))
        .value(back("", String::new()));
    if let Some(known) = known {
        let text = words::observed(cx, lang, Some(concept), &known.observed);
        value = value.hint(lang.tv("fact-on-record", text));
    }
    let level = known.map_or(concept.level, |known| known.level);
    let levels = Control::Select(level_choices(lang));
    let mut fields = vec![
        value,
        Field::new(format!("level-{}", concept.id), lang.t("col-level"), levels)
            .value(back("level-", level.word().to_owned())),
    ];
    if yearly {
        let field = Field::new(
            format!("period-{}", concept.id),
            lang.t("col-period"),
            Control::Line,
        );
        fields.push(field.value(back("period-", year.to_string())));
    }
    Fields {
        title: concept.label.text(lang.into()).to_owned(),
        lead: None,
        fields,
    }
}

/// What a form of facts says: one draft for every concept whose value was given.
pub(crate) fn fact_drafts(posted: &Posted) -> Vec<FactDraft> {
    let concepts = posted.signed.cx.pack().dictionary.concepts.keys();
    let draft = |concept: &String| FactDraft {
        concept: concept.clone(),
        period: posted.text(&format!("period-{concept}")),
        value: posted.text(concept),
        level: Level::from_word(&posted.text(&format!("level-{concept}"))),
        retract: false,
    };
    concepts
        .map(draft)
        .filter(|draft| !draft.value.is_empty())
        .collect()
}
