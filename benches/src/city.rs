//! A city of invented firms in columns, and the rule of eight conditions that a sweep asks of them.
//!
//! Main types: [`City`], [`Rulebook`], [`Gates`]. The rule is that of the national high-tech enterprise (国科发火〔2016〕32号)
//! as the peers can say it too: every fact is known.

use crate::Dice;
use anyhow::{Result, anyhow};
use benfu_rules::{
    Bitmap, ChangedParameters, Column, ColumnValues, Columns, Concept, Criteria, Criterion,
    CriterionKind, Day, Dictionary, Exact, Facts, LiteralFault, Lookup, NoneMeans, ParameterEntry,
    ParameterGap, ParameterValue, Parameters, Period, RankedCode, RegisterAnswer, RegisterColumn,
    RegisterEntry, Source, Tier, Type, Value, compile,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The eight conditions, each with its name.
const CONDITIONS: [(&str, &str); 8] = [
    (
        "registered",
        r#"days_between(founded_on, today) >= param("days")"#,
    ),
    ("own_ip", r#"own_ip >= param("ip")"#),
    (
        "field",
        r#"field in ["a", "b", "c", "d", "e", "f", "g", "h"]"#,
    ),
    ("rd_staff", r#"rd_staff >= staff * param("staff_ratio")"#),
    (
        "rd_intensity",
        r#"rd + rd.y1 + rd.y2 >= (sales + sales.y1 + sales.y2) * param("rd_ratio", sales)
           && rd_home + rd_home.y1 + rd_home.y2 >= (rd + rd.y1 + rd.y2) * param("home_ratio")"#,
    ),
    ("income", r#"tech_income >= sales * param("income_ratio")"#),
    ("score", r#"score > param("score")"#),
    ("no_violation", r#"!has_status("violation")"#),
];

/// Columns of yearly or timeless whole numbers.
const NUMBERS: [&str; 8] = [
    "sales",
    "rd",
    "rd_home",
    "tech_income",
    "staff",
    "rd_staff",
    "own_ip",
    "score",
];

/// Firms in columns.
pub struct City {
    rows: usize,
    all: Bitmap,
    none: Bitmap,
    numbers: BTreeMap<(&'static str, u8), Vec<i64>>,
    founded_on: Vec<i32>,
    fields: Vec<u32>,
    violations: Vec<u32>,
    codes: Vec<Value>,
}

impl City {
    /// So many firms, the same for the same number.
    pub fn of(rows: usize) -> City {
        let mut dice = Dice::new(11);
        let mut city = City {
            rows,
            all: Bitmap::full(rows),
            none: Bitmap::clear(rows),
            numbers: BTreeMap::new(),
            founded_on: Vec::with_capacity(rows),
            fields: Vec::with_capacity(rows),
            violations: Vec::with_capacity(rows),
            codes: "abcdefghijklmnopqrst"
                .chars()
                .map(|code| Value::Code(code.into()))
                .collect(),
        };
        for _ in 0..rows {
            city.add_firm(&mut dice);
        }
        city
    }

    fn add_firm(&mut self, dice: &mut Dice) {
        let mut below = |bound: i64| {
            let bound = usize::try_from(bound).unwrap_or(1);
            i64::try_from(dice.below(bound)).unwrap_or_default()
        };
        let staff = 1 + below(20) * below(40);
        for year in 0..3 {
            let sales = (1 + below(50)) * (1 + below(1_000_000)) * (1 + below(1_000));
            let rd = sales / 10_000 * (1 + below(900));
            self.push("sales", year, sales);
            self.push("rd", year, rd);
            self.push("rd_home", year, rd / 100 * (40 + below(61)));
            if year == 0 {
                self.push("tech_income", 0, sales / 100 * below(101));
            }
        }
        self.push("staff", 0, staff);
        self.push("rd_staff", 0, staff * below(40) / 100);
        self.push("own_ip", 0, (below(6) - 1).max(0));
        self.push("score", 0, 45 + below(46));
        let days = i32::try_from(below(6_000)).unwrap_or_default();
        self.founded_on.push(20_600 - days);
        self.fields
            .push(u32::try_from(below(20)).unwrap_or_default());
        self.violations.push(u32::from(below(50) == 0));
    }

    fn push(&mut self, name: &'static str, years_back: u8, value: i64) {
        self.numbers
            .entry((name, years_back))
            .or_default()
            .push(value);
    }

    /// How many firms there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Writes each column as a file of 64-bit numbers, lowest byte first, for the peers.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let save = |name: &str, values: &mut dyn Iterator<Item = i64>| {
            let bytes: Vec<u8> = values.flat_map(i64::to_le_bytes).collect();
            fs::write(folder.join(name), bytes)
        };
        for ((name, year), values) in &self.numbers {
            save(&format!("{name}.{year}"), &mut values.iter().copied())?;
        }
        save(
            "founded_on.0",
            &mut self.founded_on.iter().map(|day| i64::from(*day)),
        )?;
        save(
            "field.0",
            &mut self.fields.iter().map(|field| i64::from(*field)),
        )?;
        save(
            "violations.0",
            &mut self.violations.iter().map(|count| i64::from(*count)),
        )?;
        Ok(())
    }
}

impl Columns for City {
    fn column(&self, concept: &str, years_back: u8) -> Option<Column<'_>> {
        let values = match concept {
            "founded_on" => ColumnValues::Days(Cow::Borrowed(&self.founded_on)),
            "field" => ColumnValues::Indexed {
                index: Cow::Borrowed(&self.fields),
                values: Cow::Borrowed(&self.codes),
            },
            name => {
                let name = NUMBERS.into_iter().find(|known| *known == name)?;
                let units = self.numbers.get(&(name, years_back))?;
                ColumnValues::Numbers {
                    units: Cow::Borrowed(units),
                    per: 1,
                }
            }
        };
        Some(Column {
            known: Cow::Borrowed(&self.all),
            recorded_none: Cow::Borrowed(&self.none),
            not_applicable: Cow::Borrowed(&self.none),
            values,
        })
    }

    fn register(&self, _: &str, _: Option<&str>, _: Day) -> Option<RegisterColumn<'_>> {
        Some(RegisterColumn {
            counts: Cow::Borrowed(&self.violations),
            complete: Cow::Borrowed(&self.all),
        })
    }
}

/// One firm of a city.
pub struct Firm<'a> {
    city: &'a City,
    row: usize,
    source: Source,
}

impl City {
    /// The firm of a row.
    pub fn firm(&self, row: usize) -> Firm<'_> {
        Firm {
            city: self,
            row,
            source: Source::new("benchmark"),
        }
    }

    fn value(&self, row: usize, concept: &str, years_back: u8) -> Option<Value> {
        let column = self.column(concept, years_back)?;
        match column.values {
            ColumnValues::Numbers { units, .. } => units
                .get(row)
                .map(|units| Value::Number(Exact::from(*units))),
            ColumnValues::Days(days) => {
                let day = days.get(row).and_then(|day| Day::from_number(*day));
                day.map(Value::Day)
            }
            ColumnValues::Indexed { index, values } => {
                let place = usize::try_from(*index.get(row)?).ok()?;
                values.get(place).cloned()
            }
            ColumnValues::Flags(_) => None,
        }
    }
}

impl Facts for Firm<'_> {
    fn lookup(&self, concept: &str, years_back: u8) -> Lookup<'_> {
        let value = self.city.value(self.row, concept, years_back);
        value.map_or(Lookup::Unknown, |value| Lookup::Known {
            value: Cow::Owned(value),
            source: self.source.clone(),
        })
    }

    fn register(&self, _: &str, _: Option<&str>, _: Day) -> RegisterAnswer {
        RegisterAnswer::Exactly {
            count: self.city.violations.get(self.row).copied().unwrap_or(0),
            source: self.source.clone(),
        }
    }
}

/// The dictionary of the rule.
pub struct Rulebook;

fn money() -> Type {
    Type::Money {
        currency: "CNY".to_owned(),
    }
}

fn code() -> Type {
    Type::Code {
        vocabulary: "field".to_owned(),
        ordered: false,
    }
}

impl Rulebook {
    /// The day of the sweep.
    ///
    /// # Errors
    /// Never: the day exists.
    pub fn day() -> Result<Day> {
        Day::from_number(20_700).ok_or_else(|| anyhow!("a day"))
    }

    /// The eight conditions from their text.
    ///
    /// # Errors
    /// When a text does not compile.
    pub fn criteria() -> Result<Criteria> {
        let mut parts = Vec::new();
        for (id, text) in CONDITIONS {
            let rule = compile(id, text, &Rulebook).map_err(|faults| anyhow!("{faults:?}"))?;
            parts.push(Criterion::new(id, CriterionKind::Rule(Arc::new(rule))));
        }
        let root = Criterion::new("all", CriterionKind::All(parts));
        Ok(Criteria { root })
    }
}

impl Dictionary for Rulebook {
    fn concept(&self, id: &str) -> Option<Concept> {
        let (kind, period) = match id {
            "sales" | "rd" | "rd_home" => (money(), Period::Yearly),
            "tech_income" => (money(), Period::Timeless),
            "staff" | "rd_staff" | "own_ip" | "score" => (Type::PLAIN, Period::Timeless),
            "founded_on" => (Type::Day, Period::Timeless),
            "field" => (code(), Period::Timeless),
            _ => return None,
        };
        let none = NoneMeans::Zero;
        Some(Concept { kind, period, none })
    }

    fn parameter(&self, id: &str) -> Option<ParameterEntry> {
        let by = (id == "rd_ratio").then(money);
        Some(ParameterEntry {
            kind: Type::PLAIN,
            by,
        })
    }

    fn register(&self, _: &str) -> Option<RegisterEntry> {
        Some(RegisterEntry { levels: Vec::new() })
    }

    fn codes(&self, _: &str) -> Vec<RankedCode> {
        let codes = "abcdefghijklmnopqrst".chars().zip(0..);
        codes
            .map(|(code, rank)| RankedCode {
                code: code.into(),
                rank,
            })
            .collect()
    }

    fn parse_literal(&self, text: &str, _: &Type) -> Result<Value, LiteralFault> {
        Ok(Value::Code(text.to_owned()))
    }

    fn example(&self, _: &Type) -> Option<String> {
        None
    }
}

impl Parameters for Rulebook {
    fn parameter(
        &self,
        _: &str,
        _: Option<&Value>,
        _: Day,
    ) -> Result<ParameterValue, ParameterGap> {
        Err(ParameterGap::NoSuchParameter)
    }
}

/// The parameters of one policy, in ten-thousandths where they are ratios.
#[derive(Debug, Clone, Copy)]
pub struct Gates {
    /// Days since registration.
    pub days: i64,
    /// Rights owned.
    pub ip: i64,
    /// R&D staff.
    pub staff_ratio: i64,
    /// R&D expense by sales: up to 50 million yuan, up to 200 million, above.
    pub rd_ratio: [i64; 3],
    /// R&D expense in China.
    pub home_ratio: i64,
    /// High-tech income.
    pub income_ratio: i64,
    /// Points to be exceeded.
    pub score: i64,
}

impl Gates {
    /// The limits of the tiers of R&D expense, in fen.
    pub const LIMITS: [i64; 2] = [5_000_000_000, 20_000_000_000];

    /// The parameters of the policy with this number; number 0 has those of the measure itself.
    pub fn of(number: usize) -> Gates {
        let step = i64::try_from(number).unwrap_or_default();
        Gates {
            days: 365 + step * 3,
            ip: 1 + step % 3,
            staff_ratio: 1_000 + step * 7,
            rd_ratio: [500 + step * 3, 400 + step * 2, 300 + step],
            home_ratio: 6_000 + step * 11,
            income_ratio: 6_000 - step * 13,
            score: 70 - step % 9,
        }
    }

    /// As parameters of the rule.
    pub fn parameters(self) -> ChangedParameters<'static> {
        let ratio = |parts: i64| Exact::ratio(parts.into(), 10_000).unwrap_or(Exact::ZERO);
        let value = |number: i64| Value::Number(Exact::from(number));
        let limits = Self::LIMITS.map(|limit| Some(Exact::from(limit)));
        let limits = limits.into_iter().chain([None]);
        let tiers = limits.zip(self.rd_ratio).map(|(up_to, parts)| Tier {
            up_to,
            is: ratio(parts),
        });
        ChangedParameters::new(&Rulebook)
            .with("days", value(self.days))
            .with("ip", value(self.ip))
            .with("score", value(self.score))
            .with("staff_ratio", Value::Number(ratio(self.staff_ratio)))
            .with("home_ratio", Value::Number(ratio(self.home_ratio)))
            .with("income_ratio", Value::Number(ratio(self.income_ratio)))
            .with_tiers("rd_ratio", tiers.collect())
    }
}
