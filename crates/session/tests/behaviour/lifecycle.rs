//! Typing, agents, sessions, forms: what is neither a message nor the connection.

use serde_json::{Value, json};
use session::{Event, Input};

use crate::harness::*;

fn event(kind: &str, name: Option<&str>) -> Value {
    let author = name.map(|name| json!({"firstName": name, "type": "AGENT"}));
    json!({"type": "events", "from": "bot", "message": {"type": kind, "author": author}})
}

fn events_sent(chat: &Chat) -> Vec<String> {
    chat.sent().iter().filter_map(|frame| frame["event"].as_str().map(str::to_owned)).collect()
}

#[test]
fn typing_ends_with_the_message_the_stop_or_the_timeout() {
    let mut chat = Chat::live();
    let typing = event("typing", Some("Ada"));
    chat.frame(typing.clone());
    assert_eq!(chat.typing.as_ref().unwrap().name, "Ada");
    chat.frame(bot("m1", "hi", 1));
    assert_eq!(chat.typing, None);
    chat.frame(typing.clone()).frame(event("stoptyping", None));
    assert_eq!(chat.typing, None);
    chat.frame(typing.clone()).advance(9_999);
    assert!(chat.typing.is_some());
    chat.frame(typing).advance(9_999);
    assert!(chat.typing.is_some());
    chat.advance(1);
    assert_eq!(chat.typing, None);
}

#[test]
fn sending_does_not_fake_typing_and_a_lost_connection_ends_it() {
    let mut chat = Chat::live();
    chat.say("hi");
    assert_eq!(chat.typing, None);
    chat.frame(event("typing", None)).close(1006);
    assert_eq!(chat.typing, None);
}

#[test]
fn a_message_that_asks_to_wait_shows_nothing_and_keeps_the_dots() {
    let mut chat = Chat::live();
    chat.frame(json!({"type": "bot_response", "messageId": "m1", "message": [{"type": "text", "component":
        {"type": "template", "payload": {"type": "template", "payload": {"template_type": "wait_for_response"}}}}]}));
    assert_eq!(chat.shown(), [""; 0]);
    assert!(chat.typing.is_some());
    chat.frame(bot("m2", "done", 1));
    assert_eq!(chat.typing, None);
}

#[test]
fn waiting_for_input_ends_when_the_visitor_answers_or_the_session_ends() {
    let waits = json!({"type": "waiting_for_user_input"});
    for ends in [Input::Send(session::Draft { text: "x".to_owned(), payload: None }), Input::Disconnect] {
        let mut chat = Chat::live();
        chat.frame(bot("m1", "your name?", 1)).frame(waits.clone());
        assert!(chat.waiting);
        chat.input(ends);
        assert!(!chat.waiting);
    }
    let mut chat = Chat::live();
    chat.frame(waits).frame(json!({"type": "session_end"}));
    assert!(!chat.waiting);
}

#[test]
fn a_hand_over_is_told_once_with_the_name() {
    let mut chat = Chat::live();
    chat.frame(json!({"type": "agent_session_start"})).frame(event("agent_connected", Some("Ada")));
    chat.frame(event("agent_session_active", Some("Ada")));
    assert_eq!(chat.shown(), [r#"notice: AgentJoined { name: "Ada" }"#]);
    chat.frame(event("agent_disconnected", None)).frame(json!({"type": "agent_session_end"}));
    assert_eq!(chat.shown()[1..], ["notice: AgentLeft"]);
    chat.frame(event("agent_connected", Some("Bob")));
    assert_eq!(chat.shown()[2..], [r#"notice: AgentJoined { name: "Bob" }"#]);
}

#[test]
fn an_agent_is_told_when_the_visitor_types_and_stops() {
    let mut chat = Chat::live();
    chat.input(Input::VisitorTyping);
    assert_eq!(events_sent(&chat), [""; 0], "the bot is not told");
    chat.frame(event("agent_connected", Some("Ada")));
    for _ in 0..5 {
        chat.input(Input::VisitorTyping).advance(400);
    }
    assert_eq!(events_sent(&chat), ["typing"]);
    chat.advance(100);
    assert_eq!(events_sent(&chat), ["typing", "stop_typing"]);
    chat.input(Input::VisitorTyping).say("hi").advance(1_000);
    assert_eq!(events_sent(&chat), ["typing", "stop_typing", "typing", "stop_typing"]);
    let frame = chat.sent().into_iter().find(|frame| frame["event"] == "typing").unwrap();
    assert_eq!(frame["message"], json!({"body": "", "type": ""}));
    chat.frame(event("agent_disconnected", None)).effects.clear();
    chat.input(Input::VisitorTyping);
    assert_eq!(chat.effects, []);
}

#[test]
fn ends_and_forms_are_notices() {
    let mut chat = Chat::live();
    for kind in [
        "form_delivered",
        "form_submitted",
        "form_failure",
        "Bot_Active",
        "Session_Start",
        "session_end",
        "session_end",
    ] {
        chat.frame(json!({"type": kind}));
    }
    chat.frame(json!({"type": "botKitUnreachable", "message": "back soon"}));
    assert_eq!(
        chat.shown(),
        [
            "notice: FormSubmitted",
            "notice: FormFailed",
            "notice: SessionEnded",
            r#"notice: BotUnreachable { text: "back soon" }"#
        ]
    );
}

#[test]
fn the_language_of_the_conversation_is_told() {
    let mut chat = Chat::live();
    chat.frame(json!({"type": "language_switched", "langDetails": {"newLanguage": "ar"}}));
    chat.frame(json!({"type": "initial_language", "langDetails": {"language": "en"}}));
    assert_eq!(chat.languages.last().map(String::as_str), Some("en"));
}

#[test]
fn every_frame_is_told_raw() {
    let mut chat = Chat::live();
    for text in [r#"{"type":"pong"}"#, r#"{"type":"sbc_details_response","x":1}"#, "garbage"] {
        chat.raw_frame(text);
        assert!(chat.events.contains(&Event::Platform { raw: text.to_owned() }));
    }
}

#[test]
fn delivery_is_acknowledged_only_when_configured() {
    let mut frame = bot("m1", "hi", 1);
    frame["timestamp"] = json!(1_657_558_958_657_i64);
    frame["key"] = json!("k-1");
    let mut chat = Chat::live();
    chat.frame(frame.clone());
    assert_eq!(chat.sent(), [json!(null); 0]);

    let mut chat = Chat::with(session::Config { acknowledge_delivery: true, ..config() });
    chat.input(Input::Connect).token().start().open().frame(frame);
    let time = 1_657_558_958_657_i64;
    let expected = json!({"clientMessageId": time, "type": "ack", "replyto": time, "status": "delivered", "key": "k-1", "id": time});
    assert_eq!(chat.sent(), [expected]);
}
