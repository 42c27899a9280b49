//! Half-open sockets: any frame is a sign of life, silence is probed, an unanswered probe is the end.

use serde_json::json;
use session::{Effect, Input};

use crate::harness::*;

fn pings(chat: &Chat) -> usize {
    chat.sent().iter().filter(|frame| frame["type"] == "ping").count()
}

#[test]
fn silence_is_probed_from_the_moment_of_opening() {
    let mut chat = Chat::live();
    chat.advance(29_999);
    assert_eq!(pings(&chat), 0);
    chat.advance(1);
    assert_eq!(pings(&chat), 1);
    let ping = chat.sent().pop().unwrap();
    assert_eq!(ping["resourceid"], "/bot.message");
    assert!(ping.get("clientMessageId").is_none());
}

#[test]
fn an_unanswered_probe_closes_the_socket_and_reconnects() {
    let mut chat = Chat::live();
    chat.advance(39_999);
    assert!(chat.is_live());
    chat.advance(1);
    assert!(chat.is_waiting());
    assert!(chat.effects.contains(&Effect::CloseSocket { conn: session::ConnId(1), code: 4000 }));
}

#[test]
fn any_frame_answers_the_probe() {
    for frame in [json!({"type": "pong"}).to_string(), bot("ms-1", "hi", 1).to_string(), "garbage".to_owned()] {
        let mut chat = Chat::live();
        chat.advance(30_000).raw_frame(&frame).advance(29_999);
        assert!(chat.is_live());
        assert_eq!(pings(&chat), 1);
    }
}

#[test]
fn an_idle_chat_stays_connected_for_hours() {
    let mut chat = Chat::live();
    for _ in 0..500 {
        chat.advance(30_000).frame(json!({"type": "pong"}));
    }
    assert!(chat.is_live());
    assert_eq!(pings(&chat), 500);
    assert_eq!(chat.states.len(), 4);
}

#[test]
fn waking_up_probes_at_once() {
    for input in [Input::Visible(true), Input::Online(true), Input::PageShow] {
        let mut chat = Chat::live();
        chat.sleep(20_000).input(input.clone());
        assert_eq!(pings(&chat), 1, "{input:?}");
        chat.input(input.clone());
        assert_eq!(pings(&chat), 1, "{input:?}");
        chat.advance(10_000);
        assert!(chat.is_waiting(), "{input:?}");
    }
}

#[test]
fn a_machine_that_slept_through_a_probe_asks_once_more() {
    let mut chat = Chat::live();
    chat.advance(30_000).sleep(3_600_000).input(Input::Tick);
    assert!(chat.is_live());
    assert_eq!(pings(&chat), 2);
    chat.advance(10_000);
    assert!(chat.is_waiting());
}
