//! (in work: quantity)
