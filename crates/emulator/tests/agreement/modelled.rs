//! The client's steps against the model. The bot's part is the demo bot's: it greets and repeats.

use serde_json::Value;

use crate::observation::{GREETING, Reader, Seen, TABS};
use crate::platform::{BAD_JWT, JWT, Platform, Reaction, To, Turn, Without};
use crate::script::{AddressRef, Step, TokenRef, Writer};

#[derive(Default)]
pub struct Modelled {
    platform: Platform,
    /// Milliseconds since the start; every step takes some.
    at: u64,
    tokens: Vec<String>,
    addresses: Vec<String>,
    nonce: Option<String>,
    open: [bool; TABS],
    reader: Reader,
    writer: Writer,
    turn: bool,
    bot_says: usize,
}

impl Modelled {
    /// With a platform whose sockets have to bring a nonce.
    pub fn secure() -> Self {
        let mut model = Self::default();
        model.platform.is_secure = true;
        model
    }

    /// Whether the last step gave the bot something to say.
    pub fn bot_had_its_turn(&self) -> bool {
        self.turn
    }

    pub fn play(&mut self, step: &Step) -> Seen {
        self.at += 10;
        self.turn = false;
        let mut seen = Seen::default();
        match step {
            Step::Grant => {
                let (status, body) = self.platform.answer(self.at, "oAuth/token/jwtgrant", None, Some(JWT));
                self.tokens.extend(json(&body)["authorization"]["accessToken"].as_str().map(str::to_owned));
                seen.answer = Some(self.reader.answer(status, &json(&body)));
            }
            Step::BadGrant => {
                let (status, body) = self.platform.answer(self.at, "oAuth/token/jwtgrant", None, Some(BAD_JWT));
                seen.answer = Some(self.reader.answer(status, &json(&body)));
            }
            Step::ExpireTokens => self.platform.expire_tokens(),
            Step::Start(token) => {
                let body = self.ask("rtm/start", *token, &mut seen);
                self.addresses.extend(body["url"].as_str().map(str::to_owned));
                self.nonce = body["nonce"].as_str().map(str::to_owned);
            }
            Step::Open { tab, address, query } => {
                self.open[*tab] = false;
                let url = match address {
                    AddressRef::Newest => self.addresses.last(),
                    AddressRef::BeforeThat => self.addresses.iter().rev().nth(1),
                    AddressRef::WrongSid | AddressRef::NoSid => None,
                };
                let none = if matches!(address, AddressRef::NoSid) { "?x=1" } else { "?sid=0123456789abcdef" };
                let url = url.cloned().unwrap_or_else(|| format!("ws://platform.test/rtm/bot{none}")) + query;
                self.open(*tab, &url, &[], &mut seen);
            }
            Step::OpenSecurely { tab, offer } => {
                let url = self.addresses.last().cloned().unwrap_or_default();
                let protocols = offer.protocols(JWT, self.nonce.as_deref().unwrap_or_default());
                self.open(*tab, &url, &protocols, &mut seen);
            }
            Step::Leave { tab } => self.open[*tab] = false,
            Step::Say { tab, id, body } => {
                let frame = self.writer.message(*id, *body);
                self.send(*tab, &frame, &mut seen);
            }
            Step::Send { tab, odd } => {
                let frame = self.writer.odd(*odd);
                self.send(*tab, &frame, &mut seen);
            }
            Step::BotSays => {
                self.bot_says += 1;
                self.say(&format!("news {}", self.bot_says), &mut seen);
            }
            Step::History(token, query) => {
                self.ask(&format!("botmessages/rtm?botId=st-1{query}"), *token, &mut seen);
            }
            Step::UnknownEndpoint(token) => {
                self.ask("botmessages/unheardOf", *token, &mut seen);
            }
            Step::Wait(milliseconds) => self.at += milliseconds,
        }
        seen
    }

    fn open(&mut self, tab: usize, url: &str, protocols: &[String], seen: &mut Seen) {
        let reaction = self.platform.open(self.at, url, protocols);
        self.open[tab] = reaction.is_some();
        seen.opened = Some(reaction.is_some());
        self.react(tab, reaction.unwrap_or_default(), seen);
    }

    fn ask(&mut self, path: &str, token: TokenRef, seen: &mut Seen) -> Value {
        let bearer = match token {
            TokenRef::Newest => self.tokens.last().map(String::as_str),
            TokenRef::First => self.tokens.first().map(String::as_str),
            TokenRef::Unknown => Some("never-issued"),
            TokenRef::None => None,
        };
        let (status, body) = self.platform.answer(self.at, path, bearer, None);
        let body = json(&body);
        seen.answer = Some(self.reader.answer(status, &body));
        body
    }

    fn send(&mut self, tab: usize, frame: &str, seen: &mut Seen) {
        if self.open[tab] {
            let reaction = self.platform.hear(self.at, frame);
            self.react(tab, reaction, seen);
        }
    }

    fn react(&mut self, tab: usize, reaction: Reaction, seen: &mut Seen) {
        if let Some(ack) = &reaction.ack {
            seen.tabs[tab].extend(self.reader.frame(ack));
        }
        for (to, frame) in &reaction.frames {
            for other in (0..TABS).filter(|other| self.open[*other]) {
                let goes = match to {
                    To::Sender => other == tab,
                    To::Others => other != tab,
                    To::Everyone => true,
                };
                if goes {
                    seen.tabs[other].extend(self.reader.frame(frame));
                }
            }
        }
        if let Some(code) = reaction.close {
            self.open[tab] = false;
            seen.tabs[tab].push(format!("closed {code}"));
        }
        self.turn = reaction.turn.is_some();
        match reaction.turn {
            Some(Turn::Greeting) => self.say(GREETING, seen),
            Some(Turn::Answer(text)) => self.say(&format!("You said: {text}"), seen),
            None => {}
        }
    }

    fn say(&mut self, text: &str, seen: &mut Seen) {
        let frame = self.platform.store(self.at, false, text, None).frame(Without::Nothing);
        for tab in (0..TABS).filter(|tab| self.open[*tab]) {
            seen.tabs[tab].extend(self.reader.frame(&frame));
        }
    }
}

fn json(body: &str) -> Value {
    serde_json::from_str(body).expect("the model answers JSON")
}
