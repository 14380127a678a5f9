//! Forms, rounds and what comes back: asked once, compared before it is taken.

mod faults;
mod links;
mod streets;

use benfu_app::collection::{
    FormDraft, Settle, WhyOut, asked_firm, decide_answer, drop_return, hand_in, items_of_policy,
    plan_round, read_return, read_round, receive_workbook, review, round_workbook, save_form,
    take_return, unreadable_workbook,
};
use benfu_app::{Failure, ProblemCode};
use benfu_domain::collection::{
    Asked, Clash, Decision, Item, Presence, ReturnState, SentTo, Verdict,
};
use benfu_domain::fact::{Observed, SourceKind};
use benfu_domain::id::{ReturnId, RoundId};
use benfu_domain::period::Period;
use streets::{Streets, number, sent_back};

#[tokio::test]
async fn a_form_made_for_a_policy_asks_what_that_policy_needs_and_an_unfit_one_is_refused() {
    let streets = Streets::build().await;
    let items = items_of_policy(&streets.officer, "hnte").expect("items");
    let asks = |concept: &str, asked| {
        items.contains(&Item {
            concept: concept.to_owned(),
            asked,
        })
    };
    assert!(asks("sales", Asked::ClosedYear(2)) && asks("rd_expense", Asked::ClosedYear(0)));
    let unfit = FormDraft {
        title: " ".to_owned(),
        items: vec![Item {
            concept: "sales".to_owned(),
            asked: Asked::Latest,
        }],
        ..FormDraft::default()
    };
    let refused = save_form(&streets.officer, unfit).await;
    let Err(Failure::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [ProblemCode::TitleMissing, ProblemCode::FormItemUnfit]
    );
    let supplier = streets.world.cx("supplier").await;
    let hidden = save_form(&supplier, FormDraft::default()).await;
    assert!(matches!(hidden, Err(Failure::NotFound)), "{hidden:?}");
}

#[tokio::test]
async fn each_firm_goes_to_the_office_of_its_street_and_who_is_left_out_is_said() {
    let streets = Streets::build().await;
    let form = streets.form().await;
    let mut command = streets.command(form, SentTo::Office);
    command.firms.names.push_str("\n不存在的企业");
    command.offices.pop();
    let plan = plan_round(&streets.officer, &command)
        .await
        .expect("a plan");
    let asked: Vec<_> = plan
        .recipients
        .iter()
        .map(|one| (one.name.as_str(), one.firms.len()))
        .collect();
    assert_eq!(asked, [("甲街道办", 2)]);
    let left: Vec<_> = plan
        .left_out
        .iter()
        .map(|one| (one.what.as_str(), one.why))
        .collect();
    let wanted = [
        ("不存在的企业", WhyOut::NotFound),
        ("海岳材料", WhyOut::NoOffice),
    ];
    assert_eq!(left, wanted);
    assert_eq!(plan.due.on.to_string(), "2025-07-07");
}

#[tokio::test]
async fn a_firm_answers_by_its_link_and_only_true_gaps_are_asked() {
    let streets = Streets::build().await;
    streets
        .record(0, "sales", "1200万元", SourceKind::Imported)
        .await;
    let round = streets.round(SentTo::Firm).await;
    let link = streets.link(round, 0).await;
    let visit = streets.enter(&link.token).await;
    let asked = asked_firm(&visit, streets.firms[0]).await.expect("a form");
    let presence: Vec<_> = asked.lines.iter().map(|line| line.presence).collect();
    assert_eq!(presence, [Presence::Fresh, Presence::Gap, Presence::Gap]);
    let other = asked_firm(&visit, streets.firms[1]).await;
    assert!(
        matches!(other, Err(Failure::NotFound)),
        "another firm's form"
    );
    let bad = review(&visit, &streets.answers(0, &[(2, "很多")])).await;
    assert!(matches!(bad, Err(Failure::Invalid(_))), "{bad:?}");
    let empty = review(&visit, &streets.answers(0, &[])).await;
    assert!(matches!(empty, Err(Failure::Invalid(_))), "{empty:?}");
    let answers = streets.answers(0, &[(1, "1500"), (2, "无"), (3, "不公开")]);
    let seen = review(&visit, &answers).await.expect("a review");
    let verdicts: Vec<_> = seen.iter().map(|one| one.judged.verdict).collect();
    assert_eq!(
        verdicts,
        [Verdict::Changed, Verdict::New, Verdict::Declined]
    );
    hand_in(&visit, &answers).await.expect("handed in");
    let sales = streets.fact(0, "sales").await.expect("a fact");
    assert_eq!(sales.observed, number(1_500_000_000));
    assert!(sales.source.title.contains("科技企业年度核对"));
    let staff = streets.fact(0, "employees").await.expect("a fact");
    assert_eq!(staff.observed, Observed::None, "none is an answer");
    assert_eq!(
        streets.fact(0, "main_product").await,
        None,
        "a refusal is no fact"
    );
    let page = read_round(&streets.officer, round)
        .await
        .expect("the round");
    assert_eq!(
        (page.progress().returned, page.progress().left_open),
        (1, 0)
    );
}

/// A round of two streets from which a workbook came back with a value that an authority contradicts, new values, and
/// one that cannot be read.
async fn came_back(streets: &Streets) -> (RoundId, ReturnId, Vec<u8>) {
    let (listed, official) = (SourceKind::Imported, SourceKind::Official);
    streets.record(0, "sales", "1200万元", listed).await;
    streets.record(1, "sales", "800万元", official).await;
    let round = streets.round(SentTo::Office).await;
    let out = round_workbook(&streets.officer, round, None).await;
    let changes = [
        ("云帆电子", "销售收入", "900"),
        ("星河精密", "从业人员", "四十来个"),
        ("海岳材料", "从业人员", "35"),
        ("海岳材料", "主导产品", "不适用"),
    ];
    let back = sent_back(&out.expect("a workbook"), &changes);
    let got = receive_workbook(&streets.officer, round, "收回.xlsx", back.clone()).await;
    (round, got.expect("a return").id, back)
}

#[tokio::test]
async fn a_workbook_comes_back_sorted_otherwise_and_is_compared_before_it_is_taken() {
    let streets = Streets::build().await;
    let (round, id, back) = came_back(&streets).await;
    let page = read_return(&streets.officer, id).await.expect("the return");
    assert_eq!(page.back.state, ReturnState::Read);
    let count = |verdict| page.count(verdict);
    assert_eq!((count(Verdict::Confirmed), count(Verdict::New)), (1, 2));
    assert_eq!(
        (count(Verdict::Conflict), count(Verdict::Unreadable)),
        (1, 1)
    );
    assert_eq!(
        streets.fact(2, "employees").await,
        None,
        "nothing is taken yet"
    );
    let reasons = unreadable_workbook(&streets.officer, id).await;
    assert!(
        reasons.is_ok(),
        "what cannot be read goes back with its reason"
    );

    take_return(&streets.officer, id).await.expect("taken");
    let again = receive_workbook(&streets.officer, round, "又一次.xlsx", back).await;
    let again = again.expect("the same return");
    assert_eq!((again.id, again.again), (id, true));
    let staff = streets.fact(2, "employees").await.expect("a fact");
    assert_eq!(
        (staff.observed, staff.period),
        (number(35), Period::Year(2024))
    );
    let product = streets.fact(2, "main_product").await.expect("a fact");
    assert_eq!(product.observed, Observed::NotApplicable);
}

#[tokio::test]
async fn a_conflict_waits_for_a_person_and_is_decided_once() {
    let streets = Streets::build().await;
    let (_, id, _) = came_back(&streets).await;
    take_return(&streets.officer, id).await.expect("taken");
    let sales = streets.fact(1, "sales").await.expect("a fact");
    assert_eq!(sales.observed, number(800_000_000), "a conflict waits");
    let page = read_return(&streets.officer, id).await.expect("the return");
    let mut rows = page.rows.iter();
    let conflict = rows.find(|row| row.answer.decision == Decision::Waiting);
    let conflict = conflict.expect("a conflict");
    assert_eq!(conflict.answer.judged.clash, Some(Clash::BetterSource));
    let settle = Settle {
        given_in: id,
        party: conflict.party.id,
        ordinal: conflict.answer.ordinal,
        take: true,
    };
    decide_answer(&streets.officer, settle)
        .await
        .expect("decided");
    let sales = streets.fact(1, "sales").await.expect("a fact");
    assert_eq!(sales.observed, number(900_000_000));
    let twice = decide_answer(&streets.officer, settle).await;
    assert!(matches!(twice, Err(Failure::Invalid(_))), "{twice:?}");
}

#[tokio::test]
async fn two_returns_that_disagree_are_a_conflict_and_a_link_corrects_itself() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let link = streets.link(round, 0).await;
    let visit = streets.enter(&link.token).await;
    for sales in ["1000", "1100"] {
        let answers = streets.answers(0, &[(1, sales)]);
        hand_in(&visit, &answers).await.expect("handed in");
    }
    let sales = streets.fact(0, "sales").await.expect("a fact");
    assert_eq!(
        sales.observed,
        number(1_100_000_000),
        "the same link corrects itself"
    );
    let out = round_workbook(&streets.officer, round, None)
        .await
        .expect("a workbook");
    let back = sent_back(&out, &[("星河精密", "销售收入", "1300")]);
    let got = receive_workbook(&streets.officer, round, "收回.xlsx", back).await;
    let got = got.expect("a return");
    take_return(&streets.officer, got.id).await.expect("taken");
    let page = read_return(&streets.officer, got.id)
        .await
        .expect("the return");
    let clash = page.rows.iter().find_map(|row| row.answer.judged.clash);
    assert_eq!(clash, Some(Clash::TwoReturns));
    let sales = streets.fact(0, "sales").await.expect("a fact");
    assert_eq!(sales.observed, number(1_100_000_000), "nobody has decided");
}

#[tokio::test]
async fn a_dropped_return_leaves_nothing_and_its_file_may_come_again() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Office).await;
    let out = round_workbook(&streets.officer, round, None)
        .await
        .expect("a workbook");
    let back = sent_back(&out, &[("星河精密", "从业人员", "12")]);
    let got = receive_workbook(&streets.officer, round, "收回.xlsx", back.clone()).await;
    let got = got.expect("a return");
    drop_return(&streets.officer, got.id)
        .await
        .expect("dropped");
    let taken = take_return(&streets.officer, got.id).await;
    assert!(matches!(taken, Err(Failure::Invalid(_))), "{taken:?}");
    assert_eq!(streets.fact(0, "employees").await, None);
    let again = receive_workbook(&streets.officer, round, "收回.xlsx", back).await;
    assert!(!again.expect("a return").again);
}
