//! The steps of the schema, embedded in the program.
//!
//! A step is a file under `migrations/`; it is never changed once it is released, since a database remembers its
//! checksum. A new one is added to [`FILES`]; a test compares that list with the directory. Both engines read one
//! text; a part written `/*embedded …*/` is a comment to the shared engine and is read by the embedded one.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Number, name and text of each step.
const FILES: &[(i64, &str, &str)] = &[(
    1,
    "foundation",
    include_str!("../../migrations/0001_foundation.sql"),
)];

/// All steps as the embedded engine reads them.
pub(super) static EMBEDDED: LazyLock<Migrator> = LazyLock::new(|| steps(embedded));

/// All steps as the shared engine reads them.
pub(super) static SHARED: LazyLock<Migrator> = LazyLock::new(|| steps(Cow::Borrowed));

/// The number of the last step.
pub(crate) fn newest() -> i64 {
    FILES.last().map_or(0, |(number, _, _)| *number)
}

fn steps(read: fn(&'static str) -> Cow<'static, str>) -> Migrator {
    let step = |(number, name, sql): &(i64, &'static str, &'static str)| {
        let text = sqlx::AssertSqlSafe(read(sql)).into_sql_str();
        Migration::new(*number, (*name).into(), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(FILES.iter().map(step).collect())
}

/// The text with the parts meant for the embedded engine taken out of their comments.
fn embedded(sql: &'static str) -> Cow<'static, str> {
    let mut parts = sql.split("/*embedded ");
    let first = parts.next().unwrap_or_default();
    let freed = |text: String, part: &str| text + &part.replacen("*/", "", 1);
    match parts.fold(None, |text: Option<String>, part| {
        Some(freed(text.unwrap_or_else(|| first.to_owned()), part))
    }) {
        Some(text) => Cow::Owned(text),
        None => Cow::Borrowed(sql),
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, embedded};
    use std::path::Path;

    #[test]
    fn every_file_of_the_directory_is_a_step() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let names = std::fs::read_dir(directory).expect("the directory is there");
        let names = names.map(|file| file.expect("a file").file_name().into_string());
        let mut found: Vec<String> = names.map(|name| name.expect("a plain name")).collect();
        found.sort();
        let listed = FILES
            .iter()
            .map(|(number, name, _)| format!("{number:04}_{name}.sql"));
        assert_eq!(found, listed.collect::<Vec<_>>());
    }

    #[test]
    fn only_the_embedded_engine_reads_what_is_marked_for_it() {
        assert_eq!(
            embedded("a (b) /*embedded c*/; /* d */"),
            "a (b) c; /* d */"
        );
        assert_eq!(embedded("a (b); -- c"), "a (b); -- c");
    }
}
