//! Pictures drawn on the server as SVG: each list has one, and each mark of it opens its rows.
//!
//! Main type: [`Picture`]. Drawings use whole numbers only, so the same data give the same bytes;
//! colours and fonts are classes of the style sheet (no style attributes, which the content-security
//! policy forbids); a pattern or a label always says the same as a colour, so that a drawing reads in
//! grey print. Text arrives in the language of the page.
//! What does not belong here: fetching or counting; callers bring the numbers.

mod answer_bars;
mod bars;
mod funnel;
mod gauge;
mod grid;
mod ladder;
mod line;
mod loop_diagram;
mod sparkline;
mod state_bar;
mod svg;
mod tiles;
mod timeline;

pub use answer_bars::{AnswerBar, answer_bars};
pub use bars::{Bar, bars};
pub use funnel::{Step, funnel};
pub use gauge::gauge;
pub use grid::{Cell, grid};
pub use ladder::{Legend, Rung, ladder};
pub use line::{Level, Line, Point, Unit, line};
pub use loop_diagram::{LoopState, Reached, loop_diagram};
pub use sparkline::sparkline;
pub use state_bar::{Part, Shade, state_bar};
pub use svg::{Caption, Picture};
pub(crate) use tiles::shade;
pub use tiles::{Tile, tiles};
pub use timeline::{Span, Track, timeline};
