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

/// The fictional city stands beside the sources; a pack in a folder may extend an embedded one.
fn lakeside() -> Pack {
    loaded(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/packs/lakeside"
    ))
}

#[test]
fn shenzhen_adds_to_the_base_and_loses_nothing_of_it() {
    let (base, city) = (loaded("base"), loaded("shenzhen"));
    assert_eq!(city.extends, ["base"]);
    assert!(
        base.dictionary
            .concepts
            .keys()
            .all(|id| city.dictionary.concepts.contains_key(id))
    );
    assert!(
        base.regions
            .iter()
            .all(|region| city.regions.get(&region.code).is_some())
    );
    assert!(city.dictionary.schemes.contains_key("new_vanguard"));
    assert_ne!(base.version, city.version);
}

#[test]
fn dapeng_runs_streets_whose_digits_are_those_of_another_district() {
    let city = loaded("shenzhen");
    let code = |text: &str| text.parse().expect("a region code");
    assert!(
        city.regions
            .contains(&code("440300-dapeng"), &code("440307010"))
    );
    assert!(!city.regions.contains(&code("440307"), &code("440307010")));
    assert!(city.regions.contains(&code("440300"), &code("440307010")));
}

/// The editions, each as `policy@edition`, under which a case expects an answer.
fn shown(pack: &Pack, answer: benfu_rules::Answer) -> std::collections::BTreeSet<String> {
    let cases = pack.cases.iter().flat_map(|case| {
        let expected = case.policies.iter();
        expected.map(move |(id, expected)| (case.on, id, expected))
    });
    let named = cases.filter(|(_, _, expected)| expected.answer == answer);
    named
        .filter_map(|(on, id, expected)| {
            let policy = pack.in_editions(id)?;
            let edition = match &expected.edition {
                Some(edition) => policy.edition(edition),
                None => policy.edition_on(on),
            };
            Some(format!("{id}@{}", edition?.id))
        })
        .collect()
}

#[test]
fn every_edition_has_a_case_that_meets_it_and_one_that_does_not() {
    use benfu_rules::Answer::{Met, NotMet};
    let pack = loaded("shenzhen");
    let (met, failed) = (shown(&pack, Met), shown(&pack, NotMet));
    assert!(pack.policies.len() >= 30, "{}", pack.policies.len());
    for policy in pack.policies.values().chain(pack.guides.values()) {
        for edition in &policy.editions {
            let name = format!("{}@{}", policy.id, edition.id);
            assert!(met.contains(&name) && failed.contains(&name), "{name}");
        }
    }
}

#[test]
fn a_firm_gets_one_class_of_technical_upgrading_a_year() {
    use benfu_domain::ladder::LimitPeriod;
    let pack = loaded("shenzhen");
    let classes = pack
        .policies
        .values()
        .filter(|policy| policy.id.starts_with("upgrading."));
    let groups: Vec<_> = classes.map(|policy| policy.group.clone()).collect();
    assert_eq!(groups.len(), 7);
    for group in groups {
        let group = group.expect("a class belongs to the group");
        assert_eq!(
            (&*group.id, group.most, group.per),
            ("sz_technical_upgrading", 1, LimitPeriod::Year)
        );
    }
}

#[test]
fn what_nobody_compared_with_the_text_is_marked() {
    let pack = loaded("shenzhen");
    let unconfirmed = |id: &str, edition: &str| {
        let edition = pack.policies[id].edition(edition);
        edition.expect("the edition is there").is_unconfirmed()
    };
    assert!(!unconfirmed("hnte", "2016") && !unconfirmed("tech_sme", "2017"));
    assert!(unconfirmed("technology_centre.national", "2026"));
    assert!(unconfirmed("worry_free_space", "2026") && !unconfirmed("worry_free_space", "2025"));
}

#[test]
fn the_clusters_of_2022_are_carried_into_those_of_2024() {
    let city = loaded("shenzhen");
    let clusters = &city.crosswalks["cluster"];
    let became = |walk: &str, code: &str| {
        let codes = city.crosswalks[walk].becomes(code);
        codes.map(|codes| codes.iter().map(|one| one.code.clone()).collect::<Vec<_>>())
    };
    assert_eq!(clusters.rows.len(), 20);
    assert_eq!(
        became("cluster", "machine_tools"),
        Some(vec!["high_end_equipment".to_owned()])
    );
    assert_eq!(became("cluster", "artificial_intelligence"), None);
    assert_eq!(
        clusters.new_codes("cluster", &city.dictionary),
        ["artificial_intelligence", "low_altitude"]
    );
    assert_eq!(became("future_industry", "blockchain"), Some(Vec::new()));
    let moved = &city.crosswalks["future_industry"].rows["aerospace"][0];
    assert_eq!(
        (&*moved.vocabulary, &*moved.code),
        ("cluster", "low_altitude")
    );
    let industries = &city.crosswalks["future_industry"];
    assert_eq!(
        industries.new_codes("future_industry", &city.dictionary),
        ["intelligent_robots", "frontier_materials"]
    );
}

#[test]
fn the_vocabularies_of_the_state_are_complete() {
    let pack = loaded("base");
    let industries = &pack.dictionary.vocabularies["industry"].entries;
    let digits = |count: usize| {
        let number = |code: &str| code.len() == count && code.bytes().all(|c| c.is_ascii_digit());
        industries.iter().filter(|one| number(&one.code)).count()
    };
    let letters = industries.iter().filter(|one| one.code.len() == 1).count();
    assert_eq!((letters, digits(2)), (20, 97), "sections and divisions");
    let provinces = pack
        .regions
        .iter()
        .filter(|region| region.code.as_str().ends_with("0000"));
    assert_eq!(provinces.count(), 34);
}

#[test]
fn a_second_city_replaces_adds_and_leaves_out() {
    let city = lakeside();
    let base = loaded("base");
    assert_eq!(city.programmes["scenario"].label.en, "Lake trial");
    assert_eq!(city.roles["district_officer"].label.zh, "产业专员");
    assert!(
        city.roles.contains_key("harbour_master") && !city.roles.contains_key("street_officer")
    );
    assert!(!city.programmes.contains_key("open_challenge"));
    assert_eq!(city.reports.keys().collect::<Vec<_>>(), ["quarter"]);
    assert_ne!(city.weights, base.weights);
    assert_eq!(city.calendar, base.calendar);
    assert_eq!(
        city.home.map(|home| home.to_string()).as_deref(),
        Some("990100")
    );
}

#[test]
fn the_second_city_answers_its_own_cases_and_those_of_the_base() {
    let results = benfu_packs::test(&lakeside());
    assert!(results.iter().any(|result| result.rule == "winter_ready"));
    assert!(
        results
            .iter()
            .any(|result| result.rule == "hnte.rd_intensity")
    );
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn a_version_names_the_content_so_that_equal_packs_have_equal_versions() {
    assert_eq!(loaded("shenzhen").version, loaded("shenzhen").version);
    let copy = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/shenzhen");
    assert_eq!(
        loaded("shenzhen").version,
        loaded(copy).version,
        "embedded and in a folder"
    );
}

#[test]
fn a_case_that_expects_the_wrong_answer_fails() {
    let mut pack = loaded("base");
    let wrong = benfu_rules::Answer::Unknown;
    let expected = pack.cases.iter_mut().flat_map(|case| {
        let policies = case.policies.values_mut();
        let of_policies = policies.map(|expected| &mut expected.answer);
        case.expect.values_mut().chain(of_policies)
    });
    for answer in expected {
        *answer = if *answer == wrong {
            benfu_rules::Answer::Met
        } else {
            wrong
        };
    }
    assert!(
        benfu_packs::test(&pack)
            .iter()
            .all(|result| !result.passed())
    );
}

#[test]
fn headers_of_real_files_lead_to_fields_and_concepts() {
    use benfu_domain::fact::SubjectKind::{Offer, Party};
    let pack = loaded("shenzhen");
    let party = &pack.imports["party"];
    let field = |header: &str| party.field_under(header).map(|field| field.id.as_str());
    assert_eq!(field("公司名称"), Some("name"));
    assert_eq!(field("统一信用代码"), Some("code"));
    assert_eq!(field(" District "), Some("district"));
    let concept = |header: &str| {
        pack.concept_under(Party, header)
            .map(|concept| concept.id.as_str())
    };
    assert_eq!(concept("注册资金（万元）"), Some("registered_capital"));
    assert_eq!(concept("成立时间"), Some("registered_on"));
    assert_eq!(pack.concept_under(Offer, "注册资金"), None);
}

#[test]
fn no_header_means_two_concepts_about_the_same_subject() {
    let pack = loaded("shenzhen");
    for concept in pack.dictionary.concepts.values() {
        for name in concept
            .synonyms
            .iter()
            .chain([&concept.label.zh, &concept.label.en])
        {
            let found = pack
                .concept_under(concept.subject, name)
                .map(|found| &found.id);
            assert_eq!(found, Some(&concept.id), "{name} of {}", concept.id);
        }
    }
}

#[test]
fn the_three_administrators_are_apart_and_see_no_business_data() {
    use benfu_domain::access::Area;
    use benfu_domain::access::Verb::{Audit, Export, Read};
    let pack = loaded("base");
    let separated: Vec<_> = pack.roles.values().filter(|role| role.separated).collect();
    assert_eq!(separated.len(), 3);
    for role in separated {
        assert!(
            role.permissions
                .iter()
                .all(|held| matches!(held.area, Area::Access | Area::Ledger))
        );
    }
    let auditor = &pack.roles["auditor"];
    assert!(
        auditor
            .permissions
            .iter()
            .all(|held| matches!(held.verb, Read | Audit | Export))
    );
}
