//! Proportions written as 1：8 beside the two amounts.

use super::{Remark, Remarks, View, number_line};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Span, numeral};
use crate::words::{decimal, has, printed, tail, without_tail};
use benfu_rules::Exact;

/// Looks at the one proportion of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let cues = &[
        "撬动",
        "放大",
        "比例",
        "带动",
        "杠杆",
        "配套",
        "比为",
        "比达",
        "比约为",
        "之比",
    ];
    if !view.words().contains(['：', '∶'])
        || !(has(view.words(), cues) || view.words().contains("比"))
    {
        return;
    }
    let Some(written) = written(view) else { return };
    let found = of_named(view, &written).map_or_else(
        || has(view.words(), cues).then(|| of_two(view, &written))?,
        |amounts| judge(view, amounts, &written, true),
    );
    remarks.extend(found);
}

/// The amounts that the name of the proportion names: 医护比, 纵向与横向之比, 城乡收入比.
fn of_named<'v>(view: &View<'v>, written: &Written) -> Option<(&'v Quantity, &'v Quantity)> {
    let start = view.sentence.span.start;
    let lead = Span::new(start, written.span.start).of(view.text);
    let name = without_tail(lead, &["约为", "达到", "为", "约", "是", "达"]);
    let clause = name
        .rsplit(['，', '；', '。', '、'])
        .next()?
        .strip_suffix('比')?;
    let clause = clause.strip_suffix('之').unwrap_or(clause);
    if let Some((left, right)) = clause.split_once(['与', '和']) {
        return Some((called(view, tail(left, 4))?, called(view, right)?));
    }
    let signs: Vec<char> = clause.chars().collect();
    PAIRS.iter().find_map(|(pair, left, right)| {
        let named = signs
            .windows(2)
            .any(|two| pair.chars().eq(two.iter().copied()));
        let of = |cues: &[&str]| cues.iter().find_map(|cue| called(view, cue));
        named.then(|| Some((of(left)?, of(right)?)))?
    })
}

/// Two signs that name a proportion, and the words of the two things.
const PAIRS: &[(&str, &[&str], &[&str])] = &[
    ("医护", &["医生", "医师"], &["护士", "护理"]),
    ("师生", &["教师", "老师"], &["学生", "在校生"]),
    ("生师", &["学生", "在校生"], &["教师", "老师"]),
    ("城乡", &["城镇", "城市"], &["农村", "乡村"]),
    ("男女", &["男"], &["女"]),
    ("人车", &["驾驶员", "司机", "人员"], &["车"]),
    ("床护", &["床位"], &["护士"]),
    ("投贷", &["投"], &["贷"]),
];

/// The one amount of the sentence, or of the one before, whose words hold the name.
fn called<'v>(view: &View<'v>, name: &str) -> Option<&'v Quantity> {
    view.window(1).find_map(|near| {
        let wanted = |amount: &&Quantity| {
            amount.is_amount() && amount.is_plain() && near.around(amount).contains(name)
        };
        let mut found = near.quantities().iter().filter(wanted);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    })
}

/// The only two amounts of the sentence, or the two that follow what is divided: 按7：3比例分担,市级1260万元,县级540万元.
fn of_two(view: &View<'_>, written: &Written) -> Option<Remark> {
    let amounts = of_dimensions(view, &[Dimension::Money, Dimension::Area])
        .or_else(|| of_dimensions(view, &[Dimension::Count]))
        .or_else(|| behind(view, written))?;
    let [first, second] = amounts.as_slice() else {
        return None;
    };
    first
        .matches(second)
        .then(|| judge(view, (first, second), written, false))?
}

fn behind<'v>(view: &View<'v>, written: &Written) -> Option<Vec<&'v Quantity>> {
    let found: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|amount| amount.is_amount() && amount.span.start > written.span.end)
        .collect();
    let divided = has(view.words(), &["比例分", "比例承担", "比例负担", "比例配"]);
    (divided && found.len() == 2 && found[0].unit == found[1].unit).then_some(found)
}

/// Two amounts against a proportion; in the order of the names, or in either.
fn judge(
    view: &View<'_>,
    (first, second): (&Quantity, &Quantity),
    written: &Written,
    ordered: bool,
) -> Option<Remark> {
    let Written {
        left,
        right,
        step,
        span,
    } = written;
    let usable = |amount: &Quantity| amount.is_plain() && !amount.value.is_zero();
    if left.is_zero() || right.is_zero() || !usable(first) || !usable(second) {
        return None;
    }
    let quotient = second.value.checked_div(&first.value).ok()?;
    let says = |above: &Exact, below: &Exact| {
        let value = above.checked_div(below).ok()?;
        let near = Exact::ratio(1, if ordered { 200 } else { 20 })
            .ok()?
            .checked_mul(&value)
            .ok()?;
        // The larger side carries the rounding: 2.5：1 stands for 2.45 to 2.55.
        let half = step
            .checked_div(&Exact::whole(2))
            .ok()?
            .checked_div(below)
            .ok()?;
        let rounding = if above > below { half } else { Exact::ZERO };
        Band::around(value, near.max(rounding))
    };
    let fits = |above: &Exact, below: &Exact, value: &Exact| {
        Some(says(above, below)?.meets(&Band::exactly(*value)))
    };
    let inverse = Exact::ONE.checked_div(&quotient).ok()?;
    let forward = fits(right, left, &quotient)? || fits(left, right, &inverse)?;
    let turned = !ordered && (fits(left, right, &quotient)? || fits(right, left, &inverse)?);
    if forward || turned {
        return None;
    }
    let exact = if quotient >= Exact::ONE {
        format!("1：{}", decimal(&quotient, 2))
    } else {
        format!("{}：1", decimal(&inverse, 2))
    };
    let (one, other) = (printed(first), printed(second));
    Some(Remark::error(
        Kind::Ratio,
        view.place(first, second).to(*span),
        format!("{one}与{other}之比是{exact}"),
        format!("{one} to {other} is {exact}"),
        format!("{one} : {other} = {exact}"),
    ))
}

/// The one a：b of a sentence.
struct Written {
    left: Exact,
    right: Exact,
    /// The place value of the last digit printed on either side.
    step: Exact,
    span: Span,
}

/// The two amounts of a sentence in one of the dimensions.
fn of_dimensions<'v>(view: &View<'v>, wanted: &[Dimension]) -> Option<Vec<&'v Quantity>> {
    let found: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|quantity| wanted.contains(&quantity.unit.dimension))
        .collect();
    (found.len() == 2).then_some(found)
}

/// The one a：b of the sentence.
fn written(view: &View<'_>) -> Option<Written> {
    let words = view.words();
    let mut signs = words.match_indices(['：', '∶']).filter(|(at, sign)| {
        words[..*at].ends_with(|c: char| c.is_ascii_digit())
            && words[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit())
    });
    let (at, sign) = signs.next()?;
    if signs.next().is_some() {
        return None;
    }
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let left = words[..at].rfind(|c| !digits(c)).map_or(0, |from| {
        from + words[from..].chars().next().map_or(0, char::len_utf8)
    });
    let behind = &words[at + sign.len()..];
    let right = numeral::digits(&number_line(behind), 0)?;
    let start = view.sentence.span.start;
    let length = behind
        .chars()
        .take(right.end)
        .map(char::len_utf8)
        .sum::<usize>();
    let left_number = numeral::digits(&number_line(&words[left..at]), 0)?;
    Some(Written {
        left: left_number.value,
        right: right.value,
        step: left_number.step.min(right.step),
        span: Span::new(start + left, start + at + sign.len() + length),
    })
}
