//! Units: what is counted or measured, and how units of one dimension convert.
//!
//! Main types: [`Unit`] and [`Dimension`]. Exchange rates are not conversions: each currency is a dimension of its own.

use benfu_rules::Exact;

/// What can be added and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dimension {
    /// A number without unit.
    Bare,
    /// Things counted by their classifier.
    Count,
    /// Money in one currency, base unit one 元.
    Money,
    /// Area, base unit one square metre.
    Area,
    /// Length, base unit one metre.
    Length,
    /// Mass, base unit one kilogram.
    Mass,
    /// Volume, base unit one cubic metre.
    Volume,
    /// Energy, base unit one kilowatt-hour.
    Energy,
    /// Power, base unit one kilowatt.
    Power,
    /// A span of time; months and days do not convert, so each is counted apart.
    Time,
    /// Per cent and fractions, base unit one whole.
    Share,
    /// Percentage points, base unit one whole.
    Points,
    /// 倍.
    Times,
    /// 分 of a score.
    Score,
    /// 岁 and other units that no relation uses.
    Other,
}

/// A unit with the number of base units it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) dimension: Dimension,
    pub(crate) word: &'static str,
    numerator: i64,
    denominator: i64,
}

impl Unit {
    /// No unit.
    pub(crate) const BARE: Self = unit("", Dimension::Bare, 1, 1);
    /// Per cent.
    pub(crate) const PERCENT: Self = unit("%", Dimension::Share, 1, 100);
    /// One whole, for fractions.
    pub(crate) const WHOLE: Self = unit("", Dimension::Share, 1, 1);

    /// Base units in one of it.
    pub(crate) fn factor(&self) -> Exact {
        Exact::ratio(i128::from(self.numerator), i128::from(self.denominator)).unwrap_or(Exact::ONE)
    }

    /// Whether amounts in the two may be added and divided.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        if self.dimension != other.dimension {
            return self.dimension == Dimension::Bare && is_amount(other.dimension)
                || other.dimension == Dimension::Bare && is_amount(self.dimension);
        }
        match self.dimension {
            Dimension::Count => classifier(self.word) == classifier(other.word),
            Dimension::Money | Dimension::Time | Dimension::Other => {
                group(self.word) == group(other.word)
            }
            _ => true,
        }
    }

    /// Whether it measures an amount rather than a relation between amounts.
    pub(crate) const fn is_amount(&self) -> bool {
        is_amount(self.dimension)
    }
}

const fn is_amount(dimension: Dimension) -> bool {
    !matches!(
        dimension,
        Dimension::Share
            | Dimension::Points
            | Dimension::Times
            | Dimension::Time
            | Dimension::Other
    )
}

const fn unit(word: &'static str, dimension: Dimension, numerator: i64, denominator: i64) -> Unit {
    Unit {
        dimension,
        word,
        numerator,
        denominator,
    }
}

/// People are counted in several ways that mean the same.
fn classifier(word: &'static str) -> &'static str {
    match word {
        "名" | "位" | "员" => "人",
        other => other,
    }
}

fn group(word: &'static str) -> &'static str {
    match word {
        "角" | "块" | "元人民币" => "元",
        "日" => "天",
        other => other,
    }
}

/// Units longer than their beginnings come first.
const UNITS: &[Unit] = &[
    unit("个百分点", Dimension::Points, 1, 100),
    unit("百分点", Dimension::Points, 1, 100),
    unit("个千分点", Dimension::Points, 1, 1000),
    unit("个基点", Dimension::Points, 1, 10_000),
    unit("%", Dimension::Share, 1, 100),
    unit("‰", Dimension::Share, 1, 1000),
    unit("倍", Dimension::Times, 1, 1),
    unit("成", Dimension::Share, 1, 10),
    unit("元人民币", Dimension::Money, 1, 1),
    unit("美元", Dimension::Money, 1, 1),
    unit("港元", Dimension::Money, 1, 1),
    unit("港币", Dimension::Money, 1, 1),
    unit("欧元", Dimension::Money, 1, 1),
    unit("日元", Dimension::Money, 1, 1),
    unit("元", Dimension::Money, 1, 1),
    unit("平方公里", Dimension::Area, 1_000_000, 1),
    unit("平方千米", Dimension::Area, 1_000_000, 1),
    unit("平方米", Dimension::Area, 1, 1),
    unit("平米", Dimension::Area, 1, 1),
    unit("㎡", Dimension::Area, 1, 1),
    unit("m²", Dimension::Area, 1, 1),
    unit("km²", Dimension::Area, 1_000_000, 1),
    unit("公顷", Dimension::Area, 10_000, 1),
    unit("亩", Dimension::Area, 2_000, 3),
    unit("立方米", Dimension::Volume, 1, 1),
    unit("升", Dimension::Volume, 1, 1000),
    unit("公里", Dimension::Length, 1000, 1),
    unit("千米", Dimension::Length, 1000, 1),
    unit("km", Dimension::Length, 1000, 1),
    unit("米", Dimension::Length, 1, 1),
    unit("吨", Dimension::Mass, 1000, 1),
    unit("公斤", Dimension::Mass, 1, 1),
    unit("千克", Dimension::Mass, 1, 1),
    unit("kg", Dimension::Mass, 1, 1),
    unit("斤", Dimension::Mass, 1, 2),
    unit("千瓦时", Dimension::Energy, 1, 1),
    unit("度", Dimension::Energy, 1, 1),
    unit("兆瓦时", Dimension::Energy, 1000, 1),
    unit("吉瓦时", Dimension::Energy, 1_000_000, 1),
    unit("吉瓦", Dimension::Power, 1_000_000, 1),
    unit("兆瓦", Dimension::Power, 1000, 1),
    unit("千瓦", Dimension::Power, 1, 1),
    unit("个工作日", Dimension::Time, 1, 1),
    unit("工作日", Dimension::Time, 1, 1),
    unit("个月", Dimension::Time, 1, 1),
    unit("个小时", Dimension::Time, 1, 1),
    unit("小时", Dimension::Time, 1, 1),
    unit("学时", Dimension::Time, 1, 1),
    unit("课时", Dimension::Time, 1, 1),
    unit("分钟", Dimension::Time, 1, 1),
    unit("个季度", Dimension::Time, 1, 1),
    unit("年", Dimension::Time, 1, 1),
    unit("周年", Dimension::Time, 1, 1),
    unit("个年头", Dimension::Time, 1, 1),
    unit("周", Dimension::Time, 1, 1),
    unit("天", Dimension::Time, 1, 1),
    unit("日", Dimension::Time, 1, 1),
    unit("分", Dimension::Score, 1, 1),
    unit("岁", Dimension::Other, 1, 1),
    unit("番", Dimension::Other, 1, 1),
    unit("级", Dimension::Other, 1, 1),
    unit("度电", Dimension::Energy, 1, 1),
];

const CLASSIFIERS: &[&str] = &[
    "人次",
    "户次",
    "场次",
    "件次",
    "家次",
    "台套",
    "台次",
    "架次",
    "班次",
    "车次",
    "批次",
    "标箱",
    "标准箱",
    "家",
    "个",
    "项",
    "件",
    "人",
    "名",
    "位",
    "员",
    "场",
    "次",
    "户",
    "套",
    "台",
    "辆",
    "条",
    "篇",
    "份",
    "批",
    "所",
    "座",
    "处",
    "间",
    "栋",
    "幢",
    "只",
    "种",
    "类",
    "期",
    "宗",
    "起",
    "例",
    "笔",
    "张",
    "部",
    "门",
    "款",
    "艘",
    "架",
    "株",
    "头",
    "股",
    "对",
    "组",
    "支",
    "片",
    "颗",
    "团",
    "班",
    "站",
    "层",
    "册",
    "本",
    "口",
    "床",
    "桩",
    "根",
    "棵",
    "车",
    "节",
    "盏",
    "封",
    "道",
    "眼",
    "亩次",
    "站点",
    "单",
    "枚",
    "粒",
    "箱",
    "卷",
    "桌",
    "轮",
    "届",
    "幅",
    "块",
];

/// The unit at the beginning of a text.
pub(crate) fn at_start(text: &str) -> Option<Unit> {
    let longest = |best: Option<Unit>, found: Unit| match best {
        Some(best) if best.word.len() >= found.word.len() => Some(best),
        _ => Some(found),
    };
    let measured = UNITS
        .iter()
        .filter(|unit| text.starts_with(unit.word))
        .copied();
    let counted = CLASSIFIERS
        .iter()
        .filter(|word| text.starts_with(**word))
        .map(|word| unit(word, Dimension::Count, 1, 1));
    measured
        .chain(counted)
        .fold(None, longest)
        .filter(|unit| !continues_as_word(text, unit.word))
}

/// Beginnings of words that are no units: 级别, 度假, 分之, 人均, 成立.
fn continues_as_word(text: &str, unit: &str) -> bool {
    let rest = &text[unit.len()..];
    let next = rest.chars().next().unwrap_or('\0');
    match unit {
        "成" => "立员果长功交品效本都熟".contains(next),
        "人" => "均工民才物口".contains(next) && !rest.starts_with("口普"),
        "分" => "之别为成布析期钟公局支管".contains(next),
        "度" => "假".contains(next),
        "部" => "分门".contains(next),
        "次" => "产".contains(next),
        "条" => "例".contains(next),
        "周" => "岁".contains(next),
        "年" => "级".contains(next),
        "本" => "科".contains(next),
        "站" => "点".contains(next),
        "名" => "单誉".contains(next),
        "位" => "居于列数".contains(next),
        _ => false,
    }
}
