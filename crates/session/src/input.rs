//! What can happen to a session.

use protocol::{rest::Grant, template::Answer};

use crate::{ConnId, EntryKey, Millis, RequestId};

/// The two clocks at the moment of an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// A clock that never goes back, from any origin. Deadlines are in it.
    pub monotonic: Millis,
    /// Milliseconds since 1970, as the visitor's device believes. Message ids and times are in it.
    pub wall: i64,
}

/// One thing that happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Input {
    /// The visitor opened the chat, or the host page asks for a connection.
    Connect,
    /// Close the connection and keep the transcript.
    Disconnect,
    /// The visitor asks to try again after [`crate::ConnectionState::Stopped`], or not to wait any longer.
    Reconnect,
    /// End the conversation on the platform (`/bot.closeConversationSession`).
    EndSession,
    /// The visitor sends something.
    Send(Draft),
    /// The visitor answers a template.
    Answer(Answer),
    /// The visitor asks to send a failed message again.
    RetrySend(EntryKey),
    /// The visitor gives a failed or queued message up.
    Discard(EntryKey),
    /// The visitor scrolled to the oldest entry, or asks again after a failure.
    LoadOlder,
    /// The visitor asks for what is missing at a [`crate::EntryBody::Gap`].
    FillGap(EntryKey),
    /// The visitor pressed a key in the composer.
    VisitorTyping,

    /// What the last [`crate::Effect::Store`] of the same visitor's tab wrote, before anything else is put in.
    Restore(String),
    /// An [`crate::Effect::Store`] could not be performed; the session goes on without.
    StoreFailed,

    /// A deadline passed.
    Tick,
    /// The browser's idea of the network changed.
    Online(bool),
    /// The page was shown or hidden.
    Visible(bool),
    /// The page goes away, perhaps into the back-forward cache.
    PageHide,
    /// The page came back from the back-forward cache.
    PageShow,

    /// The host page's callback settled.
    Token {
        /// The request it answers.
        request: RequestId,
        /// What it gave.
        result: Result<Credential, TokenFailure>,
    },
    /// An HTTP request ended.
    Http {
        /// The request it answers.
        request: RequestId,
        /// What came back, whatever its status.
        result: Result<HttpResponse, HttpFailure>,
    },
    /// A socket opened.
    SocketOpened {
        /// Which one; inputs of any but the newest are ignored.
        conn: ConnId,
    },
    /// A socket received a text frame.
    SocketFrame {
        /// Which one.
        conn: ConnId,
        /// The frame.
        text: String,
    },
    /// A socket closed, or never opened.
    SocketClosed {
        /// Which one.
        conn: ConnId,
        /// The close code (`rtm-channel.txt` "WebSocket Error Scenarios"); 1006 when there was none.
        code: u16,
        /// The close reason as sent.
        reason: String,
    },
}

/// A message to send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the transcript shows.
    pub text: String,
    /// What the bot receives instead of `text`, for chosen actions.
    pub payload: Option<String>,
}

/// What the host page's callback gives.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// `getAccessToken`: a grant made on the host's server.
    AccessToken {
        /// The token, and what is known of it.
        grant: Grant,
        /// For secure RTM (`kore-protocol.md` 4.2), where the host gives it.
        jwt: Option<String>,
    },
    /// `getJwt`: the session makes the grant itself.
    Jwt(String),
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AccessToken { .. } => "AccessToken(<redacted>)",
            Self::Jwt(_) => "Jwt(<redacted>)",
        })
    }
}

/// Why the host page's callback gave nothing of use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenFailure {
    /// It threw or its promise was rejected; the text is for the page's developer.
    Rejected(String),
    /// It resolved to something that holds no token; the text names what is missing.
    Malformed(String),
}

/// An HTTP answer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// Such as 200.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// `Retry-After` in seconds, where sent.
    pub retry_after: Option<u32>,
}

/// Bodies carry tokens and socket addresses.
impl std::fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpResponse({}, {} bytes)", self.status, self.body.len())
    }
}

/// Why an HTTP request has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpFailure {
    /// No connection, refused by CORS or CSP, or cut off.
    Network,
}
