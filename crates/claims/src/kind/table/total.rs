//! Totals of columns and rows.

use super::{Grid, as_in_cell};
use crate::band::Band;
use crate::finding::Kind;
use crate::kind::{Remark, Remarks};
use crate::read::{Quantity, agrees};
use crate::words::{has, like, printed, suggested};
use benfu_rules::Exact;

/// Judges total rows and total columns.
pub(super) fn check(grid: &Grid<'_>, remarks: &mut Remarks) {
    for row in 0..grid.rows.len() {
        if grid.is_total(row) || grid.is_subtotal(row) {
            remarks.extend(total_row(grid, row));
        }
    }
    for column in 0..grid.width {
        if grid.is_total_column(column) || is_year(grid, column) {
            total_column(grid, column, remarks);
        }
    }
}

/// 全年 beside quarters, half-years or months.
fn is_year(grid: &Grid<'_>, column: usize) -> bool {
    let parts = (0..grid.width)
        .filter(|&other| has(&grid.heads[other], &["季度", "半年", "月"]))
        .count();
    grid.heads[column].starts_with("全年") && parts >= 2
}

/// The rows that a total row may be the sum of: the members above it since the last subtotal, all members, the subtotals.
fn summands(grid: &Grid<'_>, total: usize) -> Vec<Vec<usize>> {
    let members = grid.members();
    let subtotals: Vec<usize> = (0..total).filter(|&row| grid.is_subtotal(row)).collect();
    if grid.is_subtotal(total) {
        let from = subtotals.last().map_or(0, |last| last + 1);
        let above: Vec<usize> = members
            .into_iter()
            .filter(|&row| row >= from && row < total)
            .collect();
        return vec![above];
    }
    let mut choices = vec![members];
    if subtotals.len() > 1 {
        choices.push(subtotals);
    }
    choices.retain(|rows| rows.len() >= 2);
    choices
}

fn total_row(grid: &Grid<'_>, total: usize) -> Option<Remark> {
    let choices = summands(grid, total);
    let asides = (0..grid.rows.len())
        .any(|row| grid.is_aside(row) && grid.label_of(row).starts_with("其中"));
    let columns: Vec<usize> = (0..grid.width)
        .filter(|&column| addable(grid, column))
        .collect();
    let wrong: Vec<usize> = columns
        .iter()
        .filter(|&&column| {
            choices
                .iter()
                .all(|rows| fits(grid, total, rows, column) == Some(false))
                && !choices.is_empty()
        })
        .copied()
        .collect();
    let strange = columns.len() > 2 && wrong.len() == columns.len() || asides && wrong.len() > 1;
    let column = *wrong.first()?;
    if strange || asides && columns.len() < 2 {
        return None;
    }
    let rows = choices.first()?;
    let stated = grid.number(total, column)?;
    let numbers: Vec<Quantity> = rows
        .iter()
        .filter_map(|&row| grid.number(row, column))
        .collect();
    remark(grid, total, &stated, &numbers, &grid.heads[column])
}

fn addable(grid: &Grid<'_>, column: usize) -> bool {
    let shares = (0..grid.rows.len()).any(|row| {
        grid.number(row, column)
            .is_some_and(|number| !number.is_amount())
    });
    column != grid.label && grid.is_numeric(column) && !grid.is_rate_column(column) && !shares
}

fn fits(grid: &Grid<'_>, total: usize, rows: &[usize], column: usize) -> Option<bool> {
    let mut sum = Band::exactly(Exact::ZERO);
    for &row in rows {
        sum = sum.plus(&grid.number(row, column)?.band()?)?;
    }
    agrees(&grid.number(total, column)?, &sum)
}

fn remark(
    grid: &Grid<'_>,
    row: usize,
    stated: &Quantity,
    parts: &[Quantity],
    head: &str,
) -> Option<Remark> {
    let mut sum = Exact::ZERO;
    for part in parts {
        sum = sum.checked_add(&part.value).ok()?;
    }
    let terms: Vec<String> = parts.iter().map(printed).collect();
    let right = suggested(&sum, stated);
    let cell = as_in_cell(grid, stated, &right);
    Some(
        Remark::error(
            Kind::TableSum,
            grid.rows[row].span,
            format!("“{head}”的合计应为{right},不是{}", printed(stated)),
            format!(
                "the total of \"{head}\" is {right}, not {}",
                printed(stated)
            ),
            format!("{} = {}", terms.join(" + "), like(&sum, stated)),
        )
        .corrected(stated.span, cell),
    )
}

fn total_column(grid: &Grid<'_>, total: usize, remarks: &mut Remarks) {
    let addends = |column: &usize| {
        *column != total
            && addable(grid, *column)
            && !grid.is_total_column(*column)
            && !has(&grid.heads[*column], &["其中"])
    };
    let left: Vec<usize> = (0..total).filter(addends).collect();
    let right: Vec<usize> = (total + 1..grid.width).filter(addends).collect();
    let plain = (0..grid.width).all(|column| !grid.heads[column].contains("其中"));
    let choices = [left, right];
    let best = choices
        .iter()
        .filter(|columns| columns.len() >= 2)
        .max_by_key(|columns| {
            (0..grid.rows.len())
                .filter(|&row| row_fits(grid, row, total, columns) == Some(true))
                .count()
        });
    let Some(columns) = best.filter(|_| plain) else {
        return;
    };
    let wrong: Vec<usize> = (0..grid.rows.len())
        .filter(|&row| row_fits(grid, row, total, columns) == Some(false))
        .collect();
    let fitting = (0..grid.rows.len())
        .filter(|&row| row_fits(grid, row, total, columns) == Some(true))
        .count();
    if wrong.len() > fitting && grid.rows.len() > 2 {
        return;
    }
    for row in wrong {
        let parts: Vec<Quantity> = columns
            .iter()
            .filter_map(|&column| grid.number(row, column))
            .collect();
        if let Some(stated) = grid.number(row, total) {
            remarks.extend(remark(grid, row, &stated, &parts, grid.label_of(row)));
        }
    }
}

fn row_fits(grid: &Grid<'_>, row: usize, total: usize, columns: &[usize]) -> Option<bool> {
    let mut sum = Band::exactly(Exact::ZERO);
    for &column in columns {
        sum = sum.plus(&grid.number(row, column)?.band()?)?;
    }
    agrees(&grid.number(row, total)?, &sum)
}
