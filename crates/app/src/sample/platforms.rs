//! Platforms, incubators, spaces, consortia, alliances and supported people: the registers of the half-year report.

use super::calendar_time::{after, day};
use super::draw::Draws;
use super::firms::{Firm, Size};
use benfu_domain::Day;
use benfu_domain::party::Status;

/// How many of a register there are at one level in mid-2025.
struct Count {
    scheme: &'static str,
    level: &'static str,
    /// Since before 2024.
    before: usize,
    /// Since 2024.
    in_2024: usize,
    /// Since the first half of 2025.
    new: usize,
    /// Words for the name of what is held.
    word: &'static str,
}

#[rustfmt::skip]
/// Platforms: 14 + 233 + 395 = 642 of city level and above, 163 of the district, 805 in all.
const COUNTS: &[Count] = &[
    Count { scheme: "innovation_platform", level: "national", before: 12, in_2024: 2, new: 0, word: "国家级创新平台" },
    Count { scheme: "innovation_platform", level: "provincial", before: 148, in_2024: 36, new: 49, word: "工程技术研究中心" },
    Count { scheme: "innovation_platform", level: "municipal", before: 322, in_2024: 51, new: 22, word: "重点实验室" },
    Count { scheme: "innovation_platform", level: "district", before: 120, in_2024: 28, new: 15, word: "企业研究院" },
    Count { scheme: "pilot_scale_base", level: "national", before: 0, in_2024: 0, new: 3, word: "中试平台" },
    Count { scheme: "technology_centre", level: "municipal", before: 61, in_2024: 9, new: 4, word: "企业技术中心" },
    Count { scheme: "technology_centre", level: "provincial", before: 22, in_2024: 4, new: 1, word: "企业技术中心" },
    Count { scheme: "incubator", level: "national", before: 8, in_2024: 1, new: 0, word: "孵化器" },
    Count { scheme: "incubator", level: "provincial", before: 6, in_2024: 1, new: 1, word: "孵化器" },
    Count { scheme: "incubator", level: "municipal", before: 14, in_2024: 4, new: 2, word: "孵化器" },
    Count { scheme: "incubator", level: "district", before: 9, in_2024: 2, new: 0, word: "孵化器" },
    Count { scheme: "maker_space", level: "municipal", before: 33, in_2024: 6, new: 2, word: "众创空间" },
    Count { scheme: "maker_space", level: "national", before: 9, in_2024: 0, new: 0, word: "众创空间" },
    Count { scheme: "innovation_consortium", level: "district", before: 21, in_2024: 19, new: 12, word: "创新联合体" },
    Count { scheme: "technology_alliance", level: "municipal", before: 9, in_2024: 3, new: 2, word: "产业技术联盟" },
    Count { scheme: "worry_free_space", level: "", before: 0, in_2024: 9, new: 7, word: "无忧空间项目" },
    Count { scheme: "talent", level: "supported", before: 88, in_2024: 141, new: 153, word: "人才" },
];
/// Platforms that were given up before mid-2025.
const GIVEN_UP: usize = 9;

/// All rows of these registers; holders are the larger firms.
pub(super) fn platforms(firms: &[Firm], seed: u64) -> Vec<Status> {
    let mut draws = Draws::new(seed, "platforms");
    let mut holders: Vec<&Firm> = firms
        .iter()
        .filter(|firm| firm.size >= Size::Medium)
        .collect();
    draws.shuffle(&mut holders);
    let mut rows = Vec::new();
    for count in COUNTS {
        for place in 0..count.before + count.in_2024 + count.new {
            let from = begun(count, place, &mut draws);
            let holder = holders[(rows.len() * 7 + place) % holders.len()];
            rows.push(row(count, place, holder, from));
        }
    }
    rows.extend(engineering_centres(&rows));
    rows.extend(given_up(&holders));
    rows
}

fn begun(count: &Count, place: usize, draws: &mut Draws) -> Day {
    let days = |first: Day, span| after(first, i32::try_from(span).unwrap_or_default());
    if place < count.before {
        days(day(2013, 1, 1), draws.between(0, 3_980))
    } else if place < count.before + count.in_2024 {
        days(day(2024, 1, 10), draws.between(0, 340))
    } else {
        days(day(2025, 1, 6), draws.between(0, 165))
    }
}

fn row(count: &Count, place: usize, holder: &Firm, from: Day) -> Status {
    let name = format!(
        "{}{}{}",
        holder.brand,
        holder.trade.makes[place % holder.trade.makes.len()],
        count.word
    );
    Status {
        party: holder.party.id,
        scheme: count.scheme.to_owned(),
        level: count.level.to_owned(),
        subject: format!("{name}（{:03}）", place + 1),
        batch: format!("{}年", from.year()),
        from,
        until: None,
        document: "认定批复（示例）".to_owned(),
    }
}

/// The provincial platforms are engineering research centres: the same rows in the register of those.
fn engineering_centres(rows: &[Status]) -> Vec<Status> {
    let provincial = rows
        .iter()
        .filter(|row| row.scheme == "innovation_platform" && row.level == "provincial");
    provincial
        .map(|row| Status {
            scheme: "engineering_research_centre".to_owned(),
            ..row.clone()
        })
        .collect()
}

fn given_up(holders: &[&Firm]) -> Vec<Status> {
    let ended = |place: usize| Status {
        party: holders[place * 3 % holders.len()].party.id,
        scheme: "innovation_platform".to_owned(),
        level: "district".to_owned(),
        subject: format!("已撤销平台（{:03}）", place + 1),
        batch: "2018年".to_owned(),
        from: day(2018, 9, 30),
        until: Some(day(2024, 9, 29)),
        document: "撤销公告（示例）".to_owned(),
    };
    (0..GIVEN_UP).map(ended).collect()
}
