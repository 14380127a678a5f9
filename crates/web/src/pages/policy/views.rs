//! Views of acts on many firms, of coaching, and of every policy everywhere.

use crate::chart::Picture;
use crate::form::ActForm;
use crate::pages::FilterGroup;
use crate::view::{Due, Link, Mark, Paging, page_template};

/// A firm of a bulk act.
#[derive(Clone, Debug)]
pub struct BulkRow {
    /// The firm, linked to its explanation.
    pub firm: Link,
    /// Where it belongs.
    pub place: String,
    /// What would be written, or why it is left out.
    pub plan: Mark,
    /// A text to be copied and sent to it.
    pub text: String,
}

/// What a bulk act would do.
#[derive(Clone, Debug)]
pub struct BulkView {
    /// The policy.
    pub policy: Link,
    /// The act.
    pub heading: String,
    /// What will be written, in a sentence.
    pub lead: String,
    /// How many will be written and how many are left out.
    pub counts: String,
    /// Where it is sent.
    pub href: String,
    /// What is sent along.
    pub hidden: Vec<(String, String)>,
    /// The words of the button; none when nothing would be written.
    pub button: Option<String>,
    /// Whom one can choose to coach.
    pub choices: Vec<FilterGroup>,
    /// Back to the list.
    pub back: Link,
    /// The firms.
    pub rows: Vec<BulkRow>,
}

page_template!(
    BulkView,
    "policy/bulk.html",
    Some(Job::Policies),
    |view, _| format!("{} · {}", view.heading, view.policy.text)
);

/// A target with what stands beside it.
#[derive(Clone, Debug)]
pub struct TargetLines {
    /// What can honestly be said.
    pub sentence: String,
    /// What applications have to be, if they pass as those before.
    pub by_rate: Option<String>,
    /// As it was stated.
    pub source: String,
    /// The target beside those who could fill it.
    pub picture: Picture,
}

/// A case of the pipeline.
#[derive(Clone, Debug)]
pub struct PipelineRow {
    /// The firm, linked to its case.
    pub firm: Link,
    /// Where it belongs.
    pub place: String,
    /// Where it stands.
    pub stage: String,
    /// Who coaches it.
    pub coach: String,
    /// By when.
    pub due: Option<Due>,
}

/// The coaching towards a policy.
#[derive(Clone, Debug)]
pub struct PipelineView {
    /// The policy.
    pub policy: Link,
    /// The target, if one was stated.
    pub target: Option<TargetLines>,
    /// Stating one.
    pub state: Option<ActForm>,
    /// Open cases by stage.
    pub stages: Option<Picture>,
    /// How cases ended.
    pub ends: Vec<(String, String)>,
    /// By street: name, coached, qualifying, near, share looked after; the numbers linked to rows.
    pub coverage: Vec<(String, Link, Link, Link, String)>,
    /// By half-year: name, handed in, passed, decided, share.
    pub cohorts: Vec<(String, String, String, String, String)>,
    /// Who has how many in hand, and overdue.
    pub loads: Vec<(Link, String, String)>,
    /// What the rows are narrowed to.
    pub filters: Vec<FilterGroup>,
    /// The cases.
    pub rows: Vec<PipelineRow>,
    /// Where firms to be taken are.
    pub more: Link,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    PipelineView,
    "policy/pipeline.html",
    Some(Job::Policies),
    |view, lang| format!("{} · {}", lang.t("policy-coaching"), view.policy.text)
);

/// One policy in every region.
#[derive(Clone, Debug)]
pub struct MatrixLine {
    /// The policy.
    pub policy: Link,
    /// Its counts, each with the class of its shade.
    pub cells: Vec<(Link, &'static str)>,
}

/// Every policy everywhere.
#[derive(Clone, Debug)]
pub struct MatrixView {
    /// What is counted.
    pub filters: Vec<FilterGroup>,
    /// Where, over all policies.
    pub picture: Option<Picture>,
    /// The regions.
    pub regions: Vec<String>,
    /// The policies.
    pub rows: Vec<MatrixLine>,
}

page_template!(
    MatrixView,
    "policy/matrix.html",
    Some(Job::Policies),
    |_, lang| lang.t("policy-matrix").into_owned()
);
