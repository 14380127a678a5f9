//! Criteria over whole columns of subjects.
//!
//! Main types: [`CriteriaSweep`], which answers each rule once however many criteria share it, and [`CriteriaColumn`].
//! Answers are those of [`Criteria::assess`], row by row; a property test proves it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::column_points::{Tallies, remarked};
use super::score::{Band, Block, Item, Points, Score, Threshold};
use super::{Criteria, Criterion, CriterionKind};
use crate::columns::{ALL, ANY, Join};
use crate::operand::Failure;
use crate::sweep::{Known, Table};
use crate::{
    Answer, AnswerColumn, Bitmap, Columns, Day, EvaluationError, Exact, Parameters, Rule, Value,
};

/// Answers criteria for one table of subjects on one day.
///
/// What does not depend on parameters is worked out once, so a further policy of the same kind, or the same policy with
/// another threshold, costs little.
pub struct CriteriaSweep<'a> {
    table: Table<'a>,
    /// Answers of rules without parameters, by their text.
    answered: BTreeMap<String, Arc<AnswerColumn>>,
}

/// What a sweep has worked out about its table, to go on with later. It holds nothing that depends on parameters, and it
/// is good for the same columns on the same day only: whoever changes a fact lets go of it.
#[derive(Default)]
pub struct SweepMemory {
    known: Known,
    answered: BTreeMap<String, Arc<AnswerColumn>>,
}

impl std::fmt::Debug for SweepMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SweepMemory").finish_non_exhaustive()
    }
}

/// One demand on its way through the table.
struct Run<'s, 'a> {
    sweep: &'s mut CriteriaSweep<'a>,
    parameters: &'s dyn Parameters,
}

/// How many rows one condition stops, among some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionCount {
    /// The condition.
    pub id: Arc<str>,
    /// It is not met.
    pub not_met: usize,
    /// It alone is not met.
    pub only_here: usize,
    /// It is open.
    pub unknown: usize,
}

/// Criteria answered for many subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaColumn {
    /// The answers.
    pub answers: AnswerColumn,
    /// The conditions that must all hold, each with its answers, in the order of the criteria.
    pub conditions: Vec<(Arc<str>, Arc<AnswerColumn>)>,
    /// Rows that miss exactly one condition.
    pub missed_by_one: Bitmap,
}

impl CriteriaColumn {
    /// The condition that a row in [`missed_by_one`](Self::missed_by_one) misses.
    pub fn missed(&self, row: usize) -> Option<&Arc<str>> {
        let (id, _) = self.conditions.get(self.missed_place(row)?)?;
        Some(id)
    }

    fn missed_place(&self, row: usize) -> Option<usize> {
        let mut conditions = self.conditions.iter();
        conditions.position(|(_, answers)| answers.answer(row) == Some(Answer::NotMet))
    }

    /// Every row in [`missed_by_one`](Self::missed_by_one), with the place of the condition that it misses.
    pub fn misses(&self) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.missed_by_one.rows();
        rows.filter_map(|row| Some((row, self.missed_place(row)?)))
    }

    /// How many of some rows each condition stops.
    pub fn counts(&self, among: &Bitmap) -> Vec<ConditionCount> {
        let mut only_here = vec![0; self.conditions.len()];
        for (row, place) in self.misses() {
            only_here[place] += usize::from(among.get(row));
        }
        let conditions = self.conditions.iter().zip(only_here);
        let count = |((id, answers), only_here): (&(Arc<str>, Arc<AnswerColumn>), usize)| {
            let settled = answers.met.or(&answers.unknown).or(&answers.failed);
            ConditionCount {
                id: Arc::clone(id),
                not_met: settled.not().and(among).count(),
                only_here,
                unknown: answers.unknown.and(among).count(),
            }
        };
        conditions.map(count).collect()
    }

    /// The conditions of a row that are open.
    pub fn open(&self, row: usize) -> impl Iterator<Item = &Arc<str>> {
        let open = move |(_, answers): &&(Arc<str>, Arc<AnswerColumn>)| answers.unknown.get(row);
        self.conditions.iter().filter(open).map(|(id, _)| id)
    }
}

type Swept = Result<Arc<AnswerColumn>, EvaluationError>;

impl<'a> CriteriaSweep<'a> {
    /// A sweep over so many rows.
    pub fn new(columns: &'a dyn Columns, on: Day, rows: usize) -> Self {
        Self {
            table: Table::new(columns, on, rows),
            answered: BTreeMap::new(),
        }
    }

    /// A sweep that goes on with what an earlier one worked out about the same table.
    #[must_use]
    pub fn with_memory(mut self, memory: SweepMemory) -> Self {
        self.table.known = memory.known;
        self.answered = memory.answered;
        self
    }

    /// What it has worked out.
    pub fn into_memory(self) -> SweepMemory {
        SweepMemory {
            known: self.table.known,
            answered: self.answered,
        }
    }

    /// Answers criteria for every row.
    ///
    /// # Errors
    /// A mark of a score that has no value on the day. A row whose evaluation fails is marked in the answers.
    pub fn answer(
        &mut self,
        criteria: &Criteria,
        parameters: &dyn Parameters,
    ) -> Result<CriteriaColumn, EvaluationError> {
        let mut run = Run {
            sweep: self,
            parameters,
        };
        run.answer(criteria)
    }
}

impl Run<'_, '_> {
    fn answer(&mut self, criteria: &Criteria) -> Result<CriteriaColumn, EvaluationError> {
        let (parts, joined): (&[Criterion], bool) = match &criteria.root.kind {
            CriterionKind::All(parts) => (parts, true),
            CriterionKind::Rule(_)
            | CriterionKind::AtLeast { .. }
            | CriterionKind::Not(_)
            | CriterionKind::Score(_)
            | CriterionKind::Judged => (std::slice::from_ref(&criteria.root), false),
        };
        let deciding = parts.iter().filter(|part| !joined || !part.advisory);
        let mut conditions = Vec::new();
        for part in deciding {
            conditions.push((Arc::clone(&part.id), self.criterion(part)?));
        }
        let answers = conditions.iter().map(|(_, answers)| answers);
        let answers = self.joined(answers, ALL);
        Ok(CriteriaColumn {
            missed_by_one: missed_by_one(&conditions, &answers.failed, self.rows()),
            answers,
            conditions,
        })
    }

    fn rows(&self) -> usize {
        self.sweep.table.rows()
    }

    fn constant(&self, answer: Answer) -> AnswerColumn {
        AnswerColumn::constant(answer, self.rows())
    }

    fn criterion(&mut self, criterion: &Criterion) -> Swept {
        match &criterion.kind {
            CriterionKind::Rule(rule) => Ok(self.rule(rule)),
            CriterionKind::All(parts) => {
                let deciding = parts.iter().filter(|part| !part.advisory).count();
                self.group(parts, deciding)
            }
            CriterionKind::AtLeast { least, of } => self.group(of, *least),
            CriterionKind::Not(inner) => Ok(Arc::new(self.criterion(inner)?.negated())),
            CriterionKind::Score(score) => Ok(Arc::new(self.score(score)?)),
            CriterionKind::Judged => Ok(Arc::new(self.constant(Answer::Unknown))),
        }
    }

    fn rule(&mut self, rule: &Rule) -> Arc<AnswerColumn> {
        let sweep = &mut *self.sweep;
        if rule.parameters().next().is_some() {
            return Arc::new(sweep.table.rule(rule, self.parameters));
        }
        let text = rule.to_string();
        if let Some(known) = sweep.answered.get(&text) {
            return Arc::clone(known);
        }
        let answers = Arc::new(sweep.table.rule(rule, self.parameters));
        sweep.answered.insert(text, Arc::clone(&answers));
        answers
    }

    fn group(&mut self, parts: &[Criterion], least: usize) -> Swept {
        let mut members = Vec::new();
        for part in parts.iter().filter(|part| !part.advisory) {
            members.push(self.criterion(part)?);
        }
        let join = match least {
            least if least == members.len() => ALL,
            1 => ANY,
            least => return Ok(Arc::new(self.counted(&members, least))),
        };
        Ok(Arc::new(self.joined(&members, join)))
    }

    fn joined<'c>(
        &self,
        columns: impl IntoIterator<Item = &'c Arc<AnswerColumn>>,
        join: Join,
    ) -> AnswerColumn {
        let columns = columns.into_iter();
        let columns = columns.map(|column| Cow::Borrowed(&**column));
        AnswerColumn::joined(columns, join, self.rows())
    }

    /// Rows of which at least so many members hold.
    fn counted(&self, members: &[Arc<AnswerColumn>], least: usize) -> AnswerColumn {
        let mut counted = self.constant(Answer::NotMet);
        for row in 0..self.rows() {
            let count = |holds: fn(&AnswerColumn, usize) -> bool| {
                members.iter().filter(|member| holds(member, row)).count()
            };
            let met = count(|member, row| member.met.get(row));
            let unknown = count(|member, row| member.unknown.get(row));
            counted.met.put(row, met >= least);
            counted
                .unknown
                .put(row, met < least && met + unknown >= least);
        }
        counted.failing_with(members.iter().map(|member| &**member))
    }

    fn score(&mut self, score: &Score) -> Result<AnswerColumn, EvaluationError> {
        let mut total = Tallies::zero(self.rows());
        let mut leasts = self.constant(Answer::Met);
        let mut failed = self.constant(Answer::Met);
        for block in &score.blocks {
            let points = self.block(block, &mut leasts, &mut failed)?;
            total.add(&points);
        }
        let above = score.pass.above;
        let pass = self.mark(&score.pass.threshold)?;
        let passed = total.reaching(&pass, above).and(&leasts);
        let answers = passed.failing_with([&failed]);
        Ok(
            match score
                .mark
                .as_ref()
                .and_then(|mark| self.sweep.table.columns().column(mark, 0))
            {
                Some(column) => remarked(answers, &column, &pass, above),
                None => answers,
            },
        )
    }

    /// The points of a block; its own mark and those of its items join the marks so far.
    fn block(
        &mut self,
        block: &Block,
        leasts: &mut AnswerColumn,
        failed: &mut AnswerColumn,
    ) -> Result<Tallies, EvaluationError> {
        let mut sum = Tallies::zero(self.rows());
        for item in &block.items {
            let points = self.item(item, failed);
            if let Some(least) = &item.least {
                *leasts = leasts.and(&points.reaching(&self.mark(least)?, false));
            }
            sum.add(&points);
        }
        sum.cap(block.max);
        if let Some(least) = &block.least {
            *leasts = leasts.and(&sum.reaching(&self.mark(least)?, false));
        }
        Ok(sum)
    }

    fn item(&mut self, item: &Item, failed: &mut AnswerColumn) -> Tallies {
        let mut best: Option<Tallies> = None;
        for (_, bands) in item.points.ways() {
            let points = self.way(bands, failed);
            best = Some(match best {
                Some(best) => best.better(&points),
                None => points,
            });
        }
        let mut points = best.unwrap_or_else(|| {
            let column = match &item.points {
                Points::Judged { mark: Some(mark) } => self.sweep.table.columns().column(mark, 0),
                Points::Judged { mark: None } | Points::Bands(_) | Points::BestOf(_) => None,
            };
            Tallies::judged(self.rows(), item.max, column.as_ref())
        });
        points.cap(Some(item.max));
        points
    }

    /// The bands in turn: a row leaves at the first band that is met.
    fn way(&mut self, bands: &[Band], failed: &mut AnswerColumn) -> Tallies {
        let mut points = Tallies::nowhere(self.rows());
        let mut left = Bitmap::full(self.rows());
        for band in bands {
            let answers = self.rule(&band.when);
            points.widen(
                &left.and(&answers.met.or(&answers.unknown)),
                band.points.low,
                band.points.high,
            );
            let counts = answers.failed.and(&left);
            failed.failed = failed.failed.or(&counts);
            if failed.first_failure.is_none() && counts.count() > 0 {
                failed.first_failure.clone_from(&answers.first_failure);
            }
            left = left.and(&answers.met.not());
        }
        points.widen(&left, 0, 0);
        points
    }

    fn mark(&self, threshold: &Threshold) -> Result<Exact, EvaluationError> {
        let id = match threshold {
            Threshold::Fixed(points) => return Ok(Exact::from(*points)),
            Threshold::Parameter(id) => id,
        };
        let failure = match self.parameters.parameter(id, None, self.sweep.table.day()) {
            Ok(read) => match read.value {
                Value::Number(mark) => return Ok(mark),
                Value::Flag(_)
                | Value::Code(_)
                | Value::Codes(_)
                | Value::Text(_)
                | Value::Day(_) => Failure::WrongType {
                    name: Arc::clone(id),
                },
            },
            Err(gap) => Failure::Parameter {
                id: Arc::clone(id),
                gap,
            },
        };
        let on = self.sweep.table.day();
        Err(EvaluationError::of(Arc::clone(id), failure, on))
    }
}

/// Rows in which exactly one condition is not met and none failed, counted in two planes of bits.
fn missed_by_one(
    conditions: &[(Arc<str>, Arc<AnswerColumn>)],
    failed: &Bitmap,
    rows: usize,
) -> Bitmap {
    let words = rows.div_ceil(crate::bitmap::WORD);
    let (mut once, mut twice) = (vec![0_u64; words], vec![0_u64; words]);
    for (_, answers) in conditions {
        let columns = answers.met.words().iter().zip(answers.unknown.words());
        for (place, (met, unknown)) in columns.enumerate() {
            let not_met = !(met | unknown);
            twice[place] |= once[place] & not_met;
            once[place] |= not_met;
        }
    }
    for (place, failed) in failed.words().iter().enumerate() {
        once[place] &= !twice[place] & !failed;
    }
    Bitmap::from_words(once, rows)
}
