//! Packs from outside: the shipped ones load, their rules answer their cases, malformed ones are told apart.

mod shipped;
