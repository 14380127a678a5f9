//! The language from outside: compiling, evaluating, explaining, whole columns.

mod catalogue;
mod columns;
mod compiling;
mod criteria;
mod dice;
mod essential;
mod evaluating;
mod explaining;
mod forest;
mod knowledge;
mod missing;
mod naive;
mod random;
mod tree;
mod world;
