//! Sessions and ConnectionMode (`kore-protocol.md` section 5, section 15 items 3, 6 and 7).

use std::time::Duration;

use serde_json::json;

use crate::support::{Chat, Local, bot_texts, kinds};

/// What a socket is told when it opens, up to where the bot would have greeted.
async fn opening(local: &Local, params: &str) -> (Chat, Vec<serde_json::Value>) {
    let mut chat = local.open("ada", params).await;
    let active = chat.next_of("Bot_Active").await;
    let mut frames = vec![active];
    // A question's answer comes after a greeting, if there is one.
    chat.say("the fence").await;
    loop {
        let frame = chat.next().await;
        let fence = bot_texts(std::slice::from_ref(&frame)) == ["You said: the fence"];
        frames.push(frame);
        if fence {
            return (chat, frames);
        }
    }
}

fn greets(frames: &[serde_json::Value]) -> bool {
    bot_texts(frames).iter().any(|text| text.contains("demo bot"))
}

#[tokio::test]
async fn connection_mode_decides_about_session_and_greeting() {
    // (parameters, new session expected, greeting expected) while a session is open
    for (params, renews, greeting) in [
        ("&ConnectionMode=Default", false, false),
        ("&ConnectionMode=Start_New", true, true),
        ("&ConnectionMode=Start_New_Resume_Agent", true, true),
        ("&ConnectionMode=Reconnect", false, false),
        ("&isReconnect=true", false, false),
        ("", false, true),
        ("&isReconnect=true&ConnectionMode=Start_New", true, true),
        ("&isSkipOnConnect=true", false, false),
    ] {
        let local = Local::start().await;
        local.chat("ada").await;
        let before = local.state().await["users"]["ada"]["sessionId"].clone();
        let (_chat, frames) = opening(&local, params).await;
        let after = local.state().await["users"]["ada"]["sessionId"].clone();
        assert_eq!(before != after, renews, "{params}");
        assert_eq!(greets(&frames), greeting, "{params}");
        assert_eq!(kinds(&frames).contains(&"Session_Start"), renews, "{params}");
        assert_eq!(frames[0]["recentSessionInfo"]["isActive"], !renews, "{params}");
    }
}

#[tokio::test]
async fn default_mode_greets_when_there_was_no_session() {
    let local = Local::start().await;
    let (_chat, frames) = opening(&local, "&ConnectionMode=Default").await;
    assert!(greets(&frames));
    assert!(kinds(&frames).contains(&"Session_Start"));
}

#[tokio::test]
async fn a_reconnect_without_a_session_starts_one_with_the_first_message() {
    let local = Local::start().await;
    let mut chat = local.open("ada", "&isReconnect=true").await;
    assert!(chat.next_of("Bot_Active").await["sessionId"].is_null());
    assert!(chat.drain().await.is_empty());
    chat.say("hello").await;
    let frames = chat.until("bot_response").await;
    assert!(kinds(&frames).contains(&"Session_Start"));
    assert!(!greets(&frames));
}

#[tokio::test]
async fn rtm_start_may_carry_the_reconnect_flag() {
    let local = Local::start().await;
    local.chat("ada").await;
    let token = local.token("ada").await;
    let body = json!({"botInfo": {"chatBot": "Support", "taskBotId": "st-1"}});
    let (_, answer) = local.post_as(&token, "/api/rtm/start?isReconnect=true", body).await;
    let mut chat = Chat::connect(answer["url"].as_str().unwrap(), None).await.unwrap();
    chat.next_of("Bot_Active").await;
    assert_eq!(chat.ask("hello").await, ["You said: hello"]);
}

#[tokio::test]
async fn an_agent_stays_or_goes_as_the_mode_says() {
    for (params, stays) in [
        ("&ConnectionMode=Default", true),
        ("&ConnectionMode=Start_New", false),
        ("&ConnectionMode=Start_New_Resume_Agent", true),
        ("&ConnectionMode=Reconnect", true),
        ("", true),
    ] {
        let local = Local::start().await;
        let mut chat = local.chat("ada").await;
        chat.say("agent").await;
        chat.next_of("agent_session_start").await;
        chat.next_of("bot_response").await;
        assert_eq!(local.state().await["users"]["ada"]["agent"], true);
        let mut second = local.open("ada", params).await;
        second.next_of("Bot_Active").await;
        assert_eq!(local.state().await["users"]["ada"]["agent"], stays, "{params}");
        if !stays {
            chat.next_of("agent_session_end").await;
            chat.next_of("session_end").await;
        }
    }
}

#[tokio::test]
async fn the_client_can_close_the_session() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let before = local.state().await["users"]["ada"]["sessionId"].clone();
    chat.send(json!({"clientMessageId": 77, "resourceid": "/bot.closeConversationSession", "botInfo": {}, "id": 77}))
        .await;
    assert_eq!(chat.next_of("ack").await["replyto"], 77);
    let end = chat.next_of("session_end").await;
    assert_eq!(end["sessionId"], before);
    assert!(local.state().await["users"]["ada"]["sessionId"].is_null());

    chat.say("hello again").await;
    let start = chat.next_of("Session_Start").await;
    assert_ne!(start["sessionId"], before);
    assert_eq!(local.state().await["users"]["ada"]["sessions"], 2);
}

#[tokio::test]
async fn a_session_ends_when_nothing_is_said() {
    let local = Local::start_with(|config| config.idle_timeout = Duration::from_millis(200)).await;
    let mut chat = local.chat("ada").await;
    chat.next_of("session_end").await;
    chat.say("I am back").await;
    let frames = chat.until("session_end").await;
    assert!(kinds(&frames).contains(&"Session_Start"), "{frames:?}");
    assert!(bot_texts(&frames).contains(&"You said: I am back".to_owned()));
}
