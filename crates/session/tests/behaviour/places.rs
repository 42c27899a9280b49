//! Where messages stand when the log has told only a part: within one millisecond, around gaps, beside guessed places.

use serde_json::{Value, json};
use session::{EntryBody, EntryKey, Input};

use crate::harness::*;

/// Messages `from..=to` as the log tells them, with `b-N` as id.
fn log(from: i64, to: i64) -> Value {
    (from..=to).map(|n| logged_bot(&format!("b-{n}"), &format!("{n}"), n)).collect()
}

fn gap(chat: &Chat) -> EntryKey {
    chat.rows.iter().find(|row| matches!(row.body, EntryBody::Gap(_))).map(|row| row.key).unwrap()
}

#[test]
fn a_gap_ends_in_the_logs_order_among_messages_of_one_millisecond() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).close(1006).say("a").say("b");
    chat.input(Input::Reconnect).start().open();
    let (a, b) = (chat.id_of("a"), chat.id_of("b"));
    chat.ack(a).ack(b).frame(bot("b-20", "20", 20));
    for page in 0..4 {
        chat.page(log(31 - page * 3, 33 - page * 3), true);
    }
    chat.page(json!([logged_me("m-b", b, "b", 20), logged_bot("b-20", "20", 20), logged_bot("b-21", "21", 21)]), true);
    let key = gap(&chat);
    chat.drain();
    chat.input(Input::FillGap(key));
    chat.page(json!([logged_bot("b-1", "1", 1), logged_bot("b-19", "19", 19), logged_me("m-a", a, "a", 20)]), false);
    assert_eq!(chat.shown()[..6], ["bot: 1", "bot: 19", "me: a", "me: b", "bot: 20", "bot: 21"]);
}

#[test]
fn pages_that_move_away_under_a_walk_keep_the_logs_order() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).drop_and_return();
    chat.page(log(98, 100), true);
    // So much is said meanwhile that the second page lies after the first one altogether.
    chat.page(log(140, 149), true);
    for n in 101..=149 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    for page in 0..3 {
        chat.page(log(130 - page * 10, 139 - page * 10), true);
    }
    let mut expected = vec!["bot: 1".to_owned(), "gap: Open".to_owned()];
    expected.extend((98..=149).map(|n| format!("bot: {n}")));
    assert_eq!(chat.shown(), expected);
}

#[test]
fn what_a_page_overtakes_stays_in_the_order_of_its_arrival() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).close(1006).say("a").say("b");
    chat.input(Input::Reconnect).start().open();
    let (a, b) = (chat.id_of("a"), chat.id_of("b"));
    chat.ack(a);
    // The page holds only what was said last, which the socket has yet to bring.
    chat.page(log(30, 33), true);
    chat.ack(b);
    for n in [20, 30, 31, 32, 33] {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    let shown = chat.shown();
    let tail: Vec<&str> = shown.iter().map(String::as_str).filter(|row| !row.starts_with("gap")).collect();
    assert_eq!(tail, ["bot: 1", "me: a", "me: b", "bot: 20", "bot: 30", "bot: 31", "bot: 32", "bot: 33"]);
}

#[test]
fn a_gap_stands_in_its_place_among_messages_of_one_millisecond() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).frame(chunk("s-1", "half", false));
    chat.frame(json!({"type": "user_message", "from": "self", "id": 5, "message": {"body": "other tab"}}));
    chat.drop_and_return();
    for page in 0..5 {
        chat.page(log(98 - page * 3, 100 - page * 3), true);
    }
    assert_eq!(
        chat.shown()[..6],
        ["bot: 1", "bot: half", "gap: Open", "me: other tab", "gap: Open", "bot: 86"],
        "what was cut off is marked behind it"
    );
}

#[test]
fn older_messages_are_loaded_above_one_whose_time_is_a_guess() {
    let mut chat = Chat::with(session::Config { most_entries: 4, ..config() });
    chat.input(Input::Connect).token().start().open().page(json!([]), false);
    for n in 1..=3 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    chat.say("a").say("b");
    let (a, b) = (chat.id_of("a"), chat.id_of("b"));
    chat.ack(a).ack(b);
    for n in 21..=23 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    assert_eq!(chat.shown(), ["me: b", "bot: 21", "bot: 22", "bot: 23"]);
    chat.drain();
    // Said 20 seconds after message 3, which nothing but the log tells.
    chat.input(Input::LoadOlder).page(json!([logged_bot("b-3", "3", 3), logged_me("m-a", a, "a", 20)]), true);
    assert_eq!(chat.shown(), ["bot: 3", "me: a", "me: b", "bot: 21", "bot: 22", "bot: 23"]);
}

#[test]
fn what_is_missing_within_a_millisecond_goes_behind_what_is_known_of_it() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).frame(bot("b-2", "2", 2)).drop_and_return();
    // 2 to 20 were said at once.
    let page = |from: i64, to: i64| -> Value {
        (from..=to).map(|n| logged_bot(&format!("b-{n}"), &n.to_string(), if n <= 20 { 2 } else { n })).collect()
    };
    for (from, to) in [(28, 30), (25, 27), (22, 24), (19, 21), (16, 18)] {
        chat.page(page(from, to), true);
    }
    let rows: Vec<String> = chat.shown().into_iter().filter(|row| !row.starts_with("gap")).collect();
    assert_eq!(rows[..4], ["bot: 1", "bot: 2", "bot: 16", "bot: 17"]);
}

#[test]
fn what_was_acknowledged_before_a_page_that_lacks_it_stands_above_that_page() {
    let mut chat = Chat::connected();
    chat.say("hi");
    let id = chat.id_of("hi");
    chat.ack(id).drop_and_return().frame(bot("b-20", "20", 20));
    for page in 0..5 {
        chat.page(log(18 - page * 3, 20 - page * 3), true);
    }
    let shown = chat.shown();
    assert_eq!(shown.first().map(String::as_str), Some("me: hi"), "{shown:?}");
    assert_eq!(shown.last().map(String::as_str), Some("bot: 20"));
}

#[test]
fn what_came_without_a_time_stays_behind_a_message_that_the_log_moves_on() {
    let mut chat = Chat::with(session::Config { most_entries: 4, ..config() });
    chat.input(Input::Connect).token().start().open().page(json!([]), false);
    chat.frame(bot("b-1", "1", 1)).frame(bot("b-2", "2", 2)).say("a");
    let a = chat.id_of("a");
    let mut timeless = bot("b-3", "3", 3);
    timeless.as_object_mut().unwrap().remove("createdOn");
    chat.ack(a).frame(timeless);
    for n in 21..=22 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    assert_eq!(chat.shown(), ["me: a", "bot: 3", "bot: 21", "bot: 22"]);
    chat.input(Input::LoadOlder).page(json!([logged_bot("b-2", "2", 2), logged_me("m-a", a, "a", 10)]), true);
    assert_eq!(chat.shown(), ["bot: 2", "me: a", "bot: 3", "bot: 21", "bot: 22"]);
}

#[test]
fn what_another_tab_said_stays_behind_a_message_that_the_log_moves_on() {
    let mut chat = Chat::with(session::Config { most_entries: 4, ..config() });
    chat.input(Input::Connect).token().start().open().page(json!([]), false);
    chat.frame(bot("b-1", "1", 1)).frame(bot("b-2", "2", 2)).say("a");
    let a = chat.id_of("a");
    chat.ack(a).frame(json!({"type": "user_message", "from": "self", "id": 5, "message": {"body": "other tab"}}));
    for n in 21..=22 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    assert_eq!(chat.shown(), ["me: a", "me: other tab", "bot: 21", "bot: 22"]);
    chat.input(Input::LoadOlder).page(json!([logged_bot("b-2", "2", 2), logged_me("m-a", a, "a", 10)]), true);
    assert_eq!(chat.shown(), ["bot: 2", "me: a", "me: other tab", "bot: 21", "bot: 22"]);
}
