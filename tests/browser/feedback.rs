//! Ratings, and thumbs.

use protocol::template::Answer;
use session::SendState;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    entries::{from_history, template, visitor},
    stage::{Stage, key, press},
};

const STARS: &str = r#"{"template_type":"feedbackTemplate","text":"Rate this *chat*","view":"star",
    "starArrays":[{"starId":5,"value":5},{"starId":4,"value":4},{"starId":3,"value":3},{"starId":2,"value":2},{"starId":1,"value":1}]}"#;
const FACES: &str = r#"{"template_type":"feedbackTemplate","text":"Satisfied?","view":"CSAT","smileyArrays":[
    {"smileyId":1,"value":"very_bad","reviewText":"Highly unsatisfied"},{"smileyId":2,"value":"bad","reviewText":"Unsatisfied"},
    {"smileyId":3,"value":"ok","reviewText":"Average"},{"smileyId":4,"value":"good","reviewText":"Satisfied"},
    {"smileyId":5,"value":"very_good","reviewText":"Highly satisfied"}]}"#;
const NPS: &str = r##"{"template_type":"feedbackTemplate","text":"Recommend us?","view":"NPS","numbersArrays":[
    {"numberId":0,"value":"0","color":"#DD3646"},{"numberId":1,"value":"1","color":"url(https://evil.example/x)"},
    {"numberId":10,"value":"10","color":"#28A745"}]}"##;
const THUMBS: &str = r#"{"template_type":"feedbackTemplate","text":"Recommend us?","view":"ThumbsUpDown","thumpsUpDownArrays":[
    {"thumpUpId":0,"value":"no","reviewText":"Extremely Unlikely"},{"thumpUpId":1,"value":"yes","reviewText":"Extremely Likely"}]}"#;

fn answer(body: &str, shown: Option<&str>) -> Answer {
    Answer { body: body.to_owned(), shown: shown.map(str::to_owned), is_secret: false }
}

fn labels(stage: &Stage) -> Vec<String> {
    stage.all(".rate").iter().map(|rate| rate.get_attribute("aria-label").unwrap()).collect()
}

#[wasm_bindgen_test]
async fn stars_count_upwards_and_send_their_number() {
    let stage = Stage::open();
    stage.append([template(1, STARS)], 0);
    stage.wait_for("[role=group][aria-label='Rate this chat'] .rate").await;
    assert_eq!(labels(&stage), ["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"]);
    stage.click(".rate:nth-child(4)");
    assert_eq!(stage.take_answers(), [answer("4", None)]);
    stage.wait_for(".rate:nth-child(4)[aria-pressed=true]").await;
    assert_eq!(stage.all(".rate[data-on]").len(), 4);
    assert_eq!(stage.all(".rate[aria-disabled=true]").len(), 5);
    stage.click(".rate:first-child");
    assert!(stage.take_answers().is_empty(), "a rating is given once");
}

#[wasm_bindgen_test]
async fn faces_send_their_value_and_show_their_label() {
    let stage = Stage::open();
    stage.append([template(1, FACES)], 0);
    stage.wait_for(".rate svg").await;
    assert_eq!(labels(&stage)[1], "Unsatisfied");
    assert_eq!(stage.text(".rating-ends"), "Highly unsatisfiedHighly satisfied");
    stage.click(".rate:nth-child(2)");
    assert_eq!(stage.take_answers(), [answer("bad", Some("Unsatisfied"))]);
    stage.wait_for(".rate:nth-child(2)[aria-pressed=true]").await;
    assert_eq!(stage.text(".rating-ends"), "Unsatisfied");
    assert!(stage.find(".rate[data-on]").is_none(), "only stars are filled up to the one that was chosen");
}

#[wasm_bindgen_test]
async fn zero_is_an_answer() {
    let stage = Stage::open();
    stage.append([template(1, NPS)], 0);
    stage.wait_for(".rate").await;
    stage.click(".rate:first-child");
    assert_eq!(stage.take_answers(), [answer("0", None)]);
    stage.wait_for(".rate:first-child[aria-pressed=true]").await;
}

#[wasm_bindgen_test]
async fn colours_of_the_bot_are_checked() {
    let stage = Stage::open();
    stage.append([template(1, NPS)], 0);
    stage.wait_for(".rate").await;
    let style = |at: usize| stage.all(".rate")[at].get_attribute("style").unwrap_or_default();
    assert!(style(0).contains("border-color"), "{}", style(0));
    assert_eq!(style(1), "");
}

#[wasm_bindgen_test]
async fn the_thumb_that_points_up_is_first() {
    let stage = Stage::open();
    stage.append([template(1, THUMBS)], 0);
    stage.wait_for(".rate").await;
    assert_eq!(labels(&stage), ["Extremely Likely", "Extremely Unlikely"]);
    assert!(stage.find(".rate:last-child[data-down]").is_some());
    stage.click(".rate:last-child");
    assert_eq!(stage.take_answers(), [answer("no", Some("Extremely Unlikely"))]);
}

#[wasm_bindgen_test]
async fn like_and_dislike_are_sent_as_words() {
    let stage = Stage::open();
    stage.append([template(1, r#"{"template_type":"like_dislike","text":"Did this help?"}"#)], 0);
    stage.wait_for_text(".bubble", "Did this help?").await;
    assert_eq!(labels(&stage), ["Like", "Dislike"]);
    stage.click(".rate:first-child");
    assert_eq!(stage.take_answers(), [answer("like", None)]);
    stage.wait_for(".rate:first-child[aria-pressed=true]").await;
}

#[wasm_bindgen_test]
async fn a_rating_in_a_sheet_opens_on_demand() {
    let stage = Stage::open();
    stage.append([template(1, &STARS.replacen('{', "{\"sliderView\":true,", 1))], 0);
    stage.wait_for("[role=log] .action[aria-haspopup=dialog]").await;
    assert!(stage.find(".rate").is_none());
    stage.click("[role=log] .action");
    stage.wait_for(".dialog .rate").await;
    stage.click(".dialog .rate:nth-child(2)");
    assert_eq!(stage.take_answers(), [answer("2", None)]);
    stage.wait_for("[role=log] .rate:nth-child(2)[aria-pressed=true]").await;
    assert!(stage.find(".dialog").is_none());
}

#[wasm_bindgen_test]
async fn history_tells_the_rating_that_was_given() {
    let stage = Stage::open();
    let said = |key, words| visitor(key, words, SendState::Sent);
    stage.append(
        [
            from_history(template(1, NPS)),
            said(2, "0"),
            from_history(template(3, FACES)),
            said(4, "Average"),
            from_history(template(5, &STARS.replacen('{', "{\"sliderView\":true,", 1))),
        ],
        0,
    );
    stage.wait_for("[data-message-id='ms-5'] .rate").await;
    let pressed = stage.all(".rate[aria-pressed=true]");
    let pressed: Vec<_> = pressed.iter().map(|rate| rate.get_attribute("aria-label").unwrap()).collect();
    assert_eq!(pressed, ["0", "Average"]);
    stage.click("[data-message-id='ms-5'] .rate");
    assert!(stage.take_answers().is_empty());
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_ratings() {
    let stage = Stage::open();
    stage.append([template(1, STARS)], 0);
    let first: HtmlElement = stage.wait_for(".rate").await.unchecked_into();
    first.focus().unwrap();
    press(&first, &key("ArrowRight"));
    assert_eq!(stage.root.active_element(), Some(stage.get(".rate:nth-child(2)")));
    press(&stage.get(".rate:nth-child(2)"), &key("End"));
    assert_eq!(stage.root.active_element(), Some(stage.get(".rate:last-child")));
}
