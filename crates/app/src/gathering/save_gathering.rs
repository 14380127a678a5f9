//! Making and changing a gathering.

use super::{allowed, whole::Whole};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::Day;
use benfu_domain::access::{Area, Verb};
use benfu_domain::gathering::{
    Aim, Gathering, GatheringAction, GatheringKind, GatheringState, Hours, HoursFault, MOST_SLOTS,
    MOST_TABLES,
};
use benfu_domain::id::GatheringId;
use serde_json::json;

/// A gathering as it is written.
#[derive(Debug, Clone)]
pub struct GatheringDraft {
    /// The gathering that is changed; a new one when `None`.
    pub id: Option<GatheringId>,
    /// The version that was seen.
    pub version: i64,
    /// How pairs are made.
    pub kind: GatheringKind,
    /// What an assignment looks for.
    pub aim: Aim,
    /// Its name.
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// When it is held, `2025-06-20`.
    pub held_on: String,
    /// Until when wishes are said.
    pub wishes_until: String,
    /// The programme that its pairs follow.
    pub programme: String,
    /// When it begins and ends, `09:00`.
    pub hours: (String, String),
    /// How long a slot is, in minutes.
    pub slot_minutes: String,
    /// How many tables there are.
    pub tables: String,
    /// Breaks, `12:00-13:30`.
    pub breaks: String,
}

/// Makes a gathering, or changes one.
///
/// # Errors
/// [`Failure::Invalid`] with everything that is wrong; [`Failure::Conflict`] when somebody else changed it.
pub async fn save_gathering(cx: &Cx, draft: GatheringDraft) -> Result<GatheringId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let gathering = match draft.id {
        None => {
            cx.authorise(Verb::Write, Area::Gathering, &cx.own())?;
            fresh(cx, &draft)?
        }
        Some(id) => changed(cx, id, &draft).await?,
    };
    let action = if gathering.version == 1 {
        "gathering_made"
    } else {
        "gathering_changed"
    };
    let mut write = cx.write(action, &gathering.id.to_string()).await?;
    write.tell(json!({
        "title": gathering.title, "kind": gathering.kind.word(), "held_on": gathering.held_on.to_string(),
        "place": gathering.place, "programme": gathering.programme,
    }));
    write.save_gathering(&gathering);
    cx.save(write).await?;
    Ok(gathering.id)
}

fn fresh(cx: &Cx, draft: &GatheringDraft) -> Result<Gathering, Failure> {
    let own = cx.own();
    let (held_on, wishes_until, hours) = checked(cx, draft)?;
    Ok(Gathering {
        id: GatheringId::from_bits(cx.app.mint()),
        kind: draft.kind,
        aim: draft.aim,
        title: draft.title.trim().to_owned(),
        place: draft.place.trim().to_owned(),
        held_on,
        wishes_until,
        programme: draft.programme.clone(),
        hours,
        state: GatheringState::Open,
        planned: None,
        runner: cx.actor.account,
        organisation: own.organisation,
        region: own.region,
        version: 1,
    })
}

/// The kind stays: wishes were said for it. The hours stay once meetings are set in them.
async fn changed(cx: &Cx, id: GatheringId, draft: &GatheringDraft) -> Result<Gathering, Failure> {
    let whole = Whole::read(cx, id).await?;
    cx.authorise(Verb::Write, Area::Gathering, &whole.owner())?;
    allowed(cx, &whole, GatheringAction::Change, true)?;
    let (held_on, wishes_until, hours) = checked(cx, draft)?;
    let before = whole.gathering;
    if before.state == GatheringState::Planned && hours != before.hours {
        return Err(Failure::invalid(ProblemCode::GatheringHoursInUse));
    }
    Ok(Gathering {
        aim: draft.aim,
        title: draft.title.trim().to_owned(),
        place: draft.place.trim().to_owned(),
        held_on,
        wishes_until,
        programme: draft.programme.clone(),
        hours,
        version: draft.version + 1,
        ..before
    })
}

fn checked(cx: &Cx, draft: &GatheringDraft) -> Result<(Day, Day, Hours), Failure> {
    let mut problems = Vec::new();
    if draft.title.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::TitleMissing, "title"));
    }
    let programme = cx.pack().programmes.get(&draft.programme);
    if programme.is_none_or(|programme| programme.about_policy) {
        problems.push(Problem::with_field(
            ProblemCode::ProgrammeUnfit,
            "programme",
        ));
    }
    let held_on = date(&draft.held_on, "held_on", &mut problems);
    let until = date(&draft.wishes_until, "wishes_until", &mut problems);
    if let (Some(held_on), Some(until)) = (held_on, until)
        && until > held_on
    {
        let problem = Problem::with_field(ProblemCode::WishesAfterDay, "wishes_until");
        problems.push(problem);
    }
    let hours = hours(draft, &mut problems);
    match (held_on, until, hours) {
        (Some(held_on), Some(until), Some(hours)) if problems.is_empty() => {
            Ok((held_on, until, hours))
        }
        _ => Err(Failure::Invalid(problems)),
    }
}

fn date(text: &str, field: &str, problems: &mut Vec<Problem>) -> Option<Day> {
    let read = text.trim().parse().ok();
    if read.is_none() {
        problems.push(Problem::with_field(ProblemCode::DateUnreadable, field));
    }
    read
}

/// An assignment has no hours of its own: any will do.
fn hours(draft: &GatheringDraft, problems: &mut Vec<Problem>) -> Option<Hours> {
    if draft.kind == GatheringKind::Assignment {
        return Hours::read("09:00", "17:00", 30, 1, "").ok();
    }
    let mut number = |text: &str, field: &str| {
        let read: Option<u16> = text.trim().parse().ok();
        if read.is_none() {
            problems.push(Problem::with_field(ProblemCode::NumberUnreadable, field));
        }
        read
    };
    let minutes = number(&draft.slot_minutes, "slot_minutes");
    let tables = number(&draft.tables, "tables");
    let (begins, ends) = &draft.hours;
    match Hours::read(begins, ends, minutes?, tables?, &draft.breaks) {
        Ok(hours) => Some(hours),
        Err(fault) => {
            problems.push(told(fault));
            None
        }
    }
}

fn told(fault: HoursFault) -> Problem {
    let (field, zh, en) = match fault {
        HoursFault::Unreadable => (
            "begins",
            "时间请写成 09:30,休息写成 12:00-13:30".to_owned(),
            "write times as 09:30, breaks as 12:00-13:30".to_owned(),
        ),
        HoursFault::Backwards => (
            "ends",
            "结束须晚于开始".to_owned(),
            "the end comes after the beginning".to_owned(),
        ),
        HoursFault::NoSlot => (
            "slot_minutes",
            "所写时间内排不下一场".to_owned(),
            "no meeting fits into these hours".to_owned(),
        ),
        HoursFault::TooManySlots => (
            "slot_minutes",
            format!("最多 {MOST_SLOTS} 个时段"),
            format!("{MOST_SLOTS} slots at most"),
        ),
        HoursFault::Tables => (
            "tables",
            format!("1 至 {MOST_TABLES} 桌"),
            format!("from 1 to {MOST_TABLES} tables"),
        ),
    };
    Problem::with_field(ProblemCode::HoursUnfit, field).detail(zh, en)
}
