//! Who found a lead, who shaped it, who closed it: shares of each part, and interests in the open.

use super::Interest;
use crate::id::{BrokerId, LeadId, PartyId};
use crate::word::worded;
use benfu_rules::Day;

/// The whole of a part, in permille.
pub const WHOLE: u16 = 1_000;

worded! {
    /// What a broker did for a lead.
    CreditPart {
        /// Heard of it.
        Found = "found",
        /// Made a need of it that others can answer.
        Shaped = "shaped",
        /// Brought the sides to an agreement.
        Closed = "closed",
    }
}

/// A broker's share of one part of a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The lead.
    pub lead: LeadId,
    /// The broker.
    pub broker: BrokerId,
    /// What it did.
    pub part: CreditPart,
    /// Its share of the part, 1 to 1,000.
    pub permille: u16,
    /// What it was paid, in fen; not said when `None`.
    pub fee_fen: Option<i64>,
    /// How an interest in one of the sides was told to the other; empty when there is none.
    pub disclosed: String,
    /// When it was given.
    pub on: Day,
}

/// Why a credit cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditFault {
    /// A share is 1 to 1,000.
    Share,
    /// Only so much of the part is left.
    Left(u16),
    /// A fee is not negative.
    Fee,
}

/// Why a credit cannot be given beside those that stand; the same broker's share of the same part is replaced.
pub fn credit_fault(standing: &[Credit], new: &Credit) -> Option<CreditFault> {
    if !(1..=WHOLE).contains(&new.permille) {
        return Some(CreditFault::Share);
    }
    if new.fee_fen.is_some_and(|fee| fee < 0) {
        return Some(CreditFault::Fee);
    }
    let others = standing
        .iter()
        .filter(|one| one.part == new.part && one.broker != new.broker);
    let taken: u32 = others.map(|one| u32::from(one.permille)).sum();
    let left = u32::from(WHOLE).saturating_sub(taken);
    let left = u16::try_from(left).unwrap_or(0);
    (new.permille > left).then_some(CreditFault::Left(left))
}

/// The credits whose broker has a running interest in one of the parties of the lead, and has not told it.
pub fn undisclosed<'a>(
    credits: &'a [Credit],
    interests: &'a [Interest],
    parties: &'a [PartyId],
    on: Day,
) -> impl Iterator<Item = (&'a Credit, &'a Interest)> {
    let silent = credits.iter().filter(|one| one.disclosed.is_empty());
    silent.filter_map(move |credit| {
        let tied = interests.iter().find(|one| {
            one.broker == credit.broker && parties.contains(&one.party) && one.runs(on)
        });
        Some((credit, tied?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brokerage::InterestKind;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn credit(broker: u128, part: CreditPart, permille: u16) -> Credit {
        Credit {
            lead: LeadId::from_bits(1),
            broker: BrokerId::from_bits(broker),
            part,
            permille,
            fee_fen: None,
            disclosed: String::new(),
            on: day("2025-06-01"),
        }
    }

    #[test]
    fn the_shares_of_a_part_are_one_whole() {
        let standing = [
            credit(1, CreditPart::Found, 600),
            credit(2, CreditPart::Closed, 1_000),
        ];
        let fault = |new: &Credit| credit_fault(&standing, new);
        assert_eq!(fault(&credit(2, CreditPart::Found, 400)), None);
        let more = credit(2, CreditPart::Found, 401);
        assert_eq!(fault(&more), Some(CreditFault::Left(400)));
        assert_eq!(fault(&credit(1, CreditPart::Found, 1_000)), None);
        let nothing = credit(3, CreditPart::Shaped, 0);
        assert_eq!(fault(&nothing), Some(CreditFault::Share));
        let owing = Credit {
            fee_fen: Some(-1),
            ..credit(3, CreditPart::Shaped, 10)
        };
        assert_eq!(fault(&owing), Some(CreditFault::Fee));
    }

    #[test]
    fn an_interest_is_told_or_there_is_no_credit() {
        let interest = Interest {
            broker: BrokerId::from_bits(1),
            party: PartyId::from_bits(9),
            kind: InterestKind::Adviser,
            note: String::new(),
            from: day("2025-01-01"),
            until: Some(day("2025-06-30")),
        };
        let count = |credit: Credit, party: u128, on: &str| {
            let parties = [PartyId::from_bits(party)];
            undisclosed(
                &[credit],
                std::slice::from_ref(&interest),
                &parties,
                day(on),
            )
            .count()
        };
        let own = || credit(1, CreditPart::Closed, 500);
        assert_eq!(count(own(), 9, "2025-06-30"), 1);
        assert_eq!(count(own(), 9, "2025-07-01"), 0, "it ran out");
        assert_eq!(count(own(), 8, "2025-06-30"), 0, "another party");
        let told = Credit {
            disclosed: "已书面告知双方".to_owned(),
            ..own()
        };
        assert_eq!(count(told, 9, "2025-06-30"), 0);
        assert_eq!(
            count(credit(2, CreditPart::Closed, 500), 9, "2025-06-30"),
            0
        );
    }
}
