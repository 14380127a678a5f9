//! What a reader answers when it cannot read a text: what was read, what is wrong, what is expected.

use std::fmt;

/// A text that could not be read as the expected kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The text, at most its first 40 characters.
    pub read: String,
    /// What was to be read.
    pub expected: Expected,
    /// What is wrong with it.
    pub problem: Problem,
}

/// The kinds of value that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// An amount of money.
    Money,
    /// A day, month or year.
    Date,
    /// A whole number of things, at least 0.
    Count,
    /// Yes or no.
    Flag,
    /// A percentage.
    Percent,
    /// A ratio of two numbers.
    Ratio,
    /// A number.
    Number,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A part of it means nothing here.
    NotUnderstood {
        /// The part.
        part: String,
    },
    /// It holds no number.
    NoNumber,
    /// It holds several numbers where one is expected.
    SeveralNumbers,
    /// The number has no unit, and neither the header nor the caller gives one.
    UnitMissing,
    /// It names two currencies.
    TwoCurrencies,
    /// It is vague (about, over, a range) where an exact value is expected.
    Vague,
    /// The number is too large to record.
    TooLarge,
    /// The text is too long to be a single value.
    TooLong,
    /// It must be a whole number.
    NotWhole,
    /// It must not be negative.
    Negative,
    /// A divisor is zero.
    DivisionByZero,
    /// The month does not exist.
    NoSuchMonth {
        /// The month that was written.
        month: u32,
    },
    /// The day does not exist in that month.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month.
        month: u8,
        /// The day that was written.
        day: u32,
        /// The last day of that month.
        last: u8,
    },
    /// The year is not in the range of years that are plausible here.
    YearOutOfRange {
        /// The year that was written.
        year: u32,
    },
    /// Day, month and year could be meant in more than one order, or the year has two digits.
    AmbiguousDate,
}

impl Misread {
    pub(super) fn new(text: &str, expected: Expected, problem: Problem) -> Misread {
        Misread {
            read: text.trim().chars().take(40).collect(),
            expected,
            problem,
        }
    }

    /// The error in Chinese: what was read, why it cannot be, what to write.
    pub fn zh(&self) -> String {
        format!(
            "“{}”{}：请写成{}",
            self.read,
            self.problem.zh(),
            self.expected.zh()
        )
    }
}

impl fmt::Display for Misread {
    /// The error in English: what was read, why it cannot be, what to write.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` {}: write {}",
            self.read,
            self.problem.en(),
            self.expected.en()
        )
    }
}

impl std::error::Error for Misread {}

impl Expected {
    fn zh(self) -> &'static str {
        match self {
            Expected::Money => "带单位的金额，如 500万元、1.5亿元、300万美元",
            Expected::Date => "日期，如 2024-01-31、2024年1月31日、2024年1月",
            Expected::Count => "不小于0的整数，如 120、1,200人",
            Expected::Flag => "是或否",
            Expected::Percent => "百分比，如 12.5%",
            Expected::Ratio => "比例，如 3:2",
            Expected::Number => "数字，如 1,200 或 3.5",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Expected::Money => "an amount with its unit, such as 500万元, 1.5亿元 or USD 3 million",
            Expected::Date => "a date, such as 2024-01-31, 2024年1月31日 or 2024-01",
            Expected::Count => "a whole number from 0, such as 120 or 1,200人",
            Expected::Flag => "yes or no (是 or 否)",
            Expected::Percent => "a percentage, such as 12.5%",
            Expected::Ratio => "a ratio, such as 3:2",
            Expected::Number => "a number, such as 1,200 or 3.5",
        }
    }
}

impl Problem {
    fn zh(&self) -> String {
        let fixed = match self {
            Problem::NotUnderstood { part } => return format!("中的“{part}”无法识别"),
            Problem::NoSuchMonth { month } => return format!("中没有{month}月这个月份"),
            Problem::NoSuchDay {
                year,
                month,
                day,
                last,
            } => {
                return format!("不是实际日期，{year}年{month}月没有{day}日，只有{last}天");
            }
            Problem::YearOutOfRange { year } => {
                return format!("中的年份{year}不在1800至2199年之间");
            }
            Problem::NoNumber => "中没有数字",
            Problem::SeveralNumbers => "中有不止一个数字",
            Problem::UnitMissing => "没有写单位，表头也没有给出单位",
            Problem::TwoCurrencies => "写了两种货币",
            Problem::Vague => "不是确切的数",
            Problem::TooLarge => "超出可记录的范围",
            Problem::TooLong => "太长，不像一个数值",
            Problem::NotWhole => "不是整数",
            Problem::Negative => "是负数",
            Problem::DivisionByZero => "的除数为零",
            Problem::AmbiguousDate => "的年月日次序或年份不明确",
        };
        fixed.to_owned()
    }

    fn en(&self) -> String {
        let fixed = match self {
            Problem::NotUnderstood { part } => {
                return format!("holds `{part}`, which is not understood");
            }
            Problem::NoSuchMonth { month } => {
                return format!("names month {month}, which does not exist");
            }
            Problem::NoSuchDay {
                year,
                month,
                day,
                last,
            } => {
                return format!("is no real date, {year}-{month:02} has {last} days and no {day}");
            }
            Problem::YearOutOfRange { year } => {
                return format!("names the year {year}, which is not between 1800 and 2199");
            }
            Problem::NoNumber => "holds no number",
            Problem::SeveralNumbers => "holds more than one number",
            Problem::UnitMissing => "has no unit, and the header gives none",
            Problem::TwoCurrencies => "names two currencies",
            Problem::Vague => "is not exact",
            Problem::TooLarge => "is too large to record",
            Problem::TooLong => "is too long to be one value",
            Problem::NotWhole => "is not a whole number",
            Problem::Negative => "is negative",
            Problem::DivisionByZero => "divides by zero",
            Problem::AmbiguousDate => "leaves the order of day and month, or the century, open",
        };
        fixed.to_owned()
    }
}
