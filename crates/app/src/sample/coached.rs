//! Whom the district coaches towards which policy, and who coaches.
//!
//! Main function: [`Society::coach`]. How one coaching goes is told in [`super::coaching_tale`].

use super::calendar_time::after;
use super::coaching_fates::{FATES, Fate, Whom};
use super::coaching_tale::Coaching;
use super::draw::Draws;
use super::history::Hand;
use super::known::Known;
use super::people::Officials;
use super::society::{Society, movers};
use crate::{Failure, Ids};
use benfu_domain::Day;
use benfu_domain::id::PartyId;
use benfu_domain::party::Identity;
use benfu_domain::policy::NoticeAnswer;
use benfu_domain::programme::Programme;
use benfu_packs::{Edition, Policy};
use std::collections::BTreeSet;

/// The policies that firms are coached towards, each with the place in the fates at which it begins and how many of them
/// it takes.
const COACHED: [(&str, usize, usize); 3] = [
    ("hnte", 0, FATES.len()),
    ("srdi_sme", 3, 16),
    ("innovative_sme", 8, 10),
];
/// Coachings of all policies together, at most.
pub(super) const COACHINGS: usize = FATES.len() + 16 + 10;
/// Firms that are looked at.
const POOL: usize = 1_200;
/// Of ten firms, so many are coached by the office of their street.
const BY_STREET: usize = 7;
/// A title is new when it began within so many days.
const NEW: i32 = 260;

/// A policy with what coaching towards it needs.
struct Towards<'p> {
    policy: &'p Policy,
    edition: &'p Edition,
    programme: &'p Programme,
}

impl Society<'_> {
    /// The firms that officers work with: those with accounts first, then others in an order of the seed. None of them
    /// moves away.
    pub(super) fn pool(&self) -> Vec<usize> {
        let moved: BTreeSet<PartyId> = movers(&self.firms).map(|firm| firm.party.id).collect();
        let firms = self.firms.iter().enumerate();
        let stays = firms.filter(|(_, firm)| {
            firm.party.identity == Identity::Confirmed && !moved.contains(&firm.party.id)
        });
        let mut pool: Vec<usize> = stays.map(|(place, _)| place).collect();
        Draws::new(self.options.seed, "pool").shuffle(&mut pool);
        pool.sort_by_key(|place| {
            let id = self.firms[*place].party.id;
            (Some(id) != self.supplier, !self.hands.contains_key(&id))
        });
        pool.truncate(POOL);
        pool
    }

    /// Coaching towards some policies, in all states, over all streets.
    pub(super) fn coach(&mut self, known: &Known, officials: &Officials) -> Result<(), Failure> {
        let pack = self.pack;
        let Some(programme) = pack.coaching() else {
            return Ok(());
        };
        for (id, first, count) in COACHED {
            let policy = pack.policies.get(id);
            let edition = policy.and_then(|policy| policy.edition_on(self.options.today));
            let (Some(policy), Some(edition)) = (policy, edition) else {
                continue;
            };
            let towards = Towards {
                policy,
                edition,
                programme,
            };
            let fates = FATES.iter().cycle().skip(first).take(count);
            self.coach_towards(&towards, fates, known, officials)?;
        }
        Ok(())
    }

    fn coach_towards<'f>(
        &mut self,
        towards: &Towards<'_>,
        fates: impl Iterator<Item = &'f Fate>,
        known: &Known,
        officials: &Officials,
    ) -> Result<(), Failure> {
        let seed = self.options.seed;
        let mut draws = Draws::new(seed, &format!("coached {}", towards.policy.id));
        let mut taken = BTreeSet::new();
        for fate in fates {
            let Some(place) = self.chosen(towards, fate, known, &taken)? else {
                continue;
            };
            taken.insert(place);
            let key = self.key();
            let coach = self.coach_of(place, officials, &mut draws);
            let firm = &self.firms[place];
            let mut coaching = Coaching {
                pack: self.pack,
                programme: towards.programme,
                policy: (&towards.policy.id, towards.edition),
                firm,
                own: self.hands.get(&firm.party.id),
                coach: &coach,
                officer: &officials.officer,
                known,
                ids: Ids::seeded(draws.next()),
                draws: Draws::new(draws.next(), "coaching"),
            };
            let acts = coaching.tell(*fate, key, self.options.today)?;
            self.cases += usize::from(!acts.is_empty());
            self.history.extend(acts);
        }
        Ok(())
    }

    /// The next firm of the pool that a fate is for.
    fn chosen(
        &self,
        towards: &Towards<'_>,
        fate: &Fate,
        known: &Known,
        taken: &BTreeSet<usize>,
    ) -> Result<Option<usize>, Failure> {
        for place in known.pool.iter().filter(|place| !taken.contains(place)) {
            if self.fits(towards, fate, known, *place)? {
                return Ok(Some(*place));
            }
        }
        Ok(None)
    }

    fn fits(
        &self,
        towards: &Towards<'_>,
        fate: &Fate,
        known: &Known,
        place: usize,
    ) -> Result<bool, Failure> {
        let (firm, today) = (&self.firms[place], self.options.today);
        let grant = towards.policy.grants.as_ref();
        let since = grant.and_then(|grant| known.holds_since(firm, grant, today));
        if fate.needs_firm() && !self.hands.contains_key(&firm.party.id) {
            return Ok(false);
        }
        if fate.whom == Whom::NewHolder {
            return Ok(since.is_some_and(|since| is_new(since, today)));
        }
        if since.is_some() {
            return Ok(false);
        }
        let stand = known.stand(self.pack, towards.edition, firm, today)?;
        Ok(match fate.whom {
            Whom::Meets => stand.answer == NoticeAnswer::Met,
            Whom::Nearly => stand.answer == NoticeAnswer::Near,
            Whom::NewHolder => false,
        })
    }

    /// Most firms are coached by the office of their street, others by the bureau, a park or a broker.
    fn coach_of(&self, place: usize, officials: &Officials, draws: &mut Draws) -> Hand {
        let region = &self.firms[place].party.region;
        let street = officials.streets.iter().find(|hand| hand.region == *region);
        let others = [&officials.officer, &officials.broker];
        let other = *draws.pick(&others);
        let by_street = draws.below(10) < BY_STREET;
        let chosen = street.filter(|_| by_street).unwrap_or(other);
        chosen.clone()
    }
}

fn is_new(since: Day, today: Day) -> bool {
    since <= today && since > after(today, -NEW)
}
