//! One REST request (`kore-protocol.md` 2).

use gloo_net::http::{Headers, Request};
use session::{HttpCall, HttpFailure, HttpResponse, Method};
use web_sys::{AbortController, AbortSignal, RequestInit};

/// Aborts a request when it is dropped, unless the request has ended.
pub(super) struct Abort {
    controller: AbortController,
    ended: bool,
}

impl Abort {
    /// None where the browser has no `AbortController`.
    pub(super) fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self { controller, ended: false })
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// The request has ended.
    pub(super) fn disarm(mut self) {
        self.ended = true;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if !self.ended {
            self.controller.abort();
        }
    }
}

/// Sends a request and reads its answer, whatever the status.
pub(super) async fn send(url: String, call: HttpCall, signal: AbortSignal) -> Result<HttpResponse, HttpFailure> {
    let request = build(&url, &call, &signal).ok_or(HttpFailure::Network)?;
    let response = request.send().await.map_err(|_| HttpFailure::Network)?;
    let body = response.text().await.map_err(|_| HttpFailure::Network)?;
    let retry_after = response.headers().get("retry-after").and_then(|value| seconds(&value));
    Ok(HttpResponse { status: response.status(), body, retry_after })
}

/// Not with the library's builder, which takes the address apart for parameters that are in it already.
fn build(url: &str, call: &HttpCall, signal: &AbortSignal) -> Option<Request> {
    let headers = Headers::new();
    headers.set("accept", "application/json");
    if let Some(token) = &call.bearer {
        headers.set("authorization", &["bearer ", token].concat());
    }
    if call.rtm_version {
        headers.set("x-rtm-v", "1");
    }
    let init = RequestInit::new();
    init.set_method(match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
    });
    init.set_signal(Some(signal));
    if let Some(body) = &call.body {
        headers.set("content-type", "application/json");
        init.set_body(&body.as_str().into());
    }
    init.set_headers(&headers.into_raw());
    web_sys::Request::new_with_str_and_init(url, &init).ok().map(Request::from)
}

/// `Retry-After` as seconds or as a date.
fn seconds(value: &str) -> Option<u32> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let wait = js_sys::Date::parse(value) - js_sys::Date::now();
    // A date that cannot be read is NaN.
    (wait >= 0.0).then_some((wait / 1000.0) as u32)
}
