//! What is recorded of one subject, looked up once for many criteria.
//!
//! Main types: [`Questions`], which numbers the facts that may be asked for, and [`Recorded`], what is recorded of each.
//! [`Seen`] is one of them as an evaluation sees it: as recorded, or as a trial assumes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::plan::Question;
use crate::trace::{Found, Outcome};
use crate::{Day, Exact, Facts, Lookup, Period, RegisterAnswer, Source, Type, Value};

/// Facts that may be asked for, each once and each with a number, in the order of questions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Questions {
    list: Vec<Question>,
    /// Each with the type of its values.
    asked: Vec<Arc<Asked>>,
    /// The period of each concept; none for registers and marks.
    periods: Vec<Option<Period>>,
    /// Of a register at one level, the number of the register at any level.
    whole: Vec<Option<usize>>,
    /// The bits of the registers at one level that stand there.
    levels: u64,
    numbers: HashMap<Question, usize>,
}

/// A fact that criteria ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub question: Question,
    /// The type of its values; plain for registers and marks.
    pub kind: Arc<Type>,
}

/// What the dictionary said of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) kind: Arc<Type>,
    pub(crate) period: Period,
}

impl Questions {
    pub(super) fn of(asked: BTreeMap<Question, Option<Declared>>) -> Self {
        let list: Vec<Question> = asked.keys().cloned().collect();
        let periods = asked.values().map(|known| Some(known.as_ref()?.period));
        let periods = periods.collect();
        let plain = Arc::new(Type::PLAIN);
        let asked = asked.into_iter().map(|(question, known)| {
            let kind = known.map_or_else(|| Arc::clone(&plain), |known| known.kind);
            Arc::new(Asked { question, kind })
        });
        let numbers: HashMap<Question, usize> = list.iter().cloned().zip(0..).collect();
        let whole = list.iter().map(|question| match question {
            Question::Register {
                register,
                level: Some(_),
            } => {
                let whole = Question::Register {
                    register: Arc::clone(register),
                    level: None,
                };
                numbers.get(&whole).copied()
            }
            Question::Register { level: None, .. } | Question::Concept { .. } => None,
        });
        let whole: Vec<Option<usize>> = whole.collect();
        let levels = whole
            .iter()
            .enumerate()
            .filter(|(_, whole)| whole.is_some());
        Self {
            levels: levels.fold(0, |bits, (fact, _)| bits | bit(fact)),
            whole,
            asked: asked.collect(),
            list,
            periods,
            numbers,
        }
    }

    pub(crate) fn number(&self, question: &Question) -> Option<usize> {
        self.numbers.get(question).copied()
    }

    pub(crate) fn list(&self) -> &[Question] {
        &self.list
    }

    /// The register at any level, when it is asked for and the fact is that register at one level.
    pub(crate) fn whole_register(&self, fact: usize) -> Option<usize> {
        self.whole[fact]
    }

    /// The bits of the facts that are a part of another.
    pub(crate) fn levels(&self) -> u64 {
        self.levels
    }

    pub(crate) fn asked(&self, fact: usize) -> &Arc<Asked> {
        &self.asked[fact]
    }

    pub(crate) fn period(&self, fact: usize) -> Option<Period> {
        self.periods[fact]
    }
}

/// What is recorded of one subject about everything that criteria of a [`Catalogue`](crate::Catalogue) may ask, as of one
/// day. It is cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    questions: Arc<Questions>,
    entries: Arc<[Entry]>,
    outcomes: Outcomes,
}

/// What rules came to that several criteria of the catalogue share, once they were answered.
#[derive(Debug, Clone, Default)]
struct Outcomes(Arc<[OnceLock<Arc<Outcome>>]>);

impl PartialEq for Outcomes {
    /// They follow from what is recorded, so whether they are there already makes no difference.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Outcomes {}

/// What is recorded of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    said: Said,
    /// The value, when it is a whole number.
    whole: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Concept(Lookup<'static>),
    Register(RegisterAnswer),
}

/// What an evaluation sees of one question.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seen<'a> {
    /// A whole number of 64 bits, which most numbers are.
    Whole(i64),
    /// Any other value.
    Value(&'a Value),
    RecordedNone,
    NotApplicable,
    Rows {
        count: u32,
        complete: bool,
    },
    Unknown,
}

impl Seen<'_> {
    /// The rows of a register that are there.
    pub(crate) fn rows(self) -> u32 {
        match self {
            Self::Rows { count, .. } => count,
            Self::Whole(_)
            | Self::Value(_)
            | Self::RecordedNone
            | Self::NotApplicable
            | Self::Unknown => 0,
        }
    }

    /// The number, when it is one.
    pub(crate) fn number(self) -> Option<Exact> {
        match self {
            Self::Whole(number) => Some(Exact::from(number)),
            Self::Value(Value::Number(number)) => Some(*number),
            Self::Value(_)
            | Self::RecordedNone
            | Self::NotApplicable
            | Self::Rows { .. }
            | Self::Unknown => None,
        }
    }
}

/// A value as a whole number of 64 bits.
fn whole(value: &Value) -> Option<i64> {
    let Value::Number(number) = value else {
        return None;
    };
    number.to_short()
}

impl Recorded {
    /// What is recorded about the questions; so many outcomes are shared.
    pub(super) fn look_up(
        questions: &Arc<Questions>,
        facts: &dyn Facts,
        on: Day,
        shared: usize,
    ) -> Self {
        Self {
            questions: Arc::clone(questions),
            entries: Entry::look_up_all(questions.list(), facts, on),
            outcomes: Outcomes((0..shared).map(|_| OnceLock::new()).collect()),
        }
    }

    /// Where the outcomes are kept that criteria share.
    pub(crate) fn outcomes(&self) -> &[OnceLock<Arc<Outcome>>] {
        &self.outcomes.0
    }

    pub(crate) fn entries(&self) -> &Arc<[Entry]> {
        &self.entries
    }

    /// Whether it answers the questions of one catalogue.
    pub(super) fn answers(&self, questions: &Arc<Questions>) -> bool {
        Arc::ptr_eq(&self.questions, questions)
    }

    /// As it would be with other facts laid over.
    pub(crate) fn changed<'d>(&self, over: impl Iterator<Item = &'d Assumed>) -> Self {
        let mut entries = self.entries.to_vec();
        for assumed in over {
            if let Some(entry) = entries.get_mut(assumed.fact) {
                *entry = assumed.to.entry();
            }
        }
        Self {
            questions: Arc::clone(&self.questions),
            entries: entries.into(),
            outcomes: Outcomes::default(),
        }
    }
}

/// A fact that is assumed to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Assumed {
    /// The number of its question.
    pub(crate) fact: usize,
    pub(crate) to: To,
    /// How far that is from what it is.
    pub(crate) effort: u64,
}

/// What a fact is assumed to be. A whole number of 64 bits is always [`To::Whole`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum To {
    Whole(i64),
    Value(Arc<Value>),
    Rows {
        count: u32,
        complete: bool,
    },
    #[default]
    Unknown,
}

impl To {
    pub(crate) fn value(value: Value) -> Self {
        if let Value::Number(number) = value {
            return Self::number(number);
        }
        Self::Value(Arc::new(value))
    }

    pub(crate) fn number(number: Exact) -> Self {
        let short = number.to_short();
        short.map_or_else(|| Self::Value(Arc::new(Value::Number(number))), Self::Whole)
    }

    pub(crate) fn seen(&self) -> Seen<'_> {
        match self {
            Self::Whole(number) => Seen::Whole(*number),
            Self::Value(value) => Seen::Value(value),
            Self::Rows { count, complete } => Seen::Rows {
                count: *count,
                complete: *complete,
            },
            Self::Unknown => Seen::Unknown,
        }
    }

    /// What it says as if it were recorded.
    fn entry(&self) -> Entry {
        let source = Source::new("assumed");
        let known = |value: &Value| Lookup::known(value, &source).into_owned();
        Entry::of(match *self {
            Self::Whole(number) => Said::Concept(known(&Value::Number(Exact::from(number)))),
            Self::Value(ref value) => Said::Concept(known(value)),
            Self::Rows {
                count,
                complete: true,
            } => Said::Register(RegisterAnswer::Exactly { count, source }),
            Self::Rows {
                count,
                complete: false,
            } => Said::Register(RegisterAnswer::AtLeast { count, source }),
            Self::Unknown => Said::Register(RegisterAnswer::Unknown),
        })
    }
}

/// One bit for a fact; several may share it.
#[inline]
pub(crate) fn bit(fact: usize) -> u64 {
    1 << (fact % 64)
}

impl Entry {
    fn of(said: Said) -> Self {
        let whole = match &said {
            Said::Concept(Lookup::Known { value, .. }) => whole(value),
            Said::Concept(_) | Said::Register(_) => None,
        };
        Self { said, whole }
    }

    pub(crate) fn look_up_all(questions: &[Question], facts: &dyn Facts, on: Day) -> Arc<[Self]> {
        let each = questions.iter();
        each.map(|question| Self::look_up(question, facts, on))
            .collect()
    }

    fn look_up(question: &Question, facts: &dyn Facts, on: Day) -> Self {
        Self::of(match question {
            Question::Concept {
                concept,
                years_back,
            } => Said::Concept(facts.lookup(concept, *years_back).into_owned()),
            Question::Register { register, level } => {
                Said::Register(facts.register(register, level.as_deref(), on))
            }
        })
    }

    #[inline]
    pub(crate) fn seen(&self) -> Seen<'_> {
        self.whole.map_or_else(|| self.said.seen(), Seen::Whole)
    }

    /// What was found, as a reason.
    pub(crate) fn found(&self) -> Found {
        match self.said.clone() {
            Said::Concept(Lookup::Known { value, source }) => Found::Known {
                value: value.into_owned(),
                source,
            },
            Said::Concept(Lookup::RecordedNone { source }) => Found::RecordedNone { source },
            Said::Concept(Lookup::NotApplicable { source }) => Found::NotApplicable { source },
            Said::Register(RegisterAnswer::Exactly { count, source }) => Found::Known {
                value: Value::Number(Exact::from(count)),
                source,
            },
            Said::Register(RegisterAnswer::AtLeast { count, source }) => {
                Found::AtLeast { count, source }
            }
            Said::Concept(Lookup::Unknown) | Said::Register(RegisterAnswer::Unknown) => {
                Found::Unknown
            }
        }
    }
}

impl Said {
    fn seen(&self) -> Seen<'_> {
        match self {
            Self::Concept(Lookup::Known { value, .. }) => Seen::Value(value),
            Self::Concept(Lookup::RecordedNone { .. }) => Seen::RecordedNone,
            Self::Concept(Lookup::NotApplicable { .. }) => Seen::NotApplicable,
            Self::Register(RegisterAnswer::Exactly { count, .. }) => Seen::Rows {
                count: *count,
                complete: true,
            },
            Self::Register(RegisterAnswer::AtLeast { count, .. }) => Seen::Rows {
                count: *count,
                complete: false,
            },
            Self::Concept(Lookup::Unknown) | Self::Register(RegisterAnswer::Unknown) => {
                Seen::Unknown
            }
        }
    }
}
