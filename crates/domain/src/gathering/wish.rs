//! Who would meet whom, and what is mutual.

use crate::id::{NeedId, OfferId, PartyId};
use crate::word::worded;
use benfu_rules::Day;
use std::collections::BTreeMap;

worded! {
    /// Who says a wish.
    Side {
        /// The party that has the need.
        Asker = "asker",
        /// The party that could supply.
        Supplier = "supplier",
    }
}

/// How much a side wants to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strength(u8);

/// A need and a supplier who could meet about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The need.
    pub need: NeedId,
    /// The supplier.
    pub supplier: PartyId,
}

/// What one side says of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The pair.
    pub pair: Pair,
    /// Who says it.
    pub side: Side,
    /// How much it wants to meet; 0 is a no.
    pub strength: Strength,
    /// The offer that it should be about, if one is named.
    pub offer: Option<OfferId>,
    /// When it was said.
    pub on: Day,
}

/// A pair of which both sides would meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutual {
    /// The pair.
    pub pair: Pair,
    /// What the asker and the supplier want, each 1 or more.
    pub strengths: [Strength; 2],
    /// The offer that it should be about: what the asker named, else what the supplier did.
    pub offer: Option<OfferId>,
}

impl Strength {
    /// Rather not.
    pub const NO: Strength = Strength(0);
    /// The greatest.
    pub const MOST: Strength = Strength(3);

    /// From 0 (no) to 3 (by all means).
    pub fn new(value: u8) -> Option<Strength> {
        (value <= Self::MOST.0).then_some(Strength(value))
    }

    /// Its number.
    pub fn value(self) -> u8 {
        self.0
    }
}

/// The pairs of which both sides want to meet, in the order of needs and suppliers. What only one side says, and a no,
/// makes no meeting.
pub fn mutual(wishes: &[Wish]) -> Vec<Mutual> {
    let mut said: BTreeMap<Pair, [Option<&Wish>; 2]> = BTreeMap::new();
    for wish in wishes {
        let place = usize::from(wish.side == Side::Supplier);
        said.entry(wish.pair).or_default()[place] = Some(wish);
    }
    let both = said.into_iter().filter_map(|(pair, said)| {
        let [Some(asker), Some(supplier)] = said else {
            return None;
        };
        let strengths = [asker.strength, supplier.strength];
        let mutual = Mutual {
            pair,
            strengths,
            offer: asker.offer.or(supplier.offer),
        };
        (!strengths.contains(&Strength::NO)).then_some(mutual)
    });
    both.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(need: u128, supplier: u128, side: Side, strength: u8) -> Wish {
        Wish {
            pair: Pair {
                need: NeedId::from_bits(need),
                supplier: PartyId::from_bits(supplier),
            },
            side,
            strength: Strength::new(strength).unwrap(),
            offer: None,
            on: "2025-06-01".parse().unwrap(),
        }
    }

    #[test]
    fn only_what_both_sides_want_is_mutual() {
        let wishes = [
            wish(1, 1, Side::Asker, 3),
            wish(1, 1, Side::Supplier, 1),
            wish(1, 2, Side::Asker, 3),
            wish(1, 3, Side::Asker, 2),
            wish(1, 3, Side::Supplier, 0),
            wish(2, 1, Side::Supplier, 2),
        ];
        let found = mutual(&wishes);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].strengths.map(Strength::value), [3, 1]);
    }

    #[test]
    fn the_offer_that_the_asker_names_comes_first() {
        let offer = |bits| Some(OfferId::from_bits(bits));
        let asker = Wish {
            offer: offer(7),
            ..wish(1, 1, Side::Asker, 1)
        };
        let supplier = Wish {
            offer: offer(8),
            ..wish(1, 1, Side::Supplier, 1)
        };
        assert_eq!(mutual(&[asker, supplier.clone()])[0].offer, offer(7));
        let asker = wish(1, 1, Side::Asker, 1);
        assert_eq!(mutual(&[asker, supplier])[0].offer, offer(8));
    }

    #[test]
    fn strength_has_an_upper_end() {
        assert_eq!(Strength::new(4), None);
        assert_eq!(Strength::new(3), Some(Strength::MOST));
    }
}
