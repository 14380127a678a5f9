//! One suite for both engines: every promise is a function over a bench, run on `SQLite` and, when
//! `BENFU_TEST_POSTGRES` gives the address of a server, on `PostgreSQL` too.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up fails its test"
)]

mod access;
mod bench;
mod brokerage;
mod collection;
mod commit;
mod durable;
mod evidence;
mod fact;
mod figure;
mod gathering;
mod import;
mod import_rows;
mod ledger;
mod need;
mod offer;
mod party;
mod policy;
mod programme;
mod question;
mod ranking;
mod register;
mod sample;
mod schema;
mod tamper;
mod upkeep;
