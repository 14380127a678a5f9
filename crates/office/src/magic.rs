//! What a file is, by its first bytes.
//!
//! [`Magic`] is only a first look: a ZIP package or a compound file still has to be opened to know
//! what is inside.

/// Kinds of file that can be told by their beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magic {
    /// A PDF document.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A picture of another kind (GIF, BMP, TIFF, WebP).
    OtherPicture,
    /// A ZIP package; .xlsx and .docx are such.
    Zip,
    /// A Microsoft compound file; .xls, .doc and password-locked workbooks are such.
    Compound,
    /// A RAR, 7z, gzip, xz, zstd or bzip2 archive.
    OtherArchive,
    /// An HTML page or another XML document.
    Markup,
    /// A program for Windows, Linux or macOS, or a script.
    Program,
    /// An RTF document.
    RichText,
}

const SIGNATURES: [(&[u8], Magic); 27] = [
    (b"%PDF-", Magic::Pdf),
    (b"\x89PNG\r\n\x1a\n", Magic::Png),
    (b"\xff\xd8\xff", Magic::Jpeg),
    (b"GIF8", Magic::OtherPicture),
    (b"BM", Magic::OtherPicture),
    (b"II*\0", Magic::OtherPicture),
    (b"MM\0*", Magic::OtherPicture),
    (b"RIFF", Magic::OtherPicture),
    (b"PK\x03\x04", Magic::Zip),
    (b"PK\x05\x06", Magic::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Magic::Compound),
    (b"Rar!\x1a\x07", Magic::OtherArchive),
    (b"7z\xbc\xaf\x27\x1c", Magic::OtherArchive),
    (b"\x1f\x8b", Magic::OtherArchive),
    (b"\xfd7zXZ\0", Magic::OtherArchive),
    (b"\x28\xb5\x2f\xfd", Magic::OtherArchive),
    (b"BZh", Magic::OtherArchive),
    (b"<?xml", Magic::Markup),
    (b"<!doctype", Magic::Markup),
    (b"<html", Magic::Markup),
    (b"<table", Magic::Markup),
    (b"<svg", Magic::Markup),
    (b"MZ", Magic::Program),
    (b"\x7fELF", Magic::Program),
    (b"\xcf\xfa\xed\xfe", Magic::Program),
    (b"#!", Magic::Program),
    (b"{\\rtf", Magic::RichText),
];

impl Magic {
    /// The kind told by the first bytes of a file (white space and a UTF-8 mark before markup are
    /// passed over, as browsers do); `None` for text and for anything unknown.
    pub fn of(head: &[u8]) -> Option<Self> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let found = |bytes: &[u8]| {
            SIGNATURES.iter().find(|(signature, magic)| {
                // Two letters alone are too common at the start of a text.
                let is_binary = signature.len() > 2 || bytes.iter().take(64).any(|b| *b < 9);
                let start = bytes.get(..signature.len()).unwrap_or_default();
                let is_equal = if *magic == Magic::Markup {
                    start.eq_ignore_ascii_case(signature)
                } else {
                    start == *signature
                };
                is_equal && (is_binary || *magic == Magic::Program && start == b"#!")
            })
        };
        let markup = || found(head.trim_ascii_start()).filter(|(_, m)| *m == Magic::Markup);
        found(head).or_else(markup).map(|(_, magic)| *magic)
    }

    /// Its name in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Pdf => "PDF 文档",
            Self::Png => "PNG 图片",
            Self::Jpeg => "JPEG 图片",
            Self::OtherPicture => "图片",
            Self::Zip => "压缩包",
            Self::Compound => "旧版 Office 文件",
            Self::OtherArchive => "压缩文件",
            Self::Markup => "网页或 XML 文件",
            Self::Program => "程序",
            Self::RichText => "RTF 文档",
        }
    }

    /// Its name in English, with its article.
    pub fn en(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF document",
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::OtherPicture => "a picture",
            Self::Zip => "a ZIP package",
            Self::Compound => "a file of an old Office version",
            Self::OtherArchive => "a compressed archive",
            Self::Markup => "a web page or XML file",
            Self::Program => "a program",
            Self::RichText => "an RTF document",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_begin_a_text_are_not_a_signature() {
        assert_eq!(Magic::of(b"BMW,Benz\n"), None);
        assert_eq!(Magic::of(b"MZ\x90\0\x03\0\0\0"), Some(Magic::Program));
    }

    #[test]
    fn markup_is_found_behind_white_space_and_in_any_case() {
        assert_eq!(
            Magic::of(b"\xef\xbb\xbf \n<HTML><body>"),
            Some(Magic::Markup)
        );
        assert_eq!(Magic::of(b"a <html>"), None);
    }
}
