//! Buttons and quick replies.

use protocol::template::Answer;
use session::{Input, SendState};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{bot_says, buttons, chips, from_history, opens, sends, visitor},
    stage::{Stage, frame, key, press},
};

fn answers(inputs: Vec<Input>) -> Vec<Answer> {
    inputs
        .into_iter()
        .map(|input| match input {
            Input::Answer(answer) => answer,
            other => panic!("not an answer: {other:?}"),
        })
        .collect()
}

fn answer(body: &str, shown: &str) -> Answer {
    Answer { body: body.to_owned(), shown: Some(shown.to_owned()), is_secret: false }
}

#[wasm_bindgen_test]
async fn a_button_sends_its_payload_and_locks_the_message() {
    let stage = Stage::open();
    stage.append([buttons(1, "Which?", vec![sends("Red", "colour_red"), sends("Blue", "colour_blue")])], 0);
    stage.wait_for(".action").await;
    stage.click(".action:last-child");
    assert_eq!(answers(stage.take_inputs()), [answer("colour_blue", "Blue")]);
    stage.wait_for(".action:last-child[aria-pressed=true] .icon").await;
    stage.wait_for_count(".action[aria-disabled=true]", 2).await;
    stage.click(".action:first-child");
    stage.click(".action:last-child");
    assert!(stage.take_inputs().is_empty());
}

#[wasm_bindgen_test]
async fn what_was_chosen_outlives_the_row_that_shows_it() {
    let stage = Stage::open();
    stage.append([buttons(1_000, "Which?", vec![sends("Red", "r"), sends("Blue", "b")])], 0);
    stage.wait_for(".action").await;
    stage.click(".action:first-child");
    stage.append((0..500).map(|key| bot_says(key, "x")), 1);
    stage.wait_for("[data-message-id='ms-499']").await;
    assert!(stage.find(".action").is_none(), "the row is out of the rendered part");
    stage.window().apply(
        (0..500)
            .map(|key| session::Change::Timeline(session::TimelineDiff::Remove { key: session::EntryKey(key) }))
            .collect(),
    );
    stage.wait_for(".action:first-child[aria-pressed=true]").await;
}

#[wasm_bindgen_test]
async fn choices_of_history_are_no_longer_offered() {
    let stage = Stage::open();
    stage.append(
        [
            from_history(buttons(1, "Which?", vec![sends("Red", "r")])),
            from_history(chips(2, "And?", vec![sends("Yes", "y")], false)),
        ],
        0,
    );
    stage.wait_for_count("[role=log] .action[aria-disabled=true]", 2).await;
    assert!(stage.find(".strip").is_none());
    stage.click(".action");
    assert!(stage.take_inputs().is_empty());
}

#[wasm_bindgen_test]
async fn links_open_in_a_new_tab_and_refused_ones_cannot_be_opened() {
    let stage = Stage::open();
    stage
        .append([buttons(1, "", vec![opens("Site", "https://example.com/a"), opens("Bad", "javascript:alert(1)")])], 0);
    let link = stage.wait_for("a.action").await;
    assert_eq!(link.get_attribute("href").as_deref(), Some("https://example.com/a"));
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    let refused = stage.get("button.action");
    assert_eq!(refused.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(refused.get_attribute("title").unwrap().contains("javascript:alert(1)"));
}

#[wasm_bindgen_test]
async fn quick_replies_stand_above_the_composer_until_answered() {
    let stage = Stage::open();
    stage.append([chips(1, "Continue?", vec![sends("Yes", "y"), sends("No", "n")], false)], 0);
    stage.wait_for(".strip .action").await;
    assert!(stage.find("[role=log] .action").is_none());
    stage.click(".strip .action:first-child");
    assert_eq!(answers(stage.take_inputs()), [answer("y", "Yes")]);
    stage.wait_for_count(".strip", 0).await;
}

#[wasm_bindgen_test]
async fn a_typed_answer_takes_the_quick_replies_away_and_a_newer_set_replaces_them() {
    let stage = Stage::open();
    stage.append([chips(1, "Continue?", vec![sends("Yes", "y")], false)], 0);
    stage.wait_for_text(".strip", "Yes").await;
    stage.append([chips(2, "Really?", vec![sends("Sure", "s")], false)], 1);
    stage.wait_for_text(".strip", "Sure").await;
    stage.append([visitor(3, "typed", SendState::Sending)], 2);
    stage.wait_for_count(".strip", 0).await;
}

#[wasm_bindgen_test]
async fn inline_quick_replies_stay_in_the_transcript_and_lock() {
    let stage = Stage::open();
    stage.append([chips(1, "Continue?", vec![sends("Yes", "y"), sends("No", "n")], true)], 0);
    stage.wait_for("[role=log] .action").await;
    assert!(stage.find(".strip").is_none());
    stage.click("[role=log] .action:last-child");
    assert_eq!(answers(stage.take_inputs()).len(), 1);
    stage.wait_for("[role=log] .action:last-child[aria-pressed=true]").await;
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_choices() {
    let stage = Stage::open();
    stage.append([buttons(1, "", vec![sends("A", "a"), sends("B", "b"), sends("C", "c")])], 0);
    stage.wait_for(".action").await;
    frame().await;
    let actions = stage.all(".action");
    let focused = || stage.root.active_element().and_then(|active| active.text_content()).unwrap_or_default();
    wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(&actions[0]).focus().unwrap();
    assert!(press(&actions[0], &key("ArrowRight")).was_prevented);
    assert_eq!(focused(), "B");
    press(&actions[1], &key("End"));
    assert_eq!(focused(), "C");
    press(&actions[2], &key("ArrowDown"));
    assert_eq!(focused(), "A");
}
