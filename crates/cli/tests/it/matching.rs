//! Ranking and its measurement from files.

use crate::command_line::{benfu, write};
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn the_ranking_is_measured_beside_plain_words() {
    let directory = TempDir::new().expect("a temporary directory");
    write(
        directory.path(),
        "needs.jsonl",
        "{\"id\": \"a\", \"title\": \"刻蚀用胶\", \"content\": \"\"}\n{\"id\": \"b\", \"title\": \"电机\", \"content\": \"\"}\n",
    );
    write(
        directory.path(),
        "judged_pairs.tsv",
        "need_id\tresult_id\tgrade\tresult_title_words\na\tx\t1\t胶水\na\ty\t4\t光刻胶\nb\tz\t3\t电机\n",
    );
    let only = write(directory.path(), "only", "a\n");
    let dir = directory.path().display().to_string();
    let asked = ["eval", "--set", "needs", &dir, "--json"];
    let measured = benfu(&[&asked[..], &["--queries", &only]].concat());
    let told = String::from_utf8_lossy(&measured.stderr).into_owned();
    assert!(measured.status.success(), "{told}");
    let found: Value = serde_json::from_slice(&measured.stdout).expect("JSON");
    assert_eq!(
        (&found["queries"], &found["documents"]),
        (&1.into(), &3.into())
    );
    assert!(found["ratio"].as_f64() > Some(1.0), "{found}");
    let both = benfu(&asked);
    let both: Value = serde_json::from_slice(&both.stdout).expect("JSON");
    assert_eq!(both["queries"], 2);
    let nobody = ["--embeddings", "http://127.0.0.1:1/v1"];
    let refused = benfu(&[&asked[..], &nobody].concat());
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        told.contains("连不上") && told.contains("embeddings.unreachable"),
        "{told}"
    );
}

#[test]
fn ranking_without_the_endpoint_it_was_given_says_so() {
    let directory = TempDir::new().expect("a temporary directory");
    let need = "{\"id\": \"a\", \"title\": \"焊接机器人\", \"text\": \"\"}\n";
    let needs = write(directory.path(), "n.jsonl", need);
    let offer = "{\"id\": 2, \"title\": \"机器人焊接工作站\", \"text\": \"焊接\"}\n";
    let offers = write(directory.path(), "o.jsonl", offer);
    let files = ["rank", "--needs", &needs, "--offers", &offers];
    let nobody = ["--embeddings", "http://127.0.0.1:1/v1"];
    let ranked = benfu(&[&files[..], &nobody].concat());
    assert_eq!(ranked.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ranked.stdout).starts_with("a\t2\t"));
    let told = String::from_utf8_lossy(&ranked.stderr).into_owned();
    assert!(
        told.contains("未用语义相似度") && told.contains("embeddings.unreachable"),
        "{told}"
    );
    let broken = write(directory.path(), "b.jsonl", &format!("{offer}nonsense\n"));
    let refused = benfu(&["rank", "--needs", &needs, "--offers", &broken]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        refused.stdout.is_empty(),
        "nothing is ranked among half of the offers"
    );
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        told.contains("第 2 行") && told.contains("line 2"),
        "{told}"
    );
}
