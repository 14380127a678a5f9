//! The optimiser as its callers use it.

mod allocation;
mod meeting;
mod pairing;
mod schema;
