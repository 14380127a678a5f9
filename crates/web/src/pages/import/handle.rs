//! Imports, filled from use cases: upload, check of the columns, result, withdrawal.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::access::people;
use benfu_app::import::{
    FileContent, ImportFile, ImportKind, import_file, list_imports, preview_import, read_import,
    rejected_file, withdraw_import,
};
use benfu_app::{Cx, Failure};

use super::check::{changed_columns, mapping, seal};
use super::{ImportListView, ImportRow, ImportView};
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
    let notes = import.notes.lines().map(str::to_owned).collect();
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
    ActForm::new(
        lang,
        Route::ImportAct(id, "withdraw"),
        ("import-withdraw", "import-withdraw-effect"),
    )
    .weight(Weight::Grave)
    .fields(vec![reason_field(lang, "withdraw")])
}

/// `GET /imports/{id}/rejected.xlsx`.
pub(crate) async fn rejected(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let (row, bytes) = rejected_file(&signed.cx, id_of(&id)?).await?;
    Ok(file_response(&row.name, &row.media_type, bytes))
}
