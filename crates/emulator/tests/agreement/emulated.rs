//! The client's steps against a running emulator.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::observation::{Reader, Seen, TABS};
use crate::script::{AddressRef, Step, TokenRef, Writer};
use crate::support::{BOT, Chat, Local};

/// What did not come within this is missing.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Emulated<'a> {
    local: &'a Local,
    identity: String,
    tokens: Vec<String>,
    addresses: Vec<String>,
    nonce: Option<String>,
    tabs: [Option<Chat>; TABS],
    reader: Reader,
    writer: Writer,
    bot_says: usize,
}

/// What tells that everything of a step has arrived.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    /// The bot is done.
    Turn,
    /// The answer to a ping that was sent afterwards.
    Pong,
    /// The end of the session, which the bot's task tells; with a ping where none is to end.
    SessionEnd,
}

impl<'a> Emulated<'a> {
    pub fn new(local: &'a Local, identity: &str) -> Self {
        Self {
            local,
            identity: identity.to_owned(),
            tokens: Vec::new(),
            addresses: Vec::new(),
            nonce: None,
            tabs: Default::default(),
            reader: Reader::default(),
            writer: Writer::default(),
            bot_says: 0,
        }
    }

    /// `turn` says that the bot has something to say.
    pub async fn play(&mut self, step: &Step, turn: bool) -> Seen {
        let mut seen = Seen::default();
        let fence = if turn { Fence::Turn } else { Fence::Pong };
        match step {
            Step::Grant => {
                let (_, signed) = self.local.post("/site/jwt", json!({"identity": self.identity})).await;
                let body = json!({"assertion": signed["jwt"], "botInfo": {"chatBot": "Support", "taskBotId": BOT}});
                let (status, body) = self.local.post("/api/oAuth/token/jwtgrant", body).await;
                self.tokens.extend(body["authorization"]["accessToken"].as_str().map(str::to_owned));
                seen.answer = Some(self.reader.answer(status, &body));
            }
            Step::BadGrant => {
                let body = json!({"assertion": "a.b.c", "botInfo": {"chatBot": "Support", "taskBotId": BOT}});
                let (status, body) = self.local.post("/api/oAuth/token/jwtgrant", body).await;
                seen.answer = Some(self.reader.answer(status, &body));
            }
            Step::ExpireTokens => self.local.faults(json!({"expireTokens": true})).await,
            Step::Start(token) => {
                let url = format!("{}/api/1.1/rtm/start", self.local.base);
                let body = json!({"botInfo": {"chatBot": "Support", "taskBotId": BOT}, "token": {}});
                let body = self.ask(self.local.http.post(url).json(&body), *token, &mut seen).await;
                self.addresses.extend(body["url"].as_str().map(str::to_owned));
                self.nonce = body["nonce"].as_str().map(str::to_owned);
            }
            Step::Open { tab, address, query } => {
                self.leave(*tab).await;
                let url = match address {
                    AddressRef::Newest => self.addresses.last(),
                    AddressRef::BeforeThat => self.addresses.iter().rev().nth(1),
                    AddressRef::WrongSid | AddressRef::NoSid => None,
                };
                let none = if matches!(address, AddressRef::NoSid) { "?x=1" } else { "?sid=0123456789abcdef" };
                let socket = self.local.base.replacen("http", "ws", 1);
                let url = url.cloned().unwrap_or_else(|| format!("{socket}/rtm/bot{none}")) + query;
                self.open(*tab, &url, &[], fence, &mut seen).await;
            }
            Step::OpenSecurely { tab, offer } => {
                self.leave(*tab).await;
                let url = self.addresses.last().cloned().unwrap_or_default();
                let (_, signed) = self.local.post("/site/jwt", json!({"identity": self.identity})).await;
                let jwt = signed["jwt"].as_str().unwrap_or_default();
                let protocols = offer.protocols(jwt, self.nonce.as_deref().unwrap_or_default());
                self.open(*tab, &url, &protocols, fence, &mut seen).await;
            }
            Step::Leave { tab } => self.leave(*tab).await,
            Step::Say { tab, id, body } => {
                let frame = self.writer.message(*id, *body);
                self.send(*tab, &frame, fence, &mut seen).await;
            }
            Step::Send { tab, odd } => {
                let frame = self.writer.odd(*odd);
                let ends = matches!(odd, crate::script::Odd::EndSession) && self.has_session().await;
                self.send(*tab, &frame, if ends { Fence::SessionEnd } else { fence }, &mut seen).await;
            }
            Step::BotSays => {
                self.bot_says += 1;
                let text = format!("news {}", self.bot_says);
                // Makes the conversation, should this be its first message.
                let token = self.local.token(&self.identity).await;
                self.local.history(&token, "").await;
                let now = OffsetDateTime::now_utc();
                let now = now.replace_nanosecond(u32::from(now.millisecond()) * 1_000_000).expect("a time");
                let frame = json!({
                    "type": "bot_response", "from": "bot", "messageId": format!("ms-{} {text}", self.identity),
                    "createdOn": now.format(&Rfc3339).expect("text"), "message": [{"type": "text", "cInfo": {"body": text}}],
                });
                let user = self.identity.replace(' ', "%20");
                self.local.control(&format!("push?log=true&user={user}"), frame).await;
                if let Some(tab) = (0..TABS).find(|tab| self.tabs[*tab].is_some()) {
                    self.collect(tab, Fence::Pong, 0, &mut seen).await;
                }
            }
            Step::History(token, query) => {
                let url = format!("{}/api/botmessages/rtm?botId={BOT}{query}", self.local.base);
                self.ask(self.local.http.get(url), *token, &mut seen).await;
            }
            Step::UnknownEndpoint(token) => {
                let url = format!("{}/api/botmessages/unheardOf", self.local.base);
                self.ask(self.local.http.get(url), *token, &mut seen).await;
            }
            Step::Wait(_) => {}
        }
        seen
    }

    async fn open(&mut self, tab: usize, url: &str, protocols: &[String], fence: Fence, seen: &mut Seen) {
        let offered = protocols.join(", ");
        let chat = Chat::connect(url, Some(offered.as_str()).filter(|offered| !offered.is_empty())).await;
        seen.opened = Some(chat.is_ok());
        self.tabs[tab] = chat.ok();
        if self.tabs[tab].is_some() {
            self.collect(tab, fence, 0, seen).await;
        }
    }

    async fn ask(&mut self, request: reqwest::RequestBuilder, token: TokenRef, seen: &mut Seen) -> Value {
        let bearer = match token {
            TokenRef::Newest => self.tokens.last().map(String::as_str),
            TokenRef::First => self.tokens.first().map(String::as_str),
            TokenRef::Unknown => Some("never-issued"),
            TokenRef::None => None,
        };
        let request = match bearer {
            Some(token) => request.header("Authorization", format!("bearer {token}")),
            None => request,
        };
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let body = response.json().await.expect("a JSON body");
        seen.answer = Some(self.reader.answer(status, &body));
        body
    }

    async fn has_session(&self) -> bool {
        !self.local.state().await["users"][&self.identity]["sessionId"].is_null()
    }

    async fn send(&mut self, tab: usize, frame: &str, fence: Fence, seen: &mut Seen) {
        let Some(chat) = &mut self.tabs[tab] else { return };
        chat.send_text(frame).await;
        let is_ping = serde_json::from_str::<Value>(frame).is_ok_and(|frame| frame["type"] == "ping");
        self.collect(tab, fence, usize::from(is_ping), seen).await;
    }

    async fn leave(&mut self, tab: usize) {
        if let Some(mut chat) = self.tabs[tab].take() {
            // The platform may have closed it just now.
            let _ = chat.socket.close(None).await;
        }
    }

    /// Reads what a step led to in every tab, the one that acted first: the others are told before it is.
    async fn collect(&mut self, acting: usize, fence: Fence, own_pings: usize, seen: &mut Seen) {
        for tab in [acting, 1 - acting] {
            // A ping of the step's own is answered ahead of the fence's.
            let mut pongs = if tab == acting { own_pings } else { 0 };
            let Some(chat) = &mut self.tabs[tab] else { continue };
            if fence == Fence::Pong {
                let ping = json!({"type": "ping", "resourceid": "/bot.message", "id": 1}).to_string();
                // Fails on a socket that the platform has closed, which reading tells.
                let _ = chat.socket.send(Message::text(ping)).await;
            }
            let mut texts = Vec::new();
            let end = loop {
                match timeout(PATIENCE, chat.socket.next()).await {
                    Err(_) => break Some("silent".to_owned()),
                    Ok(Some(Ok(Message::Text(text)))) => {
                        let kind: Value = serde_json::from_str(&text).unwrap_or_default();
                        texts.push(text.to_string());
                        let last = match fence {
                            Fence::Turn => "waiting_for_user_input",
                            Fence::Pong => "pong",
                            Fence::SessionEnd => "session_end",
                        };
                        if kind["type"] == last {
                            if pongs == 0 {
                                break None;
                            }
                            pongs -= 1;
                        }
                    }
                    Ok(Some(Ok(Message::Close(Some(frame))))) => {
                        break Some(format!("closed {}", u16::from(frame.code)));
                    }
                    Ok(Some(Ok(Message::Close(None)))) => break Some("closed 1005".to_owned()),
                    Ok(Some(Ok(_))) => {}
                    Ok(Some(Err(_)) | None) => break Some("closed 1006".to_owned()),
                }
            };
            if fence == Fence::Pong && end.is_none() {
                texts.pop();
            }
            for text in &texts {
                seen.tabs[tab].extend(self.reader.frame(text));
            }
            if end.as_ref().is_some_and(|end| end.starts_with("closed")) {
                self.tabs[tab] = None;
            }
            seen.tabs[tab].extend(end);
        }
    }
}
