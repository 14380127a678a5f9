//! Policies: the library, one policy asked of everybody, and the firms behind its counts.
//!
//! Main types: [`PolicyListView`], [`PolicyView`], [`PolicyFirmsView`]; of acts on many firms [`BulkView`], of coaching
//! [`PipelineView`], of every policy everywhere [`MatrixView`].

mod bulk;
mod detail;
mod export;
mod firms;
mod list;
mod matrix;
mod pipeline;
mod places;
#[cfg(test)]
pub(crate) mod samples;
mod views;

use axum::Router;
use axum::routing::get;
use jiff::civil::Date;

use super::FilterGroup;
use crate::chart::Picture;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Link, Paging, Term, page_template};

pub use views::{
    BulkRow, BulkView, MatrixLine, MatrixView, PipelineRow, PipelineView, TargetLines,
};

/// The pages of policies.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::POLICIES, get(list::list))
        .route(pattern::POLICY_MATRIX, get(matrix::matrix))
        .route(pattern::POLICY, get(detail::detail))
        .route(pattern::POLICY_COACHING, get(pipeline::pipeline))
        .route(
            pattern::POLICY_ACT,
            get(bulk::preview).post(bulk::carry_out),
        )
        .route(pattern::POLICY_FIRMS, get(firms::firms))
}

/// How many firms a policy finds how, each leading to them.
#[derive(Clone, Debug)]
pub struct Counts {
    /// They meet it and do not hold the title.
    pub idle: Link,
    /// They miss one condition.
    pub near: Link,
    /// The facts at hand do not decide.
    pub unknown: Link,
    /// They hold the title.
    pub holders: Link,
}

/// A row of the library.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// The name, linked.
    pub policy: Link,
    /// What it is.
    pub kind: String,
    /// Who decides.
    pub authority: String,
    /// The document in force; empty when there is none.
    pub document: String,
    /// Whether nobody has compared it with the text.
    pub unconfirmed: bool,
    /// What it gives.
    pub benefit: String,
    /// Its counts, for those who may see them.
    pub counts: Option<Counts>,
}

/// The library.
#[derive(Clone, Debug)]
pub struct PolicyListView {
    /// By kind.
    pub filters: Vec<FilterGroup>,
    /// Firms that qualify without the title, by policy.
    pub picture: Option<Picture>,
    /// Every policy everywhere, for those who may see counts.
    pub matrix: Option<Link>,
    /// Whether counts are shown.
    pub counted: bool,
    /// The rows.
    pub rows: Vec<PolicyRow>,
}

page_template!(
    PolicyListView,
    "policy/list.html",
    Some(Job::Policies),
    |_, lang| lang.t("job-policies").into_owned()
);

/// A number at the top of a policy, leading to its firms.
#[derive(Clone, Debug)]
pub struct Headline {
    /// What it counts.
    pub label: String,
    /// The number, linked.
    pub value: Link,
}

/// A condition with its counts.
#[derive(Clone, Debug)]
pub struct ConditionRow {
    /// Its name.
    pub label: String,
    /// The clause.
    pub source: String,
    /// How many do not meet it.
    pub not_met: String,
    /// How many miss only this one, linked.
    pub only_here: Link,
    /// Of how many the facts at hand do not decide it.
    pub unknown: String,
}

/// A threshold that can be changed to see who would move.
#[derive(Clone, Debug)]
pub struct ThresholdRow {
    /// The name of its field.
    pub name: String,
    /// What it is.
    pub label: String,
    /// The value in force.
    pub value: String,
    /// What was written instead.
    pub written: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// Who would move.
#[derive(Clone, Debug)]
pub struct MovedView {
    /// How many would meet the policy, in a sentence.
    pub met: String,
    /// Who would newly meet it.
    pub entering: Link,
    /// Who would no longer.
    pub leaving: Link,
}

/// One policy.
#[derive(Clone, Debug)]
pub struct PolicyView {
    /// The name.
    pub name: String,
    /// Its address.
    pub here: String,
    /// What it is.
    pub kind: String,
    /// Who decides.
    pub authority: String,
    /// The document in force; `None` when there is none today.
    pub document: Option<String>,
    /// The days of the edition in force, in words.
    pub in_force: String,
    /// Whether nobody has compared it with the text.
    pub unconfirmed: bool,
    /// What it gives, with the clause.
    pub benefit: Option<(String, String)>,
    /// The counts, for those who may see them.
    pub headlines: Vec<Headline>,
    /// Firms that miss only one condition, by condition.
    pub near_picture: Option<Picture>,
    /// Firms that qualify without the title, by region.
    pub region_picture: Option<Picture>,
    /// The conditions, with counts for those who may see them.
    pub conditions: Vec<ConditionRow>,
    /// The thresholds, for those who may see who would move.
    pub thresholds: Vec<ThresholdRow>,
    /// Who would move.
    pub moved: Option<MovedView>,
    /// Windows, validity and clocks.
    pub terms: Vec<Term>,
    /// Other editions, in words.
    pub editions: Vec<String>,
    /// Its coaching, for those who may see it.
    pub coaching: Option<Link>,
}

page_template!(
    PolicyView,
    "policy/detail.html",
    Some(Job::Policies),
    |view, _| view.name.clone()
);

/// A firm behind a count.
#[derive(Clone, Debug)]
pub struct FirmLine {
    /// Its id, for ticking it.
    pub id: String,
    /// The firm, linked to its explanation.
    pub firm: Link,
    /// Where it belongs.
    pub place: String,
    /// The only condition it misses.
    pub missed: String,
    /// Conditions that the facts at hand do not decide.
    pub open: String,
    /// Last day of its title.
    pub until: Option<Date>,
}

/// The firms behind a count of a policy.
#[derive(Clone, Debug)]
pub struct PolicyFirmsView {
    /// The policy.
    pub policy: Link,
    /// Which firms these are.
    pub heading: String,
    /// The regions one can narrow to, and the lists of the policy.
    pub filters: Vec<FilterGroup>,
    /// How far the firms are from the bound of the one condition.
    pub gaps: Option<Picture>,
    /// Where the firms of the whole list are.
    pub places: Option<Picture>,
    /// Where ticked firms or the whole list are taken to; none for those who may not act on them.
    pub acts: Vec<Link>,
    /// What the address narrows to, to be sent along.
    pub hidden: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<FirmLine>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    PolicyFirmsView,
    "policy/firms.html",
    Some(Job::Policies),
    |view, _| format!("{} · {}", view.heading, view.policy.text)
);
