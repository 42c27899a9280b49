//! Fault switches of open sockets.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;

use crate::support::{End, Local, bot_texts, eventually, kinds};

#[tokio::test]
async fn a_socket_drops_after_so_many_frames() {
    let local = Local::start().await;
    for (code, end) in [(1011, Some(1011)), (1006, None)] {
        local.faults(json!({"socket": {"dropAfterFrames": {"frames": 3, "code": code}}})).await;
        let mut chat = local.open("ada", "").await;
        let mut frames = 0;
        let ended = loop {
            match chat.next_text().await {
                Ok(_) => frames += 1,
                Err(ended) => break ended,
            }
        };
        assert_eq!(frames, 3);
        match (ended, end) {
            (End::Code(got, _), Some(code)) => assert_eq!(got, code),
            (End::Abrupt, None) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_stream_can_be_cut_and_is_whole_in_the_log() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"socket": {"dropMidStream": 1011}})).await;
    chat.say("stream").await;
    let mut chunks = Vec::new();
    let ended = loop {
        match chat.next_text().await {
            Ok(text) => {
                let frame: serde_json::Value = serde_json::from_str(&text).unwrap();
                if frame["sM"] == true {
                    chunks.push(frame);
                }
            }
            Err(ended) => break ended,
        }
    };
    assert!(matches!(ended, End::Code(1011, _)), "{ended:?}");
    assert!((5..15).contains(&chunks.len()), "{}", chunks.len());
    assert!(chunks.iter().all(|chunk| chunk.get("endChunk").is_none()));
    let token = local.token("ada").await;
    eventually("the answer is logged", || async { local.history(&token, "").await["total"] == 3 }).await;
    let page = local.history(&token, "&limit=1").await;
    assert_eq!(page["messages"][0]["_id"], chunks[0]["messageId"]);
    let whole = page["messages"][0]["components"][0]["data"]["text"].as_str().unwrap();
    let part = bot_texts(&chunks).concat();
    assert!(whole.starts_with(&part) && whole.len() > part.len());
}

#[tokio::test]
async fn a_half_open_socket_is_silent_but_stays() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"socket": {"halfOpen": true}})).await;
    chat.say("is anybody there?").await;
    chat.send(json!({"type": "ping", "id": 1})).await;
    local.control("push", json!({"type": "lost"})).await;
    let silence = tokio::time::timeout(Duration::from_millis(300), chat.socket.next()).await;
    assert!(silence.is_err(), "{silence:?}");
    assert_eq!(local.state().await["sockets"], 1);
    assert_eq!(local.state().await["users"]["ada"]["messages"], 1, "nothing was read");

    // New sockets freeze, too, until the switch is off; the frozen one stays frozen.
    let mut second = local.open("ada", "").await;
    assert!(tokio::time::timeout(Duration::from_millis(200), second.socket.next()).await.is_err());
    local.faults(json!({"socket": {"halfOpen": false}})).await;
    let mut third = local.open("ada", "&isReconnect=true").await;
    assert_eq!(third.ask("now?").await, ["You said: now?"]);
    assert!(tokio::time::timeout(Duration::from_millis(100), chat.socket.next()).await.is_err());
    local.control("drop", json!({"code": 1011})).await;
    assert_eq!(chat.end().await, End::Abrupt);
    assert!(matches!(third.end().await, End::Code(1011, _)));
}

#[tokio::test]
async fn acknowledgements_and_pongs_can_be_withheld() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"socket": {"noAck": true}})).await;
    chat.say("hello").await;
    assert!(!kinds(&chat.until("waiting_for_user_input").await).contains(&"ack"));
    local.faults(json!({"socket": {"noAck": false, "noPong": true}})).await;
    chat.send(json!({"type": "ping", "id": 1})).await;
    chat.say("hello").await;
    let frames = chat.until("waiting_for_user_input").await;
    assert_eq!(kinds(&frames)[0], "ack");
    assert!(!kinds(&frames).contains(&"pong"));
}

#[tokio::test]
async fn messages_can_come_twice() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"socket": {"duplicate": true}})).await;
    chat.say("hello").await;
    let frames = chat.until("waiting_for_user_input").await;
    let messages: Vec<_> = frames.iter().filter(|frame| frame["type"] == "bot_response").collect();
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0], messages[1]);
    assert_eq!(local.history(&local.token("ada").await, "").await["total"], 3);
}
