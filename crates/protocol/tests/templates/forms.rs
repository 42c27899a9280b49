//! Forms (`kore-templates.md` 10).

use protocol::{
    Content, Template,
    template::{Action, Answer, FormButton, FormData},
};
use serde_json::{Value, json};

use super::{common::component, decoded, decoded_with};

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

#[test]
fn a_form_with_keys_sends_an_object_in_the_order_of_its_fields() {
    let form = decoded!(Form, "form_template", {"heading": "Log in", "formFields": [
        {"type": "text", "label": "Name", "key": "name", "placeholder": "Yours", "maxLength": "20"},
        {"type": "Password", "label": "Secret", "key": "account"},
        {"type": "text", "inputType": "number", "label": "Id", "key": "a\"b", "piiReductionChar": "+"}]});
    let fields: Vec<(&str, Option<usize>, Option<char>)> =
        form.fields().map(|field| (field.input_type(), field.max_length(), field.mask())).collect();
    assert_eq!(fields, [("text", Some(20), None), ("Password", None, Some('*')), ("number", None, Some('+'))]);
    let answer = form.answer(&strings(&["Ann \"A\"", "pässword", "123"])).unwrap();
    assert_eq!(answer.body, r#"{"name":"Ann \"A\"","account":"pässword","a\"b":"123"}"#);
    assert_eq!(answer.shown.as_deref(), Some(r#"{"name":"Ann \"A\"","account":"********","a\"b":"+++"}"#));
    assert!(answer.is_secret);
    let read: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(read["account"], "pässword");
}

#[test]
fn a_form_without_keys_sends_its_values_joined() {
    let form = decoded!(Form, "form_template", {"formFields": [{"label": "A", "key": "a"}, {"label": "B"}]});
    let expected = Answer { body: "1,2".to_owned(), shown: Some("1,2".to_owned()), is_secret: false };
    assert_eq!(form.answer(&strings(&["1", "2"])), Some(expected));
    for values in [&["1", " "][..], &["1"], &["1", "2", "3"], &[]] {
        assert_eq!(form.answer(&strings(values)), None, "{values:?}");
    }
    assert_eq!(decoded!(Form, "form_template", {"formFields": []}).answer(&[]), None);
}

#[test]
fn buttons_of_a_form_submit_cancel_or_act() {
    let (form, warnings) = decoded_with!(Form, "form_template", {"formFields": [{"label": "A", "fieldButton": {"title": "Ok"}}, null], "buttons": [
        {"title": "Send", "type": "submit"}, {"title": "Clear", "type": "Cancel"}, {"title": "Help", "type": "postback", "payload": "h"}, {"title": "Fourth"}]});
    let title = |title: &str| title.to_owned();
    let help = FormButton::Action(Action::send("Help", "h"));
    assert_eq!(
        form.buttons(),
        [FormButton::Submit { title: title("Send") }, FormButton::Cancel { title: title("Clear") }, help]
    );
    assert_eq!(warnings, ["formFields[1] left out: expected an object"]);
    let field_button = decoded!(Form, "form_template", {"formFields": {"label": "A", "fieldButton": {"title": "Ok", "type": "postback"}}});
    assert_eq!(field_button.buttons(), [FormButton::Submit { title: title("Ok") }]);
    assert_eq!(decoded!(Form, "form_template", {"formFields": [{"label": "A"}]}).buttons(), []);
}

#[test]
fn a_form_in_a_frame_is_found_at_every_place() {
    let data = json!({"formLink": " https://forms.example.com/f ", "renderType": "Inline"});
    let form = FormData { link: "https://forms.example.com/f".to_owned(), inline: true };
    for (printed, name, text) in [
        (json!({"type": "template", "payload": {"formData": data}}), "", ""),
        (json!({"type": "template", "formData": data, "payload": {}}), "", ""),
        (json!({"type": "template", "payload": {"text": "Please", "formData": data}}), "", "Please"),
        (json!({"type": "template", "payload": {"formData": data.to_string()}}), "", ""),
        (json!({"type": "template", "payload": {"template_type": "iframe", "formData": data}}), "iframe", ""),
        (
            json!({"type": "template", "formData": data, "payload": {"template_type": "iframe", "text": "Please"}}),
            "iframe",
            "Please",
        ),
    ] {
        let items = component(json!({"type": "template", "payload": printed}));
        let [Content::Template(template)] = &items[..] else { panic!("{printed}: {items:?}") };
        let (Template::InlineForm(found) | Template::Iframe(found)) = template else {
            panic!("{printed}: {template:?}")
        };
        assert_eq!((template.name(), found.text(), &found.form()), (name, text, &form), "{printed}");
        assert!(template.is_answerable());
    }
}

#[test]
fn a_form_without_an_address_is_no_form() {
    let printed = json!({"type": "template", "payload": {"text": "Please", "formData": {"renderType": "inline"}}});
    assert_eq!(component(printed), [super::common::text("Please")]);
}
