//! How good a ranking is, beside plain BM25 on the same words.
//!
//! Main types: [`Collection`], [`Comparison`]. People have judged which documents answer which queries; the ranking of
//! this crate and the plain one are held to their grades. Reading files of judgements does not belong here.

mod bootstrap;
mod compare;
mod grades;
mod plain;

pub use bootstrap::{Interval, interval};
pub use compare::{Asked, Collection, Comparison, Measure, compare};
pub use grades::{Candidates, Grades, Pairs};
