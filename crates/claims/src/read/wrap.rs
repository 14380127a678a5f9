//! Lines broken in the middle of a sentence, as texts from PDF files and mail have them.
//!
//! Main item: [`joints`]. A line goes on in the next one when it is as full as its neighbours and ends no sentence; lines of
//! tables, headings and lists never do. Texts with a paragraph for each line are left as they are.

/// Columns of the widest line that counts as broken at a margin; longer ones are paragraphs of their own.
const WIDEST: usize = 150;
/// Columns of the narrowest margin: fourteen characters.
const NARROWEST: usize = 28;

/// A line with what decides whether it goes on.
struct Shape<'a> {
    text: &'a str,
    /// Byte behind the line, where its break stands.
    end: usize,
    indent: usize,
    width: usize,
}

/// The bytes of the line breaks that stand inside a sentence.
pub(super) fn joints(source: &str) -> Vec<usize> {
    let mut end = 0;
    let lines: Vec<Shape<'_>> = source
        .split('\n')
        .map(|line| {
            end += line.len() + 1;
            Shape::of(line, end - 1)
        })
        .collect();
    lines
        .split(|line| line.text.is_empty())
        .flat_map(of_block)
        .collect()
}

/// The joints of lines without a blank one between them.
fn of_block(block: &[Shape<'_>]) -> Vec<usize> {
    let margin = block.iter().map(|line| line.width).max().unwrap_or(0);
    let indent = block.iter().map(|line| line.indent).min().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&margin) {
        return Vec::new();
    }
    let goes_on = |pair: &&[Shape<'_>]| {
        let (line, next) = (&pair[0], &pair[1]);
        line.fills(margin)
            && !line.ends()
            && line.is_prose()
            && next.is_prose()
            && next.indent <= indent + 1
            && !next.begins()
    };
    block
        .windows(2)
        .filter(goes_on)
        .map(|pair| pair[0].end)
        .collect()
}

impl<'a> Shape<'a> {
    fn of(line: &'a str, end: usize) -> Self {
        let text = line.trim();
        let columns = |text: &str| {
            text.chars()
                .map(|sign| if sign.is_ascii() { 1 } else { 2 })
                .sum::<usize>()
        };
        let indent = columns(&line[..line.len() - line.trim_start().len()]);
        Self {
            text,
            end,
            indent,
            width: indent + columns(text),
        }
    }

    /// Whether the next word would not have fitted: words of digits are not broken, so some columns may be left.
    fn fills(&self, margin: usize) -> bool {
        self.width * 100 >= margin * 85
    }

    fn ends(&self) -> bool {
        self.text
            .ends_with(['。', '！', '？', '!', '?', '：', ':', '；', ';', '…', '”'])
    }

    /// No row of a table: no bars, and no wide gaps between words.
    fn is_prose(&self) -> bool {
        !self.text.contains(['|', '\t'])
            && !self.text.contains("  ")
            && !self.text.contains('\u{3000}')
    }

    /// Whether a heading or a point of a list begins here.
    fn begins(&self) -> bool {
        let text = self.text;
        let opened = text.starts_with([
            '#', '-', '*', '•', '·', '●', '>', '（', '(', '①', '②', '③', '④', '⑤', '第', '附',
        ]);
        let numbered = text.trim_start_matches(|sign: char| {
            sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign)
        });
        opened || numbered.len() < text.len() && numbered.starts_with(['、', '.', '．', '是'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_go_on_and_others_do_not() {
        let broken = "全年粮食播种面积240万亩,比上年增加2万亩;粮食总产量\n108万吨,平均亩产450公斤。其中夏粮产量28.5万吨。\n\n二、农业\n特色农业加快发展。";
        let joint = broken.find('\n').expect("a break");
        assert_eq!(joints(broken), [joint]);
    }

    #[test]
    fn rows_points_and_paragraphs_stay_apart() {
        for text in [
            "指标名称与计量单位说明表头    2023年数量    2024年数量\n企业数量（家）含分支机构在内    120    150",
            "重点做好以下各项工作并按月报送进展情况和存在问题\n一是抓项目建设并按月调度通报确保年内全部开工见效",
            "甲区\n乙区\n丙区",
        ] {
            assert_eq!(joints(text), Vec::<usize>::new(), "{text}");
        }
        let paragraph = "经".repeat(100);
        assert_eq!(
            joints(&format!("{paragraph}\n{paragraph}")),
            Vec::<usize>::new()
        );
    }
}
