//! (in work: period)
