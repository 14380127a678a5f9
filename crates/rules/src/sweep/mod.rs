//! A rule over whole columns: one pass per node of the plan instead of one walk per subject.
//!
//! Main function: [`Rule::evaluate_columns`]. Rows are taken in blocks that stay in the
//! processor's cache. Conditions are joined word by word in `answers.rs`; operands are combined
//! with the same functions as for one subject, so answers are equal.

mod answers;
mod cells;
mod fast;
mod listed;
mod whole;

use crate::columns::{AnswerColumn, Column, Columns, RegisterColumn};
use crate::operand::Failure;
use crate::plan::{Question, Test, TestKind};
use crate::{Answer, Bitmap, Day, Parameters, Rule};
use answers::Answers;

/// Rows per block; a multiple of the bits of a word.
const BLOCK: usize = 1024;

/// A failure and the row it came up at.
type RowFailure = (usize, Failure);

/// The columns of a rule's questions, in the order of the questions.
enum Loaded<'a> {
    Concept(Option<Column<'a>>),
    Register(Option<RegisterColumn<'a>>),
}

/// The world a block of rows is evaluated in.
struct Sweep<'a> {
    loaded: &'a [Loaded<'a>],
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
        let loaded: Vec<_> = self
            .questions
            .iter()
            .map(|question| load(columns, question, on))
            .collect();
        let mut total = Answers::none();
        let mut first_failure = None;
        for start in (0..rows).step_by(BLOCK) {
            let sweep = Sweep {
                loaded: &loaded,
                parameters,
                on,
                start,
                rows: BLOCK.min(rows - start),
            };
            let answers = sweep.condition(&self.test);
            first_failure = first_failure.or_else(|| answers.first_failure(sweep.rows));
            total.append(&answers);
        }
        AnswerColumn {
            met: Bitmap::from_words(total.met, rows),
            unknown: Bitmap::from_words(total.unknown, rows),
            failed: Bitmap::from_words(total.failed, rows),
            first_failure: first_failure.map(|(_, failure)| self.error(failure, on)),
        }
    }
}

fn load<'a>(columns: &'a dyn Columns, question: &Question, on: Day) -> Loaded<'a> {
    match question {
        Question::Concept {
            concept,
            years_back,
        } => Loaded::Concept(columns.column(concept, *years_back)),
        Question::Register { register, level } => {
            Loaded::Register(columns.register(register, level.as_deref(), on))
        }
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
                .number_against_constant(left, *operator, right)
                .or_else(|| self.whole_comparison(left, *operator, right))
                .or_else(|| self.time_against_constant(left, *operator, right))
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
