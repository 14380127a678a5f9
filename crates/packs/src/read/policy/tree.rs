//! What an edition demands, put together as one tree.
//!
//! Main type: [`Demands`]. A route stands beside what it replaces: either that holds, or the route does.

use benfu_domain::Label;
use benfu_rules::{Criterion, CriterionKind};
use std::collections::BTreeMap;

/// A direct way, and the ids it stands in for; `all` is every gate and the score.
pub(super) struct Route {
    pub(super) criterion: Criterion,
    pub(super) replaces: Vec<String>,
}

/// The demands of an edition.
pub(super) struct Demands {
    pub(super) territory: Option<Criterion>,
    pub(super) vetoes: Vec<Criterion>,
    pub(super) gates: Vec<Criterion>,
    pub(super) score: Option<Criterion>,
    pub(super) routes: Vec<Route>,
}

impl Demands {
    /// Whether nothing is demanded at all.
    pub(super) fn is_empty(&self) -> bool {
        self.gates.is_empty() && self.vetoes.is_empty() && self.score.is_none()
    }

    /// Whether a route can stand in for this.
    pub(super) fn names(&self, id: &str) -> bool {
        let scored = self.score.iter();
        id == "all" || self.gates.iter().chain(scored).any(|one| &*one.id == id)
    }

    /// The tree, with names for the groups that routes make.
    pub(super) fn tree(self, labels: &mut BTreeMap<String, Label>) -> Criterion {
        let Self {
            territory,
            vetoes,
            gates,
            score,
            routes,
        } = self;
        let (advisory, gates): (Vec<_>, Vec<_>) = gates.into_iter().partition(|gate| gate.advisory);
        let mut parts: Vec<Criterion> = territory.into_iter().chain(vetoes).collect();
        let demanded = gates.into_iter().chain(score);
        for (ways, criteria) in by_routes(demanded, &routes) {
            parts.extend(beside(criteria, &ways, &routes, labels));
        }
        parts.extend(advisory);
        labels.insert("policy".to_owned(), Label::new("认定条件", "Criteria"));
        Criterion::new("policy", CriterionKind::All(parts))
    }
}

/// The demands that the same routes may stand in for, in the order of the file.
fn by_routes(
    demanded: impl Iterator<Item = Criterion>,
    routes: &[Route],
) -> Vec<(Vec<usize>, Vec<Criterion>)> {
    let mut groups: Vec<(Vec<usize>, Vec<Criterion>)> = Vec::new();
    for criterion in demanded {
        let replaces = |route: &Route| {
            let names = |target: &String| target == "all" || *target == *criterion.id;
            route.replaces.iter().any(names)
        };
        let ways: Vec<usize> = (0..routes.len())
            .filter(|at| replaces(&routes[*at]))
            .collect();
        match groups.iter_mut().find(|(known, _)| *known == ways) {
            Some((_, group)) => group.push(criterion),
            None => groups.push((ways, vec![criterion])),
        }
    }
    groups
}

/// Demands as they stand, or one choice between them and the routes.
fn beside(
    criteria: Vec<Criterion>,
    ways: &[usize],
    routes: &[Route],
    labels: &mut BTreeMap<String, Label>,
) -> Vec<Criterion> {
    if ways.is_empty() {
        return criteria;
    }
    let names: Vec<&str> = criteria.iter().map(|one| &*one.id).collect();
    let joined = names.join("_and_");
    let shown: Vec<Label> = names
        .iter()
        .filter_map(|id| labels.get(*id).cloned())
        .collect();
    let (choice, whole) = (format!("{joined}_or_direct"), format!("{joined}_together"));
    let regular = match <[Criterion; 1]>::try_from(criteria) {
        Ok([one]) => one,
        Err(several) => {
            labels.insert(whole.clone(), Label::new("按条件认定", "By the conditions"));
            Criterion::new(&whole, CriterionKind::All(several))
        }
    };
    let label = match shown.as_slice() {
        [one] => Label::new(
            format!("{}，或直接认定", one.zh),
            format!("{}, or a direct route", one.en),
        ),
        _ => Label::new(
            "按条件认定，或直接认定",
            "By the conditions, or a direct route",
        ),
    };
    labels.insert(choice.clone(), label);
    let direct = ways.iter().map(|at| routes[*at].criterion.clone());
    let of = std::iter::once(regular).chain(direct).collect();
    vec![Criterion::new(
        &choice,
        CriterionKind::AtLeast { least: 1, of },
    )]
}
