//! Fault switches of the bot's messages, and the two encodings of templates.

use serde_json::{Value, json};

use crate::support::{Chat, Local, bot_texts};

/// Says hello with a switch on; answers the raw texts of everything up to the end of the turn.
async fn hello_with(local: &Local, chat: &mut Chat, switch: &str) -> Vec<String> {
    local.faults(json!({"messages": {switch: true}})).await;
    chat.say("hello").await;
    let mut texts = Vec::new();
    loop {
        let text = chat.next_text().await.expect("a frame");
        let ends = text.contains("waiting_for_user_input");
        texts.push(text);
        if ends {
            local.faults(json!({"messages": null})).await;
            return texts;
        }
    }
}

/// Those that are JSON and a `bot_response`.
fn responses(texts: &[String]) -> Vec<Value> {
    texts
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .filter(|frame: &Value| frame["type"] == "bot_response")
        .collect()
}

#[tokio::test]
async fn members_can_be_missing_on_the_wire_but_not_in_the_log() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    for (switch, member) in [("missingCreatedOn", "createdOn"), ("missingMessageId", "messageId")] {
        let texts = hello_with(&local, &mut chat, switch).await;
        let frames = responses(&texts);
        assert_eq!(frames.len(), 1);
        assert!(frames[0].get(member).is_none(), "{switch}");
        assert_eq!(bot_texts(&frames), ["You said: hello"]);
    }
    let page = local.history(&local.token("ada").await, "&limit=1").await;
    assert!(page["messages"][0]["_id"].is_string());
    assert!(page["messages"][0]["createdOn"].is_string());
}

#[tokio::test]
async fn times_can_run_backwards() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"messages": {"outOfOrderCreatedOn": true}})).await;
    chat.say("burst 4").await;
    let frames = chat.until("waiting_for_user_input").await;
    let times: Vec<&str> = frames.iter().filter_map(|frame| frame["createdOn"].as_str()).collect();
    assert_eq!(times.len(), 4);
    assert!(!times.is_sorted(), "{times:?}");
    let page = local.history(&local.token("ada").await, "&limit=4").await;
    let logged: Vec<&str> =
        page["messages"].as_array().unwrap().iter().map(|m| m["createdOn"].as_str().unwrap()).collect();
    assert_eq!(logged, times);
}

#[tokio::test]
async fn a_chunk_can_come_after_the_end() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"messages": {"lateChunk": true}})).await;
    chat.say("stream").await;
    let frames = chat.until("waiting_for_user_input").await;
    let chunks: Vec<&Value> = frames.iter().filter(|frame| frame["sM"] == true).collect();
    let end = chunks.iter().position(|chunk| chunk["endChunk"] == true).unwrap();
    assert_eq!(end + 2, chunks.len());
    assert_eq!(chunks[end + 1]["messageId"], chunks[0]["messageId"]);
}

#[tokio::test]
async fn broken_frames_precede_a_good_one_and_are_not_logged() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;

    let texts = hello_with(&local, &mut chat, "nonJson").await;
    assert!(texts.iter().any(|text| serde_json::from_str::<Value>(text).is_err()));
    assert_eq!(bot_texts(&responses(&texts)), ["You said: hello"]);

    let texts = hello_with(&local, &mut chat, "emptyComponent").await;
    let frames = responses(&texts);
    assert_eq!(frames[0]["message"], json!([{"type": "text", "component": {"type": "text"}}]));
    assert_eq!(bot_texts(&frames[1..]), ["You said: hello"]);

    let texts = hello_with(&local, &mut chat, "oversize").await;
    assert!(texts.iter().any(|text| text.len() > 256 * 1024));
    assert_eq!(bot_texts(&responses(&texts)).last().unwrap(), "You said: hello");

    let logged = local.logged_texts(&local.token("ada").await).await;
    assert_eq!(logged[1..], ["hello", "You said: hello", "hello", "You said: hello", "hello", "You said: hello"]);
}

#[tokio::test]
async fn a_message_can_have_several_items() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let texts = hello_with(&local, &mut chat, "multiItem").await;
    let frames = responses(&texts);
    assert_eq!(frames.len(), 1);
    assert_eq!(frames[0]["message"].as_array().unwrap().len(), 3);
    let page = local.history(&local.token("ada").await, "&limit=1").await;
    assert_eq!(page["messages"][0]["components"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn text_can_be_hostile() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let texts = hello_with(&local, &mut chat, "hostile").await;
    let hostile = bot_texts(&responses(&texts)).concat();
    for part in ["<script>", "onerror=", "javascript:", "data:text/html", "<iframe", "vbscript:"] {
        assert!(hostile.contains(part), "{part}");
    }
    assert_eq!(local.logged_texts(&local.token("ada").await).await.last().unwrap(), &hostile);
}

#[tokio::test]
async fn templates_travel_as_objects_or_as_json_text() {
    let local = Local::start().await;
    local.faults(json!({"encoding": "string"})).await;
    let mut chat = local.open("ada", "").await;
    let greeting = chat.next_of("bot_response").await;
    let component = &greeting["message"][0]["component"];
    assert_eq!(component["type"], "template");
    let payload: Value = serde_json::from_str(component["payload"].as_str().expect("text")).unwrap();
    assert_eq!(payload["type"], "template");
    assert_eq!(payload["payload"]["template_type"], "quick_replies");
    assert_eq!(
        serde_json::from_str::<Value>(greeting["message"][0]["cInfo"]["body"].as_str().unwrap()).unwrap(),
        payload
    );

    local.faults(json!({"encoding": "object"})).await;
    let mut chat = local.open("grace", "").await;
    let greeting = chat.next_of("bot_response").await;
    assert_eq!(greeting["message"][0]["component"]["payload"], payload);

    for user in ["ada", "grace"] {
        let logged = local.logged_texts(&local.token(user).await).await;
        assert_eq!(serde_json::from_str::<Value>(&logged[0]).unwrap(), payload, "{user}");
    }
}
