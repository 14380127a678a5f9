//! What a description in prose proposes for a need, read with the concepts of a real pack.

use benfu_app::need::{Description, Measured, Proposed, describe_file};
use benfu_app::packs::Pack;

const LEAKS: &str = "供水管网漏损定位
我司运行宝安区约1200公里供水管网，计划将管网漏损率由12.5%降至9%，单次定位时间从48小时缩短到6小时。
设备防护等级不低于ＩＰ６８，可在相对湿度100%的环境下连续工作；工作温度-20℃～60℃；续航时间8小时以上，整机重量不超过15kg，签约后30天内交付。
数据不出场，技术成熟度7级及以上，有3个以上成功案例。须通过CE认证。
项目预算120万元（企业自筹资金列支），2026年3月1日至9月30日在新安街道试点，责任部门：管网运营部。
验收办法：连续两个月第三方复测合格。验收合格后在其余片区推广采购。
";

fn pack() -> Pack {
    benfu_packs::open("shenzhen").expect("the pack loads").0
}

/// What is proposed, each as a short text.
fn told(text: &str, pack: &Pack) -> Vec<String> {
    let description = Description::of(text.to_owned(), pack);
    let each = description.proposals.iter();
    each.map(|proposal| short(&proposal.what)).collect()
}

fn short(what: &Proposed) -> String {
    let milli = |milli: Option<i64>| milli.map_or("?".to_owned(), |milli| milli.to_string());
    match what {
        Proposed::Title(text) => format!("title {text}"),
        Proposed::Metric(Measured {
            metric,
            unit,
            baseline_milli,
            target_milli,
        }) => format!(
            "metric {metric} {} -> {} {unit}",
            milli(*baseline_milli),
            milli(*target_milli)
        ),
        Proposed::Constraint(constraint) => constraint.rule.clone(),
        Proposed::Budget(fen) => format!("budget {fen}"),
        Proposed::BudgetPath(text) => format!("path {text}"),
        Proposed::AcceptanceTest(text) => format!("test {text}"),
        Proposed::OwnerPost(text) => format!("post {text}"),
        Proposed::StartsOn(day) => format!("from {day}"),
        Proposed::EndsOn(day) => format!("until {day}"),
        Proposed::Place(code) => format!("place {}", code.as_str()),
        Proposed::IfItWorks(text) => format!("then {text}"),
    }
}

#[test]
fn a_description_gives_every_part_that_it_states() {
    let found = told(LEAKS, &pack());
    let expected = [
        "title 供水管网漏损定位",
        "metric 管网漏损率 12500 -> 9000 %",
        "metric 单次定位时间 48000 -> 6000 小时",
        "ingress_protection >= \"IP68\"",
        "works_at_humidity >= \"100%\"",
        "operating_temperature_max >= \"60℃\"",
        "operating_temperature_min <= \"-20℃\"",
        "endurance >= \"8小时\"",
        "weight <= \"15kg\"",
        "delivery_days <= \"30天\"",
        "data_stays_on_site == true",
        "maturity_level >= 7",
        "references_count >= 3",
        "\"ce\" in certificates",
        "path 项目预算120万元（企业自筹资金列支）",
        "budget 120000000",
        "from 2026-03-01",
        "until 2026-09-30",
        "place 440306017",
        "post 管网运营部",
        "test 验收办法：连续两个月第三方复测合格",
        "then 验收合格后在其余片区推广采购",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_past_or_said_in_passing_is_not_proposed() {
    let pack = pack();
    for text in [
        "公司2018年度实现销售收入2002万元，利润总额520万元。",
        "每年药剂成本在50万元左右。",
        "公司自2011年成立以来，2016年被评为高新技术企业。",
        "最高温度局部达1700℃，经济损失高达350万元。",
        "不要求本地部署，无需离线运行。",
        "重量轻，噪声小，续航好。",
        "产品质量稳定，精度有保证。",
        "浓度达到1×10^17。",
    ] {
        assert_eq!(told(text, &pack), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_demand_is_read_before_and_behind_its_name() {
    let pack = pack();
    for (text, rule) in [
        ("须具备120分钟以上的续航", "endurance >= \"120分钟\""),
        ("载重要求达到50公斤", "payload >= \"50公斤\""),
        ("噪音需小于70分贝", "noise < \"70分贝\""),
        ("70-80分贝的噪声", "noise <= \"80分贝\""),
        ("外壳应达到IP67", "ingress_protection >= \"IP67\""),
        ("报价控制在30万元以内", "price <= \"30万元\""),
        ("响应时间≤50 ms", "response_time <= \"50 ms\""),
    ] {
        assert_eq!(told(text, &pack), [rule], "{text}");
    }
}

#[test]
fn only_the_first_metric_is_marked() {
    let description = Description::of(LEAKS.to_owned(), &pack());
    let metrics = description.proposals.iter();
    let metrics = metrics.filter(|proposal| matches!(proposal.what, Proposed::Metric(_)));
    let first: Vec<bool> = metrics.map(|proposal| proposal.first).collect();
    assert_eq!(first, [true, false]);
}

#[test]
fn quotes_are_passages_of_the_text_however_it_is_cut() {
    let pack = pack();
    let starts: Vec<usize> = LEAKS.char_indices().map(|(place, _)| place).collect();
    for (number, start) in starts.iter().enumerate().step_by(3) {
        let end = starts.get(number + 41).copied().unwrap_or(LEAKS.len());
        let text = LEAKS[*start..end].replace('，', "\\n");
        let description = Description::of(text.clone(), &pack);
        for proposal in description.proposals {
            let quote = &text[proposal.quote.clone()];
            assert!(
                !quote.is_empty() && quote == quote.trim(),
                "{text}: {quote}"
            );
        }
    }
}

#[test]
fn a_file_without_text_says_so() {
    let picture = b"\x89PNG\r\n\x1a\n0000".to_vec();
    assert!(describe_file("need.docx", picture, &pack()).is_err());
    let described = describe_file("need.txt", LEAKS.as_bytes().to_vec(), &pack());
    assert_eq!(described.expect("a text").proposals.len(), 22);
}
