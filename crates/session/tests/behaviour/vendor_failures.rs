//! Each failure of the vendor's client that concerns a session (`kore-host-features.md` 7.2), as what happens here.

use serde_json::json;
use session::{ConnectionState, Input, SendState, StopReason};

use crate::harness::*;

#[test]
fn one_malformed_message_does_not_freeze_the_chat() {
    let template = |payload| {
        json!({"type": "bot_response", "messageId": "bad", "message": [{"type": "text",
        "component": {"type": "template", "payload": {"type": "template", "payload": payload}}}]})
    };
    for bad in [
        template(json!({"template_type": "button"})),
        template(json!({"template_type": "list"})),
        template(json!({"template_type": "carousel"})),
        template(json!({"template_type": "dropdown_template"})),
        json!({"type": "bot_response", "messageId": "bad", "message": []}),
        json!({"type": "bot_response", "message": null}),
        json!({"type": "bot_response", "messageId": "bad", "message": [{"type": "text", "component": {"type": "text"}}]}),
        json!([]),
        json!(null),
    ] {
        let mut chat = Chat::live();
        chat.frame(bad.clone()).frame(bot("m2", "good", 2));
        assert_eq!(chat.shown().last().map(String::as_str), Some("bot: good"), "{bad}");
    }
}

#[test]
fn a_greeting_before_an_empty_history_is_not_lost() {
    let mut chat = Chat::connected();
    chat.frame(bot("m1", "welcome", 1)).advance(1_500).page(json!([]), false);
    assert_eq!(chat.shown(), ["bot: welcome"]);
}

#[test]
fn reconnection_still_works_after_closing_and_reopening() {
    let mut chat = Chat::live();
    chat.input(Input::Disconnect).input(Input::Connect).start().open().close(1006);
    assert!(chat.is_waiting());
    chat.advance(500).start().open();
    assert!(chat.is_live());
}

#[test]
fn a_token_that_is_always_expired_does_not_hammer_the_platform() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let mut requests = 0;
    for _ in 0..1_000 {
        if chat.token_request().is_some() {
            chat.token();
        }
        requests += chat.effects.len();
        if !chat.calls("rtm/start").is_empty() {
            let body = json!({"errors": [{"msg": "token expired", "code": "TOKEN_EXPIRED"}]});
            let (request, _) = chat.call("rtm/start");
            chat.effects.clear();
            let response = session::HttpResponse { status: 401, body: body.to_string(), retry_after: None };
            chat.input(Input::Http { request, result: Ok(response) });
        }
    }
    assert!(requests <= 8, "{requests}");
    assert_eq!(*chat.state(), ConnectionState::Stopped(StopReason::Unauthorized));
}

#[test]
fn a_drop_by_the_server_is_shown() {
    let mut chat = Chat::live();
    chat.close(1011);
    assert!(matches!(chat.states.last(), Some(ConnectionState::Waiting { attempt: 1, .. })));
}

#[test]
fn messages_missed_during_a_drop_are_fetched() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "1", 1)).drop_and_return();
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m2", "missed", 2)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "bot: missed"]);
}

#[test]
fn a_message_written_while_down_waits_and_goes() {
    let mut chat = Chat::live();
    chat.close(1006).say("hi").sleep(350).input(Input::Tick);
    assert_eq!(chat.send_state("hi"), SendState::Queued);
    chat.input(Input::Reconnect).start().open();
    assert_eq!(chat.sent_texts(), ["hi"]);
}

#[test]
fn a_half_open_socket_is_detected_without_the_visitor_writing_anything() {
    let mut chat = Chat::live();
    chat.advance(40_000);
    assert!(chat.is_waiting());
}

#[test]
fn a_failing_server_is_asked_with_jitter_and_a_ceiling() {
    let waits = |seed| {
        let mut chat = Chat::new();
        chat.session = session::Session::new(config(), seed);
        chat.input(Input::Connect).token();
        let mut waits = Vec::new();
        for _ in 0..20 {
            chat.answer("rtm/start", 503, json!({})).effects.clear();
            let ConnectionState::Waiting { until: Some(until), .. } = *chat.state() else { panic!() };
            waits.push(until - chat.now.monotonic);
            let wait = until - chat.now.monotonic;
            chat.advance(wait);
        }
        waits
    };
    assert!(waits(1).iter().all(|wait| *wait <= 30_000));
    assert_ne!(waits(1), waits(2));
}

#[test]
fn a_late_chunk_makes_no_second_bubble() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "all", false)).frame(chunk("m1", "", true)).frame(chunk("m1", "late", false));
    assert_eq!(chat.shown(), ["bot: all"]);
}

#[test]
fn every_item_of_a_multi_item_message_appears() {
    let mut chat = Chat::live();
    let item = |text: &str| json!({"type": "text", "cInfo": {"body": text}});
    chat.frame(json!({"type": "bot_response", "messageId": "m", "message": [item("a"), item("b"), item("c")]}));
    assert_eq!(chat.shown(), ["bot: a | b | c"]);
}

#[test]
fn the_visitor_s_files_are_still_there_in_history() {
    let mut message = logged_me("m1", 5, "see this", 1);
    message["components"] = json!([{"cT": "text", "data": {"text": "see this"}},
        {"cT": "attachment", "data": {"fileId": "f-1", "fileName": "a.pdf"}}]);
    let mut chat = Chat::connected();
    chat.page(json!([message]), false);
    assert!(matches!(&chat.rows[0].body, session::EntryBody::Sent { attachments, .. } if attachments.len() == 1));
}

#[test]
fn a_frame_that_is_not_json_is_a_warning_and_nothing_more() {
    let mut chat = Chat::live();
    chat.raw_frame("{oops").frame(bot("m1", "good", 1));
    assert_eq!(chat.shown(), ["bot: good"]);
    assert!(chat.events.contains(&session::Event::Warning(protocol::Warning::NotJson)));
}

#[test]
fn an_oversized_frame_is_refused_and_the_chat_goes_on() {
    let mut chat = Chat::live();
    let large = "x".repeat(300 * 1024);
    chat.frame(bot("m1", &large, 1)).frame(bot("m2", "good", 2));
    assert_eq!(chat.shown(), ["bot: good"]);
}

#[test]
fn two_sends_in_the_same_millisecond_both_go() {
    let mut chat = Chat::live();
    chat.say("a").say("b");
    assert_eq!(chat.sent_texts(), ["a", "b"]);
    assert_eq!(chat.rows.len(), 2);
}

#[test]
fn an_action_without_a_payload_sends_its_label() {
    let mut chat = Chat::live();
    chat.input(Input::Send(session::Draft { text: "Label".to_owned(), payload: None }));
    assert_eq!(chat.sent_texts(), ["Label"]);
}
