//! Templates without a struct of their own.

use serde_json::Value;

/// A template that is shown by its best readable text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherTemplate {
    /// `template_type` (or the component's type) as sent, trimmed; empty when there was none.
    pub name: String,
    /// `text || text_message || heading || title`; empty when the template has none of them.
    pub text: String,
    /// The template's own payload, unwrapped, for the host page.
    pub raw: Value,
}
