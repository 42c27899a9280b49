//! Templates without a struct of their own.

use serde_json::Value;

use crate::value;

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

pub(crate) fn other(name: String, raw: Value) -> OtherTemplate {
    OtherTemplate { name, text: value::string_of(&raw, TEXT), raw }
}
