//! Forms: fields to fill in.

use protocol::template::Answer;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::{
    entries::{from_history, template},
    stage::{Stage, event},
};

const KEYED: &str = r#"{"template_type":"form_template","heading":"Your *details*","formFields":[
    {"type":"text","label":"Name","placeholder":"First and last","key":"name","maxLength":"5"},
    {"type":"text","label":"Account","key":"account","piiReductionChar":"%"},
    {"type":"email","label":"E-mail","key":"mail"}],
    "buttons":[{"title":"Save","type":"submit"},{"title":"Reset","type":"cancel"},
    {"title":"Later","type":"postback","payload":"later"}]}"#;
const PASSWORD: &str = r#"{"template_type":"form_template","heading":"Sign in","formFields":[
    {"type":"password","label":"Password","placeholder":"Enter password","fieldButton":{"title":"Ok"}}]}"#;

fn inputs(stage: &Stage) -> Vec<HtmlInputElement> {
    stage.all(".panel .input").into_iter().map(JsCast::unchecked_into).collect()
}

fn fill(stage: &Stage, values: &[&str]) {
    for (input, value) in inputs(stage).iter().zip(values) {
        input.set_value(value);
        input.dispatch_event(&event("input")).unwrap();
    }
}

#[wasm_bindgen_test]
async fn fields_with_keys_are_sent_as_one_object_with_personal_data_masked() {
    let stage = Stage::open();
    stage.append([template(1, KEYED)], 0);
    stage.wait_for(".panel .input").await;
    assert_eq!(stage.text(".bubble strong"), "details");
    let first = &inputs(&stage)[0];
    assert_eq!(first.get_attribute("maxlength").as_deref(), Some("5"));
    assert_eq!(first.get_attribute("placeholder").as_deref(), Some("First and last"));
    assert_eq!(first.closest("label").unwrap().unwrap().text_content().unwrap(), "Name");
    fill(&stage, &["Ann", "4711", "ann@example.com"]);
    stage.click("[type=submit]");
    assert_eq!(
        stage.take_answers(),
        [Answer {
            body: r#"{"name":"Ann","account":"4711","mail":"ann@example.com"}"#.to_owned(),
            shown: Some(r#"{"name":"Ann","account":"%%%%","mail":"ann@example.com"}"#.to_owned()),
            is_secret: true,
        }]
    );
    stage.wait_for_count(".panel .input:disabled", 3).await;
    let values: Vec<String> = inputs(&stage).iter().map(HtmlInputElement::value).collect();
    assert_eq!(values, ["Ann", "", "ann@example.com"], "personal data does not stay");
    assert!(stage.find("[type=submit]").is_none());
}

#[wasm_bindgen_test]
async fn an_empty_field_and_a_wrong_one_are_named_and_nothing_is_sent() {
    let stage = Stage::open();
    stage.append([template(1, KEYED)], 0);
    stage.wait_for(".panel .input").await;
    fill(&stage, &["Ann", " ", "ann"]);
    stage.click("[type=submit]");
    stage.wait_for_text(".panel > div:nth-child(2) [role=alert]", "fill this in").await;
    assert_eq!(stage.root.active_element(), Some(stage.all(".input")[1].clone()));
    fill(&stage, &["Ann", "4711", "ann"]);
    stage.click("[type=submit]");
    stage.wait_for_text(".panel > div:nth-child(3) [role=alert]", "check").await;
    assert_eq!(stage.text(".panel > div:nth-child(2) [role=alert]"), "");
    assert_eq!(stage.all("[aria-invalid]"), [stage.all(".input")[2].clone()]);
    assert!(stage.take_answers().is_empty());
}

#[wasm_bindgen_test]
async fn the_other_buttons_empty_the_form_or_answer_without_it() {
    let stage = Stage::open();
    stage.append([template(1, KEYED)], 0);
    stage.wait_for(".panel .input").await;
    fill(&stage, &["Ann", "4711", "ann@example.com"]);
    stage.click(".panel .action:nth-child(2)");
    assert!(inputs(&stage).iter().all(|input| input.value().is_empty()));
    assert!(stage.take_answers().is_empty());
    stage.click(".panel .action:nth-child(3)");
    let later = Answer { body: "later".to_owned(), shown: Some("Later".to_owned()), is_secret: false };
    assert_eq!(stage.take_answers(), [later]);
    stage.wait_for_count(".panel .input:disabled", 3).await;
}

#[wasm_bindgen_test]
async fn a_password_is_sent_masked_and_forgotten() {
    let stage = Stage::open();
    stage.append([template(1, PASSWORD)], 0);
    stage.wait_for("[type=password]").await;
    assert_eq!(stage.text("[type=submit]"), "Ok");
    fill(&stage, &["hunter2"]);
    assert!(!stage.get(".window").outer_html().contains("hunter2"));
    stage.click("[type=submit]");
    let sent = Answer { body: "hunter2".to_owned(), shown: Some("*******".to_owned()), is_secret: true };
    assert_eq!(stage.take_answers(), [sent]);
    stage.wait_for("[type=password]:disabled").await;
    assert_eq!(inputs(&stage)[0].value(), "");
}

#[wasm_bindgen_test]
async fn kinds_of_inputs_that_could_do_something_else_are_text() {
    for (kind, shown) in [("number", "number"), ("TEL", "tel"), ("file", "text"), ("hidden", "text"), ("image", "text")]
    {
        let stage = Stage::open();
        let form = format!(r#"{{"template_type":"form_template","formFields":[{{"type":"{kind}","label":"X"}}]}}"#);
        stage.append([template(1, &form)], 0);
        let input = stage.wait_for(".panel .input").await;
        assert_eq!(input.get_attribute("type").as_deref(), Some(shown));
    }
}

#[wasm_bindgen_test]
async fn forms_of_history_are_read_only() {
    let stage = Stage::open();
    stage.append([from_history(template(1, KEYED))], 0);
    stage.wait_for_count(".panel .input:disabled", 3).await;
    assert!(stage.find(".panel button").is_none());
}
