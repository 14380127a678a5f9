//! What firms are and have beside the figures of a year: field, rights, market, research body, projects.
//!
//! Each part draws from a stream of its own. What a firm leaves out stays unknown.

use super::calendar_time::day;
use super::draw::Draws;
use super::firms::{Firm, Size};
use super::profile::Profile;
use super::yearly::{FactMaker, number};
use benfu_domain::fact::Observed;
use benfu_domain::period::Period;
use benfu_rules::Value;
use benfu_store::fact::NewFact;

/// The concepts that are recorded.
pub(super) const CONCEPTS: &[&str] = &[
    "organisation_kind",
    "resident",
    "china_based",
    "restricted_product",
    "industry",
    "high_tech_field",
    "cluster",
    "class_one_ip",
    "class_one_ip_in_use",
    "class_one_ip_own",
    "class_one_ip_in_use_own",
    "class_one_ip_high_value",
    "class_two_ip",
    "class_two_ip_lasting",
    "field_ip",
    "field_ip_recent",
    "standards_led",
    "rd_expense_audited",
    "hnte_innovation_score",
    "srdi_development_score",
    "niche_market_leading",
    "niche_market_share",
    "niche_market_rank",
    "global_market_rank",
    "own_brand",
    "management_certificate",
    "information_systems",
    "quality_award",
    "technology_leading",
    "key_link",
    "key_field",
    "digital_level",
    "science_award_on",
    "provincial_award_top3_on",
    "national_award_top3_on",
    "national_award_top5_on",
    "maker_contest_top50_on",
    "maker_contest_top500_on",
    "rd_body_level",
    "rd_body_since",
    "rd_body_area",
    "rd_leaders",
    "centre_director_qualified",
    "designers",
    "designers_qualified",
    "design_rights_total",
    "design_rights_year",
    "upgrade_in_city",
    "upgrade_finished",
    "upgrade_filed",
    "upgrade_investment",
    "upgrade_fixed_assets",
    "upgrade_equipment",
    "upgrade_topics",
    "upgrade_maturity",
    "treasury_bond_support",
    "pilot_services",
    "public_service",
    "proof_of_concept_service",
    "start_up",
    "rent_free_months",
];

/// Square decimetres of a square metre.
const M2: i64 = 100;
/// Ten thousand yuan, in fen.
const WAN: i64 = 1_000_000;

/// One quality: the concept and what is said of it.
type Quality = (&'static str, Observed);
/// What a part says of a firm.
type Part = fn(&Firm, &Profile, &mut Draws) -> Vec<Quality>;

/// The parts with the names of their streams. The first is known of everybody, from the business register.
const PARTS: [(&str, Part); 8] = [
    ("register", register),
    ("rights", rights),
    ("assessment", assessment),
    ("market", market),
    ("awards", awards),
    ("body", body),
    ("design", design),
    ("projects", projects),
];

impl FactMaker<'_> {
    /// The qualities of all firms. A careless firm leaves out half of the parts.
    pub(super) fn qualities(
        &self,
        firms: &[Firm],
        profiles: &[Profile],
        seed: u64,
    ) -> Vec<NewFact> {
        let mut facts = Vec::new();
        for (place, (stream, part)) in PARTS.iter().enumerate() {
            let mut draws = Draws::new(seed, &format!("qualities {stream}"));
            for (firm, profile) in firms.iter().zip(profiles) {
                let silent = !profile.is_careful() && draws.chance(500);
                let said = part(firm, profile, &mut draws);
                let said = said.into_iter().filter(|_| place == 0 || !silent);
                facts.extend(said.filter_map(|(concept, observed)| {
                    self.fact(firm, concept, Period::Always, observed)
                }));
            }
        }
        facts
    }
}

fn flag(yes: bool) -> Observed {
    Observed::Value(Value::Flag(yes))
}

fn code(id: &str) -> Observed {
    Observed::Value(Value::Code(id.to_owned()))
}

fn codes(ids: &[&str]) -> Observed {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    Observed::Value(Value::Codes(ids))
}

/// True more often the stronger the firm: never for none, `most` times of a thousand for the strongest.
fn likely(profile: &Profile, most: i64, draws: &mut Draws) -> bool {
    draws.between(0, 999) < most * (profile.strength + 180).min(1_000) / 1_000
}

/// Division of GB/T 4754, national key field and cluster of a trade.
fn trade_codes(trade: &str) -> (&'static str, &'static str, &'static str) {
    match trade {
        "electronics" => ("39", "electronic_information", "smart_terminal"),
        "machinery" => ("35", "advanced_manufacturing", "high_end_equipment"),
        "mould" => ("33", "advanced_manufacturing", "high_end_equipment"),
        "software" => ("65", "electronic_information", "software"),
        "sensor" => ("40", "electronic_information", "smart_sensor"),
        "vision" => ("40", "advanced_manufacturing", "artificial_intelligence"),
        "robot" => ("34", "advanced_manufacturing", "robots"),
        "battery" | "power" => ("38", "new_energy", "new_energy"),
        "drone" => ("37", "aerospace", "low_altitude"),
        "material" => ("30", "new_materials", "high_performance_materials"),
        "semiconductor" => ("39", "electronic_information", "semiconductor"),
        "medical" => ("35", "biology_new_medicine", "medical_devices"),
        "instrument" => ("40", "advanced_manufacturing", "smart_sensor"),
        _ => ("77", "resources_environment", "safety_environment"),
    }
}

fn register(firm: &Firm, _: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let (industry, _, cluster) = trade_codes(firm.trade.key);
    vec![
        ("organisation_kind", code("firm")),
        ("resident", flag(true)),
        ("china_based", flag(!draws.chance(35))),
        ("restricted_product", flag(draws.chance(12))),
        ("industry", code(industry)),
        ("cluster", codes(&[cluster])),
        ("start_up", flag(firm.founded.year() >= 2020)),
    ]
}

fn rights(firm: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let span = profile.strength * (1 + firm.size as i64) / 170;
    let one = draws.between(0, span.max(1)).saturating_sub(1);
    let two = draws.between(0, 6 + span * 5);
    let in_use = one - draws.between(0, 2).min(one);
    let own = one - draws.between(0, 1).min(one);
    let field = (one + two) * 7 / 10;
    let (_, key_field, _) = trade_codes(firm.trade.key);
    let mut said = vec![
        ("class_one_ip", number(one)),
        ("class_one_ip_own", number(own)),
        ("class_one_ip_in_use", number(in_use)),
        ("class_one_ip_in_use_own", number(in_use.min(own))),
        ("class_one_ip_high_value", number(in_use / 3)),
        ("class_two_ip", number(two)),
        ("class_two_ip_lasting", number(two * 6 / 10)),
        ("field_ip", number(field)),
        ("field_ip_recent", number(field * draws.between(2, 6) / 10)),
        ("standards_led", number(draws.between(-3, 2).max(0))),
    ];
    if !draws.chance(60) {
        said.push(("high_tech_field", code(key_field)));
    }
    said
}

/// What reviewers and platforms found; not everybody has been assessed.
fn assessment(_: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let strength = profile.strength;
    let mut said = vec![("rd_expense_audited", flag(likely(profile, 960, draws)))];
    let (score, development) = (
        52 + strength * 31 / 1_000 + draws.between(-8, 14),
        28 + strength * 46 / 1_000 + draws.between(-9, 12),
    );
    if likely(profile, 900, draws) {
        said.push(("hnte_innovation_score", number(score.min(100))));
    }
    if likely(profile, 880, draws) {
        said.push(("srdi_development_score", number(development.min(100))));
    }
    said
}

fn market(firm: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let share = draws.between(3, 40 + profile.strength / 3);
    let rank = 1 + draws.between(0, 3 + (1_000 - profile.strength) / 40);
    let world = rank * draws.between(1, 5);
    let level = 1 + (profile.strength + draws.between(-200, 250)).clamp(0, 999) / 250;
    vec![
        ("niche_market_leading", flag(likely(profile, 820, draws))),
        ("niche_market_share", number(share)),
        ("niche_market_rank", number(rank)),
        ("global_market_rank", number(world)),
        ("own_brand", flag(likely(profile, 960, draws))),
        ("management_certificate", flag(likely(profile, 980, draws))),
        ("information_systems", flag(likely(profile, 970, draws))),
        ("quality_award", flag(draws.chance(45))),
        ("technology_leading", flag(likely(profile, 600, draws))),
        ("key_link", flag(likely(profile, 900, draws))),
        ("key_field", flag(likely(profile, 930, draws))),
        ("digital_level", number(level)),
        (
            "proof_of_concept_service",
            flag(firm.trade.key == "instrument" && draws.chance(120)),
        ),
    ]
}

/// Few firms have won one; the others say that they have not.
fn awards(_: &Firm, _: &Profile, draws: &mut Draws) -> Vec<Quality> {
    const EACH: [(&str, usize); 6] = [
        ("science_award_on", 12),
        ("provincial_award_top3_on", 8),
        ("national_award_top3_on", 1),
        ("national_award_top5_on", 2),
        ("maker_contest_top50_on", 2),
        ("maker_contest_top500_on", 9),
    ];
    let award = |(concept, permille): (&'static str, usize)| {
        let won = draws.chance(permille);
        let year = i32::try_from(draws.between(2020, 2024)).unwrap_or(2022);
        let on = Observed::Value(Value::Day(day(year, 11, 20)));
        (concept, if won { on } else { Observed::None })
    };
    EACH.map(award).to_vec()
}

/// A research body of its own: its level, age, space and leaders.
fn body(firm: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    if !likely(profile, 900, draws) {
        return vec![("rd_body_level", Observed::None), ("rd_leaders", number(0))];
    }
    let size = firm.size as i64;
    let level = match draws.between(0, 999) + size * 60 {
        0..700 => "below_city",
        700..960 => "municipal",
        960..1_150 => "provincial",
        _ => "national",
    };
    let year = firm.founded.year().max(2012) + i32::try_from(draws.between(1, 6)).unwrap_or(1);
    vec![
        ("rd_body_level", code(level)),
        (
            "rd_body_since",
            Observed::Value(Value::Day(day(year.min(2025), 3, 1))),
        ),
        (
            "rd_body_area",
            number(draws.between(1, 9) * (1 + size) * 50 * M2),
        ),
        ("rd_leaders", number(draws.between(0, 2 + size * 3))),
        (
            "centre_director_qualified",
            flag(likely(profile, 880, draws)),
        ),
    ]
}

fn design(firm: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let most = [6, 14, 60, 150][firm.size as usize] * profile.strength / 800;
    let designers = draws.between(0, most.max(1));
    let total = draws.between(0, 1 + designers * 4);
    vec![
        ("designers", number(designers)),
        (
            "designers_qualified",
            number(designers * draws.between(3, 9) / 10),
        ),
        ("design_rights_total", number(total)),
        (
            "design_rights_year",
            number(total * draws.between(5, 30) / 100),
        ),
    ]
}

/// Technical upgrading, pilot services, a first space: three firms of ten have a project on file.
fn projects(firm: &Firm, profile: &Profile, draws: &mut Draws) -> Vec<Quality> {
    let mut said = Vec::new();
    if firm.size == Size::Micro && draws.chance(80) {
        said.push(("rent_free_months", number(draws.between(2, 14))));
    }
    let serves = likely(profile, 90, draws);
    said.push(("public_service", flag(serves)));
    if serves {
        said.push((
            "pilot_services",
            codes(
                &draws
                    .some(&["design", "performance", "process", "production"], 2)
                    .into_iter()
                    .copied()
                    .collect::<Vec<_>>(),
            ),
        ));
    } else {
        said.push(("pilot_services", Observed::None));
    }
    if firm.size > Size::Micro && draws.chance(300) {
        said.extend(upgrade(firm, draws));
    } else {
        said.extend(
            ["upgrade_in_city", "upgrade_finished", "upgrade_filed"]
                .map(|concept| (concept, flag(false))),
        );
    }
    said
}

fn upgrade(firm: &Firm, draws: &mut Draws) -> Vec<Quality> {
    const TOPICS: [&str; 4] = [
        "robots",
        "artificial_intelligence",
        "open_harmony",
        "risc_v",
    ];
    let most = [600, 2_600, 9_000, 70_000][firm.size as usize];
    let total = draws.between(200, most) * WAN;
    let fixed = total / 1_000 * draws.between(640, 960);
    let topic = [*draws.pick(&TOPICS)];
    let topics: &[&str] = if draws.chance(450) { &topic } else { &[] };
    vec![
        ("upgrade_in_city", flag(!draws.chance(40))),
        ("upgrade_finished", flag(draws.chance(720))),
        ("upgrade_filed", flag(draws.chance(830))),
        ("upgrade_investment", number(total)),
        ("upgrade_fixed_assets", number(fixed)),
        (
            "upgrade_equipment",
            number(fixed / 1_000 * draws.between(700, 990)),
        ),
        (
            "upgrade_topics",
            if topics.is_empty() {
                Observed::None
            } else {
                codes(topics)
            },
        ),
        ("upgrade_maturity", number(draws.between(1, 4))),
        ("treasury_bond_support", flag(draws.chance(90))),
    ]
}
