//! Lists and list views.

use protocol::template::Answer;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    entries::{from_history, template},
    stage::{Stage, key, press},
};

pub fn answer(body: &str, shown: &str) -> Answer {
    Answer { body: body.to_owned(), shown: Some(shown.to_owned()), is_secret: false }
}

const FOUR: &str = r#"{"template_type":"list","text":"Pick *one*","elements":[
  {"title":"Red","subtitle":"Like fire","image_url":"https://example.com/red.png",
   "default_action":{"type":"postback","title":"The red one","payload":"r"}},
  {"title":"Blue","default_action":{"type":"web_url","url":"https://example.com/blue"}},
  {"title":"Green","buttons":[{"type":"postback","title":"Take it","payload":"g"}]},
  {"title":"Grey","default_action":{"type":"postback","payload":"y"}}],
  "buttons":[{"title":"All colours","type":"web_url","url":"x"}]}"#;

#[wasm_bindgen_test]
async fn a_list_shows_three_rows_and_each_does_what_it_says() {
    let stage = Stage::open();
    stage.append([template(1, FOUR)], 0);
    stage.wait_for(".panel .item").await;
    assert_eq!(stage.text("[role=log] .bubble strong"), "one");
    assert_eq!(stage.all(".panel .item").len(), 3);
    assert_eq!(stage.text(".item:first-child .item-title"), "Red");
    assert_eq!(stage.text(".item:first-child .item-subtitle"), "Like fire");
    assert_eq!(stage.get(".item-picture").get_attribute("src").as_deref(), Some("https://example.com/red.png"));
    let link = stage.get(".item:nth-child(2) a.item-main");
    assert_eq!(link.get_attribute("href").as_deref(), Some("https://example.com/blue"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    stage.click(".item:first-child .item-main");
    assert_eq!(stage.take_answers(), [answer("r", "The red one")]);
    stage.click(".item:nth-child(3) .action");
    stage.click(".item:first-child .item-main");
    assert_eq!(stage.take_answers(), [answer("g", "Take it"), answer("r", "The red one")], "a list stays open");
}

#[wasm_bindgen_test]
async fn see_more_opens_a_sheet_of_all_rows_that_closes_once_one_is_chosen() {
    let stage = Stage::open();
    stage.append([template(1, FOUR)], 0);
    let more = stage.wait_for(".panel-more").await;
    assert_eq!(more.text_content().as_deref(), Some("All colours"));
    more.unchecked_ref::<HtmlElement>().focus().unwrap();
    stage.click(".panel-more");
    stage.wait_for_count(".dialog[data-shape=sheet] .item", 4).await;
    stage.click(".dialog .item:last-child .item-main");
    assert_eq!(stage.take_answers(), [answer("y", "y")]);
    stage.wait_for_count(".dialog", 0).await;
    assert!(stage.root.active_element().is_some_and(|active| active == more), "the focus is back");
}

#[wasm_bindgen_test]
async fn see_more_that_sends_does_not_open_a_sheet() {
    let stage = Stage::open();
    let payload = FOUR.replace(r#""type":"web_url","url":"x""#, r#""type":"postback","payload":"more""#);
    stage.append([template(1, &payload)], 0);
    stage.wait_for(".panel-more").await;
    stage.click(".panel-more");
    assert_eq!(stage.take_answers(), [answer("more", "All colours")]);
    assert!(stage.find(".dialog").is_none());
}

#[wasm_bindgen_test]
async fn a_list_of_history_sends_nothing_but_its_links_work() {
    let stage = Stage::open();
    stage.append([from_history(template(1, FOUR))], 0);
    stage.wait_for(".item").await;
    stage.click(".item:first-child .item-main");
    stage.click(".item .action");
    assert!(stage.take_answers().is_empty());
    assert_eq!(stage.get(".item-main").get_attribute("aria-disabled").as_deref(), Some("true"));
    assert_eq!(stage.get("a.item-main").get_attribute("href").as_deref(), Some("https://example.com/blue"));
}

#[wasm_bindgen_test]
async fn refused_addresses_are_no_links_and_pictures() {
    let stage = Stage::open();
    let payload = r#"{"template_type":"list","elements":[{"title":"<b>x</b>","image_url":"javascript:alert(1)",
      "default_action":{"type":"web_url","url":"javascript:alert(1)"}}]}"#;
    stage.append([template(1, payload)], 0);
    stage.wait_for(".item").await;
    assert!(stage.find(".panel a").is_none() && stage.find(".panel img").is_none() && stage.find(".panel b").is_none());
    assert_eq!(stage.get("button.item-main").get_attribute("aria-disabled").as_deref(), Some("true"));
}

const VIEW: &str = r#"{"template_type":"listView","heading":"Spending","text":"Your last ones","seeMore":true,"moreCount":2,
  "buttons":[{"title":"All of it","type":"postback","payload":"x"}],
  "elements":[{"title":"Fuel","subtitle":"Monday","value":"$35.88","default_action":{"title":"Fuel, please","type":"postback","payload":"f"}},
    {"title":"Shoes"},{"title":"Bread"}],
  "moreData":{"June":[{"title":"Tea","default_action":{"title":"Tea, please","type":"postback"}},{"title":"Milk"}],"May":[{"title":"Rice"}]}}"#;

#[wasm_bindgen_test]
async fn a_list_view_shows_values_and_sends_the_title_of_a_row() {
    let stage = Stage::open();
    stage.append([template(1, VIEW)], 0);
    stage.wait_for_count(".panel .item", 2).await;
    assert_eq!(stage.text(".panel-head .item-title"), "Spending");
    assert_eq!(stage.text(".item .item-value"), "$35.88");
    stage.click(".item .item-main");
    assert_eq!(stage.take_answers(), [answer("Fuel, please", "Fuel, please")]);
}

#[wasm_bindgen_test]
async fn the_sheet_of_a_list_view_has_tabs_that_the_arrow_keys_move_between() {
    let stage = Stage::open();
    stage.append([template(1, VIEW)], 0);
    stage.wait_for(".panel-more").await;
    stage.click(".panel-more");
    stage.wait_for_count(".dialog [role=tab]", 2).await;
    assert_eq!(stage.text(".dialog .item-title"), "Tea");
    assert_eq!(stage.all(".dialog .item").len(), 2);
    let tab = stage.get(".dialog [role=tab]");
    assert!(press(&tab, &key("ArrowRight")).was_prevented);
    stage.wait_for_text(".dialog [aria-selected=true]", "May").await;
    stage.wait_for_text(".dialog .item-title", "Rice").await;
    assert_eq!(stage.root.active_element().unwrap().text_content().as_deref(), Some("May"));
    stage.click(".dialog [role=tab]:first-child");
    stage.wait_for_text(".dialog .item-title", "Tea").await;
    stage.click(".dialog .item .item-main");
    assert_eq!(stage.take_answers(), [answer("Tea, please", "Tea, please")]);
    stage.wait_for_count(".dialog", 0).await;
}
