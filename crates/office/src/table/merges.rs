//! Merged areas of a sheet and the cells they cover.
//!
//! A workbook stores a merged value in the area's first cell only. [`Merges::fill`] repeats it in
//! the cells that a reader sees it in, row by row while the sheet streams by.

use super::cell::Row;
use super::error::Refusal;
use super::row_error::RowFault;
use crate::limits::Limits;

/// A merged area: rows counted from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) top: u64,
    pub(crate) bottom: u64,
    pub(crate) left: usize,
    pub(crate) right: usize,
}

/// The areas of a sheet, in the order their first rows come.
#[derive(Debug)]
pub(crate) struct Merges {
    areas: Vec<Area>,
    next: usize,
    active: Vec<(Area, Row)>,
    columns: usize,
}

impl Merges {
    /// The areas of the sheet of this name.
    pub(crate) fn new(mut areas: Vec<Area>, sheet: &str, limits: &Limits) -> Result<Self, Refusal> {
        if areas.len() > limits.merged_areas {
            let limit = limits.merged_areas;
            return Err(Refusal::MergedAreas {
                sheet: sheet.to_owned(),
                limit,
            });
        }
        areas.sort_by_key(|area| (area.top, area.left));
        Ok(Self {
            areas,
            next: 0,
            active: Vec::new(),
            columns: limits.columns,
        })
    }

    /// Puts the values of merged areas into the empty cells of `row` that they cover.
    pub(crate) fn fill(&mut self, row: &mut Row) -> Result<(), RowFault> {
        self.active.retain(|(area, _)| area.bottom >= row.number);
        self.begin_areas(row);
        let mut covered = 0;
        for (area, value) in &self.active {
            let right = area.right.min(self.columns.saturating_sub(1));
            covered += (right + 1).saturating_sub(area.left);
            if covered > self.columns {
                return Err(RowFault::OverlappingMerges);
            }
            for column in area.left..=right {
                if row.cell(column).is_empty() {
                    row.set(column, value.cell(0));
                }
            }
        }
        row.drop_trailing_empty();
        Ok(())
    }

    /// Areas that begin on this row take their value from it; those whose first row was blank or
    /// missing have none.
    fn begin_areas(&mut self, row: &Row) {
        while let Some(area) = self
            .areas
            .get(self.next)
            .filter(|area| area.top <= row.number)
        {
            self.next += 1;
            let source = row.cell(area.left);
            let has_value = area.top == row.number && !source.is_empty();
            if has_value && area.bottom >= row.number {
                let mut value = Row::new();
                value.set(0, source);
                self.active.push((*area, value));
            }
        }
    }
}
