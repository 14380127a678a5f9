//! The rule of eight conditions in regorus (Rego) and in cel (the Common Expression Language), over the columns that the
//! benchmark wrote. Prints how many evaluations a second of processor time, and for each policy answered how many firms
//! meet it and how many miss it by one condition.
//!
//! Usage: `benfu-bench-peers regorus|cel FOLDER`.

use anyhow::{Context as _, Result, bail, ensure};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Firms and policies that these engines are asked for: they would take hours for a city.
const FIRMS: usize = 20_000;

const YEARLY: [&str; 3] = ["sales", "rd", "rd_home"];
const TIMELESS: [&str; 8] = [
    "tech_income",
    "staff",
    "rd_staff",
    "own_ip",
    "score",
    "founded_on",
    "field",
    "violations",
];

/// The conditions as both languages write them, in whole numbers.
fn conditions(asked: &Value) -> [String; 8] {
    let gates = &asked["gates"][0];
    let total =
        |name: &str, input: &str| format!("({input}{name}_0 + {input}{name}_1 + {input}{name}_2)");
    let number = |name: &str| gates[name].to_string();
    let input = "input.";
    let (rd, sales, home) = (
        total("rd", input),
        total("sales", input),
        total("rd_home", input),
    );
    [
        format!(
            "{} - input.founded_on >= {}",
            asked["today"],
            number("days")
        ),
        format!("input.own_ip >= {}", number("ip")),
        "input.field < 8".to_owned(),
        format!(
            "input.rd_staff * 10000 >= input.staff * {}",
            number("staff_ratio")
        ),
        format!(
            "{rd} * 10000 >= {sales} * RATIO AND {home} * 10000 >= {rd} * {}",
            number("home_ratio")
        ),
        format!(
            "input.tech_income * 10000 >= input.sales_0 * {}",
            number("income_ratio")
        ),
        format!("input.score > {}", number("score")),
        "input.violations == 0".to_owned(),
    ]
}

fn rego(asked: &Value) -> String {
    let (limits, ratios) = (&asked["limits"], &asked["gates"][0]["rd_ratio"]);
    let mut text = format!(
        "package firm\n\
         ratio := {} if input.sales_0 <= {}\n\
         ratio := {} if {{ input.sales_0 > {}; input.sales_0 <= {} }}\n\
         ratio := {} if input.sales_0 > {}\n",
        ratios[0], limits[0], ratios[1], limits[0], limits[1], ratios[2], limits[1]
    );
    for (place, condition) in conditions(asked).into_iter().enumerate() {
        let body = condition.replace("RATIO", "ratio").replace(" AND ", "; ");
        text += &format!("c contains {place} if {{ {body} }}\n");
    }
    text
}

fn cel_texts(asked: &Value) -> [String; 8] {
    let (limits, ratios) = (&asked["limits"], &asked["gates"][0]["rd_ratio"]);
    let ratio = format!(
        "(input.sales_0 <= {} ? {} : (input.sales_0 <= {} ? {} : {}))",
        limits[0], ratios[0], limits[1], ratios[1], ratios[2]
    );
    conditions(asked).map(|text| text.replace("RATIO", &ratio).replace(" AND ", " && "))
}

fn firms(folder: &Path) -> Result<Vec<Value>> {
    let mut names: Vec<(String, String)> = TIMELESS
        .iter()
        .map(|name| ((*name).to_owned(), format!("{name}.0")))
        .collect();
    for name in YEARLY {
        names.extend((0..3).map(|year| (format!("{name}_{year}"), format!("{name}.{year}"))));
    }
    let mut rows: Vec<Map<String, Value>> = vec![Map::new(); FIRMS];
    for (name, file) in names {
        let bytes = fs::read(folder.join(&file)).with_context(|| file)?;
        let values = bytes
            .chunks_exact(8)
            .map(|eight| eight.try_into().map(i64::from_le_bytes));
        for (row, value) in rows.iter_mut().zip(values) {
            row.insert(name.clone(), json!(value?));
        }
    }
    Ok(rows
        .into_iter()
        .filter(|row| !row.is_empty())
        .map(Value::Object)
        .collect())
}

/// How many conditions each firm misses, and the time it took.
type Asked = (Vec<usize>, Duration);

fn ask_regorus(asked: &Value, firms: &[Value]) -> Result<Asked> {
    let mut engine = regorus::Engine::new();
    engine.add_policy("firm.rego".to_owned(), rego(asked))?;
    let inputs: Vec<regorus::Value> = firms.iter().cloned().map(Into::into).collect();
    let start = processor_time();
    let mut misses = Vec::with_capacity(firms.len());
    for input in inputs {
        engine.set_input(input);
        let held = engine.eval_rule("data.firm.c".to_owned())?;
        misses.push(8 - held.as_set().map_or(0, |held| held.len()));
    }
    Ok((misses, processor_time() - start))
}

fn ask_cel(asked: &Value, firms: &[Value]) -> Result<Asked> {
    let programs = cel_texts(asked).map(|text| cel::Program::compile(&text));
    let programs = programs.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut contexts = Vec::new();
    for firm in firms {
        let mut context = cel::Context::default();
        let firm = firm.as_object().context("a firm")?.iter();
        let numbers: BTreeMap<&String, Option<i64>> =
            firm.map(|(name, value)| (name, value.as_i64())).collect();
        let added = context.add_variable("input", numbers);
        ensure!(added.is_ok(), "a firm is no value of the language");
        contexts.push(context);
    }
    let start = processor_time();
    let mut misses = Vec::with_capacity(firms.len());
    for context in &contexts {
        let mut missed = 0;
        for program in &programs {
            missed += usize::from(program.execute(context)? != cel::Value::Bool(true));
        }
        misses.push(missed);
    }
    Ok((misses, processor_time() - start))
}

fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (peer, folder) = (arguments.next(), arguments.next().context("FOLDER")?);
    let folder = Path::new(&folder);
    let asked = serde_json::from_slice(&fs::read(folder.join("asked.json"))?)?;
    let firms = firms(folder)?;
    let (misses, took) = match peer.as_deref() {
        Some("regorus") => ask_regorus(&asked, &firms)?,
        Some("cel") => ask_cel(&asked, &firms)?,
        _ => bail!("regorus or cel"),
    };
    let count = |wanted: usize| misses.iter().filter(|missed| **missed == wanted).count();
    println!(
        "{}",
        json!({
            "per_second": firms.len() as f64 / took.as_secs_f64(),
            "rows": firms.len(),
            "counts": [[count(0), count(1)]],
        })
    );
    Ok(())
}
