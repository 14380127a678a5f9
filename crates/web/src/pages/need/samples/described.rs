//! Samples of a need from a description: before a text, with proposals, and with none.

use crate::locale::Lang;
use crate::pages::need::{DescribeView, ProposalRow, Read, describe_view, stretches};
use crate::pages::samples::say;
use benfu_app::need::{Proposal, Proposed};

const TEXT: &str = "供水管网漏损定位\n计划将管网漏损率由12.5%降至9%，单次定位时间从48小时缩短到6小时。\n\
    设备防护等级不低于IP68，整机重量不超过15kg，签约后30天内交付。项目预算120万元。\n";

/// The parts of the sample: name, value, passage, whether one of several, whether chosen.
const PARTS: [(&str, &str, &str, bool, bool); 6] = [
    (
        "field-title",
        "供水管网漏损定位",
        "供水管网漏损定位",
        false,
        true,
    ),
    (
        "need-metric",
        "管网漏损率 12.5 % → 9 %",
        "计划将管网漏损率由12.5%降至9%",
        true,
        true,
    ),
    (
        "need-metric",
        "单次定位时间 48 小时 → 6 小时",
        "单次定位时间从48小时缩短到6小时",
        true,
        false,
    ),
    (
        "need-constraint",
        "防护等级 不低于 IP68",
        "防护等级不低于IP68",
        false,
        true,
    ),
    (
        "need-constraint",
        "重量 不高于 15kg",
        "整机重量不超过15kg",
        false,
        true,
    ),
    ("need-budget", "120 万元", "预算120万元", false, true),
];

pub(crate) fn described(lang: Lang) -> Vec<(&'static str, DescribeView)> {
    let rows = PARTS.iter().zip(1..);
    let rows = rows.map(
        |((part, value, quote, either, chosen), number)| ProposalRow {
            number,
            name: format!("take-{part}"),
            either: *either,
            chosen: *chosen,
            part: lang.t(part).into_owned(),
            value: (*value).to_owned(),
            quote: (*quote).to_owned(),
        },
    );
    let proposal = |(_, _, quote, _, _): &(&str, &str, &str, bool, bool)| {
        let start = TEXT.find(quote).expect("a passage of the text");
        Proposal {
            what: Proposed::Title(String::new()),
            quote: start..start + quote.len(),
            first: true,
        }
    };
    let proposals: Vec<Proposal> = PARTS.iter().map(proposal).collect();
    let read = |rows: Vec<ProposalRow>, proposals: &[Proposal]| Read {
        text: TEXT.to_owned(),
        stretches: stretches(TEXT, proposals),
        rows,
        unsaid: vec![
            say(lang, "责任岗位", "responsible post"),
            say(lang, "验收办法", "acceptance test"),
        ],
    };
    vec![
        ("empty", describe_view(lang, "", None)),
        (
            "usual",
            describe_view(lang, TEXT, Some(read(rows.collect(), &proposals))),
        ),
        (
            "nothing",
            describe_view(lang, TEXT, Some(read(Vec::new(), &[]))),
        ),
    ]
}
