//! Likeness of meaning, from an embedder that knows three topics.

use std::cell::Cell;
use std::fs;

use benfu_search::meaning::{Cached, EmbedError, Embedder, Gathering, Side, ask};
use benfu_search::quality::{Asked, Candidates, Collection, Grades, compare};
use benfu_search::{Lexicon, Meaning, Profile, Query, SearchError, rank};
use tempfile::TempDir;

use crate::{index_of, keys, offer};

/// Tells batteries, lamps and pumps apart, whatever they are called.
#[derive(Default)]
struct Topics {
    texts: Cell<usize>,
    fails_from: Option<usize>,
}

const TOPICS: [[&str; 2]; 3] = [["电池", "battery"], ["灯", "lamp"], ["泵", "pump"]];

impl Embedder for Topics {
    fn model(&self) -> &'static str {
        "topics"
    }

    fn embed(&self, texts: &[&str], _: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        let asked = self.texts.get() + texts.len();
        self.texts.set(asked);
        if self.fails_from.is_some_and(|from| asked > from) {
            return Err(EmbedError::Slow { seconds: 1 });
        }
        let holds = |text: &str, names: &[&str; 2]| names.iter().any(|name| text.contains(name));
        let vector = |text: &&str| TOPICS.map(|names| f32::from(u8::from(holds(text, &names))));
        Ok(texts.iter().map(|text| vector(text).to_vec()).collect())
    }
}

fn profiles() -> Vec<Profile> {
    let titles = ["锂离子电池", "LED灯", "水泵", "car battery"];
    (1..)
        .zip(titles)
        .map(|(key, title)| offer(key, title, ""))
        .collect()
}

#[test]
fn what_shares_no_letter_is_found_by_its_meaning_and_says_so() {
    let topics = Topics::default();
    let mut gathering = Gathering::with(&topics);
    for profile in &profiles() {
        gathering.take(profile);
    }
    let vectors = gathering.finish().unwrap();
    let need = offer(9, "电池", "");
    let asked = ask(&topics, &need, &vectors).unwrap();
    let meaning = Meaning {
        vectors: &vectors,
        asked: &asked,
    };
    let hits = index_of(profiles())
        .search(&Query::matching(&need, &[], 2).like(meaning))
        .unwrap();
    assert_eq!(keys(&hits), [1, 4]);
    assert!(hits[1].parts.meaning_milli > 0, "{hits:?}");
    assert_eq!(hits[1].parts.words_milli, 0);
    let sum = |hit: &benfu_search::Hit| {
        hit.parts.words_milli + hit.parts.characters_milli + hit.parts.meaning_milli
    };
    assert!(
        hits.iter()
            .all(|hit| (hit.score_milli - sum(hit)).abs() <= 1)
    );
}

#[test]
fn a_filter_holds_for_what_meaning_finds() {
    let topics = Topics::default();
    let mut gathering = Gathering::with(&topics);
    for profile in &profiles() {
        gathering.take(profile);
    }
    let vectors = gathering.finish().unwrap();
    let need = offer(9, "电池", "");
    let asked = ask(&topics, &need, &vectors).unwrap();
    let meaning = Meaning {
        vectors: &vectors,
        asked: &asked,
    };
    let others = |key| key != 4;
    let query = Query::matching(&need, &[], 9).like(meaning).among(&others);
    let hits = index_of(profiles()).search(&query).unwrap();
    assert!(!keys(&hits).contains(&4), "{hits:?}");
}

fn ranked(topics: &Topics) -> (Vec<Vec<i64>>, Option<EmbedError>) {
    let mut found = Vec::new();
    let needs = [offer(1, "电池", ""), offer(2, "水泵", "")];
    let ranked = rank(
        &Lexicon::default(),
        needs,
        profiles(),
        2,
        Some(topics),
        |_, hits| {
            found.push(keys(hits));
            Ok(())
        },
    );
    (found, ranked.unwrap().without_meaning)
}

#[test]
fn an_endpoint_that_fails_leaves_words_and_is_named() {
    let (found, failure) = ranked(&Topics::default());
    assert!(found[0].contains(&4) && failure.is_none(), "{found:?}");
    for fails_from in [0, 4] {
        let failing = Topics {
            fails_from: Some(fails_from),
            ..Topics::default()
        };
        let (found, failure) = ranked(&failing);
        assert_eq!(found, [vec![1], vec![3]]);
        assert_eq!(failure.unwrap().code(), "embeddings.slow");
    }
}

/// Answers with what it is told to.
struct Wrong(Vec<Vec<f32>>);

impl Embedder for Wrong {
    fn model(&self) -> &'static str {
        "wrong"
    }

    fn embed(&self, _: &[&str], _: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        Ok(self.0.clone())
    }
}

#[test]
fn answers_of_the_wrong_shape_are_refused() {
    let one = |answer: Vec<Vec<f32>>| {
        let wrong = Wrong(answer);
        let mut gathering = Gathering::with(&wrong);
        gathering.take(&offer(1, "电池", ""));
        gathering.finish().map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(one(vec![vec![1.0]]), Ok(()));
    assert_eq!(one(vec![]), Err("embeddings.malformed"));
    assert_eq!(one(vec![vec![f32::NAN]]), Err("embeddings.malformed"));
    assert_eq!(one(vec![vec![]]), Err("embeddings.wrong_dimension"));
    let topics = Topics::default();
    let mut gathering = Gathering::with(&topics);
    gathering.take(&offer(1, "电池", ""));
    let known = gathering.finish().unwrap();
    let other = ask(&Wrong(vec![vec![1.0]]), &offer(9, "泵", ""), &known);
    assert_eq!(other.unwrap_err().code(), "embeddings.wrong_dimension");
}

#[test]
fn a_text_is_sent_once_even_after_the_file_was_cut_off() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("vectors");
    let first = Cached::open(&path, Topics::default()).unwrap();
    let made = first.embed(&["电池", "灯"], Side::Profile).unwrap();
    assert_eq!(
        first.embed(&["灯", "电池"], Side::Profile).unwrap(),
        [made[1].clone(), made[0].clone()]
    );
    drop(first);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let topics = Topics::default();
    let again = Cached::open(&path, &topics).unwrap();
    assert_eq!(again.embed(&["电池"], Side::Profile).unwrap(), made[..1]);
    assert_eq!(topics.texts.get(), 0);
    assert_eq!(again.embed(&["灯"], Side::Profile).unwrap(), made[1..]);
    assert_eq!(topics.texts.get(), 1);
    assert_eq!(again.embed(&["灯"], Side::Query).unwrap(), made[1..]);
    assert_eq!(topics.texts.get(), 2);
    assert_eq!(fs::read(&path).unwrap()[..whole.len()], whole);
    fs::write(&path, "something else").unwrap();
    let refused = Cached::open(&path, topics).err().unwrap();
    assert_eq!(refused.code(), "embeddings.cache");
}

#[test]
fn a_measurement_knows_meaning_too_and_ends_where_it_fails() {
    let collection = Collection {
        documents: profiles(),
        queries: vec![Asked {
            profile: offer(9, "电池", ""),
            grades: Grades([(4, 1)].into_iter().collect()),
            candidates: Candidates::All,
        }],
    };
    let measured = |topics: Topics| compare(&Lexicon::default(), &collection, Some(&topics));
    let found = measured(Topics::default()).unwrap().unwrap();
    assert!(found.ours.ndcg > found.plain.ndcg, "{found:?}");
    let failing = Topics {
        fails_from: Some(4),
        ..Topics::default()
    };
    assert!(matches!(measured(failing), Err(SearchError::Embeddings(_))));
}
