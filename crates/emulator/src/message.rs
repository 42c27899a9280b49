//! One entry of a user's message log, and how `botmessages/rtm` shows it (`kore-protocol.md` sections 3.7 and 10).

use serde_json::{Map, Value, json};

use crate::clock::iso;

/// Who said it, in the platform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the visitor.
    Incoming,
    /// From the bot or an agent.
    Outgoing,
}

/// One entry of `components[]`.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    /// `text`, or the kind of an attachment.
    pub kind: String,
    /// `data`; for text `{"text": …}` where a template is JSON text.
    pub data: Value,
}

/// One logged message.
#[derive(Clone, Debug)]
pub(crate) struct LoggedMessage {
    /// `_id`, the `messageId` of the live frame.
    pub id: String,
    pub direction: Direction,
    /// Milliseconds since the epoch.
    pub created_on: i64,
    /// The visitor's `clientMessageId`, exactly as it came.
    pub user_msg_id: Option<Value>,
    pub components: Vec<Component>,
    /// Shown in place of the text (`renderMsg` of a tapped button).
    pub alt_text: Option<String>,
    pub author: Option<Value>,
    pub session_id: Option<String>,
}

impl LoggedMessage {
    /// A plain text.
    pub(crate) fn text(direction: Direction, text: &str, created_on: i64) -> Self {
        Self {
            id: new_id("ms"),
            direction,
            created_on,
            user_msg_id: None,
            components: vec![Component::text(text)],
            alt_text: None,
            author: None,
            session_id: None,
        }
    }

    /// The object that the history endpoint lists.
    pub(crate) fn to_history(&self, bot_id: &str, user_id: &str) -> Value {
        let components: Vec<Value> = self
            .components
            .iter()
            .map(|component| json!({"_id": new_id("cp"), "cT": component.kind, "data": component.data, "thumbnails": []}))
            .collect();
        let (kind, status) = match self.direction {
            Direction::Incoming => ("incoming", "sent to cs"),
            Direction::Outgoing => ("outgoing", "pending"),
        };
        let created_on = iso(self.created_on);
        let mut tags = json!({"messageTags": [], "userTags": [], "sessionTags": []});
        if let (Some(alt_text), Value::Object(tags)) = (&self.alt_text, &mut tags) {
            tags.insert("altText".into(), json!([{"value": alt_text}]));
        }
        let mut entry = Map::new();
        entry.insert("_id".into(), json!(self.id));
        entry.insert("channels".into(), json!([{"type": "rtm"}]));
        entry.insert("type".into(), json!(kind));
        entry.insert("status".into(), json!(status));
        entry.insert("createdBy".into(), json!(user_id));
        entry.insert("botId".into(), json!(bot_id));
        entry.insert("chnl".into(), json!("rtm"));
        entry.insert("components".into(), Value::Array(components));
        entry.insert("createdOn".into(), json!(created_on));
        entry.insert("lmodifiedOn".into(), json!(created_on));
        entry.insert("timestampValue".into(), json!(self.created_on));
        entry.insert("lang".into(), json!("en"));
        entry.insert("resourceid".into(), json!("messagestore"));
        entry.insert("tags".into(), tags);
        for (name, value) in [
            ("userMsgId", self.user_msg_id.clone()),
            ("author", self.author.clone()),
            ("sessionId", self.session_id.clone().map(Value::String)),
        ] {
            if let Some(value) = value {
                entry.insert(name.into(), value);
            }
        }
        Value::Object(entry)
    }
}

impl Component {
    /// A text component.
    pub(crate) fn text(text: &str) -> Self {
        Self { kind: "text".into(), data: json!({"text": text}) }
    }

    /// Adds to the text (a streamed answer is logged as one message).
    pub(crate) fn append(&mut self, more: &str) {
        if let Some(Value::String(text)) = self.data.get_mut("text") {
            text.push_str(more);
        }
    }
}

/// `ms-…`, `u-…` and the like.
pub(crate) fn new_id(prefix: &str) -> String {
    format!("{prefix}-{}", uuid::Uuid::new_v4())
}
