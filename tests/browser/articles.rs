//! Articles that open in a sheet.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::template,
    list::answer,
    stage::{Stage, key, press},
};

const ARTICLES: &str = r#"{"template_type":"articleTemplate","displayLimit":2,"showmore":true,"seeMoreTitle":"All articles","elements":[
  {"title":"First","description":"Read *this*","createdOn":"Created: May 24th","updatedOn":"Updated: May 25th",
   "button":{"title":"Show it","type":"url","url":"https://example.com/1"}},
  {"title":"Second","button":{"title":"Ask","type":"postback","payload":"ask"}},{"title":"Third","description":"c"}]}"#;

#[wasm_bindgen_test]
async fn an_article_opens_as_a_whole_and_escape_closes_it() {
    let stage = Stage::open();
    stage.append([template(1, ARTICLES)], 0);
    stage.wait_for_count(".item", 2).await;
    assert_eq!(stage.text(".item .item-subtitle"), "Read this");
    assert!(stage.text(".item").contains("Created: May 24th"));
    stage.click(".item button");
    stage.wait_for_text(".dialog-title", "First").await;
    assert_eq!(stage.text(".dialog strong"), "this");
    assert!(stage.text(".dialog").contains("Updated: May 25th"));
    assert_eq!(stage.get(".dialog a.action").get_attribute("href").as_deref(), Some("https://example.com/1"));
    press(&stage.get(".dialog"), &key("Escape"));
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn the_rest_is_in_a_sheet_where_articles_open_too() {
    let stage = Stage::open();
    stage.append([template(1, ARTICLES)], 0);
    stage.wait_for_text(".panel-more", "All articles").await;
    stage.click(".panel-more");
    stage.wait_for_count(".dialog .item", 3).await;
    stage.click(".dialog .item:nth-child(2) button");
    stage.wait_for_text(".dialog-title", "Second").await;
    stage.click(".dialog .action");
    assert_eq!(stage.take_answers(), [answer("ask", "Ask")]);
    stage.wait_for_count(".dialog", 0).await;
}
