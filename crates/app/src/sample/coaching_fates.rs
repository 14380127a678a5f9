//! What becomes of coachings: some of everything that an officer meets.
//!
//! Main items: [`Fate`] and [`FATES`].

use benfu_domain::programme::CaseState;

/// Who is coached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// It meets every condition and has not applied.
    Meets,
    /// It misses one condition.
    Nearly,
    /// It has won the title within the year.
    NewHolder,
}

/// What becomes of a coaching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fate {
    /// Who is coached.
    pub(super) whom: Whom,
    /// How far it comes.
    pub(super) until: CaseState,
    /// How often the coach visits.
    pub(super) visits: usize,
    /// How it ends: code and reason.
    pub(super) end: Option<(&'static str, &'static str)>,
    /// Whether its clock stands still.
    pub(super) paused: bool,
    /// How many days ago its last step was.
    pub(super) gap: i32,
}

const fn fate(whom: Whom, until: CaseState, visits: usize, gap: i32) -> Fate {
    Fate {
        whom,
        until,
        visits,
        end: None,
        paused: false,
        gap,
    }
}

const fn ended(fate: Fate, code: &'static str, reason: &'static str) -> Fate {
    Fate {
        end: Some((code, reason)),
        ..fate
    }
}

const PASSED: &str = "已列入公布名单，转入兑现跟踪。";

#[rustfmt::skip]
/// Some of everything: fresh, overdue, stopped, handed in, passed and not passed.
pub(super) const FATES: [Fate; 24] = {
    use {CaseState as S, Whom as W};
    [
        fate(W::Meets,     S::Proposed,  0, 2),
        fate(W::Meets,     S::Agreed,    0, 5),
        fate(W::Nearly,    S::Underway,  1, 11),
        fate(W::Meets,     S::Delivered, 2, 6),
        fate(W::NewHolder, S::Adopted,   2, 34),
        ended(fate(W::NewHolder, S::Accepted, 2, 120), "passed", PASSED),
        fate(W::Nearly,    S::Proposed,  0, 16),
        fate(W::Nearly,    S::Underway,  2, 72),
        fate(W::Meets,     S::Accepted,  1, 44),
        ended(fate(W::Nearly, S::Underway, 1, 40), "not_ready", "研发费用归集不足，明年一季度再评估。"),
        fate(W::Meets,     S::Agreed,    0, 27),
        Fate { paused: true, ..fate(W::Nearly, S::Underway, 1, 20) },
        ended(fate(W::Meets, S::Accepted, 2, 23), "not_passed", "专家评价中成果转化得分偏低，未通过。"),
        ended(fate(W::NewHolder, S::Accepted, 1, 96), "passed", PASSED),
        fate(W::Meets,     S::Delivered, 1, 26),
        fate(W::Nearly,    S::Proposed,  0, 4),
        fate(W::Nearly,    S::Underway,  3, 18),
        ended(fate(W::Meets, S::Proposed, 0, 31), "declined_by_firm", "企业近两年无申报计划，仅愿参加政策宣讲。"),
        fate(W::Meets,     S::Accepted,  2, 71),
        ended(fate(W::NewHolder, S::Accepted, 2, 132), "passed", PASSED),
        fate(W::Nearly,    S::Agreed,    0, 9),
        ended(fate(W::Nearly, S::Agreed, 0, 52), "handed_over", "企业更愿由园区服务站辅导。"),
        fate(W::Meets,     S::Delivered, 1, 3),
        fate(W::Nearly,    S::Underway,  2, 29),
    ]
};

impl Fate {
    /// Whether the firm itself has to act.
    pub(super) fn needs_firm(&self) -> bool {
        self.until >= CaseState::Adopted
    }
}
