//! Importing a file: one long transaction with one ledger entry, everything or nothing.

use super::ImportKind;
use super::command::{ImportDone, ImportFile, Remark};
use super::plan::Plan;
use super::reader::{CHUNK, Chunk, Line, Opened, Reader};
use super::record::Parsed;
use super::take::{Outcome, Sender, Start, Taking};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::fact::{Source, SourceKind};
use benfu_domain::id::{ImportId, PartyId};
use benfu_office::evidence::MediaType;
use benfu_office::message::Explain as _;
use benfu_office::workbook::{RejectedRow, rejected_rows};
use benfu_store::Write;
use benfu_store::evidence::EvidenceRow;
use benfu_store::import::ImportRow;
use serde_json::json;
use std::sync::Arc;

/// Remarks that are kept; all are counted.
const MOST_REMARKS: usize = 200;
/// Rows that may come back. A file with more is the wrong file, or is mapped wrongly.
const MOST_REJECTED: usize = 50_000;

/// Takes a file in. The same file again has no second effect and says what the first import did.
///
/// # Errors
/// [`Failure::Invalid`] when the file cannot be read to its end, its kind cannot be told, or fields that no row
/// can do without are missing; then nothing is taken. Rows that cannot be taken are no failure: they come back.
pub async fn import_file(cx: &Cx, file: ImportFile) -> Result<ImportDone, Failure> {
    may_import_something(cx)?;
    if let Some(earlier) = cx.earlier().await? {
        return done_before(cx, &earlier).await;
    }
    let mut reader = Reader::start(file.name.clone(), file.content.clone(), file.sheet.clone());
    let opened = reader.opened().await?;
    let plan = Arc::new(Plan::new(&cx.app.pack, &opened, &file, &cx.actor.region)?);
    cx.authorise(Verb::Import, plan.kind.area(), &cx.own())?;
    plan.check_complete()?;
    let sender = sender(cx, &file).await?;
    let kind = plan.kind.word();
    if let Some(row) = cx
        .store()
        .import_of_file(&opened.hash, kind, cx.actor.organisation)
        .await?
    {
        return ImportDone::earlier(&row)
            .ok_or_else(|| Failure::Bug("an import of unknown kind".to_owned()));
    }
    reader.go(&plan);
    let done = Run::new(cx, plan, opened, &file)
        .run(reader, sender)
        .await?;
    cx.app.finder.follow(&cx.app).await;
    Ok(done)
}

/// Somebody who may import nothing does not make the server read files.
pub(super) fn may_import_something(cx: &Cx) -> Result<(), Failure> {
    let may = |kind: ImportKind| cx.actor.widest(Verb::Import, kind.area()).is_some();
    if ImportKind::ALL.into_iter().any(may) {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

async fn done_before(cx: &Cx, id: &str) -> Result<ImportDone, Failure> {
    let bug = || Failure::Bug("an earlier request made no import".to_owned());
    let id: ImportId = id.parse().map_err(|_| bug())?;
    let row = cx.store().import(id).await?.ok_or_else(bug)?;
    ImportDone::earlier(&row).ok_or_else(bug)
}

/// The party in whose name rows without one are taken: the one that the sender names, if the sender may.
async fn sender(cx: &Cx, file: &ImportFile) -> Result<Option<Sender>, Failure> {
    let Some(id): Option<PartyId> = file.party else {
        return Ok(None);
    };
    let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
    if cx.actor.party != Some(id) {
        cx.authorise(Verb::Read, Area::Party, &crate::party::owner_of(&party))?;
    }
    Ok(Some(Sender {
        party: id,
        region: party.region,
    }))
}

/// One import on its way.
struct Run<'a> {
    cx: &'a Cx,
    plan: Arc<Plan>,
    opened: Opened,
    file: &'a ImportFile,
    id: ImportId,
    rejected: Vec<RejectedRow>,
    done: ImportDone,
}

impl<'a> Run<'a> {
    fn new(cx: &'a Cx, plan: Arc<Plan>, opened: Opened, file: &'a ImportFile) -> Run<'a> {
        let id = ImportId::from_bits(cx.app.mint());
        let done = ImportDone {
            id,
            kind: plan.kind,
            again: false,
            rows_read: 0,
            taken: 0,
            known: 0,
            rejected: 0,
            partial: 0,
            parties_made: 0,
            merges_proposed: 0,
            remarks_count: 0,
            remarks: Vec::new(),
            rejected_hash: None,
        };
        Run {
            cx,
            plan,
            opened,
            file,
            id,
            rejected: Vec::new(),
            done,
        }
    }

    async fn run(
        mut self,
        mut reader: Reader,
        sender: Option<Sender>,
    ) -> Result<ImportDone, Failure> {
        self.remark_on_file();
        let store = self.cx.store();
        let mut write = self.cx.write("file_imported", &self.id.to_string()).await?;
        let start = Start {
            plan: Arc::clone(&self.plan),
            import: self.id,
            source: store.next_source().await?,
            sender,
            may_make_parties: self.cx.may(Verb::Import, Area::Party, &self.cx.own()),
            register_is_empty: store.register_is_empty().await?,
        };
        write.add_source(start.source, &self.source());
        let cx = self.cx;
        let mut taking = Taking::new(cx, start);
        let mut bulk = store.bulk().await?;
        let mut ahead = None;
        let hidden = loop {
            match reader.next().await? {
                Chunk::Lines(lines) => {
                    // What fits into one chunk is in the index as quickly afterwards.
                    if self.done.rows_read == 0 && lines.len() == CHUNK {
                        ahead = cx.app.finder.ahead(&cx.app).await;
                    }
                    self.chunk(&mut taking, lines).await?;
                }
                Chunk::End { hidden } => break hidden,
            }
            if let Some(ahead) = &ahead {
                taking.tell(ahead).await;
            }
            taking.write_chunk(&mut write);
            bulk.send(&mut write).await?;
        };
        self.remark_on_hidden(hidden);
        (self.done.parties_made, self.done.merges_proposed) =
            (taking.parties_made, taking.merges_proposed);
        self.finish(&mut write, taking.keys_taken()).await?;
        let committed = bulk.finish(write).await?;
        if let Some(ahead) = ahead {
            ahead.finish(&cx.app.finder, committed.seq).await;
        }
        Ok(self.done)
    }

    fn source(&self) -> Source {
        let said = self.file.source_title.trim();
        Source {
            kind: SourceKind::Imported,
            title: if said.is_empty() {
                self.file.name.clone()
            } else {
                said.to_owned()
            },
            reference: Some(self.id.to_string()),
            dated: Some(self.cx.today()),
        }
    }

    async fn chunk(&mut self, taking: &mut Taking<'_>, lines: Vec<Line>) -> Result<(), Failure> {
        let parsed = lines.iter().filter_map(|line| {
            if let Line::Parsed(row) = line {
                Some(&**row)
            } else {
                None
            }
        });
        let rows: Vec<&Parsed> = parsed.collect();
        taking.load(&rows).await?;
        for line in lines {
            self.done.rows_read += 1;
            match line {
                Line::Parsed(parsed) => self.row(taking, *parsed),
                Line::Rejected(rejected) => self.reject(rejected),
            }
        }
        self.check_rejected()
    }

    fn row(&mut self, taking: &mut Taking<'_>, parsed: Parsed) {
        let outcome = taking.take(&parsed);
        let number = parsed.row.number;
        let remarks = taking.take_remarks();
        for (zh, en) in parsed.faults.remarks.into_iter().chain(remarks) {
            self.remark(Remark {
                row: Some(number),
                zh,
                en,
            });
        }
        let partial = parsed.faults.partial;
        match outcome {
            Outcome::Rejected(reason) => {
                let reasons = std::iter::once(*reason).chain(partial).collect();
                return self.reject(RejectedRow {
                    number,
                    row: Some(parsed.row),
                    reasons,
                });
            }
            Outcome::Taken => self.done.taken += 1,
            Outcome::Known => self.done.known += 1,
        }
        if !partial.is_empty() {
            self.done.partial += 1;
            self.rejected.push(RejectedRow {
                number,
                row: Some(parsed.row),
                reasons: partial,
            });
        }
    }

    fn reject(&mut self, rejected: RejectedRow) {
        self.done.rejected += 1;
        self.rejected.push(rejected);
    }

    fn remark(&mut self, remark: Remark) {
        self.done.remarks_count += 1;
        if self.done.remarks.len() < MOST_REMARKS {
            self.done.remarks.push(remark);
        }
    }

    fn check_rejected(&self) -> Result<(), Failure> {
        if self.rejected.len() <= MOST_REJECTED {
            return Ok(());
        }
        let first = self.rejected.first().and_then(|row| row.reasons.first());
        let (zh, en) = first
            .map(|reason| (reason.zh.clone(), reason.en.clone()))
            .unwrap_or_default();
        let problem = Problem::with_field(ProblemCode::ImportTooManyRejected, "file");
        Err(Failure::Invalid(vec![problem.detail(zh, en)]))
    }

    /// What is not read of this file, so that nothing is lost silently.
    fn remark_on_file(&mut self) {
        let plan = Arc::clone(&self.plan);
        for (column, why) in plan.unread() {
            let (zh, en) = (
                why.text(benfu_domain::Lang::Zh),
                why.text(benfu_domain::Lang::En),
            );
            let header = &column.header;
            self.remark(Remark::whole(
                format!("“{header}”列未导入:{zh}"),
                format!("column '{header}' was not read: {en}"),
            ));
        }
        let read = self.opened.sheet.clone();
        let others = self
            .opened
            .sheets
            .iter()
            .filter(|sheet| sheet.name != read && !sheet.is_hidden);
        let others: Vec<String> = others.map(|sheet| sheet.name.clone()).collect();
        if !others.is_empty() {
            let others = others.join("、");
            self.remark(Remark::whole(
                format!("只导入了工作表“{read}”;其余:{others}"),
                format!("only sheet '{read}' was read; the others: {others}"),
            ));
        }
    }

    fn remark_on_hidden(&mut self, hidden: u64) {
        if hidden > 0 {
            self.remark(Remark::whole(
                format!("有 {hidden} 行在工作表中被隐藏,也已读取"),
                format!("{hidden} rows are hidden in the sheet; they were read too"),
            ));
        }
    }

    /// Keeps the rows that come back, and writes the import's own record.
    async fn finish(&mut self, write: &mut Write, keys: Option<(i64, i64)>) -> Result<(), Failure> {
        if !self.rejected.is_empty() {
            self.done.rejected_hash = Some(self.keep_rejected(write).await?);
        }
        let done = &self.done;
        write.tell(json!({
            "kind": done.kind.word(), "file": self.file.name, "sha256": self.opened.hash, "rows": done.rows_read,
            "taken": done.taken, "known": done.known, "rejected": done.rejected, "partial": done.partial,
        }));
        write.save_import(&self.record(keys));
        if let Some(key) = &self.cx.request_key {
            write.remember_request(key);
        }
        Ok(())
    }

    async fn keep_rejected(&self, write: &mut Write) -> Result<String, Failure> {
        let made = rejected_rows(&self.opened.sheet, &self.opened.header, &self.rejected);
        let bytes = made.map_err(|error| Failure::Bug(error.message().en))?;
        let hash = self.cx.store().keep_file(&bytes).await?;
        let stem = self
            .file
            .name
            .rsplit_once('.')
            .map_or(self.file.name.as_str(), |(stem, _)| stem);
        write.save_evidence(&EvidenceRow {
            hash: hash.clone(),
            subject: self.id.to_string(),
            kind: "rejected_rows".to_owned(),
            name: format!("{stem}-退回.xlsx"),
            media_type: MediaType::Xlsx.as_str().to_owned(),
            size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            stage: String::new(),
            added_on: self.cx.today(),
            account: self.cx.actor.account.to_string(),
            organisation: self.cx.actor.organisation.to_string(),
            entry: 0,
        });
        Ok(hash)
    }

    fn record(&self, keys: Option<(i64, i64)>) -> ImportRow {
        let done = &self.done;
        let notes: Vec<String> = done.remarks.iter().map(Remark::line).collect();
        ImportRow {
            id: self.id,
            kind: done.kind.word().to_owned(),
            file_name: self.file.name.clone(),
            file_hash: self.opened.hash.clone(),
            withdrawn: false,
            rows_read: done.rows_read,
            rows_taken: done.taken,
            rows_known: done.known,
            rows_rejected: done.rejected,
            rejected_hash: done.rejected_hash.clone(),
            notes: notes.join("\n"),
            keys,
            on: self.cx.today(),
            account: self.cx.actor.account.to_string(),
            organisation: self.cx.actor.organisation,
            region: self.cx.actor.region.clone(),
            version: 1,
            entry: 0,
        }
    }
}
