//! Puts a template's JSON in order before it is read (`kore-templates.md` 12): objects and lists that were sent as text
//! are opened, and what cannot be used is left out of its list with a warning. Once for all templates.

use serde_json::Value;

use crate::{decoder::Decoder, path::Path, value};

/// Lists in which every place counts, so that a gap is kept: cells, columns, numbers and their names.
const PLACES: [&str; 8] = ["Values", "values", "columns", "primary", "displayValues", "X_axis", "x_axis", "xAxis"];
/// Lists of choices.
const CHOICES: [&str; 15] = [
    "buttonActions",
    "buttons",
    "collection",
    "dropdownOptions",
    "filterOptions",
    "menu",
    "numbersArrays",
    "optionsData",
    "quick_replies",
    "radioOptions",
    "smileyArrays",
    "starArrays",
    "tasks",
    "thumbsUpDownArrays",
    "thumpsUpDownArrays",
];
/// What makes a choice one: a label, or something to send.
const CHOICE_FIELDS: [&str; 14] = [
    "title",
    "value",
    "payload",
    "label",
    "text",
    "name",
    "url",
    "link",
    "reviewText",
    "postback",
    "starId",
    "smileyId",
    "numberId",
    "thumpUpId",
];

/// Puts the value of the field `key` in order.
pub(super) fn tidy(decoder: &mut Decoder, value: &mut Value, key: &str, path: &Path<'_>) {
    let keeps_gaps = PLACES.contains(&key);
    decoder.open_lists(value, keeps_gaps, path);
    match value {
        Value::Array(elements) => {
            let budget = decoder.budget();
            for (index, mut element) in std::mem::take(elements).into_iter().enumerate() {
                let path = path.index(index);
                // A list in a list is a row of cells, or a cell with its kind.
                let key_of_element = if element.is_array() { PLACES[0] } else { "" };
                tidy(decoder, &mut element, key_of_element, &path);
                match unusable(key, &element) {
                    Some(expected) if !keeps_gaps => decoder.dropped(&path, expected),
                    _ => elements.push(element),
                }
                // What the next one opens stands beside this, not inside.
                decoder.restore_budget(budget);
            }
        }
        Value::Object(fields) => {
            let is_typed = fields.contains_key("type");
            for (key, field) in fields.iter_mut() {
                // What is to be sent is left as it is.
                let is_sent = match key.as_str() {
                    "payload" => value::field(field, "center_panel").is_none(),
                    "value" => !is_typed && value::field(field, "type").is_none(),
                    _ => false,
                };
                if !is_sent {
                    tidy(decoder, field, key, &path.key(key));
                }
            }
        }
        _ => {}
    }
}

/// What would have been right in place of an element that is nothing, or a choice of nothing.
fn unusable(list: &str, element: &Value) -> Option<&'static str> {
    let is_empty = match element {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        scalar => value::word(scalar).is_none(),
    };
    if is_empty {
        return Some("an object");
    }
    let is_nameless = element.is_object() && value::field_of(element, &CHOICE_FIELDS).is_none();
    (is_nameless && CHOICES.contains(&list)).then_some("a choice with a title or value")
}
