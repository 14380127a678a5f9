//! Suggested corrections: written into the text, they make the finding go away.

use benfu_claims::{Correction, Finding, check};

const PASSAGES: &[&str] = &[
    include_str!("../corpus/open.tsv"),
    include_str!("../corpus/held.tsv"),
    include_str!("../corpus/bureau.tsv"),
    include_str!("../corpus/enterprise.tsv"),
    include_str!("../corpus/park.tsv"),
    include_str!("../corpus/fresh.tsv"),
];

fn texts() -> impl Iterator<Item = String> {
    let lines = PASSAGES.iter().flat_map(|table| table.lines());
    lines.filter_map(|line| {
        let text = line.split('\t').nth(3)?;
        Some(text.replace("\\n", "\n").replace("\\t", "\t"))
    })
}

fn corrected(text: &str, correction: &Correction) -> String {
    let end = correction.start + correction.quote.len();
    assert_eq!(&text[correction.start..end], correction.quote);
    format!(
        "{}{}{}",
        &text[..correction.start],
        correction.replacement,
        &text[end..]
    )
}

fn still_told(text: &str, finding: &Finding, correction: &Correction) -> bool {
    let place = correction.start..correction.start + correction.replacement.len();
    check(&corrected(text, correction)).iter().any(|other| {
        other.kind == finding.kind
            && other.severity == finding.severity
            && other.start < place.end
            && place.start < other.start + other.quote.len()
    })
}

#[test]
fn a_correction_makes_the_finding_go_away() {
    let (mut given, mut useless) = (0, Vec::new());
    for text in texts() {
        for finding in check(&text) {
            let Some(correction) = &finding.suggestion else {
                continue;
            };
            given += 1;
            if still_told(&text, &finding, correction) {
                useless.push(format!(
                    "{text} | {} | {}",
                    finding.kind.name(),
                    correction.explain().en
                ));
            }
        }
    }
    assert!(given > 300, "{given}");
    // One figure said three times over stays contradicted when one of the three is mended.
    assert!(
        useless.len() * 100 <= given,
        "{} of {given}:\n{}",
        useless.len(),
        useless.join("\n")
    );
}

#[test]
fn what_the_arithmetic_does_not_settle_gets_no_correction() {
    for text in [
        "上半年共签约36个项目。签约的38个项目中，已开工12个。",
        "培训200人，其中取得证书230人。",
    ] {
        let findings = check(text);
        assert_eq!(findings.len(), 1, "{text}");
        assert_eq!(findings[0].suggestion, None);
    }
}

#[test]
fn a_correction_keeps_the_way_the_figure_is_written() {
    for (text, quote, replacement) in [
        ("平台３００家，其中省级９０家，占３５％。", "３５％", "30%"),
        ("一是抓人才；二是抓平台；四是抓服务。", "四", "三"),
        ("甲12项、乙15项、丙9项，共37项。", "37项", "36项"),
        ("会议定于2025年3月5日（星期四）召开。", "四", "三"),
    ] {
        let findings = check(text);
        let correction = findings[0].suggestion.as_ref().expect("a correction");
        assert_eq!(
            (correction.quote.as_str(), correction.replacement.as_str()),
            (quote, replacement)
        );
    }
}
