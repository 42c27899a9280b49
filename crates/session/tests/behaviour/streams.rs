//! Streamed answers (`kore-protocol.md` 9).

use serde_json::json;
use session::Event;

use crate::harness::*;

#[test]
fn chunks_become_one_entry_that_is_told_once_at_the_end() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "The ", false));
    assert_eq!(chat.shown(), ["bot: The …"]);
    chat.frame(chunk("m1", "whole ", false)).frame(bot("m2", "between", 11)).frame(chunk("m1", "answer", true));
    assert_eq!(chat.shown(), ["bot: The whole answer", "bot: between"]);
    let told: Vec<_> = chat
        .events
        .iter()
        .filter_map(|event| if let Event::Message(entry) = event { Some(describe(entry)) } else { None })
        .collect();
    assert_eq!(told, ["bot: between", "bot: The whole answer"]);
}

#[test]
fn two_streams_at_once_do_not_mix() {
    let mut chat = Chat::live();
    for (a, b) in [("1", "a"), ("2", "b"), ("3", "c")] {
        chat.frame(chunk("m1", a, a == "3")).frame(chunk("m2", b, b == "c"));
    }
    assert_eq!(chat.shown(), ["bot: 123", "bot: abc"]);
}

#[test]
fn a_late_chunk_is_ignored() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "all", true)).frame(chunk("m1", " late", false)).frame(chunk("m1", " later", true));
    assert_eq!(chat.shown(), ["bot: all"]);
    assert_eq!(chat.messages_told(), 1);
}

#[test]
fn an_end_without_text_closes_the_stream() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "all", false));
    chat.frame(json!({"type": "bot_response", "messageId": "m1", "endChunk": true}));
    assert_eq!(chat.shown(), ["bot: all"]);
    assert_eq!(chat.messages_told(), 1);
}

#[test]
fn chunks_without_an_id_belong_together() {
    let nameless = |text: &str, end| {
        let mut frame = chunk("", text, end);
        frame["messageId"] = json!(null);
        frame
    };
    let mut chat = Chat::live();
    chat.frame(nameless("a", false)).frame(nameless("b", true)).frame(nameless("c", false));
    assert_eq!(chat.shown(), ["bot: ab", "bot: c…"]);
    assert_ne!(chat.rows[0].message_id, chat.rows[1].message_id);
}

#[test]
fn a_drop_ends_the_stream_and_the_log_gives_the_whole() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "half", false)).drop_and_return();
    assert_eq!(chat.shown(), ["bot: half"]);
    chat.page(json!([logged_bot("m1", "half and half", 10)]), false);
    assert_eq!(chat.shown(), ["bot: half and half"]);
}

#[test]
fn a_stream_that_goes_on_after_the_drop_is_fetched_whole_at_its_end() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "one ", false)).drop_and_return().page(json!([]), false);
    chat.frame(chunk("m1", "three ", false)).frame(chunk("m1", "four", true));
    assert_eq!(chat.shown(), ["bot: one "]);
    chat.page(json!([logged_bot("m1", "one two three four", 10)]), false);
    assert_eq!(chat.shown(), ["bot: one two three four"]);
}

#[test]
fn a_whole_message_of_the_same_id_replaces_the_stream() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "draft", false)).frame(bot("m1", "final", 10)).frame(chunk("m1", "late", true));
    assert_eq!(chat.shown(), ["bot: final"]);
    assert_eq!(chat.messages_told(), 1);
}

#[test]
fn a_stream_that_was_cut_off_is_completed_from_a_page_further_back() {
    let mut chat = Chat::live();
    chat.frame(bot("m0", "before", 1)).frame(chunk("m1", "half", false)).drop_and_return();
    chat.page(json!([logged_bot("m2", "2", 12), logged_bot("m3", "3", 13), logged_bot("m4", "4", 14)]), true);
    let log = json!([logged_bot("m0", "before", 1), logged_bot("m1", "half and half", 10), logged_bot("m2", "2", 12)]);
    chat.page(log, true);
    assert_eq!(chat.shown(), ["bot: before", "bot: half and half", "bot: 2", "bot: 3", "bot: 4"]);
}

#[test]
fn a_stream_that_was_cut_off_after_the_log_was_read_is_looked_for_again() {
    let mut chat = Chat::live();
    chat.frame(bot("m0", "before", 1)).frame(chunk("m1", "half", false)).say("mine").advance(10_000);
    let whole = [logged_bot("m0", "before", 1), logged_bot("m1", "half and half", 10)];
    let newer = [logged_bot("m2", "2", 12), logged_bot("m3", "3", 13), logged_bot("m4", "4", 14)];
    chat.page(json!(newer), true).page(json!(whole), true);
    chat.drop_and_return().page(json!(newer), true).page(json!(whole), true);
    assert!(chat.shown().contains(&"bot: half and half".to_owned()), "{:?}", chat.shown());
}

#[test]
fn a_stream_that_may_have_begun_before_the_socket_opened_is_completed_at_its_end() {
    let mut chat = Chat::live();
    chat.frame(chunk("m1", "and half", true));
    assert_eq!(chat.messages_told(), 1);
    chat.page(json!([logged_bot("m2", "2", 12), logged_bot("m3", "3", 13), logged_bot("m4", "4", 14)]), true);
    chat.page(
        json!([logged_bot("m0", "0", 1), logged_bot("m1", "half and half", 10), logged_bot("m2", "2", 12)]),
        false,
    );
    assert_eq!(chat.shown(), ["bot: 0", "bot: half and half", "bot: 2", "bot: 3", "bot: 4"]);
}

#[test]
fn a_stream_that_begins_long_after_the_socket_opened_asks_for_nothing() {
    let mut chat = Chat::live();
    chat.advance(15_000).frame(chunk("m1", "all ", false)).frame(chunk("m1", "there is", true));
    assert_eq!(chat.calls("botmessages/rtm").len(), 0);
}

#[test]
fn a_stream_that_ends_while_the_log_is_read_is_looked_for_until_it_is_whole() {
    let mut chat = Chat::live();
    // Its beginning is missed, and more is said at once than a page holds.
    chat.frame(bot("b-1", "1", 1)).drop_and_return().frame(chunk("s-1", "end", false));
    let log = |from: i64, to: i64| (from..=to).map(|n| logged_bot(&format!("b-{n}"), &n.to_string(), n));
    chat.page(log(28, 30).collect(), true);
    chat.page(json!([logged_bot("s-1", "the beginning", 10), logged_bot("b-27", "27", 27)]), true);
    chat.frame(chunk("s-1", ".", true));
    chat.page(log(1, 3).collect(), false);
    chat.page(log(28, 30).collect(), true);
    chat.page(json!([logged_bot("s-1", "the beginning and the end.", 10), logged_bot("b-27", "27", 27)]), true);
    assert!(chat.shown().contains(&"bot: the beginning and the end.".to_owned()), "{:?}", chat.shown());
}
