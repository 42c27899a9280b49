//! What happens when a visitor chooses something (`kore-templates.md` 2.2 and trap 5).

use serde_json::Value;

use super::{Styles, image, styles, tidy::tidy};
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
    /// What the transcript shows for the answer where that is not the title (`renderMessage`).
    pub shown: Option<String>,
    /// How a button looks (`buttonStyles`).
    pub styles: Styles,
}

/// What choosing an [`Action`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Sends `body`; the transcript shows [`Action::shown`]. Objects are already JSON text; never empty.
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

/// Where the text to send comes from, in order: each template has its own (`kore-templates.md` 2.2).
pub(crate) type Order = &'static [&'static str];
/// Buttons, quick replies, carousels, cards.
pub(crate) const PAYLOAD_FIRST: Order = &["payload", "value", "title"];
/// Lists, list widgets, advanced lists, table lists.
pub(crate) const PAYLOAD_ELSE_TITLE: Order = &["payload", "title", "value"];
/// List views.
pub(crate) const TITLE_FIRST: Order = &["title", "payload", "value"];

impl Action {
    /// An action that sends `body`.
    pub fn send(title: &str, body: &str) -> Self {
        Self::new(title, ActionKind::Send { body: body.to_owned() })
    }

    /// An action that opens `url`.
    pub fn open(title: &str, url: &str) -> Self {
        Self::new(title, ActionKind::Open { url: url.to_owned() })
    }

    fn new(title: &str, kind: ActionKind) -> Self {
        Self { title: title.to_owned(), kind, image: None, shown: None, styles: Styles::new() }
    }

    /// What the transcript shows for the answer.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.title)
    }

    /// Whether choosing it answers the bot.
    pub fn is_sent(&self) -> bool {
        matches!(self.kind, ActionKind::Send { .. })
    }

    /// Reads one action in any of the platform's spellings; the error says what would have been right.
    pub(crate) fn decode(element: &Value, order: Order) -> Result<Self, &'static str> {
        if let Some(title) = value::word(element) {
            return Ok(Self::send(&title, &title));
        }
        if !element.is_object() {
            return Err("an object");
        }
        let title = value::word_of(element, &["title", "text", "label"]);
        let body = order.iter().find_map(|key| match *key {
            "title" => title.clone(),
            key => send_text(value::field(element, key)?),
        });
        let address = value::word_of(element, &["url", "link", "fallback_url"]);
        let opens = match opens(element) {
            Some(opens) => opens,
            None => address.is_some(),
        };
        let (kind, title) = if opens {
            let address = address.or_else(|| value::word_of(element, &["value", "payload"]));
            let url = address.ok_or("an action with a url")?;
            (ActionKind::Open { url: url.clone() }, title.unwrap_or(url))
        } else {
            // JSON is sent, but never shown as a label.
            let sent = || {
                let is_label = |text: &String| !text.starts_with(['{', '[']);
                ["payload", "value"].iter().find_map(|key| value::word_of(element, &[key]).filter(is_label))
            };
            let title = title.or_else(sent).ok_or("an action with a title, payload or value")?;
            (ActionKind::Send { body: body.unwrap_or_else(|| title.clone()) }, title)
        };
        Ok(Self {
            title,
            kind,
            image: image::address_of(element, &["image_url", "image", "icon"]).map(str::to_owned),
            shown: value::word_of(element, &["renderMessage"]),
            styles: styles::of(element, &["buttonStyles"]),
        })
    }
}

/// Reads the actions of `payload[key]`, leaving out those that cannot be chosen.
pub(crate) fn decode_list(decoder: &mut Decoder, payload: &mut Value, key: &str, path: &Path<'_>) -> Vec<Action> {
    let path = path.key(key);
    let list = value::take(payload, key);
    if list.is_none() {
        decoder.dropped(&path, "an array");
    }
    let mut actions = Vec::new();
    let elements = decoder.elements(list, &path);
    let budget = decoder.budget();
    for (index, mut element) in elements.into_iter().enumerate() {
        let path = path.index(index);
        tidy(decoder, &mut element, "", &path);
        match Action::decode(&element, PAYLOAD_FIRST) {
            Ok(action) => actions.push(action),
            Err(expected) => decoder.dropped(&path, expected),
        }
        decoder.restore_budget(budget);
    }
    actions
}

/// Whether the action opens an address, where it says.
pub(crate) fn opens(element: &Value) -> Option<bool> {
    ["type", "content_type", "contenttype"].iter().find_map(|key| {
        let name = value::word_of(element, &[key])?.to_ascii_lowercase();
        match name.as_str() {
            "postback" | "text" => Some(false),
            "url" | "web_url" | "data-url" => Some(true),
            _ => None,
        }
    })
}

/// What to send for a value; none when there is nothing in it.
pub(crate) fn send_text(value: &Value) -> Option<String> {
    Some(value::payload_text(value)).filter(|text| !text.trim().is_empty())
}
