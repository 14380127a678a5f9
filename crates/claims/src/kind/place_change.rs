//! Places that changed: 由第9位上升到第11位, 由第9位升至第5位、前移3位.
//!
//! A place rises when its number falls. Places beside listed values are judged in `rank`.

use super::{Remark, Remarks, View, number_line};
use crate::finding::Kind;
use crate::read::{Span, numeral};
use crate::words::has;

/// Looks at neighbouring places of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains('第') {
        return;
    }
    let places = places(view.words());
    for pair in places.windows(2) {
        if let [first, second] = pair {
            remarks.extend(turned(view, first, second));
        }
    }
}

/// 第9位 with its bytes in the sentence.
struct Place {
    number: i128,
    start: usize,
    end: usize,
}

fn places(words: &str) -> Vec<Place> {
    let found = words.match_indices('第').filter_map(|(at, sign)| {
        let rest = &words[at + sign.len()..];
        let line = number_line(rest);
        let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
        let behind = line.rest(number.end);
        let unit = ["位", "名"]
            .iter()
            .find(|unit| behind.starts_with(**unit))?;
        Some(Place {
            number: number.value.to_whole()?,
            start: at,
            end: words.len() - behind.len() + unit.len(),
        })
    });
    found.collect()
}

const RISES: &[&str] = &[
    "上升", "提升", "跃升", "升至", "升到", "前移", "进位", "跃居", "攀升", "晋升", "前进",
];
const FALLS: &[&str] = &[
    "下降", "下滑", "后移", "退至", "退到", "跌至", "降至", "降到", "退居", "滑落", "后退",
];

fn turned(view: &View<'_>, first: &Place, second: &Place) -> Option<Remark> {
    let words = view.words();
    let lead = &words[..first.start];
    let from = lead.rfind(['由', '从'])?;
    let gap = &words[first.end..second.start];
    let single = lead[from..].chars().count() <= 14
        && gap.chars().count() <= 14
        && !gap.contains(['；', '。', '、']);
    let (rises, falls) = (has(gap, RISES), has(gap, FALLS));
    let wrong = rises && second.number > first.number || falls && second.number < first.number;
    let start = view.sentence.span.start;
    (single && rises != falls && wrong).then(|| {
        Remark::error(
            Kind::Rank,
            Span::new(start + from, start + second.end),
            format!(
                "由第{}到第{},位次变化的方向与所用的词相反",
                first.number, second.number
            ),
            format!(
                "from place {} to place {} is the opposite of what the word says",
                first.number, second.number
            ),
            format!("{} → {}", first.number, second.number),
        )
    })
}
