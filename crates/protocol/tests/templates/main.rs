//! Every template: its fields in all spellings, what it sends, its sample payloads, and any damage to them.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod cards;
mod charts;
mod choices;
#[path = "../common/mod.rs"]
mod common;
mod feedback;
mod forms;
mod inputs;
mod lists;
mod mutations;
mod reading;
mod samples;
mod search;
mod tables;
mod texts;

use protocol::{Content, Template};
use serde_json::{Value, json};

/// The template of that name with those fields, which must be clean.
fn template(name: &str, fields: Value) -> Template {
    let (template, warnings) = template_and_warnings(name, fields);
    assert_eq!(warnings, Vec::<String>::new());
    template
}

/// The template of that name with those fields, and the warnings without the way to the payload.
fn template_and_warnings(name: &str, mut fields: Value) -> (Template, Vec<String>) {
    fields["template_type"] = json!(name);
    let component = json!({"type": "template", "payload": {"type": "template", "payload": fields}});
    let (mut items, warnings) =
        common::items_of(json!([{"type": "text", "component": component, "cInfo": {"body": ""}}]));
    let Some(Content::Template(template)) = items.pop() else { panic!("{items:?} {warnings:?}") };
    assert_eq!(items, []);
    let place = "message[0].component.payload.payload.";
    (template, warnings.iter().map(|warning| warning.replace(place, "")).collect())
}

/// The struct inside a variant of [`Template`].
macro_rules! decoded {
    ($variant:ident, $name:expr, $($fields:tt)+) => {
        match crate::template($name, serde_json::json!($($fields)+)) {
            protocol::Template::$variant(template) => template,
            other => panic!("{other:?}"),
        }
    };
}
pub(crate) use decoded;

/// The same, with the warnings.
macro_rules! decoded_with {
    ($variant:ident, $name:expr, $($fields:tt)+) => {
        match crate::template_and_warnings($name, serde_json::json!($($fields)+)) {
            (protocol::Template::$variant(template), warnings) => (template, warnings),
            other => panic!("{other:?}"),
        }
    };
}
pub(crate) use decoded_with;
