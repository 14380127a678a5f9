//! How many holders are to be won in a year: stated by an officer with its source, set against those who could be.
//!
//! Main items: [`StateTarget`], [`state_target`].

use super::pipeline::Standing;
use super::view::{Cohort, TargetView};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::policy::{PassRate, Prospect};
use benfu_domain::programme::{Case, CaseState, Programme};
use benfu_packs::Policy;
use benfu_store::policy::PolicyTarget;
use serde_json::json;

/// No target is larger.
const MOST: i64 = 1_000_000;
/// Years before and after today's that a target may be stated for.
const YEARS: (i32, i32) = (1, 10);
/// Characters of a source at most.
const LONGEST: usize = 200;

/// A target as somebody states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateTarget {
    /// The policy.
    pub policy: String,
    /// The year.
    pub year: i32,
    /// Holders to be won within it.
    pub wanted: i64,
    /// The document that says so.
    pub source: String,
}

/// Whether the actor may state targets: who acts in cases of a whole region.
pub(super) fn may_state(cx: &Cx) -> bool {
    let widest = cx.actor.widest(Verb::Act, Area::Programme);
    widest.is_some_and(|scope| scope >= Scope::District)
}

/// States a target for the actor's own region; one stated before for that year stays on record and counts no longer.
///
/// # Errors
/// [`Failure::NotFound`] without such a policy; [`Failure::Forbidden`] for those who answer for no region;
/// [`Failure::Invalid`] for what cannot be a target.
pub async fn state_target(cx: &Cx, command: StateTarget) -> Result<String, Failure> {
    cx.pack()
        .policies
        .get(&command.policy)
        .ok_or(Failure::NotFound)?;
    if !may_state(cx) {
        return Err(Failure::Forbidden);
    }
    Failure::unless_empty(problems(cx, &command))?;
    let mut write = cx.write("target_stated", &command.policy).await?;
    write.tell(json!({ "policy": command.policy, "year": command.year, "wanted": command.wanted, "source": command.source.trim() }));
    write.add_policy_target(&PolicyTarget {
        policy: command.policy.clone(),
        region: cx.actor.region.clone(),
        year: command.year,
        stated_on: cx.today(),
        wanted: command.wanted,
        source: command.source.trim().to_owned(),
        account: cx.actor.account.to_string(),
    });
    cx.save(write).await?;
    Ok(command.policy)
}

fn problems(cx: &Cx, command: &StateTarget) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |code, field: &str| problems.push(Problem::with_field(code, field));
    let this = cx.today().year();
    if !(this - YEARS.0..=this + YEARS.1).contains(&command.year) {
        say(ProblemCode::NumberUnreadable, "year");
    }
    if !(1..=MOST).contains(&command.wanted) {
        say(ProblemCode::NumberUnreadable, "wanted");
    }
    if command.source.trim().is_empty() {
        say(ProblemCode::TextMissing, "source");
    }
    if command.source.chars().count() > LONGEST {
        say(ProblemCode::TextTooLong, "source");
    }
    problems
}

/// The target of this year, else the next one stated, with what stands beside it.
pub(super) async fn target_view(
    cx: &Cx,
    policy: &Policy,
    (programme, cases): (&Programme, &[Case]),
    standing: &Standing,
    cohorts: &[Cohort],
) -> Result<Option<TargetView>, Failure> {
    let targets = cx
        .store()
        .policy_targets(&policy.id, &cx.actor.region)
        .await?;
    let this = cx.today().year();
    let coming = targets.into_iter().filter(|target| target.year >= this);
    let Some(target) = coming.min_by_key(|target| target.year) else {
        return Ok(None);
    };
    let within = |day: &benfu_domain::Day| day.year() == target.year;
    let until = |day: &&benfu_domain::Day| day.year() <= target.year;
    let prospect = Prospect {
        wanted: target.wanted,
        won: count(standing.first_won.iter().filter(|day| within(day)).count()),
        submitted: in_hand(programme, cases, standing, true),
        coached: in_hand(programme, cases, standing, false),
        idle: standing.idle,
        near: standing.near,
        rate: rate(cohorts),
    };
    Ok(Some(TargetView {
        lapsing: count(standing.lapses.iter().filter(until).count()),
        held: standing.held,
        unknown: standing.unknown,
        prospect,
        target,
    }))
}

/// Firms without the title whose case has been handed in, or has not. One that passed and is not on the list yet counts as
/// handed in.
fn in_hand(programme: &Programme, cases: &[Case], standing: &Standing, submitted: bool) -> i64 {
    let passed = |case: &Case| {
        let end = case.end.as_ref();
        end.is_some_and(|end| {
            programme
                .end_code(&end.code)
                .is_some_and(|code| code.success)
        })
    };
    let open = |case: &&Case| {
        (case.end.is_none() || passed(case)) && !standing.holders.contains(&case.sides.asker)
    };
    let handed = |case: &&Case| (passed(case) || case.state >= CaseState::Delivered) == submitted;
    count(cases.iter().filter(open).filter(handed).count())
}

fn rate(cohorts: &[Cohort]) -> PassRate {
    cohorts
        .iter()
        .fold(PassRate::default(), |sum, cohort| PassRate {
            passed: sum.passed + cohort.rate.passed,
            decided: sum.decided + cohort.rate.decided,
        })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
