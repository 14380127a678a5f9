//! The life of a need as one table.

use super::{Need, PublicationPart};
use crate::label::Label;
use crate::programme::Programme;
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// Where a need stands.
    NeedState {
        /// Being written.
        Draft = "draft",
        /// Handed in, or imported.
        Collected = "collected",
        /// Looked over by an officer.
        Screened = "screened",
        /// Open to suppliers.
        Published = "published",
        /// Selection is closed; cases go on.
        Matched = "matched",
        /// Over, with a code.
        Closed = "closed",
        /// Nobody renewed it in time.
        Expired = "expired",
        /// Taken back by its owner.
        Withdrawn = "withdrawn",
    }
}

impl NeedState {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            NeedState::Draft => ("草稿", "Draft"),
            NeedState::Collected => ("已征集", "Collected"),
            NeedState::Screened => ("已初审", "Screened"),
            NeedState::Published => ("已发布", "Published"),
            NeedState::Matched => ("已结束遴选", "Selection closed"),
            NeedState::Closed => ("已结束", "Closed"),
            NeedState::Expired => ("已过期", "Expired"),
            NeedState::Withdrawn => ("已撤回", "Withdrawn"),
        };
        Label::new(zh, en)
    }
}

worded! {
    /// What can be done to a need.
    NeedAction {
        /// Hand the draft in.
        HandIn = "hand_in",
        /// Send back to the writer, with advice.
        Return = "return",
        /// Pass the human screen.
        Screen = "screen",
        /// Open it to suppliers.
        Publish = "publish",
        /// Close selection: every other open case ends in the same act.
        CloseSelection = "close_selection",
        /// End it with a code.
        Close = "close",
        /// Let it run out.
        Expire = "expire",
        /// Keep it alive for another term.
        Renew = "renew",
        /// Take it back.
        Withdraw = "withdraw",
        /// Change its terms after publication: a new version.
        Revise = "revise",
    }
}

/// The life of a need: (from, action, to).
#[rustfmt::skip]
pub const LIFE: &[(NeedState, NeedAction, NeedState)] = {
    use {NeedAction as A, NeedState as S};
    &[
        (S::Draft,     A::HandIn,         S::Collected),
        (S::Draft,     A::Withdraw,       S::Withdrawn),
        (S::Collected, A::Return,         S::Draft),
        (S::Collected, A::Screen,         S::Screened),
        (S::Collected, A::Withdraw,       S::Withdrawn),
        (S::Screened,  A::Return,         S::Draft),
        (S::Screened,  A::Publish,        S::Published),
        (S::Screened,  A::Withdraw,       S::Withdrawn),
        (S::Published, A::Revise,         S::Published),
        (S::Published, A::Renew,          S::Published),
        (S::Published, A::CloseSelection, S::Matched),
        (S::Published, A::Close,          S::Closed),
        (S::Published, A::Expire,         S::Expired),
        (S::Published, A::Withdraw,       S::Withdrawn),
        (S::Matched,   A::Close,          S::Closed),
        (S::Expired,   A::Renew,          S::Published),
    ]
};

/// A step that somebody attempts.
#[derive(Debug, Clone)]
pub struct NeedStep<'a> {
    /// The action.
    pub action: NeedAction,
    /// Today.
    pub on: Day,
    /// Why, in words: required to return, close and withdraw.
    pub reason: &'a str,
    /// The coded end, to close.
    pub code: &'a str,
    /// The programme of the need: what publication asks for, and how many days it lasts.
    pub programme: &'a Programme,
}

/// Why a step is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeedRefusal {
    /// The life of a need has no such step from here.
    NotInThisState(NeedState),
    /// Publication lacks these parts.
    NotReady(Vec<PublicationPart>),
    /// A reason in words is required.
    ReasonMissing,
    /// A code is required.
    CodeMissing,
    /// It has not run out yet.
    NotDue,
}

impl Need {
    /// Decides a step.
    ///
    /// # Errors
    /// A [`NeedRefusal`] that says what is missing.
    pub fn decide(&self, step: &NeedStep<'_>) -> Result<Need, NeedRefusal> {
        let line = LIFE
            .iter()
            .find(|line| line.0 == self.state && line.1 == step.action);
        let to = line.ok_or(NeedRefusal::NotInThisState(self.state))?.2;
        self.check(step)?;
        let mut need = self.clone();
        need.state = to;
        need.apply(step);
        Ok(need)
    }

    fn check(&self, step: &NeedStep<'_>) -> Result<(), NeedRefusal> {
        let reason = !step.reason.trim().is_empty();
        match step.action {
            NeedAction::Publish | NeedAction::Revise => self.check_ready(step.programme),
            NeedAction::Close if step.code.is_empty() => Err(NeedRefusal::CodeMissing),
            NeedAction::Return | NeedAction::Withdraw | NeedAction::Close if !reason => {
                Err(NeedRefusal::ReasonMissing)
            }
            NeedAction::Expire if self.expires_on.is_none_or(|day| step.on <= day) => {
                Err(NeedRefusal::NotDue)
            }
            NeedAction::HandIn
            | NeedAction::Return
            | NeedAction::Screen
            | NeedAction::CloseSelection
            | NeedAction::Close
            | NeedAction::Expire
            | NeedAction::Renew
            | NeedAction::Withdraw => Ok(()),
        }
    }

    fn check_ready(&self, programme: &Programme) -> Result<(), NeedRefusal> {
        let missing = self.missing(&programme.publication);
        if missing.is_empty() {
            Ok(())
        } else {
            Err(NeedRefusal::NotReady(missing))
        }
    }

    fn apply(&mut self, step: &NeedStep<'_>) {
        match step.action {
            NeedAction::Publish | NeedAction::Revise => {
                self.published_version += 1;
                self.expires_on = step.on.plus_days(step.programme.publication_days);
            }
            NeedAction::Renew => {
                self.expires_on = step.on.plus_days(step.programme.publication_days);
            }
            NeedAction::Close => step.code.clone_into(&mut self.close_code),
            NeedAction::HandIn
            | NeedAction::Return
            | NeedAction::Screen
            | NeedAction::CloseSelection
            | NeedAction::Expire
            | NeedAction::Withdraw => {}
        }
    }
}
