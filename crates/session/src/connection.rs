//! The connection: from a token over `rtm/start` to a live socket, and back again after a loss.

use protocol::{
    outbound::encode,
    rest::{RtmStart, RtmStartRequest, decode_rtm_start},
    search,
};

use crate::{
    Change, ConnId, ConnectionMode, ConnectionState, Effect, Event, FailReason, HttpCall, HttpFailure, HttpResponse,
    Method, Millis, RequestId, Session, StopReason, TokenProblem, TokenReason, text::encode_query, token::Answer,
};

/// An address of `rtm/start` is good for 30 seconds (`rtm-channel.txt` "RTM Start API"); the socket needs some of them.
const ADDRESS_AGE: Millis = 25_000;
/// A second refusal (close code 1008) within this long is final.
const REFUSAL_MEMORY: Millis = 300_000;
/// Close code for a socket that seems dead.
pub(crate) const GIVEN_UP: u16 = 4000;
/// Close code for a deliberate end.
const NORMAL: u16 = 1000;

/// Where the connection stands.
#[derive(Debug)]
pub(crate) enum Phase {
    Idle,
    /// The token request has its own deadlines.
    Authorizing,
    Starting {
        request: RequestId,
        token: u64,
        asked: Millis,
    },
    Connecting {
        conn: ConnId,
        deadline: Millis,
    },
    Live(Live),
    /// None: until something happens, such as the network's return.
    Waiting {
        until: Option<Millis>,
    },
    Stopped(StopReason),
}

/// An open socket.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) conn: ConnId,
    pub(crate) opened: Millis,
    /// When the last frame arrived.
    pub(crate) heard: Millis,
    /// A ping is out; without a frame until then the socket is dead.
    pub(crate) probe: Option<Millis>,
}

/// The connection's own memory.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) phase: Phase,
    /// Attempts that failed in a row.
    failures: u32,
    /// The next socket continues an earlier one.
    resumes: bool,
    online: bool,
    /// The page is in the back-forward cache.
    frozen: bool,
    /// The page cannot be seen.
    hidden: bool,
    refused: Option<Millis>,
    /// When the last attempt began.
    attempted: Option<Millis>,
    /// The platform asked not to be bothered before this.
    not_before: Option<Millis>,
    sockets: u64,
}

impl Connection {
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::Idle,
            failures: 0,
            resumes: false,
            online: true,
            frozen: false,
            hidden: false,
            refused: None,
            attempted: None,
            not_before: None,
            sockets: 0,
        }
    }

    pub(crate) fn live(&self) -> Option<&Live> {
        if let Phase::Live(live) = &self.phase { Some(live) } else { None }
    }

    /// The socket that inputs may speak of.
    fn socket(&self) -> Option<ConnId> {
        match &self.phase {
            Phase::Connecting { conn, .. } => Some(*conn),
            Phase::Live(live) => Some(live.conn),
            _ => None,
        }
    }
}

/// What the visitor or the page wants.
impl Session {
    pub(crate) fn connect(&mut self) {
        if matches!(self.connection.phase, Phase::Idle | Phase::Stopped(_)) {
            self.connection.resumes = false;
            self.start_over();
        }
    }

    pub(crate) fn reconnect(&mut self) {
        match self.connection.phase {
            Phase::Stopped(_) => self.start_over(),
            Phase::Waiting { .. } if !self.connection.frozen => self.attempt(),
            _ => {}
        }
    }

    pub(crate) fn disconnect(&mut self) {
        self.leave(Some(NORMAL));
        self.abort_token();
        self.stop_history();
        self.connection.resumes = false;
        self.enter(Phase::Idle);
    }

    pub(crate) fn set_online(&mut self, online: bool) {
        self.connection.online = online;
        match self.connection.phase {
            Phase::Stopped(_) if online => self.wake(),
            Phase::Idle | Phase::Stopped(_) => {}
            _ if self.connection.frozen => {}
            Phase::Waiting { .. } if online => self.cut_wait(),
            Phase::Live(_) if online => self.probe_if_doubtful(),
            _ if online => {}
            _ => {
                self.leave(Some(NORMAL));
                self.abort_token();
                self.stop_history();
                self.enter(Phase::Waiting { until: None });
            }
        }
    }

    /// The page is looked at again: do not let the visitor wait for a back-off or for a socket that died meanwhile.
    pub(crate) fn wake(&mut self) {
        match &self.connection.phase {
            _ if self.connection.frozen => {}
            Phase::Waiting { .. } => self.cut_wait(),
            Phase::Live(_) => self.probe_if_doubtful(),
            // The host page's server may be within reach again.
            Phase::Stopped(StopReason::TokenUnavailable(TokenProblem::Rejected(_) | TokenProblem::TimedOut))
                if self.connection.online && self.is_long_since_attempt() =>
            {
                self.attempt();
            }
            _ => {}
        }
    }

    pub(crate) fn set_visible(&mut self, visible: bool) {
        self.connection.hidden = !visible;
        if visible {
            self.wake();
        }
    }

    fn is_long_since_attempt(&self) -> bool {
        let since = |at| self.now.monotonic.saturating_sub(at);
        self.connection.attempted.is_none_or(|at| since(at) >= self.config.backoff_cap)
    }

    /// An open socket would keep the page out of the back-forward cache.
    pub(crate) fn freeze(&mut self) {
        self.connection.frozen = true;
        if !matches!(self.connection.phase, Phase::Idle | Phase::Stopped(_)) {
            self.leave(Some(NORMAL));
            self.abort_token();
            self.stop_history();
            self.enter(Phase::Waiting { until: None });
        }
    }

    pub(crate) fn thaw(&mut self) {
        self.connection.frozen = false;
        self.wake();
    }

    /// Something says that an attempt may succeed now. Still not in a storm, when that something flickers, and not
    /// against the platform's wish.
    fn cut_wait(&mut self) {
        let pause = self.connection.attempted.map(|at| at.saturating_add(self.config.backoff_base));
        let earliest = pause.max(self.connection.not_before).unwrap_or_default();
        if earliest <= self.now.monotonic {
            self.attempt();
        } else if let Phase::Waiting { until } = self.connection.phase {
            self.enter(Phase::Waiting { until: Some(until.map_or(earliest, |until| until.min(earliest))) });
        }
    }

    fn start_over(&mut self) {
        self.connection.failures = 0;
        self.connection.refused = None;
        self.tokens.forget_setbacks();
        if self.connection.frozen || !self.connection.online {
            self.enter(Phase::Waiting { until: None });
        } else {
            self.attempt();
        }
    }
}

/// One attempt, step by step.
impl Session {
    pub(crate) fn attempt(&mut self) {
        self.connection.attempted = Some(self.now.monotonic);
        self.connection.not_before = None;
        self.enter(Phase::Authorizing);
        if self.have_fresh_token() {
            self.request_start();
        }
    }

    pub(crate) fn token_arrived(&mut self) {
        if matches!(self.connection.phase, Phase::Authorizing) {
            self.request_start();
        }
        self.resume_history();
    }

    pub(crate) fn token_failed(&mut self, reason: StopReason) {
        self.fail_history();
        if matches!(self.connection.phase, Phase::Authorizing) {
            self.stop(reason);
        }
    }

    /// No token this time.
    pub(crate) fn attempt_failed(&mut self, retry_after: Option<Millis>) {
        self.fail_history();
        if matches!(self.connection.phase, Phase::Authorizing) {
            self.retry_later(retry_after);
        }
    }

    /// `POST rtm/start` (`kore-protocol.md` 3.6).
    fn request_start(&mut self) {
        let Some(token) = self.tokens.current() else { return };
        let (bearer, token) = (token.access.0.clone(), token.serial);
        let body = RtmStartRequest { bot_info: &self.config.bot, language: &self.config.language };
        let call = HttpCall {
            method: Method::Post,
            path: "rtm/start".to_owned(),
            bearer: Some(bearer),
            body: Some(encode(&body)),
            rtm_version: true,
            timeout: self.config.connect_timeout,
        };
        let request = self.next_request();
        self.out.effects.push(Effect::Http { request, call });
        self.enter(Phase::Starting { request, token, asked: self.now.monotonic });
    }

    pub(crate) fn awaits_start(&self, request: RequestId) -> bool {
        matches!(self.connection.phase, Phase::Starting { request: own, .. } if own == request)
    }

    pub(crate) fn on_start(&mut self, result: Result<HttpResponse, HttpFailure>) {
        let Phase::Starting { token, asked, .. } = self.connection.phase else { return };
        match self.read_answer(result, |body| decode_rtm_start(body).filter(|start| is_socket_address(&start.url))) {
            // The machine slept meanwhile: the address is too old by now.
            Answer::Good(_) if self.now.monotonic.saturating_sub(asked) > ADDRESS_AGE => self.request_start(),
            Answer::Good(start) => self.open_socket(start),
            Answer::TokenRefused(reason) => self.renew_token(token, reason, self.unauthorized()),
            Answer::Bad { retry_after } => self.retry_later(retry_after),
        }
    }

    fn open_socket(&mut self, start: RtmStart) {
        let mut url = start.url;
        self.add_parameters(&mut url);
        let jwt = self.tokens.current().and_then(|token| token.jwt.as_ref()).map(|jwt| jwt.0.as_str());
        let protocols = match (start.nonce, jwt) {
            (Some(nonce), Some(jwt)) if is_protocol(&nonce) && is_protocol(jwt) => {
                vec!["x-rtm-v|1".to_owned(), "jwt|".to_owned() + jwt, "nonce|".to_owned() + &nonce]
            }
            _ => Vec::new(),
        };
        self.connection.sockets += 1;
        let conn = ConnId(self.connection.sockets);
        self.out.effects.push(Effect::OpenSocket { conn, url, protocols });
        let deadline = self.now.monotonic.saturating_add(self.config.connect_timeout);
        self.enter(Phase::Connecting { conn, deadline });
    }

    /// Tells the platform what to do with the conversation that there is (`kore-protocol.md` 4.1 and 5). One that was
    /// only interrupted goes on, whatever is configured for the first connection.
    fn add_parameters(&self, url: &mut String) {
        let mut add = |name: &str, value: &str| {
            url.push(if search::find(url, "?").is_some() { '&' } else { '?' });
            encode_query(name, url);
            url.push('=');
            encode_query(value, url);
        };
        let parameters = &self.config.socket_parameters;
        let is_next_page = self.config.resumed_user.as_deref().is_some_and(|user| user == self.user());
        match (self.connection.resumes || is_next_page, self.config.connection_mode) {
            (true, None) if parameters.is_empty() => add("isReconnect", "true"),
            (true, _) => add("ConnectionMode", ConnectionMode::Reconnect.name()),
            (false, Some(mode)) => add("ConnectionMode", mode.name()),
            (false, None) => {}
        }
        for (name, value) in parameters {
            add(name, value);
        }
    }

    pub(crate) fn on_opened(&mut self, conn: ConnId) {
        if !matches!(self.connection.phase, Phase::Connecting { conn: own, .. } if own == conn) {
            return;
        }
        let now = self.now.monotonic;
        self.connection.resumes = true;
        self.config.resumed_user = None;
        self.enter(Phase::Live(Live { conn, opened: now, heard: now, probe: None }));
        self.begin_live();
        self.start_sync();
        if !mutated!(NoFlush) {
            self.flush();
        }
    }

    /// What a close code means (`rtm-channel.txt` "WebSocket Error Scenarios").
    pub(crate) fn on_closed(&mut self, conn: ConnId, code: u16, reason: &str) {
        if self.connection.socket() != Some(conn) && !mutated!(NoGenerationCheck) {
            return;
        }
        let too_large = if code == 1009 { self.outbox.largest_in_flight() } else { None };
        self.leave(None);
        if let Some(key) = too_large
            && self.outbox.fail(key, FailReason::TooLarge)
        {
            self.tell_failed(key, FailReason::TooLarge);
        }
        match code {
            1008 => return self.refused(reason),
            1002 | 1007 => {
                let reason = self.redacted(reason);
                self.out.events.push(Event::SocketFault { code, reason });
            }
            _ => {}
        }
        self.retry_later(None);
    }

    /// Blocked, suspended or too fast: a fresh token once, then the end.
    fn refused(&mut self, reason: &str) {
        let now = self.now.monotonic;
        let stop = StopReason::Refused(self.redacted(reason));
        let is_second = self.connection.refused.is_some_and(|at| now.saturating_sub(at) < REFUSAL_MEMORY);
        self.connection.refused = Some(now);
        let serial = self.tokens.current().map_or(0, |token| token.serial);
        if is_second {
            self.stop(stop);
        } else {
            self.renew_token(serial, TokenReason::Rejected, stop);
        }
    }

    fn renew_token(&mut self, serial: u64, reason: TokenReason, otherwise: StopReason) {
        self.enter(Phase::Authorizing);
        if !self.token_refused(serial, reason) {
            self.stop(otherwise);
        } else if self.tokens.current().is_some() {
            self.request_start();
        }
    }

    fn stop(&mut self, reason: StopReason) {
        self.abort_token();
        self.stop_history();
        self.enter(Phase::Stopped(reason));
    }

    pub(crate) fn retry_later(&mut self, at_least: Option<Millis>) {
        let delay = if self.connection.hidden {
            // Nobody is waiting. Being looked at again cuts this short.
            self.backoff.long_delay()
        } else {
            self.backoff.delay(self.connection.failures)
        };
        let at_least = at_least.filter(|_| !mutated!(RetryAfterIgnored));
        let delay = delay.max(at_least.unwrap_or_default());
        self.connection.failures = self.connection.failures.saturating_add(1);
        self.connection.not_before = at_least.map(|span| self.now.monotonic.saturating_add(span));
        let can_wait = self.connection.online && !self.connection.frozen;
        let until = can_wait.then(|| self.now.monotonic.saturating_add(delay));
        self.enter(Phase::Waiting { until });
    }

    /// Ends whatever is under way. With a code the socket is still ours to close.
    pub(crate) fn leave(&mut self, code: Option<u16>) {
        if let (Some(conn), Some(code)) = (self.connection.socket(), code) {
            self.out.effects.push(Effect::CloseSocket { conn, code });
        }
        match &self.connection.phase {
            Phase::Starting { request, .. } => self.out.effects.push(Effect::Abort { request: *request }),
            Phase::Live(live) => {
                let lived = self.now.monotonic.saturating_sub(live.opened);
                if lived >= self.config.stable_after || mutated!(BackoffForgotten) {
                    self.connection.failures = 0;
                }
                self.outbox.lose();
                self.timeline.interrupt_streams();
                self.stop_sync();
                self.forget_typing();
            }
            _ => {}
        }
    }

    /// The one place where the connection's state changes.
    fn enter(&mut self, phase: Phase) {
        self.connection.phase = phase;
        let state = match &self.connection.phase {
            Phase::Idle => ConnectionState::Idle,
            Phase::Authorizing => ConnectionState::Authorizing,
            Phase::Starting { .. } => ConnectionState::Starting,
            Phase::Connecting { .. } => ConnectionState::Connecting,
            Phase::Live(_) => ConnectionState::Live,
            Phase::Waiting { until } => ConnectionState::Waiting { until: *until, attempt: self.connection.failures },
            Phase::Stopped(reason) => ConnectionState::Stopped(reason.clone()),
        };
        if self.state == state {
            return;
        }
        self.state = state.clone();
        self.out.changes.push(Change::Connection(state.clone()));
        self.out.events.push(Event::State(state.clone()));
        if let ConnectionState::Stopped(reason) = state {
            self.out.events.push(Event::Stopped(reason));
        }
    }
}

fn is_socket_address(url: &str) -> bool {
    let scheme = search::split_once(url, "://").map(|(scheme, _)| scheme).unwrap_or_default();
    scheme.eq_ignore_ascii_case("wss") || scheme.eq_ignore_ascii_case("ws")
}

/// Browsers refuse sub-protocols that are no HTTP tokens.
fn is_protocol(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
