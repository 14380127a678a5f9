//! Changes and what is found after them.

use benfu_search::{Change, Index, Query, SearchError};

use crate::{index_of, keys, offer};

fn found(index: &Index, words: &str) -> Vec<i64> {
    keys(&index.search(&Query::words(words, 10)).unwrap())
}

#[test]
fn a_change_is_findable_when_the_call_returns() {
    let index = index_of([offer(1, "激光雷达", "")]);
    index
        .apply([Change::Put(offer(2, "激光雷达", ""))], 2)
        .unwrap();
    assert_eq!(found(&index, "激光雷达"), [1, 2]);
}

#[test]
fn a_profile_put_again_replaces_the_earlier_one() {
    let index = index_of([offer(1, "激光雷达", "")]);
    let twice = [offer(1, "毫米波雷达", ""), offer(1, "超声探头", "")];
    index.apply(twice.map(Change::Put), 2).unwrap();
    assert_eq!(found(&index, "雷达"), Vec::<i64>::new());
    assert_eq!((found(&index, "超声探头"), index.len()), (vec![1], 1));
}

#[test]
fn a_removed_profile_is_not_found() {
    let index = index_of([offer(1, "激光雷达", ""), offer(2, "激光雷达", "")]);
    index
        .apply([Change::Remove(1), Change::Remove(99)], 2)
        .unwrap();
    assert_eq!((found(&index, "激光雷达"), index.len()), (vec![2], 1));
}

#[test]
fn changes_count_in_their_order() {
    let index = index_of([]);
    let changes = [Change::Put(offer(1, "泵", "")), Change::Remove(1)];
    index.apply(changes, 2).unwrap();
    assert!(index.is_empty());
}

#[test]
fn profiles_that_come_are_found_once_they_have_their_stamp() {
    let index = index_of([offer(1, "激光雷达", "")]);
    let coming = (2..5_000).map(|key| offer(key, "毫米波探头", ""));
    let before = || found(&index, "毫米波探头").len();
    let told = || Some(u64::try_from(7 + before()).unwrap());
    index.add_as_they_come(coming, told).unwrap();
    assert_eq!(
        (index.len(), index.stamp()),
        (4_999, 7),
        "none was found before"
    );
    assert_eq!(found(&index, "激光雷达"), [1]);
    index.apply([Change::Remove(1)], 8).unwrap();
    assert_eq!(index.len(), 4_998);
}

#[test]
fn profiles_that_get_no_stamp_leave_nothing_behind() {
    let index = index_of([offer(1, "激光雷达", "")]);
    let stamp = index.stamp();
    let coming = (2..5_000).map(|key| offer(key, "毫米波探头", ""));
    index.add_as_they_come(coming, || None).unwrap();
    assert_eq!((index.len(), index.stamp()), (1, stamp));
    index
        .apply([Change::Put(offer(2, "泵", ""))], stamp + 1)
        .unwrap();
    assert_eq!((index.len(), found(&index, "毫米波探头").len()), (2, 0));
}

#[test]
fn a_rebuild_replaces_everything_and_the_later_of_two_equal_keys_counts() {
    let index = index_of([offer(1, "激光雷达", "")]);
    index
        .rebuild(
            [offer(2, "泵", ""), offer(2, "阀门", ""), offer(3, "泵", "")],
            9,
        )
        .unwrap();
    assert_eq!(
        (found(&index, "泵"), found(&index, "阀门")),
        (vec![3], vec![2])
    );
    assert_eq!((index.len(), index.stamp()), (2, 9));
    assert_eq!(found(&index, "激光雷达"), Vec::<i64>::new());
}

#[test]
fn the_stamp_moves_with_the_changes() {
    let index = index_of([]);
    index.apply([], 7).unwrap();
    assert_eq!(index.stamp(), 7);
}

#[test]
fn older_changes_are_refused_and_change_nothing() {
    let index = index_of([]);
    index
        .apply([Change::Put(offer(1, "激光雷达", ""))], 7)
        .unwrap();
    let refused = index.apply([Change::Remove(1)], 6).unwrap_err();
    assert!(
        matches!(refused, SearchError::StaleStamp { given: 6, seen: 7 }),
        "{refused}"
    );
    assert_eq!((found(&index, "激光雷达"), index.stamp()), (vec![1], 7));
    index.apply([Change::Remove(1)], 7).unwrap();
    assert!(index.is_empty());
}

#[test]
fn the_same_changes_applied_one_by_one_or_at_once_find_the_same() {
    let described = |(key, times): (i64, usize)| offer(key, "激光雷达", &"探测".repeat(times % 7));
    let offers: Vec<_> = (1..).zip(0..40).map(described).collect();
    let at_once = index_of(offers.clone());
    let one_by_one = index_of([]);
    for (stamp, offer) in (1..).zip(offers) {
        one_by_one.apply([Change::Put(offer)], stamp).unwrap();
    }
    let query = Query::words("激光雷达探测", 40);
    assert_eq!(
        at_once.search(&query).unwrap(),
        one_by_one.search(&query).unwrap()
    );
}
