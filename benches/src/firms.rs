//! Rows of invented firms, as they stand in a file.
//!
//! Main types: [`Firms`], 20 columns of which 15 are facts; [`Yearly`], a name and 100 facts.

use crate::texts::{Dice, Texts};
use anyhow::Result;
use benfu_domain::party::credit_code::CreditCode;

/// The columns of [`Firms`]: five that say who it is, fifteen facts.
const HEADERS: [&str; 20] = [
    "企业名称",
    "统一社会信用代码",
    "所属区域",
    "注册地址",
    "企业简介",
    "注册资本(万元)",
    "成立日期",
    "网址",
    "2024年从业人员",
    "2024年研发人员",
    "2022年销售收入(万元)",
    "2023年销售收入(万元)",
    "2024年销售收入(万元)",
    "2022年研发费用(万元)",
    "2023年研发费用(万元)",
    "2024年研发费用(万元)",
    "2024年总收入(万元)",
    "2024年净利润(万元)",
    "2024年资产总额(万元)",
    "2024年负债总额(万元)",
];

/// Concepts that have a value for each year.
const YEARLY: [&str; 10] = [
    "销售收入(万元)",
    "研发费用(万元)",
    "总收入(万元)",
    "净利润(万元)",
    "资产总额(万元)",
    "负债总额(万元)",
    "主营业务收入(万元)",
    "境内研发费用(万元)",
    "从业人员",
    "研发人员",
];

const DISTRICTS: [&str; 6] = ["南山区", "宝安区", "龙岗区", "福田区", "龙华区", "光明区"];

/// Firms with who they are and fifteen facts.
#[derive(Debug)]
pub struct Firms {
    dice: Dice,
    texts: Texts,
}

impl Firms {
    /// Firms that are the same for the same seed.
    pub fn new(seed: u64) -> Firms {
        Firms {
            dice: Dice::new(seed),
            texts: Texts::new(seed),
        }
    }

    /// The header of the file.
    pub fn headers() -> &'static [&'static str] {
        &HEADERS
    }

    /// One row; `number` makes its name and code its own.
    ///
    /// # Errors
    /// When the number is too large for a code.
    pub fn row(&mut self, number: usize) -> Result<Vec<String>> {
        let mut row = vec![
            format!("{}第{number}号科技有限公司", self.texts.title()),
            code(number)?,
            DISTRICTS[self.dice.below(DISTRICTS.len())].to_owned(),
            format!(
                "创新大道{}号{}栋",
                self.dice.below(999),
                self.dice.below(30)
            ),
            self.texts.text(30),
            self.amount(),
            format!(
                "20{:02}-{:02}-{:02}",
                self.dice.below(24),
                1 + self.dice.below(12),
                1 + self.dice.below(28)
            ),
            format!("https://firm{number}.example.com"),
        ];
        row.push(self.dice.below(2_000).to_string());
        row.push(self.dice.below(400).to_string());
        row.extend((10..HEADERS.len()).map(|_| self.amount()));
        Ok(row)
    }

    /// An amount with two decimals.
    fn amount(&mut self) -> String {
        format!("{}.{:02}", self.dice.below(90_000), self.dice.below(100))
    }
}

/// Firms with a name, a code and a hundred facts: ten concepts in ten years.
#[derive(Debug)]
pub struct Yearly {
    firms: Firms,
}

impl Yearly {
    /// Firms that are the same for the same seed.
    pub fn new(seed: u64) -> Yearly {
        Yearly {
            firms: Firms::new(seed),
        }
    }

    /// The header of the file.
    pub fn headers() -> Vec<String> {
        let years =
            (2015..=2024).flat_map(|year| YEARLY.map(|concept| format!("{year}年{concept}")));
        HEADERS[..5]
            .iter()
            .map(|&header| header.to_owned())
            .chain(years)
            .collect()
    }

    /// One row.
    ///
    /// # Errors
    /// As [`Firms::row`].
    pub fn row(&mut self, number: usize) -> Result<Vec<String>> {
        let mut row = self.firms.row(number)?;
        row.truncate(5);
        for _ in 0..10 {
            row.extend((0..8).map(|_| self.firms.amount()));
            row.extend((0..2).map(|_| self.firms.dice.below(2_000).to_string()));
        }
        Ok(row)
    }
}

/// A code with correct check characters.
fn code(number: usize) -> Result<String> {
    Ok(CreditCode::complete(&format!("91440300{number:08}"))?.to_string())
}
