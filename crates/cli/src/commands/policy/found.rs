//! What one edition of a policy or guide found, as JSON and in lines.
//!
//! Main type: [`Found`].

use super::name_of;
use super::tree::{Teller, citation, span};
use crate::say::say;
use benfu_app::packs::{Edition, Pack, Policy};
use benfu_domain::Day;
use benfu_domain::fact::FactBook;
use benfu_rules::{Assessment, Catalogue, Explanation, Finding, Language, Parameters, Remedy};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Everything that was found under one edition of a policy or guide.
pub(super) struct Found<'a> {
    pack: &'a Pack,
    policy: &'a Policy,
    pub(super) edition: &'a Edition,
    book: &'a FactBook,
    on: Day,
    pub(super) assessment: Assessment,
    remedies: Vec<Remedy>,
}

impl<'a> Found<'a> {
    /// Answers one edition for what is recorded, with the changes that would help.
    pub(super) fn of(
        (pack, policy, edition): (&'a Pack, &'a Policy, &'a Edition),
        book: &'a FactBook,
        parameters: &dyn Parameters,
        on: Day,
    ) -> anyhow::Result<Found<'a>> {
        let catalogue = Catalogue::new(on, [(&edition.criteria, parameters)]);
        let facts = catalogue.look_up(book);
        Ok(Found {
            pack,
            policy,
            edition,
            book,
            on,
            assessment: catalogue.only().assess(&facts)?,
            remedies: catalogue.only().remedies(&facts)?,
        })
    }

    fn teller(&self) -> Teller<'_> {
        Teller {
            pack: self.pack,
            edition: self.edition,
            book: self.book,
            closed_year: self.on.year() - 1,
        }
    }

    /// As the scripting contract has it, but for the name of what was answered.
    pub(super) fn json(&self) -> Value {
        let teller = self.teller();
        let missing = self.assessment.missing();
        let names: BTreeSet<&str> = missing.iter().map(name_of).collect();
        let because = self.assessment.because();
        let label = &self.policy.label;
        json!({
            "label": { "zh": label.zh, "en": label.en },
            "edition": self.edition.id,
            "source": citation(&self.edition.source),
            "unconfirmed": self.edition.is_unconfirmed(),
            "on": self.on.to_string(),
            "answer": self.assessment.answer().code(),
            "because": because.iter().map(|id| &**id).collect::<Vec<_>>(),
            "missing": names,
            "missing_facts": missing.iter().map(|one| teller.question(one)).collect::<Vec<_>>(),
            "judgement": self.assessment.open().judgement,
            "score": self.assessment.score().map(span),
            "nearest_changes": self.remedies.iter().map(|one| teller.remedy(one)).collect::<Vec<_>>(),
            "tree": teller.finding(&self.assessment.root),
        })
    }

    /// The criteria that stand side by side, in the order of the edition.
    pub(super) fn parts(&self) -> &[Finding] {
        self.assessment.root.parts()
    }

    /// One of them: its name, its answer, and why.
    pub(super) fn clause(&self, part: &Finding) -> Value {
        json!({
            "id": &*part.id,
            "label": self.teller().label(&part.id),
            "answer": part.answer.code(),
            "advisory": part.advisory,
            "text": {
                "zh": self.said(part, Language::Chinese).to_lines().join("\n"),
                "en": self.said(part, Language::English).to_lines().join("\n"),
            },
            "source": self.edition.sources.get(&*part.id).map(citation),
        })
    }

    /// Its reasons in words.
    pub(super) fn said(&self, part: &Finding, language: Language) -> Explanation {
        part.explain(self.edition, &self.pack.dictionary, language)
    }

    /// In lines for people.
    pub(super) fn print(&self, language: Language) {
        let said: Explanation =
            self.assessment
                .explain(self.edition, &self.pack.dictionary, language);
        say!("{} {}", self.policy.label.zh, self.edition.source.text());
        said.to_lines().iter().for_each(|line| say!("{line}"));
        let teller = self.teller();
        for question in self.assessment.missing() {
            say!("? {}", teller.question(&question));
        }
        for remedy in &self.remedies {
            say!("→ {}", teller.remedy(remedy));
        }
    }
}
