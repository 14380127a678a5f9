//! (in work: written)
