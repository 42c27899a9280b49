//! Tokens from the host page's callback.

use futures_util::FutureExt;
use js_sys::{Function, Object, Promise, Reflect};
use protocol::time;
use session::{Credential, TokenFailure, TokenReason};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::redact::redact;
use crate::driver;

/// The callback that the host page gave.
#[derive(Clone)]
pub(super) enum TokenCallback {
    /// `getAccessToken`.
    AccessToken(Function),
    /// `getJwt`.
    Jwt(Function),
}

impl TokenCallback {
    /// Called with `{reason, signal}`; what it returns may be a promise.
    pub(super) fn into_provider(self) -> driver::Credentials {
        Box::new(move |reason, signal| {
            let callback = self.clone();
            async move { callback.ask(reason, &signal).await }.boxed_local()
        })
    }

    async fn ask(&self, reason: TokenReason, signal: &AbortSignal) -> Result<Credential, TokenFailure> {
        let (Self::AccessToken(function) | Self::Jwt(function)) = self;
        let answer = match function.call1(&JsValue::UNDEFINED, &request(reason, signal)) {
            Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
            Err(thrown) => Err(thrown),
        };
        let answer = answer.map_err(|thrown| TokenFailure::Rejected(describe(&thrown)))?;
        match self {
            Self::AccessToken(_) => access_token(&answer),
            Self::Jwt(_) => jwt(&answer),
        }
    }
}

fn request(reason: TokenReason, signal: &AbortSignal) -> JsValue {
    let reason = match reason {
        TokenReason::Start => "start",
        TokenReason::Expired => "expired",
        TokenReason::Rejected => "rejected",
    };
    let request = Object::new();
    // These fail only for an object that was sealed.
    let _ = Reflect::set(&request, &"reason".into(), &reason.into());
    let _ = Reflect::set(&request, &"signal".into(), signal);
    request.into()
}

/// Text, `{accessToken, expiresDate?, jwt?}`, or the body of a grant, `{authorization: {accessToken, expiresDate?}}`.
fn access_token(answer: &JsValue) -> Result<Credential, TokenFailure> {
    if let Some(access_token) = text(answer) {
        return Ok(Credential::AccessToken { access_token, expires: None, jwt: None });
    }
    let authorization = field(answer, "authorization");
    let grant = if authorization.is_object() { &authorization } else { answer };
    let access_token = text(&field(grant, "accessToken")).ok_or_else(|| {
        let missing = if answer.is_object() { "no accessToken in it" } else { "no object and no text" };
        TokenFailure::Malformed(format!("getAccessToken resolved to {}, {missing}", kind(answer)))
    })?;
    let expires = millis(&field(grant, "expiresDate"));
    let jwt = text(&field(answer, "jwt"));
    Ok(Credential::AccessToken { access_token, expires, jwt })
}

/// Text or `{jwt}`.
fn jwt(answer: &JsValue) -> Result<Credential, TokenFailure> {
    text(answer).or_else(|| text(&field(answer, "jwt"))).map(Credential::Jwt).ok_or_else(|| {
        TokenFailure::Malformed(format!("getJwt resolved to {}, neither text nor {{jwt}}", kind(answer)))
    })
}

/// Milliseconds since 1970 from ISO 8601 text, a number of milliseconds, or a `Date`. None is no error: a token whose
/// end is unknown is used until the platform refuses it.
fn millis(value: &JsValue) -> Option<i64> {
    if let Some(date) = value.dyn_ref::<js_sys::Date>() {
        return Some(date.get_time() as i64).filter(|millis| *millis > 0);
    }
    match value.as_f64() {
        Some(millis) => Some(millis as i64).filter(|millis| *millis > 0),
        None => time::from_iso(&value.as_string()?),
    }
}

fn field(value: &JsValue, name: &str) -> JsValue {
    // Fails for what is no object, and for a getter that throws.
    Reflect::get(value, &name.into()).unwrap_or_default()
}

fn text(value: &JsValue) -> Option<String> {
    value.as_string().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Names what a value is without showing it.
pub(super) fn kind(value: &JsValue) -> &'static str {
    if value.is_undefined() {
        "nothing"
    } else if value.is_null() {
        "null"
    } else if value.is_string() {
        "text"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "true or false"
    } else if value.is_function() {
        "a function"
    } else if js_sys::Array::is_array(value) {
        "an array"
    } else {
        "an object"
    }
}

fn describe(thrown: &JsValue) -> String {
    let message = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    };
    let message = redact(&message);
    if message.is_empty() { "the callback failed without a message".to_owned() } else { message }
}
