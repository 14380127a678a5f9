//! How a gathering goes: made, joined, wished for, set, held, followed; planned by the same code as a real one.
//!
//! Main type: [`GatheringTale`]. What came of its meetings is told in [`super::meeting_tale`].

use super::calendar_time::{after, at, in_office_hours, working_day};
use super::draw::Draws;
use super::gathered::Held;
use super::history::{Hand, PastAct};
use super::tale::Cast;
use crate::gathering::{Whole, changed_by, plan};
use crate::{Failure, Ids};
use benfu_domain::Day;
use benfu_domain::gathering::{
    Gathering, GatheringKind, GatheringState, Hours, Pair, Participant, Side, Strength, Wish,
};
use benfu_domain::id::{GatheringId, MeetingId, ParticipantId, PartyId, SubjectKey};
use benfu_domain::need::Need;
use benfu_domain::programme::Programme;
use benfu_packs::Pack;
use benfu_store::gathering::BroughtNeed;
use jiff::Timestamp;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A need at the table, its asker's hand, and the suppliers who come for it.
pub(super) struct Guest {
    pub(super) need: Need,
    pub(super) hand: Hand,
    pub(super) casts: Vec<Cast>,
}

/// A gathering under way.
pub(super) struct GatheringTale<'t> {
    pub(super) held: &'t Held,
    pub(super) on: Day,
    pub(super) today: Day,
    pub(super) programme: &'t Programme,
    pub(super) pack: Arc<Pack>,
    pub(super) officer: Hand,
    pub(super) hands: BTreeMap<PartyId, Hand>,
    guests: Vec<Guest>,
    pub(super) keys: Vec<SubjectKey>,
    pub(super) whole: Whole,
    pub(super) ids: Ids,
    draws: Draws,
    pub(super) acts: Vec<PastAct>,
}

impl<'t> GatheringTale<'t> {
    pub(super) fn begin(
        held: &'t Held,
        (on, today): (Day, Day),
        (programme, pack): (&'t Programme, Arc<Pack>),
        officer: Hand,
        (guests, keys): (Vec<Guest>, Vec<SubjectKey>),
        seed: u64,
    ) -> GatheringTale<'t> {
        let mut draws = Draws::new(seed, held.title);
        let ids = Ids::seeded(draws.next());
        let made = at(after(on, -21), -150);
        let gathering = Gathering {
            id: GatheringId::from_bits(ids.mint(made)),
            kind: held.kind,
            aim: held.aim,
            title: held.title.to_owned(),
            place: held.place.to_owned(),
            held_on: on,
            wishes_until: after(on, -5),
            programme: programme.id.clone(),
            hours: hours(held),
            state: GatheringState::Open,
            planned: None,
            runner: officer.account,
            organisation: officer.organisation,
            region: officer.region.clone(),
            version: 1,
        };
        let own = guests
            .iter()
            .filter_map(|guest| Some((guest.need.party?, guest.hand.clone())));
        let others = guests.iter().flat_map(|guest| &guest.casts);
        let others = others.map(|cast| (cast.party, cast.hand.clone()));
        let needs = guests
            .iter()
            .map(|guest| (guest.need.id, guest.need.clone()));
        GatheringTale {
            hands: own.chain(others).collect(),
            whole: Whole {
                needs: needs.collect(),
                gathering,
                participants: Vec::new(),
                brought: Vec::new(),
                wishes: Vec::new(),
                meetings: Vec::new(),
                cases: HashMap::new(),
            },
            acts: Vec::new(),
            held,
            on,
            today,
            programme,
            pack,
            officer,
            guests,
            keys,
            ids,
            draws,
        }
    }

    /// It was held: meetings, and what became of them. The acts, and how many cases there are.
    pub(super) fn held(mut self) -> Result<(Vec<PastAct>, usize), Failure> {
        self.opened();
        self.wished(1_000);
        self.set();
        let cases = self.followed()?;
        Ok((self.acts, cases))
    }

    /// It is coming: a day is set already, an assignment still gathers wishes.
    pub(super) fn coming(mut self) -> Vec<PastAct> {
        self.opened();
        if self.held.kind == GatheringKind::Day {
            self.wished(1_000);
            self.set();
        } else {
            self.wished(600);
        }
        self.acts
    }

    /// Some time of the working day so many days before or after the day itself, no later than today.
    pub(super) fn moment(&mut self, days: i32) -> Timestamp {
        let then = working_day(after(self.on, days), &self.pack.calendar).min(self.today);
        in_office_hours(then, &mut self.draws)
    }

    pub(super) fn act(&self, at: Timestamp, hand: &Hand, action: &'static str) -> PastAct {
        PastAct::new(at, hand, action, &self.whole.gathering.id.to_string())
    }

    /// The officer makes it, and brings needs and suppliers.
    fn opened(&mut self) {
        let gathering = self.whole.gathering.clone();
        let made = at(after(self.on, -21), -150);
        let told = json!({ "title": gathering.title, "held_on": gathering.held_on.to_string() });
        let act = self
            .act(made, &self.officer, "gathering_made")
            .telling(told);
        let row = gathering.clone();
        self.acts.push(act.writing(move |write| {
            write.save_gathering(&row);
        }));
        let joined = at(after(self.on, -21), -60);
        let ids: Vec<PartyId> = self.hands.keys().copied().collect();
        let part = |party: &PartyId| {
            let id = ParticipantId::from_bits(self.ids.mint(joined));
            Participant::new(id, gathering.id, *party)
        };
        let participants: Vec<Participant> = ids.iter().map(part).collect();
        let needs = self.guests.iter().map(|guest| BroughtNeed {
            need: guest.need.id,
            places: 1,
        });
        let needs: Vec<BroughtNeed> = needs.collect();
        let told = json!({ "parties": participants.len(), "needs": needs.len() });
        let act = self
            .act(joined, &self.officer, "gathering_joined")
            .telling(told);
        (self.whole.participants, self.whole.brought) = (participants.clone(), needs.clone());
        self.acts.push(act.writing(move |write| {
            for one in &participants {
                write.save_participant(one);
            }
            write.bring_needs(gathering.id, &needs);
        }));
    }

    /// Each side says whom it would meet; so many in a thousand have said it by now.
    fn wished(&mut self, permille: usize) {
        let mut said: BTreeMap<PartyId, Vec<Wish>> = BTreeMap::new();
        for place in 0..self.guests.len() {
            for (by, wish) in self.wishes_about(place) {
                said.entry(by).or_default().push(wish);
            }
        }
        for (party, wishes) in said {
            if !self.draws.chance(permille) {
                continue;
            }
            let days = i32::try_from(self.draws.between(-16, -6)).unwrap_or(-6);
            let moment = self.moment(days);
            let on = crate::clock::day_of(moment);
            let wishes: Vec<Wish> = wishes.into_iter().map(|wish| Wish { on, ..wish }).collect();
            let hand = self.hands.get(&party).cloned();
            let hand = hand.unwrap_or_else(|| self.officer.clone());
            let told = json!({ "party": party.to_string(), "said": wishes.len() });
            let act = self.act(moment, &hand, "wishes_said").telling(told);
            let (id, rows) = (self.whole.gathering.id, wishes.clone());
            self.whole.wishes.extend(wishes);
            self.acts.push(act.writing(move |write| {
                write.put_wishes(id, &rows);
            }));
        }
    }

    /// What is wished about one need: its own suppliers mostly, and now and then a neighbour's.
    fn wishes_about(&mut self, place: usize) -> Vec<(PartyId, Wish)> {
        let need = self.guests[place].need.clone();
        let Some(asker) = need.party else {
            return Vec::new();
        };
        let next = (place + 1) % self.guests.len();
        let own = self.guests[place].casts.clone();
        let stranger = self.guests[next].casts.first().cloned();
        let mut wishes = Vec::new();
        for (rank, cast) in own.into_iter().chain(stranger).enumerate() {
            if cast.party == asker {
                continue;
            }
            let wanted = [3, 3, 2, 1, 1][rank.min(4)];
            let likes = if self.draws.chance(150) {
                0
            } else {
                self.draws.between(1, 3)
            };
            let sides = [
                (asker, Side::Asker, wanted),
                (cast.party, Side::Supplier, likes),
            ];
            for (by, side, strength) in sides {
                let wish = Wish {
                    pair: Pair {
                        need: need.id,
                        supplier: cast.party,
                    },
                    side,
                    strength: u8::try_from(strength)
                        .ok()
                        .and_then(Strength::new)
                        .unwrap_or(Strength::NO),
                    offer: Some(cast.offer),
                    on: self.on,
                };
                wishes.push((by, wish));
            }
        }
        wishes
    }

    /// The officer sets the meetings.
    fn set(&mut self) {
        let moment = self.moment(-4);
        let plan = plan(&self.whole);
        let mut mint = || MeetingId::from_bits(self.ids.mint(moment));
        let meetings = changed_by(&mut mint, &self.whole, &plan, "");
        self.whole.gathering = Gathering {
            planned: Some((plan.total, plan.bound)),
            ..self.whole.gathering.moved(GatheringState::Planned)
        };
        let told = json!({ "meetings": meetings.len(), "total": plan.total, "bound": plan.bound });
        let act = self
            .act(moment, &self.officer, "gathering_planned")
            .telling(told);
        let gathering = self.whole.gathering.clone();
        self.whole.meetings.clone_from(&meetings);
        self.acts.push(act.writing(move |write| {
            write.save_gathering(&gathering);
            for meeting in &meetings {
                write.save_meeting(meeting);
            }
        }));
    }
}

/// A morning and an afternoon; an assignment has no hours of its own.
fn hours(held: &Held) -> Hours {
    let slots = if held.in_days < 0 {
        (540, 720)
    } else {
        (540, 1_020)
    };
    Hours {
        begins: slots.0,
        ends: slots.1,
        slot_minutes: 20,
        tables: held.tables,
        breaks: if held.in_days < 0 {
            vec![(620, 640)]
        } else {
            vec![(720, 810)]
        },
    }
}
