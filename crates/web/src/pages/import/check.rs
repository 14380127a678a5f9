//! The check of a file's columns before it is taken.
//!
//! The file waits by its content hash between looking and taking; the [`seal`] proves that the session that
//! takes it is the one that uploaded it.

use benfu_app::Cx;
use benfu_app::import::{ColumnUse, Preview, Target};
use sha2::{Digest as _, Sha256};

use super::{Column, MappingView};
use crate::form::{Choice, Control, Field};
use crate::locale::Lang;
use crate::route::Route;
use crate::server::{Posted, Signed};
use crate::view::{Entry, Link};

/// Proof that this session has uploaded the file with this hash.
pub(super) fn seal(signed: &Signed, hash: &str) -> String {
    let digest = Sha256::digest(format!("{}:{hash}", signed.form_token()));
    digest
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub(super) fn mapping(signed: &Signed, name: &str, hash: &str, preview: &Preview) -> MappingView {
    let (cx, lang) = (&signed.cx, signed.lang);
    let hidden = |name: &str, value: &str| Field::new(name, "", Control::Hidden).value(value);
    let columns = preview.columns.iter().enumerate();
    let mut givens = vec![
        hidden("hash", hash),
        hidden("seal", &seal(signed, hash)),
        hidden("name", name),
        hidden("kind", preview.kind.word()),
    ];
    let form = cx.pack().imports.get(preview.kind.word());
    let label = |id: &String| {
        let field = form.and_then(|form| form.fields.iter().find(|field| field.id == *id));
        field
            .map_or(id.as_str(), |field| field.label.text(lang.into()))
            .to_owned()
    };
    let lacking: Vec<String> = preview.lacking.iter().map(label).collect();
    for (id, label) in preview.lacking.iter().zip(&lacking) {
        givens.push(Field::new(
            format!("default-{id}"),
            lang.tv("import-default", label),
            Control::Line,
        ));
    }
    MappingView {
        file: name.to_owned(),
        seen: seen(lang, preview),
        action: Route::ImportAct("new", "take").to_string(),
        back: Link::new(lang.t("back-unsaved"), Route::Imports),
        columns: columns
            .map(|(place, column)| shown_column(cx, lang, preview, place, column))
            .collect(),
        lacking,
        givens,
    }
}

fn seen(lang: Lang, preview: &Preview) -> Vec<Entry> {
    let count = |count: usize| lang.int(i64::try_from(count).unwrap_or(0));
    let read = preview.sheets.iter().find(|sheet| sheet.read);
    let sheet = read.map(|sheet| Entry::new(lang.t("import-sheet"), sheet.name.clone()));
    let mut entries = vec![Entry::new(
        lang.t("col-kind"),
        preview.kind.label().text(lang.into()),
    )];
    entries.extend(sheet);
    entries.push(Entry::new(
        lang.t("import-looked-at"),
        count(preview.looked_at),
    ));
    entries.push(Entry::new(lang.t("col-refused"), count(preview.rejected)));
    if preview.earlier.is_some() {
        entries.push(Entry::new(
            lang.t("import-earlier"),
            lang.t("import-earlier-means"),
        ));
    }
    let remark = |remark: &benfu_app::import::Remark| {
        Entry::new(lang.t("import-remark"), remark.text(lang.into()))
    };
    entries.extend(preview.remarks.iter().take(8).map(remark));
    entries
}

fn shown_column(
    cx: &Cx,
    lang: Lang,
    preview: &Preview,
    place: usize,
    column: &ColumnUse,
) -> Column {
    let target = match &column.target {
        Target::Field(id) => id.clone(),
        Target::Fact { concept, .. } => concept.clone(),
        Target::Unused(_) => String::new(),
    };
    let why = match &column.target {
        Target::Unused(why) => why.text(lang.into()),
        Target::Field(_) | Target::Fact { .. } => lang.t("import-recognised").into_owned(),
    };
    let examples = preview.rows.iter().filter_map(|row| row.values.get(place));
    let examples = examples.filter(|value| !value.is_empty()).take(3);
    Column {
        header: column.header.clone(),
        target: Field::new(
            format!("target-{place}"),
            lang.t("col-target"),
            Control::Select(targets(cx, lang, preview)),
        )
        .value(&target),
        hidden: vec![
            Field::new(format!("was-{place}"), "", Control::Hidden).value(&target),
            Field::new(format!("header-{place}"), "", Control::Hidden).value(&column.header),
        ],
        why,
        examples: examples
            .map(|value| value.chars().take(60).collect())
            .collect(),
    }
}

/// What a column may be read as: the fields of the kind, then the concepts of the dictionary.
fn targets(cx: &Cx, lang: Lang, preview: &Preview) -> Vec<Choice> {
    let fields = cx
        .pack()
        .imports
        .get(preview.kind.word())
        .map(|form| form.fields.as_slice())
        .unwrap_or_default();
    let fields = fields
        .iter()
        .map(|field| Choice::new(&field.id, field.label.text(lang.into())));
    let concepts = cx.pack().dictionary.concepts.values();
    let concepts =
        concepts.map(|concept| Choice::new(&concept.id, concept.label.text(lang.into())));
    fields.chain(concepts).collect()
}

/// The columns that the sender reads otherwise than was recognised: (field, header).
pub(super) fn changed_columns(posted: &Posted) -> Vec<(String, String)> {
    let chosen = posted.starting("target-").into_iter();
    let changed = chosen.filter(|(place, target)| *target != posted.text(&format!("was-{place}")));
    changed
        .filter(|(_, target)| !target.is_empty())
        .map(|(place, target)| (target, posted.text(&format!("header-{place}"))))
        .collect()
}
