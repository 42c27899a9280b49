//! The two clocks, and the one place where randomness comes in.

use session::{Millis, Now};

/// Milliseconds since the page was opened; never goes back.
pub(crate) fn monotonic() -> Millis {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |performance| performance.now() as Millis)
}

/// Both clocks.
pub(crate) fn now() -> Now {
    Now { monotonic: monotonic(), wall: js_sys::Date::now() as i64 }
}

/// Differs from page to page, so that visitors whose connection breaks together do not come back together.
pub(super) fn seed() -> u64 {
    (js_sys::Math::random() * u64::MAX as f64) as u64
}
