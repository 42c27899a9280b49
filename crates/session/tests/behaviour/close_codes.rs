//! The table of `rtm-channel.txt` "WebSocket Error Scenarios".

use serde_json::json;
use session::{ConnectionState, Event, FailReason, Input, SendState, StopReason, TokenReason};

use crate::harness::*;

#[test]
fn most_codes_mean_to_try_again() {
    for code in [1000, 1001, 1002, 1005, 1006, 1007, 1011, 1012, 1013, 4000] {
        let mut chat = Chat::live();
        chat.close(code);
        assert!(chat.is_waiting(), "{code}");
        assert_eq!(chat.token_requests(), 0, "{code}");
        chat.advance(500).start().open();
        assert!(chat.is_live(), "{code}");
    }
}

#[test]
fn code_1008_gets_a_fresh_token_once_and_then_stops_with_the_reason() {
    let mut chat = Chat::live();
    chat.close(1008);
    assert_eq!(*chat.state(), ConnectionState::Authorizing);
    assert_eq!(chat.token_request().unwrap().1, TokenReason::Rejected);
    chat.token().start().open().close(1008);
    let stop = StopReason::Refused("a reason".to_owned());
    assert_eq!(*chat.state(), ConnectionState::Stopped(stop.clone()));
    assert!(chat.events.contains(&Event::Stopped(stop)));
    assert_eq!(chat.session.next_deadline(), None);
}

#[test]
fn after_1008_the_visitor_can_try_again() {
    let mut chat = Chat::live();
    chat.close(1008).token().start().open().close(1008).input(Input::Reconnect).token().start().open();
    assert!(chat.is_live());
}

#[test]
fn code_1009_fails_the_message_in_flight_and_does_not_send_it_again() {
    let mut chat = Chat::live();
    chat.say("far too large").close(1009);
    assert_eq!(chat.send_state("far too large"), SendState::Failed(FailReason::TooLarge));
    assert!(chat.events.iter().any(|event| matches!(event, Event::SendFailed(_))));
    chat.effects.clear();
    chat.advance(500).start().open().page(json!([]), false);
    assert!(chat.is_live());
    assert_eq!(chat.sent_texts(), [""; 0]);
}

#[test]
fn code_1009_blames_the_largest_message_in_flight() {
    let mut chat = Chat::live();
    chat.say("small").say("much, much larger").say("tiny").close(1009);
    assert_eq!(chat.send_state("much, much larger"), SendState::Failed(FailReason::TooLarge));
    chat.effects.clear();
    chat.advance(500).start().open().page(json!([]), false);
    assert_eq!(chat.sent_texts(), ["small", "tiny"]);
}

#[test]
fn code_1009_without_a_message_in_flight_only_reconnects() {
    let mut chat = Chat::live();
    chat.close(1009).advance(500).start().open();
    assert!(chat.is_live());
}

#[test]
fn a_close_reason_that_carries_the_token_is_not_told() {
    let mut chat = Chat::live();
    for _ in 0..2 {
        let conn = chat.conn();
        // The token's own text; the harness searches everything for it.
        let reason = "blocked t0ps3cret-access-1 t0ps3cret-access-4 t0ps3cret-access-5".to_owned();
        let reason = reason.split(' ').next().map(|first| format!("{first} https://host/?sid={SECRET}")).unwrap();
        chat.input(Input::SocketClosed { conn, code: 1008, reason });
        if chat.token_requests() == 1 && *chat.state() == ConnectionState::Authorizing {
            chat.token().start().open();
        }
    }
    assert_eq!(*chat.state(), ConnectionState::Stopped(StopReason::Refused("blocked <redacted>".to_owned())));
}

#[test]
fn codes_1002_and_1007_are_reported_and_the_session_connects_again() {
    for code in [1002, 1007] {
        let mut chat = Chat::live();
        chat.close(code);
        assert!(chat.events.contains(&Event::SocketFault { code, reason: "a reason".to_owned() }));
        assert!(chat.is_waiting());
    }
    let mut chat = Chat::live();
    chat.close(1006);
    assert!(!chat.events.iter().any(|event| matches!(event, Event::SocketFault { .. })));
}

#[test]
fn a_message_that_was_too_large_is_never_sent_again() {
    let mut chat = Chat::live();
    chat.say("much").close(1009);
    assert_eq!(chat.send_state("much"), SendState::Failed(FailReason::TooLarge));
    chat.drain();
    let key = chat.key_of("much");
    chat.input(Input::Reconnect).start().open().page(json!([]), false).input(Input::RetrySend(key));
    assert_eq!(chat.sent_texts(), [""; 0]);
    chat.input(Input::Discard(key));
    assert_eq!(chat.shown(), [""; 0]);
}

#[test]
fn a_message_that_had_arrived_before_code_1009_is_found_in_the_log() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).say("hi");
    let id = chat.id_of("hi");
    for n in 10..=15 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    chat.close(1009);
    assert_eq!(chat.send_state("hi"), SendState::Failed(FailReason::TooLarge));
    chat.effects.clear();
    chat.advance(500).start().open();
    let log = |from: i64, to: i64| (from..=to).map(|n| logged_bot(&format!("b-{n}"), &n.to_string(), n));
    chat.page(log(13, 15).collect(), true).page(log(10, 12).collect(), true);
    chat.page(json!([logged_bot("b-1", "1", 1), logged_me("m-1", id, "hi", 9)]), false);
    let shown = chat.shown();
    assert_eq!(shown[..3], ["bot: 1", "me: hi", "bot: 10"]);
}
