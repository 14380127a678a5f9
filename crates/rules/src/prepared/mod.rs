//! Criteria made ready for one day, so that many subjects and many criteria cost only what differs between them.
//!
//! Main types: [`Catalogue`], [`Prepared`], [`Recorded`]. Parameters are read once for the day, the facts of a subject are
//! looked up once for all criteria of a catalogue, and every rule knows by number where its facts stand. What criteria
//! come to is in `criteria`, what would have to change in `remedy`.

mod line;
mod recorded;
mod searchable;
mod sheet;
mod steps;
mod view;
mod weight;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::criteria::{Criteria, Score};
use crate::{Assessment, Day, EvaluationError, Facts, Parameters, Question, Rule};
pub(crate) use line::{Move, Moved, Nearest, Stand};
pub use recorded::{Asked, Recorded};
pub(crate) use recorded::{Assumed, Declared, Entry, Questions, Seen, To, bit};
pub(crate) use searchable::{Branch, Demand, Leaf, Movable, Searchable};
pub(crate) use sheet::Sheet;
pub(crate) use view::View;

/// Several criteria, each with its parameters, ready for one day.
///
/// ```
/// # use benfu_rules::*;
/// # fn both(first: &Criteria, second: &Criteria, parameters: &dyn Parameters, firm: &dyn Facts, day: Day)
/// # -> Result<(), EvaluationError> {
/// let catalogue = Catalogue::new(day, [(first, parameters), (second, parameters)]);
/// let recorded = catalogue.look_up(firm);
/// for criteria in catalogue.iter() {
///     let assessment = criteria.assess(&recorded)?;
///     let remedies = criteria.remedies(&recorded)?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Catalogue<'p> {
    on: Day,
    questions: Arc<Questions>,
    prepared: Vec<Prepared<'p>>,
    /// How many outcomes several of the criteria share.
    shared: usize,
}

/// Criteria ready for one day.
pub struct Prepared<'p> {
    pub(crate) criteria: &'p Criteria,
    pub(crate) parameters: &'p dyn Parameters,
    pub(crate) on: Day,
    pub(crate) questions: Arc<Questions>,
    pub(crate) sheets: Arc<[Sheet]>,
    /// The rules, each once; their sheets have the same numbers.
    pub(crate) rules: Vec<&'p Rule>,
    /// Where the outcome of each rule is kept, when other criteria share it.
    pub(crate) shared: Vec<Option<usize>>,
    /// The number of each rule, by where it lies in memory while it is borrowed.
    numbers: Vec<(usize, usize)>,
    /// The scores, in the order of the tree.
    pub(crate) scores: Vec<&'p Score>,
    /// The facts under which reviewers record their points.
    pub(crate) marks: Vec<usize>,
    searchable: OnceLock<Searchable>,
}

impl Criteria {
    /// Every fact that may be asked for, and what is declared of it.
    fn note_questions(&self, asked: &mut BTreeMap<Question, Option<Declared>>) {
        for mark in self.marks() {
            asked.entry(Question::mark(mark)).or_insert(None);
        }
        for rule in self.rules() {
            for (question, declared) in rule.questions.iter().zip(&rule.declared) {
                let known = asked.entry(question.clone()).or_insert(None);
                if known.is_none() {
                    known.clone_from(declared);
                }
            }
        }
    }
}

impl<'p> Catalogue<'p> {
    /// Makes criteria ready: reads their parameters as they are on the day and numbers the facts that they may ask for.
    pub fn new(
        on: Day,
        criteria: impl IntoIterator<Item = (&'p Criteria, &'p dyn Parameters)>,
    ) -> Self {
        let criteria: Vec<_> = criteria.into_iter().collect();
        let mut asked = BTreeMap::new();
        for (criteria, _) in &criteria {
            criteria.note_questions(&mut asked);
        }
        let questions = Arc::new(Questions::of(asked));
        let prepared = criteria
            .into_iter()
            .map(|(criteria, parameters)| Prepared::new(criteria, parameters, on, &questions));
        let mut prepared: Vec<Prepared<'p>> = prepared.collect();
        Self {
            on,
            shared: share(&mut prepared),
            prepared,
            questions,
        }
    }

    /// What is recorded of a subject about everything the criteria may ask.
    pub fn look_up(&self, facts: &dyn Facts) -> Recorded {
        Recorded::look_up(&self.questions, facts, self.on, self.shared)
    }

    /// The first of the criteria, which is the only one where one was given.
    ///
    /// # Panics
    /// When none was given.
    pub fn only(&self) -> &Prepared<'p> {
        &self.prepared[0]
    }

    /// The criteria in the order they were given.
    pub fn iter(&self) -> std::slice::Iter<'_, Prepared<'p>> {
        self.prepared.iter()
    }
}

impl<'c, 'p> IntoIterator for &'c Catalogue<'p> {
    type Item = &'c Prepared<'p>;
    type IntoIter = std::slice::Iter<'c, Prepared<'p>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'p> Prepared<'p> {
    fn new(
        criteria: &'p Criteria,
        parameters: &'p dyn Parameters,
        on: Day,
        questions: &Arc<Questions>,
    ) -> Self {
        let (mut rules, mut sheets, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::new());
        for rule in criteria.rules() {
            numbers.entry(address(rule)).or_insert_with(|| {
                let number = |question: &Question| questions.number(question).unwrap_or_default();
                sheets.push(Sheet::of(rule, parameters, on, number));
                rules.push(&**rule);
                rules.len() - 1
            });
        }
        let marks = criteria.marks().into_iter();
        let marks = marks.filter_map(|mark| questions.number(&Question::mark(mark)));
        Self {
            criteria,
            parameters,
            on,
            questions: Arc::clone(questions),
            marks: marks.collect(),
            scores: criteria.scores(),
            searchable: OnceLock::new(),
            shared: vec![None; rules.len()],
            sheets: sheets.into(),
            rules,
            numbers: numbers.into_iter().collect(),
        }
    }

    /// Answers the criteria for one subject, with the reasons.
    ///
    /// # Errors
    /// As [`Criteria::assess`].
    ///
    /// # Panics
    /// When the facts were looked up by another catalogue.
    pub fn assess(&self, recorded: &Recorded) -> Result<Assessment, EvaluationError> {
        self.own(recorded);
        self.assess_recorded(recorded)
    }

    pub(crate) fn own(&self, recorded: &Recorded) {
        assert!(
            recorded.answers(&self.questions),
            "facts are looked up by the catalogue that asks for them"
        );
    }

    /// What a search for changes needs, made when one begins.
    pub(crate) fn searchable(&self) -> &Searchable {
        self.searchable.get_or_init(|| Searchable::of(self))
    }

    /// The number of a rule of the criteria.
    pub(crate) fn number(&self, rule: &Arc<Rule>) -> usize {
        let key = address(rule);
        let found = self.numbers.binary_search_by_key(&key, |(known, _)| *known);
        found.map_or(usize::MAX, |index| self.numbers[index].1)
    }
}

/// Finds the rules that come to the same in several criteria, since their parameters are the same, and says where each
/// outcome is kept; how many there are.
fn share(prepared: &mut [Prepared<'_>]) -> usize {
    let mut known: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
    let mut count = 0;
    for one in 0..prepared.len() {
        for number in 0..prepared[one].rules.len() {
            let sheet = &prepared[one].sheets[number];
            if !sheet.is_whole() {
                continue;
            }
            let rule = std::ptr::from_ref(prepared[one].rules[number]).addr();
            let alike = known.entry(rule).or_default();
            let same = |(other, at): &&(usize, usize)| prepared[*other].sheets[*at] == *sheet;
            let Some((other, at)) = alike.iter().find(same).copied() else {
                alike.push((one, number));
                continue;
            };
            let slot = prepared[other].shared[at].unwrap_or(count);
            count = count.max(slot + 1);
            prepared[other].shared[at] = Some(slot);
            prepared[one].shared[number] = Some(slot);
        }
    }
    count
}

fn address(rule: &Arc<Rule>) -> usize {
    Arc::as_ptr(rule).addr()
}

impl Question {
    /// The concept under which reviewers record points.
    pub(crate) fn mark(concept: &str) -> Self {
        Self::Concept {
            concept: Arc::from(concept),
            years_back: 0,
        }
    }
}
