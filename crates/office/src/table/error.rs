//! Why a file cannot be opened as a table.
//!
//! [`OpenError`] names the file and carries one [`Refusal`]. Faults of single rows are in
//! [`super::row_error`].

use std::io;

use thiserror::Error;

use super::xml::XmlError;
use crate::archive::ArchiveError;
use crate::message::{Explain, Message};

/// A file that is refused as a whole, and why.
#[derive(Debug, Error)]
#[error("{file}: {reason}")]
pub struct OpenError {
    /// Name of the file as the sender gave it.
    pub file: String,
    /// What is wrong with it.
    pub reason: Box<Refusal>,
}

/// One reason to refuse a file.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum Refusal {
    /// No bytes, or only white space.
    #[error("the file is empty; check that it was saved, and send it again")]
    Empty,
    /// Larger than [`crate::limits::Limits::file_bytes`] (or `xls_bytes`).
    #[error(
        "the file has {bytes} bytes, at most {limit} are accepted; split it into several files"
    )]
    TooLarge { bytes: u64, limit: u64 },
    /// Another kind of file, whatever its name says.
    #[error("the content is {en}, not a table; save the table as .xlsx or as CSV and send that")]
    NotATable { zh: &'static str, en: &'static str },
    /// A workbook or package locked with a password.
    #[error(
        "the workbook is locked with a password; remove it (File > Info > Protect Workbook) and send it again"
    )]
    Encrypted,
    /// A workbook that carries macros.
    #[error(
        "the workbook carries macros ({part}), which are not accepted; save it as an ordinary .xlsx and send that"
    )]
    Macro { part: String },
    /// A JSON document rather than JSON lines.
    #[error(
        "the file is one JSON array; write one object on each line instead, without brackets and commas between them"
    )]
    JsonArray,
    /// The ZIP package is unfit.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A part of the workbook is unfit.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// A part that every workbook has is missing.
    #[error(
        "the workbook lacks its part '{part}'; open it in Excel or WPS, save it under a new name and send that"
    )]
    MissingPart { part: String },
    /// More sheets than [`crate::limits::Limits::sheets`].
    #[error("the workbook has more than {limit} sheets; split it into several files")]
    TooManySheets { limit: usize },
    /// The shared string table is too long or too large.
    #[error(
        "the workbook's text table is larger than accepted ({limit}); split the workbook into several files"
    )]
    SharedStrings { limit: usize },
    /// More merged areas than [`crate::limits::Limits::merged_areas`], or areas that overlap.
    #[error(
        "sheet '{sheet}' has more than {limit} merged areas, or areas that overlap; unmerge its cells and send it again"
    )]
    MergedAreas { sheet: String, limit: usize },
    /// More keys than [`crate::limits::Limits::columns`].
    #[error(
        "the records have more than {limit} different keys; send only the keys that are needed"
    )]
    TooManyKeys { limit: usize },
    /// An .xls that contradicts itself.
    #[error(
        "the old .xls workbook is damaged; open it in Excel or WPS, save it as .xlsx and send that"
    )]
    XlsDamaged,
    /// An .xls of Excel 95 or before.
    #[error(
        "the workbook was written by Excel 95 or an older version; open it in Excel or WPS, save it as .xlsx and send that"
    )]
    XlsTooOld,
    /// A sheet number that the workbook does not have.
    #[error("there is no sheet {index}, the file has {count}; choose one of them")]
    NoSuchSheet { index: usize, count: usize },
    /// The bytes could not be read.
    #[error("the file could not be read ({0}); try again")]
    Io(#[from] io::Error),
}

impl Refusal {
    /// The refusal of the file of this name.
    pub(crate) fn of(self, file: &str) -> OpenError {
        OpenError {
            file: file.to_owned(),
            reason: Box::new(self),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "office.table.empty",
            Self::TooLarge { .. } => "office.table.too_large",
            Self::NotATable { .. } => "office.table.not_a_table",
            Self::Encrypted => "office.table.encrypted",
            Self::Macro { .. } => "office.table.macro",
            Self::JsonArray => "office.table.json_array",
            Self::Archive(error) => error.message().code,
            Self::Xml(error) => error.message().code,
            Self::MissingPart { .. } => "office.table.missing_part",
            Self::TooManySheets { .. } => "office.table.too_many_sheets",
            Self::SharedStrings { .. } => "office.table.shared_strings",
            Self::MergedAreas { .. } => "office.table.merged_areas",
            Self::TooManyKeys { .. } => "office.table.too_many_keys",
            Self::XlsDamaged => "office.table.xls_damaged",
            Self::XlsTooOld => "office.table.xls_too_old",
            Self::NoSuchSheet { .. } => "office.table.no_such_sheet",
            Self::Io(_) => "office.io",
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Empty => "文件是空的；请确认已保存后重新上传".to_owned(),
            Self::TooLarge { bytes, limit } => {
                format!("文件有 {bytes} 字节，最多接受 {limit} 字节；请拆成几个文件")
            }
            Self::NotATable { zh, .. } => {
                format!("文件内容是{zh}，不是表格；请把表格另存为 .xlsx 或 CSV 后上传")
            }
            Self::Encrypted => {
                "工作簿设有密码；请在“文件 > 信息 > 保护工作簿”中取消密码后重新上传".to_owned()
            }
            Self::Macro { part } => {
                format!("工作簿带有宏（{part}），不予接受；请另存为普通 .xlsx 后上传")
            }
            Self::JsonArray => {
                "文件是一个 JSON 数组；请改为每行一个对象，去掉方括号和对象之间的逗号".to_owned()
            }
            Self::Archive(error) => error.message().zh,
            Self::Xml(error) => error.message().zh,
            Self::MissingPart { part } => {
                format!("工作簿缺少“{part}”；请用 Excel 或 WPS 打开后另存为新文件再上传")
            }
            Self::TooManySheets { limit } => {
                format!("工作簿超过 {limit} 张工作表；请拆成几个文件")
            }
            Self::SharedStrings { limit } => {
                format!("工作簿的文字表超过上限（{limit}）；请拆成几个文件")
            }
            Self::MergedAreas { sheet, limit } => format!(
                "工作表“{sheet}”的合并单元格超过 {limit} 处或互相重叠；请取消合并后重新上传"
            ),
            Self::TooManyKeys { limit } => {
                format!("记录中不同的键超过 {limit} 个；请只保留需要的键")
            }
            Self::XlsDamaged => {
                "旧版 .xls 工作簿已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx 再上传".to_owned()
            }
            Self::XlsTooOld => {
                "工作簿由 Excel 95 或更早版本写成；请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"
                    .to_owned()
            }
            Self::NoSuchSheet { index, count } => {
                format!("没有第 {index} 张工作表，文件共有 {count} 张；请从中选择")
            }
            Self::Io(error) => format!("文件读取失败（{error}）；请重试"),
        }
    }
}

impl Explain for Refusal {
    fn message(&self) -> Message {
        Message::new(self.code(), self.zh(), self.to_string())
    }
}

impl Explain for OpenError {
    fn message(&self) -> Message {
        let inner = self.reason.message();
        Message::new(
            inner.code,
            format!("{}：{}", self.file, inner.zh),
            self.to_string(),
        )
    }
}
