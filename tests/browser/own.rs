//! Messages that the page shows by itself, and messages that it does not want to be shown.

use std::{cell::Cell, rc::Rc};

use protocol::{Content, Template};
use rtm_chat_widget::window::{Own, Renderer, Settings, WindowEvent};
use session::{Entry, EntryBody};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{bot, bot_says, buttons, chips, from_history, said, sends},
    stage::{Stage, document, frame},
};

/// Shows buttons as `view` does and everything else as ever; and how often it was asked.
fn with_buttons(view: fn() -> Option<Own>) -> (Stage, Rc<Cell<u32>>) {
    let asked = Rc::new(Cell::new(0));
    let renderer = Renderer {
        has: Rc::new(|content| matches!(content, Content::Template(Template::Button(_) | Template::QuickReplies(_)))),
        view: {
            let asked = asked.clone();
            Rc::new(move |_| {
                asked.set(asked.get() + 1);
                view()
            })
        },
    };
    let stage = Stage::rendering(Settings::default(), Some(renderer));
    stage.window().open();
    (stage, asked)
}

fn node() -> Option<Own> {
    let input = document().create_element("input").unwrap();
    Some(Own::Node(input.unchecked_into()))
}

/// A message that is not shown: for the moment, or for good.
fn hidden(key: u64, streaming: bool) -> Entry {
    Entry { body: EntryBody::Message { items: Vec::new(), streaming }, ..bot(key, Vec::new()) }
}

#[wasm_bindgen_test]
async fn a_node_of_the_page_stands_in_place_of_the_built_in_view() {
    let (stage, _) = with_buttons(node);
    stage.append([buttons(1, "Which?", vec![sends("One", "1")]), bot_says(2, "as ever")], 0);
    stage.wait_for("[data-message-id='ms-1'] [part='custom'] input").await;
    assert!(stage.find("[data-message-id='ms-1'] .action").is_none());
    assert_eq!(stage.text("[data-message-id='ms-2'] .bubble"), "as ever");
}

#[wasm_bindgen_test]
async fn the_page_is_asked_once_and_its_node_stays_while_the_row_changes_and_scrolls_away() {
    let (stage, asked) = with_buttons(node);
    stage.append([buttons(1, "Which?", vec![sends("One", "1")])], 0);
    let input = stage.wait_for("[part='custom'] input").await;
    // Its row is no longer the last of its group.
    stage.append([bot_says(2, "and more")], 1);
    stage.wait_for("[data-message-id='ms-2']").await;
    frame().await;
    assert!(input.is_same_node(stage.find("[part='custom'] input").as_deref()));
    stage.append((3..400).map(|key| bot_says(key, "x")), 2);
    stage.wait_for("[data-message-id='ms-399']").await;
    assert!(!input.is_connected());
    assert_eq!(asked.get(), 1);
}

#[wasm_bindgen_test]
async fn another_content_is_asked_for_anew() {
    let (stage, asked) = with_buttons(node);
    stage.append([buttons(1, "Which?", vec![sends("One", "1")])], 0);
    let first = stage.wait_for("[part='custom'] input").await;
    stage.update(buttons(1, "Which?", vec![sends("Two", "2")]));
    crate::stage::until("the page's new node stands there", || {
        stage.find("[part='custom'] input").is_some_and(|found| !found.is_same_node(Some(&first)))
    })
    .await;
    assert_eq!(asked.get(), 2);
    assert_eq!(stage.all("[part='custom'] input").len(), 1);
}

#[wasm_bindgen_test]
async fn a_text_of_the_page_is_text() {
    let (stage, _) = with_buttons(|| Some(Own::Text("<b>*bold*</b>".to_owned())));
    stage.append([buttons(1, "Which?", vec![sends("One", "1")])], 0);
    stage.wait_for("[data-message-id='ms-1'] .bubble").await;
    assert_eq!(stage.text("[data-message-id='ms-1'] .bubble"), "<b>*bold*</b>");
    assert!(stage.find("[data-message-id='ms-1'] b").is_none());
}

#[wasm_bindgen_test]
async fn a_page_without_a_view_after_all_gets_the_built_in_one_with_its_choices() {
    let (stage, asked) = with_buttons(|| None);
    stage.append([buttons(1, "Which?", vec![sends("One", "1")]), chips(2, "Or?", vec![sends("Tea", "t")], false)], 0);
    stage.wait_for("[data-message-id='ms-1'] .action").await;
    stage.click("[data-message-id='ms-2'] .action");
    assert_eq!(stage.take_answers().len(), 1);
    assert_eq!(asked.get(), 2);
}

#[wasm_bindgen_test]
async fn a_message_that_is_not_shown_takes_no_place_and_is_neither_counted_nor_announced() {
    let stage = Stage::open();
    stage.append([bot_says(1, "shown"), hidden(2, false)], 0);
    stage.wait_for("[data-message-id='ms-1']").await;
    frame().await;
    assert!(stage.find("[data-message-id='ms-2']").is_none());
    // It does not stand between the last message and its time.
    assert!(stage.get("[data-message-id='ms-1']").has_attribute("data-last"));
    assert_eq!(stage.all(".announcer p").len(), 1);
    stage.window().close();
    stage.take_events();
    stage.append([hidden(3, false)], 2);
    assert!(stage.take_events().is_empty());
}

#[wasm_bindgen_test]
async fn a_message_that_is_shown_later_is_counted_and_announced_then() {
    let stage = Stage::open();
    stage.append([from_history(hidden(2, true)), hidden(1, true)], 0);
    frame().await;
    assert_eq!(stage.all(".announcer p").len(), 0);
    stage.update(bot(1, vec![said("late")]));
    stage.wait_for("[data-message-id='ms-1']").await;
    stage.wait_for_text(".announcer", "late").await;
    stage.window().close();
    stage.take_events();
    stage.append([hidden(3, true)], 2);
    stage.update(bot(3, vec![said("later")]));
    stage.update(bot(3, vec![said("later")]));
    stage.update(from_history(bot(2, vec![said("old")])));
    assert_eq!(stage.take_events(), [WindowEvent::Unread(1)]);
}
