//! The gate: all that has to pass before a change is part of the project.
//!
//! Main entry: [`run`]. It goes through the steps in order, prints how long each took on the wall
//! and on the processor, stops at the first red one and says how to repeat just that one. What a
//! step does belongs in [`steps`].

mod clock;
mod steps;

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::project::Project;
use clock::{Clock, Spent};
pub(crate) use steps::{STEPS, Step, tidy};

/// `cargo xtask ci`.
///
/// # Errors
/// When a step fails, after the timings are printed.
pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Result<()> {
    if arguments.flag("--list") {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.proves);
        }
        return arguments.finish();
    }
    let (only, from) = (arguments.value("--only")?, arguments.value("--from")?);
    arguments.finish()?;
    go_through(project, &chosen(only.as_deref(), from.as_deref())?)
}

/// The steps to run: one, those from one on, or all that always run.
fn chosen(only: Option<&str>, from: Option<&str>) -> Result<Vec<&'static Step>> {
    for name in [only, from].into_iter().flatten() {
        if !STEPS.iter().any(|step| step.name == name) {
            bail!("there is no step `{name}`; `cargo xtask ci --list` shows them");
        }
    }
    let rest = STEPS
        .iter()
        .skip_while(|step| from.is_some_and(|name| step.name != name));
    Ok(rest
        .filter(|step| only.map_or(step.always, |name| step.name == name))
        .collect())
}

fn go_through(project: &Project, steps: &[&Step]) -> Result<()> {
    let whole = Clock::start();
    let mut timings = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.proves);
        let clock = Clock::start();
        let result = (step.run)(project);
        timings.push((step.name, clock.spent()));
        if let Err(error) = result {
            print_timings(&timings, &whole.spent());
            let again = format!("cargo xtask ci --only {}", step.name);
            return Err(error.context(format!(
                "step `{}` is red; repeat it with: {again}",
                step.name
            )));
        }
    }
    print_timings(&timings, &whole.spent());
    println!("green");
    Ok(())
}

fn print_timings(timings: &[(&str, Spent)], whole: &Spent) {
    println!("\nstep         seconds  processor");
    for (name, spent) in timings {
        print_timing(name, spent);
    }
    print_timing("total", whole);
}

fn print_timing(name: &str, spent: &Spent) {
    let processor = spent
        .processor
        .map_or("unknown".into(), |seconds| format!("{seconds:.1}"));
    println!("{name:<10} {:>9.1}  {processor:>9}", spent.wall);
}

#[cfg(test)]
mod tests {
    use super::{STEPS, chosen};

    fn names(only: Option<&str>, from: Option<&str>) -> Vec<&'static str> {
        let steps = chosen(only, from).expect("the steps exist");
        steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn the_whole_gate_leaves_out_only_what_has_to_be_asked_for() {
        let all = names(None, None);
        assert_eq!(all.len(), STEPS.iter().filter(|step| step.always).count());
        assert!(!all.contains(&"docs") && all.contains(&"test"));
    }

    #[test]
    fn one_step_or_the_rest_from_one_on_can_be_repeated() {
        assert_eq!(names(Some("docs"), None), ["docs"]);
        assert_eq!(names(None, Some("test")), ["test", "examples", "generated"]);
        assert!(chosen(Some("tests"), None).is_err());
    }
}
