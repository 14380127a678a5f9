//! The reference of the command line is what `--help` says.

use crate::command_line::benfu;
use std::fmt::Write as _;

const COMMANDS: &[&str] = &[
    "",
    "demo",
    "init",
    "serve",
    "import",
    "match",
    "match-firm",
    "rank",
    "eval",
    "need",
    "need add",
    "need edit",
    "need list",
    "need show",
    "need step",
    "need ask",
    "need select",
    "offer",
    "offer add",
    "fact",
    "case",
    "case open",
    "case act",
    "case record",
    "case attach",
    "case list",
    "figure",
    "report",
    "ledger verify",
    "ledger head",
    "account add",
    "account add-organisation",
    "account token",
    "account list",
    "pack check",
    "pack test",
    "pack diff",
    "pack explain",
    "pack concepts",
    "check",
    "explain",
    "sweep",
    "allocate",
    "assign",
    "schedule",
    "doctor",
    "backup",
    "restore",
];

fn drawn() -> String {
    let mut text = String::from(
        "# The command line\n\nDrawn from `--help`; a test compares the two. Exit codes: 0 done, 1 done with findings, 2 wrong use, 3 failure.\n",
    );
    for command in COMMANDS {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = benfu(&arguments);
        assert!(help.status.success(), "{command}");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        let name = format!("benfu {command}");
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(
            text,
            "\n## `{}`\n\n```text\n{}\n```\n",
            name.trim(),
            lines.join("\n").trim()
        );
    }
    text
}

#[test]
fn the_reference_of_the_command_line_is_as_help_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/cli.md");
    let drawn = drawn();
    if std::env::var_os("BENFU_WRITE_DOCS").is_some() {
        std::fs::write(path, &drawn).expect("the document can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        kept, drawn,
        "run this test with BENFU_WRITE_DOCS=1 to write the document"
    );
}
