//! The index: opened or made, changed, rebuilt.
//!
//! Main type: [`Index`]. Searching it is in [`search`](crate::search); what the files hold is the
//! engine's business.

mod directory;
mod writing;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexReader, ReloadPolicy, Searcher};

use crate::analysis::{Analyzer, Lexicon};
use crate::error::{RebuildCause, SearchError};
use crate::schema::{Fields, TOKENIZER};
use crate::seal::Seal;
use writing::Writer;

/// A full-text index of profiles; a cache of the store. Shared between threads by reference: any
/// number of readers and one writer at a time.
pub struct Index {
    dir: PathBuf,
    engine: tantivy::Index,
    fields: Fields,
    analyzer: Analyzer,
    reader: IndexReader,
    writer: Mutex<Option<Writer>>,
    stamp: AtomicU64,
}

impl Index {
    /// Opens the index in a directory of its own, or makes an empty one with stamp 0.
    ///
    /// # Errors
    /// [`SearchError::MustRebuild`] when there is an index that cannot be trusted: damaged, cut
    /// off, of another version or with other domain words. Then call [`Index::recreate`].
    pub fn open(dir: &Path, lexicon: &Lexicon) -> Result<Self, SearchError> {
        let analyzer = Analyzer::new(lexicon)?;
        if directory::holds_index(dir)? {
            let must_rebuild = |cause| SearchError::MustRebuild {
                dir: dir.to_owned(),
                cause,
            };
            let (engine, seal) = directory::open(dir, &analyzer).map_err(must_rebuild)?;
            Self::with_engine(dir, engine, analyzer, seal.stamp)
        } else {
            Self::made(dir, directory::create(dir, Fields::new().schema)?, analyzer)
        }
    }

    /// Clears whatever index lies in the directory and makes an empty one with stamp 0; other
    /// files are left alone.
    ///
    /// # Errors
    /// [`SearchError::WriterBusy`] while another process writes to it.
    pub fn recreate(dir: &Path, lexicon: &Lexicon) -> Result<Self, SearchError> {
        let analyzer = Analyzer::new(lexicon)?;
        directory::clear(dir)?;
        Self::made(dir, directory::create(dir, Fields::new().schema)?, analyzer)
    }

    /// An empty index in memory, for one ranking or a test.
    ///
    /// # Errors
    /// When the lexicon is not usable.
    pub fn in_memory(lexicon: &Lexicon) -> Result<Self, SearchError> {
        let analyzer = Analyzer::new(lexicon)?;
        let engine = tantivy::Index::create_in_ram(Fields::new().schema);
        Self::made(Path::new(""), engine, analyzer)
    }

    /// The ledger sequence up to which changes are in the index; 0 when it is new.
    pub fn stamp(&self) -> u64 {
        self.stamp.load(Ordering::Acquire)
    }

    /// The number of profiles in the index.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether no profile is in the index.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The analyser that cuts both the profiles and the queries.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Takes note of what another process has committed to the same directory. Changes made
    /// through this index are seen without it.
    ///
    /// # Errors
    /// When the directory cannot be read, or was made anew with other rules.
    pub fn refresh(&self) -> Result<(), SearchError> {
        let seal = self.committed_seal()?;
        self.reader.reload()?;
        self.stamp.store(seal.stamp, Ordering::Release);
        Ok(())
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    fn made(dir: &Path, engine: tantivy::Index, analyzer: Analyzer) -> Result<Self, SearchError> {
        let index = Self::with_engine(dir, engine, analyzer, 0)?;
        index.rebuild([], 0)?;
        Ok(index)
    }

    fn with_engine(
        dir: &Path,
        engine: tantivy::Index,
        analyzer: Analyzer,
        stamp: u64,
    ) -> Result<Self, SearchError> {
        let tokenizer = TextAnalyzer::from(analyzer.clone());
        engine.tokenizers().register(TOKENIZER, tokenizer);
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            dir: dir.to_owned(),
            engine,
            fields: Fields::new(),
            analyzer,
            reader,
            writer: Mutex::new(None),
            stamp: AtomicU64::new(stamp),
        })
    }

    fn committed_seal(&self) -> Result<Seal, SearchError> {
        let payload = self.engine.load_metas()?.payload.unwrap_or_default();
        let seal = Seal::parse(&payload);
        let ours = |seal: &Seal| seal.analyzer == self.analyzer.fingerprint();
        seal.filter(ours).ok_or_else(|| SearchError::MustRebuild {
            dir: self.dir.clone(),
            cause: RebuildCause::OtherVersion,
        })
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("stamp", &self.stamp())
            .field("len", &self.len())
            .finish()
    }
}
