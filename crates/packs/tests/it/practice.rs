//! Mistakes in programmes, roles, indicators, reports, imports and calendars: refused with the place and a way out.

use crate::small::Small;

const SOURCE: &str = "source = { title = \"办法\", confidence = \"H\" }\n";

/// The one error that a change of the valid pack brings.
fn error(pack: &Small) -> String {
    let told = pack.told();
    assert!(!pack.loads(), "it must not load: {told:?}");
    assert_eq!(told.len(), 1, "{told:#?}");
    told.into_iter().next().unwrap_or_default()
}

fn programme(from: &str, to: &str) -> Small {
    Small::valid().changed("programmes/trial.toml", from, to)
}

fn role(may: &str) -> Small {
    Small::valid().changed("roles/officer.toml", "need = [\"read district\"]", may)
}

#[test]
fn a_state_without_a_stage_that_is_not_skipped() {
    let pack = programme("\"agreed\", ", "");
    let expected =
        "pack-stages programmes/trial.toml:8:1 state agreed has no stage and is not skipped";
    assert_eq!(error(&pack), expected);
}

#[test]
fn a_stage_after_a_later_state() {
    let stage = "[[stage]]\nid = \"zero\"\nlabel = { zh = \"零\", en = \"Zero\" }\nstate = \"agreed\"\nacts = \"asker\"\n\n[[stage]]\nid = \"first\"";
    let pack = programme("[[stage]]\nid = \"first\"", stage).changed(
        "programmes/trial.toml",
        "\"agreed\", ",
        "",
    );
    let expected = "pack-stages programmes/trial.toml:17:9 stage first stands after a later state";
    assert_eq!(error(&pack), expected);
}

#[test]
fn a_stage_in_a_state_that_is_skipped() {
    let pack = programme("state = \"proposed\"", "state = \"agreed\"");
    assert!(
        pack.told()
            .iter()
            .any(|line| line.ends_with("state agreed is skipped or over and has no stage first"))
    );
    assert!(!pack.loads());
}

#[test]
fn a_programme_that_skips_the_beginning() {
    let pack = programme("\"agreed\", ", "\"proposed\", \"agreed\", ");
    assert!(
        pack.told()[0].ends_with("proposed and ended cannot be skipped"),
        "{:?}",
        pack.told()
    );
}

#[test]
fn a_part_that_nobody_plays() {
    let pack = programme("acts = \"asker\"", "acts = \"reviewer\"");
    assert_eq!(
        error(&pack),
        "pack-part-role programmes/trial.toml:5:1 no role plays the part reviewer"
    );
}

#[test]
fn a_part_played_by_a_role_there_is_not() {
    let pack = programme("asker = [\"officer\"]", "asker = [\"officr\"]");
    assert_eq!(
        error(&pack),
        "pack-reference-unknown programmes/trial.toml:6:10 there is no role officr"
    );
}

#[test]
fn a_selection_that_closes_with_no_end_code() {
    let pack = programme(
        "selection_closed = \"other\"",
        "selection_closed = \"others\"",
    );
    assert_eq!(
        error(&pack),
        "pack-reference-unknown programmes/trial.toml:2:20 there is no end code others"
    );
}

#[test]
fn a_gate_that_does_not_compile() {
    let pack = programme("acts = \"asker\"", "acts = \"asker\"\ngate = 'sales > 5'");
    let told = pack.told();
    assert!(
        told[0].starts_with("rule-unit-missing programmes/trial.toml:13:17"),
        "{told:#?}"
    );
}

#[test]
fn a_role_with_a_permission_there_is_not() {
    let pack = role("need = [\"reed district\"]");
    let expected =
        "pack-word-unknown roles/officer.toml:4:9 \"reed\" is none of the words allowed here";
    assert_eq!(error(&pack), expected);
    assert!(
        error(&role("needs = [\"read district\"]"))
            .starts_with("pack-key-unknown roles/officer.toml:4:1")
    );
}

#[test]
fn a_role_with_the_powers_of_two_administrators() {
    let pack = role("access = [\"administer all\"]\nledger = [\"audit all\"]");
    let expected = "pack-powers roles/officer.toml:3:1 one role holds the powers of two administrators: security (administer access), audit (audit ledger)";
    assert_eq!(error(&pack), expected);
}

#[test]
fn an_administrator_who_reads_business_data() {
    let pack = Small::valid().changed("roles/officer.toml", "\n[may]", "separated = true\n\n[may]");
    let expected = "pack-administrator roles/officer.toml:4:1 an administrator's role reaches business data (need)";
    assert_eq!(error(&pack), expected);
}

#[test]
fn an_indicator_of_a_scheme_level_programme_or_kind_there_is_not() {
    let indicator =
        |from: &str, to: &str| error(&Small::valid().changed("indicators/titles.toml", from, to));
    let counted = "of = \"statuses\"\nscheme = \"title\"\nlevels = [\"city\"]";
    assert_eq!(
        indicator("levels = [\"city\"]", "levels = [\"moon\"]"),
        "pack-reference-unknown indicators/titles.toml:8:11 there is no level moon"
    );
    assert_eq!(
        indicator(counted, "of = \"statuses\"\nscheme = \"titel\""),
        "pack-reference-unknown indicators/titles.toml:7:10 there is no scheme titel"
    );
    assert_eq!(
        indicator(
            counted,
            "of = \"needs\"\nreached = \"published\"\nprogramme = \"x\""
        ),
        "pack-reference-unknown indicators/titles.toml:8:13 there is no programme x"
    );
    assert_eq!(
        indicator(counted, "of = \"activities\"\nkind = \"walk\""),
        "pack-reference-unknown indicators/titles.toml:7:8 there is no kind of activity walk"
    );
}

#[test]
fn an_indicator_that_counts_an_end_of_no_programme() {
    let pack = Small::valid().changed(
        "indicators/titles.toml",
        "of = \"statuses\"\nscheme = \"title\"\nlevels = [\"city\"]",
        "of = \"ends\"\ncodes = [\"done\", \"gone\"]",
    );
    assert_eq!(
        pack.told(),
        [
            "pack-end-unknown indicators/titles.toml:7:18 no programme has the end code gone: it is never counted"
        ]
    );
    assert!(pack.loads());
}

#[test]
fn a_report_with_a_mark_that_means_nothing() {
    let pack = Small::valid().changed(
        "reports/half.zh.md",
        "称号{{figure:titles}}",
        "称号{{figure:titles}}{{figur:titles}}",
    );
    assert_eq!(
        error(&pack),
        "pack-report-mark reports/half.zh.md:3:20 the mark {{figur:titles}} means nothing in a report"
    );
    let open = Small::valid().changed("reports/half.zh.md", "。", "{{figure:titles");
    assert!(error(&open).starts_with("pack-report-mark reports/half.zh.md:3:20"));
}

#[test]
fn a_report_that_shows_a_figure_there_is_not() {
    let pack = Small::valid()
        .changed("reports/half.zh.md", "figure:titles", "figure:title")
        .changed("reports/half.en.md", "figure:titles", "figure:title");
    let told = pack.told();
    assert_eq!(
        told[0],
        "pack-reference-unknown reports/half.en.md:3:8 there is no indicator title"
    );
    assert_eq!(
        told[1],
        "pack-reference-unknown reports/half.zh.md:3:3 there is no indicator title"
    );
}

#[test]
fn a_report_in_one_language_or_with_other_figures_in_the_other() {
    let one = Small::valid().without("reports/half.en.md");
    assert_eq!(
        error(&one),
        "pack-report-languages reports/half.zh.md:1:1 report half exists in one language only"
    );
    let other = Small::valid().changed("reports/half.en.md", "{{figure:titles}}", "many");
    assert_eq!(
        error(&other),
        "pack-report-languages reports/half.en.md:1:1 figures in one language only: titles"
    );
}

#[test]
fn a_header_that_means_two_fields() {
    let field = "required = true\n\n[[field]]\nid = \"code\"\nlabel = { zh = \"代码\", en = \"Code\" }\nheaders = [\"（名称）\"]\n";
    let pack = Small::valid().changed("imports/party.toml", "required = true\n", field);
    assert_eq!(
        error(&pack),
        "pack-header-twice imports/party.toml:11:11 the header \"（名称）\" means two fields"
    );
}

#[test]
fn an_import_field_that_no_import_understands() {
    let pack = Small::valid().changed("imports/party.toml", "id = \"name\"", "id = \"nam\"");
    assert!(error(&pack).starts_with("pack-word-unknown imports/party.toml:4:6"));
}

#[test]
fn a_calendar_that_cannot_be() {
    let calendar =
        |from: &str, to: &str| error(&Small::valid().changed("calendars/2026.toml", from, to));
    assert!(
        calendar("weekdays_off = [2026-01-01]", "weekdays_off = [2026-01-03]")
            .starts_with("pack-calendar calendars/2026.toml:2:17 2026-01-03 is in the wrong list")
    );
    assert!(
        calendar("2026-01-04", "2027-01-03")
            .starts_with("pack-calendar calendars/2026.toml:3:24 2027-01-03 lies neither in 2026")
    );
    assert!(
        calendar("[2026-01-01]", "[2026-02-30]").starts_with("pack-toml calendars/2026.toml:2:")
    );
}

#[test]
fn a_year_missing_between_two_calendars() {
    let pack = Small::valid().with(
        "calendars/2024.toml",
        format!("{SOURCE}weekdays_off = []\nweekend_days_worked = []\n"),
    );
    assert!(
        error(&pack).starts_with("pack-calendar calendars/2024.toml:1:1 the calendar lacks 2025")
    );
}

#[test]
fn regions_that_make_no_table() {
    let region = |to: &str| {
        error(&Small::valid().changed(
            "regions.toml",
            "en = \"Province\" },\n",
            &format!("en = \"Province\" }},\n    {to},\n"),
        ))
    };
    assert!(
        region("{ code = \"99\", zh = \"短\", en = \"Short\" }")
            .starts_with("pack-region regions.toml:3:14")
    );
    assert_eq!(
        region("{ code = \"990000\", zh = \"又\", en = \"Again\" }"),
        "pack-twice regions.toml:3:14 region 990000 occurs twice"
    );
    assert!(
        region("{ code = \"990100\", zh = \"市\", en = \"City\", parent = \"980000\" }")
            .starts_with("pack-region regions.toml:3:14 parent 980000")
    );
    let placed = |code: &str, tile: &str| {
        format!("{{ code = \"{code}\", zh = \"市\", en = \"City\", tile = {tile} }}")
    };
    let twice = format!(
        "{},\n    {}",
        placed("990100", "[1, 0]"),
        placed("990200", "[1, 0]")
    );
    assert!(
        region(&twice)
            .starts_with("pack-region regions.toml:4:14 region 990200 stands where 990100")
    );
    let short = region(&placed("990100", "[1]"));
    assert!(short.starts_with("pack-region regions.toml:3:"), "{short}");
    assert!(short.contains("a column and a row"), "{short}");
    let far = region(&placed("990100", "[1, 16]"));
    assert!(far.contains("16"), "{far}");
}

#[test]
fn a_home_that_is_none_of_the_regions() {
    let pack = Small::valid().changed("pack.toml", "version", "home = \"980000\"\nversion");
    assert_eq!(
        error(&pack),
        "pack-reference-unknown pack.toml:2:1 there is no region 980000"
    );
}

#[test]
fn weights_that_are_no_whole() {
    let weights = "\n[weights]\nsimilarity = 700\ncertainty = 100\nmaturity = 80\ntrack_record = 80\nplace = 41\n";
    let pack = Small::valid().changed(
        "pack.toml",
        "en = \"Small\" }\n",
        &format!("en = \"Small\" }}\n{weights}"),
    );
    assert!(error(&pack).ends_with("the weights add up to 1001, not 1000 permille"));
}

#[test]
fn words_that_the_search_cannot_use() {
    let word = |to: &str| error(&Small::valid().changed("lexicon.toml", "\"揭榜挂帅\"", to));
    assert_eq!(
        word("\"3D打印\""),
        "pack-word lexicon.toml:1:10 \"3D打印\" is not one word"
    );
    let twice = Small::valid().changed(
        "lexicon.toml",
        "[[\"无人机\", \"UAV\"]]",
        "[[\"无人机\", \"UAV\"], [\"飞机\", \"uav\"]]",
    );
    assert_eq!(
        error(&twice),
        "pack-twice lexicon.toml:2:36 synonym uav occurs twice"
    );
}
