//! Forms in frames: walled off, and heard only from where they were loaded from.

use js_sys::{Array, Function, Object, Reflect};
use session::SendState;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event};

use crate::{
    entries::{bot, bot_says, from_history, visitor},
    stage::{Stage, effects},
};

/// What a browser would save instead of showing, which it may not in these frames: no page comes into them.
const FILE: &str = "/wasm-bindgen-test_bg.wasm";

fn own_origin() -> String {
    web_sys::window().unwrap().location().origin().unwrap()
}

/// The same server under a name that makes it another origin.
fn origin() -> String {
    let own = own_origin();
    assert!(own.contains("127.0.0.1"), "{own}");
    own.replace("127.0.0.1", "localhost")
}

fn link() -> String {
    origin() + FILE
}

/// A message with a form, as the platform sends it: `formData` beside the template, or in it.
fn form(key: u64, template: Option<&str>, link: &str, kind: &str) -> session::Entry {
    let data = serde_json::json!({ "formLink": link, "renderType": kind });
    let component = match template {
        Some(name) => {
            serde_json::json!({ "type": "template", "payload": { "template_type": name, "text": "Please fill it in",
            "buttons": [{ "type": "web_url", "title": "Fill it in", "url": link }] }, "formData": data })
        }
        None => serde_json::json!({ "type": "template", "payload": { "formData": data } }),
    };
    let frame = serde_json::json!({
        "type": "bot_response", "from": "bot",
        "message": [{ "type": "text", "component": { "type": "template", "payload": component }, "cInfo": {} }],
    });
    match protocol::decode_frame(&frame.to_string()).value {
        protocol::ServerFrame::BotResponse(response) => bot(key, response.items),
        other => panic!("not a message: {other:?}"),
    }
}

fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// What the page would hear if a frame said something.
fn say(from: &JsValue, origin: &str, event: &str, action: &str) {
    let object = |fields: &[(&str, JsValue)]| {
        let object = Object::new();
        for (name, value) in fields {
            Reflect::set(&object, &JsValue::from_str(name), value).unwrap();
        }
        object
    };
    let data = object(&[("event", event.into()), ("action", action.into())]);
    let init = object(&[("data", data.into()), ("origin", origin.into())]);
    let maker: Function = Reflect::get(&js_sys::global(), &"MessageEvent".into()).unwrap().unchecked_into();
    let event = Reflect::construct(&maker, &Array::of2(&"message".into(), &init)).unwrap();
    // Not in `init`: Firefox takes no window of a frame without an origin there.
    let event: Object = event.unchecked_into();
    Reflect::define_property(&event, &"source".into(), &object(&[("value", from.clone())])).unwrap();
    web_sys::window().unwrap().dispatch_event(&event.unchecked_into::<Event>()).unwrap();
}

fn window_of(frame: &Element) -> JsValue {
    Reflect::get(frame, &"contentWindow".into()).unwrap()
}

#[wasm_bindgen_test]
async fn a_form_by_itself_is_shown_in_a_walled_frame() {
    let stage = Stage::open();
    stage.append([form(1, None, &link(), "inline")], 0);
    let frame = stage.wait_for("[role=log] iframe").await;
    assert_eq!(attribute(&frame, "src"), link());
    assert_eq!(attribute(&frame, "title"), "Form");
    assert_eq!(attribute(&frame, "sandbox"), "allow-forms allow-popups allow-scripts allow-same-origin");
    stage.append([bot_says(2, "Still there?")], 1);
    stage.wait_for_text("[data-message-id='ms-2']", "Still there?").await;
    assert_eq!(stage.get("iframe"), frame, "another message does not load the form anew");
}

#[wasm_bindgen_test]
async fn a_page_of_the_own_origin_cannot_step_out_of_its_frame() {
    let stage = Stage::open();
    let link = own_origin() + FILE;
    stage.append([form(1, None, &link, "inline")], 0);
    let frame = stage.wait_for("iframe").await;
    assert_eq!(attribute(&frame, "sandbox"), "allow-forms allow-popups allow-scripts");
    say(&window_of(&frame), &own_origin(), "formEvent", "formSubmit");
    effects().await;
    assert!(stage.find("iframe").is_some());
    say(&window_of(&frame), "null", "formEvent", "formSubmit");
    stage.wait_for_count("iframe", 0).await;
}

#[wasm_bindgen_test]
async fn only_pages_of_the_web_are_framed() {
    for link in ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "mailto:a@example.com", "/forms/1"]
    {
        let stage = Stage::open();
        stage.append([form(1, None, link, "inline")], 0);
        stage.wait_for_text(".bubble.other", "cannot be shown").await;
        assert!(stage.find("iframe").is_none());
    }
}

#[wasm_bindgen_test]
async fn a_form_that_was_sent_makes_way_for_a_note() {
    let stage = Stage::open();
    stage.append([form(1, None, &link(), "inline"), form(2, None, &link(), "inline")], 0);
    stage.wait_for_count("iframe", 2).await;
    let first = window_of(&stage.all("iframe")[0]);
    // Another origin, another window, another message, another act.
    say(&first, "https://evil.example", "formEvent", "formSubmit");
    say(&first, &(origin() + ".evil.example"), "formEvent", "formSubmit");
    say(&web_sys::window().unwrap(), &origin(), "formEvent", "formSubmit");
    say(&JsValue::NULL, &origin(), "formEvent", "formSubmit");
    say(&first, &origin(), "event", "formSubmit");
    say(&first, &origin(), "formEvent", "formLoaded");
    effects().await;
    assert_eq!(stage.all("iframe").len(), 2);
    say(&first, &origin(), "formEvent", "formSubmit");
    stage.wait_for_text("[data-message-id='ms-1'] [role=status]", "submitted").await;
    assert_eq!(stage.all("iframe").len(), 1, "the other form is still open");
    assert!(stage.find("[data-message-id='ms-1'] button").is_none());
}

#[wasm_bindgen_test]
async fn a_button_opens_the_form_in_place_and_closes_it() {
    let stage = Stage::open();
    stage.append([form(1, Some("button"), &link(), "inline")], 0);
    stage.wait_for_text("[role=log] .action[aria-expanded=false]", "Fill it in").await;
    assert_eq!(stage.text(".bubble"), "Please fill it in");
    stage.click(".action");
    stage.wait_for("[role=log] iframe").await;
    stage.click(".action[aria-expanded=true]");
    stage.wait_for_count("iframe", 0).await;
    assert!(stage.take_inputs().is_empty(), "nothing is sent for it");
}

#[wasm_bindgen_test]
async fn a_button_opens_the_form_in_a_sheet_which_the_form_closes() {
    let stage = Stage::open();
    stage.append([form(1, Some("button"), &link(), "popup")], 0);
    stage.wait_for(".action[aria-haspopup=dialog]").await;
    stage.click(".action");
    let frame = stage.wait_for(".dialog iframe").await;
    assert_eq!(stage.text(".dialog-title"), "Fill it in");
    say(&window_of(&frame), &origin(), "formEvent", "formClose");
    stage.wait_for_count(".dialog", 0).await;
    stage.click(".action");
    let frame = stage.wait_for(".dialog iframe").await;
    say(&window_of(&frame), &origin(), "formEvent", "formSubmit");
    stage.wait_for_count(".dialog", 0).await;
    stage.wait_for_text("[data-message-id] [role=status]", "submitted").await;
}

#[wasm_bindgen_test]
async fn forms_of_history_are_not_loaded_unasked() {
    let stage = Stage::open();
    stage.append([from_history(form(1, None, &link(), "inline")), visitor(2, "Done", SendState::Sent)], 0);
    stage.wait_for_text("[role=log] .action", "Open the form").await;
    assert!(stage.find("iframe").is_none());
    stage.click("[role=log] .action");
    stage.wait_for(".dialog iframe").await;
}
