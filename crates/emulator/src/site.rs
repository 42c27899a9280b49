//! A stub of the customer's own backend: what `getAccessToken`, `getJwt` and the vendor SDK's `JWTUrl` call
//! (`kore-protocol.md` section 3.1). It trusts whoever asks, as a demo may.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Map, Value, json};

use crate::api::{ApiError, fault, object};
use crate::faults::Endpoint;
use crate::platform::Platform;

/// Who a visitor is when the page does not say.
const DEFAULT_IDENTITY: &str = "visitor";

/// The routes below `/site`.
pub(crate) fn routes() -> axum::Router<Arc<Platform>> {
    axum::Router::new().route("/token", post(token)).route("/jwt", post(jwt))
}

/// Signs a JWT, does the grant, and answers the grant's body; with secure RTM also the `jwt`, which the socket needs.
async fn token(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Response> {
    fault(&platform, Endpoint::SiteToken).await?;
    let jwt = signed(&platform, &headers, &body).map_err(IntoResponse::into_response)?;
    let mut grant = platform
        .grant(&jwt)
        .map_err(|error| ApiError::new(StatusCode::BAD_GATEWAY, error.to_string()).into_response())?;
    if platform.config.secure_rtm {
        grant["jwt"] = json!(jwt);
    }
    Ok(Json(grant))
}

/// Signs a JWT.
async fn jwt(State(platform): State<Arc<Platform>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Response> {
    fault(&platform, Endpoint::SiteJwt).await?;
    let jwt = signed(&platform, &headers, &body).map_err(IntoResponse::into_response)?;
    Ok(Json(json!({"jwt": jwt})))
}

fn signed(platform: &Platform, headers: &HeaderMap, body: &Bytes) -> Result<String, ApiError> {
    let fields = fields(headers, body)?;
    let identity =
        fields.get("identity").and_then(Value::as_str).filter(|text| !text.is_empty()).unwrap_or(DEFAULT_IDENTITY);
    let anonymous = match fields.get("isAnonymous") {
        Some(Value::Bool(anonymous)) => *anonymous,
        Some(Value::String(text)) => text == "true",
        _ => false,
    };
    platform.verifier.sign(identity, anonymous).map_err(|error| {
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the JWT could not be signed: {error}"))
    })
}

/// The members of a JSON object, or of the form that the vendor's SDK posts.
fn fields(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Value>, ApiError> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.starts_with("application/x-www-form-urlencoded") {
        // The query extractor reads the same encoding, and a form is only ever a few short fields.
        let form = format!("/?{}", String::from_utf8_lossy(body)).parse::<Uri>().ok();
        let pairs = form.and_then(|form| Query::<Vec<(String, String)>>::try_from_uri(&form).ok());
        let Some(Query(pairs)) = pairs else {
            return Err(ApiError::new(StatusCode::BAD_REQUEST, "the form cannot be read"));
        };
        return Ok(pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect());
    }
    object(body)
}
