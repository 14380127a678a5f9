//! Entries: their canonical form, their hash, and how one is sealed onto a stream.

use crate::hex;
use crate::write::Expect;
use crate::{Page, Row, Step, Store, StoreError, Write};
use sha2::{Digest as _, Sha256};
use sm3::Sm3;

/// Which hash function an entry uses; kept in the entry, so that a ledger can move to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SM3 (GB/T 32905-2016).
    Sm3,
}

impl Suite {
    /// The word kept in the entry.
    pub fn word(self) -> &'static str {
        match self {
            Suite::Sha256 => "sha256",
            Suite::Sm3 => "sm3",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Suite> {
        match word {
            "sha256" => Some(Suite::Sha256),
            "sm3" => Some(Suite::Sm3),
            _ => None,
        }
    }

    fn hash(self, parts: &[&str]) -> String {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        match self {
            Suite::Sha256 => hex(&Sha256::digest(&bytes)),
            Suite::Sm3 => hex(&Sm3::digest(&bytes)),
        }
    }
}

/// Everything about an entry that its hash covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The key by which rows name the entry.
    pub key: i64,
    /// The stream.
    pub stream: String,
    /// The place in the stream, from 1.
    pub seq: i64,
    /// When, RFC 3339 UTC.
    pub recorded_at: String,
    /// Organisation of the account.
    pub organisation: String,
    /// The account.
    pub account: String,
    /// Event name.
    pub action: String,
    /// Id of the thing.
    pub subject: String,
    /// Hash suite.
    pub suite: Suite,
    /// Commitments to the payloads, in order.
    pub commitments: Vec<String>,
    /// Hash of the entry before; empty for the first.
    pub previous: String,
}

impl Header {
    /// The hash of this entry: over its fields in this order, each with its length before it.
    pub fn hash(&self) -> String {
        let (key, seq, commitments) = (
            self.key.to_string(),
            self.seq.to_string(),
            self.commitments.join(","),
        );
        self.suite.hash(&[
            "benfu-ledger-1",
            self.suite.word(),
            &self.stream,
            &seq,
            &key,
            &self.recorded_at,
            &self.organisation,
            &self.account,
            &self.action,
            &self.subject,
            &commitments,
            &self.previous,
        ])
    }

    pub(super) fn commitment(suite: Suite, salt: &str, body: &str) -> String {
        suite.hash(&["benfu-payload-1", salt, body])
    }
}

/// An entry as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the hash covers.
    pub header: Header,
    /// The hash as recorded.
    pub hash: String,
}

impl Entry {
    pub(crate) const COLUMNS: &'static str = "key, stream, seq, recorded_at, organisation, account, action, subject, suite, commitments, previous, hash";

    pub(crate) fn read(row: &Row) -> Result<Entry, StoreError> {
        let header = Header {
            key: row.int("key")?,
            stream: row.text("stream")?,
            seq: row.int("seq")?,
            recorded_at: row.text("recorded_at")?,
            organisation: row.text("organisation")?,
            account: row.text("account")?,
            action: row.text("action")?,
            subject: row.text("subject")?,
            suite: row.parsed("suite", Suite::from_word)?,
            commitments: listed(&row.text("commitments")?),
            previous: row.text("previous")?,
        };
        Ok(Entry {
            header,
            hash: row.text("hash")?,
        })
    }
}

/// The commitments in their column. Nothing is dropped, so that joining them gives the column's text again.
fn listed(commitments: &str) -> Vec<String> {
    if commitments.is_empty() {
        Vec::new()
    } else {
        commitments.split(',').map(str::to_owned).collect()
    }
}

/// The end of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: String,
}

impl Head {
    pub(crate) fn origin() -> Head {
        Head {
            seq: 0,
            hash: String::new(),
        }
    }
}

/// An entry ready to be written, and the head after it, which is kept apart ([`head_step`]).
pub(crate) struct Sealed {
    pub(crate) steps: Vec<Step>,
    pub(crate) head: Head,
}

/// Seals the entry of `write` onto `head`.
pub(crate) fn seal(stream: &str, head: &Head, write: &Write) -> Result<Sealed, StoreError> {
    let suite = Suite::Sha256;
    let payloads = (0_u32..).zip(&write.payloads).map(|(place, body)| {
        let salt = salt(suite, write, place)?;
        Ok(salted(suite, salt, body.to_string()))
    });
    let payloads = payloads.collect::<Result<Vec<_>, StoreError>>()?;
    let header = Header {
        key: write.entry.0,
        stream: stream.to_owned(),
        seq: head.seq + 1,
        recorded_at: write.act.at.clone(),
        organisation: write.act.organisation.clone(),
        account: write.act.account.clone(),
        action: write.act.action.to_owned(),
        subject: write.act.subject.clone(),
        suite,
        commitments: payloads
            .iter()
            .map(|payload| payload.commitment.clone())
            .collect(),
        previous: head.hash.clone(),
    };
    let head = Head {
        seq: header.seq,
        hash: header.hash(),
    };
    Ok(Sealed {
        steps: steps(&header, &head, payloads),
        head,
    })
}

struct Payload {
    salt: String,
    body: String,
    commitment: String,
}

/// Thirty-two hexadecimal digits, drawn at random, or from the seed of a sample and the place of the payload.
fn salt(suite: Suite, write: &Write, place: u32) -> Result<String, StoreError> {
    if let Some(seed) = write.salt_seed {
        let (seed, key) = (seed.to_string(), write.entry.0.to_string());
        let mut salt = suite.hash(&["benfu-sample-salt", &seed, &key, &place.to_string()]);
        salt.truncate(32);
        return Ok(salt);
    }
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|error| StoreError::File {
        doing: "drawing a salt",
        source: std::io::Error::other(error.to_string()),
    })?;
    Ok(hex(&salt))
}

fn salted(suite: Suite, salt: String, body: String) -> Payload {
    let commitment = Header::commitment(suite, &salt, &body);
    Payload {
        salt,
        body,
        commitment,
    }
}

fn steps(header: &Header, head: &Head, payloads: Vec<Payload>) -> Vec<Step> {
    let mut steps = vec![entry_step(header, head)];
    for (ordinal, payload) in (0_i64..).zip(payloads) {
        let args = vec![
            header.key.into(),
            ordinal.into(),
            payload.salt.into(),
            payload.body.into(),
        ];
        let sql = "INSERT INTO ledger_payload (entry, ordinal, salt, body) VALUES ($1, $2, $3, $4)";
        steps.push(Step::whole(sql, args, Expect::Any));
    }
    steps
}

/// Remembers the end of a stream. Many entries of one transaction need it once.
pub(crate) fn head_step(stream: &str, head: &Head) -> Step {
    let args = vec![stream.into(), head.seq.into(), head.hash.as_str().into()];
    let sql = "INSERT INTO ledger_head (stream, seq, hash) VALUES ($1, $2, $3) \
               ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    Step::whole(sql, args, Expect::Any)
}

fn entry_step(header: &Header, head: &Head) -> Step {
    let sql = format!(
        "INSERT INTO ledger_entry ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        Entry::COLUMNS
    );
    let args = vec![
        header.key.into(),
        header.stream.as_str().into(),
        header.seq.into(),
        header.recorded_at.as_str().into(),
        header.organisation.as_str().into(),
        header.account.as_str().into(),
        header.action.as_str().into(),
        header.subject.as_str().into(),
        header.suite.word().into(),
        header.commitments.join(",").into(),
        header.previous.as_str().into(),
        head.hash.as_str().into(),
    ];
    Step::whole(sql, args, Expect::Fresh("ledger entry"))
}

impl Store {
    /// The entries that speak of `subject`, the newest first.
    pub async fn entries_of(&self, subject: &str, limit: i64) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT {} FROM ledger_entry WHERE subject = $1 ORDER BY recorded_at DESC, key DESC LIMIT $2",
            Entry::COLUMNS
        );
        let rows = self
            .rows(sql, &[subject.into(), Page::first(limit).bounded().into()])
            .await?;
        rows.iter().map(Entry::read).collect()
    }

    /// The entries of a stream before a place, the newest first.
    pub async fn entries_before(
        &self,
        stream: &str,
        seq: i64,
        limit: i64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT {} FROM ledger_entry WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
            Entry::COLUMNS
        );
        let rows = self
            .rows(
                sql,
                &[
                    stream.into(),
                    seq.into(),
                    Page::first(limit).bounded().into(),
                ],
            )
            .await?;
        rows.iter().map(Entry::read).collect()
    }

    /// One entry by its key, with the payloads that are still kept.
    pub async fn entry(&self, key: i64) -> Result<Option<(Entry, Vec<String>)>, StoreError> {
        let sql = format!("SELECT {} FROM ledger_entry WHERE key = $1", Entry::COLUMNS);
        let Some(row) = self.row(sql, &[key.into()]).await? else {
            return Ok(None);
        };
        let sql = "SELECT body FROM ledger_payload WHERE entry = $1 ORDER BY ordinal";
        let bodies = self.rows(sql, &[key.into()]).await?;
        let bodies = bodies
            .iter()
            .map(|row| row.text("body"))
            .collect::<Result<_, _>>()?;
        Ok(Some((Entry::read(&row)?, bodies)))
    }

    /// Erases the payloads of an entry: a person's right to be forgotten. The chain still verifies; the caller
    /// records the erasure as an act of its own in the same write.
    pub fn erase_payloads(write: &mut Write, key: i64) {
        write.step(
            "DELETE FROM ledger_payload WHERE entry = $1",
            vec![key.into()],
            Expect::Any,
        );
    }
}
