//! One REST request (`kore-protocol.md` 2).

use gloo_net::http::{Request, RequestBuilder};
use session::{HttpCall, HttpFailure, HttpResponse, Method};
use web_sys::{AbortController, AbortSignal};

/// Aborts a request when it is dropped, unless the request has ended.
pub(super) struct Abort(Option<AbortController>);

impl Abort {
    /// None where the browser has no `AbortController`.
    pub(super) fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self(Some(controller)))
    }

    pub(super) fn signal(&self) -> AbortSignal {
        match &self.0 {
            Some(controller) => controller.signal(),
            None => AbortSignal::abort(),
        }
    }

    /// The request has ended.
    pub(super) fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Sends a request and reads its answer, whatever the status.
pub(super) async fn send(url: &str, call: &HttpCall, signal: &AbortSignal) -> Result<HttpResponse, HttpFailure> {
    let request = build(url, call, signal).ok_or(HttpFailure::Network)?;
    let response = request.send().await.map_err(|_| HttpFailure::Network)?;
    let body = response.text().await.map_err(|_| HttpFailure::Network)?;
    let retry_after = response.headers().get("retry-after").and_then(|value| seconds(&value));
    Ok(HttpResponse { status: response.status(), body, retry_after })
}

fn build(url: &str, call: &HttpCall, signal: &AbortSignal) -> Option<Request> {
    let mut request = match call.method {
        Method::Get => Request::get(url),
        Method::Post => Request::post(url),
    };
    request = request.abort_signal(Some(signal)).header("accept", "application/json");
    if let Some(token) = &call.bearer {
        request = request.header("authorization", &format!("bearer {token}"));
    }
    if call.rtm_version {
        request = request.header("x-rtm-v", "1");
    }
    finish(request, call.body.as_deref()).ok()
}

fn finish(request: RequestBuilder, body: Option<&str>) -> Result<Request, gloo_net::Error> {
    match body {
        Some(body) => request.header("content-type", "application/json").body(body),
        None => request.build(),
    }
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
