//! The loop as one table. A new state or action is a change here and nowhere else.

use crate::label::Label;
use crate::word::worded;

worded! {
    /// Where a case stands. Fixed for every programme, so that every mechanism shares one funnel.
    CaseState {
        /// A supplier was invited or came forward.
        Proposed = "proposed",
        /// Both sides want it.
        Agreed = "agreed",
        /// Trials or work go on.
        Underway = "underway",
        /// The result was handed over.
        Delivered = "delivered",
        /// The asker accepted the result.
        Accepted = "accepted",
        /// The result is in use.
        Adopted = "adopted",
        /// Over, with a code.
        Ended = "ended",
    }
}

impl CaseState {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            CaseState::Proposed => ("已提出", "Proposed"),
            CaseState::Agreed => ("已约定", "Agreed"),
            CaseState::Underway => ("进行中", "Underway"),
            CaseState::Delivered => ("已交付", "Delivered"),
            CaseState::Accepted => ("已验收", "Accepted"),
            CaseState::Adopted => ("已采用", "Adopted"),
            CaseState::Ended => ("已结束", "Ended"),
        };
        Label::new(zh, en)
    }
}

worded! {
    /// What can be done to a case.
    Action {
        /// Hand in what was asked for.
        Submit = "submit",
        /// Send back for correction.
        Return = "return",
        /// Say yes to the proposal.
        Agree = "agree",
        /// Say no to the proposal, with a reason.
        Decline = "decline",
        /// Begin the trial or work.
        Start = "start",
        /// Add a record: a trial round, a measurement, a repeat purchase, a follow-up.
        Record = "record",
        /// Hand over the result.
        Deliver = "deliver",
        /// Refuse the result, with a reason; work goes on.
        Refuse = "refuse",
        /// Accept the result.
        Accept = "accept",
        /// Put the result to use.
        Adopt = "adopt",
        /// Go to the next stage within the state.
        Advance = "advance",
        /// Go back to the stage before within the state.
        StepBack = "step_back",
        /// Stop the clock, with a reason.
        Pause = "pause",
        /// Let the clock run on.
        Resume = "resume",
        /// Hand the duty to another organisation.
        Transfer = "transfer",
        /// Take back one's own side of the pairing.
        Withdraw = "withdraw",
        /// End the case with a code.
        End = "end",
    }
}

worded! {
    /// Who acts. A pack maps parts to roles.
    Part {
        /// Has the need.
        Asker = "asker",
        /// Makes the offer.
        Supplier = "supplier",
        /// Gives the site.
        Host = "host",
        /// Decides on money or admission.
        Decider = "decider",
        /// Gives an opinion.
        Reviewer = "reviewer",
        /// Watches that it goes on.
        Supervisor = "supervisor",
        /// Brings the sides together.
        Helper = "helper",
    }
}

/// What must hold beside state and part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing more.
    Free,
    /// The side that did not propose: nobody agrees with themselves.
    OtherSide,
    /// At least one measured trial round is on record, where the programme's stages ask for rounds.
    Measured,
    /// The evidence and the gate rule of the stage are satisfied.
    Gate,
    /// A reason in words.
    Reason,
    /// A code that the programme knows, and a reason in words.
    Code,
}

/// One line of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state it starts from.
    pub from: CaseState,
    /// The action.
    pub action: Action,
    /// The state it leads to, before states that the programme skips are passed over.
    pub to: CaseState,
    /// The parts that may do it.
    pub parts: &'static [Part],
    /// What must hold.
    pub guard: Guard,
}

const SIDES: &[Part] = &[Part::Asker, Part::Supplier];
const ASKING: &[Part] = &[Part::Asker, Part::Decider];
const SITE: &[Part] = &[Part::Asker, Part::Host, Part::Supplier];
const WATCHING: &[Part] = &[Part::Asker, Part::Decider, Part::Supervisor];
const ANYONE: &[Part] = &[
    Part::Asker,
    Part::Supplier,
    Part::Host,
    Part::Decider,
    Part::Supervisor,
    Part::Helper,
];

const fn line(
    from: CaseState,
    action: Action,
    to: CaseState,
    parts: &'static [Part],
    guard: Guard,
) -> Transition {
    Transition {
        from,
        action,
        to,
        parts,
        guard,
    }
}

/// The loop. Actions that stay in every state but the last are listed once in [`EVERYWHERE`].
#[rustfmt::skip]
pub const TRANSITIONS: &[Transition] = {
    use {Action as A, CaseState as S};
    &[
        line(S::Proposed,  A::Submit,  S::Proposed,  SIDES,             Guard::Free),
        line(S::Proposed,  A::Return,  S::Proposed,  ASKING,            Guard::Reason),
        line(S::Proposed,  A::Agree,   S::Agreed,    SIDES,             Guard::OtherSide),
        line(S::Proposed,  A::Decline, S::Ended,     SIDES,             Guard::Code),
        line(S::Agreed,    A::Submit,  S::Agreed,    SIDES,             Guard::Free),
        line(S::Agreed,    A::Start,   S::Underway,  &[Part::Asker, Part::Host], Guard::Gate),
        line(S::Underway,  A::Submit,  S::Underway,  SIDES,             Guard::Free),
        line(S::Underway,  A::Record,  S::Underway,  SITE,              Guard::Free),
        line(S::Underway,  A::Deliver, S::Delivered, &[Part::Supplier], Guard::Measured),
        line(S::Delivered, A::Refuse,  S::Underway,  ASKING,            Guard::Reason),
        line(S::Delivered, A::Accept,  S::Accepted,  ASKING,            Guard::Gate),
        line(S::Accepted,  A::Record,  S::Accepted,  SITE,              Guard::Free),
        line(S::Accepted,  A::Adopt,   S::Adopted,   &[Part::Asker],    Guard::Gate),
        line(S::Adopted,   A::Record,  S::Adopted,   SITE,              Guard::Free),
        line(S::Ended,     A::Record,  S::Ended,     ANYONE,            Guard::Free),
    ]
};

/// Actions possible in every state but `ended`; `to` of these is the state itself or `ended`.
#[rustfmt::skip]
pub(super) const EVERYWHERE: &[(Action, bool, &[Part], Guard)] = &[
    (Action::Advance,  false, ANYONE,   Guard::Gate),
    (Action::StepBack, false, ASKING,   Guard::Reason),
    (Action::Pause,    false, WATCHING, Guard::Reason),
    (Action::Resume,   false, WATCHING, Guard::Free),
    (Action::Transfer, false, WATCHING, Guard::Reason),
    (Action::Withdraw, true,  SIDES,    Guard::Code),
    (Action::End,      true,  WATCHING, Guard::Code),
];

impl Transition {
    /// The line for this state and action, if the loop has one.
    pub fn find(from: CaseState, action: Action) -> Option<Transition> {
        let own = TRANSITIONS
            .iter()
            .find(|line| line.from == from && line.action == action);
        own.copied()
            .or_else(|| Transition::everywhere(from, action))
    }

    fn everywhere(from: CaseState, action: Action) -> Option<Transition> {
        if from == CaseState::Ended {
            return None;
        }
        let (_, ends, parts, guard) = EVERYWHERE.iter().find(|line| line.0 == action).copied()?;
        let to = if ends { CaseState::Ended } else { from };
        Some(line(from, action, to, parts, guard))
    }
}
