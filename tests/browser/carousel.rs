//! Carousels, side by side and stacked.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{from_history, template},
    list::answer,
    stage::{Stage, until},
};

const CARDS: &str = r#"{"template_type":"carousel","text":"Hats","elements":[
  {"title":"Top hat","subtitle":"Black","image_url":"https://example.com/a.png",
   "default_action":{"type":"web_url","url":"https://example.com/hat"},
   "buttons":[{"type":"postback","title":"Buy","payload":"buy_top"},{"type":"web_url","title":"Look","url":"https://example.com/look"}]},
  {"title":"Bowler","buttons":[{"type":"postback","title":"Buy","payload":"buy_bowler"}]},
  {"title":"Cap"},{"title":"Beret"}]}"#;

#[wasm_bindgen_test]
async fn cards_show_and_send_again_and_again() {
    let stage = Stage::open();
    stage.append([template(1, CARDS)], 0);
    stage.wait_for_count(".tile", 4).await;
    assert_eq!(stage.text("[role=log] .bubble"), "Hats");
    assert_eq!(stage.text(".tile .item-subtitle"), "Black");
    assert_eq!(stage.get(".tile-picture").get_attribute("src").as_deref(), Some("https://example.com/a.png"));
    assert_eq!(stage.get(".tile a.item-main").get_attribute("href").as_deref(), Some("https://example.com/hat"));
    assert_eq!(stage.get(".tile a.action").get_attribute("href").as_deref(), Some("https://example.com/look"));
    stage.click(".tile button.action");
    stage.click(".tile:nth-child(2) button.action");
    assert_eq!(stage.take_answers(), [answer("buy_top", "Buy"), answer("buy_bowler", "Buy")]);
}

#[wasm_bindgen_test]
async fn the_arrows_scroll_the_cards_and_know_the_ends() {
    let stage = Stage::open();
    stage.append([template(1, CARDS)], 0);
    let list = stage.wait_for(".tiles").await;
    let disabled = |at: &str| stage.get(&format!(".arrow:{at}")).get_attribute("aria-disabled").unwrap() == "true";
    assert!(disabled("first-child") && !disabled("last-child"));
    stage.click(".arrow:last-child");
    until("the cards scroll", || list.scroll_left() > 0).await;
    until("there is a way back", || !disabled("first-child")).await;
    list.set_scroll_left(list.scroll_width());
    until("the end is known", || disabled("last-child")).await;
    let window = stage.get(".scroller");
    assert!(window.scroll_width() <= window.client_width(), "nothing scrolls the window sideways");
}

#[wasm_bindgen_test]
async fn a_carousel_of_history_is_read_only() {
    let stage = Stage::open();
    stage.append([from_history(template(1, CARDS))], 0);
    stage.wait_for(".tile button.action[aria-disabled=true]").await;
    stage.click(".tile button.action");
    assert!(stage.take_answers().is_empty());
}

const STACK: &str = r#"{"template_type":"carousel","carousel_type":"stacked","elements":[
  {"topSection":{"title":"Order 1"},"middleSection":{"description":"Two hats"},"bottomSection":{"title":"Total","description":"$ 25"},
   "buttons":[{"type":"postback","title":"Details","payload":"order_1"}]},
  {"topSection":{"title":"Order 2"},"bottomSection":{"title":"Total","description":"$ 50"},
   "buttons":[{"type":"postback","title":"Details","payload":"order_2"}]},
  {"topSection":{"title":"Order 3"}}]}"#;

#[wasm_bindgen_test]
async fn of_a_stack_the_front_card_can_be_reached_and_its_button_sends() {
    let stage = Stage::open();
    stage.append([template(1, STACK)], 0);
    stage.wait_for_count(".stack > li", 3).await;
    assert_eq!(stage.text(".position"), "1 of 3");
    assert_eq!(stage.all(".stack > li:not([inert])").len(), 1);
    assert_eq!(stage.text(".stack > li:not([inert]) .item-title"), "Order 1");
    stage.click(".arrow:first-child");
    stage.click(".arrow:last-child");
    stage.wait_for_text(".position", "2 of 3").await;
    let front = stage.get(".stack > li:not([inert])");
    assert!(front.text_content().unwrap().contains("Order 2") && front.text_content().unwrap().contains("$ 50"));
    stage.click(".stack > li:not([inert]) .action");
    assert_eq!(stage.take_answers(), [answer("order_2", "Details")]);
    stage.click(".arrow:last-child");
    stage.wait_for_text(".position", "3 of 3").await;
    assert_eq!(stage.get(".arrow:last-child").get_attribute("aria-disabled").as_deref(), Some("true"));
}
