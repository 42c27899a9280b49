//! Entries to show.

use protocol::{
    Content, Template, Text,
    template::{Action, ButtonTemplate, QuickRepliesTemplate},
};
use session::{Entry, EntryBody, EntryKey, From, Notice, SendState};

/// 2026-03-10T12:00:00Z.
pub const NOON: i64 = 1_773_144_000_000;

pub fn said(text: &str) -> Content {
    Content::Text(Text { text: text.to_owned(), media: None })
}

pub fn bot(key: u64, items: Vec<Content>) -> Entry {
    Entry {
        key: EntryKey(key),
        message_id: format!("ms-{key}"),
        from: From::Bot { icon: None },
        at: NOON + i64::try_from(key).unwrap() * 1000,
        body: EntryBody::Message { items, streaming: false },
        from_history: false,
    }
}

pub fn bot_says(key: u64, text: &str) -> Entry {
    bot(key, vec![said(text)])
}

pub fn from_history(entry: Entry) -> Entry {
    Entry { from_history: true, ..entry }
}

pub fn visitor(key: u64, text: &str, state: SendState) -> Entry {
    Entry {
        from: From::Visitor,
        body: EntryBody::Sent { text: text.to_owned(), attachments: Vec::new(), state },
        ..bot(key, Vec::new())
    }
}

pub fn notice(key: u64, notice: Notice) -> Entry {
    Entry { from: From::Notice, body: EntryBody::Notice(notice), ..bot(key, Vec::new()) }
}

pub fn sends(title: &str, body: &str) -> Action {
    Action::send(title, body)
}

pub fn opens(title: &str, url: &str) -> Action {
    Action::open(title, url)
}

pub fn buttons(key: u64, text: &str, buttons: Vec<Action>) -> Entry {
    let template = ButtonTemplate { text: text.to_owned(), buttons, ..ButtonTemplate::default() };
    bot(key, vec![Content::Template(Template::Button(template))])
}

pub fn chips(key: u64, text: &str, replies: Vec<Action>, inline: bool) -> Entry {
    let template = QuickRepliesTemplate { text: text.to_owned(), replies, inline, ..QuickRepliesTemplate::default() };
    bot(key, vec![Content::Template(Template::QuickReplies(template))])
}

/// A message with one template, from its payload as JSON, as the platform sends it.
pub fn template(key: u64, payload: &str) -> Entry {
    let payload: serde_json::Value = serde_json::from_str(payload).unwrap();
    component(key, &serde_json::json!({ "type": "template", "payload": payload }))
}

/// A message with one component, as a bot's script prints it.
pub fn component(key: u64, component: &serde_json::Value) -> Entry {
    let frame = serde_json::json!({
        "type": "bot_response",
        "from": "bot",
        "message": [{ "type": "text", "component": { "type": "template", "payload": component }, "cInfo": {} }],
    });
    match protocol::decode_frame(&frame.to_string()).value {
        protocol::ServerFrame::BotResponse(response) => bot(key, response.items),
        other => panic!("not a message: {other:?}"),
    }
}
