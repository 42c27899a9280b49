//! What tests and developers steer the emulator with: `/_emulator`. README.md of this crate documents it.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::api::{ApiError, object};
use crate::clock::{now_ms, parse_iso};
use crate::conversation::MAX_MESSAGES;
use crate::frame;
use crate::message::{Direction, LoggedMessage};
use crate::platform::Platform;
use crate::socket::Order;

/// Largest body of a control request, in bytes.
pub(crate) const MAX_BODY: usize = 64 * 1024 * 1024;

/// The routes below `/_emulator`.
pub(crate) fn routes() -> axum::Router<Arc<Platform>> {
    axum::Router::new()
        .route("/push", post(push))
        .route("/say", post(say))
        .route("/drop", post(drop_sockets))
        .route("/seed", post(seed))
        .route("/faults", post(faults))
        .route("/reset", post(reset))
        .route("/log", get(log))
        .route("/state", get(state))
        .layer(axum::extract::DefaultBodyLimit::max(MAX_BODY))
}

fn bad(msg: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, msg)
}

/// Sends frames as they are: an array is a burst, a string element is raw text.
async fn push(
    State(platform): State<Arc<Platform>>,
    Query(query): Query<Vec<(String, String)>>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let param = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if let Some((name, _)) = query.iter().find(|(name, _)| !matches!(name.as_str(), "user" | "log")) {
        return Err(bad(format!("push does not know the query parameter `{name}`; it takes `user` and `log`")));
    }
    let body: Value =
        serde_json::from_slice(&body).map_err(|error| bad(format!("the body of push is not JSON: {error}")))?;
    let frames = if let Value::Array(frames) = body { frames } else { vec![body] };
    let texts: Vec<_> = frames
        .iter()
        .map(|frame| match frame {
            Value::String(text) => text.as_str().into(),
            frame => frame.to_string().into(),
        })
        .collect();
    let user = param("user");
    let conversations = platform.conversations(user);
    if param("log") == Some("true") {
        let targets = conversations.iter().filter(|one| user.is_some() || one.idle_since().is_none());
        for conversation in targets {
            for frame in &frames {
                if let Some(message) = frame::logged(frame) {
                    conversation.log(message, frame::is_chunk(frame));
                }
            }
        }
    }
    let sockets: usize = conversations.iter().map(|conversation| conversation.push(&texts)).sum();
    Ok(Json(json!({"sockets": sockets})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SayRequest {
    user: String,
    text: String,
}

/// The bot says something by itself, whether or not anybody is connected; dated, logged and with the faults that are on.
async fn say(State(platform): State<Arc<Platform>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let wanted: SayRequest = typed(&body, "say")?;
    let conversations = platform.conversations(Some(&wanted.user));
    if conversations.is_empty() {
        return Err(bad(format!("the bot does not know {:?} yet: a user begins with rtm/start", wanted.user)));
    }
    for conversation in conversations {
        let item = frame::Item::text(wanted.text.as_str());
        let message = frame::bot_response(&conversation.bot_info(), vec![item]);
        conversation.say(&platform, message);
    }
    Ok(Json(json!({"ok": true})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DropRequest {
    #[serde(default)]
    code: Option<u16>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    user: Option<String>,
}

/// Drops the sockets: 1006 (also without a body) without a close frame, any other code in one.
async fn drop_sockets(State(platform): State<Arc<Platform>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let wanted: DropRequest = typed(&body, "drop")?;
    let code = wanted.code.unwrap_or(1006);
    if !(1000..5000).contains(&code) {
        return Err(bad(format!("{code} is no close code; they lie between 1000 and 4999")));
    }
    if wanted.reason.len() > 123 {
        return Err(bad("the reason of a close frame must not be longer than 123 bytes"));
    }
    let order = Order::Close(code, wanted.reason);
    let conversations = platform.conversations(wanted.user.as_deref());
    let sockets: usize = conversations.iter().map(|conversation| conversation.order_all(&order)).sum();
    Ok(Json(json!({"sockets": sockets})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    identity: String,
    #[serde(default)]
    count: Option<usize>,
    #[serde(default)]
    messages: Vec<SeedMessage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedMessage {
    #[serde(rename = "type")]
    direction: SeedDirection,
    /// Text, or an object that is stored as JSON text (a template).
    text: Value,
    #[serde(rename = "createdOn", default)]
    created_on: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeedDirection {
    Incoming,
    Outgoing,
}

/// Fills a user's history.
async fn seed(State(platform): State<Arc<Platform>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let seed: Seed = typed(&body, "seed")?;
    let count = seed.count.unwrap_or_default();
    if count > MAX_MESSAGES || seed.messages.len() > MAX_MESSAGES {
        return Err(bad(format!("a user keeps at most {MAX_MESSAGES} messages")));
    }
    // One message a minute, the last one a minute ago.
    let minutes_ago = |n: usize| now_ms() - i64::try_from(n).unwrap_or_default() * 60_000;
    let mut messages = VecDeque::new();
    for n in 1..=count {
        let direction = if n % 2 == 1 { Direction::Incoming } else { Direction::Outgoing };
        messages.push_back(LoggedMessage::text(direction, &format!("Message {n}"), minutes_ago(count - n + 1)));
    }
    let total = seed.messages.len();
    for (n, message) in seed.messages.into_iter().enumerate() {
        let direction = match message.direction {
            SeedDirection::Incoming => Direction::Incoming,
            SeedDirection::Outgoing => Direction::Outgoing,
        };
        let created_on = match &message.created_on {
            Some(text) => parse_iso(text).ok_or_else(|| bad(format!("createdOn {text:?} is no ISO 8601 time")))?,
            None => minutes_ago(total - n),
        };
        let text = match message.text {
            Value::String(text) => text,
            other => other.to_string(),
        };
        messages.push_back(LoggedMessage::text(direction, &text, created_on));
    }
    for message in &mut messages {
        if message.direction == Direction::Incoming {
            message.user_msg_id = Some(json!(message.created_on));
        }
    }
    let messages: Vec<_> = messages.into();
    if !platform.seed(&seed.identity, &messages) {
        return Err(bad("too many users have seeded messages; reset the emulator"));
    }
    Ok(Json(json!({"messages": messages.len()})))
}

/// Merges switches and answers those that are now set. `expireTokens` is an act, not a state.
async fn faults(State(platform): State<Arc<Platform>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let mut patch: Map<String, Value> = object(&body)?;
    let expire = match patch.remove("expireTokens") {
        None | Some(Value::Bool(false) | Value::Null) => false,
        Some(Value::Bool(true)) => true,
        Some(other) => {
            return Err(bad(format!("These faults cannot be set: `expireTokens` is true or false, not {other}")));
        }
    };
    platform.set_faults(patch).map_err(|error| bad(error.to_string()))?;
    if expire {
        platform.expire_tokens();
    }
    Ok(Json(json!(platform.with_faults(Clone::clone))))
}

async fn reset(State(platform): State<Arc<Platform>>) -> Json<Value> {
    platform.reset().await;
    Json(json!({"ok": true}))
}

async fn log(State(platform): State<Arc<Platform>>) -> Response {
    ([(header::CONTENT_TYPE, "application/x-ndjson")], platform.traffic.render()).into_response()
}

async fn state(State(platform): State<Arc<Platform>>) -> Json<Value> {
    Json(platform.summary())
}

fn typed<T: serde::de::DeserializeOwned>(body: &Bytes, what: &str) -> Result<T, ApiError> {
    let object = Value::Object(object(body)?);
    serde_json::from_value(object).map_err(|error| bad(format!("the body of {what} cannot be used: {error}")))
}
