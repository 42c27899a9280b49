//! Frames that the widget sends over the socket (`rtm-channel.txt` "RTM Client Events", `kore-protocol.md` 6).

use serde::Serialize;

use crate::{frame::DeliveryKey, rest::BotInfo, time::EpochMillis};

/// Identifies a message across acknowledgement, echo and history: milliseconds since 1970, made unique.
pub type ClientMessageId = i64;

/// What every frame says about the visitor's surroundings.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Meta {
    /// IANA name, such as `Europe/London`.
    pub timezone: String,
    /// Such as `en-GB`.
    pub locale: String,
}

/// `resourceid` of messages, pings and events.
pub const BOT_MESSAGE: &str = "/bot.message";
/// `resourceid` that ends the session.
pub const CLOSE_CONVERSATION_SESSION: &str = "/bot.closeConversationSession";

/// `/bot.message`, an event inside it, or `/bot.closeConversationSession`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientFrame<'a> {
    /// Present on messages; events may leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_message_id: Option<ClientMessageId>,
    /// [`BOT_MESSAGE`] or [`CLOSE_CONVERSATION_SESSION`].
    #[serde(rename = "resourceid")]
    pub resource_id: &'static str,
    /// The name of an event, such as `typing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
    /// `ping` for pings.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// What is said; absent on pings and when the session is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageBody<'a>>,
    /// `messageId`: the message that a receipt is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<&'a str>,
    /// `agent_MessageId` of that message, where it had one.
    #[serde(rename = "agent_MessageId", skip_serializing_if = "Option::is_none")]
    pub agent_message_id: Option<&'a str>,
    /// The bot.
    pub bot_info: &'a BotInfo,
    /// Always `sdk`.
    pub client: &'static str,
    /// The visitor's surroundings.
    pub meta: &'a Meta,
    /// Equal to `client_message_id` on messages, else a counter.
    pub id: i64,
}

/// `message` of a [`ClientFrame`].
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageBody<'a> {
    /// The text, or the chosen action's payload.
    pub body: &'a str,
    /// What the transcript shows instead of `body`; only when not empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub render_msg: Option<&'a str>,
    /// Empty text in events, absent in messages (`kore-protocol.md` 6.6).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

/// Tells the platform that a `bot_response` arrived (`kore-protocol.md` 6.4).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryAck<'a> {
    /// The frame's `timestamp`.
    pub client_message_id: EpochMillis,
    /// Always `ack`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The frame's `timestamp`.
    #[serde(rename = "replyto")]
    pub reply_to: EpochMillis,
    /// Always `delivered`.
    pub status: &'static str,
    /// The frame's `key`.
    pub key: &'a str,
    /// The frame's `timestamp`.
    pub id: EpochMillis,
}

/// Says who sends: the same in all frames of a session.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The bot.
    pub bot_info: &'a BotInfo,
    /// The visitor's surroundings.
    pub meta: &'a Meta,
}

impl<'a> ClientFrame<'a> {
    /// What the visitor says. `render_msg` is left out when it is blank (`kore-templates.md` 2.1).
    pub fn message(sender: Sender<'a>, id: ClientMessageId, body: &'a str, render_msg: Option<&'a str>) -> Self {
        let render_msg = render_msg.filter(|text| !text.trim().is_empty());
        let message = MessageBody { body, render_msg, kind: None };
        Self { client_message_id: Some(id), message: Some(message), ..Self::bare(sender, id) }
    }

    /// A ping; `counter` goes up with every frame that is no message (`kore-protocol.md` 6.3).
    pub fn ping(sender: Sender<'a>, counter: i64) -> Self {
        Self { kind: Some("ping"), ..Self::bare(sender, counter) }
    }

    /// The visitor began to type.
    pub fn typing(sender: Sender<'a>, counter: i64) -> Self {
        Self::event(sender, counter, "typing")
    }

    /// The visitor stopped typing.
    pub fn stop_typing(sender: Sender<'a>, counter: i64) -> Self {
        Self::event(sender, counter, "stop_typing")
    }

    /// An agent's message is on the visitor's screen (`kore-protocol.md` 6.6).
    pub fn message_delivered(
        sender: Sender<'a>,
        counter: i64,
        message_id: &'a str,
        agent_message_id: Option<&'a str>,
    ) -> Self {
        Self { message_id: Some(message_id), agent_message_id, ..Self::event(sender, counter, "message_delivered") }
    }

    /// The visitor has seen an agent's message (`kore-protocol.md` 6.6).
    pub fn message_read(
        sender: Sender<'a>,
        counter: i64,
        message_id: &'a str,
        agent_message_id: Option<&'a str>,
    ) -> Self {
        Self { message_id: Some(message_id), agent_message_id, ..Self::event(sender, counter, "message_read") }
    }

    /// The visitor leaves the chat with an agent (`kore-protocol.md` 6.6).
    pub fn close_agent_chat(sender: Sender<'a>, id: ClientMessageId) -> Self {
        Self { client_message_id: Some(id), ..Self::event(sender, id, "close_agent_chat") }
    }

    /// The visitor ends the session (`kore-protocol.md` 6.5).
    pub fn close_session(sender: Sender<'a>, id: ClientMessageId) -> Self {
        Self { client_message_id: Some(id), resource_id: CLOSE_CONVERSATION_SESSION, ..Self::bare(sender, id) }
    }

    fn event(sender: Sender<'a>, counter: i64, name: &'static str) -> Self {
        let message = MessageBody { body: "", render_msg: None, kind: Some("") };
        Self { event: Some(name), message: Some(message), ..Self::bare(sender, counter) }
    }

    fn bare(sender: Sender<'a>, id: i64) -> Self {
        Self {
            client_message_id: None,
            resource_id: BOT_MESSAGE,
            event: None,
            kind: None,
            message: None,
            message_id: None,
            agent_message_id: None,
            bot_info: sender.bot_info,
            client: "sdk",
            meta: sender.meta,
            id,
        }
    }
}

impl<'a> DeliveryAck<'a> {
    /// Acknowledges the frame that carried `delivery`.
    pub fn new(delivery: &'a DeliveryKey) -> Self {
        let DeliveryKey { timestamp, key } = delivery;
        Self {
            client_message_id: *timestamp,
            kind: "ack",
            reply_to: *timestamp,
            status: "delivered",
            key,
            id: *timestamp,
        }
    }
}

/// A frame or body as JSON text.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> String {
    // Only a map with keys that are no text, or a failing `Serialize`, can fail; there is neither here.
    serde_json::to_string(value).unwrap_or_default()
}
