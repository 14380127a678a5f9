//! What firms hand in and the district vouches for: yearly figures, the form of qualities, whole registers.

use super::calendar_time::day;
use super::profile::Profile;
use super::society::Society;
use super::yearly;
use benfu_domain::Day;
use benfu_packs::Pack;
use benfu_store::fact::NewFact;

/// A list of facts: when, its title, the facts, its source.
pub(super) type FactList = (Day, String, Vec<NewFact>, i64);

impl Society<'_> {
    /// The years of figures, then what belongs to no year.
    pub(super) fn returns(&mut self, profiles: &[Profile]) -> (Vec<FactList>, [FactList; 2]) {
        let seed = self.options.seed;
        let bases = yearly::bases(&self.firms, profiles, seed);
        let taken_in = [
            (2022, day(2024, 1, 8)),
            (2023, day(2024, 6, 20)),
            (2024, day(2025, 6, 10)),
        ];
        let sources: Vec<i64> = taken_in.iter().map(|_| self.source()).collect();
        let (register, form) = (self.source(), self.source());
        let maker = yearly::FactMaker {
            dictionary: &self.pack.dictionary,
            keys: &self.concepts,
        };
        let of_year = |((year, on), source): ((i32, Day), i64)| {
            (
                on,
                format!("{year}年度企业经营数据"),
                maker.year(&self.firms, &bases, year, seed),
                source,
            )
        };
        let yearly = taken_in.into_iter().zip(sources).map(of_year).collect();
        let timeless = maker.timeless(&self.firms, seed);
        let qualities = maker.qualities(&self.firms, profiles, seed);
        let timeless = [
            (day(2024, 1, 4), "登记信息".to_owned(), timeless, register),
            (
                day(2025, 5, 20),
                "企业情况摸底表".to_owned(),
                qualities,
                form,
            ),
        ];
        (yearly, timeless)
    }
}

/// Registers that the district vouches for on the sample's day: who is not in them is known not to be.
pub(super) fn whole_registers(pack: &Pack) -> Vec<&'static str> {
    const WHOLE: &[&str] = &[
        "hnte",
        "tech_sme",
        "innovative_sme",
        "srdi_sme",
        "little_giant",
        "single_product_champion",
        "technology_centre",
        "engineering_research_centre",
        "innovation_demonstration",
        "industrial_design_centre",
        "application_bar",
        "credit_list",
        "major_incident",
    ];
    let known = |scheme: &&&str| pack.dictionary.schemes.contains_key(**scheme);
    WHOLE.iter().filter(known).copied().collect()
}
