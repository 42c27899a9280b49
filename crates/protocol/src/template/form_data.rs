//! `formData`: a form in a frame, alone or with a message (`kore-templates.md` 10.2, 10.3 and the `iframe` of 11.4).

use serde_json::Value;

use super::fields::template;
use crate::value;

/// A form that is shown in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormData {
    /// The form's address as sent: check it before use.
    pub link: String,
    /// Shown below the message instead of in a sheet of its own.
    pub inline: bool,
}

template! {
    /// A form and nothing else: without a template's name, or as `iframe`.
    InlineFormTemplate {
        /// The bubble above it, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
    }
}

impl InlineFormTemplate {
    /// The form.
    pub fn form(&self) -> FormData {
        FormData::decode(self.0.fields().part("formData").0).unwrap_or_default()
    }
}

impl FormData {
    /// Reads `{"formLink", "renderType"}`; none without an address.
    pub fn decode(value: &Value) -> Option<Self> {
        let link = value::word_of(value, &["formLink"])?;
        let inline = value::is_named(value, &["renderType"], "inline");
        Some(Self { link, inline })
    }
}
