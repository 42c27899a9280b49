//! Nothing that arrives panics: not any text, not any JSON, not any damage done to a good frame.

use proptest::prelude::*;
use protocol::{decode_frame, decode_history, limits, rest};
use serde_json::{Map, Value, json};

fn decode_all(text: &str) {
    let frame = decode_frame(text);
    let history = decode_history(text);
    assert!(frame.warnings.len() <= 64 && history.warnings.len() <= 64);
    for warning in frame.warnings.iter().chain(&history.warnings) {
        assert!(warning.to_string().len() < limits::MAX_FRAME_BYTES);
    }
    let _ = (rest::decode_grant(text), rest::decode_rtm_start(text), rest::decode_refusal(text));
}

/// Frames and bodies that reach every decoder.
fn good_inputs() -> Vec<String> {
    let button = json!({"type": "template", "payload": {"template_type": "button", "text": "Pick", "buttons": [
        {"type": "postback", "title": "Yes", "payload": {"a": 1}}, {"type": "web_url", "title": "Site", "url": "https://example.com"}]}});
    let replies = json!({"template_type": "quick_replies", "text": "Pick €", "quick_replies": [{"content_type": "text", "title": "A"}]});
    let answer = json!({"template_type": "answerTemplate", "payload": {"answer": "Twenty "}, "answer_payload":
        {"center_panel": {"data": [{"snippet_content": [{"answer_fragment": "Twenty days."}]}]}}});
    let response = |item: Value| {
        json!({"type": "bot_response", "message": [item], "messageId": "ms-1", "createdOn": "2024-01-01T00:00:00.000+05:30",
            "timestamp": "1.7e12", "key": "k", "sM": false, "author": {"firstName": "Ada", "type": "AGENT"}})
    };
    [
        response(json!({"component": {"type": "template", "payload": button}, "cInfo": {"body": button.to_string()}})),
        response(json!({"component": {"payload": button.to_string()}})),
        response(json!({"component": {"payload": {"payload": replies, "formData": {"formLink": "https://example.com"}}}})),
        response(json!({"component": {"payload": {"payload": answer}}})),
        response(json!({"component": {"type": "error", "payload": {"text": "No", "color": "red"}}})),
        response(json!({"component": {"type": "message", "payload": {"text": "", "videoUrl": "https://example.com/v.mp4"}}})),
        json!({"type": "user_message", "id": 1, "message": {"body": "a", "renderMsg": "b", "attachments": [{"fileId": "f"}]}}),
        json!({"type": "/Bot_Active", "sessionId": "s", "formMetaInfo": {"isSecured": true, "formLinkExpiry": "300"}}),
        json!({"type": "events", "message": {"type": "message_read", "clientMessageId": "all"}}),
        json!({"type": "language_switched", "langDetails": {"newLanguage": "ar"}}),
        json!({"type": "botKitUnreachable", "message": "Sorry 😀", "timestamp": 1693394943443_i64}),
        json!({"type": "ack", "ok": true, "replyto": 1466692440896_i64}),
        json!({"total": 1, "moreAvailable": true, "messages": [
            {"_id": "ms-1", "type": "incoming", "userMsgId": "1", "components": [{"cT": "text", "data": {"text": "Hi"}}],
                "tags": {"altText": [{"value": "Hello"}]}},
            {"_id": "ms-2", "type": "outgoing", "components": [{"cT": "text", "data": {"text": button.to_string()}},
                {"cT": "image", "data": {"url": "https://example.com/a.png"}}]}]}),
        json!({"authorization": {"accessToken": "t", "expiresDate": "2019-06-28T06:52:23.160Z"}, "userInfo": {"userId": "u"}}),
        json!({"url": "wss://example.com", "nonce": "n", "errors": [{"msg": "no", "code": 401}]}),
    ]
    .iter()
    .map(Value::to_string)
    .collect()
}

#[test]
fn every_truncation_of_a_good_input_is_decoded() {
    for input in good_inputs() {
        for (at, _) in input.char_indices() {
            decode_all(&input[..at]);
        }
    }
}

#[test]
fn every_field_of_a_good_input_may_be_of_any_other_type() {
    let replacements = [
        json!(null),
        json!(true),
        json!(-1.5e300),
        json!(""),
        json!("{\"payload\":{}}"),
        json!([]),
        json!([[{}]]),
        json!({"payload": {}}),
    ];
    for input in good_inputs() {
        let value: Value = serde_json::from_str(&input).unwrap();
        let mut pointers = vec![];
        collect_pointers(&value, String::new(), &mut pointers);
        for pointer in pointers {
            for replacement in &replacements {
                let mut damaged = value.clone();
                *damaged.pointer_mut(&pointer).unwrap() = replacement.clone();
                decode_all(&damaged.to_string());
            }
        }
    }
}

fn collect_pointers(value: &Value, at: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                collect_pointers(inner, format!("{at}/{key}"), pointers);
            }
        }
        Value::Array(elements) => {
            for (index, inner) in elements.iter().enumerate() {
                collect_pointers(inner, format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(at);
}

/// Keys and texts of the protocol, so that random JSON gets past the first test.
const WORDS: [&str; 40] = [
    "type",
    "bot_response",
    "user_message",
    "events",
    "message",
    "component",
    "payload",
    "template",
    "template_type",
    "cInfo",
    "body",
    "text",
    "button",
    "buttons",
    "quick_replies",
    "title",
    "url",
    "formData",
    "sM",
    "endChunk",
    "answerTemplate",
    "answer",
    "answer_payload",
    "center_panel",
    "data",
    "snippet_content",
    "messages",
    "components",
    "cT",
    "incoming",
    "outgoing",
    "tags",
    "altText",
    "value",
    "author",
    "attachments",
    "createdOn",
    "timestamp",
    "errors",
    "authorization",
];

fn any_json() -> impl Strategy<Value = Value> {
    let word = proptest::sample::select(&WORDS[..]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 96, 6, move |inner| {
        let object = proptest::collection::vec((word.clone(), inner.clone()), 0..6).prop_map(|fields| {
            Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
        });
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(Value::from),
            object.clone(),
            object.prop_map(|object| Value::from(object.to_string())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_decoded(text in any::<String>()) {
        decode_all(&text);
    }

    #[test]
    fn any_text_made_of_json_signs_is_decoded(text in "[\\[\\]{}:,\"\\\\ude8d0-9.+a-z \n-]{0,200}") {
        decode_all(&text);
    }

    #[test]
    fn any_json_is_decoded(value in any_json()) {
        decode_all(&value.to_string());
    }

    #[test]
    fn any_json_in_the_place_of_a_message_is_decoded(message in any_json(), chunk in any::<bool>()) {
        decode_all(&json!({"type": "bot_response", "sM": chunk, "message": [{"component": message, "cInfo": {"body": message}}]}).to_string());
        decode_all(&json!({"type": "events", "message": message}).to_string());
        decode_all(&json!({"type": "user_message", "message": message}).to_string());
        decode_all(&json!({"messages": [{"type": "outgoing", "components": [message], "tags": message}]}).to_string());
        decode_all(&json!({"messages": [{"type": "incoming", "components": message}, message]}).to_string());
    }

    #[test]
    fn any_damage_to_a_good_input_is_decoded(
        which in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<char>(), 0_usize..4), 1..8),
    ) {
        let inputs = good_inputs();
        let mut chars: Vec<char> = which.get(&inputs).chars().collect();
        for (at, new, how) in edits {
            let at = at.index(chars.len().max(1)).min(chars.len().saturating_sub(1));
            match how {
                0 => chars.insert(at, new),
                1 if chars.len() > 1 => { chars.remove(at); }
                2 => chars.insert(at, '"'),
                _ => chars[at] = new,
            }
        }
        decode_all(&chars.into_iter().collect::<String>());
    }
}
