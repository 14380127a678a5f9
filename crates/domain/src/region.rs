//! (in work: region)
