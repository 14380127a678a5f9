//! Roles: named sets of the fixed permissions.

use crate::fault;
use crate::reader::{Node, Table};
use benfu_domain::access::{Area, Permission, Role, Scope, Verb};

/// A power that one of the three administrators has alone.
const POWERS: &[(Verb, Area, &str)] = &[
    (Verb::Write, Area::Access, "system (write access)"),
    (
        Verb::Administer,
        Area::Access,
        "security (administer access)",
    ),
    (Verb::Audit, Area::Ledger, "audit (audit ledger)"),
];

/// A role. Its permissions are written by area: `need = ["read district", "screen district"]`.
pub(crate) fn role(id: &str, table: &Table<'_>) -> Role {
    let may = table.required("may").and_then(|node| node.table());
    let role = Role {
        id: id.to_owned(),
        label: table.label("label"),
        permissions: may.map(|may| permissions(&may)).unwrap_or_default(),
        separated: table.flag("separated"),
    };
    check_powers(&role, table);
    role
}

fn permissions(may: &Table<'_>) -> Vec<Permission> {
    let mut permissions = Vec::new();
    for area in Area::ALL {
        let written = may.list(area.word());
        permissions.extend(written.iter().filter_map(|node| permission(*area, node)));
    }
    may.finish();
    permissions
}

fn permission(area: Area, node: &Node<'_>) -> Option<Permission> {
    let text = node.text()?;
    let (verb, scope) = text.split_once(' ').unwrap_or((&text, ""));
    let found = (Verb::from_word(verb), Scope::from_word(scope.trim()));
    if found.0.is_none() {
        node.fault(fault::word_unknown(
            verb,
            &words(Verb::ALL, Verb::word),
            None,
        ));
    }
    if found.1.is_none() {
        node.fault(fault::word_unknown(
            scope,
            &words(Scope::ALL, Scope::word),
            None,
        ));
    }
    Some(Permission {
        verb: found.0?,
        area,
        scope: found.1?,
    })
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| word(*one)).collect()
}

/// No role has the powers of two administrators, and an administrator sees no business data.
fn check_powers(role: &Role, table: &Table<'_>) {
    let holds = |verb, area| {
        role.permissions
            .iter()
            .any(|held| held.verb == verb && held.area == area)
    };
    let held: Vec<&str> = POWERS
        .iter()
        .filter(|power| holds(power.0, power.1))
        .map(|power| power.2)
        .collect();
    if held.len() > 1 {
        table.fault_at("may", fault::powers_joined(&held.join(", ")));
    }
    let business = |held: &&Permission| !matches!(held.area, Area::Access | Area::Ledger);
    if let Some(held) = role
        .permissions
        .iter()
        .find(business)
        .filter(|_| role.separated)
    {
        table.fault_at("may", fault::administrator_reads(held.area.word()));
    }
}
