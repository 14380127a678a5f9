//! A row of a list of activities, read into a dated event with its count.

use super::offer::kind_named;
use super::party::region;
use crate::import::cells::{Cells, reason};
use benfu_domain::Day;
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_domain::written;

/// A row of an activity.
#[derive(Debug)]
pub(in crate::import) struct ActivityRecord {
    pub(in crate::import) kind: String,
    pub(in crate::import) title: String,
    pub(in crate::import) on: Day,
    pub(in crate::import) count: i64,
    pub(in crate::import) region: RegionCode,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<ActivityRecord> {
    let title = cells.required_line("title");
    cells.required_line("kind");
    let kind = kind_named(cells, &cells.plan.pack.activity_kinds);
    let on = day(cells);
    let count = cells.read("count", written::count).unwrap_or(1);
    Some(ActivityRecord {
        kind: kind?,
        title,
        on: on?,
        count,
        region: region(cells),
    })
}

/// An activity counts on its day: a month is not enough.
fn day(cells: &Cells<'_>) -> Option<Day> {
    if let Some(Period::Day(day)) = cells.period("on") {
        return Some(day);
    }
    let called = cells.plan.called("on");
    cells.reject(reason(
        format!("“{called}”没有写到日"),
        format!("'{called}' does not name the day"),
        ("请写成 2025-06-30", "write 2025-06-30"),
    ));
    None
}
