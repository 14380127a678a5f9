//! Policies: what they answer, by edition, place and day.

use crate::small::Small;
use benfu_packs::{Pack, Policy, load};
use benfu_rules::{Answer, Question};

pub(crate) const POLICY: &str = r#"label = { zh = "补贴", en = "Grant" }
kind = "subsidy"
authority = { zh = "局", en = "Bureau" }
grants = { scheme = "title", level = "city" }
territory = { regions = ["990000"] }
group = { id = "grants", most = 1, per = "year" }

[[edition]]
id = "first"
from = 2021-01-01
until = 2025-12-31
source = { title = "办法", document = "文〔2020〕1号", confidence = "H" }
validity = { months = 36, clause = "第九条" }
clocks = [{ id = "report", label = { zh = "年报", en = "Report" }, yearly = "05-31", clause = "第十条" }]
benefit = { text = { zh = "补贴", en = "A grant" }, cap = "sales_min", clause = "第八条" }

[[edition.gate]]
id = "size"
label = { zh = "规模", en = "Size" }
clause = "第二条"
when = 'sales >= param("sales_min")'

[[edition.gate]]
id = "grade"
label = { zh = "等级", en = "Grade" }
clause = "第三条"
least = 1
any_of = [
    { id = "high", label = { zh = "高", en = "High" }, when = 'grade >= "high"' },
    { id = "titled", label = { zh = "有称号", en = "Titled" }, when = 'has_status("title")' },
]

[[edition.veto]]
id = "huge"
label = { zh = "过大", en = "Too large" }
clause = "第四条"
when = 'sales > "1亿元"'

[edition.score]
id = "points"
label = { zh = "评分", en = "Points" }
clause = "第五条"
pass = { at_least = 6 }

[[edition.score.block]]
id = "growth"
label = { zh = "成长", en = "Growth" }
max = 8
least = 2

[[edition.score.block.item]]
id = "growth_rate"
label = { zh = "增长", en = "Rate" }
max = 6
value = 'sales / sales.y1'
bands = [{ at_least = "1.5", points = 6 }, { at_least = "1.1", points = [2, 3] }]

[[edition.score.block.item]]
id = "plan"
label = { zh = "计划", en = "Plan" }
max = 4
judged = true

[[edition.route]]
id = "by_title"
label = { zh = "有市级称号", en = "Holds the city's title" }
clause = "第六条"
replaces = ["points"]
when = 'has_status("title", "city")'

[[edition]]
id = "second"
from = 2026-01-01
source = { title = "新办法", document = "文〔2025〕9号", confidence = "M" }

[[edition.gate]]
id = "size"
label = { zh = "规模", en = "Size" }
rule = "large"
"#;

const CASES: &str = r#"
[[case]]
name = "grew by half"
on = 2025-06-30
given = { sales = { "2024" = "150万元", "2023" = "100万元" }, grade = "high", region = "990000" }
complete = ["title"]
expect = { "policy:grant" = "met" }
score = { "policy:grant" = [6, 8] }

[[case]]
name = "too small"
on = 2025-06-30
given = { sales = { "2024" = "99万元" } }
expect = { "policy:grant" = "not_met" }
because = { "policy:grant" = ["size"] }

[[case]]
name = "the reviewers decide, unless it holds the title"
on = 2025-06-30
given = { sales = { "2024" = "110万元", "2023" = "100万元" }, grade = "high", region = "990000" }
expect = { "policy:grant" = "unknown" }
missing = { "policy:grant" = ["title/city"] }
score = { "policy:grant" = [2, 7] }

[[case]]
name = "a case of last year keeps its edition"
on = 2026-06-30
given = { sales = { "2025" = "150万元", "2024" = "100万元" }, grade = "low", region = "990000" }
complete = ["title"]
edition = { "policy:grant" = "first" }
expect = { "policy:grant" = "not_met" }
because = { "policy:grant" = ["high", "titled"] }
"#;

const REGION: &str = "label = { zh = \"区域\", en = \"Region\" }\nquestion = { zh = \"哪里？\", en = \"Where?\" }\n\
     type = \"code\"\nvocabulary = \"region\"\nsubject = \"party\"\n";

const DOCUMENTS: &str = "documents = [\n    { number = \"文〔2020〕1号\", title = \"办法\", from = 2020-06-01, until = 2025-12-31 },\n    \
     { number = \"文〔2025〕9号\", title = \"新办法\", from = 2026-01-01 },\n]\n";

/// The small pack with a policy that uses every kind of key.
pub(crate) fn valid() -> Small {
    Small::valid()
        .with("concepts/region.toml", REGION)
        .with("documents.toml", DOCUMENTS)
        .with("policies/grant.toml", POLICY)
        .with("cases/grant.toml", CASES)
}

pub(crate) fn changed(from: &str, to: &str) -> Small {
    valid().changed("policies/grant.toml", from, to)
}

fn pack() -> Pack {
    match load(&valid(), "small") {
        Ok((pack, remarks)) => {
            assert!(remarks.is_empty(), "{remarks:#?}");
            pack
        }
        Err(faults) => panic!("{faults:#?}"),
    }
}

fn grant(pack: &Pack) -> &Policy {
    &pack.policies["grant"]
}

#[test]
fn a_policy_loads_and_its_cases_are_answered() {
    let results = benfu_packs::test(&pack());
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(
        results
            .iter()
            .filter(|result| result.rule == "policy:grant")
            .count(),
        4
    );
}

#[test]
fn a_case_that_states_other_facts_or_points_fails() {
    for (from, to) in [
        ("[\"title/city\"]", "[\"sales\"]"),
        ("[2, 7]", "[2, 8]"),
        ("[\"size\"]", "[\"grade\"]"),
    ] {
        let spoilt = valid().changed("cases/grant.toml", from, to);
        let (pack, _) = load(&spoilt, "small").expect("it loads");
        let failed = benfu_packs::test(&pack)
            .iter()
            .filter(|one| !one.passed())
            .count();
        assert_eq!(failed, 1, "{from} → {to}");
    }
}

#[test]
fn the_edition_is_that_of_the_day_or_the_one_a_case_is_pinned_to() {
    let pack = pack();
    let policy = grant(&pack);
    let on = |text: &str| policy.edition_on(text.parse().expect("a day"));
    assert_eq!(on("2020-12-31").map(|edition| &*edition.id), None);
    assert_eq!(on("2025-12-31").map(|edition| &*edition.id), Some("first"));
    assert_eq!(on("2026-01-01").map(|edition| &*edition.id), Some("second"));
    assert!(
        policy
            .edition("second")
            .expect("it is there")
            .is_unconfirmed()
    );
    assert!(
        !policy
            .edition("first")
            .expect("it is there")
            .is_unconfirmed()
    );
}

#[test]
fn outside_the_territory_nothing_helps_and_an_unknown_region_is_asked() {
    let pack = pack();
    let edition = grant(&pack).edition("first").expect("it is there");
    let on = "2025-06-30".parse().expect("a day");
    let book = benfu_domain::fact::FactBook::new(on, Vec::new());
    let found = edition
        .criteria
        .assess(&book, &pack.dictionary, on)
        .expect("no fault");
    assert_eq!(found.answer(), Answer::Unknown);
    let region = Question::Concept {
        concept: "region".into(),
        years_back: 0,
    };
    assert!(found.missing().contains(&region));
    let abroad = book.with_statuses(
        "110000".parse::<benfu_domain::region::RegionCode>().ok(),
        Vec::new(),
    );
    let found = edition
        .criteria
        .assess(&abroad, &pack.dictionary, on)
        .expect("no fault");
    assert_eq!(found.answer(), Answer::NotMet);
    assert_eq!(found.because(), ["territory".into()]);
}
