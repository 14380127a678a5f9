//! Lists of many chunks.

use super::{csv, import};
use benfu_app::Cx;
use benfu_app::import::withdraw_import;
use benfu_app::matching::find_text;
use benfu_testkit::World;

/// The names of the firms that are found by these words.
async fn found(cx: &Cx, words: &str) -> Vec<String> {
    let found = find_text(cx, words).await.expect("an answer");
    found.parties.into_iter().map(|party| party.name).collect()
}

#[tokio::test]
async fn a_long_list_is_searched_as_soon_as_it_is_in_and_no_longer_when_it_is_withdrawn() {
    let world = World::new().await;
    let cx = world.cx("officer").await;
    let mut lines = vec!["企业名称,所属区域,企业简介".to_owned()];
    lines.extend((0..4_100).map(|number| {
        let says = match number {
            7 => "研制磁流变阻尼器",
            4_099 => "生产钙钛矿叠层组件",
            _ => "机械加工",
        };
        format!("长名单第{number}号有限公司,宝安区,{says}")
    }));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let done = import(&cx, csv("long.csv", &lines)).await;
    assert_eq!(done.taken, 4_100);
    assert_eq!(found(&cx, "磁流变阻尼器").await, ["长名单第7号有限公司"]);
    assert_eq!(found(&cx, "钙钛矿叠层").await, ["长名单第4099号有限公司"]);
    withdraw_import(&cx, done.id, "有误")
        .await
        .expect("a withdrawal");
    assert_eq!(found(&cx, "磁流变阻尼器").await, Vec::<String>::new());
    let again = import(&cx, csv("short.csv", &lines[..9])).await;
    assert_eq!(again.taken, 8);
    assert_eq!(found(&cx, "磁流变阻尼器").await, ["长名单第7号有限公司"]);
}
