//! Both rankings against judgements.

use benfu_search::Lexicon;
use benfu_search::quality::{Asked, Candidates, Collection, Grades, compare};

use crate::offer;

fn asked(key: i64, text: &str, grades: &[(i64, u8)], candidates: Candidates) -> Asked {
    Asked {
        profile: offer(key, "", text),
        grades: Grades(grades.iter().copied().collect()),
        candidates,
    }
}

#[test]
fn a_ranking_that_finds_what_plain_words_miss_is_measured_as_better() {
    let documents = vec![
        offer(1, "", "胶水"),
        offer(2, "", "光刻胶"),
        offer(3, "", "电机"),
    ];
    let grades = [(1, 0), (2, 2), (3, 0)];
    let queries = vec![asked(9, "刻蚀用胶", &grades, Candidates::Judged)];
    let collection = Collection { documents, queries };
    let found = compare(&Lexicon::default(), &collection, None)
        .unwrap()
        .unwrap();
    assert_eq!(found.queries, 1);
    assert!(found.ours.ndcg > found.plain.ndcg, "{found:?}");
    assert!(found.ours.pair_auc > found.plain.pair_auc, "{found:?}");
    assert!((found.ours.ndcg - 1.0).abs() < 1e-12);
    assert!((found.difference.mean - (found.ours.ndcg - found.plain.ndcg)).abs() < 1e-12);
}

#[test]
fn a_document_does_not_answer_itself() {
    let documents = vec![offer(1, "", "激光雷达"), offer(2, "", "激光切割")];
    let queries = vec![asked(1, "激光雷达", &[(2, 1)], Candidates::AllBut(1))];
    let collection = Collection { documents, queries };
    let found = compare(&Lexicon::default(), &collection, None)
        .unwrap()
        .unwrap();
    assert!((found.plain.ndcg - 1.0).abs() < 1e-12, "{found:?}");
    assert!((found.ours.ndcg - 1.0).abs() < 1e-12, "{found:?}");
}

#[test]
fn a_collection_without_answers_has_no_figures() {
    let collection = Collection {
        documents: vec![offer(1, "", "电机")],
        queries: vec![asked(9, "电机", &[(1, 0)], Candidates::All)],
    };
    assert_eq!(
        compare(&Lexicon::default(), &collection, None).unwrap(),
        None
    );
    let empty = Collection::default();
    assert_eq!(compare(&Lexicon::default(), &empty, None).unwrap(), None);
}
