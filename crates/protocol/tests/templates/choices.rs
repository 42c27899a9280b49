//! Choices: what is chosen is what is sent (`kore-templates.md` 5, 8.1 to 8.4 and 11.3).

use protocol::template::{Action, Answer, SelectOption};

use super::{decoded, decoded_with};

fn answer(body: &str, shown: &str) -> Option<Answer> {
    Some(Answer { body: body.to_owned(), shown: Some(shown.to_owned()), is_secret: false })
}

fn titles(options: &[SelectOption]) -> Vec<&str> {
    options.iter().map(|option| option.title.as_str()).collect()
}

#[test]
fn a_button_without_a_title_is_named_by_what_it_sends_but_never_by_json() {
    let (button, warnings) = decoded_with!(Button, "button", {"text": "t", "buttons": [
        {"type": "postback", "payload": "plain"}, {"type": "postback", "payload": {"a": 1}}, {"type": "postback", "payload": {"a": 1}, "value": "v"}]});
    assert_eq!(button.buttons, [Action::send("plain", "plain"), Action::send("v", r#"{"a":1}"#)]);
    assert_eq!(warnings, ["buttons[1] left out: expected an action with a title, payload or value"]);
}

#[test]
fn a_welcome_reads_both_of_its_lists_and_shows_the_value() {
    let welcome = decoded!(QuickRepliesWelcome, "quick_replies_welcome", {"text": "Hello", "quick_replies": [
        {"content_type": "text", "title": "Balance", "value": "Show balance", "payload": "get balance"}, {"title": "Bare", "payload": "bare"}],
        "buttons": [{"type": "web_url", "title": "Site", "url": "https://example.com"}]});
    let shown: Vec<(&str, &str)> = welcome.replies.iter().map(|reply| (reply.title.as_str(), reply.shown())).collect();
    assert_eq!(shown, [("Balance", "Show balance"), ("Bare", "bare"), ("Site", "Site")]);
    assert!(welcome.inline);
    let only = decoded!(QuickRepliesWelcome, "quick_replies_welcome", {"buttons": [{"title": "One", "payload": "1"}]});
    assert_eq!(only.replies.len(), 1);
}

#[test]
fn a_dropdown_sends_the_value_and_shows_the_title() {
    let (dropdown, warnings) = decoded_with!(Dropdown, "dropdown_template", {"heading": "Currency? ", "label": "Currency", "placeholder": "Pick", "submitButtonText": "Send",
        "elements": [{"title": "Dirham", "description": "AE", "value": "AED"}, {"title": "Zero", "value": 0}, {"title": "Object", "value": {"a": 1}},
            {"title": "Untold"}, {"value": "only"}, "Bare", {}, null, {"value": {"a": 1}}]});
    assert_eq!(
        (dropdown.heading(), dropdown.label(), dropdown.placeholder(), dropdown.submit_title()),
        ("Currency? ", "Currency", "Pick", "Send")
    );
    let answers: Vec<Option<Answer>> = dropdown.options().iter().map(SelectOption::answer).collect();
    assert_eq!(
        answers,
        [
            answer("AED", "Dirham"),
            answer("0", "Zero"),
            answer(r#"{"a":1}"#, "Object"),
            answer("Untold", "Untold"),
            answer("only", "only"),
            answer("Bare", "Bare")
        ]
    );
    assert_eq!(dropdown.options()[0].description, "AE");
    assert_eq!(warnings, [6, 7].map(|at| format!("elements[{at}] left out: expected an object")));
}

#[test]
fn check_boxes_send_their_values_joined() {
    let select = decoded!(MultiSelect, "multi_select", {"heading": "Collections", "selectAllText": "All", "elements": [
        {"title": "Classic T-Shirt", "value": "tShirt"}, {"title": "Shirt", "value": "shirts"}, {"title": "Shorts", "value": "shorts", "description": "d"}],
        "buttons": [{"title": "Done", "type": "postback", "payload": "ignored"}]});
    assert_eq!((select.all_title(), select.submit_title()), ("All", "Done"));
    assert_eq!(select.answer(&[0, 2]), answer("tShirt,shorts", "Classic T-Shirt, Shorts"));
    assert_eq!(select.answer(&[]), None);
    assert_eq!(select.answer(&[17]), None);
    assert_eq!(decoded!(MultiSelect, "multi_select", {"elements": [{"title": "A"}]}).submit_title(), "");
}

#[test]
fn an_advanced_select_sends_ticks_of_one_collection_in_the_vendors_sentence() {
    let select = decoded!(AdvancedMultiSelect, "advanced_multi_select", {"heading": "Pick", "description": "d", "sliderView": "true", "showViewMore": true, "limit": "1",
        "elements": [{"collectionTitle": "One", "collection": [{"title": "Adidas", "value": "adi", "image_url": "https://example.com/a.png"}, {"title": "Puma", "value": "pum"}]},
            {"collectionTitle": "Two", "collection": {"title": "Audi"}}], "buttons": {"title": "Done"}});
    assert_eq!((select.is_in_sheet(), select.limit(), select.submit_title()), (true, Some(1), "Done"));
    assert_eq!(
        select.answer(0, &[0, 1]),
        answer("Here are selected items: adi,pum", "Here are selected items: Adidas, Puma")
    );
    assert_eq!(select.answer(0, &[]), None);
    assert_eq!(select.answer(7, &[0]), None);
    assert_eq!(titles(&select.collections().get(1).unwrap().options()), ["Audi"]);
    assert_eq!(select.collections().get(0).unwrap().options()[0].image.as_deref(), Some("https://example.com/a.png"));
    assert_eq!(decoded!(AdvancedMultiSelect, "advanced_multi_select", {"limit": 2, "elements": []}).limit(), None);
}

#[test]
fn radio_options_send_their_postback() {
    let radio = decoded!(Radio, "radioOptionTemplate", {"heading": "Account?", "slideView": true, "submitButtonText": "OK", "radioOptions": [
        {"title": "Ada", "value": "1234", "postback": {"title": "Pay from 1234", "value": {"account": 1234}}}, {"title": "Bob", "value": "5678", "postback": {"title": "Bob's"}},
        {"title": "Cleo", "value": "9", "postback": {}}, {"title": "Dan", "value": "dan"}]});
    assert!(radio.is_in_sheet());
    let answers: Vec<Option<Answer>> = radio.options().iter().map(SelectOption::answer).collect();
    assert_eq!(
        answers,
        [
            answer(r#"{"account":1234}"#, "Pay from 1234"),
            answer("Bob's", "Bob's"),
            answer("Cleo", "Cleo"),
            answer("dan", "Dan")
        ]
    );
    let options = radio.options();
    let lines: Vec<(&str, &str)> =
        options.iter().map(|option| (option.title.as_str(), option.description.as_str())).collect();
    assert_eq!(lines, [("Ada", "1234"), ("Bob", "5678"), ("Cleo", "9"), ("Dan", "")]);
}

#[test]
fn tasks_send_their_postback() {
    let tasks = decoded!(TaskPicker, "taskPickerTemplate", {"heading": "Choose", "tasks": [
        {"title": "Get balance", "icon": "https://example.com/i.png", "postback": {"title": "Balance, please", "value": "balance"}}]});
    assert_eq!(tasks.options()[0].answer(), answer("balance", "Balance, please"));
    assert_eq!(tasks.options()[0].image.as_deref(), Some("https://example.com/i.png"));
}
