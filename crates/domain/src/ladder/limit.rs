//! Policies of which a firm gets so many only: one class of upgrading a year, without stacking.
//!
//! Main function: [`take_together`]. What a policy pays is worked out elsewhere; here amounts are only compared.

use benfu_rules::Day;

/// A limit that several policies share: a firm gets so many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedLimit {
    /// Its name, the same in all of them.
    pub id: String,
    /// How many.
    pub most: usize,
    /// In which time.
    pub per: LimitPeriod,
}

/// The time in which a shared limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitPeriod {
    /// In a calendar year.
    Year,
    /// In all.
    Ever,
}

/// What a firm has been given under a shared limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The policy.
    pub policy: String,
    /// The name of the limit it is under.
    pub limit: String,
    /// The day it counts for.
    pub on: Day,
}

/// What is on record of what a firm has been given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts {
    /// Each thing given.
    pub rows: Vec<Received>,
    /// Whether the record is stated to be complete, so that what is not there was not given.
    pub complete: bool,
}

/// A policy a firm meets and would have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The policy.
    pub policy: String,
    /// The limit it is under; none when it stands alone.
    pub limit: Option<SharedLimit>,
    /// What it would pay, in fen; none while that is not known.
    pub amount_fen: Option<i64>,
}

/// Whether a wanted policy can be had beside the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// The policy.
    pub policy: String,
    /// Whether, and why.
    pub verdict: Verdict,
}

/// Whether a policy can be had, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It shares its limit with no other policy.
    Alone,
    /// The limit has room for it beside all that are wanted, which leaves so much.
    Fits {
        /// What is left of the limit.
        left: usize,
        /// Whether all that was given is on record. If not, something given without record may leave no room.
        certain: bool,
    },
    /// What was given already leaves no room in this period.
    UsedUp {
        /// The policies that were given, in the order of the record.
        by: Vec<String>,
    },
    /// More are wanted than there is room for, and this pays the most of them.
    Preferred {
        /// Those that cannot be had beside it.
        over: Vec<String>,
        /// As for [`Verdict::Fits`].
        certain: bool,
    },
    /// More are wanted than there is room for, and others pay more.
    GivenUp {
        /// Those that take the room.
        to: Vec<String>,
    },
    /// More are wanted than there is room for, and an amount is not known, so that nobody can say which pay the most.
    ForTheFirm {
        /// For how many there is room.
        room: usize,
        /// The others that want it.
        rivals: Vec<String>,
    },
}

/// Which of the wanted policies a firm can have together on a day, in the order they are wanted. Where policies of one
/// limit disagree about it, the strictest counts.
pub fn take_together(wanted: &[Wanted], receipts: &Receipts, on: Day) -> Vec<Taking> {
    let taking = |one: &Wanted| Taking {
        policy: one.policy.clone(),
        verdict: one.limit.as_ref().map_or(Verdict::Alone, |limit| {
            Contest::of(&limit.id, wanted, receipts, on).verdict(one)
        }),
    };
    wanted.iter().map(taking).collect()
}

/// The policies that want room under one limit.
struct Contest<'w> {
    wanted: Vec<&'w Wanted>,
    used_by: Vec<&'w str>,
    room: usize,
    certain: bool,
}

impl<'w> Contest<'w> {
    fn of(id: &str, wanted: &'w [Wanted], receipts: &'w Receipts, on: Day) -> Self {
        let under = |one: &&'w Wanted| one.limit.as_ref().is_some_and(|limit| limit.id == id);
        let wanted: Vec<&Wanted> = wanted.iter().filter(under).collect();
        let limits = || wanted.iter().filter_map(|one| one.limit.as_ref());
        let ever = limits().any(|limit| limit.per == LimitPeriod::Ever);
        let counts = |row: &&Received| row.limit == id && (ever || row.on.year() == on.year());
        let used = receipts.rows.iter().filter(counts);
        let used_by: Vec<&str> = used.map(|row| row.policy.as_str()).collect();
        let most = limits().map(|limit| limit.most).min().unwrap_or(0);
        Self {
            room: most.saturating_sub(used_by.len()),
            certain: receipts.complete,
            wanted,
            used_by,
        }
    }

    fn verdict(&self, one: &Wanted) -> Verdict {
        if self.room == 0 {
            let by = self.used_by.iter().map(|&policy| policy.to_owned());
            return Verdict::UsedUp { by: by.collect() };
        }
        if self.wanted.len() <= self.room {
            return Verdict::Fits {
                left: self.room - self.wanted.len(),
                certain: self.certain,
            };
        }
        let Some(ranked) = self.ranked() else {
            let rivals = self
                .wanted
                .iter()
                .filter(|rival| rival.policy != one.policy);
            return Verdict::ForTheFirm {
                room: self.room,
                rivals: names(rivals.copied()),
            };
        };
        let (chosen, left_out) = ranked.split_at(self.room);
        if chosen.iter().any(|chosen| chosen.policy == one.policy) {
            Verdict::Preferred {
                over: names(left_out.iter().copied()),
                certain: self.certain,
            }
        } else {
            Verdict::GivenUp {
                to: names(chosen.iter().copied()),
            }
        }
    }

    /// Those that pay the most first, and of equals by name; none while an amount is not known.
    fn ranked(&self) -> Option<Vec<&'w Wanted>> {
        let priced = self.wanted.iter().map(|one| Some((one.amount_fen?, *one)));
        let mut priced: Vec<(i64, &Wanted)> = priced.collect::<Option<_>>()?;
        priced.sort_by(|(left, one), (right, other)| {
            right.cmp(left).then_with(|| one.policy.cmp(&other.policy))
        });
        Some(priced.into_iter().map(|(_, one)| one).collect())
    }
}

fn names<'w>(wanted: impl Iterator<Item = &'w Wanted>) -> Vec<String> {
    wanted.map(|one| one.policy.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day written in the test")
    }

    fn limit(most: usize, per: LimitPeriod) -> SharedLimit {
        let id = "upgrading".to_owned();
        SharedLimit { id, most, per }
    }

    fn wanted(
        policy: &str,
        limit: impl Into<Option<SharedLimit>>,
        amount_fen: Option<i64>,
    ) -> Wanted {
        Wanted {
            policy: policy.to_owned(),
            limit: limit.into(),
            amount_fen,
        }
    }

    fn receipts(rows: &[(&str, &str)], complete: bool) -> Receipts {
        let row = |&(policy, on): &(&str, &str)| Received {
            policy: policy.to_owned(),
            limit: "upgrading".to_owned(),
            on: day(on),
        };
        Receipts {
            rows: rows.iter().map(row).collect(),
            complete,
        }
    }

    fn verdicts(wanted: &[Wanted], receipts: &Receipts) -> Vec<Verdict> {
        let takings = take_together(wanted, receipts, day("2026-06-30"));
        takings.into_iter().map(|taking| taking.verdict).collect()
    }

    const YEAR: LimitPeriod = LimitPeriod::Year;

    #[test]
    fn of_one_class_a_year_the_one_that_pays_the_most_is_preferred() {
        let each = [
            wanted("robots", limit(1, YEAR), Some(300)),
            wanted("major", limit(1, YEAR), Some(900)),
            wanted("space", None, None),
        ];
        let expected = [
            Verdict::GivenUp {
                to: vec!["major".to_owned()],
            },
            Verdict::Preferred {
                over: vec!["robots".to_owned()],
                certain: true,
            },
            Verdict::Alone,
        ];
        assert_eq!(verdicts(&each, &receipts(&[], true)), expected);
    }

    #[test]
    fn what_was_given_this_year_uses_the_limit_up_and_what_was_given_last_year_does_not() {
        let each = [wanted("robots", limit(1, YEAR), Some(300))];
        let this_year = receipts(&[("major", "2026-01-01")], false);
        let by = vec!["major".to_owned()];
        assert_eq!(verdicts(&each, &this_year), [Verdict::UsedUp { by }]);
        let last_year = receipts(&[("major", "2025-12-31")], true);
        let fits = Verdict::Fits {
            left: 0,
            certain: true,
        };
        assert_eq!(verdicts(&each, &last_year), [fits]);
    }

    #[test]
    fn a_limit_for_all_time_counts_every_year() {
        let each = [wanted("robots", limit(1, LimitPeriod::Ever), Some(300))];
        let given = receipts(&[("robots", "2019-05-01")], true);
        let by = vec!["robots".to_owned()];
        assert_eq!(verdicts(&each, &given), [Verdict::UsedUp { by }]);
    }

    #[test]
    fn an_incomplete_record_never_becomes_a_certain_yes() {
        let each = [wanted("robots", limit(1, YEAR), Some(300))];
        let fits = Verdict::Fits {
            left: 0,
            certain: false,
        };
        assert_eq!(verdicts(&each, &receipts(&[], false)), [fits]);
    }

    #[test]
    fn while_an_amount_is_unknown_the_firm_chooses() {
        let each = [
            wanted("robots", limit(1, YEAR), Some(300)),
            wanted("major", limit(1, YEAR), None),
        ];
        let choice = |rival: &str| Verdict::ForTheFirm {
            room: 1,
            rivals: vec![rival.to_owned()],
        };
        let expected = [choice("major"), choice("robots")];
        assert_eq!(verdicts(&each, &receipts(&[], true)), expected);
    }

    #[test]
    fn the_strictest_of_limits_that_disagree_counts() {
        let each = [
            wanted("major", limit(2, YEAR), Some(900)),
            wanted("robots", limit(1, YEAR), Some(300)),
        ];
        let taken = verdicts(&each, &receipts(&[], true));
        assert!(matches!(taken[0], Verdict::Preferred { .. }));
        assert!(matches!(taken[1], Verdict::GivenUp { .. }));
    }

    #[test]
    fn never_more_are_taken_than_there_is_room_for() {
        for most in 0..4 {
            for many in 0..5_i64 {
                let each: Vec<Wanted> = (0..many)
                    .map(|n| wanted(&format!("p{n}"), limit(most, YEAR), Some(n % 2)))
                    .collect();
                let given = receipts(&[("other", "2026-02-02")], true);
                let taken = verdicts(&each, &given).into_iter().filter(|verdict| {
                    matches!(verdict, Verdict::Fits { .. } | Verdict::Preferred { .. })
                });
                let room = most.saturating_sub(1);
                assert_eq!(taken.count(), room.min(each.len()), "{most} {many}");
            }
        }
    }
}
