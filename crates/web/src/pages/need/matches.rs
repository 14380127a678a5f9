//! The match page of a need: ranked offers with reasons, and those that fail a constraint.
//!
//! Main types: [`MatchView`], [`Ranked`], [`Check`].

use jiff::civil::DateTime;

use crate::chart::{Picture, gauge};
use crate::form::ActForm;
use crate::view::{Answer, Link, Mark, Passage, page_template};

/// One hard constraint held against one offer, with both sides.
#[derive(Clone, Debug)]
pub struct Check {
    /// The constraint in plain language.
    pub text: String,
    /// The answer.
    pub answer: Answer,
    /// Both sides of the comparison with the source, line by line; never a match-only value.
    pub why: Vec<String>,
    /// Whether the answer rests on facts that nobody may see.
    pub unseen: bool,
    /// Whether it is the offer that asks, of the need's owner.
    pub of_offer: bool,
}

/// One part of a score.
#[derive(Clone, Debug)]
pub struct ScorePart {
    /// What it measures.
    pub label: String,
    /// Its weight times its value, in thousandths of the whole score.
    pub permille: i64,
}

impl ScorePart {
    /// The part as a small bar.
    pub fn picture(&self) -> Picture {
        gauge(self.permille)
    }
}

/// One offer held against the need.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Its place, from 1; 0 for an offer that fails a constraint.
    pub place: i64,
    /// The offer.
    pub offer: Link,
    /// Its owner.
    pub supplier: Link,
    /// The score in thousandths.
    pub score_permille: i64,
    /// The parts of the score.
    pub parts: Vec<ScorePart>,
    /// What speaks for it.
    pub reasons_for: Vec<String>,
    /// What speaks against it.
    pub reasons_against: Vec<String>,
    /// The constraints, not met first.
    pub checks: Vec<Check>,
    /// Passages the search found.
    pub passages: Vec<Passage>,
    /// Where a case that is open with this supplier already can be found.
    pub case: Option<Link>,
    /// The invitation, when the reader may invite.
    pub invite: Option<ActForm>,
    /// Questions that would settle what cannot be told, when the reader may ask.
    pub ask: Option<ActForm>,
}

impl Ranked {
    /// How many checks have an answer.
    pub fn count(&self, answer: Answer) -> i64 {
        let count = self
            .checks
            .iter()
            .filter(|check| check.answer == answer)
            .count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// How many constraints are met.
    pub fn met(&self) -> i64 {
        self.count(Answer::Met)
    }

    /// How many cannot be told.
    pub fn unknown(&self) -> i64 {
        self.count(Answer::CannotTell)
    }

    /// How many are not met.
    pub fn not_met(&self) -> i64 {
        self.count(Answer::NotMet)
    }
}

/// The match page.
#[derive(Clone, Debug)]
pub struct MatchView {
    /// The need.
    pub need: Link,
    /// Its number.
    pub code: String,
    /// Its state: a draft can be matched too.
    pub state: Mark,
    /// The version matched against.
    pub version: i64,
    /// When this was computed.
    pub at: DateTime,
    /// Offers looked at in all.
    pub considered: i64,
    /// Offers that fail no constraint, best first.
    pub ranked: Vec<Ranked>,
    /// The nearest offers that fail a constraint.
    pub failed: Vec<Ranked>,
    /// How many fail in all.
    pub failed_total: i64,
    /// Constraints that are no longer readable and so were not asked.
    pub broken: Vec<String>,
    /// That likeness of meaning did not take part, and why.
    pub without_meaning: Option<String>,
    /// The ranking in force.
    pub ranking: Link,
    /// Naming one offer to hold against the need, when the reader may.
    pub ask_why: bool,
    /// Where the next page of ranked offers is.
    pub more: Option<String>,
}

page_template!(
    MatchView,
    "need/matches.html",
    Some(Job::Needs),
    |view, lang| lang.tv("matches-of", &view.need.text).into_owned()
);
