//! The text of a case's file, section by section: its first half, what was decided and on which terms.

use benfu_app::Cx;
use benfu_app::office::document::{Block, Document, Level, Table, TableColumn};
use benfu_app::programme::{CaseCard, Dossier};
use benfu_domain::need::Terms;
use benfu_domain::programme::{Case, Lack, Part};

use super::detail::{kind_label, what};
use super::list::{end_label, stage_name};
use crate::locale::Lang;
use crate::pages::need::programme_name;
use crate::words;

/// Writes the file of one case in one language.
pub(super) struct Writer<'a> {
    pub(super) cx: &'a Cx,
    pub(super) lang: Lang,
    pub(super) found: &'a Dossier,
}

impl Writer<'_> {
    pub(super) fn document(&self) -> Document {
        let sections = [
            self.conclusion(),
            self.basis(),
            self.parties(),
            self.alternatives(),
            self.course(),
            self.results(),
            self.papers(),
            self.ledger(),
        ];
        let about = words::case_about(self.cx, self.lang, &self.found.page.card);
        let code = words::code_of('C', &self.case().id.to_string());
        Document {
            title: format!("{}（{code}）", self.lang.tv("dossier-title", about)),
            issuer: None,
            date: words::date_of(self.cx.today()),
            blocks: [vec![self.note("dossier-lead")], sections.concat()].concat(),
        }
    }

    fn case(&self) -> &Case {
        &self.found.page.card.case
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.lang.t(key).into_owned()
    }

    pub(super) fn note(&self, key: &str) -> Block {
        Block::Note(self.t(key))
    }

    pub(super) fn section(&self, key: &str, blocks: Vec<Block>) -> Vec<Block> {
        let heading = Block::Heading(Level::One, self.t(key));
        [vec![heading], blocks].concat()
    }

    pub(super) fn table(
        &self,
        key: &str,
        columns: Vec<TableColumn>,
        rows: Vec<Vec<String>>,
    ) -> Block {
        Block::Table(Table {
            caption: self.t(key),
            columns,
            rows,
        })
    }

    pub(super) fn words(&self, key: &str, weight: u32) -> TableColumn {
        TableColumn::words(self.t(key), weight)
    }

    pub(super) fn numbers(&self, key: &str, weight: u32) -> TableColumn {
        TableColumn::numbers(self.t(key), weight)
    }

    pub(super) fn person(&self, account: &str) -> String {
        self.found.people.get(account).cloned().unwrap_or_default()
    }

    /// How it stands or ended, and whether the file is whole.
    fn conclusion(&self) -> Vec<Block> {
        let case = self.case();
        let state = words::case_state_word(self.lang, case.state);
        let standing = match &case.end {
            Some(end) => {
                let code = end_label(self.cx, self.lang, case, &end.code).unwrap_or(&end.code);
                format!("{state} · {code} · {} · {}", end.on, end.reason)
            }
            None => format!("{state} · {}", stage_name(self.cx, self.lang, case)),
        };
        let mut blocks = vec![Block::text(standing)];
        if self.found.lacking.is_empty() {
            blocks.push(Block::text(self.t("dossier-whole")));
        } else {
            let row = |lack: &Lack| {
                let (what, detail) = self.lack(lack);
                vec![what, detail]
            };
            blocks.push(self.table(
                "dossier-lacking",
                vec![self.words("col-lacking", 50), self.words("col-note", 50)],
                self.found.lacking.iter().map(row).collect(),
            ));
        }
        self.section("dossier-conclusion", blocks)
    }

    /// What is missing, and where.
    fn lack(&self, lack: &Lack) -> (String, String) {
        let programme = self.cx.pack().programmes.get(&self.case().programme);
        let key = match lack {
            Lack::Paper { .. } => "lack-paper",
            Lack::Reason { .. } => "lack-reason",
            Lack::Measurement => "lack-measurement",
            Lack::Baseline => "lack-baseline",
            Lack::Effect => "lack-effect",
            Lack::EndPaper => "lack-end-paper",
            Lack::OpenAlternative(_) => "lack-open-alternative",
            Lack::UnansweredAlternative(_) => "lack-unanswered-alternative",
        };
        let detail = match lack {
            Lack::Paper { stage, kind } => {
                let stage = programme.and_then(|programme| programme.stage(stage));
                let stage = stage.map_or("", |stage| stage.label.text(self.lang.into()));
                let kind = kind_label(self.cx, self.lang, &self.found.page, kind);
                format!("{stage} · {kind}")
            }
            Lack::Reason { action, on } => {
                format!("{} · {on}", words::action(self.lang, *action))
            }
            Lack::OpenAlternative(id) | Lack::UnansweredAlternative(id) => {
                words::code_of('C', &id.to_string())
            }
            Lack::Measurement | Lack::Baseline | Lack::Effect | Lack::EndPaper => String::new(),
        };
        (self.t(key), detail)
    }

    /// Under which programme and rules, and what was asked for.
    fn basis(&self) -> Vec<Block> {
        let case = self.case();
        let pair = |key: &str, value: String| vec![self.t(key), value];
        let mut rows = vec![
            pair(
                "dossier-programme",
                programme_name(self.cx, self.lang, &case.programme),
            ),
            pair("dossier-rules", case.pack_version.clone()),
            pair("col-opened", case.opened_on.to_string()),
        ];
        if let Some(need) = &self.found.page.need {
            rows.push(pair("need", need.title.clone()));
            rows.extend(self.terms(&need.terms));
        }
        let constraints = self.found.constraints.iter();
        rows.extend(constraints.map(|one| {
            let said = match one.label.trim() {
                "" => one.rule.clone(),
                label => format!("{label}（{}）", one.rule),
            };
            pair("col-constraint", said)
        }));
        let columns = vec![self.words("col-item", 30), self.words("col-value", 70)];
        let table = self.table("dossier-basis-table", columns, rows);
        self.section("dossier-basis", vec![table])
    }

    fn terms(&self, terms: &Terms) -> Vec<Vec<String>> {
        let milli = |value: Option<i64>| {
            let written = value.map(|value| words::milli(value, &terms.metric_unit));
            written.unwrap_or_default()
        };
        let day =
            |day: Option<benfu_domain::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let budget = terms.budget_fen.map(|fen| self.lang.money(fen));
        let rows = [
            ("need-metric", terms.metric.clone()),
            ("need-baseline", milli(terms.baseline_milli)),
            ("need-target", milli(terms.target_milli)),
            ("need-acceptance", terms.acceptance_test.clone()),
            ("need-budget", budget.unwrap_or_default()),
            ("need-budget-path", terms.budget_path.clone()),
            ("need-owner-post", terms.owner_post.clone()),
            ("need-starts-on", day(terms.starts_on)),
            ("need-ends-on", day(terms.ends_on)),
            ("need-if-it-works", terms.if_it_works.clone()),
        ];
        let row = |(key, value): (&str, String)| vec![self.t(key), value];
        rows.into_iter().map(row).collect()
    }

    /// The two sides, and the persons with what they did.
    fn parties(&self) -> Vec<Block> {
        let card = &self.found.page.card;
        let sides = [(Part::Asker, &card.asker), (Part::Supplier, &card.supplier)];
        let side = |(part, name): (Part, &String)| {
            vec![words::part(self.lang, part), name.clone(), String::new()]
        };
        let mut rows: Vec<Vec<String>> = sides.into_iter().map(side).collect();
        rows.extend(self.persons());
        let columns = vec![
            self.words("dossier-part", 20),
            self.words("col-who", 45),
            self.words("col-what", 35),
        ];
        let table = self.table("dossier-parties-table", columns, rows);
        self.section("dossier-parties", vec![table])
    }

    fn persons(&self) -> Vec<Vec<String>> {
        let mut persons: Vec<(String, String, Vec<String>)> = Vec::new();
        for (place, step) in self.found.page.steps.iter().enumerate() {
            let (part, who) = (
                words::part(self.lang, step.part),
                self.person(&step.account),
            );
            let did = what(self.lang, step, place == 0);
            match persons
                .iter_mut()
                .find(|known| (&known.0, &known.1) == (&part, &who))
            {
                Some((_, _, known)) if known.contains(&did) => {}
                Some((_, _, known)) => known.push(did),
                None => persons.push((part, who, vec![did])),
            }
        }
        let row = |(part, who, did): (String, String, Vec<String>)| {
            vec![part, who, self.lang.listed(&did)]
        };
        persons.into_iter().map(row).collect()
    }

    /// Who else was looked at, and why another was taken.
    fn alternatives(&self) -> Vec<Block> {
        let row = |card: &CaseCard| {
            let case = &card.case;
            let end = case.end.as_ref();
            let code = end.and_then(|end| end_label(self.cx, self.lang, case, &end.code));
            let farthest = words::case_state_word(self.lang, case.farthest);
            vec![
                words::code_of('C', &case.id.to_string()),
                card.supplier.clone(),
                farthest,
                code.unwrap_or_default().to_owned(),
                end.map(|end| end.reason.clone()).unwrap_or_default(),
            ]
        };
        let alternatives = &self.found.alternatives;
        let block = if alternatives.is_empty() {
            Block::text(self.t("dossier-alternatives-none"))
        } else {
            let columns = vec![
                self.words("col-code", 14),
                self.words("col-supplier", 26),
                self.words("dossier-reached", 12),
                self.words("col-state", 16),
                self.words("col-why", 32),
            ];
            let rows = alternatives.iter().map(row).collect();
            self.table("dossier-alternatives-table", columns, rows)
        };
        self.section("dossier-alternatives", vec![block])
    }
}
