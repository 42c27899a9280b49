//! A started emulator, and a client of its socket.

use std::time::Duration;

use emulator::{Config, Emulator, Pace};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub const BOT: &str = "st-1";
/// A test that waits longer has failed.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// An emulator on a free port.
pub struct Local {
    /// Ends when the test does.
    _emulator: Emulator,
    pub base: String,
    pub http: reqwest::Client,
}

impl Local {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { listen: ([127, 0, 0, 1], 0).into(), pace: Pace::Fast, ..Config::default() };
        change(&mut config);
        let emulator = Emulator::start(config).await.expect("the emulator starts");
        let base = format!("http://{}", emulator.address());
        Self { _emulator: emulator, base, http: reqwest::Client::new() }
    }

    /// Posts JSON; answers status and body.
    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let response = self.http.post(format!("{}{path}", self.base)).json(&body).send().await.expect("an answer");
        let status = response.status().as_u16();
        (status, response.json().await.expect("a JSON body"))
    }

    /// As [`Local::post`], with an access token.
    pub async fn post_as(&self, token: &str, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.post(format!("{}{path}", self.base)).header("Authorization", format!("bearer {token}"));
        let response = request.json(&body).send().await.expect("an answer");
        let status = response.status().as_u16();
        (status, response.json().await.expect("a JSON body"))
    }

    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(format!("{}{path}", self.base)).send().await.expect("an answer")
    }

    pub async fn get_as(&self, token: &str, path: &str) -> (u16, Value) {
        let request = self.http.get(format!("{}{path}", self.base)).header("Authorization", format!("bearer {token}"));
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        (status, response.json().await.expect("a JSON body"))
    }

    /// A control command that must succeed.
    pub async fn control(&self, command: &str, body: Value) -> Value {
        let (status, answer) = self.post(&format!("/_emulator/{command}"), body).await;
        assert_eq!(status, 200, "{command}: {answer}");
        answer
    }

    pub async fn faults(&self, switches: Value) {
        self.control("faults", switches).await;
    }

    pub async fn state(&self) -> Value {
        self.get("/_emulator/state").await.json().await.expect("JSON")
    }

    pub async fn log(&self) -> Vec<Value> {
        let text = self.get("/_emulator/log").await.text().await.expect("text");
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    }

    pub async fn token(&self, identity: &str) -> String {
        let (status, grant) = self.post("/site/token", json!({"identity": identity})).await;
        assert_eq!(status, 200, "{grant}");
        grant["authorization"]["accessToken"].as_str().expect("a token").to_owned()
    }

    pub async fn start_rtm(&self, token: &str) -> (u16, Value) {
        self.post_as(token, "/api/rtm/start", json!({"botInfo": {"chatBot": "Support", "taskBotId": BOT}, "token": {}}))
            .await
    }

    pub async fn rtm_url(&self, token: &str) -> String {
        let (status, body) = self.start_rtm(token).await;
        assert_eq!(status, 200, "{body}");
        body["url"].as_str().expect("a url").to_owned()
    }

    pub async fn history(&self, token: &str, query: &str) -> Value {
        let (status, body) = self.get_as(token, &format!("/api/botmessages/rtm?botId={BOT}{query}")).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// The texts of a user's newest 100 messages.
    pub async fn logged_texts(&self, token: &str) -> Vec<String> {
        texts(&self.history(token, "&limit=100").await)
    }

    /// Logs in and opens a socket with more query parameters (`&ConnectionMode=…`).
    pub async fn open(&self, identity: &str, params: &str) -> Chat {
        let token = self.token(identity).await;
        let url = self.rtm_url(&token).await;
        Chat::connect(&format!("{url}{params}"), None).await.expect("the socket opens")
    }

    /// A chat in which the bot has greeted.
    pub async fn chat(&self, identity: &str) -> Chat {
        let mut chat = self.open(identity, "").await;
        chat.until("waiting_for_user_input").await;
        chat
    }
}

/// The texts of a page of history.
pub fn texts(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().expect("messages");
    messages
        .iter()
        .map(|message| message["components"][0]["data"]["text"].as_str().expect("a text").to_owned())
        .collect()
}

/// How a socket ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// A close frame with code and reason.
    Code(u16, String),
    /// A close frame without a code.
    NoCode,
    /// No close frame.
    Abrupt,
}

/// A client of the socket.
#[derive(Debug)]
pub struct Chat {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// `Sec-WebSocket-Protocol` of the answer.
    pub protocol: Option<String>,
    next_id: u64,
}

impl Chat {
    /// Opens a socket; an HTTP refusal answers its status.
    pub async fn connect(url: &str, protocols: Option<&str>) -> Result<Self, u16> {
        let mut request = url.into_client_request().expect("a URL");
        if let Some(protocols) = protocols {
            request.headers_mut().insert("Sec-WebSocket-Protocol", protocols.parse().expect("a header"));
        }
        // Small frames must not wait for one another.
        match tokio_tungstenite::connect_async_with_config(request, None, true).await {
            Ok((socket, response)) => {
                let protocol = response.headers().get("Sec-WebSocket-Protocol");
                let protocol = protocol.map(|value| value.to_str().expect("text").to_owned());
                Ok(Self { socket, protocol, next_id: 1_700_000_000_000 })
            }
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    pub async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("the frame is taken");
    }

    /// Sends a text as a client does; answers its id.
    pub async fn say(&mut self, text: &str) -> u64 {
        self.send_message(json!({"body": text})).await
    }

    pub async fn send_message(&mut self, message: Value) -> u64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(json!({
            "clientMessageId": id, "resourceid": "/bot.message", "message": message,
            "botInfo": {"chatBot": "Support", "taskBotId": BOT}, "client": "sdk",
            "meta": {"timezone": "Europe/London", "locale": "en-GB"}, "id": id,
        }))
        .await;
        id
    }

    /// The next text frame as it is; `Err` when the socket ended.
    pub async fn next_text(&mut self) -> Result<String, End> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("a frame in time") {
                Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                Some(Ok(Message::Close(Some(close)))) => {
                    return Err(End::Code(close.code.into(), close.reason.to_string()));
                }
                Some(Ok(Message::Close(None))) => return Err(End::NoCode),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(End::Abrupt),
            }
        }
    }

    /// The next frame.
    pub async fn next(&mut self) -> Value {
        let text = self.next_text().await.expect("a frame");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The next frame of a type; others are passed over.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        self.until(kind).await.pop().expect("the last one")
    }

    /// All frames up to the first of a type, with it.
    pub async fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            let found = frame["type"] == kind;
            frames.push(frame);
            if found {
                return frames;
            }
        }
    }

    /// All frames that are under way now: everything that is sent before the answer to a ping.
    pub async fn drain(&mut self) -> Vec<Value> {
        self.send(json!({"type": "ping", "resourceid": "/bot.message", "id": 1})).await;
        let mut frames = self.until("pong").await;
        frames.pop();
        frames
    }

    /// Says something and answers the bot's texts of that turn.
    pub async fn ask(&mut self, text: &str) -> Vec<String> {
        self.say(text).await;
        bot_texts(&self.until("waiting_for_user_input").await)
    }

    /// Reads until the socket ends.
    pub async fn end(&mut self) -> End {
        loop {
            if let Err(end) = self.next_text().await {
                return end;
            }
        }
    }
}

/// The body of every item of every `bot_response`.
pub fn bot_texts(frames: &[Value]) -> Vec<String> {
    let responses = frames.iter().filter(|frame| frame["type"] == "bot_response");
    responses
        .flat_map(|frame| frame["message"].as_array().cloned().unwrap_or_default())
        .map(|item| item["cInfo"]["body"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The types of frames, in order.
pub fn kinds(frames: &[Value]) -> Vec<&str> {
    frames.iter().map(|frame| frame["type"].as_str().unwrap_or_default()).collect()
}

/// Waits until `check` holds.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut check: impl FnMut() -> F) {
    let waiting = async {
        while !check().await {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("{what}: waited in vain"));
}
