//! The needs as their owners write them: text, metric, hard conditions, money, dates.

use super::calendar_time::after;
use super::draw::Draws;
use super::owners::OwnerKind;
use super::themes::Theme;
use benfu_domain::Day;
use benfu_domain::fact::Dictionary;
use benfu_domain::matching::Compiled;
use benfu_domain::need::{Constraint, Terms};

/// Where the money comes from.
const PATHS: &[&str] = &[
    "年度科技创新专项预算",
    "设备更新改造预算",
    "生产成本中列支的试点经费",
    "部门预算中的信息化经费",
    "集团研发准备金",
];
/// What happens if it works.
const AFTER: &[&str] = &[
    "试点达标后按同等条件优先采购首批十套，并向同类场所推广",
    "达标后签订三年服务框架协议，按合格工作量付费",
    "纳入年度集中采购目录，供方可凭应用证明参加后续项目",
    "达标后扩大到全部站点，技术指标写入企业标准",
    "由本单位出具应用证明，并支持申报首台套",
];
const CLOSINGS: &[&str] = &[
    "供方须说明已有应用与不适用条件，不接受仅有方案的应答。",
    "过程数据由双方共有，未经同意不得对外发布。",
    "试点期间供方自带设备，场地与水电由需求方提供。",
    "应答时请给出可核对的指标和到场时间。",
    "允许联合体应答，但须明确唯一责任方。",
];

/// Title and text of a need.
pub(super) fn words(
    theme: &Theme,
    site: usize,
    owner: &OwnerKind,
    draws: &mut Draws,
) -> (String, String) {
    let site = &theme.sites[site];
    let closing = draws.pick(CLOSINGS);
    let text = format!("{}。{}。{}。{closing}", site.scene, theme.ask, owner.manner);
    (site.title.to_owned(), text)
}

/// What publication asks for, for a trial that begins some weeks after `on`. Conditions that the pack does not
/// know are left out.
pub(super) fn terms(
    theme: &Theme,
    owner: &OwnerKind,
    on: Day,
    dictionary: &Dictionary,
    draws: &mut Draws,
) -> Terms {
    let constraint = |(label, rule): &(&str, &str)| Constraint {
        label: (*label).to_owned(),
        rule: (*rule).to_owned(),
    };
    let constraints = theme
        .rules
        .iter()
        .map(constraint)
        .filter(|rule| Compiled::new(rule, dictionary).is_ok());
    let constraints: Vec<Constraint> = constraints.collect();
    let starts_on = after(on, i32::try_from(draws.between(60, 110)).unwrap_or(60));
    let months = i32::try_from(draws.between(5, 10)).unwrap_or(6);
    Terms {
        metric: theme.metric.name.to_owned(),
        metric_unit: theme.metric.unit.to_owned(),
        baseline_milli: Some(theme.metric.baseline_milli / 1_000 * draws.between(930, 1_070)),
        target_milli: Some(theme.metric.target_milli),
        unconstrained: constraints.is_empty(),
        constraints,
        owner_post: owner.post.to_owned(),
        budget_path: (*draws.pick(PATHS)).to_owned(),
        budget_fen: Some(
            draws.between(theme.budget_wan.0 / 10, theme.budget_wan.1 / 10) * 10_000_000,
        ),
        acceptance_test: theme.test.to_owned(),
        starts_on: Some(starts_on),
        ends_on: starts_on.plus_months(months),
        place: None,
        if_it_works: (*draws.pick(AFTER)).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::owners::OWNERS;
    use std::collections::BTreeSet;

    #[test]
    fn every_text_differs_and_has_a_sensible_length() {
        let mut draws = Draws::new(1, "texts");
        let mut texts = BTreeSet::new();
        for theme in super::super::themes::all() {
            for site in 0..3 {
                let owner = OWNERS
                    .iter()
                    .find(|owner| owner.key == theme.sites[site].owner)
                    .expect("an owner");
                let (_, text) = words(theme, site, owner, &mut draws);
                assert!(
                    (150..=600).contains(&text.chars().count()),
                    "{} {}",
                    theme.key,
                    text.chars().count()
                );
                texts.insert(text);
            }
        }
        assert_eq!(texts.len(), 90);
    }
}
