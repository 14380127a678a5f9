//! Use cases, driven as the people who do them.

mod brokerage;
mod coaching;
mod collection;
mod conditions;
mod description;
mod documents;
mod faults;
mod gathering;
mod import;
mod meanings;
mod policies;
mod programmes;
mod ranking;
mod sample;
mod steps;
mod thread;
mod wording;
