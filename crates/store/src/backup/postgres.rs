//! Backups of `PostgreSQL` are made and read by its own programs, which know every version of its files.

use super::BackupError;
use crate::StoreError;
use sqlx::{Connection as _, PgConnection, Row as _};
use std::path::Path;
use std::process::Command;

/// The dump's name inside a backup.
pub(super) const DUMP: &str = "database.dump";

/// Dumps the database in the custom format, from one snapshot.
pub(super) fn dump(url: &str, file: &Path) -> Result<(), BackupError> {
    let file = format!("--file={}", file.display());
    run(
        "pg_dump",
        url,
        &["--format=custom", "--no-owner", "--no-privileges", &file],
    )
}

/// Loads a dump into an empty database, all of it or nothing.
pub(super) fn load(url: &str, dump: &Path) -> Result<(), BackupError> {
    let dump = dump.display().to_string();
    run(
        "pg_restore",
        url,
        &[
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            &dump,
        ],
    )
}

/// Refuses a database that holds tables of anybody.
pub(super) async fn refuse_tables(url: &str) -> Result<(), BackupError> {
    let looking = || StoreError::database("looking into the database");
    let mut link = PgConnection::connect(url).await.map_err(looking())?;
    let sql = "SELECT count(*) AS count FROM pg_catalog.pg_tables \
               WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
    let row = sqlx::query(sql)
        .fetch_one(&mut link)
        .await
        .map_err(looking())?;
    let count: i64 = row.try_get("count").map_err(looking())?;
    link.close().await.map_err(looking())?;
    if count == 0 {
        Ok(())
    } else {
        Err(BackupError::DatabaseNotEmpty)
    }
}

/// Runs a program on a database. The password goes through the environment: arguments are seen by every user
/// of the machine.
fn run(tool: &'static str, url: &str, arguments: &[&str]) -> Result<(), BackupError> {
    let (address, password) = without_password(url);
    let database = format!("--dbname={address}");
    let mut command = Command::new(tool);
    command.arg(&database).args(arguments).arg("--no-password");
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(BackupError::ToolFailed { tool, said })
        }
        Err(_) => Err(BackupError::NoTool {
            tool,
            command: format!("{tool} {database} {}", arguments.join(" ")),
        }),
    }
}

/// Takes the password out of an address: `postgres://user:password@host/database`.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (user, _) = rest[..end].rsplit_once('@')?;
        let (user, password) = user.split_once(':')?;
        let host = &rest[rest[..end].rfind('@')?..];
        Some((format!("{scheme}://{user}{host}"), decoded(password)))
    });
    parts.map_or_else(
        || (url.to_owned(), None),
        |(address, password)| (address, Some(password)),
    )
}

/// Undoes percent-encoding; what is not encoded stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        let (byte, used) = code
            .filter(|_| *first == b'%')
            .map_or((*first, 0), |byte| (byte, 2));
        bytes.push(byte);
        rest = &tail[used..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_becomes_an_argument() {
        let cases = [
            (
                "postgres://ann:p%40ss@host:5432/benfu",
                "postgres://ann@host:5432/benfu",
                Some("p@ss"),
            ),
            (
                "postgres://ann:100%@host/benfu?sslmode=require",
                "postgres://ann@host/benfu?sslmode=require",
                Some("100%"),
            ),
            (
                "postgres://ann@host/benfu",
                "postgres://ann@host/benfu",
                None,
            ),
            (
                "postgres://host/benfu?options=-c%20a%3Db:c@d",
                "postgres://host/benfu?options=-c%20a%3Db:c@d",
                None,
            ),
            ("benfu", "benfu", None),
        ];
        for (url, address, password) in cases {
            assert_eq!(
                without_password(url),
                (address.to_owned(), password.map(str::to_owned)),
                "{url}"
            );
        }
    }
}
