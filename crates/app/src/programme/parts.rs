//! Which parts an actor may play in a case.

use crate::Cx;
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::programme::{Case, Part};

/// To whom a case belongs: its keeper, its region, and both sides.
pub(crate) fn owner_of(case: &Case) -> Owner {
    Owner {
        organisation: case.organisation,
        region: case.region.clone(),
        parties: vec![case.sides.asker, case.sides.supplier],
    }
}

/// The parts that the actor may play: each side plays its own; an organisation that keeps a case for an asker
/// without accounts plays the asker; officers whose reach covers the case supervise; brokers help.
///
/// A person who could play both sides of a case plays the one their party is on.
pub fn parts_of(cx: &Cx, case: &Case) -> Vec<Part> {
    let owner = owner_of(case);
    if !cx.may(Verb::Act, Area::Programme, &owner) {
        return Vec::new();
    }
    if case.policy.is_some() {
        return parts_about_policy(cx, case);
    }
    let mut parts = Vec::new();
    let side = |party| cx.actor.party == Some(party);
    if side(case.sides.supplier) {
        parts.push(Part::Supplier);
    } else if side(case.sides.asker) || case.organisation == cx.actor.organisation {
        parts.extend([Part::Asker, Part::Host]);
    }
    parts.extend(official_parts(cx, case));
    parts
}

/// In a case about a policy the firm asks; who keeps it coaches, and acts for the firm on its visits; officers who
/// screen decide, others in reach watch.
fn parts_about_policy(cx: &Cx, case: &Case) -> Vec<Part> {
    if cx.actor.party == Some(case.sides.asker) {
        return vec![Part::Asker];
    }
    let owner = owner_of(case);
    let mut parts = Vec::new();
    if case.organisation == cx.actor.organisation {
        parts.extend([Part::Supplier, Part::Host, Part::Helper]);
    }
    if cx.may(Verb::Screen, Area::Need, &owner) {
        parts.extend([Part::Decider, Part::Supervisor]);
    } else if cx.may(Verb::Match, Area::Need, &owner) {
        parts.push(Part::Supervisor);
    }
    parts
}

/// The parts that the pack gives to the actor's roles by the reach of their permissions.
fn official_parts(cx: &Cx, case: &Case) -> Vec<Part> {
    let on_a_side = [case.sides.asker, case.sides.supplier]
        .iter()
        .any(|party| cx.actor.party == Some(*party));
    if on_a_side {
        return Vec::new();
    }
    let owner = owner_of(case);
    let mut parts = Vec::new();
    if cx.may(Verb::Screen, Area::Need, &owner) {
        parts.extend([Part::Supervisor, Part::Decider]);
    } else if cx.may(Verb::Match, Area::Need, &owner) {
        parts.push(Part::Helper);
    }
    parts
}
