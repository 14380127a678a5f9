//! A JSON Schema as far as ours use it, to hold the documented formats to their readers.

use serde_json::Value;

/// Whether a value follows a schema; otherwise where it does not.
pub(crate) fn follows(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Some(schema) = schema.as_object() else {
        return Ok(());
    };
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let pointer = reference.trim_start_matches('#');
        let target = root.pointer(pointer).ok_or(format!("no {reference}"))?;
        return follows(root, target, value, at);
    }
    if let Some(ways) = schema.get("anyOf").and_then(Value::as_array) {
        let some = ways.iter().any(|way| follows(root, way, value, at).is_ok());
        return if some {
            Ok(())
        } else {
            Err(format!("{at}: none of the ways"))
        };
    }
    of_type(schema.get("type"), value)
        .then_some(())
        .ok_or(format!("{at}: wrong type"))?;
    let below = |bound: &str| {
        schema
            .get(bound)
            .and_then(Value::as_f64)
            .zip(value.as_f64())
    };
    if below("minimum").is_some_and(|(least, value)| value < least)
        || below("maximum").is_some_and(|(most, value)| value > most)
    {
        return Err(format!("{at}: out of bounds"));
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        follows(
            root,
            schema.get("items").unwrap_or(&Value::Null),
            item,
            &format!("{at}[{place}]"),
        )?;
    }
    members(root, schema, value, at)
}

fn members(
    root: &Value,
    schema: &serde_json::Map<String, Value>,
    value: &Value,
    at: &str,
) -> Result<(), String> {
    let Some(object) = value.as_object() else {
        return Ok(());
    };
    for name in schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = name.as_str().unwrap_or_default();
        object.get(name).ok_or(format!("{at}: {name} is missing"))?;
    }
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, member) in object {
        let at = format!("{at}.{name}");
        match (
            known.and_then(|known| known.get(name)),
            schema.get("additionalProperties"),
        ) {
            (Some(own), _) => follows(root, own, member, &at)?,
            (None, Some(Value::Bool(false))) => return Err(format!("{at}: not known")),
            (None, Some(any)) => follows(root, any, member, &at)?,
            (None, None) => {}
        }
    }
    Ok(())
}

fn of_type(wanted: Option<&Value>, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    match wanted {
        None => true,
        Some(Value::String(name)) => is(name),
        Some(names) => names
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .any(is),
    }
}

/// The names that a part of a schema knows.
pub(crate) fn names(schema: &Value, pointer: &str) -> Vec<String> {
    let part = schema.pointer(pointer).and_then(Value::as_object);
    part.map(|part| part.keys().cloned().collect())
        .unwrap_or_default()
}

/// The first block of JSON in a document.
pub(crate) fn example(document: &str) -> Value {
    let (_, rest) = document.split_once("```json").expect("a block of JSON");
    let (block, _) = rest.split_once("```").expect("the block ends");
    serde_json::from_str(block).expect("the block is JSON")
}
