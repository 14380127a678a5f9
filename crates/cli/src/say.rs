//! What a command prints.
//!
//! Main item: [`say!`]. A reader that has seen enough (`| head`) is no failure, and a server goes on without one; an output
//! that cannot be written, such as a file on a full disk, is told and ends the command.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _, stdout};
use std::process::exit;

/// Prints a line.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::say::line(format_args!($($words)*))
    };
}
pub(crate) use say;

/// The exit code of a failure.
const FAILURE: i32 = 3;

/// Prints a line; where nobody reads, nothing is printed.
pub(crate) fn line(words: Arguments<'_>) {
    let mut out = stdout().lock();
    let written = writeln!(out, "{words}").and_then(|()| out.flush());
    match written.map_err(|error| (error.kind(), error)) {
        Ok(()) | Err((ErrorKind::BrokenPipe, _)) => {}
        Err((_, error)) => {
            eprintln!("无法写出结果 / the output cannot be written: {error}");
            exit(FAILURE);
        }
    }
}
