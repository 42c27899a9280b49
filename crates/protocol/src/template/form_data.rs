//! `formData`: a digital form that belongs to a message (`kore-templates.md` 10.2 and 10.3).

use serde_json::Value;

use crate::value;

/// A form that is shown in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormData {
    /// The form's address as sent: check it before use.
    pub link: String,
    /// Shown below the message instead of in a sheet of its own.
    pub inline: bool,
}

impl FormData {
    /// Reads `{"formLink", "renderType"}`; none without an address.
    pub fn decode(value: &Value) -> Option<Self> {
        let link = value::word_of(value, &["formLink"])?;
        let inline = value::word_of(value, &["renderType"]).is_some_and(|kind| value::same_name(&kind, "inline"));
        Some(Self { link, inline })
    }
}
