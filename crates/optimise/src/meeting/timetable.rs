//! The timetable: meetings in slots at tables, nobody twice at once.
//!
//! Main function: [`decided`]. The most wanted meetings come first; one that finds no common slot may
//! take the place of less wanted ones (as long as that gains), which are then placed anew.
//! [`bound`] is what no timetable exceeds; [`violations`] checks a timetable from the day alone.

use super::day::{Day, Meeting};
use super::unmet::Unmet;
use crate::budget::Budget;
use crate::chance::Chance;
use std::collections::BTreeSet;

/// Nobody.
const NONE: usize = usize::MAX;

/// A timetable in the making.
#[derive(Clone)]
struct Table<'d> {
    day: &'d Day,
    /// The interest that each person meets in each slot.
    busy: Vec<Vec<usize>>,
    /// The interest at each table in each slot.
    seated: Vec<Vec<usize>>,
    /// Slot and table of each interest.
    placed: Vec<Option<(usize, usize)>>,
    meetings: Vec<usize>,
    weight: i64,
}

impl<'d> Table<'d> {
    fn empty(day: &'d Day) -> Table<'d> {
        Table {
            day,
            busy: vec![vec![NONE; day.slots.len()]; day.people.len()],
            seated: vec![vec![NONE; day.slots.len()]; day.tables.len()],
            placed: vec![None; day.interests.len()],
            meetings: vec![0; day.people.len()],
            weight: 0,
        }
    }

    fn may_meet(&self, interest: usize) -> bool {
        let people = self.day.interests[interest].people;
        people
            .iter()
            .all(|one| self.meetings[*one] < self.day.people[*one].most)
    }

    /// A table that is free in a slot and that both may sit at.
    fn free_table(&self, interest: usize, slot: usize) -> Option<usize> {
        let free = |table: &usize| self.seated[*table][slot] == NONE;
        match reserved(self.day, interest) {
            Reserved::At(table) => Some(table).filter(free),
            Reserved::Nowhere => None,
            Reserved::Anywhere => (0..self.day.tables.len())
                .rev()
                .filter(|table| !is_reserved(self.day, *table))
                .find(free),
        }
    }

    fn is_free(&self, interest: usize, slot: usize) -> bool {
        let people = self.day.interests[interest].people;
        people
            .iter()
            .all(|one| self.busy[*one][slot] == NONE && !self.day.people[*one].away.contains(&slot))
    }

    fn place(&mut self, interest: usize, slot: usize, table: usize) {
        let wanted = self.day.interests[interest];
        for one in wanted.people {
            self.busy[one][slot] = interest;
            self.meetings[one] += 1;
        }
        self.seated[table][slot] = interest;
        self.placed[interest] = Some((slot, table));
        self.weight += wanted.weight;
    }

    fn remove(&mut self, interest: usize) {
        let Some((slot, table)) = self.placed[interest].take() else {
            return;
        };
        let wanted = self.day.interests[interest];
        for one in wanted.people {
            self.busy[one][slot] = NONE;
            self.meetings[one] -= 1;
        }
        self.seated[table][slot] = NONE;
        self.weight -= wanted.weight;
    }

    /// Gives a meeting the first slot that is possible.
    fn seat(&mut self, interest: usize) -> bool {
        if self.placed[interest].is_some() || !self.may_meet(interest) {
            return false;
        }
        let mut slots = (0..self.day.slots.len()).filter(|slot| self.is_free(interest, *slot));
        let found = slots.find_map(|slot| Some((slot, self.free_table(interest, slot)?)));
        found
            .inspect(|(slot, table)| self.place(interest, *slot, *table))
            .is_some()
    }

    fn why_not(&self, interest: usize) -> Unmet {
        let slots = 0..self.day.slots.len();
        let common: Vec<usize> = slots.filter(|slot| self.is_free(interest, *slot)).collect();
        let mut seats = common.iter().map(|slot| self.free_table(interest, *slot));
        if !self.may_meet(interest) {
            Unmet::Full
        } else if common.is_empty() {
            Unmet::NoCommonSlot
        } else if seats.all(|table| table.is_none()) {
            Unmet::NoTable
        } else {
            Unmet::NotSet
        }
    }

    fn fill(&mut self) {
        for interest in 0..self.placed.len() {
            self.seat(interest);
        }
    }

    /// Puts a meeting into a slot, takes out what is in its way, and seats that anew.
    fn force(&mut self, interest: usize, slot: usize) -> bool {
        let people = self.day.interests[interest].people;
        if people
            .iter()
            .any(|one| self.day.people[*one].away.contains(&slot))
        {
            return false;
        }
        let mut out: Vec<usize> = people
            .iter()
            .map(|one| self.busy[*one][slot])
            .filter(|at| *at != NONE)
            .collect();
        for one in people {
            if self.meetings[one] >= self.day.people[one].most {
                let own = (0..self.day.slots.len()).map(|slot| self.busy[one][slot]);
                out.extend(own.filter(|at| *at != NONE).max());
            }
        }
        for one in &out {
            self.remove(*one);
        }
        if self.free_table(interest, slot).is_none() {
            let table = match reserved(self.day, interest) {
                Reserved::At(table) => Some(table),
                Reserved::Nowhere => None,
                // The least wanted meeting at an open table makes room.
                Reserved::Anywhere => {
                    let open =
                        (0..self.day.tables.len()).filter(|table| !is_reserved(self.day, *table));
                    open.max_by_key(|table| self.seated[*table][slot])
                }
            };
            let Some(table) = table else { return false };
            let other = self.seated[table][slot];
            out.push(other);
            self.remove(other);
        }
        let Some(table) = self
            .free_table(interest, slot)
            .filter(|_| self.may_meet(interest))
        else {
            return false;
        };
        self.place(interest, slot, table);
        for one in out {
            self.seat(one);
        }
        true
    }

    fn told(&self) -> Vec<Meeting> {
        let placed = self.placed.iter().enumerate();
        let mut told: Vec<Meeting> = placed
            .filter_map(|(interest, at)| {
                at.map(|(slot, table)| Meeting {
                    slot,
                    table,
                    interest,
                })
            })
            .collect();
        told.sort_unstable();
        told
    }
}

/// Where a meeting may be.
enum Reserved {
    At(usize),
    Anywhere,
    /// Two hosts with tables of their own, neither of which leaves it.
    Nowhere,
}

fn reserved(day: &Day, interest: usize) -> Reserved {
    let [one, other] = day.interests[interest]
        .people
        .map(|person| day.people[person].table);
    match (one, other) {
        (Some(one), Some(other)) if one != other => Reserved::Nowhere,
        (Some(table), _) | (None, Some(table)) => Reserved::At(table),
        (None, None) => Reserved::Anywhere,
    }
}

fn is_reserved(day: &Day, table: usize) -> bool {
    day.people.iter().any(|person| person.table == Some(table))
}

/// A timetable as good as the budget allows. An earlier one is kept as it is as far as it still can be,
/// and only what became free is filled: nobody's meeting is moved because somebody else dropped out.
pub fn decided(day: &Day, seed: u64, budget: &dyn Budget) -> Vec<Meeting> {
    let mut best = Table::empty(day);
    for kept in &day.previous {
        let table = best.free_table(kept.interest, kept.slot);
        let own = best.seated[kept.table][kept.slot] == NONE
            && match reserved(day, kept.interest) {
                Reserved::At(only) => only == kept.table,
                Reserved::Anywhere => !is_reserved(day, kept.table),
                Reserved::Nowhere => false,
            };
        let possible = best.placed[kept.interest].is_none()
            && best.may_meet(kept.interest)
            && best.is_free(kept.interest, kept.slot);
        if let (true, Some(table)) = (possible, if own { Some(kept.table) } else { table }) {
            best.place(kept.interest, kept.slot, table);
        }
    }
    best.fill();
    if !day.previous.is_empty() || day.slots.is_empty() || day.interests.is_empty() {
        return best.told();
    }
    improved(best, seed, budget).told()
}

/// Forces meetings into slots as long as that gains, or loses little in the beginning.
fn improved<'d>(start: Table<'d>, seed: u64, budget: &dyn Budget) -> Table<'d> {
    let day = start.day;
    let mut chance = Chance::of_seed(seed);
    let (mut now, mut best) = (start.clone(), start);
    let most = bound(day);
    let scale = day.interests.first().map_or(0, |one| one.weight) / 4;
    let mut steps = 0;
    while best.weight < most {
        let used = budget.used_permille(steps);
        steps += 1;
        if used >= 1000 {
            break;
        }
        let interest = chance.below(day.interests.len());
        if now.placed[interest].is_some() {
            continue;
        }
        let slot = chance.below(day.slots.len());
        let before = now.clone();
        let left = i64::try_from(1000 - used).unwrap_or(0);
        let patience = (chance.patience() * (scale * left / 1000)) >> 16;
        if !now.force(interest, slot) || now.weight + patience < before.weight {
            now = before;
        } else if now.weight > best.weight {
            now.fill();
            best = now.clone();
        }
    }
    best
}

/// What no timetable exceeds: half of what everybody's most wanted meetings add up to, as many as it
/// has slots for; and the most wanted meetings that all tables have room for.
pub fn bound(day: &Day) -> i64 {
    let possible = |at: &usize| !matches!(reserved(day, *at), Reserved::Nowhere);
    let all: Vec<usize> = (0..day.interests.len()).filter(possible).collect();
    let mut taken = vec![0; day.people.len()];
    let mut twice = 0_i64;
    for interest in &all {
        let wanted = day.interests[*interest];
        for one in wanted.people {
            let person = &day.people[one];
            if taken[one] < person.most.min(day.slots.len() - person.away.len()) {
                taken[one] += 1;
                twice = twice.saturating_add(wanted.weight);
            }
        }
    }
    let room = day.slots.len() * day.tables.len();
    let seateds = all
        .iter()
        .take(room)
        .map(|at| day.interests[*at].weight)
        .sum();
    (twice / 2).min(seateds)
}

/// Mutual interests without a meeting, by their place, and why.
pub fn unmet(day: &Day, timetable: &[Meeting]) -> Vec<(usize, Unmet)> {
    let mut table = Table::empty(day);
    for meeting in timetable {
        table.place(meeting.interest, meeting.slot, meeting.table);
    }
    let without = (0..table.placed.len()).filter(|interest| table.placed[*interest].is_none());
    without
        .map(|interest| (interest, table.why_not(interest)))
        .collect()
}

/// What is wrong with a timetable, from the day alone; empty when it is sound.
pub fn violations(day: &Day, timetable: &[Meeting]) -> Vec<String> {
    let mut found = Vec::new();
    let (mut people, mut tables, mut pairs) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut counts = vec![0; day.people.len()];
    for meeting in timetable {
        if !tables.insert((meeting.table, meeting.slot)) {
            found.push(format!(
                "table {} twice in {}",
                day.tables[meeting.table], day.slots[meeting.slot]
            ));
        }
        if !pairs.insert(meeting.interest) {
            found.push(format!("pair {} meets twice", meeting.interest));
        }
        for one in day.interests[meeting.interest].people {
            let person = &day.people[one];
            counts[one] += 1;
            let elsewhere = person.table.is_some_and(|table| table != meeting.table);
            let foreign = day
                .people
                .iter()
                .any(|host| host.table == Some(meeting.table))
                && !day.interests[meeting.interest]
                    .people
                    .iter()
                    .any(|one| day.people[*one].table == Some(meeting.table));
            if !people.insert((one, meeting.slot))
                || person.away.contains(&meeting.slot)
                || elsewhere
                || foreign
                || counts[one] > person.most
            {
                found.push(format!(
                    "{} cannot meet in {} there",
                    person.id, day.slots[meeting.slot]
                ));
            }
        }
    }
    found
}
