//! One-time codes and PINs: sent, and nowhere else.

use protocol::template::Answer;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::{
    entries::{bot_says, from_history, template},
    stage::{Stage, event},
};

const OTP: &str = r##"{"template_type":"otpValidationTemplate","title":"Enter OTP","description":"We sent 4 digits to",
    "mobileNumber":"+91******8161","piiReductionChar":"#","pinLength":"4","resendText":"Nothing came?",
    "otpButtons":[{"title":"Check","type":"submit"},{"title":"Resend OTP","type":"resend","payload":"resend_code"}]}"##;
const PIN: &str = r##"{"template_type":"resetPinTemplate","title":"Reset PIN","enterPinTitle":"Your new PIN",
    "reEnterPinTitle":"Once more","warningMessage":"Not the same","piiReductionChar":"#","pinLength":4,
    "resetButtons":[{"title":"Reset"}]}"##;

fn secret(body: &str) -> Answer {
    Answer { body: body.to_owned(), shown: Some("****".to_owned()), is_secret: true }
}

fn enter(stage: &Stage, index: usize, value: &str) -> HtmlInputElement {
    let input: HtmlInputElement = stage.all(".input")[index].clone().unchecked_into();
    input.set_value(value);
    input.dispatch_event(&event("input")).unwrap();
    input
}

/// Everything that is in the window as text or attributes.
fn markup(stage: &Stage) -> String {
    stage.get(".window").outer_html()
}

#[wasm_bindgen_test]
async fn a_code_is_sent_in_its_marks_and_never_shown() {
    let stage = Stage::open();
    stage.append([template(1, OTP)], 0);
    let input = stage.wait_for("[type=password]").await;
    assert_eq!(input.get_attribute("autocomplete").as_deref(), Some("one-time-code"));
    assert_eq!(input.get_attribute("inputmode").as_deref(), Some("numeric"));
    assert!(stage.text(".panel").contains("+91******8161"));
    let input = enter(&stage, 0, "7351");
    stage.append([bot_says(2, "Still there?")], 1);
    stage.wait_for_text("[data-message-id='ms-2']", "Still there?").await;
    assert_eq!(input.value(), "7351", "a new message leaves what was typed");
    assert!(!markup(&stage).contains("7351"));
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [secret("#7351#")]);
    stage.wait_for_count(".panel", 0).await;
    assert_eq!(input.value(), "", "also a node that was taken out keeps nothing");
    assert!(!markup(&stage).contains("7351"));
}

#[wasm_bindgen_test]
async fn only_whole_codes_of_digits_are_sent() {
    let stage = Stage::open();
    stage.append([template(1, OTP)], 0);
    stage.wait_for("[type=password]").await;
    for value in ["", "735", "abcd"] {
        enter(&stage, 0, value);
        stage.click("[type=submit]");
        stage.wait_for_text("[role=alert]", "all 4 digits").await;
    }
    assert!(stage.take_answers().is_empty());
    assert_eq!(enter(&stage, 0, " 73 - 512 ").value(), "7351", "spaces go, and so does what is too much");
    assert_eq!(enter(&stage, 0, "٧٣٥١").value(), "7351");
    assert_eq!(enter(&stage, 0, "۷۳۵۱").value(), "7351");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [secret("#7351#")]);
}

#[wasm_bindgen_test]
async fn another_code_can_be_asked_for() {
    let stage = Stage::open();
    stage.append([template(1, OTP)], 0);
    stage.wait_for_text(".code-again", "Nothing came?").await;
    stage.click(".code-again button");
    let resend = Answer { body: "resend_code".to_owned(), shown: Some("Resend OTP".to_owned()), is_secret: false };
    assert_eq!(stage.take_answers(), [resend]);
    enter(&stage, 0, "1234");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [secret("#1234#")], "the question stays open");
}

#[wasm_bindgen_test]
async fn a_new_pin_is_typed_twice_in_a_sheet() {
    let stage = Stage::open();
    stage.append([template(1, PIN)], 0);
    stage.wait_for("[role=log] .action[aria-haspopup=dialog]").await;
    stage.click("[role=log] .action");
    stage.wait_for_count(".dialog [type=password]", 2).await;
    stage.click("[type=submit]");
    stage.wait_for_text("[role=alert]", "all 4 digits").await;
    enter(&stage, 0, "1234");
    enter(&stage, 1, "1243");
    stage.click("[type=submit]");
    stage.wait_for_text(".dialog-body form > div:nth-child(2) [role=alert]", "Not the same").await;
    assert_eq!(stage.root.active_element(), Some(stage.all(".input")[1].clone()));
    assert!(stage.take_answers().is_empty());
    enter(&stage, 1, "1234");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [secret("#1234#")]);
    stage.wait_for_count(".dialog", 0).await;
    stage.wait_for_count("[role=log] .action", 0).await;
    assert!(!markup(&stage).contains("1234"));
}

#[wasm_bindgen_test]
async fn history_asks_for_no_codes() {
    let stage = Stage::open();
    stage.append([from_history(template(1, OTP)), from_history(template(2, PIN))], 0);
    stage.wait_for_text("[data-message-id='ms-2'] .bubble", "Reset PIN").await;
    assert!(stage.find("[role=log] :is(input, button)").is_none());
}
