//! A pack and the packs it extends, laid over one another.
//!
//! Main type: [`Layers`]. A file of the outer pack takes the place of the file with the same path; regions
//! and words are added to those below; `without` leaves files of the packs below out.

use crate::fault;
use crate::files::{Files, PackFile};
use crate::layout::{Place, Shelf, place_of};
use crate::read::region;
use crate::reader::{Log, Table, TextFile, with_table};
use benfu_domain::Label;
use benfu_domain::matching::{ScorePart, Weights};
use benfu_domain::region::RegionCode;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What `pack.toml` says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest {
    pub(crate) version: String,
    pub(crate) label: Label,
    pub(crate) home: Option<RegionCode>,
    /// The file itself, for faults that show later.
    pub(crate) file: Option<TextFile>,
    extends: Option<String>,
    without: Vec<String>,
    weights: Option<Weights>,
}

impl Manifest {
    /// The paths that are left out of the packs below, with the file that says so.
    fn left_out(&self) -> impl Iterator<Item = (String, TextFile)> {
        let says = self.file.iter();
        says.flat_map(|file| self.without.iter().map(|path| (path.clone(), file.clone())))
    }
}

/// The files that count, by what they are.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    /// The outermost pack's manifest.
    pub(crate) manifest: Manifest,
    /// The packs below, the nearest first.
    pub(crate) below: Vec<String>,
    /// Definitions by folder and identifier.
    pub(crate) definitions: BTreeMap<(Shelf, String), TextFile>,
    /// Region lists, the outermost first.
    pub(crate) regions: Vec<TextFile>,
    /// Word lists, the outermost first.
    pub(crate) lexicons: Vec<TextFile>,
    /// Lists of documents, the outermost first.
    pub(crate) documents: Vec<TextFile>,
    /// Weights of the nearest pack that states some.
    pub(crate) weights: Weights,
    weights_stated: bool,
}

impl Layers {
    /// Collects a pack and those below it.
    pub(crate) fn collect(source: &dyn Files, id: &str, log: &Log) -> Layers {
        let mut layers = Layers::default();
        let (mut next, mut left_out, mut seen) = (Some(id.to_owned()), Vec::new(), Vec::new());
        while let Some(id) = next.take() {
            if seen.contains(&id) {
                log.note_outside(&id, fault::extends_itself(&id));
                break;
            }
            let manifest = layers.add(source, &id, &mut left_out, log);
            left_out.extend(manifest.left_out());
            next.clone_from(&manifest.extends);
            if seen.is_empty() {
                layers.manifest = manifest;
            } else {
                layers.below.push(id.clone());
            }
            seen.push(id);
        }
        for (path, file) in left_out {
            log.note(
                &file,
                0,
                fault::no_such(("下层文件", "file in the packs below"), &path, None),
            );
        }
        layers
    }

    /// Adds one pack under those already there.
    fn add(
        &mut self,
        source: &dyn Files,
        id: &str,
        left_out: &mut Vec<(String, TextFile)>,
        log: &Log,
    ) -> Manifest {
        let files = match source.files(id) {
            Ok(files) => files,
            Err(error) => {
                log.note_outside(id, fault::files(&error));
                return Manifest::default();
            }
        };
        let mut manifest = None;
        for file in files.into_iter().filter_map(|file| as_text(file, log)) {
            if let Some(at) = left_out.iter().position(|(path, _)| *path == file.path) {
                left_out.remove(at);
            } else if let Some(read) = self.place(id, file, log) {
                manifest = Some(read);
            }
        }
        manifest.unwrap_or_else(|| {
            log.note_outside(&format!("{id}/pack.toml"), fault::key_missing("pack.toml"));
            Manifest::default()
        })
    }

    fn place(&mut self, id: &str, file: TextFile, log: &Log) -> Option<Manifest> {
        match place_of(&file.path) {
            Place::Manifest => {
                let mut manifest = with_table(&file, log, |table| read_manifest(id, table));
                self.take_weights(manifest.weights.clone());
                manifest.file = Some(file);
                return Some(manifest);
            }
            Place::Regions => self.regions.push(file),
            Place::Lexicon => self.lexicons.push(file),
            Place::Documents => self.documents.push(file),
            Place::Definition(folder, name) => {
                self.definitions.entry((folder, name)).or_insert(file);
            }
            Place::Prose => {}
            Place::Misnamed(name) => log.note(&file, 0, fault::file_name(&name)),
            Place::Unknown => log.note(&file, 0, fault::file_unknown(&file.path)),
        }
        None
    }

    fn take_weights(&mut self, stated: Option<Weights>) {
        if let Some(weights) = stated.filter(|_| !self.weights_stated) {
            self.weights = weights;
            self.weights_stated = true;
        }
    }

    /// The definitions of one folder, by identifier.
    pub(crate) fn shelf(&self, folder: Shelf) -> impl Iterator<Item = (&str, &TextFile)> {
        let all = self
            .definitions
            .iter()
            .filter(move |((on, _), _)| *on == folder);
        all.map(|((_, id), file)| (id.as_str(), file))
    }

    /// The declared version and a hash over every file that counts.
    pub(crate) fn version(&self) -> String {
        let mut hash = Sha256::new();
        let lists = self
            .regions
            .iter()
            .chain(&self.lexicons)
            .chain(&self.documents);
        for file in self.definitions.values().chain(lists) {
            for part in [&file.path, &file.text] {
                hash.update(part.len().to_le_bytes());
                hash.update(part.as_bytes());
            }
        }
        hash.update(format!("{:?}", self.weights.permille));
        let digest = hash.finalize();
        let number = digest
            .iter()
            .take(6)
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{}+{number:012x}", self.manifest.version)
    }
}

fn as_text(file: PackFile, log: &Log) -> Option<TextFile> {
    let PackFile { path, shown, bytes } = file;
    let Ok(text) = String::from_utf8(bytes) else {
        log.note_outside(&shown, fault::not_utf8());
        return None;
    };
    Some(TextFile {
        path,
        shown,
        text: text.replace("\r\n", "\n"),
    })
}

fn read_manifest(id: &str, table: &Table<'_>) -> Manifest {
    let written = table.text("id");
    if !written.is_empty() && written != id {
        table.fault_at("id", fault::id_differs(&written, id));
    }
    let manifest = Manifest {
        version: table.text("version"),
        label: table.label("label"),
        home: table.node("home").and_then(|node| region::code(&node)),
        file: None,
        extends: table.node("extends").and_then(|node| node.text()),
        without: table.texts("without"),
        weights: table.table("weights").map(|weights| read_weights(&weights)),
    };
    table.finish();
    manifest
}

fn read_weights(table: &Table<'_>) -> Weights {
    let mut permille = [0_u16; 5];
    for (weight, part) in permille.iter_mut().zip(ScorePart::ALL) {
        let stated = table
            .required(part.word())
            .and_then(|node| node.whole(0, 1000));
        *weight = stated
            .and_then(|stated| u16::try_from(stated).ok())
            .unwrap_or_default();
    }
    let sum = permille.iter().map(|weight| i64::from(*weight)).sum();
    if sum != 1000 {
        table.fault(fault::weights_sum(sum));
    }
    table.finish();
    Weights { permille }
}
