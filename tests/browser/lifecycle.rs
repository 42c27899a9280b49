//! Opening, closing, unmounting, and how the window fits into a page.

use rtm_chat_widget::window::{Direction, Settings, Theme, WindowEvent};
use session::{Change, ConnectionState, Input, SendState};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    entries::{bot_says, from_history, visitor},
    stage::{Stage, document, effects, frame, key, press},
};

#[wasm_bindgen_test]
async fn opening_moves_the_focus_into_the_composer() {
    let stage = Stage::with(Settings::default());
    assert!(!stage.window().is_open());
    assert!(stage.get(".window").has_attribute("hidden"));
    stage.window().open();
    assert!(stage.window().is_open());
    assert_eq!(stage.take_events(), [WindowEvent::Opened]);
    assert!(stage.root.active_element().unwrap().is_same_node(Some(&stage.area())));
    stage.window().open();
    assert!(stage.take_events().is_empty());
}

#[wasm_bindgen_test]
async fn escape_closes_and_is_not_seen_by_the_page() {
    let stage = Stage::open();
    stage.take_events();
    let pressed = stage.press(&key("Escape"));
    assert!(pressed.was_prevented && !pressed.reached_page);
    assert!(!stage.window().is_open());
    assert_eq!(stage.take_events(), [WindowEvent::Closed]);
    let pressed = press(&document().body().unwrap(), &key("Escape"));
    assert!(pressed.reached_page && !pressed.was_prevented);
}

#[wasm_bindgen_test]
async fn minimise_keeps_the_connection_and_close_ends_it() {
    let stage = Stage::open();
    stage.click("[aria-label='Minimise chat']");
    assert!(!stage.window().is_open());
    assert!(stage.take_inputs().is_empty());
    stage.window().open();
    assert!(stage.take_inputs().is_empty());
    stage.click("[aria-label='Close chat']");
    assert!(!stage.window().is_open());
    assert!(matches!(stage.take_inputs()[..], [Input::Disconnect]));
    stage.window().open();
    assert!(matches!(stage.take_inputs()[..], [Input::Connect]));
}

#[wasm_bindgen_test]
async fn closing_waits_for_the_owner_where_that_decides() {
    let stage = Stage::with(Settings { asks_to_end: true, ..Settings::default() });
    stage.window().open();
    stage.take_events();
    stage.click("[aria-label='Close chat']");
    assert!(stage.window().is_open() && stage.take_inputs().is_empty());
    assert_eq!(stage.take_events(), [WindowEvent::EndAsked]);
    stage.click("[aria-label='Minimise chat']");
    assert_eq!(stage.take_events(), [WindowEvent::Closed]);
    stage.window().open();
    stage.window().end();
    assert!(!stage.window().is_open());
    assert!(matches!(stage.take_inputs()[..], [Input::Disconnect]));
}

#[wasm_bindgen_test]
async fn close_keeps_the_connection_while_a_message_is_on_its_way() {
    let stage = Stage::open();
    stage.append([visitor(1, "Hi", SendState::Sending)], 0);
    stage.click("[aria-label='Close chat']");
    assert!(!stage.window().is_open());
    assert!(stage.take_inputs().is_empty());
}

#[wasm_bindgen_test]
async fn messages_that_arrive_while_closed_are_counted() {
    let stage = Stage::open();
    stage.append([bot_says(1, "seen")], 0);
    stage.window().close();
    stage.take_events();
    stage.append([bot_says(2, "a"), visitor(3, "b", SendState::Sent), bot_says(4, "c")], 1);
    stage.append([from_history(bot_says(5, "old"))], 0);
    assert_eq!(stage.take_events(), [WindowEvent::Unread(2)]);
    stage.append([bot_says(6, "d")], 5);
    assert_eq!(stage.take_events(), [WindowEvent::Unread(3)]);
    stage.window().open();
    assert_eq!(stage.take_events(), [WindowEvent::Opened, WindowEvent::Unread(0)]);
}

#[wasm_bindgen_test]
async fn unmounting_leaves_nothing_behind() {
    let mut stage = Stage::open();
    stage.append((0..50).map(|key| bot_says(key, "x")), 0);
    stage.apply(Change::Connection(ConnectionState::Connecting));
    frame().await;
    assert!(stage.root.child_element_count() > 0);
    assert_eq!(stage.root.adopted_style_sheets().length(), 2);
    let area = stage.area();
    stage.window.take();
    assert_eq!(stage.root.child_nodes().length(), 0);
    assert_eq!(stage.root.adopted_style_sheets().length(), 1);
    // Its timers, observers and listeners are gone too: nothing panics or reports later.
    stage.take_inputs();
    stage.take_events();
    area.dispatch_event(&crate::stage::event("input")).unwrap();
    frame().await;
    effects().await;
    assert!(stage.inputs.borrow().is_empty() && stage.events.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn two_windows_of_one_module_are_independent() {
    let (first, second) = (Stage::open(), Stage::open());
    first.append([bot_says(1, "only here")], 0);
    first.wait_for("[data-message-id='ms-1']").await;
    assert!(second.find("[data-message-id]").is_none());
    drop(first);
    second.append([bot_says(2, "still works")], 0);
    second.wait_for("[data-message-id='ms-2']").await;
}

#[wasm_bindgen_test]
async fn language_direction_and_theme_follow_the_settings() {
    assert!(rtm_chat_widget::i18n::install("ar-EG", include_str!("../../src/i18n/ar.json")));
    let stage = Stage::with(Settings { locale: "ar-EG".to_owned(), theme: Theme::Dark, ..Settings::default() });
    let window = stage.get(".window");
    assert_eq!(window.get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(window.get_attribute("lang").as_deref(), Some("ar-EG"));
    assert_eq!(window.get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(stage.area().get_attribute("aria-label").as_deref(), Some("الرسالة"));
    let forced = Stage::with(Settings { locale: "ar".to_owned(), direction: Direction::Ltr, ..Settings::default() });
    assert_eq!(forced.get(".window").get_attribute("dir").as_deref(), Some("ltr"));
}

#[wasm_bindgen_test]
async fn a_malformed_locale_is_survived() {
    let stage = Stage::with(Settings { locale: "not a locale!".to_owned(), ..Settings::default() });
    stage.window().open();
    stage.append([bot_says(1, "x")], 0);
    stage.wait_for("[data-message-id='ms-1'] .meta").await;
}

#[wasm_bindgen_test]
async fn every_control_has_a_name_and_room_for_a_finger() {
    let stage = Stage::open();
    let controls = stage.all("button, textarea, [tabindex='0']");
    assert!(controls.len() >= 5);
    for control in controls {
        let name = control.get_attribute("aria-label").or(control.text_content()).unwrap_or_default();
        assert!(!name.trim().is_empty(), "{}", control.outer_html());
        let size = control.unchecked_ref::<HtmlElement>().get_bounding_client_rect();
        assert!(size.width() >= 24.0 && size.height() >= 24.0, "{}", control.outer_html());
    }
    assert_eq!(stage.get(".window").get_attribute("aria-labelledby").as_deref(), Some("title"));
    assert!(stage.find("#title").is_some());
}

#[wasm_bindgen_test]
async fn no_node_carries_a_style_attribute_that_a_strict_page_would_refuse() {
    let stage = Stage::open();
    stage.append([bot_says(1, "x")], 0);
    stage.wait_for("[data-message-id='ms-1']").await;
    assert!(stage.all(".window [style]").is_empty());
}
