//! What a session asks its driver to do.

use crate::Millis;

/// Identifies one token or HTTP request; answers to any but the awaited one are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Identifies one socket; grows with every socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnId(pub u64);

/// One thing to do. Effects are performed in order.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Call the host page's callback; answer with [`crate::Input::Token`].
    RequestToken {
        /// To be repeated in the answer.
        request: RequestId,
        /// Passed on to the callback.
        reason: TokenReason,
    },
    /// Make an HTTP request; answer with [`crate::Input::Http`].
    Http {
        /// To be repeated in the answer.
        request: RequestId,
        /// The request.
        call: HttpCall,
    },
    /// Give up a token or HTTP request; its answer would be ignored.
    Abort {
        /// The request.
        request: RequestId,
    },
    /// Open a socket; answer with [`crate::Input::SocketOpened`] or [`crate::Input::SocketClosed`].
    OpenSocket {
        /// To be repeated in every input of this socket.
        conn: ConnId,
        /// Its address, a secret.
        url: String,
        /// Sub-protocols to offer, secrets among them; usually none.
        protocols: Vec<String>,
    },
    /// Send a text frame.
    SendFrame {
        /// The socket.
        conn: ConnId,
        /// The frame.
        text: String,
    },
    /// Keep this text in the tab's storage for [`crate::Input::Restore`] after a reload. With none, and where it cannot
    /// be kept, nothing is to be left there: what was kept before is out of date. It holds messages of the visitor's
    /// that are not confirmed, and belongs to this bot alone.
    Store(Option<String>),
    /// Close a socket and forget it.
    CloseSocket {
        /// The socket.
        conn: ConnId,
        /// 1000, or 3000 to 4999.
        code: u16,
    },
}

/// Debug output never shows an address, a header or a frame.
impl std::fmt::Debug for Effect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RequestToken { request, reason } => write!(f, "RequestToken({}, {reason:?})", request.0),
            Self::Http { request, call } => write!(f, "Http({}, {call:?})", request.0),
            Self::Abort { request } => write!(f, "Abort({})", request.0),
            Self::OpenSocket { conn, .. } => write!(f, "OpenSocket({})", conn.0),
            Self::SendFrame { conn, text } => write!(f, "SendFrame({}, {} bytes)", conn.0, text.len()),
            Self::Store(record) => write!(f, "Store({} bytes)", record.as_ref().map_or(0, String::len)),
            Self::CloseSocket { conn, code } => write!(f, "CloseSocket({}, {code})", conn.0),
        }
    }
}

/// Why a token is asked for; passed to the host page as `start`, `expired` or `rejected`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenReason {
    /// There is none yet.
    Start,
    /// The last one ended.
    Expired,
    /// The platform refused the last one.
    Rejected,
}

/// An HTTP request to the platform.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpCall {
    /// The method.
    pub method: Method,
    /// Below [`crate::Config::api_url`], with its query, such as `rtm/start`.
    pub path: String,
    /// The bearer token, where one is needed; the driver writes the header.
    pub bearer: Option<String>,
    /// The JSON body, where there is one.
    pub body: Option<String>,
    /// Whether to send `x-rtm-v: 1` (`kore-protocol.md` 2).
    pub rtm_version: bool,
    /// Give up after this long, in milliseconds.
    pub timeout: Millis,
}

/// Debug output never shows the bearer token or the body.
impl std::fmt::Debug for HttpCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.method, self.path)
    }
}

/// HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are HTTP's")]
pub enum Method {
    Get,
    Post,
}
