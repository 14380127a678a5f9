//! How strong a firm of the sample is, and how carefully it answers.
//!
//! Main type: [`Profile`]. Everything a firm says of itself hangs on it, so that those who hold titles mostly meet
//! their rules, some who hold none do too, and many miss one condition.

use super::draw::Draws;
use super::firms::Firm;
use benfu_domain::id::PartyId;
use benfu_domain::party::Status;
use std::collections::HashMap;

/// What a firm's figures and qualities hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Profile {
    /// From nothing to a thousand.
    pub(super) strength: i64,
    careful: bool,
}

impl Profile {
    /// Whether it does research as those with a high-tech title do.
    pub(super) fn is_strong(&self) -> bool {
        self.strength >= 600
    }

    /// Whether it fills in what it is asked.
    pub(super) fn is_careful(&self) -> bool {
        self.careful
    }
}

/// The profiles of all firms, by the highest title that each ever held.
pub(super) fn profiles(firms: &[Firm], statuses: &[Status], seed: u64) -> Vec<Profile> {
    let mut highest: HashMap<PartyId, i64> = HashMap::new();
    for status in statuses {
        let rung = highest.entry(status.party).or_default();
        *rung = (*rung).max(rung_of(&status.scheme));
    }
    let mut draws = Draws::new(seed, "profiles");
    let profile = |firm: &Firm| {
        let rung = highest.get(&firm.party.id).copied().unwrap_or_default();
        profile(rung, &mut draws)
    };
    firms.iter().map(profile).collect()
}

fn rung_of(scheme: &str) -> i64 {
    match scheme {
        "tech_sme" | "innovative_sme" => 1,
        "hnte" => 2,
        "srdi_sme" => 3,
        "little_giant" | "single_product_champion" => 4,
        _ => 0,
    }
}

/// One in eight without a title is as strong as those who hold one.
fn profile(rung: i64, draws: &mut Draws) -> Profile {
    let hidden = draws.chance(125);
    let (low, high) = match rung {
        0 | 1 if hidden => (640, 900),
        0 => (60, 590),
        1 => (180, 720),
        2 => (560, 900),
        3 => (700, 960),
        _ => (820, 1_000),
    };
    Profile {
        strength: draws.between(low, high),
        careful: draws.chance(if rung > 1 { 760 } else { 620 }),
    }
}
