//! How templates are wrapped: once, twice, not at all, or as JSON text (`kore-templates.md` 1.2 and trap 1).

use serde_json::Value;

use crate::{
    decoder::{Decoder, Embedded},
    path::Path,
    value,
};

/// A component without its wrapping.
#[derive(Default)]
pub(crate) struct Envelope {
    /// The innermost `type` around the payload, trimmed and in lower case, such as `template`, `error`, `image`.
    pub(crate) kind: String,
    /// The template's own fields, with the data of a form and `AlwaysShowGlobalButtons` that stood around them; `null`
    /// when there was nothing but text.
    pub(crate) payload: Value,
    /// How many `payload`s lie between the component and its payload.
    pub(crate) levels: usize,
    /// Text that stood where a payload was expected, also when it could be read as JSON.
    pub(crate) plain: Option<String>,
    /// Whether `plain` is a template that could not be opened ([`Embedded::Refused`]).
    pub(crate) refused: bool,
    /// Milliseconds; 0 when the frame does not ask for a delay.
    pub(crate) render_delay: i64,
}

impl Envelope {
    /// Takes the wrapping off.
    pub(crate) fn open(decoder: &mut Decoder, component: Value, path: &Path<'_>) -> Self {
        let mut envelope = Self::default();
        let mut level = component;
        // Stands beside the payload, and belongs to it.
        let mut around = [("formData", None), ("AlwaysShowGlobalButtons", None)];
        loop {
            match level {
                Value::Object(_) => {
                    envelope.note(&level);
                    for (key, found) in around.iter_mut() {
                        *found = value::take(&mut level, key).or(found.take());
                    }
                    if let (true, Value::Object(fields)) = (is_innermost(&level), &mut level) {
                        for (key, found) in around {
                            if let Some(mut found) = found {
                                decoder.open_lists(&mut found, false, path);
                                fields.insert(key.to_owned(), found);
                            }
                        }
                        envelope.payload = level;
                        return envelope;
                    }
                    envelope.levels += 1;
                    level = value::take(&mut level, "payload").unwrap_or_default();
                }
                Value::Array(mut elements) if elements.len() == 1 => level = elements.pop().unwrap_or_default(),
                Value::String(text) => match decoder.embedded(&text, &path.payloads(envelope.levels)) {
                    Embedded::Json(value) => {
                        envelope.plain = Some(text);
                        level = value;
                    }
                    Embedded::Text => {
                        envelope.plain = Some(text);
                        return envelope;
                    }
                    Embedded::Refused => {
                        envelope.plain = Some(text);
                        envelope.refused = true;
                        return envelope;
                    }
                },
                other => {
                    envelope.plain = value::text(&other).or(envelope.plain);
                    return envelope;
                }
            }
        }
    }

    /// `template_type`, trimmed; empty when there is none.
    pub(crate) fn template_type(&self) -> String {
        value::word_of(&self.payload, &["template_type"]).unwrap_or_default()
    }

    fn note(&mut self, level: &Value) {
        if let Some(delay) = value::integer_of(level, &["renderDelay"]) {
            self.render_delay = delay;
        }
        // The type beside a `template_type` is the template's own business.
        if value::field(level, "template_type").is_none()
            && let Some(kind) = value::word_of(level, &["type"])
        {
            self.kind = kind.to_ascii_lowercase();
        }
    }
}

/// Whether a text that holds this JSON is a template, and not something that a bot says in braces (trap 2).
pub(crate) fn is_wrapped(object: &Value) -> bool {
    ["payload", "text", "template_type"].iter().any(|key| value::field(object, key).is_some())
}

fn is_innermost(level: &Value) -> bool {
    value::field(level, "payload").is_none() || value::text_of(level, &["template_type", "text", "url"]).is_some()
}
