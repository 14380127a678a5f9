//! Tables: totals of rows and columns, and columns computed from others.
//!
//! Main type: [`Grid`], a table by rows and columns with what the headings say. Totals are judged in `total`, shares, rates,
//! means and places in `derived`.

mod derived;
mod total;

use super::Remarks;
use crate::read::{Dimension, Document, Quantity, Row, Table, Unit};
use crate::words::has;
use benfu_rules::Exact;

/// Looks at every table of the document.
pub(crate) fn check(document: &Document<'_>, remarks: &mut Remarks) {
    for table in &document.tables {
        let grid = Grid::of(document.text, table);
        if grid.rows.len() >= 2 || grid.rows.len() == 1 && grid.width > 2 {
            total::check(&grid, remarks);
            derived::check(&grid, remarks);
        }
    }
}

/// A table with named columns.
struct Grid<'a> {
    text: &'a str,
    /// The headings of each column, of all heading rows together.
    heads: Vec<String>,
    /// Rows of the heading's width that are not headings.
    rows: Vec<&'a Row>,
    width: usize,
    /// The column that names the rows.
    label: usize,
    /// Whether the last row is the total whatever it is called.
    total_last: bool,
}

const TOTALS: &[&str] = &["合计", "总计", "总数", "共计", "总和", "汇总"];
const SUBTOTALS: &[&str] = &["小计"];
const WHOLE_AREA: &[&str] = &[
    "全区",
    "全市",
    "全县",
    "全省",
    "全集团",
    "全系统",
    "全园",
    "全部",
    "总体",
];

/// A figure written as its cell does: without the unit that only the heading names.
fn as_in_cell(grid: &Grid<'_>, cell: &Quantity, figure: &str) -> String {
    let unit: String = figure
        .chars()
        .filter(|sign| !sign.is_ascii_digit() && !"-.".contains(*sign))
        .collect();
    if cell.span.of(grid.text).ends_with(&unit) {
        return figure.to_owned();
    }
    figure.trim_end_matches(&unit).to_owned()
}

impl<'a> Grid<'a> {
    fn of(text: &'a str, table: &'a Table) -> Self {
        let width = table
            .rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        let head_rows = &table.rows[..table.head];
        let written = |heads: Vec<String>| match &table.inline {
            Some(inline) => inline.iter().map(|head| (*head).to_owned()).collect(),
            None => heads,
        };
        let heads: Vec<String> = (0..width)
            .map(|column| {
                let cells = head_rows.iter().filter(|row| row.cells.len() == width);
                cells
                    .filter_map(|row| row.cells.get(column))
                    .map(|cell| cell.span.of(text))
                    .collect()
            })
            .collect();
        let rows: Vec<&Row> = table.rows[table.head..]
            .iter()
            .filter(|row| row.cells.len() == width)
            .collect();
        let label = (0..width.min(2))
            .find(|&column| {
                rows.iter().any(|row| {
                    row.cells[column].number.is_none()
                        && !row.cells[column].span.of(text).is_empty()
                })
            })
            .unwrap_or(0);
        let serial = heads
            .first()
            .is_some_and(|head| has(head, &["序号", "编号"]))
            && width > 2;
        Self {
            text,
            heads: written(heads),
            rows,
            width,
            label: if serial { 1 } else { label },
            total_last: table.inline.is_some(),
        }
    }

    fn label_of(&self, row: usize) -> &'a str {
        let cells = &self.rows[row].cells;
        let own = cells[self.label].span.of(self.text);
        if own.is_empty() || self.label == 1 && has(cells[0].span.of(self.text), TOTALS) {
            return cells[0].span.of(self.text);
        }
        own
    }

    fn is_total(&self, row: usize) -> bool {
        let label = self.label_of(row);
        self.total_last && row + 1 == self.rows.len()
            || has(label, TOTALS)
            || has(label, WHOLE_AREA)
                && label.chars().count() <= 5
                && (row == 0 || row + 1 == self.rows.len())
    }

    fn is_subtotal(&self, row: usize) -> bool {
        has(self.label_of(row), SUBTOTALS)
    }

    /// Rows that are part of another row, or no amount at all.
    fn is_aside(&self, row: usize) -> bool {
        has(
            self.label_of(row),
            &[
                "其中", "#", "同比", "增长", "增速", "占比", "比重", "平均", "人均", "均值",
                "排名", "上年", "去年", "备注", "注：",
            ],
        )
    }

    fn is_total_column(&self, column: usize) -> bool {
        has(&self.heads[column], TOTALS) || has(&self.heads[column], SUBTOTALS)
    }

    /// Columns that cannot be added.
    fn is_rate_column(&self, column: usize) -> bool {
        has(
            &self.heads[column],
            &[
                "率", "占比", "比重", "增速", "增幅", "增长", "同比", "环比", "均", "强度", "排名",
                "名次", "位次", "序号", "编号", "单价", "年份", "得分", "评分", "指数", "密度",
                "比例", "%", "备注", "时间", "份额", "日期", "排序", "进度",
            ],
        )
    }

    /// The number of a cell, per cent when the heading says so.
    fn number(&self, row: usize, column: usize) -> Option<Quantity> {
        let quantity = self.rows[row].cells.get(column)?.number.clone()?;
        let head = &self.heads[column];
        if quantity.unit.dimension != Dimension::Bare {
            return Some(quantity);
        }
        let mut quantity = quantity;
        if head.contains('%') || head.contains("百分比") {
            quantity.adopt(Unit::PERCENT, &Unit::PERCENT.factor(), "");
        } else if head.contains("亿元") {
            // Whole 亿元 are rounded; other whole numbers of a table are counted.
            quantity.scale_word = "亿";
            quantity.scale = Exact::ONE;
        }
        Some(quantity)
    }

    /// Whether every row that counts has a number in the column.
    fn is_numeric(&self, column: usize) -> bool {
        column != self.label
            && !self.rows.is_empty()
            && (0..self.rows.len())
                .all(|row| self.number(row, column).is_some() || self.is_aside(row))
    }

    /// The rows that are neither totals nor asides.
    fn members(&self) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|&row| !self.is_total(row) && !self.is_subtotal(row) && !self.is_aside(row))
            .collect()
    }
}
