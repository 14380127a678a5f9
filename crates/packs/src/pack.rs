//! A pack that has been read and checked.
//!
//! Main type: [`Pack`]. What its definitions mean is said by the domain types it holds.

use crate::case::RuleCase;
use crate::crosswalk::Crosswalk;
use crate::policy::Policy;
use crate::report::ReportTemplate;
use crate::spelling::folded;
use benfu_domain::access::Role;
use benfu_domain::calendar::Calendar;
use benfu_domain::fact::{Concept, Dictionary, SubjectKind};
use benfu_domain::indicator::Indicator;
use benfu_domain::matching::Weights;
use benfu_domain::programme::Programme;
use benfu_domain::region::{RegionCode, RegionTable};
use benfu_domain::{Day, Label};
use benfu_rules::Rule;
use std::collections::BTreeMap;

/// How sure it is that a definition says what the document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Checked against the text, or two independent sources agree.
    High,
    /// One secondary source; shown as unconfirmed.
    Medium,
    /// Hearsay; never decides anything.
    Low,
}

/// The document that a definition comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Title, with the clause.
    pub title: String,
    /// Document number; may be empty.
    pub document: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A document that may be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number, such as `国科发火〔2016〕32号`.
    pub number: String,
    /// Its title, without the clause.
    pub title: String,
    /// First day in force, if stated.
    pub from: Option<Day>,
    /// Last day in force, if it was repealed.
    pub until: Option<Day>,
    /// Where it was published; may be empty.
    pub url: String,
}

/// What a rule is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleUse {
    /// It decides: not met means no.
    Gate,
    /// It adds to a score.
    Score,
    /// It advises.
    Guideline,
}

/// A rule of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleEntry {
    /// Identifier, the path of its file with dots, such as `hnte.rd_intensity`.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// What it is good for.
    pub used_as: RuleUse,
    /// The compiled condition.
    pub rule: Rule,
    /// First day on which it is in force, if stated.
    pub from: Option<Day>,
    /// Last day on which it is in force, if stated.
    pub until: Option<Day>,
    /// The clause it comes from.
    pub source: Citation,
}

/// A kind of offer or activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Identifier.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// What the count of an activity counts: sessions, visitors; empty for offers.
    pub counts: Label,
    /// Other ways to write it in people's files.
    pub synonyms: Vec<String>,
}

/// One column of a file that people hand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportField {
    /// The field as the import knows it.
    pub id: String,
    /// Name for people; also a header.
    pub label: Label,
    /// Other headers under which it stands.
    pub headers: Vec<String>,
    /// A row without it cannot be taken.
    pub required: bool,
}

/// The columns of one kind of import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportForm {
    /// The kind: `party`, `offer`, `need`, `status`, `activity`, `relation`, `fact`.
    pub kind: String,
    /// Name for people.
    pub label: Label,
    /// Its fields, in the order of a blank form.
    pub fields: Vec<ImportField>,
}

/// Words for the search: kept whole, and groups that mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lexicon {
    /// Words that segmentation must not break.
    pub words: Vec<String>,
    /// Groups of equal meaning, the leading word first.
    pub synonyms: Vec<Vec<String>>,
}

/// Everything a city says.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// Identifier.
    pub id: String,
    /// Declared version and a hash over all files it was read from, such as `2026.1+3f9a0c51d2e7`.
    /// Cases are pinned to it.
    pub version: String,
    /// Name for people.
    pub label: Label,
    /// The region whose installation this is, unless another is chosen.
    pub home: Option<RegionCode>,
    /// The packs it extends, the nearest first.
    pub extends: Vec<String>,
    /// What rules may name.
    pub dictionary: Dictionary,
    /// What became of the codes of older vocabularies, by id.
    pub crosswalks: BTreeMap<String, Crosswalk>,
    /// Rules by id.
    pub rules: BTreeMap<String, RuleEntry>,
    /// Policies by id.
    pub policies: BTreeMap<String, Policy>,
    /// What a floor must be for a process, by id: guides are written like policies, and nobody applies for one.
    pub guides: BTreeMap<String, Policy>,
    /// The documents that may be cited, by number.
    pub documents: BTreeMap<String, Document>,
    /// The cases that rules and policies must answer.
    pub cases: Vec<RuleCase>,
    /// Programmes by id: of needs and of policies.
    pub programmes: BTreeMap<String, Programme>,
    /// Roles by id.
    pub roles: BTreeMap<String, Role>,
    /// Indicators by id.
    pub indicators: BTreeMap<String, Indicator>,
    /// Report templates by id.
    pub reports: BTreeMap<String, ReportTemplate>,
    /// Working days.
    pub calendar: Calendar,
    /// Regions.
    pub regions: RegionTable,
    /// How much each part of a match's score counts.
    pub weights: Weights,
    /// Words for the search.
    pub lexicon: Lexicon,
    /// Kinds of activity by id.
    pub activity_kinds: BTreeMap<String, Kind>,
    /// Kinds of offer by id.
    pub offer_kinds: BTreeMap<String, Kind>,
    /// Columns of people's files by import kind.
    pub imports: BTreeMap<String, ImportForm>,
    /// When each parameter was last compared with its document.
    pub reviewed: BTreeMap<String, Day>,
}

impl Pack {
    /// The programmes of needs, in the order of their ids.
    pub fn need_programmes(&self) -> impl Iterator<Item = &Programme> {
        let programmes = self.programmes.values();
        programmes.filter(|programme| !programme.about_policy)
    }

    /// A policy or a guide.
    pub fn in_editions(&self, id: &str) -> Option<&Policy> {
        self.policies.get(id).or_else(|| self.guides.get(id))
    }

    /// The programme by which firms are coached towards a policy: the first one about policies.
    pub fn coaching(&self) -> Option<&Programme> {
        let mut programmes = self.programmes.values();
        programmes.find(|programme| programme.about_policy)
    }

    /// The concept about `subject` that stands under a header of somebody's file: by its name in either
    /// language, its id or a synonym. A unit in brackets does not matter.
    pub fn concept_under(&self, subject: SubjectKind, header: &str) -> Option<&Concept> {
        let wanted = folded(header);
        let named = |concept: &&Concept| {
            let names = [&concept.id, &concept.label.zh, &concept.label.en];
            names
                .into_iter()
                .chain(&concept.synonyms)
                .any(|name| folded(name) == wanted)
        };
        let about = self
            .dictionary
            .concepts
            .values()
            .filter(|concept| concept.subject == subject);
        if wanted.is_empty() {
            None
        } else {
            about.into_iter().find(named)
        }
    }

    /// Parameters that nobody compared with their document since `day`.
    pub fn parameters_unreviewed_since(&self, day: Day) -> Vec<&str> {
        let stale = self
            .reviewed
            .iter()
            .filter(|(_, reviewed)| **reviewed < day);
        stale.map(|(id, _)| id.as_str()).collect()
    }
}

impl ImportForm {
    /// The field that stands under a header: by its name in either language, its id or another header.
    pub fn field_under(&self, header: &str) -> Option<&ImportField> {
        let wanted = folded(header);
        let named = |field: &&ImportField| field.names().any(|name| folded(name) == wanted);
        if wanted.is_empty() {
            None
        } else {
            self.fields.iter().find(named)
        }
    }
}

impl ImportField {
    /// Where among its names a header stands; of two columns the one with the earlier name gives the field.
    pub fn rank_of(&self, header: &str) -> Option<usize> {
        let wanted = folded(header);
        self.names().position(|name| folded(name) == wanted)
    }

    /// Every header under which it may stand.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = [
            self.id.as_str(),
            self.label.zh.as_str(),
            self.label.en.as_str(),
        ];
        own.into_iter()
            .chain(self.headers.iter().map(String::as_str))
    }
}

impl Citation {
    /// The citation as it is shown beside an answer.
    pub fn text(&self) -> String {
        let number = if self.document.is_empty() {
            String::new()
        } else {
            format!("（{}）", self.document)
        };
        let doubt = if self.confidence == Confidence::High {
            ""
        } else {
            "（未确认 unconfirmed）"
        };
        format!("{}{number}{doubt}", self.title)
    }
}
