//! Rows that name a party: its name, code and region, and what a register of firms says about it.

use super::fact::{FactCell, fact_cells};
use crate::import::cells::{Cells, reason};
use benfu_domain::party::PartyKind;
use benfu_domain::party::credit_code::{CheckDigit, CreditCode, CreditCodeError};
use benfu_domain::region::RegionCode;

/// Which party a row means, as far as the row says.
#[derive(Debug, Clone)]
pub(in crate::import) struct Whom {
    /// Its name; may be empty when a code is given.
    pub(in crate::import) name: String,
    /// Its code.
    pub(in crate::import) code: Option<CreditCode>,
    /// Is the code's check character wrong?
    pub(in crate::import) doubtful: bool,
    /// Where it is: as the row says, else where the sender's rows belong.
    pub(in crate::import) region: RegionCode,
    /// Does the row, or the sender for all rows, say where it is?
    pub(in crate::import) located: bool,
}

/// A person to speak to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct ContactCell {
    pub(in crate::import) name: String,
    pub(in crate::import) post: String,
    pub(in crate::import) telephone: String,
}

/// A row of a register of parties.
#[derive(Debug)]
pub(in crate::import) struct PartyRecord {
    pub(in crate::import) whom: Whom,
    pub(in crate::import) kind: PartyKind,
    pub(in crate::import) former: Vec<String>,
    pub(in crate::import) address: String,
    pub(in crate::import) introduction: String,
    pub(in crate::import) contact: Option<ContactCell>,
    pub(in crate::import) facts: Vec<FactCell>,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<PartyRecord> {
    let whom = whom(cells, "name", "code")?;
    if whom.name.is_empty() {
        cells.lacks("name");
        return None;
    }
    Some(PartyRecord {
        whom,
        kind: kind(cells),
        former: former(cells),
        address: cells.prose("address"),
        introduction: cells.prose("introduction"),
        contact: contact(cells),
        facts: fact_cells(cells),
    })
}

/// The party that a row names under these fields; the row is rejected when it names none.
pub(super) fn whom(cells: &Cells<'_>, name: &str, code: &str) -> Option<Whom> {
    let named = whom_or_nobody(cells, name, code);
    if named.is_none() {
        cells.lacks(name);
    }
    named
}

/// The same for rows that may name none.
pub(super) fn whom_or_nobody(cells: &Cells<'_>, name: &str, code: &str) -> Option<Whom> {
    let name = cells.line(name);
    let (code, doubtful) = read_code(cells, code, name.is_empty());
    if name.is_empty() && code.is_none() {
        return None;
    }
    let place = place(cells);
    Some(Whom {
        name,
        code,
        doubtful,
        located: place.is_some() || cells.plan.places.all_at_home(),
        region: place.unwrap_or_else(|| cells.plan.places.home().clone()),
    })
}

/// A code with a wrong check character is kept with a remark; a text that is no code is left out where a name
/// tells who is meant.
fn read_code(cells: &Cells<'_>, field: &str, only: bool) -> (Option<CreditCode>, bool) {
    let text = cells.line(field);
    match CreditCode::parse(&text) {
        Ok((code, CheckDigit::Right)) => (Some(code), false),
        Ok((code, CheckDigit::Wrong { expected })) => {
            cells.remark(
                format!("统一社会信用代码 {code} 的校验位应为 {expected},已按原样保留,请核对"),
                format!("the check character of {code} should be {expected}; kept as written, please compare"),
            );
            (Some(code), true)
        }
        Err(CreditCodeError::Empty) => (None, false),
        Err(error) => {
            let reason = reason(
                error.zh(),
                error.to_string(),
                (
                    "请填写 18 位统一社会信用代码,或留空",
                    "write the 18 characters of the code, or leave it empty",
                ),
            );
            if only {
                cells.reject(reason);
            } else {
                cells.leave_out(reason);
            }
            (None, false)
        }
    }
}

/// The region that a row names, else where the sender's rows belong.
pub(super) fn region(cells: &Cells<'_>) -> RegionCode {
    place(cells).unwrap_or_else(|| cells.plan.places.home().clone())
}

/// The region that a row names; a name that is not known is remarked.
fn place(cells: &Cells<'_>) -> Option<RegionCode> {
    let (district, street) = (cells.text("district"), cells.text("street"));
    let places = &cells.plan.places;
    let found = places.find(&district, &street, &cells.text("address"));
    if found.is_none() && !district.is_empty() {
        cells.remark(
            format!("区域“{district}”不在区划表中,归入 {}", places.home()),
            format!(
                "region '{district}' is not in the table of divisions; put under {}",
                places.home()
            ),
        );
    }
    found
}

fn kind(cells: &Cells<'_>) -> PartyKind {
    let word = |text: &str| match text {
        "organisation" | "企业" | "单位" | "机构" | "法人" | "组织" => {
            Some(PartyKind::Organisation)
        }
        "person" | "个人" | "自然人" => Some(PartyKind::Person),
        _ => None,
    };
    let found = word(&cells.line("kind"));
    if found.is_none() && !cells.line("kind").is_empty() {
        cells.remark(
            format!("主体类型“{}”未识别,按单位处理", cells.line("kind")),
            format!(
                "kind '{}' is not known; taken as an organisation",
                cells.line("kind")
            ),
        );
    }
    found.unwrap_or(PartyKind::Organisation)
}

fn former(cells: &Cells<'_>) -> Vec<String> {
    let text = cells.line("former_names");
    let names = text
        .split(['、', ';', '；', '|'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

fn contact(cells: &Cells<'_>) -> Option<ContactCell> {
    let contact = ContactCell {
        name: cells.line("contact_name"),
        post: cells.line("contact_post"),
        telephone: cells.line("contact_telephone"),
    };
    (!contact.name.is_empty() || !contact.telephone.is_empty()).then_some(contact)
}
