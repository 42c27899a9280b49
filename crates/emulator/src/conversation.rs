//! What the platform keeps for one user of one bot: sockets, session, agent and message log
//! (`kore-protocol.md` sections 5 and 15).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::bot::Cue;
use crate::clock::now_ms;
use crate::faults::MessageFaults;
use crate::frame;
use crate::message::{LoggedMessage, new_id};
use crate::platform::Platform;
use crate::socket::{Order, SocketHandle};

/// Most messages kept for a user; the oldest go first.
pub(crate) const MAX_MESSAGES: usize = 10_000;
/// How far back a streamed answer is looked for when its next chunk is logged.
const STREAM_WINDOW: usize = 50;

/// `ConnectionMode` of the socket's URL (`kore-protocol.md` section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConnectionMode {
    Default,
    StartNew,
    StartNewResumeAgent,
    /// Also what `isReconnect=true` means.
    Reconnect,
    Absent,
}

/// A user's conversation with a bot.
pub(crate) struct Conversation {
    pub identity: String,
    pub bot_id: String,
    pub user_id: String,
    state: Mutex<State>,
    cues: mpsc::Sender<Cue>,
    bot_task: OnceLock<AbortHandle>,
}

struct State {
    bot_info: Value,
    messages: VecDeque<LoggedMessage>,
    sockets: HashMap<u64, SocketHandle>,
    session: Option<Session>,
    /// Id of the last session that ended.
    ended_session: Option<String>,
    sessions: u64,
    agent: bool,
    last_used: Instant,
    /// Alternates when `createdOn` is to be out of order.
    backdate: bool,
}

struct Session {
    id: String,
    last_activity: Instant,
}

/// Counts for `GET /_emulator/state`.
pub(crate) struct Summary {
    pub sockets: usize,
    pub messages: usize,
    pub sessions: u64,
    pub session_id: Option<String>,
    pub agent: bool,
}

impl Conversation {
    pub(crate) fn new(
        identity: &str,
        bot_id: &str,
        user_id: String,
        messages: VecDeque<LoggedMessage>,
        cues: mpsc::Sender<Cue>,
    ) -> Self {
        Self {
            identity: identity.to_owned(),
            bot_id: bot_id.to_owned(),
            user_id,
            state: Mutex::new(State {
                bot_info: json!({"chatBot": "Demo bot", "taskBotId": bot_id}),
                messages,
                sockets: HashMap::new(),
                session: None,
                ended_session: None,
                sessions: 0,
                agent: false,
                last_used: Instant::now(),
                backdate: false,
            }),
            cues,
            bot_task: OnceLock::new(),
        }
    }

    /// Gives the conversation the task that plays its bot, to end it with.
    pub(crate) fn own_bot(&self, task: AbortHandle) {
        if let Err(second) = self.bot_task.set(task) {
            second.abort();
        }
    }

    /// Asks the bot to react. A visitor who is far ahead of the bot gets `botKitUnreachable`, as from a bot that is too busy.
    pub(crate) fn cue(&self, cue: Cue) {
        if self.cues.try_send(cue).is_err() {
            self.send_all(&frame::bot_kit_unreachable(&self.bot_info()));
        }
    }

    pub(crate) fn bot_info(&self) -> Value {
        self.lock().bot_info.clone()
    }

    /// Takes the bot's name from what a client calls it.
    pub(crate) fn learn_bot_info(&self, bot_info: &Value) {
        if let Some(name) = bot_info.get("chatBot").and_then(Value::as_str).filter(|name| !name.is_empty()) {
            self.lock().bot_info = json!({"chatBot": name, "taskBotId": self.bot_id});
        }
    }

    /// Adds a socket, decides about the session, and sends `Bot_Active` and `Session_Start`. True when On-Connect fires.
    pub(crate) fn connect(&self, id: u64, socket: SocketHandle, mode: ConnectionMode) -> bool {
        let mut state = self.lock();
        state.last_used = Instant::now();
        state.sockets.insert(id, socket);
        let had_session = state.session.is_some();
        match mode {
            ConnectionMode::StartNew => {
                state.end_agent();
                state.end_session();
            }
            ConnectionMode::StartNewResumeAgent => state.end_session(),
            ConnectionMode::Default | ConnectionMode::Reconnect | ConnectionMode::Absent => {}
        }
        let recent = state.session.as_ref().map(|session| session.id.clone()).or_else(|| state.ended_session.clone());
        let begins = state.session.is_none() && mode != ConnectionMode::Reconnect;
        if begins {
            state.open_session();
        }
        let session_id = state.session_id();
        let bot_active = frame::bot_active(&state.bot_info, session_id.as_deref(), recent.as_deref());
        state.send_to(id, &bot_active);
        if begins {
            state.announce_session();
        }
        match mode {
            ConnectionMode::Default => !had_session,
            ConnectionMode::Reconnect => false,
            ConnectionMode::StartNew | ConnectionMode::StartNewResumeAgent | ConnectionMode::Absent => true,
        }
    }

    /// Removes a socket.
    pub(crate) fn disconnect(&self, id: u64) {
        let mut state = self.lock();
        state.sockets.remove(&id);
        state.last_used = Instant::now();
    }

    /// Acknowledges what the visitor said and logs it, starts a session when none is open, and shows the message on the
    /// user's other sockets. Nothing of the bot's comes in between, so that the acknowledgement has the message's place.
    pub(crate) fn hear(&self, from_socket: u64, ack: Option<&Value>, mut message: LoggedMessage, echo: &Value) {
        let mut state = self.lock();
        state.last_used = Instant::now();
        if let Some(ack) = ack {
            state.send_to(from_socket, ack);
        }
        if state.session.is_none() {
            state.open_session();
            state.announce_session();
        }
        if let Some(session) = &mut state.session {
            session.last_activity = Instant::now();
        }
        message.session_id = state.session_id();
        // Dated where it is logged, so that the log's order is that of its times.
        message.created_on = now_ms();
        state.log(message);
        let echo = Utf8Bytes::from(echo.to_string());
        for (id, socket) in &state.sockets {
            if *id != from_socket {
                socket.order(Order::Text(echo.clone()));
            }
        }
    }

    /// Sends a message of the bot to every socket and logs it, with the faults that are switched on.
    pub(crate) fn say(&self, platform: &Platform, mut frame: Value) {
        let (faults, encoding, duplicate) =
            platform.with_faults(|faults| (faults.messages.clone(), faults.encoding, faults.socket.duplicate));
        frame::encode_templates(&mut frame, encoding);
        let mut state = self.lock();
        // Dated where it is logged, as in `hear`.
        let mut created_on = now_ms();
        if faults.out_of_order_created_on {
            state.backdate = !state.backdate;
            if state.backdate {
                created_on -= 3_600_000;
            }
        }
        set(&mut frame, "createdOn", json!(crate::clock::iso(created_on)));
        let session_id = state.session_id();
        if let Some(mut message) = frame::logged(&frame) {
            message.session_id = session_id;
            state.log(message);
        }
        take_away(&mut frame, &faults);
        for extra in extra_frames(&state.bot_info, &faults) {
            state.send_text(&extra);
        }
        let text = Utf8Bytes::from(frame.to_string());
        state.send_text(&text);
        if duplicate {
            state.send_text(&text);
        }
    }

    /// Sends a frame that is no message: typing, notices, chunks of a stream.
    pub(crate) fn send_all(&self, frame: &Value) {
        let text = Utf8Bytes::from(frame.to_string());
        self.lock().send_text(&text);
    }

    /// Sends a frame to one socket.
    pub(crate) fn send_one(&self, socket: u64, frame: &Value) {
        self.lock().send_to(socket, frame);
    }

    /// Sends raw frames to every socket, back to back. Answers how many sockets there are.
    pub(crate) fn push(&self, frames: &[Utf8Bytes]) -> usize {
        let state = self.lock();
        for socket in state.sockets.values() {
            socket.order(Order::Burst(frames.to_vec()));
        }
        state.sockets.len()
    }

    /// Logs without sending. A chunk of a stream adds to the message it belongs to.
    pub(crate) fn log(&self, message: LoggedMessage, is_chunk: bool) {
        let mut state = self.lock();
        if is_chunk
            && let Some(open) = state.messages.iter_mut().rev().take(STREAM_WINDOW).find(|open| open.id == message.id)
        {
            if let (Some(open), Some(more)) = (open.components.first_mut(), message.components.first()) {
                open.append(more.data.get("text").and_then(Value::as_str).unwrap_or_default());
            }
            return;
        }
        state.log(message);
    }

    /// Gives every socket an order. Answers how many sockets there are.
    pub(crate) fn order_all(&self, order: &Order) -> usize {
        let state = self.lock();
        for socket in state.sockets.values() {
            socket.order(order.clone());
        }
        state.sockets.len()
    }

    /// Ends agent and session, with their notices.
    pub(crate) fn end_session(&self) {
        let mut state = self.lock();
        state.end_agent();
        state.end_session();
    }

    /// Ends the session when nothing was said for `timeout`.
    pub(crate) fn end_if_idle(&self, timeout: Duration) {
        let mut state = self.lock();
        if state.session.as_ref().is_some_and(|session| session.last_activity.elapsed() >= timeout) {
            state.end_agent();
            state.end_session();
        }
    }

    /// Attaches an agent, with the notice.
    pub(crate) fn start_agent(&self) {
        let mut state = self.lock();
        state.agent = true;
        state.notify("agent_session_start");
    }

    /// Detaches the agent, with the notice.
    pub(crate) fn end_agent(&self) {
        self.lock().end_agent();
    }

    pub(crate) fn has_agent(&self) -> bool {
        self.lock().agent
    }

    /// Sends a notice that carries the session (`form_delivered`, `waiting_for_user_input`, …).
    pub(crate) fn notify(&self, kind: &str) {
        self.lock().notify(kind);
    }

    /// A page of the log, oldest first: `limit` messages ending `offset` before the newest; and the total.
    pub(crate) fn page(&self, offset: usize, limit: usize) -> (Vec<Value>, usize, bool) {
        let state = self.lock();
        let total = state.messages.len();
        let end = total.saturating_sub(offset);
        let start = end.saturating_sub(limit);
        let page =
            state.messages.range(start..end).map(|message| message.to_history(&self.bot_id, &self.user_id)).collect();
        (page, total, start > 0)
    }

    pub(crate) fn summary(&self) -> Summary {
        let state = self.lock();
        Summary {
            sockets: state.sockets.len(),
            messages: state.messages.len(),
            sessions: state.sessions,
            session_id: state.session_id(),
            agent: state.agent,
        }
    }

    /// When it was last used, if it may be forgotten (nobody is connected).
    pub(crate) fn idle_since(&self) -> Option<Instant> {
        let state = self.lock();
        state.sockets.is_empty().then_some(state.last_used)
    }

    /// Stops the bot. Sockets end by [`Order::Close`].
    pub(crate) fn stop_bot(&self) {
        if let Some(task) = self.bot_task.get() {
            task.abort();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.stop_bot();
    }
}

impl State {
    fn session_id(&self) -> Option<String> {
        self.session.as_ref().map(|session| session.id.clone())
    }

    fn open_session(&mut self) {
        let id = uuid::Uuid::new_v4().simple().to_string().chars().take(24).collect();
        self.session = Some(Session { id, last_activity: Instant::now() });
        self.sessions += 1;
    }

    /// `Session_Start`, in the spelling that SDKs compare with.
    fn announce_session(&mut self) {
        self.notify("Session_Start");
    }

    fn end_session(&mut self) {
        if self.session.is_some() {
            self.notify("session_end");
            self.ended_session = self.session.take().map(|session| session.id);
        }
    }

    fn end_agent(&mut self) {
        if self.agent {
            self.agent = false;
            let leaving = frame::event(&self.bot_info, json!({"type": "agent_disconnected"}));
            self.send_text(&Utf8Bytes::from(leaving.to_string()));
            self.notify("agent_session_end");
        }
    }

    fn notify(&self, kind: &str) {
        let notice = frame::notice(kind, &self.bot_info, self.session_id().as_deref());
        self.send_text(&Utf8Bytes::from(notice.to_string()));
    }

    fn send_text(&self, text: &Utf8Bytes) {
        for socket in self.sockets.values() {
            socket.order(Order::Text(text.clone()));
        }
    }

    fn send_to(&self, socket: u64, frame: &Value) {
        if let Some(socket) = self.sockets.get(&socket) {
            socket.order(Order::Text(frame.to_string().into()));
        }
    }

    fn log(&mut self, message: LoggedMessage) {
        self.messages.push_back(message);
        while self.messages.len() > MAX_MESSAGES {
            self.messages.pop_front();
        }
    }
}

fn set(frame: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = frame {
        members.insert(name.to_owned(), value);
    }
}

fn take_away(frame: &mut Value, faults: &MessageFaults) {
    if let Value::Object(members) = frame {
        if faults.missing_created_on {
            members.remove("createdOn");
        }
        if faults.missing_message_id {
            members.remove("messageId");
        }
    }
}

/// Broken frames that go out ahead of a good one. They are never logged: the platform would not have them.
fn extra_frames(bot_info: &Value, faults: &MessageFaults) -> Vec<Utf8Bytes> {
    let mut extra = Vec::new();
    if faults.non_json {
        extra.push(Utf8Bytes::from_static("{\"type\":\"bot_response\",\"message\":[ this is not JSON"));
    }
    if faults.empty_component {
        let mut broken = frame::bot_response(bot_info, Vec::new());
        set(&mut broken, "message", json!([{"type": "text", "component": {"type": "text"}}]));
        extra.push(broken.to_string().into());
    }
    if faults.oversize {
        let text = "This answer is far too long. ".repeat(10_000);
        let mut huge = frame::bot_response(bot_info, vec![frame::Item::text(text)]);
        set(&mut huge, "messageId", json!(new_id("ms-oversize")));
        extra.push(huge.to_string().into());
    }
    extra
}
