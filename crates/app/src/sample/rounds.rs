//! What the rounds of the sample share: who runs them, what is known, what happened.
//!
//! Main types: [`Rounds`], [`Asking`] and [`Sent`].

use super::firms::Firm;
use super::history::{Hand, PastAct};
use super::known::Known;
use super::papers::Paper;
use super::people::Officials;
use super::society::Society;
use crate::{App, Clock, Cx};
use benfu_domain::access::Actor;
use benfu_domain::collection::{Asked, Recipient, SentTo};
use jiff::Timestamp;
use std::ops::Range;

/// What a round asks of whom, and when.
pub(super) struct Asking {
    pub(super) title: &'static str,
    pub(super) explanation: &'static str,
    pub(super) policy: Option<&'static str>,
    pub(super) fresh_months: u32,
    pub(super) asks: &'static [(&'static str, Asked)],
    pub(super) sent_to: SentTo,
    /// How many days ago it was opened.
    pub(super) ago: i32,
    /// Working days until answers are due.
    pub(super) working_days: u32,
}

/// What the rounds share.
pub(super) struct Rounds<'a> {
    pub(super) society: &'a Society<'a>,
    pub(super) known: &'a mut Known,
    pub(super) officials: &'a Officials,
    sources: std::vec::IntoIter<i64>,
    pub(super) acts: Vec<PastAct>,
    pub(super) papers: Vec<Paper>,
}

/// One of those a round is sent to, with its firms as places in the list of all.
pub(super) struct Sent {
    pub(super) recipient: Recipient,
    pub(super) places: Vec<usize>,
    pub(super) answered: Vec<bool>,
}

impl<'a> Rounds<'a> {
    pub(super) fn of(
        society: &'a Society<'a>,
        known: &'a mut Known,
        officials: &'a Officials,
        sources: Vec<i64>,
    ) -> Rounds<'a> {
        Rounds {
            society,
            known,
            officials,
            sources: sources.into_iter(),
            acts: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// What happened, and the files.
    pub(super) fn told(self) -> (Vec<PastAct>, Vec<Paper>) {
        (self.acts, self.papers)
    }

    pub(super) fn firm(&self, place: usize) -> &'a Firm {
        &self.society.firms[place]
    }

    pub(super) fn source(&mut self) -> i64 {
        self.sources.next().unwrap_or_default()
    }

    pub(super) fn officer(&self) -> &'a Hand {
        &self.officials.officer
    }

    /// The context of somebody without permissions at a moment of the past.
    pub(super) fn cx(&self, at: Timestamp) -> Cx {
        let officer = self.officer();
        let app = App {
            clock: Clock::Standing(at),
            ..self.society.app.clone()
        };
        app.cx(Actor {
            account: officer.account,
            organisation: officer.organisation,
            party: None,
            region: officer.region.clone(),
            permissions: Vec::new(),
        })
    }
}

impl Sent {
    /// It has not answered for all of its firms.
    pub(super) fn owes(&self) -> bool {
        self.answered.iter().any(|back| !back)
    }

    /// One of its firms is answered for.
    pub(super) fn is_back(&mut self, firm: usize) {
        if let Some(answered) = self.answered.get_mut(firm) {
            *answered = true;
        }
    }

    /// The places of its firms.
    pub(super) fn firms(&self) -> Range<usize> {
        0..self.places.len()
    }
}
