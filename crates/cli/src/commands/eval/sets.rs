//! Sets of queries with judgements, as their files hold them.

use crate::args::{Eval, SetKind};
use crate::outcome::WrongUse;
use benfu_app::matching::quality::{Asked, Candidates, Collection, Grades, Kind, Profile};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A query, the documents judged for it with their grades, and the key that is the query itself.
type Judged<'a> = (Text<'a>, BTreeMap<i64, u8>, Option<i64>);

/// The title and the text of one record.
type Text<'a> = (&'a str, &'a str);

/// Reads the set that the arguments name.
pub(super) fn read(eval: &Eval) -> anyhow::Result<Collection> {
    let wanted = eval.queries.as_deref().map(ids).transpose()?;
    let only = |id: &str| wanted.as_ref().is_none_or(|wanted| wanted.contains(id));
    match eval.set {
        SetKind::Needs => needs(&eval.dir, only),
        SetKind::Sbir => sbir(&eval.dir, only),
        SetKind::Csl => csl(&eval.dir, only),
        SetKind::Patents => patents(&eval.dir, only),
    }
}

fn ids(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let text = File::read(path.to_owned())?.text;
    Ok(text.lines().map(|line| line.trim().to_owned()).collect())
}

fn needs(dir: &Path, only: impl Fn(&str) -> bool) -> anyhow::Result<Collection> {
    let needs = File::read(dir.join("needs.jsonl"))?;
    let needs = needs.objects()?;
    let pairs = File::read(dir.join("judged_pairs.tsv"))?;
    let mut results = Keys::default();
    let mut grades: BTreeMap<&str, BTreeMap<i64, u8>> = BTreeMap::new();
    for [need, result, grade, title] in pairs.rows()? {
        let grade: u8 = grade.parse().map_err(|_| pairs.wrong("grade"))?;
        let key = results.key(result, (title, ""));
        // The lowest grade on paper, 1, answers nothing.
        let judged = grades.entry(need).or_default();
        judged.insert(key, grade.saturating_sub(1));
    }
    let mut asked = Vec::new();
    for need in &needs {
        let id = text(need, "id");
        if let Some(grades) = grades.remove(id).filter(|_| only(id)) {
            asked.push(((text(need, "title"), text(need, "content")), grades, None));
        }
    }
    Ok(collection(results.texts, asked, Some(Candidates::Judged)))
}

fn sbir(dir: &Path, only: impl Fn(&str) -> bool) -> anyhow::Result<Collection> {
    let (topics, awards) = (
        File::read(dir.join("topics.jsonl"))?,
        File::read(dir.join("awards.jsonl"))?,
    );
    let (topics, awards) = (topics.objects()?, awards.objects()?);
    let links = File::read(dir.join("qrels.tsv"))?;
    let mut documents = Keys::default();
    for award in &awards {
        documents.key(text(award, "id"), ("", text(award, "abstract")));
    }
    let mut grades: BTreeMap<&str, BTreeMap<i64, u8>> = BTreeMap::new();
    for [topic, award, grade] in links.rows()? {
        let grade = grade.parse().map_err(|_| links.wrong("relevance"))?;
        let key = documents.known(award).ok_or_else(|| links.wrong("award"))?;
        grades.entry(topic).or_default().insert(key, grade);
    }
    let mut asked = Vec::new();
    for topic in &topics {
        let id = text(topic, "id");
        if let Some(grades) = grades.remove(id).filter(|_| only(id)) {
            asked.push((("", text(topic, "text")), grades, None));
        }
    }
    Ok(collection(documents.texts, asked, None))
}

fn csl(dir: &Path, only: impl Fn(&str) -> bool) -> anyhow::Result<Collection> {
    let papers = File::read(dir.join("papers.jsonl"))?;
    let papers = papers.objects()?;
    let mut documents = Keys::default();
    let mut asked = Vec::new();
    for paper in &papers {
        let id = text(paper, "id");
        let key = documents.key(id, ("", text(paper, "abstract")));
        if only(id) {
            asked.push(((text(paper, "title"), ""), [(key, 1)].into(), None));
        }
    }
    Ok(collection(documents.texts, asked, None))
}

fn patents(dir: &Path, only: impl Fn(&str) -> bool) -> anyhow::Result<Collection> {
    let file = File::read(dir.join("title_ipc.tsv"))?;
    let rows = file.rows::<3>()?;
    let mut documents = Keys::default();
    let mut of_class: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for [id, classes, title] in &rows {
        let key = documents.key(id, (title, ""));
        for class in classes.split('|') {
            of_class.entry(class).or_default().push(key);
        }
    }
    let mut asked = Vec::new();
    for [id, classes, title] in &rows {
        let own = documents.known(id);
        let like = classes.split('|').filter_map(|class| of_class.get(class));
        let like = like.flatten().filter(|key| Some(**key) != own);
        if only(id) {
            asked.push(((*title, ""), like.map(|key| (*key, 1)).collect(), own));
        }
    }
    Ok(collection(documents.texts, asked, None))
}

/// Numbers the queries after the documents. Without `candidates`, all documents may answer but the query itself.
fn collection(
    documents: Vec<Text<'_>>,
    asked: Vec<Judged<'_>>,
    candidates: Option<Candidates>,
) -> Collection {
    let after = documents.len();
    let queries = asked.into_iter().zip(after..);
    let query = |((text, grades, own), place): (Judged<'_>, usize)| Asked {
        profile: profile(place, text),
        grades: Grades(grades),
        candidates: candidates.unwrap_or(own.map_or(Candidates::All, Candidates::AllBut)),
    };
    Collection {
        queries: queries.map(query).collect(),
        documents: documents
            .into_iter()
            .enumerate()
            .map(|(place, text)| profile(place, text))
            .collect(),
    }
}

fn profile(place: usize, (title, text): Text<'_>) -> Profile {
    Profile {
        key: key_of(place),
        kind: Kind::Offer,
        title: title.to_owned(),
        text: text.to_owned(),
        keywords: Vec::new(),
    }
}

fn key_of(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// Documents in their order, known by id.
#[derive(Default)]
struct Keys<'a> {
    places: BTreeMap<String, usize>,
    texts: Vec<Text<'a>>,
}

impl<'a> Keys<'a> {
    fn key(&mut self, id: &str, text: Text<'a>) -> i64 {
        let next = self.texts.len();
        let place = *self.places.entry(id.to_owned()).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        key_of(place)
    }

    fn known(&self, id: &str) -> Option<i64> {
        self.places.get(id).copied().map(key_of)
    }
}

fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object
        .get(field)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// A file of the set, read as a whole.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn read(path: PathBuf) -> anyhow::Result<Self> {
        let read = std::fs::read_to_string(&path);
        let text = read.map_err(|error| {
            let shown = path.display();
            WrongUse::error(
                format!("读不到 {shown}:{error}"),
                format!("cannot read {shown}: {error}"),
            )
        })?;
        Ok(Self { path, text })
    }

    /// One JSON object a line, each with an id.
    fn objects(&self) -> anyhow::Result<Vec<Value>> {
        let lines = self.text.lines().filter(|line| !line.trim().is_empty());
        let object = |line| serde_json::from_str(line).map_err(|_| self.wrong("JSON"));
        lines.map(object).collect()
    }

    /// The rows under the heading, each of so many cells.
    fn rows<const CELLS: usize>(&self) -> anyhow::Result<Vec<[&str; CELLS]>> {
        let lines = self.text.lines().skip(1).filter(|line| !line.is_empty());
        let cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
        cells
            .map(|cells| cells.try_into().map_err(|_| self.wrong("TSV")))
            .collect()
    }

    fn wrong(&self, what: &str) -> anyhow::Error {
        let shown = self.path.display();
        WrongUse::error(
            format!("{shown} 的内容读不懂:{what}"),
            format!("{shown} cannot be understood: {what}"),
        )
    }
}
