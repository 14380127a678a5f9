//! The language from outside: compiling, evaluating, explaining, whole columns.

mod columns;
mod compiling;
mod evaluating;
mod explaining;
mod knowledge;
mod missing;
mod random;
mod world;
