//! Server frames as literal JSON: `rtm-channel.txt` "RTM Server Events" and `kore-protocol.md` sections 7 to 9.

use serde_json::{Map, Value, json};

use crate::clock::{iso, now_ms};
use crate::faults::Encoding;
use crate::message::{Component, Direction, LoggedMessage, new_id};

/// Avatar in every bot frame: empty, so that nothing is fetched from elsewhere.
pub(crate) const ICON: &str = "";

/// One item of a `bot_response`: its `component` and the text of `cInfo.body`.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    component: Option<Value>,
    body: String,
}

impl Item {
    /// Plain text, as the platform sends it: no component, only a body.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { component: None, body: text.into() }
    }

    /// A template from its own object (the one with `template_type`), doubly wrapped as the platform does it,
    /// and again as JSON text in the body.
    pub(crate) fn template(template: Value) -> Self {
        let wrapped = json!({"type": "template", "payload": template});
        let body = wrapped.to_string();
        Self { component: Some(json!({"type": "template", "payload": wrapped})), body }
    }

    fn into_json(self) -> Value {
        let mut item = Map::new();
        item.insert("type".into(), json!("text"));
        if let Some(component) = self.component {
            item.insert("component".into(), component);
        }
        item.insert("cInfo".into(), json!({"body": self.body}));
        Value::Object(item)
    }
}

/// A bot's message with fresh ids.
pub(crate) fn bot_response(bot_info: &Value, items: Vec<Item>) -> Value {
    let now = now_ms();
    json!({
        "type": "bot_response",
        "from": "bot",
        "message": items.into_iter().map(Item::into_json).collect::<Vec<_>>(),
        "messageId": new_id("ms"),
        "botInfo": bot_info,
        "createdOn": iso(now),
        "icon": ICON,
        "traceId": trace_id(),
        "timestamp": now,
        "key": new_id("k"),
    })
}

/// One delta of a streamed answer.
pub(crate) fn chunk(bot_info: &Value, message_id: &str, delta: &str, end: bool) -> Value {
    let mut frame = bot_response(bot_info, vec![Item::text(delta)]);
    if let Value::Object(frame) = &mut frame {
        frame.insert("messageId".into(), json!(message_id));
        frame.insert("sM".into(), json!(true));
        if end {
            frame.insert("endChunk".into(), json!(true));
        }
    }
    frame
}

/// `session_end`, `form_delivered`, `agent_session_start` and the other notices that carry only a session.
pub(crate) fn notice(kind: &str, bot_info: &Value, session_id: Option<&str>) -> Value {
    json!({
        "type": kind,
        "from": "bot",
        "botInfo": bot_info,
        "sessionId": session_id,
        "formMetaInfo": {"isSecured": true, "formLinkExpiry": 300, "submitExpiry": 600},
        "traceId": trace_id(),
    })
}

/// `Bot_Active`, in the spelling that SDKs compare with.
pub(crate) fn bot_active(bot_info: &Value, session_id: Option<&str>, recent: Option<&str>) -> Value {
    json!({
        "type": "Bot_Active",
        "from": "bot",
        "botInfo": bot_info,
        "sessionId": session_id,
        "recentSessionInfo": {"isActive": recent.is_some() && recent == session_id, "sessionId": recent},
        "traceId": trace_id(),
    })
}

/// An `events` frame, whose `message` is an object (`kore-protocol.md` section 7.2).
pub(crate) fn event(bot_info: &Value, message: Value) -> Value {
    json!({"type": "events", "from": "bot", "message": message, "botInfo": bot_info, "traceId": trace_id()})
}

/// The acknowledgement of a client frame.
pub(crate) fn ack(id: &Value) -> Value {
    json!({"ok": true, "replyto": id, "message": "delivered", "type": "ack"})
}

/// `botKitUnreachable`, whose `message` is a string.
pub(crate) fn bot_kit_unreachable(bot_info: &Value) -> Value {
    json!({
        "type": "botKitUnreachable",
        "from": "bot",
        "botInfo": bot_info,
        "message": "Sorry, there was an error in continuing the conversation. Please retry.",
        "traceId": trace_id(),
        "timestamp": now_ms(),
    })
}

/// Whether a frame is a piece of a streamed answer (`kore-protocol.md` section 9).
pub(crate) fn is_chunk(frame: &Value) -> bool {
    ["sM", "endChunk"].iter().any(|name| frame.get(name).and_then(Value::as_bool) == Some(true))
}

/// What a `bot_response` leaves in the log. None when the frame is something else.
pub(crate) fn logged(frame: &Value) -> Option<LoggedMessage> {
    if frame.get("type").and_then(Value::as_str) != Some("bot_response") {
        return None;
    }
    let components: Vec<Component> = frame
        .get("message")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(stored_text)
        .map(|text| Component::text(&text))
        .collect();
    let created_on =
        frame.get("createdOn").and_then(Value::as_str).and_then(crate::clock::parse_iso).unwrap_or_else(now_ms);
    Some(LoggedMessage {
        id: frame.get("messageId").and_then(Value::as_str).map_or_else(|| new_id("ms"), str::to_owned),
        direction: Direction::Outgoing,
        created_on,
        user_msg_id: None,
        components,
        alt_text: None,
        author: frame.get("author").cloned(),
        session_id: None,
    })
}

/// A template is stored as the JSON text of what a bot script printed (`{type, payload}`), a text as itself.
fn stored_text(item: &Value) -> String {
    let body = item.pointer("/cInfo/body").and_then(Value::as_str).unwrap_or_default();
    let Some(component) = item.get("component") else { return body.to_owned() };
    match component.get("payload") {
        Some(Value::String(text)) => text.clone(),
        Some(payload @ Value::Object(fields)) => {
            if component.get("type").and_then(Value::as_str) == Some("text") {
                return fields.get("text").and_then(Value::as_str).unwrap_or(body).to_owned();
            }
            if fields.contains_key("payload") { payload.to_string() } else { component.to_string() }
        }
        _ => body.to_owned(),
    }
}

/// Rewrites the templates of a frame to one of the two encodings of `kore-protocol.md` section 8, and fills an empty
/// `cInfo.body` with the JSON text, as the platform does.
pub(crate) fn encode_templates(frame: &mut Value, encoding: Option<Encoding>) {
    let Some(items) = frame.get_mut("message").and_then(Value::as_array_mut) else { return };
    for item in items {
        let Some(payload) = item.pointer_mut("/component/payload") else { continue };
        match (encoding, &*payload) {
            (Some(Encoding::String), Value::Object(_)) => *payload = Value::String(payload.to_string()),
            (Some(Encoding::Object), Value::String(text)) => {
                if let Ok(object @ Value::Object(_)) = serde_json::from_str(text) {
                    *payload = object;
                }
            }
            _ => {}
        }
    }
}

fn trace_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id.get(..16).unwrap_or_default().to_owned()
}
