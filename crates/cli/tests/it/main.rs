//! The binary as people and scripts use it.

mod check;
mod command_line;
mod documents;
mod fit;
mod forms;
mod kill;
mod matching;
mod optimise;
mod output;
mod policies;
