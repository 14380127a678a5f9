//! An assessment as sentences in Chinese or English.
//!
//! Main items: [`Assessment::explain`], [`CriterionLabels`]. What a rule came to is said by the explanation of rules.

use super::assess::{Assessment, Finding, FindingKind};
use super::open::Open;
use super::score::Span;
use super::tally::{BlockTally, ItemTally, Tally};
use crate::explain::{criterion_words as words, words::verdict};
use crate::{Answer, Exact, Explanation, Labels, Language};

/// How the host names criteria, blocks, items and ways.
pub trait CriterionLabels {
    /// The label of a criterion, a block, an item or a way of counting.
    fn criterion(&self, id: &str, language: Language) -> String;
}

impl Assessment {
    /// The assessment in sentences.
    pub fn explain(
        &self,
        names: &dyn CriterionLabels,
        labels: &dyn Labels,
        language: Language,
    ) -> Explanation {
        self.root.explain(names, labels, language)
    }
}

impl Finding {
    /// The finding in sentences.
    pub fn explain(
        &self,
        names: &dyn CriterionLabels,
        labels: &dyn Labels,
        language: Language,
    ) -> Explanation {
        let speaker = Speaker {
            names,
            labels,
            language,
            refused: false,
        };
        speaker.finding(self)
    }
}

#[derive(Clone, Copy)]
struct Speaker<'l> {
    names: &'l dyn CriterionLabels,
    labels: &'l dyn Labels,
    language: Language,
    /// Whether what is told of must not be met.
    refused: bool,
}

impl Speaker<'_> {
    fn finding(self, finding: &Finding) -> Explanation {
        let (demand, parts) = match &finding.kind {
            FindingKind::Rule(outcome) => {
                let said = outcome.explain_as(self.labels, self.language, self.refused);
                (String::new(), vec![said])
            }
            FindingKind::All(parts) => {
                let refused = self.refused && parts.len() == 1;
                (words::all_of(self.language), self.findings(parts, refused))
            }
            FindingKind::AtLeast { least, of } => {
                let refused = self.refused && *least == 1;
                let demand = words::at_least(self.language, *least);
                (demand, self.findings(of, refused))
            }
            FindingKind::Not(inner) => {
                let inner = std::slice::from_ref(&**inner);
                let demand = words::none_of(self.language);
                (demand, self.findings(inner, !self.refused))
            }
            FindingKind::Score(tally) => (self.mark(tally), self.blocks(tally)),
            FindingKind::Judged => (String::new(), Vec::new()),
        };
        let name = self.names.criterion(&finding.id, self.language);
        let verdict = self.verdict(finding.answer, finding.open);
        let advice = if finding.advisory {
            words::advisory(self.language)
        } else {
            ""
        };
        Explanation {
            answer: finding.answer,
            text: words::criterion(self.language, &name, &demand, verdict, advice),
            parts,
        }
    }

    fn findings(self, parts: &[Finding], refused: bool) -> Vec<Explanation> {
        let speaker = Self { refused, ..self };
        parts.iter().map(|part| speaker.finding(part)).collect()
    }

    fn verdict(self, answer: Answer, open: Open) -> &'static str {
        match (answer, open.facts(), open.judgement) {
            (Answer::Unknown, false, true) => words::for_a_reviewer(self.language),
            (Answer::Unknown, true, true) => words::for_facts_and_a_reviewer(self.language),
            _ => verdict(self.language, answer),
        }
    }

    fn mark(self, tally: &Tally) -> String {
        let points = words::points(self.language, tally.total.low, tally.total.high);
        words::mark(self.language, &points, &tally.pass.to_string(), tally.above)
    }

    fn blocks(self, tally: &Tally) -> Vec<Explanation> {
        tally.blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(self, block: &BlockTally) -> Explanation {
        let parts = block.items.iter().map(|item| self.item(item)).collect();
        self.counted(&block.id, block.points, block.max, block.least, parts)
    }

    fn item(self, item: &ItemTally) -> Explanation {
        let bands = item.ways.iter().flat_map(|way| &way.bands);
        let shown = bands.filter(|band| band.outcome.answer != Answer::NotMet);
        let parts = shown.map(|band| {
            let mut said = band.outcome.explain(self.labels, self.language);
            let points = words::points(self.language, band.points.low, band.points.high);
            said.text = words::band(self.language, &points, &said.text);
            said
        });
        self.counted(
            &item.id,
            item.points,
            Some(item.max),
            item.least,
            parts.collect(),
        )
    }

    /// A block or an item: its points, of how many, and its own mark.
    fn counted(
        self,
        id: &str,
        points: Span,
        max: Option<i64>,
        least: Option<(Exact, Answer)>,
        parts: Vec<Explanation>,
    ) -> Explanation {
        let name = self.names.criterion(id, self.language);
        let mut text = words::counted(
            self.language,
            &name,
            &words::points(self.language, points.low, points.high),
            max,
        );
        if let Some((mark, answer)) = least {
            text += &words::own_mark(self.language, &mark.to_string(), answer);
        }
        Explanation {
            answer: least.map_or(Answer::Met, |(_, answer)| answer),
            text,
            parts,
        }
    }
}
