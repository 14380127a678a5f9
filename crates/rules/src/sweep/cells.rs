//! Terms over a block of rows: one operand per row, one pass per node.
//!
//! Main function: [`Sweep::term`].

use std::borrow::Cow;
use std::sync::Arc;

use super::answers::Answers;
use super::{Loaded, Sweep};
use crate::columns::{Column, ColumnValues, RegisterColumn};
use crate::evaluate::recorded_none;
use crate::operand::{self, Computed, Failure, Operand};
use crate::plan::{Formula, Load, Ranks, RegisterLoad, Term, TestKind};
use crate::syntax::Comparison;
use crate::{Answer, Day, Exact, Value};

/// One operand per row, or the same for every row.
enum Cells<'a> {
    Each(Vec<Computed<'a>>),
    Same(Computed<'a>),
}

impl<'a> Cells<'a> {
    fn at(&self, row: usize) -> Result<&Operand<'a>, Failure> {
        let computed = match self {
            Self::Each(cells) => &cells[row],
            Self::Same(cell) => cell,
        };
        computed.as_ref().map_err(Failure::clone)
    }
}

impl<'a> Sweep<'a> {
    /// A comparison, row by row.
    pub(super) fn comparison(
        &self,
        [left, right]: [&Formula; 2],
        operator: Comparison,
        ranks: Option<&Ranks>,
    ) -> Answers {
        let (left, right) = (self.term(&left.term), self.term(&right.term));
        Answers::collect(self.rows, |row| {
            Ok(operand::compare(
                left.at(row)?,
                operator,
                right.at(row)?,
                ranks,
            ))
        })
    }

    /// A condition that has no conditions inside.
    pub(super) fn leaf(&self, kind: &TestKind) -> Answers {
        match kind {
            TestKind::Flag(formula) => self.each(formula, operand::flag),
            TestKind::OneOf { item, list } => self.each(item, |item| operand::one_of(item, list)),
            TestKind::Among { item, codes } => {
                let (item, codes) = (self.term(&item.term), self.term(&codes.term));
                Answers::collect(self.rows, |row| {
                    Ok(operand::among(item.at(row)?, codes.at(row)?))
                })
            }
            TestKind::Held(load) => self.held(load),
            TestKind::RecordedAsNone(load) => self.recorded_as_none(load),
            TestKind::Constant(_)
            | TestKind::All(_)
            | TestKind::Any(_)
            | TestKind::Not(_)
            | TestKind::Choice(_)
            | TestKind::Compare { .. } => Answers::clear(self.rows),
        }
    }

    /// The operands of a term, row by row; none when one of them fails.
    pub(super) fn operands(&self, term: &Term) -> Option<Vec<Operand<'static>>> {
        let cells = self.term(term);
        let operand = |row| match cells.at(row) {
            Ok(Operand::Unknown) => Some(Operand::Unknown),
            Ok(Operand::Nothing) => Some(Operand::Nothing),
            Ok(Operand::Known(value)) => Some(Operand::Known(Cow::Owned((**value).clone()))),
            Err(_) => None,
        };
        (0..self.rows).map(operand).collect()
    }

    fn each(&self, formula: &Formula, answer: impl Fn(&Operand<'_>) -> Answer) -> Answers {
        let cells = self.term(&formula.term);
        Answers::collect(self.rows, |row| cells.at(row).map(&answer))
    }

    fn held(&self, load: &RegisterLoad) -> Answers {
        let column = self.register(load);
        Answers::collect(self.rows, |row| {
            Ok(match register_count(column, self.start + row) {
                (count, _) if count > 0 => Answer::Met,
                (_, true) => Answer::NotMet,
                (_, false) => Answer::Unknown,
            })
        })
    }

    fn recorded_as_none(&self, load: &Load) -> Answers {
        let column = self.column(load);
        Answers::collect(self.rows, |row| {
            let row = self.start + row;
            Ok(match column {
                Some(column) if absent(column, row) => Answer::Met,
                Some(column) if value(load, column, row)?.is_some() => Answer::NotMet,
                Some(_) | None => Answer::Unknown,
            })
        })
    }

    pub(super) fn column(&self, load: &Load) -> Option<&'a Column<'a>> {
        match self.loaded.get(&load.question())? {
            Loaded::Concept(column) => column.as_ref(),
            Loaded::Register(_) => None,
        }
    }

    pub(super) fn register(&self, load: &RegisterLoad) -> Option<&'a RegisterColumn<'a>> {
        match self.loaded.get(&load.question())? {
            Loaded::Register(column) => column.as_ref(),
            Loaded::Concept(_) => None,
        }
    }

    /// The operands of a term.
    fn term<'t>(&self, term: &'t Term) -> Cells<'t>
    where
        'a: 't,
    {
        match term {
            Term::Constant(value, _) => Cells::Same(Ok(Operand::Known(Cow::Borrowed(value)))),
            Term::Today => Cells::Same(Ok(Operand::Known(Cow::Owned(Value::Day(self.on))))),
            Term::Load(load) => self.load(load),
            Term::Parameter { id, by, .. } => self.parameter(id, by.as_deref()),
            Term::Sum(terms) => {
                let cells = self.terms(terms);
                self.map(|row| operand::sum(row_of(&cells, row)?.into_iter()))
            }
            Term::Product(factors) => {
                let cells = self.terms(factors);
                self.map(|row| operand::product(row_of(&cells, row)?.into_iter()))
            }
            Term::Power(base, exponent) => {
                let base = self.term(base);
                self.map(|row| operand::power(base.at(row)?, *exponent))
            }
            Term::Choice(test, branches) => {
                let test = self.condition(test);
                let [yes, no] = branches.each_ref().map(|branch| self.term(branch));
                self.map(|row| chosen(&test, &yes, &no, row))
            }
            Term::Elapsed(unit, days) => {
                let [from, to] = days.each_ref().map(|day| self.term(day));
                self.map(|row| Ok(operand::elapsed(*unit, from.at(row)?, to.at(row)?)))
            }
            Term::Count(load) => self.count(load),
        }
    }

    fn map<'t>(&self, cell: impl Fn(usize) -> Computed<'t>) -> Cells<'t> {
        Cells::Each((0..self.rows).map(cell).collect())
    }

    fn terms<'t>(&self, terms: &'t [(bool, Term)]) -> Vec<(bool, Cells<'t>)>
    where
        'a: 't,
    {
        let one = |(inverted, term): &'t (bool, Term)| (*inverted, self.term(term));
        terms.iter().map(one).collect()
    }

    fn load<'t>(&self, load: &'t Load) -> Cells<'t>
    where
        'a: 't,
    {
        let Some(column) = self.column(load) else {
            return Cells::Same(Ok(Operand::Unknown));
        };
        self.map(|row| cell(load, column, self.start + row))
    }

    fn parameter<'t>(&self, id: &Arc<str>, by: Option<&'t Term>) -> Cells<'t>
    where
        'a: 't,
    {
        let read = |key: Option<&Value>| {
            let found = self.parameters.parameter(id, key, self.on);
            let value = found.map_err(|gap| Failure::Parameter {
                id: Arc::clone(id),
                gap,
            });
            Ok(Operand::Known(Cow::Owned(value?.value)))
        };
        let Some(by) = by else {
            return Cells::Same(read(None));
        };
        let keys = self.term(by);
        self.map(|row| match keys.at(row)? {
            Operand::Unknown => Ok(Operand::Unknown),
            Operand::Nothing => Ok(Operand::Nothing),
            Operand::Known(key) => read(Some(key)),
        })
    }

    fn count<'t>(&self, load: &RegisterLoad) -> Cells<'t> {
        let column = self.register(load);
        self.map(|row| {
            Ok(match register_count(column, self.start + row) {
                (count, true) => Operand::number(Exact::from(count)),
                (_, false) => Operand::Unknown,
            })
        })
    }
}

fn row_of<'c, 't>(
    cells: &'c [(bool, Cells<'t>)],
    row: usize,
) -> Result<Vec<(bool, &'c Operand<'t>)>, Failure> {
    let one = |(inverted, cells): &'c (bool, Cells<'t>)| Ok((*inverted, cells.at(row)?));
    cells.iter().map(one).collect()
}

fn chosen<'t>(test: &Answers, yes: &Cells<'t>, no: &Cells<'t>, row: usize) -> Computed<'t> {
    if let Some(failure) = test.failure(row) {
        return Err(failure.clone());
    }
    match test.get(row) {
        Answer::Met => yes.at(row).cloned(),
        Answer::NotMet => no.at(row).cloned(),
        Answer::Unknown => {
            let (yes, no) = (yes.at(row)?.clone(), no.at(row)?.clone());
            Ok(operand::choose(Answer::Unknown, yes, no))
        }
    }
}

/// The rows of a register and whether it is complete for the subject.
fn register_count(column: Option<&RegisterColumn<'_>>, row: usize) -> (u32, bool) {
    match column.and_then(|column| Some((column, column.counts.get(row)?))) {
        Some((column, count)) => (*count, column.complete.get(row)),
        None => (0, false),
    }
}

fn absent(column: &Column<'_>, row: usize) -> bool {
    column.recorded_none.get(row) || column.not_applicable.get(row)
}

fn cell<'t>(load: &Load, column: &'t Column<'_>, row: usize) -> Computed<'t> {
    if column.recorded_none.get(row) {
        return Ok(recorded_none(load));
    }
    if column.not_applicable.get(row) {
        return Ok(Operand::Nothing);
    }
    Ok(value(load, column, row)?.map_or(Operand::Unknown, Operand::Known))
}

/// The value of a row, when it is known.
fn value<'t>(
    load: &Load,
    column: &'t Column<'_>,
    row: usize,
) -> Result<Option<Cow<'t, Value>>, Failure> {
    if !column.known.get(row) {
        return Ok(None);
    }
    let value = stored(&column.values, row)?;
    match value {
        Some(value) if !load.kind.admits(&value) => Err(Failure::WrongType {
            name: Arc::clone(&load.concept),
        }),
        value => Ok(value),
    }
}

fn stored<'t>(values: &'t ColumnValues<'_>, row: usize) -> Result<Option<Cow<'t, Value>>, Failure> {
    Ok(match values {
        ColumnValues::Flags(flags) => {
            (row < flags.len()).then(|| Cow::Owned(Value::Flag(flags.get(row))))
        }
        ColumnValues::Numbers { units, per } => match units.get(row) {
            Some(units) => Some(Cow::Owned(Value::Number(Exact::ratio(
                i128::from(*units),
                i128::from(*per),
            )?))),
            None => None,
        },
        ColumnValues::Days(days) => {
            let day = days.get(row).and_then(|number| Day::from_number(*number));
            day.map(|day| Cow::Owned(Value::Day(day)))
        }
        ColumnValues::Indexed { index, values } => {
            let place = index
                .get(row)
                .and_then(|place| usize::try_from(*place).ok());
            place.and_then(|place| values.get(place)).map(Cow::Borrowed)
        }
    })
}
