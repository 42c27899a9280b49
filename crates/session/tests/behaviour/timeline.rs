//! One entry for each message, in the platform's order, in a row that keeps its identity.

use serde_json::json;
use session::{EntryBody, From, Notice, TimelineDiff};

use crate::harness::*;

#[test]
fn an_acknowledged_message_keeps_its_row() {
    let mut chat = Chat::live();
    chat.say("hi");
    let (key, id) = (chat.key_of("hi"), chat.id_of("hi"));
    chat.diffs.clear();
    chat.ack(id);
    assert!(matches!(&chat.diffs[..], [TimelineDiff::Update { entry }] if entry.key == key), "{:?}", chat.diffs);
}

#[test]
fn messages_are_ordered_by_the_platform_s_time_and_ties_by_arrival() {
    let mut chat = Chat::live();
    chat.frame(bot("m3", "3", 3)).frame(bot("m1", "1", 1)).frame(bot("m4", "4", 3)).frame(bot("m2", "2", 2));
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 3", "bot: 4"]);
}

#[test]
fn unacknowledged_messages_stay_below_until_acknowledged() {
    let mut chat = Chat::live();
    chat.say("mine").frame(bot("m1", "1", 1));
    assert_eq!(chat.shown(), ["bot: 1", "me: mine (Sending)"]);
    let id = chat.id_of("mine");
    chat.ack(id).frame(bot("m2", "2", 2));
    assert_eq!(chat.shown(), ["bot: 1", "me: mine", "bot: 2"]);
}

#[test]
fn acknowledgements_out_of_order_move_rows() {
    let mut chat = Chat::live();
    chat.say("one").say("two");
    let two = chat.id_of("two");
    chat.diffs.clear();
    chat.ack(two);
    assert_eq!(chat.shown(), ["me: two", "me: one (Sending)"]);
    assert!(chat.diffs.iter().any(|diff| matches!(diff, TimelineDiff::Move { to: 0, .. })));
}

#[test]
fn a_duplicate_changes_nothing_and_an_edit_stays_in_place() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "first", 1)).frame(bot("m2", "2", 2)).diffs.clear();
    chat.frame(bot("m1", "first", 1));
    assert_eq!(chat.diffs, []);
    assert_eq!(chat.messages_told(), 2);
    chat.frame(bot("m1", "edited", 1));
    assert_eq!(chat.shown(), ["bot: edited", "bot: 2"]);
}

#[test]
fn a_message_without_id_or_time_is_shown_where_it_arrives() {
    let mut chat = Chat::live();
    let nameless = json!({"type": "bot_response", "message": [{"type": "text", "cInfo": {"body": "nameless"}}]});
    chat.frame(nameless.clone()).frame(bot("m1", "1", 1)).frame(nameless.clone()).frame(nameless);
    assert_eq!(chat.shown(), ["bot: nameless", "bot: 1", "bot: nameless", "bot: nameless"]);
    let mut ids: Vec<_> = chat.rows.iter().map(|row| row.message_id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_eq!(chat.rows[0].at, WALL);
}

#[test]
fn a_message_without_an_id_is_known_again_in_the_log() {
    let mut chat = Chat::connected();
    let mut frame = bot("", "hello", 5);
    frame["messageId"] = json!(null);
    chat.frame(frame).page(json!([logged_bot("m1", "hello", 5)]), false);
    assert_eq!(chat.shown(), ["bot: hello"]);
    assert_eq!(chat.rows[0].message_id, "m1");
}

#[test]
fn every_item_of_a_message_is_in_one_entry() {
    let mut chat = Chat::live();
    chat.frame(json!({"type": "bot_response", "messageId": "m1", "message": [
        {"type": "text", "cInfo": {"body": "one"}}, {"type": "text", "cInfo": {"body": "two"}}]}));
    assert_eq!(chat.shown(), ["bot: one | two"]);
}

#[test]
fn a_message_from_another_tab_is_shown_as_the_visitor_s() {
    let mut chat = Chat::live();
    let echo = json!({"type": "user_message", "from": "self", "id": 77, "message": {"body": "p", "renderMsg": "other tab",
        "attachments": [{"fileId": "f-1", "fileName": "a.png", "fileType": "image"}]}});
    chat.frame(echo.clone()).frame(echo);
    assert_eq!(chat.shown(), ["me: other tab"]);
    assert!(matches!(&chat.rows[0].body, EntryBody::Sent { attachments, .. } if attachments.len() == 1));
}

#[test]
fn a_message_that_cannot_be_read_leaves_a_placeholder_and_the_next_one_shows() {
    let mut chat = Chat::live();
    chat.frame(json!({"type": "bot_response", "messageId": "m1", "message": [null]})).frame(bot("m2", "good", 2));
    assert_eq!(chat.shown(), ["notice: Unreadable", "bot: good"]);
    assert!(matches!(&chat.rows[0].body, EntryBody::Notice(Notice::Unreadable)));
}

#[test]
fn an_agent_s_message_is_from_the_agent() {
    let mut frame = bot("m1", "hello", 1);
    frame["author"] = json!({"firstName": "Ada", "lastName": "L", "type": "AGENT"});
    let mut chat = Chat::live();
    chat.frame(frame);
    assert!(matches!(&chat.rows[0].from, From::Agent(author) if author.name == "Ada L"));
}

#[test]
fn a_late_page_that_no_longer_holds_an_acknowledged_message_does_not_move_it_behind_a_later_one() {
    let mut chat = Chat::live();
    chat.say("one").say("two");
    let (one, two) = (chat.id_of("one"), chat.id_of("two"));
    // The page is asked for, and takes so long that the first message is not among the newest when it is made.
    chat.drop_and_return();
    let page = json!([logged_bot("b1", "a", 3), logged_bot("b2", "b", 4), logged_me("m2", two, "two", 5)]);
    chat.ack(one).page(page, true);
    let mine: Vec<String> = chat.shown().into_iter().filter(|row| row.starts_with("me")).collect();
    assert_eq!(mine, ["me: one", "me: two"]);
}

#[test]
fn an_acknowledgement_after_a_later_message_was_found_in_the_log_keeps_the_order() {
    let mut chat = Chat::connected();
    chat.say("one").say("two");
    let (one, two) = (chat.id_of("one"), chat.id_of("two"));
    chat.page(json!([logged_bot("b1", "a", 3), logged_me("m2", two, "two", 4), logged_bot("b2", "b", 5)]), true);
    chat.ack(one);
    assert_eq!(chat.shown(), ["bot: a", "me: one", "me: two", "bot: b"]);
}
