//! The row that tells of missing messages.

use session::{Change, Entry, EntryBody, EntryKey, From, GapState, HistoryState, Input, TimelineDiff};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{entries::bot_says, stage::Stage};

fn gap(state: GapState) -> Entry {
    Entry {
        key: EntryKey(2),
        message_id: "local-2".to_owned(),
        from: From::Notice,
        body: EntryBody::Gap(state),
        ..bot_says(2, "")
    }
}

#[wasm_bindgen_test]
async fn a_gap_offers_to_load_what_is_missing_and_tells_how_that_goes() {
    let stage = Stage::open();
    stage.append([bot_says(1, "before"), gap(GapState::Open), bot_says(3, "after")], 0);
    stage.wait_for_text(".gap", "Some messages may be missing here.").await;
    stage.take_inputs();
    stage.click(".gap button");
    assert!(matches!(stage.take_inputs()[..], [Input::FillGap(EntryKey(2))]));
    stage.update(gap(GapState::Loading));
    stage.wait_for_text(".gap", "Loading the missing messages").await;
    assert!(stage.find(".gap button").is_none());
    stage.update(gap(GapState::Failed));
    stage.wait_for_text(".gap", "could not be loaded").await;
    assert!(stage.find(".gap button").is_some());
}

#[wasm_bindgen_test]
async fn entries_dropped_from_memory_leave_the_rest_in_place() {
    let stage = Stage::open();
    stage.append((1..=10).map(|n| bot_says(n, &format!("message {n}"))), 0);
    stage.wait_for_count("[data-message-id]", 10).await;
    stage.apply(Change::Timeline(TimelineDiff::DropOldest { count: 4 }));
    stage.wait_for_count("[data-message-id]", 6).await;
    stage.append([bot_says(11, "the newest")], 6);
    stage.wait_for_count("[data-message-id]", 7).await;
    let rows = stage.all("[data-message-id]");
    assert!(rows[0].text_content().unwrap().contains("message 5"));
    assert!(rows[6].text_content().unwrap().contains("the newest"));
}

#[wasm_bindgen_test]
async fn the_top_tells_when_no_more_is_kept_in_memory() {
    let stage = Stage::open();
    stage.append([bot_says(1, "old")], 0);
    stage.apply(Change::History(HistoryState::Full));
    stage.wait_for_text(".history", "Earlier messages cannot be shown here.").await;
}
