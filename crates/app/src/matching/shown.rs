//! Constraints as a reader sees them: sentences in both languages, never a value that nobody may see.

use super::judging::Ranked;
use crate::Cx;
use benfu_domain::Label;
use benfu_domain::fact::SubjectKind;
use benfu_domain::matching::ConstraintVerdict;
use benfu_rules::{Answer, Explanation, Language, Question};

/// One constraint with its answer, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownConstraint {
    /// What it asks for, in the owner's words.
    pub label: String,
    /// Its rule text.
    pub rule: String,
    /// Met, not met, cannot tell.
    pub answer: Answer,
    /// Why, line by line.
    pub why: Vec<Label>,
    /// Does the answer rest on facts that nobody may see?
    pub unseen: bool,
    /// Concepts to ask for, with their names; these settle a *cannot tell*.
    pub missing: Vec<(String, SubjectKind, Label)>,
}

/// The constraints of one ranked candidate, as the actor may see them.
pub fn explain(cx: &Cx, ranked: &Ranked) -> Vec<ShownConstraint> {
    ranked
        .judgement
        .verdicts
        .iter()
        .map(|verdict| shown(cx, ranked, verdict))
        .collect()
}

/// What the offer of one ranked candidate asks of the need's asker. It rests on facts that every member may see.
pub fn explain_conditions(cx: &Cx, ranked: &Ranked) -> Vec<ShownConstraint> {
    let verdicts = ranked.conditions.verdicts.iter();
    verdicts
        .map(|verdict| ShownConstraint {
            label: verdict.constraint.label.clone(),
            rule: verdict.constraint.rule.clone(),
            answer: verdict.answer,
            why: sentences(cx, verdict),
            unseen: false,
            missing: Vec::new(),
        })
        .collect()
}

fn shown(cx: &Cx, ranked: &Ranked, verdict: &ConstraintVerdict) -> ShownConstraint {
    let own = cx.actor.party == Some(ranked.candidate.party.id);
    let unseen = verdict.unseen(&ranked.book);
    ShownConstraint {
        label: verdict.constraint.label.clone(),
        rule: verdict.constraint.rule.clone(),
        answer: verdict.answer,
        why: if unseen && !own {
            vec![without_values(verdict.answer)]
        } else {
            sentences(cx, verdict)
        },
        unseen,
        missing: verdict
            .missing
            .iter()
            .filter_map(|question| asked(cx, question))
            .collect(),
    }
}

fn without_values(answer: Answer) -> Label {
    match answer {
        Answer::Met => Label::new(
            "满足(由仅供匹配的数据判断,不显示数值)",
            "met (by match-only facts, values not shown)",
        ),
        Answer::NotMet => Label::new(
            "不满足(由仅供匹配的数据判断,不显示数值)",
            "not met (by match-only facts, values not shown)",
        ),
        Answer::Unknown => Label::new("尚不能判断", "cannot tell yet"),
    }
}

fn sentences(cx: &Cx, verdict: &ConstraintVerdict) -> Vec<Label> {
    let labels = &cx.pack().dictionary;
    match &verdict.outcome {
        Ok(outcome) => {
            let zh = outcome.explain(labels, Language::Chinese);
            let en = outcome.explain(labels, Language::English);
            paired(&zh, &en)
        }
        Err(error) => vec![Label::new(
            format!("规则无法计算:{error}"),
            format!("the rule cannot be evaluated: {error}"),
        )],
    }
}

fn paired(zh: &Explanation, en: &Explanation) -> Vec<Label> {
    zh.to_lines()
        .into_iter()
        .zip(en.to_lines())
        .map(|(zh, en)| Label::new(zh, en))
        .collect()
}

fn asked(cx: &Cx, question: &Question) -> Option<(String, SubjectKind, Label)> {
    let Question::Concept { concept, .. } = question else {
        return None;
    };
    let known = cx.pack().dictionary.concepts.get(&**concept)?;
    Some((known.id.clone(), known.subject, known.question.clone()))
}
