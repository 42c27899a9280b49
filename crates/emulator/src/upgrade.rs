//! Opens the RTM socket: the `sid`, the sub-protocols, the connection mode (`kore-protocol.md` sections 4 and 5).

use std::sync::Arc;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::api::ApiError;
use crate::conversation::ConnectionMode;
use crate::platform::{PendingSocket, Platform};
use crate::socket::{self, MAX_FRAME};

/// The sub-protocol that is answered (`kore-protocol.md` section 4.2).
const SUB_PROTOCOL: &str = "x-rtm-v|1";

/// `GET /rtm/bot?sid=…`.
pub(crate) async fn upgrade(
    State(platform): State<Arc<Platform>>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Response {
    if platform.with_faults_mut(|faults| faults.take_refusal()) {
        return ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the socket is refused by a fault switch")
            .into_response();
    }
    let param = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let Some(pending) = param("sid").and_then(|sid| platform.take_pending_socket(sid)) else {
        return ApiError::new(StatusCode::UNAUTHORIZED, "the sid is unknown, used or older than 30 seconds")
            .into_response();
    };
    let offered = sub_protocols(&headers);
    if let Err(error) = check_sub_protocols(&platform, &pending, &offered) {
        return error.into_response();
    }
    let reconnect = pending.is_reconnect || param("isReconnect") == Some("true");
    let mode = match param("ConnectionMode") {
        Some("Default") => ConnectionMode::Default,
        Some("Start_New") => ConnectionMode::StartNew,
        Some("Start_New_Resume_Agent") => ConnectionMode::StartNewResumeAgent,
        Some("Reconnect") => ConnectionMode::Reconnect,
        _ if reconnect => ConnectionMode::Reconnect,
        _ => ConnectionMode::Absent,
    };
    let skip_greeting = param("isSkipOnConnect") == Some("true");
    let opening = json!({
        "user": pending.conversation.identity, "botId": pending.conversation.bot_id,
        "mode": param("ConnectionMode"), "isReconnect": reconnect, "secure": !offered.is_empty(),
    });
    ws.max_message_size(4 * MAX_FRAME)
        .max_frame_size(4 * MAX_FRAME)
        .protocols(offered.iter().any(|offer| offer == SUB_PROTOCOL).then_some(SUB_PROTOCOL))
        .on_upgrade(move |ws| socket::serve(platform, pending, ws, mode, skip_greeting, opening))
}

fn sub_protocols(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|offer| offer.trim().to_owned())
        .collect()
}

/// With a nonce issued, all three sub-protocols must be there and right.
fn check_sub_protocols(platform: &Platform, pending: &PendingSocket, offered: &[String]) -> Result<(), ApiError> {
    let Some(nonce) = &pending.nonce else { return Ok(()) };
    let refuse = |why: &str| Err(ApiError::new(StatusCode::UNAUTHORIZED, why));
    let value = |name: &str| offered.iter().find_map(|offer| offer.strip_prefix(name));
    if !offered.iter().any(|offer| offer == SUB_PROTOCOL) {
        return refuse("the sub-protocol x-rtm-v|1 is missing");
    }
    if value("nonce|") != Some(nonce.as_str()) {
        return refuse("the sub-protocol nonce|… is missing or is not the one that rtm/start issued");
    }
    let Some(jwt) = value("jwt|") else { return refuse("the sub-protocol jwt|… is missing") };
    match platform.verifier.verify(jwt) {
        Ok(claims) if claims.identity == pending.conversation.identity => Ok(()),
        Ok(_) => refuse("the JWT in the sub-protocol names another user"),
        Err(error) => refuse(&error.to_string()),
    }
}
