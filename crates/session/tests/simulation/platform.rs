//! A model of the platform: tokens, one-time addresses, a message log, and what it answers.
//!
//! It holds what `kore-protocol.md` 15 asks of an emulator, as far as a session can tell. A repeated
//! `clientMessageId` is stored twice, as the platform may do (`kore-protocol.md` 17). Not modelled: more than one user and
//! bot, attachments, agents, the idle timeout. `crates/emulator/tests/agreement` compares it with the emulator.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The platform's clock at the start of a run: milliseconds since 1970.
pub const EPOCH: i64 = 1_790_000_000_000;
/// A larger client frame closes the socket with 1009.
const MOST_BYTES: usize = 256 * 1024;
/// The JWT that the platform takes, and one that it refuses.
pub const JWT: &str = "SECRET.jwt.good";
pub const BAD_JWT: &str = "SECRET.jwt.bad";

/// A message in the log.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: String,
    pub from_visitor: bool,
    pub text: String,
    /// What is shown in its place.
    pub render: Option<String>,
    pub client_id: Option<i64>,
    pub created_on: i64,
    /// As how many items it is told.
    items: usize,
}

/// What a live frame leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Without {
    Nothing,
    Id,
    Time,
}

/// Whom a frame goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// The socket that the reaction is to.
    Sender,
    /// Every socket but that one.
    Others,
    Everyone,
}

/// When the bot has its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// On-Connect fires.
    Greeting,
    /// The visitor said this.
    Answer(String),
}

/// What the platform does about a socket that opened or a client's frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reaction {
    /// The acknowledgement, ahead of everything else.
    pub ack: Option<String>,
    pub frames: Vec<(To, String)>,
    pub turn: Option<Turn>,
    /// It closes the socket with this code.
    pub close: Option<u16>,
}

#[derive(Debug, Default)]
pub struct Platform {
    /// Every token that was issued, and whether it is still good.
    tokens: BTreeMap<String, bool>,
    issued: u64,
    /// When it was issued, and the nonce that the socket has to bring.
    addresses: BTreeMap<String, (u64, Option<String>)>,
    /// Whether sockets have to bring a nonce.
    pub is_secure: bool,
    /// The largest client frame in bytes, where it is not the platform's own limit.
    pub most_bytes: Option<usize>,
    in_session: bool,
    pub log: Vec<Stored>,
}

impl Platform {
    /// A new access token, or one that will be refused.
    pub fn issue_token(&mut self, good: bool) -> String {
        self.issued += 1;
        let token = format!("SECRET-token-{}", self.issued);
        if good {
            self.tokens.insert(token.clone(), true);
        }
        token
    }

    pub fn expire_tokens(&mut self) {
        self.tokens.values_mut().for_each(|good| *good = false);
    }

    /// Stores a message.
    pub fn store(&mut self, at: u64, from_visitor: bool, text: &str, client_id: Option<i64>) -> Stored {
        let created_on = (EPOCH + at as i64).max(self.log.last().map_or(0, |last| last.created_on));
        let id = format!("ms-{}", self.log.len());
        // Some of the bot's messages have several items.
        let items = if from_visitor || !self.log.len().is_multiple_of(3) { 1 } else { 2 };
        let stored = Stored { id, from_visitor, text: text.to_owned(), render: None, client_id, created_on, items };
        self.log.push(stored.clone());
        stored
    }

    /// Answers a REST call: status and body.
    pub fn answer(&mut self, at: u64, path: &str, bearer: Option<&str>, body: Option<&str>) -> (u16, String) {
        if path.starts_with("oAuth/token/jwtgrant") {
            if !body.is_some_and(|body| body.contains(JWT)) {
                return refusal(401, "the assertion cannot be used", json!(401));
            }
            let token = self.issue_token(true);
            let (issued, expires) = (iso(EPOCH + at as i64), iso(EPOCH + at as i64 + 3_600_000));
            let body = json!({
                "authorization": {"accessToken": token, "token_type": "bearer", "issuedDate": issued, "expiresDate": expires},
                "userInfo": {"userId": "u-1"},
            });
            return (200, body.to_string());
        }
        let (is_start, query) = (path.starts_with("rtm/start"), path.strip_prefix("botmessages/rtm?"));
        if !is_start && query.is_none() {
            return refusal(404, "no such endpoint", json!(404));
        }
        match bearer.and_then(|token| self.tokens.get(token)) {
            Some(true) => {}
            // rtm/start calls an unknown token expired, too (`kore-protocol.md` 15, 1).
            None if !is_start => return refusal(401, "the access token is unknown", json!(401)),
            _ => return refusal(401, "token expired", json!("TOKEN_EXPIRED")),
        }
        match query {
            Some(query) => self.history(query),
            None => (200, self.announce_socket(at)),
        }
    }

    fn announce_socket(&mut self, at: u64) -> String {
        self.issued += 1;
        let sid = format!("SECRET-sid-{}", self.issued);
        let nonce = self.is_secure.then(|| format!("SECRET-nonce-{}", self.issued));
        let mut answer = json!({"url": format!("wss://platform.test:443/rtm/bot?sid={sid}")});
        if let Some(nonce) = &nonce {
            answer["nonce"] = json!(nonce);
        }
        self.addresses.insert(sid, (at, nonce));
        answer.to_string()
    }

    /// Opens a socket at this address with these sub-protocols, and uses the address up; none when it is refused.
    /// ConnectionMode and `isReconnect` as in `kore-protocol.md` 5.
    pub fn open(&mut self, at: u64, url: &str, protocols: &[String]) -> Option<Reaction> {
        let param = |name| parameter(url.split_once('?').map_or("", |(_, query)| query), name);
        let (issued, nonce) = self.addresses.remove(param("sid").unwrap_or_default())?;
        let is_known = nonce.is_none_or(|nonce| {
            let asked = ["x-rtm-v|1".to_owned(), format!("jwt|{JWT}"), format!("nonce|{nonce}")];
            protocols == asked
        });
        if !is_known || at > issued + 30_000 {
            return None;
        }
        let mode = param("ConnectionMode");
        let is_reconnect = mode.map_or(param("isReconnect") == Some("true"), |mode| mode == "Reconnect");
        let greets = !is_reconnect && (mode != Some("Default") || !self.in_session);
        let mut frames = Vec::new();
        if matches!(mode, Some("Start_New" | "Start_New_Resume_Agent")) {
            self.end_session(&mut frames);
        }
        let begins = !self.in_session && !is_reconnect;
        frames.push((To::Sender, notice("Bot_Active")));
        if begins {
            self.begin_session(&mut frames);
        }
        Some(Reaction { frames, turn: greets.then_some(Turn::Greeting), ..Reaction::default() })
    }

    /// Whether it closes the socket on which this frame comes.
    pub fn is_too_large(&self, text: &str) -> bool {
        text.len() > self.most_bytes.unwrap_or(MOST_BYTES)
    }

    /// Takes a client's frame (`kore-protocol.md` 6).
    pub fn hear(&mut self, at: u64, text: &str) -> Reaction {
        let mut reaction = Reaction::default();
        if self.is_too_large(text) {
            reaction.close = Some(1009);
            return reaction;
        }
        let Ok(frame) = serde_json::from_str::<Value>(text) else {
            reaction.close = Some(1007);
            return reaction;
        };
        if frame["type"] == "ping" {
            reaction.frames.push((To::Sender, json!({"type": "pong"}).to_string()));
            return reaction;
        }
        let id = frame["id"].as_i64().or(frame["clientMessageId"].as_i64());
        let ack = id.map(|id| json!({"ok": true, "replyto": id, "message": "delivered", "type": "ack"}).to_string());
        if frame["resourceid"] == "/bot.closeConversationSession" {
            reaction.ack = ack;
            self.end_session(&mut reaction.frames);
            return reaction;
        }
        let body = frame["message"]["body"].as_str().filter(|body| !body.trim().is_empty());
        let is_message = frame["resourceid"] == "/bot.message" && frame.get("event").is_none();
        let Some(body) = body.filter(|_| is_message) else { return reaction };
        reaction.ack = ack;
        if !self.in_session {
            self.begin_session(&mut reaction.frames);
        }
        let mut stored = self.store(at, true, body, frame["clientMessageId"].as_i64().or(id));
        let render = frame["message"]["renderMsg"].as_str().filter(|text| !text.is_empty());
        stored.render = render.map(str::to_owned);
        reaction.frames.push((To::Others, stored.echo()));
        if let Some(last) = self.log.last_mut() {
            *last = stored;
        }
        reaction.turn = Some(Turn::Answer(body.to_owned()));
        reaction
    }

    fn begin_session(&mut self, frames: &mut Vec<(To, String)>) {
        self.in_session = true;
        frames.push((To::Everyone, notice("Session_Start")));
    }

    fn end_session(&mut self, frames: &mut Vec<(To, String)>) {
        if std::mem::take(&mut self.in_session) {
            frames.push((To::Everyone, notice("session_end")));
        }
    }

    fn history(&self, query: &str) -> (u16, String) {
        let number = |name, otherwise| parameter(query, name).map_or(Ok(otherwise), str::parse::<usize>);
        let (Ok(limit), Ok(offset)) = (number("limit", 20), number("offset", 0)) else {
            return refusal(400, "limit and offset must be whole numbers", json!(400));
        };
        let end = self.log.len().saturating_sub(offset);
        let start = end.saturating_sub(limit.min(100));
        let messages: Vec<Value> = self.log[start..end].iter().map(Stored::in_history).collect();
        (200, json!({"total": self.log.len(), "moreAvailable": start > 0, "messages": messages}).to_string())
    }
}

impl Stored {
    /// Its text, item by item.
    fn parts(&self) -> [&str; 2] {
        let (first, second) = self.text.split_at(if self.items > 1 { 2 } else { self.text.len() });
        [first, second]
    }

    fn in_history(&self) -> Value {
        let components: Vec<Value> =
            self.parts()[..self.items].iter().map(|part| json!({"cT": "text", "data": {"text": part}})).collect();
        let mut message = json!({
            "_id": self.id,
            "type": if self.from_visitor { "incoming" } else { "outgoing" },
            "createdOn": iso(self.created_on),
            "lang": "en",
            "components": components,
        });
        if let Some(id) = self.client_id {
            message["userMsgId"] = json!(id);
        }
        if let Some(render) = &self.render {
            message["tags"] = json!({"altText": [{"value": render}]});
        }
        message
    }

    /// The frame that brings it to an open socket.
    pub fn frame(&self, without: Without) -> String {
        let items: Vec<Value> = self.parts()[..self.items]
            .iter()
            .map(|part| {
                json!({"type": "text", "component": {"type": "text", "payload": {"text": part}}, "cInfo": {"body": part}})
            })
            .collect();
        let mut frame = json!({"type": "bot_response", "from": "bot", "message": items});
        if without != Without::Id {
            frame["messageId"] = json!(self.id);
        }
        if without != Without::Time {
            frame["createdOn"] = json!(iso(self.created_on));
        }
        frame.to_string()
    }

    /// One chunk of it as a stream.
    pub fn chunk(&self, delta: &str, last: bool) -> String {
        let mut frame = json!({
            "type": "bot_response", "from": "bot", "messageId": self.id, "createdOn": iso(self.created_on), "sM": true,
            "message": [{"type": "text", "cInfo": {"body": delta}}],
        });
        if last {
            frame["endChunk"] = json!(true);
        }
        frame.to_string()
    }

    /// What it tells the visitor's other sockets.
    pub fn echo(&self) -> String {
        let mut message = json!({"body": self.text});
        if let Some(render) = &self.render {
            message["renderMsg"] = json!(render);
        }
        json!({"type": "user_message", "from": "self", "id": self.client_id, "message": message}).to_string()
    }
}

/// A refusal in the platform's shape (`kore-protocol.md` 2).
fn refusal(status: u16, msg: &str, code: Value) -> (u16, String) {
    (status, json!({"errors": [{"msg": msg, "code": code}]}).to_string())
}

/// A notice in the spelling that SDKs compare with (`kore-protocol.md` 7).
fn notice(kind: &str) -> String {
    json!({"type": kind, "from": "bot", "sessionId": "s-1"}).to_string()
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// Milliseconds since 1970 as ISO 8601 text.
fn iso(at: i64) -> String {
    let (days, rest) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000));
    // Howard Hinnant's civil-from-days.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1_000)
}
