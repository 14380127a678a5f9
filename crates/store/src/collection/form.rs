//! Forms and their editions.

use super::{months, read_item};
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::collection::{Form, Item};
use benfu_domain::id::FormId;

const COLUMNS: &[&str] = &[
    "id",
    "title",
    "explanation",
    "policy",
    "fresh_months",
    "edition",
    "organisation",
    "region",
];

fn select() -> String {
    format!(
        "SELECT {}, version FROM collection_form",
        COLUMNS.join(", ")
    )
}

fn read_form(row: &Row, items: Vec<Item>) -> Result<Form, StoreError> {
    Ok(Form {
        id: row.parsed("id", |text| text.parse().ok())?,
        title: row.text("title")?,
        explanation: row.text("explanation")?,
        policy: row.text_or_none("policy")?,
        fresh_months: months(row)?,
        edition: row.int("edition")?,
        items,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

impl Store {
    /// The form with this id, in its newest edition.
    pub async fn form(&self, id: FormId) -> Result<Option<Form>, StoreError> {
        let sql = format!("{} WHERE id = $1", select());
        let Some(row) = self.row(sql, &[Arg::shown(&id)]).await? else {
            return Ok(None);
        };
        let items = self.items_of(id, row.int("edition")?).await?;
        read_form(&row, items).map(Some)
    }

    /// Forms of regions that start with `region`, the newest first, without their items.
    pub async fn forms(&self, region: &str, page: &Page) -> Result<Vec<Form>, StoreError> {
        let sql = format!(
            "{} WHERE region LIKE $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3",
            select()
        );
        let args = [
            crate::row::starts_with(region),
            page.after.as_str().into(),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(|row| read_form(row, Vec::new())).collect()
    }

    /// What an edition of a form asks for.
    pub(super) async fn items_of(
        &self,
        form: FormId,
        edition: i64,
    ) -> Result<Vec<Item>, StoreError> {
        let sql = "SELECT concept, asked FROM collection_item WHERE form = $1 AND edition = $2 ORDER BY ordinal LIMIT $3";
        let args = [Arg::shown(&form), edition.into(), Page::MOST.into()];
        self.rows(sql, &args).await?.iter().map(read_item).collect()
    }
}

impl Write {
    /// A new form, or the next version of one, with the items of its edition.
    pub fn save_form(&mut self, form: &Form) -> &mut Write {
        let args = vec![
            Arg::shown(&form.id),
            form.title.as_str().into(),
            form.explanation.as_str().into(),
            form.policy.clone().map_or(Arg::NoText, Arg::Text),
            i64::from(form.fresh_months).into(),
            form.edition.into(),
            Arg::shown(&form.organisation),
            Arg::shown(&form.region),
        ];
        self.save_versioned("collection_form", COLUMNS, args, form.version);
        let rows = (1_i64..).zip(&form.items).map(|(ordinal, item)| {
            vec![
                Arg::shown(&form.id),
                form.edition.into(),
                ordinal.into(),
                item.concept.as_str().into(),
                Arg::shown(&item.asked),
            ]
        });
        let columns = &["form", "edition", "ordinal", "concept", "asked"];
        self.add_rows("collection_item", columns, rows.collect())
    }
}
