//! Check lists with their progress.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    card::is_visible,
    entries::{from_history, template},
    list::answer,
    stage::Stage,
};

const LISTS: &str = r##"{"template_type":"checkListTemplate","title":"Your lists","showMore":true,"displayLimit":1,"heading":"All lists","elements":[
  {"title":"Move in","taskProgress":"70%","subInformation":[{"title":"Tasks:","value":"3"}],
   "default_action":{"type":"postback","payload":"move","title":"Moving"},"progressStyles":{"fillColor":"#ff0000"},
   "subElements":[{"title":"Books","rightContent":{"icon":"https://example.com/i.png"},"values":[{"title":"Status","value":"Done"}],
     "default_action":{"type":"postback","payload":"books","title":"The books"}}]},
  {"title":"Move out","taskProgress":"5","default_action":{"type":"url","url":"https://example.com/out"}}]}"##;

#[wasm_bindgen_test]
async fn a_check_list_shows_its_progress_and_unfolds_its_tasks() {
    let stage = Stage::open();
    stage.append([template(1, LISTS)], 0);
    let ring = stage.wait_for(".ring").await;
    assert_eq!(ring.get_attribute("aria-label").as_deref(), Some("70 % done"));
    assert_eq!(stage.get(".ring-done").get_attribute("stroke-dasharray").as_deref(), Some("70 100"));
    assert_eq!(stage.text(".facts"), "Tasks:3");
    stage.click(".panel-head .item-main");
    assert!(!is_visible(&stage, ".folded"));
    stage.click("[data-fold] > button");
    assert!(is_visible(&stage, ".folded") && stage.text(".folded").contains("Done"));
    stage.click(".folded .item-main");
    assert_eq!(stage.take_answers(), [answer("move", "Moving"), answer("books", "The books")]);
}

#[wasm_bindgen_test]
async fn the_other_check_lists_are_in_a_sheet() {
    let stage = Stage::open();
    stage.append([template(1, LISTS)], 0);
    stage.wait_for(".panel-more").await;
    stage.click(".panel-more");
    stage.wait_for_text(".dialog-title", "All lists").await;
    stage.wait_for_count(".dialog .ring", 2).await;
    assert_eq!(stage.get(".dialog a.item-main").get_attribute("href").as_deref(), Some("https://example.com/out"));
    stage.click(".dialog button.item-main");
    assert_eq!(stage.take_answers(), [answer("move", "Moving")]);
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn a_check_list_of_history_still_unfolds_but_sends_nothing() {
    let stage = Stage::open();
    stage.append([from_history(template(1, LISTS))], 0);
    stage.wait_for(".ring").await;
    stage.click("[data-fold] > button");
    stage.click(".folded .item-main");
    stage.click(".panel-head .item-main");
    assert!(is_visible(&stage, ".folded") && stage.take_answers().is_empty());
}
