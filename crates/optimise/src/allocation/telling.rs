//! A plan, its certificate and its reasons as JSON, with texts in both languages.
//!
//! Main function: [`answer`]. The members are described in `docs/reference/allocation.md`.

use super::check;
use super::instance::{Instance, Plan, Points};
use super::model::Model;
use super::reasons::{Barrier, Missed, Reason, reasons};
use super::solve::{Solution, differences};
use crate::document::Remark;
use benfu_domain::Label;
use serde_json::{Value, json};

/// Everything that is answered about a solved instance, but for the times, which a caller with a
/// clock adds.
pub fn answer(
    instance: &Instance,
    model: &Model,
    solution: &Solution,
    remarks: &[Remark],
) -> Value {
    let violations = check::violations(instance, &solution.plan);
    let recounted = check::objective(instance, &solution.plan);
    let mut answer = json!({
        "plan": plan(instance, &solution.plan),
        "unplaced": unplaced(instance, &solution.plan),
        "objective": number(solution.points),
        "bound": number(solution.bound),
        "gap_percent": gap(solution),
        "proven_optimal": solution.proven,
        "guaranteed_unplaced": solution.unplaced_guaranteed.iter().map(|place| &instance.tenants[*place].id).collect::<Vec<_>>(),
        "check": {
            "violations": violations.iter().map(|one| json!({"rule": one.rule, "zh": one.what.zh, "en": one.what.en})).collect::<Vec<_>>(),
            "objective": number(recounted),
        },
        "placed": solution.plan.0.len(),
        "options": model.options(),
        "steps": solution.steps,
        "bound_rounds": solution.rounds,
        "reasons": told_reasons(instance, &reasons(instance, model, &solution.plan)),
        "remarks": remarks.iter().map(|one| json!({"at": one.at, "zh": one.what.zh, "en": one.what.en})).collect::<Vec<_>>(),
    });
    if let Some(previous) = &instance.previous {
        answer["changes"] = changes(instance, previous, &solution.plan);
    }
    answer
}

/// Two plans beside each other: what each is worth, by whom they differ.
pub fn comparison(instance: &Instance, one: &Plan, other: &Plan) -> Value {
    let side = |plan: &Plan| {
        json!({
            "objective": number(check::objective(instance, plan)), "placed": plan.0.len(),
            "violations": check::violations(instance, plan).len(),
        })
    };
    json!({ "one": side(one), "other": side(other), "changes": changes(instance, one, other) })
}

fn changes(instance: &Instance, before: &Plan, after: &Plan) -> Value {
    let list = differences(before, after);
    let moved = list.iter().filter(|one| !one.before.is_empty());
    let changes = list.iter().map(|one| {
        json!({
            "tenant": instance.tenants[one.tenant].id,
            "before": names(instance, &one.before), "after": names(instance, &one.after),
        })
    });
    json!({ "moved": moved.count(), "of": before.0.len(), "list": changes.collect::<Vec<_>>() })
}

fn plan(instance: &Instance, plan: &Plan) -> Value {
    let rows = plan.0.iter().map(|(tenant, units)| {
        json!({ "tenant": instance.tenants[*tenant].id, "units": names(instance, units) })
    });
    rows.collect()
}

fn unplaced(instance: &Instance, plan: &Plan) -> Vec<String> {
    let tenants = instance.tenants.iter().enumerate();
    let without = tenants.filter(|(place, _)| !plan.0.contains_key(place));
    without.map(|(_, tenant)| tenant.id.clone()).collect()
}

fn names(instance: &Instance, units: &[usize]) -> Vec<String> {
    units
        .iter()
        .map(|unit| instance.units[*unit].id.clone())
        .collect()
}

/// Points as a JSON number.
pub(super) fn number(points: Points) -> Value {
    points.to_string().parse().unwrap_or(Value::Null)
}

/// How far the bound lies above the plan, in percent of the bound, rounded up to thousandths;
/// nothing while a guaranteed tenant has no place, since the bound then speaks of other plans.
fn gap(solution: &Solution) -> Value {
    let (points, bound) = (i128::from(solution.points.0), i128::from(solution.bound.0));
    if !solution.unplaced_guaranteed.is_empty() {
        return Value::Null;
    }
    let thousandths = match bound {
        0 => 0,
        bound => ((bound - points) * 100_000 + bound.abs() - 1) / bound.abs(),
    };
    let micro = i64::try_from(thousandths * 1000).unwrap_or(i64::MAX);
    number(Points(micro))
}

fn told_reasons(instance: &Instance, reasons: &[Reason]) -> Value {
    let rows = instance
        .tenants
        .iter()
        .zip(reasons)
        .map(|(tenant, reason)| {
            let said = said(instance, reason);
            let mut row = json!({ "tenant": tenant.id, "zh": said.zh, "en": said.en });
            match reason {
                Reason::Placed {
                    parts,
                    rank,
                    better,
                } => {
                    row["status"] = json!("placed");
                    row["points"] = parts
                        .iter()
                        .map(|(name, points)| ((*name).to_owned(), whole(*points)))
                        .collect::<serde_json::Map<_, _>>()
                        .into();
                    row["better_choices"] = json!(rank.0);
                    row["choices"] = json!(rank.1);
                    row["not_better_because"] = better
                        .iter()
                        .map(|one| told_missed(instance, one))
                        .collect();
                }
                Reason::Outbid { choices, best } => {
                    row["status"] = json!("outbid");
                    row["choices"] = json!(choices);
                    row["not_because"] =
                        best.iter().map(|one| told_missed(instance, one)).collect();
                }
                Reason::Unsuitable {
                    failing,
                    unknown,
                    suiting,
                } => {
                    let counted =
                        |map: &std::collections::BTreeMap<super::needs::Obstacle, usize>| {
                            let entries = map
                                .iter()
                                .map(|(obstacle, count)| (obstacle.label().en, json!(count)));
                            Value::Object(entries.collect())
                        };
                    row["status"] = json!("unsuitable");
                    row["units_failing"] = counted(failing);
                    row["units_unknown"] = counted(unknown);
                    row["units_suiting"] = json!(suiting);
                }
            }
            row
        });
    rows.collect()
}

fn whole(millionths: i128) -> Value {
    number(Points(i64::try_from(millionths).unwrap_or(i64::MAX)))
}

fn told_missed(instance: &Instance, missed: &Missed) -> Value {
    let ids = |places: &[usize]| {
        places
            .iter()
            .map(|place| instance.tenants[*place].id.clone())
            .collect::<Vec<_>>()
    };
    let barriers = missed.barriers.iter().map(|barrier| match barrier {
        Barrier::HeldBy(tenants) => json!({ "constraint": "one_tenant", "held_by": ids(tenants) }),
        Barrier::Hazard(tenants) => json!({ "constraint": "hazard", "neighbours": ids(tenants) }),
        Barrier::Power => json!({ "constraint": "power" }),
        Barrier::WorthLess => json!({ "constraint": "worth_less" }),
    });
    json!({
        "units": names(instance, &missed.units), "points": number(Points(missed.points)),
        "barriers": barriers.collect::<Vec<_>>(), "would_displace_points": number(Points(missed.displaced)),
    })
}

/// A reason in words.
fn said(instance: &Instance, reason: &Reason) -> Label {
    match reason {
        Reason::Placed { rank: (0, all), .. } => Label::new(
            format!("在 {all} 个可选方案中得到最优的一个"),
            format!("it has the best of its {all} possibilities"),
        ),
        Reason::Placed {
            rank: (better, all),
            better: list,
            ..
        } => {
            let why = list
                .first()
                .map(|one| said_missed(instance, one))
                .unwrap_or_default();
            Label::new(
                format!(
                    "{all} 个可选方案中有 {better} 个更优;最优者未给,因为{}",
                    why.zh
                ),
                format!(
                    "{better} of its {all} possibilities are better; the best was not given because {}",
                    why.en
                ),
            )
        }
        Reason::Outbid { choices, best } => {
            let why = best
                .first()
                .map(|one| said_missed(instance, one))
                .unwrap_or_default();
            Label::new(
                format!("有 {choices} 个可选方案但未安排;最优者未给,因为{}", why.zh),
                format!(
                    "it had {choices} possibilities and none was given; the best not because {}",
                    why.en
                ),
            )
        }
        Reason::Unsuitable {
            failing,
            unknown,
            suiting,
        } => said_unsuitable(failing, unknown, *suiting),
    }
}

fn said_missed(instance: &Instance, missed: &Missed) -> Label {
    let units = names(instance, &missed.units).join("、");
    let ids = |places: &[usize]| {
        let ids = places
            .iter()
            .map(|place| instance.tenants[*place].id.clone());
        ids.collect::<Vec<_>>().join("、")
    };
    let barriers: Vec<Label> = missed
        .barriers
        .iter()
        .map(|barrier| match barrier {
            Barrier::HeldBy(tenants) => Label::new(
                format!(
                    "{units} 由 {} 使用(其分值 {})",
                    ids(tenants),
                    Points(missed.displaced)
                ),
                format!(
                    "{units} is held by {} (worth {} there)",
                    ids(tenants),
                    Points(missed.displaced)
                ),
            ),
            Barrier::Hazard(tenants) => Label::new(
                format!("{units} 与 {} 相邻,危险类别不得相邻", ids(tenants)),
                format!(
                    "{units} touches {}, which its class of hazard may not",
                    ids(tenants)
                ),
            ),
            Barrier::Power => Label::new(
                format!("{units} 所在建筑余电不足"),
                format!("the building of {units} has not enough power left"),
            ),
            Barrier::WorthLess => Label::new(
                format!("给它 {units} 会使整个方案分值降低"),
                format!("giving it {units} would make the plan as a whole worth less"),
            ),
        })
        .collect();
    let zh: Vec<&str> = barriers.iter().map(|label| label.zh.as_str()).collect();
    let en: Vec<&str> = barriers.iter().map(|label| label.en.as_str()).collect();
    Label::new(zh.join(";"), en.join("; "))
}

fn said_unsuitable(
    failing: &std::collections::BTreeMap<super::needs::Obstacle, usize>,
    unknown: &std::collections::BTreeMap<super::needs::Obstacle, usize>,
    suiting: usize,
) -> Label {
    let list = |map: &std::collections::BTreeMap<super::needs::Obstacle, usize>, zh: bool| {
        let told = map.iter().map(|(obstacle, count)| {
            let label = obstacle.label();
            format!("{} {count}", if zh { label.zh } else { label.en })
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            "-".to_owned()
        } else {
            told.join(", ")
        }
    };
    Label::new(
        format!(
            "没有可用单元:不满足({});无法判断,需补测({});单独适合但面积或合并不符 {suiting} 个",
            list(failing, true),
            list(unknown, true)
        ),
        format!(
            "no block suits it: failing ({}); cannot tell, measure first ({}); {suiting} units suit it but not by area or joining",
            list(failing, false),
            list(unknown, false)
        ),
    )
}
