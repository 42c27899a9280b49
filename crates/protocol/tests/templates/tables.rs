//! Tables and table lists (`kore-templates.md` 7.1 to 7.4).

use protocol::template::{Accessory, Action, Align, Parts, Row};
use serde_json::{Value, json};

use super::{decoded, decoded_with};

fn texts<'a>(rows: Parts<'a, Row<'a>>) -> Vec<Vec<&'a str>> {
    rows.map(|row| row.cells().map(|cell| cell.text()).collect()).collect()
}

#[test]
fn a_table_keeps_zeros_gaps_and_short_rows() {
    let template = decoded!(Table, "table", {"text": "Accounts", "table_design": "regular",
        "columns": [["No", "center"], ["Name"], "Bare", {"title": "Pay", "align": "RIGHT"}, [], null],
        "elements": [{"Values": ["1", 0, 1.50, "x"]}, {"Values": [null, true]}, {"values": "[\"a\",\"b\"]"}, ["in", "place"], {"Values": []}]});
    let columns: Vec<(&str, Align)> =
        template.table().columns().map(|column| (column.title(), column.align())).collect();
    assert_eq!(
        columns,
        [
            ("No", Align::Center),
            ("Name", Align::Start),
            ("Bare", Align::Start),
            ("Pay", Align::End),
            ("", Align::Start),
            ("", Align::Start)
        ]
    );
    assert_eq!(
        texts(template.table().rows()),
        [vec!["1", "0", "1.5", "x"], vec!["", "true"], vec!["a", "b"], vec!["in", "place"], vec![]]
    );
    assert_eq!((template.text(), template.is_responsive()), ("Accounts", false));
    let (template, warnings) = decoded_with!(Table, "table", {"table_design": "Responsive", "columns": [["A"]], "elements": ["no row", {"cells": []}]});
    assert_eq!((template.is_responsive(), texts(template.table().rows())), (true, vec![vec!["no row"], vec![]]));
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn cells_of_a_custom_table_can_be_chosen() {
    let table = decoded!(CustomTable, "custom_table", {"columns": [["A"]], "elements": [{"Values": [
        ["1", "text"], ["Producer", "button", {"type": "web_url", "title": "click", "url": "www.example.com"}],
        [1000, "Button", {"type": "postback", "title": "click", "payload": {"id": 1}}], ["x", "button"], ["y", "text", {"title": "no"}],
        [null, "button", {"type": "postback", "title": "Only"}], "plain", []]}]});
    let cell = |text: &'static str, action: Option<Action>| (text, action);
    let cells: Vec<(&str, Option<Action>)> =
        table.table().rows().get(0).unwrap().cells().map(|cell| (cell.text(), cell.action())).collect();
    assert_eq!(
        cells,
        [
            cell("1", None),
            cell("Producer", Some(Action::open("click", "www.example.com"))),
            cell("1000", Some(Action::send("click", r#"{"id":1}"#))),
            cell("x", None),
            cell("y", None),
            cell("Only", Some(Action::send("Only", "Only"))),
            cell("plain", None),
            cell("", None),
        ]
    );
}

#[test]
fn mini_tables_stand_side_by_side_or_below_one_another() {
    let elements = json!([{"primary": [["Current"], ["300", "right"]], "additional": [["CA1", 150], ["CA2"]]}, {"primary": [["Savings"]]}]);
    for (layout, is_horizontal) in [(json!("horizontal"), true), (Value::Null, false), (json!("vertical"), false)] {
        let template = decoded!(MiniTable, "mini_table", {"text": "Accounts", "layout": layout, "elements": elements});
        assert_eq!(template.is_horizontal(), is_horizontal);
        assert_eq!(template.tables().len(), 2);
        assert_eq!(template.tables().get(0).unwrap().columns().get(1).unwrap().align(), Align::End);
        assert_eq!(texts(template.tables().get(0).unwrap().rows()), [vec!["CA1", "150"], vec!["CA2"]]);
        assert!(template.tables().get(1).unwrap().rows().is_empty());
    }
}

#[test]
fn rows_of_a_table_list_may_lack_title_value_and_action() {
    let (list, warnings) = decoded_with!(TableList, "tableList", {"title": "Comics", "description": "All", "headerOptions": {"type": "text", "text": "Now"},
        "elements": [{"sectionHeader": "S", "sectionHeaderDesc": "D", "rowItems": [
            {"title": {"type": "url", "url": {"link": " https://example.com/t ", "title": "Title", "subtitle": "Sub"}, "rowColor": "blue",
                "image": {"image_type": "image", "image_src": "https://example.com/a.png", "size": "medium", "radius": 10}},
                "value": {"type": "url", "url": {"link": "https://example.com/v", "title": "energy"}, "layout": {"align": "top", "color": "blue", "colSize": "25%"}},
                "default_action": {"type": "url", "url": "https://example.com/r", "utterance": ""}, "bgcolor": "#F67159"},
            {"title": {"type": "text", "text": "Words"}, "value": {"type": "text", "text": 0}, "default_action": {"type": "postback", "title": "Say", "payload": "p"}},
            {"title": "Bare", "value": "3"}, {"bgcolor": "red"}, null]}, {"rowItems": {"title": "One"}}]});
    assert_eq!(list.header(), Some(Accessory::Text { text: "Now", styles: vec![] }));
    let [url, words, bare, empty] = &list.sections().get(0).unwrap().rows().collect::<Vec<_>>()[..] else {
        panic!("{list:?}")
    };
    assert_eq!((url.title(), url.subtitle(), url.link()), ("Title", "Sub", Some("https://example.com/t")));
    assert_eq!((url.color(), url.background(), url.layout().percent), (Some("blue"), Some("#F67159"), Some(25)));
    assert_eq!(url.value(), Some(Accessory::Link(Action::open("energy", "https://example.com/v"))));
    assert_eq!(url.action(), Some(Action::open("https://example.com/r", "https://example.com/r")));
    assert_eq!(
        (words.title(), words.value().as_ref().map(Accessory::text), &words.link()),
        ("Words", Some("0"), &None)
    );
    assert_eq!(words.action(), Some(Action::send("Say", "p")));
    assert_eq!((bare.title(), bare.value().as_ref().map(Accessory::text), &bare.action()), ("Bare", Some("3"), &None));
    assert_eq!((empty.title(), &empty.value()), ("", &None));
    assert_eq!(list.sections().get(1).unwrap().rows().get(0).unwrap().title(), "One");
    assert_eq!(warnings, ["elements[0].rowItems[4] left out: expected an object"]);
}
