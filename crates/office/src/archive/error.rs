//! Why a ZIP package is refused.

use std::io;

use thiserror::Error;

use crate::message::{Explain, Message};

/// One reason not to unpack, or not to go on unpacking, a package.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum ArchiveError {
    /// There is no readable directory, or it contradicts the file.
    #[error(
        "the file's table of contents is damaged or incomplete; open it in Excel or WPS, save it under a new name and send that"
    )]
    Damaged,
    /// More files than an office package ever has.
    #[error(
        "the package holds {count} files, at most {limit} are accepted; save the table alone as a new workbook"
    )]
    TooManyEntries { count: usize, limit: usize },
    /// All entries together would unpack to too much.
    #[error(
        "the package would unpack to {bytes} bytes, at most {limit} are accepted; split the table into several files"
    )]
    UnpackedTooLarge { bytes: u64, limit: u64 },
    /// One entry is packed so tightly that it must be a bomb.
    #[error(
        "'{entry}' would grow {ratio} times on unpacking, at most {limit} times is accepted; save the table alone as a new workbook"
    )]
    Ratio {
        entry: String,
        ratio: u64,
        limit: u64,
    },
    /// A name that would leave the package.
    #[error(
        "'{entry}' has a name that points outside the package; the file was made to do harm, do not use it and tell whoever sent it"
    )]
    BadName { entry: String },
    /// A symbolic link.
    #[error(
        "'{entry}' is a link to another file; the file was made to do harm, do not use it and tell whoever sent it"
    )]
    Link { entry: String },
    /// Two entries share bytes.
    #[error(
        "'{entry}' overlaps another part of the package; open the file in Excel or WPS, save it under a new name and send that"
    )]
    Overlap { entry: String },
    /// One name twice.
    #[error(
        "'{entry}' is in the package twice; open the file in Excel or WPS, save it under a new name and send that"
    )]
    Duplicate { entry: String },
    /// An entry locked with a password.
    #[error("'{entry}' is locked with a password; remove the password and send the file again")]
    Encrypted { entry: String },
    /// A packing method other than stored and deflated.
    #[error(
        "'{entry}' is packed in a way ({method}) that office files do not use; open the file in Excel or WPS, save it under a new name and send that"
    )]
    Method { entry: String, method: u16 },
    /// An entry yields more bytes than the directory says.
    #[error(
        "'{entry}' is larger than the package's table of contents says; open the file in Excel or WPS, save it under a new name and send that"
    )]
    LargerThanPromised { entry: String },
    /// A broken stream or a wrong checksum.
    #[error(
        "'{entry}' is damaged (its checksum is wrong); send the file again, or save it under a new name first"
    )]
    Corrupt { entry: String },
    /// The bytes could not be read.
    #[error("the file could not be read ({0}); try again")]
    Io(#[from] io::Error),
}

impl ArchiveError {
    fn code(&self) -> &'static str {
        match self {
            Self::Damaged => "office.archive.damaged",
            Self::TooManyEntries { .. } => "office.archive.too_many_entries",
            Self::UnpackedTooLarge { .. } => "office.archive.unpacked_too_large",
            Self::Ratio { .. } => "office.archive.ratio",
            Self::BadName { .. } => "office.archive.bad_name",
            Self::Link { .. } => "office.archive.link",
            Self::Overlap { .. } => "office.archive.overlap",
            Self::Duplicate { .. } => "office.archive.duplicate",
            Self::Encrypted { .. } => "office.archive.encrypted",
            Self::Method { .. } => "office.archive.method",
            Self::LargerThanPromised { .. } => "office.archive.larger_than_promised",
            Self::Corrupt { .. } => "office.archive.corrupt",
            Self::Io(_) => "office.io",
        }
    }

    fn zh(&self) -> String {
        const SAVE_AGAIN: &str = "请用 Excel 或 WPS 打开后另存为新文件再上传";
        const HARMFUL: &str = "该文件系恶意构造，请勿使用并告知发送人";
        match self {
            Self::Damaged => format!("文件目录损坏或不完整；{SAVE_AGAIN}"),
            Self::TooManyEntries { count, limit } => {
                format!(
                    "压缩包内有 {count} 个文件，最多接受 {limit} 个；请把表格单独另存为新工作簿"
                )
            }
            Self::UnpackedTooLarge { bytes, limit } => {
                format!("解压后将达 {bytes} 字节，最多接受 {limit} 字节；请把表格拆成几个文件")
            }
            Self::Ratio {
                entry,
                ratio,
                limit,
            } => format!(
                "“{entry}”解压后将膨胀 {ratio} 倍，最多接受 {limit} 倍；请把表格单独另存为新工作簿"
            ),
            Self::BadName { entry } => format!("“{entry}”的名称指向压缩包之外；{HARMFUL}"),
            Self::Link { entry } => format!("“{entry}”是指向其他文件的链接；{HARMFUL}"),
            Self::Overlap { entry } => format!("“{entry}”与包内其他内容重叠；{SAVE_AGAIN}"),
            Self::Duplicate { entry } => format!("“{entry}”在包内出现两次；{SAVE_AGAIN}"),
            Self::Encrypted { entry } => format!("“{entry}”设有密码；请取消密码后重新上传"),
            Self::Method { entry, method } => {
                format!("“{entry}”的压缩方式（{method}）不是办公文件所用；{SAVE_AGAIN}")
            }
            Self::LargerThanPromised { entry } => {
                format!("“{entry}”的实际大小超过文件目录所记；{SAVE_AGAIN}")
            }
            Self::Corrupt { entry } => {
                format!("“{entry}”已损坏（校验和不符）；请重新上传，或先另存为新文件")
            }
            Self::Io(error) => format!("文件读取失败（{error}）；请重试"),
        }
    }
}

impl Explain for ArchiveError {
    fn message(&self) -> Message {
        Message::new(self.code(), self.zh(), self.to_string())
    }
}
