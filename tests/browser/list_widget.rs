//! List widgets: their heading, tabs, values, details and buttons.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    card::is_visible,
    entries::{from_history, template},
    list::answer,
    stage::{Stage, key, press},
};

fn widget(header: &str, rest: &str) -> String {
    [
        r#"{"template_type":"listWidget","title":"Accounts","description":"All of them","headerOptions":"#,
        header,
        ",",
        rest,
        "}",
    ]
    .concat()
}

fn rows(value: &str) -> String {
    [
        r#""elements":[{"title":"Savings","subtitle":"Daily","default_action":{"type":"postback","payload":"open_savings"},
          "image":{"image_type":"image","image_src":"https://example.com/a.png","radius":10,"size":"large"},"value":"#,
        value,
        r#","details":[{"description":"One"},{"description":"Two"},{"description":"Three"},{"description":"Four"}],
          "buttons":[{"type":"postback","title":"Pay","payload":"pay","renderMessage":"I pay"},{"type":"url","title":"See","url":"https://example.com/see"},
            {"type":"postback","title":"Close","payload":"close"}]}]"#,
    ]
    .concat()
}

const TEXT: &str = r#"{"type":"text","text":"$ 5","layout":{"align":"center","colSize":"50%"}}"#;

#[wasm_bindgen_test]
async fn a_row_acts_as_a_whole_and_its_buttons_by_themselves() {
    let stage = Stage::open();
    stage.append([template(1, &widget(r#"{"type":"text","text":"New"}"#, &rows(TEXT)))], 0);
    stage.wait_for(".item").await;
    assert_eq!(stage.text(".panel-head"), "AccountsAll of themNew");
    assert_eq!(stage.text(".item-end"), "$ 5");
    let picture = stage.get(".item-picture");
    assert_eq!(picture.get_attribute("data-size").as_deref(), Some("large"));
    stage.click(".item .item-main");
    stage.click(".item .actions .action");
    assert_eq!(stage.take_answers(), [answer("open_savings", "open_savings"), answer("pay", "I pay")]);
    assert_eq!(stage.get(".item .actions a").get_attribute("href").as_deref(), Some("https://example.com/see"));
}

#[wasm_bindgen_test]
async fn more_buttons_than_fit_stand_in_a_menu_of_all() {
    let stage = Stage::open();
    stage.append([template(1, &widget("null", &rows(TEXT)))], 0);
    stage.wait_for_count(".item .actions .action", 2).await;
    stage.click(".item .actions .menu");
    stage.wait_for_count(".dialog .item", 3).await;
    stage.click(".dialog .item:last-child button");
    assert_eq!(stage.take_answers(), [answer("close", "Close")]);
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn three_details_are_shown_and_the_others_unfold() {
    let stage = Stage::open();
    stage.append([template(1, &widget("null", &rows(TEXT)))], 0);
    stage.wait_for_count(".item .fact", 4).await;
    assert!(!is_visible(&stage, ".folded .fact"));
    stage.click(".fold-button");
    assert!(is_visible(&stage, ".folded .fact"));
    assert_eq!(stage.text(".folded"), "Four");
    stage.click(".fold-button");
    assert!(!is_visible(&stage, ".folded .fact"));
}

#[wasm_bindgen_test]
async fn values_and_headings_are_buttons_links_pictures_and_menus() {
    let kinds = [
        r#"{"type":"button","button":{"title":"Do","type":"postback","payload":"do"}}"#,
        r#"{"type":"url","url":{"link":"https://example.com/v","title":"Go"}}"#,
        r#"{"type":"image","image":{"image_type":"image","image_src":"https://example.com/v.png","type":"postback","payload":"picture"}}"#,
        r#"{"type":"menu","menu":[{"title":"First","type":"postback","payload":"first"}]}"#,
    ];
    let stage = Stage::open();
    for (index, kind) in kinds.iter().enumerate() {
        let number = u64::try_from(index).unwrap() + 1;
        stage.append([template(number, &widget(kind, &rows(kind)))], index);
    }
    let row = |number: usize| format!("[data-message-id='ms-{number}'] ");
    stage.wait_for(&(row(4) + ".item-end .menu")).await;
    stage.click(&(row(1) + ".item-end .action"));
    stage.click(&(row(1) + ".panel-head .action"));
    stage.click(&(row(3) + ".item-end button"));
    assert_eq!(stage.take_answers(), [answer("do", "Do"), answer("do", "Do"), answer("picture", "picture")]);
    assert_eq!(stage.get(&(row(2) + ".item-end a")).get_attribute("href").as_deref(), Some("https://example.com/v"));
    assert_eq!(stage.get(&(row(2) + ".panel-head a")).text_content().as_deref(), Some("Go"));
    assert_eq!(
        stage.get(&(row(4) + ".item-end .menu")).get_attribute("aria-label").as_deref(),
        Some("More choices: Savings")
    );
    stage.click(&(row(4) + ".item-end .menu"));
    stage.wait_for_text(".dialog .item", "First").await;
    stage.click(".dialog .item button");
    assert_eq!(stage.take_answers(), [answer("first", "First")]);
}

#[wasm_bindgen_test]
async fn tabs_show_their_rows_and_remember_which_is_open() {
    let tabs = r#""tabs":{"Bills":[{"title":"Power"}],"Shops":[{"title":"Baker","type":"postback","payload":"baker"}]},"elements":[]"#;
    let stage = Stage::open();
    let payload = widget("null", tabs);
    stage.append([template(1, &payload)], 0);
    stage.wait_for_text(".item", "Power").await;
    assert_eq!(stage.all("[role=tab]").len(), 2);
    press(&stage.get("[role=tab]"), &key("ArrowRight"));
    stage.wait_for_text(".item", "Baker").await;
    stage.update(template(1, &payload.replace("Baker", "The baker")));
    stage.wait_for_text(".item", "The baker").await;
    stage.click(".item button");
    assert_eq!(stage.take_answers(), [answer("baker", "The baker")]);
}

#[wasm_bindgen_test]
async fn a_widget_of_history_is_read_only() {
    let stage = Stage::open();
    stage.append([from_history(template(1, &widget("null", &rows(TEXT))))], 0);
    stage.wait_for(".item").await;
    stage.click(".item .item-main");
    stage.click(".item .actions .action");
    stage.click(".item .actions .menu");
    stage.wait_for(".dialog .item button[aria-disabled=true]").await;
    stage.click(".dialog .item button");
    assert!(stage.take_answers().is_empty());
    assert!(stage.find(".item a.action").is_some());
}
