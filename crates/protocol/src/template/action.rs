//! What happens when a visitor chooses something (`kore-templates.md` 2.2 and trap 5).

use serde_json::Value;

use crate::{decoder::Decoder, path::Path, value};

/// A choice: its label and what choosing it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The label, plain text. Never empty.
    pub title: String,
    /// What choosing it does.
    pub kind: ActionKind,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
}

/// What choosing an [`Action`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Sends `body`; the transcript shows the action's title. Objects are already JSON text; never empty.
    Send {
        /// The text that is sent.
        body: String,
    },
    /// Opens an address in a new tab; as sent and trimmed: check its scheme before use.
    Open {
        /// The address.
        url: String,
    },
}

/// Reads the actions of `payload[key]`, leaving out those that cannot be chosen.
pub(crate) fn decode_list(decoder: &mut Decoder, payload: &mut Value, key: &str, path: &Path<'_>) -> Vec<Action> {
    let path = path.key(key);
    let list = payload.get_mut(key).map(Value::take).filter(|list| !list.is_null());
    if list.is_none() {
        decoder.dropped(&path, "an array");
    }
    let mut actions = Vec::new();
    for (index, element) in decoder.elements(list, &path).iter().enumerate() {
        match Action::decode(element) {
            Ok(action) => actions.push(action),
            Err(expected) => decoder.dropped(&path.index(index), expected),
        }
    }
    actions
}

impl Action {
    /// Reads one action in any of the platform's spellings; the error says what would have been right.
    pub(crate) fn decode(element: &Value) -> Result<Self, &'static str> {
        if let Some(title) = value::text(element).filter(|title| !title.trim().is_empty()) {
            return Ok(Self { kind: ActionKind::Send { body: title.clone() }, title, image: None });
        }
        if !element.is_object() {
            return Err("an object");
        }
        let title = value::word_of(element, &["title", "text", "label"]);
        let body = ["payload", "value"].iter().find_map(|key| send_text(value::field(element, key)?));
        let address = value::word_of(element, &["url", "link", "fallback_url"]);
        let opens = match kind(element) {
            Some(opens) => opens,
            None => address.is_some(),
        };
        let (kind, fallback_title) = if opens {
            let url = address.or(body.map(|body| body.trim().to_owned())).ok_or("an action with a url")?;
            (ActionKind::Open { url: url.clone() }, url)
        } else {
            let body = body.or_else(|| title.clone()).ok_or("an action with a title, payload or value")?;
            (ActionKind::Send { body: body.clone() }, body)
        };
        let image = value::word_of(element, &["image_url", "image"]);
        Ok(Self { title: title.unwrap_or(fallback_title), kind, image })
    }
}

/// Whether the action opens an address, where it says.
fn kind(element: &Value) -> Option<bool> {
    ["type", "content_type", "contenttype"].iter().find_map(|key| {
        let name = value::word_of(element, &[key])?.to_ascii_lowercase();
        match name.as_str() {
            "postback" | "text" => Some(false),
            "url" | "web_url" | "data-url" => Some(true),
            _ => None,
        }
    })
}

fn send_text(value: &Value) -> Option<String> {
    Some(value::payload_text(value)).filter(|text| !text.trim().is_empty())
}
