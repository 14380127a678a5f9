//! Entry point of `cargo xtask`; everything is in the library, where tests can reach it.

use std::env;
use std::process::ExitCode;

#[expect(
    clippy::print_stderr,
    reason = "the person at the terminal must see why it failed"
)]
fn main() -> ExitCode {
    let words = env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned());
    match xtask::run(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
