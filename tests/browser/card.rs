//! Cards in their three shapes.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{from_history, template},
    list::answer,
    stage::Stage,
};

const CARD: &str = r##"{"template_type":"cardTemplate","cards":[
  {"cardHeading":{"title":"Meeting","description":"Weekly","iconText":"M",
     "headerStyles":{"background-color":"#07377F","color":"#FFFFFF","position":"fixed"},
     "headerExtraInfo":{"title":"Soon","type":"dropdown","dropdownOptions":[{"title":"Cancel it","type":"postback","payload":"cancel"}]}},
   "cardDescription":[{"title":"9:00"},{"title":"Map","type":"url","url":"https://example.com/map"}],
   "buttons":[{"title":"Join","type":"postback","payload":"join","buttonStyles":{"background-color":"#5ce454","color":"#fff"}}],"type":"action"},
  {"cardHeading":{"title":"Whole"},"type":"postback","default_action":{"title":"The whole card","payload":"whole"}}]}"##;

#[wasm_bindgen_test]
async fn a_card_shows_its_heading_lines_and_buttons() {
    let stage = Stage::open();
    stage.append([template(1, CARD)], 0);
    stage.wait_for_count(".panel", 2).await;
    assert_eq!(stage.text(".panel-head .item-title"), "Meeting");
    assert_eq!(stage.text(".panel-head .item-value"), "Soon");
    assert_eq!(stage.all(".fact").len(), 2);
    assert_eq!(stage.get("a.fact").get_attribute("href").as_deref(), Some("https://example.com/map"));
    stage.click(".panel .actions .action");
    stage.click(".panel + .panel button.item-main");
    assert_eq!(stage.take_answers(), [answer("join", "Join"), answer("whole", "The whole card")]);
}

#[wasm_bindgen_test]
async fn colours_of_the_bot_stay_where_they_can_be_read() {
    let stage = Stage::open();
    stage.append([template(1, CARD)], 0);
    stage.wait_for(".panel").await;
    let style = |selector: &str, name: &str| {
        let style = web_sys::window().unwrap().get_computed_style(&stage.get(selector)).unwrap().unwrap();
        style.get_property_value(name).unwrap()
    };
    assert_eq!(style(".panel-head", "background-color"), "rgb(7, 55, 127)");
    assert_eq!(style(".panel-head", "color"), "rgb(255, 255, 255)");
    assert_ne!(style(".panel-head", "position"), "fixed");
    assert_eq!(style(".panel .actions .action", "background-color"), "rgb(92, 228, 84)");
    assert_eq!(style(".panel .actions .action", "color"), "rgb(0, 0, 0)", "white on light green cannot be read");
}

#[wasm_bindgen_test]
async fn the_menu_of_a_card_opens_a_sheet_of_choices() {
    let stage = Stage::open();
    stage.append([template(1, CARD)], 0);
    stage.wait_for(".menu").await;
    stage.click(".menu");
    stage.wait_for_text(".dialog .item", "Cancel it").await;
    stage.click(".dialog .item-main");
    assert_eq!(stage.take_answers(), [answer("cancel", "Cancel it")]);
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn a_card_of_history_is_read_only_and_marks_the_given_answer() {
    let stage = Stage::open();
    let said = crate::entries::visitor(2, "Join", session::SendState::Sent);
    stage.append([from_history(template(1, CARD)), from_history(said)], 0);
    stage.wait_for(".action[aria-pressed=true][aria-disabled=true]").await;
    stage.click(".panel .actions .action");
    assert!(stage.take_answers().is_empty());
}

const MODERN: &str = r#"{"template_type":"cardTemplate","cardViewType":"modern","cards":{"cardHeading":{"title":"Upcoming trips"},
  "cardDescription":[
    {"topSection":{"title":"Paris","details":{"title":"Confirmed"}},"middleSection":{"title":"2 nights"},
     "bottomSection":{"title":"Check-in","details":{"title":"12 July"}},
     "actions":{"type":"slider","sliderTitle":"Trip to Paris","sliderInfo":[{"topSection":{"title":"Paris"},
       "middleSection":{"items":[{"title":"Hotel","value":"Le Grand"}]},"bottomSection":{"items":[{"title":"Total","value":"$ 640"}]},
       "moreInfo":[{"title":"Charges","items":[{"name":"Room","description":"2 nights","value":"$ 600"}]}]}]}},
    {"topSection":{"title":"Rome"},"actions":{"type":"postback","title":"Rome trip","payload":"trip_rome"}}]}}"#;

#[wasm_bindgen_test]
async fn a_modern_card_sends_or_opens_a_sheet_with_more_to_unfold() {
    let stage = Stage::open();
    stage.append([template(1, MODERN)], 0);
    stage.wait_for_count(".panel", 2).await;
    assert!(stage.text("[role=log]").contains("Upcoming trips"));
    assert_eq!(stage.text(".panel .item-value"), "Confirmed");
    stage.click(".panel button.item-main");
    stage.wait_for_text(".dialog-title", "Trip to Paris").await;
    stage.wait_for_text(".dialog .panel", "Le Grand").await;
    let fold = stage.get(".dialog [data-fold] > button");
    assert_eq!(fold.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert!(!is_visible(&stage, ".dialog .folded"));
    stage.click(".dialog [data-fold] > button");
    assert_eq!(fold.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert!(is_visible(&stage, ".dialog .folded") && stage.text(".dialog .folded").contains("$ 600"));
    stage.click(".dialog-close");
    stage.wait_for_count(".dialog", 0).await;
    stage.click(".panel + .panel button.item-main");
    assert_eq!(stage.take_answers(), [answer("trip_rome", "Rome trip")]);
}

#[wasm_bindgen_test]
async fn a_card_with_details_repeats_the_buttons_under_each() {
    let stage = Stage::open();
    let payload = r#"{"template_type":"cardTemplate","cardViewType":"details","cards":{"cardDescription":[
      {"topSection":{"title":"A","subTitle":"a","details":{"title":"Open"},"items":[{"title":"Seats","value":"2"}]},
       "middleSection":{"items":[{"title":"Day","subTitle":"of travel","value":"Mon"}]},"bottomSection":{"items":[{"title":"Sum","value":"10"}]}},
      {"topSection":{"title":"B"}}],"buttonActions":[{"title":"Pay","type":"postback","payload":"pay"}]}}"#;
    stage.append([template(1, payload)], 0);
    stage.wait_for_count(".panel .action", 2).await;
    for text in ["Open", "Seats", "2", "Day", "of travel", "Mon", "Sum", "10"] {
        assert!(stage.text(".panel").contains(text), "{text}");
    }
    stage.click(".panel .action");
    assert_eq!(stage.take_answers(), [answer("pay", "Pay")]);
}

pub fn is_visible(stage: &Stage, selector: &str) -> bool {
    stage.get(selector).get_bounding_client_rect().height() > 0.0
}
