//! `benfu check`: the contract of the lines and the exit codes.

use crate::command_line::{benfu, write};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const WRONG: &str = "全区共有平台８０５个，其中市级以上642个，占比超８０％。\n";

#[test]
fn one_line_for_each_file_with_exact_quotes() {
    let directory = TempDir::new().expect("a temporary directory");
    let wrong = write(directory.path(), "wrong.txt", WRONG);
    let right = write(directory.path(), "right.md", "全区共有平台805个。\n");
    let output = benfu(&["check", &wrong, &right, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["file"], wrong);
    let finding = &lines[0]["findings"][0];
    let start = usize::try_from(finding["start"].as_u64().expect("a number")).expect("small");
    let quote = finding["quote"].as_str().expect("a text");
    assert!(WRONG[start..].starts_with(quote), "{quote}");
    assert_eq!(finding["severity"], "error");
    assert!(
        finding["suggestion"]["zh"]
            .as_str()
            .expect("a text")
            .contains("79.8%")
    );
    assert!(finding["explain"]["zh"].is_string() && finding["explain"]["en"].is_string());
    assert_eq!(lines[1]["findings"], serde_json::json!([]));
}

#[test]
fn the_exit_code_tells_findings_wrong_use_and_failure_apart() {
    let directory = TempDir::new().expect("a temporary directory");
    let right = write(directory.path(), "right.txt", "共有平台805个。");
    let picture = directory.path().join("scan.txt");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n0000").expect("a file");
    let code = |path: &Path| benfu(&["check", &path.display().to_string()]).status.code();
    assert_eq!(code(Path::new(&right)), Some(0));
    assert_eq!(code(&directory.path().join("absent.txt")), Some(2));
    assert_eq!(code(&picture), Some(3));
}

#[test]
fn a_word_copy_holds_a_comment_at_each_finding() {
    let directory = TempDir::new().expect("a temporary directory");
    let wrong = write(directory.path(), "wrong.txt", WRONG);
    let copy = directory.path().join("copy.docx").display().to_string();
    let output = benfu(&["check", &wrong, "--annotate", &copy]);
    assert_eq!(output.status.code(), Some(1));
    let again = benfu(&["check", &copy, "--json"]);
    assert_eq!(
        again.status.code(),
        Some(1),
        "the copy says what the report says"
    );
    let bytes = std::fs::read(&copy).expect("a copy");
    assert!(
        bytes
            .windows(17)
            .any(|window| window == b"word/comments.xml")
    );
    let two = benfu(&["check", &wrong, &wrong, "--annotate", &copy]);
    assert_eq!(two.status.code(), Some(2));
}
