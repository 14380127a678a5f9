//! Likeness of meaning in a running installation: it follows the store, nobody waits for it, and its absence is told.

use crate::steps::{offer, published};
use benfu_app::matching::meaning::{EmbedError, Embedder, Side};
use benfu_app::matching::{Meanings, NeedMatches, WithoutMeaning, match_need};
use benfu_app::offer::{OfferDraft, read_offer, save_offer};
use benfu_domain::id::{NeedId, OfferId};
use benfu_testkit::World;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const SEWER: &str = "Inspects a sewer under water.";

/// A model that knows one topic, drains, whatever words it is told in; and how often it was asked.
#[derive(Clone, Default)]
struct Drains {
    down: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

impl Embedder for Drains {
    fn model(&self) -> &'static str {
        "drains"
    }

    fn embed(&self, texts: &[&str], _: Side) -> Result<Vec<Vec<f32>>, EmbedError> {
        self.asked.fetch_add(texts.len(), Ordering::Relaxed);
        if self.down.load(Ordering::Relaxed) {
            return Err(EmbedError::Slow { seconds: 3 });
        }
        let about = |text: &&str| {
            let drains = ["排水", "渗漏", "sewer"]
                .iter()
                .any(|word| text.contains(word));
            if drains {
                vec![1.0, 0.1]
            } else {
                vec![0.1, 1.0]
            }
        };
        Ok(texts.iter().map(about).collect())
    }
}

async fn world() -> (World, Drains) {
    let mut world = World::new().await;
    let model = Drains::default();
    let boxed = || Box::new(model.clone());
    world.app.meanings = Arc::new(Meanings::by(boxed(), boxed()));
    (world, model)
}

async fn caught_up(world: &World) {
    while world
        .app
        .meanings
        .follow(&world.app)
        .await
        .expect("the store")
    {}
}

/// An offer in English: it shares neither words nor characters with the need.
async fn foreign(world: &World, title: &str, text: &str) -> OfferId {
    let draft = OfferDraft {
        title: title.to_owned(),
        text: text.to_owned(),
        kind: "technology".to_owned(),
        open: true,
        ..OfferDraft::default()
    };
    save_offer(&world.cx("supplier").await, draft)
        .await
        .expect("an offer")
}

async fn matches(world: &World, need: NeedId) -> NeedMatches {
    match_need(&world.cx("owner").await, need, 50)
        .await
        .expect("matches")
}

fn found(matches: &NeedMatches, id: OfferId) -> bool {
    let offers = matches
        .ranked
        .iter()
        .filter_map(|one| one.candidate.offer.as_ref());
    offers.into_iter().any(|offer| offer.id == id)
}

#[tokio::test]
async fn what_shares_no_word_is_found_once_its_vector_is_there() {
    let (world, _) = world().await;
    let need = published(&world).await;
    for title in ["Canteen", "Kitchen", "Bakery", "Garden"] {
        foreign(&world, title, "Cooks and gardens.").await;
    }
    let crawler = foreign(&world, "Crawler", SEWER).await;
    let before = matches(&world, need).await;
    assert!(!found(&before, crawler));
    assert!(matches!(
        before.without_meaning,
        Some(WithoutMeaning::Preparing { .. })
    ));
    caught_up(&world).await;
    let after = matches(&world, need).await;
    assert!(found(&after, crawler) && after.without_meaning.is_none());
    assert!(
        after
            .ranked
            .iter()
            .any(|one| one.candidate.hit.parts.meaning_milli > 0)
    );
}

#[tokio::test]
async fn a_changed_offer_is_asked_for_again_and_nothing_else_is() {
    let (world, model) = world().await;
    let need = published(&world).await;
    offer(&world, "rival", "管道巡检小车").await;
    let crawler = foreign(&world, "Crawler", SEWER).await;
    caught_up(&world).await;
    let asked = model.asked.load(Ordering::Relaxed);
    let supplier = world.cx("supplier").await;
    let known = read_offer(&supplier, crawler)
        .await
        .expect("the offer")
        .offer;
    let draft = OfferDraft {
        id: Some(crawler),
        version: known.version,
        title: "Kitchen".to_owned(),
        text: "Cooks for a canteen.".to_owned(),
        kind: known.kind,
        open: true,
        ..OfferDraft::default()
    };
    save_offer(&supplier, draft).await.expect("saved");
    caught_up(&world).await;
    assert_eq!(model.asked.load(Ordering::Relaxed), asked + 1);
    let kitchen = matches(&world, need).await;
    let hit = kitchen.ranked.iter().find(|one| {
        let offer = one.candidate.offer.as_ref();
        offer.is_some_and(|offer| offer.id == crawler)
    });
    assert!(hit.is_none_or(|one| one.candidate.hit.parts.meaning_milli <= 0));
}

#[tokio::test]
async fn a_model_that_fails_is_told_and_words_still_rank() {
    let (world, model) = world().await;
    let need = published(&world).await;
    let plain = offer(&world, "rival", "排水管道检测小车").await;
    model.down.store(true, Ordering::Relaxed);
    caught_up(&world).await;
    assert!(world.app.meanings.failing());
    let without = matches(&world, need).await;
    let told = WithoutMeaning::Failed {
        code: "embeddings.slow",
    };
    assert_eq!(without.without_meaning, Some(told.clone()));
    assert!(found(&without, plain));
    model.down.store(false, Ordering::Relaxed);
    caught_up(&world).await;
    assert_eq!(matches(&world, need).await.without_meaning, None);
    model.down.store(true, Ordering::Relaxed);
    assert_eq!(
        matches(&world, need).await.without_meaning,
        Some(told),
        "while somebody searches"
    );
}

#[tokio::test]
async fn without_an_endpoint_nothing_is_said() {
    let world = World::new().await;
    let need = published(&world).await;
    offer(&world, "rival", "排水管道检测小车").await;
    caught_up(&world).await;
    assert_eq!(matches(&world, need).await.without_meaning, None);
}
