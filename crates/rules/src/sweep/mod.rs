//! A rule over whole columns: one pass per node of the plan instead of one walk per subject.
//!
//! Main type: [`Table`]. A comparison is split into what the facts weigh and the bound that the parameters set
//! (`weigh.rs`); the first is a [`measure::Measure`], kept for every rule and every value of the parameters that asks for
//! it, so that one policy more, or one threshold changed, costs a comparison of whole numbers for each subject. What
//! cannot be split so is answered in blocks of rows that stay in the processor's cache, with the same functions as for one
//! subject. Answers are equal, which the property tests prove.

mod answers;
mod cells;
mod keys;
mod listed;
mod measure;
mod table;
mod weigh;
mod whole;
mod whole_terms;

use std::collections::HashMap;

use crate::columns::{AnswerColumn, Column, Columns, RegisterColumn};
use crate::operand::Failure;
use crate::plan::{Question, Test, TestKind};
use crate::{Answer, Day, Parameters, Rule};
use answers::Answers;
pub(crate) use table::{Known, Table};

/// Rows per block; a multiple of the bits of a word.
const BLOCK: usize = 1024;

/// A failure and the row it came up at.
type RowFailure = (usize, Failure);

/// The column of a question.
enum Loaded<'a> {
    Concept(Option<Column<'a>>),
    Register(Option<RegisterColumn<'a>>),
}

/// The world a block of rows is evaluated in.
struct Sweep<'a> {
    loaded: &'a HashMap<Question, Loaded<'a>>,
    parameters: &'a dyn Parameters,
    on: Day,
    /// First row of the block.
    start: usize,
    /// Rows of the block.
    rows: usize,
}

impl Rule {
    /// Answers the rule for many subjects on a day. A row whose evaluation fails is marked; the
    /// others are answered all the same.
    pub fn evaluate_columns(
        &self,
        columns: &dyn Columns,
        parameters: &dyn Parameters,
        on: Day,
        rows: usize,
    ) -> AnswerColumn {
        Table::new(columns, on, rows).rule(self, parameters)
    }
}

impl Sweep<'_> {
    /// The answers of a condition for the rows of the block.
    fn condition(&self, test: &Test) -> Answers {
        match &test.kind {
            TestKind::Constant(value) => Answers::constant(Answer::from(*value), self.rows),
            TestKind::All(parts) => self.joined(parts, Answer::Met, Answers::and),
            TestKind::Any(parts) => self.joined(parts, Answer::NotMet, Answers::or),
            TestKind::Not(inner) => self.condition(inner).negate(),
            TestKind::Choice(parts) => {
                let [test, yes, no] = parts.each_ref().map(|part| self.condition(part));
                Answers::choose(&test, &yes, &no)
            }
            TestKind::Compare {
                left,
                operator,
                right,
                ranks,
            } => self
                .whole_comparison(left, *operator, right)
                .unwrap_or_else(|| self.comparison([left, right], *operator, ranks.as_ref())),
            TestKind::OneOf { item, list } => self
                .one_of_listed(item, list)
                .unwrap_or_else(|| self.leaf(&test.kind)),
            TestKind::Flag(_)
            | TestKind::Among { .. }
            | TestKind::Held(_)
            | TestKind::RecordedAsNone(_) => self.leaf(&test.kind),
        }
    }

    fn joined(
        &self,
        parts: &[Test],
        start: Answer,
        join: impl Fn(Answers, &Answers) -> Answers,
    ) -> Answers {
        let start = Answers::constant(start, self.rows);
        parts
            .iter()
            .fold(start, |all, part| join(all, &self.condition(part)))
    }
}
