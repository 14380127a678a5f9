//! Import of an Excel file and of a CSV file, beside a plain reader that inserts the same cells.
//!
//! Ours recognises columns, checks codes, reads amounts, dates and districts, finds duplicates, keeps parties with
//! their histories and every figure as a dated fact with its source, writes the ledger and brings the full-text index
//! up to date. The peer reads cells as texts and inserts them into one table with as few statements as it can.

use anyhow::{Context as _, Result, ensure};
use benfu_app::import::{FileContent, ImportFile, ImportKind, import_file};
use benfu_benches::{Firms, Installation, Plain, Scale, figure, note, processor_time, rate};
use calamine::{Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const XLSX_ROWS: usize = 100_000;
const CSV_ROWS: usize = 1_000_000;
/// Rows that the peer holds before it inserts them.
const HELD: usize = 2_000;
const MARK: &str = ">= 0.5";

#[tokio::main]
async fn main() -> Result<()> {
    let scale = Scale::from_command_line()?;
    let directory = TempDir::new()?;
    let (xlsx, csv) = (
        directory.path().join("firms.xlsx"),
        directory.path().join("firms.csv"),
    );
    let rows = scale.of(XLSX_ROWS);
    write_xlsx(&xlsx, rows)?;
    let peer = plain(&directory, "xlsx", |plain| plain_xlsx(plain, &xlsx))?;
    compare("xlsx", rows, &xlsx, peer).await?;
    let rows = scale.of(CSV_ROWS);
    write_csv(&csv, rows)?;
    let peer = plain(&directory, "csv", |plain| plain_csv(plain, &csv))?;
    compare("CSV", rows, &csv, peer).await
}

async fn compare(format: &str, rows: usize, file: &Path, peer: Duration) -> Result<()> {
    let before = processor_time();
    let ours = import(file, rows).await?;
    let processor = processor_time().saturating_sub(before);
    let columns = Firms::headers().len();
    note(&format!(
        "{rows} × {columns} {format}: ours {:.2} s with {:.0} µs of processor time a row, peer {:.2} s",
        ours.as_secs_f64(),
        1_000_000.0 / rate(rows, processor),
        peer.as_secs_f64()
    ))?;
    let name = format!("import of {rows} × {columns} {format}");
    figure(&name, "rows/s", rate(rows, ours), rate(rows, peer), MARK)
}

async fn import(path: &Path, rows: usize) -> Result<Duration> {
    let installation = Installation::empty().await?;
    let cx = installation.cx().await?;
    let name = path
        .file_name()
        .context("a file has a name")?
        .to_string_lossy();
    let content = FileContent::Path(PathBuf::from(path));
    let file = ImportFile {
        kind: Some(ImportKind::Party),
        ..ImportFile::new(name, content)
    };
    let start = Instant::now();
    let done = import_file(&cx, file).await?;
    let took = start.elapsed();
    ensure!(
        usize::try_from(done.taken)? == rows,
        "{} of {rows} rows were taken",
        done.taken
    );
    ensure!(
        done.partial == 0 && done.rejected == 0,
        "{} values were left out",
        done.partial
    );
    Ok(took)
}

/// The time that the peer needs, with its commit.
fn plain(
    directory: &TempDir,
    name: &str,
    fill: impl FnOnce(&Plain) -> Result<()>,
) -> Result<Duration> {
    let plain = Plain::make(
        &directory.path().join(name).with_extension("db"),
        Firms::headers().len(),
    )?;
    let start = Instant::now();
    plain.begin()?;
    fill(&plain)?;
    plain.commit()?;
    Ok(start.elapsed())
}

fn plain_xlsx(plain: &Plain, file: &Path) -> Result<()> {
    let mut workbook: Xlsx<_> = open_workbook(file)?;
    let range = workbook
        .worksheet_range_at(0)
        .context("the file has a sheet")??;
    let mut held = Vec::with_capacity(HELD);
    for row in range.rows().skip(1) {
        held.push(row.iter().map(ToString::to_string).collect());
        insert_when(plain, &mut held, HELD)?;
    }
    insert_when(plain, &mut held, 1)
}

fn plain_csv(plain: &Plain, file: &Path) -> Result<()> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut held = Vec::with_capacity(HELD);
    for record in reader.records() {
        held.push(record?.iter().map(str::to_owned).collect());
        insert_when(plain, &mut held, HELD)?;
    }
    insert_when(plain, &mut held, 1)
}

fn insert_when(plain: &Plain, held: &mut Vec<Vec<String>>, enough: usize) -> Result<()> {
    if held.len() >= enough {
        plain.insert(held)?;
        held.clear();
    }
    Ok(())
}

fn write_csv(file: &Path, rows: usize) -> Result<()> {
    let mut writer = csv::Writer::from_path(file)?;
    writer.write_record(Firms::headers())?;
    let mut firms = Firms::new(1);
    for number in 0..rows {
        writer.write_record(firms.row(number)?)?;
    }
    Ok(writer.flush()?)
}

fn write_xlsx(file: &Path, rows: usize) -> Result<()> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in (0..).zip(Firms::headers()) {
        sheet.write(0, column, *header)?;
    }
    let mut firms = Firms::new(2);
    for number in 0..rows {
        for (column, cell) in (0..).zip(firms.row(number)?) {
            sheet.write(u32::try_from(number + 1)?, column, cell)?;
        }
    }
    Ok(workbook.save(file)?)
}
