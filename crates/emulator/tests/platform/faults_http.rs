//! Fault switches of the HTTP endpoints.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{BOT, Chat, End, Local, eventually};

/// Calls an endpoint by its switch's name.
async fn call(local: &Local, name: &str, token: &str) -> reqwest::Response {
    let post =
        |path: &str| local.http.post(format!("{}{path}", local.base)).json(&json!({"botInfo": {"taskBotId": BOT}}));
    let get = |path: &str| local.http.get(format!("{}{path}", local.base));
    let request = match name {
        "jwtgrant" => post("/api/oAuth/token/jwtgrant"),
        "rtmStart" => post("/api/rtm/start"),
        "history" => get("/api/botmessages/rtm?botId=st-1"),
        "theme" => get("/api/websdkthemes/st-1/activetheme"),
        "siteToken" => post("/site/token"),
        "siteJwt" => post("/site/jwt"),
        other => panic!("{other}"),
    };
    request.header("Authorization", format!("bearer {token}")).send().await.expect("an answer")
}

const ENDPOINTS: [&str; 6] = ["jwtgrant", "rtmStart", "history", "theme", "siteToken", "siteJwt"];

fn only(name: &str, fault: Value) -> Value {
    json!({"http": {name: fault}})
}

#[tokio::test]
async fn every_endpoint_fails_as_often_as_it_is_told() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    for name in ENDPOINTS {
        let usual = call(&local, name, &token).await.status();
        local.faults(only(name, json!({"status": 503, "times": 2}))).await;
        for _ in 0..2 {
            let response = call(&local, name, &token).await;
            assert_eq!(response.status(), 503, "{name}");
            let body: Value = response.json().await.unwrap();
            assert_eq!(body["errors"][0]["code"], 503, "{name}");
        }
        assert_eq!(call(&local, name, &token).await.status(), usual, "{name}");
    }
    local.faults(only("theme", json!({"status": 500}))).await;
    for _ in 0..5 {
        assert_eq!(call(&local, "theme", &token).await.status(), 500);
    }
    local.faults(only("theme", Value::Null)).await;
    assert_eq!(call(&local, "theme", &token).await.status(), 200);
}

#[tokio::test]
async fn an_answer_can_be_late_limited_garbled_or_expired() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    local.faults(only("history", json!({"delayMs": 150, "times": 1}))).await;
    let begun = Instant::now();
    assert_eq!(call(&local, "history", &token).await.status(), 200);
    assert!(begun.elapsed() >= Duration::from_millis(150));

    local.faults(only("rtmStart", json!({"retryAfter": 7, "times": 1}))).await;
    let response = call(&local, "rtmStart", &token).await;
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (429, "7"));

    local.faults(only("siteToken", json!({"garbage": true, "times": 1}))).await;
    let response = call(&local, "siteToken", &token).await;
    assert_eq!(response.status(), 200);
    assert!(serde_json::from_str::<Value>(&response.text().await.unwrap()).is_err());

    local.faults(only("rtmStart", json!({"tokenExpired": true, "times": 1}))).await;
    let response = call(&local, "rtmStart", &token).await;
    assert_eq!(response.status(), 401);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body, json!({"errors": [{"msg": "token expired", "code": "TOKEN_EXPIRED"}]}));
    assert_eq!(call(&local, "rtmStart", &token).await.status(), 200);
}

#[tokio::test]
async fn a_request_can_hang_until_the_reset() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    local.faults(only("history", json!({"hang": true}))).await;
    let hanging = call(&local, "history", &token);
    tokio::pin!(hanging);
    assert!(tokio::time::timeout(Duration::from_millis(200), &mut hanging).await.is_err(), "it should hang");
    local.control("reset", json!({})).await;
    assert_eq!(hanging.await.status(), 503);
}

#[tokio::test]
async fn a_request_that_the_client_gave_up_is_in_the_log() {
    let local = Local::start().await;
    local.faults(only("siteToken", json!({"hang": true}))).await;
    let request = local.http.post(format!("{}/site/token", local.base)).timeout(Duration::from_millis(100));
    assert!(request.send().await.unwrap_err().is_timeout());
    let noted =
        || async { local.log().await.iter().any(|line| line["path"] == "/site/token" && line["status"].is_null()) };
    eventually("the request is noted", noted).await;
}

#[tokio::test]
async fn all_tokens_can_be_ended_at_once() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    local.faults(json!({"expireTokens": true})).await;
    assert_eq!(local.start_rtm(&token).await.1["errors"][0]["code"], "TOKEN_EXPIRED");
    let (status, body) = local.get_as(&token, "/api/botmessages/rtm?botId=st-1").await;
    assert_eq!((status, &body["errors"][0]["code"]), (401, &json!("TOKEN_EXPIRED")));
    assert_eq!(local.start_rtm(&local.token("ada").await).await.0, 200);
}

#[tokio::test]
async fn history_can_be_empty_and_slower_than_the_greeting() {
    let local = Local::start().await;
    local.control("seed", json!({"identity": "ada", "count": 5})).await;
    local.faults(json!({"history": {"emptySlow": 150}})).await;
    let token = local.token("ada").await;
    let begun = Instant::now();
    let page = local.history(&token, "").await;
    assert!(begun.elapsed() >= Duration::from_millis(150));
    assert_eq!((&page["messages"], &page["total"], &page["moreAvailable"]), (&json!([]), &json!(0), &json!(false)));
    local.faults(json!({"history": {"emptySlow": null}})).await;
    assert_eq!(local.history(&token, "").await["total"], 5);
}

#[tokio::test]
async fn the_greeting_can_be_late() {
    let local = Local::start().await;
    local.faults(json!({"greetDelayMs": 150})).await;
    let begun = Instant::now();
    local.chat("ada").await;
    assert!(begun.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn the_theme_can_fail_or_be_inactive_or_partial() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    local.faults(json!({"theme": "500"})).await;
    assert_eq!(call(&local, "theme", &token).await.status(), 500);
    local.faults(json!({"theme": "inactive"})).await;
    let theme: Value = call(&local, "theme", &token).await.json().await.unwrap();
    assert_eq!(theme, json!({"activeTheme": false}));
    local.faults(json!({"theme": "partial"})).await;
    let theme: Value = call(&local, "theme", &token).await.json().await.unwrap();
    assert_eq!(theme["activeTheme"], true);
    assert!(theme["v3"].get("body").is_none());
}

#[tokio::test]
async fn an_unknown_switch_is_named() {
    let local = Local::start().await;
    for (body, names) in [
        (json!({"http": {"rtmstart": {}}}), "rtmstart"),
        (json!({"socket": {"dropAfterFrames": {"frame": 3}}}), "frame"),
        (json!({"everything": true}), "everything"),
        (json!({"theme": "pink"}), "pink"),
        (json!({"expireTokens": 1}), "expireTokens"),
    ] {
        let (status, answer) = local.post("/_emulator/faults", body).await;
        assert_eq!(status, 400);
        let msg = answer["errors"][0]["msg"].as_str().unwrap();
        assert!(msg.contains(names) && msg.ends_with('.') || msg.contains(names), "{msg}");
    }
    let response = local.http.post(format!("{}/_emulator/faults", local.base)).body("{not json").send().await.unwrap();
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn upgrades_can_be_refused_or_dropped_at_once() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    local.faults(json!({"socket": {"refuse": 2}})).await;
    for _ in 0..2 {
        assert_eq!(Chat::connect(&local.rtm_url(&token).await, None).await.unwrap_err(), 503);
    }
    Chat::connect(&local.rtm_url(&token).await, None).await.expect("the third opens");

    local.faults(json!({"socket": {"acceptThenDrop": 1008}})).await;
    let mut chat = Chat::connect(&local.rtm_url(&token).await, None).await.unwrap();
    assert!(matches!(chat.end().await, End::Code(1008, _)));
    local.faults(json!({"socket": {"acceptThenDrop": {"code": 1008, "reason": "You are blocked."}}})).await;
    let mut chat = local.open("ada", "").await;
    assert_eq!(chat.end().await, End::Code(1008, "You are blocked.".into()));
    local.faults(json!({"socket": {"acceptThenDrop": 1006}})).await;
    let mut chat = Chat::connect(&local.rtm_url(&token).await, None).await.unwrap();
    assert_eq!(chat.end().await, End::Abrupt);
    eventually("no socket is left", || async { local.state().await["sockets"] == 0 }).await;
}
