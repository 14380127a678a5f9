//! Which profiles a search finds, and in which order.

use std::collections::BTreeSet;

use benfu_search::{Coverage, Hit, Index, Kind, Lexicon, Profile, Query};

use crate::{index_of, keys, offer, profile};

#[test]
fn words_of_a_compound_are_found_apart() {
    let index = index_of([
        offer(1, "标准厂房出租", "位于高新区的三层标准厂房,层高六米"),
        offer(2, "医药产业母基金", "投向生物领域与创新医药企业的基金"),
        offer(3, "餐饮设备", "商用灶具"),
    ]);
    assert_eq!(
        keys(&index.search(&Query::words("高新区厂房", 10)).unwrap()),
        [1]
    );
    assert_eq!(
        keys(&index.search(&Query::words("生物医药基金", 10)).unwrap()),
        [2]
    );
}

#[test]
fn a_two_character_word_is_found() {
    let index = index_of([offer(1, "动力电池回收", ""), offer(2, "污水处理", "")]);
    assert_eq!(keys(&index.search(&Query::words("电池", 10)).unwrap()), [1]);
}

#[test]
fn a_grade_is_found_however_it_is_written() {
    let index = index_of([
        offer(1, "传感器", "防护等级IP68,耐压24 kV"),
        offer(2, "传感器", "IP54"),
    ]);
    for words in ["ip68", "IP68", "\u{ff29}\u{ff30}\u{ff16}\u{ff18}", "24kV"] {
        assert_eq!(
            keys(&index.search(&Query::words(words, 10)).unwrap()),
            [1],
            "{words}"
        );
    }
}

#[test]
fn a_word_in_the_title_counts_for_more() {
    let index = index_of([
        offer(1, "设备供应商介绍", "激光雷达"),
        offer(2, "激光雷达", "设备供应商介绍"),
    ]);
    assert_eq!(
        keys(&index.search(&Query::words("激光雷达", 10)).unwrap()),
        [2, 1]
    );
}

#[test]
fn keywords_count_like_the_title() {
    let tagged = Profile {
        keywords: vec!["激光雷达".to_owned()],
        ..offer(1, "", "设备供应商介绍")
    };
    let index = index_of([tagged, offer(2, "设备供应商介绍", "激光雷达")]);
    assert_eq!(
        keys(&index.search(&Query::words("激光雷达", 10)).unwrap()),
        [1, 2]
    );
}

#[test]
fn the_keywords_of_a_need_are_searched_for() {
    let index = index_of([offer(1, "伺服电机", ""), offer(2, "激光雷达", "")]);
    let need = Profile {
        keywords: vec!["激光雷达".to_owned()],
        ..profile(9, Kind::Need, "", "")
    };
    let hits = index.search(&Query::matching(&need, &[], 10)).unwrap();
    assert_eq!(keys(&hits), [2]);
}

#[test]
fn words_rare_in_the_language_decide_before_common_ones() {
    let index = index_of([offer(1, "公司", ""), offer(2, "衬砌", "")]);
    let need = profile(9, Kind::Need, "", "公司现有衬砌检测任务");
    let hits = index.search(&Query::matching(&need, &[], 10)).unwrap();
    assert_eq!(keys(&hits), [2, 1]);
}

#[test]
fn only_allowed_keys_are_found() {
    let index = index_of((1..=50).map(|key| offer(key, "伺服电机", "高精度")));
    let allowed = BTreeSet::from([7, 30]);
    let permits = |key: i64| allowed.contains(&key);
    let hits = index
        .search(&Query::words("伺服电机", 10).among(&permits))
        .unwrap();
    assert_eq!(keys(&hits), [7, 30]);
}

#[test]
fn only_the_wanted_kinds_are_found() {
    let index = index_of([
        profile(1, Kind::Need, "伺服电机", ""),
        profile(2, Kind::Offer, "伺服电机", ""),
        profile(3, Kind::Party, "伺服电机", ""),
    ]);
    let of = |kinds| {
        let query = Query {
            kinds,
            ..Query::words("伺服电机", 10)
        };
        keys(&index.search(&query).unwrap())
    };
    assert_eq!(of(&[Kind::Offer]), [2]);
    assert_eq!(of(&[Kind::Need, Kind::Party]), [1, 3]);
    assert_eq!(of(&[]), [1, 2, 3]);
}

#[test]
fn few_of_a_kind_are_found_as_if_all_were_looked_at() {
    let sayings = [
        "激光雷达的在线标定",
        "管道漏点检测机器人",
        "电池防爆检测",
        "雷达的检测与标定",
    ];
    let one = |key: usize| {
        let kind = if key.is_multiple_of(23) {
            Kind::Need
        } else {
            Kind::Offer
        };
        let text = sayings[key % 7 % sayings.len()].repeat(1 + key % 3);
        profile(i64::try_from(key).unwrap(), kind, sayings[key % 3], &text)
    };
    let index = index_of((0..400).map(one));
    let asked = offer(900, "激光雷达标定", "雷达在线检测,电池管道");
    let is_need = |key: i64| key % 23 == 0;
    let all = Query::matching(&asked, &[], 10);
    let looked_at = index.search(&all.among(&is_need)).unwrap();
    let led = index
        .search(&Query::matching(&asked, &[Kind::Need], 10))
        .unwrap();
    assert_eq!(led, looked_at);
    assert_eq!(led.len(), 10);
}

#[test]
fn need_and_offer_find_each_other() {
    let need = profile(1, Kind::Need, "隧道巡检机器人", "要求防爆,续航八小时");
    let fitting = offer(2, "防爆巡检机器人", "用于隧道和管廊");
    let index = index_of([
        need.clone(),
        fitting.clone(),
        offer(3, "饮料灌装线", "食品机械"),
    ]);
    let offers = index
        .search(&Query::matching(&need, &[Kind::Offer], 10))
        .unwrap();
    let needs = index
        .search(&Query::matching(&fitting, &[Kind::Need], 10))
        .unwrap();
    assert_eq!((keys(&offers), keys(&needs)), (vec![2], vec![1]));
}

#[test]
fn equal_profiles_come_in_the_order_of_their_keys_and_the_limit_keeps_the_first() {
    let mut profiles: Vec<_> = (1..=300)
        .map(|key| offer(key, "碳纤维预浸料", ""))
        .collect();
    profiles.reverse();
    let index = index_of(profiles);
    let hits = index.search(&Query::words("碳纤维", 5)).unwrap();
    assert_eq!(keys(&hits), [1, 2, 3, 4, 5]);
}

#[test]
fn a_search_box_asks_for_most_of_the_words() {
    let index = index_of([offer(1, "激光焊接", ""), offer(2, "激光切割与焊接设备", "")]);
    let hits = index.search(&Query::words("切割 焊接 设备", 10)).unwrap();
    assert_eq!(keys(&hits), [2]);
}

#[test]
fn the_shares_of_the_terms_explain_the_score() {
    let index = index_of([
        offer(1, "激光焊接", "钛合金"),
        offer(2, "激光切割", "不锈钢"),
    ]);
    let need = profile(9, Kind::Need, "钛合金激光焊接", "");
    let hits = index.search(&Query::matching(&need, &[], 10)).unwrap();
    let shares: u32 = hits[0].terms.iter().map(|term| term.weight_permille).sum();
    assert!(hits[0].terms.iter().any(|term| term.text == "钛合金"));
    assert!((990..=1000).contains(&shares), "{shares}");
    assert!(hits[0].score_milli > hits[1].score_milli && hits[1].score_milli > 0);
}

#[test]
fn synonyms_find_each_other() {
    let group = vec!["无人机".to_owned(), "UAV".to_owned()];
    let lexicon = Lexicon {
        words: Vec::new(),
        synonyms: vec![group],
    };
    let index = Index::in_memory(&lexicon).unwrap();
    index
        .rebuild([offer(1, "UAV平台", ""), offer(2, "无人船平台", "")], 1)
        .unwrap();
    let hits = index.search(&Query::words("无人机", 10)).unwrap();
    assert_eq!(hits[0].key, 1);
    assert_eq!(hits[0].terms[0].text, "无人机");
}

#[test]
fn part_of_a_long_word_will_do() {
    let index = index_of([offer(1, "创新医药与生物制剂", ""), offer(2, "生物医药", "")]);
    assert_eq!(
        keys(&index.search(&Query::words("生物医药", 10)).unwrap()),
        [2, 1]
    );
}

#[test]
fn a_limit_of_nothing_finds_nothing() {
    let index = index_of([offer(1, "激光", "")]);
    assert_eq!(index.search(&Query::words("激光", 0)).unwrap(), []);
}

#[test]
fn an_empty_index_finds_nothing() {
    let index = Index::in_memory(&Lexicon::default()).unwrap();
    assert!(index.is_empty());
    assert_eq!(index.search(&Query::words("激光", 10)).unwrap(), []);
}

/// Profiles about pipes and batteries, told apart by numbers and by what they are made of.
fn many() -> Vec<Profile> {
    let things = [
        "管道机器人",
        "电池检测仪",
        "伺服电机",
        "水下声呐",
        "视觉相机",
    ];
    let uses = [
        "巡检裂缝",
        "分选电芯",
        "搬运托盘",
        "测量流量",
        "识别缺陷",
        "焊接箱体",
    ];
    (1..=900_i64)
        .map(|key| {
            let pick = |list: &[&str], by: i64| {
                let place = usize::try_from(key * by / 7).unwrap_or(0) % list.len();
                list[place].to_owned()
            };
            let (thing, purpose) = (pick(&things, 3), pick(&uses, 5));
            Profile {
                key,
                kind: if key % 4 == 0 {
                    Kind::Need
                } else {
                    Kind::Offer
                },
                title: format!("{thing}{purpose}"),
                text: format!("第{key}号{thing},用于{purpose},适合{}", pick(&uses, 11)),
                keywords: Vec::new(),
            }
        })
        .collect()
}

#[test]
fn a_filter_that_leaves_few_finds_what_one_that_leaves_many_does() {
    let index = Index::in_memory(&Lexicon::default()).unwrap();
    index.rebuild(many(), 1).unwrap();
    let asked = [
        "水下管道机器人巡检裂缝,能识别缺陷",
        "电池电芯分选与检测",
        "裂缝声呐",
        "潜管",
    ];
    for text in asked {
        for modulus in [9, 40, 300] {
            // The same profiles: all others are of another kind, or the filter leaves them out.
            let few = |key: i64| key % modulus == 1;
            let kinds = [Kind::Offer];
            let query = Query {
                kinds: &kinds,
                coverage: Coverage::Any,
                ..Query::words(text, 900)
            };
            let found = index.search(&query.among(&few)).unwrap();
            let query = Query {
                kinds: &kinds,
                coverage: Coverage::Any,
                ..Query::words(text, 900)
            };
            let mut all = index.search(&query).unwrap();
            all.retain(|hit| few(hit.key));
            let told = |hits: &[Hit]| -> Vec<(i64, i64)> {
                hits.iter().map(|hit| (hit.key, hit.score_milli)).collect()
            };
            assert_eq!(told(&found), told(&all), "{text} one in {modulus}");
            assert!(found.iter().all(|hit| hit.key % 4 != 0));
        }
    }
}
