//! Tokens from the host page's callback.

use js_sys::{Function, Promise, Reflect};
use protocol::{rest::Grant, time};
use session::{Credential, TokenFailure, TokenReason};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::{plain::object, redact::redact};
use crate::driver;

type Read = fn(&JsValue) -> Result<Credential, TokenFailure>;

/// The callback that the host page gave, and how what it resolves to is read.
pub(super) struct TokenCallback {
    function: Function,
    read: Read,
}

impl TokenCallback {
    /// `getAccessToken`.
    pub(super) fn access_token(function: Function) -> Self {
        Self { function, read: access_token }
    }

    /// `getJwt`.
    pub(super) fn jwt(function: Function) -> Self {
        Self { function, read: jwt }
    }

    /// Called with `{reason, signal}`; what it returns may be a promise.
    pub(super) fn into_provider(self) -> driver::Credentials {
        Box::new(move |reason, signal| {
            let (function, read) = (self.function.clone(), self.read);
            Box::pin(async move {
                let answer = match function.call1(&JsValue::UNDEFINED, &request(reason, signal)) {
                    Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
                    Err(thrown) => Err(thrown),
                };
                match answer {
                    Ok(answer) => read(&answer),
                    Err(thrown) => Err(TokenFailure::Rejected(describe(&thrown))),
                }
            })
        })
    }
}

fn request(reason: TokenReason, signal: AbortSignal) -> JsValue {
    let reason = match reason {
        TokenReason::Start => "start",
        TokenReason::Expired => "expired",
        TokenReason::Rejected => "rejected",
    };
    object(&[("reason", reason.into()), ("signal", signal.into())])
}

/// Text, `{accessToken, expiresDate?, issuedDate?, userInfo?: {userId}, jwt?}`, or the body of a grant, where the first three
/// are in `authorization`.
fn access_token(answer: &JsValue) -> Result<Credential, TokenFailure> {
    if let Some(access_token) = text(answer) {
        return Ok(Credential::AccessToken { grant: Grant::new(access_token), jwt: None });
    }
    let authorization = field(answer, "authorization");
    let grant = if authorization.is_object() { &authorization } else { answer };
    let access_token = text(&field(grant, "accessToken")).ok_or_else(|| {
        let missing = if answer.is_object() { "no accessToken in it" } else { "no object and no text" };
        TokenFailure::Malformed(format!("getAccessToken resolved to {}, {missing}", kind(answer)))
    })?;
    let grant = Grant {
        access_token,
        expires: millis(&field(grant, "expiresDate")),
        issued: millis(&field(grant, "issuedDate")),
        user_id: text(&field(&field(answer, "userInfo"), "userId")),
    };
    let jwt = text(&field(answer, "jwt"));
    Ok(Credential::AccessToken { grant, jwt })
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

/// A field of an object; `undefined` where there is none.
pub(super) fn field(value: &JsValue, name: &str) -> JsValue {
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

/// What was thrown, without secrets.
pub(super) fn describe(thrown: &JsValue) -> String {
    let message = thrown.as_string().or_else(|| field(thrown, "message").as_string());
    let message = redact(&message.unwrap_or_default());
    if message.is_empty() { "the callback failed without a message".to_owned() } else { message }
}
