//! `list`, `listView`, `listWidget`, the advanced lists, articles and check lists (`kore-templates.md` 6).

use protocol::template::{
    Accessory, Action, ActionKind, AdvancedItemView, AdvancedListView, Align, ImageSize, SeeMorePlace,
};
use serde_json::{Value, json};

use super::{decoded, decoded_with};

fn body(action: &Action) -> &str {
    match &action.kind {
        ActionKind::Send { body } => body,
        ActionKind::Open { url } => url,
    }
}

#[test]
fn a_list_has_rows_with_links_and_buttons() {
    let list = decoded!(List, "list", {"heading": "Places", "elements": [
        {"title": "One", "subtitle": "first", "image_url": "https://example.com/1.png",
            "default_action": {"type": "web_url", "url": "https://example.com/1", "fallback_url": "https://example.com/f"}},
        {"title": "Two", "default_action": {"type": "postback", "title": "Two!", "payload": {"id": 2}},
            "buttons": [{"type": "postback", "title": "Take", "value": "v"}, {"type": "postback", "title": "Leave", "payload": "l"}]},
        {"title": 3},
    ], "buttons": [{"title": "More", "type": "Postback ", "payload": "more"}]});
    assert_eq!(list.text(), "Places");
    let [one, two, three] = &list.elements()[..] else { panic!("{list:?}") };
    assert_eq!((one.title(), one.subtitle()), ("One", "first"));
    assert_eq!(one.image().as_ref().map(|image| image.url), Some("https://example.com/1.png"));
    assert_eq!(one.action(), Some(Action::open("https://example.com/1", "https://example.com/1")));
    assert_eq!(two.action(), Some(Action::send("Two!", r#"{"id":2}"#)));
    assert_eq!(two.buttons(), [Action::send("Take", "Take"), Action::send("Leave", "l")]);
    assert_eq!((three.title(), three.image(), three.action()), ("3", None, None));
    assert_eq!((list.more_title(), &list.more_action()), ("More", &Some(Action::send("More", "more"))));
}

#[test]
fn see_more_of_a_list_opens_a_sheet_unless_it_is_a_postback() {
    for kind in [json!("web_url"), json!("slider"), json!(null)] {
        let list = decoded!(List, "list", {"elements": [], "buttons": {"title": "More", "type": kind, "url": "https://example.com"}});
        assert_eq!((list.more_title(), &list.more_action()), ("More", &None), "{kind}");
    }
    let list = decoded!(List, "list", {"text": "t", "heading": "h", "elements": []});
    assert_eq!((list.text(), list.more_title(), list.is_more_always_shown()), ("t", "", false));
}

#[test]
fn global_buttons_are_found_beside_the_payload() {
    let printed = json!({"type": "template", "payload": {"template_type": "list", "elements": []}, "AlwaysShowGlobalButtons": "true"});
    let items = super::common::component(json!({"type": "template", "payload": printed}));
    let [protocol::Content::Template(protocol::Template::List(list))] = &items[..] else { panic!("{items:?}") };
    assert!(list.is_more_always_shown());
}

#[test]
fn a_row_that_cannot_be_read_costs_that_row() {
    let (list, warnings) = decoded_with!(List, "list", {"elements": [
        null, {}, [], "Bare", {"title": "Good", "default_action": {"type": "url"}, "buttons": [7, {}, {"type": "postback"}, {"title": "Yes"}, {"type": "url", "title": "Nowhere"}]}]});
    let titles: Vec<&str> = list.elements().iter().map(|element| element.title()).collect();
    assert_eq!(titles, ["Bare", "Good"]);
    assert_eq!(list.elements().get(1).unwrap().buttons(), [Action::send("7", "7"), Action::send("Yes", "Yes")]);
    assert_eq!(
        warnings,
        [
            "elements[0] left out: expected an object",
            "elements[1] left out: expected an object",
            "elements[2] left out: expected an object",
            "elements[4].buttons[1] left out: expected an object",
            "elements[4].buttons[2] left out: expected a choice with a title or value",
        ]
    );
    let (list, warnings) = decoded_with!(List, "list", {"text": "Nothing"});
    assert_eq!((list.elements().len(), warnings), (0, vec!["elements left out: expected an array".to_owned()]));
}

#[test]
fn lists_and_their_rows_may_be_json_text_or_a_single_object() {
    let rows = json!([{"title": "One"}, {"title": "Two"}]);
    let as_texts: Vec<Value> = (0..30).map(|_| json!(rows[0].to_string())).collect();
    for (elements, count) in [(json!(rows.to_string()), 2), (json!(as_texts), 30), (rows[0].clone(), 1)] {
        let list = decoded!(List, "list", {"elements": elements});
        assert_eq!((list.elements().len(), list.elements().first().unwrap().title()), (count, "One"));
    }
}

#[test]
fn a_list_view_sends_the_title_of_its_rows() {
    let list = decoded!(ListView, "listView", {"heading": "Orders", "text": "Yours", "seeMore": true, "moreCount": "2",
        "elements": [
            {"title": "A", "value": 12, "default_action": {"type": "postback", "title": "Show A", "payload": "a"}},
            {"title": "B", "value": "€ 3", "default_action": {"type": "url", "url": "https://example.com/b", "title": "B"}},
            {"title": "C", "default_action": {"payload": "c"}}],
        "buttons": [{"title": "See more", "type": "postback", "payload": "ignored"}],
        "moreData": {"Tab1": [{"title": "D"}, 5], "Tab2": [{"title": "E"}]}});
    assert_eq!((list.heading(), list.text(), list.more_title()), ("Orders", "Yours", "See more"));
    assert_eq!(list.limit(), Some(2));
    let actions: Vec<String> =
        list.elements().iter().filter_map(|row| row.action()).map(|action| body(&action).to_owned()).collect();
    assert_eq!(actions, ["Show A", "https://example.com/b", "c"]);
    assert_eq!(list.elements().first().unwrap().value(), "12");
    let tabs: Vec<(&str, usize)> = list.tabs().iter().map(|tab| (tab.title, tab.elements.len())).collect();
    assert_eq!(tabs, [("Tab1", 2), ("Tab2", 1)]);
    let all = decoded!(ListView, "listView", {"elements": [{"title": "A"}], "moreCount": 4});
    assert_eq!(all.limit(), None);
    let unlimited = decoded!(ListView, "listView", {"elements": [{"title": "A"}], "seeMore": "true"});
    assert_eq!(unlimited.limit(), Some(1));
}

#[test]
fn a_list_widget_has_values_of_every_kind() {
    let row = |value: Value| decoded!(ListWidget, "listWidget", {"elements": [{"title": "Row", "value": value}]});
    macro_rules! value {
        ($value:expr) => {
            row($value).elements().get(0).unwrap().value()
        };
    }
    fn text(text: &str) -> Option<Accessory<'_>> {
        Some(Accessory::Text { text, styles: vec![] })
    }
    assert_eq!(value!(json!({"type": "text", "text": "€ 3"})), text("€ 3"));
    assert_eq!(value!(json!({"type": "text", "text": 0})), text("0"));
    assert_eq!(value!(json!("plain")), text("plain"));
    assert_eq!(value!(json!(7)), text("7"));
    let button = json!({"type": "button", "button": {"type": "postback", "title": "Pay", "payload": "p"}});
    assert_eq!(value!(button), Some(Accessory::Button(Action::send("Pay", "p"))));
    let link = json!({"type": "url", "url": {"link": "https://example.com", "title": "Site"}});
    assert_eq!(value!(link), Some(Accessory::Link(Action::open("Site", "https://example.com"))));
    let menu = json!({"type": "menu", "menu": [{"type": "postback", "title": "One", "payload": "1"}, null]});
    let (list, warnings) = decoded_with!(ListWidget, "listWidget", {"elements": [{"title": "Row", "value": menu}]});
    assert_eq!(list.elements().get(0).unwrap().value(), Some(Accessory::Menu(vec![Action::send("One", "1")])));
    assert_eq!(warnings, ["elements[0].value.menu[1] left out: expected an object"]);
    let image = json!({"type": "image", "image": {"image_type": "image", "image_src": "https://example.com/a.png", "size": "large",
        "radius": "10px", "type": "postback", "payload": "shown"}});
    let list = row(image);
    let Some(Accessory::Image { image, action }) = list.elements().get(0).unwrap().value() else { panic!("no image") };
    assert_eq!((image.url, image.size, image.radius), ("https://example.com/a.png", ImageSize::Large, Some(10)));
    assert_eq!(action, Some(Action::send("shown", "shown")));
    let font = json!({"type": "image", "image": {"image_type": "fontawesome", "image_src": "fa-user"}});
    let list = row(font);
    assert_eq!(list.elements().get(0).unwrap().value(), None);
}

#[test]
fn a_list_widget_reads_heading_details_buttons_and_layout() {
    let list = decoded!(ListWidget, "listWidget", {"title": "Card", "description": "Yours",
        "headerOptions": {"type": "menu", "menu": [{"type": "url", "title": "Site", "url": "https://example.com"}]},
        "elements": [{"title": "T", "subtitle": "S", "image": {"image_type": "image", "image_src": "https://example.com/a.png", "size": "small"},
            "value": {"type": "text", "text": "v", "layout": {"align": "bottom", "colSize": "75%", "color": " red "}},
            "details": [{"image": {"image_type": "image", "image_src": "https://example.com/d.png"}, "description": "paid"}],
            "default_action": {"type": "postback", "payload": "open"},
            "buttonsLayout": {"displayLimit": {"count": "3"}, "style": "fitToWidth"},
            "buttons": [{"type": "postback", "title": "B", "payload": "b", "renderMessage": "pressed B",
                "image": {"image_type": "image", "image_src": "https://example.com/b.png"}}],
            "elementStyles": {"backgroundColor": "#fff;", "border": "1px solid"}, "titleStyles": {"color": "red"}},
            {"title": "Acts itself", "type": "postback", "payload": "self"}]});
    assert_eq!((list.title(), list.description()), ("Card", "Yours"));
    assert_eq!(list.header(), Some(Accessory::Menu(vec![Action::open("Site", "https://example.com")])));
    let row = &list.elements().get(0).unwrap();
    assert_eq!((row.layout().align, row.layout().percent, row.layout().color), (Align::End, Some(75), Some("red")));
    assert_eq!(
        (row.details().get(0).unwrap().description(), row.details().get(0).unwrap().icon()),
        ("paid", Some("https://example.com/d.png"))
    );
    assert_eq!(row.action(), Some(Action::send("open", "open")));
    assert_eq!((row.buttons_layout().limit, row.buttons_layout().is_full_width), (3, true));
    let button = &row.buttons()[0];
    assert_eq!(
        (body(button), button.shown(), button.image.as_deref()),
        ("b", "pressed B", Some("https://example.com/b.png"))
    );
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(row.styles(), [pair("background-color", "#fff"), pair("border", "1px solid")]);
    assert_eq!(row.title_styles(), [pair("color", "red")]);
    assert_eq!(list.elements().get(1).unwrap().action(), Some(Action::send("Acts itself", "self")));
    assert_eq!(list.elements().get(1).unwrap().buttons_layout().limit, 2);
}

#[test]
fn tabs_of_a_list_widget_are_an_object_or_an_array() {
    for tabs in [
        json!({"April": [{"title": "a"}], "May": [{"title": "b"}, {"title": "c"}]}),
        json!([{"title": "April", "elements": [{"title": "a"}]}, {"name": "May", "elements": [{"title": "b"}, {"title": "c"}]}]),
    ] {
        let list = decoded!(ListWidget, "listWidget", {"title": "Trips", "tabs": tabs});
        let tabs: Vec<(&str, usize)> = list.tabs().iter().map(|tab| (tab.title, tab.elements.len())).collect();
        assert_eq!(tabs, [("April", 1), ("May", 2)]);
    }
}

#[test]
fn an_advanced_list_reads_its_heading_and_tabs() {
    let list = decoded!(AdvancedList, "advancedListTemplate", {"title": "Leave", "description": "By month",
        "isSortEnabled": "true", "isSearchEnabled": 1, "isFilterEnabled": true, "filterOptions": [{"title": "Mine", "type": "postback", "payload": "m"}],
        "isButtonAvailable": true, "headerOptions": [{"contenttype": "button", "type": "postback", "title": "New", "payload": "n"}],
        "tableHeading": {"leftLabel": "Day", "rightLabel": "State"}, "listViewType": "Nav", "navHeaders": [{"id": 1, "title": "Jan"}, {"title": "Feb"}],
        "templateStyles": {"color": "red"}, "seeMore": true, "seeMoreAction": "modal", "seeMoreTitle": "All", "seeMoreVisibity": "button",
        "previewModalTitle": "All of them", "listItemDisplayCount": "2", "sliderView": true, "listItems": [{"title": "x", "navId": 1}]});
    assert_eq!(
        (list.view(), list.is_sortable(), list.is_searchable(), list.is_in_sheet()),
        (AdvancedListView::Nav, true, true, true)
    );
    assert_eq!(list.filters(), [Action::send("Mine", "m")]);
    assert_eq!(list.header(), [Accessory::Button(Action::send("New", "n"))]);
    assert_eq!((list.labels().left(), list.labels().right()), ("Day", "State"));
    let tabs: Vec<(&str, &str)> = list.tabs().map(|tab| (tab.id(), tab.title())).collect();
    assert_eq!((tabs, list.items().get(0).unwrap().tab()), (vec![("1", "Jan"), ("Feb", "Feb")], "1"));
    let more = &list.more();
    assert_eq!(
        (more.limit, more.title, more.place, more.is_button, more.heading),
        (Some(2), "All", SeeMorePlace::Modal, true, "All of them")
    );
    let hidden = decoded!(AdvancedList, "advancedListTemplate", {"listItems": [], "filterOptions": [{"title": "f"}], "headerOptions": [{"type": "text", "value": "v"}]});
    assert_eq!(
        (hidden.filters().len(), hidden.header().len(), hidden.more().limit, hidden.more().place),
        (0, 0, None, SeeMorePlace::Sheet)
    );
}

#[test]
fn header_options_say_their_kind_in_type_or_contenttype() {
    let list = decoded!(AdvancedList, "advancedListTemplate", {"listItems": [{"title": "x", "headerOptions": [
        {"contenttype": "button", "title": "Call", "type": "postback", "payload": "c", "buttonStyles": {"color": "#fff"}},
        {"contenttype": "button", "title": "Measured", "isStatus": true, "buttonStyles": {"border": "none"}},
        {"type": "text", "value": "€8", "styles": {"font-size": "10px"}},
        {"type": "icon", "icon": "https://example.com/a.png", "iconRotation": "180"},
        {"contenttype": "dropdown", "dropdownOptions": [{"title": "o", "type": "postback", "payload": "p"}]},
    ]}]});
    let styles = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let call = Action { styles: styles("color", "#fff"), ..Action::send("Call", "c") };
    assert_eq!(
        list.items().get(0).unwrap().header(),
        [
            Accessory::Button(call),
            Accessory::Text { text: "Measured", styles: styles("border", "none") },
            Accessory::Text { text: "€8", styles: styles("font-size", "10px") },
            Accessory::Toggle { icon: Some("https://example.com/a.png"), rotation: 180 },
            Accessory::Menu(vec![Action::send("o", "p")]),
        ]
    );
}

#[test]
fn rows_of_an_advanced_list_act_fold_and_hold_tables() {
    let list = decoded!(AdvancedList, "advancedListTemplate", {"listItems": [
        {"title": "Acts", "type": "postback", "payload": "a", "renderMessage": "chosen"},
        {"title": "Opens", "type": "URL", "url": "https://example.com"},
        {"title": "Folds", "type": "column", "view": "table", "isAccordian": true, "isCollapsed": "true", "iconShape": "circle-img", "iconSize": "large",
            "icon": "https://example.com/i.png", "tableListData": [{"rowData": [{"title": "Top", "description": "2,218 m"}, {"title": "Base"}]}]},
        {"title": "Facts", "iconText": "SL", "iconStyles": {"background": "#eee"}, "description": "d", "descriptionIcon": "https://example.com/d.png",
            "descriptionIconAlignment": "right", "textInformation": [
            {"title": "Web", "type": "web_url", "url": "https://example.com/w", "iconAlignment": "right"}, {"title": "Plain", "styles": {"color": "red"}}],
            "buttonsLayout": {"displayLimit": {"count": "1"}, "buttonAligment": "right"}, "buttons": [{"title": "B", "type": "postback", "payload": "b"}],
            "borderAvailable": true, "borderStyles": {"Width": "6px", "background": "#ff80ff"}},
    ]});
    let [acts, opens, folds, facts] = &list.items().collect::<Vec<_>>()[..] else { panic!("{list:?}") };
    assert_eq!(acts.action().as_ref().map(|action| (body(action), action.shown())), Some(("a", "chosen")));
    assert_eq!(opens.action(), Some(Action::open("Opens", "https://example.com")));
    assert_eq!(
        (&folds.action(), folds.is_column(), folds.view(), folds.is_accordion(), folds.is_collapsed()),
        (&None, true, AdvancedItemView::Table, true, true)
    );
    assert_eq!(folds.image().as_ref().map(|image| (image.is_round, image.size)), Some((true, ImageSize::Large)));
    let cells: Vec<(&str, &str)> =
        folds.tables().get(0).unwrap().cells().map(|cell| (cell.title(), cell.description())).collect();
    assert_eq!(cells, [("Top", "2,218 m"), ("Base", "")]);
    assert_eq!(facts.facts().get(0).unwrap().action(), Some(Action::open("Web", "https://example.com/w")));
    assert!(
        facts.facts().get(0).unwrap().is_icon_last()
            && facts.is_description_icon_last()
            && facts.facts().get(1).unwrap().action().is_none()
    );
    assert_eq!((facts.buttons_layout().limit, facts.buttons_layout().align), (1, Align::End));
    assert_eq!(
        facts.border(),
        [("width".to_owned(), "6px".to_owned()), ("background".to_owned(), "#ff80ff".to_owned())]
    );
}

#[test]
fn options_of_an_advanced_list_send_the_caption_and_their_values() {
    let options = json!([{"id": 1, "type": "checkbox", "label": "Bicycle", "value": "b"}, {"type": "radio", "label": "Sledge", "value": 2}]);
    let list = decoded!(AdvancedList, "advancedListTemplate", {"listItems": [
        {"title": "x", "view": "options", "optionsData": options, "buttons": [
            {"btnType": "cancel", "title": "None", "type": "postback"}, {"btnType": "confirm", "title": "Take", "type": "postback"}]},
        {"title": "x", "view": "options", "optionsData": options, "buttons": [{"title": "OK"}, {"title": "No"}]},
        {"title": "x", "view": "options", "optionsData": options},
    ]});
    let titles: Vec<(&str, &str)> = list.items().map(|item| (item.confirm_title(), item.cancel_title())).collect();
    assert_eq!(titles, [("Take", "None"), ("OK", "No"), ("", "")]);
    assert!(list.items().all(|item| item.buttons().is_empty()));
    let item = &list.items().get(0).unwrap();
    assert_eq!((item.options().get(0).unwrap().is_radio(), item.options().get(1).unwrap().is_radio()), (false, true));
    let answer = item.answer(&[0, 1]).unwrap();
    assert_eq!((answer.body.as_str(), answer.shown.as_deref()), ("Take: b,2", Some("Take: Bicycle,Sledge")));
    assert_eq!(item.answer(&[]), None);
    assert_eq!(item.answer(&[9]), None);
    assert_eq!(list.items().get(2).unwrap().answer(&[0]).unwrap().body, "b");
}

#[test]
fn groups_of_an_advanced_multi_list_hold_rows() {
    let (list, warnings) = decoded_with!(AdvancedMultiList, "advancedMultiListTemplate", {"seeMore": true, "seeMoreAction": "slider", "listItemDisplayCount": 1,
        "listItems": [{"title": "G", "subListItems": [{"title": "a"}, null]}, {"title": "H", "subListItems": {"title": "b"}}, {"title": "I"}]});
    let groups: Vec<(&str, usize)> = list.groups().map(|group| (group.title(), group.items().len())).collect();
    assert_eq!(groups, [("G", 1), ("H", 1), ("I", 0)]);
    assert_eq!(list.more().limit, Some(1));
    assert_eq!(warnings, ["listItems[0].subListItems[1] left out: expected an object"]);
}

#[test]
fn articles_keep_their_text_and_button() {
    let list = decoded!(Articles, "articleTemplate", {"displayLimit": "3", "showmore": true, "seeMoreTitle": "All", "seemoreAction": "slider", "elements": [
        {"title": "A", "description": "Long", "icon": "", "createdOn": "Created: May 24th 2024", "updatedOn": "Updated: today",
            "button": {"title": "Open", "type": "url", "url": "https://example.com"}},
        {"title": "B", "button": {"title": "Ask", "type": "postback"}}, {"title": "C"}]});
    assert_eq!((list.more().limit, list.more().title), (Some(3), "All"));
    let article = &list.articles().get(0).unwrap();
    assert_eq!(
        (article.created(), article.updated(), &article.icon()),
        ("Created: May 24th 2024", "Updated: today", &None)
    );
    let buttons: Vec<Option<Action>> = list.articles().map(|article| article.button()).collect();
    assert_eq!(buttons, [Some(Action::open("Open", "https://example.com")), Some(Action::send("Ask", "Ask")), None]);
}

#[test]
fn check_lists_tell_their_progress_and_tasks() {
    let list = decoded!(CheckList, "checkListTemplate", {"title": "Yours", "heading": "All", "displayLimit": 3, "showMore": true, "elements": [
        {"id": 0, "title": "A", "taskProgress": "70%", "subInformation": [{"title": "Total:", "value": 3}],
            "default_action": {"type": "postback", "title": "Open A", "payload": "a"}, "elementStyles": {"border": "1px solid"},
            "progressStyles": {"fillColor": "#f00", "background": "#eee", "textcolor": "ff0000"},
            "subElements": [
                {"title": "T", "rightContent": {"icon": "https://example.com/r.png", "default_action": {"type": "postback", "payload": "right"}},
                    "values": [{"title": "State", "icon": "", "value": "done"}]},
                {"title": "U", "default_action": {"type": "url", "url": "https://example.com/u"}}]},
        {"title": "B", "taskProgress": 250}, {"title": "C", "taskProgress": "none"}, {"title": "D", "taskProgress": "33.9 %"}]});
    let percents: Vec<Option<u8>> = list.lists().map(|list| list.percent()).collect();
    assert_eq!(percents, [Some(70), Some(100), None, Some(33)]);
    let first = &list.lists().get(0).unwrap();
    assert_eq!(first.action(), Some(Action::send("Open A", "a")));
    assert_eq!(
        (first.colors().fill(), first.colors().background(), first.colors().text()),
        (Some("#f00"), Some("#eee"), Some("ff0000"))
    );
    assert_eq!((first.facts().get(0).unwrap().title(), first.facts().get(0).unwrap().value()), ("Total:", "3"));
    let tasks: Vec<Option<Action>> = first.tasks().map(|task| task.action()).collect();
    assert_eq!(
        tasks,
        [Some(Action::send("right", "right")), Some(Action::open("https://example.com/u", "https://example.com/u"))]
    );
    assert_eq!(
        (first.tasks().get(0).unwrap().icon(), first.tasks().get(0).unwrap().facts().get(0).unwrap().value()),
        (Some("https://example.com/r.png"), "done")
    );
    assert_eq!((list.more().limit, list.more().heading), (Some(3), "All"));
}
