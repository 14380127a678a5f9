//! Imports, filled from use cases: upload, check of the columns, result, withdrawal.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::access::people;
use benfu_app::import::{
    ColumnUse, FileContent, ImportFile, ImportKind, Preview, Target, import_file, list_imports,
    preview_import, read_import, rejected_file, withdraw_import,
};
use benfu_app::{Cx, Failure};
use sha2::{Digest as _, Sha256};

use super::{Column, ImportListView, ImportRow, ImportView, MappingView};
use crate::chart::{Caption, Part, Shade, state_bar};
use crate::error_page::{Problem, ProblemKind};
use crate::form::{ActForm, Choice, Control, Field, Fields, Weight};
use crate::locale::Lang;
use crate::pages::case::file_response;
use crate::pages::{RecordForm, id_of, reason_field};
use crate::route::Route;
use crate::server::{Posted, Signed, done, form_problems, once};
use crate::view::{Entry, Link, Mark, Paging, Tone};
use crate::words;

const ROWS: i64 = 100;
const ENDINGS: &str = ".xlsx,.xls,.csv,.tsv,.txt,.jsonl";

/// `GET /imports`.
pub(crate) async fn list(signed: Signed) -> Result<Response, Problem> {
    let view = list_view(&signed).await?;
    Ok(signed.page(&view))
}

async fn list_view(signed: &Signed) -> Result<ImportListView, Failure> {
    let (cx, lang) = (&signed.cx, signed.lang);
    let imports = list_imports(cx, ROWS).await?;
    let accounts: Vec<&str> = imports
        .iter()
        .map(|import| import.account.as_str())
        .collect();
    let names = people(cx, &accounts).await?;
    let rows = imports.iter().filter_map(|import| {
        Some(ImportRow {
            file: Link::new(&import.file_name, Route::Import(&import.id.to_string())),
            kind: kind_name(lang, &import.kind),
            who: names.get(&import.account).cloned().unwrap_or_default(),
            on: words::date_of(import.on)?,
            taken: import.rows_taken,
            refused: import.rows_rejected,
            state: state(lang, import.withdrawn, import.rows_rejected),
        })
    });
    Ok(ImportListView {
        rows: rows.collect(),
        paging: Paging::default(),
        form: may_import(cx).then(|| upload_form(lang)),
    })
}

fn may_import(cx: &Cx) -> bool {
    let verb = benfu_domain::access::Verb::Import;
    ImportKind::ALL
        .into_iter()
        .any(|kind| cx.actor.widest(verb, kind.area()).is_some())
}

fn kind_name(lang: Lang, word: &str) -> String {
    let kind = ImportKind::from_word(word);
    kind.map_or_else(
        || word.to_owned(),
        |kind| kind.label().text(lang.into()).to_owned(),
    )
}

fn state(lang: Lang, withdrawn: bool, rejected: i64) -> Mark {
    match (withdrawn, rejected) {
        (true, _) => Mark::new(lang.t("import-withdrawn"), Tone::Plain),
        (false, 0) => Mark::new(lang.t("import-whole"), Tone::Good),
        (false, _) => Mark::new(lang.t("import-partly"), Tone::Watch),
    }
}

fn kind_field(lang: Lang, chosen: &str) -> Field {
    let choice = |kind: ImportKind| Choice::new(kind.word(), kind.label().text(lang.into()));
    let kinds = ImportKind::ALL.into_iter().map(choice).collect();
    Field::new("kind", lang.t("col-kind"), Control::Select(kinds))
        .value(chosen)
        .hint(lang.t("import-kind-hint"))
}

fn upload_form(lang: Lang) -> RecordForm {
    RecordForm {
        action: Route::Imports.to_string(),
        back: Link::new(lang.t("job-imports"), Route::Imports),
        version: 0,
        lead: lang.t("import-lead").into_owned(),
        groups: vec![Fields {
            title: lang.t("import-upload").into_owned(),
            lead: None,
            fields: vec![
                Field::new(
                    "file",
                    lang.t("col-file"),
                    Control::File(ENDINGS.to_owned()),
                )
                .required(),
                kind_field(lang, ""),
            ],
        }],
    }
}

/// `POST /imports`: looks at the file and shows how it would be read; nothing is taken yet.
pub(crate) async fn look(posted: Posted) -> Result<Response, Problem> {
    let signed = &posted.signed;
    let Some(file) = posted.file("file") else {
        let mut view = list_view(signed).await?;
        if let Some(form) = &mut view.form {
            crate::pages::field_fault(&mut form.groups, "file", &signed.lang.t("choose"));
        }
        return Ok(signed.faulty(&view));
    };
    let mut asked = ImportFile::new(file.name.clone(), FileContent::Bytes(file.bytes.clone()));
    asked.kind = ImportKind::from_word(&posted.text("kind"));
    match preview_import(&signed.cx, asked).await {
        Ok(preview) => {
            let hash = signed
                .cx
                .store()
                .keep_file(&file.bytes)
                .await
                .map_err(Failure::from)?;
            Ok(signed.page(&mapping(signed, &file.name, &hash, &preview)))
        }
        Err(Failure::Invalid(reasons)) => {
            let mut view = list_view(signed).await?;
            if let Some(form) = &mut view.form {
                form_problems(&mut form.groups, &reasons, signed.lang);
            }
            Ok(signed.faulty(&view))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Proof that this session has uploaded the file with this hash.
fn seal(signed: &Signed, hash: &str) -> String {
    let digest = Sha256::digest(format!("{}:{hash}", signed.form_token()));
    digest
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn mapping(signed: &Signed, name: &str, hash: &str, preview: &Preview) -> MappingView {
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

/// `POST /imports/{id}/acts/{action}`.
pub(crate) async fn act(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    match action.as_str() {
        "take" => take(posted).await,
        "withdraw" => withdraw(&id, posted).await,
        _ => Err(Problem::new(ProblemKind::NotFound)),
    }
}

async fn take(posted: Posted) -> Result<Response, Problem> {
    let (signed, hash) = (&posted.signed, posted.text("hash"));
    if posted.text("seal") != seal(signed, &hash) {
        return Err(Problem::new(ProblemKind::NotFound));
    }
    let kept = signed.cx.store().file(&hash).await.map_err(Failure::from)?;
    let bytes = kept.ok_or_else(|| Problem::new(ProblemKind::NotFound))?;
    let mut file = ImportFile::new(posted.text("name"), FileContent::Bytes(bytes));
    file.kind = ImportKind::from_word(&posted.text("kind"));
    file.map = changed_columns(&posted);
    let defaults = posted.starting("default-").into_iter();
    file.defaults = defaults.filter(|(_, value)| !value.is_empty()).collect();
    let made = import_file(&signed.cx, file).await?;
    let notice = if made.again {
        "notice-import-known"
    } else {
        "notice-imported"
    };
    Ok(done(Route::Import(&made.id.to_string()), notice))
}

/// The columns that the sender reads otherwise than was recognised: (field, header).
fn changed_columns(posted: &Posted) -> Vec<(String, String)> {
    let chosen = posted.starting("target-").into_iter();
    let changed = chosen.filter(|(place, target)| *target != posted.text(&format!("was-{place}")));
    changed
        .filter(|(_, target)| !target.is_empty())
        .map(|(place, target)| (target, posted.text(&format!("header-{place}"))))
        .collect()
}

async fn withdraw(id: &str, posted: Posted) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let reason = posted.text("withdraw-reason");
    let effect = once(cx, withdraw_import(cx, id_of(id)?, &reason)).await?;
    Ok(done(Route::Import(id), effect.notice("notice-done")))
}

/// `GET /imports/{id}`.
pub(crate) async fn detail(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = read_import(&signed.cx, id_of(&id)?).await?;
    let (cx, lang, import) = (&signed.cx, signed.lang, &page.import);
    let names = people(cx, &[import.account.as_str()]).await?;
    let line = |key: &str, value: String| Entry::new(lang.t(key), value);
    let mut entries = vec![
        line("col-kind", page.kind.label().text(lang.into()).to_owned()),
        line(
            "col-who",
            names.get(&import.account).cloned().unwrap_or_default(),
        ),
        line(
            "col-when",
            words::date_of(import.on)
                .map(|on| lang.date(on))
                .unwrap_or_default(),
        ),
        line("col-digest", import.file_hash.chars().take(16).collect()),
    ];
    if page.in_use > 0 {
        entries.push(line("import-in-use", lang.int(page.in_use)));
    }
    let notes = import.notes.lines().map(|note| note.to_owned()).collect();
    let withdraw = page.may_withdraw.then(|| withdraw_form(lang, &id));
    let view = ImportView {
        file: import.file_name.clone(),
        state: state(lang, import.withdrawn, import.rows_rejected),
        entries,
        picture: counts(
            lang,
            import.rows_taken,
            import.rows_known,
            import.rows_rejected,
        ),
        total: import.rows_read,
        refused: import.rows_rejected,
        rejected_file: import
            .rejected_hash
            .as_ref()
            .map(|_| Route::ImportRejected(&id).to_string()),
        notes,
        acts: withdraw.into_iter().collect(),
    };
    Ok(signed.page(&view))
}

fn counts(lang: Lang, taken: i64, known: i64, rejected: i64) -> crate::chart::Picture {
    let part = |key: &str, count: i64, shade: Shade| Part {
        label: lang.t(key).into_owned(),
        count,
        count_text: lang.int(count),
        shade,
        href: None,
    };
    let parts = [
        part("col-taken", taken, Shade::Good),
        part("import-known", known, Shade::Over),
        part("col-refused", rejected, Shade::Bad),
    ];
    let caption = Caption::new(
        "import-rows",
        lang.t("job-imports"),
        lang.tn("rows-count", taken + known + rejected),
    );
    state_bar(&caption, &parts)
}

fn withdraw_form(lang: Lang, id: &str) -> ActForm {
    ActForm {
        href: Route::ImportAct(id, "withdraw").to_string(),
        label: lang.t("import-withdraw").into_owned(),
        effect: lang.t("import-withdraw-effect").into_owned(),
        weight: Weight::Grave,
        version: 0,
        fields: vec![reason_field(lang, "withdraw")],
    }
}

/// `GET /imports/{id}/rejected.xlsx`.
pub(crate) async fn rejected(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let (row, bytes) = rejected_file(&signed.cx, id_of(&id)?).await?;
    Ok(file_response(&row.name, &row.media_type, bytes))
}
