//! The text of a PDF, through `pdftotext` where it is installed.
//!
//! Main item: [`text`]. A table in a PDF is nothing but places on a page; poppler keeps its columns apart and reads the fonts
//! that Chinese office programs embed, and every Linux distribution has it.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use super::ProseError;

/// The text in reading order with the columns of tables kept apart.
pub(super) fn text(bytes: &[u8]) -> Result<String, ProseError> {
    let mut program = Command::new("pdftotext");
    program
        .args(["-layout", "-enc", "UTF-8", "-nopgbrk", "-q", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut running = program.spawn().map_err(missing)?;
    let input = running.stdin.take();
    let output = std::thread::scope(|scope| {
        // A program that stops reading early closes the pipe; its output tells the rest.
        let writing = scope.spawn(move || input.map(|mut input| input.write_all(bytes)));
        let output = running.wait_with_output();
        drop(writing.join());
        output
    })?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if text.trim().is_empty() {
        return Err(ProseError::NoPdfText);
    }
    Ok(text)
}

fn missing(error: io::Error) -> ProseError {
    if error.kind() == io::ErrorKind::NotFound {
        return ProseError::NoPdfReader;
    }
    ProseError::Read(error)
}
