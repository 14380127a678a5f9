//! Import forms: under which headers each field of an import stands.

use crate::fault;
use crate::pack::{ImportField, ImportForm};
use crate::reader::Table;
use crate::spelling::{folded, nearest};
use std::collections::BTreeMap;

/// The kinds of import and the fields that each understands; a pack says under which headers they stand.
pub const IMPORT_FIELDS: &[(&str, &[&str])] = &[
    (
        "party",
        &[
            "name",
            "code",
            "kind",
            "former_names",
            "district",
            "street",
            "address",
            "introduction",
            "contact_name",
            "contact_post",
            "contact_telephone",
        ],
    ),
    (
        "offer",
        &[
            "id",
            "title",
            "text",
            "kind",
            "party_name",
            "party_code",
            "district",
        ],
    ),
    (
        "need",
        &[
            "id",
            "title",
            "text",
            "programme",
            "party_name",
            "party_code",
            "district",
            "metric",
            "metric_unit",
            "baseline",
            "target",
            "constraints",
            "owner_post",
            "budget_path",
            "budget",
            "acceptance_test",
            "starts_on",
            "ends_on",
            "if_it_works",
            "opened_on",
        ],
    ),
    (
        "status",
        &[
            "name", "code", "district", "scheme", "level", "subject", "batch", "from", "until",
            "document",
        ],
    ),
    ("activity", &["title", "kind", "on", "count", "district"]),
    (
        "relation",
        &[
            "from_name",
            "from_code",
            "kind",
            "to_name",
            "to_code",
            "from",
            "until",
        ],
    ),
    (
        "fact",
        &[
            "name", "code", "concept", "period", "value", "unit", "level", "source", "dated",
        ],
    ),
];

/// A form; its identifier is the kind of import.
pub(crate) fn form(kind: &str, table: &Table<'_>) -> ImportForm {
    let known = IMPORT_FIELDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map(|(_, fields)| *fields);
    if known.is_none() {
        let kinds: Vec<&str> = IMPORT_FIELDS.iter().map(|(kind, _)| *kind).collect();
        table.fault(fault::word_unknown(
            kind,
            &kinds,
            nearest(kind, kinds.iter().copied()),
        ));
    }
    let rows = table.tables("field");
    let fields: Vec<ImportField> = rows
        .iter()
        .map(|row| field(row, known.unwrap_or_default()))
        .collect();
    check_headers(&fields, &rows);
    ImportForm {
        kind: kind.to_owned(),
        label: table.label("label"),
        fields,
    }
}

fn field(row: &Table<'_>, known: &[&str]) -> ImportField {
    let id = row.text("id");
    if !known.is_empty() && !known.contains(&id.as_str()) {
        row.fault_at(
            "id",
            fault::word_unknown(&id, known, nearest(&id, known.iter().copied())),
        );
    }
    let field = ImportField {
        id,
        label: row.label("label"),
        headers: row.texts("headers"),
        required: row.flag("required"),
    };
    row.finish();
    field
}

/// Each header leads to one field.
fn check_headers(fields: &[ImportField], rows: &[Table<'_>]) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (field, row) in fields.iter().zip(rows) {
        for header in field.names() {
            let owner = owners.insert(folded(header), &field.id);
            if owner.is_some_and(|owner| owner != field.id) {
                row.fault_at("headers", fault::header_twice(header));
            }
        }
    }
}
