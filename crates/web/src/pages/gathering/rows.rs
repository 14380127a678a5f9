//! Rows of one gathering: meetings, those who take part, what could not be set.

use std::collections::HashMap;

use benfu_app::gathering::{GatheringPage, PairShown, PartyHere};
use benfu_domain::gathering::{MeetingState, Pair, Slot};
use benfu_domain::id::{NeedId, PartyId};
use benfu_domain::programme::Case;

use super::{MeetingRow, PartyRow, UnmetRow};
use crate::locale::{Lang, count};
use crate::route::Route;
use crate::server::Signed;
use crate::view::{Link, Mark, Tone};
use crate::words;

/// What the rows of one page look up.
pub(super) struct Look<'a> {
    pub(super) page: &'a GatheringPage,
    slots: Vec<Slot>,
    titles: HashMap<NeedId, &'a str>,
}

impl<'a> Look<'a> {
    pub(super) fn new(page: &'a GatheringPage) -> Look<'a> {
        let titles = page.needs.iter().map(|one| {
            let need = &one.need;
            (need.id, need.title.as_str())
        });
        Look {
            slots: page.gathering.hours.slots(),
            titles: titles.collect(),
            page,
        }
    }

    pub(super) fn name(&self, party: PartyId) -> String {
        self.page.names.get(&party).cloned().unwrap_or_default()
    }

    /// A party by its name; the organiser, who knows it from the registers, may open it.
    fn firm(&self, party: PartyId) -> Link {
        let name = self.name(party);
        if self.page.may_write {
            Link::new(name, Route::Firm(&party.to_string()))
        } else {
            Link::new(name, "")
        }
    }

    pub(super) fn asker(&self, one: &PairShown) -> String {
        one.asker.map(|asker| self.name(asker)).unwrap_or_default()
    }

    pub(super) fn need(&self, need: NeedId) -> String {
        self.titles
            .get(&need)
            .copied()
            .unwrap_or_default()
            .to_owned()
    }

    /// The hours of a slot that is counted from 1.
    pub(super) fn slot(&self, slot: u16) -> String {
        let found = self.slots.get(usize::from(slot.saturating_sub(1)));
        found.map(ToString::to_string).unwrap_or_default()
    }

    /// Slot and table in words.
    pub(super) fn at(&self, lang: Lang, at: Option<(u16, u16)>) -> String {
        let Some((slot, table)) = at else {
            return String::new();
        };
        let table = lang.tn("gathering-table", i64::from(table));
        format!("{} · {table}", self.slot(slot))
    }

    fn pair(&self, pair: &Pair) -> String {
        format!("{} × {}", self.need(pair.need), self.name(pair.supplier))
    }
}

pub(super) fn meeting_state(lang: Lang, state: MeetingState) -> Mark {
    let (key, tone) = match state {
        MeetingState::Planned => ("meeting-planned", Tone::Busy),
        MeetingState::Held => ("meeting-held", Tone::Good),
        MeetingState::Missed => ("meeting-missed", Tone::Bad),
        MeetingState::Cancelled => ("meeting-cancelled", Tone::Plain),
    };
    Mark::new(lang.t(key), tone)
}

/// The meetings, those taken out last.
pub(super) fn meetings(signed: &Signed, look: &Look) -> Vec<MeetingRow> {
    let lang = signed.lang;
    let settles = look.page.may_write && due(signed, look.page);
    let row = |one: &PairShown| {
        let meeting = &one.meeting;
        let (need, supplier) = (meeting.pair.need, meeting.pair.supplier);
        MeetingRow {
            id: meeting.id.to_string(),
            at: look.at(lang, meeting.at),
            need: Link::new(look.need(need), Route::Need(&need.to_string())),
            asker: look.asker(one),
            supplier: look.firm(supplier),
            state: meeting_state(lang, meeting.state),
            reason: meeting.reason.clone(),
            case: one.case.as_ref().map(|case| case_mark(signed, case)),
            waits: settles && meeting.state == MeetingState::Planned,
        }
    };
    look.page.meetings.iter().map(row).collect()
}

/// The day has come, so that meetings can be settled.
pub(super) fn due(signed: &Signed, page: &GatheringPage) -> bool {
    page.gathering.held_on <= signed.cx.today()
}

/// The case by the stage in which it stands, or how it ended.
fn case_mark(signed: &Signed, case: &Case) -> (Link, Mark) {
    let lang = signed.lang;
    let programme = signed.cx.pack().programmes.get(&case.programme);
    let code = case.end.as_ref().and_then(|end| {
        let code = programme?.end_code(&end.code)?;
        Some((code.label.text(lang.into()).to_owned(), code.success))
    });
    let mark = match code {
        Some((text, true)) => Mark::new(text, Tone::Good),
        Some((text, false)) => Mark::new(text, Tone::Plain),
        None => words::case_state(lang, case.state),
    };
    let link = Link::new(lang.t("gathering-case"), Route::Case(&case.id.to_string()));
    (link, mark)
}

pub(super) fn parties(signed: &Signed, look: &Look) -> Vec<PartyRow> {
    let rows = look.page.parties.iter();
    rows.map(|one| party(signed, look, one)).collect()
}

fn party(signed: &Signed, look: &Look, one: &PartyHere) -> PartyRow {
    let (lang, own) = (signed.lang, one.participant.party.to_string());
    let id = look.page.gathering.id.to_string();
    let brings = match one.needs.len() {
        0 => lang.t("gathering-as-supplier").into_owned(),
        1 => look.need(one.needs[0]),
        many => lang.tn("gathering-needs", count(many)).into_owned(),
    };
    let said = one.said.map(|said| {
        [said.wants, said.wanted, said.mutual, said.meetings].map(|number| lang.int(count(number)))
    });
    PartyRow {
        party: look.firm(one.participant.party),
        brings,
        said,
        note: note(lang, look, one),
        wishes: one.may_change.then(|| {
            let route = Route::GatheringWishes(&id, &own);
            Link::new(lang.t("gathering-wishes"), route)
        }),
    }
}

fn note(lang: Lang, look: &Look, one: &PartyHere) -> String {
    let part = &one.participant;
    if let Some((on, reason)) = &part.left {
        let day = words::date_of(*on).map(|day| lang.date(day));
        let left = lang
            .tv("gathering-left", day.unwrap_or_default())
            .into_owned();
        return format!("{left} {reason}");
    }
    let table = part
        .table
        .map(|table| lang.tn("gathering-host", i64::from(table)).into_owned());
    let away: Vec<String> = part.away.iter().map(|slot| look.slot(*slot)).collect();
    let away = (!away.is_empty()).then(|| {
        let hours = away.join(lang.t("list-comma").as_ref());
        lang.tv("gathering-away", &hours).into_owned()
    });
    let most = part
        .most
        .map(|most| lang.tn("gathering-most", i64::from(most)).into_owned());
    let notes = [table, away, most].into_iter().flatten();
    notes.collect::<Vec<_>>().join(" · ")
}

pub(super) fn unmet(lang: Lang, look: &Look) -> Vec<UnmetRow> {
    let pairs = look.page.unmet.iter().map(|(pair, why)| UnmetRow {
        who: look.pair(pair),
        why: why.text(lang.into()).to_owned(),
    });
    let left = look.page.left_over.iter().map(|(party, why)| UnmetRow {
        who: look.name(*party),
        why: why.text(lang.into()).to_owned(),
    });
    pairs.chain(left).collect()
}
