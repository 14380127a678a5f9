//! What was held and counted: study, meetings, events of the series, visits, contests.

use super::calendar_time::{after, day, working_day};
use super::draw::Draws;
use crate::Ids;
use crate::clock::noon_of;
use benfu_domain::calendar::Calendar;
use benfu_domain::id::{ActivityId, OrganisationId};
use benfu_domain::party::Activity;
use benfu_domain::region::RegionCode;
use jiff::Timestamp;

/// One kind of activity in a half-year.
struct Tally {
    kind: &'static str,
    title: &'static str,
    /// How many rows.
    rows: i64,
    /// What each of them counts.
    each: i64,
}

const fn tally(kind: &'static str, title: &'static str, rows: i64, each: i64) -> Tally {
    Tally {
        kind,
        title,
        rows,
        each,
    }
}

#[rustfmt::skip]
/// The first half of 2025; earlier halves hold about nine tenths of it.
const TALLIES: &[Tally] = &[
    tally("study_session", "党组理论学习中心组学习", 7, 1),
    tally("topic_session", "专题学习研讨", 16, 1),
    tally("first_agenda_item", "“第一议题”和集体学习", 81, 1),
    tally("member_assembly", "支部党员大会", 29, 1),
    tally("branch_committee", "支部委员会", 26, 1),
    tally("theme_party_day", "主题党日", 30, 1),
    tally("branch_lecture", "支部书记讲党课", 5, 1),
    tally("warning_education", "警示教育会", 11, 1),
    tally("opinions_gathered", "群众意见征集", 6, 4),
    tally("problems_solved", "基层问题清单办结", 5, 5),
    tally("series_event", "科创系列活动", 72, 1),
    tally("matchmaking", "供需对接会", 9, 1),
    tally("firm_visit", "走访企业", 26, 12),
    tally("coaching", "认定申报一对一辅导", 20, 31),
    tally("investment_contact", "招商项目对接", 12, 6),
    tally("investment_landed", "招商项目落地", 5, 2),
    tally("joint_research", "联合攻关方向发布", 7, 1),
    tally("science_visitors", "科普场馆接待", 6, 13_000),
    tally("science_course", "科普半日课程", 15, 1),
];
/// Topics that make titles differ.
const TOPICS: &[&str] = &[
    "机器人进管网",
    "水下检测",
    "低空配送",
    "工业视觉",
    "电池安全",
    "冷链温控",
    "洁净制造",
    "智慧病房",
    "园区节能",
    "数据治理",
    "新材料中试",
    "高企申报",
    "专利质量",
    "科技金融",
    "首台套",
    "标准化",
    "成果转化",
    "揭榜挂帅",
];

/// The activities of three half-years.
pub(super) fn activities(
    ids: &Ids,
    calendar: &Calendar,
    (seed, keeper): (u64, OrganisationId),
    region: &RegionCode,
) -> Vec<Activity> {
    let mut draws = Draws::new(seed, "activities");
    let halves = [
        (day(2024, 1, 3), 82),
        (day(2024, 7, 2), 91),
        (day(2025, 1, 3), 100),
    ];
    let mut held = Vec::new();
    for (first, percent) in halves {
        for tally in TALLIES {
            for place in 0..(tally.rows * percent + 50) / 100 {
                let on = after(
                    first,
                    i32::try_from(draws.between(0, 172)).unwrap_or_default(),
                );
                let on = working_day(on, calendar);
                let at = noon_of(on).unwrap_or(Timestamp::UNIX_EPOCH);
                held.push(Activity {
                    id: ActivityId::from_bits(ids.mint(at)),
                    kind: tally.kind.to_owned(),
                    title: format!(
                        "{}·{}（第{}次）",
                        tally.title,
                        draws.pick(TOPICS),
                        place + 1
                    ),
                    on,
                    count: tally.each,
                    organisation: keeper,
                    region: region.clone(),
                });
            }
        }
    }
    held
}
