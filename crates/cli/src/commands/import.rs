//! `benfu import`: files in, rejected rows back, a whole import withdrawn.

use super::Setting;
use super::need::print;
use super::read::{id, word};
use crate::args::Import;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use anyhow::Context as _;
use benfu_app::Cx;
use benfu_app::import::{
    ColumnUse, FileContent, ImportDone, ImportFile, ImportKind, Target, import_file,
    preview_import, rejected_file, withdraw_import,
};
use benfu_domain::Lang;
use benfu_domain::id::ImportId;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub(crate) async fn run(setting: &Setting, import: Import) -> anyhow::Result<Outcome> {
    let cx = setting.cx().await?;
    if import.withdraw {
        return withdraw(setting, &cx, &import).await;
    }
    let mut findings = false;
    let mut reports = Vec::new();
    for path in &import.files {
        let file = described(path, &import)?;
        if import.preview {
            reports.push(preview(&cx, file).await?);
            continue;
        }
        let done = import_file(&cx, file)
            .await
            .with_context(|| format!("{}", path.display()))?;
        findings |= done.rejected > 0 || done.partial > 0;
        let rejected = save_rejected(&cx, path, import.rejected_to.as_deref(), &done).await?;
        reports.push(done_json(path, &done, rejected.as_deref()));
    }
    if setting.json {
        say!(
            "{}",
            serde_json::to_string_pretty(&json!({ "files": reports }))?
        );
    } else {
        reports.iter().for_each(print_report);
    }
    Ok(if findings {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

async fn withdraw(setting: &Setting, cx: &Cx, import: &Import) -> anyhow::Result<Outcome> {
    let mut withdrawn = Vec::new();
    for named in &import.files {
        let id: ImportId = id(&named.to_string_lossy())?;
        withdraw_import(cx, id, &import.reason).await?;
        withdrawn.push(id.to_string());
    }
    print(setting, &json!({ "withdrawn": withdrawn }))
}

fn described(path: &Path, import: &Import) -> anyhow::Result<ImportFile> {
    if !path.is_file() {
        let shown = path.display();
        return Err(WrongUse::error(
            format!("没有这个文件:{shown}"),
            format!("there is no such file: {shown}"),
        ));
    }
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let words: Vec<&str> = ImportKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind = import
        .kind
        .as_deref()
        .map(|kind| word(kind, ImportKind::from_word, &words))
        .transpose()?;
    Ok(ImportFile {
        kind,
        map: import
            .map
            .iter()
            .map(|pair| split(pair))
            .collect::<anyhow::Result<_>>()?,
        defaults: import
            .set
            .iter()
            .map(|pair| split(pair))
            .collect::<anyhow::Result<_>>()?,
        ..ImportFile::new(name, FileContent::Path(path.to_owned()))
    })
}

fn split(pair: &str) -> anyhow::Result<(String, String)> {
    let (field, value) = pair.split_once('=').ok_or_else(|| {
        WrongUse::error(
            format!("请写成 字段=表头:{pair}"),
            format!("write FIELD=HEADER: {pair}"),
        )
    })?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

async fn preview(cx: &Cx, file: ImportFile) -> anyhow::Result<Value> {
    let name = file.name.clone();
    let preview = preview_import(cx, file).await?;
    let rows: Vec<Value> = preview
        .rows
        .iter()
        .map(|row| json!({ "row": row.number, "values": row.values, "rejected": row.rejected }))
        .collect();
    Ok(json!({
        "file": name,
        "kind": preview.kind.word(),
        "columns": preview.columns.iter().map(column_json).collect::<Vec<_>>(),
        "lacking": preview.lacking,
        "looked_at": preview.looked_at,
        "would_reject": preview.rejected,
        "would_take_in_part": preview.partial,
        "rows": rows,
    }))
}

/// Puts the workbook of rejected rows beside the file, or into the directory named.
async fn save_rejected(
    cx: &Cx,
    path: &Path,
    to: Option<&Path>,
    done: &ImportDone,
) -> anyhow::Result<Option<PathBuf>> {
    if done.rejected_hash.is_none() {
        return Ok(None);
    }
    let (_, bytes) = rejected_file(cx, done.id).await?;
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = to.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let target = folder.join(format!("{stem}.rejected.xlsx"));
    std::fs::write(&target, bytes).with_context(|| format!("writing {}", target.display()))?;
    Ok(Some(target))
}

fn column_json(column: &ColumnUse) -> Value {
    match &column.target {
        Target::Field(field) => json!({ "header": column.header, "field": field }),
        Target::Fact { concept, period } => {
            json!({ "header": column.header, "concept": concept, "period": period.to_string() })
        }
        Target::Unused(why) => {
            json!({ "header": column.header, "ignored": { "zh": why.text(Lang::Zh), "en": why.text(Lang::En) } })
        }
    }
}

fn done_json(path: &Path, done: &ImportDone, rejected: Option<&Path>) -> Value {
    let remarks: Vec<Value> = done
        .remarks
        .iter()
        .map(|remark| json!({ "row": remark.row, "zh": remark.text(Lang::Zh), "en": remark.text(Lang::En) }))
        .collect();
    json!({
        "file": path.display().to_string(),
        "import": done.id.to_string(),
        "kind": done.kind.word(),
        "again": done.again,
        "read": done.rows_read,
        "taken": done.taken,
        "known": done.known,
        "rejected": done.rejected,
        "partial": done.partial,
        "parties_made": done.parties_made,
        "merges_proposed": done.merges_proposed,
        "remarks_count": done.remarks_count,
        "remarks": remarks,
        "rejected_file": rejected.map(|path| path.display().to_string()),
    })
}

fn print_report(report: &Value) {
    if report["columns"].is_array() {
        say!("{report:#}");
        return;
    }
    say!(
        "{}: {} 读取 {} 行,新增或更新 {},已知 {},退回 {} / rows read, taken, known, rejected",
        report["file"].as_str().unwrap_or_default(),
        report["kind"].as_str().unwrap_or_default(),
        report["read"],
        report["taken"],
        report["known"],
        report["rejected"]
    );
    for remark in report["remarks"].as_array().into_iter().flatten() {
        say!("  ! {}", remark["zh"].as_str().unwrap_or_default());
    }
    if let Some(file) = report["rejected_file"].as_str() {
        say!("  退回的行 / rejected rows: {file}");
    }
}
