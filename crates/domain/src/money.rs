//! (in work: money)
