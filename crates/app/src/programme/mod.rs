//! Cases on the loop: opened when a supplier is invited or comes forward, moved by fixed actions, ended with a
//! code.
//!
//! [`open_case`] opens one; [`act_on_case`] takes an action of the loop; [`record_on_case`] adds trial rounds,
//! purchases and follow-ups; [`close_selection`] ends every other case of a need in one act; [`attach`] adds
//! evidence.

mod act;
mod dossier;
mod evidence;
mod open;
mod parts;
mod read;
mod record;
mod select;

pub(crate) use act::event as case_event;
pub use act::{ActOnCase, act_on_case};
pub use dossier::{Dossier, read_dossier};
pub use evidence::{Attached, Upload, attach, download};
pub(crate) use open::{NewCase, case_between, visible_case};
pub use open::{OpenCase, open_case};
pub use parts::parts_of;
pub use read::{CaseCard, CaseList, CasePage, HomePage, list_cases, read_case, read_home};
pub use record::{RecordOnCase, record_on_case};
pub use select::{CloseSelection, close_selection};

pub(crate) use parts::owner_of;
pub(crate) use read::visible_cases_of;

pub use benfu_store::evidence::EvidenceRow;
pub use benfu_store::programme::LatestStep;
pub use benfu_store::programme::{CaseRecordRow, CaseStepRow};
