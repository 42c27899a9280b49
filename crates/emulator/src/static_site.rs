//! Serves a folder as a web site, with the caching that a build with hashed file names is made for.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, header};
use axum::middleware::Next;
use tower_http::services::ServeDir;

use crate::platform::Platform;

/// Adds the site below `/`. Files with a `.br` or `.gz` beside them are sent so to those who take it.
pub(crate) fn mount(router: axum::Router<Arc<Platform>>, folder: &Path) -> axum::Router<Arc<Platform>> {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let site = axum::Router::new().fallback_service(files).layer(axum::middleware::from_fn(add_headers));
    router.fallback_service(site)
}

async fn add_headers(request: Request, next: Next) -> Response<Body> {
    let immutable = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    let caching =
        if immutable && response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether a file's name holds a hash of its content: a part of 8 or more hexadecimal digits, at least one of them a
/// digit, between `-`, `.` or `_` (`chat-0f3a…c9.js`, `chat-0f3a…c9_bg.wasm`).
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.ends_with(".html") {
        return false;
    }
    let mut parts = name.split(['-', '.', '_']);
    parts.next();
    parts.any(|part| {
        part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && part.bytes().any(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for name in ["/rtm-chat-0f3ab2c4d5e6f708.js", "/a/rtm-chat-0f3ab2c4d5e6f708_bg.wasm", "/app.0f3ab2c4.css"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "/",
            "/index.html",
            "/rtm-chat.js",
            "/locale/en.json",
            "/0f3ab2c4d5e6f708-1/index.html",
            "/add-feedface.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
