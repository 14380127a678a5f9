//! Rows of needs. A title is enough: an imported need says itself what it still lacks.

use super::party::{Whom, region, whom_or_nobody};
use crate::import::cells::{Cells, reason};
use benfu_domain::Day;
use benfu_domain::need::{Constraint, Terms};
use benfu_domain::programme::Programme;
use benfu_domain::region::RegionCode;
use benfu_domain::written::{self, WrittenMoney};
use benfu_rules::Exact;
use sha2::{Digest as _, Sha256};

/// A row of a need.
#[derive(Debug)]
pub(in crate::import) struct NeedRecord {
    /// The sender's number for it, or one made from its content.
    pub(in crate::import) number: String,
    pub(in crate::import) title: String,
    pub(in crate::import) text: String,
    pub(in crate::import) programme: String,
    /// Who has it; the party that the sender gives for all rows when `None`.
    pub(in crate::import) whom: Option<Whom>,
    pub(in crate::import) region: RegionCode,
    pub(in crate::import) opened_on: Option<Day>,
    pub(in crate::import) terms: Terms,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<NeedRecord> {
    let title = cells.required_line("title");
    let text = cells.prose("text");
    if text.is_empty() {
        cells.remark(
            "没有说明文字,仅有标题".to_owned(),
            "it has a title only, no text".to_owned(),
        );
    }
    let whom = whom_or_nobody(cells, "party_name", "party_code");
    let owner = whom
        .as_ref()
        .map(|whom| whom.name.clone())
        .unwrap_or_default();
    Some(NeedRecord {
        number: number(cells, &[&title, &text, &owner]),
        programme: programme(cells)?,
        region: region(cells),
        opened_on: cells.first_day("opened_on"),
        terms: terms(cells),
        title,
        text,
        whom,
    })
}

/// The sender's number for a row. Rows without one are known by their content, so that the same row has no
/// second effect.
pub(super) fn number(cells: &Cells<'_>, content: &[&str]) -> String {
    let own = cells.line("id");
    if !own.is_empty() {
        return own;
    }
    let mut hash = Sha256::new();
    for part in content {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .fold("content:".to_owned(), |text, byte| {
            text + &format!("{byte:02x}")
        })
}

/// The programme that a row names. Rows that name none belong to technical needs, or to the pack's only
/// programme.
fn programme(cells: &Cells<'_>) -> Option<String> {
    let pack = &cells.plan.pack;
    if cells.line("programme").is_empty() {
        let usual = pack
            .need_programmes()
            .find(|programme| programme.id == "technical_need")
            .or_else(|| pack.need_programmes().next());
        return Some(
            usual
                .map(|programme| programme.id.clone())
                .unwrap_or_default(),
        );
    }
    let choices: Vec<&str> = pack
        .need_programmes()
        .map(|programme| programme.label.zh.as_str())
        .collect();
    let named = |programme: &&Programme, text: &str| {
        let names = [&programme.id, &programme.label.zh, &programme.label.en];
        names
            .into_iter()
            .any(|name| name.eq_ignore_ascii_case(text))
    };
    cells.word("programme", &choices.join("、"), |text| {
        pack.need_programmes()
            .find(|programme| named(programme, text))
            .map(|programme| programme.id.clone())
    })
}

fn terms(cells: &Cells<'_>) -> Terms {
    let (constraints, unconstrained) = constraints(cells);
    Terms {
        metric: cells.prose("metric"),
        metric_unit: cells.line("metric_unit"),
        baseline_milli: milli(cells, "baseline"),
        target_milli: milli(cells, "target"),
        constraints,
        unconstrained,
        owner_post: cells.line("owner_post"),
        budget_path: cells.prose("budget_path"),
        budget_fen: budget(cells),
        acceptance_test: cells.prose("acceptance_test"),
        starts_on: cells.first_day("starts_on"),
        ends_on: cells.last_day("ends_on"),
        place: None,
        if_it_works: cells.prose("if_it_works"),
    }
}

/// Hard constraints, one a line, in the language of the rules; 无 says on purpose that there are none.
fn constraints(cells: &Cells<'_>) -> (Vec<Constraint>, bool) {
    if written::absence(&cells.text("constraints")) == Some(written::Absence::Nothing) {
        return (Vec::new(), true);
    }
    let text = cells.prose("constraints");
    let rules = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut kept = Vec::new();
    for rule in rules {
        let constraint = Constraint {
            label: String::new(),
            rule: rule.to_owned(),
        };
        match benfu_domain::matching::Compiled::new(&constraint, &cells.plan.pack.dictionary) {
            Ok(_) => kept.push(constraint),
            Err(diagnostics) => {
                let first = diagnostics.first();
                let (zh, en) = first
                    .map(|first| (first.message.zh.clone(), first.message.en.clone()))
                    .unwrap_or_default();
                cells.leave_out(reason(
                    format!("硬性条件“{rule}”写法有误:{zh}"),
                    format!("the constraint '{rule}' is not written correctly: {en}"),
                    (
                        "请在需求页面改写;其余内容已导入",
                        "write it anew on the need's page; the rest has been taken",
                    ),
                ));
            }
        }
    }
    (kept, false)
}

/// A number in thousandths.
fn milli(cells: &Cells<'_>, field: &str) -> Option<i64> {
    let number: Exact = cells.read(field, written::number)?;
    let thousandths = number
        .checked_mul(&Exact::whole(1_000))
        .ok()
        .and_then(|milli| milli.to_whole());
    let milli = thousandths.and_then(|whole| i64::try_from(whole).ok());
    if milli.is_none() {
        cells.leave_out(reason(
            format!("“{field}”最多三位小数"),
            format!("'{field}' has at most three decimals"),
            ("请四舍五入", "round it"),
        ));
    }
    milli
}

/// An exact amount in yuan; a vague one is left out.
fn budget(cells: &Cells<'_>) -> Option<i64> {
    let written = cells.read("budget", |text| {
        written::money_with(
            text,
            written::MoneyUnit::in_header(&cells.plan.called("budget")),
        )
    })?;
    match written {
        WrittenMoney::Amount { money, .. } if money.currency.to_string() == "CNY" => {
            Some(money.amount_minor)
        }
        WrittenMoney::Amount { .. } | WrittenMoney::Vague { .. } => {
            cells.leave_out(reason(
                format!("预算“{}”不是确切的人民币金额", cells.text("budget")),
                format!(
                    "the budget '{}' is no exact amount in yuan",
                    cells.text("budget")
                ),
                ("请写成 50万元", "write 50万元"),
            ));
            None
        }
    }
}
