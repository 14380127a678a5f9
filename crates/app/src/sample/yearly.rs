//! What firms say about themselves by year: sales, research, people; with holes, as real registers have.

use super::calendar_time::day;
use super::draw::Draws;
use super::firms::{Firm, Size};
use benfu_domain::fact::{Dictionary, Level, Observed};
use benfu_domain::period::Period;
use benfu_rules::{Exact, Value};
use benfu_store::fact::NewFact;
use std::collections::HashMap;

/// Ten thousand yuan, in fen.
const WAN: i64 = 1_000_000;
/// The concepts that are recorded.
pub(super) const CONCEPTS: &[&str] = &[
    "sales",
    "rd_expense",
    "employees",
    "rd_staff",
    "high_tech_income",
    "assets",
    "registered_on",
    "registered_capital",
];

/// What a firm's figures grow from.
pub(super) struct Base {
    sales_wan: i64,
    employees: i64,
    rd_permille: i64,
    staff_permille: i64,
    income_permille: i64,
    growth_permille: i64,
}

/// Turns numbers into facts.
pub(super) struct FactMaker<'a> {
    /// Concepts and their levels.
    pub(super) dictionary: &'a Dictionary,
    /// Their keys.
    pub(super) keys: &'a HashMap<String, i64>,
}

/// The bases of all firms; research runs higher where a high-tech title is held.
pub(super) fn bases(firms: &[Firm], high_tech: impl Fn(&Firm) -> bool, seed: u64) -> Vec<Base> {
    let mut draws = Draws::new(seed, "bases");
    firms
        .iter()
        .map(|firm| base(firm.size, high_tech(firm), &mut draws))
        .collect()
}

fn base(size: Size, high_tech: bool, draws: &mut Draws) -> Base {
    let (low, high, people) = match size {
        Size::Micro => (80, 900, 26),
        Size::Small => (700, 5_200, 38),
        Size::Medium => (4_500, 42_000, 72),
        Size::Large => (40_000, 480_000, 110),
    };
    // The smaller of two draws: most firms of a class are near its lower end.
    let sales_wan = draws.between(low, high).min(draws.between(low, high));
    Base {
        sales_wan,
        employees: (sales_wan / people).max(3) + draws.between(0, 9),
        rd_permille: if high_tech {
            draws.between(38, 130)
        } else {
            draws.between(0, 45)
        },
        staff_permille: if high_tech {
            draws.between(110, 420)
        } else {
            draws.between(10, 140)
        },
        income_permille: draws.between(610, 960),
        growth_permille: draws.between(-160, 290),
    }
}

impl FactMaker<'_> {
    /// The facts of one closed year about all firms. Some firms say nothing, some leave holes.
    pub(super) fn year(
        &self,
        firms: &[Firm],
        bases: &[Base],
        year: i32,
        seed: u64,
    ) -> Vec<NewFact> {
        let mut draws = Draws::new(seed, &format!("year {year}"));
        let mut facts = Vec::new();
        for (firm, base) in firms.iter().zip(bases) {
            let silent = draws.chance(70) || firm.founded.year() > year;
            if silent {
                continue;
            }
            for (concept, amount) in base.amounts(year) {
                let often = matches!(concept, "high_tech_income" | "assets");
                if !draws.chance(if often { 520 } else { 45 }) {
                    facts.extend(self.fact(firm, concept, Period::Year(year), number(amount)));
                }
            }
        }
        facts
    }

    /// Facts that do not belong to a year.
    pub(super) fn timeless(&self, firms: &[Firm], seed: u64) -> Vec<NewFact> {
        let mut draws = Draws::new(seed, "timeless");
        let mut facts = Vec::new();
        for firm in firms {
            let founded = Observed::Value(Value::Day(firm.founded));
            facts.extend(self.fact(firm, "registered_on", Period::Always, founded));
            let capital =
                [50, 100, 200, 500, 1_000, 2_000, 5_000][draws.below(3) + firm.size as usize];
            if !draws.chance(60) {
                facts.extend(self.fact(
                    firm,
                    "registered_capital",
                    Period::Always,
                    number(capital * WAN),
                ));
            }
        }
        facts
    }

    fn fact(
        &self,
        firm: &Firm,
        concept: &str,
        period: Period,
        observed: Observed,
    ) -> Option<NewFact> {
        let level = self
            .dictionary
            .concepts
            .get(concept)
            .map_or(Level::Owner, |known| known.level);
        let key = self.keys.get(concept).copied()?;
        Some(NewFact {
            subject: firm.party.key,
            concept: key,
            period,
            observed: Some(observed),
            level,
        })
    }
}

fn number(amount: i64) -> Observed {
    Observed::Value(Value::Number(Exact::whole(i128::from(amount))))
}

impl Base {
    fn amounts(&self, year: i32) -> [(&'static str, i64); 6] {
        let steps = year - day(2022, 1, 1).year();
        let grown = (0..steps).fold(self.sales_wan * WAN, |sales, _| {
            sales + sales / 1_000 * self.growth_permille
        });
        let people =
            self.employees + self.employees * i64::from(steps) * self.growth_permille / 3_000;
        [
            ("sales", grown),
            ("rd_expense", grown / 1_000 * self.rd_permille),
            ("employees", people.max(2)),
            ("rd_staff", people.max(2) * self.staff_permille / 1_000),
            ("high_tech_income", grown / 1_000 * self.income_permille),
            ("assets", grown / 10 * 13),
        ]
    }
}
