//! Nothing that arrives may panic, run away or exhaust the stack.
//! `cargo +nightly fuzz run frame_decode -- -dict=fuzz/frame_decode.dict -max_total_time=600 -rss_limit_mb=2048`
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = protocol::decode_frame(&text);
    let _ = protocol::decode_history(&text);
    let _ = protocol::rest::decode_grant(&text);
    let _ = protocol::rest::decode_rtm_start(&text);
    let _ = protocol::rest::decode_refusal(&text);
});
