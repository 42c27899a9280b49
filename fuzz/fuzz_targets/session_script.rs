//! Whatever happens to a session, in whatever order, it keeps every guarantee. The bytes choose what happens in a run of
//! the simulation (`crates/session/tests/simulation`).
//! `cargo +nightly fuzz run session_script -- -max_total_time=1800 -max_len=400`
#![no_main]

#[path = "../../crates/session/tests/simulation/campaign.rs"]
#[allow(dead_code, reason = "shrinking is for people")]
mod campaign;
#[path = "../../crates/session/tests/simulation/check.rs"]
mod check;
#[path = "../../crates/session/tests/simulation/network.rs"]
mod network;
#[path = "../../crates/session/tests/simulation/page.rs"]
mod page;
#[path = "../../crates/session/tests/simulation/platform.rs"]
mod platform;
#[path = "../../crates/session/tests/simulation/rng.rs"]
mod rng;
#[path = "../../crates/session/tests/simulation/script.rs"]
mod script;
#[path = "../../crates/session/tests/simulation/script_text.rs"]
mod script_text;
#[path = "../../crates/session/tests/simulation/watch.rs"]
mod watch;
#[path = "../../crates/session/tests/simulation/world.rs"]
mod world;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let script = script::Script::from_bytes(data);
    if let Some(violation) = check::run(&script).violation {
        panic!("{violation}\n{script}");
    }
});
