//! How a file is read: its kind, what each column is, and what holds for every row.
//!
//! Main type: [`Plan`]. It is made once per file and shared by the thread that reads it.

use super::columns::{ColumnUse, Target, Unused, Vocabulary};
use super::place::Places;
use super::reader::Opened;
use super::recognise::recognised;
use super::{ImportFile, ImportKind};
use crate::{Failure, Problem, ProblemCode};
use benfu_domain::fact::{Concept, Heading};
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_packs::{ImportForm, Pack};
use std::collections::HashMap;
use std::sync::Arc;

/// A column of facts.
#[derive(Debug, Clone)]
pub(super) struct FactColumn {
    pub(super) column: usize,
    pub(super) header: String,
    pub(super) id: Arc<str>,
    pub(super) concept: Concept,
    pub(super) period: Period,
    pub(super) heading: Heading,
}

/// How a file is read.
pub(super) struct Plan {
    pub(super) kind: ImportKind,
    pub(super) columns: Vec<ColumnUse>,
    /// Fields that no row can do without and that neither a column nor the sender gives.
    pub(super) lacking: Vec<String>,
    pub(super) facts: Vec<FactColumn>,
    pub(super) pack: Arc<Pack>,
    pub(super) places: Places,
    /// Does a party stand behind rows that name none?
    pub(super) has_party: bool,
    fields: HashMap<String, usize>,
    defaults: HashMap<String, String>,
    form: ImportForm,
}

impl Plan {
    /// The plan for an opened file.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when the kind cannot be told, or the sender names a field or header that is not there.
    pub(super) fn new(
        pack: &Arc<Pack>,
        opened: &Opened,
        file: &ImportFile,
        home: &RegionCode,
    ) -> Result<Plan, Failure> {
        let kind = match file.kind {
            Some(kind) => kind,
            None => recognised(pack, opened, file)?,
        };
        let form = form_of(pack, kind)?.clone();
        let vocabulary = Vocabulary {
            pack,
            kind,
            form: &form,
            year: file.year,
        };
        let columns = vocabulary.columns(&opened.header, &file.map);
        check_said(&form, &columns, opened, file)?;
        let defaults: HashMap<String, String> = file.defaults.iter().cloned().collect();
        let lacking = lacking(kind, &form, &columns, file);
        let facts = fact_columns(pack, &columns);
        let fields = fields(&columns);
        let places = places(pack, home, &defaults)?;
        let has_party = file.party.is_some();
        Ok(Plan {
            kind,
            columns,
            lacking,
            facts,
            pack: Arc::clone(pack),
            places,
            has_party,
            fields,
            defaults,
            form,
        })
    }

    /// Refuses a file that lacks fields no row can do without.
    pub(super) fn check_complete(&self) -> Result<(), Failure> {
        let problem = |field: &String| {
            let label = self
                .form
                .fields
                .iter()
                .find(|known| known.id == *field)
                .map(|known| &known.label);
            let (zh, en) = label.map_or((field.as_str(), field.as_str()), |label| {
                (&label.zh, &label.en)
            });
            Problem::with_field(ProblemCode::ImportFieldsMissing, field).detail(zh, en)
        };
        Failure::unless_empty(self.lacking.iter().map(problem).collect())
    }

    pub(super) fn column_of(&self, field: &str) -> Option<usize> {
        self.fields.get(field).copied()
    }

    pub(super) fn default_of(&self, field: &str) -> &str {
        self.defaults
            .get(field)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The name people know a field by.
    pub(super) fn called(&self, field: &str) -> String {
        if let Some(column) = self.column_of(field) {
            return self.columns[column].header.clone();
        }
        let known = self.form.fields.iter().find(|known| known.id == field);
        known.map_or_else(|| field.to_owned(), |known| known.label.zh.clone())
    }

    /// The columns that are not read, with the reason; those that nobody would miss are left out.
    pub(super) fn unread(&self) -> impl Iterator<Item = (&ColumnUse, &Unused)> {
        let unused = |column: &'_ ColumnUse| matches!(column.target, Target::Unused(_));
        self.columns
            .iter()
            .filter(move |column| unused(column))
            .filter_map(|column| match &column.target {
                Target::Unused(Unused::NoHeader | Unused::OfRejection)
                | Target::Field(_)
                | Target::Fact { .. } => None,
                Target::Unused(why) => Some((column, why)),
            })
    }
}

/// The form of a kind.
pub(super) fn form_of(pack: &Pack, kind: ImportKind) -> Result<&ImportForm, Failure> {
    let missing = || Failure::Bug(format!("the pack has no import form for {}", kind.word()));
    pack.imports.get(kind.word()).ok_or_else(missing)
}

/// Which required fields nobody gives.
pub(super) fn lacking(
    kind: ImportKind,
    form: &ImportForm,
    columns: &[ColumnUse],
    file: &ImportFile,
) -> Vec<String> {
    let column = |id: &str| {
        columns
            .iter()
            .any(|column| column.target == Target::Field(id.to_owned()))
    };
    let default = |id: &str| {
        file.defaults
            .iter()
            .any(|(field, value)| field == id && !value.trim().is_empty())
    };
    let party = |id: &str| kind == ImportKind::Offer && file.party.is_some() && id == "party_name";
    let given =
        |id: &str| column(id) || default(id) || party(id) || code_stands_in(kind, id, &column);
    form.fields
        .iter()
        .filter(|field| field.required && !given(&field.id))
        .map(|field| field.id.clone())
        .collect()
}

/// A party that must be known anyway may be named by its code alone.
fn code_stands_in(kind: ImportKind, id: &str, column: &impl Fn(&str) -> bool) -> bool {
    match (kind, id) {
        (ImportKind::Fact | ImportKind::Status, "name") => column("code"),
        (ImportKind::Offer | ImportKind::Need, "party_name") => column("party_code"),
        (ImportKind::Relation, "from_name") => column("from_code"),
        (ImportKind::Relation, "to_name") => column("to_code"),
        // Facts may stand one a row, or one a column.
        (ImportKind::Fact, "concept" | "value") => !column("concept") && !column("value"),
        _ => false,
    }
}

fn check_said(
    form: &ImportForm,
    columns: &[ColumnUse],
    opened: &Opened,
    file: &ImportFile,
) -> Result<(), Failure> {
    let mut problems = Vec::new();
    let mut say = |field: &str, zh: String, en: String| {
        problems.push(Problem::with_field(ProblemCode::ImportFieldUnknown, field).detail(zh, en));
    };
    for (field, header) in &file.map {
        if !opened.header.contains(header) {
            say(
                field,
                format!("文件中没有“{header}”列"),
                format!("the file has no column '{header}'"),
            );
        } else if columns.iter().any(|column| {
            column.said
                && column.header == *header
                && column.target == Target::Unused(Unused::Unknown)
        }) {
            say(
                field,
                format!("没有字段“{field}”"),
                format!("there is no field '{field}'"),
            );
        }
    }
    for (field, _) in &file.defaults {
        if !form.fields.iter().any(|known| known.id == *field) {
            say(
                field,
                format!("没有字段“{field}”"),
                format!("there is no field '{field}'"),
            );
        }
    }
    Failure::unless_empty(problems)
}

fn fields(columns: &[ColumnUse]) -> HashMap<String, usize> {
    let field = |(place, column): (usize, &ColumnUse)| match &column.target {
        Target::Field(id) => Some((id.clone(), place)),
        Target::Fact { .. } | Target::Unused(_) => None,
    };
    columns.iter().enumerate().filter_map(field).collect()
}

fn fact_columns(pack: &Pack, columns: &[ColumnUse]) -> Vec<FactColumn> {
    let fact = |(column, used): (usize, &ColumnUse)| match &used.target {
        Target::Fact { concept, period } => {
            let known = pack.dictionary.concepts.get(concept)?.clone();
            let id = Arc::from(concept.as_str());
            Some(FactColumn {
                column,
                header: used.header.clone(),
                heading: Heading::of(&known, &used.header),
                id,
                concept: known,
                period: *period,
            })
        }
        Target::Field(_) | Target::Unused(_) => None,
    };
    columns.iter().enumerate().filter_map(fact).collect()
}

/// Rows that name no region belong to the one that the sender gives, else to the sender's own.
fn places(
    pack: &Pack,
    home: &RegionCode,
    defaults: &HashMap<String, String>,
) -> Result<Places, Failure> {
    let at_home = Places::new(&pack.regions, home.clone());
    let Some(text) = defaults
        .get("district")
        .filter(|text| !text.trim().is_empty())
    else {
        return Ok(at_home);
    };
    let unknown = || {
        Failure::Invalid(vec![Problem::with_field(
            ProblemCode::RegionUnknown,
            "district",
        )])
    };
    let region = at_home.find(text, "", "").ok_or_else(unknown)?;
    Ok(Places::new(&pack.regions, region).at_home())
}
