//! A gathering and the steps of its life.

use super::{Hours, MeetingState};
use crate::id::{AccountId, GatheringId, OrganisationId};
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// How pairs are made of wishes.
    GatheringKind {
        /// Meetings in slots at tables (技术荟、对接会).
        Day = "day",
        /// Each supplier gets one need at most, each need so many suppliers (双向选择).
        Assignment = "assignment",
    }
}

worded! {
    /// What an assignment looks for.
    Aim {
        /// Nobody could leave with somebody who would rather have them.
        Stable = "stable",
        /// The greatest sum of both sides' wishes.
        BestTotal = "best_total",
    }
}

worded! {
    /// Where a gathering stands.
    GatheringState {
        /// Those who take part say whom they would meet.
        Open = "open",
        /// Meetings are set.
        Planned = "planned",
        /// Every meeting is settled and every case of it has ended.
        Closed = "closed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

worded! {
    /// What is done with a gathering.
    GatheringAction {
        /// Take part in it, or bring somebody.
        Bring = "bring",
        /// Say whom one would meet.
        Wish = "wish",
        /// Set meetings, or set them anew.
        Plan = "plan",
        /// Say of meetings whether they were held.
        Settle = "settle",
        /// Change its title, place or hours.
        Change = "change",
        /// End it.
        Close = "close",
        /// Call it off.
        Cancel = "cancel",
    }
}

/// One matchmaking day or assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// Identifier.
    pub id: GatheringId,
    /// How pairs are made.
    pub kind: GatheringKind,
    /// What an assignment looks for; a day has none.
    pub aim: Aim,
    /// Its name.
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// When it is held.
    pub held_on: Day,
    /// Until when wishes are said; the organiser may say them for others later.
    pub wishes_until: Day,
    /// The programme that its pairs follow.
    pub programme: String,
    /// Slots and tables of a day.
    pub hours: Hours,
    /// Where it stands.
    pub state: GatheringState,
    /// The sum of wishes that the plan in force meets, and a sum that no plan exceeds, in thousandths.
    pub planned: Option<(i64, i64)>,
    /// Who runs it.
    pub runner: AccountId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

/// How many of its meetings stand where, and how many of their cases are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Planned and not settled.
    pub waiting: usize,
    /// Held.
    pub held: usize,
    /// Cases of held meetings that have not ended.
    pub open_cases: usize,
}

/// Why something cannot be done with a gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatheringRefusal {
    /// Not in the state in which it stands.
    WrongState,
    /// The day for wishes is past.
    WishesOver,
    /// The day itself has not come.
    NotYetHeld,
    /// So many meetings are not settled.
    Unsettled(usize),
    /// So many cases have not ended.
    CasesOpen(usize),
}

impl Gathering {
    /// May this be done now? Wishes end with their day for those who take part; its organiser says them until the
    /// gathering is over.
    ///
    /// # Errors
    /// Why not.
    pub fn allows(
        &self,
        action: GatheringAction,
        standing: Standing,
        today: Day,
        organiser: bool,
    ) -> Result<(), GatheringRefusal> {
        use GatheringAction as Do;
        use GatheringState as At;
        let running = matches!(self.state, At::Open | At::Planned);
        let planned = self.state == At::Planned;
        match action {
            _ if !running => Err(GatheringRefusal::WrongState),
            Do::Settle | Do::Close if !planned => Err(GatheringRefusal::WrongState),
            Do::Bring | Do::Wish if !organiser && today > self.wishes_until => {
                Err(GatheringRefusal::WishesOver)
            }
            Do::Settle if today < self.held_on => Err(GatheringRefusal::NotYetHeld),
            Do::Cancel if standing.held > 0 => Err(GatheringRefusal::CasesOpen(standing.held)),
            Do::Close if standing.waiting > 0 => Err(GatheringRefusal::Unsettled(standing.waiting)),
            Do::Close if standing.open_cases > 0 => {
                Err(GatheringRefusal::CasesOpen(standing.open_cases))
            }
            Do::Bring | Do::Wish | Do::Plan | Do::Change | Do::Settle | Do::Cancel | Do::Close => {
                Ok(())
            }
        }
    }

    /// The same in another state.
    #[must_use]
    pub fn moved(&self, state: GatheringState) -> Gathering {
        Gathering {
            state,
            version: self.version + 1,
            ..self.clone()
        }
    }
}

impl Standing {
    /// Counts meetings; `open` says of a meeting whether its case is open.
    pub fn of(meetings: impl Iterator<Item = (MeetingState, bool)>) -> Standing {
        let mut standing = Standing::default();
        for (state, open) in meetings {
            standing.waiting += usize::from(state == MeetingState::Planned);
            standing.held += usize::from(state == MeetingState::Held);
            standing.open_cases += usize::from(open);
        }
        standing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn gathering(state: GatheringState) -> Gathering {
        Gathering {
            id: GatheringId::from_bits(1),
            kind: GatheringKind::Day,
            aim: Aim::Stable,
            title: "技术荟".to_owned(),
            place: String::new(),
            held_on: day("2025-06-20"),
            wishes_until: day("2025-06-15"),
            programme: "meeting_pair".to_owned(),
            hours: Hours::read("09:00", "12:00", 20, 3, "").unwrap(),
            state,
            planned: None,
            runner: AccountId::from_bits(2),
            organisation: OrganisationId::from_bits(3),
            region: "440306".parse().unwrap(),
            version: 1,
        }
    }

    #[test]
    fn wishes_end_with_their_day_but_for_the_organiser() {
        let open = gathering(GatheringState::Open);
        let asked = |on: &str, organiser| {
            let none = Standing::default();
            open.allows(GatheringAction::Wish, none, day(on), organiser)
        };
        assert_eq!(asked("2025-06-15", false), Ok(()));
        assert_eq!(
            asked("2025-06-16", false),
            Err(GatheringRefusal::WishesOver)
        );
        assert_eq!(asked("2025-06-16", true), Ok(()));
    }

    #[test]
    fn nothing_is_settled_before_the_day() {
        let planned = gathering(GatheringState::Planned);
        let settle = |on: &str| {
            let none = Standing::default();
            planned.allows(GatheringAction::Settle, none, day(on), true)
        };
        assert_eq!(settle("2025-06-19"), Err(GatheringRefusal::NotYetHeld));
        assert_eq!(settle("2025-06-20"), Ok(()));
    }

    #[test]
    fn it_is_not_closed_while_a_meeting_or_a_case_is_open() {
        let planned = gathering(GatheringState::Planned);
        let close = |meetings: &[(MeetingState, bool)]| {
            let standing = Standing::of(meetings.iter().copied());
            planned.allows(GatheringAction::Close, standing, day("2025-07-01"), true)
        };
        let waiting = (MeetingState::Planned, false);
        let running = (MeetingState::Held, true);
        let ended = (MeetingState::Held, false);
        assert_eq!(
            close(&[waiting, running]),
            Err(GatheringRefusal::Unsettled(1))
        );
        assert_eq!(close(&[running]), Err(GatheringRefusal::CasesOpen(1)));
        assert_eq!(close(&[ended, (MeetingState::Missed, false)]), Ok(()));
    }

    #[test]
    fn over_is_over() {
        for state in [GatheringState::Closed, GatheringState::Cancelled] {
            for action in GatheringAction::ALL {
                let none = Standing::default();
                let asked = gathering(state).allows(*action, none, day("2025-07-01"), true);
                assert_eq!(asked, Err(GatheringRefusal::WrongState));
            }
        }
    }
}
