//! The claim checker on a few megabytes of reports: megabytes of text for each second of the processor, beside the mark.
//!
//! The text is made of the right documents of the corpus, repeated; the peer's value is the mark of one megabyte a second. The
//! processor's time is taken, since the checker works in one thread and other programs shall not count.

use anyhow::{Result, ensure};
use benfu_benches::{Scale, figure, note, processor_time, rate};
use benfu_claims::check;

/// Bytes of the text at full size.
const BYTES: usize = 4_000_000;
const MARK: &str = ">= 1";
/// Megabytes a second that are asked for.
const WANTED: f64 = 1.0;
const RUNS: usize = 3;

const DOCUMENTS: &[&str] = &[
    include_str!("../../../crates/claims/tests/corpus/clean/work_report.txt"),
    include_str!("../../../crates/claims/tests/corpus/clean/park.md"),
    include_str!("../../../crates/claims/tests/corpus/clean/soe.txt"),
    include_str!("../../../crates/claims/tests/corpus/clean/budget.md"),
    include_str!("../../../crates/claims/tests/corpus/clean/district.txt"),
    include_str!("../../../crates/claims/tests/corpus/whole/communique.txt"),
    include_str!("../../../crates/claims/tests/corpus/whole/hospital.md"),
];

fn main() -> Result<()> {
    let text = text(Scale::from_command_line()?.of(BYTES));
    let found = check(&text).len();
    let start = processor_time();
    for _ in 0..RUNS {
        ensure!(check(&text).len() == found, "two runs differ");
    }
    let took = processor_time().saturating_sub(start);
    note(&format!("{} bytes, {found} findings", text.len()))?;
    let speed = rate(text.len() * RUNS, took) / 1e6;
    figure("checking reports", "MB/s", speed, WANTED, MARK)
}

/// The documents, one after the other, until there are so many bytes.
fn text(bytes: usize) -> String {
    let mut text = String::new();
    for document in DOCUMENTS.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(document);
        text.push('\n');
    }
    text
}
