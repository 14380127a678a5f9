//! The scripting contract: commands, exit codes, JSON.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) fn benfu(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_benfu"))
        .args(arguments)
        .output()
        .expect("the binary runs")
}

pub(crate) fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!(
            "{error}: {text} {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// A new installation with the embedded Shenzhen pack.
pub(crate) fn installation() -> (TempDir, String) {
    let directory = TempDir::new().expect("a temporary directory");
    let path = directory.path().join("city").display().to_string();
    let made = benfu(&["init", &path, "--pack", "shenzhen"]);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    (directory, path)
}

pub(crate) fn write(directory: &Path, name: &str, text: &str) -> String {
    let path = directory.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn a_file_of_needs_and_one_of_firms_go_in_and_a_need_is_matched() {
    let (directory, city) = installation();
    let needs = "{\"id\": \"n-1\", \"title\": \"管道检测机器人\", \"content\": \"需要在满水排水管道内检测裂缝的机器人\"}\n";
    let needs = write(directory.path(), "needs.jsonl", needs);
    let firms = "企业名称,统一社会信用代码,公司介绍\n示例灵动机器人有限公司,,研发排水管道检测机器人与水下机器人\n示例食品有限公司,,生产糕点\n";
    let firms = write(directory.path(), "firms.csv", firms);
    let imported = benfu(&["--dir", &city, "--json", "import", &needs, &firms]);
    let report = json(&imported);
    assert_eq!(imported.status.code(), Some(0), "{report}");
    assert_eq!(report["files"][0]["kind"], "need");
    assert_eq!(report["files"][0]["taken"], 1);
    assert_eq!(report["files"][1]["taken"], 2);
    let again = json(&benfu(&["--dir", &city, "--json", "import", &needs]));
    assert_eq!(
        again["files"][0]["again"], true,
        "the same file twice has no second effect"
    );
    let matched = benfu(&["--dir", &city, "--json", "match", "n-1"]);
    assert_eq!(matched.status.code(), Some(0));
    let body = json(&matched);
    assert_eq!(
        body["matches"][0]["party_name"], "示例灵动机器人有限公司",
        "{body}"
    );
    assert!(
        body["matches"][0]["reasons"]
            .as_array()
            .is_some_and(|reasons| !reasons.is_empty())
    );
    assert_eq!(body["need"]["state"], "collected");
}

#[test]
fn rejected_rows_are_findings_and_come_back_as_a_file() {
    let (directory, city) = installation();
    let firms = "企业名称,统一社会信用代码\n示例甲有限公司,\n,91440300MA5TEST00X\n";
    let firms = write(directory.path(), "firms.csv", firms);
    let to = directory.path().display().to_string();
    let imported = benfu(&[
        "--dir",
        &city,
        "--json",
        "import",
        &firms,
        "--rejected-to",
        &to,
    ]);
    assert_eq!(
        imported.status.code(),
        Some(1),
        "rejected rows are findings"
    );
    let report = json(&imported);
    assert_eq!(report["files"][0]["rejected"], 1, "{report}");
    assert!(directory.path().join("firms.rejected.xlsx").is_file());
}

#[test]
fn a_ledger_that_was_edited_is_a_finding() {
    let (_directory, city) = installation();
    let verified = benfu(&["--dir", &city, "--json", "ledger", "verify"]);
    assert_eq!(verified.status.code(), Some(0));
    assert_eq!(json(&verified)["ok"], true);
}

#[test]
fn doctor_says_that_nobody_can_sign_in_yet() {
    let (_directory, city) = installation();
    let checked = benfu(&["--dir", &city, "--json", "doctor"]);
    let body = json(&checked);
    let accounts = body["checks"]
        .as_array()
        .and_then(|checks| checks.iter().find(|check| check["check"] == "accounts"));
    assert_eq!(
        accounts.map(|check| check["ok"].clone()),
        Some(Value::Bool(false)),
        "{body}"
    );
    assert_eq!(checked.status.code(), Some(1));
}

#[test]
fn rank_needs_no_database() {
    let directory = TempDir::new().expect("a temporary directory");
    let needs = write(
        directory.path(),
        "n.jsonl",
        "{\"id\": \"a\", \"title\": \"焊接机器人\", \"text\": \"\"}\n",
    );
    let offers = write(
        directory.path(),
        "o.jsonl",
        "{\"id\": 1, \"title\": \"糕点\", \"text\": \"面包\"}\n{\"id\": 2, \"title\": \"机器人焊接工作站\", \"text\": \"焊接\"}\n",
    );
    let ranked = benfu(&["rank", "--needs", &needs, "--offers", &offers]);
    assert!(
        ranked.status.success(),
        "{}",
        String::from_utf8_lossy(&ranked.stderr)
    );
    let text = String::from_utf8_lossy(&ranked.stdout).into_owned();
    let first: Vec<&str> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split('\t')
        .collect();
    assert_eq!(first[..2], ["a", "2"], "{text}");
}

#[test]
fn wrong_use_is_told_in_both_languages_with_exit_code_two() {
    let directory = TempDir::new().expect("a temporary directory");
    let nowhere = directory.path().display().to_string();
    let refused = benfu(&["--dir", &nowhere, "need", "list"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        told.contains("请用 --dir") && told.contains("cannot read"),
        "{told}"
    );
    assert_eq!(benfu(&["no-such-command"]).status.code(), Some(2));
}

#[test]
fn a_backup_is_restored_and_a_damaged_one_is_refused() {
    let (directory, city) = installation();
    let backup = directory.path().join("backup").display().to_string();
    let restored = directory.path().join("restored").display().to_string();
    assert!(benfu(&["--dir", &city, "backup", &backup]).status.success());
    assert!(benfu(&["restore", &backup, &restored]).status.success());
    assert_eq!(
        benfu(&["--dir", &restored, "ledger", "verify"])
            .status
            .code(),
        Some(0)
    );
    let database = std::fs::read_dir(&backup)
        .expect("a backup")
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    let database = database
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "db"))
        .expect("a database");
    let mut bytes = std::fs::read(&database).expect("its bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&database, bytes).expect("damaged");
    let elsewhere = directory.path().join("elsewhere").display().to_string();
    assert!(
        !benfu(&["restore", &backup, &elsewhere]).status.success(),
        "a damaged backup is refused"
    );
}
