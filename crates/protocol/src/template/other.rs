//! Templates without a struct of their own.

use serde_json::Value;

use crate::{envelope::Envelope, value};

/// A template that is shown by its best readable text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherTemplate {
    /// `template_type` (or the component's type) as sent, trimmed; empty when there was none.
    pub name: String,
    /// `text || text_message || heading || title`; empty when the template has none of them.
    pub text: String,
    /// The template's own payload, unwrapped, with `formData` and `AlwaysShowGlobalButtons` that stood around it.
    pub raw: Value,
}

/// Where a template's readable text stands, the best place first (`kore-templates.md` 12, trap 3).
const TEXT: &[&str] = &["text", "text_message", "heading", "title"];

/// Builds it from what is left of a component. Form data and the like found around the payload go into `raw`.
pub(crate) fn other(name: String, envelope: &mut Envelope) -> OtherTemplate {
    let mut raw = std::mem::take(&mut envelope.payload);
    let text = value::string_of(&raw, TEXT);
    if let Value::Object(fields) = &mut raw {
        let around = [("formData", &mut envelope.form_data), ("AlwaysShowGlobalButtons", &mut envelope.global_buttons)];
        for (key, found) in around {
            if let Some(found) = found.take() {
                // Without the map's `entry`, which is large.
                if !fields.contains_key(key) {
                    fields.insert(key.to_owned(), found);
                }
            }
        }
    }
    OtherTemplate { name, text, raw }
}
