//! The record of imports: listing them, reading one, fetching the rows that came back, taking one back.

use super::ImportKind;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Scope, Verb};
use benfu_domain::id::ImportId;
use benfu_store::evidence::EvidenceRow;
use benfu_store::import::ImportRow;
use serde_json::json;

/// One import with what its reader may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPage {
    /// The record.
    pub import: ImportRow,
    /// What the rows are.
    pub kind: ImportKind,
    /// Later records that lean on it; while there are any it cannot be withdrawn. Facts that others recorded about
    /// its rows are counted only when it is withdrawn.
    pub in_use: i64,
    /// May the reader withdraw it now?
    pub may_withdraw: bool,
}

fn owner_of(import: &ImportRow) -> Owner {
    Owner {
        organisation: import.organisation,
        region: import.region.clone(),
        parties: Vec::new(),
    }
}

fn kind_of(import: &ImportRow) -> Result<ImportKind, Failure> {
    ImportKind::from_word(&import.kind)
        .ok_or_else(|| Failure::Bug(format!("import of unknown kind {}", import.kind)))
}

/// The import, if the actor may know of it: those who may import such rows here, and those who audit.
async fn visible(cx: &Cx, id: ImportId) -> Result<(ImportRow, ImportKind), Failure> {
    let import = cx.store().import(id).await?.ok_or(Failure::NotFound)?;
    let kind = kind_of(&import)?;
    let owner = owner_of(&import);
    let may =
        cx.may(Verb::Import, kind.area(), &owner) || cx.may(Verb::Audit, Area::Ledger, &owner);
    if may {
        Ok((import, kind))
    } else {
        Err(Failure::NotFound)
    }
}

/// Imports that the actor may know of, the newest first.
///
/// # Errors
/// [`Failure::NotFound`] for actors who may neither import nor audit.
pub async fn list_imports(cx: &Cx, limit: i64) -> Result<Vec<ImportRow>, Failure> {
    let scopes = ImportKind::ALL
        .into_iter()
        .filter_map(|kind| cx.actor.widest(Verb::Import, kind.area()));
    let widest = scopes
        .chain(cx.actor.widest(Verb::Audit, Area::Ledger))
        .max()
        .ok_or(Failure::NotFound)?;
    let organisation = (widest < Scope::District).then_some(cx.actor.organisation);
    let imports = cx.store().imports(organisation, limit).await?;
    let visible = |import: &ImportRow| {
        let owner = owner_of(import);
        let may = |kind: ImportKind| cx.may(Verb::Import, kind.area(), &owner);
        cx.may(Verb::Audit, Area::Ledger, &owner)
            || ImportKind::from_word(&import.kind).is_some_and(may)
    };
    Ok(imports.into_iter().filter(visible).collect())
}

/// Reads one import.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_import(cx: &Cx, id: ImportId) -> Result<ImportPage, Failure> {
    let (import, kind) = visible(cx, id).await?;
    let in_use = if import.withdrawn {
        0
    } else {
        cx.store().import_leaned_on(id).await?
    };
    let may = cx.may(Verb::Import, kind.area(), &owner_of(&import));
    Ok(ImportPage {
        may_withdraw: may && !import.withdrawn && in_use == 0,
        import,
        kind,
        in_use,
    })
}

/// The workbook of rows that came back, with its name.
///
/// # Errors
/// [`Failure::NotFound`] when no row came back, or the actor may not know of the import. Contacts of people may
/// stand in such rows, so only those who may import them get the file.
pub async fn rejected_file(cx: &Cx, id: ImportId) -> Result<(EvidenceRow, Vec<u8>), Failure> {
    let (import, kind) = visible(cx, id).await?;
    cx.authorise(Verb::Import, kind.area(), &owner_of(&import))?;
    let hash = import.rejected_hash.ok_or(Failure::NotFound)?;
    let rows = cx.store().evidence_of(&id.to_string()).await?;
    let row = rows
        .into_iter()
        .find(|row| row.hash == hash)
        .ok_or(Failure::NotFound)?;
    let bytes = cx.store().file(&hash).await?.ok_or(Failure::NotFound)?;
    Ok((row, bytes))
}

/// Takes a whole import back as one act: every row it made is gone, every fact it recorded is retracted, and what
/// was known before stands again. The ledger keeps that it was here.
///
/// # Errors
/// [`Failure::Invalid`] when it is withdrawn already, without a reason, or while later records lean on it.
pub async fn withdraw_import(cx: &Cx, id: ImportId, reason: &str) -> Result<(), Failure> {
    let (import, kind) = visible(cx, id).await?;
    cx.authorise(Verb::Import, kind.area(), &owner_of(&import))?;
    if import.withdrawn {
        return Err(Failure::invalid(ProblemCode::ImportWithdrawn));
    }
    Failure::unless_reason(reason, "reason")?;
    let store = cx.store();
    let in_use = store.import_leaned_on(id).await? + store.import_facts_of_others(id).await?;
    if in_use > 0 {
        let problem = Problem::new(ProblemCode::ImportInUse);
        return Err(Failure::Invalid(vec![
            problem.detail(format!("{in_use} 条"), format!("{in_use} records")),
        ]));
    }
    let mut write = cx.write("import_withdrawn", &id.to_string()).await?;
    write.tell(json!({ "reason": reason, "file": import.file_name, "rows": import.rows_taken }));
    write.withdraw_import(id, import.entry, cx.now_ms());
    write.save_import(&ImportRow {
        withdrawn: true,
        version: import.version + 1,
        ..import
    });
    cx.save(write).await?;
    cx.app.finder.follow(&cx.app).await;
    Ok(())
}
