//! Any text at all: no panic, exact quotes, the same answer twice.

use benfu_claims::{QUOTE_LIMIT, check};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "由",
    "增至",
    "80亿元",
    "100亿元",
    "增长",
    "25%",
    "，",
    "。",
    "；",
    "其中",
    "占",
    "三成",
    "四分之一",
    "过半",
    "1—8月",
    "6月31日",
    "2024年",
    "年均",
    "翻两番",
    "共",
    "37项",
    "甲12",
    "乙 3家 30%；",
    "：",
    "——",
    "、",
    "（",
    "）",
    "|",
    "\t",
    "\n",
    "分别为",
    "5、7家",
    "一是",
    "二是",
    "（四）",
    "近500家",
    "个百分点",
    "99999999999999999999999",
    "0%",
    "0家",
    "百亿元",
    "万亿",
    "３７％",
    "-3.5%",
    "－",
    "合计",
    "| 甲 | 1 |",
    "占比",
    "完成率",
    "场均",
    "人均",
    "0.000001",
    "1/0",
    "1/3",
    "第",
    "两",
    "半",
    "百分之",
    "千分之",
    "年初",
    "年末",
    "新增",
    "退出",
    "等",
    "\u{feff}",
    "\u{3000}",
    "🙂",
    "**",
    "星期五",
    "2024-02-30",
];

fn spliced() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) {
    let findings = check(text);
    for finding in &findings {
        let at = text.get(finding.start..).expect("start is a boundary");
        assert!(at.starts_with(&finding.quote), "{}", finding.quote);
        assert!(finding.quote.chars().count() <= QUOTE_LIMIT);
        assert!(!finding.explain.zh.is_empty() && !finding.explain.en.is_empty());
    }
    assert_eq!(findings, check(text));
}

proptest! {
    #[test]
    fn spliced_claims_never_break_it(text in spliced()) {
        holds(&text);
    }

    #[test]
    fn any_text_never_breaks_it(text in "\\PC{0,80}") {
        holds(&text);
    }
}
