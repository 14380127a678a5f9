//! Collecting facts from many at once (采集): a form asks, a round sends it out, returns come back.
//!
//! A [`Form`] is a list of concepts, each for a period or its latest value; it has no fields of its own, so whatever
//! comes back is a fact. A [`Round`] sends one edition of a form to [`Recipient`]s until a day. [`presence`] says what
//! really has to be asked, [`judge`] how an answer stands to what is on record, [`Progress`] who is late.
//!
//! Does not belong here: links and workbooks (application layer), one question for one need (`fact`).

mod answer;
mod form;
mod presence;
mod progress;
mod reminder;
mod round;

pub use answer::{Clash, Given, Judged, OnRecord, Verdict, Vouching, judge};
pub use form::{Asked, BadAsked, Form, FormFault, Item, MOST_ITEMS};
pub use presence::{Presence, presence, standing};
pub use progress::{Progress, Stage, stage};
pub use reminder::{Late, reminder};
pub use round::{
    Channel, Decision, LinkState, MOST_FIRMS, Recipient, Return, ReturnState, Round, SentTo,
};
