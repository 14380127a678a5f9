//! Hard constraints in prose: a concept's name, a comparison and a value that the rule compiler takes.
//!
//! Main type: [`Demands`]. A value without a comparison is a demand only where the concept says which way it is meant.

use super::text::Sentence;
use super::value::{
    fillers, leading_comparison, number_length, trailing_comparison, unit_candidates,
};
use super::{Found, Proposed, codes};
use crate::fact::{Bound, Concept, Dictionary, SubjectKind, Vocabulary, VocabularyEntry};
use crate::matching::Compiled;
use crate::need::{Constraint, rule_of_words};
use benfu_rules::Type;
use std::ops::Range;

/// Words before a name that ask for nothing.
const DENIED: &[&str] = &["不要求", "无需", "不需", "不限", "没有", "无", "非"];
/// The names that constraints are looked for by.
pub(super) struct Demands<'d> {
    dictionary: &'d Dictionary,
    /// Names in small letters, the longest first.
    names: Vec<(String, &'d Concept)>,
}

/// A demand in plain words, and where it stands in the clause.
struct Asked {
    words: String,
    at: Range<usize>,
}

/// A name in a clause.
struct Mention<'d> {
    at: Range<usize>,
    concepts: Vec<&'d Concept>,
}

impl<'d> Demands<'d> {
    pub(super) fn of(dictionary: &'d Dictionary) -> Self {
        let offers = dictionary
            .concepts
            .values()
            .filter(|concept| concept.subject == SubjectKind::Offer);
        let each = |concept: &'d Concept| {
            let own = [&concept.label.zh, &concept.label.en].into_iter();
            let all = own
                .chain(&concept.synonyms)
                .chain(&concept.spoken)
                .filter(|name| name.chars().count() > 1);
            all.map(move |name| (name.to_lowercase(), concept))
        };
        let mut names: Vec<_> = offers.flat_map(each).collect();
        names.sort_by(|(one, _), (other, _)| {
            other.len().cmp(&one.len()).then_with(|| one.cmp(other))
        });
        Self { dictionary, names }
    }

    /// Adds what a sentence asks for.
    pub(super) fn read(&self, sentence: &Sentence<'_>, found: &mut Found<'_>) {
        for clause in sentence.clauses() {
            let mentions = self.mentions(clause.as_str());
            let (mut taken, mut start) = (Vec::new(), 0);
            for (number, mention) in mentions.iter().enumerate() {
                let next = mentions.get(number + 1);
                let end = next.map_or(clause.as_str().len(), |next| next.at.start);
                let asked = self.asked(&clause, mention, start..end, found);
                start = asked
                    .iter()
                    .map(|at| at.end)
                    .fold(mention.at.end, usize::max);
                taken.extend(asked);
            }
            self.bare_codes(&clause, &taken, found);
        }
    }

    fn vocabulary(&self, id: &str) -> Option<&'d Vocabulary> {
        self.dictionary.vocabularies.get(id)
    }

    /// Every code of a vocabulary in a text.
    fn codes(
        &self,
        id: &str,
        text: &str,
    ) -> impl Iterator<Item = (&'d VocabularyEntry, Range<usize>)> {
        let found = self.vocabulary(id).map(|known| codes::all(known, text));
        found.unwrap_or_default().into_iter()
    }

    /// Whether a stretch names a concept.
    pub(super) fn names_one(&self, text: &str) -> bool {
        !self.mentions(text).is_empty()
    }

    /// The names in a clause, the longest where several begin; none that is denied.
    fn mentions(&self, clause: &str) -> Vec<Mention<'d>> {
        let mut mentions: Vec<Mention<'d>> = Vec::new();
        let clause = &clause.to_ascii_lowercase();
        for (name, concept) in &self.names {
            for (place, _) in clause.match_indices(name.as_str()) {
                let at = place..place + name.len();
                if let Some(same) = mentions.iter_mut().find(|known| known.at == at) {
                    same.concepts.push(concept);
                } else if !mentions.iter().any(|known| overlap(&known.at, &at))
                    && !denied(&clause[..place])
                {
                    mentions.push(Mention {
                        at,
                        concepts: vec![concept],
                    });
                }
            }
        }
        mentions.sort_by_key(|mention| mention.at.start);
        mentions
    }

    /// What is asked of a named concept, between the names beside it; gives the stretches that it was read from.
    fn asked(
        &self,
        clause: &Sentence<'_>,
        mention: &Mention<'d>,
        within: Range<usize>,
        found: &mut Found<'_>,
    ) -> Vec<Range<usize>> {
        let asked = mention
            .concepts
            .iter()
            .flat_map(|concept| self.words(concept, clause.as_str(), &mention.at, within.clone()));
        asked
            .filter(|asked| self.propose(asked, clause, found))
            .map(|asked| asked.at)
            .collect()
    }

    /// Demands on a concept in plain words, with where they stand in the clause.
    fn words(
        &self,
        concept: &Concept,
        clause: &str,
        name: &Range<usize>,
        within: Range<usize>,
    ) -> Vec<Asked> {
        let behind = &clause[name.end..within.end];
        let to = |(words, length): (String, usize)| Asked {
            words,
            at: name.start..name.end + length,
        };
        match &concept.kind {
            Type::Flag => vec![to((concept.label.zh.clone(), 0))],
            Type::Code { vocabulary, .. } => {
                let code = self
                    .vocabulary(vocabulary)
                    .and_then(|known| codes::behind(known, behind))
                    .map(|(entry, at)| {
                        let around = (&behind[..at.start], &behind[at.end..]);
                        (codes::asked(concept, entry, around), at.end)
                    });
                code.into_iter().map(to).collect()
            }
            Type::Codes { vocabulary } => {
                let entries = self.codes(vocabulary, behind);
                entries
                    .map(|(entry, at)| to((codes::one_of(concept, entry), at.end)))
                    .collect()
            }
            Type::Number { .. } | Type::Money { .. } => {
                let numbers = self.numbered(concept, behind).map(to);
                let before =
                    || self.numbered_before(concept, clause, within.start..name.start, name.end);
                numbers.or_else(before).into_iter().collect()
            }
            Type::Text | Type::Day => Vec::new(),
        }
    }

    /// A value directly before the name: `30天内交付`, `120分钟以上的续航`.
    fn numbered_before(
        &self,
        concept: &Concept,
        clause: &str,
        before: Range<usize>,
        name_end: usize,
    ) -> Option<Asked> {
        let text = &clause[before.clone()];
        let starts = text.char_indices().map(|(place, _)| place);
        // Neither within a number nor at the hyphen of a span.
        let starts = starts.filter(|place| {
            let inside = |char: char| char.is_ascii_digit() || char == '.';
            let hyphen = text[*place..].starts_with('-');
            !text[..*place].ends_with(|char: char| inside(char) || hyphen && char.is_alphanumeric())
        });
        starts.into_iter().find_map(|start| {
            let (value, length) = self.value(concept, &text[start..])?;
            let rest = &text[start + length..];
            let trailing = trailing_comparison(rest);
            let rest = &rest[trailing.map_or(0, |(_, length)| length)..];
            (rest
                .trim()
                .trim_start_matches(['的', '可', '完', '成'])
                .is_empty())
            .then_some(())?;
            let leading = leading_before(&text[..start]);
            let sign = leading.or(trailing.map(|(sign, _)| sign));
            let sign = sign.or(concept.demanded.map(Bound::sign))?;
            Some(Asked {
                words: format!("{} {sign} {value}", concept.label.zh),
                at: before.start + start..name_end,
            })
        })
    }

    /// A demand for a number behind a name: a comparison, a value with its unit; or the ends of a span.
    fn numbered(&self, concept: &Concept, text: &str) -> Option<(String, usize)> {
        let mut start = fillers(text);
        let leading = leading_comparison(&text[start..]);
        start += leading.map_or(0, |(_, length)| length);
        start += fillers(&text[start..]);
        let (value, end) = self.value(concept, &text[start..])?;
        let end = start + end;
        if let Some(span) = self.span(concept, &text[start..], &value) {
            return Some((span.0, start + span.1));
        }
        let trailing = trailing_comparison(&text[end..]);
        let bare = concept.demanded.map(|bound| (bound.sign(), 0));
        let (sign, _) = leading.or(trailing).or(bare)?;
        let end = end + trailing.map_or(0, |(_, length)| length);
        Some((format!("{} {sign} {value}", concept.label.zh), end))
    }

    /// Of a span between two values the end that the concept's demands mean.
    fn span(&self, concept: &Concept, text: &str, first: &str) -> Option<(String, usize)> {
        let number = number_length(text)?;
        let behind = text[number..]
            .find(['~', '-', '至', '到'])
            .filter(|place| *place <= first.len())?;
        let sign = text[number + behind..].chars().next()?;
        let second_at = number + behind + sign.len_utf8();
        let (second, length) = self.value(concept, &text[second_at..])?;
        let unit = &second[number_length(&second)?..];
        let lower = format!("{}{unit}", &text[..number]);
        let (end, bound) = match concept.demanded? {
            Bound::AtMost => (lower, "<="),
            Bound::AtLeast => (second, ">="),
        };
        Some((
            format!("{} {bound} {end}", concept.label.zh),
            second_at + length,
        ))
    }

    /// The value at the beginning of a text that a concept takes, and its length.
    fn value(&self, concept: &Concept, text: &str) -> Option<(String, usize)> {
        let number = number_length(text)?;
        let takes = |unit: &&str| {
            let value = format!("{}{unit}", &text[..number]);
            !unit.ends_with(' ')
                && self
                    .compiled(&format!("{} >= {value}", concept.label.zh))
                    .is_some()
        };
        let unit = unit_candidates(&text[number..]).find(takes);
        let spanned = || {
            let behind = text[number..].trim_start_matches(' ');
            behind.starts_with(['~', '-', '至', '到']).then_some("")
        };
        let unit = unit.or_else(spanned)?;
        Some((format!("{}{unit}", &text[..number]), number + unit.len()))
    }

    /// Codes that say by themselves what they are of, such as IP68.
    fn bare_codes(&self, clause: &Sentence<'_>, taken: &[Range<usize>], found: &mut Found<'_>) {
        let text = clause.as_str();
        let certified = codes::lists_certificates(text);
        let concepts = self
            .dictionary
            .concepts
            .values()
            .filter(|concept| concept.subject == SubjectKind::Offer);
        for concept in concepts {
            let (vocabulary, listed) = match &concept.kind {
                Type::Code { vocabulary, .. } => (vocabulary, false),
                Type::Codes { vocabulary }
                    if certified && codes::lists_certificates(&concept.label.zh) =>
                {
                    (vocabulary, true)
                }
                Type::Codes { .. }
                | Type::Flag
                | Type::Number { .. }
                | Type::Money { .. }
                | Type::Text
                | Type::Day => continue,
            };
            for (entry, at) in self.codes(vocabulary, text) {
                let telling = listed || codes::tells_itself(&entry.code);
                if !telling
                    || taken.iter().any(|taken| overlap(taken, &at))
                    || denied(&text[..at.start])
                {
                    continue;
                }
                let words = if listed {
                    codes::one_of(concept, entry)
                } else {
                    codes::asked(concept, entry, ("", &text[at.end..]))
                };
                self.propose(&Asked { words, at }, clause, found);
            }
        }
    }

    /// Adds a constraint when its words are a rule that compiles.
    fn propose(&self, asked: &Asked, clause: &Sentence<'_>, found: &mut Found<'_>) -> bool {
        let Some(rule) = self.compiled(&asked.words) else {
            return false;
        };
        let quote = clause.range(asked.at.clone());
        let label = found.text.written(&quote).to_owned();
        found.add(Proposed::Constraint(Constraint { label, rule }), quote);
        true
    }

    fn compiled(&self, words: &str) -> Option<String> {
        let rule = rule_of_words(words, self.dictionary)?;
        let constraint = Constraint {
            label: String::new(),
            rule,
        };
        Compiled::new(&constraint, self.dictionary).ok()?;
        Some(constraint.rule)
    }
}

impl Bound {
    fn sign(self) -> &'static str {
        match self {
            Bound::AtLeast => ">=",
            Bound::AtMost => "<=",
        }
    }
}

/// The comparison that a text ends with.
fn leading_before(text: &str) -> Option<&'static str> {
    let text = text.trim_end();
    let places = text.char_indices().map(|(place, _)| place);
    let mut ends = places.filter_map(|place| {
        let (sign, length) = leading_comparison(&text[place..])?;
        (place + length == text.len()).then_some(sign)
    });
    ends.next()
}

fn denied(before: &str) -> bool {
    DENIED.iter().any(|word| before.trim_end().ends_with(word))
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
