//! Properties of the value types: what is shown can be read back, money is conserved, no text panics.

mod arbitrary_text;
mod dossier;
mod money;
mod programme;
mod time;
mod units_and_codes;
