//! Frames that the platform sends over the socket (`rtm-channel.txt` "RTM Server Events", `kore-protocol.md` 7).
//!
//! [`decode_frame`] reads a frame by its `type`. The types say what each kind of frame carries.

mod bot_response;
mod event;

use serde_json::Value;

use crate::{
    content::{Attachment, Author, Content},
    decoder::Decoder,
    limits, parse,
    path::Path,
    time::EpochMillis,
    value,
    warning::Decoded,
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
    /// Whether it comes from a human agent (`fromAgent`, `author.type`, an author's name, or the `live_agent` template).
    pub from_agent: bool,
    /// `agent_MessageId`: what a read receipt to the agent must repeat (`kore-protocol.md` 6.6).
    pub agent_message_id: Option<String>,
    /// `enableLiveChatMetaData`: whether the agent's side wants receipts for this message.
    pub wants_receipt: bool,
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

/// Decodes one frame of at most [`limits::MAX_FRAME_BYTES`]. A frame that is too large, nests too deeply or is no JSON
/// object gives [`ServerFrame::Unreadable`] and a warning that says why.
pub fn decode_frame(text: &str) -> Decoded<ServerFrame> {
    let mut decoder = Decoder::new();
    let frame = match parse::parse(text, limits::MAX_FRAME_BYTES) {
        Ok(frame) => frame,
        Err(warning) => {
            decoder.warn(warning);
            return decoder.finish(ServerFrame::Unreadable);
        }
    };
    if !frame.is_object() {
        decoder.dropped(&Path::Root.key("frame"), "an object");
        return decoder.finish(ServerFrame::Unreadable);
    }
    let value = decode_by_type(&mut decoder, frame);
    decoder.finish(value)
}

fn decode_by_type(decoder: &mut Decoder, frame: Value) -> ServerFrame {
    let kind = value::text_of(&frame, &["type"]).unwrap_or_default();
    let is = |name: &str| value::same_name(&kind, name);
    if is("bot_response") {
        return ServerFrame::BotResponse(bot_response::decode(decoder, frame));
    }
    if is("user_message") {
        return ServerFrame::UserMessage(UserMessage::decode(decoder, frame));
    }
    if is("ack") {
        return ServerFrame::Ack(Ack::decode(&frame));
    }
    if is("pong") {
        return ServerFrame::Pong;
    }
    if is("events") {
        return ServerFrame::Event(event::decode(decoder, &frame));
    }
    if is("botKitUnreachable") {
        return ServerFrame::BotKitUnreachable(BotKitUnreachable::decode(&frame));
    }
    if is("initial_language") || is("language_switched") {
        let details = value::field(&frame, "langDetails").unwrap_or(&frame);
        if let Some(language) = value::word_of(details, &["newLanguage", "language"]) {
            return ServerFrame::Language(LanguageChange { language });
        }
        decoder.dropped(&Path::Root.key("langDetails"), "a language");
        return ServerFrame::Unknown { kind };
    }
    match LIFECYCLE.iter().find(|(name, _)| is(name)) {
        Some((_, kind)) => ServerFrame::Lifecycle(Lifecycle::decode(*kind, &frame)),
        None => {
            decoder.unknown(&kind);
            ServerFrame::Unknown { kind }
        }
    }
}

const LIFECYCLE: [(&str, LifecycleKind); 9] = [
    ("bot_active", LifecycleKind::BotActive),
    ("session_start", LifecycleKind::SessionStart),
    ("session_end", LifecycleKind::SessionEnd),
    ("agent_session_start", LifecycleKind::AgentSessionStart),
    ("agent_session_end", LifecycleKind::AgentSessionEnd),
    ("form_delivered", LifecycleKind::FormDelivered),
    ("form_submitted", LifecycleKind::FormSubmitted),
    ("form_failure", LifecycleKind::FormFailure),
    ("waiting_for_user_input", LifecycleKind::WaitingForUserInput),
];

impl UserMessage {
    /// What the visitor wrote is never read as a template (`kore-templates.md` 12, trap 2).
    fn decode(decoder: &mut Decoder, mut frame: Value) -> Self {
        let mut message = frame.get_mut("message").map(Value::take).unwrap_or_default();
        if let Value::Array(elements) = message {
            message = elements.into_iter().next().unwrap_or_default();
        }
        let root = Path::Root;
        let path = root.key("message");
        if message.is_null() {
            decoder.dropped(&path, "an object");
        }
        let text = value::text_of(&message, &["renderMsg", "body"]).or_else(|| value::text(&message));
        let attachments = message.get_mut("attachments").map(Value::take);
        decoder.begin_item();
        Self {
            id: value::integer_of(&frame, &["id", "clientMessageId"]),
            text: text.unwrap_or_default(),
            attachments: Attachment::decode_list(decoder, attachments, &path.key("attachments")),
            created_on: value::time_of(&frame, &["createdOn", "timestamp"]),
        }
    }
}

impl Ack {
    fn decode(frame: &Value) -> Self {
        Self {
            reply_to: value::integer_of(frame, &["replyto", "replyTo"]),
            ok: value::field(frame, "ok").and_then(value::flag) != Some(false),
        }
    }
}

impl Lifecycle {
    fn decode(kind: LifecycleKind, frame: &Value) -> Self {
        let recent = value::field(frame, "recentSessionInfo");
        let recent_id = || value::word_of(recent?, &["sessionId"]);
        Self {
            kind,
            session_id: value::word_of(frame, &["sessionId"]).or_else(recent_id),
            form: value::field(frame, "formMetaInfo").filter(|form| form.is_object()).map(FormMeta::decode),
        }
    }
}

impl FormMeta {
    fn decode(form: &Value) -> Self {
        Self {
            is_secured: value::flag_of(form, &["isSecured"]),
            form_link_expiry: value::integer_of(form, &["formLinkExpiry"]),
            submit_expiry: value::integer_of(form, &["submitExpiry"]),
        }
    }
}

impl BotKitUnreachable {
    fn decode(frame: &Value) -> Self {
        let message = value::field(frame, "message").map(value::one_or_many).unwrap_or_default().first();
        let text =
            message.and_then(|message| value::text(message).or_else(|| value::text_of(message, &["text", "body"])));
        Self { message: text.unwrap_or_default(), timestamp: value::time_of(frame, &["timestamp", "createdOn"]) }
    }
}
