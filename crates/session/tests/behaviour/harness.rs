//! A scripted platform and a virtual clock around one session. After every input the changes are applied to an own
//! copy of the transcript, which must equal the session's, and everything told is searched for secrets.

use std::sync::Arc;

use protocol::rest::Grant;
use serde_json::{Value, json};
use session::{
    Change, Config, ConnId, ConnectionState, Credential, Draft, Effect, Entry, EntryBody, EntryKey, Event,
    HistoryState, HttpCall, HttpFailure, HttpResponse, Input, Now, Output, RequestId, SendState, Session, TimelineDiff,
    TokenReason, Typist,
};

/// Occurs in every token, JWT and address here; nothing that is told may contain it.
pub const SECRET: &str = "t0ps3cret";
/// The visitor's clock at the beginning.
pub const WALL: i64 = 1_700_000_000_000;

pub struct Chat {
    pub session: Session,
    pub now: Now,
    pub effects: Vec<Effect>,
    pub events: Vec<Event>,
    pub rows: Vec<Arc<Entry>>,
    pub diffs: Vec<TimelineDiff>,
    pub states: Vec<ConnectionState>,
    pub history: HistoryState,
    pub typing: Option<Typist>,
    pub waiting: bool,
    pub languages: Vec<String>,
    pub outbox_full: bool,
    /// What the tab's storage holds.
    pub stored: Option<String>,
}

pub fn config() -> Config {
    let mut config = Config::default();
    config.bot.chat_bot = "Bot".to_owned();
    config.bot.task_bot_id = "st-1".to_owned();
    config.history_page = 3;
    config.older_page = 3;
    config
}

impl Chat {
    pub fn new() -> Self {
        Self::with(config())
    }

    pub fn with(config: Config) -> Self {
        Self {
            session: Session::new(config, 42),
            now: Now { monotonic: 1_000, wall: WALL },
            effects: Vec::new(),
            events: Vec::new(),
            rows: Vec::new(),
            diffs: Vec::new(),
            states: Vec::new(),
            history: HistoryState::Unknown,
            typing: None,
            waiting: false,
            languages: Vec::new(),
            outbox_full: false,
            stored: None,
        }
    }

    /// Live, with an empty history already answered.
    pub fn live() -> Self {
        let mut chat = Self::connected();
        chat.page(json!([]), false);
        chat.effects.clear();
        chat.events.clear();
        chat.diffs.clear();
        chat
    }

    /// Live, the history request still open.
    pub fn connected() -> Self {
        let mut chat = Self::new();
        chat.input(Input::Connect).token().start().open();
        chat
    }

    pub fn input(&mut self, input: Input) -> &mut Self {
        let out = self.session.handle(self.now, input);
        self.take(out);
        self
    }

    fn take(&mut self, out: Output) {
        let told = format!("{:?} {:?}", out.changes, self.session);
        assert!(!told.contains(SECRET), "a secret in {told}");
        for event in &out.events {
            assert!(!format!("{event:?}").contains(SECRET), "a secret in {event:?}");
        }
        assert!(!format!("{:?}", out.effects).contains(SECRET), "a secret in {:?}", out.effects);
        for change in out.changes {
            match change {
                Change::Timeline(diff) => {
                    self.diffs.push(diff.clone());
                    apply(&mut self.rows, diff);
                }
                Change::Connection(state) => self.states.push(state),
                Change::History(state) => self.history = state,
                Change::Typing(typist) => self.typing = typist,
                Change::WaitingForInput(waiting) => self.waiting = waiting,
                Change::Language(language) => self.languages.push(language),
                Change::OutboxFull(full) => self.outbox_full = full,
                other => panic!("{other:?}"),
            }
        }
        for effect in out.effects {
            match effect {
                Effect::Store(record) => self.stored = record,
                effect => self.effects.push(effect),
            }
        }
        self.events.extend(out.events);
        assert!(self.rows.iter().map(AsRef::as_ref).eq(self.session.entries()), "the changes do not add up");
    }

    /// Lets time pass and wakes the session at its deadlines.
    pub fn advance(&mut self, span: u64) -> &mut Self {
        let end = self.now.monotonic + span;
        let mut ticks = 0;
        while let Some(deadline) = self.session.next_deadline().filter(|deadline| *deadline <= end) {
            let step = deadline.saturating_sub(self.now.monotonic);
            self.now.monotonic += step;
            self.now.wall += i64::try_from(step).unwrap();
            self.input(Input::Tick);
            ticks += 1;
            assert!(ticks < 10_000, "a busy loop");
        }
        self.now.wall += i64::try_from(end - self.now.monotonic).unwrap();
        self.now.monotonic = end;
        self
    }

    /// Lets time pass without waking the session, as when the machine sleeps.
    pub fn sleep(&mut self, span: u64) -> &mut Self {
        self.now.monotonic += span;
        self.now.wall += i64::try_from(span).unwrap();
        self
    }

    /// The effects since the last call.
    pub fn drain(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub fn token_request(&self) -> Option<(RequestId, TokenReason)> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::RequestToken { request, reason } => Some((*request, *reason)),
            _ => None,
        })
    }

    pub fn token_requests(&self) -> usize {
        self.effects.iter().filter(|effect| matches!(effect, Effect::RequestToken { .. })).count()
    }

    pub fn calls(&self, path: &str) -> Vec<(RequestId, HttpCall)> {
        let of = |effect: &Effect| match effect {
            Effect::Http { request, call } if call.path.starts_with(path) => Some((*request, call.clone())),
            _ => None,
        };
        self.effects.iter().filter_map(of).collect()
    }

    pub fn call(&self, path: &str) -> (RequestId, HttpCall) {
        self.calls(path).pop().unwrap_or_else(|| panic!("no call of {path} in {:?}", self.effects))
    }

    pub fn sockets(&self) -> Vec<(ConnId, String, Vec<String>)> {
        let of = |effect: &Effect| match effect {
            Effect::OpenSocket { conn, url, protocols } => Some((*conn, url.clone(), protocols.clone())),
            _ => None,
        };
        self.effects.iter().filter_map(of).collect()
    }

    pub fn socket(&self) -> (ConnId, String, Vec<String>) {
        self.sockets().pop().unwrap_or_else(|| panic!("no socket in {:?}", self.effects))
    }

    /// The frames sent since the last drain.
    pub fn sent(&self) -> Vec<Value> {
        let of = |effect: &Effect| match effect {
            Effect::SendFrame { text, .. } => Some(serde_json::from_str(text).unwrap()),
            _ => None,
        };
        self.effects.iter().filter_map(of).collect()
    }

    /// The texts of the messages sent since the last drain.
    pub fn sent_texts(&self) -> Vec<String> {
        let body = |frame: Value| frame["message"]["body"].as_str().filter(|body| !body.is_empty()).map(str::to_owned);
        self.sent().into_iter().filter_map(body).collect()
    }

    pub fn token(&mut self) -> &mut Self {
        self.token_with(None)
    }

    pub fn token_with(&mut self, expires: Option<i64>) -> &mut Self {
        let (request, _) = self.token_request().expect("no token was asked for");
        let access_token = format!("{SECRET}-access-{}", request.0);
        let grant = Grant { access_token, expires, ..Grant::default() };
        let credential = Credential::AccessToken { grant, jwt: None };
        self.input(Input::Token { request, result: Ok(credential) })
    }

    pub fn start(&mut self) -> &mut Self {
        self.answer("rtm/start", 200, json!({"url": format!("wss://host/rtm/bot?sid={SECRET}")}))
    }

    pub fn answer(&mut self, path: &str, status: u16, body: Value) -> &mut Self {
        let (request, _) = self.call(path);
        let response = HttpResponse { status, body: body.to_string(), retry_after: None };
        self.input(Input::Http { request, result: Ok(response) })
    }

    pub fn http_fails(&mut self, path: &str) -> &mut Self {
        let (request, _) = self.call(path);
        self.input(Input::Http { request, result: Err(HttpFailure::Network) })
    }

    pub fn page(&mut self, messages: Value, more: bool) -> &mut Self {
        self.answer("botmessages/rtm", 200, json!({"messages": messages, "moreAvailable": more}))
    }

    pub fn open(&mut self) -> &mut Self {
        let (conn, ..) = self.socket();
        self.input(Input::SocketOpened { conn })
    }

    pub fn frame(&mut self, frame: Value) -> &mut Self {
        self.raw_frame(&frame.to_string())
    }

    pub fn raw_frame(&mut self, text: &str) -> &mut Self {
        let conn = self.conn();
        self.input(Input::SocketFrame { conn, text: text.to_owned() })
    }

    pub fn close(&mut self, code: u16) -> &mut Self {
        let conn = self.conn();
        self.input(Input::SocketClosed { conn, code, reason: "a reason".to_owned() })
    }

    /// Closes the socket and makes everything up to the next open one; its history request stays open.
    pub fn drop_and_return(&mut self) -> &mut Self {
        self.close(1006).effects.clear();
        self.input(Input::Reconnect).start().open()
    }

    /// The newest socket; ids count from 1.
    pub fn conn(&self) -> ConnId {
        let mut newest =
            ConnId(self.states.iter().filter(|state| **state == ConnectionState::Connecting).count() as u64);
        for (conn, ..) in self.sockets() {
            newest = newest.max(conn);
        }
        newest
    }

    pub fn say(&mut self, text: &str) -> &mut Self {
        self.input(Input::Send(Draft { text: text.to_owned(), payload: None }))
    }

    pub fn ack(&mut self, id: i64) -> &mut Self {
        self.frame(json!({"type": "ack", "ok": true, "replyto": id}))
    }

    /// The client message id of the sent message with this text.
    pub fn id_of(&self, text: &str) -> i64 {
        let frame = self.sent().into_iter().rev().find(|frame| frame["message"]["body"] == text);
        frame.unwrap_or_else(|| panic!("{text} was not sent"))["clientMessageId"].as_i64().unwrap()
    }

    pub fn state(&self) -> &ConnectionState {
        self.session.state()
    }

    pub fn is_live(&self) -> bool {
        *self.state() == ConnectionState::Live
    }

    pub fn is_waiting(&self) -> bool {
        matches!(self.state(), ConnectionState::Waiting { .. })
    }

    /// The transcript, as `bot: text`, `me: text (Sent)`, `notice: …`.
    pub fn shown(&self) -> Vec<String> {
        self.rows.iter().map(|entry| describe(entry)).collect()
    }

    pub fn send_state(&self, text: &str) -> SendState {
        let of = |entry: &Arc<Entry>| match &entry.body {
            EntryBody::Sent { text: own, state, .. } if own == text => Some(*state),
            _ => None,
        };
        self.rows.iter().find_map(of).unwrap_or_else(|| panic!("{text} is not shown"))
    }

    pub fn key_of(&self, text: &str) -> EntryKey {
        self.rows.iter().find(|entry| describe(entry).contains(text)).map(|entry| entry.key).unwrap()
    }

    pub fn messages_told(&self) -> usize {
        self.events.iter().filter(|event| matches!(event, Event::Message(_))).count()
    }
}

pub fn apply(rows: &mut Vec<Arc<Entry>>, diff: TimelineDiff) {
    let index_of = |rows: &[Arc<Entry>], key| rows.iter().position(|row| row.key == key).expect("an unknown key");
    match diff {
        TimelineDiff::Insert { index, entry } => {
            assert!(rows.last().is_none_or(|row| row.key != entry.key), "inserted twice");
            rows.insert(index, entry);
        }
        TimelineDiff::Update { entry } => {
            // Updates mostly concern the end.
            let index = rows.iter().rposition(|row| row.key == entry.key).expect("an unknown key");
            rows[index] = entry;
        }
        TimelineDiff::Move { key, to } => {
            let from = index_of(rows, key);
            assert_ne!(from, to, "an idle move");
            let row = rows.remove(from);
            rows.insert(to, row);
        }
        TimelineDiff::Remove { key } => {
            let index = index_of(rows, key);
            rows.remove(index);
        }
        TimelineDiff::DropOldest { count } => drop(rows.drain(..count)),
        TimelineDiff::Clear => rows.clear(),
    }
}

pub fn describe(entry: &Entry) -> String {
    let from = match &entry.from {
        session::From::Visitor => "me",
        session::From::Bot { .. } => "bot",
        session::From::Agent(_) => "agent",
        session::From::Notice => "notice",
    };
    match &entry.body {
        EntryBody::Message { items, streaming } => {
            let texts: Vec<_> = items
                .iter()
                .map(|item| match item {
                    protocol::Content::Text(text) => text.text.clone(),
                    other => format!("{other:?}"),
                })
                .collect();
            format!("{from}: {}{}", texts.join(" | "), if *streaming { "…" } else { "" })
        }
        EntryBody::Sent { text, state: SendState::Sent, .. } => format!("{from}: {text}"),
        EntryBody::Sent { text, state, .. } => format!("{from}: {text} ({state:?})"),
        EntryBody::Notice(notice) => format!("{from}: {notice:?}"),
        EntryBody::Gap(state) => format!("gap: {state:?}"),
    }
}

/// A time of the platform's, so many seconds after a fixed point.
pub fn time(seconds: i64) -> String {
    format!("2024-01-01T00:{:02}:{:02}.000Z", seconds / 60, seconds % 60)
}

pub fn bot(id: &str, text: &str, seconds: i64) -> Value {
    json!({"type": "bot_response", "from": "bot", "messageId": id, "createdOn": time(seconds),
        "message": [{"type": "text", "cInfo": {"body": text}}]})
}

pub fn chunk(id: &str, text: &str, end: bool) -> Value {
    let mut frame = bot(id, text, 10);
    frame[if end { "endChunk" } else { "sM" }] = json!(true);
    frame
}

pub fn logged_bot(id: &str, text: &str, seconds: i64) -> Value {
    json!({"_id": id, "type": "outgoing", "createdOn": time(seconds), "lang": "en",
        "components": [{"cT": "text", "data": {"text": text}}]})
}

pub fn logged_me(id: &str, client: i64, text: &str, seconds: i64) -> Value {
    json!({"_id": id, "type": "incoming", "userMsgId": client, "createdOn": time(seconds), "lang": "en",
        "components": [{"cT": "text", "data": {"text": text}}]})
}
