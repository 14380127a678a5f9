//! What firms say about themselves by year: sales, research, people; with holes, as real registers have.

use super::calendar_time::day;
use super::draw::Draws;
use super::firms::{Firm, Size};
use super::profile::Profile;
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
    "total_income",
    "main_income",
    "rd_expense_in_china",
    "rd_outsourced",
    "rd_other_cost",
    "liabilities",
    "net_profit",
    "cost_expense",
    "rd_equipment",
    "full_time_rd_staff",
    "rd_staff_qualified",
    "result_conversions",
    "niche_years",
    "new_equity",
];

/// What a firm's figures grow from.
pub(super) struct Base {
    sales_wan: i64,
    employees: i64,
    rd_permille: i64,
    staff_permille: i64,
    income_permille: i64,
    growth_permille: i64,
    /// How much of a thousand of its cells it leaves empty.
    holes_permille: usize,
    /// How much of a thousand it is silent about a whole year.
    silent_permille: usize,
    more: More,
}

/// What else a firm's figures hang on.
struct More {
    main_permille: i64,
    in_china_permille: i64,
    outsourced_permille: i64,
    other_cost_permille: i64,
    debt_permille: i64,
    margin_permille: i64,
    equipment_percent: i64,
    qualified_permille: i64,
    conversions: i64,
    niche_since: i32,
    equity_wan: i64,
}

/// Turns numbers into facts.
pub(super) struct FactMaker<'a> {
    /// Concepts and their levels.
    pub(super) dictionary: &'a Dictionary,
    /// Their keys.
    pub(super) keys: &'a HashMap<String, i64>,
}

/// The bases of all firms; research runs higher where the firm is strong.
pub(super) fn bases(firms: &[Firm], profiles: &[Profile], seed: u64) -> Vec<Base> {
    let (mut draws, mut more) = (Draws::new(seed, "bases"), Draws::new(seed, "more of bases"));
    let each = firms.iter().zip(profiles);
    each.map(|(firm, profile)| base(firm, profile, &mut draws, &mut more))
        .collect()
}

fn base(firm: &Firm, profile: &Profile, draws: &mut Draws, more: &mut Draws) -> Base {
    let high_tech = profile.is_strong();
    let (low, high, people) = match firm.size {
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
        holes_permille: if profile.is_careful() { 3 } else { 110 },
        silent_permille: if profile.is_careful() { 4 } else { 190 },
        more: more_of(firm, high_tech, more),
    }
}

fn more_of(firm: &Firm, high_tech: bool, draws: &mut Draws) -> More {
    let focus = if high_tech { 740 } else { 520 };
    More {
        main_permille: draws.between(focus, 990),
        in_china_permille: draws.between(420, 1_900).min(1_000),
        outsourced_permille: draws.between(0, 140),
        other_cost_permille: draws.between(40, 230),
        debt_permille: draws.between(180, 780).min(draws.between(240, 960)),
        margin_permille: draws.between(-60, 170),
        equipment_percent: draws.between(60, 420),
        qualified_permille: draws.between(430, 930),
        conversions: draws.between(0, if high_tech { 8 } else { 4 }),
        niche_since: firm.founded.year() + i32::try_from(draws.between(0, 4)).unwrap_or(0),
        equity_wan: if draws.chance(60) {
            draws.between(300, 9_000)
        } else {
            0
        },
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
            if draws.chance(base.silent_permille) || firm.founded.year() > year {
                continue;
            }
            for (concept, amount) in base.amounts(year).into_iter().chain(base.details(year)) {
                let often = matches!(concept, "high_tech_income" | "assets");
                if !draws.chance(base.holes_permille * if often { 3 } else { 1 }) {
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

    pub(super) fn fact(
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

/// A whole number of the concept's base unit.
pub(super) fn number(amount: i64) -> Observed {
    Observed::Value(Value::Number(Exact::whole(i128::from(amount))))
}

impl Base {
    fn amounts(&self, year: i32) -> [(&'static str, i64); 6] {
        let (sales, people) = (self.sales(year), self.people(year));
        [
            ("sales", sales),
            ("rd_expense", sales / 1_000 * self.rd_permille),
            ("employees", people),
            ("rd_staff", people * self.staff_permille / 1_000),
            ("high_tech_income", sales / 1_000 * self.income_permille),
            ("assets", sales / 10 * 13),
        ]
    }

    fn sales(&self, year: i32) -> i64 {
        (0..steps(year)).fold(self.sales_wan * WAN, |sales, _| {
            sales + sales / 1_000 * self.growth_permille
        })
    }

    fn people(&self, year: i32) -> i64 {
        let grown = self.employees * i64::from(steps(year)) * self.growth_permille / 3_000;
        (self.employees + grown).max(2)
    }

    fn details(&self, year: i32) -> [(&'static str, i64); 14] {
        let (sales, more) = (self.sales(year), &self.more);
        let research = sales / 1_000 * self.rd_permille;
        let staff = self.people(year) * self.staff_permille / 1_000;
        let raised = steps(year) == 2;
        [
            ("total_income", sales / 100 * 102),
            ("main_income", sales / 1_000 * more.main_permille),
            (
                "rd_expense_in_china",
                research / 1_000 * more.in_china_permille,
            ),
            ("rd_outsourced", research / 1_000 * more.outsourced_permille),
            ("rd_other_cost", research / 1_000 * more.other_cost_permille),
            ("liabilities", sales / 10_000 * 13 * more.debt_permille),
            ("net_profit", sales / 1_000 * more.margin_permille),
            (
                "cost_expense",
                sales / 1_000 * (1_000 - more.margin_permille),
            ),
            ("rd_equipment", research / 100 * more.equipment_percent),
            ("full_time_rd_staff", staff * 9 / 10),
            (
                "rd_staff_qualified",
                staff * 9 / 10 * more.qualified_permille / 1_000,
            ),
            ("result_conversions", more.conversions),
            ("niche_years", i64::from((year - more.niche_since).max(0))),
            ("new_equity", if raised { more.equity_wan * WAN } else { 0 }),
        ]
    }
}

/// How many years after the first one of the sample.
fn steps(year: i32) -> i32 {
    year - day(2022, 1, 1).year()
}
