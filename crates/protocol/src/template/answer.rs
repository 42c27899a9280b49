//! The text of `answerTemplate`, the answers of Search AI (`kore-templates.md` 11.2).

use serde_json::Value;

use crate::{
    decoder::{Decoder, Embedded},
    path::Path,
    value,
};

/// The fragments of a whole answer as paragraphs; none when there are none.
pub(crate) fn text(payload: &Value) -> Option<String> {
    let panel = value::field(value::field(payload, "answer_payload")?, "center_panel")?;
    let mut paragraphs = Vec::new();
    for snippet in value::field(panel, "data").map(value::one_or_many).unwrap_or_default() {
        let Some(content) = value::field(snippet, "snippet_content") else { continue };
        for fragment in value::one_or_many(content) {
            // A string where the answer was cut out of a document.
            let text = value::text(fragment).or_else(|| value::text_of(fragment, &["answer_fragment"]));
            paragraphs.extend(text.filter(|text| !text.trim().is_empty()));
        }
    }
    (!paragraphs.is_empty()).then(|| value::join(paragraphs.into_iter(), "\n\n"))
}

/// The piece of an answer that a chunk adds: `payload.answer`, else `answer`, else `text`, to the last space.
pub(crate) fn delta(decoder: &mut Decoder, payload: &Value, path: &Path<'_>) -> Option<String> {
    let inner = value::field(payload, "payload");
    let piece = |value: &Value| {
        let found = value::field_of(value, &["answer", "text"]).and_then(value::text);
        found.filter(|text| !text.is_empty())
    };
    let from_inner = match inner {
        Some(Value::String(text)) => match decoder.embedded(text, path) {
            Embedded::Json(json) => piece(&json),
            _ => Some(text.clone()),
        },
        Some(inner) => piece(inner),
        None => None,
    };
    from_inner.or_else(|| piece(payload))
}
