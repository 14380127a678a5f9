//! The rows of a sheet, whatever its format.
//!
//! [`Rows`] is an iterator of owned rows; [`Rows::read_into`] is the same without an allocation per
//! row. Blank rows are passed over, their numbers are not.

use std::collections::VecDeque;
use std::fmt;

use super::cell::Row;
use super::row_error::{RowError, RowFault};

/// A format's way to read its next row. `Ok(false)` is the end; an error may be followed by more.
pub(crate) trait ReadRow {
    fn read(&mut self, row: &mut Row) -> Result<bool, RowError>;
}

/// The rows below a sheet's header.
pub struct Rows<'a> {
    reader: Box<dyn ReadRow + Send + 'a>,
    ahead: VecDeque<Result<Row, RowError>>,
    left: u64,
    limit: u64,
    hidden: u64,
    is_over: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(reader: Box<dyn ReadRow + Send + 'a>, limit: u64) -> Self {
        let ahead = VecDeque::new();
        Self {
            reader,
            ahead,
            left: limit,
            limit,
            hidden: 0,
            is_over: false,
        }
    }

    /// Reads the next row that is not blank into `row`, reusing its memory; `false` at the end.
    ///
    /// # Errors
    /// What is wrong with the row; unless it [ends the reading](RowError::ends_reading), the next
    /// call goes on with the next row.
    pub fn read_into(&mut self, row: &mut Row) -> Result<bool, RowError> {
        if let Some(ready) = self.ahead.pop_front() {
            *row = ready?;
            self.hidden += u64::from(row.hidden);
            return Ok(true);
        }
        let more = self.read_fresh(row)?;
        self.hidden += u64::from(more && row.hidden);
        Ok(more)
    }

    /// How many of the rows given so far the sheet hides from its readers.
    pub fn hidden_rows(&self) -> u64 {
        self.hidden
    }

    fn read_fresh(&mut self, row: &mut Row) -> Result<bool, RowError> {
        while !self.is_over {
            let result = self.reader.read(row);
            self.is_over = match &result {
                Ok(more) => !more,
                Err(error) => error.ends_reading(),
            };
            if result? && !row.is_empty() {
                return self.count_down(row);
            }
        }
        Ok(false)
    }

    fn count_down(&mut self, row: &Row) -> Result<bool, RowError> {
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            return Ok(true);
        }
        self.is_over = true;
        Err(RowFault::TooManyRows { limit: self.limit }.at(row.number))
    }

    /// Reads up to `count` rows ahead, to look at them before they are given out.
    pub(crate) fn look_ahead(&mut self, count: usize) -> &mut VecDeque<Result<Row, RowError>> {
        while self.ahead.len() < count {
            let mut row = Row::new();
            match self.read_fresh(&mut row) {
                Ok(false) => break,
                Ok(true) => self.ahead.push_back(Ok(row)),
                Err(error) => self.ahead.push_back(Err(error)),
            }
        }
        &mut self.ahead
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = Row::new();
        match self.read_into(&mut row) {
            Ok(false) => None,
            Ok(true) => Some(Ok(row)),
            Err(error) => Some(Err(error)),
        }
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}
