//! Recomputing the chain: an edited, deleted, inserted or reordered entry is found; truncation is found
//! against a head that was exported earlier.

use super::entry::{Entry, Header};
use crate::{Row, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

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
        let sql = "SELECT stream, seq, hash FROM ledger_head WHERE seq > 0 ORDER BY stream";
        self.rows(sql, &[]).await?.iter().map(read_head).collect()
    }

    /// Recomputes every stream, and looks for `published` heads in the history. Writes may go on meanwhile.
    pub async fn verify_ledger(
        &self,
        published: &[PublishedHead],
    ) -> Result<LedgerReport, StoreError> {
        let mut report = LedgerReport::default();
        let mut streams: BTreeSet<String> = self.streams().await?.into_iter().collect();
        streams.extend(published.iter().map(|head| head.stream.clone()));
        for stream in &streams {
            self.verify_stream(stream, published, &mut report).await?;
        }
        Ok(report)
    }

    async fn streams(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT stream FROM ledger_head WHERE seq > 0 UNION SELECT DISTINCT stream FROM ledger_entry ORDER BY 1";
        self.rows(sql, &[])
            .await?
            .iter()
            .map(|row| row.text("stream"))
            .collect()
    }

    async fn verify_stream(
        &self,
        stream: &str,
        published: &[PublishedHead],
        report: &mut LedgerReport,
    ) -> Result<(), StoreError> {
        let mut walk = Walk::new(stream, published);
        loop {
            self.walk_on(&mut walk, report).await?;
            // Entries and their head become visible together, so a head read after the walk lies behind it
            // only when writes went on meanwhile: then there is more to walk.
            let head = self.head_of(stream).await?;
            let reached = head.as_ref().is_none_or(|head| head.seq <= walk.seq);
            if reached || !self.walk_on(&mut walk, report).await? {
                walk.finish(head, report);
                return Ok(());
            }
        }
    }

    /// Walks to the last entry; was there any?
    async fn walk_on(
        &self,
        walk: &mut Walk<'_>,
        report: &mut LedgerReport,
    ) -> Result<bool, StoreError> {
        let begun_at = walk.read;
        loop {
            let rows = self.entries_after(walk.stream, walk.read).await?;
            let Some(last) = rows.last() else {
                return Ok(walk.read > begun_at);
            };
            let last = last.int("seq")?;
            let payloads = self.payloads_between(walk.stream, walk.read, last).await?;
            for row in &rows {
                match Entry::read(row) {
                    Ok(entry) => walk.step(&entry, payloads.get(&entry.header.key), report),
                    Err(StoreError::Unreadable { .. }) => {
                        walk.unreadable(row.int("seq")?, row.text("hash")?, report);
                    }
                    Err(error) => return Err(error),
                }
            }
            walk.read = last;
        }
    }

    async fn head_of(&self, stream: &str) -> Result<Option<PublishedHead>, StoreError> {
        let sql = "SELECT stream, seq, hash FROM ledger_head WHERE stream = $1";
        self.row(sql, &[stream.into()])
            .await?
            .as_ref()
            .map(read_head)
            .transpose()
    }

    async fn entries_after(&self, stream: &str, seq: i64) -> Result<Vec<Row>, StoreError> {
        let sql = format!(
            "SELECT {} FROM ledger_entry WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            Entry::COLUMNS
        );
        self.rows(sql, &[stream.into(), seq.into(), PAGE.into()])
            .await
    }

    async fn payloads_between(
        &self,
        stream: &str,
        after: i64,
        last: i64,
    ) -> Result<Payloads, StoreError> {
        let sql = "SELECT p.entry, p.ordinal, p.salt, p.body FROM ledger_payload p \
                   JOIN ledger_entry e ON e.key = p.entry \
                   WHERE e.stream = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY p.entry, p.ordinal";
        let rows = self
            .rows(sql, &[stream.into(), after.into(), last.into()])
            .await?;
        let mut payloads = Payloads::new();
        for row in rows {
            let kept = (row.int("ordinal")?, row.text("salt")?, row.text("body")?);
            payloads.entry(row.int("entry")?).or_default().push(kept);
        }
        Ok(payloads)
    }
}

pub(crate) fn read_head(row: &Row) -> Result<PublishedHead, StoreError> {
    Ok(PublishedHead {
        stream: row.text("stream")?,
        seq: row.int("seq")?,
        hash: row.text("hash")?,
    })
}

type Payloads = BTreeMap<i64, Vec<(i64, String, String)>>;

/// A walk along one stream.
struct Walk<'a> {
    stream: &'a str,
    /// Every entry up to this place has been read.
    read: i64,
    /// Place and hash of the entry before the next one.
    seq: i64,
    hash: String,
    published: Vec<&'a PublishedHead>,
}

impl<'a> Walk<'a> {
    fn new(stream: &'a str, published: &'a [PublishedHead]) -> Walk<'a> {
        let published = published
            .iter()
            .filter(|head| head.stream == stream)
            .collect();
        Walk {
            stream,
            read: i64::MIN,
            seq: 0,
            hash: String::new(),
            published,
        }
    }

    fn step(
        &mut self,
        entry: &Entry,
        payloads: Option<&Vec<(i64, String, String)>>,
        report: &mut LedgerReport,
    ) {
        let (stream, seq) = (self.stream.to_owned(), entry.header.seq);
        if entry.header.hash() != entry.hash {
            report.findings.push(Finding::Edited {
                stream: stream.clone(),
                seq,
            });
        }
        if !self.follows(seq) {
            report.findings.push(Finding::Gap { stream, seq });
        } else if entry.header.previous != self.hash {
            report.findings.push(Finding::BrokenLink { stream, seq });
        }
        self.check_payloads(&entry.header, payloads, report);
        self.pass(seq, entry.hash.clone(), report);
    }

    /// An entry whose hash suite is not a known word: somebody changed it.
    fn unreadable(&mut self, seq: i64, hash: String, report: &mut LedgerReport) {
        report.findings.push(Finding::Edited {
            stream: self.stream.to_owned(),
            seq,
        });
        self.pass(seq, hash, report);
    }

    fn follows(&self, seq: i64) -> bool {
        self.seq.checked_add(1) == Some(seq)
    }

    fn pass(&mut self, seq: i64, hash: String, report: &mut LedgerReport) {
        self.published
            .retain(|head| !(head.seq == seq && head.hash == hash));
        (self.seq, self.hash) = (seq, hash);
        report.entries += 1;
    }

    fn check_payloads(
        &self,
        header: &Header,
        payloads: Option<&Vec<(i64, String, String)>>,
        report: &mut LedgerReport,
    ) {
        let kept = payloads.map(Vec::as_slice).unwrap_or_default();
        let committed = |ordinal: i64| {
            usize::try_from(ordinal)
                .ok()
                .and_then(|index| header.commitments.get(index))
        };
        let edited = kept.iter().any(|(ordinal, salt, body)| {
            committed(*ordinal) != Some(&Header::commitment(header.suite, salt, body))
        });
        if edited {
            report.findings.push(Finding::PayloadEdited {
                stream: self.stream.to_owned(),
                seq: header.seq,
            });
        }
        report.erased_payloads += header.commitments.len().saturating_sub(kept.len()) as u64;
    }

    fn finish(self, head: Option<PublishedHead>, report: &mut LedgerReport) {
        let (seq, hash) = head
            .as_ref()
            .map_or((0, ""), |head| (head.seq, head.hash.as_str()));
        if seq != self.seq || hash != self.hash {
            report.findings.push(Finding::WrongHead {
                stream: self.stream.to_owned(),
            });
        }
        report
            .findings
            .extend(self.published.into_iter().cloned().map(Finding::LostHead));
        report.heads.extend(head.filter(|head| head.seq > 0));
    }
}
