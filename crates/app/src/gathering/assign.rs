//! Assignment: each supplier gets one need at most, each need so many suppliers.

use super::plan::{Plan, Set, fixed, fixed_weight};
use super::whole::Whole;
use benfu_domain::gathering::{Aim, Meeting, Pair, Side, Strength};
use benfu_domain::id::{NeedId, OfferId, PartyId};
use benfu_optimise::document::Amount;
use benfu_optimise::pairing;
use std::collections::{BTreeSet, HashMap};

/// Suppliers ask, needs have places. Equal wishes keep the order in which those who take part came.
pub(super) struct Sides {
    pub(super) suppliers: Vec<PartyId>,
    pub(super) needs: Vec<NeedId>,
    pub(super) round: pairing::Round,
}

pub(super) fn sides(whole: &Whole) -> Sides {
    let met: Vec<&Meeting> = fixed(whole);
    let taken = |party: PartyId| met.iter().any(|meeting| meeting.pair.supplier == party);
    let here: BTreeSet<PartyId> = whole.present().map(|one| one.party).collect();
    let speaks: BTreeSet<PartyId> = whole.wishes.iter().map(|wish| wish.pair.supplier).collect();
    let suppliers = whole.present().map(|one| one.party);
    let suppliers: Vec<PartyId> = suppliers
        .filter(|party| speaks.contains(party) && !taken(*party))
        .collect();
    let asks = |need: &NeedId| {
        whole
            .asker_of(*need)
            .is_some_and(|asker| here.contains(&asker))
    };
    let brought = whole.brought.iter().filter(|one| asks(&one.need));
    let places = brought.map(|one| {
        let filled = met.iter().filter(|meeting| meeting.pair.need == one.need);
        let filled = i64::try_from(filled.count()).unwrap_or(i64::MAX);
        let left = u32::try_from((one.places - filled).max(0)).unwrap_or(0);
        (one.need, left)
    });
    let (needs, capacity): (Vec<NeedId>, Vec<u32>) = places.unzip();
    let round = pairing::Round {
        wanted_by_asker: wanted(whole, Side::Supplier, &suppliers, &needs),
        wanted_by_host: wanted(whole, Side::Asker, &suppliers, &needs),
        askers: suppliers.iter().map(ToString::to_string).collect(),
        hosts: needs.iter().map(ToString::to_string).collect(),
        capacity,
        mode: pairing::Wanted::Stable,
    };
    Sides {
        suppliers,
        needs,
        round,
    }
}

/// Whom each of one side wants, the dearest first.
fn wanted(
    whole: &Whole,
    side: Side,
    suppliers: &[PartyId],
    needs: &[NeedId],
) -> Vec<Vec<pairing::Preferred>> {
    let supplier: HashMap<PartyId, u32> = suppliers.iter().copied().zip(0_u32..).collect();
    let need: HashMap<NeedId, u32> = needs.iter().copied().zip(0_u32..).collect();
    let own = match side {
        Side::Asker => needs.len(),
        Side::Supplier => suppliers.len(),
    };
    let mut wanted = vec![Vec::new(); own];
    let said = whole
        .wishes
        .iter()
        .filter(|wish| wish.side == side && wish.strength > Strength::NO);
    for wish in said {
        let (Some(supplier), Some(need)) =
            (supplier.get(&wish.pair.supplier), need.get(&wish.pair.need))
        else {
            continue;
        };
        let (own, other) = match side {
            Side::Asker => (*need, *supplier),
            Side::Supplier => (*supplier, *need),
        };
        let points = Amount::whole(i64::from(wish.strength.value()));
        wanted[own as usize].push(pairing::Preferred { other, points });
    }
    for list in &mut wanted {
        list.sort_by_key(|one| (std::cmp::Reverse(one.points), one.other));
    }
    wanted
}

pub(super) fn assignment(whole: &Whole) -> Plan {
    let sides = sides(whole);
    let (best, certificate) = pairing::best_total(&sides.round);
    let pairs = match whole.gathering.aim {
        Aim::Stable => pairing::stable(&sides.round),
        Aim::BestTotal => best,
    };
    let offers: HashMap<Pair, Option<OfferId>> = whole
        .mutual()
        .iter()
        .map(|one| (one.pair, one.offer))
        .collect();
    let met = sides.suppliers.iter().zip(&pairs.host_of);
    let set = met.filter_map(|(supplier, host)| {
        let pair = Pair {
            need: sides.needs[(*host)? as usize],
            supplier: *supplier,
        };
        let offer = offers.get(&pair).copied().flatten();
        Some(Set {
            pair,
            offer,
            at: None,
        })
    });
    let stays = fixed_weight(whole);
    Plan {
        set: set.collect(),
        total: stays + pairing::total(&sides.round, &pairs),
        bound: stays + certificate.bound(&sides.round),
    }
}
