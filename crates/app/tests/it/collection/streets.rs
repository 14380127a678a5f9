//! Two streets with their offices and three firms.

use benfu_app::access::CreateOrganisation;
use benfu_app::collection::{
    AnswerDraft, Answers, FirmChoice, FormDraft, IssuedLink, LinksFor, OpenRound, Visit, Visited,
    issue_links, open_round, save_form, visit,
};
use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_app::party::{PartyDraft, save_party};
use benfu_app::setup::install_organisation;
use benfu_app::{App, Cx};
use benfu_domain::collection::{Asked, Item, SentTo};
use benfu_domain::fact::{Held, Observed, Source, SourceKind};
use benfu_domain::id::{FormId, OrganisationId, PartyId, RoundId};
use benfu_office::limits::Limits;
use benfu_office::table::{Source as File, open};
use benfu_office::workbook::{Column, SheetContent, Value, Workbook};
use benfu_rules::{Exact, Value as Fact};
use benfu_testkit::World;

const STREETS: [&str; 2] = ["440306017", "440306018"];

pub(super) struct Streets {
    pub(super) world: World,
    pub(super) officer: Cx,
    pub(super) offices: Vec<OrganisationId>,
    /// Two firms in the first street, one in the second.
    pub(super) firms: Vec<PartyId>,
}

pub(super) async fn firm(cx: &Cx, name: &str, region: &str) -> PartyId {
    let draft = PartyDraft {
        id: None,
        version: 0,
        name: name.to_owned(),
        code: String::new(),
        region: region.parse().expect("a region"),
        address: String::new(),
        introduction: String::new(),
    };
    save_party(cx, draft).await.expect("a firm")
}

impl Streets {
    pub(super) async fn build() -> Streets {
        let world = World::new().await;
        let officer = world.cx("officer").await;
        let mut streets = Vec::new();
        for (name, region) in ["甲街道办", "乙街道办"].into_iter().zip(STREETS) {
            let command = CreateOrganisation {
                name: name.to_owned(),
                region: region.parse().expect("a region"),
                party: None,
            };
            let office = install_organisation(&world.app, command).await;
            streets.push(office.expect("an office"));
        }
        let mut firms = Vec::new();
        for (name, region) in [
            ("星河精密", STREETS[0]),
            ("云帆电子", STREETS[0]),
            ("海岳材料", STREETS[1]),
        ] {
            firms.push(firm(&officer, name, region).await);
        }
        Streets {
            world,
            officer,
            offices: streets,
            firms,
        }
    }

    pub(super) fn app(&self) -> &App {
        &self.world.app
    }

    pub(super) async fn form(&self) -> FormId {
        let item = |concept: &str, asked| Item {
            concept: concept.to_owned(),
            asked,
        };
        let draft = FormDraft {
            title: "科技企业年度核对".to_owned(),
            explanation: "用于年度分析".to_owned(),
            fresh_months: 12,
            items: vec![
                item("sales", Asked::ClosedYear(0)),
                item("employees", Asked::ClosedYear(0)),
                item("main_product", Asked::Latest),
            ],
            ..FormDraft::default()
        };
        save_form(&self.officer, draft).await.expect("a form")
    }

    pub(super) fn names() -> FirmChoice {
        FirmChoice {
            names: "星河精密\n云帆电子\n海岳材料".to_owned(),
            ..FirmChoice::default()
        }
    }

    pub(super) fn command(&self, form: FormId, sent_to: SentTo) -> OpenRound {
        OpenRound {
            form,
            title: String::new(),
            sent_to,
            firms: Streets::names(),
            offices: self.offices.clone(),
            working_days: 5,
        }
    }

    pub(super) async fn round(&self, sent_to: SentTo) -> RoundId {
        let form = self.form().await;
        let command = self.command(form, sent_to);
        open_round(&self.officer, command).await.expect("a round")
    }

    pub(super) async fn record(&self, firm: usize, concept: &str, value: &str, kind: SourceKind) {
        let yearly = concept != "main_product";
        let command = RecordFacts {
            about: About::Party(self.firms[firm]),
            facts: vec![FactDraft {
                concept: concept.to_owned(),
                period: if yearly { "2024" } else { "" }.to_owned(),
                value: value.to_owned(),
                level: None,
                retract: false,
            }],
            source: Some(Source {
                kind,
                title: "统计年报".to_owned(),
                reference: None,
                dated: None,
            }),
        };
        let done = record_facts(&self.officer, command).await;
        assert_eq!(done.expect("a fact"), 1);
    }

    pub(super) async fn fact(&self, firm: usize, concept: &str) -> Option<Held> {
        let store = &self.app().store;
        let party = store.party(self.firms[firm]).await.expect("a store");
        let facts = store.facts_of(&[party.expect("a firm").key]).await;
        let mut facts = facts.expect("facts").into_iter();
        facts.find(|fact| fact.concept == concept)
    }

    pub(super) async fn link(&self, round: RoundId, firm: usize) -> IssuedLink {
        let links = issue_links(&self.officer, round, LinksFor::Missing).await;
        let mut links = links.expect("links").into_iter();
        let own = |link: &IssuedLink| link.recipient.party == Some(self.firms[firm]);
        links.find(own).expect("a link of this firm")
    }

    pub(super) async fn enter(&self, token: &str) -> Visit {
        match visit(self.app(), token).await.expect("a link") {
            Visited::Open(visit) => *visit,
            Visited::Over(over) => panic!("{over:?}"),
        }
    }

    pub(super) fn answers(&self, firm: usize, lines: &[(i64, &str)]) -> Answers {
        let line = |(ordinal, value): &(i64, &str)| {
            let value = (*value).to_owned();
            let draft = AnswerDraft {
                value,
                ..AnswerDraft::default()
            };
            (*ordinal, draft)
        };
        Answers {
            party: self.firms[firm],
            filled_by: "某某".to_owned(),
            lines: lines.iter().map(line).collect(),
        }
    }
}

pub(super) fn number(value: i128) -> Observed {
    Observed::Value(Fact::Number(Exact::whole(value)))
}

/// A workbook as somebody sends it back: rows from the last to the first, columns too, with these cells written over.
pub(super) fn sent_back(bytes: &[u8], changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let limits = Limits::default();
    let mut workbook = open(File::bytes("out.xlsx", bytes.to_vec()), &limits).expect("a workbook");
    let sheet = workbook.sheet(0).expect("a sheet");
    let header = sheet.header.names.clone();
    let mut rows: Vec<Vec<String>> = sheet
        .rows
        .map(|row| {
            let row = row.expect("a row");
            (0..header.len()).map(|at| row.cell(at).to_text()).collect()
        })
        .collect();
    for (firm, column, text) in changes {
        let at = header.iter().position(|name| name.starts_with(column));
        let at = at.unwrap_or_else(|| panic!("no column {column} in {header:?}"));
        let row = rows
            .iter_mut()
            .find(|row| row.iter().any(|cell| cell == firm));
        row.expect("a row of this firm")[at] = String::from(*text);
    }
    rows.reverse();
    let content = SheetContent {
        name: "填报".to_owned(),
        columns: header.iter().rev().map(Column::new).collect(),
        rows: rows
            .iter()
            .map(|row| {
                row.iter()
                    .rev()
                    .map(|cell| Value::text(cell.as_str()))
                    .collect()
            })
            .collect(),
    };
    let mut back = Workbook::new();
    back.add(&content).expect("a sheet");
    back.finish().expect("bytes")
}
