//! The yearly notices on public holidays.

use super::document::Documents;
use crate::fault;
use crate::layers::Layers;
use crate::layout::Shelf;
use crate::reader::{Log, Node, Table, with_table};
use benfu_domain::calendar::{Calendar, CalendarError, CalendarYear};
use std::collections::BTreeMap;

/// The calendar of all years there are.
pub(crate) fn calendar(layers: &Layers, log: &Log, documents: &Documents) -> Calendar {
    let mut years = BTreeMap::new();
    for (year, file) in layers.shelf(Shelf::Calendars) {
        let notice = with_table(file, log, |table| notice(table, documents));
        if let Ok(year) = year.parse::<i32>() {
            years.insert(year, notice);
        }
    }
    Calendar::new(years).unwrap_or_else(|faults| {
        for fault in &faults {
            note(layers, log, fault);
        }
        Calendar::default()
    })
}

fn notice(table: &Table<'_>, documents: &Documents) -> CalendarYear {
    let source = documents.required(table);
    let days = |key| table.list(key).iter().filter_map(Node::day).collect();
    let year = CalendarYear {
        weekdays_off: days("weekdays_off"),
        weekend_days_worked: days("weekend_days_worked"),
        source: source.text(),
    };
    table.finish();
    year
}

/// Notes a fault in the file of its year, at the day it is about.
fn note(layers: &Layers, log: &Log, fault: &CalendarError) {
    let (year, day) = match fault {
        CalendarError::YearMissing { year } => (year - 1, None),
        CalendarError::WrongWeekday { year, day } | CalendarError::OutsideYear { year, day } => {
            (*year, Some(day))
        }
    };
    let name = format!("{year:04}");
    if let Some((_, file)) = layers.shelf(Shelf::Calendars).find(|(id, _)| **id == name) {
        let byte = day
            .and_then(|day| file.text.find(&day.to_string()))
            .unwrap_or(0);
        log.note(file, byte, fault::calendar(fault));
    }
}
