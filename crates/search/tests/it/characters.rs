//! Chinese characters that a query and a profile share.

use benfu_search::Query;

use crate::{index_of, keys, offer};

#[test]
fn shared_characters_order_what_the_same_word_finds() {
    let index = index_of([
        offer(1, "新能源汽车座椅", ""),
        offer(2, "新能源汽车锂电隔膜", ""),
    ]);
    let need = offer(9, "新能源汽车锂离子电池", "");
    let hits = index.search(&Query::matching(&need, &[], 10)).unwrap();
    assert_eq!(keys(&hits), [2, 1]);
    assert!(hits[0].parts.characters_milli > hits[1].parts.characters_milli);
}

#[test]
fn the_parts_add_up_to_the_score() {
    let index = index_of([offer(1, "锂电隔膜", "涂布设备"), offer(2, "lithium", "")]);
    let need = offer(9, "锂离子电池涂布 lithium", "");
    for hit in index.search(&Query::matching(&need, &[], 10)).unwrap() {
        let sum = hit.parts.words_milli + hit.parts.characters_milli;
        assert!((hit.score_milli - sum).abs() <= 1, "{hit:?}");
        assert_eq!(hit.parts.characters_milli > 0, hit.key == 1, "{hit:?}");
    }
}

#[test]
fn two_shared_characters_are_enough_for_a_whole_text_and_one_is_not() {
    let index = index_of([offer(1, "光刻胶", ""), offer(2, "胶水", "")]);
    let need = offer(9, "刻蚀用胶", "");
    let hits = index.search(&Query::matching(&need, &[], 10)).unwrap();
    assert_eq!(keys(&hits), [1]);
    assert!(hits[0].terms.is_empty());
}

#[test]
fn a_search_box_asks_for_words() {
    let index = index_of([offer(1, "光刻胶", "")]);
    assert!(
        index
            .search(&Query::words("刻蚀用胶", 10))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_filter_holds_for_what_characters_find() {
    let index = index_of([offer(1, "光刻胶", ""), offer(2, "光刻胶", "")]);
    let need = offer(9, "刻蚀用胶", "");
    let only = |key| key == 2;
    let query = Query::matching(&need, &[], 10).among(&only);
    assert_eq!(keys(&index.search(&query).unwrap()), [2]);
}
