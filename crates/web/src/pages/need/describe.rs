//! A need from a description in prose: what the text proposes, each part with its passage, for a person to take over.
//!
//! Main type: [`DescribeView`]. Nothing is saved here; what is taken stands in the form of a new need.

use axum::response::Response;
use benfu_app::Failure;
use benfu_app::need::{Description, Proposal, Proposed, read_description};
use benfu_domain::need::PublicationPart;

use super::edit;
use super::groups::in_words;
use crate::error_page::Problem;
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::{BROUGHT_ENDINGS, brought, field_fault};
use crate::server::{Posted, Signed, form_problems};
use crate::view::page_template;
use crate::words;

/// The form for a description, and what it proposes once it was read.
#[derive(Clone, Debug)]
pub struct DescribeView {
    /// The file, or the text.
    pub groups: Vec<Fields>,
    /// What was read; nothing before something was brought.
    pub read: Option<Read>,
}

/// A description with its proposals.
#[derive(Clone, Debug)]
pub struct Read {
    /// The whole text.
    pub text: String,
    /// The text in stretches.
    pub stretches: Vec<Stretch>,
    /// In the order of the text.
    pub rows: Vec<ProposalRow>,
    /// What publication asks for and the text does not say.
    pub unsaid: Vec<String>,
}

/// A stretch of the text.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The words.
    pub text: String,
    /// Whether a proposal rests on them.
    pub quoted: bool,
    /// The numbers of the proposals whose passage begins here.
    pub begins: Vec<usize>,
}

/// One proposal.
#[derive(Clone, Debug)]
pub struct ProposalRow {
    /// Its number, from 1.
    pub number: usize,
    /// The name of the control that takes it.
    pub name: String,
    /// Whether it takes the place of another of its part.
    pub either: bool,
    /// Whether it is chosen beforehand.
    pub chosen: bool,
    /// The part of the need.
    pub part: String,
    /// What is proposed.
    pub value: String,
    /// The passage.
    pub quote: String,
}

page_template!(
    DescribeView,
    "need/describe.html",
    Some(Job::Needs),
    |_, lang| lang.t("describe-title").into_owned()
);

impl DescribeView {
    /// The problems of the form.
    pub fn problems(&self) -> Vec<(&str, &str)> {
        crate::form::problems(&self.groups)
    }
}

/// `GET /needs/new/describe`.
pub(crate) async fn ask(signed: Signed) -> Response {
    signed.page(&view(signed.lang, "", None))
}

/// `POST /needs/new/describe`: the proposals, or the form of a new need with those that were taken.
pub(crate) async fn read(posted: Posted) -> Result<Response, Problem> {
    let (signed, text) = (&posted.signed, posted.text("text"));
    let Some(brought) = brought(&posted, &text) else {
        let mut empty = view(signed.lang, "", None);
        field_fault(&mut empty.groups, "file", &signed.lang.t("check-nothing"));
        return Ok(signed.faulty(&empty));
    };
    match read_description(&signed.cx, brought).await {
        Ok(description) if posted.text("give") == "form" => {
            let chosen = posted.starting("take-").into_iter();
            let chosen: Vec<usize> = chosen
                .filter_map(|(_, number)| number.parse().ok())
                .collect();
            Ok(signed.page(&filled(signed, &description, &chosen)))
        }
        Ok(description) => {
            let read = shown(signed, &description);
            Ok(signed.page(&view(signed.lang, &description.text, Some(read))))
        }
        Err(Failure::Invalid(reasons)) => {
            let mut again = view(signed.lang, &text, None);
            form_problems(&mut again.groups, &reasons, signed.lang);
            Ok(signed.faulty(&again))
        }
        Err(failure) => Err(failure.into()),
    }
}

pub(crate) fn view(lang: Lang, text: &str, read: Option<Read>) -> DescribeView {
    let file = Field::new(
        "file",
        lang.t("col-file"),
        Control::File(BROUGHT_ENDINGS.to_owned()),
    );
    let text = Field::new("text", lang.t("describe-text"), Control::Text(10)).value(text);
    DescribeView {
        groups: vec![Fields {
            title: lang.t("describe-bring").into_owned(),
            lead: None,
            fields: vec![file.hint(lang.t("describe-file-hint")), text],
        }],
        read,
    }
}

fn shown(signed: &Signed, description: &Description) -> Read {
    let proposals = &description.proposals;
    let rows = proposals.iter().enumerate();
    Read {
        stretches: stretches(&description.text, proposals),
        rows: rows
            .map(|(place, proposal)| row(signed, description, place, proposal))
            .collect(),
        unsaid: unsaid(signed.lang, proposals),
        text: description.text.clone(),
    }
}

fn row(
    signed: &Signed,
    description: &Description,
    place: usize,
    proposal: &Proposal,
) -> ProposalRow {
    let key = part(&proposal.what);
    let same = description.proposals.iter();
    let same = same.filter(|other| part(&other.what) == key).count();
    let single = !matches!(proposal.what, Proposed::Constraint(_));
    ProposalRow {
        number: place + 1,
        name: format!("take-{key}"),
        either: single && same > 1,
        chosen: proposal.first,
        part: signed.lang.t(key).into_owned(),
        value: value(signed, &proposal.what),
        quote: description.text[proposal.quote.clone()].replace(['\n', '\r'], " "),
    }
}

/// The label of the part that a proposal is for.
fn part(what: &Proposed) -> &'static str {
    match what {
        Proposed::Title(_) => "field-title",
        Proposed::Metric(_) => "need-metric",
        Proposed::Constraint(_) => "need-constraint",
        Proposed::Budget(_) => "need-budget",
        Proposed::BudgetPath(_) => "need-budget-path",
        Proposed::AcceptanceTest(_) => "need-acceptance",
        Proposed::OwnerPost(_) => "need-owner-post",
        Proposed::StartsOn(_) => "need-starts-on",
        Proposed::EndsOn(_) => "need-ends-on",
        Proposed::Place(_) => "need-place",
        Proposed::IfItWorks(_) => "need-if-it-works",
    }
}

fn value(signed: &Signed, what: &Proposed) -> String {
    let lang = signed.lang;
    let day = |day: benfu_domain::Day| words::date_of(day).map(|date| lang.date(date));
    match what {
        Proposed::Title(text)
        | Proposed::BudgetPath(text)
        | Proposed::AcceptanceTest(text)
        | Proposed::OwnerPost(text)
        | Proposed::IfItWorks(text) => text.clone(),
        Proposed::Metric(measured) => {
            let milli = |milli| words::milli(milli, &measured.unit);
            let from = measured.baseline_milli.map(milli);
            let to = measured.target_milli.map(milli).unwrap_or_default();
            let values = from.map_or_else(|| to.clone(), |from| format!("{from} → {to}"));
            format!("{} {values}", measured.metric)
        }
        Proposed::Constraint(constraint) => in_words(signed, &constraint.rule),
        Proposed::Budget(fen) => lang.money(*fen),
        Proposed::StartsOn(on) | Proposed::EndsOn(on) => day(*on).unwrap_or_default(),
        Proposed::Place(code) => words::region(&signed.cx, lang, code),
    }
}

/// The parts that publication asks for and no proposal fills.
fn unsaid(lang: Lang, proposals: &[Proposal]) -> Vec<String> {
    let says = |asked: PublicationPart| {
        let fills = |what: &Proposed| match what {
            Proposed::Metric(measured) => {
                let baseline = measured.baseline_milli.is_some();
                asked == PublicationPart::Metric || asked == PublicationPart::Baseline && baseline
            }
            Proposed::Constraint(_) => asked == PublicationPart::Constraints,
            Proposed::BudgetPath(_) => asked == PublicationPart::BudgetPath,
            Proposed::AcceptanceTest(_) => asked == PublicationPart::AcceptanceTest,
            Proposed::OwnerPost(_) => asked == PublicationPart::OwnerPost,
            Proposed::EndsOn(_) => asked == PublicationPart::Dates,
            Proposed::IfItWorks(_) => asked == PublicationPart::IfItWorks,
            Proposed::Title(_)
            | Proposed::Budget(_)
            | Proposed::StartsOn(_)
            | Proposed::Place(_) => false,
        };
        proposals.iter().any(|proposal| fills(&proposal.what))
    };
    let asked = PublicationPart::ALL.iter().copied();
    let asked = asked.filter(|part| *part != PublicationPart::Owner && !says(*part));
    asked
        .map(|part| part.label().text(lang.into()).to_owned())
        .collect()
}

/// The text cut where passages begin and end.
pub(crate) fn stretches(text: &str, proposals: &[Proposal]) -> Vec<Stretch> {
    let quotes = || proposals.iter().map(|proposal| &proposal.quote);
    let mut cuts: Vec<usize> = quotes()
        .flat_map(|quote| [quote.start, quote.end])
        .collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    let stretch = |(start, end): (&usize, &usize)| {
        let begins = quotes().zip(1..).filter(|(quote, _)| quote.start == *start);
        Stretch {
            text: text[*start..*end].to_owned(),
            quoted: quotes().any(|quote| quote.start <= *start && *end <= quote.end),
            begins: begins.map(|(_, number)| number).collect(),
        }
    };
    pairs.map(stretch).collect()
}

/// The form of a new need with the proposals of these numbers.
fn filled(signed: &Signed, description: &Description, chosen: &[usize]) -> super::NeedFormView {
    let mut fields = vec![("text", description.text.clone())];
    let mut constraints = Vec::new();
    let proposals = description.proposals.iter().zip(1..);
    for (proposal, _) in proposals.filter(|(_, number)| chosen.contains(number)) {
        match &proposal.what {
            Proposed::Title(text) => fields.push(("title", text.clone())),
            Proposed::Metric(measured) => {
                let milli = |milli: Option<i64>| milli.map(|milli| words::milli(milli, ""));
                fields.extend([
                    ("metric", measured.metric.clone()),
                    ("metric_unit", measured.unit.clone()),
                    (
                        "baseline",
                        milli(measured.baseline_milli).unwrap_or_default(),
                    ),
                    ("target", milli(measured.target_milli).unwrap_or_default()),
                ]);
            }
            Proposed::Constraint(constraint) => {
                constraints.push((constraint.label.clone(), in_words(signed, &constraint.rule)));
            }
            Proposed::Budget(fen) => {
                fields.push(("budget", benfu_domain::money::Money::fen(*fen).zh()));
            }
            Proposed::BudgetPath(text) => fields.push(("budget_path", text.clone())),
            Proposed::AcceptanceTest(text) => fields.push(("acceptance_test", text.clone())),
            Proposed::OwnerPost(text) => fields.push(("owner_post", text.clone())),
            Proposed::StartsOn(day) => fields.push(("starts_on", day.to_string())),
            Proposed::EndsOn(day) => fields.push(("ends_on", day.to_string())),
            Proposed::Place(code) => fields.push(("place", code.as_str().to_owned())),
            Proposed::IfItWorks(text) => fields.push(("if_it_works", text.clone())),
        }
    }
    edit::proposed(signed, fields, constraints)
}
