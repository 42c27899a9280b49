//! `formData`: a form in a frame, alone or with a message (`kore-templates.md` 10.2, 10.3 and the `iframe` of 11.4).

use serde_json::Value;

use super::lines::Lines;
use crate::value;

/// A form that is shown in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormData {
    /// The form's address as sent: check it before use.
    pub link: String,
    /// Shown below the message instead of in a sheet of its own.
    pub inline: bool,
}

/// A form and nothing else: without a template's name, or as `iframe`.
#[derive(Debug, Default, PartialEq)]
pub struct InlineFormTemplate {
    /// The bubble above it, in Kore markdown; may be empty.
    pub text: String,
    /// The form.
    pub form: FormData,
}

impl FormData {
    /// Reads `{"formLink", "renderType"}`; none without an address.
    pub fn decode(value: &Value) -> Option<Self> {
        let link = value::word_of(value, &["formLink"])?;
        let inline = value::is_named(value, &["renderType"], "inline");
        Some(Self { link, inline })
    }
}

impl InlineFormTemplate {
    /// None when there is no form's address.
    pub(crate) fn decode(payload: &Value, around: Option<&Value>) -> Option<Self> {
        let form = around.and_then(FormData::decode)?;
        Some(Self { text: value::string_of(payload, &["text", "heading", "title"]), form })
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
    }
}
