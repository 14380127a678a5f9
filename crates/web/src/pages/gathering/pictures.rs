//! The pictures of one gathering: the timetable, and how far its wishes have come.

use benfu_app::gathering::{GatheringPage, PairShown};
use benfu_domain::gathering::{GatheringKind, MeetingState};

use super::rows::{Look, meeting_state};
use crate::chart::{Caption, Cell, Picture, Shade, Step, funnel, grid};
use crate::locale::{Lang, count};
use crate::server::Signed;

/// From mutual wishes to cases that ended as they should.
pub(super) fn steps(signed: &Signed, page: &GatheringPage) -> Option<Picture> {
    let lang = signed.lang;
    let stands = |states: &[MeetingState]| {
        let stands = page
            .meetings
            .iter()
            .filter(|one| states.contains(&one.meeting.state));
        count(stands.count())
    };
    let set = [
        MeetingState::Planned,
        MeetingState::Held,
        MeetingState::Missed,
    ];
    let won = page.meetings.iter().filter(|one| succeeded(signed, one));
    let counts = [
        ("gathering-mutual", count(page.mutual)),
        ("gathering-set", stands(&set)),
        ("gathering-held", stands(&[MeetingState::Held])),
        ("gathering-won", count(won.count())),
    ];
    let mut before = None;
    let steps = counts.map(|(key, number)| {
        let share = before
            .filter(|before| *before > 0)
            .map(|before: i64| number * 100 / before);
        before = Some(number);
        Step {
            label: lang.t(key).into_owned(),
            count: number,
            count_text: lang.int(number),
            share_text: share.map(|share| format!("{share}%")).unwrap_or_default(),
            href: None,
        }
    });
    let caption = Caption::new(
        "gathering-steps",
        lang.t("gathering-steps"),
        lang.t("gathering-steps-basis"),
    );
    // Whoever sees only their own meetings would see a wrong funnel.
    (page.may_write && page.mutual > 0).then(|| funnel(&caption, &steps))
}

fn succeeded(signed: &Signed, one: &PairShown) -> bool {
    let success = |case: &benfu_domain::programme::Case| {
        let programme = signed.cx.pack().programmes.get(&case.programme)?;
        Some(programme.end_code(&case.end.as_ref()?.code)?.success)
    };
    one.case.as_ref().and_then(success).unwrap_or(false)
}

/// Slots by tables; only of a day that is set.
pub(super) fn timetable(lang: Lang, look: &Look) -> Option<Picture> {
    let gathering = &look.page.gathering;
    let cells: Vec<Cell> = look
        .page
        .meetings
        .iter()
        .filter_map(|one| cell(lang, look, one))
        .collect();
    let tables = 1..=i64::from(gathering.hours.tables);
    let tables: Vec<String> = tables
        .map(|table| lang.tn("gathering-table", table).into_owned())
        .collect();
    // An evening that nobody needs is not drawn.
    let last = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let slots = gathering.hours.slots().into_iter().take(last);
    let slots: Vec<String> = slots.map(|slot| slot.to_string()).collect();
    let caption = Caption::new(
        "timetable",
        lang.t("gathering-timetable"),
        lang.t("gathering-timetable-basis"),
    );
    let shown = gathering.kind == GatheringKind::Day && !cells.is_empty();
    shown.then(|| grid(&caption, &tables, &slots, &cells))
}

fn cell(lang: Lang, look: &Look, one: &PairShown) -> Option<Cell> {
    let meeting = &one.meeting;
    let (slot, table) = meeting.at?;
    let shade = match meeting.state {
        MeetingState::Planned => Shade::First,
        MeetingState::Held => Shade::Good,
        MeetingState::Missed => Shade::Lapsed,
        MeetingState::Cancelled => return None,
    };
    Some(Cell {
        column: usize::from(table.checked_sub(1)?),
        row: usize::from(slot.checked_sub(1)?),
        lines: [look.asker(one), look.name(meeting.pair.supplier)],
        state: meeting_state(lang, meeting.state).text,
        shade,
        href: Some(format!("#{}", meeting.id)),
    })
}
