//! A model of the platform: tokens, one-time addresses, a message log, and what it answers.
//!
//! It holds what `kore-protocol.md` 15 asks of an emulator, as far as a session can tell. A repeated
//! `clientMessageId` is stored twice, as the platform may do (`kore-protocol.md` 17).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// The platform's clock at the start of a run: milliseconds since 1970.
pub const EPOCH: i64 = 1_790_000_000_000;
/// A longer message closes the socket with 1009.
pub const MOST_BYTES: usize = 2_000;
/// The JWT that the platform takes, and one that it refuses.
pub const JWT: &str = "SECRET.jwt.good";
pub const BAD_JWT: &str = "SECRET.jwt.bad";

/// A message in the log.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: String,
    pub from_visitor: bool,
    pub text: String,
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

#[derive(Debug, Default)]
pub struct Platform {
    tokens: BTreeSet<String>,
    issued: u64,
    /// When it was issued, and the nonce that the socket has to bring.
    addresses: BTreeMap<String, (u64, Option<String>)>,
    /// Whether sockets have to bring a nonce.
    pub is_secure: bool,
    pub log: Vec<Stored>,
}

impl Platform {
    /// A new access token, or one that will be refused.
    pub fn issue_token(&mut self, good: bool) -> String {
        self.issued += 1;
        let token = format!("SECRET-token-{}", self.issued);
        if good {
            self.tokens.insert(token.clone());
        }
        token
    }

    pub fn expire_tokens(&mut self) {
        self.tokens.clear();
    }

    /// Stores a message.
    pub fn store(&mut self, at: u64, from_visitor: bool, text: &str, client_id: Option<i64>) -> Stored {
        let created_on = (EPOCH + at as i64).max(self.log.last().map_or(0, |last| last.created_on + 1));
        let id = format!("ms-{}", self.log.len());
        // Some of the bot's messages have several items.
        let items = if from_visitor || !self.log.len().is_multiple_of(3) { 1 } else { 2 };
        let stored = Stored { id, from_visitor, text: text.to_owned(), client_id, created_on, items };
        self.log.push(stored.clone());
        stored
    }

    /// Answers a REST call: status and body.
    pub fn answer(&mut self, at: u64, path: &str, bearer: Option<&str>, body: Option<&str>) -> (u16, String) {
        let refused = |msg: &str, code: &str| (401, json!({"errors": [{"msg": msg, "code": code}]}).to_string());
        if path.starts_with("oAuth/token/jwtgrant") {
            if !body.is_some_and(|body| body.contains(JWT)) {
                return refused("invalid assertion", "401");
            }
            let token = self.issue_token(true);
            let (issued, expires) = (iso(EPOCH + at as i64), iso(EPOCH + at as i64 + 3_600_000));
            let body = json!({
                "authorization": {"accessToken": token, "token_type": "bearer", "issuedDate": issued, "expiresDate": expires},
                "userInfo": {"userId": "u-1"},
            });
            return (200, body.to_string());
        }
        if !bearer.is_some_and(|token| self.tokens.contains(token)) {
            return refused("token expired", "TOKEN_EXPIRED");
        }
        if path.starts_with("rtm/start") {
            self.issued += 1;
            let sid = format!("SECRET-sid-{}", self.issued);
            let nonce = self.is_secure.then(|| format!("SECRET-nonce-{}", self.issued));
            let mut answer = json!({"url": format!("wss://platform.test:443/rtm/bot?sid={sid}")});
            if let Some(nonce) = &nonce {
                answer["nonce"] = json!(nonce);
            }
            self.addresses.insert(sid, (at, nonce));
            return (200, answer.to_string());
        }
        if let Some(query) = path.strip_prefix("botmessages/rtm?") {
            return (200, self.history(query).to_string());
        }
        (404, json!({"errors": [{"msg": "not found", "code": 404}]}).to_string())
    }

    /// Whether a socket may open at this address with these sub-protocols; uses the address up.
    pub fn admits(&mut self, at: u64, url: &str, protocols: &[String]) -> bool {
        let sid = url.split("sid=").nth(1).unwrap_or("").split('&').next().unwrap_or("");
        let Some((issued, nonce)) = self.addresses.remove(sid) else { return false };
        let is_known = nonce.is_none_or(|nonce| {
            let asked = ["x-rtm-v|1".to_owned(), format!("jwt|{JWT}"), format!("nonce|{nonce}")];
            protocols == asked
        });
        is_known && at <= issued + 30_000
    }

    fn history(&self, query: &str) -> Value {
        let number = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .and_then(|value| value.parse::<usize>().ok())
        };
        let limit = number("limit").unwrap_or(20).min(100);
        let end = self.log.len().saturating_sub(number("offset").unwrap_or(0));
        let start = end.saturating_sub(limit);
        let messages: Vec<Value> = self.log[start..end].iter().map(Stored::in_history).collect();
        json!({"total": self.log.len(), "moreAvailable": start > 0, "messages": messages})
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
        json!({"type": "user_message", "from": "self", "id": self.client_id, "message": {"body": self.text}})
            .to_string()
    }
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
