//! Loading: what is referred to is read before what refers to it, and then the whole is looked over.

use crate::case::RuleCase;
use crate::diagnostic::Diagnostic;
use crate::fault;
use crate::files::{Embedded, Files, Folder};
use crate::layers::Layers;
use crate::layout::Shelf;
use crate::pack::{Pack, RuleEntry};
use crate::policy::{Policy, PolicyKind};
use crate::read::document::{Documents, documents};
use crate::read::parameter::ReadParameter;
use crate::read::{
    Known, access, calendar, case, crosswalk, fact, import, indicator, kind, lexicon, parameter,
};
use crate::read::{policy, programme, read_shelf, region, rule};
use crate::reader::Log;
use crate::report::reports;
use benfu_domain::Label;
use benfu_domain::fact::{Dictionary, REGION, Vocabulary, VocabularyEntry};
use benfu_domain::region::{Region, RegionTable};
use benfu_rules::Answer;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reads a pack with the packs it extends.
///
/// # Errors
/// Every fault found, in the order of files and lines, when one of them is an error. Otherwise the remarks
/// come with the pack.
pub fn load(source: &dyn Files, id: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let log = Log::default();
    let layers = Layers::collect(source, id, &log);
    let pack = read(&layers, id, &log);
    let found = log.finish();
    if found.iter().any(Diagnostic::is_error) {
        Err(found)
    } else {
        Ok((pack, found))
    }
}

/// Reads the embedded pack of this id, or else the pack in the folder of this path.
///
/// # Errors
/// As [`load`]; and when there is neither such a pack nor such a folder.
pub fn open(name: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let path = Path::new(name);
    if Embedded::ids().iter().any(|id| id == name) || !path.is_dir() {
        return load(&Embedded, name);
    }
    match Folder::open(path) {
        Ok(folder) => load(&folder, folder.id()),
        Err(error) => {
            let log = Log::default();
            log.note_outside(name, fault::files(&error));
            Err(log.finish())
        }
    }
}

/// What rules may name, with the confidence of each parameter and when it was reviewed.
fn dictionary(
    layers: &Layers,
    log: &Log,
    documents: &Documents,
    regions: &RegionTable,
) -> (Dictionary, BTreeMap<String, ReadParameter>) {
    let mut dictionary = Dictionary {
        vocabularies: read_shelf(layers, Shelf::Vocabularies, log, fact::vocabulary),
        schemes: read_shelf(layers, Shelf::Schemes, log, fact::scheme),
        ..Dictionary::default()
    };
    let places = region_vocabulary(regions);
    dictionary
        .vocabularies
        .entry(REGION.to_owned())
        .or_insert(places);
    let concepts = {
        let known = known(&dictionary, layers, documents);
        read_shelf(layers, Shelf::Concepts, log, |id, table| {
            fact::concept(id, table, &known)
        })
    };
    dictionary.concepts = concepts;
    let parameters = {
        let known = known(&dictionary, layers, documents);
        read_shelf(layers, Shelf::Parameters, log, |id, table| {
            parameter::parameter(id, table, &known)
        })
    };
    let plain = parameters
        .iter()
        .map(|(id, read)| (id.clone(), read.parameter.clone()));
    dictionary.parameters = plain.collect();
    (dictionary, parameters)
}

/// The regions as a list of codes, so that a fact can say where a firm belongs.
fn region_vocabulary(regions: &RegionTable) -> Vocabulary {
    let entry = |region: &Region| VocabularyEntry {
        code: region.code.as_str().to_owned(),
        label: Label::new(region.zh.clone(), region.en.clone()),
        rank: 0,
        synonyms: Vec::new(),
    };
    Vocabulary {
        id: REGION.to_owned(),
        label: Label::new("区域", "Region"),
        ordered: false,
        entries: regions.iter().map(entry).collect(),
    }
}

fn known<'a>(
    dictionary: &'a Dictionary,
    layers: &'a Layers,
    documents: &'a Documents,
) -> Known<'a> {
    Known {
        dictionary,
        layers,
        documents,
        confidences: BTreeMap::new(),
        rules: RefCell::default(),
        used: RefCell::default(),
        ends: RefCell::default(),
    }
}

fn read(layers: &Layers, id: &str, log: &Log) -> Pack {
    let documents = documents(layers, log);
    let regions = region::regions(layers, log);
    let (dictionary, parameters) = dictionary(layers, log, &documents, &regions);
    let mut known = known(&dictionary, layers, &documents);
    known.confidences = parameters
        .iter()
        .map(|(id, read)| (id.clone(), read.confidence))
        .collect();
    let rules = rules(layers, log, &known);
    known.rules.replace(rules.clone());
    let context = (&known, &regions);
    let policies = in_editions(layers, log, (Shelf::Policies, policy::POLICIES), context);
    let guides = in_editions(layers, log, (Shelf::Guides, policy::GUIDES), context);
    note_twice(layers, log, &policies);
    let cases = read_shelf(layers, Shelf::Cases, log, |id, table| {
        case::cases(id, table, &known)
    });
    let cases: Vec<RuleCase> = cases.into_values().flatten().collect();
    let programmes = read_shelf(layers, Shelf::Programmes, log, |id, table| {
        programme::programme(id, table, &known)
    });
    let indicators = read_shelf(layers, Shelf::Indicators, log, |id, table| {
        indicator::indicator(id, table, &known)
    });
    if !log.has_errors() {
        note_unused(layers, log, &known);
        note_cases(layers, log, &rules, &cases);
        note_policy_cases(layers, log, (Shelf::Policies, &policies), &cases);
        note_policy_cases(layers, log, (Shelf::Guides, &guides), &cases);
    }
    check_home(layers, log, &regions);
    let reviewed = parameters
        .iter()
        .filter_map(|(id, read)| Some((id.clone(), read.reviewed_on?)));
    Pack {
        id: id.to_owned(),
        version: layers.version(),
        label: layers.manifest.label.clone(),
        home: layers.manifest.home.clone(),
        extends: layers.below.clone(),
        crosswalks: read_shelf(layers, Shelf::Crosswalks, log, |id, table| {
            crosswalk::crosswalk(id, table, &known)
        }),
        rules,
        policies,
        guides,
        documents: documents.0.clone(),
        cases,
        programmes,
        roles: read_shelf(layers, Shelf::Roles, log, access::role),
        indicators: indicators
            .into_iter()
            .filter_map(|(id, read)| Some((id, read?)))
            .collect(),
        reports: reports(layers, log),
        calendar: calendar::calendar(layers, log, &documents),
        regions,
        weights: layers.weights.clone(),
        lexicon: lexicon::lexicon(layers, log),
        activity_kinds: read_shelf(layers, Shelf::ActivityKinds, log, kind),
        offer_kinds: read_shelf(layers, Shelf::OfferKinds, log, kind),
        imports: read_shelf(layers, Shelf::Imports, log, import::form),
        reviewed: reviewed.collect(),
        dictionary: dictionary.clone(),
    }
}

fn rules(layers: &Layers, log: &Log, known: &Known<'_>) -> BTreeMap<String, RuleEntry> {
    let read = read_shelf(layers, Shelf::Rules, log, |id, table| {
        rule::rule(id, table, known)
    });
    read.into_iter()
        .filter_map(|(id, entry)| Some((id, entry?)))
        .collect()
}

/// The home region is one of the pack's.
fn check_home(layers: &Layers, log: &Log, regions: &RegionTable) {
    let (Some(home), Some(file)) = (&layers.manifest.home, &layers.manifest.file) else {
        return;
    };
    if regions.get(home).is_none() {
        let byte = file.text.find("home").unwrap_or(0);
        log.note(
            file,
            byte,
            fault::no_such(("区域", "region"), home.as_str(), None),
        );
    }
}

fn note_unused(layers: &Layers, log: &Log, known: &Known<'_>) {
    let used = known.used.borrow();
    for (id, file) in layers
        .shelf(Shelf::Parameters)
        .filter(|(id, _)| !used.contains(*id))
    {
        log.note(file, 0, fault::parameter_unused(id));
    }
}

/// Each rule shows every answer it can give.
fn note_cases(layers: &Layers, log: &Log, rules: &BTreeMap<String, RuleEntry>, cases: &[RuleCase]) {
    for (id, file) in layers
        .shelf(Shelf::Rules)
        .filter(|(id, _)| rules.contains_key(*id))
    {
        let shown = cases.iter().filter_map(|case| case.expect.get(id).copied());
        let lacking = lacking(shown);
        if !lacking.is_empty() {
            log.note(file, 0, fault::cases_missing(id, &lacking));
        }
    }
}

/// A guide does not have the name of a policy: cases and citations know both by it.
fn note_twice(layers: &Layers, log: &Log, policies: &BTreeMap<String, Policy>) {
    let guides = layers.shelf(Shelf::Guides);
    for (id, file) in guides.filter(|(id, _)| policies.contains_key(*id)) {
        log.note(file, 0, fault::twice(("政策或指引", "policy or guide"), id));
    }
}

/// Each policy and guide likewise.
fn note_policy_cases(
    layers: &Layers,
    log: &Log,
    (shelf, policies): (Shelf, &BTreeMap<String, Policy>),
    cases: &[RuleCase],
) {
    for (id, file) in layers
        .shelf(shelf)
        .filter(|(id, _)| policies.contains_key(*id))
    {
        let shown = cases
            .iter()
            .filter_map(|case| Some(case.policies.get(id)?.answer));
        let lacking = lacking(shown);
        if !lacking.is_empty() {
            log.note(file, 0, fault::policy_cases_missing(id, &lacking));
        }
    }
}

/// The answers that are not among those shown, as a list for people.
fn lacking(shown: impl Iterator<Item = Answer>) -> String {
    let shown: BTreeSet<Answer> = shown.collect();
    let all = [Answer::Met, Answer::NotMet, Answer::Unknown].into_iter();
    let lacking: Vec<&str> = all
        .filter(|one| !shown.contains(one))
        .map(Answer::code)
        .collect();
    lacking.join(", ")
}

/// What stands in dated editions: policies or guides.
fn in_editions(
    layers: &Layers,
    log: &Log,
    (shelf, kinds): (Shelf, &[PolicyKind]),
    context: (&Known<'_>, &RegionTable),
) -> BTreeMap<String, Policy> {
    let read = read_shelf(layers, shelf, log, |id, table| {
        policy::policy(id, table, kinds, context)
    });
    read.into_iter()
        .filter_map(|(id, policy)| Some((id, policy?)))
        .collect()
}
