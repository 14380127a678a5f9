//! A small world to test in: a dictionary, dated parameters, and facts of one subject.

use std::borrow::Cow;
use std::collections::BTreeMap;

use benfu_rules::{
    Answer, Concept, Day, Dictionary, Exact, Facts, LiteralFault, Lookup, NoneMeans, Outcome,
    ParameterEntry, ParameterGap, ParameterValue, Parameters, Period, RankedCode, RegisterAnswer,
    RegisterEntry, Rule, Source, Tier, Type, Value, compile,
};

pub(crate) struct World;

pub(crate) fn money() -> Type {
    Type::Money {
        currency: "CNY".to_owned(),
    }
}

pub(crate) fn grams() -> Type {
    Type::Number {
        unit: Some("g".to_owned()),
        decimals: 0,
    }
}

fn code(vocabulary: &str, ordered: bool) -> Type {
    Type::Code {
        vocabulary: vocabulary.to_owned(),
        ordered,
    }
}

fn codes(vocabulary: &str) -> Type {
    Type::Codes {
        vocabulary: vocabulary.to_owned(),
    }
}

impl Dictionary for World {
    fn concept(&self, id: &str) -> Option<Concept> {
        let (kind, period, none) = match id {
            "sales" => (money(), Period::Yearly, NoneMeans::Nothing),
            "rd_expense" => (money(), Period::Yearly, NoneMeans::Zero),
            "debt" => (money(), Period::Timeless, NoneMeans::Zero),
            "weight" => (grams(), Period::Timeless, NoneMeans::Nothing),
            "staff" | "rd_staff" => (Type::PLAIN, Period::Yearly, NoneMeans::Zero),
            "protection" => (code("ip", true), Period::Timeless, NoneMeans::Nothing),
            "industry" => (
                code("industry", false),
                Period::Timeless,
                NoneMeans::Nothing,
            ),
            "fields" => (codes("industry"), Period::Timeless, NoneMeans::Nothing),
            "title" => (Type::Text, Period::Timeless, NoneMeans::Nothing),
            "founded_on" => (Type::Day, Period::Timeless, NoneMeans::Nothing),
            "a" | "b" | "c" | "d" | "has_lab" => (Type::Flag, Period::Timeless, NoneMeans::Nothing),
            _ => return None,
        };
        Some(Concept { kind, period, none })
    }

    fn parameter(&self, id: &str) -> Option<ParameterEntry> {
        let (kind, by) = match id {
            "ratio_min" => (Type::PLAIN, Some(money())),
            "growth_min" | "future_only" => (Type::PLAIN, None),
            "industries" => (codes("industry"), None),
            _ => return None,
        };
        Some(ParameterEntry { kind, by })
    }

    fn register(&self, id: &str) -> Option<RegisterEntry> {
        let levels: &[&str] = match id {
            "title" => &["national", "local"],
            "accident" => &[],
            _ => return None,
        };
        let levels = levels.iter().map(|&level| level.to_owned()).collect();
        Some(RegisterEntry { levels })
    }

    fn codes(&self, vocabulary: &str) -> Vec<RankedCode> {
        let known: &[&str] = match vocabulary {
            "ip" => &["IP54", "IP65", "IP67", "IP68"],
            "industry" => &["chips", "medicine", "drones"],
            _ => &[],
        };
        let ranked = (0_u32..).zip(known).map(|(rank, &code)| RankedCode {
            code: code.to_owned(),
            rank,
        });
        ranked.collect()
    }

    fn parse_literal(&self, text: &str, expected: &Type) -> Result<Value, LiteralFault> {
        let read = match expected {
            Type::Code { vocabulary, .. } => {
                let known = self
                    .codes(vocabulary)
                    .into_iter()
                    .any(|known| known.code == text);
                known.then(|| Value::Code(text.to_owned()))
            }
            Type::Money { .. } => scaled(
                text,
                &[("万元", 1_000_000), ("亿元", 10_000_000_000), ("元", 100)],
            ),
            Type::Number { unit: Some(_), .. } => scaled(text, &[("kg", 1000), ("g", 1)]),
            _ => scaled(text, &[("", 1)]),
        };
        read.ok_or_else(|| LiteralFault {
            expected_zh: "带单位的值".to_owned(),
            expected_en: "a value with its unit".to_owned(),
        })
    }

    fn example(&self, expected: &Type) -> Option<String> {
        match expected {
            Type::Money { .. } => Some("\"4000万元\"".to_owned()),
            _ => Some("\"20kg\"".to_owned()),
        }
    }

    fn similar_concepts(&self, id: &str) -> Vec<String> {
        let close = id.starts_with("sal");
        close.then(|| "sales".to_owned()).into_iter().collect()
    }
}

fn scaled(text: &str, units: &[(&str, i128)]) -> Option<Value> {
    let read = |(unit, scale): &(&str, i128)| {
        let number: Exact = text.strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(&Exact::whole(*scale)).ok()
    };
    units.iter().find_map(read).map(Value::Number)
}

impl Parameters for World {
    fn tiers(&self, id: &str, _on: Day) -> Option<Vec<Tier>> {
        let tier = |up_to: Option<i64>, is: &str| Tier {
            up_to: up_to.map(yuan),
            is: is.parse().expect("a number written in the test"),
        };
        (id == "ratio_min").then(|| {
            vec![
                tier(Some(50_000_000), "0.05"),
                tier(Some(200_000_000), "0.04"),
                tier(None, "0.03"),
            ]
        })
    }

    fn parameter(
        &self,
        id: &str,
        by: Option<&Value>,
        _on: Day,
    ) -> Result<ParameterValue, ParameterGap> {
        let value = match (id, by) {
            ("ratio_min", Some(Value::Number(sales))) if *sales <= yuan(50_000_000) => {
                number("0.05")
            }
            ("ratio_min", Some(Value::Number(sales))) if *sales <= yuan(200_000_000) => {
                number("0.04")
            }
            ("ratio_min", Some(_)) => number("0.03"),
            ("growth_min", None) => number("0.1"),
            ("industries", None) => Value::Codes(vec!["chips".to_owned(), "drones".to_owned()]),
            ("future_only", _) => return Err(ParameterGap::NoValueOnDay),
            _ => return Err(ParameterGap::NoSuchParameter),
        };
        let source = Source::new("clause");
        Ok(ParameterValue { value, source })
    }
}

pub(crate) fn yuan(yuan: i64) -> Exact {
    Exact::from(yuan * 100)
}

pub(crate) fn number(text: &str) -> Value {
    Value::Number(text.parse().expect("a number written in the test"))
}

/// What a test says of one concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Known(Value),
    NoneOfIt,
    NotApplicable,
}

/// Facts of one subject; what is not said is unknown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject {
    pub(crate) facts: BTreeMap<(String, u8), Said>,
    /// Rows and whether the register is complete, by register and level.
    pub(crate) rows: BTreeMap<(String, Option<String>), (u32, bool)>,
}

impl Subject {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Whether a code is known that no vocabulary has.
    pub(crate) fn is_odd(&self) -> bool {
        let odd = Said::Known(Value::Code("odd".to_owned()));
        self.facts.values().any(|said| *said == odd)
    }

    pub(crate) fn with(self, concept: &str, value: Value) -> Self {
        self.said(concept, 0, Said::Known(value))
    }

    pub(crate) fn said(mut self, concept: &str, years_back: u8, said: Said) -> Self {
        self.facts.insert((concept.to_owned(), years_back), said);
        self
    }

    pub(crate) fn money(self, concept: &str, years_back: u8, amount: i64) -> Self {
        self.said(
            concept,
            years_back,
            Said::Known(Value::Number(yuan(amount))),
        )
    }

    pub(crate) fn holds(
        mut self,
        register: &str,
        level: Option<&str>,
        count: u32,
        complete: bool,
    ) -> Self {
        let key = (register.to_owned(), level.map(str::to_owned));
        self.rows.insert(key, (count, complete));
        self
    }
}

impl Facts for Subject {
    fn lookup(&self, concept: &str, years_back: u8) -> Lookup<'_> {
        let source = Source::new("entry");
        match self.facts.get(&(concept.to_owned(), years_back)) {
            None => Lookup::Unknown,
            Some(Said::NoneOfIt) => Lookup::RecordedNone { source },
            Some(Said::NotApplicable) => Lookup::NotApplicable { source },
            Some(Said::Known(value)) => Lookup::Known {
                value: Cow::Borrowed(value),
                source,
            },
        }
    }

    fn register(&self, register: &str, level: Option<&str>, _on: Day) -> RegisterAnswer {
        let source = Source::new("register");
        match self
            .rows
            .get(&(register.to_owned(), level.map(str::to_owned)))
        {
            None | Some((0, false)) => RegisterAnswer::Unknown,
            Some(&(count, true)) => RegisterAnswer::Exactly { count, source },
            Some(&(count, false)) => RegisterAnswer::AtLeast { count, source },
        }
    }
}

pub(crate) fn on() -> Day {
    Day::from_ymd(2026, 6, 30).expect("a day of the calendar")
}

pub(crate) fn rule(text: &str) -> Rule {
    compile("test", text, &World).unwrap_or_else(|faults| panic!("{text}: {faults:#?}"))
}

pub(crate) fn outcome(text: &str, subject: &Subject) -> Outcome {
    let outcome = rule(text).evaluate(subject, &World, on());
    outcome.unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn answer(text: &str, subject: &Subject) -> Answer {
    outcome(text, subject).answer
}
