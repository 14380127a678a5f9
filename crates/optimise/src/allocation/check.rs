//! Does a plan keep every hard rule, and what is it worth? Worked out from the instance alone.
//!
//! Main functions: [`violations`], [`objective`]. Nothing here uses the model, its searches or its
//! arithmetic: whoever doubts a plan reads this file and the instance, and no other. Rules are
//! answered one by one in the plainest way; speed does not matter.

use super::instance::{Attribute, Fit, Instance, Need, Plan, Points, Tenant};
use crate::document::Amount;
use benfu_domain::Label;
use std::collections::{BTreeMap, BTreeSet};

/// A hard rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which rule: `one_tenant`, `joined`, `area`, `fit`, `rent`, `dates`, `options`, `hazard`,
    /// `power`, `guaranteed`, `pinned`.
    pub rule: &'static str,
    /// Who or what breaks it.
    pub what: Label,
}

fn violation(rule: &'static str, zh: String, en: String) -> Violation {
    let what = Label { zh, en };
    Violation { rule, what }
}

/// Every hard rule that a plan breaks; none when it is sound.
pub fn violations(instance: &Instance, plan: &Plan) -> Vec<Violation> {
    let mut found = shared_units(instance, plan);
    for (place, units) in &plan.0 {
        found.extend(of_tenant(instance, &instance.tenants[*place], units));
    }
    found.extend(hazards(instance, plan));
    found.extend(power(instance, plan));
    found.extend(admissions(instance, plan));
    found
}

fn shared_units(instance: &Instance, plan: &Plan) -> Vec<Violation> {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let held = plan
        .0
        .iter()
        .flat_map(|(tenant, units)| units.iter().map(|unit| (*tenant, *unit)));
    let mut found = Vec::new();
    for (tenant, unit) in held {
        if let Some(other) = seen.insert(unit, tenant) {
            let unit = &instance.units[unit].id;
            let (one, other) = (&instance.tenants[tenant].id, &instance.tenants[other].id);
            found.push(violation(
                "one_tenant",
                format!("单元 {unit} 同时分给 {one} 和 {other}"),
                format!("unit {unit} is given to {one} and to {other}"),
            ));
        }
    }
    found
}

fn of_tenant(instance: &Instance, tenant: &Tenant, units: &[usize]) -> Vec<Violation> {
    let id = &tenant.id;
    let mut found = Vec::new();
    let mut broken = |rule, zh: &str, en: &str| {
        found.push(violation(rule, format!("{id}:{zh}"), format!("{id}: {en}")));
    };
    let mut sorted = units.to_vec();
    sorted.sort_unstable();
    match &tenant.options {
        Some(options) => {
            let named = options.iter().any(|option| {
                let mut option = option.units.clone();
                option.sort_unstable();
                option == sorted
            });
            if !named && !tenant.pinned {
                broken("options", "不在其所列选项中", "is not one of its options");
            }
        }
        None if !tenant.pinned => {
            if units.is_empty() || units.len() > tenant.max_units || !connected(instance, units) {
                broken(
                    "joined",
                    "单元不能合并使用",
                    "its units cannot be used as one",
                );
            }
            let area: i64 = units
                .iter()
                .map(|unit| instance.units[*unit].area_m2.in_thousandths())
                .sum();
            let area = Amount::thousandths(area);
            let small = tenant.area_min.is_some_and(|least| area < least);
            if small || tenant.area_max.is_some_and(|most| area > most) {
                broken("area", "面积不在要求范围内", "its area is out of its span");
            }
        }
        None => {}
    }
    if tenant.pinned && sorted != tenant.current {
        broken("pinned", "应留在原处", "must stay where it is");
    }
    for unit in units {
        found.extend(in_unit(instance, tenant, *unit));
    }
    found
}

fn in_unit(instance: &Instance, tenant: &Tenant, place: usize) -> Vec<Violation> {
    let (unit, id) = (&instance.units[place], &tenant.id);
    let at = &unit.id;
    let mut found = Vec::new();
    for (name, need) in &tenant.needs {
        let met = match (need, unit.attributes.get(name)) {
            (Need::Within(least, most), Some(Attribute::Number(has))) => {
                !least.is_some_and(|least| *has < least) && !most.is_some_and(|most| *has > most)
            }
            (Need::OneOf(words), Some(Attribute::Word(has))) => {
                words.iter().any(|word| word == has)
            }
            (Need::OneOf(words), Some(Attribute::Words(has))) => {
                words.iter().any(|word| has.contains(word))
            }
            (Need::Is(wanted), Some(Attribute::Flag(has))) => has == wanted,
            _ => false,
        };
        if !met {
            let (zh, en) = (
                format!("{id} 在 {at}:{name} 未满足"),
                format!("{id} in {at}: {name} is not met"),
            );
            found.push(violation("fit", zh, en));
        }
    }
    let listed = tenant.fit.as_ref().map(|row| row.get(&place));
    if !matches!(listed, None | Some(Some(Fit::Points(_)))) {
        let (zh, en) = (
            format!("{id} 在 {at}:适配表未说适合"),
            format!("{id} in {at}: the table of fit does not say that it fits"),
        );
        found.push(violation("fit", zh, en));
    }
    if tenant.rent_max.is_some_and(|most| most < unit.rent) {
        found.push(violation(
            "rent",
            format!("{id} 在 {at}:租金过高"),
            format!("{id} in {at}: the rent is too high"),
        ));
    }
    let late =
        matches!((tenant.move_in_by, unit.available_from), (Some(by), Some(from)) if by < from);
    let gone = matches!((tenant.move_in_from, unit.available_until), (Some(from), Some(until)) if until < from);
    if late || gone {
        found.push(violation(
            "dates",
            format!("{id} 在 {at}:日期不合"),
            format!("{id} in {at}: the dates do not meet"),
        ));
    }
    found
}

/// Whether units hang together by joinable adjacency, all in one building.
fn connected(instance: &Instance, units: &[usize]) -> bool {
    let Some(first) = units.first() else {
        return false;
    };
    let building = instance.units[*first].building;
    let mut reached = BTreeSet::from([*first]);
    loop {
        let before = reached.len();
        for pair in instance.adjacency.iter().filter(|pair| pair.joinable) {
            let [one, other] = pair.units;
            if units.contains(&one)
                && units.contains(&other)
                && (reached.contains(&one) || reached.contains(&other))
            {
                reached.extend([one, other]);
            }
        }
        if reached.len() == before {
            break;
        }
    }
    let all: BTreeSet<usize> = units.iter().copied().collect();
    reached == all
        && units
            .iter()
            .all(|unit| instance.units[*unit].building == building)
}

/// The two tenants of each pair of touching units, where there are two.
fn neighbours<'p>(instance: &'p Instance, plan: &'p Plan) -> impl Iterator<Item = [usize; 2]> {
    let units = plan
        .0
        .iter()
        .flat_map(|(tenant, units)| units.iter().map(|unit| (*unit, *tenant)));
    let holders: BTreeMap<usize, usize> = units.collect();
    let pairs: BTreeSet<[usize; 2]> = instance
        .adjacency
        .iter()
        .map(|pair| {
            [
                pair.units[0].min(pair.units[1]),
                pair.units[0].max(pair.units[1]),
            ]
        })
        .collect();
    pairs.into_iter().filter_map(move |[one, other]| {
        let (one, other) = (*holders.get(&one)?, *holders.get(&other)?);
        (one != other).then_some([one, other])
    })
}

fn hazards(instance: &Instance, plan: &Plan) -> Vec<Violation> {
    let forbidden = |one: &str, other: &str| {
        let pairs = &instance.rules.hazard_conflicts;
        pairs
            .iter()
            .any(|[a, b]| (a == one && b == other) || (a == other && b == one))
    };
    let mut found = Vec::new();
    for [one, other] in neighbours(instance, plan) {
        let (one, other) = (&instance.tenants[one], &instance.tenants[other]);
        if let (Some(a), Some(b)) = (&one.hazard, &other.hazard)
            && forbidden(a, b)
        {
            let (one, other) = (&one.id, &other.id);
            found.push(violation(
                "hazard",
                format!("{one}({a})与 {other}({b})不得相邻"),
                format!("{one} ({a}) and {other} ({b}) may not touch"),
            ));
        }
    }
    found
}

fn power(instance: &Instance, plan: &Plan) -> Vec<Violation> {
    let mut drawn = vec![0_i128; instance.buildings.len()];
    for (tenant, units) in &plan.0 {
        if let Some(unit) = units.first() {
            let taken = instance.tenants[*tenant].power_kw.in_thousandths();
            drawn[instance.units[*unit].building] += i128::from(taken);
        }
    }
    let over = instance
        .buildings
        .iter()
        .zip(drawn)
        .filter(|(building, drawn)| {
            building
                .power_kw
                .is_some_and(|limit| *drawn > i128::from(limit.in_thousandths()))
        });
    let told = over.map(|(building, _)| {
        let id = &building.id;
        violation(
            "power",
            format!("建筑 {id} 用电超过上限"),
            format!("building {id} draws more power than it has"),
        )
    });
    told.collect()
}

fn admissions(instance: &Instance, plan: &Plan) -> Vec<Violation> {
    let tenants = instance.tenants.iter().enumerate();
    let without = tenants.filter(|(place, tenant)| {
        let held = plan.0.get(place).is_some_and(|units| !units.is_empty());
        (tenant.guaranteed || tenant.pinned) && !held
    });
    let told = without.map(|(_, tenant)| {
        let id = &tenant.id;
        violation(
            "guaranteed",
            format!("{id} 应保证入驻而未安排"),
            format!("{id} is guaranteed and has no place"),
        )
    });
    told.collect()
}

/// What a plan is worth, added up from the instance.
pub fn objective(instance: &Instance, plan: &Plan) -> Points {
    let own: i128 = plan
        .0
        .iter()
        .map(|(place, units)| worth(instance, &instance.tenants[*place], units))
        .sum();
    let together = neighbours(instance, plan).filter(|[one, other]| {
        let cluster = &instance.tenants[*one].cluster;
        cluster.is_some() && *cluster == instance.tenants[*other].cluster
    });
    let each = i128::from(instance.weights.cluster.in_thousandths()) * 1000;
    let together = i128::try_from(together.count()).unwrap_or(0) * each;
    Points(i64::try_from(own + together).unwrap_or(i64::MAX))
}

/// Points of one tenant in its units, in millionths.
fn worth(instance: &Instance, tenant: &Tenant, units: &[usize]) -> i128 {
    let of = |amount: Amount| i128::from(amount.in_thousandths());
    let weights = &instance.weights;
    let mut sorted = units.to_vec();
    sorted.sort_unstable();
    let stays = !sorted.is_empty() && sorted == tenant.current;
    let stay = if stays { of(weights.stay) * 1000 } else { 0 };
    let options = tenant.options.iter().flatten();
    let mut named = options.filter(|option| {
        let mut units = option.units.clone();
        units.sort_unstable();
        units == sorted
    });
    if let (false, Some(value)) = (tenant.pinned, named.find_map(|option| option.value)) {
        return of(value) * 1000 + stay;
    }
    let in_unit = |unit: &usize| match tenant.fit.as_ref().and_then(|row| row.get(unit)) {
        Some(Fit::Points(points)) => of(*points),
        Some(Fit::No | Fit::Unknown) | None => 100_000,
    };
    let fit = units.iter().map(in_unit).min().unwrap_or(0);
    let area: i128 = units
        .iter()
        .map(|unit| of(instance.units[*unit].area_m2))
        .sum();
    let rent: i128 = units
        .iter()
        .map(|unit| of(instance.units[*unit].area_m2) * of(instance.units[*unit].rent))
        .sum();
    let building = units
        .first()
        .map(|unit| &instance.buildings[instance.units[*unit].building]);
    let themed = building.is_some_and(|one| one.theme.is_some() && one.theme == tenant.cluster);
    of(weights.fit) * fit
        + of(weights.promise) * of(tenant.promise)
        + of(weights.area) * area
        + of(weights.rent) * rent / 1_000_000
        + if themed { of(weights.theme) * 1000 } else { 0 }
        + stay
}
