//! Likeness of meaning: vectors that a model outside has made of texts, and their exact comparison.
//!
//! Main types: [`Embedder`] (who makes vectors), [`Vectors`] (those of all profiles), [`Cached`] (an embedder that asks
//! for each text once). Reaching a model over the network does not belong here.

mod cache;
mod embedder;
mod gather;
mod nearest;
mod places;
mod rows;
mod scan;
mod vectors;

pub use cache::Cached;
pub use embedder::{EmbedError, Embedder, Side};
pub use gather::{Gathering, ask, of_profile};
pub use vectors::{Among, Near, Vectors};
