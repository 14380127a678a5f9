//! The packs that are shipped, and a second city that is nothing like the first.

use benfu_packs::{Pack, open, render};

pub(crate) fn loaded(name: &str) -> Pack {
    match open(name) {
        Ok((pack, remarks)) => {
            let texts: Vec<String> = remarks.iter().map(render).collect();
            assert!(
                texts.is_empty(),
                "{name} loads with remarks:\n{}",
                texts.join("\n")
            );
            pack
        }
        Err(faults) => {
            let texts: Vec<String> = faults.iter().map(render).collect();
            panic!("{name} does not load:\n{}", texts.join("\n"))
        }
    }
}

#[test]
fn the_base_loads_without_a_remark() {
    loaded("base");
}

#[test]
fn every_case_of_the_base_is_answered_as_expected() {
    let pack = loaded("base");
    let results = benfu_packs::test(&pack);
    assert!(results.len() >= 30, "{} answers", results.len());
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
