//! What the visitor is told about the connection, typing and history.

use session::{Change, ConnectionState, HistoryState, Input, StopReason, TokenProblem, Typist};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{bot_says, from_history},
    stage::{Stage, effects, now, until},
};

fn waiting(stage: &Stage, until: Option<u64>) {
    stage.apply(Change::Connection(ConnectionState::Waiting { until, attempt: 1 }));
}

#[wasm_bindgen_test]
async fn the_connection_is_told_in_words() {
    let stage = Stage::open();
    stage.apply(Change::Connection(ConnectionState::Authorizing));
    stage.wait_for_text(".status", "Connecting…").await;
    stage.apply(Change::Connection(ConnectionState::Live));
    stage.wait_for_text(".status", "Online").await;
    assert!(stage.text(".banner").is_empty());
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_told_only_once_it_lasts() {
    let stage = Stage::open();
    stage.apply(Change::Connection(ConnectionState::Live));
    stage.wait_for_text(".status", "Online").await;
    let start = now();
    waiting(&stage, Some(1));
    stage.apply(Change::Connection(ConnectionState::Connecting));
    effects().await;
    assert_eq!(stage.text(".status"), "Online");
    stage.wait_for_text(".banner", "Reconnecting").await;
    assert!(now() - start >= 1_490.0, "after {} ms", now() - start);
    assert_eq!(stage.text(".status"), "Reconnecting…");
    stage.click(".banner button");
    assert!(matches!(stage.take_inputs()[..], [Input::Reconnect]));
    stage.apply(Change::Connection(ConnectionState::Live));
    until("the banner is gone", || stage.text(".banner").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_short_interruption_is_not_told() {
    let stage = Stage::open();
    stage.apply(Change::Connection(ConnectionState::Live));
    stage.wait_for_text(".status", "Online").await;
    waiting(&stage, Some(1));
    let start = now();
    until("half a second", || now() - start > 500.0).await;
    stage.apply(Change::Connection(ConnectionState::Live));
    until("longer than the patience", || {
        assert!(stage.text(".banner").is_empty());
        assert_eq!(stage.text(".status"), "Online");
        now() - start > 1_800.0
    })
    .await;
}

#[wasm_bindgen_test]
async fn being_offline_is_told_at_once() {
    let stage = Stage::open();
    stage.apply(Change::Connection(ConnectionState::Live));
    waiting(&stage, None);
    stage.wait_for_text(".banner", "You are offline").await;
    assert_eq!(stage.text(".status"), "Offline");
}

#[wasm_bindgen_test]
async fn a_refused_chat_offers_a_retry_and_keeps_the_developers_text_to_itself() {
    let stage = Stage::open();
    let reason = StopReason::TokenUnavailable(TokenProblem::Rejected("getAccessToken threw: secret detail".to_owned()));
    stage.apply(Change::Connection(ConnectionState::Stopped(reason)));
    stage.wait_for_text(".banner", "The chat is not available right now.").await;
    assert!(!stage.text(".window").contains("secret detail"));
    stage.click(".banner button");
    assert!(matches!(stage.take_inputs()[..], [Input::Reconnect]));
}

#[wasm_bindgen_test]
async fn somebody_who_types_is_shown_and_announced_once() {
    let stage = Stage::open();
    stage.apply(Change::Typing(Some(Typist::default())));
    stage.wait_for_text(".typing", "The bot is typing").await;
    stage.apply(Change::Typing(Some(Typist { name: "Ann".to_owned() })));
    stage.wait_for_text(".typing", "Ann is typing").await;
    assert_eq!(stage.all(".announcer p").len(), 1);
    stage.apply(Change::Typing(None));
    stage.wait_for_count(".typing", 0).await;
}

#[wasm_bindgen_test]
async fn the_state_of_older_messages_is_shown_with_a_retry() {
    let stage = Stage::open();
    stage.append([from_history(bot_says(1, "x"))], 0);
    stage.apply(Change::History(HistoryState::Loading));
    stage.wait_for_text(".history", "Loading earlier messages").await;
    stage.apply(Change::History(HistoryState::Failed));
    stage.wait_for_text(".history", "could not be loaded").await;
    stage.take_inputs();
    stage.click(".history button");
    assert!(matches!(stage.take_inputs()[..], [Input::LoadOlder]));
    stage.apply(Change::History(HistoryState::Complete));
    stage.wait_for_text(".history", "The conversation starts here").await;
}

#[wasm_bindgen_test]
async fn a_first_visit_is_greeted() {
    let stage = Stage::open();
    assert!(stage.find(".empty").is_none(), "nothing is known yet");
    stage.apply(Change::Connection(ConnectionState::Live));
    stage.apply(Change::History(HistoryState::Complete));
    stage.wait_for_text(".empty", "Write a message to start").await;
    assert!(stage.text(".history").is_empty());
    stage.append([bot_says(1, "Hello")], 0);
    stage.wait_for_count(".empty", 0).await;
}
