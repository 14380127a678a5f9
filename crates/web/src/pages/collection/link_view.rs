//! What the pages behind a link show.
//!
//! Main types: [`LinkFirmsView`], [`LinkFormView`], [`LinkReviewView`], [`LinkOverView`], each under a [`LinkHead`].

use jiff::civil::Date;

use super::AnswerLine;
use crate::form::Fields;
use crate::pages::RecordForm;
use crate::view::{Due, Link, Mark, page_template};

/// What every page behind a link says at its top.
#[derive(Clone, Debug)]
pub struct LinkHead {
    /// Title of the round.
    pub title: String,
    /// Who asks.
    pub asked_by: String,
    /// Why.
    pub explanation: Vec<String>,
    /// Who answers.
    pub recipient: String,
    /// By when.
    pub due: Option<Due>,
}

/// The firms an office answers for.
#[derive(Clone, Debug)]
pub struct LinkFirmsView {
    /// The top.
    pub head: LinkHead,
    /// How many are answered for.
    pub sum: String,
    /// The firms with where each stands.
    pub rows: Vec<(Link, Mark, String)>,
    /// The workbook, and the form that hands it in; none for those who are signed in.
    pub by_sheet: Option<(Link, RecordForm)>,
}

page_template!(
    LinkFirmsView,
    "collection/link_firms.html",
    None,
    |view, _| { view.head.title.clone() }
);

/// The form of one firm.
#[derive(Clone, Debug)]
pub struct LinkFormView {
    /// The top.
    pub head: LinkHead,
    /// The firm.
    pub firm: String,
    /// Back to the firms of the office.
    pub back: Option<Link>,
    /// Where it is sent.
    pub action: String,
    /// What is asked.
    pub asked: Vec<Fields>,
    /// What is known and need not be looked at.
    pub known: Vec<Fields>,
    /// Who fills it in.
    pub person: Vec<Fields>,
    /// Whether it was handed in before, and when.
    pub before: Option<Date>,
    /// The workbook of the same.
    pub workbook: Option<Link>,
}

impl LinkFormView {
    /// The problems for the list at the top.
    pub fn problems(&self) -> Vec<(&str, &str)> {
        let mut all = crate::form::problems(&self.asked);
        all.extend(crate::form::problems(&self.known));
        all.extend(crate::form::problems(&self.person));
        all
    }
}

page_template!(
    LinkFormView,
    "collection/link_form.html",
    None,
    |view, _| { format!("{} · {}", view.firm, view.head.title) }
);

/// What handing in would do.
#[derive(Clone, Debug)]
pub struct LinkReviewView {
    /// The top.
    pub head: LinkHead,
    /// The firm.
    pub firm: String,
    /// Where it is sent.
    pub action: String,
    /// The answers.
    pub lines: Vec<AnswerLine>,
    /// What was filled in, to be sent again unseen.
    pub carried: Vec<(String, String)>,
}

page_template!(
    LinkReviewView,
    "collection/link_review.html",
    None,
    |view, lang| format!("{} · {}", lang.t("link-review"), view.firm)
);

/// A link that opens nothing any more.
#[derive(Clone, Debug)]
pub struct LinkOverView {
    /// What happened.
    pub heading: String,
    /// What to do.
    pub text: String,
}

page_template!(
    LinkOverView,
    "collection/link_over.html",
    None,
    |view, _| { view.heading.clone() }
);
