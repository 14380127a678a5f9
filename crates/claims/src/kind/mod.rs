//! The kinds: one small module for each sort of claim.
//!
//! Main items: [`all`], which asks every kind, [`View`], a sentence as a kind sees it, and [`Report`], which turns what a
//! kind says into findings with exact quotes. No kind knows another; what two report of one place is told once.

mod above;
mod across;
mod announced;
mod approx;
mod average;
mod balance;
mod budget;
mod chain;
mod change;
mod claimed;
mod classes;
mod completion;
mod compounded;
mod conflict;
mod count;
mod course;
mod cumulative;
mod date;
mod dated;
mod definite;
mod divided;
mod duration;
mod event;
mod flow;
mod gained;
mod growth;
mod implied;
mod intensity;
mod leverage;
mod made_up;
mod multiple;
mod named;
mod named_span;
mod net;
mod numbering;
mod out_of;
mod part;
mod place_change;
mod plan;
mod points;
mod priced;
mod proportion;
mod rank;
mod rate;
mod respective;
mod sequential;
mod share;
mod spread;
mod steps;
mod stock;
mod structure;
mod subject;
mod sum;
mod surplus;
mod table;
mod tiled;
mod told;
mod unit;
mod view;
mod wanting;
mod whole;
mod yearly;

use crate::finding::{Correction, Explanation, Finding, Kind, QUOTE_LIMIT, Severity};
use crate::read::{Document, Folded, Span};

pub(crate) use view::View;

/// What a kind says about a place.
pub(crate) struct Remark {
    pub(crate) kind: Kind,
    pub(crate) severity: Severity,
    pub(crate) span: Span,
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) computation: String,
    pub(crate) needs: Option<String>,
    /// A place and what the arithmetic puts there.
    pub(crate) correction: Option<(Span, String)>,
}

impl Remark {
    /// The text proves itself wrong here.
    pub(crate) fn error(
        kind: Kind,
        span: Span,
        zh: String,
        en: String,
        computation: String,
    ) -> Self {
        Self {
            kind,
            severity: Severity::Error,
            span,
            zh,
            en,
            computation,
            needs: None,
            correction: None,
        }
    }

    /// The text does not hold what would settle this.
    pub(crate) fn question(kind: Kind, span: Span, zh: String, en: String, needs: String) -> Self {
        Self {
            kind,
            severity: Severity::Question,
            span,
            zh,
            en,
            computation: String::new(),
            needs: Some(needs),
            correction: None,
        }
    }

    /// With what the arithmetic puts in place of the wrong figure.
    pub(crate) fn corrected(mut self, place: Span, right: String) -> Self {
        self.correction = Some((place, right));
        self
    }
}

/// Where kinds put their remarks.
pub(crate) type Remarks = Vec<Remark>;

type OfSentence = fn(&View<'_>, &mut Remarks);
type OfDocument = fn(&Document<'_>, &mut Remarks);

const OF_SENTENCE: &[OfSentence] = &[
    share::check,
    out_of::check,
    implied::check,
    part::check,
    sum::check,
    surplus::check,
    tiled::check,
    divided::check,
    classes::check,
    budget::check,
    structure::check,
    growth::check,
    gained::check,
    course::check,
    points::check,
    sequential::check,
    across::check,
    told::check,
    multiple::check,
    chain::check,
    yearly::check,
    steps::check,
    compounded::check,
    rate::check,
    intensity::check,
    completion::check,
    plan::check,
    wanting::check,
    average::check,
    spread::check,
    approx::check,
    made_up::check,
    unit::check,
    priced::check,
    stock::check,
    balance::check,
    net::check,
    proportion::check,
    leverage::check,
    definite::check,
    cumulative::check,
    date::check,
    named_span::check,
    duration::check,
    event::check,
    count::check,
    above::check,
    rank::check,
    place_change::check,
];

const OF_DOCUMENT: &[OfDocument] = &[
    numbering::check,
    announced::check,
    date::undated,
    table::check,
    conflict::check,
];

/// Asks every kind.
pub(crate) fn all(document: &Document<'_>, folded: &Folded<'_>) -> Vec<Finding> {
    let mut remarks = Remarks::new();
    for paragraph in &document.paragraphs {
        for index in 0..paragraph.sentences.len() {
            let view = View::of(document.text, paragraph, index);
            for kind in OF_SENTENCE {
                kind(&view, &mut remarks);
            }
        }
    }
    for kind in OF_DOCUMENT {
        kind(document, &mut remarks);
    }
    told_once(remarks)
        .into_iter()
        .filter_map(|remark| finding(remark, document.text, folded))
        .collect()
}

/// In order of place; of remarks about the same place the first and gravest stays.
fn told_once(mut remarks: Remarks) -> Remarks {
    remarks.sort_by_key(|remark| {
        (
            remark.span.start,
            remark.severity,
            remark.kind,
            remark.span.end,
        )
    });
    let mut kept = Remarks::new();
    for remark in remarks {
        let told = kept.iter().rev().take(8).any(|other| {
            other.span.start < remark.span.end
                && remark.span.start < other.span.end
                && (other.severity < remark.severity || other.span.end == remark.span.end)
        });
        if !told {
            kept.push(remark);
        }
    }
    kept
}

fn finding(remark: Remark, text: &str, folded: &Folded<'_>) -> Option<Finding> {
    let span = shortened(trimmed(remark.span, text), text);
    let (start, quote) = quoted(span, folded)?;
    let quote: String = quote.chars().take(QUOTE_LIMIT).collect();
    let suggestion = remark
        .correction
        .and_then(|(place, right)| correction(place, right, folded));
    (!quote.trim().is_empty()).then_some(Finding {
        quote,
        start,
        kind: remark.kind,
        severity: remark.severity,
        explain: Explanation {
            zh: remark.zh,
            en: remark.en,
        },
        computation: remark.computation,
        needs: remark.needs,
        suggestion,
    })
}

/// The original text of a span, with the byte where it begins.
fn quoted<'s>(span: Span, folded: &Folded<'s>) -> Option<(usize, &'s str)> {
    let (start, end) = folded.source_span(span.start, span.end);
    Some((start, folded.source().get(start..end)?))
}

fn correction(place: Span, replacement: String, folded: &Folded<'_>) -> Option<Correction> {
    let (start, quote) = quoted(place, folded)?;
    let reversed = replacement.starts_with('-') && !quote.starts_with('-');
    (quote != replacement && !reversed).then(|| Correction {
        quote: quote.to_owned(),
        start,
        replacement,
    })
}

const EDGES: &[char] = &['，', '。', '；', '：', '、', '\n', '\t', '！', '？'];

fn trimmed(span: Span, text: &str) -> Span {
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start_matches(EDGES).len();
    let end = span.end - (inner.len() - inner.trim_end_matches(EDGES).len());
    Span::new(start, end.max(start))
}

/// A long place keeps its end, where the claim stands.
fn shortened(span: Span, text: &str) -> Span {
    const MOST: usize = QUOTE_LIMIT - 20;
    let inner = span.of(text);
    let length = inner.chars().count();
    let Some((skip, _)) = inner.char_indices().nth(length.saturating_sub(MOST)) else {
        return span;
    };
    if length <= MOST {
        return span;
    }
    let cut = inner[skip..].find(EDGES).map_or(skip, |at| skip + at);
    trimmed(Span::new(span.start + cut, span.end), text)
}

/// A short text as the numeral reader wants it.
fn number_line(text: &str) -> crate::read::Line<'_> {
    crate::read::Line::of(text, 0)
}
