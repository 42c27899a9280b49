//! What the demo bot does when asked.

use serde_json::{Value, json};

use crate::support::{Local, bot_texts, kinds};

#[tokio::test]
async fn it_helps_and_names_are_compared_without_regard_to_case() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    for word in ["help", " HELP "] {
        let answer = chat.ask(word).await.concat();
        for command in ["show", "stream", "agent", "form", "burst", "end"] {
            assert!(answer.contains(command), "{answer}");
        }
    }
    assert_eq!(chat.ask("helpful").await, ["You said: helpful"]);
}

#[tokio::test]
async fn it_types() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.say("typing").await;
    let frames = chat.until("waiting_for_user_input").await;
    assert_eq!(kinds(&frames), ["ack", "events", "events", "bot_response", "waiting_for_user_input"]);
    assert_eq!(frames[1]["message"]["type"], "typing");
    assert_eq!(frames[2]["message"]["type"], "stoptyping");
}

#[tokio::test]
async fn it_streams_an_answer_and_logs_it_whole() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.say("stream").await;
    let frames = chat.until("waiting_for_user_input").await;
    let chunks: Vec<&Value> = frames.iter().filter(|frame| frame["sM"] == true).collect();
    assert!((15..=20).contains(&chunks.len()), "{}", chunks.len());
    assert!(chunks.iter().all(|chunk| chunk["messageId"] == chunks[0]["messageId"]));
    let ends: Vec<bool> = chunks.iter().map(|chunk| chunk["endChunk"] == true).collect();
    assert_eq!(ends.iter().filter(|end| **end).count(), 1);
    assert_eq!(ends.last(), Some(&true));

    let page = local.history(&local.token("ada").await, "&limit=1").await;
    assert_eq!(page["messages"][0]["_id"], chunks[0]["messageId"]);
    assert_eq!(page["messages"][0]["components"][0]["data"]["text"], bot_texts(&frames).concat());
}

#[tokio::test]
async fn an_agent_takes_over_until_goodbye() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.say("agent").await;
    let mut frames = chat.until("agent_session_start").await;
    frames.extend([chat.next().await, chat.next().await, chat.next().await]);
    let hello = chat.next_of("bot_response").await;
    let events: Vec<_> =
        frames.iter().filter(|frame| frame["type"] == "events").map(|frame| &frame["message"]).collect();
    assert!(events.contains(&&json!({"type": "agent_connected"})), "{events:?}");
    let typing = json!({"type": "typing", "author": hello["author"]});
    assert!(events.contains(&&typing), "{events:?}");
    assert_eq!(hello["author"]["type"], "AGENT");
    assert_eq!(hello["fromAgent"], true);
    assert!(hello["agent_MessageId"].is_string());
    assert_eq!(hello["message"][0]["component"]["payload"]["payload"]["template_type"], "live_agent");

    // The agent, not the bot, hears what would be a command.
    let id = chat.say("help").await;
    let frames = chat.until("bot_response").await;
    for receipt in ["message_delivered", "message_read"] {
        assert!(
            frames.iter().any(|frame| frame["message"] == json!({"type": receipt, "clientMessageId": id})),
            "{receipt}"
        );
    }
    let said = &frames.last().unwrap()["message"][0]["component"]["payload"]["payload"]["text"];
    assert_eq!(said, "I see: help");

    chat.say("Bye").await;
    let frames = chat.until("agent_session_end").await;
    assert!(frames.iter().any(|frame| frame["message"] == json!({"type": "agent_disconnected"})));
    chat.until("waiting_for_user_input").await;
    assert_eq!(local.state().await["users"]["ada"]["agent"], false);
    assert_eq!(chat.ask("hello").await, ["You said: hello"]);

    let page = local.history(&local.token("ada").await, "&limit=100").await;
    let by_agent = page["messages"].as_array().unwrap().iter().filter(|message| message["author"]["type"] == "AGENT");
    assert_eq!(by_agent.count(), 3);
}

#[tokio::test]
async fn the_visitor_can_close_the_chat_with_the_agent() {
    let local = Local::start().await;
    for ending in ["event", "text"] {
        let mut chat = local.chat(ending).await;
        chat.say("agent").await;
        chat.next_of("agent_session_start").await;
        chat.next_of("bot_response").await;
        if ending == "event" {
            let message = json!({"body": "", "type": ""});
            chat.send(json!({"resourceid": "/bot.message", "event": "close_agent_chat", "message": message, "id": 3}))
                .await;
        } else {
            chat.say("END agent").await;
        }
        chat.next_of("agent_session_end").await;
    }
}

#[tokio::test]
async fn a_form_is_delivered_and_submitted_or_cancelled() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    for (said, notice) in [("Ada", "form_submitted"), ("cancel", "form_failure")] {
        chat.say("form").await;
        let frames = chat.until("waiting_for_user_input").await;
        assert!(kinds(&frames).contains(&"form_delivered"));
        let form = frames.iter().find(|frame| frame["type"] == "bot_response").unwrap();
        assert_eq!(form["message"][0]["component"]["payload"]["payload"]["template_type"], "form_template");
        chat.say(said).await;
        let frames = chat.until("waiting_for_user_input").await;
        let notice = frames.iter().find(|frame| frame["type"] == notice).expect(notice);
        assert_eq!(notice["formMetaInfo"], json!({"isSecured": true, "formLinkExpiry": 300, "submitExpiry": 600}));
    }
}

#[tokio::test]
async fn it_ends_the_session_and_can_be_unreachable() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    chat.say("error").await;
    let error = chat.next_of("botKitUnreachable").await;
    assert!(error["message"].as_str().unwrap().starts_with("Sorry"));
    chat.say("end").await;
    chat.next_of("session_end").await;
    assert!(local.state().await["users"]["ada"]["sessionId"].is_null());
}

#[tokio::test]
async fn it_sends_a_burst_and_makes_one_wait() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let expected: Vec<String> = (1..=30).map(|n| format!("Message {n} of 30")).collect();
    assert_eq!(chat.ask("burst 30").await, expected);
    assert_eq!(chat.ask("burst zero").await, ["Burst takes a number from 1 to 10000."]);
    chat.say("wait").await;
    let first = chat.next_of("bot_response").await;
    assert_eq!(first["message"][0]["component"]["payload"]["payload"]["template_type"], "wait_for_response");
    assert_eq!(chat.next_of("bot_response").await["message"][0]["cInfo"]["body"], "Thank you for waiting.");
}

#[tokio::test]
async fn it_shows_every_payload_it_names() {
    let local = Local::start().await;
    let mut chat = local.chat("ada").await;
    let list = chat.ask("show").await.concat();
    let names: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("* show ")).collect();
    assert!(!names.is_empty(), "{list}");
    for name in names {
        chat.say(&format!("SHOW {}", name.to_uppercase())).await;
        let frames = chat.until("waiting_for_user_input").await;
        let around = ["ack", "events", "waiting_for_user_input"];
        assert!(kinds(&frames).iter().any(|kind| !around.contains(kind)), "{name}: {frames:?}");
        assert!(!bot_texts(&frames).concat().contains("I know no template"), "{name}");
    }
    assert_eq!(chat.ask("show nonsense").await, ["I know no template called nonsense. Write *show* for the list."]);
}

#[tokio::test]
async fn a_folder_of_payloads_replaces_those_built_in() {
    let folder = std::env::temp_dir().join(format!("emulator-payloads-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let template = json!({"template_type": "button", "text": "Pick", "buttons": []});
    let frame = |id: &str, body: &str, more: Value| {
        let mut frame = json!({
            "type": "bot_response", "from": "bot", "messageId": id, "createdOn": "2020-01-01T00:00:00.000Z",
            "botInfo": {"chatBot": "Old", "taskBotId": "st-old"}, "message": [{"type": "text", "cInfo": {"body": body}}],
        });
        for (name, value) in more.as_object().unwrap() {
            frame[name] = value.clone();
        }
        frame
    };
    let button = json!({"message": [{"type": "text", "cInfo": {"body": ""},
        "component": {"type": "template", "payload": {"type": "template", "payload": template}}}]});
    std::fs::write(folder.join("myButton.json"), frame("ms-1", "", button).to_string()).unwrap();
    let pieces = json!([
        frame("ms-2", "one ", json!({"sM": true})),
        frame("ms-2", "two", json!({"sM": true, "endChunk": true}))
    ]);
    std::fs::write(folder.join("pieces.json"), pieces.to_string()).unwrap();
    std::fs::write(folder.join("README.md"), "not a payload").unwrap();

    let local = Local::start_with(|config| config.payloads = Some(folder.clone())).await;
    std::fs::remove_dir_all(&folder).unwrap();
    let mut chat = local.chat("ada").await;
    assert_eq!(chat.ask("show").await, ["I can show:\n* show myButton\n* show pieces"]);

    let mut ids = Vec::new();
    for _ in 0..2 {
        chat.say("show mybutton").await;
        let shown = chat.next_of("bot_response").await;
        chat.until("waiting_for_user_input").await;
        assert_eq!(shown["message"][0]["component"]["payload"]["payload"], template);
        assert_eq!(shown["botInfo"]["chatBot"], "Support");
        assert_ne!(shown["createdOn"], "2020-01-01T00:00:00.000Z");
        ids.push(shown["messageId"].clone());
    }
    assert_ne!(ids[0], ids[1]);
    assert_ne!(ids[0], "ms-1");

    chat.say("show pieces").await;
    let frames = chat.until("waiting_for_user_input").await;
    let chunks: Vec<&Value> = frames.iter().filter(|frame| frame["sM"] == true).collect();
    assert_eq!(chunks.len(), 2);
    assert_eq!(chunks[0]["messageId"], chunks[1]["messageId"]);
    let token = local.token("ada").await;
    assert_eq!(local.logged_texts(&token).await.last().unwrap(), "one two");
}
