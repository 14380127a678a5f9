//! What the benchmarks share: sizes, invented rows and texts, an installation, the clock of the processor.
//!
//! Each program under `src/bin/` measures one thing of ours beside its peer in one run and prints lines that
//! `cargo xtask bench` reads (see [`figure`]). Main types: [`Scale`], [`Installation`], [`Dice`]. What does not
//! belong here: anything that a test run needs; nothing of this crate is built for tests.
//!
//! ```text
//! cargo xtask bench                        # full sizes
//! cargo xtask bench --percent 5 import     # a quick look at one of them
//! ```

/// The allocator of the product, so that what is measured is what is used.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod city;
mod firms;
mod installation;
mod measure;
mod peers;
mod plain;
mod texts;
mod topics;

pub use city::{City, Firm, Gates, Rulebook};
pub use firms::{Firms, Yearly};
pub use installation::{Installation, PASSWORD};
pub use measure::{Scale, each, figure, note, percentile_ms, processor_time, rate};
pub use peers::{asked, python};
pub use plain::Plain;
pub use texts::{Dice, Texts};
pub use topics::Topics;
