//! Frames and fields beyond the platform's page (`kore-protocol.md` 7).

mod common;

use common::{bot_response, frame, items_with, text};
use protocol::{
    Content, ServerFrame, Template, Warning,
    content::{Attachment, Author},
    decode_frame,
    frame::{BotKitUnreachable, Chunk, DeliveryKey, LanguageChange, PlatformEvent, UserMessage},
};
use serde_json::json;

#[test]
fn bot_response_carries_everything_around_its_items() {
    let response = bot_response(
        r#"{"type":"bot_response","from":"bot",
            "message":[{"type":"text","component":{"type":"text","payload":{"text":"Hi","renderDelay":"1500"}},"cInfo":{"body":"Hi"}}],
            "messageId":"ms-1","createdOn":"2022-07-11T17:02:38.657Z","icon":"https://bots.example.com/b.png",
            "traceId":"e844","timestamp":1657558958657,"key":"k-1","botLanguage":"ar","sessionId":"s-1",
            "author":{"firstName":"Ada","lastName":"Lovelace","type":"AGENT","profileImage":"https://bots.example.com/a.png"},
            "fromAgent":true,"enableLiveChatMetaData":true,"agent_MessageId":"am-1"}"#,
    );
    assert_eq!(response.items, [text("Hi")]);
    assert_eq!(response.message_id.as_deref(), Some("ms-1"));
    assert_eq!(response.created_on, Some(1_657_558_958_657));
    assert_eq!(response.icon.as_deref(), Some("https://bots.example.com/b.png"));
    assert_eq!(response.language.as_deref(), Some("ar"));
    assert_eq!(response.delivery, Some(DeliveryKey { timestamp: 1_657_558_958_657, key: "k-1".to_owned() }));
    assert_eq!(response.render_delay, 1500);
    assert_eq!(response.agent_message_id.as_deref(), Some("am-1"));
    assert!(response.wants_receipt);
    assert!(response.from_agent);
    let author = Author {
        name: "Ada Lovelace".to_owned(),
        image: Some("https://bots.example.com/a.png".to_owned()),
        is_agent: true,
    };
    assert_eq!(response.author, Some(author));
}

#[test]
fn a_message_is_an_agents_by_flag_author_or_template() {
    let from_agent = |more: &str| {
        let frame = format!(r#"{{"type":"bot_response","message":[{{"cInfo":{{"body":"Hi"}}}}]{more}}}"#);
        bot_response(&frame).from_agent
    };
    assert!(!from_agent(""));
    assert!(from_agent(r#","fromAgent":true"#));
    assert!(!from_agent(r#","fromAgent":"false""#));
    assert!(from_agent(r#","author":{"type":"agent"}"#));
    assert!(from_agent(r#","author":{"lastName":"L"}"#));
    assert!(!from_agent(r#","author":{"type":"BOT"}"#));
    let live = r#"{"type":"bot_response","message":[{"component":{"type":"template","payload":{"type":"template",
        "payload":{"template_type":"live_agent","text":"Hello"}}}}]}"#;
    let live = bot_response(live);
    assert!(live.from_agent);
    assert_eq!(live.items, [text("Hello")]);
}

#[test]
fn an_author_may_have_one_name_or_none() {
    let name = |author: &str| {
        bot_response(&format!(r#"{{"type":"bot_response","message":[],"author":{author}}}"#))
            .author
            .map(|author| author.name)
    };
    assert_eq!(name(r#"{"firstName":" Ada "}"#).as_deref(), Some("Ada"));
    assert_eq!(name(r#"{"firstName":"","lastName":"L"}"#).as_deref(), Some("L"));
    assert_eq!(name(r#"{"type":"AGENT"}"#).as_deref(), Some(""));
    assert_eq!(name("null"), None);
    assert_eq!(name("\"Ada\""), None);
}

#[test]
fn a_delivery_key_needs_both_parts() {
    let delivery = |more: &str| bot_response(&format!(r#"{{"type":"bot_response","message":[],{more}}}"#)).delivery;
    assert_eq!(delivery(r#""timestamp":1657558958657"#), None);
    assert_eq!(delivery(r#""key":"k""#), None);
    assert_eq!(delivery(r#""timestamp":"2024-01-01","key":"k""#), None);
    assert_eq!(delivery(r#""timestamp":"5","key":8"#), Some(DeliveryKey { timestamp: 5, key: "8".to_owned() }));
}

#[test]
fn every_item_is_decoded_and_a_bad_one_costs_only_itself() {
    let (items, warnings) = items_with(json!({"type": "bot_response", "message": [
        {"type": "text", "cInfo": {"body": "one"}},
        null,
        {"type": "text"},
        {"type": "text", "component": {"type": "text", "payload": {"text": "two"}}},
        [],
        "three",
    ]}));
    assert_eq!(items, [text("one"), text("two"), text("three")]);
    assert_eq!(
        warnings,
        [
            "message[1] left out: expected an object",
            "message[2] left out: expected a text or a component",
            "message[4] left out: expected an object",
        ]
    );
}

#[test]
fn a_message_that_is_no_array_is_tolerated() {
    let items = |message| items_with(json!({"type": "bot_response", "message": message}));
    assert_eq!(items(json!("Hi")), (vec![text("Hi")], vec![]));
    assert_eq!(items(json!({"cInfo": {"body": "Hi"}})), (vec![text("Hi")], vec![]));
    assert_eq!(items(json!("[1, 2]")), (vec![text("[1, 2]")], vec![]));
    assert_eq!(items(json!([])), (vec![], vec![]));
    assert_eq!(items(json!(null)), (vec![], vec!["message left out: expected an array".to_owned()]));
    let absent = items_with(json!({"type": "bot_response"}));
    assert_eq!(absent, (vec![], vec!["message left out: expected an array".to_owned()]));
}

#[test]
fn chunks_are_marked_and_their_deltas_keep_every_space() {
    let chunk = |frame: serde_json::Value| {
        let response = bot_response(&frame.to_string());
        (response.chunk, response.items, response.message_id)
    };
    let id = Some("ms-7".to_owned());
    let more = json!({"type": "bot_response", "messageId": "ms-7", "sM": true,
        "message": [{"component": {"type": "text", "payload": {"text": "ignored"}}, "cInfo": {"body": " To  reset\n"}}]});
    assert_eq!(chunk(more), (Some(Chunk::More), vec![text(" To  reset\n")], id.clone()));
    let space = json!({"type": "bot_response", "messageId": "ms-7", "sM": true, "message": [{"cInfo": {"body": " "}}]});
    assert_eq!(chunk(space), (Some(Chunk::More), vec![text(" ")], id.clone()));
    let payload = json!({"type": "bot_response", "messageId": "ms-7", "sM": "true",
        "message": [{"component": {"type": "text", "payload": {"text": " your "}}, "cInfo": {"body": ""}}]});
    assert_eq!(chunk(payload), (Some(Chunk::More), vec![text(" your ")], id.clone()));
    let plain = json!({"type": "bot_response", "messageId": "ms-7", "sM": true, "endChunk": true,
        "message": [{"component": {"type": "text", "payload": " password. "}}]});
    assert_eq!(chunk(plain), (Some(Chunk::End), vec![text(" password. ")], id.clone()));
    let end = json!({"type": "bot_response", "messageId": "ms-7", "endChunk": true});
    assert_eq!(chunk(end), (Some(Chunk::End), vec![], id));
}

#[test]
fn deltas_that_look_like_json_stay_text() {
    for delta in ["{", "{}", r#"{"text":"x"}"#, r#"{"payload":{"a":1}}"#, "[1]", "12", &"{".repeat(70)] {
        for item in [
            json!({"cInfo": {"body": delta}}),
            json!({"component": {"type": "text", "payload": {"text": delta}}}),
            json!({"component": {"type": "text", "payload": {"text": delta}}, "cInfo": {"body": delta}}),
        ] {
            let (items, _) = items_with(json!({"type": "bot_response", "sM": true, "message": [item]}));
            assert_eq!(items, [text(delta)], "{delta}");
        }
    }
    let (items, warnings) = items_with(json!({"type": "bot_response", "sM": true,
        "message": [{"component": {"type": "text", "payload": "{\"a\":1}"}}]}));
    assert_eq!((items, warnings), (vec![text("{\"a\":1}")], vec![]));
}

#[test]
fn answer_template_chunks_give_their_deltas_and_the_last_one_the_answer() {
    let chunk = |payload: serde_json::Value, end: bool| {
        let component = json!({"type": "template", "payload": {"type": "template", "payload": payload}});
        let body = component["payload"].to_string();
        items_with(json!({"type": "bot_response", "messageId": "ms-8", "sM": true, "endChunk": end,
            "message": [{"type": "text", "component": component, "cInfo": {"body": body}}]}))
    };
    let delta = json!({"template_type": "answerTemplate", "payload": {"answer": " 20 days "}});
    assert_eq!(chunk(delta, false), (vec![text(" 20 days ")], vec![]));
    let as_text = json!({"template_type": "answerTemplate", "payload": "{\"answer\":\" of leave\"}"});
    assert_eq!(chunk(as_text, false), (vec![text(" of leave")], vec![]));
    let flat = json!({"template_type": "answerTemplate", "text": " a year"});
    assert_eq!(chunk(flat, false), (vec![text(" a year")], vec![]));
    let beside =
        json!([{"component": {"payload": {"template_type": "answerTemplate"}}, "cInfo": {"body": " beside it "}}]);
    let beside = items_with(json!({"type": "bot_response", "sM": true, "message": beside}));
    assert_eq!(beside, (vec![text(" beside it ")], vec![]));
    let whole = json!({"template_type": "answerTemplate", "payload": {"answer": "."}, "answer_payload": {"center_panel":
        {"type": "citation_snippet", "data": [{"snippet_type": "generative_model", "snippet_content": [
            {"answer_fragment": "20 days of leave a year.", "sources": []}, {"answer_fragment": "They carry over."}]}]}}});
    let answer = |payload| {
        let (items, warnings) = chunk(payload, true);
        assert_eq!(warnings, Vec::<String>::new());
        match &items[..] {
            [Content::Template(template @ Template::Answer(answer))] => {
                (template.text(), answer.content().is_generated)
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(answer(whole), ("20 days of leave a year.\nThey carry over.".to_owned(), true));
    let cut_out = json!({"template_type": "answerTemplate", "answer_payload": {"center_panel":
        {"type": "extractive_model", "data": {"snippet_content": "From a document.", "source": "a.pdf"}}}});
    assert_eq!(answer(cut_out), ("From a document.".to_owned(), false));
}

#[test]
fn the_longest_render_delay_counts_and_nonsense_does_not() {
    let delay = |delay: serde_json::Value| {
        let frame = json!({"type": "bot_response", "message": [
            {"component": {"payload": {"payload": {"template_type": "button", "text": "a", "buttons": [], "renderDelay": delay}}}},
            {"component": {"payload": {"text": "b", "renderDelay": 20}}}]});
        bot_response(&frame.to_string()).render_delay
    };
    assert_eq!(delay(json!(300)), 300);
    assert_eq!(delay(json!("3e2")), 300);
    assert_eq!(delay(json!(-5)), 20);
    assert_eq!(delay(json!("soon")), 20);
    assert_eq!(delay(json!(99_999_999_999_i64)), u32::MAX);
}

#[test]
fn user_message_shows_render_msg_and_keeps_files() {
    let sample = r#"{"type":"user_message","from":"self","id":"1782897600123","createdOn":1782897600124,
        "message":{"body":"payload1","renderMsg":"Button 1","attachments":[
            {"fileId":"f-1","fileName":"photo.png","fileType":"IMAGE","fileUrl":" https://example.com/p.png ","size":"0.42"},
            {"fileName":"notes.txt","fileType":"odd"}]}}"#;
    let ServerFrame::UserMessage(message) = frame(sample) else { panic!("not a user_message") };
    assert_eq!(message.id, Some(1_782_897_600_123));
    assert_eq!(message.text, "Button 1");
    assert_eq!(message.created_on, Some(1_782_897_600_124));
    assert_eq!(
        message.attachments,
        [
            Attachment {
                file_id: "f-1".to_owned(),
                file_name: "photo.png".to_owned(),
                file_type: "image".to_owned(),
                file_url: Some("https://example.com/p.png".to_owned()),
                raw: json!({"fileId": "f-1", "fileName": "photo.png", "fileType": "IMAGE",
                    "fileUrl": " https://example.com/p.png ", "size": "0.42"}),
            },
            Attachment {
                file_name: "notes.txt".to_owned(),
                file_type: "attachment".to_owned(),
                raw: json!({"fileName": "notes.txt", "fileType": "odd"}),
                ..Attachment::default()
            },
        ]
    );
}

#[test]
fn user_message_text_is_never_read_as_a_template() {
    let template = r#"{"type":"template","payload":{"template_type":"button","text":"x","buttons":[]}}"#;
    for message in [json!({"body": template}), json!(template)] {
        let decoded = decode_frame(&json!({"type": "user_message", "id": 1, "message": message}).to_string());
        let expected = UserMessage { id: Some(1), text: template.to_owned(), ..UserMessage::default() };
        assert_eq!(decoded.value, ServerFrame::UserMessage(expected));
    }
}

#[test]
fn a_bad_attachment_costs_one_attachment() {
    let decoded =
        decode_frame(r#"{"type":"user_message","message":{"body":"x","attachments":[3,{"fileId":"f-1"},{}]}}"#);
    let ServerFrame::UserMessage(message) = decoded.value else { panic!("not a user_message") };
    assert_eq!(message.attachments.len(), 1);
    let warnings: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "message.attachments[0] left out: expected an attachment with a fileId, fileName or fileUrl",
            "message.attachments[2] left out: expected an attachment with a fileId, fileName or fileUrl",
        ]
    );
}

#[test]
fn events_are_read_by_their_sub_type() {
    let event = |message: &str| match frame(&format!(r#"{{"type":"events","from":"bot","message":{message}}}"#)) {
        ServerFrame::Event(event) => event,
        other => panic!("{other:?}"),
    };
    let ada = Some(Author { name: "Ada".to_owned(), image: None, is_agent: true });
    assert_eq!(
        event(r#"{"type":"typing","author":{"type":"AGENT","firstName":"Ada"}}"#),
        PlatformEvent::Typing { author: ada }
    );
    assert_eq!(event(r#"{"type":"typing"}"#), PlatformEvent::Typing { author: None });
    assert_eq!(event(r#"{"type":"stoptyping"}"#), PlatformEvent::StopTyping);
    assert_eq!(event(r#"{"type":"/Stop_Typing"}"#), PlatformEvent::StopTyping);
    assert_eq!(event(r#"{"type":"agent_connected"}"#), PlatformEvent::AgentConnected { author: None });
    assert_eq!(event(r#"{"type":"agent_session_active"}"#), PlatformEvent::AgentConnected { author: None });
    assert_eq!(event(r#"{"type":"agent_disconnected"}"#), PlatformEvent::AgentDisconnected);
    assert_eq!(event(r#"{"type":"agent_session_inactive"}"#), PlatformEvent::AgentDisconnected);
    assert_eq!(event(r#"{"type":"message_read"}"#), PlatformEvent::MessageRead { client_message_id: None });
    let one = Some(1_782_897_600_123);
    assert_eq!(
        event(r#"{"type":"message_delivered","clientMessageId":1782897600123}"#),
        PlatformEvent::MessageDelivered { client_message_id: one }
    );
    assert_eq!(
        event(r#"{"type":"message_read","clientMessageId":"1782897600123"}"#),
        PlatformEvent::MessageRead { client_message_id: one }
    );
    assert_eq!(
        event(r#"{"type":"message_read","clientMessageId":"All"}"#),
        PlatformEvent::MessageRead { client_message_id: None }
    );
}

#[test]
fn a_receipt_for_something_unreadable_does_not_mark_everything() {
    let decoded = decode_frame(r#"{"type":"events","message":{"type":"message_read","clientMessageId":"soon"}}"#);
    assert_eq!(decoded.value, ServerFrame::Event(PlatformEvent::Other { kind: "message_read".to_owned() }));
    assert_eq!(
        decoded.warnings,
        [Warning::Dropped { path: "message.clientMessageId".to_owned(), expected: "a number or \"all\"" }]
    );
}

#[test]
fn unknown_sub_types_are_handed_on_by_name() {
    let decoded = decode_frame(r#"{"type":"events","message":{"type":"call_agent_webrtc","videoCall":true}}"#);
    assert_eq!(decoded.value, ServerFrame::Event(PlatformEvent::Other { kind: "call_agent_webrtc".to_owned() }));
    assert_eq!(decoded.warnings, [Warning::UnknownKind { kind: "call_agent_webrtc".to_owned() }]);
}

#[test]
fn language_events_name_the_language() {
    let arabic = ServerFrame::Language(LanguageChange { language: "ar".to_owned() });
    assert_eq!(frame(r#"{"type":"language_switched","langDetails":{"newLanguage":"ar"}}"#), arabic);
    assert_eq!(frame(r#"{"type":"initial_language","langDetails":{"language":"ar"}}"#), arabic);
    let decoded = decode_frame(r#"{"type":"initial_language","langDetails":{}}"#);
    assert_eq!(decoded.value, ServerFrame::Unknown { kind: "initial_language".to_owned() });
    assert_eq!(decoded.warnings.len(), 1);
}

#[test]
fn bot_kit_unreachable_tolerates_other_shapes_of_its_text() {
    for message in [r#""Sorry""#, r#"["Sorry"]"#, r#"{"text":"Sorry"}"#] {
        let sample = format!(r#"{{"type":"botKitUnreachable","message":{message}}}"#);
        let expected = BotKitUnreachable { message: "Sorry".to_owned(), timestamp: None };
        assert_eq!(frame(&sample), ServerFrame::BotKitUnreachable(expected));
    }
}

#[test]
fn unknown_frames_are_handed_on_with_a_short_warning() {
    let decoded = decode_frame(r#"{"type":"pwe_message","body":{}}"#);
    assert_eq!(decoded.value, ServerFrame::Unknown { kind: "pwe_message".to_owned() });
    assert_eq!(decoded.warnings, [Warning::UnknownKind { kind: "pwe_message".to_owned() }]);
    let long = "ü".repeat(500);
    let decoded = decode_frame(&json!({"type": long}).to_string());
    assert_eq!(decoded.warnings, [Warning::UnknownKind { kind: "ü".repeat(64) }]);
    let decoded = decode_frame("{}");
    assert_eq!(decoded.value, ServerFrame::Unknown { kind: String::new() });
}

#[test]
fn a_frame_that_is_no_object_is_unreadable() {
    for sample in ["[]", "3", "null", "\"ack\"", "[{\"type\":\"ack\"}]"] {
        let decoded = decode_frame(sample);
        assert_eq!(decoded.value, ServerFrame::Unreadable, "{sample}");
        assert_eq!(decoded.warnings.len(), 1, "{sample}");
    }
    for sample in ["", " ", "hello", "{", "{\"type\":\"ack\"} {", "\u{0}"] {
        let decoded = decode_frame(sample);
        assert_eq!((decoded.value, decoded.warnings), (ServerFrame::Unreadable, vec![Warning::NotJson]), "{sample}");
    }
}

#[test]
fn a_wait_shows_nothing_and_a_hidden_dialog_neither() {
    let show = |name: &str| {
        common::component(
            json!({"type": "template", "payload": {"type": "template", "payload": {"template_type": name}}}),
        )
    };
    assert_eq!(show("wait_for_response"), [Content::WaitForResponse]);
    assert_eq!(show("hidden_dialog"), []);
    assert_eq!(show("live_agent"), []);
}
