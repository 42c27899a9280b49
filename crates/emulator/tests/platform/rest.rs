//! The REST endpoints (`kore-protocol.md` sections 2 and 3).

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{BOT, Chat, Local, texts};

#[tokio::test]
async fn both_spellings_of_the_path_work() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    for prefix in ["/api", "/api/1.1"] {
        let (status, body) =
            local.post_as(&token, &format!("{prefix}/rtm/start"), json!({"botInfo": {"taskBotId": BOT}})).await;
        assert_eq!(status, 200, "{body}");
        let expected = format!("{}/rtm/bot?sid=", local.base.replace("http://", "ws://"));
        assert!(body["url"].as_str().unwrap().starts_with(&expected), "{body}");
        assert!(body.get("nonce").is_none());
        assert_eq!(local.get_as(&token, &format!("{prefix}/botmessages/rtm?botId=st-1")).await.0, 200);
        assert_eq!(local.get_as(&token, &format!("{prefix}/websdkthemes/st-1/activetheme")).await.0, 200);
    }
}

#[tokio::test]
async fn a_preflight_is_answered_for_the_headers_that_clients_send() {
    let local = Local::start().await;
    for path in ["/api/rtm/start", "/api/1.1/botmessages/rtm", "/site/token", "/_emulator/push"] {
        let request = local.http.request(reqwest::Method::OPTIONS, format!("{}{path}", local.base));
        let request = request
            .header("Origin", "https://shop.example")
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type,x-rtm-v");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_ascii_lowercase();
        assert_eq!(header("access-control-allow-origin"), "*");
        for name in ["authorization", "content-type", "x-rtm-v"] {
            assert!(header("access-control-allow-headers").contains(name), "{path}: {name}");
        }
        for method in ["get", "post", "put"] {
            assert!(header("access-control-allow-methods").contains(method), "{path}: {method}");
        }
    }
    let refused = local.http.post(format!("{}/api/rtm/start", local.base)).header("Origin", "https://shop.example");
    assert_eq!(refused.send().await.unwrap().headers()["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn rtm_start_says_token_expired_for_every_bad_token() {
    let local = Local::start_with(|config| config.token_ttl = Duration::ZERO).await;
    let expired = local.token("ada").await;
    for token in [expired.as_str(), "unknown", ""] {
        let (status, body) = local.start_rtm(token).await;
        assert_eq!(status, 401);
        assert_eq!(body, json!({"errors": [{"msg": "token expired", "code": "TOKEN_EXPIRED"}]}));
    }
}

#[tokio::test]
async fn a_request_without_what_is_mandatory_is_refused_with_a_reason() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    let (status, body) = local.get_as(&token, "/api/botmessages/rtm?limit=10").await;
    assert_eq!((status, &body["errors"][0]["code"]), (400, &json!(400)));
    assert!(body["errors"][0]["msg"].as_str().unwrap().contains("botId"));
    let (status, body) = local.get_as(&token, "/api/botmessages/rtm?botId=st-1&limit=ten").await;
    assert_eq!(status, 400);
    assert!(body["errors"][0]["msg"].as_str().unwrap().contains("limit"));
    let (status, body) = local.post_as(&token, "/api/rtm/start", json!({})).await;
    assert_eq!(status, 400);
    assert!(body["errors"][0]["msg"].as_str().unwrap().contains("taskBotId"));
    let (status, body) = local.get_as("nonsense", "/api/botmessages/rtm?botId=st-1").await;
    assert_eq!((status, &body["errors"][0]["code"]), (401, &json!(401)));
    assert_eq!(local.get("/api/nothing").await.status(), 404);
    let (status, body) = local.post_as(&token, "/api/attachment/file/token", json!({})).await;
    assert_eq!((status, &body["errors"][0]["code"]), (501, &json!(501)));
}

#[tokio::test]
async fn history_pages_count_from_the_newest_and_are_oldest_first() {
    let local = Local::start().await;
    local.control("seed", json!({"identity": "ada", "count": 25})).await;
    let token = local.token("ada").await;
    let page = local.history(&token, "&limit=10").await;
    assert_eq!(texts(&page), (16..=25).map(|n| format!("Message {n}")).collect::<Vec<_>>());
    assert_eq!(page["total"], 25);
    assert_eq!(page["moreAvailable"], true);
    assert!(page["icon"].is_string());
    let times: Vec<_> = page["messages"].as_array().unwrap().iter().map(|m| m["createdOn"].as_str().unwrap()).collect();
    assert!(times.is_sorted());

    let middle = local.history(&token, "&limit=10&offset=10").await;
    assert_eq!(texts(&middle), (6..=15).map(|n| format!("Message {n}")).collect::<Vec<_>>());
    let last = local.history(&token, "&limit=10&skip=20").await;
    assert_eq!(texts(&last), (1..=5).map(|n| format!("Message {n}")).collect::<Vec<_>>());
    assert_eq!(last["moreAvailable"], false);
    let beyond = local.history(&token, "&offset=99").await;
    assert_eq!((texts(&beyond).len(), &beyond["moreAvailable"]), (0, &json!(false)));
}

#[tokio::test]
async fn a_page_holds_a_hundred_messages_at_most_and_a_user_ten_thousand() {
    let local = Local::start().await;
    local.control("seed", json!({"identity": "ada", "count": 10_000})).await;
    let token = local.token("ada").await;
    let page = local.history(&token, "&limit=5000").await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 100);
    assert_eq!(page["total"], 10_000);

    let mut chat = local.chat("ada").await;
    chat.ask("one more").await;
    let page = local.history(&token, "&limit=2").await;
    assert_eq!(page["total"], 10_000);
    assert_eq!(texts(&page), ["one more", "You said: one more"]);
    assert_eq!(local.state().await["users"]["ada"]["messages"], 10_000);
    let (status, _) = local.post("/_emulator/seed", json!({"identity": "ada", "count": 10_001})).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn what_was_said_is_logged_as_the_platform_logs_it() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    let mut chat = local.chat("ada").await;
    let id = chat.send_message(json!({"body": "payload-7", "renderMsg": "Seven"})).await;
    chat.until("waiting_for_user_input").await;
    chat.send_message(json!({"attachments": [{"fileId": "f-1", "fileName": "a.png", "fileType": "image"}]})).await;
    chat.until("waiting_for_user_input").await;

    let page = local.history(&token, "&limit=100").await;
    let messages = page["messages"].as_array().unwrap();
    let greeting = &messages[0];
    assert_eq!(greeting["type"], "outgoing");
    let stored: Value = serde_json::from_str(greeting["components"][0]["data"]["text"].as_str().unwrap()).unwrap();
    assert_eq!(stored["type"], "template");
    assert_eq!(stored["payload"]["template_type"], "quick_replies");

    let tapped = &messages[1];
    assert_eq!(tapped["type"], "incoming");
    assert_eq!(tapped["userMsgId"], id);
    assert_eq!(tapped["components"][0]["cT"], "text");
    assert_eq!(tapped["components"][0]["data"]["text"], "payload-7");
    assert_eq!(tapped["tags"]["altText"][0]["value"], "Seven");
    assert_eq!(tapped["botId"], BOT);
    assert!(tapped["_id"].as_str().unwrap().starts_with("ms-"));
    assert!(tapped["sessionId"].is_string());

    assert_eq!(messages[3]["components"][0]["cT"], "image");
    assert_eq!(messages[4]["components"][0]["data"]["text"], "Thank you. I received 1 file(s).");
}

#[tokio::test]
async fn users_and_bots_have_histories_of_their_own() {
    let local = Local::start().await;
    let mut ada = local.chat("ada").await;
    ada.ask("for ada").await;
    let grace = local.token("grace").await;
    assert!(local.logged_texts(&grace).await.is_empty());
    let token = local.token("ada").await;
    assert_eq!(local.get_as(&token, "/api/botmessages/rtm?botId=st-other").await.1["total"], 0);
    assert_eq!(local.logged_texts(&token).await.len(), 3);
}

#[tokio::test]
async fn an_rtm_url_is_good_once_and_not_for_long() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    let url = local.rtm_url(&token).await;
    Chat::connect(&url, None).await.expect("the first use");
    assert_eq!(Chat::connect(&url, None).await.unwrap_err(), 401);
    let unknown = format!("{}/rtm/bot?sid=unknown", local.base.replace("http", "ws"));
    assert_eq!(Chat::connect(&unknown, None).await.unwrap_err(), 401);

    let hasty = Local::start_with(|config| config.rtm_url_ttl = Duration::ZERO).await;
    let url = hasty.rtm_url(&hasty.token("ada").await).await;
    assert_eq!(Chat::connect(&url, None).await.unwrap_err(), 401);
}

#[tokio::test]
async fn the_theme_is_active_and_whole() {
    let local = Local::start().await;
    let token = local.token("ada").await;
    let (status, theme) = local.get_as(&token, "/api/websdkthemes/st-1/activetheme").await;
    assert_eq!(status, 200);
    assert_eq!(theme["activeTheme"], true);
    for part in
        ["general", "chat_bubble", "welcome_screen", "header", "footer", "body", "widget_panel", "override_kore_config"]
    {
        assert!(theme["v3"][part].is_object(), "{part}");
    }
    assert_eq!(local.get_as("nonsense", "/api/websdkthemes/st-1/activetheme").await.0, 401);
}
