//! What an attempted action makes of a case, or why it is refused.

use super::{Action, Case, CaseState, ClockUnit, End, Guard, Part, Programme, Stage, Transition};
use crate::calendar::{Calendar, Deadline};
use benfu_rules::{Answer, Day};

/// An action that somebody attempts, with everything the decision needs.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    /// The action.
    pub action: Action,
    /// The parts this person may play in this case.
    pub parts: &'a [Part],
    /// Today.
    pub on: Day,
    /// Why, in words.
    pub reason: &'a str,
    /// The coded end, for actions that end the case.
    pub code: &'a str,
    /// Kinds of evidence on file for the present stage.
    pub evidence: &'a [String],
    /// Is a measured trial round on record?
    pub measured: bool,
    /// The answer of the stage's gate rule; `Met` when it has none.
    pub gate: Answer,
}

/// What happened: the case as it now is and which line of the loop it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The case after the action.
    pub case: Case,
    /// The line taken.
    pub transition: Transition,
    /// The part that acted.
    pub part: Part,
}

/// Why an action is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The loop has no such action in this state.
    NotInThisState(CaseState),
    /// None of the person's parts may do it.
    NotYourPart(&'static [Part]),
    /// Nobody agrees with or declines their own proposal.
    OwnProposal,
    /// A reason in words is required.
    ReasonMissing,
    /// The programme has no such end code.
    UnknownCode(String),
    /// Delivery needs a measured trial round on record.
    NoMeasuredRound,
    /// Kinds of evidence that are not on file.
    EvidenceMissing(Vec<String>),
    /// Later stages of this state ask for evidence or have a gate, and must be passed first.
    StagesAhead(Vec<String>),
    /// The gate rule of the stage is not met.
    GateNotMet,
    /// The gate rule cannot be answered.
    GateUnknown,
    /// The clock stands still; resume first.
    Paused,
    /// The clock is already running.
    NotPaused,
    /// There is no stage before or after this one within the state.
    NoSuchStage,
}

impl Case {
    /// Decides an attempted action under `programme`, the version of it that the case is pinned to.
    ///
    /// # Errors
    /// A [`Refusal`] that names what is missing; the case is then unchanged.
    pub fn decide(
        &self,
        attempt: &Attempt<'_>,
        programme: &Programme,
        calendar: &Calendar,
    ) -> Result<Moved, Refusal> {
        let transition = Transition::find(self.state, attempt.action)
            .ok_or(Refusal::NotInThisState(self.state))?;
        let part = acting_part(&transition, attempt.parts)?;
        self.check_pause(attempt.action)?;
        self.check_guard(transition.guard, part, attempt, programme)?;
        let case = self.moved(&transition, attempt, programme, calendar)?;
        Ok(Moved {
            case,
            transition,
            part,
        })
    }

    /// The actions that this person could attempt now, whatever else they need.
    pub fn open_actions(&self, parts: &[Part]) -> Vec<Transition> {
        let possible = Action::ALL
            .iter()
            .filter_map(|action| Transition::find(self.state, *action));
        possible
            .filter(|line| {
                acting_part(line, parts).is_ok_and(|part| !self.own_proposal(line.action, part))
            })
            .filter(|line| self.check_pause(line.action).is_ok())
            .collect()
    }

    fn check_pause(&self, action: Action) -> Result<(), Refusal> {
        let paused = self.clock.paused_on.is_some();
        let ends = matches!(action, Action::End | Action::Withdraw | Action::Decline);
        let resumes = action == Action::Resume;
        if resumes && !paused {
            return Err(Refusal::NotPaused);
        }
        if paused && !resumes && !ends {
            return Err(Refusal::Paused);
        }
        Ok(())
    }

    fn own_proposal(&self, action: Action, part: Part) -> bool {
        let answers = matches!(action, Action::Agree | Action::Decline);
        answers && part == self.sides.proposed_by
    }

    fn check_guard(
        &self,
        guard: Guard,
        part: Part,
        attempt: &Attempt<'_>,
        programme: &Programme,
    ) -> Result<(), Refusal> {
        match guard {
            Guard::OtherSide if part == self.sides.proposed_by => Err(Refusal::OwnProposal),
            Guard::Free | Guard::OtherSide => Ok(()),
            Guard::Reason => check_reason(attempt),
            Guard::Code => check_code(attempt, programme),
            Guard::Measured => {
                check_measured(attempt, programme)?;
                self.check_leaving(attempt, programme)
            }
            Guard::Gate if attempt.action == Action::Advance => {
                check_gate(attempt, programme.stage(&self.stage))
            }
            Guard::Gate => self.check_leaving(attempt, programme),
        }
    }

    /// A case leaves a state forward only when its stage is satisfied and no later stage of the state asks for
    /// anything.
    fn check_leaving(&self, attempt: &Attempt<'_>, programme: &Programme) -> Result<(), Refusal> {
        let ahead: Vec<String> = programme
            .demanding_after(&self.stage)
            .map(|stage| stage.id.clone())
            .collect();
        if !ahead.is_empty() {
            return Err(Refusal::StagesAhead(ahead));
        }
        check_gate(attempt, programme.stage(&self.stage))
    }

    fn moved(
        &self,
        transition: &Transition,
        attempt: &Attempt<'_>,
        programme: &Programme,
        calendar: &Calendar,
    ) -> Result<Case, Refusal> {
        let mut case = self.clone();
        let on = attempt.on;
        match attempt.action {
            Action::Advance => {
                case.enter_stage(neighbour(self, programme, 1)?, programme, on, calendar);
            }
            Action::StepBack => {
                case.enter_stage(neighbour(self, programme, -1)?, programme, on, calendar);
            }
            Action::Pause => case.clock.paused_on = Some(on),
            Action::Resume => case.resume(programme, on, calendar),
            Action::End | Action::Withdraw | Action::Decline => {
                case.finish(attempt, programme, calendar);
            }
            Action::Submit | Action::Record | Action::Transfer | Action::Return => {}
            Action::Agree
            | Action::Start
            | Action::Deliver
            | Action::Refuse
            | Action::Accept
            | Action::Adopt => {
                case.enter(programme.landing(transition.to), programme, on, calendar);
            }
        }
        Ok(case)
    }

    fn finish(&mut self, attempt: &Attempt<'_>, programme: &Programme, calendar: &Calendar) {
        self.enter(CaseState::Ended, programme, attempt.on, calendar);
        let (code, reason) = (attempt.code.to_owned(), attempt.reason.to_owned());
        self.end = Some(End {
            code,
            reason,
            on: attempt.on,
        });
    }

    /// The days that were left when the clock stopped are left again from today.
    fn resume(&mut self, programme: &Programme, on: Day, calendar: &Calendar) {
        let unit = programme
            .stage(&self.stage)
            .and_then(|stage| stage.clock)
            .map(|clock| clock.unit);
        let paused_on = self.clock.paused_on.take();
        if let (Some(due), Some(paused_on), Some(unit)) = (self.clock.due.take(), paused_on, unit) {
            self.clock.due = Some(shifted(due, paused_on, on, unit, calendar));
        }
    }

    /// Ends the case because another supplier was selected: a coded reason and an answer, in the same act
    /// as the selection. `None` when the case has ended already.
    pub fn close_unselected(
        &self,
        programme: &Programme,
        answer: &str,
        on: Day,
        calendar: &Calendar,
    ) -> Option<Case> {
        if self.state == CaseState::Ended {
            return None;
        }
        let mut case = self.clone();
        case.enter(CaseState::Ended, programme, on, calendar);
        let code = programme.selection_closed_code.clone();
        case.end = Some(End {
            code,
            reason: answer.to_owned(),
            on,
        });
        Some(case)
    }
}

fn shifted(
    due: Deadline,
    paused_on: Day,
    on: Day,
    unit: ClockUnit,
    calendar: &Calendar,
) -> Deadline {
    match unit {
        ClockUnit::WorkingDays => {
            let left = calendar.working_days_between(paused_on, due.on);
            calendar.add_working_days(on, u32::try_from(left).unwrap_or(0))
        }
        ClockUnit::Days => {
            let left = paused_on.days_until(due.on).max(0);
            Deadline {
                on: on.plus_days(left).unwrap_or(due.on),
                provisional: due.provisional,
            }
        }
    }
}

fn acting_part(transition: &Transition, parts: &[Part]) -> Result<Part, Refusal> {
    let playing = transition
        .parts
        .iter()
        .copied()
        .find(|part| parts.contains(part));
    playing.ok_or(Refusal::NotYourPart(transition.parts))
}

fn neighbour(case: &Case, programme: &Programme, step: isize) -> Result<String, Refusal> {
    let stage = programme
        .neighbour(&case.stage, step)
        .ok_or(Refusal::NoSuchStage)?;
    Ok(stage.id.clone())
}

fn check_reason(attempt: &Attempt<'_>) -> Result<(), Refusal> {
    if attempt.reason.trim().is_empty() {
        Err(Refusal::ReasonMissing)
    } else {
        Ok(())
    }
}

fn check_code(attempt: &Attempt<'_>, programme: &Programme) -> Result<(), Refusal> {
    match programme.end_code(attempt.code) {
        Some(_) => check_reason(attempt),
        None => Err(Refusal::UnknownCode(attempt.code.to_owned())),
    }
}

fn check_measured(attempt: &Attempt<'_>, programme: &Programme) -> Result<(), Refusal> {
    let asked = programme.stages.iter().any(|stage| stage.asks_rounds);
    if asked && !attempt.measured {
        Err(Refusal::NoMeasuredRound)
    } else {
        Ok(())
    }
}

fn check_gate(attempt: &Attempt<'_>, stage: Option<&Stage>) -> Result<(), Refusal> {
    let kinds = stage
        .map(|stage| stage.evidence.as_slice())
        .unwrap_or_default();
    let missing: Vec<String> = kinds
        .iter()
        .map(|kind| kind.id.clone())
        .filter(|kind| !attempt.evidence.contains(kind))
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::EvidenceMissing(missing));
    }
    match attempt.gate {
        Answer::Met => Ok(()),
        Answer::NotMet => Err(Refusal::GateNotMet),
        Answer::Unknown => Err(Refusal::GateUnknown),
    }
}
