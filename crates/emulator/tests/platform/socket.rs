//! What the socket does with frames (`kore-protocol.md` sections 4 and 6, section 15 items 2 to 5).

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{BOT, Chat, End, Local, kinds};

#[tokio::test]
async fn a_first_contact_begins_with_bot_active_and_session_start() {
    let local = Local::start().await;
    let mut chat = local.open("ada", "").await;
    let active = chat.next().await;
    assert_eq!(active["type"], "Bot_Active");
    assert_eq!(active["recentSessionInfo"], json!({"isActive": false, "sessionId": null}));
    assert_eq!(active["botInfo"], json!({"chatBot": "Support", "taskBotId": BOT}));
    let start = chat.next().await;
    assert_eq!(start["type"], "Session_Start");
    assert_eq!(start["sessionId"], active["sessionId"]);
    assert_eq!(start["sessionId"].as_str().unwrap().len(), 24);

    let frames = chat.until("waiting_for_user_input").await;
    assert_eq!(kinds(&frames), ["events", "events", "bot_response", "waiting_for_user_input"]);
    assert_eq!(frames[0]["message"]["type"], "typing");
    assert_eq!(frames[1]["message"]["type"], "stoptyping");
    let greeting = &frames[2];
    assert_eq!(greeting["from"], "bot");
    for member in ["messageId", "createdOn", "icon", "traceId", "key"] {
        assert!(greeting[member].is_string(), "{member}");
    }
    assert!(greeting["timestamp"].is_number());
    // Doubly wrapped, and once more as JSON text.
    let item = &greeting["message"][0];
    assert_eq!(item["component"]["payload"]["payload"]["template_type"], "quick_replies");
    let body: Value = serde_json::from_str(item["cInfo"]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body, item["component"]["payload"]);
}

#[tokio::test]
async fn a_message_is_acknowledged_before_it_is_answered() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let id = chat.say("hello there").await;
    let ack = chat.next().await;
    assert_eq!(ack, json!({"ok": true, "replyto": id, "message": "delivered", "type": "ack"}));
    let answer = chat.next_of("bot_response").await;
    assert_eq!(answer["message"], json!([{"type": "text", "cInfo": {"body": "You said: hello there"}}]));
}

#[tokio::test]
async fn the_frame_as_the_documentation_prints_it_is_taken() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.send(json!({
        "clientMessageId": 1_466_692_440_896_u64, "message": {"body": "Here is the message.", "attachments": []},
        "resourceid": "/bot.message", "botInfo": {"chatBot": "CNN", "taskBotId": "st-8aaf0939"}, "id": 1_466_692_440_896_u64,
    }))
    .await;
    assert_eq!(chat.next().await["replyto"], 1_466_692_440_896_u64);
    assert_eq!(chat.next_of("bot_response").await["message"][0]["cInfo"]["body"], "You said: Here is the message.");
}

#[tokio::test]
async fn the_users_other_sockets_see_what_was_said() {
    let local = Local::start().await;
    let mut first = local.chat("ada").await;
    let mut second = local.open("ada", "&isReconnect=true").await;
    second.next_of("Bot_Active").await;
    let mut stranger = local.chat("grace").await;

    let id = first.send_message(json!({"body": "p-1", "renderMsg": "One", "metaTags": {"x": 1}})).await;
    let echo = second.next_of("user_message").await;
    assert_eq!(
        echo,
        json!({
            "type": "user_message", "from": "self", "id": id, "message": {"body": "p-1", "renderMsg": "One"},
            "botInfo": {"chatBot": "Support", "taskBotId": BOT},
        })
    );
    let own = first.until("waiting_for_user_input").await;
    assert!(!kinds(&own).contains(&"user_message"), "{own:?}");
    let shared = second.until("waiting_for_user_input").await;
    assert!(kinds(&shared).contains(&"bot_response"));
    assert!(!kinds(&shared).contains(&"ack"));
    assert!(stranger.drain().await.is_empty());
}

#[tokio::test]
async fn a_ping_is_answered_and_the_unknown_is_ignored() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.send(json!({"type": "ping", "resourceid": "/bot.message", "botInfo": {}, "client": "sdk", "id": 1})).await;
    assert_eq!(chat.next().await, json!({"type": "pong"}));

    chat.send(json!({"clientMessageId": 5, "type": "ack", "replyto": 5, "status": "delivered", "key": "k", "id": 5}))
        .await;
    chat.send(json!({"resourceid": "/bot.unheardOf", "id": 6})).await;
    chat.send(json!({"resourceid": "/bot.message", "id": 7})).await;
    chat.send(json!({"resourceid": "/bot.message", "message": {"body": "  "}, "id": 8})).await;
    chat.send(json!({"resourceid": "/bot.message", "event": "typing", "message": {"body": "", "type": ""}, "id": 9}))
        .await;
    chat.send(json!([1, 2, 3])).await;
    assert!(chat.drain().await.is_empty());
    assert_eq!(chat.ask("still there?").await, ["You said: still there?"]);
}

#[tokio::test]
async fn what_is_no_message_closes_with_the_documented_code() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.send_text("this is not JSON").await;
    assert!(matches!(chat.end().await, End::Code(1007, _)));

    let mut chat = local.chat("ada").await;
    chat.socket.send(Message::binary(vec![1, 2, 3])).await.unwrap();
    assert!(matches!(chat.end().await, End::Code(1007, _)));

    let mut chat = local.chat("ada").await;
    chat.say(&"x".repeat(300_000)).await;
    assert!(matches!(chat.end().await, End::Code(1009, _)));
    let mut chat = local.chat("ada").await;
    chat.say(&"x".repeat(200_000)).await;
    chat.next_of("ack").await;
}

#[tokio::test]
async fn secure_rtm_asks_for_all_three_sub_protocols() {
    let local = Local::start_with(|config| config.secure_rtm = true).await;
    let (_, grant) = local.post("/site/token", json!({"identity": "ada"})).await;
    let (token, jwt) = (grant["authorization"]["accessToken"].as_str().unwrap(), grant["jwt"].as_str().unwrap());
    let (_, other) = local.post("/site/jwt", json!({"identity": "grace"})).await;
    let other = other["jwt"].as_str().unwrap();
    let start = || async {
        let (status, body) = local.start_rtm(token).await;
        assert_eq!(status, 200);
        (body["url"].as_str().unwrap().to_owned(), body["nonce"].as_str().expect("a nonce").to_owned())
    };

    let (url, nonce) = start().await;
    let chat = Chat::connect(&url, Some(&format!("x-rtm-v|1, jwt|{jwt}, nonce|{nonce}"))).await.expect("it opens");
    assert_eq!(chat.protocol.as_deref(), Some("x-rtm-v|1"));

    for offer in [
        None,
        Some("jwt|JWT, nonce|NONCE"),
        Some("x-rtm-v|1, nonce|NONCE"),
        Some("x-rtm-v|1, jwt|JWT"),
        Some("x-rtm-v|1, jwt|JWT, nonce|wrong"),
        Some("x-rtm-v|1, jwt|OTHER, nonce|NONCE"),
        Some("x-rtm-v|1, jwt|a.b.c, nonce|NONCE"),
    ] {
        let (url, nonce) = start().await;
        let offered = offer.map(|offer| offer.replace("JWT", jwt).replace("NONCE", &nonce).replace("OTHER", other));
        assert_eq!(Chat::connect(&url, offered.as_deref()).await.unwrap_err(), 401, "{offer:?}");
    }
}

#[tokio::test]
async fn without_a_nonce_no_sub_protocol_is_needed_but_it_is_answered() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    let chat = Chat::connect(&local.rtm_url(&token).await, None).await.unwrap();
    assert_eq!(chat.protocol, None);
    let chat = Chat::connect(&local.rtm_url(&token).await, Some("x-rtm-v|1, jwt|a.b.c")).await.unwrap();
    assert_eq!(chat.protocol.as_deref(), Some("x-rtm-v|1"));
}
