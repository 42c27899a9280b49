//! The platform's log: the newest page on connect and after every loss, older ones on request.

use serde_json::json;
use session::{HistoryState, Input, Method};

use crate::harness::*;

#[test]
fn the_newest_page_is_asked_for_as_soon_as_the_socket_opens() {
    let mut chat = Chat::connected();
    let (_, call) = chat.call("botmessages/rtm");
    assert_eq!(call.method, Method::Get);
    assert_eq!(call.path, "botmessages/rtm?botId=st-1&limit=3");
    assert!(call.bearer.is_some());
    assert!(!call.rtm_version);
    assert_eq!(chat.history, HistoryState::Loading);
    chat.page(json!([logged_bot("ms-1", "a", 1)]), true);
    assert_eq!(chat.history, HistoryState::More);
    assert!(chat.rows[0].from_history);
    assert_eq!(chat.messages_told(), 0, "history is not news");
}

#[test]
fn a_greeting_shows_before_after_and_without_history() {
    let greeting = bot("ms-9", "welcome", 50);
    let mut before = Chat::connected();
    before.frame(greeting.clone());
    assert_eq!(before.shown(), ["bot: welcome"]);
    before.page(json!([logged_bot("ms-1", "old", 1)]), false);
    assert_eq!(before.shown(), ["bot: old", "bot: welcome"]);

    let mut after = Chat::connected();
    after.page(json!([logged_bot("ms-1", "old", 1)]), false).frame(greeting.clone());
    assert_eq!(after.shown(), ["bot: old", "bot: welcome"]);

    let mut empty = Chat::connected();
    empty.frame(greeting.clone()).page(json!([]), false);
    assert_eq!(empty.shown(), ["bot: welcome"]);

    let mut failing = Chat::connected();
    failing.frame(greeting.clone());
    for _ in 0..4 {
        failing.answer("botmessages/rtm", 500, json!({})).advance(5_000);
    }
    assert_eq!(failing.history, HistoryState::Failed);
    assert_eq!(failing.shown(), ["bot: welcome"]);
}

#[test]
fn a_sync_that_was_cut_off_does_not_take_what_it_confirmed_for_known() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "1", 1)).close(1006).say("mine").input(Input::Reconnect).start().open();
    let id = chat.id_of("mine");
    let newest = json!([logged_bot("m5", "5", 5), logged_bot("m6", "6", 6), logged_me("m7", id, "mine", 7)]);
    chat.ack(id).page(newest.clone(), true);
    assert!(chat.call("botmessages/rtm").1.path.contains("offset=3"));
    // The connection is lost before the next page is here.
    chat.drop_and_return().page(newest, true);
    assert!(chat.call("botmessages/rtm").1.path.contains("offset=3"), "the walk ends too early");
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m2", "2", 2), logged_bot("m3", "3", 3)]), true);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 3", "bot: 5", "bot: 6", "me: mine"]);
}

#[test]
fn a_message_without_an_id_is_shown_once_whether_it_or_the_log_is_faster() {
    let mut nameless = bot("", "welcome", 50);
    nameless["messageId"] = json!(null);
    let logged = json!([logged_bot("ms-9", "welcome", 50)]);

    let mut after = Chat::connected();
    after.page(logged.clone(), false).frame(nameless.clone());
    assert_eq!(after.shown(), ["bot: welcome"]);
    assert_eq!(after.messages_told(), 1);

    let mut before = Chat::connected();
    before.frame(nameless).page(logged, false);
    assert_eq!(before.shown(), ["bot: welcome"]);
}

#[test]
fn a_greeting_that_history_already_holds_becomes_live() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("ms-9", "welcome", 50)]), false);
    assert!(chat.rows[0].from_history);
    chat.frame(bot("ms-9", "welcome", 50));
    assert_eq!(chat.rows.len(), 1);
    assert!(!chat.rows[0].from_history);
    assert_eq!(chat.messages_told(), 1);
}

#[test]
fn older_pages_go_above_in_the_log_s_order() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m4", "4", 4), logged_bot("m5", "5", 5), logged_bot("m6", "6", 6)]), true);
    chat.input(Input::LoadOlder);
    assert_eq!(chat.history, HistoryState::Loading);
    assert_eq!(chat.call("botmessages/rtm").1.path, "botmessages/rtm?botId=st-1&offset=3&limit=3");
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m2", "2", 2), logged_bot("m3", "3", 2)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 3", "bot: 4", "bot: 5", "bot: 6"]);
    assert_eq!(chat.history, HistoryState::Complete);
    chat.effects.clear();
    chat.input(Input::LoadOlder);
    assert_eq!(chat.effects, []);
}

#[test]
fn an_echo_without_a_time_stays_behind_the_page_that_was_asked_for_before_it() {
    let mut chat = Chat::connected();
    chat.frame(bot("m1", "1", 1));
    let echo = json!({"type": "user_message", "from": "self", "id": 77, "message": {"body": "second"}});
    chat.frame(echo);
    chat.page(json!([logged_bot("m1", "1", 1), logged_me("m2", 76, "first", 5)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "me: first", "me: second"]);
}

#[test]
fn five_hundred_older_messages_take_ten_pages() {
    let log: Vec<_> = (0..520).map(|n| logged_bot(&format!("m{n}"), &n.to_string(), n)).collect();
    let mut chat = Chat::with(session::Config { history_page: 20, older_page: 50, ..config() });
    chat.input(Input::Connect).token().start().open();
    assert_eq!(chat.call("botmessages/rtm").1.path, "botmessages/rtm?botId=st-1&limit=20");
    chat.page(json!(log[500..]), true);
    for page in (0..10).rev() {
        assert_eq!(chat.history, HistoryState::More);
        chat.input(Input::LoadOlder);
        let offset = 520 - (50 * page + 50);
        let path = format!("botmessages/rtm?botId=st-1&offset={offset}&limit=50");
        assert_eq!(chat.call("botmessages/rtm").1.path, path);
        chat.page(json!(log[50 * page..50 * page + 50]), page > 0);
    }
    assert_eq!(chat.history, HistoryState::Complete);
    assert_eq!(chat.rows.len(), 520);
}

#[test]
fn older_pages_are_never_smaller_than_the_newest() {
    let mut chat = Chat::with(session::Config { history_page: 80, older_page: 50, ..config() });
    chat.input(Input::Connect).token().start().open();
    chat.page(json!([logged_bot("m1", "1", 1)]), true).input(Input::LoadOlder);
    assert_eq!(chat.call("botmessages/rtm").1.path, "botmessages/rtm?botId=st-1&offset=1&limit=80");
}

#[test]
fn messages_of_one_instant_keep_the_log_s_order_across_pages() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m3", "3", 1), logged_bot("m4", "4", 1)]), true).input(Input::LoadOlder);
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m2", "2", 1), logged_bot("m3", "3", 1)]), true);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 3", "bot: 4"]);
    assert_eq!(chat.history, HistoryState::More);
}

#[test]
fn what_came_without_an_id_does_not_count_as_known_of_the_log() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m2", "2", 2)]), true);
    let mut nameless = bot("", "not in the log", 3);
    nameless["messageId"] = json!(null);
    chat.frame(nameless).frame(json!({"type": "user_message", "message": {"body": "nor this"}}));
    chat.input(Input::LoadOlder);
    assert!(chat.call("botmessages/rtm").1.path.contains("&offset=2&"), "a message would be skipped");
}

#[test]
fn the_offset_counts_what_the_log_holds_by_now() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m1", "1", 1)]), true).frame(bot("m2", "2", 2)).say("mine");
    chat.frame(json!({"type": "session_end"})).input(Input::LoadOlder);
    assert!(chat.call("botmessages/rtm").1.path.contains("&offset=2&"), "notices and unsent messages do not count");
}

#[test]
fn a_page_of_known_messages_asks_further_back_but_not_forever() {
    let known = json!([logged_bot("m4", "4", 4), logged_bot("m5", "5", 5), logged_bot("m6", "6", 6)]);
    let mut chat = Chat::connected();
    chat.page(known.clone(), true).input(Input::LoadOlder).effects.clear();
    chat.input(Input::LoadOlder);
    assert_eq!(chat.effects, [], "one page at a time");
    let mut chat = Chat::connected();
    chat.page(known.clone(), true).effects.clear();
    chat.input(Input::LoadOlder).page(known.clone(), true).page(known.clone(), true);
    assert!(chat.call("botmessages/rtm").1.path.contains("&offset=9&"));
    chat.page(known, true);
    assert_eq!(chat.calls("botmessages/rtm").len(), 3);
    assert_eq!(chat.history, HistoryState::Failed);
    chat.input(Input::LoadOlder);
    assert!(chat.call("botmessages/rtm").1.path.contains("&offset=12&"));
    chat.page(json!([logged_bot("m1", "1", 1)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 4", "bot: 5", "bot: 6"]);
}

#[test]
fn a_failed_page_can_be_asked_for_again() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m2", "2", 2)]), true).input(Input::LoadOlder).http_fails("botmessages/rtm");
    assert_eq!(chat.history, HistoryState::Failed);
    chat.input(Input::LoadOlder).page(json!([logged_bot("m1", "1", 1)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2"]);
}

#[test]
fn a_first_page_that_failed_can_be_asked_for_again() {
    let mut chat = Chat::connected();
    for _ in 0..4 {
        chat.http_fails("botmessages/rtm").advance(5_000);
    }
    assert_eq!(chat.history, HistoryState::Failed);
    chat.input(Input::LoadOlder).page(json!([logged_bot("m1", "1", 1)]), false);
    assert_eq!(chat.shown(), ["bot: 1"]);
    assert_eq!(chat.history, HistoryState::Complete);
}

#[test]
fn a_page_that_never_comes_is_given_up() {
    let mut chat = Chat::connected();
    chat.page(json!([logged_bot("m2", "2", 2)]), true).input(Input::LoadOlder).advance(15_000);
    assert_eq!(chat.history, HistoryState::Failed);
}

#[test]
fn what_is_no_page_is_a_failure_and_one_bad_message_is_not() {
    let mut chat = Chat::connected();
    chat.answer("botmessages/rtm", 200, json!({"oops": 1})).effects.clear();
    chat.advance(1_000);
    assert_eq!(chat.calls("botmessages/rtm").len(), 1, "tried again");
    chat.page(json!(["bad", logged_bot("m1", "1", 1)]), false);
    assert_eq!(chat.shown(), ["bot: 1"]);
    assert!(chat.events.iter().any(|event| matches!(event, session::Event::Warning(_))));
}

#[test]
fn what_was_missed_during_a_drop_is_fetched() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "1", 1)).say("mine");
    let id = chat.id_of("mine");
    chat.ack(id).drop_and_return();
    let page = json!([
        logged_bot("m1", "1", 1),
        logged_me("m2", id, "mine", 2),
        logged_bot("m3", "missed", 3),
        logged_me("m4", 77, "from another tab", 4)
    ]);
    chat.frame(bot("m5", "newest", 5)).page(page.clone(), true);
    let all = ["bot: 1", "me: mine", "bot: missed", "me: from another tab", "bot: newest"];
    assert_eq!(chat.shown(), all);
    chat.drop_and_return().diffs.clear();
    chat.page(page, true);
    assert_eq!(chat.shown(), all);
    assert_eq!(chat.diffs, [], "merging a page again changes nothing");
}

#[test]
fn a_long_absence_is_filled_page_by_page_until_known_messages_are_met() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "1", 1)).drop_and_return();
    chat.page(json!([logged_bot("m6", "6", 6), logged_bot("m7", "7", 7)]), true);
    chat.page(json!([logged_bot("m4", "4", 4), logged_bot("m5", "5", 5)]), true);
    chat.page(json!([logged_bot("m1", "1", 1), logged_bot("m3", "3", 3)]), true);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 3", "bot: 4", "bot: 5", "bot: 6", "bot: 7"]);
    assert_eq!(chat.calls("botmessages/rtm").len(), 3);
}

#[test]
fn a_wrong_clock_of_the_visitor_s_does_not_mix_the_transcript() {
    for skew in [-86_400_000_000, 86_400_000_000] {
        let mut chat = Chat::connected();
        chat.now.wall += skew;
        chat.say("mine");
        let id = chat.id_of("mine");
        chat.ack(id).frame(bot("m5", "answer", 50)).page(json!([logged_bot("m1", "old", 1)]), true);
        chat.input(Input::LoadOlder).page(json!([logged_bot("m0", "older", 0)]), false);
        assert_eq!(chat.shown(), ["bot: older", "bot: old", "me: mine", "bot: answer"], "{skew}");
    }
}

#[test]
fn an_agent_in_history_is_an_agent() {
    let mut message = logged_bot("m1", "hello", 1);
    message["author"] = json!({"firstName": "Ada", "lastName": "L", "type": "AGENT"});
    let mut chat = Chat::connected();
    chat.page(json!([message]), false);
    assert!(matches!(&chat.rows[0].from, session::From::Agent(author) if author.name == "Ada L"));
}

#[test]
fn a_message_that_is_found_behind_the_first_page_stands_above_it() {
    let mut chat = Chat::connected();
    chat.say("mine");
    let id = chat.id_of("mine");
    chat.drop_and_return();
    chat.page(json!([logged_bot("m3", "3", 3), logged_bot("m4", "4", 4), logged_bot("m5", "5", 5)]), true);
    chat.page(json!([logged_bot("m1", "1", 1), logged_me("m2", id, "mine", 2)]), false);
    assert_eq!(chat.shown(), ["bot: 1", "me: mine", "bot: 3", "bot: 4", "bot: 5"]);
}

#[test]
fn a_first_page_that_is_ahead_of_the_live_messages_is_put_behind_them_and_joined_with_them() {
    let mut chat = Chat::connected();
    chat.frame(bot("m1", "1", 1)).frame(bot("m2", "2", 2));
    let page = |from: i64| {
        json!((from..from + 3).map(|n| logged_bot(&format!("m{n}"), &n.to_string(), n)).collect::<Vec<_>>())
    };
    chat.page(page(6), true);
    assert_eq!(chat.shown(), ["bot: 1", "bot: 2", "bot: 6", "bot: 7", "bot: 8"]);
    chat.frame(bot("m3", "3", 3));
    assert!(chat.call("botmessages/rtm").1.path.contains("offset=3"));
    chat.page(page(3), true).page(page(0), true);
    assert_eq!(chat.shown(), (0..=8).map(|n| format!("bot: {n}")).collect::<Vec<_>>());
}

#[test]
fn live_messages_that_a_page_overtook_stand_above_it() {
    let mut chat = Chat::connected();
    let page = [logged_bot("m4", "4", 4), logged_bot("m5", "5", 5), logged_bot("m6", "6", 6)];
    chat.page(json!(page), false).frame(bot("m3", "3", 3)).frame(bot("m4", "4", 4)).frame(bot("m7", "7", 7));
    let said: Vec<String> = chat.shown().into_iter().filter(|row| row.starts_with("bot")).collect();
    assert_eq!(said, ["bot: 3", "bot: 4", "bot: 5", "bot: 6", "bot: 7"]);
}

#[test]
fn a_message_that_was_under_way_when_a_page_was_made_gets_its_place_from_the_next_sync() {
    let mut chat = Chat::connected();
    chat.say("mine");
    let id = chat.id_of("mine");
    let page = [logged_bot("m4", "4", 4), logged_bot("m5", "5", 5), logged_bot("m6", "6", 6)];
    chat.page(json!(page), true).ack(id).drop_and_return().page(json!(page), true);
    chat.page(json!([logged_bot("m1", "1", 1), logged_me("m2", id, "mine", 2), logged_bot("m3", "3", 3)]), true);
    assert_eq!(chat.shown()[..4], ["bot: 1", "me: mine", "bot: 3", "bot: 4"]);
}

#[test]
fn messages_of_one_millisecond_keep_the_logs_order_where_one_page_ends_and_the_next_begins() {
    let mut chat = Chat::live();
    chat.frame(bot("m1", "before", 1)).close(1006).say("a").say("b");
    chat.input(Input::Reconnect).start().open();
    let (a, b) = (chat.id_of("a"), chat.id_of("b"));
    chat.ack(a).ack(b).frame(bot("m4", "to a", 5)).frame(bot("m5", "to b", 5));
    chat.page(json!([logged_me("m3", b, "b", 5), logged_bot("m4", "to a", 5), logged_bot("m5", "to b", 5)]), true);
    chat.page(json!([logged_bot("m1", "before", 1), logged_me("m2", a, "a", 5)]), false);
    assert_eq!(chat.shown(), ["bot: before", "me: a", "me: b", "bot: to a", "bot: to b"]);
}
