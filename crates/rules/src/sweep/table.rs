//! Rules over one table of subjects on one day.
//!
//! Main type: [`Table`]. It keeps the columns it has read and the measures it has taken. Joining the rules of a policy
//! belongs to `criteria/columns.rs`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::answers::Answers;
use super::measure::{Measure, TierRows};
use super::weigh::{Factor, Fixed, Weighing, Weights};
use super::{BLOCK, Loaded, Sweep};
use crate::columns::{ALL, ANY, AnswerColumn, Columns, Join};
use crate::plan::{Formula, Question, Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::{Bitmap, Day, Exact, Parameters, Rule};

/// What selects a row of a parameter's table, and the limits of the rows.
type Steps = (Term, Vec<Option<Exact>>);

/// What was worked out about a table and does not depend on parameters.
#[derive(Default)]
pub(crate) struct Known {
    /// None for what cannot be measured.
    measures: HashMap<Weights, Option<Arc<Measure>>>,
    tiers: HashMap<Steps, Option<Arc<TierRows>>>,
}

pub(crate) struct Table<'a> {
    columns: &'a dyn Columns,
    on: Day,
    rows: usize,
    loaded: HashMap<Question, Loaded<'a>>,
    pub(crate) known: Known,
}

impl<'a> Table<'a> {
    pub(crate) fn new(columns: &'a dyn Columns, on: Day, rows: usize) -> Self {
        Self {
            columns,
            on,
            rows,
            loaded: HashMap::new(),
            known: Known::default(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn day(&self) -> Day {
        self.on
    }

    pub(crate) fn columns(&self) -> &'a dyn Columns {
        self.columns
    }

    /// The answers of a rule for every row.
    pub(crate) fn rule(&mut self, rule: &Rule, parameters: &dyn Parameters) -> AnswerColumn {
        for question in rule.questions() {
            self.load(question);
        }
        self.condition(rule, &rule.test, parameters)
    }

    fn load(&mut self, question: &Question) {
        if self.loaded.contains_key(question) {
            return;
        }
        let loaded = match question {
            Question::Concept {
                concept,
                years_back,
            } => Loaded::Concept(self.columns.column(concept, *years_back)),
            Question::Register { register, level } => {
                Loaded::Register(self.columns.register(register, level.as_deref(), self.on))
            }
        };
        self.loaded.insert(question.clone(), loaded);
    }

    fn condition(&mut self, rule: &Rule, test: &Test, parameters: &dyn Parameters) -> AnswerColumn {
        match &test.kind {
            TestKind::All(parts) => self.joined(rule, parts, parameters, ALL),
            TestKind::Any(parts) => self.joined(rule, parts, parameters, ANY),
            TestKind::Not(inner) => self.condition(rule, inner, parameters).negated(),
            TestKind::Compare {
                left,
                operator,
                right,
                ranks: None,
            } => self
                .measured([left, right], *operator, parameters)
                .unwrap_or_else(|| self.in_blocks(rule, test, parameters)),
            TestKind::Compare { .. }
            | TestKind::Constant(_)
            | TestKind::Choice(_)
            | TestKind::Flag(_)
            | TestKind::OneOf { .. }
            | TestKind::Among { .. }
            | TestKind::Held(_)
            | TestKind::RecordedAsNone(_) => self.in_blocks(rule, test, parameters),
        }
    }

    fn joined(
        &mut self,
        rule: &Rule,
        parts: &[Test],
        parameters: &dyn Parameters,
        join: Join,
    ) -> AnswerColumn {
        let rows = self.rows;
        let parts = parts.iter();
        let columns = parts.map(|part| Cow::Owned(self.condition(rule, part, parameters)));
        AnswerColumn::joined(columns, join, rows)
    }

    /// The answers of a comparison of numbers or days; none when it has another form.
    fn measured(
        &mut self,
        sides: [&Formula; 2],
        operator: Comparison,
        parameters: &dyn Parameters,
    ) -> Option<AnswerColumn> {
        let fixed = Fixed {
            parameters,
            on: self.on,
        };
        let weighing = Weighing::of(sides.map(|side| &side.term), operator, &fixed)?;
        let measure = self.measure(weighing.weights, parameters)?;
        if measure.by_value && !weighing.bare {
            return None;
        }
        match weighing.factor {
            Factor::One(factor) => measure.answers(weighing.operator, &factor),
            Factor::Tiers { by, tiers } => {
                let limits = tiers.iter().map(|tier| tier.up_to).collect();
                let rows = self.tier_rows(by, limits, parameters)?;
                measure.tiered(&rows, weighing.operator, &tiers)
            }
        }
    }

    fn measure(&mut self, weights: Weights, parameters: &dyn Parameters) -> Option<Arc<Measure>> {
        if let Some(known) = self.known.measures.get(&weights) {
            return known.clone();
        }
        let measure = Measure::of(&weights, self.blocks(parameters)).map(Arc::new);
        self.known.measures.insert(weights, measure.clone());
        measure
    }

    fn tier_rows(
        &mut self,
        by: Term,
        limits: Vec<Option<Exact>>,
        parameters: &dyn Parameters,
    ) -> Option<Arc<TierRows>> {
        let key = (by, limits);
        if let Some(known) = self.known.tiers.get(&key) {
            return known.clone();
        }
        let measure = self.measure(Weights::of(key.0.clone()), parameters);
        let rows = measure
            .and_then(|measure| measure.tiers(&key.1))
            .map(Arc::new);
        self.known.tiers.insert(key, rows.clone());
        rows
    }

    fn blocks<'t>(
        &'t self,
        parameters: &'t dyn Parameters,
    ) -> impl Iterator<Item = Sweep<'t>> + Clone {
        (0..self.rows).step_by(BLOCK).map(move |start| Sweep {
            loaded: &self.loaded,
            parameters,
            on: self.on,
            start,
            rows: BLOCK.min(self.rows - start),
        })
    }

    fn in_blocks(&self, rule: &Rule, test: &Test, parameters: &dyn Parameters) -> AnswerColumn {
        let mut total = Answers::none();
        let mut first_failure = None;
        for block in self.blocks(parameters) {
            let answers = block.condition(test);
            first_failure = first_failure.or_else(|| answers.first_failure(block.rows));
            total.append(&answers);
        }
        AnswerColumn {
            met: Bitmap::from_words(total.met, self.rows),
            unknown: Bitmap::from_words(total.unknown, self.rows),
            failed: Bitmap::from_words(total.failed, self.rows),
            first_failure: first_failure.map(|(_, failure)| rule.error(failure, self.on)),
        }
    }
}
