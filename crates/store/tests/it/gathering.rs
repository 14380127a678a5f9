//! Gatherings, those who take part, wishes and meetings.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, need, organisation_id, party_id, region};
use benfu_domain::gathering::{
    Aim, Gathering, GatheringKind, GatheringState, Hours, Meeting, MeetingState, Pair, Participant,
    Side, Strength, Wish,
};
use benfu_domain::id::{AccountId, GatheringId, MeetingId, OfferId, ParticipantId};
use benfu_domain::programme::{CaseState, End};
use benfu_store::Page;
use benfu_store::gathering::BroughtNeed;

on_both_engines!(
    a_gathering_reads_back_as_it_was_saved,
    somebody_takes_part_once_and_may_drop_out,
    the_latest_word_of_a_side_stands,
    more_wishes_than_a_page_read_back,
    progress_counts_meetings_and_ended_cases,
    those_who_take_part_see_it_from_elsewhere,
    a_merged_party_keeps_its_place,
);

fn gathering() -> Gathering {
    Gathering {
        id: GatheringId::from_bits(1),
        kind: GatheringKind::Day,
        aim: Aim::BestTotal,
        title: "技术荟·低空经济专场".to_owned(),
        place: "会展中心 3 号厅".to_owned(),
        held_on: day("2025-06-20"),
        wishes_until: day("2025-06-15"),
        programme: "meeting_pair".to_owned(),
        hours: Hours::read("09:00", "12:00", 20, 8, "10:20-10:40").unwrap(),
        state: GatheringState::Open,
        planned: None,
        runner: AccountId::from_bits(3),
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

fn participant(number: u128) -> Participant {
    let id = ParticipantId::from_bits(number);
    Participant::new(id, gathering().id, party_id(number))
}

fn pair(supplier: u128) -> Pair {
    Pair {
        need: need(1).id,
        supplier: party_id(supplier),
    }
}

fn wish(supplier: u128, side: Side, strength: u8) -> Wish {
    Wish {
        pair: pair(supplier),
        side,
        strength: Strength::new(strength).unwrap(),
        offer: None,
        on: day("2025-06-01"),
    }
}

fn meeting(number: u128, supplier: u128) -> Meeting {
    Meeting {
        id: MeetingId::from_bits(number),
        gathering: gathering().id,
        pair: pair(supplier),
        offer: Some(OfferId::from_bits(9)),
        at: Some((2, 5)),
        state: MeetingState::Planned,
        reason: String::new(),
        case: None,
        version: 1,
    }
}

/// A gathering with a need and parties 1 to 3, who do not all take part yet.
async fn opened(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let brought = BroughtNeed {
        need: need(1).id,
        places: 2,
    };
    bench
        .save(|write| {
            write
                .save_gathering(&gathering())
                .save_need(&need(1))
                .bring_needs(gathering().id, &[brought]);
        })
        .await;
}

async fn a_gathering_reads_back_as_it_was_saved(bench: &Bench) {
    opened(bench).await;
    let id = gathering().id;
    assert_eq!(bench.store.gathering(id).await.unwrap(), Some(gathering()));
    let planned = Gathering {
        planned: Some((4_000, 5_000)),
        ..gathering().moved(GatheringState::Planned)
    };
    let more = BroughtNeed {
        need: need(1).id,
        places: 3,
    };
    bench
        .save(|write| {
            write.save_gathering(&planned).bring_needs(id, &[more]);
        })
        .await;
    assert_eq!(bench.store.gathering(id).await.unwrap(), Some(planned));
    assert_eq!(bench.store.needs_brought(id).await.unwrap(), [more]);
}

async fn somebody_takes_part_once_and_may_drop_out(bench: &Bench) {
    opened(bench).await;
    let first = Participant {
        table: Some(4),
        away: [1, 3].into(),
        most: Some(6),
        ..participant(1)
    };
    bench
        .save(|write| {
            write.save_participant(&first);
        })
        .await;
    let again = Participant {
        party: party_id(1),
        ..participant(2)
    };
    let twice = bench.try_save(|write| {
        write.save_participant(&again);
    });
    assert!(twice.await.is_err(), "one party takes part once");
    let left = Participant {
        left: Some((day("2025-06-18"), "设备送检".to_owned())),
        version: 2,
        ..first
    };
    bench
        .save(|write| {
            write.save_participant(&left);
        })
        .await;
    let found = bench.store.participants(gathering().id).await.unwrap();
    assert_eq!(found, [left]);
}

async fn the_latest_word_of_a_side_stands(bench: &Bench) {
    opened(bench).await;
    let id = gathering().id;
    let say = async |wishes: Vec<Wish>| {
        bench
            .save(|write| {
                write.put_wishes(id, &wishes);
            })
            .await;
    };
    say(vec![wish(2, Side::Asker, 1), wish(2, Side::Supplier, 3)]).await;
    let later = Wish {
        offer: Some(OfferId::from_bits(9)),
        ..wish(2, Side::Asker, 0)
    };
    say(vec![later.clone()]).await;
    let found = bench.store.wishes(id).await.unwrap();
    assert_eq!(found, [later, wish(2, Side::Supplier, 3)]);
    bench
        .save(|write| {
            write.drop_wishes(id, &[(pair(2), Side::Asker)]);
        })
        .await;
    let found = bench.store.wishes(id).await.unwrap();
    assert_eq!(found, [wish(2, Side::Supplier, 3)]);
}

async fn more_wishes_than_a_page_read_back(bench: &Bench) {
    opened(bench).await;
    let sides = [Side::Asker, Side::Supplier];
    let many = (1..=1_100).flat_map(|supplier| sides.map(|side| wish(supplier, side, 2)));
    let many: Vec<Wish> = many.collect();
    bench
        .save(|write| {
            write.put_wishes(gathering().id, &many);
        })
        .await;
    assert_eq!(bench.store.wishes(gathering().id).await.unwrap(), many);
}

async fn progress_counts_meetings_and_ended_cases(bench: &Bench) {
    opened(bench).await;
    let mut ended = case(1, party_id(1), party_id(2));
    ended.state = CaseState::Ended;
    ended.end = Some(End {
        code: "contracted".to_owned(),
        reason: "已签约".to_owned(),
        on: day("2025-07-01"),
    });
    let held = Meeting {
        state: MeetingState::Held,
        case: Some(ended.id),
        ..meeting(1, 2)
    };
    bench
        .save(|write| {
            write.save_case(&ended);
            write
                .save_participant(&participant(1))
                .save_participant(&participant(2))
                .save_meeting(&held)
                .save_meeting(&meeting(2, 3));
        })
        .await;
    let found = bench.store.gatherings("4403", None, &Page::first(10)).await;
    let found = found.unwrap().remove(0);
    let counts = (found.participants, found.waiting, found.held, found.ended);
    assert_eq!(counts, (2, 1, 1, 1));
    let followed = bench.store.gathering_of_case(ended.id).await.unwrap();
    assert_eq!(followed, Some(found));
    let cases = bench.store.cases_by_id(&[ended.id]).await;
    assert_eq!(cases.unwrap(), [ended]);
    let meetings = bench.store.meetings(gathering().id).await.unwrap();
    assert_eq!(meetings, [held, meeting(2, 3)]);
}

async fn those_who_take_part_see_it_from_elsewhere(bench: &Bench) {
    opened(bench).await;
    bench
        .save(|write| {
            write
                .save_participant(&participant(2))
                .save_gathering(&gathering().moved(GatheringState::Closed));
        })
        .await;
    let seen = async |party| {
        let page = Page::first(10);
        let found = bench.store.gatherings("9999", Some(party), &page).await;
        let mine = |one: &benfu_store::gathering::GatheringProgress| one.mine;
        found.unwrap().iter().filter(|one| mine(one)).count()
    };
    assert_eq!(seen(party_id(2)).await, 1);
    assert_eq!(seen(party_id(3)).await, 0);
}

async fn a_merged_party_keeps_its_place(bench: &Bench) {
    opened(bench).await;
    let id = gathering().id;
    bench
        .save(|write| {
            write
                .save_participant(&participant(3))
                .put_wishes(id, &[wish(3, Side::Supplier, 2)])
                .save_meeting(&meeting(1, 3));
        })
        .await;
    bench.with_parties(&[4]).await;
    bench
        .save(|write| {
            write.merge_party(party_id(4), party_id(3));
        })
        .await;
    let participants = bench.store.participants(id).await.unwrap();
    assert_eq!(participants[0].party, party_id(4));
    assert_eq!(bench.store.wishes(id).await.unwrap()[0].pair, pair(4));
    assert_eq!(bench.store.meetings(id).await.unwrap()[0].pair, pair(4));
}
