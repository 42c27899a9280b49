//! What the visitor can do about messages that are not sent.

use session::{Change, FailReason, Input, SendState};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::visitor,
    stage::{Stage, until},
};

#[wasm_bindgen_test]
async fn a_queued_message_can_be_deleted() {
    let stage = Stage::open();
    stage.append([visitor(7, "Hi", SendState::Queued)], 0);
    stage.wait_for_text("[data-from=visitor]", "Waiting for a connection").await;
    stage.click(".meta button");
    assert!(matches!(stage.take_inputs()[..], [Input::Discard(key)] if key.0 == 7));
    stage.update(visitor(7, "Hi", SendState::Sending));
    stage.wait_for_text("[data-from=visitor]", "Sending…").await;
    assert!(stage.find(".meta button").is_none());
}

#[wasm_bindgen_test]
async fn a_message_that_is_too_large_can_be_edited_and_deleted_but_not_sent_again_as_it_is() {
    let stage = Stage::open();
    stage.append([visitor(7, "So much to say", SendState::Failed(FailReason::TooLarge))], 0);
    stage.wait_for_text("[data-from=visitor]", "too long").await;
    let labels: Vec<_> =
        stage.all(".failed-actions button").iter().map(|button| button.text_content().unwrap()).collect();
    assert_eq!(labels, ["Edit", "Delete"]);
    stage.click(".failed-actions button:first-child");
    assert_eq!(stage.area().value(), "So much to say");
    assert!(matches!(stage.take_inputs()[..], [Input::Discard(key)] if key.0 == 7));
    assert!(stage.root.active_element().is_some_and(|active| active.tag_name() == "TEXTAREA"));
}

#[wasm_bindgen_test]
async fn editing_keeps_what_is_being_written() {
    let stage = Stage::open();
    stage.write("draft");
    stage.append([visitor(7, "failed", SendState::Failed(FailReason::Refused))], 0);
    stage.wait_for_text("[data-from=visitor]", "refused").await;
    stage.click(".failed-actions button:nth-child(2)");
    assert_eq!(stage.area().value(), "failed\ndraft");
}

#[wasm_bindgen_test]
async fn a_full_outbox_is_told_and_the_text_stays_in_the_composer() {
    let stage = Stage::open();
    stage.apply(Change::OutboxFull(true));
    stage.write("one more");
    stage.wait_for_text(".composer-hint", "Too many messages are waiting").await;
    assert_eq!(stage.get(".send").get_attribute("aria-disabled").as_deref(), Some("true"));
    stage.take_inputs();
    stage.click(".send");
    assert!(!stage.take_inputs().iter().any(|input| matches!(input, Input::Send(_))));
    assert_eq!(stage.area().value(), "one more");

    stage.apply(Change::OutboxFull(false));
    until("an empty hint", || stage.text(".composer-hint").is_empty()).await;
    stage.click(".send");
    assert!(stage.take_inputs().iter().any(|input| matches!(input, Input::Send(_))));
}
