//! Conditions and scores of an assessment as rows, with their reasons in the reader's language.
//!
//! Main functions: [`condition_rows`], [`score_tables`].

use benfu_app::Cx;
use benfu_app::packs::Edition;
use benfu_domain::fact::language;
use benfu_rules::{
    Answer as RuleAnswer, Assessment, BandTally, BlockTally, Exact, Explanation, Finding,
    FindingKind, ItemTally, PointSpan, Tally,
};

use super::brief::Brief;
use super::{Because, ConditionRow, ScoreRow, ScoreTable};
use crate::locale::Lang;
use crate::view::Tone;
use crate::words;

/// More reasons than this are folded under the first.
const MANY: usize = 7;

/// What the sentences are made of.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) cx: &'a Cx,
    pub(super) edition: &'a Edition,
    pub(super) lang: Lang,
}

impl Teller<'_> {
    fn said(self, finding: &Finding) -> Explanation {
        let dictionary = &self.cx.pack().dictionary;
        finding.explain(self.edition, dictionary, language(self.lang.into()))
    }

    fn brief(&self) -> Brief<'_> {
        Brief {
            cx: self.cx,
            lang: self.lang,
        }
    }

    fn name(self, id: &str) -> String {
        self.edition.label(id, self.lang.into())
    }
}

/// The conditions directly under the policy, each with its reasons.
pub(super) fn condition_rows(teller: Teller<'_>, assessment: &Assessment) -> Vec<ConditionRow> {
    let root = &assessment.root;
    let parts = match root.parts() {
        [] => std::slice::from_ref(root),
        parts => parts,
    };
    parts.iter().map(|part| row(teller, part)).collect()
}

fn row(teller: Teller<'_>, finding: &Finding) -> ConditionRow {
    let mut because = Vec::new();
    below(teller, finding, &teller.said(finding), 0, &mut because);
    if matches!(finding.kind, FindingKind::Not(_)) {
        because.iter_mut().for_each(unmark);
    }
    let source = teller.edition.sources.get(&*finding.id);
    ConditionRow {
        name: teller.name(&finding.id),
        tags: tags(teller.lang, finding),
        answer: words::answer(finding.answer),
        folded: because
            .first()
            .filter(|_| because.len() > MANY)
            .map(|first| first.text.clone()),
        because,
        source: source.map(words::citation),
    }
}

/// What must not hold is neither good nor bad for being met or not.
fn unmark(because: &mut Because) {
    if because.tone != Tone::Open {
        because.tone = Tone::Plain;
    }
}

fn tags(lang: Lang, finding: &Finding) -> Vec<String> {
    let demand = match &finding.kind {
        FindingKind::Not(_) => Some(lang.t("must-not-hold")),
        FindingKind::Judged => Some(lang.t("for-reviewers")),
        FindingKind::AtLeast { least, .. } => {
            Some(lang.tn("at-least-of", i64::try_from(*least).unwrap_or(0)))
        }
        FindingKind::Rule(_) | FindingKind::All(_) | FindingKind::Score(_) => None,
    };
    let advice = finding.advisory.then(|| lang.t("advisory"));
    let both = demand.into_iter().chain(advice);
    both.map(std::borrow::Cow::into_owned).collect()
}

/// The sentences under a criterion; a score has its own table.
fn below(
    teller: Teller<'_>,
    finding: &Finding,
    said: &Explanation,
    depth: usize,
    out: &mut Vec<Because>,
) {
    match &finding.kind {
        FindingKind::Rule(outcome) => {
            let first = out.len();
            for part in &said.parts {
                flat(part, depth, out);
            }
            if let [only] = &mut out[first..] {
                only.brief = teller.brief().before(&only.text, outcome);
            }
        }
        FindingKind::All(_) | FindingKind::AtLeast { .. } | FindingKind::Not(_) => {
            for (part, said) in finding.parts().iter().zip(&said.parts) {
                out.push(because(said, depth));
                below(teller, part, said, depth + 1, out);
            }
        }
        FindingKind::Score(tally) => out.push(Because {
            text: total(teller.lang, tally),
            ..because(said, depth)
        }),
        FindingKind::Judged => {}
    }
}

fn flat(said: &Explanation, depth: usize, out: &mut Vec<Because>) {
    out.push(because(said, depth));
    for part in &said.parts {
        flat(part, depth + 1, out);
    }
}

fn because(said: &Explanation, depth: usize) -> Because {
    Because {
        depth: depth.min(3),
        tone: words::answer(said.answer).tone(),
        text: said.text.clone(),
        brief: String::new(),
    }
}

/// Every score of the policy, block by block.
pub(super) fn score_tables(teller: Teller<'_>, assessment: &Assessment) -> Vec<ScoreTable> {
    let mut tables = Vec::new();
    collect(teller, &assessment.root, &mut tables);
    tables
}

fn collect(teller: Teller<'_>, finding: &Finding, tables: &mut Vec<ScoreTable>) {
    if let FindingKind::Score(tally) = &finding.kind {
        tables.push(table(teller, finding, tally));
    }
    for part in finding.parts() {
        collect(teller, part, tables);
    }
}

fn table(teller: Teller<'_>, finding: &Finding, tally: &Tally) -> ScoreTable {
    let said = teller.said(finding);
    let blocks = tally.blocks.iter().zip(&said.parts);
    ScoreTable {
        name: teller.name(&finding.id),
        total: total(teller.lang, tally),
        answer: words::answer(finding.answer),
        rows: blocks
            .flat_map(|(block, said)| block_rows(teller, block, said))
            .collect(),
    }
}

/// Points of how many, the mark to pass, and whose points they are.
fn total(lang: Lang, tally: &Tally) -> String {
    let most: i64 = tally.blocks.iter().map(most_of).sum();
    let (points, most, pass) = (span(tally.total), most.to_string(), number(&tally.pass));
    let key = match (tally.marked, tally.above) {
        (false, false) => "score-total-at-least",
        (false, true) => "score-total-above",
        (true, false) => "score-marked-at-least",
        (true, true) => "score-marked-above",
    };
    let values = [
        ("points", points.as_str()),
        ("most", &most),
        ("pass", &pass),
    ];
    lang.tw(key, &values).into_owned()
}

fn most_of(block: &BlockTally) -> i64 {
    let items = block.items.iter().map(|item| item.max).sum::<i64>();
    block.max.map_or(items, |max| max.min(items))
}

fn block_rows(teller: Teller<'_>, block: &BlockTally, said: &Explanation) -> Vec<ScoreRow> {
    let head = ScoreRow {
        block: true,
        name: teller.name(&block.id),
        points: span(block.points),
        most: most_of(block).to_string(),
        own_mark: own_mark(teller.lang, block.least),
        because: Vec::new(),
    };
    let items = block.items.iter().zip(&said.parts);
    let items = items.map(|(item, said)| item_row(teller, item, said));
    std::iter::once(head).chain(items).collect()
}

fn item_row(teller: Teller<'_>, item: &ItemTally, said: &Explanation) -> ScoreRow {
    ScoreRow {
        block: false,
        name: teller.name(&item.id),
        points: span(item.points),
        most: item.max.to_string(),
        own_mark: own_mark(teller.lang, item.least),
        because: item_reasons(teller, item, said),
    }
}

/// Whose points they are, what is lacking, or the bands that were reached.
fn item_reasons(teller: Teller<'_>, item: &ItemTally, said: &Explanation) -> Vec<Because> {
    let plain = |text: String| Because {
        depth: 0,
        tone: words::answer(said.answer).tone(),
        text,
        brief: String::new(),
    };
    if item.ways.is_empty() {
        return vec![plain(teller.lang.t("for-reviewers").into_owned())];
    }
    let bands = || item.ways.iter().flat_map(|way| &way.bands);
    let lacking = teller.brief().lacking(bands().map(|band| &*band.outcome));
    if !lacking.is_empty() {
        return vec![plain(lacking)];
    }
    let shown = bands().filter(|band| band.outcome.answer != RuleAnswer::NotMet);
    let shown = shown.zip(&said.parts);
    shown
        .map(|(band, said)| Because {
            brief: band_brief(teller, band, &said.text),
            ..plain(said.text.clone())
        })
        .collect()
}

/// The points of a band before its reason.
fn band_brief(teller: Teller<'_>, band: &BandTally, text: &str) -> String {
    let brief = teller.brief().before(text, &band.outcome);
    if brief.is_empty() {
        return brief;
    }
    let values = [("points", span(band.points)), ("why", brief)];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    teller.lang.tw("band-points", &values).into_owned()
}

fn own_mark(
    lang: Lang,
    least: Option<(Exact, benfu_rules::Answer)>,
) -> Option<(String, crate::view::Answer)> {
    let (mark, answer) = least?;
    let text = lang.tv("score-own-mark", number(&mark)).into_owned();
    Some((text, words::answer(answer)))
}

/// Points: one number, or the least and the most that are possible.
fn span(points: PointSpan) -> String {
    if points.low == points.high {
        points.low.to_string()
    } else {
        format!("{}–{}", points.low, points.high)
    }
}

fn number(number: &Exact) -> String {
    number.to_decimal().unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_are_not_settled_are_a_span() {
        assert_eq!(span(PointSpan::new(56, 64)), "56–64");
        assert_eq!(span(PointSpan::new(60, 60)), "60");
    }
}
