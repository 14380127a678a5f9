//! A case: one pairing followed to its end.

use super::{CaseState, Part, Programme};
use crate::calendar::{Calendar, Deadline};
use crate::id::{CaseId, NeedId, OfferId, OrganisationId, PartyId, SubjectKey};
use crate::programme::ClockUnit;
use crate::region::RegionCode;
use benfu_rules::Day;

/// The two sides and who proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// The party that has the need.
    pub asker: PartyId,
    /// The party that makes the offer.
    pub supplier: PartyId,
    /// Invited (asker) or came forward (supplier).
    pub proposed_by: Part,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// A code of the programme.
    pub code: String,
    /// The answer to the parties, in words.
    pub reason: String,
    /// The day.
    pub on: Day,
}

/// The clock of the stage in which a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clock {
    /// When the stage must be done.
    pub due: Option<Deadline>,
    /// Since when the clock stands still.
    pub paused_on: Option<Day>,
}

/// What is known of a case before it has moved.
#[derive(Debug, Clone)]
pub struct Opening<'p> {
    /// Identifier.
    pub id: CaseId,
    /// Its key in the fact journal.
    pub key: SubjectKey,
    /// The version of the packs in force.
    pub pack_version: &'p str,
    /// What the two sides meet about.
    pub matter: Matter,
    /// The two sides.
    pub sides: Sides,
    /// The organisation that keeps the case.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
}

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A need in its published version, and the offer that was named for it.
    Need {
        /// The need.
        need: NeedId,
        /// Its published version.
        version: i64,
        /// The offer, if one was named.
        offer: Option<OfferId>,
    },
    /// A policy.
    Policy(String),
}

/// One pairing, application or request on the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Identifier.
    pub id: CaseId,
    /// Its key in the fact journal.
    pub key: SubjectKey,
    /// The programme it follows.
    pub programme: String,
    /// The version of the packs on the day it began; its rules and clocks stay those.
    pub pack_version: String,
    /// The need, if the programme has needs.
    pub need: Option<NeedId>,
    /// The published version of the need it answers.
    pub need_version: i64,
    /// The policy it is about, if the programme is one of policies. Then one firm is on both sides: it asks for what the
    /// policy gives, and the application is its own; who keeps the case helps it.
    pub policy: Option<String>,
    /// The offer, if one was named.
    pub offer: Option<OfferId>,
    /// The two sides.
    pub sides: Sides,
    /// The organisation that keeps the case.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Where it stands.
    pub state: CaseState,
    /// The stage within the state; empty once ended.
    pub stage: String,
    /// When it opened.
    pub opened_on: Day,
    /// When the present stage began.
    pub stage_on: Day,
    /// The farthest state it has reached: the funnel counts this.
    pub farthest: CaseState,
    /// The clock of the present stage.
    pub clock: Clock,
    /// How it ended.
    pub end: Option<End>,
    /// Counts up with each write.
    pub version: i64,
}

impl Case {
    /// Is the clock's day past, with a date that is certain?
    pub fn overdue(&self, today: Day) -> bool {
        let running = self.clock.paused_on.is_none() && self.state != CaseState::Ended;
        running
            && self
                .clock
                .due
                .as_ref()
                .is_some_and(|due| !due.provisional && due.on < today)
    }

    /// The case with a certain deadline in place of a provisional one, now that the calendar reaches far enough.
    pub fn settled(&self, programme: &Programme, calendar: &Calendar) -> Option<Case> {
        let running = self.state != CaseState::Ended && self.clock.paused_on.is_none();
        let provisional = self.clock.due.as_ref().is_some_and(|due| due.provisional);
        let due =
            due(programme, &self.stage, self.stage_on, calendar).filter(|due| !due.provisional);
        let clock = Clock {
            due: Some(due.filter(|_| running && provisional)?),
            paused_on: None,
        };
        Some(Case {
            clock,
            ..self.clone()
        })
    }

    /// A new case at the first stage of its programme, its clock running.
    pub fn opened(
        opening: Opening<'_>,
        programme: &Programme,
        on: Day,
        calendar: &Calendar,
    ) -> Case {
        let (need, need_version, offer, policy) = match opening.matter {
            Matter::Need {
                need,
                version,
                offer,
            } => (Some(need), version, offer, None),
            Matter::Policy(policy) => (None, 0, None, Some(policy)),
        };
        let mut case = Case {
            id: opening.id,
            key: opening.key,
            programme: programme.id.clone(),
            pack_version: opening.pack_version.to_owned(),
            need,
            need_version,
            policy,
            offer,
            sides: opening.sides,
            organisation: opening.organisation,
            region: opening.region,
            state: CaseState::Proposed,
            stage: String::new(),
            opened_on: on,
            stage_on: on,
            farthest: CaseState::Proposed,
            clock: Clock::default(),
            end: None,
            version: 1,
        };
        let first = programme.landing(CaseState::Proposed);
        case.enter(first, programme, on, calendar);
        case
    }

    /// Puts the case at the first stage of `state`, starts its clock, remembers how far it came.
    pub(super) fn enter(
        &mut self,
        state: CaseState,
        programme: &Programme,
        on: Day,
        calendar: &Calendar,
    ) {
        self.state = state;
        if state != CaseState::Ended {
            self.farthest = self.farthest.max(state);
        }
        let first = programme
            .stages_of(state)
            .next()
            .map(|stage| stage.id.clone());
        self.enter_stage(first.unwrap_or_default(), programme, on, calendar);
    }

    /// Puts the case at a stage and starts its clock.
    pub(super) fn enter_stage(
        &mut self,
        stage: String,
        programme: &Programme,
        on: Day,
        calendar: &Calendar,
    ) {
        self.clock = Clock {
            due: due(programme, &stage, on, calendar),
            paused_on: None,
        };
        self.stage = stage;
        self.stage_on = on;
    }
}

/// When a stage begun on `on` must be done.
pub(super) fn due(
    programme: &Programme,
    stage: &str,
    on: Day,
    calendar: &Calendar,
) -> Option<Deadline> {
    let clock = programme.stage(stage)?.clock?;
    match clock.unit {
        ClockUnit::WorkingDays => Some(calendar.add_working_days(on, clock.days)),
        ClockUnit::Days => {
            let on = on.plus_days(i32::try_from(clock.days).ok()?)?;
            Some(Deadline {
                on,
                provisional: false,
            })
        }
    }
}
