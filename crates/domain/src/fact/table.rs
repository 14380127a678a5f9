//! The facts of many subjects side by side, as columns a sweep can read.
//!
//! Main type: [`FactTable`]. It answers row by row what a [`super::FactBook`] of the subject would answer.

use super::Observed;
use crate::period::Period;
use benfu_rules::{Bitmap, Column, ColumnValues, Columns, Day, Exact, RegisterColumn, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Facts of so many subjects, as of one day.
#[derive(Debug, Clone)]
pub struct FactTable {
    rows: usize,
    closed_year: i32,
    /// Cells by concept and year; none for values without a year.
    concepts: BTreeMap<(String, Option<i32>), Cells>,
    registers: BTreeMap<(String, Option<String>), Vec<u32>>,
    complete: BTreeMap<String, Bitmap>,
}

#[derive(Debug, Clone)]
struct Cells {
    known: Bitmap,
    recorded_none: Bitmap,
    not_applicable: Bitmap,
    values: CellValues,
}

/// Whole numbers while all are whole, days while all are days, any values else.
#[derive(Debug, Clone)]
enum CellValues {
    Empty,
    Numbers(Vec<i64>),
    Days(Vec<i32>),
    Any(Listed),
}

/// Values once each, and the place of each row's value.
#[derive(Debug, Clone, Default)]
struct Listed {
    index: Vec<u32>,
    values: Vec<Value>,
    places: HashMap<Value, u32>,
}

impl Listed {
    fn place(&mut self, value: Value) -> u32 {
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(value.clone()).or_insert(next);
        if place == next {
            self.values.push(value);
        }
        place
    }

    fn of<T>(cells: &[T], value: impl Fn(&T) -> Value) -> Listed {
        let mut listed = Listed::default();
        for cell in cells {
            let place = listed.place(value(cell));
            listed.index.push(place);
        }
        listed
    }
}

impl FactTable {
    /// A table without facts, for an evaluation on a day.
    pub fn new(rows: usize, on: Day) -> FactTable {
        FactTable {
            rows,
            closed_year: on.year() - 1,
            concepts: BTreeMap::new(),
            registers: BTreeMap::new(),
            complete: BTreeMap::new(),
        }
    }

    /// How many subjects there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Records a fact of a subject; a row beyond the end is left alone.
    pub fn put(&mut self, row: usize, concept: &str, period: Period, observed: Observed) {
        if row >= self.rows {
            return;
        }
        let year = match period {
            Period::Year(year) => Some(year),
            Period::Always
            | Period::Half(..)
            | Period::Quarter(..)
            | Period::Month(..)
            | Period::Day(_) => None,
        };
        let rows = self.rows;
        let cells = self
            .concepts
            .entry((concept.to_owned(), year))
            .or_insert_with(|| Cells::new(rows));
        match observed {
            Observed::Value(value) => {
                cells.known.put(row, true);
                cells.values.put(row, rows, value);
            }
            Observed::None => cells.recorded_none.put(row, true),
            Observed::NotApplicable => cells.not_applicable.put(row, true),
        }
    }

    /// Forgets everything about a subject.
    pub fn clear(&mut self, row: usize) {
        for cells in self.concepts.values_mut() {
            for mask in [
                &mut cells.known,
                &mut cells.recorded_none,
                &mut cells.not_applicable,
            ] {
                mask.put(row, false);
            }
        }
        for counts in self.registers.values_mut() {
            if let Some(count) = counts.get_mut(row) {
                *count = 0;
            }
        }
        for complete in self.complete.values_mut() {
            complete.put(row, false);
        }
    }

    /// Records that a subject holds a row of a register, of a level unless that is empty.
    pub fn hold(&mut self, row: usize, register: &str, level: &str) {
        self.count(row, register, None);
        if !level.is_empty() {
            self.count(row, register, Some(level));
        }
    }

    /// The subjects that hold a row of a register, of a level unless that is empty.
    pub fn holders(&self, register: &str, level: &str) -> Bitmap {
        let level = (!level.is_empty()).then(|| level.to_owned());
        match self.registers.get(&(register.to_owned(), level)) {
            Some(counts) => counts.iter().map(|count| *count > 0).collect(),
            None => Bitmap::clear(self.rows),
        }
    }

    fn count(&mut self, row: usize, register: &str, level: Option<&str>) {
        let rows = self.rows;
        let key = (register.to_owned(), level.map(str::to_owned));
        let counts = self.registers.entry(key).or_insert_with(|| vec![0; rows]);
        if let Some(count) = counts.get_mut(row) {
            *count = count.saturating_add(1);
        }
    }

    /// Records that a register is complete for a subject, so that no row means no.
    pub fn complete(&mut self, row: usize, register: &str) {
        let rows = self.rows;
        let complete = self.complete.entry(register.to_owned());
        complete
            .or_insert_with(|| Bitmap::clear(rows))
            .put(row, true);
    }
}

impl Cells {
    fn new(rows: usize) -> Cells {
        Cells {
            known: Bitmap::clear(rows),
            recorded_none: Bitmap::clear(rows),
            not_applicable: Bitmap::clear(rows),
            values: CellValues::Empty,
        }
    }

    fn column(&self) -> Column<'_> {
        Column {
            known: Cow::Borrowed(&self.known),
            recorded_none: Cow::Borrowed(&self.recorded_none),
            not_applicable: Cow::Borrowed(&self.not_applicable),
            values: match &self.values {
                CellValues::Empty => ColumnValues::Indexed {
                    index: Cow::Borrowed(&[]),
                    values: Cow::Borrowed(&[]),
                },
                CellValues::Numbers(units) => ColumnValues::Numbers {
                    units: Cow::Borrowed(units),
                    per: 1,
                },
                CellValues::Days(days) => ColumnValues::Days(Cow::Borrowed(days)),
                CellValues::Any(listed) => ColumnValues::Indexed {
                    index: Cow::Borrowed(&listed.index),
                    values: Cow::Borrowed(&listed.values),
                },
            },
        }
    }
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => i64::try_from(number.to_whole()?).ok(),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => None,
    }
}

impl CellValues {
    fn put(&mut self, row: usize, rows: usize, value: Value) {
        if let CellValues::Empty = self {
            *self = match &value {
                Value::Number(_) => CellValues::Numbers(vec![0; rows]),
                Value::Day(_) => CellValues::Days(vec![0; rows]),
                Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) => {
                    CellValues::Any(Listed {
                        index: vec![0; rows],
                        ..Listed::default()
                    })
                }
            };
        }
        match (&mut *self, &value) {
            (CellValues::Days(days), Value::Day(day)) => days[row] = day.number(),
            (CellValues::Numbers(units), _) if whole(&value).is_some() => {
                units[row] = whole(&value).unwrap_or_default();
            }
            _ => self.put_any(row, value),
        }
    }

    fn put_any(&mut self, row: usize, value: Value) {
        let mut listed = match std::mem::replace(self, CellValues::Empty) {
            CellValues::Any(listed) => listed,
            CellValues::Numbers(units) => {
                Listed::of(&units, |unit| Value::Number(Exact::from(*unit)))
            }
            CellValues::Days(days) => {
                let day = |day: &i32| Value::Day(Day::from_number(*day).unwrap_or(Day::MIN));
                Listed::of(&days, day)
            }
            CellValues::Empty => Listed::default(),
        };
        listed.index[row] = listed.place(value);
        *self = CellValues::Any(listed);
    }
}

impl Columns for FactTable {
    fn column(&self, concept: &str, years_back: u8) -> Option<Column<'_>> {
        let year = self.closed_year - i32::from(years_back);
        let of = |year| {
            self.concepts
                .get(&(concept.to_owned(), year))
                .map(Cells::column)
        };
        let timeless = if years_back == 0 { of(None) } else { None };
        match (of(Some(year)), timeless) {
            (Some(yearly), Some(timeless)) => Some(laid_over(&yearly, &timeless, self.rows)),
            (yearly, timeless) => yearly.or(timeless),
        }
    }

    fn register(
        &self,
        register: &str,
        level: Option<&str>,
        _on: Day,
    ) -> Option<RegisterColumn<'_>> {
        let key = (register.to_owned(), level.map(str::to_owned));
        let counts = self.registers.get(&key);
        let complete = self.complete.get(register);
        if counts.is_none() && complete.is_none() {
            return None;
        }
        Some(RegisterColumn {
            counts: counts.map_or_else(|| Cow::Owned(vec![0; self.rows]), Cow::from),
            complete: complete.map_or_else(|| Cow::Owned(Bitmap::clear(self.rows)), Cow::Borrowed),
        })
    }
}

/// A year's values where there are any, else those without a year.
fn laid_over<'a>(over: &Column<'_>, under: &Column<'_>, rows: usize) -> Column<'a> {
    let mut cells = Cells::new(rows);
    for row in 0..rows {
        let said = |column: &Column<'_>| {
            column.known.get(row) || column.recorded_none.get(row) || column.not_applicable.get(row)
        };
        let column = if said(over) { over } else { under };
        cells.recorded_none.put(row, column.recorded_none.get(row));
        cells
            .not_applicable
            .put(row, column.not_applicable.get(row));
        if let Some(value) = column
            .known
            .get(row)
            .then(|| value_of(column, row))
            .flatten()
        {
            cells.known.put(row, true);
            cells.values.put(row, rows, value);
        }
    }
    let Cells {
        known,
        recorded_none,
        not_applicable,
        values,
    } = cells;
    let values = match values {
        CellValues::Empty => ColumnValues::Days(Cow::Owned(Vec::new())),
        CellValues::Numbers(units) => ColumnValues::Numbers {
            units: Cow::Owned(units),
            per: 1,
        },
        CellValues::Days(days) => ColumnValues::Days(Cow::Owned(days)),
        CellValues::Any(listed) => ColumnValues::Indexed {
            index: Cow::Owned(listed.index),
            values: Cow::Owned(listed.values),
        },
    };
    Column {
        known: Cow::Owned(known),
        recorded_none: Cow::Owned(recorded_none),
        not_applicable: Cow::Owned(not_applicable),
        values,
    }
}

fn value_of(column: &Column<'_>, row: usize) -> Option<Value> {
    match &column.values {
        ColumnValues::Flags(flags) => Some(Value::Flag(flags.get(row))),
        ColumnValues::Numbers { units, per } => {
            let number = Exact::ratio(i128::from(*units.get(row)?), i128::from(*per)).ok()?;
            Some(Value::Number(number))
        }
        ColumnValues::Days(days) => Day::from_number(*days.get(row)?).map(Value::Day),
        ColumnValues::Indexed { index, values } => {
            let place = usize::try_from(*index.get(row)?).ok()?;
            values.get(place).cloned()
        }
    }
}
