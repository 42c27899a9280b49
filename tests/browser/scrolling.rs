//! Long transcripts: bounded nodes, and a reader who stays where they read.

use session::{Change, HistoryState, Input, TimelineDiff};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::{
    entries::{bot_says, from_history},
    stage::{Stage, effects, frame, now, until},
};

fn scroller(stage: &Stage) -> HtmlElement {
    stage.get("[role=log]").unchecked_into()
}

fn is_at_end(stage: &Stage) -> bool {
    let scroller = scroller(stage);
    scroller.scroll_height() - scroller.scroll_top() - scroller.client_height() <= 1
}

fn offset(stage: &Stage, row: &Element) -> f64 {
    row.get_bounding_client_rect().top() - scroller(stage).get_bounding_client_rect().top()
}

fn row(stage: &Stage, key: u64) -> Element {
    stage.get(&format!("[data-message-id='ms-{key}']"))
}

/// Texts of different heights, so that a mistake in the arithmetic shows.
fn text(key: u64) -> String {
    "word ".repeat(1 + usize::try_from(key).unwrap() * 7 % 60)
}

async fn long_transcript(count: u64) -> Stage {
    let stage = Stage::open();
    stage.append((0..count).map(|key| bot_says(key + 100_000, &text(key))), 0);
    stage.wait_for(&format!("[data-message-id='ms-{}']", count - 1 + 100_000)).await;
    until("the end is in sight", || is_at_end(&stage)).await;
    // While it opens, the window is drawn smaller and every distance with it.
    let window: HtmlElement = stage.get(".window").unchecked_into();
    until("the window has opened", || {
        let drawn = window.get_bounding_client_rect().width();
        (drawn - f64::from(window.offset_width())).abs() < 0.01
    })
    .await;
    stage
}

async fn scroll_to(stage: &Stage, top: i32) {
    scroller(stage).set_scroll_top(top);
    // The event comes with the next frame.
    frame().await;
    frame().await;
}

#[wasm_bindgen_test]
async fn ten_thousand_messages_render_a_bounded_number_of_rows() {
    let stage = long_transcript(10_000).await;
    assert!(stage.all("[data-message-id]").len() <= 200);
    assert!(stage.all("*").len() < 3_000, "{} elements", stage.all("*").len());
    for _ in 0..20 {
        scroll_to(&stage, 0).await;
        assert!(stage.all("[data-message-id]").len() <= 200);
    }
    assert!(stage.find("[data-message-id='ms-109999']").is_none());
}

#[wasm_bindgen_test]
async fn a_thousand_messages_are_taken_in_one_short_task() {
    let stage = Stage::open();
    let entries: Vec<_> = (0..1_000).map(|key| bot_says(key, &text(key))).collect();
    let start = now();
    stage.append(entries, 0);
    effects().await;
    let taken = now() - start;
    stage.wait_for("[data-message-id='ms-999']").await;
    web_sys::console::log_1(&format!("1,000 inserts: {} ms", taken as u32).into());
    // Generous: tests run without optimisation, on whatever machine.
    assert!(taken < 1_000.0, "{taken} ms");
}

#[wasm_bindgen_test]
async fn a_reader_at_the_end_follows_it() {
    let stage = long_transcript(200).await;
    for key in 200..230 {
        stage.append([bot_says(key + 100_000, &text(key))], usize::try_from(key).unwrap());
        frame().await;
    }
    until("the end is in sight", || is_at_end(&stage) && stage.find("[data-message-id='ms-100229']").is_some()).await;
    assert!(stage.find(".newest").is_none());
}

#[wasm_bindgen_test]
async fn a_growing_message_keeps_the_end_in_sight() {
    let stage = long_transcript(100).await;
    for words in 1..40 {
        stage.update(bot_says(100_099, &"word ".repeat(words * 10)));
        frame().await;
    }
    until("the end is in sight", || is_at_end(&stage)).await;
}

#[wasm_bindgen_test]
async fn a_reader_further_up_is_not_moved_by_new_messages() {
    let stage = long_transcript(120).await;
    let top = scroller(&stage).scroll_top();
    scroll_to(&stage, top - 400).await;
    stage.wait_for(".newest").await;
    let rows = stage.all(".row");
    let seen = rows.iter().find(|row| offset(&stage, row) >= 0.0).unwrap();
    let before = offset(&stage, seen);
    stage.append((120..1_120).map(|key| bot_says(key + 100_000, &text(key))), 120);
    effects().await;
    for _ in 0..5 {
        assert!((offset(&stage, seen) - before).abs() <= 1.0, "{} {before}", offset(&stage, seen));
        frame().await;
    }
    stage.wait_for_text(".newest", "New messages: 1000").await;
    assert!(stage.all("[data-message-id]").len() <= 200);

    stage.click(".newest");
    stage.wait_for("[data-message-id='ms-101119']").await;
    until("the end is in sight", || is_at_end(&stage)).await;
    stage.wait_for_count(".newest", 0).await;
}

#[wasm_bindgen_test]
async fn older_messages_put_above_leave_the_reader_where_they_are() {
    let stage = long_transcript(40).await;
    stage.apply(Change::History(HistoryState::More));
    scroll_to(&stage, 30).await;
    let seen = row(&stage, 100_001);
    let before = offset(&stage, &seen);
    assert!(matches!(stage.take_inputs()[..], [Input::LoadOlder]), "asked once");
    scroll_to(&stage, 31).await;
    let before = before - 1.0;
    assert!(stage.take_inputs().is_empty(), "not asked again while there is no answer");
    let mut changes: Vec<_> = (0..20u64)
        .map(|at| {
            let entry = from_history(bot_says(at, &text(at * 3)));
            Change::Timeline(TimelineDiff::Insert { index: usize::try_from(at).unwrap(), entry: entry.into() })
        })
        .collect();
    changes.push(Change::History(HistoryState::More));
    stage.window().apply(changes);
    effects().await;
    assert!(stage.find("[data-message-id='ms-0']").is_some());
    for _ in 0..5 {
        assert!((offset(&stage, &seen) - before).abs() <= 1.0, "{} {before}", offset(&stage, &seen));
        frame().await;
    }
}

#[wasm_bindgen_test]
async fn scrolling_through_a_long_transcript_never_jumps() {
    let stage = long_transcript(600).await;
    let mut steps = 0;
    while stage.find("[data-message-id='ms-100000']").is_none() {
        let target = scroller(&stage).scroll_top() - 250;
        scroller(&stage).set_scroll_top(target);
        let seen = stage.all(".row").into_iter().find(|row| offset(&stage, row) >= 0.0).unwrap();
        let before = offset(&stage, &seen);
        frame().await;
        frame().await;
        assert!(seen.is_connected());
        assert!((offset(&stage, &seen) - before).abs() <= 1.0, "step {steps}: {} {before}", offset(&stage, &seen));
        steps += 1;
        assert!(steps < 2_000);
    }
    assert!(stage.all("[data-message-id]").len() <= 200);
    // And all the way back.
    while !is_at_end(&stage) || stage.find("[data-message-id='ms-100599']").is_none() {
        let target = scroller(&stage).scroll_top() + 400;
        scroll_to(&stage, target).await;
        steps += 1;
        assert!(steps < 4_000);
    }
    stage.wait_for_count(".newest", 0).await;
}

#[wasm_bindgen_test]
async fn going_to_the_very_end_from_far_up_leads_to_the_newest_message() {
    let stage = long_transcript(1_000).await;
    for _ in 0..8 {
        scroll_to(&stage, 0).await;
    }
    assert!(stage.find("[data-message-id='ms-100999']").is_none(), "the newest rows are not rendered any more");
    // As the End key or the scrollbar does it.
    let end = scroller(&stage).scroll_height();
    scroller(&stage).set_scroll_top(end);
    until("the newest message is in sight", || {
        is_at_end(&stage) && stage.find("[data-message-id='ms-100999']").is_some()
    })
    .await;
    stage.wait_for_count(".newest", 0).await;
    assert!(stage.all("[data-message-id]").len() <= 200);
}

#[wasm_bindgen_test]
async fn what_does_not_fill_the_window_asks_for_older_messages() {
    let stage = Stage::open();
    stage.apply(Change::History(HistoryState::More));
    stage.append([from_history(bot_says(1, "x"))], 0);
    until("older messages are asked for", || {
        stage.inputs.borrow().iter().any(|input| matches!(input, Input::LoadOlder))
    })
    .await;
}

#[wasm_bindgen_test]
async fn opening_shows_the_newest_message() {
    let stage = Stage::open();
    stage.window().close();
    stage.append((0..100).map(|key| bot_says(key, &text(key))), 0);
    stage.window().open();
    until("the end is in sight", || is_at_end(&stage) && stage.find("[data-message-id='ms-99']").is_some()).await;
}
