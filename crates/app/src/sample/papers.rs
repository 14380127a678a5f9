//! Evidence files: small valid PDF, PNG and text files made on the spot.

use benfu_store::evidence::content_hash;
use std::fmt::Write as _;

/// A file with the hash under which it will be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    /// Name as handed in.
    pub(super) name: String,
    /// Media type.
    pub(super) media_type: &'static str,
    /// Bytes.
    pub(super) bytes: Vec<u8>,
    /// Content hash.
    pub(super) hash: String,
}

impl Paper {
    fn new(name: String, media_type: &'static str, bytes: Vec<u8>) -> Paper {
        let hash = content_hash(&bytes);
        Paper {
            name,
            media_type,
            bytes,
            hash,
        }
    }

    /// A page of text as PDF.
    pub(super) fn pdf(title: &str, lines: &[String]) -> Paper {
        Paper::new(format!("{title}.pdf"), "application/pdf", pdf(title, lines))
    }

    /// A workbook.
    pub(super) fn workbook(title: &str, bytes: Vec<u8>) -> Paper {
        Paper::new(format!("{title}.xlsx"), "application/octet-stream", bytes)
    }

    /// A bar chart of readings, 0 to 60, as PNG.
    pub(super) fn png(title: &str, readings: &[u8]) -> Paper {
        Paper::new(format!("{title}.png"), "image/png", png(readings))
    }

    /// Plain text.
    pub(super) fn text(title: &str, lines: &[String]) -> Paper {
        let text = format!("{title}\n{}\n", lines.join("\n"));
        Paper::new(
            format!("{title}.txt"),
            "text/plain; charset=utf-8",
            text.into_bytes(),
        )
    }
}

/// Text as UTF-16 in hexadecimal digits, as a PDF with a Chinese standard font shows it.
fn hex(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut digits, unit| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{unit:04X}");
        digits
    })
}

fn pdf(title: &str, lines: &[String]) -> Vec<u8> {
    let mut content = format!("BT /F1 16 Tf 60 780 Td <{}> Tj /F1 10 Tf", hex(title));
    for line in lines {
        let _ = write!(content, " 0 -22 Td <{}> Tj", hex(line));
    }
    content.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) \
         /Ordering (GB1) /Supplement 4 >> /DW 1000 >>"
            .to_owned(),
    ];
    let mut file = "%PDF-1.5\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let count = objects.len() + 1;
    let _ = write!(file, "xref\n0 {count}\n0000000000 65535 f \n{places}");
    let _ = write!(
        file,
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

const HEIGHT: u32 = 64;
const BAR: u32 = 12;

fn png(readings: &[u8]) -> Vec<u8> {
    let width = BAR * u32::try_from(readings.len()).unwrap_or(1);
    let mut rows = Vec::new();
    for row in 0..HEIGHT {
        rows.push(0);
        for column in 0..width {
            let reading = readings
                .get((column / BAR) as usize)
                .copied()
                .unwrap_or_default();
            let inside = column % BAR < BAR - 3 && HEIGHT - row <= u32::from(reading);
            rows.push(if inside { 0x50 } else { 0xf4 });
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [
        &width.to_be_bytes()[..],
        &HEIGHT.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    chunk(&mut file, *b"IHDR", &head);
    chunk(&mut file, *b"IDAT", &stored(&rows));
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// A zlib stream of blocks that are not compressed (RFC 1950, 1951).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).unwrap_or_default();
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    let body = [&kind[..], data].concat();
    file.extend(&body);
    file.extend(crc(&body).to_be_bytes());
}

/// CRC-32 as PNG uses it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use benfu_office::evidence::{MAX_EVIDENCE_BYTES, MediaType, recognise};

    #[test]
    fn papers_are_what_they_say() {
        let lines = ["结论：达到指标".to_owned()];
        let kind = |paper: &Paper| recognise(&paper.bytes, MAX_EVIDENCE_BYTES).expect("accepted");
        assert_eq!(kind(&Paper::pdf("测试报告", &lines)), MediaType::Pdf);
        assert_eq!(kind(&Paper::png("读数", &[10, 40, 60])), MediaType::Png);
        assert_eq!(kind(&Paper::text("记录", &lines)), MediaType::Text);
    }

    #[test]
    fn the_check_sums_are_those_of_the_standards() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert!(stored(b"Wikipedia").ends_with(&0x11e6_0398_u32.to_be_bytes()));
    }
}
