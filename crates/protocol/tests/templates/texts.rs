//! What templates say where they are read out, and which of them ask for an answer.

use serde_json::{Value, json};

use super::{template, template_and_warnings};

#[test]
fn a_template_is_read_line_by_line_without_empty_parts() {
    for (name, fields, expected) in [
        ("button", json!({"text": "Pick", "buttons": [{"title": "Yes"}, {"title": "No"}]}), "Pick\nYes, No"),
        ("list", json!({"elements": [{"title": "A", "subtitle": "a"}, {"title": "B"}]}), "A, a\nB"),
        ("listView", json!({"text": "t", "elements": [{"title": "A", "value": "€ 3"}]}), "t\nA, € 3"),
        (
            "carousel",
            json!({"carousel_type": "stacked", "elements": [{"topSection": {"title": "A"}, "bottomSection": {"title": "Total", "description": "3"}}]}),
            "A\nTotal, 3",
        ),
        (
            "table",
            json!({"text": "T", "columns": [["A"], ["B"]], "elements": [{"Values": [1, 0]}, {"Values": ["x"]}]}),
            "T\nA, B\n1, 0\nx",
        ),
        (
            "piechart",
            json!({"text": "T", "elements": [{"title": "Air", "value": 3, "displayValue": "$ 3"}]}),
            "T\nAir, $ 3",
        ),
        ("dropdown_template", json!({"heading": "H", "elements": [{"title": "A", "value": "hidden"}]}), "H\nA"),
        ("dateTemplate", json!({"title": "Day"}), "Day"),
        (
            "otpValidationTemplate",
            json!({"title": "Enter", "description": "d", "mobileNumber": "+91*"}),
            "Enter, d, +91*",
        ),
        (
            "form_template",
            json!({"heading": "H", "formFields": [{"label": "Name"}, {"placeholder": "Age"}]}),
            "H\nName\nAge",
        ),
        ("feedbackTemplate", json!({"text": "Well?", "view": "NPS", "numbersArrays": [1]}), "Well?"),
        ("like_dislike", json!({}), ""),
    ] {
        assert_eq!(template(name, fields).text(), expected, "{name}");
    }
}

#[test]
fn a_long_template_is_not_read_to_its_end() {
    let rows: Vec<Value> = (0..1000).map(|row| json!({"Values": [row]})).collect();
    let text = template("table", json!({"columns": [["A"]], "elements": rows})).text();
    assert_eq!(text.lines().count(), 40);
}

#[test]
fn what_can_be_answered_asks_for_an_answer() {
    let action = json!([{"type": "postback", "title": "Yes"}]);
    let link = json!([{"type": "url", "title": "Site", "url": "https://example.com"}]);
    for (name, fields, expected) in [
        ("button", json!({"buttons": action}), true),
        ("button", json!({"buttons": link}), false),
        ("quick_replies", json!({"quick_replies": action}), true),
        ("quick_replies_welcome", json!({"buttons": link}), false),
        ("dropdown_template", json!({"elements": [{"title": "A"}]}), true),
        ("multi_select", json!({"elements": [{"title": "A"}]}), true),
        ("feedbackTemplate", json!({"view": "star", "starArrays": [1]}), true),
        ("clockTemplate", json!({}), true),
        ("form_template", json!({"formFields": [{"label": "A"}]}), true),
        ("list", json!({"elements": [{"title": "A", "buttons": action}]}), false),
        ("SYSTEM", json!({"text": "t"}), false),
    ] {
        assert_eq!(template_and_warnings(name, fields.clone()).0.is_answerable(), expected, "{name} {fields}");
    }
}
