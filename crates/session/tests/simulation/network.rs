//! What lies between the session and the platform: sockets, HTTP, the host page's callback, and their faults.

use std::collections::{BTreeMap, BTreeSet};

use protocol::rest::Grant;
use serde_json::Value;
use session::{ConnId, Credential, Effect, HttpCall, HttpFailure, HttpResponse, Input, RequestId, TokenFailure};

use crate::{
    platform::{BAD_JWT, EPOCH, JWT, Reaction, To, Turn},
    rng::Choices,
    script::{Access, CallbackFault, HttpFault},
    watch,
    world::{Happening, SocketId, World},
};

/// The platform's limit of a client frame in a run: less than the real one, so that a script stays short.
pub const MOST_BYTES: usize = 2_000;
/// The longest way in one direction while nothing is slow.
pub const LATENCY: u64 = 150;
/// The longest that the callback takes.
pub const CALLBACK: u64 = 300;
/// The session waits for the callback this long.
const CALLBACK_TIMEOUT: u64 = 30_000;

/// The platform's side of a socket.
#[derive(Debug)]
struct Socket {
    open: bool,
    /// What passes towards the session, and towards the platform.
    hears: bool,
    speaks: bool,
    /// Frames that are stuck in it. They arrive when nobody wants them any more.
    stuck: Vec<String>,
    last_to_session: u64,
    last_to_platform: u64,
}

/// Faults and what is under way. Times are in milliseconds from the start.
#[derive(Debug, Default)]
pub struct Network {
    sockets: BTreeMap<SocketId, Socket>,
    /// The socket that the session has, if any.
    current: Option<ConnId>,
    /// Sockets that the session closed, or was told that they closed.
    gone: BTreeSet<SocketId>,
    /// Requests whose answers the session waits for.
    awaited: BTreeSet<RequestId>,
    /// Frames of abandoned sockets that reach the platform late.
    held: Vec<(SocketId, String)>,
    pub duplicate_next: bool,
    /// Frames arrive together with those before them.
    pub in_packet: bool,
    pub refuse_next: bool,
    pub no_ack: u64,
    pub swallow: u64,
    pub refuse: u64,
    pub http: (u64, Option<HttpFault>),
    pub slow: (u64, u64),
    /// Until then something may be under way that began while it was slow.
    pub late: u64,
    pub callback: (u64, Option<CallbackFault>),
    pub offline: u64,
    /// Until then the session may wait for an answer that never comes, or was asked to wait.
    hung: u64,
}

impl Network {
    pub fn quiet_from(&self) -> u64 {
        [self.no_ack, self.swallow, self.refuse, self.http.0, self.late, self.callback.0, self.offline, self.hung]
            .into_iter()
            .fold(0, u64::max)
    }

    pub fn half_open(&mut self) {
        for socket in self.sockets.values_mut() {
            socket.hears = false;
            socket.speaks = false;
        }
    }

    pub fn deafen(&mut self) {
        for socket in self.sockets.values_mut() {
            socket.hears = false;
        }
    }

    /// Whether the session's socket passes what it should.
    pub fn is_sound(&self, page: u32) -> bool {
        let socket = self.current.and_then(|conn| self.sockets.get(&(page, conn)));
        socket.is_some_and(|socket| socket.open && socket.hears && socket.speaks)
    }

    pub fn gone_sockets(&self, page: u32) -> Vec<SocketId> {
        self.gone.iter().copied().filter(|socket| socket.0 == page).collect()
    }

    /// Nobody waits for anything any more.
    pub fn forget_page(&mut self) {
        self.awaited.clear();
        self.current = None;
    }
}

/// From the session.
impl World {
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::RequestToken { request, .. } => {
                self.network.awaited.insert(request);
                self.call_back(request);
            }
            Effect::Http { request, call } => {
                self.network.awaited.insert(request);
                let at = self.now + self.latency();
                let page = self.page.number;
                self.at(at, Happening::Http { page, request, call, asked: self.now });
            }
            Effect::OpenSocket { conn, url, protocols } => {
                self.network.current = Some(conn);
                let at = self.now + self.latency();
                self.at(at, Happening::Open { socket: (self.page.number, conn), url, protocols });
            }
            Effect::SendFrame { conn, text } => {
                let id = (self.page.number, conn);
                let at = self.now + self.latency();
                let offline = self.now < self.network.offline;
                let Some(socket) = self.network.sockets.get_mut(&id) else { return };
                if socket.open && socket.speaks && !offline {
                    let at = at.max(socket.last_to_platform);
                    socket.last_to_platform = at;
                    self.at(at, Happening::Frame { socket: id, text });
                }
            }
            Effect::CloseSocket { conn, .. } => {
                self.network.current = None;
                self.abandon((self.page.number, conn));
                // A browser may still report a socket that was closed: such events must not matter.
                if self.rng.chance(50) {
                    let at = self.now + self.latency();
                    self.queue_input(at, Input::SocketClosed { conn, code: 1005, reason: String::new() });
                }
            }
            Effect::Store(_) if self.now < self.page.storage_fails => {
                self.page.is_storage_stale = true;
                self.page.storage = None;
                self.queue_input(self.now, Input::StoreFailed);
            }
            Effect::Store(record) => {
                self.page.is_storage_stale = false;
                self.page.storage = record;
            }
            Effect::Abort { request } => {
                // The answer comes all the same, and must not matter.
                self.network.awaited.remove(&request);
            }
            _ => self.fail(6, "an effect that the model does not know"),
        }
    }

    /// The page gives up all its sockets.
    pub fn abandon_sockets(&mut self) {
        let page = self.page.number;
        let open: Vec<SocketId> =
            self.network.sockets.iter().filter(|(id, socket)| id.0 == page && socket.open).map(|(id, _)| *id).collect();
        for id in open {
            self.abandon(id);
        }
    }

    /// The session's side closes a socket. What is on its way to the platform arrives at once, or before the platform
    /// next answers anything, or never: so a later page of the log is the truth, which the session has to rely on. What
    /// is on its way to the session arrives late.
    fn abandon(&mut self, id: SocketId) {
        self.network.gone.insert(id);
        let to_platform =
            self.take_out(|happening| matches!(happening, Happening::Frame { socket, .. } if *socket == id));
        // Not when the platform's side is closed already.
        let is_open = self.network.sockets.get(&id).is_some_and(|socket| socket.open && socket.speaks);
        let fate = if is_open { self.rng.below(3) } else { 2 };
        for happening in to_platform {
            let Happening::Frame { text, .. } = happening else { continue };
            match fate {
                0 => self.receive(id, &text),
                1 => self.network.held.push((id, text)),
                _ => {}
            }
        }
        let late = self.take_out(|happening| {
            matches!(happening, Happening::ToSession { page, input: Input::SocketFrame { conn, .. }, .. } if (*page, *conn) == id)
        });
        for happening in late {
            let at = self.now + self.rng.below(6_000);
            self.at(at, happening);
        }
        if let Some(socket) = self.network.sockets.get_mut(&id) {
            socket.open = false;
            for text in std::mem::take(&mut socket.stuck) {
                let at = self.now + self.rng.below(6_000);
                self.queue_input(at, Input::SocketFrame { conn: id.1, text });
            }
        }
    }

    fn call_back(&mut self, request: RequestId) {
        let fault = if self.now < self.network.callback.0 { self.network.callback.1 } else { None };
        let result = match fault {
            Some(CallbackFault::Hangs) => {
                self.network.hung = self.network.hung.max(self.now + CALLBACK_TIMEOUT);
                return;
            }
            Some(CallbackFault::Rejects) => {
                Err(TokenFailure::Rejected("no: SECRET.eyJhbGciOiJIUzI1NiJ9.no".to_owned()))
            }
            Some(CallbackFault::Malformed) => Err(TokenFailure::Malformed("accessToken is missing".to_owned())),
            _ if self.access == Access::Jwt || (self.access == Access::Secure && self.is_odd()) => {
                Ok(Credential::Jwt(if fault.is_none() { JWT } else { BAD_JWT }.to_owned()))
            }
            _ => {
                let access_token = self.platform.issue_token(fault.is_none());
                let now = EPOCH + self.now as i64;
                let (issued, expires) = match fault {
                    Some(CallbackFault::Expired) => (Some(now - 7_200_000), Some(now - 3_600_000)),
                    _ => {
                        let is_told = self.rng.chance(50);
                        (self.rng.chance(50).then_some(now), is_told.then_some(now + 3_600_000))
                    }
                };
                let user_id = self.is_odd().then(|| "u-1".to_owned());
                let jwt = (self.access == Access::Secure).then(|| JWT.to_owned());
                Ok(Credential::AccessToken { grant: Grant { access_token, expires, issued, user_id }, jwt })
            }
        };
        let at = self.now + self.rng.between(10, CALLBACK);
        self.queue_input(at, Input::Token { request, result });
    }
}

/// To the session.
impl World {
    /// What reaches the page.
    pub fn deliver(&mut self, page: u32, input: Input, brings: Option<String>) {
        if page != self.page.number {
            return;
        }
        let is_current = match &input {
            Input::SocketOpened { conn } | Input::SocketFrame { conn, .. } | Input::SocketClosed { conn, .. } => {
                self.network.current == Some(*conn)
            }
            Input::Token { request, .. } | Input::Http { request, .. } => self.network.awaited.remove(request),
            _ => true,
        };
        if !is_current {
            return self.stale_input(input);
        }
        match &input {
            Input::SocketClosed { conn, .. } => {
                self.network.current = None;
                self.network.gone.insert((page, *conn));
            }
            Input::Token { request, .. } => self.watch.answered(*request),
            Input::Http { request, result: Ok(HttpResponse { retry_after: Some(seconds), .. }) } => {
                let wish = self.now + u64::from(*seconds) * 1_000;
                if self.watch.start == Some(*request) {
                    self.watch.start_not_before = wish;
                }
                self.network.hung = self.network.hung.max(wish);
                self.watch.not_before = self.watch.not_before.max(wish);
            }
            _ => {}
        }
        let acknowledged = match &input {
            Input::SocketFrame { text, .. } => watch::acknowledged(text),
            _ => None,
        };
        self.input(input);
        if acknowledged.is_some_and(|id| self.session.entries().any(|entry| watch::is_waiting(entry, id))) {
            self.fail(1, "a message is acknowledged and still waits");
        }
        if let Some(text) = brings.filter(|text| !self.watch.shows(text)) {
            self.fail(6, format!("\"{text}\" arrived and is not shown"));
        }
    }

    /// The platform answers an HTTP request, or something on the way does.
    pub fn answer(&mut self, page: u32, request: RequestId, call: &HttpCall, asked: u64) {
        for (socket, text) in std::mem::take(&mut self.network.held) {
            self.read(socket, &text);
        }
        let fault = if self.now < self.network.http.0 { self.network.http.1 } else { None };
        let plain = |status, body: &str| Ok(HttpResponse { status, body: body.to_owned(), retry_after: None });
        let result = match fault {
            _ if self.now < self.network.offline => Err(HttpFailure::Network),
            Some(HttpFault::Hang) => {
                self.network.hung = self.network.hung.max(asked + call.timeout);
                return self
                    .queue_input(asked + call.timeout, Input::Http { request, result: Err(HttpFailure::Network) });
            }
            Some(HttpFault::Network) => Err(HttpFailure::Network),
            Some(HttpFault::Garbage) => plain(200, "<html>sign in to the hotel's network</html>"),
            Some(HttpFault::Status(status)) => plain(status, r#"{"errors":[{"msg":"no","code":500}]}"#),
            Some(HttpFault::TooMany(seconds)) => {
                Ok(HttpResponse { status: 429, body: String::new(), retry_after: Some(seconds.into()) })
            }
            None => {
                let (bearer, body) = (call.bearer.as_deref(), call.body.as_deref());
                let (status, body) = self.platform.answer(self.now, &call.path, bearer, body);
                plain(status, &body)
            }
        };
        let at = self.now + self.latency();
        // The driver gives up by itself.
        let (at, result) =
            if at > asked + call.timeout { (asked + call.timeout, Err(HttpFailure::Network)) } else { (at, result) };
        self.at(at, Happening::ToSession { page, input: Input::Http { request, result }, brings: None });
    }

    /// The platform decides about a new socket.
    pub fn open(&mut self, id: SocketId, url: &str, protocols: &[String]) {
        let is_reachable = self.now >= self.network.offline && self.now >= self.network.refuse;
        let reaction = if is_reachable { self.platform.open(self.now, url, protocols) } else { None };
        let at = self.now + self.latency();
        let conn = id.1;
        let Some(reaction) = reaction else {
            return self.queue_input(at, Input::SocketClosed { conn, code: 1006, reason: String::new() });
        };
        if self.network.gone.contains(&id) {
            return;
        }
        let socket = Socket {
            open: true,
            hears: true,
            speaks: true,
            stuck: Vec::new(),
            last_to_session: at,
            last_to_platform: 0,
        };
        self.network.sockets.insert(id, socket);
        self.queue_input(at, Input::SocketOpened { conn });
        let greets = reaction.turn == Some(Turn::Greeting);
        self.react(id, reaction);
        if greets {
            let at = self.now + self.rng.between(10, 800);
            self.at(at, Happening::BotSays);
        }
    }

    /// Does what the platform does at once. The bot's turn is the caller's.
    fn react(&mut self, id: SocketId, reaction: Reaction) {
        if let Some(ack) = reaction.ack.filter(|_| self.now >= self.network.no_ack) {
            self.send(id, &ack, None);
        }
        for (to, frame) in reaction.frames {
            for other in self.open_sockets() {
                let goes = match to {
                    To::Sender => other == id,
                    To::Others => other != id,
                    To::Everyone => true,
                };
                if goes {
                    self.send(other, &frame, None);
                }
            }
        }
        if let Some(code) = reaction.close
            && let Some(socket) = self.network.sockets.get_mut(&id)
        {
            socket.open = false;
            if socket.hears {
                let at = (self.now + LATENCY).max(socket.last_to_session);
                self.close(at, id, code);
            }
        }
    }

    /// Sends a frame to every open socket.
    pub fn broadcast(&mut self, frame: &str, brings: Option<&str>) {
        // Chunks carry no number, so nobody could tell a repeated one from a new one.
        let is_chunk = frame.contains("\"sM\"");
        let twice = !is_chunk && std::mem::take(&mut self.network.duplicate_next);
        for id in self.open_sockets() {
            self.send(id, frame, brings);
            if twice {
                let before = std::mem::replace(&mut self.network.in_packet, true);
                self.send(id, frame, brings);
                self.network.in_packet = before;
            }
        }
    }

    /// Closes every open socket from the platform's side.
    pub fn drop_sockets(&mut self, code: u16, lossy: bool) {
        for id in self.open_sockets() {
            let latency = self.latency();
            if lossy {
                self.take_out(|happening| {
                    matches!(happening, Happening::ToSession { page, input: Input::SocketFrame { conn, .. }, .. } if (*page, *conn) == id)
                });
            }
            let Some(socket) = self.network.sockets.get_mut(&id) else { continue };
            socket.open = false;
            let at = (self.now + latency).max(socket.last_to_session);
            if socket.hears {
                self.close(at, id, code);
            }
        }
    }

    fn close(&mut self, at: u64, id: SocketId, code: u16) {
        if id.0 == self.page.number {
            let reason = format!("code {code} https://platform.test/?token=SECRET");
            self.queue_input(at, Input::SocketClosed { conn: id.1, code, reason });
        }
    }

    fn send(&mut self, id: SocketId, frame: &str, brings: Option<&str>) {
        let latency = self.latency();
        let offline = self.now < self.network.offline;
        let Some(socket) = self.network.sockets.get_mut(&id) else { return };
        if !socket.open {
            return;
        }
        if !socket.hears || offline {
            if socket.stuck.len() < 5 {
                socket.stuck.push(frame.to_owned());
            }
            return;
        }
        let latency = if self.network.in_packet { 0 } else { latency };
        let at = (self.now + latency).max(socket.last_to_session);
        socket.last_to_session = at;
        let input = Input::SocketFrame { conn: id.1, text: frame.to_owned() };
        self.at(at, Happening::ToSession { page: id.0, input, brings: brings.map(str::to_owned) });
    }

    fn open_sockets(&self) -> Vec<SocketId> {
        self.network.sockets.iter().filter(|(_, socket)| socket.open).map(|(id, _)| *id).collect()
    }

    fn latency(&mut self) -> u64 {
        let slow = if self.now < self.network.slow.0 { self.rng.below(self.network.slow.1 + 1) } else { 0 };
        self.rng.between(5, LATENCY) + slow
    }
}

/// At the platform.
impl World {
    /// A frame of the session's arrives, if its socket still passes any.
    pub fn receive(&mut self, id: SocketId, text: &str) {
        let is_open = |socket: &Socket| socket.open && socket.speaks;
        if self.now >= self.network.offline && self.network.sockets.get(&id).is_some_and(is_open) {
            self.read(id, text);
        }
    }

    fn read(&mut self, id: SocketId, text: &str) {
        let Ok(frame) = serde_json::from_str::<Value>(text) else {
            return self.fail(6, "the session sent a frame that is not JSON");
        };
        let is_message =
            frame["resourceid"] == "/bot.message" && frame["type"] != "ping" && frame.get("event").is_none();
        if !is_message {
            let reaction = self.platform.hear(self.now, text);
            return self.react(id, reaction);
        }
        let (Some(client_id), Some(body)) = (frame["clientMessageId"].as_i64(), frame["message"]["body"].as_str())
        else {
            return self.fail(6, format!("a message frame without id or body: {text}"));
        };
        if frame["id"].as_i64() != Some(client_id) {
            self.fail(6, "id and clientMessageId differ");
        }
        if self.platform.is_too_large(text) {
            let reaction = self.platform.hear(self.now, text);
            return self.react(id, reaction);
        }
        if self.now < self.network.swallow {
            return self.mark_unordered(body, |said| said.swallowed = true);
        }
        if std::mem::take(&mut self.network.refuse_next) {
            self.send(id, &format!(r#"{{"ok":false,"replyto":{client_id},"type":"ack"}}"#), None);
            return self.mark_unordered(body, |_| {});
        }
        self.check_message(client_id, body);
        let reaction = self.platform.hear(self.now, text);
        self.react(id, reaction);
        if self.rng.chance(70) {
            let at = self.now + self.rng.between(20, 2_000);
            self.at(at, Happening::BotSays);
        }
    }

    fn check_message(&mut self, client_id: i64, body: &str) {
        let asked = self.said.iter().any(|said| said.text == body && said.retried);
        if !asked && self.platform.log.iter().any(|stored| stored.text == body) {
            self.fail(1, format!("the platform received \"{body}\" twice"));
        }
        if self.platform.log.iter().any(|stored| stored.client_id == Some(client_id) && stored.text != body) {
            self.fail(1, format!("\"{body}\" has the id of another message"));
        }
    }
}
