//! Frames that the widget sends over the socket (`rtm-channel.txt` "RTM Client Events", `kore-protocol.md` 6).

use serde::Serialize;

use crate::{rest::BotInfo, time::EpochMillis};

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
