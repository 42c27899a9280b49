//! The model of the platform that the session's simulation runs against, and the emulator that everything else runs
//! against, are the same platform: the same seeded scripts of a client are played to both, and after each step what
//! the client can tell is compared.
//!
//! `AGREEMENT_SEEDS` and `AGREEMENT_FROM` choose other seeds than those of the test suite.
// Helpers outside of #[test] functions may fail a test as well.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod emulated;
mod modelled;
mod observation;
#[path = "../../../session/tests/simulation/platform.rs"]
#[allow(dead_code)]
mod platform;
#[path = "../../../session/tests/simulation/rng.rs"]
#[allow(dead_code)]
mod rng;
mod script;
#[path = "../platform/support.rs"]
#[allow(dead_code)]
mod support;

use std::collections::BTreeSet;

use emulated::Emulated;
use modelled::Modelled;
use script::{AddressRef, Body, Numbering, Offer, Script, Step, TokenRef};
use support::Local;

/// Plays a script to both and compares. Answers everything that was seen, with the numbers taken out.
async fn play(local: &Local, name: &str, script: &Script) -> BTreeSet<String> {
    play_to(Modelled::default(), local, name, script).await
}

async fn play_to(mut model: Modelled, local: &Local, name: &str, script: &Script) -> BTreeSet<String> {
    let mut emulator = Emulated::new(local, name);
    let mut seen = BTreeSet::new();
    for (index, step) in script.0.iter().enumerate() {
        let expected = model.play(step);
        let got = emulator.play(step, model.bot_had_its_turn()).await;
        if expected != got {
            let before: String = script.0[..index].iter().map(|step| format!("  {step:?}\n")).collect();
            panic!(
                "{name}: after\n{before}the step {step:?} shows\n  {expected:#?}\nin the model, and\n  {got:#?}\nin the emulator"
            );
        }
        seen.extend(got.kinds());
    }
    seen
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[tokio::test]
async fn model_and_emulator_show_a_client_the_same() {
    let (from, seeds) = (number("AGREEMENT_FROM", 0), number("AGREEMENT_SEEDS", 150));
    let local = Local::start().await;
    let (mut seen, mut steps) = (BTreeSet::new(), 0);
    for seed in from..from + seeds {
        let script = Script::from_seed(seed);
        steps += script.0.len();
        seen.extend(play(&local, &format!("seed {seed}"), &script).await);
    }
    println!("{seeds} scripts from {from}, {steps} steps, seen: {seen:?}");
    // A comparison of nothing would hold as well.
    for kind in [
        "200 accessToken",
        "200 url",
        "200 page",
        "200 page, more",
        "200 empty page",
        "400 400",
        "401 401",
        "401 TOKEN_EXPIRED",
        "404 404",
        "opened",
        "refused",
        "Bot_Active",
        "Session_Start",
        "session_end",
        "greeting",
        "ack",
        "pong",
        "bot",
        "echo",
        "echo with another text",
        "closed 1007",
        "closed 1009",
        "the same id twice",
    ] {
        assert!(seen.contains(kind), "no script led to: {kind}");
    }
}

/// A page ends where it should at every limit and offset around the edges of a log of 121 messages.
#[tokio::test]
async fn every_edge_of_history_is_the_same() {
    let mut steps = vec![Step::Grant, Step::Start(TokenRef::Newest), Step::open(0, AddressRef::Newest, "")];
    let numbers = [0, 1, 2, 19, 20, 21, 99, 100, 101, 119, 120, 121, 122, 1_000_000];
    let history = |query: String| Step::History(TokenRef::Newest, query);
    let everything = |steps: &mut Vec<Step>| {
        steps.push(history(String::new()));
        for limit in numbers {
            steps.push(history(format!("&limit={limit}")));
            steps.push(history(format!("&offset={limit}")));
            for offset in numbers {
                steps.push(history(format!("&offset={offset}&limit={limit}")));
            }
        }
        for wrong in ["limit=-1", "limit=many", "limit=", "offset=-1", "offset=1.5", "offset=99999999999999999999"] {
            steps.push(history(format!("&{wrong}")));
        }
    };
    everything(&mut steps);
    steps.extend((0..60).map(|_| Step::say(0, Numbering::New, Body::Text)));
    everything(&mut steps);
    play(&Local::start().await, "history", &Script(steps)).await;
}

/// The largest frame that is taken, and the smallest that is not.
#[tokio::test]
async fn the_limit_of_a_frame_is_the_same() {
    let mut steps = vec![Step::Grant];
    for body in [Body::OfFrame(256 * 1024), Body::OfFrame(256 * 1024 + 1), Body::OfFrame(400_000)] {
        steps.extend([Step::Start(TokenRef::Newest), Step::open(0, AddressRef::Newest, "&isReconnect=true")]);
        steps.extend([Step::say(0, Numbering::New, body), Step::say(0, Numbering::New, Body::Text)]);
    }
    let seen = play(&Local::start().await, "frames", &Script(steps)).await;
    assert!(seen.contains("closed 1009") && seen.contains("ack"), "{seen:?}");
}

/// With a life of no time, in place of a wait of 30 seconds.
#[tokio::test]
async fn an_address_that_is_too_old_is_refused_by_both() {
    let local = Local::start_with(|config| config.rtm_url_ttl = std::time::Duration::ZERO).await;
    let open = [Step::Grant, Step::Start(TokenRef::Newest), Step::Wait(30_001), Step::open(0, AddressRef::Newest, "")];
    assert!(play(&local, "too old", &Script(open.into())).await.contains("refused"));
}

/// Secure RTM: all three sub-protocols must be there and right.
#[tokio::test]
async fn the_same_sub_protocols_are_asked_for() {
    let local = Local::start_with(|config| config.secure_rtm = true).await;
    let offers = [
        (Offer::All, "opened"),
        (Offer::Nothing, "refused"),
        (Offer::WithoutVersion, "refused"),
        (Offer::WithoutJwt, "refused"),
        (Offer::WithoutNonce, "refused"),
        (Offer::WrongNonce, "refused"),
        (Offer::BadJwt, "refused"),
    ];
    for (offer, outcome) in offers {
        let steps = vec![Step::Grant, Step::Start(TokenRef::Newest), Step::OpenSecurely { tab: 0, offer }];
        let seen = play_to(Modelled::secure(), &local, &format!("{offer:?}"), &Script(steps)).await;
        assert!(seen.contains(outcome), "{offer:?}: {seen:?}");
    }
}
