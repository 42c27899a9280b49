//! `/_emulator`: push, drop, seed, reset, log and state.

use serde_json::{Value, json};

use crate::support::{End, Local, bot_texts, eventually};

fn frame(id: &str, text: &str) -> Value {
    json!({"type": "bot_response", "from": "bot", "messageId": id, "createdOn": "2026-01-02T03:04:05.678Z",
           "message": [{"type": "text", "cInfo": {"body": text}}]})
}

#[tokio::test]
async fn a_pushed_frame_arrives_as_it_is_and_only_where_it_should() {
    let local = Local::start().await;
    let mut ada = local.chat("ada").await;
    let mut grace = local.chat("grace").await;
    let odd = json!({"type": "never heard of", "nested": [1, null, {"x": 1.50}]});
    assert_eq!(local.control("push", odd.clone()).await, json!({"sockets": 2}));
    assert_eq!(ada.next().await, odd);
    assert_eq!(grace.next().await, odd);
    assert_eq!(local.control("push?user=ada", frame("ms-1", "for ada")).await, json!({"sockets": 1}));
    assert_eq!(ada.next().await, frame("ms-1", "for ada"));
    assert!(grace.drain().await.is_empty());
    assert_eq!(local.control("push?user=nobody", odd).await, json!({"sockets": 0}));
    assert_eq!(local.post("/_emulator/push?usr=ada", json!({})).await.0, 400);
}

#[tokio::test]
async fn an_array_is_a_burst_and_a_string_is_raw_text() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let mut burst: Vec<Value> = (0..1000).map(|n| frame(&format!("ms-{n}"), &format!("Burst {n}"))).collect();
    burst.insert(1, json!("this is {not JSON"));
    assert_eq!(local.control("push", Value::Array(burst)).await["sockets"], 1);
    assert_eq!(chat.next().await["messageId"], "ms-0");
    assert_eq!(chat.next_text().await.unwrap(), "this is {not JSON");
    for n in 1..1000 {
        assert_eq!(chat.next().await["messageId"], format!("ms-{n}"));
    }
}

#[tokio::test]
async fn a_push_can_be_logged_and_chunks_make_one_message() {
    let local = Local::start().await;
    let _ada = local.chat("ada").await;
    let _grace = local.chat("grace").await;
    let mut first = frame("ms-s", "one ");
    first["sM"] = json!(true);
    let mut last = frame("ms-s", "two");
    last["endChunk"] = json!(true);
    local.control("push?user=ada&log=true", json!([frame("ms-1", "logged"), first, last, {"type": "events"}])).await;
    local.control("push", frame("ms-2", "not logged")).await;
    let page = local.history(&local.token("ada").await, "&limit=100").await;
    let messages = page["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 3);
    assert_eq!(messages[1]["_id"], "ms-1");
    assert_eq!(messages[1]["createdOn"], "2026-01-02T03:04:05.678Z");
    assert_eq!(messages[2]["components"][0]["data"]["text"], "one two");
    assert_eq!(local.logged_texts(&local.token("grace").await).await.len(), 1);
}

#[tokio::test]
async fn the_bot_can_be_made_to_say_something_also_to_nobody() {
    let local = Local::start().await;
    let mut ada = local.chat("ada").await;
    local.control("say", json!({"user": "ada", "text": "news"})).await;
    assert_eq!(bot_texts(&[ada.next_of("bot_response").await]), ["news"]);
    ada.socket.close(None).await.unwrap();
    eventually("the socket is gone", || async { local.state().await["sockets"] == 0 }).await;
    local.control("say", json!({"user": "ada", "text": "more news"})).await;
    let token = local.token("ada").await;
    assert_eq!(local.logged_texts(&token).await[1..], ["news", "more news"]);
    let (status, answer) = local.post("/_emulator/say", json!({"user": "grace", "text": "news"})).await;
    assert_eq!(status, 400);
    assert!(answer["errors"][0]["msg"].as_str().unwrap().contains("grace"), "{answer}");
}

#[tokio::test]
async fn the_log_is_in_the_order_of_its_times() {
    let local = Local::start().await;
    let mut ada = local.chat("ada").await;
    for n in 0..50 {
        ada.say(&format!("words {n}")).await;
        local.control("say", json!({"user": "ada", "text": format!("news {n}")})).await;
    }
    ada.drain().await;
    let page = local.history(&local.token("ada").await, "&limit=100").await;
    let times: Vec<&str> =
        page["messages"].as_array().unwrap().iter().map(|message| message["createdOn"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[tokio::test]
async fn sockets_drop_with_the_code_that_was_asked_for() {
    let local = Local::start().await;
    for (body, end) in [
        (json!({}), End::Abrupt),
        (json!({"code": 1006}), End::Abrupt),
        (json!({"code": 1005}), End::NoCode),
        (json!({"code": 1008, "reason": "blocked"}), End::Code(1008, "blocked".into())),
        (json!({"code": 1011}), End::Code(1011, String::new())),
    ] {
        let mut chat = local.chat("ada").await;
        let answer = local.control("drop", body.clone()).await;
        assert_eq!(answer["sockets"], 1, "{body}");
        assert_eq!(chat.end().await, end, "{body}");
        eventually("the socket is gone", || async { local.state().await["sockets"] == 0 }).await;
    }
    for body in
        [json!({"code": 200}), json!({"code": "1006"}), json!({"cod": 1006}), json!({"reason": "x".repeat(200)})]
    {
        let (status, answer) = local.post("/_emulator/drop", body).await;
        assert_eq!(status, 400, "{answer}");
    }
}

#[tokio::test]
async fn history_can_be_seeded_before_and_after_the_first_contact() {
    let local = Local::start().await;
    local.control("seed", json!({"identity": "ada", "count": 3})).await;
    assert_eq!(local.state().await["users"]["ada"]["messages"], 3);
    let token = local.token("ada").await;
    assert_eq!(local.logged_texts(&token).await, ["Message 1", "Message 2", "Message 3"]);
    let answer = local
        .control(
            "seed",
            json!({"identity": "ada", "messages": [
                {"type": "incoming", "text": "asked", "createdOn": "2026-01-02T03:04:05.678Z"},
                {"type": "outgoing", "text": {"type": "template", "payload": {"template_type": "button"}}},
            ]}),
        )
        .await;
    assert_eq!(answer["messages"], 2);
    let page = local.history(&token, "&limit=2").await;
    assert_eq!(page["total"], 5);
    assert_eq!(page["messages"][0]["type"], "incoming");
    assert_eq!(page["messages"][0]["createdOn"], "2026-01-02T03:04:05.678Z");
    let template: Value =
        serde_json::from_str(page["messages"][1]["components"][0]["data"]["text"].as_str().unwrap()).unwrap();
    assert_eq!(template["payload"]["template_type"], "button");
    for body in [
        json!({"count": 3}),
        json!({"identity": "ada", "messages": [{"type": "sideways", "text": ""}]}),
        json!({"identity": "ada", "messages": [{"type": "incoming", "text": "", "createdOn": "yesterday"}]}),
    ] {
        assert_eq!(local.post("/_emulator/seed", body.clone()).await.0, 400, "{body}");
    }
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    local.faults(json!({"socket": {"noAck": true}, "theme": "500"})).await;
    let token = local.token("ada").await;
    assert_eq!(local.control("reset", json!({})).await, json!({"ok": true}));
    assert!(matches!(chat.end().await, End::Code(1001, _)));
    let state = local.state().await;
    assert_eq!(state["users"], json!({}));
    assert_eq!((&state["sockets"], &state["tokens"]), (&json!(0), &json!(0)));
    assert_eq!(state["faults"]["socket"]["noAck"], false);
    assert!(state["faults"].get("theme").is_none());
    assert!(local.log().await.is_empty());
    assert_eq!(local.start_rtm(&token).await.0, 401);

    let mut chat = local.chat("ada").await;
    assert_eq!(chat.ask("hello").await, ["You said: hello"]);
}

#[tokio::test]
async fn the_log_has_every_request_and_frame_and_no_token() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let id = chat.say("a visible word").await;
    let frames = chat.until("waiting_for_user_input").await;
    assert_eq!(bot_texts(&frames), ["You said: a visible word"]);
    let (_, body) = local.post("/site/jwt", json!({"identity": "ada"})).await;
    let jwt = body["jwt"].as_str().unwrap().to_owned();
    let (_, grant) = local.post("/api/oAuth/token/jwtgrant", json!({"assertion": jwt})).await;
    let token = grant["authorization"]["accessToken"].as_str().unwrap().to_owned();
    let url = local.rtm_url(&token).await;
    drop(chat);
    eventually("the socket's end is noted", || async { local.log().await.iter().any(|line| line["kind"] == "close") })
        .await;

    let log = local.log().await;
    let find = |check: &dyn Fn(&Value) -> bool| log.iter().find(|line| check(line)).expect("a line").clone();
    for line in &log {
        assert!(line["at"].as_str().unwrap().ends_with('Z'), "{line}");
    }
    let started = find(&|line| line["path"] == "/api/rtm/start");
    assert_eq!(
        (&started["kind"], &started["method"], &started["status"]),
        (&json!("http"), &json!("POST"), &json!(200))
    );
    assert_eq!(started["authorization"], "[redacted]");
    assert_eq!(started["body"]["botInfo"]["chatBot"], "Support");
    let granted = find(&|line| line["path"] == "/api/oAuth/token/jwtgrant");
    assert_eq!(granted["body"]["assertion"], "[redacted]");
    assert_eq!(find(&|line| line["kind"] == "open")["user"], "ada");
    let heard = find(&|line| line["kind"] == "in");
    assert_eq!(heard["frame"]["message"]["body"], "a visible word");
    let acked = find(&|line| line["kind"] == "out" && line["frame"]["type"] == "ack");
    assert_eq!(acked["frame"]["replyto"], id);

    let text = serde_json::to_string(&log).unwrap();
    assert!(!text.contains(&jwt));
    assert!(!text.contains(&token));
    assert!(!text.contains(url.rsplit('=').next().unwrap()));
    assert!(!text.contains("/_emulator"));
}

#[tokio::test]
async fn the_state_counts_by_user() {
    let local = Local::start().await;
    let mut first = local.chat("ada").await;
    let _second = local.open("ada", "&isReconnect=true").await;
    first.ask("hello").await;
    let state = local.state().await;
    let ada = &state["users"]["ada"];
    assert_eq!((&ada["sockets"], &ada["messages"], &ada["sessions"]), (&json!(2), &json!(3), &json!(1)));
    assert!(ada["sessionId"].is_string());
    assert_eq!(ada["agent"], false);
    assert_eq!(state["sockets"], 2);
    assert_eq!(state["tokens"], 2);
}
