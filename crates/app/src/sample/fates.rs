//! What becomes of each need and of the cases under it.

use benfu_domain::programme::CaseState;

/// What becomes of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fate {
    /// The farthest state it reaches.
    pub(super) until: CaseState,
    /// Trial rounds, at most two.
    pub(super) rounds: usize,
    /// The first delivery is refused.
    pub(super) refused: bool,
    /// Its clock stands still at the end.
    pub(super) paused: bool,
    /// It is bought again so often.
    pub(super) repeats: usize,
    /// The code with which it ends.
    pub(super) end: Option<&'static str>,
}

impl Fate {
    /// It comes as far as `until` and stands there.
    pub(super) const fn stands(until: CaseState) -> Fate {
        Fate {
            until,
            rounds: 2,
            refused: false,
            paused: false,
            repeats: 0,
            end: None,
        }
    }

    const fn ends(self, code: &'static str) -> Fate {
        Fate {
            end: Some(code),
            ..self
        }
    }

    const fn refused(self) -> Fate {
        Fate {
            refused: true,
            ..self
        }
    }

    const fn paused(self) -> Fate {
        Fate {
            paused: true,
            ..self
        }
    }

    const fn rounds(self, rounds: usize) -> Fate {
        Fate { rounds, ..self }
    }

    const fn repeats(self, repeats: usize) -> Fate {
        Fate { repeats, ..self }
    }
}

/// What becomes of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// It is still being written.
    Draft,
    /// It is handed in; `true`: sent back once.
    Collected(bool),
    /// It has passed the screen.
    Screened,
    /// It is open; these cases have begun.
    Published(&'static [Fate]),
    /// Selection is closed; this case goes on.
    Matched(Fate),
    /// It is over, with the code of its case.
    Closed(Fate),
    /// Nobody renewed it.
    Expired,
    /// Its owner took it back.
    Withdrawn,
}

const PROPOSED: Fate = Fate::stands(CaseState::Proposed);
const AGREED: Fate = Fate::stands(CaseState::Agreed);
const UNDERWAY: Fate = Fate::stands(CaseState::Underway);
const DELIVERED: Fate = Fate::stands(CaseState::Delivered);
const ACCEPTED: Fate = Fate::stands(CaseState::Accepted);
const ADOPTED: Fate = Fate::stands(CaseState::Adopted);

/// Needs that stand in the same place of their lives; each list is gone through in turn.
#[rustfmt::skip]
const COURSES: &[(usize, &[Course])] = &[
    (6, &[Course::Draft]),
    (8, &[Course::Collected(false), Course::Collected(false), Course::Collected(true)]),
    (5, &[Course::Screened]),
    (30, &[
        Course::Published(&[]),
        Course::Published(&[PROPOSED, PROPOSED]),
        Course::Published(&[PROPOSED.ends("declined_by_supplier"), PROPOSED, AGREED]),
        Course::Published(&[AGREED.ends("withdrawn"), PROPOSED]),
        Course::Published(&[PROPOSED.ends("constraint_not_met"), PROPOSED]),
        Course::Published(&[UNDERWAY.rounds(1), PROPOSED, AGREED]),
        Course::Published(&[PROPOSED.ends("declined_by_owner"), PROPOSED, PROPOSED]),
        Course::Published(&[AGREED.paused()]),
    ]),
    (18, &[
        Course::Matched(AGREED), Course::Matched(UNDERWAY.rounds(0)), Course::Matched(UNDERWAY.rounds(1)),
        Course::Matched(UNDERWAY), Course::Matched(UNDERWAY.rounds(1).paused()), Course::Matched(DELIVERED),
        Course::Matched(UNDERWAY.refused()), Course::Matched(DELIVERED.refused()), Course::Matched(ACCEPTED),
        Course::Matched(ACCEPTED.refused()), Course::Matched(ADOPTED), Course::Matched(ADOPTED.repeats(1)),
        Course::Matched(ADOPTED.repeats(2)), Course::Matched(DELIVERED), Course::Matched(ADOPTED.refused()),
        Course::Matched(ACCEPTED), Course::Matched(UNDERWAY.rounds(1)), Course::Matched(ADOPTED),
    ]),
    (15, &[
        Course::Closed(ADOPTED.ends("adopted")), Course::Closed(ADOPTED.repeats(2).ends("adopted_repeat")),
        Course::Closed(UNDERWAY.rounds(1).ends("trial_failed_blameless")), Course::Closed(AGREED.ends("budget_lost")),
        Course::Closed(ADOPTED.refused().repeats(1).ends("adopted_repeat")), Course::Closed(DELIVERED.ends("not_accepted")),
        Course::Closed(UNDERWAY.ends("trial_failed")), Course::Closed(ADOPTED.ends("adopted")),
        Course::Closed(AGREED.ends("need_changed")), Course::Closed(ADOPTED.repeats(3).ends("adopted_repeat")),
    ]),
    (4, &[Course::Expired]),
    (4, &[Course::Withdrawn]),
];

/// The courses of all ninety needs.
pub(super) fn courses() -> Vec<Course> {
    let lists = COURSES
        .iter()
        .map(|(count, courses)| courses.iter().copied().cycle().take(*count));
    lists.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_course_for_every_site() {
        assert_eq!(courses().len(), super::super::themes::all().len() * 3);
    }
}
