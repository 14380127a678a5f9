//! Tests of quantities and their units.

use super::*;
use std::collections::BTreeSet;

fn unit(text: &str) -> &'static Unit {
    Unit::find(text).unwrap()
}

fn fault(text: &str, symbol: &str) -> QuantityFault {
    parse(text, unit(symbol)).unwrap_err().fault
}

#[test]
fn reads_quantities_into_base_units() {
    let cases = [
        ("7.5 kN/m²", "kPa", 7500),
        ("7.5kPa", "kN/m²", 7500),
        ("7.5", "kN/m2", 7500),
        ("20公斤", "kg", 20_000),
        ("2.5吨", "kg", 2_500_000),
        ("5.4m", "m", 5400),
        ("1,200㎡", "m²", 120_000),
        ("3亩", "m²", 200_000),
        ("1.2万平方米", "m²", 1_200_000),
        ("5千瓦", "kW", 5000),
        ("500 KVA", "kVA", 500_000),
        ("95%", "%", 950),
        ("100 %RH", "%", 1000),
        ("65dB(A)", "dB", 650),
        ("-40℃", "°C", -400),
        ("0.5", "%", 5),
        ("72小时", "day", 3),
        ("2周", "day", 14),
        ("3年", "month", 36),
        ("18个月", "year", 18),
        ("120人", "个", 120),
        ("50赫兹", "Hz", 50),
        ("12.5µm/s", "mm/s", 750_000),
        ("300 lux", "lx", 300),
        ("10 m³/d", "m³/h", 10_000),
    ];
    for (text, symbol, amount) in cases {
        assert_eq!(parse(text, unit(symbol)), Ok(amount), "{text}");
    }
}

#[test]
fn tells_milli_from_mega() {
    assert_eq!(parse("2 MW", unit("kW")), Ok(2_000_000));
    assert_eq!(parse("2000 mW", unit("kW")), Ok(2));
    assert!(matches!(
        fault("2 Mw", "kW"),
        QuantityFault::UnknownUnit { .. }
    ));
}

#[test]
fn finds_the_hour_of_the_dimension_in_question() {
    assert_eq!(parse("48h", unit("day")), Ok(2));
    assert_eq!(parse("48h", unit("s")), Ok(172_800_000));
}

#[test]
fn says_what_cannot_be_recorded() {
    assert_eq!(fault("0.5 mg", "g"), QuantityFault::TooFine { base: "g" });
    assert_eq!(fault("1亩", "m²"), QuantityFault::TooFine { base: "dm²" });
    assert_eq!(
        fault("5 kg", "m²"),
        QuantityFault::OtherDimension { unit: "kg" }
    );
    assert_eq!(
        fault("5 丈", "m"),
        QuantityFault::UnknownUnit { unit: "丈".into() }
    );
    assert_eq!(fault("约5", "m"), QuantityFault::NoNumber);
    assert_eq!(fault("无", "m"), QuantityFault::Absent);
    assert_eq!(fault("9e30 t", "t"), QuantityFault::TooLarge);
    let error = parse("0.5 mg", unit("kg")).unwrap_err();
    assert_eq!(
        error.zh(),
        "“0.5 mg”比可记录的最小单位 g 更细，或不能整除：请写成以 kg 为单位的数量"
    );
    assert_eq!(
        error.to_string(),
        "`0.5 mg` is not a whole number of g, the smallest unit that is recorded: write a quantity in kg"
    );
}

#[test]
fn shows_quantities_in_both_languages() {
    assert_eq!(unit("kN/m²").zh(7500), "7.5 kN/m²");
    assert_eq!(unit("m²").en(123_456), "1,234.56 m²");
    assert_eq!(
        (unit("天").zh(90), unit("day").en(1)),
        ("90天".into(), "1 day".into())
    );
    assert_eq!(
        (unit("月").zh(18), unit("月").en(18)),
        ("18个月".into(), "18 months".into())
    );
    assert_eq!(unit("%").zh(955), "95.5%");
    assert_eq!(unit("°C").en(-405), "-40.5 °C");
    assert_eq!(
        unit("week").en(8),
        "8 days",
        "8/7 weeks has no finite decimal"
    );
    assert_eq!(unit("0.1 dB").en(655), "655 × 0.1 dB");
}

#[test]
fn each_dimension_has_one_base_unit_and_no_name_twice() {
    let dimensions: BTreeSet<Dimension> = UNITS.iter().map(Unit::dimension).collect();
    assert_eq!(dimensions.len(), Dimension::Flow as usize + 1);
    for dimension in dimensions {
        let units = || UNITS.iter().filter(move |unit| unit.dimension == dimension);
        assert!(units().all(|unit| unit.factor.0 > 0 && unit.factor.1 > 0));
        let bases = units().filter(|unit| unit.base() == *unit).count();
        assert_eq!(bases, 1, "{dimension:?}");
        let names: Vec<&str> = units().flat_map(Unit::names).collect();
        let distinct: BTreeSet<&&str> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
    }
}
