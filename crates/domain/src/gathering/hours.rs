//! The hours of a matchmaking day: slots between breaks.

use std::fmt;

/// The most slots that a day is cut into.
pub const MOST_SLOTS: usize = 200;
/// The most tables of a day.
pub const MOST_TABLES: u16 = 500;

/// From when until when, in slots of equal length, at so many tables. Times are minutes after midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// When the first slot begins.
    pub begins: u16,
    /// No slot ends after this.
    pub ends: u16,
    /// How long a slot is, in minutes.
    pub slot_minutes: u16,
    /// Tables at which meetings are held.
    pub tables: u16,
    /// When nobody meets, each from until.
    pub breaks: Vec<(u16, u16)>,
}

/// One slot of a day, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// When it begins.
    pub begins: u16,
    /// When it ends.
    pub ends: u16,
}

/// Why hours cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursFault {
    /// A time is not written as 09:30.
    Unreadable,
    /// It ends before it begins, or a break does.
    Backwards,
    /// No slot fits.
    NoSlot,
    /// More slots than [`MOST_SLOTS`].
    TooManySlots,
    /// No table, or more than [`MOST_TABLES`].
    Tables,
}

impl Hours {
    /// Reads hours as people write them: `09:00`, `17:30`, and breaks as `12:00-13:30`, several apart by `;` or `、`.
    ///
    /// # Errors
    /// Why they cannot be used.
    pub fn read(
        begins: &str,
        ends: &str,
        slot_minutes: u16,
        tables: u16,
        breaks: &str,
    ) -> Result<Hours, HoursFault> {
        let spans = breaks.split([';', ';', '、', ',', ',', '\n']);
        let spans = spans.map(str::trim).filter(|span| !span.is_empty());
        let hours = Hours {
            begins: minutes(begins)?,
            ends: minutes(ends)?,
            slot_minutes,
            tables,
            breaks: spans.map(span).collect::<Result<_, _>>()?,
        };
        hours.fault().map_or(Ok(hours), Err)
    }

    fn fault(&self) -> Option<HoursFault> {
        let backwards = |(from, until): &(u16, u16)| until <= from;
        if self.ends <= self.begins || self.breaks.iter().any(backwards) {
            return Some(HoursFault::Backwards);
        }
        if self.tables == 0 || self.tables > MOST_TABLES {
            return Some(HoursFault::Tables);
        }
        match self.slots().len() {
            0 => Some(HoursFault::NoSlot),
            count if count > MOST_SLOTS => Some(HoursFault::TooManySlots),
            _ => None,
        }
    }

    /// The slots in order: one after the other, and after a break from its end.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut begins = self.begins;
        while self.slot_minutes > 0 && slots.len() <= MOST_SLOTS {
            let slot = Slot {
                begins,
                ends: begins.saturating_add(self.slot_minutes),
            };
            if slot.ends > self.ends {
                break;
            }
            let break_ends = self.in_the_way(slot);
            if break_ends.is_none() {
                slots.push(slot);
            }
            begins = break_ends.unwrap_or(slot.ends);
        }
        slots
    }

    /// When the break that a slot would run into is over.
    fn in_the_way(&self, slot: Slot) -> Option<u16> {
        let breaks = self.breaks.iter();
        let met = breaks.filter(|(from, until)| *from < slot.ends && slot.begins < *until);
        met.map(|(_, until)| *until).max()
    }

    /// The breaks as they are written.
    pub fn breaks_written(&self) -> String {
        let spans = self.breaks.iter().map(|(from, until)| {
            let (from, until) = (Clock(*from), Clock(*until));
            format!("{from}-{until}")
        });
        spans.collect::<Vec<_>>().join("; ")
    }

    /// When it begins and ends, as they are written.
    pub fn written(&self) -> (String, String) {
        (Clock(self.begins).to_string(), Clock(self.ends).to_string())
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", Clock(self.begins), Clock(self.ends))
    }
}

/// Minutes after midnight, written as 09:30.
struct Clock(u16);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

fn minutes(text: &str) -> Result<u16, HoursFault> {
    let read = || {
        let (hour, minute) = text.trim().split_once([':', ':'])?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let within = hour < 24 && minute < 60 || hour == 24 && minute == 0;
        within.then_some(hour * 60 + minute)
    };
    read().ok_or(HoursFault::Unreadable)
}

fn span(text: &str) -> Result<(u16, u16), HoursFault> {
    let (from, until) = text
        .split_once(['-', '–', '—', '~', '至'])
        .ok_or(HoursFault::Unreadable)?;
    Ok((minutes(from)?, minutes(until)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_resume_after_a_break() {
        let hours = Hours::read("09:00", "11:00", 20, 4, "9:50-10:10").unwrap();
        let shown: Vec<String> = hours.slots().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["09:00–09:20", "09:20–09:40", "10:10–10:30", "10:30–10:50"]
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let hours = Hours::read("9:00", "17:30", 25, 8, "12:00至13:30、15:00-15:15").unwrap();
        let (begins, ends) = hours.written();
        let again = Hours::read(&begins, &ends, 25, 8, &hours.breaks_written());
        assert_eq!(again, Ok(hours));
    }

    #[test]
    fn hours_that_hold_no_meeting_are_refused() {
        let read = |begins, ends, minutes, tables, breaks| {
            Hours::read(begins, ends, minutes, tables, breaks).unwrap_err()
        };
        assert_eq!(read("9", "10:00", 20, 1, ""), HoursFault::Unreadable);
        assert_eq!(read("09:00", "08:00", 20, 1, ""), HoursFault::Backwards);
        assert_eq!(read("09:00", "10:00", 90, 1, ""), HoursFault::NoSlot);
        assert_eq!(read("09:00", "10:00", 0, 1, ""), HoursFault::NoSlot);
        assert_eq!(read("00:00", "24:00", 1, 1, ""), HoursFault::TooManySlots);
        assert_eq!(read("09:00", "10:00", 20, 0, ""), HoursFault::Tables);
        assert_eq!(
            read("09:00", "10:00", 20, 1, "09:40-09:20"),
            HoursFault::Backwards
        );
        assert_eq!(
            read("09:00", "10:00", 20, 1, "08:00-10:00"),
            HoursFault::NoSlot
        );
    }
}
