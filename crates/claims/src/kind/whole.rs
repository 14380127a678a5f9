//! Which whole a part belongs to: 其中, …中, 共…, the only other amount.
//!
//! Main items: [`find`] and [`foreign`]. Used by shares and parts; what is then compared is theirs.

use super::View;
use super::change::is_difference;
use crate::read::Quantity;
use crate::words::{ends, has, shared, without, without_tail};

/// Words that say that the number behind them is the whole.
pub(crate) const TOTAL: &[&str] = &[
    "共",
    "总",
    "合计",
    "累计",
    "全部",
    "拥有",
    "现有",
    "已有",
    "共有",
    "保有",
    "全区",
    "全市",
    "全年",
    "全县",
    "全集团",
    "全系统",
];

/// The whole that the part at index `part` is taken from, looking back from it; `until` bounds the search forward.
pub(crate) fn find(view: &View<'_>, part: usize, until: usize) -> Option<Quantity> {
    before_among(view, part)
        .or_else(|| in_the_midst(view, part))
        .or_else(|| total_before(view, part))
        .or_else(|| only_other(view, part))
        .or_else(|| total_behind(view, part, until))
        .or_else(|| in_previous(view, part))
}

/// The amount before the nearest 其中.
pub(crate) fn before_among(view: &View<'_>, part: usize) -> Option<Quantity> {
    let all = view.quantities();
    let wanted = all.get(part)?;
    let gap = (1..=part).rev().find(|&index| {
        has(
            view.between(&all[index - 1], &all[index]),
            &["其中", "包括", "包含", "这其中"],
        )
    })?;
    let mut whole = None;
    for index in (0..gap).rev() {
        let candidate = &all[index];
        if candidate.is_amount() && candidate.matches(wanted) {
            // 462万人,比上年末增加2万人,其中478万人: what is no part of the stock is none of its growth either.
            if is_difference(view, candidate) {
                if candidate.value < wanted.value {
                    continue;
                }
                break;
            }
            whole = Some(candidate.clone());
            break;
        }
    }
    whole
}

/// Whether the set that a part is of is named as such: 96场活动中,主会场24场.
pub(crate) fn in_set(view: &View<'_>, part: usize) -> bool {
    before_among(view, part).is_none() && in_the_midst(view, part).is_some()
}

/// 300家平台中, 40个中的.
fn in_the_midst(view: &View<'_>, part: usize) -> Option<Quantity> {
    let all = view.quantities();
    let wanted = all.get(part)?;
    let midst = |candidate: &&Quantity| {
        let after = view.after(candidate);
        candidate.is_amount()
            && candidate.matches(wanted)
            && (ends(after, &["中", "里", "当中", "之中", "中有", "里有"])
                || has(after, &["中的", "里的", "中，", "中有"]))
    };
    all[..part].iter().rev().find(midst).cloned()
}

fn total_before(view: &View<'_>, part: usize) -> Option<Quantity> {
    let all = view.quantities();
    let wanted = all.get(part)?;
    let total = |candidate: &&Quantity| {
        candidate.is_amount()
            && candidate.matches(wanted)
            && candidate.stretch == wanted.stretch
            && has(view.before(candidate), TOTAL)
    };
    all[..part].iter().rev().find(total).cloned()
}

/// The one other amount of this unit before the part.
fn only_other(view: &View<'_>, part: usize) -> Option<Quantity> {
    let all = view.quantities();
    let wanted = all.get(part)?;
    let mut fitting = all[..part].iter().filter(|candidate| {
        candidate.is_amount() && candidate.matches(wanted) && candidate.stretch == wanted.stretch
    });
    let only = fitting.next()?;
    fitting.next().is_none().then(|| only.clone())
}

fn total_behind(view: &View<'_>, part: usize, until: usize) -> Option<Quantity> {
    let all = view.quantities();
    let wanted = all.get(part)?;
    let total = |candidate: &&Quantity| {
        candidate.is_amount()
            && candidate.matches(wanted)
            && has(
                view.before(candidate),
                &["总数", "总量", "总额", "总共", "共有", "全部"],
            )
    };
    all.get(until + 1..)?.iter().find(total).cloned()
}

/// The only fitting amount of the sentence before, when this one begins with 其中.
pub(crate) fn in_previous(view: &View<'_>, part: usize) -> Option<Quantity> {
    let wanted = view.quantities().get(part)?;
    if !breaks_down(view) {
        return None;
    }
    let topic = topic(view.words());
    let fits = |near: &View<'_>, candidate: &Quantity| {
        candidate.is_amount()
            && candidate.unit == wanted.unit
            && (topic.is_empty() || near.before(candidate).contains(topic))
    };
    let told: Vec<Vec<&Quantity>> = view
        .earlier(3)
        .filter(|earlier| !breaks_down(earlier))
        .map(|near| {
            let all = near.quantities().iter();
            all.filter(|other| fits(&near, other)).collect()
        })
        .collect();
    // What is divided by kind may have been told further back; 其中 divides what stands just before.
    let reach = if view.words().contains("其中") {
        1
    } else {
        told.len()
    };
    let mut found = told.iter().take(reach).flatten();
    let only = *found.next()?;
    found
        .all(|other| other.value == only.value)
        .then(|| only.clone())
}

/// 诉求 of 从诉求类型看: what is divided, when it is named.
fn topic(words: &str) -> &str {
    let clause = words.split('，').next().unwrap_or("");
    let named = clause
        .strip_prefix('从')
        .or_else(|| clause.strip_prefix('按'))
        .and_then(|clause| clause.strip_suffix(['看', '分']));
    let bare = without_tail(
        named.unwrap_or(""),
        &[
            "类型", "类别", "规模", "行业", "级别", "来源", "结构", "分布", "领域", "地区", "产业",
            "性质",
        ],
    );
    if bare.chars().count() >= 2 && named != Some(bare) {
        bare
    } else {
        ""
    }
}

/// Whether a sentence only divides what was told before: 其中…, 从规模看…, 按领域分….
pub(crate) fn breaks_down(view: &View<'_>) -> bool {
    let words = view.words().trim_start_matches(['，', '\n']);
    let seen = |word: &str| {
        let clause = words.split(['，', '：']).next().unwrap_or("");
        clause.starts_with(word) && clause.ends_with(['看', '分'])
    };
    words.starts_with("其中") || seen("从") || seen("按") || seen("分")
}

const GENERIC: &[&str] = &[
    "总数",
    "总量",
    "总额",
    "总值",
    "总和",
    "总面积",
    "总人数",
    "总产值",
    "总投资",
    "总",
    "全部",
    "比重",
    "比例",
    "比",
    "的",
    "其",
    "该",
    "数量",
    "数",
    "额",
    "量",
    "达到",
    "达",
    "为",
    "约",
    "了",
    "近",
    "超",
    "例",
    "重",
    "到",
    "已",
    "据",
    "全体",
    "所有",
    "上述",
    "在",
    "中",
    "有",
    "比率",
    "合计",
    "高达",
    "同期",
    "当年",
    "本年",
    "当期",
    "本期",
    "全年",
    "仅",
    "只",
    "将",
];

const SCOPES: &[&str] = &[
    "全球",
    "世界",
    "全国",
    "国内",
    "全省",
    "全市",
    "全区",
    "全县",
    "全镇",
    "全街道",
    "全系统",
    "全集团",
    "全行业",
    "同类",
    "同行业",
    "园区",
    "规上",
    "规模以上",
    "GDP",
    "地区生产总值",
    "财政",
    "省内",
    "市内",
];

/// Whether the base that a share names (占 … 的) is something else than the whole that was found.
pub(crate) fn foreign(view: &View<'_>, base: &str, whole: &Quantity) -> bool {
    let words = format!("{}{}", view.clause(whole), view.after(whole));
    let lead = view.lead(whole);
    let told = |scope: &str| {
        let own = scope.strip_prefix('全').unwrap_or("\0");
        let ours = || {
            ["我", "本", "该"]
                .iter()
                .any(|ours| lead.contains(&format!("{ours}{own}")))
        };
        words.contains(scope) || lead.contains(scope) || ours()
    };
    let scoped = SCOPES
        .iter()
        .any(|scope| base.contains(scope) && !told(scope));
    let core = core_of(base);
    let known = core.chars().count() < 2
        || shared(&core, &words) >= 2
        || SCOPES.iter().any(|scope| core == *scope && told(scope));
    scoped || !known
}

/// The base without the words that only say that it is one: 研发投入 of 研发投入总额的.
pub(crate) fn core_of(base: &str) -> String {
    without_tail(&without(base, GENERIC), &["，"]).to_owned()
}
