//! Documents that are drawn from the code.

use benfu_app::ProblemCode;
use benfu_domain::Lang;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn drawn() -> String {
    let mut text = String::from(
        "# Codes of problems\n\nDrawn from the table in `crates/app/src/problem.rs`; a test compares the two.\n\n| code | 中文 | English | 下一步 | what to do next |\n|---|---|---|---|---|\n",
    );
    for code in ProblemCode::ALL {
        let (zh, en) = (code.what(Lang::Zh), code.what(Lang::En));
        let _ = writeln!(
            text,
            "| `{}` | {zh} | {en} | {} | {} |",
            code.code(),
            code.next(Lang::Zh),
            code.next(Lang::En)
        );
    }
    text
}

#[test]
fn the_document_of_problem_codes_is_as_the_table_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/errors.md"
    );
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

#[test]
fn no_two_problems_share_a_code() {
    let codes: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
}
