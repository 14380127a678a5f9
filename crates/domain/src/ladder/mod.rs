//! What policies give a firm, and which of it can be had together.
//!
//! Main items: [`take_together`], [`SharedLimit`]. Whether a firm meets a policy is answered by its criteria; where a firm
//! stands on each is the application's.

mod limit;

pub use limit::{
    LimitPeriod, Receipts, Received, SharedLimit, Taking, Verdict, Wanted, take_together,
};
