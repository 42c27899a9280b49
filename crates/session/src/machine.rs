//! The state machine that turns inputs into effects, changes and events.

use crate::{
    Change, Config, ConnectionState, Effect, Entry, Event, HttpFailure, HttpResponse, Input, Millis, Now, RequestId,
    backoff::Backoff, connection::Connection, history::History, outbox::Outbox, record::Kept, timeline::Timeline,
    token::Tokens, typing::Presence,
};

/// What one input led to.
#[derive(Debug, Default)]
pub struct Output {
    /// To do, in order.
    pub effects: Vec<Effect>,
    /// To show, in order.
    pub changes: Vec<Change>,
    /// To tell the host page, in order.
    pub events: Vec<Event>,
}

/// One conversation with one bot.
#[derive(Debug)]
pub struct Session {
    pub(crate) config: Config,
    pub(crate) state: ConnectionState,
    pub(crate) connection: Connection,
    pub(crate) tokens: Tokens,
    pub(crate) history: History,
    pub(crate) outbox: Outbox,
    pub(crate) timeline: Timeline,
    pub(crate) presence: Presence,
    pub(crate) backoff: Backoff,
    /// Messages from before a reload that wait for a token to tell whose they are, or are somebody else's.
    pub(crate) kept: Vec<Kept>,
    /// What storage holds, as far as is known.
    pub(crate) saved: Option<String>,
    pub(crate) storage_failed: bool,
    pub(crate) outbox_full: bool,
    /// Frames sent that have no client message id.
    pub(crate) frames: i64,
    requests: u64,
    /// The time of the input that is being handled.
    pub(crate) now: Now,
    /// What that input led to so far.
    pub(crate) out: Output,
}

impl Session {
    /// A session that does nothing until [`Input::Connect`]. The seed spreads reconnects over time.
    pub fn new(config: Config, seed: u64) -> Self {
        let backoff = Backoff::new(config.backoff_base, config.backoff_cap, seed);
        Self {
            config,
            state: ConnectionState::Idle,
            connection: Connection::new(),
            tokens: Tokens::default(),
            history: History::default(),
            outbox: Outbox::default(),
            timeline: Timeline::default(),
            presence: Presence::default(),
            backoff,
            kept: Vec::new(),
            saved: None,
            storage_failed: false,
            outbox_full: false,
            frames: 0,
            requests: 0,
            now: Now::default(),
            out: Output::default(),
        }
    }

    /// Takes one input. Total: nothing that arrives can make it panic.
    pub fn handle(&mut self, now: Now, input: Input) -> Output {
        self.now = now;
        match input {
            Input::Connect => self.connect(),
            Input::Disconnect => self.disconnect(),
            Input::Reconnect => self.reconnect(),
            Input::EndSession => self.end_session(),
            Input::Send(draft) => self.send(draft),
            Input::Answer(answer) => self.answer(answer),
            Input::RetrySend(key) => self.retry(key),
            Input::Discard(key) => self.discard(key),
            Input::Restore(record) => self.remember(&record),
            Input::StoreFailed => self.store_failed(),
            Input::FillGap(key) => self.fill_gap(key),
            Input::LoadOlder => self.load_older(),
            Input::VisitorTyping => self.visitor_types(),
            Input::Tick => self.tick(),
            Input::Online(online) => self.set_online(online),
            Input::Visible(visible) => self.set_visible(visible),
            Input::PageHide => self.freeze(),
            Input::PageShow => self.thaw(),
            Input::Token { request, result } => self.on_token(request, result),
            Input::Http { request, result } => self.on_http(request, result),
            Input::SocketOpened { conn } => self.on_opened(conn),
            Input::SocketFrame { conn, text } => {
                if self.hear(conn) {
                    self.on_frame(text);
                }
            }
            Input::SocketClosed { conn, code, reason } => self.on_closed(conn, code, &reason),
        }
        self.trim_timeline();
        self.save();
        let mut out = std::mem::take(&mut self.out);
        out.changes.extend(self.timeline.take_diffs().into_iter().map(Change::Timeline));
        out
    }

    /// When to call [`Session::handle`] with [`Input::Tick`], on the monotonic clock.
    pub fn next_deadline(&self) -> Option<Millis> {
        let deadlines = [
            self.connection_deadline(),
            self.tokens.deadline(),
            self.history.deadline(),
            self.outbox.deadline(),
            self.presence.deadline(),
        ];
        deadlines.into_iter().flatten().min()
    }

    /// The connection.
    pub fn state(&self) -> &ConnectionState {
        &self.state
    }

    /// Who the visitor is, as far as a token has told; empty before.
    pub fn user(&self) -> &str {
        self.tokens.user().unwrap_or_default()
    }

    /// The transcript, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.timeline.iter()
    }

    fn tick(&mut self) {
        self.tick_connection();
        self.tick_token();
        self.tick_history();
        self.tick_outbox();
        self.tick_typing();
    }

    /// Gives an answer to whoever awaits it; the others are of requests that were given up.
    fn on_http(&mut self, request: RequestId, result: Result<HttpResponse, HttpFailure>) {
        if self.awaits_start(request) {
            self.on_start(result);
        } else if self.awaits_page(request) {
            self.on_page(request, result);
        } else if self.awaits_grant(request) {
            self.on_grant(result);
        }
    }

    pub(crate) fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }
}
