//! Where one firm stands on the policies (企业梯度), and one policy explained for it.
//!
//! Main types: [`LadderView`], [`FirmPolicyView`]. What a policy demands and how it is answered belong to the packs and
//! the rules; policies over all firms have their own room.

mod brief;
mod conditions;
mod duty;
mod explained;
mod read;
mod remedy;
#[cfg(test)]
pub(crate) mod samples;
mod standing;

pub(super) use explained::policy;
pub(super) use read::ladder;

use jiff::civil::Date;

use crate::chart::Picture;
use crate::locale::count;
use crate::view::{Answer, Cited, Dated, Link, Mark, Tone, page_template};

/// A picture with its heading.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The heading.
    pub title: String,
    /// The picture.
    pub picture: Picture,
}

/// What a holder must do.
#[derive(Clone, Debug)]
pub struct Duty {
    /// What.
    pub what: String,
    /// By when, in words; empty when there is a day.
    pub within: String,
    /// By when.
    pub by: Option<Dated>,
    /// The clause.
    pub source: Cited,
}

/// A title that the firm holds.
#[derive(Clone, Debug)]
pub struct HeldTitle {
    /// The policy, linked to its explanation.
    pub policy: Link,
    /// The last day; `None` when none is on record.
    pub until: Option<Dated>,
    /// Whether the conditions hold today.
    pub today: Mark,
    /// What it asks of its holder.
    pub duties: Vec<Duty>,
}

/// A policy whose title is not held.
#[derive(Clone, Debug)]
pub struct Reachable {
    /// The policy, linked to its explanation.
    pub policy: Link,
    /// How it stands.
    pub standing: Mark,
    /// Conditions that are lacking, or facts to bring.
    pub reasons: Vec<String>,
    /// What else there is to know, in a sentence; may be empty.
    pub note: String,
}

/// Policies of one kind.
#[derive(Clone, Debug)]
pub struct OfKind {
    /// The kind.
    pub kind: String,
    /// The policies.
    pub rows: Vec<Reachable>,
}

/// A day of the calendar.
#[derive(Clone, Debug)]
pub struct CalendarDay {
    /// The day, or the first of several.
    pub day: Dated,
    /// The last day of several.
    pub until: Option<Date>,
    /// What is due or open.
    pub what: String,
    /// The policy.
    pub policy: Link,
}

/// Where a firm stands.
#[derive(Clone, Debug)]
pub struct LadderView {
    /// The firm.
    pub firm: Link,
    /// How many policies stand how.
    pub marks: Vec<Mark>,
    /// Classes that follow from figures; empty while they cannot be told.
    pub classes: Vec<Link>,
    /// The ladders.
    pub pictures: Vec<Drawn>,
    /// Titles held.
    pub held: Vec<HeldTitle>,
    /// Met without the title, or one or two conditions short.
    pub reach: Vec<OfKind>,
    /// Cannot be told.
    pub open: Vec<OfKind>,
    /// Farther away, or for other places.
    pub far: Vec<OfKind>,
    /// What is due or open when.
    pub calendar: Vec<CalendarDay>,
    /// Where facts are recorded, for those who may.
    pub fact_form: Option<Link>,
}

impl LadderView {
    /// How many policies are farther away.
    pub fn far_count(&self) -> i64 {
        count(self.far.iter().map(|of| of.rows.len()).sum())
    }
}

page_template!(
    LadderView,
    "party/ladder.html",
    Some(Job::Firms),
    |view, lang| lang.tv("ladder-of", &view.firm.text).into_owned()
);

/// Something a policy says, with the clause.
#[derive(Clone, Debug)]
pub struct Stated {
    /// What.
    pub text: String,
    /// Where.
    pub source: Cited,
}

/// A sentence of a reason.
#[derive(Clone, Debug)]
pub struct Because {
    /// How deep it stands under the condition; 0 is the top.
    pub depth: usize,
    /// How it is marked.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// What stands before a long sentence that is folded; empty when it is not.
    pub brief: String,
}

/// A condition with its answer.
#[derive(Clone, Debug)]
pub struct ConditionRow {
    /// Its name.
    pub name: String,
    /// Whether it must not hold, only advises, or is for reviewers, in words.
    pub tags: Vec<String>,
    /// Its answer.
    pub answer: Answer,
    /// The reasons.
    pub because: Vec<Because>,
    /// The first of many reasons, under which all are folded.
    pub folded: Option<String>,
    /// The clause.
    pub source: Option<Cited>,
}

/// A row of a score table.
#[derive(Clone, Debug)]
pub struct ScoreRow {
    /// True for a block of items.
    pub block: bool,
    /// Its name.
    pub name: String,
    /// Points, such as `56–64`.
    pub points: String,
    /// The most it can earn.
    pub most: String,
    /// Its own mark, with whether it is reached.
    pub own_mark: Option<(String, Answer)>,
    /// How the points come about.
    pub because: Vec<Because>,
}

/// A score.
#[derive(Clone, Debug)]
pub struct ScoreTable {
    /// Its name.
    pub name: String,
    /// Points of how many, and the mark to pass, in a sentence.
    pub total: String,
    /// Whether it passes.
    pub answer: Answer,
    /// Blocks and items.
    pub rows: Vec<ScoreRow>,
}

/// A change that would help.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    /// What would change, in a sentence.
    pub text: String,
    /// When it can.
    pub when: String,
}

/// Changes that together would help.
#[derive(Clone, Debug)]
pub struct RemedyRow {
    /// The changes.
    pub changes: Vec<ChangeLine>,
    /// What the policy answers then.
    pub gives: Mark,
}

/// One policy explained for a firm.
#[derive(Clone, Debug)]
pub struct FirmPolicyView {
    /// The firm.
    pub firm: Link,
    /// Its ladder.
    pub ladder: Link,
    /// The policy.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Who decides.
    pub authority: String,
    /// The title, when it is held.
    pub held: Option<Mark>,
    /// How it stands.
    pub standing: Mark,
    /// True when anything it demands rests on a source that nobody compared with the text.
    pub unconfirmed: bool,
    /// What it gives.
    pub benefit: Option<Stated>,
    /// The document, with the days in force.
    pub edition: Stated,
    /// How long, when, by when.
    pub terms: Vec<Stated>,
    /// Facts to bring, linked to their fields for those who may record them.
    pub missing: Vec<Link>,
    /// True when reviewers still have to judge.
    pub judgement: bool,
    /// What would have to change; `None` when nothing has to.
    pub remedies: Option<Vec<RemedyRow>>,
    /// The conditions.
    pub conditions: Vec<ConditionRow>,
    /// The scores.
    pub scores: Vec<ScoreTable>,
    /// Where facts are recorded, for those who may.
    pub fact_form: Option<Link>,
}

page_template!(
    FirmPolicyView,
    "party/policy.html",
    Some(Job::Firms),
    |view, _| format!("{} · {}", view.name, view.firm.text)
);
