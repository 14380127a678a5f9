//! Recomputing the chain: an edited, deleted, inserted or reordered entry is found; truncation is found
//! against a head that was exported earlier.

use super::entry::{Entry, Header};
use crate::{Store, StoreError};
use std::collections::BTreeMap;

/// Entries read at once.
const PAGE: i64 = 2_000;

/// A head as it was exported: put it where the operator of the database cannot reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedHead {
    /// The stream.
    pub stream: String,
    /// Place of its last entry.
    pub seq: i64,
    /// Hash of its last entry.
    pub hash: String,
}

/// What is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The header's hash is not the recorded one.
    Edited {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
    },
    /// An entry does not name the hash of the one before: inserted, deleted or reordered.
    BrokenLink {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
    },
    /// Places are missing before this one: deleted entries.
    Gap {
        /// The stream.
        stream: String,
        /// The first place that is there again.
        seq: i64,
    },
    /// A payload is not the one committed to.
    PayloadEdited {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
    },
    /// The head does not name the last entry.
    WrongHead {
        /// The stream.
        stream: String,
    },
    /// An exported head is not in the history: truncated or rewritten.
    LostHead(PublishedHead),
}

/// The outcome of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerReport {
    /// Entries read.
    pub entries: u64,
    /// Payloads that were erased; allowed.
    pub erased_payloads: u64,
    /// The heads, to be exported.
    pub heads: Vec<PublishedHead>,
    /// What is wrong; empty means the ledger proves itself.
    pub findings: Vec<Finding>,
}

impl Store {
    /// The heads of all streams.
    pub async fn ledger_heads(&self) -> Result<Vec<PublishedHead>, StoreError> {
        let rows = self.rows("SELECT stream, seq, hash FROM ledger_head WHERE seq > 0 ORDER BY stream", &[]).await?;
        rows.iter()
            .map(|row| Ok(PublishedHead { stream: row.text("stream")?, seq: row.int("seq")?, hash: row.text("hash")? }))
            .collect()
    }

    /// Recomputes every stream, and looks for `published` heads in the history.
    pub async fn verify_ledger(&self, published: &[PublishedHead]) -> Result<LedgerReport, StoreError> {
        let heads = self.ledger_heads().await?;
        let mut report = LedgerReport { heads: heads.clone(), ..LedgerReport::default() };
        for stream in self.streams().await? {
            let head = heads.iter().find(|head| head.stream == stream);
            self.verify_stream(&stream, head, published, &mut report).await?;
        }
        let known = |head: &&PublishedHead| !report.findings.contains(&Finding::LostHead((*head).clone()));
        let lost: Vec<_> =
            published.iter().filter(known).filter(|head| !heads.iter().any(|now| now.stream == head.stream)).collect();
        report.findings.extend(lost.into_iter().cloned().map(Finding::LostHead));
        Ok(report)
    }

    async fn streams(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT stream FROM ledger_head WHERE seq > 0 UNION SELECT DISTINCT stream FROM ledger_entry ORDER BY 1";
        self.rows(sql, &[]).await?.iter().map(|row| row.text("stream")).collect()
    }

    async fn verify_stream(
        &self,
        stream: &str,
        head: Option<&PublishedHead>,
        published: &[PublishedHead],
        report: &mut LedgerReport,
    ) -> Result<(), StoreError> {
        let mut walk = Walk::new(stream, published);
        loop {
            let entries = self.entries_after(stream, walk.seq).await?;
            let Some(last) = entries.last() else { break };
            let payloads = self.payloads_between(stream, walk.seq, last.header.seq).await?;
            for entry in &entries {
                walk.step(entry, payloads.get(&entry.header.key), report);
            }
        }
        walk.finish(head, report);
        Ok(())
    }

    async fn entries_after(&self, stream: &str, seq: i64) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT {} FROM ledger_entry WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            Entry::COLUMNS
        );
        let rows = self.rows(&sql, &[stream.into(), seq.into(), PAGE.into()]).await?;
        rows.iter().map(Entry::read).collect()
    }

    async fn payloads_between(&self, stream: &str, after: i64, last: i64) -> Result<Payloads, StoreError> {
        let sql = "SELECT p.entry, p.ordinal, p.salt, p.body FROM ledger_payload p \
                   JOIN ledger_entry e ON e.key = p.entry \
                   WHERE e.stream = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY p.entry, p.ordinal";
        let rows = self.rows(sql, &[stream.into(), after.into(), last.into()]).await?;
        let mut payloads = Payloads::new();
        for row in rows {
            let kept = (row.int("ordinal")?, row.text("salt")?, row.text("body")?);
            payloads.entry(row.int("entry")?).or_default().push(kept);
        }
        Ok(payloads)
    }
}

type Payloads = BTreeMap<i64, Vec<(i64, String, String)>>;

/// A walk along one stream.
struct Walk<'a> {
    stream: &'a str,
    seq: i64,
    hash: String,
    published: Vec<&'a PublishedHead>,
}

impl<'a> Walk<'a> {
    fn new(stream: &'a str, published: &'a [PublishedHead]) -> Walk<'a> {
        let published = published.iter().filter(|head| head.stream == stream).collect();
        Walk { stream, seq: 0, hash: String::new(), published }
    }

    fn step(&mut self, entry: &Entry, payloads: Option<&Vec<(i64, String, String)>>, report: &mut LedgerReport) {
        let (stream, seq) = (self.stream.to_owned(), entry.header.seq);
        if seq != self.seq + 1 {
            report.findings.push(Finding::Gap { stream: stream.clone(), seq });
        } else if entry.header.previous != self.hash {
            report.findings.push(Finding::BrokenLink { stream: stream.clone(), seq });
        }
        if entry.header.hash() != entry.hash {
            report.findings.push(Finding::Edited { stream: stream.clone(), seq });
        }
        self.check_payloads(&entry.header, payloads, report);
        self.published.retain(|head| !(head.seq == seq && head.hash == entry.hash));
        (self.seq, self.hash) = (seq, entry.hash.clone());
        report.entries += 1;
    }

    fn check_payloads(&self, header: &Header, payloads: Option<&Vec<(i64, String, String)>>, report: &mut LedgerReport) {
        let kept = payloads.map(Vec::as_slice).unwrap_or_default();
        let committed = |ordinal: i64| usize::try_from(ordinal).ok().and_then(|index| header.commitments.get(index));
        let edited = kept.iter().any(|(ordinal, salt, body)| {
            committed(*ordinal) != Some(&Header::commitment(header.suite, salt, body))
        });
        if edited {
            report.findings.push(Finding::PayloadEdited { stream: self.stream.to_owned(), seq: header.seq });
        }
        report.erased_payloads += header.commitments.len().saturating_sub(kept.len()) as u64;
    }

    fn finish(self, head: Option<&PublishedHead>, report: &mut LedgerReport) {
        let right = head.is_some_and(|head| head.seq == self.seq && head.hash == self.hash);
        if !right {
            report.findings.push(Finding::WrongHead { stream: self.stream.to_owned() });
        }
        report.findings.extend(self.published.into_iter().cloned().map(Finding::LostHead));
    }
}
