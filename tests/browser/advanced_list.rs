//! Advanced lists: search, sorting, filters, tabs, folding rows, choices, and the rest of a long list.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::{
    card::is_visible,
    entries::{from_history, template},
    list::answer,
    stage::{Stage, event, key, press},
};

fn list(rest: &str) -> String {
    [r#"{"template_type":"advancedListTemplate","title":"Leaves","description":"This year","#, rest, "}"].concat()
}

const THREE: &str = r#""listItems":[{"title":"Öl","description":"oil","type":"postback","payload":"oil","renderMessage":"The oil"},
  {"title":"apple","description":"A fruit"},{"title":"Pear","description":"Another FRUIT"}]"#;

/// The titles of the rows that can be seen.
fn seen(stage: &Stage, within: &str) -> Vec<String> {
    let title = |row: Element| row.query_selector(".item-title").unwrap().unwrap().text_content().unwrap();
    let rows = stage.all(&format!("{within} .items > .item"));
    rows.into_iter().filter(|row| row.get_bounding_client_rect().height() > 0.0).map(title).collect()
}

fn type_into(stage: &Stage, selector: &str, text: &str) {
    let input: HtmlInputElement = stage.get(selector).unchecked_into();
    input.set_value(text);
    input.dispatch_event(&event("input")).unwrap();
}

#[wasm_bindgen_test]
async fn a_row_sends_and_header_options_act_by_themselves() {
    let payload = list(
        r#""isButtonAvailable":true,"headerOptions":[{"contenttype":"button","title":"New","type":"postback","payload":"new"}],
          "listItems":[{"title":"Row","type":"postback","payload":"row","headerOptions":[
            {"contenttype":"button","title":"Do","type":"postback","payload":"do"},
            {"contenttype":"button","title":"Done","isStatus":true,"buttonStyles":{"background":"green"}},
            {"type":"dropdown","dropdownOptions":[{"title":"One","type":"postback","payload":"1"}]}]}]"#,
    );
    let stage = Stage::open();
    stage.append([template(1, &payload)], 0);
    stage.wait_for(".item").await;
    stage.click(".panel-head .action");
    stage.click(".item .item-main");
    stage.click(".item .action");
    assert_eq!(stage.take_answers(), [answer("new", "New"), answer("row", "Row"), answer("do", "Do")]);
    assert_eq!(stage.text(".item [data-badge]"), "Done");
    stage.click(".item .menu");
    stage.wait_for(".dialog .item").await;
    stage.click(".dialog .item button");
    assert_eq!(stage.take_answers(), [answer("1", "One")]);
}

#[wasm_bindgen_test]
async fn a_picture_stands_before_or_behind_the_description() {
    let payload = list(
        r#""listItems":[{"title":"A","description":"First","descriptionIcon":"https://example.com/1.png"},
          {"title":"B","description":"Last","descriptionIcon":"https://example.com/2.png","descriptionIconAlignment":"right"}]"#,
    );
    let stage = Stage::open();
    stage.append([template(1, &payload)], 0);
    stage.wait_for_count(".item-words .fact > .item-icon", 2).await;
    assert_eq!(stage.text(".fact:not([data-icon-last]) > .item-subtitle"), "First");
    assert_eq!(stage.text(".fact[data-icon-last] > .item-subtitle"), "Last");
    assert_eq!(stage.get(".fact[data-icon-last] > img").get_attribute("src").unwrap(), "https://example.com/2.png");
}

#[wasm_bindgen_test]
async fn rows_are_searched_without_regard_to_case() {
    let stage = Stage::open();
    stage.append([template(1, &list(&[r#""isSearchEnabled":true,"#, THREE].concat()))], 0);
    stage.wait_for_count(".item", 3).await;
    type_into(&stage, ".search", "fruit");
    stage.wait_for_count(".item:not([hidden])", 2).await;
    assert_eq!(seen(&stage, ""), ["apple", "Pear"]);
    type_into(&stage, ".search", "ÖL");
    stage.wait_for_count(".item:not([hidden])", 1).await;
    assert_eq!(seen(&stage, ""), ["Öl"]);
    type_into(&stage, ".search", "nothing like it");
    stage.wait_for_text("[role=status].none", "Nothing found").await;
    type_into(&stage, ".search", " ");
    stage.wait_for_count(".item:not([hidden])", 3).await;
    stage.click(".item button");
    assert_eq!(stage.take_answers(), [answer("oil", "The oil")]);
}

#[wasm_bindgen_test]
async fn rows_are_sorted_up_and_down() {
    let stage = Stage::open();
    stage.append([template(1, &list(&[r#""isSortEnabled":true,"#, THREE].concat()))], 0);
    stage.wait_for_count(".item", 3).await;
    assert_eq!(seen(&stage, ""), ["Öl", "apple", "Pear"]);
    stage.click("[aria-label='Sort by name']");
    stage.wait_for("[aria-label='Sort by name'][aria-pressed=true]").await;
    stage.wait_for("[data-order=up]").await;
    assert_eq!(seen(&stage, ""), ["apple", "Öl", "Pear"]);
    stage.click("[aria-label='Sort by name']");
    stage.wait_for("[data-order=down]").await;
    assert_eq!(seen(&stage, ""), ["Pear", "Öl", "apple"]);
}

#[wasm_bindgen_test]
async fn filters_are_choices_in_a_sheet() {
    let filters =
        r#""isFilterEnabled":true,"filterOptions":[{"title":"Only open ones","type":"postback","payload":"open"}],"#;
    let stage = Stage::open();
    stage.append([template(1, &list(&[filters, THREE].concat()))], 0);
    stage.wait_for("[aria-label=Filter]").await;
    stage.click("[aria-label=Filter]");
    stage.wait_for_text(".dialog .item", "Only open ones").await;
    stage.click(".dialog .item button");
    assert_eq!(stage.take_answers(), [answer("open", "Only open ones")]);
}

#[wasm_bindgen_test]
async fn tabs_show_the_rows_that_belong_to_them() {
    let payload = list(
        r#""listViewType":"nav","navHeaders":[{"id":"j","title":"Jan"},{"id":"f","title":"Feb"}],
          "listItems":[{"navId":"j","title":"A"},{"navId":"f","title":"B"},{"title":"Both"}]"#,
    );
    let stage = Stage::open();
    stage.append([template(1, &payload)], 0);
    stage.wait_for_count("[role=tab]", 2).await;
    assert_eq!(seen(&stage, ""), ["A", "Both"]);
    press(&stage.get("[role=tab]"), &key("End"));
    stage.wait_for_text("[aria-selected=true]", "Feb").await;
    assert_eq!(seen(&stage, ""), ["B", "Both"]);
}

const FOLDING: &str = r#""listItems":[
  {"title":"Closed","isAccordian":true,"isCollapsed":true,"textInformation":[{"title":"Inside"},{"title":"Site","type":"web_url","url":"https://example.com/in"}],
   "buttons":[{"type":"postback","title":"One","payload":"1"},{"type":"postback","title":"Two","payload":"2"}],"buttonsLayout":{"displayLimit":{"count":"1"}},
   "headerOptions":[{"type":"text","value":"Open"},{"type":"icon","icon":"https://example.com/i.png","iconRotation":"180"}]},
  {"title":"Opened","isAccordian":true,"isCollapsed":false,"textInformation":[{"title":"Seen"}]},
  {"title":"Plain","textInformation":[{"title":"Always"}]}]"#;

#[wasm_bindgen_test]
async fn rows_fold_and_stay_as_they_were_left() {
    let stage = Stage::open();
    let payload = list(&[r#""isSearchEnabled":true,"isSortEnabled":true,"#, FOLDING].concat());
    stage.append([template(1, &payload)], 0);
    stage.wait_for_count(".item", 3).await;
    assert!(!is_visible(&stage, ".item:nth-child(1) .facts"));
    assert!(is_visible(&stage, ".item:nth-child(2) .facts") && is_visible(&stage, ".item:nth-child(3) .facts"));
    assert!(stage.find(".item:nth-child(3) [aria-expanded]").is_none());
    assert!(stage.text(".item button").contains("Open"));
    stage.click(".item button");
    assert!(is_visible(&stage, ".item:nth-child(1) .facts"));
    assert_eq!(stage.get("a.fact").get_attribute("href").as_deref(), Some("https://example.com/in"));
    stage.click(".item:nth-child(1) .actions .action");
    assert_eq!(stage.take_answers(), [answer("1", "One")]);
    assert!(stage.find(".item:nth-child(1) .actions .menu").is_some(), "the second button is in the menu");
    stage.click("[aria-label='Sort by name']");
    stage.wait_for("[data-order=up]").await;
    stage.click("[aria-label='Sort by name']");
    stage.wait_for("[data-order=down]").await;
    assert_eq!(seen(&stage, ""), ["Plain", "Opened", "Closed"]);
    assert!(is_visible(&stage, ".item:nth-child(3) .facts"), "opened before it was sorted");
    type_into(&stage, ".search", "Opened");
    stage.wait_for_count(".item:not([hidden])", 1).await;
    assert!(is_visible(&stage, ".item:not([hidden]) .facts"));
}

fn choices(kind: &str) -> String {
    list(&FILLED.replace("KIND", kind))
}

const FILLED: &str = r#""listItems":[{"title":"Pick","view":"options","optionsData":[
   {"id":"a","type":"KIND","label":"Apple","value":"apple_1"},{"id":"b","type":"KIND","label":"Pear","value":"pear_1"}],
   "buttons":[{"title":"Confirm","btnType":"confirm","type":"postback","payload":"x"},{"title":"Cancel","btnType":"cancel"}]}]"#;

#[wasm_bindgen_test]
async fn ticked_choices_are_sent_with_the_confirming_word_and_none_are_not() {
    let stage = Stage::open();
    stage.append([template(1, &choices("checkbox"))], 0);
    stage.wait_for_count(".options input[type=checkbox]", 2).await;
    stage.click(".options .action");
    assert!(stage.take_answers().is_empty());
    assert_eq!(stage.text(".options [role=alert]"), "Choose at least one.");
    stage.click(".options label:nth-child(1)");
    assert_eq!(stage.text(".options [role=alert]"), "");
    stage.click(".options label:nth-child(2)");
    stage.click(".options .action");
    let sent = answer("Confirm: apple_1,pear_1", "Confirm: Apple,Pear");
    assert_eq!(stage.take_answers(), [sent]);
    stage.click(".options .action:last-child");
    assert_eq!(stage.all(".options input:checked").len(), 0);
    stage.click(".options label:nth-child(2)");
    stage.update(template(1, &choices("radio")));
    stage.wait_for_count(".options input[type=radio]", 2).await;
    assert_eq!(stage.all(".options input:checked").len(), 1, "what was ticked is remembered");
    stage.click(".options label:nth-child(1)");
    assert_eq!(stage.all(".options input:checked").len(), 1);
    stage.click(".options .action");
    assert_eq!(stage.take_answers(), [answer("Confirm: apple_1", "Confirm: Apple")]);
}

#[wasm_bindgen_test]
async fn choices_of_history_cannot_be_changed() {
    let stage = Stage::open();
    stage.append([from_history(template(1, &choices("checkbox")))], 0);
    stage.wait_for_count(".options input:disabled", 2).await;
    stage.click(".options .action");
    assert!(stage.take_answers().is_empty());
}

#[wasm_bindgen_test]
async fn small_tables_and_captions_are_shown() {
    let payload = list(
        r#""listViewType":"table list","tableHeading":{"leftLabel":"Name","rightLabel":"Days"},
          "listItems":[{"title":"T","view":"table","tableListData":[{"rowData":[{"title":"Seats","description":"2"},{"title":"Row","description":"F"}]}]}]"#,
    );
    let stage = Stage::open();
    stage.append([template(1, &payload)], 0);
    stage.wait_for(".items[data-view=table]").await;
    assert_eq!(stage.text(".list-labels"), "NameDays");
    assert_eq!(stage.all("[data-cells=row] .fact").len(), 2);
    assert_eq!(stage.text("[data-cells=row]"), "Seats2RowF");
}

async fn long(place: &str) -> Stage {
    let stage = Stage::open();
    let more =
        [r#""seeMore":true,"listItemDisplayCount":2,"seeMoreTitle":"Show all","seeMoreAction":""#, place, r#"","#];
    stage.append([template(1, &list(&[&more.concat(), THREE].concat()))], 0);
    stage.wait_for(".panel-more").await;
    assert_eq!(seen(&stage, "").len(), 2);
    stage.get(".panel-more").unchecked_into::<HtmlElement>().focus().unwrap();
    stage.click(".panel-more");
    stage
}

#[wasm_bindgen_test]
async fn the_rest_of_a_list_is_shown_in_place() {
    let stage = long("inline").await;
    stage.wait_for_count(".item:not([hidden])", 3).await;
    assert!(stage.find(".panel-more").is_none() && stage.find(".dialog").is_none());
}

#[wasm_bindgen_test]
async fn the_rest_of_a_list_is_shown_in_a_sheet() {
    let stage = long("slider").await;
    stage.wait_for_count(".dialog[data-shape=sheet] .item:not([hidden])", 3).await;
    stage.click(".dialog .item button");
    assert_eq!(stage.take_answers(), [answer("oil", "The oil")]);
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn the_rest_of_a_list_is_shown_in_a_modal() {
    let stage = long("modal").await;
    stage.wait_for_count(".dialog[data-shape=modal] .item:not([hidden])", 3).await;
    press(&stage.get(".dialog"), &key("Escape"));
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn a_list_in_a_sheet_waits_behind_a_button() {
    let stage = Stage::open();
    stage.append([template(1, &list(&[r#""sliderView":true,"isSearchEnabled":true,"#, THREE].concat()))], 0);
    stage.wait_for(".panel-more").await;
    assert!(stage.find(".item").is_none());
    stage.click(".panel-more");
    stage.wait_for_count(".dialog .item", 3).await;
    type_into(&stage, ".dialog .search", "pear");
    stage.wait_for_count(".dialog .item:not([hidden])", 1).await;
}

#[wasm_bindgen_test]
async fn groups_of_rows_are_shown_up_to_their_limit() {
    let payload = r#"{"template_type":"advancedMultiListTemplate","title":"All","seeMore":true,"seeMoreAction":"modal","seeMoreTitle":"See all","listItemDisplayCount":1,
      "listItems":[{"title":"Created","subListItems":[{"title":"INC1","isAccordian":true,"isCollapsed":true,"borderAvailable":true,
          "borderStyles":{"Width":"6px","background":"rgb(255, 128, 255)"},"textInformation":[{"title":"Broken"}],
          "buttons":[{"type":"url","title":"View","url":"https://example.com/1"}]}]},
        {"title":"Pending","subListItems":[{"title":"INC2","type":"postback","payload":"inc2"}]}]}"#;
    let stage = Stage::open();
    stage.append([template(1, payload)], 0);
    stage.wait_for_count(".item", 1).await;
    assert!(stage.text(".panel").contains("Created") && !stage.text(".panel").contains("Pending"));
    let style = web_sys::window().unwrap().get_computed_style(&stage.get(".bar")).unwrap().unwrap();
    assert_eq!(style.get_property_value("background-color").unwrap(), "rgb(255, 128, 255)");
    stage.click(".item button");
    assert!(is_visible(&stage, ".folded a.action"));
    stage.click(".panel-more");
    stage.wait_for_count(".dialog[data-shape=modal] .item", 2).await;
    stage.click(".dialog .items:last-child .item-main");
    assert_eq!(stage.take_answers(), [answer("inc2", "INC2")]);
}
