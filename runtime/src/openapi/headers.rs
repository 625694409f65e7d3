//! Header objects (OpenAPI 3.1 §4.8.21) of answers that share a status.

use serde_json::{Map, Value, json};

/// A header of every answer that has it declared: its schema, and what it means.
pub(super) fn required(schema: Value, description: &str) -> Value {
    let mut header = json!({});
    if !description.is_empty() {
        header["description"] = json!(description);
    }
    header["required"] = json!(true);
    header["schema"] = schema;
    header
}

/// The headers of one more answer under a status that has others: those that are not in both are
/// optional.
pub(super) fn join(known: &mut Map<String, Value>, more: Map<String, Value>) {
    for (name, header) in known.iter_mut() {
        if !more.contains_key(name) {
            header["required"] = json!(false);
        }
    }
    for (name, mut header) in more {
        if let Some(known) = known.get_mut(&name) {
            merge(known, &header);
        } else {
            header["required"] = json!(false);
            known.insert(name, header);
        }
    }
}

/// One header that two answers declare: what either sends fits.
pub(super) fn merge(known: &mut Value, other: &Value) {
    let both = known["required"] == true && other["required"] == true;
    known["required"] = json!(both);
    if known.get("description").is_none() && other.get("description").is_some() {
        known["description"] = other["description"].clone();
    }
    let (schema, more) = (&mut known["schema"], &other["schema"]);
    if schema == more {
        return;
    }
    match (schema["enum"].as_array_mut(), more["enum"].as_array()) {
        (Some(values), Some(more)) => {
            for value in more {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
        _ => match schema.get_mut("anyOf").and_then(Value::as_array_mut) {
            Some(choices) if choices.contains(more) => {}
            Some(choices) => choices.push(more.clone()),
            None => *schema = json!({"anyOf": [schema.take(), more]}),
        },
    }
}
