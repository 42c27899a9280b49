//! Tables of all kinds.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    card::is_visible,
    entries::{from_history, template},
    list::answer,
    stage::Stage,
};

const ROWS: &str = r#""columns":[["Name"],["Rank","center"],["Pay","right"]],"elements":[
  {"Values":["Peter","Major",0]},{"Values":["Sam"]},{"Values":["Nick","Private",3]},{"Values":["Long <b>name</b>","General",4]}]"#;

fn table(design: &str) -> String {
    [r#"{"template_type":"table","text":"Accounts","table_design":""#, design, r#"","#, ROWS, "}"].concat()
}

#[wasm_bindgen_test]
async fn a_table_shows_three_rows_and_all_of_them_in_a_modal() {
    let stage = Stage::open();
    stage.append([template(1, &table("regular"))], 0);
    stage.wait_for_count("tbody tr", 3).await;
    assert_eq!(stage.text("[role=log] .bubble"), "Accounts");
    assert_eq!(stage.all("th[scope=col]").len(), 3);
    assert_eq!(stage.text("td:nth-child(3)"), "0", "zero is a value");
    assert_eq!(stage.all("tr:nth-child(2) td").len(), 3, "a short row is filled up");
    let style = |selector: &str| {
        let style = web_sys::window().unwrap().get_computed_style(&stage.get(selector)).unwrap().unwrap();
        style.get_property_value("text-align").unwrap()
    };
    assert_eq!([style("td:nth-child(2)"), style("td:nth-child(3)")], ["center", "right"]);
    stage.click(".panel-more");
    stage.wait_for_count(".dialog[data-shape=modal] tbody tr", 4).await;
    assert!(stage.text(".dialog").contains("Long <b>name</b>"));
    assert_eq!(stage.get(".dialog .table").get_attribute("tabindex").as_deref(), Some("0"));
}

#[wasm_bindgen_test]
async fn a_responsive_table_has_tiles_that_unfold() {
    let stage = Stage::open();
    stage.append([template(1, &table("responsive"))], 0);
    stage.wait_for_count(".item", 3).await;
    assert!(stage.find("table").is_none());
    assert_eq!(stage.text(".item .item-title"), "Peter");
    assert_eq!(stage.text(".item .item-value"), "Major");
    assert!(!is_visible(&stage, ".item .folded"));
    stage.click(".item button");
    assert!(is_visible(&stage, ".item .folded"));
    assert_eq!(stage.text(".item .folded .fact:last-child dt"), "Pay");
    assert_eq!(stage.text(".item .folded .fact:last-child dd"), "0");
    assert_eq!(stage.get(".item button").get_attribute("aria-expanded").as_deref(), Some("true"));
    // It is still open when the row is rendered anew.
    stage.update(template(1, &table("responsive").replace("Peter", "Petra")));
    stage.wait_for_text(".item .item-title", "Petra").await;
    assert!(is_visible(&stage, ".item .folded"));
}

#[wasm_bindgen_test]
async fn cells_of_a_custom_table_send_and_open() {
    let payload = r#"{"template_type":"custom_table","text":"x","table_design":"regular","columns":[["Sl"],["Pay"]],
      "elements":[{"Values":[["1","text"],[1000,"button",{"type":"postback","title":"click","payload":"id1"}]]},
        {"Values":[["Site","button",{"type":"web_url","title":"click","url":"www.kore.ai"}]]}]}"#;
    let stage = Stage::open();
    stage.append([template(1, payload)], 0);
    stage.wait_for("td button").await;
    assert_eq!(stage.text("td button"), "1000");
    stage.click("td button");
    assert_eq!(stage.take_answers(), [answer("id1", "click")]);
    assert_eq!(stage.get("td a").get_attribute("href").as_deref(), Some("https://www.kore.ai"));
    stage.append([from_history(template(2, payload))], 1);
    stage.wait_for("td button[aria-disabled=true]").await;
    stage.click("td button[aria-disabled=true]");
    assert!(stage.take_answers().is_empty());
}

fn mini(layout: &str) -> String {
    [
        r#"{"template_type":"mini_table","text":"Accounts","layout":""#,
        layout,
        r#"","elements":[{"primary":[["Current"],["300","right"]],"additional":[["CA1","150"],["CA2","50"]]},
          {"primary":[["Savings"],["200","right"]],"additional":[["SA1","75"]]}]}"#,
    ]
    .concat()
}

#[wasm_bindgen_test]
async fn mini_tables_stand_below_or_beside_one_another() {
    let stage = Stage::open();
    stage.append([template(1, &mini("horizontal")), template(2, &mini(""))], 0);
    stage.wait_for_count("table", 4).await;
    assert_eq!(stage.all(".tiles table").len(), 2);
    assert_eq!(stage.all("thead").len(), 4);
    assert_eq!(stage.text(".tiles tbody tr:nth-child(2)"), "CA250");
    let tops: Vec<f64> = stage.all("table").iter().map(|table| table.get_bounding_client_rect().top()).collect();
    assert!(tops[0] == tops[1] && tops[2] < tops[3]);
}

#[wasm_bindgen_test]
async fn a_table_list_has_sections_of_coloured_rows() {
    let payload = r##"{"template_type":"tableList","title":"Comics","description":"Inc.","headerOptions":{"type":"text","text":"New"},
      "elements":[{"sectionHeader":"Heroes","sectionHeaderDesc":"All","rowItems":[
        {"title":{"type":"url","url":{"link":"https://example.com/a","title":"Ann","subtitle":"Strong"},"rowColor":"blue"},
         "value":{"type":"url","url":{"link":"https://example.com/v","title":"energy"},"layout":{"align":"top","color":"blue","colSize":"25%"}},
         "default_action":{"type":"postback","payload":"ann","title":"About Ann"},"bgcolor":"#C9EEBB"},
        {"title":{"type":"text","text":{"title":"Bob"}},"value":{"type":"text","text":"$ 7"},
         "default_action":{"type":"postback","payload":"bob","title":"About Bob"}}]}]}"##;
    let stage = Stage::open();
    stage.append([template(1, payload)], 0);
    stage.wait_for_count(".item", 2).await;
    assert!(stage.text(".panel-head").contains("Comics") && stage.text(".panel-head").contains("New"));
    assert!(stage.text(".panel").contains("Heroes"));
    assert_eq!(stage.get(".item a.item-main").get_attribute("href").as_deref(), Some("https://example.com/a"));
    assert_eq!(stage.get(".item-end a").get_attribute("href").as_deref(), Some("https://example.com/v"));
    let style = web_sys::window().unwrap().get_computed_style(&stage.get(".item")).unwrap().unwrap();
    assert_eq!(style.get_property_value("background-color").unwrap(), "rgb(201, 238, 187)");
    stage.click(".item .menu");
    stage.click(".item:last-child .item-main");
    assert_eq!(stage.take_answers(), [answer("ann", "About Ann"), answer("bob", "About Bob")]);
    assert_eq!(stage.text(".item:last-child .item-value"), "$ 7");
}
