//! Frames that the platform sends over the socket (`rtm-channel.txt` "RTM Server Events", `kore-protocol.md` 7).

use crate::{
    content::{Attachment, Author, Content},
    time::EpochMillis,
    warning::{Decoded, Warning},
};

/// One frame, decoded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ServerFrame {
    /// A message from the bot or an agent.
    BotResponse(BotResponse),
    /// The visitor's own message, sent from another tab.
    UserMessage(UserMessage),
    /// The platform received a frame of ours.
    Ack(Ack),
    /// The answer to a ping.
    Pong,
    /// Something began or ended: sessions, agent sessions, forms, or the bot waits for input.
    Lifecycle(Lifecycle),
    /// The bot's server cannot be reached; carries a text for the visitor.
    BotKitUnreachable(BotKitUnreachable),
    /// An `events` frame: typing, receipts, agents.
    Event(PlatformEvent),
    /// The conversation's language changed.
    Language(LanguageChange),
    /// A frame of a kind that is not known here; the host still gets it raw.
    Unknown {
        /// `type` as sent; empty when there was none.
        kind: String,
    },
    /// Input that could not be read at all; the warnings say why.
    Unreadable,
}

/// `bot_response` (`kore-protocol.md` 7.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BotResponse {
    /// The platform's id of the message; chunks of one answer share it.
    pub message_id: Option<String>,
    /// When the platform made it.
    pub created_on: Option<EpochMillis>,
    /// Every item of `message[]` that could be read, in order.
    pub items: Vec<Content>,
    /// Present when the frame is one chunk of a streamed answer.
    pub chunk: Option<Chunk>,
    /// Who wrote it, when the frame says.
    pub author: Option<Author>,
    /// Whether it comes from a human agent (`fromAgent`, `author.type`, or the `live_agent` template).
    pub from_agent: bool,
    /// The bot's picture as sent: check it before use.
    pub icon: Option<String>,
    /// `botLanguage`, such as `ar`.
    pub language: Option<String>,
    /// What a delivery acknowledgement must repeat.
    pub delivery: Option<DeliveryKey>,
    /// How long to wait before showing it, in milliseconds, where the bot's author asks for that.
    pub render_delay: u32,
}

/// Where in a streamed answer a chunk stands (`kore-protocol.md` 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// `sM`: more follows.
    More,
    /// `endChunk`: the last one.
    End,
}

/// `timestamp` and `key` of a frame (`kore-protocol.md` 6.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryKey {
    /// Copied from the frame.
    pub timestamp: EpochMillis,
    /// Copied from the frame.
    pub key: String,
}

/// `user_message`: an echo from another tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserMessage {
    /// The `clientMessageId` that the other tab sent.
    pub id: Option<i64>,
    /// `renderMsg` where present, else `body`.
    pub text: String,
    /// Files of the message.
    pub attachments: Vec<Attachment>,
    /// When it was sent, if the frame says.
    pub created_on: Option<EpochMillis>,
}

/// `ack`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ack {
    /// The `id` of the frame that was received.
    pub reply_to: Option<i64>,
    /// False when the platform says that it refused the frame.
    pub ok: bool,
}

/// The frames that carry hardly more than their name (`rtm-channel.txt` "Bot Status Event" to "User Input Event").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// Which one.
    pub kind: LifecycleKind,
    /// The platform's session id.
    pub session_id: Option<String>,
    /// `formMetaInfo`, where sent.
    pub form: Option<FormMeta>,
}

/// Names of [`Lifecycle`] frames, compared without regard to case and a leading slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the platform's")]
pub enum LifecycleKind {
    BotActive,
    SessionStart,
    SessionEnd,
    AgentSessionStart,
    AgentSessionEnd,
    FormDelivered,
    FormSubmitted,
    FormFailure,
    WaitingForUserInput,
}

/// `formMetaInfo`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormMeta {
    /// `isSecured`.
    pub is_secured: bool,
    /// `formLinkExpiry`, in seconds.
    pub form_link_expiry: Option<i64>,
    /// `submitExpiry`, in seconds.
    pub submit_expiry: Option<i64>,
}

/// `botKitUnreachable`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BotKitUnreachable {
    /// The text for the visitor; empty when the frame has none.
    pub message: String,
    /// When it happened.
    pub timestamp: Option<EpochMillis>,
}

/// `events` (`kore-protocol.md` 7.2).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlatformEvent {
    /// Somebody is typing.
    Typing {
        /// Who, where the frame says.
        author: Option<Author>,
    },
    /// Nobody is typing any more.
    StopTyping,
    /// `agent_connected` or `agent_session_active`.
    AgentConnected {
        /// Who, where the frame says.
        author: Option<Author>,
    },
    /// `agent_disconnected` or `agent_session_inactive`.
    AgentDisconnected,
    /// The agent's side received the visitor's message.
    MessageDelivered {
        /// Which one; none means all.
        client_message_id: Option<i64>,
    },
    /// The agent read the visitor's message.
    MessageRead {
        /// Which one; none means all.
        client_message_id: Option<i64>,
    },
    /// A sub-type that is not known here; the host still gets it raw.
    Other {
        /// `message.type` as sent.
        kind: String,
    },
}

/// `initial_language` or `language_switched`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageChange {
    /// A language tag such as `ar`.
    pub language: String,
}

/// Decodes one frame.
pub fn decode_frame(text: &str) -> Decoded<ServerFrame> {
    let _ = text;
    Decoded { value: ServerFrame::Unreadable, warnings: vec![Warning::NotJson] }
}
