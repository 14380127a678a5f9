//! Profiles become vectors, some texts at a time.

use super::embedder::{EmbedError, Embedder, Side, checked};
use super::vectors::Vectors;
use crate::profile::Profile;

/// Texts asked for at once.
const BATCH: usize = 64;
/// Characters of a text that are sent; models read no more than some hundred words.
const LONGEST: usize = 1_200;

/// The vectors of profiles that pass by. Only as many texts as are asked for at once are held in memory.
pub struct Gathering<'e> {
    embedder: &'e dyn Embedder,
    batch: Vec<(i64, String)>,
    vectors: Vectors,
    failure: Option<EmbedError>,
}

impl<'e> Gathering<'e> {
    /// None yet.
    pub fn with(embedder: &'e dyn Embedder) -> Self {
        Self {
            embedder,
            batch: Vec::with_capacity(BATCH),
            vectors: Vectors::default(),
            failure: None,
        }
    }

    /// Takes a profile along. After a failure no more is asked for.
    pub fn take(&mut self, profile: &Profile) {
        if self.failure.is_some() {
            return;
        }
        self.batch.push((profile.key, of_profile(profile)));
        if self.batch.len() == BATCH {
            self.embed();
        }
    }

    /// All vectors.
    ///
    /// # Errors
    /// The first failure of the embedder: vectors of some profiles alone would rank the others as unlike.
    pub fn finish(mut self) -> Result<Vectors, EmbedError> {
        self.embed();
        self.failure.map_or(Ok(self.vectors), Err)
    }

    fn embed(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() || self.failure.is_some() {
            return;
        }
        let texts: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
        let made = self.embedder.embed(&texts, Side::Profile);
        let keys: Vec<i64> = batch.iter().map(|(key, _)| *key).collect();
        let taken = made.and_then(|made| self.vectors.put_all(&keys, made));
        self.failure = taken.err();
    }
}

fn dimension(vectors: &Vectors) -> Option<usize> {
    Some(vectors.dimension()).filter(|dimension| *dimension > 0)
}

/// The vector of what is looked for, of the length of the known ones.
///
/// # Errors
/// Those of the embedder.
pub fn ask(
    embedder: &dyn Embedder,
    profile: &Profile,
    among: &Vectors,
) -> Result<Vec<f32>, EmbedError> {
    let text = of_profile(profile);
    let answer = embedder.embed(&[&text], Side::Query)?;
    let mut answer = checked(answer, 1, dimension(among))?;
    Ok(answer.pop().unwrap_or_default())
}

impl Vectors {
    /// Takes in the vectors of profiles with these keys, each in place of an earlier one.
    ///
    /// # Errors
    /// When there are more or fewer, or one is of another length than those that are there; then none is taken in.
    pub fn put_all(&mut self, keys: &[i64], made: Vec<Vec<f32>>) -> Result<(), EmbedError> {
        let made = checked(made, keys.len(), dimension(self))?;
        for (key, vector) in keys.iter().zip(made) {
            self.push(*key, &vector);
        }
        Ok(())
    }
}

/// What of a profile is sent.
pub fn of_profile(profile: &Profile) -> String {
    let keywords = profile.keywords.iter().map(String::as_str);
    let parts = [profile.title.as_str(), &profile.text];
    let whole: Vec<&str> = parts.into_iter().chain(keywords).collect();
    whole.join("\n").trim().chars().take(LONGEST).collect()
}
