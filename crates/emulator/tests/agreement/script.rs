//! What a client does, step by step, made from a seed.

use serde_json::{Value, json};

use crate::rng::{Choices, Rng};

/// Which access token goes along.
#[derive(Clone, Copy, Debug)]
pub enum TokenRef {
    Newest,
    First,
    /// One that was never issued.
    Unknown,
    None,
}

/// Which socket address is opened.
#[derive(Clone, Copy, Debug)]
pub enum AddressRef {
    Newest,
    /// Used already, most likely.
    BeforeThat,
    WrongSid,
    NoSid,
}

/// The ids of a message frame.
#[derive(Clone, Copy, Debug)]
pub enum Numbering {
    New,
    /// `clientMessageId` and `id` of the message before.
    Repeated,
    /// `id` without `clientMessageId`.
    OnlyId,
    /// `clientMessageId` without `id`.
    OnlyClientMessageId,
    Absent,
}

/// What a message says.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    Text,
    /// A payload with another text to show.
    Chosen,
    Blank,
    Missing,
    /// So long that the whole frame has this many bytes.
    OfFrame(usize),
}

/// A frame that is no message.
#[derive(Clone, Copy, Debug)]
pub enum Odd {
    Ping,
    Typing,
    DeliveryAck,
    EndSession,
    UnknownResource,
    NoResource,
    NoObject,
    NotJson,
    Empty,
}

/// The sub-protocols that a client offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    Nothing,
    All,
    WithoutVersion,
    WithoutJwt,
    WithoutNonce,
    WrongNonce,
    BadJwt,
}

impl Offer {
    pub fn protocols(self, jwt: &str, nonce: &str) -> Vec<String> {
        let version = (self != Self::WithoutVersion).then(|| "x-rtm-v|1".to_owned());
        let jwt = if self == Self::BadJwt { "a.b.c" } else { jwt };
        let jwt = (self != Self::WithoutJwt).then(|| format!("jwt|{jwt}"));
        let nonce = if self == Self::WrongNonce { "0123456789abcdef" } else { nonce };
        let nonce = (self != Self::WithoutNonce).then(|| format!("nonce|{nonce}"));
        [version, jwt, nonce].into_iter().flatten().filter(|_| self != Self::Nothing).collect()
    }
}

#[derive(Clone, Debug)]
pub enum Step {
    Grant,
    /// With a JWT that is none.
    BadGrant,
    ExpireTokens,
    Start(TokenRef),
    Open {
        tab: usize,
        address: AddressRef,
        query: &'static str,
    },
    /// The newest address, with sub-protocols (`kore-protocol.md` 4.2).
    OpenSecurely {
        tab: usize,
        offer: Offer,
    },
    Leave {
        tab: usize,
    },
    Say {
        tab: usize,
        id: Numbering,
        body: Body,
    },
    Send {
        tab: usize,
        odd: Odd,
    },
    /// The bot says something by itself.
    BotSays,
    /// `botmessages/rtm` with more parameters.
    History(TokenRef, String),
    UnknownEndpoint(TokenRef),
    /// So many milliseconds pass for the model.
    Wait(u64),
}

/// The steps of one client.
#[derive(Clone, Debug)]
pub struct Script(pub Vec<Step>);

const QUERIES: [&str; 8] = [
    "",
    "&isReconnect=true",
    "&isReconnect=false",
    "&ConnectionMode=Default",
    "&ConnectionMode=Start_New",
    "&ConnectionMode=Start_New_Resume_Agent",
    "&ConnectionMode=Reconnect",
    "&isReconnect=true&ConnectionMode=Start_New",
];

impl Step {
    pub fn open(tab: usize, address: AddressRef, query: &'static str) -> Self {
        Self::Open { tab, address, query }
    }

    pub fn say(tab: usize, id: Numbering, body: Body) -> Self {
        Self::Say { tab, id, body }
    }
}

impl Script {
    pub fn from_seed(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut steps = vec![Step::Grant];
        for _ in 0..rng.between(5, 30) {
            let tab = rng.below(2) as usize;
            match rng.below(100) {
                0..=3 => steps.push(Step::Grant),
                4 => steps.push(Step::BadGrant),
                5..=7 => steps.push(Step::ExpireTokens),
                8..=27 => {
                    // Most often as a client does it.
                    if rng.chance(80) {
                        steps.push(Step::Start(TokenRef::Newest));
                        steps.push(Step::open(
                            tab,
                            AddressRef::Newest,
                            QUERIES[rng.below(QUERIES.len() as u64) as usize],
                        ));
                    } else if rng.chance(50) {
                        let tokens = [TokenRef::First, TokenRef::Unknown, TokenRef::None];
                        steps.push(Step::Start(rng.pick(&tokens)));
                    } else {
                        let addresses =
                            [AddressRef::Newest, AddressRef::BeforeThat, AddressRef::WrongSid, AddressRef::NoSid];
                        steps.push(Step::open(
                            tab,
                            rng.pick(&addresses),
                            QUERIES[rng.below(QUERIES.len() as u64) as usize],
                        ));
                    }
                }
                28..=31 => steps.push(Step::Leave { tab }),
                32..=59 => {
                    let ids = [
                        Numbering::New,
                        Numbering::New,
                        Numbering::New,
                        Numbering::Repeated,
                        Numbering::OnlyId,
                        Numbering::OnlyClientMessageId,
                        Numbering::Absent,
                    ];
                    let bodies = [Body::Text, Body::Text, Body::Text, Body::Chosen, Body::Blank, Body::Missing];
                    steps.push(Step::say(tab, rng.pick(&ids), rng.pick(&bodies)));
                }
                60..=71 => {
                    let odd = [
                        Odd::Ping,
                        Odd::Typing,
                        Odd::DeliveryAck,
                        Odd::EndSession,
                        Odd::UnknownResource,
                        Odd::NoResource,
                        Odd::NoObject,
                    ];
                    steps.push(Step::Send { tab, odd: rng.pick(&odd) });
                }
                72..=73 => steps.push(Step::Send { tab, odd: rng.pick(&[Odd::NotJson, Odd::Empty]) }),
                74 => steps.push(Step::say(tab, Numbering::New, Body::OfFrame(270_000))),
                75..=80 => steps.push(Step::BotSays),
                81..=82 => steps.push(Step::UnknownEndpoint(TokenRef::Newest)),
                _ => {
                    let tokens = [
                        TokenRef::Newest,
                        TokenRef::Newest,
                        TokenRef::Newest,
                        TokenRef::First,
                        TokenRef::Unknown,
                        TokenRef::None,
                    ];
                    let numbers = [0, 1, 2, 3, 5, 8, 20, 100, 101];
                    let mut query = String::new();
                    if rng.chance(60) {
                        query.push_str(&format!("&offset={}", rng.pick(&numbers)));
                    }
                    if rng.chance(60) {
                        query.push_str(&format!("&limit={}", rng.pick(&numbers)));
                    }
                    if rng.chance(5) {
                        query.push_str(if rng.chance(50) { "&limit=x" } else { "&offset=-3" });
                    }
                    steps.push(Step::History(rng.pick(&tokens), query));
                }
            }
        }
        // Whatever was done, the log is the same.
        steps.extend([Step::Grant, Step::History(TokenRef::Newest, "&limit=100".into())]);
        Self(steps)
    }
}

/// Writes a client's frames. Both sides have one, so that they send the same.
#[derive(Debug)]
pub struct Writer {
    last_id: i64,
    said: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self { last_id: 1_700_000_000_000, said: 0 }
    }
}

impl Writer {
    pub fn message(&mut self, id: Numbering, body: Body) -> String {
        if !matches!(id, Numbering::Repeated) {
            self.last_id += 1;
        }
        self.said += 1;
        let number = self.last_id;
        let mut frame =
            json!({"resourceid": "/bot.message", "message": {}, "client": "sdk", "meta": {"locale": "en-GB"}});
        if !matches!(id, Numbering::OnlyId | Numbering::Absent) {
            frame["clientMessageId"] = json!(number);
        }
        if !matches!(id, Numbering::OnlyClientMessageId | Numbering::Absent) {
            frame["id"] = json!(number);
        }
        let text = format!("words {}", self.said);
        match body {
            Body::Text => frame["message"]["body"] = json!(text),
            Body::Chosen => frame["message"] = json!({"body": text, "renderMsg": "The first choice"}),
            Body::Blank => frame["message"]["body"] = json!(" \n "),
            Body::Missing => {}
            Body::OfFrame(bytes) => {
                frame["message"]["body"] = json!("");
                let rest = bytes.saturating_sub(frame.to_string().len());
                frame["message"]["body"] = json!("x".repeat(rest));
            }
        }
        frame.to_string()
    }

    pub fn odd(&mut self, odd: Odd) -> String {
        self.last_id += 1;
        let id = self.last_id;
        let frame: Value = match odd {
            Odd::Ping => json!({"type": "ping", "resourceid": "/bot.message", "client": "sdk", "id": 1}),
            Odd::Typing => {
                json!({"resourceid": "/bot.message", "event": "typing", "message": {"body": "", "type": ""}, "id": id})
            }
            Odd::DeliveryAck => {
                json!({"clientMessageId": id, "type": "ack", "replyto": id, "status": "delivered", "key": "k", "id": id})
            }
            Odd::EndSession => {
                json!({"clientMessageId": id, "resourceid": "/bot.closeConversationSession", "client": "sdk", "id": id})
            }
            Odd::UnknownResource => {
                json!({"clientMessageId": id, "resourceid": "/bot.unheardOf", "message": {"body": "x"}, "id": id})
            }
            Odd::NoResource => json!({"clientMessageId": id, "message": {"body": "x"}, "id": id}),
            Odd::NoObject => json!([1, "two", null]),
            Odd::NotJson => return "{\"resourceid\":\"/bot.message\",".to_owned(),
            Odd::Empty => return String::new(),
        };
        frame.to_string()
    }
}
