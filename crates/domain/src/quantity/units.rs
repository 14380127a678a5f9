//! The table of units: symbol, dimension, factor to the base unit, and the ways it is written.
//!
//! To add a unit, add a line; to add a dimension, add a variant and a line whose factor is 1/1. The
//! tests check that each dimension has one base unit and that no name means two units in it.

use super::{Dimension, Unit};

/// A unit written by its symbol in every language.
const fn symbol(
    dimension: Dimension,
    symbol: &'static str,
    factor: (i64, i64),
    aliases: &'static [&'static str],
) -> Unit {
    Unit {
        symbol,
        dimension,
        factor,
        aliases,
        word: None,
    }
}

/// A unit written by a word: its symbol, its Chinese and English words.
const fn word(
    dimension: Dimension,
    symbol: &'static str,
    factor: (i64, i64),
    word: (&'static str, &'static str),
    aliases: &'static [&'static str],
) -> Unit {
    Unit {
        symbol,
        dimension,
        factor,
        aliases,
        word: Some(word),
    }
}

use Dimension::{
    ApparentPower, Area, Count, Current, Days, Energy, Flow, Force, Frequency, Illuminance, Length,
    Mass, Months, Power, Pressure, Rotation, Share, Sound, Speed, Temperature, Time, Voltage,
    Volume,
};

/// Every unit; within a dimension the base unit has the factor 1/1.
pub(super) static UNITS: [Unit; 74] = [
    symbol(Mass, "mg", (1, 1000), &["毫克"]),
    symbol(Mass, "g", (1, 1), &["克"]),
    symbol(Mass, "kg", (1000, 1), &["公斤", "千克"]),
    symbol(Mass, "t", (1_000_000, 1), &["吨", "公吨"]),
    symbol(Length, "µm", (1, 1000), &["μm", "um", "微米"]),
    symbol(Length, "mm", (1, 1), &["毫米"]),
    symbol(Length, "cm", (10, 1), &["厘米", "公分"]),
    symbol(Length, "m", (1000, 1), &["米"]),
    symbol(Length, "km", (1_000_000, 1), &["公里", "千米"]),
    symbol(Area, "cm²", (1, 100), &["cm2", "平方厘米"]),
    symbol(Area, "dm²", (1, 1), &["dm2", "平方分米"]),
    symbol(
        Area,
        "m²",
        (100, 1),
        &["m2", "m^2", "㎡", "平方米", "平米", "平方", "平", "sqm"],
    ),
    symbol(Area, "mu", (200_000, 3), &["亩"]),
    symbol(Area, "ha", (1_000_000, 1), &["公顷"]),
    symbol(
        Area,
        "km²",
        (100_000_000, 1),
        &["km2", "平方公里", "平方千米"],
    ),
    symbol(Volume, "mL", (1, 1), &["毫升"]),
    symbol(Volume, "L", (1000, 1), &["升"]),
    symbol(
        Volume,
        "m³",
        (1_000_000, 1),
        &["m3", "立方米", "立方", "方"],
    ),
    symbol(Pressure, "N/m²", (1, 1), &["N/m2", "N/㎡", "Pa", "帕"]),
    symbol(
        Pressure,
        "kN/m²",
        (1000, 1),
        &["kN/m2", "kN/㎡", "千牛/平方米"],
    ),
    symbol(Pressure, "kPa", (1000, 1), &["千帕"]),
    symbol(Pressure, "MPa", (1_000_000, 1), &["兆帕", "N/mm²", "N/mm2"]),
    symbol(Pressure, "bar", (100_000, 1), &["巴"]),
    symbol(Force, "N", (1, 1), &["牛", "牛顿"]),
    symbol(Force, "kN", (1000, 1), &["千牛"]),
    symbol(Power, "mW", (1, 1000), &["毫瓦"]),
    symbol(Power, "W", (1, 1), &["瓦"]),
    symbol(Power, "kW", (1000, 1), &["千瓦"]),
    symbol(Power, "MW", (1_000_000, 1), &["兆瓦"]),
    symbol(ApparentPower, "VA", (1, 1), &["伏安"]),
    symbol(ApparentPower, "kVA", (1000, 1), &["千伏安"]),
    symbol(ApparentPower, "MVA", (1_000_000, 1), &["兆伏安"]),
    symbol(Energy, "Wh", (1, 1), &["瓦时"]),
    symbol(Energy, "kWh", (1000, 1), &["千瓦时", "度"]),
    symbol(Energy, "MWh", (1_000_000, 1), &["兆瓦时"]),
    symbol(Voltage, "mV", (1, 1), &["毫伏"]),
    symbol(Voltage, "V", (1000, 1), &["伏"]),
    symbol(Voltage, "kV", (1_000_000, 1), &["千伏"]),
    symbol(Current, "mA", (1, 1), &["毫安"]),
    symbol(Current, "A", (1000, 1), &["安"]),
    symbol(Share, "‰", (1, 1), &[]),
    symbol(Share, "%", (10, 1), &["%RH", "%rh"]),
    word(
        Days,
        "hour",
        (1, 24),
        ("小时", "hour"),
        &["h", "时", "个小时", "hours"],
    ),
    word(
        Days,
        "day",
        (1, 1),
        ("天", "day"),
        &["d", "日", "个自然日", "自然日", "days"],
    ),
    word(
        Days,
        "week",
        (7, 1),
        ("周", "week"),
        &["个星期", "星期", "weeks"],
    ),
    word(
        Months,
        "month",
        (1, 1),
        ("个月", "month"),
        &["月", "months"],
    ),
    word(
        Months,
        "quarter",
        (3, 1),
        ("个季度", "quarter"),
        &["季度", "quarters"],
    ),
    word(Months, "year", (12, 1), ("年", "year"), &["年度", "years"]),
    word(
        Count,
        "piece",
        (1, 1),
        ("个", "piece"),
        &[
            "人", "名", "家", "项", "件", "台", "套", "次", "位", "部", "座", "栋", "pieces",
        ],
    ),
    symbol(Illuminance, "lx", (1, 1), &["lux", "勒克斯"]),
    symbol(Sound, "0.1 dB", (1, 1), &[]),
    symbol(Sound, "dB", (10, 1), &["dB(A)", "dBA", "分贝"]),
    symbol(Temperature, "0.1 °C", (1, 1), &[]),
    symbol(Temperature, "°C", (10, 1), &["℃", "摄氏度", "度"]),
    symbol(Frequency, "Hz", (1, 1), &["赫兹", "赫"]),
    symbol(Frequency, "kHz", (1000, 1), &["千赫"]),
    symbol(Frequency, "MHz", (1_000_000, 1), &["兆赫"]),
    symbol(Frequency, "GHz", (1_000_000_000, 1), &["吉赫"]),
    symbol(Rotation, "r/min", (1, 1), &["rpm", "转/分", "转/分钟"]),
    symbol(Time, "ms", (1, 1), &["毫秒"]),
    symbol(Time, "s", (1000, 1), &["秒"]),
    symbol(Time, "min", (60_000, 1), &["分钟", "分"]),
    symbol(Time, "h", (3_600_000, 1), &["小时", "时", "hour", "hours"]),
    symbol(Speed, "nm/min", (1, 1), &[]),
    symbol(Speed, "µm/s", (60_000, 1), &["μm/s", "um/s", "微米/秒"]),
    symbol(Speed, "mm/s", (60_000_000, 1), &["毫米/秒"]),
    symbol(Speed, "m/s", (60_000_000_000, 1), &["米/秒"]),
    symbol(Speed, "m/min", (1_000_000_000, 1), &["米/分", "米/分钟"]),
    symbol(Flow, "L/d", (1, 1), &["升/天", "升/日"]),
    symbol(Flow, "L/h", (24, 1), &["升/小时"]),
    symbol(Flow, "L/min", (1440, 1), &["升/分钟"]),
    symbol(
        Flow,
        "m³/h",
        (24_000, 1),
        &["m3/h", "立方米/小时", "方/小时"],
    ),
    symbol(
        Flow,
        "m³/d",
        (1000, 1),
        &["m3/d", "立方米/天", "立方米/日", "方/天"],
    ),
    symbol(Flow, "t/d", (1000, 1), &["吨/天", "吨/日"]),
];
