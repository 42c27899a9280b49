//! Messages as plain JSON, for the host page.

use protocol::{
    Content, Media, Template,
    template::{Action, ActionKind},
};
use serde_json::{Map, Value};
use session::{Entry, EntryBody, From};

/// `{id, from, at, text, items}`, with `author` for an agent. `at` is in milliseconds since 1970.
pub(super) fn entry(entry: &Entry) -> Value {
    let mut fields =
        object([("id", entry.message_id.as_str().into()), ("from", side(&entry.from).into()), ("at", entry.at.into())]);
    if let From::Agent(author) = &entry.from {
        fields.insert("author".to_owned(), author.name.as_str().into());
    }
    let (text, items) = match &entry.body {
        EntryBody::Message { items, .. } => (join(items.iter().map(text)), items.iter().map(item).collect()),
        EntryBody::Sent { text, attachments, .. } => {
            (text.clone(), attachments.iter().map(|attachment| attachment.raw.clone()).collect())
        }
        EntryBody::Notice(_) => (String::new(), Vec::new()),
    };
    fields.insert("text".to_owned(), text.into());
    fields.insert("items".to_owned(), Value::Array(items));
    Value::Object(fields)
}

fn side(from: &From) -> &'static str {
    match from {
        From::Visitor => "visitor",
        From::Bot { .. } => "bot",
        From::Agent(_) => "agent",
        From::Notice => "notice",
    }
}

fn join<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn text(content: &Content) -> &str {
    match content {
        Content::Text(text) => &text.text,
        Content::Error(error) => &error.text,
        Content::Template(Template::Button(button)) => &button.text,
        Content::Template(Template::QuickReplies(replies)) => &replies.text,
        Content::Template(Template::Other(other)) => &other.text,
        _ => "",
    }
}

fn item(content: &Content) -> Value {
    let mut fields = object([("text", text(content).into())]);
    let kind = match content {
        Content::Text(text) => {
            if let Some(media) = &text.media {
                let (kind, url) = match media {
                    Media::Audio(url) => ("audio", url),
                    Media::Video(url) => ("video", url),
                    _ => ("", &String::new()),
                };
                fields.insert(
                    "media".to_owned(),
                    Value::Object(object([("type", kind.into()), ("url", url.as_str().into())])),
                );
            }
            "text"
        }
        Content::Error(_) => "error",
        Content::Template(Template::Button(button)) => {
            fields.insert("actions".to_owned(), actions(&button.buttons));
            "button"
        }
        Content::Template(Template::QuickReplies(replies)) => {
            fields.insert("actions".to_owned(), actions(&replies.replies));
            "quick_replies"
        }
        Content::Template(Template::Other(other)) => {
            fields.insert("payload".to_owned(), other.raw.clone());
            &other.name
        }
        Content::WaitForResponse => "wait_for_response",
        _ => "",
    };
    fields.insert("type".to_owned(), kind.into());
    Value::Object(fields)
}

fn actions(actions: &[Action]) -> Value {
    let action = |action: &Action| {
        let (name, value) = match &action.kind {
            ActionKind::Send { body } => ("body", body),
            ActionKind::Open { url } => ("url", url),
        };
        Value::Object(object([("title", action.title.as_str().into()), (name, value.as_str().into())]))
    };
    actions.iter().map(action).collect()
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    let mut object = Map::new();
    // Collecting would link a sort.
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    object
}
