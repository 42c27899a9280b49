//! The RTM socket: frames in, frames out, and the ways in which it can break
//! (`kore-protocol.md` sections 4.3 to 6; close codes in `rtm-channel.txt` "WebSocket Error Scenarios").

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::bot::Cue;
use crate::conversation::{ConnectionMode, Conversation};
use crate::faults::Dropping;
use crate::frame;
use crate::message::{Component, Direction, LoggedMessage, new_id};
use crate::platform::{PendingSocket, Platform};

/// Largest client frame, in bytes; a larger one closes the socket with 1009.
pub(crate) const MAX_FRAME: usize = 256 * 1024;
/// Orders that may wait for a socket that does not read; then it is cut off.
const MAX_ORDERS: usize = 16 * 1024;
/// A peer that takes no bytes for this long is cut off.
const STALL: Duration = Duration::from_secs(20);
/// How long the peer may take over its half of the close handshake.
const CLOSE_WAIT: Duration = Duration::from_millis(500);
/// A half-open socket is given up after this long.
const FROZEN_FOR: Duration = Duration::from_secs(15 * 60);

/// What a socket's task is told.
#[derive(Clone, Debug)]
pub(crate) enum Order {
    /// Send one text frame.
    Text(Utf8Bytes),
    /// Send these text frames back to back.
    Burst(Vec<Utf8Bytes>),
    /// Close with this code; 1006 drops the connection without a close frame.
    Close(u16, String),
    /// Become half-open: the connection stays, nothing is read or written any more.
    Freeze,
}

/// The platform's end of one socket's queue.
pub(crate) struct SocketHandle {
    orders: mpsc::Sender<Order>,
    cut: Arc<tokio::sync::Notify>,
}

impl SocketHandle {
    pub(crate) fn order(&self, order: Order) {
        if self.orders.try_send(order).is_err() {
            self.cut.notify_one();
        }
    }
}

/// Runs one socket until it ends. `opening` is what the log says about it.
pub(crate) async fn serve(
    platform: Arc<Platform>,
    pending: PendingSocket,
    ws: WebSocket,
    mode: ConnectionMode,
    skip_greeting: bool,
    opening: Value,
) {
    let id = platform.next_socket_id();
    let (orders, inbox) = mpsc::channel(MAX_ORDERS);
    let cut = Arc::new(tokio::sync::Notify::new());
    let conversation = pending.conversation;
    let mut socket =
        Socket { id, platform: Arc::clone(&platform), conversation: Arc::clone(&conversation), ws, inbox, sent: 0 };
    socket.note("open", opening, None);

    let faults = platform.with_faults(|faults| faults.socket.clone());
    let end = if let Some((code, reason)) = faults.accept_then_drop.as_ref().map(Dropping::parts) {
        socket.close(code, reason).await
    } else {
        let handle = SocketHandle { orders: orders.clone(), cut: Arc::clone(&cut) };
        if faults.half_open {
            handle.order(Order::Freeze);
        }
        let _member = Membership::join(&platform, Arc::clone(&conversation), id);
        let greets = conversation.connect(id, handle, mode) && !skip_greeting;
        if greets {
            conversation.cue(Cue::Connected);
        }
        tokio::select! {
            end = socket.run() => end,
            () = cut.notified() => Ended { code: 1006, by: "server" },
        }
    };
    socket.note("close", json!({"code": end.code, "by": end.by}), None);
}

/// Keeps a socket among those of its conversation for as long as its task lives, however it ends.
struct Membership {
    platform: Arc<Platform>,
    conversation: Arc<Conversation>,
    id: u64,
}

impl Membership {
    fn join(platform: &Arc<Platform>, conversation: Arc<Conversation>, id: u64) -> Self {
        platform.socket_opened();
        Self { platform: Arc::clone(platform), conversation, id }
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        self.conversation.disconnect(self.id);
        self.platform.socket_closed();
    }
}

struct Ended {
    code: u16,
    by: &'static str,
}

struct Socket {
    id: u64,
    platform: Arc<Platform>,
    conversation: Arc<Conversation>,
    ws: WebSocket,
    inbox: mpsc::Receiver<Order>,
    /// Frames sent so far.
    sent: u64,
}

impl Socket {
    async fn run(&mut self) -> Ended {
        loop {
            let step = tokio::select! {
                // Orders first: an acknowledgement leaves before the next frame is read.
                biased;
                order = self.inbox.recv() => match order {
                    Some(Order::Text(text)) => self.send(text).await,
                    Some(Order::Burst(texts)) => self.send_burst(texts).await,
                    Some(Order::Close(code, reason)) => Err(self.close(code, &reason).await),
                    Some(Order::Freeze) => Err(self.freeze().await),
                    None => Err(Ended { code: 1006, by: "server" }),
                },
                message = self.ws.recv() => self.receive(message).await,
            };
            if let Err(ended) = step {
                return ended;
            }
        }
    }

    async fn send_burst(&mut self, texts: Vec<Utf8Bytes>) -> Result<(), Ended> {
        for text in texts {
            self.send(text).await?;
        }
        Ok(())
    }

    async fn send(&mut self, text: Utf8Bytes) -> Result<(), Ended> {
        let limit = self.platform.with_faults(|faults| faults.socket.drop_after_frames);
        if let Some(limit) = limit
            && self.sent >= limit.frames
        {
            return Err(self.close(limit.code, "dropped by a fault switch").await);
        }
        self.note("out", json!({}), Some(text.clone()));
        self.sent += 1;
        match timeout(STALL, self.ws.send(Message::Text(text))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Ended { code: 1006, by: "client" }),
        }
    }

    async fn receive(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Ended> {
        match message {
            Some(Ok(Message::Text(text))) if text.len() > MAX_FRAME => {
                Err(self.close(1009, "the payload is larger than the maximum limit").await)
            }
            Some(Ok(Message::Text(text))) => {
                self.note("in", json!({}), Some(text.clone()));
                match serde_json::from_str::<Value>(&text) {
                    Ok(frame) => {
                        self.hear(&frame);
                        Ok(())
                    }
                    Err(_) => Err(self.close(1007, "the frame is not JSON").await),
                }
            }
            Some(Ok(Message::Binary(_))) => Err(self.close(1007, "binary frames are not accepted").await),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(frame))) => {
                // The reply is queued by the library; polling once more flushes it.
                let _ = timeout(CLOSE_WAIT, self.ws.recv()).await;
                Err(Ended { code: frame.map_or(1005, |frame| frame.code), by: "client" })
            }
            Some(Err(error)) => {
                let error = error.to_string();
                if error.contains("too long") || error.contains("too big") {
                    return Err(self.close(1009, "the payload is larger than the maximum limit").await);
                }
                if error.to_ascii_lowercase().contains("utf-8") {
                    return Err(self.close(1007, "the frame is not UTF-8").await);
                }
                Err(Ended { code: 1006, by: "client" })
            }
            None => Err(Ended { code: 1006, by: "client" }),
        }
    }

    /// Sends a close frame and waits a moment for the peer's; 1005 closes without a code, 1006 not at all.
    async fn close(&mut self, code: u16, reason: &str) -> Ended {
        let frame = match code {
            1006 | 1015 => return Ended { code, by: "server" },
            1005 => None,
            code => Some(CloseFrame { code, reason: reason.into() }),
        };
        let handshake = async {
            if self.ws.send(Message::Close(frame)).await.is_ok() {
                while let Some(Ok(message)) = self.ws.recv().await {
                    if matches!(message, Message::Close(_)) {
                        break;
                    }
                }
            }
        };
        let _ = timeout(CLOSE_WAIT, handshake).await;
        Ended { code, by: "server" }
    }

    /// Neither reads nor writes until it is dropped.
    async fn freeze(&mut self) -> Ended {
        let orders = async {
            loop {
                match self.inbox.recv().await {
                    Some(Order::Close(code, _)) => return code,
                    Some(_) => {}
                    None => return 1006,
                }
            }
        };
        // Even a close frame would be a sign of life: a frozen socket ends without one.
        let _ = timeout(FROZEN_FOR, orders).await;
        Ended { code: 1006, by: "server" }
    }

    /// Acts on one client frame (`kore-protocol.md` section 6).
    fn hear(&mut self, frame: &Value) {
        let (no_ack, no_pong) = self.platform.with_faults(|faults| (faults.socket.no_ack, faults.socket.no_pong));
        if let Some(bot_info) = frame.get("botInfo") {
            self.conversation.learn_bot_info(bot_info);
        }
        let kind = frame.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind.eq_ignore_ascii_case("ping") {
            if !no_pong {
                self.conversation.send_one(self.id, &json!({"type": "pong"}));
            }
            return;
        }
        let resource = frame.get("resourceid").and_then(Value::as_str).unwrap_or_default();
        let resource = resource.trim_start_matches('/').to_ascii_lowercase();
        let id = frame.get("id").or_else(|| frame.get("clientMessageId"));
        let ack = id.filter(|_| !no_ack).map(frame::ack);
        if resource == "bot.closeconversationsession" {
            if let Some(ack) = &ack {
                self.conversation.send_one(self.id, ack);
            }
            self.conversation.cue(Cue::Closed);
            return;
        }
        if resource != "bot.message" {
            return;
        }
        if let Some(event) = frame.get("event").and_then(Value::as_str) {
            self.conversation.cue(Cue::Event(event.to_owned()));
            return;
        }
        let Some(said) = Said::read(frame) else { return };
        let client_message_id = frame.get("clientMessageId").or(id).cloned();
        let mut echo = json!({
            "type": "user_message", "from": "self", "id": client_message_id, "message": frame.get("message"),
            "botInfo": self.conversation.bot_info(),
        });
        if let Some(Value::Object(message)) = echo.get_mut("message") {
            message.retain(|name, _| matches!(name.as_str(), "body" | "renderMsg" | "attachments"));
        }
        self.conversation.hear(self.id, ack.as_ref(), said.logged(client_message_id.clone()), &echo);
        self.conversation.cue(Cue::Said { text: said.body, files: said.attachments.len(), id: client_message_id });
    }

    fn note(&self, kind: &'static str, mut fields: Value, text: Option<Utf8Bytes>) {
        if let Value::Object(fields) = &mut fields {
            fields.insert("socket".into(), json!(self.id));
            fields.insert("user".into(), json!(self.conversation.identity));
        }
        self.platform.traffic.note(kind, fields, text.map(|text| ("frame", text)));
    }
}

/// The text and files of a `/bot.message`.
struct Said {
    body: String,
    render_msg: Option<String>,
    attachments: Vec<Value>,
}

impl Said {
    /// None when there is neither text nor a file.
    fn read(frame: &Value) -> Option<Self> {
        let message = frame.get("message")?;
        let body = match message.get("body") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        let attachments = message.get("attachments").and_then(Value::as_array).cloned().unwrap_or_default();
        if body.trim().is_empty() && attachments.is_empty() {
            return None;
        }
        let render_msg =
            message.get("renderMsg").and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        Some(Self { body, render_msg, attachments })
    }

    fn logged(&self, client_message_id: Option<Value>) -> LoggedMessage {
        let mut components = Vec::new();
        if !self.body.is_empty() {
            components.push(Component::text(&self.body));
        }
        components.extend(self.attachments.iter().map(|file| Component {
            kind: file.get("fileType").and_then(Value::as_str).unwrap_or("attachment").to_owned(),
            data: file.clone(),
        }));
        LoggedMessage {
            id: new_id("ms"),
            user_msg_id: client_message_id,
            components,
            alt_text: self.render_msg.clone(),
            ..LoggedMessage::text(Direction::Incoming, "", crate::clock::now_ms())
        }
    }
}
