//! Lines broken in the middle of a sentence: what is found, and that the quotes stay exact.

use benfu_claims::check;

const WRAPPED: &str = "初步核算,全年全市实现地区生产总值 1860 亿元,按不变价格计算,比上年增长 5.6%。其中,第一产业增加值\n\
    167.4 亿元,增长 3.8%;第二产业增加值 762.6 亿元,增长 6.2%;第三产业增加值 930 亿元,增长 5.4%。全市共有平台\n\
    805 个,其中市级以上 642 个,占比超 80%。年末常住人口 310 万人。\n";

#[test]
fn a_sentence_over_two_lines_is_read_as_one() {
    let findings = check(WRAPPED);
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = &findings[0];
    assert!(WRAPPED[finding.start..].starts_with(&finding.quote));
    assert!(finding.quote.contains("平台\n"), "{}", finding.quote);
    assert!(finding.computation.contains("79.75"));
}

#[test]
fn the_break_makes_no_difference_to_what_is_found() {
    let joined = WRAPPED.replace('\n', "");
    let (broken, whole) = (check(WRAPPED), check(&joined));
    assert_eq!(broken.len(), whole.len());
    assert_eq!(broken[0].computation, whole[0].computation);
}
