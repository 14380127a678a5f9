//! Packs from outside: the shipped ones load, their rules answer their cases, malformed ones are told apart.

mod folder;
mod form;
mod guide;
mod hostile;
mod meaning;
mod policies;
mod policy_mistakes;
mod practice;
mod rendering;
mod shipped;
mod small;
