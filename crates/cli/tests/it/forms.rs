//! `benfu forms` on the sample district: rounds, who is late, workbooks out and back in.

use crate::command_line::{benfu, json};
use serde_json::Value;
use tempfile::TempDir;

/// A small sample, in which an officer acts.
struct District {
    directory: TempDir,
}

impl District {
    fn new() -> District {
        let directory = TempDir::new().expect("a temporary directory");
        let district = District { directory };
        let made = benfu(&[
            "--dir",
            &district.path("city"),
            "demo",
            "--firms",
            "150",
            "--no-serve",
        ]);
        let told = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{told}");
        district
    }

    fn path(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    fn forms(&self, arguments: &[&str]) -> std::process::Output {
        let city = self.path("city");
        let who = ["--dir", &city, "--account", "officer", "--json", "forms"];
        benfu(&[&who[..], arguments].concat())
    }

    fn told(&self, arguments: &[&str]) -> Value {
        let output = self.forms(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        json(&output)
    }
}

fn found(rows: &Value, fits: impl Fn(&Value) -> bool) -> Vec<&Value> {
    let rows = rows.as_array().expect("a list");
    rows.iter().filter(|row| fits(row)).collect()
}

#[test]
fn rounds_are_listed_sent_out_and_come_back_compared() {
    let district = District::new();
    let listed = district.told(&["list"]);
    assert_eq!(listed["forms"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        found(&listed["rounds"], |round| round["closed"].is_string()).len(),
        1
    );
    let late = found(&listed["rounds"], |round| round["late"] == true);
    let [late] = late.as_slice() else {
        panic!("{listed}");
    };
    let round = late["id"].as_str().expect("an id");
    let shown = district.told(&["show", round]);
    assert_eq!(
        (&shown["asked"], &shown["late"]),
        (&late["asked"], &Value::Bool(true))
    );
    assert!(!found(&shown["recipients"], |one| one["late"] == true).is_empty());
    assert_eq!(
        found(&shown["returns"], |back| back["conflicts"] == 1).len(),
        1
    );
    let file = district.path("out.xlsx");
    let written = district.told(&["export", round, "--out", &file]);
    assert!(written["bytes"].as_i64().is_some_and(|bytes| bytes > 1_000));
    let back = district.told(&["import", round, &file]);
    assert_eq!(
        (&back["state"], &back["again"]),
        (&"read".into(), &false.into())
    );
    assert!(
        back["answers"]["confirmed"]
            .as_i64()
            .is_some_and(|count| count > 0),
        "{back}"
    );
    assert_eq!(
        back["answers"]["unreadable"], 0,
        "what was written reads back: {back}"
    );
    let taken = district.told(&["import", round, &file, "--take"]);
    assert_eq!(
        (&taken["state"], &taken["again"]),
        (&"taken".into(), &true.into())
    );
    assert_eq!(taken["return"], back["return"]);
    let closed = found(&listed["rounds"], |round| round["closed"].is_string());
    let closed = closed[0]["id"].as_str().expect("an id");
    let refused = district.forms(&["import", closed, &file]);
    assert_ne!(
        refused.status.code(),
        Some(0),
        "a closed round takes nothing in"
    );
    let nowhere = district.forms(&["show", "rnd_00000000000000000000000000000000"]);
    assert_ne!(nowhere.status.code(), Some(0));
}
