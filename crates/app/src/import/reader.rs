//! The thread that reads a file: it opens it, waits for the plan, and hands on chunks of rows.
//!
//! Main types: [`Reader`], [`Chunk`]. Reading and understanding rows takes as long as writing them, so the two go
//! on side by side; at most a few chunks wait in between.

use super::FileContent;
use super::plan::Plan;
use super::record::{Parsed, parse};
use crate::{Failure, Problem, ProblemCode};
use benfu_office::limits::Limits;
use benfu_office::message::{Explain, Message};
use benfu_office::table::{self, Row, Sheet, SheetInfo, Source, Workbook};
use benfu_office::workbook::{Reason, RejectedRow};
use benfu_store::evidence::content_hash;
use benfu_store::hex;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Rows in one chunk.
pub(super) const CHUNK: usize = 2_000;
/// Chunks that may wait.
const WAITING: usize = 2;

/// What is known of a file once it is open.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// SHA-256 of its bytes, hexadecimal.
    pub(super) hash: String,
    /// All its sheets.
    pub(super) sheets: Vec<SheetInfo>,
    /// The sheet that is read.
    pub(super) sheet: String,
    /// Names of its columns.
    pub(super) header: Vec<String>,
    /// What stands above the header.
    pub(super) above: Vec<String>,
}

/// A row that was read.
pub(super) enum Line {
    /// Understood, at least in part.
    Parsed(Box<Parsed>),
    /// Not to be taken.
    Rejected(RejectedRow),
}

/// Some rows, or the end.
pub(super) enum Chunk {
    Lines(Vec<Line>),
    /// All rows have been read; so many of them the sheet hides.
    End {
        hidden: u64,
    },
}

/// The two ways between an import and the thread that reads its file.
pub(super) struct Reader {
    opened: Option<oneshot::Receiver<Result<Opened, Failure>>>,
    go: Option<oneshot::Sender<Arc<Plan>>>,
    chunks: mpsc::Receiver<Result<Chunk, Failure>>,
}

impl Reader {
    /// Starts to read. `sheet` is a name; the first visible one when `None`.
    pub(super) fn start(name: String, content: FileContent, sheet: Option<String>) -> Reader {
        let (tell_opened, opened) = oneshot::channel();
        let (go, wait) = oneshot::channel();
        let (tell, chunks) = mpsc::channel(WAITING);
        tokio::task::spawn_blocking(move || {
            let mut workbook = match open(&name, content) {
                Ok(workbook) => workbook,
                Err(failure) => return drop(tell_opened.send(Err(failure))),
            };
            let ends = Ends {
                opened: tell_opened,
                wait,
                tell,
            };
            read(&mut workbook, sheet.as_deref(), ends);
        });
        Reader {
            opened: Some(opened),
            go: Some(go),
            chunks,
        }
    }

    /// What the file is.
    pub(super) async fn opened(&mut self) -> Result<Opened, Failure> {
        match self.opened.take() {
            Some(opened) => opened.await.unwrap_or_else(|_| Err(stopped())),
            None => Err(Failure::Bug("a file was opened twice".to_owned())),
        }
    }

    /// Lets the thread read on by a plan.
    pub(super) fn go(&mut self, plan: &Arc<Plan>) {
        if let Some(go) = self.go.take() {
            // A thread that has stopped is noticed at the next chunk.
            let _ = go.send(Arc::clone(plan));
        }
    }

    /// The next chunk.
    pub(super) async fn next(&mut self) -> Result<Chunk, Failure> {
        self.chunks.recv().await.unwrap_or_else(|| Err(stopped()))
    }
}

fn stopped() -> Failure {
    Failure::Bug("the reading of a file stopped".to_owned())
}

/// The thread's ends of the two ways.
struct Ends {
    opened: oneshot::Sender<Result<Opened, Failure>>,
    wait: oneshot::Receiver<Arc<Plan>>,
    tell: mpsc::Sender<Result<Chunk, Failure>>,
}

/// A workbook with the hash of its bytes.
struct Hashed {
    hash: String,
    workbook: Workbook,
}

fn unreadable(message: &Message) -> Failure {
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Failure::Invalid(vec![
        problem.detail(message.zh.as_str(), message.en.as_str()),
    ])
}

fn io(error: &std::io::Error) -> Failure {
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Failure::Invalid(vec![problem.detail(error.to_string(), error.to_string())])
}

fn open(name: &str, content: FileContent) -> Result<Hashed, Failure> {
    let (hash, source) = match content {
        FileContent::Bytes(bytes) => (content_hash(&bytes), Source::bytes(name, bytes)),
        FileContent::Path(path) => {
            let hash = File::open(&path)
                .and_then(hash_of)
                .map_err(|error| io(&error))?;
            (hash, Source::file(&path).map_err(|error| io(&error))?)
        }
    };
    let workbook =
        table::open(source, &Limits::default()).map_err(|error| unreadable(&error.message()))?;
    Ok(Hashed { hash, workbook })
}

fn hash_of(mut file: File) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&piece[..read]);
    }
}

/// Opens a sheet, tells what it is, waits for the plan and reads all rows.
fn read(hashed: &mut Hashed, wanted: Option<&str>, ends: Ends) {
    let sheets = hashed.workbook.sheets();
    let opened = choose(&sheets, wanted).and_then(|index| {
        hashed
            .workbook
            .sheet(index)
            .map_err(|error| unreadable(&error.message()))
    });
    let sheet = match opened.and_then(with_columns) {
        Ok(sheet) => sheet,
        Err(failure) => return drop(ends.opened.send(Err(failure))),
    };
    let told = Opened {
        hash: hashed.hash.clone(),
        sheets,
        sheet: sheet.name.clone(),
        header: sheet.header.names.clone(),
        above: sheet.header.above.clone(),
    };
    let _ = ends.opened.send(Ok(told));
    let Ok(plan) = ends.wait.blocking_recv() else {
        return;
    };
    if let Err(failure) = read_rows(sheet, &plan, &ends.tell) {
        // Nobody is there any more when this fails.
        let _ = ends.tell.blocking_send(Err(failure));
    }
}

fn choose(sheets: &[SheetInfo], wanted: Option<&str>) -> Result<usize, Failure> {
    let found = match wanted {
        Some(name) => sheets.iter().position(|sheet| sheet.name == name),
        None => sheets.iter().position(|sheet| !sheet.is_hidden).or(Some(0)),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let names = names.join("、");
        let problem = Problem::with_field(ProblemCode::ImportUnreadable, "sheet");
        Failure::Invalid(vec![problem.detail(
            format!("没有这张工作表,可选:{names}"),
            format!("there is no such sheet; choose one of: {names}"),
        )])
    })
}

fn with_columns(sheet: Sheet<'_>) -> Result<Sheet<'_>, Failure> {
    if sheet.header.names.iter().any(|name| !name.is_empty()) {
        return Ok(sheet);
    }
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Err(Failure::Invalid(vec![problem.detail(
        format!("工作表“{}”没有内容", sheet.name),
        format!("sheet '{}' is empty", sheet.name),
    )]))
}

/// Reads to the end. A fault after which no row can be read refuses the whole file, so that nobody believes that
/// all of it was taken.
fn read_rows(
    mut sheet: Sheet<'_>,
    plan: &Plan,
    tell: &mpsc::Sender<Result<Chunk, Failure>>,
) -> Result<(), Failure> {
    let mut lines = Vec::with_capacity(CHUNK);
    loop {
        let mut row = Row::new();
        match sheet.rows.read_into(&mut row) {
            Ok(false) => break,
            Ok(true) => lines.push(line(plan, row)),
            Err(error) if error.ends_reading() => return Err(unreadable(&error.message())),
            Err(error) => {
                let reasons = vec![Reason::from_message(&error.message())];
                lines.push(Line::Rejected(RejectedRow {
                    number: error.number,
                    row: None,
                    reasons,
                }));
            }
        }
        if lines.len() == CHUNK
            && tell
                .blocking_send(Ok(Chunk::Lines(std::mem::take(&mut lines))))
                .is_err()
        {
            return Ok(());
        }
    }
    let hidden = sheet.rows.hidden_rows();
    // An import that has gone away needs no more rows.
    let _ = tell.blocking_send(Ok(Chunk::Lines(lines)));
    let _ = tell.blocking_send(Ok(Chunk::End { hidden }));
    Ok(())
}

fn line(plan: &Plan, row: Row) -> Line {
    match parse(plan, row) {
        Ok(parsed) => Line::Parsed(Box::new(parsed)),
        Err(rejected) => Line::Rejected(rejected),
    }
}
