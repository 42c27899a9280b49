//! What messages look like.

use markup::Dialect;
use protocol::content::Author;
use rtm_chat_widget::window::Settings;
use session::{Change, EntryBody, FailReason, From, Input, Notice, SendState, TimelineDiff};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    entries::{NOON, bot_says, notice, visitor},
    stage::{Stage, effects, frame, until},
};

const HOSTILE: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>\
                       <svg onload=\"window.hacked=1\"></svg> [click](javascript:window.hacked=1)";

#[wasm_bindgen_test]
async fn a_message_is_shown_with_its_test_hooks() {
    let stage = Stage::open();
    stage.append([bot_says(1, "Hello *world*")], 0);
    let row = stage.wait_for("[data-message-id='ms-1']").await;
    assert_eq!(row.get_attribute("data-from").as_deref(), Some("bot"));
    assert_eq!(row.get_attribute("part").as_deref(), Some("message"));
    assert_eq!(stage.text("[data-message-id='ms-1'] .bubble"), "Hello world");
    assert_eq!(stage.text("[data-message-id='ms-1'] .bubble strong"), "world");
    assert_eq!(stage.get("[role=log]").get_attribute("aria-live").as_deref(), Some("off"));
}

#[wasm_bindgen_test]
async fn hostile_text_never_becomes_script() {
    let stage = Stage::open();
    stage.append([bot_says(1, HOSTILE), visitor(2, HOSTILE, SendState::Sent)], 0);
    stage.wait_for("[data-message-id='ms-2']").await;
    frame().await;
    assert!(stage.find("script, .bubble svg, .bubble [onerror], .bubble [onload]").is_none());
    assert!(stage.all("a").iter().all(|link| link.get_attribute("href").is_some_and(|href| href.starts_with("http"))));
    assert!(stage.text("[data-message-id='ms-2'] .bubble").contains("<script>window.hacked=1</script>"));
    let hacked = js_sys::Reflect::get(&js_sys::global(), &"hacked".into()).unwrap();
    assert!(hacked.is_undefined());
}

/// A window for texts in CommonMark.
fn commonmark() -> Stage {
    let stage = Stage::with(Settings { markup: Dialect::CommonMark, ..Settings::default() });
    stage.window().open();
    stage
}

#[wasm_bindgen_test]
async fn a_wide_table_scrolls_inside_itself() {
    let stage = commonmark();
    let cells = format!("| {} |", ["a_long_word_of_the_table"; 12].join(" | "));
    let text = format!("Fees:\n{cells}\n|{}\n{cells}\n| *x* |", "-:|".repeat(12));
    stage.append([bot_says(1, &text)], 0);
    let scroller = stage.wait_for(".bubble .table-scroll").await;
    assert_eq!(stage.all(".bubble thead th[scope=col][data-align=right]").len(), 12);
    assert_eq!(stage.all(".bubble tbody tr").len(), 2);
    assert_eq!(stage.text(".bubble tbody em"), "x");
    assert!(scroller.scroll_width() > scroller.client_width());
    assert_eq!(scroller.get_attribute("tabindex").as_deref(), Some("0"));
    let transcript = stage.get(".scroller");
    assert!(transcript.scroll_width() <= transcript.client_width());
}

#[wasm_bindgen_test]
async fn code_keeps_its_lines_and_scrolls_inside_itself() {
    let stage = commonmark();
    let text = format!("```rust\nlet a = 1;\n\n  {}\n```\nand `<b>`", "long ".repeat(60));
    stage.append([bot_says(1, &text)], 0);
    let code = stage.wait_for(".bubble pre").await;
    assert_eq!(code.get_attribute("data-language").as_deref(), Some("rust"));
    assert!(code.text_content().unwrap().starts_with("let a = 1;\n\n  long"));
    assert!(code.scroll_width() > code.client_width());
    assert_eq!(stage.text(".bubble p code"), "<b>");
    let transcript = stage.get(".scroller");
    assert!(transcript.scroll_width() <= transcript.client_width());
}

#[wasm_bindgen_test]
async fn tasks_show_whether_they_are_done() {
    let stage = commonmark();
    stage.append([bot_says(1, "3. [x] *done*\n4. [ ] open\n   - inner")], 0);
    stage.wait_for(".bubble ol[start='3']").await;
    let marks: Vec<_> = stage.all(".task > .task-mark").iter().map(|mark| mark.text_content().unwrap()).collect();
    assert_eq!(marks, ["☑", "☐"]);
    assert_eq!(stage.text(".task em"), "done");
    assert_eq!(stage.text(".task ul li"), "inner");
    stage.wait_for_text(".announcer", "☑ done").await;
}

#[wasm_bindgen_test]
async fn values_are_written_as_the_language_writes_them() {
    let stage = Stage::open();
    let text = r#"\d(2024-01-31), \#(1234567.5), \$(12.5,"USD"), \$(1,"no code"), \t(14:05), \d(2024-99-99) :smile:"#;
    stage.append([bot_says(1, text)], 0);
    stage.wait_for(".bubble p").await;
    // Spaces of several kinds, by the browser's version.
    let shown = stage.text(".bubble").replace(['\u{202f}', '\u{a0}'], " ");
    assert_eq!(shown, "Jan 31, 2024, 1,234,567.5, $12.50, 1 no code, 2:05 PM, 2024-99-99 😄");
}

#[wasm_bindgen_test]
async fn an_agent_is_introduced_by_name() {
    let stage = Stage::open();
    let mut entry = bot_says(1, "Hi");
    entry.from = From::Agent(Author { name: "Ann Lee".to_owned(), image: None, is_agent: true });
    stage.append([entry], 0);
    stage.wait_for("[data-from=agent]").await;
    assert_eq!(stage.text("[data-from=agent] .author"), "Ann Lee");
    assert_eq!(stage.text("[data-from=agent] .avatar"), "A");
}

#[wasm_bindgen_test]
async fn a_notice_is_told_in_words() {
    let stage = Stage::open();
    stage.append([notice(1, Notice::AgentJoined { name: "Ann".to_owned() })], 0);
    stage.wait_for_text("[data-from=notice]", "Ann joined the chat").await;
}

#[wasm_bindgen_test]
async fn a_sent_message_tells_how_far_it_got_and_a_failed_one_offers_a_retry() {
    let stage = Stage::open();
    stage.append([visitor(7, "Hi", SendState::Queued)], 0);
    stage.wait_for_text("[data-from=visitor]", "Waiting for a connection").await;
    stage.update(visitor(7, "Hi", SendState::Sending));
    stage.wait_for_text("[data-from=visitor]", "Sending…").await;
    stage.update(visitor(7, "Hi", SendState::Failed(FailReason::Unconfirmed)));
    stage.wait_for_text("[data-from=visitor]", "no answer came in time").await;

    stage.click(".failed-actions button:first-child");
    stage.click(".failed-actions button:last-child");
    let inputs = stage.take_inputs();
    assert!(matches!(inputs[..], [Input::RetrySend(retried), Input::Discard(dropped)]
        if retried.0 == 7 && dropped.0 == 7));

    stage.update(visitor(7, "Hi", SendState::Sent));
    stage.wait_for_text("[data-from=visitor]", "Sent").await;
    assert!(stage.find(".failed").is_none());
}

#[wasm_bindgen_test]
async fn a_new_day_begins_with_its_name() {
    let stage = Stage::open();
    let now = js_sys::Date::now() as i64;
    let mut old = bot_says(1, "long ago");
    old.at = NOON;
    let mut today = bot_says(2, "now");
    today.at = now;
    let mut later = bot_says(3, "now again");
    later.at = now;
    stage.append([old, today, later], 0);
    stage.wait_for_count(".day", 2).await;
    let days = stage.all(".day");
    assert!(days[0].text_content().unwrap().contains("10"), "{:?}", days[0].text_content());
    assert_eq!(days[1].text_content().unwrap(), "today");
}

#[wasm_bindgen_test]
async fn messages_of_one_author_form_a_group_with_one_time() {
    let stage = Stage::open();
    stage.append([bot_says(1, "one"), bot_says(2, "two"), visitor(3, "three", SendState::Sent)], 0);
    stage.wait_for("[data-message-id='ms-3']").await;
    assert_eq!(stage.all("[data-from=bot] .meta").len(), 1);
    assert!(stage.get("[data-message-id='ms-1']").has_attribute("data-first"));
    assert!(stage.get("[data-message-id='ms-2']").has_attribute("data-last"));
    // The next message takes the end of the group over.
    stage.append([visitor(4, "four", SendState::Sent)], 3);
    stage.wait_for("[data-message-id='ms-4']").await;
    effects().await;
    assert!(!stage.get("[data-message-id='ms-3']").has_attribute("data-last"));
}

#[wasm_bindgen_test]
async fn a_streamed_message_touches_only_its_own_row() {
    let stage = Stage::open();
    let streaming = |text: &str, streaming| {
        let mut entry = bot_says(2, text);
        if let EntryBody::Message { streaming: is_streaming, .. } = &mut entry.body {
            *is_streaming = streaming;
        }
        entry
    };
    stage.append([bot_says(1, "before"), streaming("One", true)], 0);
    stage.wait_for("[data-message-id='ms-2'] .bubble").await;
    let bubble = stage.get("[data-message-id='ms-2'] .bubble");
    let node = bubble.first_element_child().unwrap().first_child().unwrap();
    // A mark that only a rendering of the other row would take away.
    let other = stage.get("[data-message-id='ms-1'] .bubble p").first_child().unwrap();
    other.set_text_content(Some("marked"));
    for text in ["One two", "One two three"] {
        stage.update(streaming(text, true));
        stage.wait_for_text("[data-message-id='ms-2'] .bubble", text).await;
    }
    stage.update(streaming("One two three four", false));
    stage.wait_for_text("[data-message-id='ms-2'] .bubble", "four").await;
    assert_eq!(stage.text("[data-message-id='ms-1'] .bubble"), "marked");
    assert!(node.is_same_node(bubble.first_element_child().unwrap().first_child().as_ref()));
    assert!(bubble.is_connected());
}

#[wasm_bindgen_test]
async fn a_whole_message_is_announced_once_also_when_it_was_streamed() {
    let stage = Stage::open();
    let mut entry = bot_says(1, "Half");
    entry.body = EntryBody::Message { items: vec![crate::entries::said("Half")], streaming: true };
    stage.append([entry], 0);
    stage.wait_for("[data-message-id='ms-1']").await;
    assert_eq!(stage.all(".announcer p").len(), 0);
    stage.update(bot_says(1, "Half and whole"));
    stage.update(bot_says(1, "Half and whole"));
    stage.wait_for_count(".announcer p", 1).await;
    assert_eq!(stage.text(".announcer"), "Bot: Half and whole");
}

#[wasm_bindgen_test]
async fn a_burst_is_counted_and_not_read() {
    let stage = Stage::open();
    stage.append((0..50).map(|key| bot_says(key, "x")), 0);
    stage.wait_for_text(".announcer", "New messages: 50").await;
    assert_eq!(stage.all(".announcer p").len(), 1);
}

#[wasm_bindgen_test]
async fn entries_move_update_and_go() {
    let stage = Stage::open();
    stage.append([bot_says(1, "a"), bot_says(2, "b"), bot_says(3, "c")], 0);
    stage.wait_for_count("[data-message-id]", 3).await;
    stage.window().apply(vec![
        Change::Timeline(TimelineDiff::Move { key: session::EntryKey(1), to: 2 }),
        Change::Timeline(TimelineDiff::Remove { key: session::EntryKey(2) }),
    ]);
    stage.wait_for_count("[data-message-id]", 2).await;
    let order: Vec<_> =
        stage.all("[data-message-id]").iter().map(|row| row.get_attribute("data-message-id").unwrap()).collect();
    assert_eq!(order, ["ms-3", "ms-1"]);
    stage.apply(Change::Timeline(TimelineDiff::Clear));
    stage.wait_for_count("[data-message-id]", 0).await;
}

#[wasm_bindgen_test]
async fn a_refused_picture_leaves_the_initial() {
    let stage = Stage::open();
    let mut entry = bot_says(1, "Hi");
    entry.from = From::Bot { icon: Some("javascript:alert(1)".to_owned()) };
    stage.append([entry], 0);
    stage.wait_for("[data-from=bot] .avatar").await;
    until("the initial", || stage.text("[data-from=bot] .avatar") == "S").await;
    assert!(stage.get("[data-from=bot] .avatar").dyn_ref::<web_sys::HtmlImageElement>().is_none());
}
