//! The ledger of brokers (技术经理人台账): who they are, what they found, shaped and closed, and where their interests lie.
//!
//! A [`Broker`] holds a [`Certificate`] and declares [`Interest`]s; a [`Lead`] goes from something heard to a need, a case
//! and its end; [`Credit`]s share who found it, who shaped it and who closed it. [`credit_fault`] and [`undisclosed`] keep
//! shares whole and interests in the open.
//!
//! Does not belong here: the need and the case themselves (`need`, `programme`).

mod broker;
mod credit;
mod lead;

pub use broker::{
    Broker, Certificate, CertificateLevel, Holding, Interest, InterestKind, LAPSING_DAYS,
};
pub use credit::{Credit, CreditFault, CreditPart, WHOLE, credit_fault, undisclosed};
pub use lead::{Followed, Lead, LeadStanding};
