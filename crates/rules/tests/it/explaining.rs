//! Outcomes in sentences, in both languages.

use benfu_rules::{Exact, Labels, Language, Type, Value};

use crate::world::{Said, Subject, outcome};

struct Words;

fn pick(language: Language, zh: &str, en: &str) -> String {
    match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    }
}

impl Labels for Words {
    fn concept(&self, concept: &str, language: Language) -> String {
        match concept {
            "protection" => pick(language, "防护等级", "Ingress protection"),
            "sales" => pick(language, "营业收入", "Sales"),
            "rd_expense" => pick(language, "研发费用", "R&D expense"),
            "founded_on" => pick(language, "成立日期", "Founding date"),
            "fields" => pick(language, "领域", "Fields"),
            "debt" => pick(language, "负债", "Debt"),
            "weight" => pick(language, "重量", "Weight"),
            _ => pick(language, "有实验室", "Has a laboratory"),
        }
    }

    fn value(&self, value: &Value, kind: &Type, language: Language) -> String {
        match (value, kind) {
            (Value::Number(fen), Type::Money { .. }) => {
                let yuan = fen.checked_div(&Exact::whole(100)).expect("a small number");
                pick(language, &format!("{yuan} 元"), &format!("CNY {yuan}"))
            }
            (Value::Number(grams), Type::Number { unit: Some(_), .. }) => format!("{grams} g"),
            (Value::Flag(true), _) => pick(language, "是", "yes"),
            (Value::Flag(false), _) => pick(language, "否", "no"),
            (value, _) => value.to_string(),
        }
    }

    fn register(&self, _register: &str, level: Option<&str>, language: Language) -> String {
        let level = level.unwrap_or_default();
        pick(
            language,
            &format!("称号（{level}）"),
            &format!("Title ({level})"),
        )
    }

    fn parameter(&self, _id: &str, language: Language) -> String {
        pick(language, "最低研发占比", "minimum R&D ratio")
    }
}

fn both(text: &str, subject: &Subject) -> [String; 2] {
    let outcome = outcome(text, subject);
    [Language::Chinese, Language::English]
        .map(|language| outcome.explain(&Words, language).to_lines().join("\n"))
}

#[test]
fn a_missed_rank_is_said_with_both_sides() {
    let subject = Subject::new().with("protection", Value::Code("IP67".to_owned()));
    let [zh, en] = both("protection >= \"IP68\"", &subject);
    assert_eq!(zh, "防护等级 IP67，要求不低于 IP68，未达到");
    assert_eq!(
        en,
        "Ingress protection IP67, required at least IP68: not met"
    );
}

#[test]
fn a_missed_amount_says_by_how_much_and_against_what() {
    let subject = Subject::new()
        .money("sales", 0, 1000)
        .money("rd_expense", 0, 49);
    let [zh, en] = both(
        "rd_expense >= sales * param(\"ratio_min\", sales)",
        &subject,
    );
    assert_eq!(
        zh,
        "研发费用 49 元，要求不低于 营业收入 × 最低研发占比（50 元），未达到，差 1 元"
    );
    assert_eq!(
        en,
        "R&D expense CNY 49, required at least Sales × minimum R&D ratio (CNY 50): not met, \
         short by CNY 1"
    );
}

#[test]
fn an_open_condition_says_what_to_bring() {
    let [zh, en] = both("sales.y1 > \"5元\"", &Subject::new());
    assert_eq!(
        zh,
        "营业收入（上一年） 未知，要求高于 5 元，无法判断，请补充：营业收入（上一年）"
    );
    assert_eq!(
        en,
        "Sales (1 year earlier) unknown, required more than CNY 5: cannot tell; \
         please provide: Sales (1 year earlier)"
    );
    let missing = outcome("sales.y1 > \"5元\"", &Subject::new());
    assert_eq!(
        missing.missing_labels(&Words, Language::English),
        ["Sales (1 year earlier)"]
    );
}

#[test]
fn a_value_that_should_be_none_is_shown_with_its_unit() {
    let [zh, _] = both("is_none(debt)", &Subject::new().money("debt", 0, 7));
    assert_eq!(zh, "负债 7 元，要求登记为无或不适用，未达到");
}

#[test]
fn the_parts_of_a_rule_are_indented_under_it() {
    let day = "2020-05-01".parse().expect("a date written in the test");
    let subject = Subject::new()
        .with("founded_on", Value::Day(day))
        .with("has_lab", Value::Flag(false))
        .with("fields", Value::Codes(vec!["chips".to_owned()]))
        .said("debt", 0, Said::NoneOfIt)
        .holds("title", Some("local"), 2, true);
    let text = "founded_on > \"2020-05-01\" && (has_lab || !has_status(\"title\", \"local\")) \
        && \"drones\" in fields && is_none(debt) && (has_lab ? true : \"5kg\" >= weight)";
    let [zh, en] = both(text, &subject);
    assert_eq!(
        zh,
        "以下条件须全部达到：未达到\n  \
           成立日期 2020-05-01，要求晚于 2020-05-01，未达到，恰好相等\n  \
           以下条件须至少达到一项：未达到\n    \
             有实验室 否，要求为 是，未达到\n    \
             以下条件须不成立：未达到\n      \
               称号（local）出现 2 项，不得出现\n  \
           领域 chips，要求包含 drones，未达到\n  \
           负债 无，要求登记为无或不适用，已达到\n  \
           按前提选择适用条件：无法判断\n    \
             前提：有实验室 否，要求为 是，未达到\n    \
             前提不成立时：重量 未知，要求不高于 5000 g，无法判断，请补充：重量"
    );
    assert!(en.starts_with("All of the following: not met\n  Founding date 2020-05-01, "));
    assert!(en.ends_with(
        "If it does not hold: Weight unknown, required at most 5000 g: cannot tell; \
         please provide: Weight"
    ));
    assert_eq!(zh.lines().count(), en.lines().count());
}

#[test]
fn a_share_of_one_fact_in_another_is_said_in_per_cent() {
    let subject = Subject::new()
        .money("rd_expense", 0, 4)
        .money("sales", 0, 100);
    let [zh, en] = both("rd_expense / sales >= 0.05", &subject);
    assert!(
        zh.contains("4%") && zh.contains("不低于 5%") && zh.ends_with("差 1%"),
        "{zh}"
    );
    assert!(
        en.contains("at least 5 %") && en.ends_with("short by 1 %"),
        "{en}"
    );
    let third = Subject::new()
        .money("rd_expense", 0, 1)
        .money("sales", 0, 3);
    let [zh, _] = both("rd_expense / sales >= 0.05", &third);
    assert!(zh.contains("约33.3333%"), "{zh}");
}

#[test]
fn a_number_that_is_no_share_stays_a_number() {
    let subject = Subject::new().with("staff", crate::world::number("3"));
    let [zh, _] = both("staff / 2 >= 5", &subject);
    assert!(zh.contains("1.5") && !zh.contains('%'), "{zh}");
}

#[test]
fn a_register_that_must_hold_no_row_is_said_so() {
    let said = |subject: &Subject| both("!has_status(\"accident\")", subject);
    let [zh, en] = said(&Subject::new().holds("accident", None, 1, true));
    assert!(
        zh.contains("出现 1 项，不得出现") && !zh.contains("至少"),
        "{zh}"
    );
    assert!(en.contains("1 on record, none allowed"), "{en}");
    let [zh, en] = said(&Subject::new().holds("accident", None, 0, true));
    assert!(zh.contains("未出现，符合不得出现的要求"), "{zh}");
    assert!(en.contains("none on record, none allowed"), "{en}");
    let [zh, en] = said(&Subject::new());
    assert!(
        zh.contains("是否出现未知，不得出现，无法判断，请补充"),
        "{zh}"
    );
    assert!(en.contains("cannot tell; please provide"), "{en}");
}
