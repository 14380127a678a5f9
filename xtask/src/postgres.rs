//! A PostgreSQL of one's own for as long as a test run lasts.
//!
//! Main type: [`Cluster`]. It lives in a new temporary folder, listens on a free loopback port, keeps
//! `fsync` on as a real server does, sorts text by code point as SQLite does, and is gone when the
//! value is dropped. PostgreSQL refuses to run as root, so root hands it to the user `postgres`
//! (or `nobody`). Databases and schemas inside it are the tests' own business.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead as _};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine::postgres_folder;
use crate::process::{find, is_root, output};

/// Name of the environment variable that gives tests the address.
pub(crate) const VARIABLE: &str = "BENFU_TEST_POSTGRES";
/// How the temporary folders begin; the id of the process that owns one follows.
const FOLDER: &str = "benfu-postgres-";
/// Longest wait for a new server to accept connections.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server with its folder.
#[derive(Debug)]
pub(crate) struct Cluster {
    server: Child,
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and waits until it accepts connections.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start; the message holds its own words.
    pub(crate) fn start() -> Result<Self> {
        let programs = postgres_folder().context(
            "no PostgreSQL server programs found; `cargo xtask ci --only machine` brings them",
        )?;
        remove_abandoned();
        let owner = if is_root() {
            Some(unprivileged()?)
        } else {
            None
        };
        let folder = new_folder(owner)?;
        initialise(&programs, &folder, owner)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let server = launch(&programs, &folder, owner, port)?;
        let mut cluster = Self {
            server,
            programs,
            folder,
            owner,
            port,
        };
        cluster.await_ready()?;
        Ok(cluster)
    }

    /// The address of the server's first database, for a superuser without a password.
    pub(crate) fn url(&self) -> String {
        format!("postgres://benfu@127.0.0.1:{}/postgres", self.port)
    }

    fn await_ready(&mut self) -> Result<()> {
        let begun = Instant::now();
        let port = self.port.to_string();
        while begun.elapsed() < PATIENCE {
            let mut ask = Command::new(self.programs.join("pg_isready"));
            if output(ask.args(["-q", "-h", "127.0.0.1", "-p", &port])).is_ok() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        bail!("PostgreSQL did not start; it said:\n{log}");
    }

    fn stop(&mut self) -> Result<()> {
        let mut stop = owned(self.programs.join("pg_ctl"), &self.folder, self.owner);
        stop.arg("-D")
            .arg(self.folder.join("data"))
            .args(["-m", "fast", "-w", "stop"]);
        if output(&mut stop).is_err() {
            self.server.kill()?;
        }
        self.server.wait()?;
        fs::remove_dir_all(&self.folder)?;
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!(
                "warning: PostgreSQL in {} was not put away: {error}",
                self.folder.display()
            );
        }
    }
}

/// `cargo xtask postgres`: a cluster for a developer's own test runs.
///
/// # Errors
/// As [`Cluster::start`].
pub(crate) fn serve() -> Result<()> {
    let mut cluster = Cluster::start()?;
    println!("export {VARIABLE}={}", cluster.url());
    println!("Enter or Ctrl-C ends it and removes everything in it.");
    if io::stdin().lock().read_line(&mut String::new())? == 0 {
        cluster.server.wait()?;
    }
    Ok(())
}

/// User and group ids of an account that may run a server.
fn unprivileged() -> Result<(u32, u32)> {
    let id = |flag, user| output(Command::new("id").args([flag, user]));
    for user in ["postgres", "nobody"] {
        if let (Ok(user_id), Ok(group_id)) = (id("-u", user), id("-g", user)) {
            return Ok((user_id.parse()?, group_id.parse()?));
        }
    }
    bail!(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as"
    )
}

fn new_folder(owner: Option<(u32, u32)>) -> Result<PathBuf> {
    let folder = env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
    fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .context("cannot make a temporary folder")?;
    if let Some((user, group)) = owner {
        chown(&folder, Some(user), Some(group))?;
    }
    Ok(folder)
}

fn initialise(programs: &Path, folder: &Path, owner: Option<(u32, u32)>) -> Result<()> {
    let mut initdb = owned(programs.join("initdb"), folder, owner);
    initdb.arg("-D").arg(folder.join("data"));
    initdb.args([
        "--username=benfu",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]);
    output(initdb.args(["--no-sync", "--no-instructions"])).map(drop)
}

fn launch(programs: &Path, folder: &Path, owner: Option<(u32, u32)>, port: u16) -> Result<Child> {
    let log = File::create(folder.join("server.log"))?;
    let server = programs.join("postgres");
    // Where setpriv exists, the server is told to end when this process dies without cleaning up.
    let mut command = match find("setpriv") {
        Some(setpriv) => {
            let mut wrapped = owned(setpriv, folder, owner);
            wrapped.args(["--pdeathsig", "INT"]).arg(server);
            wrapped
        }
        None => owned(server, folder, owner),
    };
    command
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder);
    command.args([
        "-h",
        "127.0.0.1",
        "-p",
        &port.to_string(),
        "-c",
        "max_connections=200",
    ]);
    command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    command.spawn().context("cannot start PostgreSQL")
}

/// A command in the cluster's folder, run by the cluster's owner.
fn owned(program: PathBuf, folder: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

/// Removes folders whose owning process ended without cleaning up; their servers ended with it.
fn remove_abandoned() {
    let alive =
        |id: &str| !Path::new("/proc/self").exists() || Path::new("/proc").join(id).exists();
    for entry in fs::read_dir(env::temp_dir())
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_prefix(FOLDER).is_some_and(|id| !alive(id)) {
            // Another user's folder cannot be removed and is not ours to remove.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::Cluster;
    use crate::process::output;

    #[test]
    fn a_cluster_answers_durably_and_leaves_nothing_behind() {
        let cluster = Cluster::start().expect("PostgreSQL is one of the machine's needs");
        let folder = cluster.folder.clone();
        let ask = |query: &str| {
            let mut psql = Command::new(cluster.programs.join("psql"));
            output(psql.args([&cluster.url(), "-Atc", query])).expect("the server answers")
        };
        assert_eq!(ask("show fsync"), "on");
        assert_eq!(
            ask("select 'B' < 'a' and 'a' < '甲'"),
            "t",
            "text sorts by code point"
        );
        drop(cluster);
        assert!(!folder.exists());
    }
}
