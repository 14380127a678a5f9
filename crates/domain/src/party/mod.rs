//! Parties (主体): organisations and persons, each with one identity.
pub mod credit_code;
