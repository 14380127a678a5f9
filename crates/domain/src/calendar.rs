//! (in work: calendar)
