//! Missing messages: found where possible, marked where not, loaded when asked for. And old ones, dropped from memory.

use serde_json::{Value, json};
use session::{EntryBody, EntryKey, GapState, HistoryState, Input, SendState};

use crate::harness::*;

/// Messages `from..=to` as the log tells them, with `b-N` as id.
fn log(from: i64, to: i64) -> Value {
    (from..=to).map(|n| logged_bot(&format!("b-{n}"), &format!("{n}"), n)).collect()
}

/// Live with message 1 known, dropped, live again; 100 messages were said meanwhile, of which the newest 15 are fetched.
fn with_gap() -> Chat {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).drop_and_return();
    for page in 0..5 {
        chat.page(log(98 - page * 3, 100 - page * 3), true);
    }
    chat
}

fn gap(chat: &Chat) -> Option<(EntryKey, GapState)> {
    chat.rows.iter().find_map(|row| match row.body {
        EntryBody::Gap(state) => Some((row.key, state)),
        _ => None,
    })
}

#[test]
fn what_cannot_be_proven_complete_after_five_pages_is_marked() {
    let chat = with_gap();
    let shown = chat.shown();
    assert_eq!(shown[..3], ["bot: 1", "gap: Open", "bot: 86"]);
    assert_eq!(shown.len(), 17);
    assert_eq!(chat.history, HistoryState::Complete, "what is before message 1 is known");
}

#[test]
fn a_gap_is_filled_page_by_page_and_closes_when_it_meets_what_was_known() {
    let mut chat = with_gap();
    let (key, _) = gap(&chat).unwrap();
    let mut oldest = 86;
    while oldest > 1 {
        chat.drain();
        chat.input(Input::FillGap(key));
        assert_eq!(gap(&chat), Some((key, GapState::Loading)));
        let (_, call) = chat.call("botmessages");
        assert!(call.path.contains(&format!("offset={}&", 101 - oldest)), "{}", call.path);
        let from = (oldest - 3).max(1);
        chat.page(log(from, oldest - 1), from > 1);
        oldest = from;
    }
    assert_eq!(gap(&chat), None);
    assert_eq!(chat.shown(), (1..=100).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn a_gap_whose_request_fails_can_be_asked_for_again() {
    let mut chat = with_gap();
    let (key, _) = gap(&chat).unwrap();
    chat.input(Input::FillGap(key)).http_fails("botmessages");
    assert_eq!(gap(&chat), Some((key, GapState::Failed)));
    chat.drain();
    chat.input(Input::FillGap(key));
    chat.input(Input::FillGap(key));
    assert_eq!(chat.calls("botmessages").len(), 1, "one request at a time");
    assert_eq!(gap(&chat), Some((key, GapState::Loading)));
    chat.close(1006);
    assert_eq!(gap(&chat), Some((key, GapState::Loading)), "HTTP goes on without a socket");
}

#[test]
fn live_messages_while_a_gap_loads_do_not_disturb_it() {
    let mut chat = with_gap();
    let (key, _) = gap(&chat).unwrap();
    chat.input(Input::FillGap(key)).frame(bot("b-101", "101", 101));
    // The log moved on before it answered: a page of what is known already.
    chat.page(log(86, 87), true);
    let (_, call) = chat.call("botmessages");
    assert!(call.path.contains("offset=17&"), "{}", call.path);
    chat.page(log(83, 85), true);
    let shown = chat.shown();
    assert_eq!(shown[..3], ["bot: 1", "gap: Open", "bot: 83"]);
    assert_eq!(shown.last().unwrap(), "bot: 101");
}

#[test]
fn a_gap_closes_by_itself_when_a_later_sync_proves_that_nothing_is_missing() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).drop_and_return().frame(bot("b-4", "4", 4));
    for _ in 0..4 {
        chat.http_fails("botmessages").drain();
        chat.advance(9_000).frame(json!({"type": "pong"}));
    }
    assert_eq!(chat.shown(), ["bot: 1", "gap: Open", "bot: 4"], "marked while the log cannot be read");
    chat.page(log(1, 4), false);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 3", "bot: 4"]);
}

#[test]
fn a_message_of_the_visitors_that_the_gap_may_hold_is_not_sent_again_by_itself() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).say("hi").drop_and_return();
    for page in 0..20 {
        chat.page(log(298 - page * 3, 300 - page * 3), true);
    }
    assert_eq!(chat.sent_texts(), [""; 0]);
    let (key, _) = gap(&chat).unwrap();
    assert!(chat.shown().last().unwrap().contains("hi (Failed(Unconfirmed))"));
    chat.input(Input::FillGap(key));
    chat.page(json!([logged_bot("b-239", "239", 239), logged_me("m-1", WALL, "hi", 240)]), true);
    assert!(chat.shown().contains(&"me: hi".to_owned()), "found in the gap: {:?}", chat.shown());
}

#[test]
fn the_oldest_entries_are_dropped_from_memory_and_loaded_again() {
    let mut chat = Chat::with(session::Config { most_entries: 20, ..config() });
    chat.input(Input::Connect).token().start().open().page(json!([]), false);
    for n in 1..=100 {
        chat.frame(bot(&format!("b-{n}"), &format!("{n}"), n));
        assert!(chat.rows.len() <= 21);
    }
    assert_eq!(chat.history, HistoryState::More);
    let oldest: i64 = chat.shown()[0].trim_start_matches("bot: ").parse().unwrap();
    chat.drain();
    chat.input(Input::LoadOlder);
    let (_, call) = chat.call("botmessages");
    assert!(call.path.contains(&format!("offset={}&", 101 - oldest)), "{}", call.path);
    chat.page(log(oldest - 3, oldest - 1), true);
    assert_eq!(chat.shown(), (oldest - 3..=100).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
    // What was asked for stays while more arrives.
    chat.frame(bot("b-101", "101", 101));
    assert_eq!(chat.shown()[0], format!("bot: {}", oldest - 3));
}

#[test]
fn memory_is_bounded_however_far_the_visitor_scrolls_back() {
    let mut chat = Chat::with(session::Config { most_entries: 20, ..config() });
    chat.input(Input::Connect).token().start().open();
    let mut next = 1_000;
    while chat.history != HistoryState::Full {
        chat.page(log(next - 2, next), true).drain();
        next -= 3;
        chat.input(Input::LoadOlder);
        assert!(chat.rows.len() < 45);
    }
    assert!(chat.rows.len() >= 40);
}

#[test]
fn messages_that_are_not_acknowledged_are_never_dropped_from_memory() {
    let mut chat = Chat::with(session::Config { most_entries: 20, ..config() });
    chat.say("mine").input(Input::Connect).token().start().open().page(json!([]), false);
    for n in 1..=50 {
        chat.frame(bot(&format!("b-{n}"), &format!("{n}"), n));
    }
    assert!(chat.shown().last().unwrap().contains("mine (Sending)"));
    chat.ack(WALL);
    assert!(chat.shown().contains(&"me: mine".to_owned()));
}

#[test]
fn a_sync_of_more_than_fits_into_memory_leaves_no_hole() {
    let mut chat = Chat::with(session::Config { most_entries: 4, ..config() });
    chat.input(Input::Connect).token().start().open().page(json!([logged_bot("m0", "0", 0)]), false);
    chat.drop_and_return();
    for (from, to) in [(7, 9), (4, 6), (1, 3)] {
        chat.page(log(from, to), true);
    }
    chat.page(json!([logged_bot("m0", "0", 0)]), false);
    assert_eq!(chat.shown(), ["bot: 6", "bot: 7", "bot: 8", "bot: 9"]);
}

#[test]
fn what_came_before_the_first_page_could_be_read_is_continued_too() {
    let mut chat = Chat::connected();
    chat.frame(bot("b-1", "1", 1)).answer("botmessages/rtm", 500, json!({})).drop_and_return();
    chat.page(log(6, 8), true);
    assert_eq!(chat.history, HistoryState::More);
    assert!(chat.call("botmessages/rtm").1.path.contains("offset=3"), "messages are missing");
    chat.page(log(3, 5), true).page(log(0, 2), true);
    assert_eq!(chat.shown(), (0..=8).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
    assert_eq!(gap(&chat), None);
}

#[test]
fn while_the_log_cannot_be_read_a_gap_is_marked_after_what_an_earlier_connection_brought() {
    let mut chat = Chat::connected();
    chat.frame(bot("b-1", "1", 1)).drop_and_return().frame(bot("b-5", "5", 5));
    for _ in 0..4 {
        chat.answer("botmessages/rtm", 500, json!({})).advance(5_000);
    }
    assert_eq!(chat.shown().len(), 3);
    assert!(matches!(chat.rows[1].body, EntryBody::Gap(_)));
}

#[test]
fn live_messages_while_older_ones_load_push_nothing_out_that_those_continue() {
    let mut chat = Chat::with(session::Config { most_entries: 4, ..config() });
    chat.input(Input::Connect).token().start().open().page(log(7, 9), true);
    chat.input(Input::LoadOlder);
    for n in 10..14 {
        chat.frame(bot(&format!("b-{n}"), &format!("{n}"), n));
    }
    chat.page(log(4, 6), true);
    let shown = chat.shown();
    let last: Vec<String> = (14 - shown.len() as i64..14).map(|n| format!("bot: {n}")).collect();
    assert_eq!(shown, last);
}

#[test]
fn scrolling_back_while_the_connection_is_lost_does_not_hide_what_is_missed_meanwhile() {
    let mut chat = Chat::connected();
    chat.page(log(7, 9), true).close(1006);
    // Ten more are said, so that the offset means others.
    chat.input(Input::LoadOlder);
    for page in [(14, 16), (11, 13), (8, 10)] {
        chat.page(log(page.0, page.1), true);
    }
    assert_eq!(chat.shown(), ["bot: 7", "bot: 8", "bot: 9"]);
    chat.input(Input::Reconnect).start().open();
    for page in [(17, 19), (14, 16), (11, 13), (8, 10)] {
        chat.page(log(page.0, page.1), true);
    }
    assert_eq!(chat.shown(), (7..=19).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn a_search_through_the_first_pages_that_fails_marks_no_gap_above_them() {
    let mut chat = Chat::connected();
    chat.say("mine").drop_and_return().page(log(7, 9), true);
    for _ in 0..4 {
        chat.answer("botmessages/rtm", 500, json!({})).advance(5_000);
    }
    assert_eq!(gap(&chat), None);
    assert_eq!(chat.shown().len(), 4);
}

#[test]
fn more_than_a_sync_reads_after_an_empty_log_can_be_scrolled_to() {
    let mut chat = Chat::live();
    chat.drop_and_return();
    for page in 0..5 {
        chat.page(log(98 - page * 3, 100 - page * 3), true);
    }
    assert_eq!(chat.history, HistoryState::More);
}

#[test]
fn what_lies_between_the_first_page_and_a_live_message_that_is_older_is_fetched_at_once() {
    let mut chat = Chat::connected();
    chat.page(log(7, 9), true).frame(bot("b-3", "3", 3));
    assert!(gap(&chat).is_some());
    let (_, call) = chat.call("botmessages/rtm");
    assert!(call.path.contains("offset=3&"), "{}", call.path);
    chat.page(log(4, 6), true);
    chat.input(Input::FillGap(gap(&chat).unwrap().0)).page(log(1, 3), true);
    assert_eq!(gap(&chat), None);
    assert_eq!(chat.shown(), (1..=9).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn a_mark_that_was_a_guess_goes_when_a_sync_knows_better() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).frame(json!({"type": "user_message", "id": 5, "message": {"body": "other tab"}}));
    chat.drop_and_return();
    for _ in 0..4 {
        chat.answer("botmessages/rtm", 500, json!({})).advance(5_000);
    }
    assert!(gap(&chat).is_some());
    chat.advance(9_000).page(json!([logged_bot("b-1", "1", 1), logged_me("m2", 5, "other tab", 2)]), true);
    assert_eq!(gap(&chat), None);
}

#[test]
fn filling_one_gap_leaves_the_other_open_until_it_is_filled_too() {
    let mut chat = with_gap();
    chat.drop_and_return();
    for page in 0..5 {
        chat.page(log(198 - page * 3, 200 - page * 3), true);
    }
    let gaps = |chat: &Chat| -> Vec<EntryKey> {
        let is_gap = |row: &&std::sync::Arc<session::Entry>| matches!(row.body, EntryBody::Gap(_));
        chat.rows.iter().filter(is_gap).map(|row| row.key).collect()
    };
    let [upper, lower] = gaps(&chat)[..] else { panic!("{:?}", chat.shown()) };
    // The log as the platform has it: a page begins where the request says, counted from the newest message.
    let fill = |chat: &mut Chat, key| {
        for _ in 0..100 {
            if !gaps(chat).contains(&key) {
                return;
            }
            chat.drain();
            chat.input(Input::FillGap(key));
            for answered in 1.. {
                let (_, call) = chat.call("botmessages");
                let offset: i64 =
                    call.path.split("offset=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
                let (newest, oldest) = (200 - offset, (200 - offset - 19).max(1));
                chat.page(log(oldest, newest), oldest > 1);
                if chat.calls("botmessages").len() == answered {
                    break;
                }
            }
        }
        panic!("the gap does not close");
    };
    fill(&mut chat, upper);
    assert_eq!(gaps(&chat), [lower]);
    fill(&mut chat, lower);
    assert_eq!(chat.shown(), (1..=200).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn what_came_live_since_the_connection_opened_does_not_prove_that_nothing_is_missing_before_it() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).drop_and_return();
    // More than the sync reads comes live, before its first page.
    for n in 80..=100 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    for page in 0..5 {
        chat.page(log(98 - page * 3, 100 - page * 3), true);
    }
    let shown = chat.shown();
    assert_eq!(shown[..3], ["bot: 1", "gap: Open", "bot: 80"]);
    let (key, _) = gap(&chat).unwrap();
    chat.drain();
    chat.input(Input::FillGap(key));
    let (_, call) = chat.call("botmessages");
    assert!(call.path.contains("offset=21&"), "{}", call.path);
    chat.page(log(60, 79), true);
    assert_eq!(chat.shown()[..3], ["bot: 1", "gap: Open", "bot: 60"]);
    chat.input(Input::FillGap(key)).page(log(1, 59), false);
    assert_eq!(chat.shown(), (1..=100).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn what_a_dead_socket_brings_late_does_not_hide_what_it_missed() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).sleep(60_000).input(Input::Tick);
    // Frames that were on their way before the device slept; the socket brings no others.
    for n in 2..=4 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    for page in 0..5 {
        chat.page(log(98 - page * 3, 100 - page * 3), true);
    }
    let shown: Vec<String> = chat.shown().into_iter().skip_while(|row| row != "bot: 4").take(3).collect();
    assert_eq!(shown, ["bot: 4", "gap: Open", "bot: 86"]);
}

#[test]
fn a_gap_that_was_marked_while_the_log_failed_can_be_filled() {
    let mut chat = Chat::connected();
    chat.page(json!([]), false).frame(bot("b-1", "1", 1)).drop_and_return();
    for _ in 0..4 {
        chat.answer("botmessages/rtm", 500, json!({})).advance(5_000);
    }
    assert_eq!(chat.shown(), ["bot: 1", "gap: Open"]);
    chat.drop_and_return().page(log(48, 50), true).drop_and_return();
    for page in 0..5 {
        chat.page(log(48 - page * 3, 50 - page * 3), true);
    }
    let (key, _) = gap(&chat).unwrap();
    assert_eq!(chat.shown()[..3], ["bot: 1", "gap: Open", "bot: 36"]);
    chat.drain();
    chat.input(Input::FillGap(key)).page(log(1, 35), false);
    let rows: Vec<String> = chat.shown().into_iter().filter(|row| !row.starts_with("gap")).collect();
    assert_eq!(rows, (1..=50).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn a_gap_before_a_message_without_a_time_can_be_filled() {
    let mut chat = Chat::live();
    let mut timeless = bot("b-5", "5", 5);
    timeless.as_object_mut().unwrap().remove("createdOn");
    chat.frame(bot("b-1", "1", 1)).drop_and_return().frame(timeless);
    for n in 6..=40 {
        chat.frame(bot(&format!("b-{n}"), &n.to_string(), n));
    }
    for page in 0..5 {
        chat.page(log(38 - page * 3, 40 - page * 3), true);
    }
    let (key, _) = gap(&chat).unwrap();
    assert_eq!(chat.shown()[..3], ["bot: 1", "gap: Open", "bot: 5"]);
    chat.drain();
    chat.input(Input::FillGap(key)).page(log(1, 4), false);
    assert_eq!(chat.shown(), (1..=40).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn a_message_that_was_found_by_scrolling_back_does_not_prove_that_nothing_is_missing_before_it() {
    let mut chat = Chat::connected();
    chat.page(log(4, 6), true).say("a");
    let a = chat.id_of("a");
    // The socket is deaf: nothing more comes. 7 to 20 are said, then "a" arrives.
    chat.drain();
    chat.input(Input::LoadOlder).page(json!([logged_bot("b-20", "20", 20), logged_me("m-a", a, "a", 21)]), true);
    chat.page(log(1, 3), false).drop_and_return();
    let newest = json!([logged_bot("b-20", "20", 20), logged_me("m-a", a, "a", 21), logged_bot("b-22", "22", 22)]);
    chat.page(newest, true);
    for from in [17, 14, 11, 8] {
        chat.page(log(from, from + 2), true);
    }
    let rows = chat.shown();
    assert!(rows.contains(&"bot: 8".to_owned()), "{rows:?}");
}

#[test]
fn a_message_that_the_log_holds_twice_proves_nothing_by_its_second_place() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "1", 1)).say("hi");
    let id = chat.id_of("hi");
    // Its fate is unknown, as the log cannot be read, and it is sent again by hand: both arrive.
    chat.advance(10_000);
    for _ in 0..4 {
        chat.http_fails("botmessages").drain();
        chat.advance(9_000).frame(json!({"type": "pong"}));
    }
    assert!(matches!(chat.send_state("hi"), SendState::Failed(_)));
    chat.say("later").advance(9_000).http_fails("botmessages");
    chat.input(Input::RetrySend(chat.key_of("hi"))).drain();
    // The log is asked again, for the later message this time.
    chat.advance(1_000);
    let mut messages = log(40, 42).as_array().cloned().unwrap();
    messages.extend([logged_me("m-1", id, "hi", 43), logged_me("m-2", id, "hi", 44)]);
    let asked = chat.calls("botmessages").len();
    chat.page(Value::from(messages), true);
    assert_eq!(
        chat.calls("botmessages").len(),
        asked + 1,
        "it goes on to look for what is missing: {:?}",
        chat.shown()
    );
}
