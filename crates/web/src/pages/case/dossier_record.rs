//! The second half of a case's file: what was done, measured and handed in, and where the ledger proves it.

use benfu_app::ledger::Entry;
use benfu_app::office::document::Block;
use benfu_app::programme::{CaseRecordRow, CaseStepRow, EvidenceRow};

use super::detail::{kind_label, reached, what};
use super::dossier_text::Writer;
use crate::locale::count;
use crate::words;

/// Digits of a hash that stand in a table: enough to find it, and the evidence table gives them all.
const SHORT_HASH: usize = 16;

impl Writer<'_> {
    pub(super) fn course(&self) -> Vec<Block> {
        let row = |(place, step): (usize, &CaseStepRow)| {
            vec![
                step.on.to_string(),
                what(self.lang, step, place == 0),
                format!(
                    "{} · {}",
                    self.person(&step.account),
                    words::part(self.lang, step.part)
                ),
                step.reason.clone(),
                self.number_of(step.entry),
            ]
        };
        let columns = vec![
            self.words("col-when", 14),
            self.words("col-what", 18),
            self.words("col-who", 28),
            self.words("col-why", 32),
            self.numbers("col-entry", 8),
        ];
        let rows = self.found.page.steps.iter().enumerate().map(row).collect();
        let table = self.table("dossier-course-table", columns, rows);
        self.section("dossier-course", vec![table])
    }

    /// The place of a ledger entry in its stream.
    fn number_of(&self, key: i64) -> String {
        let entry = self
            .found
            .entries
            .iter()
            .find(|entry| entry.header.key == key);
        entry.map_or_else(String::new, |entry| format!("#{}", entry.header.seq))
    }

    pub(super) fn results(&self) -> Vec<Block> {
        let records = &self.found.page.records;
        if records.is_empty() {
            let none = Block::text(self.t("dossier-results-none"));
            return self.section("dossier-results", vec![none]);
        }
        let columns = vec![
            self.words("col-when", 14),
            self.words("col-kind", 14),
            self.numbers("col-measured", 16),
            self.words("col-reached", 10),
            self.numbers("col-amount", 16),
            self.words("col-note", 30),
        ];
        let rows = records.iter().map(|row| self.result(row)).collect();
        let table = self.table("dossier-results-table", columns, rows);
        self.section("dossier-results", vec![table])
    }

    fn result(&self, row: &CaseRecordRow) -> Vec<String> {
        let (record, need) = (&row.record, self.found.page.need.as_ref());
        let measured = record.measurement.as_ref();
        let met = measured.zip(need);
        let met = met.and_then(|(value, need)| reached(&need.terms, value.measured_milli));
        let met = met.map(|answer| self.t(answer.key()));
        vec![
            record.on.to_string(),
            words::record_kind(self.lang, record.kind),
            measured
                .map(|value| words::milli(value.measured_milli, &value.unit))
                .unwrap_or_default(),
            met.unwrap_or_default(),
            record
                .amount_fen
                .map(|fen| self.lang.money(fen))
                .unwrap_or_default(),
            record.text.clone(),
        ]
    }

    /// Each paper with its whole digest, so that a copy can be compared.
    pub(super) fn papers(&self) -> Vec<Block> {
        let papers = &self.found.page.evidence;
        if papers.is_empty() {
            let none = Block::text(self.t("dossier-papers-none"));
            return self.section("dossier-papers", vec![none]);
        }
        let row = |file: &EvidenceRow| {
            vec![
                file.name.clone(),
                kind_label(self.cx, self.lang, &self.found.page, &file.kind),
                self.person(&file.account),
                file.added_on.to_string(),
                file.hash.clone(),
            ]
        };
        let columns = vec![
            self.words("col-file", 24),
            self.words("col-shows", 16),
            self.words("col-who", 18),
            self.words("col-when", 14),
            self.words("col-digest", 28),
        ];
        let table = self.table(
            "dossier-papers-table",
            columns,
            papers.iter().map(row).collect(),
        );
        self.section("dossier-papers", vec![table])
    }

    pub(super) fn ledger(&self) -> Vec<Block> {
        let row = |entry: &Entry| {
            vec![
                format!("#{}", entry.header.seq),
                self.lang
                    .moment(words::moment_of(&entry.header.recorded_at)),
                words::event(self.lang, &entry.header.action),
                entry.hash.chars().take(SHORT_HASH).collect(),
            ]
        };
        let entries = &self.found.entries;
        let columns = vec![
            self.numbers("col-entry", 10),
            self.words("col-when", 26),
            self.words("col-what", 32),
            self.words("col-hash", 32),
        ];
        let table = self.table(
            "dossier-ledger-table",
            columns,
            entries.iter().map(row).collect(),
        );
        let last = entries
            .last()
            .map(|entry| entry.hash.clone())
            .unwrap_or_default();
        let number = self
            .lang
            .tn("rows-count", count(entries.len()))
            .into_owned();
        self.section(
            "dossier-ledger",
            vec![
                Block::text(number),
                table,
                self.note("dossier-proof"),
                Block::Note(last),
            ],
        )
    }
}
