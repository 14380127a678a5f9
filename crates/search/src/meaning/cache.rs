//! Vectors that are known already, so that a text is sent once.
//!
//! Main type: [`Cached`]. The file holds, for each text, a hash of model, side and text with its vector. It is a cache: a
//! damaged end is cut off, a file of another kind is refused.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::embedder::{EmbedError, Embedder, Side, checked};
use crate::analysis::Fingerprint;

const MARK: &[u8; 16] = b"benfu-vectors 1\n";
/// Bytes of a record before its numbers: two hashes and how many numbers follow.
const HEAD: usize = 20;
/// More numbers than this are a damaged record.
const MOST_NUMBERS: usize = 65_536;

/// An embedder that asks another one only for texts whose vectors its file does not hold.
pub struct Cached<E> {
    inner: E,
    known: RefCell<Known>,
}

struct Known {
    file: File,
    vectors: HashMap<Key, Vec<f32>>,
}

/// Two hashes with different beginnings: one alone would mistake a text for another in a large file.
type Key = (u64, u64);

impl<E: Embedder> Cached<E> {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// [`EmbedError::Cache`] when it cannot be read or written, or is no file of vectors.
    pub fn open(path: &Path, inner: E) -> Result<Self, EmbedError> {
        let known = Known::open(path).map_err(EmbedError::Cache)?;
        Ok(Self {
            inner,
            known: RefCell::new(known),
        })
    }

    fn key(&self, text: &str, side: Side) -> Key {
        let side: &[u8] = match side {
            Side::Query => b"query",
            Side::Profile => b"profile",
        };
        let parts = [self.inner.model().as_bytes(), side, text.as_bytes()];
        let hash = |start: &[u8]| {
            let start = Fingerprint::new().with(start);
            parts
                .iter()
                .fold(start, |hash, part| hash.with(part))
                .value()
        };
        (hash(b"1"), hash(b"2"))
    }
}

impl<E: Embedder> Embedder for Cached<E> {
    fn model(&self) -> &str {
        self.inner.model()
    }

    fn embed(&self, texts: &[&str], side: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        let keys: Vec<Key> = texts.iter().map(|text| self.key(text, side)).collect();
        let mut known = self.known.borrow_mut();
        let unknown = |place: &usize| !known.vectors.contains_key(&keys[*place]);
        let asked: Vec<usize> = (0..texts.len()).filter(unknown).collect();
        if !asked.is_empty() {
            let wanted: Vec<&str> = asked.iter().map(|place| texts[*place]).collect();
            let made = checked(self.inner.embed(&wanted, side)?, wanted.len(), None)?;
            for (place, vector) in asked.into_iter().zip(made) {
                known.add(keys[place], vector).map_err(EmbedError::Cache)?;
            }
            known.file.flush().map_err(EmbedError::Cache)?;
        }
        Ok(keys
            .iter()
            .filter_map(|key| known.vectors.get(key).cloned())
            .collect())
    }
}

impl Known {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        if file.metadata()?.len() == 0 {
            file.write_all(MARK)?;
        }
        file.seek(SeekFrom::Start(0))?;
        let mut mark = [0; MARK.len()];
        let told = file.read_exact(&mut mark);
        if told.is_err() || &mark != MARK {
            return Err(io::Error::other("it is not a file of vectors"));
        }
        let (vectors, end) = records(&file)?;
        file.set_len(end)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, vectors })
    }

    fn add(&mut self, key: Key, vector: Vec<f32>) -> io::Result<()> {
        let count = u32::try_from(vector.len()).map_err(io::Error::other)?;
        let mut record = Vec::with_capacity(HEAD + 4 * vector.len());
        record.extend(key.0.to_le_bytes());
        record.extend(key.1.to_le_bytes());
        record.extend(count.to_le_bytes());
        record.extend(vector.iter().flat_map(|number| number.to_le_bytes()));
        self.file.write_all(&record)?;
        self.vectors.insert(key, vector);
        Ok(())
    }
}

/// The whole records behind the mark, and where they end.
fn records(file: &File) -> io::Result<(HashMap<Key, Vec<f32>>, u64)> {
    let mut reader = BufReader::new(file);
    let mut vectors = HashMap::new();
    let mut end = MARK.len() as u64;
    while let Some((key, vector)) = record(&mut reader)? {
        end += (HEAD + 4 * vector.len()) as u64;
        vectors.insert(key, vector);
    }
    Ok((vectors, end))
}

/// The next record; `None` at the end, and where one is cut off or makes no sense.
fn record(reader: &mut impl io::Read) -> io::Result<Option<(Key, Vec<f32>)>> {
    let mut head = [0; HEAD];
    if !filled(reader, &mut head)? {
        return Ok(None);
    }
    let [first, second] = [0, 8].map(|at| {
        let bytes = head[at..at + 8].iter().rev();
        bytes.fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    });
    let count = head[16..]
        .iter()
        .rev()
        .fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
    if count == 0 || count > MOST_NUMBERS {
        return Ok(None);
    }
    let mut body = vec![0; 4 * count];
    if !filled(reader, &mut body)? {
        return Ok(None);
    }
    let (numbers, _) = body.as_chunks::<4>();
    let vector = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
    Ok(Some(((first, second), vector.collect())))
}

fn filled(reader: &mut impl io::Read, bytes: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
