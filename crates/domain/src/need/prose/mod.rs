//! What a description in prose says of a need: measured things, hard constraints, money, dates, a place.
//!
//! [`proposals`] reads a text and gives [`Proposal`]s, each with the passage it rests on. Nothing is taken over by itself: a
//! person confirms. The same text gives the same proposals; what is said vaguely is left out rather than guessed.
//!
//! Does not belong here: opening files, saving. To read one more part, add a file with a reader over sentences and a
//! [`Proposed`].

mod aims;
mod codes;
mod demand;
mod money;
mod schedule;
mod text;
mod value;

use super::Constraint;
use crate::fact::Dictionary;
use crate::region::{RegionCode, RegionTable};
use benfu_rules::Day;
use std::ops::Range;

use demand::Demands;
use text::Text;

/// What may be proposed for a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// A short title.
    Title(String),
    /// What is measured.
    Metric(Measured),
    /// A hard condition.
    Constraint(Constraint),
    /// How much money there is at most, in fen.
    Budget(i64),
    /// Where the money comes from.
    BudgetPath(String),
    /// How the result will be tested.
    AcceptanceTest(String),
    /// The post that answers for it.
    OwnerPost(String),
    /// The first day.
    StartsOn(Day),
    /// The last day.
    EndsOn(Day),
    /// Where it is to be done.
    Place(RegionCode),
    /// What happens if it works.
    IfItWorks(String),
}

/// A metric with what it is today and what is wanted, in thousandths of its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// What is measured, in the words of the text.
    pub metric: String,
    /// Its unit as written; empty for a plain number.
    pub unit: String,
    /// The value today.
    pub baseline_milli: Option<i64>,
    /// The value wanted.
    pub target_milli: Option<i64>,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What is proposed.
    pub what: Proposed,
    /// The passage of the text that says so, in bytes.
    pub quote: Range<usize>,
    /// Whether it is the first of its part, so that taking it displaces no other. Every constraint is.
    pub first: bool,
}

/// What a reader knows beside the text.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The concepts that constraints may speak of.
    pub dictionary: &'a Dictionary,
    /// The places.
    pub regions: &'a RegionTable,
}

/// What a text proposes for a need, in the order of the text.
pub fn proposals(text: &str, known: Known<'_>) -> Vec<Proposal> {
    let text = Text::of(text);
    let demands = Demands::of(known.dictionary);
    let mut found = Found {
        text: &text,
        proposals: Vec::new(),
    };
    found.title();
    for sentence in text.sentences() {
        demands.read(&sentence, &mut found);
        aims::read(&sentence, &demands, &mut found);
        money::read(&sentence, &mut found);
        schedule::read(&sentence, known.regions, &mut found);
    }
    found.finish(known.regions)
}

/// Proposals as they are found; places are those of the folded text.
struct Found<'t> {
    text: &'t Text<'t>,
    proposals: Vec<Proposal>,
}

impl Found<'_> {
    fn add(&mut self, what: Proposed, folded: Range<usize>) {
        let quote = self.text.original(&folded);
        self.proposals.push(Proposal {
            what,
            quote,
            first: true,
        });
    }

    /// The first line, when it is short enough to be a title.
    fn title(&mut self) {
        if let Some(line) = self.text.title() {
            let title = self.text.folded(&line).to_owned();
            self.add(Proposed::Title(title), line);
        }
    }

    /// The places that contain no other of them.
    fn narrowest(&self, regions: &RegionTable) -> Vec<RegionCode> {
        let places = self.proposals.iter();
        let places = places.filter_map(|proposal| proposal.what.place());
        let places: Vec<&RegionCode> = places.collect();
        let holds = |outer: &RegionCode, inner: &RegionCode| {
            outer != inner && regions.contains(outer, inner)
        };
        let narrow = places
            .iter()
            .filter(|outer| !places.iter().any(|inner| holds(outer, inner)));
        narrow.map(|code| RegionCode::clone(code)).collect()
    }

    /// In the order of the text, each thing once, and of parts that a need has only once the first marked.
    fn finish(self, regions: &RegionTable) -> Vec<Proposal> {
        let mut kept: Vec<Proposal> = Vec::new();
        let narrowest = self.narrowest(regions);
        for mut proposal in self.proposals {
            if matches!(&proposal.what, Proposed::Place(code) if !narrowest.contains(code)) {
                continue;
            }
            if kept.iter().any(|known| known.what.same(&proposal.what)) {
                continue;
            }
            let part = std::mem::discriminant(&proposal.what);
            let mut before = kept.iter();
            proposal.first = matches!(proposal.what, Proposed::Constraint(_))
                || !before.any(|known| std::mem::discriminant(&known.what) == part);
            kept.push(proposal);
        }
        kept.sort_by_key(|proposal| (proposal.quote.start, proposal.quote.end));
        kept
    }
}

impl Proposed {
    fn place(&self) -> Option<&RegionCode> {
        if let Proposed::Place(code) = self {
            Some(code)
        } else {
            None
        }
    }

    /// Whether two come to the same; constraints do when their rules do.
    fn same(&self, other: &Proposed) -> bool {
        match (self, other) {
            (Proposed::Constraint(one), Proposed::Constraint(other)) => one.rule == other.rule,
            (one, other) => one == other,
        }
    }
}
