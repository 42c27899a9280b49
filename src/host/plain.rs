//! Plain objects, and messages as such, for the host page.

use std::borrow::Cow;

use js_sys::{JSON, Object, Reflect};
use protocol::{
    Content, Media, Template,
    template::{Action, ActionKind},
};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
use session::{Entry, EntryBody, From};
use wasm_bindgen::JsValue;

/// An object with these fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new().into();
    set(&object, fields);
    object
}

/// Sets fields of an object.
pub(super) fn set(object: &JsValue, fields: &[(&str, JsValue)]) {
    for (name, value) in fields {
        // Fails only for an object that was sealed.
        let _ = Reflect::set(object, &(*name).into(), value);
    }
}

/// `{id, from, at, text, items}`, with `author` for an agent. `at` is in milliseconds since 1970.
pub(super) fn entry(entry: &Entry) -> JsValue {
    let (text, items) = match &entry.body {
        EntryBody::Message { items, .. } => (join(items), items.iter().map(Item::of).collect()),
        EntryBody::Sent { text, attachments, .. } => {
            (text.clone(), attachments.iter().map(|attachment| Item::Raw(raw(&attachment.raw))).collect())
        }
        EntryBody::Notice(_) | EntryBody::Gap(_) => (String::new(), Vec::new()),
    };
    let author = match &entry.from {
        From::Agent(author) => Some(author.name.as_str()),
        _ => None,
    };
    let message = Message { id: &entry.message_id, from: side(&entry.from), at: entry.at as f64, author, text, items };
    // Fails only for integers that JavaScript cannot hold, and there are none.
    message.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

#[derive(Serialize)]
struct Message<'a> {
    id: &'a str,
    from: &'static str,
    at: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    text: String,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    Read {
        r#type: &'a str,
        text: Cow<'a, str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        media: Option<MediaItem<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        actions: Option<Vec<ActionItem<'a>>>,
        #[serde(skip_serializing_if = "JsValue::is_undefined", with = "preserve")]
        payload: JsValue,
    },
    Raw(#[serde(with = "preserve")] JsValue),
}

#[derive(Serialize)]
struct MediaItem<'a> {
    r#type: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct ActionItem<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn of(content: &'a Content) -> Self {
        let (mut media, mut actions, mut payload) = (None, None, JsValue::UNDEFINED);
        match content {
            Content::Text(text) => {
                media = match &text.media {
                    Some(Media::Audio(url)) => Some(MediaItem { r#type: "audio", url }),
                    Some(Media::Video(url)) => Some(MediaItem { r#type: "video", url }),
                    _ => None,
                };
            }
            Content::Template(Template::Button(button)) => actions = Some(&button.buttons),
            Content::Template(Template::QuickReplies(replies)) => actions = Some(&replies.replies),
            Content::Template(Template::Other(other)) => payload = raw(&other.raw),
            _ => {}
        }
        let actions = actions.map(|actions| actions.iter().map(ActionItem::of).collect());
        Self::Read { r#type: name(content), text: text(content), media, actions, payload }
    }
}

/// What an item is: `text`, `error`, `wait_for_response`, or the name of a template.
pub(super) fn name(content: &Content) -> &str {
    match content {
        Content::Text(_) => "text",
        Content::Error(_) => "error",
        Content::Template(template) => template.name(),
        Content::WaitForResponse => "wait_for_response",
        _ => "",
    }
}

/// An item for a renderer of the page's: a template's payload as the bot sent it; of other items and of buttons what
/// [`Item`] tells.
#[cfg(feature = "window")]
pub(super) fn payload(content: &Content) -> JsValue {
    match content {
        Content::Template(template) => template.raw().map(raw),
        _ => None,
    }
    // Fails only for integers that JavaScript cannot hold, and there are none.
    .unwrap_or_else(|| Item::of(content).serialize(&Serializer::json_compatible()).unwrap_or_default())
}

impl<'a> ActionItem<'a> {
    fn of(action: &'a Action) -> Self {
        let (body, url) = match &action.kind {
            ActionKind::Send { body } => (Some(body.as_str()), None),
            ActionKind::Open { url } => (None, Some(url.as_str())),
        };
        Self { title: &action.title, body, url }
    }
}

/// As it was sent, through text: a number is kept as its digits here, which the browser reads.
fn raw(json: &serde_json::Value) -> JsValue {
    JSON::parse(&json.to_string()).unwrap_or_default()
}

fn side(from: &From) -> &'static str {
    match from {
        From::Visitor => "visitor",
        From::Bot { .. } => "bot",
        From::Agent(_) => "agent",
        From::Notice => "notice",
    }
}

/// The texts of items, line by line.
pub(super) fn join(items: &[Content]) -> String {
    let mut joined = String::new();
    for text in items.iter().map(text).filter(|text| !text.is_empty()) {
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(&text);
    }
    joined
}

fn text(content: &Content) -> Cow<'_, str> {
    let text = match content {
        Content::Text(text) => &text.text,
        Content::Error(error) => &error.text,
        Content::Template(Template::Button(button)) => &button.text,
        Content::Template(Template::QuickReplies(replies)) => &replies.text,
        Content::Template(template) => return Cow::Owned(template.text()),
        _ => "",
    };
    Cow::Borrowed(text)
}
