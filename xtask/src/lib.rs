//! The project's own commands, run as `cargo xtask COMMAND`.
//!
//! [`run`] reads the command line and hands over to one module per command. `ci` is the gate that
//! every change passes; `tidy` holds the house rules. What the product does for its users belongs
//! in the crates, never here: nothing of ours depends on this crate and it depends on nothing of
//! ours, so that it builds in seconds and can judge a tree that does not compile.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking to the person at the terminal is what these commands are for"
)]

mod arguments;
mod bench;
mod ci;
mod deny;
mod generate;
mod machine;
mod postgres;
mod process;
mod project;
mod screenshots;
pub mod tidy;

use anyhow::{Result, bail};

use arguments::Arguments;
use project::Project;

/// What `cargo xtask` without a command prints.
const USAGE: &str = "\
usage 用法: cargo xtask COMMAND

  ci [--only STEP | --from STEP | --list]   all that the gate runs, cheapest first, with timings
                                            全部检查,由快到慢,附耗时
  tidy                                      the house rules alone; needs no compilation
                                            只查代码规范,无需编译
  generate [--check]                        write the generated files, or only compare them
                                            写出生成的文件,或只作比较
  bench [--percent N] [NAME…]               the benchmarks beside their peers, in release; with N at that part
                                            of their sizes
                                            性能基准,与对照同场运行;N 为规模的百分比
  postgres                                  a throw-away PostgreSQL for tests, until Enter or Ctrl-C
                                            供测试用的临时 PostgreSQL,按回车或 Ctrl-C 结束
  shots --url URL… --out DIR [--cookie C] [--height N]
                                            screenshots of pages, 1440 and 390 wide
                                            页面截图,宽 1440 与 390";

/// Runs the command that the arguments name.
///
/// # Errors
/// When the command is unknown or what it was asked to do failed; the message says what to do next.
pub fn run(words: impl IntoIterator<Item = String>) -> Result<()> {
    let mut words = words.into_iter();
    let command = words.next().unwrap_or_default();
    let arguments = Arguments::new(words);
    let project = Project::find()?;
    match command.as_str() {
        "ci" => ci::run(&project, arguments),
        "tidy" => arguments.finish().and_then(|()| ci::tidy(&project)),
        "generate" => generate::run(&project, arguments),
        "bench" => bench::run(&project, arguments),
        "postgres" => arguments.finish().and_then(|()| postgres::serve()),
        "shots" => screenshots::run(arguments),
        "" => bail!("no command 未给出命令\n\n{USAGE}"),
        other => bail!("unknown command 没有这个命令: `{other}`\n\n{USAGE}"),
    }
}
