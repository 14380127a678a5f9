//! The sample district: synthetic history for a first look (in work).
