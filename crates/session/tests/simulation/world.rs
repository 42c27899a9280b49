//! The session, the platform and the network between them, on one virtual clock.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    sync::Arc,
};

use protocol::rest::Grant;
use serde_json::Value;
use session::{
    Change, Config, ConnId, ConnectionState, Credential, Draft, Effect, Entry, EntryBody, EntryKey, HttpCall,
    HttpFailure, HttpResponse, Input, Now, RequestId, SendState, Session, TimelineDiff, TokenFailure,
};

use crate::{
    platform::{EPOCH, Platform, Stored},
    rng::Rng,
    script::{CallbackFault, HttpFault, Script, Step},
};

/// What waits in the queue.
#[derive(Debug)]
enum Happening {
    ToSession(Input),
    Http { request: RequestId, call: HttpCall },
    Open { conn: ConnId, url: String },
    Frame { conn: ConnId, text: String },
    BotSays { text: String },
    Chunks { stored: Stored, left: Vec<String> },
    Step(Step),
    Online,
    Visible,
    Restored,
}

impl Happening {
    /// Whether it happens in the page, which a sleeping device or a page in the back-forward cache does not run.
    fn is_in_page(&self) -> bool {
        match self {
            Self::ToSession(_) | Self::Online | Self::Visible => true,
            Self::Step(step) => matches!(
                step,
                Step::Say
                    | Step::RetryFailed
                    | Step::LoadOlder
                    | Step::Reconnect
                    | Step::Offline(_)
                    | Step::Hidden(_)
                    | Step::Cached(_)
                    | Step::Stale
            ),
            _ => false,
        }
    }
}

/// The platform's side of a socket.
#[derive(Debug)]
struct Socket {
    open: bool,
    half_open: bool,
    /// Frames on their way to the session are lost from now on.
    cut: bool,
    /// The session closed it or was told that it closed.
    gone: bool,
    last_to_session: u64,
    last_to_platform: u64,
}

/// A message that the visitor sent in this run.
#[derive(Debug)]
pub struct Said {
    pub text: String,
    pub retried: bool,
}

/// Faults that last until a time.
#[derive(Debug, Default)]
struct Until {
    no_ack: u64,
    refuse: u64,
    http: (u64, Option<HttpFault>),
    slow: (u64, u64),
    callback: (u64, Option<CallbackFault>),
    offline: u64,
    asleep: u64,
}

pub struct World {
    pub now: u64,
    skew: i64,
    rng: Rng,
    pub session: Session,
    pub platform: Platform,
    uses_jwt: bool,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    serial: u64,
    sockets: BTreeMap<u64, Socket>,
    until: Until,
    duplicate_next: bool,
    bot_count: u32,
    pub said: Vec<Said>,
    /// The transcript as somebody would have it who only saw the changes.
    pub mirror: Vec<Arc<Entry>>,
    /// When tokens and addresses were asked for.
    pub token_requests: Vec<u64>,
    pub starts: Vec<u64>,
    pub visitor_reconnects: Vec<u64>,
    /// The first guarantee that did not hold.
    pub violation: Option<String>,
    /// State and fault pairs that were met, for the coverage report.
    pub met: BTreeSet<(&'static str, &'static str)>,
    frozen: Option<Vec<Happening>>,
}

impl World {
    pub fn new(script: &Script) -> Self {
        let mut platform = Platform::default();
        for index in 0..script.backlog {
            let at = EPOCH - 86_400_000 + i64::from(index) * 60_000;
            let mut stored = platform.store(0, index % 2 == 0, &format!("old-{index}"), None);
            stored.created_on = at;
            if let Some(last) = platform.log.last_mut() {
                last.created_on = at;
            }
        }
        let mut world = Self {
            now: 0,
            skew: 0,
            rng: Rng::new(script.seed.wrapping_mul(0x2545_f491_4f6c_dd1d)),
            session: Session::new(Config::default(), script.seed),
            platform,
            uses_jwt: script.seed.is_multiple_of(3),
            queue: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            serial: 0,
            sockets: BTreeMap::new(),
            until: Until::default(),
            duplicate_next: false,
            bot_count: 0,
            said: Vec::new(),
            mirror: Vec::new(),
            token_requests: Vec::new(),
            starts: Vec::new(),
            visitor_reconnects: Vec::new(),
            violation: None,
            met: BTreeSet::new(),
            frozen: None,
        };
        world.at(0, Happening::ToSession(Input::Connect));
        for timed in &script.steps {
            world.at(timed.at, Happening::Step(timed.step.clone()));
        }
        world
    }

    /// Lets everything happen up to a time.
    pub fn run_until(&mut self, end: u64) {
        let mut idle_ticks = 0;
        while self.violation.is_none() {
            let queued = self.queue.peek().map(|Reverse((at, _))| *at);
            // A page in the back-forward cache has no timers.
            let deadline = self.session.next_deadline().filter(|_| self.frozen.is_none());
            let deadline = deadline.map(|at| self.wake(at.saturating_sub(ORIGIN)));
            let tick = deadline.is_some_and(|deadline| queued.is_none_or(|queued| deadline <= queued));
            let Some(next) = (if tick { deadline } else { queued }) else { break };
            if next > end {
                break;
            }
            idle_ticks = if tick && next <= self.now { idle_ticks + 1 } else { 0 };
            if idle_ticks > 1_000 {
                self.fail("the session asks to be called again and again without time going on");
            }
            self.now = self.now.max(next);
            if tick {
                self.input(Input::Tick);
            } else if let Some(Reverse((_, serial))) = self.queue.pop()
                && let Some(happening) = self.happenings.remove(&serial)
            {
                self.happen(serial, happening);
            }
        }
        self.now = self.now.max(end);
    }

    /// Whether anything of the script, or the end of one of its faults, is still to come.
    pub fn has_steps_left(&self) -> bool {
        let is_step = |happening: &Happening| {
            matches!(happening, Happening::Step(_) | Happening::Online | Happening::Visible | Happening::Restored)
        };
        self.happenings.values().any(is_step) || self.frozen.is_some()
    }

    /// When every fault is over.
    pub fn quiet_from(&self) -> u64 {
        let until = &self.until;
        [
            until.no_ack,
            until.refuse,
            until.http.0,
            until.slow.0 + until.slow.1,
            until.callback.0,
            until.offline,
            until.asleep,
        ]
        .into_iter()
        .fold(self.now, u64::max)
    }

    pub fn input(&mut self, input: Input) {
        let now = self.clocks();
        if matches!(input, Input::Reconnect) {
            self.visitor_reconnects.push(self.now);
        }
        let output = self.session.handle(now, input);
        for change in output.changes {
            self.check_secret(&change);
            if let Change::Timeline(diff) = change {
                self.mirror_diff(diff);
            }
        }
        for event in &output.events {
            self.check_secret(event);
        }
        if let ConnectionState::Waiting { until: Some(until), .. } = self.session.state()
            && *until > now.monotonic + 30_000
        {
            self.fail("a back-off step is longer than 30 s");
        }
        for effect in output.effects {
            self.check_secret(&effect);
            self.perform(effect);
        }
    }

    pub fn say(&mut self) {
        let text = format!("v-{}", self.said.len());
        self.said.push(Said { text: text.clone(), retried: false });
        self.input(Input::Send(Draft { text, payload: None }));
    }

    pub fn bot_says(&mut self) {
        self.bot_count += 1;
        let text = format!("b-{}", self.bot_count);
        let stored = self.platform.store(self.now, false, &text, None);
        self.broadcast(&stored.frame());
    }

    pub fn fail(&mut self, why: impl Into<String>) {
        if self.violation.is_none() {
            self.violation = Some(format!("at {} ms: {}", self.now, why.into()));
        }
    }

    /// What an entry shows, when it is a message.
    pub fn text_of(entry: &Entry) -> Option<String> {
        match &entry.body {
            EntryBody::Sent { text, .. } => Some(text.clone()),
            EntryBody::Message { items, .. } => Some(
                items
                    .iter()
                    .filter_map(|item| match item {
                        protocol::Content::Text(text) => Some(text.text.as_str()),
                        _ => None,
                    })
                    .collect(),
            ),
            _ => None,
        }
    }

    fn clocks(&self) -> Now {
        Now { monotonic: ORIGIN + self.now, wall: EPOCH + self.now as i64 + self.skew }
    }

    fn wake(&self, at: u64) -> u64 {
        at.max(self.now).max(self.until.asleep)
    }

    fn at(&mut self, at: u64, happening: Happening) {
        self.serial += 1;
        self.queue.push(Reverse((at, self.serial)));
        self.happenings.insert(self.serial, happening);
    }

    fn latency(&mut self) -> u64 {
        let slow = if self.now < self.until.slow.0 { self.rng.below(self.until.slow.1 + 1) } else { 0 };
        self.rng.between(5, 150) + slow
    }

    fn is_offline(&self) -> bool {
        self.now < self.until.offline
    }

    fn happen(&mut self, serial: u64, happening: Happening) {
        match happening {
            happening if happening.is_in_page() && self.now < self.until.asleep => {
                self.queue.push(Reverse((self.until.asleep, serial)));
                self.happenings.insert(serial, happening);
            }
            happening if happening.is_in_page() && self.frozen.is_some() => {
                self.frozen.get_or_insert_default().push(happening);
            }
            Happening::ToSession(input) => {
                if let Input::SocketClosed { conn, .. } = &input
                    && let Some(socket) = self.sockets.get_mut(&conn.0)
                {
                    socket.gone = true;
                }
                if !self.is_lost(&input) {
                    self.input(input);
                }
            }
            Happening::Http { request, call } => self.answer(request, &call),
            Happening::Open { conn, url } => self.open(conn, &url),
            Happening::Frame { conn, text } => self.receive(conn, &text),
            Happening::BotSays { text } => {
                let stored = self.platform.store(self.now, false, &text, None);
                self.broadcast(&stored.frame());
            }
            Happening::Chunks { stored, mut left } => {
                let chunk = left.remove(0);
                let frame = stored.chunk(&chunk, left.is_empty());
                // Chunks carry no number, so nobody could tell a repeated one from a new one.
                let duplicate = std::mem::take(&mut self.duplicate_next);
                self.broadcast(&frame);
                self.duplicate_next = duplicate;
                if !left.is_empty() {
                    let at = self.now + self.rng.between(20, 400);
                    self.at(at, Happening::Chunks { stored, left });
                }
            }
            Happening::Step(step) => self.step(step),
            Happening::Online => self.input(Input::Online(true)),
            Happening::Visible => self.input(Input::Visible(true)),
            Happening::Restored => {
                let frozen = self.frozen.take().unwrap_or_default();
                self.input(Input::PageShow);
                for happening in frozen {
                    let at = self.now;
                    self.at(at, happening);
                }
            }
        }
    }

    /// Frames of a socket that was cut while they travelled.
    fn is_lost(&self, input: &Input) -> bool {
        match input {
            Input::SocketFrame { conn, .. } => self.sockets.get(&conn.0).is_some_and(|socket| socket.cut),
            _ => false,
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::RequestToken { request, .. } => {
                self.token_requests.push(self.now);
                self.call_back(request);
            }
            Effect::Http { request, call } => {
                if call.path.starts_with("rtm/start") {
                    self.starts.push(self.now);
                }
                if self.is_offline() {
                    let at = self.now + self.rng.between(1, 50);
                    self.at(at, Happening::ToSession(Input::Http { request, result: Err(HttpFailure::Network) }));
                } else {
                    let at = self.now + self.latency();
                    self.at(at, Happening::Http { request, call });
                }
            }
            Effect::OpenSocket { conn, url, .. } => {
                let at = self.now + self.latency();
                self.at(at, Happening::Open { conn, url });
            }
            Effect::SendFrame { conn, text } => {
                let offline = self.is_offline();
                let latency = self.latency();
                let Some(socket) = self.sockets.get_mut(&conn.0) else { return };
                if !socket.open || socket.half_open || offline {
                    return;
                }
                let at = (self.now + latency).max(socket.last_to_platform);
                socket.last_to_platform = at;
                self.at(at, Happening::Frame { conn, text });
            }
            Effect::CloseSocket { conn, .. } => {
                // What is still on its way arrives at once or never, so that a later history page is the truth.
                let arrives = self.rng.chance(50);
                let mut late: Vec<(u64, ConnId, String)> = Vec::new();
                self.happenings.retain(|serial, happening| match happening {
                    Happening::Frame { conn: of, text } if *of == conn => {
                        late.push((*serial, *of, std::mem::take(text)));
                        false
                    }
                    _ => true,
                });
                if arrives {
                    for (_, conn, text) in late {
                        self.receive(conn, &text);
                    }
                }
                if let Some(socket) = self.sockets.get_mut(&conn.0) {
                    socket.open = false;
                    socket.gone = true;
                }
                // A browser may still report a socket that was closed: such events must not matter.
                if self.rng.chance(50) {
                    let at = self.now + self.latency();
                    self.at(at, Happening::ToSession(Input::SocketClosed { conn, code: 1005, reason: String::new() }));
                }
            }
            Effect::Abort { .. } | Effect::Store(_) => {}
            _ => self.fail("an effect that the model does not know"),
        }
    }

    fn call_back(&mut self, request: RequestId) {
        let fault = if self.now < self.until.callback.0 { self.until.callback.1 } else { None };
        let result = match fault {
            Some(CallbackFault::Hangs) => return,
            Some(CallbackFault::Rejects) => Err(TokenFailure::Rejected("the server said no".to_owned())),
            Some(CallbackFault::Malformed) => Err(TokenFailure::Malformed("accessToken is missing".to_owned())),
            _ if self.uses_jwt => Ok(Credential::Jwt("SECRET.jwt.SECRET".to_owned())),
            _ => {
                let access_token = self.platform.issue_token(fault.is_none());
                let expires = self.rng.chance(50).then(|| EPOCH + self.now as i64 + 3_600_000);
                let grant = Grant { access_token, expires, ..Grant::default() };
                Ok(Credential::AccessToken { grant, jwt: None })
            }
        };
        let at = self.now + self.rng.between(10, 300);
        self.at(at, Happening::ToSession(Input::Token { request, result }));
    }

    fn answer(&mut self, request: RequestId, call: &HttpCall) {
        let fault = if self.now < self.until.http.0 { self.until.http.1 } else { None };
        let mut delay = self.latency();
        let plain = |status, body: &str| Ok(HttpResponse { status, body: body.to_owned(), retry_after: None });
        let result = match fault {
            _ if self.is_offline() => Err(HttpFailure::Network),
            Some(HttpFault::Hang) => {
                delay = call.timeout;
                Err(HttpFailure::Network)
            }
            Some(HttpFault::Network) => Err(HttpFailure::Network),
            Some(HttpFault::Garbage) => plain(200, "<html>sign in to the hotel's network</html>"),
            Some(HttpFault::Status(status)) => plain(status, "{\"errors\":[{\"msg\":\"no\",\"code\":500}]}"),
            Some(HttpFault::RetryAfter(seconds)) => {
                Ok(HttpResponse { status: 429, body: String::new(), retry_after: Some(seconds.into()) })
            }
            None => {
                let (status, body) = self.platform.answer(self.now, &call.path, call.bearer.as_deref());
                plain(status, &body)
            }
        };
        let at = self.now + delay;
        self.at(at, Happening::ToSession(Input::Http { request, result }));
    }

    fn open(&mut self, conn: ConnId, url: &str) {
        let admitted = !self.is_offline() && self.now >= self.until.refuse && self.platform.admits(self.now, url);
        let at = self.now + self.latency();
        if !admitted {
            self.at(at, Happening::ToSession(Input::SocketClosed { conn, code: 1006, reason: String::new() }));
            return;
        }
        self.sockets.insert(
            conn.0,
            Socket { open: true, half_open: false, cut: false, gone: false, last_to_session: at, last_to_platform: 0 },
        );
        self.at(at, Happening::ToSession(Input::SocketOpened { conn }));
        self.send(conn, "{\"type\":\"bot_active\",\"from\":\"bot\",\"sessionId\":\"s-1\"}");
        if !url.contains("isReconnect=true") && !url.contains("ConnectionMode=Reconnect") {
            let at = self.now + self.rng.between(10, 800);
            self.bot_count += 1;
            let text = format!("b-{}", self.bot_count);
            self.at(at, Happening::BotSays { text });
        }
    }

    fn receive(&mut self, conn: ConnId, text: &str) {
        if !self.sockets.get(&conn.0).is_some_and(|socket| socket.open && !socket.half_open) || self.is_offline() {
            return;
        }
        let Ok(frame) = serde_json::from_str::<Value>(text) else {
            return self.fail("the session sent a frame that is not JSON");
        };
        if frame["type"] == "ping" {
            return self.send(conn, "{\"type\":\"pong\"}");
        }
        if frame["resourceid"] != "/bot.message" || frame.get("event").is_some() {
            return;
        }
        let (Some(id), Some(body)) = (frame["clientMessageId"].as_i64(), frame["message"]["body"].as_str()) else {
            return self.fail(format!("a message frame without id or body: {text}"));
        };
        if frame["id"].as_i64() != Some(id) {
            self.fail("id and clientMessageId differ");
        }
        let known = self.platform.log.iter().any(|stored| stored.client_id == Some(id));
        let asked = self.said.iter().any(|said| said.text == body && said.retried);
        if known && !asked {
            self.fail(format!("the platform received \"{body}\" twice"));
        }
        self.platform.store(self.now, true, body, Some(id));
        if self.now >= self.until.no_ack {
            self.send(conn, &format!("{{\"ok\":true,\"replyto\":{id},\"type\":\"ack\"}}"));
        }
        if self.rng.chance(70) {
            let at = self.now + self.rng.between(20, 2_000);
            self.bot_count += 1;
            let text = format!("b-{}", self.bot_count);
            self.at(at, Happening::BotSays { text });
        }
    }

    fn broadcast(&mut self, frame: &str) {
        let conns: Vec<u64> = self.sockets.iter().filter(|(_, socket)| socket.open).map(|(conn, _)| *conn).collect();
        let twice = std::mem::take(&mut self.duplicate_next);
        for conn in conns {
            self.send(ConnId(conn), frame);
            if twice {
                self.send(ConnId(conn), frame);
            }
        }
    }

    fn send(&mut self, conn: ConnId, frame: &str) {
        let latency = self.latency();
        let offline = self.is_offline();
        let Some(socket) = self.sockets.get_mut(&conn.0) else { return };
        if !socket.open || socket.half_open || offline {
            return;
        }
        let at = (self.now + latency).max(socket.last_to_session);
        socket.last_to_session = at;
        self.at(at, Happening::ToSession(Input::SocketFrame { conn, text: frame.to_owned() }));
    }

    fn drop_sockets(&mut self, code: u16) {
        let lossy = code == 1006 && self.rng.chance(50);
        let conns: Vec<u64> = self.sockets.iter().filter(|(_, socket)| socket.open).map(|(conn, _)| *conn).collect();
        for conn in conns {
            let latency = self.latency();
            let Some(socket) = self.sockets.get_mut(&conn) else { continue };
            socket.open = false;
            socket.cut = lossy;
            let half_open = socket.half_open;
            let at = (self.now + latency).max(socket.last_to_session);
            if !half_open {
                let input = Input::SocketClosed { conn: ConnId(conn), code, reason: String::new() };
                self.at(at, Happening::ToSession(input));
            }
        }
    }

    fn step(&mut self, step: Step) {
        self.met.insert((state_name(self.session.state()), step_name(&step)));
        let now = self.now;
        match step {
            Step::Say => self.say(),
            Step::RetryFailed => {
                let failed: Vec<(EntryKey, String)> = self
                    .mirror
                    .iter()
                    .filter_map(|entry| match &entry.body {
                        EntryBody::Sent { text, state: SendState::Failed(_), .. } => Some((entry.key, text.clone())),
                        _ => None,
                    })
                    .collect();
                for (key, text) in failed {
                    if let Some(said) = self.said.iter_mut().find(|said| said.text == text) {
                        said.retried = true;
                    }
                    self.input(Input::RetrySend(key));
                }
            }
            Step::LoadOlder => self.input(Input::LoadOlder),
            Step::Reconnect => self.input(Input::Reconnect),
            Step::BotSays => self.bot_says(),
            Step::BotStreams(chunks) => {
                self.bot_count += 1;
                let parts: Vec<String> = (0..chunks).map(|part| format!("s-{}.{part} ", self.bot_count)).collect();
                let stored = self.platform.store(now, false, &parts.concat(), None);
                self.at(now, Happening::Chunks { stored, left: parts });
            }
            Step::Duplicate => self.duplicate_next = true,
            Step::Garbage => self.broadcast("{\"type\":\"bot_response\",\"message\":[{\"component\":"),
            Step::Drop(code) => self.drop_sockets(code),
            Step::HalfOpen => {
                for socket in self.sockets.values_mut() {
                    socket.half_open = true;
                }
            }
            Step::NoAck(span) => self.until.no_ack = now + u64::from(span),
            Step::RefuseSockets(span) => self.until.refuse = now + u64::from(span),
            Step::Http(fault, span) => self.until.http = (now + u64::from(span), Some(fault)),
            Step::Slow(latency, span) => self.until.slow = (now + u64::from(span), u64::from(latency)),
            Step::ExpireTokens => self.platform.expire_tokens(),
            Step::Callback(fault, span) => self.until.callback = (now + u64::from(span), Some(fault)),
            Step::Offline(span) => {
                self.until.offline = now + u64::from(span);
                // The browser may notice, or keep a socket that nothing passes any more.
                if self.rng.chance(50) {
                    self.drop_sockets(1006);
                } else {
                    self.step(Step::HalfOpen);
                }
                self.input(Input::Online(false));
                self.at(now + u64::from(span), Happening::Online);
            }
            Step::Hidden(span) => {
                self.input(Input::Visible(false));
                self.at(now + u64::from(span), Happening::Visible);
            }
            Step::Sleep(span) => {
                self.until.asleep = now + u64::from(span);
                if self.rng.chance(50) {
                    self.step(Step::HalfOpen);
                }
            }
            Step::WallJump(by) => self.skew += by,
            Step::Cached(span) => {
                if self.frozen.is_none() {
                    self.input(Input::PageHide);
                    self.frozen = Some(Vec::new());
                    self.at(now + u64::from(span), Happening::Restored);
                }
            }
            Step::OtherTabSays => {
                let text = format!("t-{}", self.platform.log.len());
                // One visitor does not write in two tabs within a millisecond: the ids never meet.
                let id = EPOCH - 86_400_000 + now as i64;
                self.platform.store(now, true, &text, Some(id));
                self.broadcast(&format!(
                    "{{\"type\":\"user_message\",\"from\":\"self\",\"id\":{id},\"message\":{{\"body\":\"{text}\"}}}}"
                ));
            }
            Step::Stale => {
                let conn = ConnId(self.rng.below(3));
                if self.sockets.get(&conn.0).is_some_and(|socket| socket.gone) {
                    self.input(Input::SocketFrame {
                        conn,
                        text: "{\"type\":\"bot_response\",\"message\":[{\"cInfo\":{\"body\":\"stale\"}}]}".to_owned(),
                    });
                    self.input(Input::SocketClosed { conn, code: 1006, reason: String::new() });
                }
                self.input(Input::Http { request: RequestId(u64::MAX), result: Err(HttpFailure::Network) });
            }
        }
    }

    fn mirror_diff(&mut self, diff: TimelineDiff) {
        let position = |mirror: &[Arc<Entry>], key| mirror.iter().position(|entry| entry.key == key);
        match diff {
            TimelineDiff::Insert { index, entry } if index <= self.mirror.len() => self.mirror.insert(index, entry),
            TimelineDiff::Insert { .. } => self.fail("an insert beyond the end"),
            TimelineDiff::Update { entry } => match position(&self.mirror, entry.key) {
                Some(index) => self.mirror[index] = entry,
                None => self.fail("an update of an entry that is not there"),
            },
            TimelineDiff::Move { key, to } => match position(&self.mirror, key) {
                Some(index) if to < self.mirror.len() => {
                    let entry = self.mirror.remove(index);
                    self.mirror.insert(to, entry);
                }
                _ => self.fail("a move of an entry that is not there, or beyond the end"),
            },
            TimelineDiff::Remove { key } => match position(&self.mirror, key) {
                Some(index) => {
                    self.mirror.remove(index);
                }
                None => self.fail("a removal of an entry that is not there"),
            },
            TimelineDiff::DropOldest { count } if count <= self.mirror.len() => drop(self.mirror.drain(..count)),
            TimelineDiff::DropOldest { .. } => self.fail("more is dropped than there is"),
            TimelineDiff::Clear => self.mirror.clear(),
        }
    }

    fn check_secret(&mut self, told: &impl std::fmt::Debug) {
        let text = format!("{told:?}");
        if text.contains("SECRET") {
            self.fail(format!("a secret is told: {text}"));
        }
    }
}

/// The monotonic clock at the start: anything but zero, so that a zero in the code shows.
const ORIGIN: u64 = 1_000;

pub fn state_name(state: &ConnectionState) -> &'static str {
    match state {
        ConnectionState::Idle => "idle",
        ConnectionState::Authorizing => "authorizing",
        ConnectionState::Starting => "starting",
        ConnectionState::Connecting => "connecting",
        ConnectionState::Live => "live",
        ConnectionState::Waiting { .. } => "waiting",
        ConnectionState::Stopped(_) => "stopped",
    }
}

pub fn step_name(step: &Step) -> &'static str {
    match step {
        Step::Say => "say",
        Step::RetryFailed => "retry",
        Step::LoadOlder => "load older",
        Step::Reconnect => "reconnect",
        Step::BotSays => "bot says",
        Step::BotStreams(_) => "stream",
        Step::Duplicate => "duplicate",
        Step::Garbage => "garbage",
        Step::Drop(_) => "drop",
        Step::HalfOpen => "half-open",
        Step::NoAck(_) => "no ack",
        Step::RefuseSockets(_) => "refuse",
        Step::Http(..) => "http",
        Step::Slow(..) => "slow",
        Step::ExpireTokens => "expire",
        Step::Callback(..) => "callback",
        Step::Offline(_) => "offline",
        Step::Hidden(_) => "hidden",
        Step::Sleep(_) => "sleep",
        Step::WallJump(_) => "wall jump",
        Step::Cached(_) => "cached",
        Step::OtherTabSays => "other tab",
        Step::Stale => "stale",
    }
}
