//! Stated numbers of things beside the things: 四级 with five listed, 分别 with too few values.

use super::{Remark, Remarks, View, respective};
use crate::finding::Kind;
use crate::read::{Line, Span, numeral};
use crate::words::{and_so_on, begins, has, in_words};

/// Looks at every counted list of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    remarks.extend(counted_lists(view));
    remarks.extend(respective::respectively(view));
    remarks.extend(repeated(view));
}

/// 情况在一线掌握、问题在一线解决、经验在一线总结,“四个在一线”: how often the words that are counted are said.
fn repeated(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let (at, open) = words
        .match_indices('“')
        .find(|(at, open)| words[at + open.len()..].chars().nth(1) == Some('个'))?;
    let begin = at + open.len();
    let name = &words[begin..begin + words[begin..].find('”')?];
    let line = Line::of(name, 0);
    let number = numeral::words(&line, 0)?;
    let said = u32::try_from(number.value.to_whole()?).ok()?;
    let thing = line.rest(number.end).strip_prefix('个')?;
    let apart = format!("{}{}", &words[..at], &words[begin + name.len()..]);
    let told = apart.matches(thing).count();
    let wrong = thing.chars().count() >= 2 && told >= 2 && usize::try_from(said).ok()? != told;
    let start = view.sentence.span.start + begin;
    let number = Said {
        number: said,
        digits: Span::new(start, start + digits(name)),
    };
    wrong.then(|| remark(view, Span::new(start, start + name.len()), &number, told))
}

/// What a list of names is counted in.
const KINDS_OF_LIST: &[&str] = &[
    "级",
    "类",
    "大",
    "个",
    "项",
    "方面",
    "条",
    "种",
    "家",
    "所",
    "区",
    "街道",
    "镇",
    "门",
    "环节",
    "领域",
    "阶段",
    "方",
    "者",
    "地",
    "位",
    "名",
    "市",
    "省",
    "县",
    "部",
    "款",
    "支",
    "座",
    "步",
    "张",
    "场",
    "期",
    "层",
    "批",
    "家企业",
    "股",
    "道",
    "篇",
    "本",
    "座",
    "处",
    "部门",
    "产业",
    "园区",
    "要素",
    "平台",
];

fn counted_lists(view: &View<'_>) -> Vec<Remark> {
    let words = view.words();
    let line = Line::of(words, 0);
    let mut remarks = Vec::new();
    for at in 0..line.len() {
        let Some((number, end)) = counter(&line, at) else {
            continue;
        };
        let span = |from: usize, until: usize| {
            Span::new(
                view.sentence.span.start + from,
                view.sentence.span.start + until,
            )
        };
        let (from, until) = (line.offset(at), line.offset(end));
        let aspects = has(
            &words[from..until],
            &["方", "环", "领", "层", "维", "大", "类"],
        ) || begins(&words[until..], ASPECTS);
        let said = Said {
            number,
            digits: span(from, from + digits(&words[from..until])),
        };
        let quoted = words[..from].ends_with('“');
        let opens: String = words[until..].chars().take(8).collect();
        if quoted && !has(&opens, &["”：", "”，即", "”，包括", "”（"]) {
            continue;
        }
        let values = |begin: usize| {
            let list = span(begin, from);
            view.quantities()
                .iter()
                .any(|value| list.start <= value.span.start && value.span.start < list.end)
        };
        if let Some((listed, begin)) = listed_before(&words[..from], aspects)
            && !values(begin)
            && !is_counted(number, listed, words[..from].ends_with('等'))
        {
            remarks.push(remark(view, span(begin, until), &said, listed));
        } else if let Some((listed, stop)) = listed_behind(&words[until..])
            && !is_counted(number, listed, false)
        {
            remarks.push(remark(view, span(from, until + stop), &said, listed));
        }
    }
    remarks
}

/// A whole number with a counting word: 四级, 三大, 5个.
pub(super) fn counter(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let before = line.before(at);
    if before.is_ascii_alphanumeric()
        || "第.十百千万之几每前后近约超逾过数‘其首+".contains(before)
        || numeral::digit_word(before).is_some()
    {
        return None;
    }
    let number = numeral::words(line, at).or_else(|| numeral::digits(line, at))?;
    let value = u32::try_from(number.value.to_whole()?).ok()?;
    let rest = line.rest(number.end);
    let after = rest.chars().nth(1).unwrap_or('。');
    let noun = number.in_words || !"，。；、）（".contains(after);
    let named = noun
        && begins(rest, KINDS_OF_LIST)
        && !begins(
            rest,
            &[
                "个百分点",
                "个月",
                "个工作日",
                "级以上",
                "大于",
                "年",
                "方案",
            ],
        );
    ((2..=20).contains(&value) && number.decimals == 0 && named).then_some((value, number.end + 1))
}

fn is_counted(number: u32, listed: usize, open: bool) -> bool {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    if open {
        listed <= number
    } else {
        listed == number
    }
}

/// What is listed by deeds (企业培育、人才引进四个方面), where a verb before the number is part of a name.
const ASPECTS: &[&str] = &["方面", "环节", "领域", "层面", "维度"];

/// How many names stand directly before: 国家、省、市、区, with the place where they begin.
fn listed_before(lead: &str, aspects: bool) -> Option<(usize, usize)> {
    let lead = lead.strip_suffix('等').unwrap_or(lead);
    if let Some(quoted) = quoted_before(lead) {
        return Some(quoted);
    }
    // “代办注册、代缴社保”两项: the list stands inside one pair of quotes.
    let lead = lead.strip_suffix('”').unwrap_or(lead);
    let begin = lead
        .rfind([
            '，', '。', '；', '：', '（', '）', '\n', '\t', '！', '？', '》', '”', '“',
        ])
        .map_or(0, |at| {
            at + lead[at..].chars().next().map_or(0, char::len_utf8)
        });
    let list = &lead[begin..];
    let (last_comma, tail) = list.rsplit_once('、')?;
    let has_number = list.chars().any(|c| c.is_ascii_digit()) || has(list, &["“", "《", "分别"]);
    if has_number
        || tail.is_empty()
        || tail.chars().count() > if has_joint(tail) { 24 } else { 12 }
        || !aspects && has(tail, VERBS)
    {
        return None;
    }
    let commas = last_comma.matches('、').count() + 1;
    let joined = usize::from(has_joint(tail));
    let long = list
        .split('、')
        .skip(1)
        .any(|item| item.chars().count() > if has_joint(item) { 24 } else { 16 });
    (!long).then_some((commas + 1 + joined, begin))
}

/// Words after which a number is a value, not a count of the names before it.
const VERBS: &[&str] = &[
    "各", "均", "共", "引进", "新增", "完成", "达", "获", "签约", "建成", "举办", "开展", "认定",
    "分别", "涉及", "覆盖", "服务", "组建", "设立", "选派",
];

/// Whether the last item of a list holds two names joined by 和.
fn has_joint(item: &str) -> bool {
    ["和", "与", "及", "以及"].iter().any(|joint| {
        item.split_once(joint).is_some_and(|(left, right)| {
            left.chars().count() >= 1
                && right.chars().count() >= 1
                && !left.ends_with([
                    '共', '温', '饱', '参', '总', '平', '缓', '中', '谐', '普', '涉',
                ])
                && !right.starts_with(['谐', '平', '睦', '解'])
        })
    })
}

/// 《…》《…》 or “…”“…” directly before.
fn quoted_before(lead: &str) -> Option<(usize, usize)> {
    let (open, close) = [('《', '》'), ('“', '”')]
        .into_iter()
        .find(|(_, close)| lead.ends_with(*close))?;
    let (mut rest, mut count) = (lead, 0);
    while let Some(inner) = rest.strip_suffix(close) {
        let at = inner.rfind(open)?;
        rest = inner[..at].trim_end_matches(['、', '和', '与', '及']);
        count += 1;
    }
    (count >= 2).then_some((count, rest.len()))
}

/// How many names follow after ： or in brackets, with the end of the list.
fn listed_behind(rest: &str) -> Option<(usize, usize)> {
    let (at, sign) = rest
        .char_indices()
        .take(16)
        .find(|&(_, c)| "：（，。；、".contains(c))?;
    let begin = at + sign.len_utf8();
    if rest[..at].chars().any(|c| c.is_ascii_digit())
        || sign == '，' && !begins(&rest[begin..], &["即", "分别是", "分别为", "包括"])
        || "。；、".contains(sign)
    {
        return None;
    }
    let body = &rest[begin..];
    if let Some((listed, length)) = quoted_behind(body) {
        return Some((listed, begin + length));
    }
    let stop = body
        .find(if sign == '（' {
            ['）', '）', '）', '）']
        } else {
            ['。', '；', '，', '（']
        })
        .unwrap_or(body.len());
    let list = body[..stop]
        .trim_start_matches("即")
        .trim_start_matches("分别是")
        .trim_start_matches("分别为")
        .trim_start_matches("包括");
    let ended = body[stop..].chars().next();
    let closed = if sign == '（' {
        ended == Some('）')
    } else {
        ended.is_none_or(|c| c == '。' || c == '；' || c == '，')
    };
    let items: Vec<&str> = list.split('、').collect();
    // 9个县（市、区）names one kind of thing.
    let levels = items.iter().all(|item| {
        matches!(
            *item,
            "市" | "区" | "县" | "镇" | "乡" | "街道" | "园区" | "旗"
        )
    });
    if levels {
        return None;
    }
    let names = items.iter().all(|item| {
        let length = item.chars().count();
        (1..=16).contains(&length)
    });
    let spoiled = and_so_on(list)
        || has(list, &["其中", "，", "：", "《"])
        || list.starts_with('“')
        || list.chars().any(|c| c.is_ascii_digit()) && sign != '（';
    if items.len() < 2 || !names || !closed || spoiled {
        return None;
    }
    let joined = usize::from(has_joint(items.last()?));
    Some((items.len() + joined, begin + stop))
}

/// 分别为《…》《…》 and nothing more.
fn quoted_behind(body: &str) -> Option<(usize, usize)> {
    let mut rest = body
        .trim_start_matches("分别")
        .trim_start_matches(['为', '是', '即']);
    let mut count = 0;
    while let Some(inner) = rest.strip_prefix('《') {
        rest = &inner[inner.find('》')? + '》'.len_utf8()..];
        count += 1;
        rest = rest.trim_start_matches(['、', '和', '及', '与']);
    }
    let ended = rest.is_empty() || rest.starts_with(['。', '；', '，']);
    (count >= 2 && ended).then_some((count, body.len() - rest.len()))
}

/// The number that a list is said to have, and where it stands.
struct Said {
    number: u32,
    digits: Span,
}

/// Bytes of the numeral at the beginning.
fn digits(text: &str) -> usize {
    text.char_indices()
        .find(|&(_, sign)| {
            !sign.is_ascii_digit() && numeral::digit_word(sign).is_none() && sign != '十'
        })
        .map_or(text.len(), |(at, _)| at)
}

fn remark(view: &View<'_>, span: Span, said: &Said, listed: usize) -> Remark {
    let number = said.number;
    let arabic = said
        .digits
        .of(view.text)
        .starts_with(|sign: char| sign.is_ascii_digit());
    let right = match u32::try_from(listed) {
        Ok(listed) if !arabic => in_words(listed),
        _ => listed.to_string(),
    };
    Remark::error(
        Kind::Count,
        span,
        format!("文中说有{number}项,列出的是{listed}项"),
        format!("the text says {number}, yet {listed} are listed"),
        format!("{listed} ≠ {number}"),
    )
    .corrected(said.digits, right)
}
