//! The pages, one room per area. Each page is a typed view model joined with its template; handlers
//! fill the models from use cases.
//!
//! What does not belong here: words (see `locales/`), drawings (see [`crate::chart`]).

pub mod access;
pub mod brokerage;
pub mod case;
pub mod collection;
pub mod gathering;
pub mod home;
pub mod import;
pub mod ledger;
pub mod need;
pub mod offer;
pub mod party;
pub mod policy;
pub mod ranking;
pub mod report;

use std::str::FromStr;

use axum::Router;
use benfu_app::{Brought, Cx};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::party::Party;

use crate::error_page::{Problem, ProblemKind};
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::route::Route;
use crate::server::{Posted, Web};
use crate::view::{FilterChoice, Link};

/// A group of filter choices, such as all states.
#[derive(Clone, Debug)]
pub struct FilterGroup {
    /// What the group filters by.
    pub label: String,
    /// The choices, "all" first.
    pub choices: Vec<FilterChoice>,
}

/// What every list page has above its rows.
#[derive(Clone, Debug, Default)]
pub struct ListHead {
    /// The words searched for.
    pub words: String,
    /// Filters in force that the search form must carry on, as name and value.
    pub carried: Vec<(String, String)>,
    /// The filters.
    pub filters: Vec<FilterGroup>,
    /// True when words or a filter narrow the list: an empty list then has another reason.
    pub narrowed: bool,
    /// The link that makes a new record, when the reader may.
    pub create: Option<Link>,
}

/// A form that makes or changes a record.
#[derive(Clone, Debug)]
pub struct RecordForm {
    /// Where it is sent.
    pub action: String,
    /// Where giving up leads.
    pub back: Link,
    /// The version of the record seen; 0 for a new one.
    pub version: i64,
    /// What is enough to save, in a sentence.
    pub lead: String,
    /// The fields.
    pub groups: Vec<Fields>,
}

impl RecordForm {
    /// The problems for the list at the top.
    pub fn problems(&self) -> Vec<(&str, &str)> {
        crate::form::problems(&self.groups)
    }
}

/// The endings that evidence files may have.
pub(crate) const EVIDENCE_ENDINGS: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt";

/// All pages.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    Router::new()
        .merge(access::routes())
        .merge(brokerage::routes())
        .merge(case::routes(upload_limit))
        .merge(collection::routes(upload_limit))
        .merge(gathering::routes())
        .merge(home::routes())
        .merge(import::routes(upload_limit))
        .merge(ledger::routes())
        .merge(need::routes(upload_limit))
        .merge(offer::routes())
        .merge(party::routes())
        .merge(policy::routes())
        .merge(ranking::routes())
        .merge(report::routes(upload_limit))
}

/// The identifier of an address; a text that is none names nothing that exists.
pub(crate) fn id_of<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::new(ProblemKind::NotFound))
}

/// The identifier of an optional choice of a form.
pub(crate) fn chosen_id<T: FromStr>(text: &str) -> Result<Option<T>, Problem> {
    if text.is_empty() {
        Ok(None)
    } else {
        id_of(text).map(Some)
    }
}

/// A text by paragraph, without empty ones.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The field for the reason of an act.
pub(crate) fn reason_field(lang: Lang, act: &str) -> Field {
    Field::new(format!("{act}-reason"), lang.t("reason"), Control::Text(3)).required()
}

/// A firm by its name, linked for those who may open its dossier.
pub(crate) fn firm_link(cx: &Cx, party: &Party) -> Link {
    let owner = Owner {
        organisation: party.organisation,
        region: party.region.clone(),
        parties: vec![party.id],
    };
    if cx.may(Verb::Read, Area::Party, &owner) {
        Link::new(&party.name, Route::Firm(&party.id.to_string()))
    } else {
        Link::new(&party.name, "")
    }
}

/// Puts a problem beside a field.
pub(crate) fn field_fault(groups: &mut [Fields], name: &str, fault: &str) {
    let fields = groups.iter_mut().flat_map(|group| &mut group.fields);
    for field in fields.filter(|field| field.name == name) {
        field.problem = Some(fault.to_owned());
    }
}

/// Kinds of files that can be brought to be read.
pub(crate) const BROUGHT_ENDINGS: &str = ".docx,.txt,.md";

/// The file that was brought, else the text that was pasted, under the beginning of its words.
pub(crate) fn brought(posted: &Posted, text: &str) -> Option<Brought> {
    if let Some(file) = posted.file("file") {
        return Some(Brought {
            name: file.name.clone(),
            bytes: file.bytes.clone(),
        });
    }
    let name: String = text.chars().take(20).collect();
    (!text.trim().is_empty()).then(|| Brought {
        name: name.replace(['\n', '\r'], " "),
        bytes: text.as_bytes().to_vec(),
    })
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
