//! Writing and sending.

use session::{Change, Input};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, frame, key, until};

fn sent(inputs: &[Input]) -> Vec<&str> {
    inputs
        .iter()
        .map(|input| match input {
            Input::Send(draft) if draft.payload.is_none() => draft.text.as_str(),
            other => panic!("not a typed message: {other:?}"),
        })
        .collect()
}

#[wasm_bindgen_test]
async fn enter_sends_and_empties_the_composer() {
    let stage = Stage::open();
    stage.write("  Hello  ");
    let pressed = stage.press(&key("Enter"));
    assert!(pressed.was_prevented && !pressed.reached_page);
    assert_eq!(sent(&stage.take_inputs()), ["Hello"]);
    assert_eq!(stage.area().value(), "");
}

#[wasm_bindgen_test]
async fn shift_enter_breaks_the_line() {
    let stage = Stage::open();
    stage.write("Hello");
    let shift = key("Enter");
    shift.set_shift_key(true);
    let pressed = stage.press(&shift);
    assert!(!pressed.was_prevented, "the browser puts the break in");
    assert!(stage.take_inputs().is_empty());
    assert_eq!(stage.area().value(), "Hello");
}

#[wasm_bindgen_test]
async fn composing_a_character_never_sends() {
    let stage = Stage::open();
    stage.write("にほん");
    let composing = key("Enter");
    composing.set_is_composing(true);
    stage.press(&composing);
    let safari = key("Enter");
    safari.set_key_code(229);
    stage.press(&safari);
    assert!(stage.take_inputs().is_empty());
    assert_eq!(stage.area().value(), "にほん");
}

#[wasm_bindgen_test]
async fn empty_text_sends_nothing_and_the_button_shows_it() {
    let stage = Stage::open();
    assert_eq!(stage.get(".send").get_attribute("aria-disabled").as_deref(), Some("true"));
    stage.write(" \n ");
    stage.press(&key("Enter"));
    stage.click(".send");
    assert!(stage.take_inputs().is_empty());
    stage.write("x");
    until("the button is enabled", || !stage.get(".send").has_attribute("aria-disabled")).await;
    stage.click(".send");
    assert_eq!(sent(&stage.take_inputs()), ["x"]);
}

#[wasm_bindgen_test]
async fn writing_is_told_to_the_session() {
    let stage = Stage::open();
    stage.write("x");
    assert!(matches!(stage.inputs.borrow()[..], [Input::VisitorTyping]));
}

#[wasm_bindgen_test]
async fn the_composer_grows_to_six_lines_and_then_scrolls() {
    let stage = Stage::open();
    let height = |lines: usize| {
        stage.write(&vec!["line"; lines].join("\n"));
        stage.area().get_bounding_client_rect().height()
    };
    let (one, three, six, nine) = (height(1), height(3), height(6), height(9));
    assert!(one < three && three < six, "{one} {three} {six}");
    assert!((nine - six).abs() < 1.0, "{six} {nine}");
    assert!(stage.area().scroll_height() > stage.area().client_height());
    stage.write("");
    assert!((stage.area().get_bounding_client_rect().height() - one).abs() < 1.0);
}

#[wasm_bindgen_test]
async fn what_was_typed_survives_closing() {
    let stage = Stage::open();
    stage.write("Half a thou");
    stage.window().close();
    frame().await;
    stage.window().open();
    assert_eq!(stage.area().value(), "Half a thou");
}

#[wasm_bindgen_test]
async fn a_hint_shows_while_the_bot_waits() {
    let stage = Stage::open();
    assert_eq!(stage.area().placeholder(), "Write a message…");
    stage.apply(Change::WaitingForInput(true));
    stage.wait_for_text("#hint", "Waiting for your answer").await;
    until("the placeholder", || stage.area().placeholder() == "Type your answer…").await;
    stage.apply(Change::WaitingForInput(false));
    until("the hint is gone", || stage.text("#hint").is_empty()).await;
}

#[wasm_bindgen_test]
async fn typed_keys_do_not_reach_the_page_but_its_shortcuts_do() {
    let stage = Stage::open();
    assert!(!stage.press(&key("k")).reached_page);
    assert!(!stage.press(&key("ArrowUp")).reached_page);
    let shortcut = key("k");
    shortcut.set_ctrl_key(true);
    assert!(stage.press(&shortcut).reached_page);
    assert!(stage.press(&key("F1")).reached_page);
    assert!(stage.press(&key("Tab")).reached_page);
}

#[wasm_bindgen_test]
async fn a_key_press_leaves_the_transcript_alone() {
    let stage = Stage::open();
    stage.append((0..1_000).map(|key| crate::entries::bot_says(key, "x")), 0);
    stage.wait_for("[data-message-id='ms-999']").await;
    frame().await;
    let mutations = std::rc::Rc::new(std::cell::Cell::new(0));
    let seen = mutations.clone();
    let closure = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || seen.set(seen.get() + 1));
    let observer = web_sys::MutationObserver::new(closure.as_ref().unchecked_ref()).unwrap();
    let options = web_sys::MutationObserverInit::new();
    options.set_subtree(true);
    options.set_child_list(true);
    options.set_attributes(true);
    options.set_character_data(true);
    observer.observe_with_options(&stage.get(".transcript"), &options).unwrap();
    for text in ["a", "ab", "abc"] {
        stage.press(&key("c"));
        stage.write(text);
        frame().await;
    }
    observer.disconnect();
    assert_eq!(mutations.get(), 0);
}
