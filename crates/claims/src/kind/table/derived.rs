//! Columns computed from others: shares, growth, completion, means, places.
//!
//! Headings say what a column is; which columns it is computed from is read from the headings or, failing that, from the
//! rows: the formula that most rows bear out is the one meant, and the rows that do not are wrong.

use super::{Grid, as_in_cell};
use crate::band::Band;
use crate::finding::Kind;
use crate::kind::{Remark, Remarks};
use crate::read::{Unit, agrees};
use crate::words::{has, percent, printed, suggested};
use benfu_rules::Exact;

/// Judges every computed column.
pub(super) fn check(grid: &Grid<'_>, remarks: &mut Remarks) {
    for column in 0..grid.width {
        let head = grid.heads[column].as_str();
        if column == grid.label || head.is_empty() {
            continue;
        }
        if has(head, &["排名", "名次", "位次", "排序"]) {
            places(grid, column, remarks);
        } else if let Some((formulas, kind)) = formulas(grid, column, head) {
            best_formula(grid, column, &formulas, kind, remarks);
        }
    }
}

/// How a cell is computed from its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formula {
    /// The column over its total.
    OfTotal(usize),
    /// One column over another.
    Over(usize, usize),
    /// The relative change from one column to another.
    Growth(usize, usize),
    /// The difference.
    Minus(usize, usize),
}

/// What is possible for a heading; the first is the one the headings name, if any.
struct Formulas {
    named: Option<Formula>,
    others: Vec<Formula>,
}

fn amounts(grid: &Grid<'_>) -> Vec<usize> {
    (0..grid.width)
        .filter(|&column| {
            grid.is_numeric(column)
                && !grid.is_rate_column(column)
                && grid
                    .number(0, column)
                    .is_none_or(|number| number.is_amount())
        })
        .collect()
}

const COMPLETION: &[&str] = &[
    "完成率",
    "完成进度",
    "执行率",
    "完成比例",
    "达成率",
    "进度",
    "完成度",
];
const GROWTH: &[&str] = &["增速", "增长", "增幅", "同比", "变化率", "涨幅"];
const DIFFERENCE: &[&str] = &[
    "增加",
    "净增",
    "增减",
    "增量",
    "差额",
    "变化",
    "增长额",
    "增长量",
];

fn formulas(grid: &Grid<'_>, column: usize, head: &str) -> Option<(Formulas, Kind)> {
    let all = amounts(grid);
    if has(head, COMPLETION) {
        return Some((completion(grid, &all), Kind::Target));
    }
    if has(head, GROWTH) && !has(head, &["增长额", "增长量"]) && is_percent(grid, column) {
        let named = years(grid, &all).map(|(early, late)| Formula::Growth(early, late));
        let others = pairs(&all)
            .map(|(left, right)| Formula::Growth(left, right))
            .collect();
        return Some((Formulas { named, others }, Kind::Growth));
    }
    if has(head, DIFFERENCE) {
        let named = years(grid, &all).map(|(early, late)| Formula::Minus(late, early));
        let others = pairs(&all)
            .map(|(left, right)| Formula::Minus(left, right))
            .collect();
        return Some((Formulas { named, others }, Kind::TableSum));
    }
    if has(head, &["占比", "比重", "份额", "比例"]) {
        let named = only(&all).map(Formula::OfTotal);
        let mut others: Vec<Formula> = all.iter().map(|&other| Formula::OfTotal(other)).collect();
        others.extend(quotients(&all));
        return Some((Formulas { named, others }, Kind::TableShare));
    }
    let two = has(head, &["率"]) && all.len() == 2 && is_percent(grid, column);
    let named = two.then(|| Formula::Over(all[1], all[0]));
    let others = quotients(&all);
    has(head, &["率", "均", "强度", "密度", "单价"])
        .then_some((Formulas { named, others }, Kind::TableShare))
}

/// Result over plan, by the headings.
fn completion(grid: &Grid<'_>, all: &[usize]) -> Formulas {
    let with = |cues: &[&str]| -> Vec<usize> {
        all.iter()
            .copied()
            .filter(|&other| has(&grid.heads[other], cues))
            .collect()
    };
    let plan = with(&["目标", "计划", "预算", "任务", "指标", "年度安排"]);
    let mut done = with(&["完成", "实际", "支出", "执行", "累计", "到位", "拨付"]);
    done.retain(|column| !plan.contains(column));
    let named = only(&done)
        .zip(only(&plan))
        .map(|(done, plan)| Formula::Over(done, plan));
    Formulas {
        named,
        others: quotients(all),
    }
}

fn only(columns: &[usize]) -> Option<usize> {
    let [only] = columns else { return None };
    Some(*only)
}

fn pairs(columns: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    columns.iter().flat_map(|&left| {
        columns
            .iter()
            .filter(move |&&right| right != left)
            .map(move |&right| (left, right))
    })
}

fn quotients(columns: &[usize]) -> Vec<Formula> {
    pairs(columns)
        .map(|(left, right)| Formula::Over(left, right))
        .collect()
}

fn is_percent(grid: &Grid<'_>, column: usize) -> bool {
    (0..grid.rows.len()).any(|row| {
        grid.number(row, column)
            .is_some_and(|number| number.is_share())
    })
}

/// The two columns of an earlier and a later year.
fn years(grid: &Grid<'_>, columns: &[usize]) -> Option<(usize, usize)> {
    let year = |column: usize| -> Option<i64> {
        let head = &grid.heads[column];
        let digits: String = head
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        let named = if has(head, &["上年", "去年", "年初", "上期"]) {
            Some(1)
        } else {
            has(head, &["本年", "今年", "年末", "本期", "当年"]).then_some(2)
        };
        digits.parse().ok().filter(|year| *year > 1900).or(named)
    };
    let mut dated: Vec<(i64, usize)> = columns
        .iter()
        .filter_map(|&column| Some((year(column)?, column)))
        .collect();
    dated.sort_unstable();
    let [(early, from), (late, to)] = dated.as_slice() else {
        return None;
    };
    (early < late).then_some((*from, *to))
}

fn compute(grid: &Grid<'_>, row: usize, formula: Formula) -> Option<Band> {
    let band = |column: usize| grid.number(row, column)?.band();
    match formula {
        Formula::OfTotal(column) => band(column)?.over(&total_of(grid, column)?),
        Formula::Over(part, whole) => band(part)?.over(&band(whole)?),
        Formula::Growth(from, to) => band(to)?
            .over(&band(from)?)?
            .minus(&Band::exactly(Exact::ONE)),
        Formula::Minus(left, right) => band(left)?.minus(&band(right)?),
    }
}

/// The total of a column: its total row, else the sum of its rows.
fn total_of(grid: &Grid<'_>, column: usize) -> Option<Band> {
    if let Some(row) = (0..grid.rows.len()).find(|&row| grid.is_total(row)) {
        return grid.number(row, column)?.band();
    }
    let mut sum = Band::exactly(Exact::ZERO);
    for row in grid.members() {
        sum = sum.plus(&grid.number(row, column)?.band()?)?;
    }
    Some(sum)
}

/// The rows that a formula bears out, and those that it does not.
fn tried(grid: &Grid<'_>, column: usize, formula: Formula) -> (usize, Vec<usize>) {
    let (mut fitting, mut wrong) = (0, Vec::new());
    for row in 0..grid.rows.len() {
        if grid.is_aside(row) {
            continue;
        }
        let verdict = grid.number(row, column).and_then(|stated| {
            let computed = compute(grid, row, formula)?;
            agrees(&stated, &computed)
        });
        match verdict {
            Some(true) => fitting += 1,
            Some(false) => wrong.push(row),
            None => {}
        }
    }
    (fitting, wrong)
}

fn best_formula(
    grid: &Grid<'_>,
    column: usize,
    formulas: &Formulas,
    kind: Kind,
    remarks: &mut Remarks,
) {
    let named = formulas
        .named
        .map(|formula| (formula, tried(grid, column, formula)));
    let tries = formulas
        .others
        .iter()
        .map(|&formula| (formula, tried(grid, column, formula)));
    let best = tries.max_by_key(|(_, (fitting, wrong))| (*fitting, std::cmp::Reverse(wrong.len())));
    let (formula, wrong) = match (named, best) {
        // The formula that the headings name counts unless another explains more rows.
        (Some((formula, (fitting, wrong))), Some((_, (most, _))))
            if fitting >= most && (fitting >= wrong.len() || grid.rows.len() <= 2) =>
        {
            (formula, wrong)
        }
        (Some((formula, (_, wrong))), None) => (formula, wrong),
        (_, Some((formula, (fitting, wrong)))) if fitting >= 2 && fitting > wrong.len() => {
            (formula, wrong)
        }
        _ => return,
    };
    for row in wrong {
        remarks.extend(remark(grid, row, column, formula, kind));
    }
}

fn remark(
    grid: &Grid<'_>,
    row: usize,
    column: usize,
    formula: Formula,
    kind: Kind,
) -> Option<Remark> {
    let stated = grid.number(row, column)?;
    let right = compute(grid, row, formula)?.middle()?;
    let head = &grid.heads[column];
    let suggestion = if stated.unit == Unit::PERCENT {
        percent(&right, 2)
    } else {
        suggested(&right, &stated)
    };
    let name = |column: usize| grid.heads[column].clone();
    let computation = match formula {
        Formula::OfTotal(part) => format!("{} / Σ {}", name(part), name(part)),
        Formula::Over(part, whole) => format!("{} / {}", name(part), name(whole)),
        Formula::Growth(from, to) => format!("{} / {} - 1", name(to), name(from)),
        Formula::Minus(left, right) => format!("{} - {}", name(left), name(right)),
    };
    Some(
        Remark::error(
            kind,
            grid.rows[row].span,
            format!(
                "“{}”的“{head}”应为{suggestion},不是{}",
                grid.label_of(row),
                printed(&stated)
            ),
            format!(
                "\"{head}\" of this row is {suggestion}, not {}",
                printed(&stated)
            ),
            format!("{computation} = {suggestion}"),
        )
        .corrected(stated.span, as_in_cell(grid, &stated, &suggestion)),
    )
}

/// Places beside the column that they order.
fn places(grid: &Grid<'_>, column: usize, remarks: &mut Remarks) {
    let rows = grid.members();
    let candidates: Vec<usize> = (0..grid.width)
        .filter(|&other| {
            other != column
                && grid.is_numeric(other)
                && !has(&grid.heads[other], &["排名", "名次", "序号", "编号"])
        })
        .collect();
    let misplaced = |other: usize| {
        rows.iter()
            .copied()
            .filter(|&row| place_fits(grid, &rows, row, column, other) == Some(false))
            .collect::<Vec<_>>()
    };
    let Some(wrong) = candidates
        .iter()
        .map(|&other| misplaced(other))
        .min_by_key(Vec::len)
    else {
        return;
    };
    let clear = wrong.len() * 2 <= rows.len() || candidates.len() == 1 && wrong.len() < rows.len();
    if rows.len() < 3 || !clear {
        return;
    }
    for row in wrong {
        remarks.push(Remark::error(
            Kind::Rank,
            grid.rows[row].span,
            format!("“{}”的位次与所列数值不符", grid.label_of(row)),
            "the place does not follow from the values listed".to_owned(),
            grid.heads[column].clone(),
        ));
    }
}

fn place_fits(
    grid: &Grid<'_>,
    rows: &[usize],
    row: usize,
    column: usize,
    by: usize,
) -> Option<bool> {
    let place = grid.number(row, column)?.value.to_whole()?;
    let own = grid.number(row, by)?.value;
    let (mut above, mut even) = (0_i128, 0_i128);
    for &other in rows {
        let value = grid.number(other, by)?.value;
        above += i128::from(value > own);
        even += i128::from(value == own && other != row);
    }
    Some((above + 1..=above + 1 + even).contains(&place))
}
