//! Whatever is done to one field of a sample: nothing panics, and the other items of the message are still there.

use std::collections::HashSet;

use proptest::prelude::*;
use protocol::{Content, ServerFrame, decode_frame};
use serde_json::{Map, Value, json};

use super::{common::text, reading::Reading, samples::samples};

/// JSON as text, which may be opened where an object was expected.
const JSON_TEXT: &str = "{\"payload\":{}}";

fn collect_pointers(value: &Value, at: &str, pointers: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                collect_pointers(inner, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), pointers);
            }
        }
        Value::Array(elements) => {
            for (index, inner) in elements.iter().enumerate() {
                collect_pointers(inner, &format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(at.to_owned());
}

fn remove(value: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(elements) => {
            elements.remove(key.parse().unwrap());
        }
        _ => panic!("{pointer}"),
    }
}

/// Pictures are long and read as one text: they make the test slow and say nothing.
fn without_pictures(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with("data:") => *text = "https://example.com/a.png".to_owned(),
        Value::Array(elements) => elements.iter_mut().for_each(without_pictures),
        Value::Object(fields) => fields.values_mut().for_each(without_pictures),
        _ => {}
    }
}

/// A message of two items: one with that component, and a text.
fn check(name: &str, component: &Value) {
    let frame = json!({"type": "bot_response", "message": [
        {"type": "text", "component": component, "cInfo": {"body": ""}}, {"type": "text", "cInfo": {"body": "next"}}]});
    let decoded = decode_frame(&frame.to_string());
    let ServerFrame::BotResponse(response) = decoded.value else { panic!("{name}: {frame}") };
    assert_eq!(response.items.last(), Some(&text("next")), "{name}: {frame}");
    for item in &response.items {
        if let Content::Template(template) = item {
            let read = template.text();
            // What a text field itself says in braces is text.
            assert!(!read.replace(JSON_TEXT, "").contains("{\""), "{name}: {read}");
            Reading::default().template(template);
        }
    }
    assert!(response.items.len() > 1 || !decoded.warnings.is_empty() || is_empty(component), "{name}: {frame}");
}

/// What shows nothing on purpose: an empty text, an agent's among them.
fn is_empty(component: &Value) -> bool {
    let printed = &component["payload"];
    let payload = if printed["payload"].is_null() { printed } else { &printed["payload"] };
    let is_blank = |value: &Value| value.as_str().is_none_or(|text| text.trim().is_empty());
    is_blank(&payload["text"]) || payload.is_array() || component.is_null()
}

#[test]
fn any_damage_to_one_field_of_a_sample_costs_that_field() {
    let replacements = [
        json!(null),
        json!(true),
        json!(-1.5e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("x".repeat(9_000)),
        json!(JSON_TEXT),
        json!("[[1]]"),
        json!([]),
        json!([[{}], null, 7, "seven"]),
        json!({}),
        json!({"payload": {"type": {}}, "title": []}),
    ];
    let mut count = 0;
    // Samples of one template are alike in most of their fields.
    let mut known = HashSet::new();
    for (name, sample) in samples() {
        let stem = name.split('-').next().unwrap_or_default();
        let frame: Value = serde_json::from_str(&sample).unwrap();
        let mut component = frame["message"][0]["component"].clone();
        without_pictures(&mut component);
        let mut pointers = vec![];
        collect_pointers(&component, "", &mut pointers);
        pointers.retain(|pointer| !pointer.is_empty() && known.insert((stem.to_owned(), shape(pointer))));
        for pointer in &pointers {
            let mut damaged = component.clone();
            remove(&mut damaged, pointer);
            check(&name, &damaged);
            for replacement in &replacements {
                *component_at(&mut damaged, &component, pointer) = replacement.clone();
                check(&name, &damaged);
                count += 1;
            }
        }
    }
    assert!(count > 8_000, "{count}");
}

/// One row of a list stands for the others, unless they hold other fields.
fn shape(pointer: &str) -> String {
    let segments = pointer.split('/').map(|segment| if segment.parse::<usize>().is_ok() { "*" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

fn component_at<'a>(damaged: &'a mut Value, component: &Value, pointer: &str) -> &'a mut Value {
    damaged.clone_from(component);
    damaged.pointer_mut(pointer).unwrap()
}

/// The names of all templates and of their fields, as the samples have them.
fn vocabulary() -> (Vec<String>, Vec<String>) {
    let (mut names, mut keys) = (HashSet::new(), HashSet::new());
    for (_, sample) in samples() {
        let frame: Value = serde_json::from_str(&sample).unwrap();
        let printed = &frame["message"][0]["component"]["payload"];
        names.extend(printed["payload"]["template_type"].as_str().map(str::to_owned));
        let mut pointers = vec![];
        collect_pointers(&printed["payload"], "", &mut pointers);
        for pointer in pointers {
            keys.extend(pointer.rsplit('/').next().filter(|key| key.parse::<usize>().is_err()).map(str::to_owned));
        }
    }
    let sorted = |set: HashSet<String>| {
        let mut list: Vec<String> = set.into_iter().filter(|word| !word.is_empty()).collect();
        list.sort();
        list
    };
    (sorted(names), sorted(keys))
}

fn any_template() -> impl Strategy<Value = Value> {
    let (names, keys) = vocabulary();
    let key = prop::sample::select(keys);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "postback",
            "url",
            "slider",
            "modern",
            "button",
            "icon",
            "options",
            "70%",
            "https://example.com",
            "0",
            " "
        ])
        .prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(6, 128, 8, move |inner| {
        let fields = prop::collection::vec((key.clone(), inner.clone()), 0..8);
        let object = fields.prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>()));
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Value::from),
            object.clone(),
            object.prop_map(|object| json!(object.to_string()))
        ]
    });
    let fields = prop::collection::vec((prop::sample::select(vocabulary().1), value), 0..8);
    (prop::sample::select(names), fields).prop_map(|(name, fields)| {
        let mut payload: Map<String, Value> = fields.into_iter().collect();
        payload.insert("template_type".to_owned(), json!(name));
        json!({"type": "template", "payload": {"type": "template", "payload": payload}})
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_fields_of_any_template_are_decoded(component in any_template()) {
        let frame = json!({"type": "bot_response", "message": [{"component": component}, {"cInfo": {"body": "next"}}]});
        let decoded = decode_frame(&frame.to_string());
        let ServerFrame::BotResponse(response) = decoded.value else { panic!("{frame}") };
        prop_assert_eq!(response.items.last(), Some(&text("next")));
        for item in &response.items {
            if let Content::Template(template) = item {
                Reading::default().template(template);
            }
        }
    }
}
