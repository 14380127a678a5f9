//! Tests of region codes and tables.

use super::*;

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn region(text: &str, parent: Option<&str>) -> Region {
    Region {
        code: code(text),
        parent: parent.map(code),
        zh: "区".into(),
        en: "Area".into(),
        tile: None,
    }
}

#[test]
fn reads_divisions_streets_and_added_areas() {
    for text in [
        "440000",
        "440300",
        "440305",
        "440305001",
        "440300-bay",
        "440300-bay-north",
    ] {
        assert_eq!(code(text).to_string(), text);
    }
    assert!(code("440305").is_national() && !code("440300-bay").is_national());
}

#[test]
fn refuses_what_is_no_code() {
    let wrong = [
        "",
        "4403",
        "4403055",
        "040305",
        "44030a",
        "440300-",
        "440300-Bay",
        "440300-1",
        "440305001-x",
        "深圳",
        "４４０３００",
    ];
    for text in wrong {
        let error = text.parse::<RegionCode>().unwrap_err();
        assert_eq!(error.read, text);
        assert!(error.zh().contains("代码") && error.to_string().contains("region code"));
    }
}

#[test]
fn climbs_from_street_to_province_by_its_digits() {
    let path: Vec<String> = std::iter::successors(Some(code("440305001")), RegionCode::parent)
        .map(|c| c.to_string())
        .collect();
    assert_eq!(path, ["440305001", "440305", "440300", "440000"]);
    assert_eq!(code("440300-bay-north").parent(), Some(code("440300-bay")));
}

#[test]
fn contains_itself_and_what_lies_in_it() {
    assert!(code("440300").contains(&code("440300")));
    assert!(code("440300").contains(&code("440300-bay-north")));
    assert!(code("440000").contains(&code("440305001")));
    assert!(!code("440305").contains(&code("440300")));
    assert!(!code("440303").contains(&code("440305001")));
    assert!(!code("440300-ba").contains(&code("440300-bay")));
}

#[test]
fn the_table_says_who_runs_a_street() {
    let regions = [
        region("440300", None),
        region("440307", None),
        region("440300-bay", None),
        region("440307009", Some("440300-bay")),
    ];
    let table = RegionTable::new(regions).unwrap();
    let (street, bay) = (code("440307009"), code("440300-bay"));
    assert!(table.contains(&bay, &street));
    assert!(!table.contains(&code("440307"), &street));
    assert!(
        table.contains(&code("440000"), &street),
        "beyond the table the code decides"
    );
    let city = code("440300");
    let children: Vec<&str> = table
        .children(&city)
        .map(|child| child.code.as_str())
        .collect();
    assert_eq!(children, ["440300-bay", "440307"]);
}

#[test]
fn lists_every_fault_of_a_table() {
    let twice = RegionTable::new([region("440300", None), region("440300", None)]).unwrap_err();
    assert_eq!(
        twice,
        [RegionTableError::CodeTwice {
            code: code("440300")
        }]
    );
    let unknown = RegionTable::new([region("440305", Some("440300"))]).unwrap_err();
    assert!(matches!(
        unknown[..],
        [RegionTableError::ParentUnknown { .. }]
    ));
    let ring = RegionTable::new([
        region("440305", Some("440306")),
        region("440306", Some("440305")),
    ])
    .unwrap_err();
    assert_eq!(ring.len(), 2);
    assert!(
        ring.iter()
            .all(|fault| fault.zh().contains("成环") && fault.to_string().contains("itself"))
    );
}

#[test]
fn two_regions_of_one_map_never_stand_in_one_place() {
    let placed = |text: &str, column: u8| Region {
        tile: Some(Tile { column, row: 1 }),
        ..region(text, None)
    };
    let table = |third: u8| {
        let streets = [
            placed("440305", 2),
            placed("440306", third),
            placed("440404", 2),
        ];
        let cities = ["440300", "440400", "440000"];
        RegionTable::new(
            streets
                .into_iter()
                .chain(cities.map(|code| region(code, None))),
        )
    };
    let whole = table(3).expect("a table");
    assert!(whole.has_map(&code("440300")) && !whole.has_map(&code("440305")));
    let faults = table(2).expect_err("twice");
    let (code, other) = (code("440306"), code("440305"));
    assert_eq!(faults, [RegionTableError::TileTwice { code, other }]);
}
