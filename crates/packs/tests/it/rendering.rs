//! How a diagnostic is shown.

use crate::small::Small;
use benfu_packs::render;

#[test]
fn a_diagnostic_reads_like_a_compilers() {
    let pack = Small::valid().changed(
        "concepts/sales.toml",
        "subject =",
        "periot = \"yearly\"\nsubject =",
    );
    let texts: Vec<String> = pack.remarks().iter().map(render).collect();
    assert_eq!(
        texts,
        ["error[pack-key-unknown] 错误: 不认识的键 periot
  unknown key periot
  --> concepts/sales.toml:5:1
    5 | periot = \"yearly\"
  = 处理: 是否想写 period？
  = help: did you mean period?
"]
    );
}

#[test]
fn all_faults_of_all_files_are_told_in_the_order_of_files_and_lines() {
    let pack = Small::valid()
        .changed(
            "concepts/sales.toml",
            "unit = \"万元\"",
            "unit = \"furlong\"",
        )
        .changed("concepts/sales.toml", "\"How much?\"", "\"\"")
        .changed("roles/officer.toml", "read district", "read moon")
        .changed("lexicon.toml", "\"UAV\"", "\"U-A-V\"");
    let told = pack.told();
    let places: Vec<&str> = told
        .iter()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert_eq!(
        places,
        [
            "concepts/sales.toml:2:12",
            "concepts/sales.toml:4:8",
            "lexicon.toml:2:21",
            "roles/officer.toml:4:9"
        ]
    );
}

#[test]
fn every_fault_says_what_to_do_in_both_languages() {
    let pack = Small::valid()
        .changed("concepts/sales.toml", "unit = \"万元\"", "unit = 3")
        .changed("parameters/sales_min.toml", "source =", "sauce =")
        .changed("rules/large.toml", "sales >=", "sales >")
        .changed("programmes/trial.toml", "\"agreed\", ", "");
    let remarks = pack.remarks();
    assert!(remarks.len() >= 4);
    for remark in remarks {
        for text in [
            &remark.message.zh,
            &remark.message.en,
            &remark.help.zh,
            &remark.help.en,
        ] {
            assert!(!text.trim().is_empty(), "{remark}");
        }
    }
}
