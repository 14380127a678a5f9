//! Which firms offer what: those with accounts enter their offers themselves, the bureau keeps the others.

use super::draw::Draws;
use super::firms::Firm;
use super::history::Hand;
use super::people::{Officials, Registrar, SIGN_INS};
use super::society::Society;
use super::supply::{LARGER_THEMES, OfferMaker, PER_THEME, Supplied};
use super::tale::Cast;
use super::themes::{self, Theme};
use crate::{Failure, Ids};
use benfu_domain::id::SubjectKey;
use benfu_domain::party::Identity;
use std::collections::{BTreeMap, BTreeSet};

/// Suppliers with accounts in each theme; their offers are the first of the theme.
const CASTS: usize = 6;
impl Society<'_> {
    /// The offers of all themes: those of firms with accounts first, the others kept by the bureau.
    pub(super) fn supply(
        &mut self,
        registrar: &mut Registrar<'_>,
        officials: &Officials,
        source: i64,
    ) -> Result<Vec<Vec<(Supplied, Hand)>>, Failure> {
        let mut hands: BTreeMap<usize, Hand> = BTreeMap::new();
        let mut all = Vec::new();
        for (place, theme) in themes::all().into_iter().enumerate() {
            let firms = self.firms_of(theme, place);
            let count = PER_THEME + usize::from(place < LARGER_THEMES);
            let mut supplied = Vec::new();
            for number in 0..count {
                let firm = firms[number % firms.len()];
                let hand = if number < CASTS {
                    self.supplier(registrar, &mut hands, firm)?
                } else {
                    hands
                        .get(&firm)
                        .cloned()
                        .unwrap_or_else(|| officials.officer.clone())
                };
                let key = self.key();
                let made = self.offer(theme, (number, firm), &hand, (key, source), place);
                self.history.add(made.made_by(&hand));
                supplied.push((made, hand));
            }
            self.offers += supplied.len();
            all.push(supplied);
        }
        let of_firm = |(place, hand): (usize, Hand)| (self.firms[place].party.id, hand);
        self.hands = hands.into_iter().map(of_firm).collect();
        let first: Option<&(Supplied, Hand)> =
            all.first().and_then(|supplied: &Vec<_>| supplied.first());
        self.supplier = first.and_then(|(_, hand)| hand.party);
        Ok(all)
    }

    fn offer(
        &self,
        theme: &Theme,
        (number, firm): (usize, usize),
        hand: &Hand,
        keys: (SubjectKey, i64),
        place: usize,
    ) -> Supplied {
        let seed =
            self.options.seed ^ (u64::try_from(place * 100 + number).unwrap_or_default() << 20);
        let ids = Ids::seeded(seed ^ 0x6f66_6665_7273);
        let mut maker = OfferMaker {
            dictionary: &self.pack.dictionary,
            keys: &self.concepts,
            calendar: &self.pack.calendar,
            ids: &ids,
            draws: Draws::new(seed, "offer"),
        };
        maker.offer(theme, (number, &self.firms[firm]), hand, keys)
    }

    /// Firms of the theme's trade in an order of the theme's own; any firms when the trade has none.
    fn firms_of(&self, theme: &Theme, place: usize) -> Vec<usize> {
        let of_trade = |firm: &Firm| {
            firm.trade.key == theme.trade && firm.party.identity == Identity::Confirmed
        };
        let mut firms: Vec<usize> = self
            .firms
            .iter()
            .enumerate()
            .filter(|(_, firm)| of_trade(firm))
            .map(|(number, _)| number)
            .collect();
        if firms.is_empty() {
            firms = (0..self.firms.len()).collect();
        }
        Draws::new(self.options.seed, &format!("firms of {place}")).shuffle(&mut firms);
        firms
    }

    fn supplier(
        &self,
        registrar: &mut Registrar<'_>,
        hands: &mut BTreeMap<usize, Hand>,
        firm: usize,
    ) -> Result<Hand, Failure> {
        if let Some(hand) = hands.get(&firm) {
            return Ok(hand.clone());
        }
        let party = &self.firms[firm].party;
        let organisation = registrar.organisation(&party.name, &party.region, Some(party.id));
        let hand = if hands.is_empty() {
            registrar.main(organisation, "supplier")?
        } else {
            registrar.account(
                organisation,
                &format!("supplier-{:03}", hands.len() + 1),
                &SIGN_INS[2],
            )?
        };
        hands.insert(firm, hand.clone());
        Ok(hand)
    }
}

/// The suppliers of a theme that may take part in cases: each firm once.
pub(super) fn casts(supplied: &[(Supplied, Hand)]) -> Vec<Cast> {
    let mut seen = BTreeSet::new();
    let early = supplied.iter().take(CASTS);
    let once = early.filter(|(made, _)| seen.insert(made.offer.party));
    once.map(|(made, hand)| Cast {
        hand: hand.clone(),
        party: made.offer.party,
        offer: made.offer.id,
        offer_key: made.offer.key,
        open: made.open.clone(),
        unseen: made.unseen.clone(),
    })
    .collect()
}
