//! A round as it goes: opened, looked at, answered by link or by workbook, reminded, closed.
//!
//! Main type: [`RoundTale`]. What is answered is made up in [`super::returned`].

use super::calendar_time::{after, in_office_hours, working_day};
use super::draw::Draws;
use super::firms::Firm;
use super::history::PastAct;
use super::rounds::{Asking, Rounds, Sent};
use crate::access::hash_of;
use crate::clock::day_of;
use crate::collection::AskedFirm;
use crate::{Failure, Ids};
use benfu_domain::Day;
use benfu_domain::collection::{Form, Item, LinkState, Presence, Recipient, Round};
use benfu_domain::id::{FormId, OrganisationId, PartyId, RecipientId, RoundId};
use benfu_store::collection::SubjectRow;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// A round under way.
pub(super) struct RoundTale<'r, 'a> {
    pub(super) rounds: &'r mut Rounds<'a>,
    pub(super) round: Round,
    pub(super) ids: Ids,
    pub(super) draws: Draws,
    pub(super) at: Timestamp,
}

impl<'r, 'a> RoundTale<'r, 'a> {
    /// A round of what the pack knows of `asking`; none when that is nothing.
    pub(super) fn begin(
        rounds: &'r mut Rounds<'a>,
        asking: &'static Asking,
    ) -> Option<RoundTale<'r, 'a>> {
        let (pack, options) = (rounds.society.pack, rounds.society.options);
        let known = |id: &&str| pack.dictionary.concepts.contains_key(*id);
        let asks = asking.asks.iter().filter(|(id, _)| known(id));
        let items: Vec<Item> = asks
            .map(|(id, asked)| Item {
                concept: (*id).to_owned(),
                asked: *asked,
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        let mut draws = Draws::new(options.seed, asking.title);
        let ids = Ids::seeded(draws.next());
        let on = working_day(after(options.today, -asking.ago), &pack.calendar);
        let at = in_office_hours(on, &mut draws);
        let officer = rounds.officer();
        let round = Round {
            id: RoundId::from_bits(ids.mint(at)),
            form: FormId::from_bits(ids.mint(at)),
            edition: 1,
            title: asking.title.to_owned(),
            explanation: asking.explanation.to_owned(),
            policy: asking
                .policy
                .filter(|id| pack.policies.contains_key(*id))
                .map(str::to_owned),
            fresh_months: asking.fresh_months,
            items,
            sent_to: asking.sent_to,
            opened_on: on,
            opened_ms: at.as_millisecond(),
            due: pack.calendar.add_working_days(on, asking.working_days),
            closed_on: None,
            runner: officer.account,
            organisation: officer.organisation,
            region: officer.region.clone(),
            version: 1,
        };
        Some(RoundTale {
            rounds,
            round,
            ids,
            draws,
            at,
        })
    }

    /// Some time of the working day so many days after the opening; a little later than what was last told.
    pub(super) fn on(&mut self, days: i32) {
        let then = after(self.round.opened_on, days);
        let then = working_day(then, &self.rounds.society.pack.calendar);
        let moment = in_office_hours(then, &mut self.draws);
        self.soon();
        self.at = self.at.max(moment);
    }

    /// Some minutes pass.
    fn soon(&mut self) {
        let minutes = SignedDuration::from_mins(self.draws.between(2, 9));
        self.at = self.at.checked_add(minutes).unwrap_or(self.at);
    }

    pub(super) fn today(&self) -> Day {
        day_of(self.at)
    }

    fn recipient(&self, name: &str) -> Recipient {
        let id = RecipientId::from_bits(self.ids.mint(self.at));
        Recipient::named(id, self.round.id, name)
    }

    /// A firm that answers for itself.
    pub(super) fn to_firm(&self, place: usize) -> Sent {
        let party = &self.rounds.firm(place).party;
        Sent {
            recipient: Recipient {
                party: Some(party.id),
                ..self.recipient(&party.name)
            },
            places: vec![place],
            answered: vec![false],
        }
    }

    /// The offices of the streets, each with the first of its firms that owe something.
    pub(super) fn streets(&self, most: usize) -> Result<Vec<Sent>, Failure> {
        let mut sent = Vec::new();
        let streets = &self.rounds.officials.streets;
        let offices: Vec<(OrganisationId, _)> = streets
            .iter()
            .map(|hand| (hand.organisation, hand.region.clone()))
            .collect();
        for (office, region) in offices {
            let places = self.owing(|firm| firm.party.region == region, most)?;
            let name = self.rounds.society.district.street_name(&region);
            let recipient = Recipient {
                office: Some(office),
                ..self.recipient(&format!("{name}办事处（示例）"))
            };
            if !places.is_empty() {
                sent.push(Sent {
                    answered: vec![false; places.len()],
                    recipient,
                    places,
                });
            }
        }
        Ok(sent)
    }

    /// The first firms of the pool of whom something is asked.
    pub(super) fn owing(
        &self,
        of: impl Fn(&Firm) -> bool,
        most: usize,
    ) -> Result<Vec<usize>, Failure> {
        let mut owing = Vec::new();
        for place in &self.rounds.known.pool {
            if owing.len() >= most {
                break;
            }
            if of(self.rounds.firm(*place)) && self.asks(*place)? {
                owing.push(*place);
            }
        }
        Ok(owing)
    }

    fn asks(&self, place: usize) -> Result<bool, Failure> {
        let asked = self.asked(place, false)?;
        let mut lines = asked.lines.iter();
        Ok(lines.any(|line| matches!(line.presence, Presence::Gap | Presence::Confirm)))
    }

    /// What is asked of a firm at this moment.
    pub(super) fn asked(&self, place: usize, own: bool) -> Result<AskedFirm, Failure> {
        let (firm, known) = (self.rounds.firm(place), &self.rounds.known);
        let pack = self.rounds.society.pack;
        let policy = self.round.policy.as_ref();
        let edition = policy.and_then(|id| pack.policies.get(id)?.edition_on(self.today()));
        let needed = match edition {
            Some(edition) => Some(known.assess(pack, edition, firm, self.today())?.missing()),
            None => None,
        };
        let facts = known.facts(firm, self.today());
        let cx = self.rounds.cx(self.at);
        let lines = crate::collection::lines(&cx, &self.round, &facts, needed.as_deref(), own);
        Ok(AskedFirm {
            party: firm.party.clone(),
            lines,
        })
    }

    pub(super) fn tell(
        &mut self,
        event: &'static str,
        subject: &str,
        told: serde_json::Value,
    ) -> PastAct {
        self.soon();
        PastAct::new(self.at, self.rounds.officer(), event, subject).telling(told)
    }

    /// The form is made, the round opened, and everybody gets a link.
    pub(super) fn open(&mut self, sent: &mut [Sent]) {
        let round = self.round.clone();
        self.make_form(&round);
        let rows: Vec<Recipient> = sent.iter().map(|one| one.recipient.clone()).collect();
        let subjects: Vec<SubjectRow> = sent
            .iter()
            .flat_map(|one| one.places.iter().map(|place| (one.recipient.id, *place)))
            .map(|(recipient, place)| self.subject(recipient, self.rounds.firm(place).party.id))
            .collect();
        let told = json!({
            "title": round.title, "form": round.form.to_string(), "edition": round.edition,
            "recipients": rows.len(), "firms": subjects.len(), "due": round.due.on.to_string(),
        });
        let act = self.tell("round_opened", &round.id.to_string(), told);
        self.rounds.acts.push(act.writing(move |write| {
            write
                .save_round(&round)
                .add_recipients(&rows)
                .add_subjects(&subjects);
        }));
        self.issue_links(sent);
    }

    fn subject(&self, recipient: RecipientId, party: PartyId) -> SubjectRow {
        SubjectRow {
            round: self.round.id,
            party,
            recipient,
            returned_on: None,
            left_open: 0,
        }
    }

    fn make_form(&mut self, round: &Round) {
        let form = Form {
            id: round.form,
            title: round.title.clone(),
            explanation: round.explanation.clone(),
            policy: round.policy.clone(),
            fresh_months: round.fresh_months,
            edition: 1,
            items: round.items.clone(),
            organisation: round.organisation,
            region: round.region.clone(),
            version: 1,
        };
        let asks = form
            .items
            .iter()
            .map(|item| format!("{} {}", item.concept, item.asked));
        let asks: Vec<String> = asks.collect();
        let told = json!({ "title": form.title, "edition": form.edition, "asks": asks });
        let officer = self.rounds.officer();
        let act = PastAct::new(self.at, officer, "form_made", &form.id.to_string());
        self.rounds
            .acts
            .push(act.telling(told).writing(move |write| {
                write.save_form(&form);
            }));
    }

    /// The tokens come from the seed as the passwords of the sample do: they protect nothing.
    fn issue_links(&mut self, sent: &mut [Sent]) {
        for one in sent.iter_mut() {
            let token = format!("{:016x}{:016x}", self.draws.next(), self.draws.next());
            one.recipient.link = LinkState::Live;
            one.recipient.token_hash = Some(hash_of(&token));
        }
        self.save_all(sent, "links_issued");
    }

    /// A recipient's link is opened for the first time.
    pub(super) fn look(&mut self, sent: &mut Sent) {
        sent.recipient.opened_on = Some(self.today());
        sent.recipient.version += 1;
        let (row, round) = (sent.recipient.clone(), self.round.id.to_string());
        let act = self.tell("link_opened", &round, serde_json::Value::Null);
        self.rounds
            .acts
            .push(act.by_link(row.id).writing(move |write| {
                write.save_recipient(&row);
            }));
    }

    /// Those who owe something are reminded.
    pub(super) fn remind(&mut self, sent: &mut [Sent]) {
        let today = self.today();
        let mut owing: Vec<&mut Sent> = sent.iter_mut().filter(|one| one.owes()).collect();
        for one in &mut owing {
            one.recipient.reminded_on = Some(today);
        }
        self.save_all(owing, "round_reminded");
    }

    fn save_all<'s>(&mut self, sent: impl IntoIterator<Item = &'s mut Sent>, event: &'static str) {
        let rows: Vec<Recipient> = sent
            .into_iter()
            .map(|one| {
                one.recipient.version += 1;
                one.recipient.clone()
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        let to: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
        let told = match event {
            "round_reminded" => json!({ "to": to, "fresh_links": false }),
            _ => json!({ "to": to }),
        };
        let act = self.tell(event, &self.round.id.to_string(), told);
        self.rounds.acts.push(act.writing(move |write| {
            for row in &rows {
                write.save_recipient(row);
            }
        }));
    }

    /// Nothing more comes in.
    pub(super) fn close(&mut self, sent: &[Sent]) {
        let answered = sent.iter().flat_map(|one| &one.answered);
        let (asked, returned) = (
            answered.clone().count(),
            answered.filter(|back| **back).count(),
        );
        self.round.closed_on = Some(self.today());
        self.round.version += 1;
        let round = self.round.clone();
        let told = json!({ "asked": asked, "returned": returned });
        let act = self.tell("round_closed", &round.id.to_string(), told);
        self.rounds.acts.push(act.writing(move |write| {
            write.save_round(&round);
        }));
    }
}
