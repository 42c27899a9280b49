//! Lists to choose from: dropdown, radio options, check boxes, collections and tasks.

use protocol::template::Answer;
use session::SendState;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{
    entries::{bot_says, from_history, template, visitor},
    stage::{Stage, event, key, press},
};

const DROPDOWN: &str = r#"{"template_type":"dropdown_template","heading":"Which *currency*?","label":"Currency",
    "elements":[{"title":"Dirham","description":"AED","value":"aed"},{"title":"Dollar","value":"aud"}]}"#;
const RADIO: &str = r#"{"template_type":"radioOptionTemplate","heading":"Pay from","radioOptions":[
    {"title":"Shanmuga","value":"1234 6789","postback":{"title":"From Shanmuga","value":"acc_1"}},
    {"title":"Madhu","value":"1234 9876","postback":{"title":"From Madhu","value":"acc_2"}}]}"#;
const CHECKBOXES: &str = r#"{"template_type":"multi_select","heading":"Pick","selectAllText":"Everything",
    "elements":[{"title":"T-Shirts","value":"tShirt","description":"Cotton"},{"title":"Shirts","value":"shirts"},
    {"title":"Shorts","value":"shorts"}],"buttons":[{"title":"Done"}]}"#;
const COLLECTIONS: &str = r#"{"template_type":"advanced_multi_select","heading":"Pick","showViewMore":true,"limit":1,
    "elements":[{"collectionTitle":"Sport","collection":[{"title":"Adidas","value":"a"},{"title":"Puma","value":"p"}]},
    {"collectionTitle":"Cars","collection":[{"title":"Audi","value":"au"},{"title":"Rolls","value":"r"}]}],
    "buttons":[{"title":"Proceed"}]}"#;

fn answer(body: &str, shown: &str) -> Answer {
    Answer { body: body.to_owned(), shown: Some(shown.to_owned()), is_secret: false }
}

fn in_sheet(payload: &str, key: &str) -> String {
    payload.replacen('{', &format!("{{\"{key}\":true,"), 1)
}

/// Whether each tick but the one for all is set.
fn ticks(stage: &Stage) -> Vec<bool> {
    let ticks = stage.all(".tick:not([data-all])");
    ticks.into_iter().map(|tick| tick.unchecked_into::<HtmlInputElement>().checked()).collect()
}

fn select(stage: &Stage, value: &str) {
    let list = stage.get("select");
    js_sys::Reflect::set(&list, &"value".into(), &value.into()).unwrap();
    list.dispatch_event(&event("input")).unwrap();
}

#[wasm_bindgen_test]
async fn a_dropdown_sends_the_value_and_shows_the_title() {
    let stage = Stage::open();
    stage.append([template(1, DROPDOWN)], 0);
    stage.wait_for("select").await;
    assert_eq!(stage.text(".bubble strong"), "currency");
    assert_eq!(stage.text(".field-label"), "Currency");
    assert_eq!(stage.text("select option:nth-child(2)"), "Dirham · AED");
    select(&stage, "1");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [answer("aud", "Dollar")]);
    stage.wait_for("select:disabled").await;
    assert!(stage.find("[type=submit]").is_none());
    assert_eq!(stage.get("select").unchecked_into::<HtmlInputElement>().value(), "1");
}

#[wasm_bindgen_test]
async fn an_untouched_dropdown_sends_nothing_and_says_what_is_missing() {
    let stage = Stage::open();
    stage.append([template(1, DROPDOWN)], 0);
    stage.wait_for("select").await;
    stage.click("[type=submit]");
    assert!(stage.take_answers().is_empty());
    stage.wait_for_text("[role=alert]", "choose").await;
    let list = stage.get("select[aria-invalid=true]");
    assert_eq!(list.get_attribute("aria-describedby").unwrap(), stage.get("[role=alert]").id());
    assert_eq!(stage.root.active_element(), Some(list));
    select(&stage, "0");
    stage.wait_for("[role=alert]:empty").await;
    assert!(stage.find("[aria-invalid]").is_none());
}

#[wasm_bindgen_test]
async fn what_was_selected_outlives_a_new_message_and_the_row() {
    let stage = Stage::open();
    stage.append([template(1_000, DROPDOWN)], 0);
    stage.wait_for("select").await;
    select(&stage, "1");
    stage.append((0..500).map(|key| bot_says(key, "x")), 1);
    stage.wait_for("[data-message-id='ms-499']").await;
    assert!(stage.find("select").is_none(), "the row is out of the rendered part");
    stage.window().apply(
        (0..500)
            .map(|key| session::Change::Timeline(session::TimelineDiff::Remove { key: session::EntryKey(key) }))
            .collect(),
    );
    let list = stage.wait_for("select").await;
    assert_eq!(list.unchecked_into::<HtmlInputElement>().value(), "1");
}

#[wasm_bindgen_test]
async fn a_message_that_comes_meanwhile_leaves_the_focus_in_the_input() {
    let stage = Stage::open();
    stage.append([template(1, DROPDOWN)], 0);
    let list: HtmlElement = stage.wait_for("select").await.unchecked_into();
    list.focus().unwrap();
    stage.append([bot_says(2, "Still there?")], 1);
    stage.wait_for_text("[data-message-id='ms-2']", "Still there?").await;
    assert_eq!(stage.root.active_element(), Some(list.into()));
}

#[wasm_bindgen_test]
async fn radio_options_send_their_postback() {
    let stage = Stage::open();
    stage.append([template(1, RADIO)], 0);
    stage.wait_for("fieldset[aria-label='Pay from'] [type=radio]").await;
    assert_eq!(stage.text(".option:last-of-type .muted"), "1234 9876");
    stage.click("[type=submit]");
    assert!(stage.take_answers().is_empty(), "nothing is chosen yet");
    stage.wait_for_text("[role=alert]", "choose").await;
    stage.click(".option:last-of-type");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [answer("acc_2", "From Madhu")]);
    stage.wait_for_count(".tick:disabled", 2).await;
    assert_eq!(ticks(&stage), [false, true]);
}

#[wasm_bindgen_test]
async fn radio_options_in_a_sheet_close_it_with_the_answer() {
    let stage = Stage::open();
    stage.append([template(1, &in_sheet(RADIO, "slideView"))], 0);
    stage.wait_for("[role=log] .action[aria-haspopup=dialog]").await;
    assert!(stage.find(".tick").is_none());
    stage.click("[role=log] .action");
    stage.wait_for("[role=dialog][aria-modal=true] .tick").await;
    assert_eq!(stage.text(".dialog-title"), "Pay from");
    stage.click(".option:first-of-type");
    stage.click(".dialog [type=submit]");
    assert_eq!(stage.take_answers(), [answer("acc_1", "From Shanmuga")]);
    stage.wait_for_count(".dialog", 0).await;
    stage.wait_for("[role=log] .tick:checked:disabled").await;
}

#[wasm_bindgen_test]
async fn check_boxes_send_their_values_joined() {
    let stage = Stage::open();
    stage.append([template(1, CHECKBOXES)], 0);
    stage.wait_for(".tick").await;
    assert_eq!(stage.text(".option:first-of-type"), "Everything");
    assert_eq!(stage.text("[type=submit]"), "Done");
    stage.click("[type=submit]");
    assert!(stage.take_answers().is_empty());
    stage.wait_for_text("[role=alert]", "choose").await;
    stage.click(".option:nth-of-type(2)");
    stage.click(".option:nth-of-type(4)");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [answer("tShirt,shorts", "T-Shirts, Shorts")]);
    stage.wait_for_count(".tick:not([data-all]):disabled", 3).await;
    assert_eq!(ticks(&stage), [true, false, true]);
}

#[wasm_bindgen_test]
async fn one_tick_sets_them_all_and_follows_them() {
    let stage = Stage::open();
    stage.append([template(1, CHECKBOXES)], 0);
    let all: HtmlInputElement = stage.wait_for("[data-all]").await.unchecked_into();
    all.click();
    assert_eq!(ticks(&stage), [true, true, true]);
    stage.click(".option:nth-of-type(3)");
    assert!(!all.checked());
    stage.click(".option:nth-of-type(3)");
    assert!(all.checked());
    all.click();
    assert_eq!(ticks(&stage), [false, false, false]);
    all.click();
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [answer("tShirt,shirts,shorts", "T-Shirts, Shirts, Shorts")]);
}

#[wasm_bindgen_test]
async fn only_one_collection_has_ticks() {
    let stage = Stage::open();
    stage.append([template(1, COLLECTIONS)], 0);
    stage.wait_for(".more > summary").await;
    assert_eq!(stage.all(".panel > div > .options-title").len(), 1, "the others are folded away");
    stage.click(".more > summary");
    stage.click("fieldset[aria-label=Sport] [data-all]");
    assert_eq!(ticks(&stage), [true, true, false, false]);
    stage.click("fieldset[aria-label=Cars] .option:nth-of-type(3)");
    assert_eq!(ticks(&stage), [false, false, false, true]);
    assert!(!stage.get("fieldset[aria-label=Sport] [data-all]").unchecked_into::<HtmlInputElement>().checked());
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [answer("Here are selected items: r", "Here are selected items: Rolls")]);
}

#[wasm_bindgen_test]
async fn history_tells_what_was_chosen_and_offers_nothing() {
    let stage = Stage::open();
    let said = |key, words| visitor(key, words, SendState::Sent);
    stage.append(
        [
            from_history(template(1, DROPDOWN)),
            said(2, "Dollar"),
            from_history(template(3, &in_sheet(RADIO, "slideView"))),
            said(4, "From Madhu"),
            from_history(template(5, CHECKBOXES)),
            said(6, "T-Shirts, Shorts"),
            from_history(template(7, COLLECTIONS)),
            said(8, "Here are selected items: Puma"),
        ],
        0,
    );
    stage.wait_for("[data-message-id='ms-8']").await;
    assert_eq!(stage.get("select:disabled").unchecked_into::<HtmlInputElement>().value(), "1");
    assert_eq!(ticks(&stage), [false, true, true, false, true, false, true, false, false]);
    assert_eq!(stage.all(".tick:not([data-all]):disabled").len(), 9);
    assert!(stage.find("[role=log] .action").is_none());
}

#[wasm_bindgen_test]
async fn a_task_is_sent_at_once() {
    let stage = Stage::open();
    stage.append(
        [template(
            1,
            r#"{"template_type":"taskPickerTemplate","tasks":[
                {"title":"Get balance","icon":"https://example.com/i.png","postback":{"title":"Balance","value":"get_balance"}},
                {"title":"Pay","postback":{"title":"Pay","value":"pay"}}]}"#,
        )],
        0,
    );
    stage.wait_for_text(".bubble", "Choose a task").await;
    assert!(stage.find(".action img").is_some());
    let first = stage.get(".action:first-child");
    first.clone().unchecked_into::<HtmlElement>().focus().unwrap();
    press(&first, &key("ArrowDown"));
    assert_eq!(stage.root.active_element(), Some(stage.get(".action:last-child")));
    stage.click(".action:first-child");
    assert_eq!(stage.take_answers(), [answer("get_balance", "Balance")]);
    stage.wait_for(".action:first-child[aria-pressed=true]").await;
}

#[wasm_bindgen_test]
async fn welcome_replies_stay_in_the_transcript() {
    let stage = Stage::open();
    stage.append(
        [template(
            1,
            r#"{"template_type":"quick_replies_welcome","text":"Hello","quick_replies":[
                {"content_type":"text","title":"Balance","value":"My balance","payload":"get balance"}]}"#,
        )],
        0,
    );
    stage.wait_for("[role=log] .action").await;
    stage.click("[role=log] .action");
    assert_eq!(stage.take_answers(), [answer("get balance", "My balance")]);
}
