//! Offers with their texts and facts.

use super::calendar_time::{after, day, in_office_hours, working_day};
use super::draw::Draws;
use super::firms::Firm;
use super::history::{Hand, PastAct};
use super::themes::Theme;
use crate::Ids;
use benfu_domain::calendar::Calendar;
use benfu_domain::fact::{Dictionary, Held, Level, Observed, Source, SourceKind};
use benfu_domain::id::{OfferId, SubjectKey};
use benfu_domain::matching::Compiled;
use benfu_domain::need::Constraint;
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::period::Period;
use benfu_store::fact::NewFact;
use jiff::Timestamp;
use serde_json::json;
use std::collections::HashMap;

/// Offers of one theme.
pub(super) const PER_THEME: usize = 13;
/// Themes that have one offer more, so that there are 400.
pub(super) const LARGER_THEMES: usize = 10;

/// What every offer states beside the abilities of its theme.
const COMMON: &[(&str, &[&str])] = &[
    ("maturity_level", &["5", "6", "7", "8", "8", "9"]),
    ("references_count", &["0", "1", "2", "3", "5", "9"]),
    ("delivery_days", &["90天", "60天", "45天", "30天", "20天"]),
    (
        "price",
        &["18万元", "36万元", "58.5万元", "92万元", "140万元"],
    ),
];

/// What some offers ask of whoever needs them.
const CONDITIONS: [(&str, &str); 2] = [
    (
        "只面向注册资本 500 万元以上的单位",
        "registered_capital >= \"500万元\"",
    ),
    ("只面向境内居民企业", "resident == true"),
];

/// An offer with the hand that keeps it and what it states.
pub(super) struct Supplied {
    /// The offer.
    pub(super) offer: Offer,
    /// Its facts.
    pub(super) facts: Vec<NewFact>,
    /// Key of their source.
    pub(super) source: i64,
    /// Concepts that it leaves open.
    pub(super) open: Vec<String>,
    /// What it asks of whoever needs it.
    pub(super) conditions: Vec<Constraint>,
    /// What only answers constraints.
    pub(super) unseen: Vec<Held>,
    /// When it was made.
    pub(super) at: Timestamp,
}

/// What offers are made with.
pub(super) struct OfferMaker<'a> {
    /// Concepts.
    pub(super) dictionary: &'a Dictionary,
    /// Keys of concepts.
    pub(super) keys: &'a HashMap<String, i64>,
    /// Working days.
    pub(super) calendar: &'a Calendar,
    /// Identifiers.
    pub(super) ids: &'a Ids,
    /// Draws.
    pub(super) draws: Draws,
}

impl OfferMaker<'_> {
    /// One offer of a theme by a firm.
    pub(super) fn offer(
        &mut self,
        theme: &Theme,
        (place, firm): (usize, &Firm),
        keeper: &Hand,
        (key, source): (SubjectKey, i64),
    ) -> Supplied {
        let on = after(
            day(2024, 1, 8),
            i32::try_from(self.draws.between(0, 500)).unwrap_or_default(),
        );
        // Those that cases will rest on are there from the start.
        let on = if place_is_early(place) {
            day(2024, 1, 8)
        } else {
            on
        };
        let at = in_office_hours(working_day(on, self.calendar), &mut self.draws);
        let product = theme.products[place % theme.products.len()];
        let model = format!(
            "{}{}",
            ["K", "T", "X", "R", "M"][self.draws.below(5)],
            self.draws.between(10, 98) * 10
        );
        let state = match self.draws.below(100) {
            0..4 if !place_is_early(place) => OfferState::Draft,
            4..8 if !place_is_early(place) => OfferState::Withdrawn,
            _ => OfferState::Open,
        };
        let offer = Offer {
            id: OfferId::from_bits(self.ids.mint(at)),
            key,
            kind: ["product", "product", "technology", "solution", "service"][self.draws.below(5)]
                .to_owned(),
            title: format!("{}{product}（{model}型）", firm.brand),
            text: self.text(theme, firm, product),
            party: firm.party.id,
            organisation: keeper.organisation,
            region: firm.party.region.clone(),
            state,
            import: None,
            version: 1,
        };
        let (facts, open, unseen) = self.facts(theme, key);
        Supplied {
            conditions: self.conditions(place),
            offer,
            facts,
            source,
            open,
            unseen,
            at,
        }
    }

    /// One in six offers is only for some; conditions that the pack does not know are left out.
    fn conditions(&self, place: usize) -> Vec<Constraint> {
        let asked = CONDITIONS.iter().enumerate();
        let asked = asked.filter(|(number, _)| place % 12 == 5 + 3 * number);
        let constraint = |(_, (label, rule)): (usize, &(&str, &str))| Constraint {
            label: (*label).to_owned(),
            rule: (*rule).to_owned(),
        };
        let known = |one: &Constraint| Compiled::new(one, self.dictionary).is_ok();
        asked.map(constraint).filter(known).collect()
    }

    fn text(&mut self, theme: &Theme, firm: &Firm, product: &str) -> String {
        let features = self.draws.some(theme.features, 3);
        let user = self.draws.pick(firm.trade.users);
        let end = match self.draws.below(4) {
            0 => "可提供样机试用三十天，现场工程师驻点支持。",
            1 => "支持私有化部署，数据留在用户机房。",
            2 => "按使用效果计费的方式可以商议。",
            _ => "在本地设有备件库，四小时内到场。",
        };
        format!(
            "{}面向{user}提供{product}。{}；{}；{}。{end}",
            firm.brand, features[0], features[1], features[2]
        )
    }

    /// What it states: some things are left out, a few are for matching only.
    fn facts(&mut self, theme: &Theme, key: SubjectKey) -> (Vec<NewFact>, Vec<String>, Vec<Held>) {
        let (mut facts, mut open, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
        let own = theme
            .abilities
            .iter()
            .map(|ability| (ability.concept, ability.values));
        let common = COMMON.iter().copied().filter(|(concept, _)| {
            !theme
                .abilities
                .iter()
                .any(|ability| ability.concept == *concept)
        });
        for (concept, values) in own.chain(common) {
            if self.draws.chance(150) {
                open.push(concept.to_owned());
                continue;
            }
            let value = self.draws.pick(values);
            let hidden = self.draws.chance(if concept == "price" { 400 } else { 60 });
            let Some(fact) = self.fact(key, concept, value, hidden) else {
                continue;
            };
            if hidden {
                unseen.extend(held(&fact, concept));
            }
            facts.push(fact);
        }
        (facts, open, unseen)
    }

    fn fact(&self, key: SubjectKey, concept: &str, value: &str, hidden: bool) -> Option<NewFact> {
        let known = self.dictionary.concepts.get(concept)?;
        let observed: Observed = self.dictionary.read(known, value, "").ok().flatten()?;
        let level = if hidden {
            Level::MatchOnly
        } else {
            known.level
        };
        let concept = self.keys.get(concept).copied()?;
        Some(NewFact {
            subject: key,
            concept,
            period: Period::Always,
            observed: Some(observed),
            level,
        })
    }
}

/// A fact as rules read it.
fn held(fact: &NewFact, concept: &str) -> Option<Held> {
    Some(Held {
        subject: fact.subject,
        concept: concept.to_owned(),
        period: fact.period,
        observed: fact.observed.clone()?,
        level: fact.level,
        source: declared(),
    })
}

/// Where the facts of offers come from.
pub(super) fn declared() -> Source {
    Source {
        kind: SourceKind::Declared,
        title: "供给方填报（示例）".to_owned(),
        reference: None,
        dated: Some(day(2024, 1, 8)),
    }
}

/// The first offers of a theme are older than its needs.
fn place_is_early(place: usize) -> bool {
    place < 6
}

impl Supplied {
    /// The act in which its firm entered it, with its facts.
    pub(super) fn made_by(&self, hand: &Hand) -> PastAct {
        let (offer, facts) = (self.offer.clone(), self.facts.clone());
        let conditions = self.conditions.clone();
        let (source, ms) = (self.source, self.at.as_millisecond());
        PastAct::new(self.at, hand, "offer_made", &offer.id.to_string())
            .telling(
                json!({ "title": offer.title, "state": offer.state.word(), "facts": facts.len() }),
            )
            .writing(move |write| {
                write
                    .save_offer(&offer)
                    .save_offer_conditions(offer.id, &conditions)
                    .record_facts(&facts, source, ms, true);
            })
    }
}

/// Every concept that offers may state.
pub(super) fn concepts(themes: &[&Theme]) -> Vec<&'static str> {
    let own = themes
        .iter()
        .flat_map(|theme| theme.abilities.iter().map(|ability| ability.concept));
    let mut concepts: Vec<&str> = own
        .chain(COMMON.iter().map(|(concept, _)| *concept))
        .collect();
    concepts.sort_unstable();
    concepts.dedup();
    concepts
}

#[cfg(test)]
mod tests {
    use super::super::themes::all;
    use super::*;

    #[test]
    fn the_pack_of_the_demo_knows_every_condition_and_reads_every_value() {
        let (pack, _) = benfu_packs::open("shenzhen").expect("the pack loads");
        let mut unknown = Vec::new();
        let asked = all().into_iter().flat_map(|theme| theme.rules);
        for (label, rule) in asked.chain(&CONDITIONS) {
            let constraint = Constraint {
                label: (*label).to_owned(),
                rule: (*rule).to_owned(),
            };
            if Compiled::new(&constraint, &pack.dictionary).is_err() {
                unknown.push((*rule).to_owned());
            }
        }
        let own = all()
            .into_iter()
            .flat_map(|theme| theme.abilities)
            .map(|ability| (ability.concept, ability.values));
        for (concept, values) in own.chain(COMMON.iter().copied()) {
            let known = pack.dictionary.concepts.get(concept);
            let reads = |value: &&str| {
                known.is_some_and(|known| pack.dictionary.read(known, value, "").is_ok())
            };
            unknown.extend(
                values
                    .iter()
                    .filter(|value| !reads(value))
                    .map(|value| format!("{concept} {value}")),
            );
        }
        assert_eq!(unknown, Vec::<String>::new());
    }
}
