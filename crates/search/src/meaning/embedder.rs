//! Who makes vectors of texts, and why that may fail.
//!
//! Main types: [`Embedder`], [`EmbedError`].

use std::io;

/// The longest vector that is taken; far above what models give.
const MOST_NUMBERS: usize = 65_536;

/// What a text is: models for search embed questions and answers apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The text that something is looked for with.
    Query,
    /// A text that may be found.
    Profile,
}

/// Makes vectors of texts; near texts get near vectors.
pub trait Embedder {
    /// The name that tells this model's vectors from those of others.
    fn model(&self) -> &str;

    /// One vector a text, in the order of the texts and all of one length.
    ///
    /// # Errors
    /// When the model cannot be reached, is slow, or answers with something else.
    fn embed(&self, texts: &[&str], side: Side) -> Result<Vec<Vec<f32>>, EmbedError>;
}

impl<E: Embedder + ?Sized> Embedder for &E {
    fn model(&self) -> &str {
        (**self).model()
    }

    fn embed(&self, texts: &[&str], side: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        (**self).embed(texts, side)
    }
}

/// Why there are no vectors. Whoever ranks goes on without them, and says so.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// Nobody answers at the address.
    #[error("the embeddings endpoint {address} cannot be reached: {cause}")]
    Unreachable {
        /// The address asked.
        address: String,
        /// What the system said.
        cause: String,
    },
    /// No answer within the time that is waited.
    #[error("the embeddings endpoint gave no answer within {seconds} s")]
    Slow {
        /// How long was waited.
        seconds: u64,
    },
    /// The endpoint answers that it will not.
    #[error("the embeddings endpoint refused with status {status}")]
    Refused {
        /// The status of the answer.
        status: u16,
    },
    /// An answer that is no list of vectors, one a text.
    #[error("the embeddings endpoint gave an answer that cannot be used: {0}")]
    Malformed(String),
    /// Vectors of another length than the first one.
    #[error(
        "the embeddings endpoint gave a vector of {given} numbers where {expected} were expected"
    )]
    WrongDimension {
        /// The length of the first vector.
        expected: usize,
        /// The length of this one.
        given: usize,
    },
    /// The file of known vectors cannot be used.
    #[error("the file of known vectors cannot be used: {0}")]
    Cache(#[source] io::Error),
}

impl EmbedError {
    /// The stable code under which the reason is explained to people.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "embeddings.unreachable",
            Self::Slow { .. } => "embeddings.slow",
            Self::Refused { .. } => "embeddings.refused",
            Self::Malformed(_) => "embeddings.malformed",
            Self::WrongDimension { .. } => "embeddings.wrong_dimension",
            Self::Cache(_) => "embeddings.cache",
        }
    }
}

/// Holds an answer to what was asked: one vector a text, each of the same length and of finite numbers.
pub(super) fn checked(
    vectors: Vec<Vec<f32>>,
    texts: usize,
    dimension: Option<usize>,
) -> Result<Vec<Vec<f32>>, EmbedError> {
    if vectors.len() != texts {
        let told = format!("{} vectors for {texts} texts", vectors.len());
        return Err(EmbedError::Malformed(told));
    }
    let expected = dimension.or(vectors.first().map(Vec::len)).unwrap_or(0);
    for vector in &vectors {
        if vector.len() != expected || expected == 0 || expected > MOST_NUMBERS {
            let given = vector.len();
            return Err(EmbedError::WrongDimension { expected, given });
        }
        if !vector.iter().all(|number| number.is_finite()) {
            return Err(EmbedError::Malformed("a number is not finite".to_owned()));
        }
    }
    Ok(vectors)
}
