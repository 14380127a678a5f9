//! Use cases, driven as the people who do them.

mod faults;
mod thread;
