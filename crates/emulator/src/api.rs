//! The platform's REST endpoints (`kore-protocol.md` sections 2 and 3, `rtm-channel.txt` steps 2 and 3).

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde_json::{Map, Value, json};

use crate::faults::{Endpoint, ThemeFault};
use crate::frame::ICON;
use crate::platform::{Grant, Platform, TokenError};

/// Page of history when `limit` is absent, and the most that is given (`kore-protocol.md` section 3.7).
const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// The routes below `/api` and `/api/1.1`.
pub(crate) fn routes() -> axum::Router<Arc<Platform>> {
    axum::Router::new()
        .route("/oAuth/token/jwtgrant", post(jwt_grant))
        .route("/rtm/start", post(rtm_start))
        .route("/botmessages/rtm", get(history))
        .route("/websdkthemes/{bot}/activetheme", get(theme))
        .route("/attachment/{*rest}", any(not_implemented))
        .fallback(|| async { ApiError::new(StatusCode::NOT_FOUND, "no such endpoint").into_response() })
}

/// A refusal in the platform's shape: `{"errors":[{"msg","code"}]}`.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    msg: String,
    code: Value,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, msg: impl Into<String>) -> Self {
        Self { status, msg: msg.into(), code: json!(status.as_u16()) }
    }

    pub(crate) fn token_expired() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, msg: "token expired".into(), code: json!("TOKEN_EXPIRED") }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({"errors": [{"msg": self.msg, "code": self.code}]}))).into_response()
    }
}

/// Applies an endpoint's fault switch. `Err` is the answer to give instead.
pub(crate) async fn fault(platform: &Platform, endpoint: Endpoint) -> Result<(), Response> {
    let Some(fault) = platform.with_faults_mut(|faults| faults.take_http(endpoint)) else { return Ok(()) };
    if fault.hang {
        platform.epoch_ends().await;
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the request hung until the emulator was reset")
            .into_response());
    }
    if let Some(delay) = fault.delay_ms {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    if fault.token_expired {
        return Err(ApiError::token_expired().into_response());
    }
    let status = match (fault.status, fault.retry_after) {
        (Some(status), _) => Some(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)),
        (None, Some(_)) => Some(StatusCode::TOO_MANY_REQUESTS),
        (None, None) => None,
    };
    let mut response = match (status, fault.garbage) {
        (status, true) => (status.unwrap_or(StatusCode::OK), "<html>this is not JSON").into_response(),
        (Some(status), false) => ApiError::new(status, "this request fails by a fault switch").into_response(),
        (None, false) => return Ok(()),
    };
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Err(response)
}

async fn jwt_grant(State(platform): State<Arc<Platform>>, body: Bytes) -> Result<Json<Value>, Response> {
    fault(&platform, Endpoint::JwtGrant).await?;
    let body = object(&body).map_err(IntoResponse::into_response)?;
    let assertion = body.get("assertion").and_then(Value::as_str).unwrap_or_default();
    let grant = platform.grant(assertion);
    grant.map(Json).map_err(|error| ApiError::new(StatusCode::UNAUTHORIZED, error.to_string()).into_response())
}

async fn rtm_start(
    State(platform): State<Arc<Platform>>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Response> {
    fault(&platform, Endpoint::RtmStart).await?;
    let grant = authorized(&platform, &headers, false).map_err(IntoResponse::into_response)?;
    let body = object(&body).map_err(IntoResponse::into_response)?;
    let bot_info = body.get("botInfo").cloned().unwrap_or_default();
    let Some(bot_id) = bot_info.get("taskBotId").and_then(Value::as_str).filter(|id| !id.is_empty()) else {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "botInfo.taskBotId is missing").into_response());
    };
    let Some(conversation) = platform.conversation(&grant.identity, bot_id) else {
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "too many users are connected").into_response());
    };
    conversation.learn_bot_info(&bot_info);
    let is_reconnect = query.iter().any(|(name, value)| name == "isReconnect" && value == "true");
    let (sid, nonce) = platform.announce_socket(conversation, is_reconnect);
    let mut answer = Map::new();
    answer.insert("url".into(), json!(format!("{}/rtm/bot?sid={sid}", socket_origin(&platform, &headers))));
    if let Some(nonce) = nonce {
        answer.insert("nonce".into(), json!(nonce));
    }
    Ok(Json(Value::Object(answer)))
}

/// The socket is where the request came to, also behind a proxy that ends TLS.
fn socket_origin(platform: &Platform, headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if text("x-forwarded-proto") == Some("https") { "wss" } else { "ws" };
    let host = text("x-forwarded-host").or_else(|| text("host"));
    host.map_or_else(|| format!("{scheme}://{}", platform.config.listen), |host| format!("{scheme}://{host}"))
}

async fn history(
    State(platform): State<Arc<Platform>>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Json<Value>, Response> {
    fault(&platform, Endpoint::History).await?;
    let grant = authorized(&platform, &headers, true).map_err(IntoResponse::into_response)?;
    let param = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let bot_id = param("botId").filter(|id| !id.is_empty());
    let Some(bot_id) = bot_id else {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "the query parameter botId is mandatory").into_response());
    };
    let number = |name: &str, value: Option<&str>, otherwise: usize| match value {
        None => Ok(otherwise),
        Some(text) => text
            .parse::<usize>()
            .map_err(|_| ApiError::new(StatusCode::BAD_REQUEST, format!("{name} must be a whole number"))),
    };
    let limit = number("limit", param("limit"), DEFAULT_LIMIT).map_err(IntoResponse::into_response)?.min(MAX_LIMIT);
    let offset = number("offset", param("offset").or_else(|| param("skip")), 0).map_err(IntoResponse::into_response)?;
    if let Some(delay) = platform.with_faults(|faults| faults.history.empty_slow) {
        tokio::time::sleep(Duration::from_millis(delay)).await;
        return Ok(Json(json!({"total": 0, "moreAvailable": false, "icon": ICON, "messages": []})));
    }
    let Some(conversation) = platform.conversation(&grant.identity, bot_id) else {
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "too many users are connected").into_response());
    };
    let (messages, total, more) = conversation.page(offset, limit);
    Ok(Json(json!({"total": total, "moreAvailable": more, "icon": ICON, "messages": messages})))
}

async fn theme(
    State(platform): State<Arc<Platform>>,
    Path(_bot): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    fault(&platform, Endpoint::Theme).await?;
    authorized(&platform, &headers, true).map_err(IntoResponse::into_response)?;
    match platform.with_faults(|faults| faults.theme) {
        Some(ThemeFault::Error) => {
            Err(ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "the theme fails by a fault switch").into_response())
        }
        Some(ThemeFault::Inactive) => Ok(Json(json!({"activeTheme": false})).into_response()),
        Some(ThemeFault::Partial) => {
            let partial = json!({"activeTheme": true, "v3": {"general": {"themeType": "light"}, "header": {"title": {"name": "Partial"}}}});
            Ok(Json(partial).into_response())
        }
        None => Ok(([(header::CONTENT_TYPE, "application/json")], include_str!("theme.json")).into_response()),
    }
}

async fn not_implemented() -> ApiError {
    ApiError::new(StatusCode::NOT_IMPLEMENTED, "attachments are not implemented by the emulator")
}

/// The user behind the bearer token. rtm/start names an unknown token expired, too (`kore-protocol.md` section 15, 1).
fn authorized(platform: &Platform, headers: &HeaderMap, tell_unknown: bool) -> Result<Grant, ApiError> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => "",
    };
    platform.authenticate(token).map_err(|error| match error {
        TokenError::Unknown if tell_unknown => {
            ApiError::new(StatusCode::UNAUTHORIZED, "the access token is missing or unknown")
        }
        TokenError::Unknown | TokenError::Expired => ApiError::token_expired(),
    })
}

/// A JSON object, whatever the content type says; an empty body is an empty object.
pub(crate) fn object(body: &Bytes) -> Result<Map<String, Value>, ApiError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(ApiError::new(StatusCode::BAD_REQUEST, "the body must be a JSON object")),
        Err(error) => Err(ApiError::new(StatusCode::BAD_REQUEST, format!("the body is not JSON: {error}"))),
    }
}

/// Notes every request but those to `/_emulator`.
pub(crate) async fn note_request(State(platform): State<Arc<Platform>>, request: Request, next: Next) -> Response {
    /// Larger bodies are not read for the log.
    const MAX_BODY: usize = 64 * 1024;
    if request.uri().path().starts_with("/_emulator") {
        return next.run(request).await;
    }
    let mut note = RequestNote::new(&platform, &request);
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let request = match length {
        Some(1..=MAX_BODY) => {
            let (parts, body) = request.into_parts();
            match axum::body::to_bytes(body, MAX_BODY).await {
                Ok(bytes) => {
                    note.body = std::str::from_utf8(&bytes).ok().map(Utf8Bytes::from);
                    Request::from_parts(parts, bytes.into())
                }
                Err(_) => return ApiError::new(StatusCode::BAD_REQUEST, "the body broke off").into_response(),
            }
        }
        _ => request,
    };
    let response = next.run(request).await;
    note.fields["status"] = json!(response.status().as_u16());
    response
}

/// Notes a request when it is over, also when the client has gone before there was an answer (`status` null).
struct RequestNote {
    platform: Arc<Platform>,
    begun: Instant,
    fields: Value,
    body: Option<Utf8Bytes>,
}

impl RequestNote {
    fn new(platform: &Arc<Platform>, request: &Request) -> Self {
        let (uri, headers) = (request.uri(), request.headers());
        let mut fields = json!({"method": request.method().as_str(), "path": uri.path(), "status": null});
        if let Some(query) = uri.query() {
            fields["query"] = json!(crate::traffic::redacted_query(query));
        }
        if headers.contains_key(header::AUTHORIZATION) {
            fields["authorization"] = json!("[redacted]");
        }
        if let Some(version) = headers.get("x-rtm-v").and_then(|value| value.to_str().ok()) {
            fields["x-rtm-v"] = json!(version);
        }
        Self { platform: Arc::clone(platform), begun: Instant::now(), fields, body: None }
    }
}

impl Drop for RequestNote {
    fn drop(&mut self) {
        let mut fields = std::mem::take(&mut self.fields);
        fields["ms"] = json!(u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX));
        self.platform.traffic.note("http", fields, self.body.take().map(|body| ("body", body)));
    }
}
