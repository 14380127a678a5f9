//! The language from outside: compiling, evaluating, explaining, whole columns.

mod compiling;
mod evaluating;
mod missing;
mod world;
