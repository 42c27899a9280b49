//! The visitor's messages: never lost, never sent twice without knowing that it is needed.

use protocol::template::Answer;
use serde_json::json;
use session::{Draft, Event, FailReason, Input, SendState};

use crate::harness::*;

fn failed(reason: FailReason) -> SendState {
    SendState::Failed(reason)
}

#[test]
fn a_message_goes_from_queued_over_sending_to_sent() {
    let mut chat = Chat::new();
    chat.say("hi");
    assert_eq!(chat.send_state("hi"), SendState::Queued);
    chat.input(Input::Connect).token().start().open();
    assert_eq!(chat.send_state("hi"), SendState::Sending);
    let id = chat.id_of("hi");
    chat.ack(id);
    assert_eq!(chat.send_state("hi"), SendState::Sent);
    assert_eq!(chat.events.iter().filter(|event| matches!(event, Event::Sent(_))).count(), 1);
    assert_eq!(chat.rows[0].key, session::EntryKey(0));
}

#[test]
fn a_message_never_gets_the_id_of_one_in_the_log() {
    let mut chat = Chat::connected();
    let known = json!([logged_me("ms-1", WALL, "old", 1), logged_me("ms-2", WALL + 1, "older", 0)]);
    chat.page(known, false).say("new");
    assert_eq!(chat.id_of("new"), WALL + 2);
    assert_eq!(chat.rows.len(), 3);
}

#[test]
fn what_travels_is_the_documented_frame() {
    let mut chat = Chat::live();
    chat.input(Input::Send(Draft { text: "Yes".to_owned(), payload: Some("CONFIRM".to_owned()) }));
    assert_eq!(
        chat.sent(),
        [json!({"clientMessageId": WALL, "resourceid": "/bot.message",
            "message": {"body": "CONFIRM", "renderMsg": "Yes"},
            "botInfo": {"chatBot": "Bot", "taskBotId": "st-1"}, "client": "sdk",
            "meta": {"timezone": "", "locale": ""}, "id": WALL})]
    );
    assert_eq!(chat.shown(), ["me: Yes (Sending)"]);
}

#[test]
fn blanks_are_tidied_line_breaks_kept_and_nothing_is_not_sent() {
    let mut chat = Chat::live();
    chat.say(" \n\t ").say("").input(Input::Send(Draft { text: String::new(), payload: Some("  ".to_owned()) }));
    assert_eq!(chat.effects, []);
    assert_eq!(chat.shown(), [""; 0]);
    chat.say("  a \t b \n c ");
    assert_eq!(chat.sent_texts(), ["a b \n c"]);
}

#[test]
fn messages_of_the_same_millisecond_have_different_ids() {
    let mut chat = Chat::live();
    chat.say("a").say("b");
    chat.now.wall -= 5_000;
    chat.say("c");
    let ids: Vec<_> = chat.sent().iter().map(|frame| frame["clientMessageId"].as_i64().unwrap()).collect();
    assert_eq!(ids, [WALL, WALL + 1, WALL + 2]);
}

#[test]
fn messages_written_while_down_go_in_order() {
    let mut chat = Chat::live();
    chat.close(1006).say("one").say("two").say("three").effects.clear();
    chat.input(Input::Reconnect).start().open();
    assert_eq!(chat.sent_texts(), ["one", "two", "three"]);
}

#[test]
fn an_acknowledgement_that_does_not_come_is_looked_for_in_the_log() {
    let mut chat = Chat::live();
    chat.say("there").say("not there");
    let (there, _) = (chat.id_of("there"), chat.id_of("not there"));
    chat.effects.clear();
    chat.advance(9_999);
    assert_eq!(chat.calls("botmessages/rtm").len(), 0);
    chat.advance(1);
    assert_eq!(chat.calls("botmessages/rtm").len(), 1);
    assert_eq!(chat.send_state("there"), SendState::Sending);
    chat.page(json!([logged_me("ms-1", there, "there", 1)]), false);
    assert_eq!(chat.send_state("there"), SendState::Sent);
    assert_eq!(chat.send_state("not there"), failed(FailReason::Unconfirmed));
    assert_eq!(chat.sent_texts(), [""; 0]);
    assert!(
        chat.events
            .iter()
            .any(|event| matches!(event, Event::SendFailed(entry) if describe(entry).contains("not there")))
    );
}

#[test]
fn a_check_waits_for_a_page_that_was_asked_for_after_the_timeout() {
    let mut chat = Chat::connected();
    chat.say("hi").advance(5_000).effects.retain(|effect| matches!(effect, session::Effect::Http { .. }));
    let id = WALL;
    let first = chat.call("botmessages/rtm").0;
    chat.advance(5_000);
    assert_eq!(chat.calls("botmessages/rtm").len(), 1);
    let empty = session::HttpResponse { status: 200, body: json!({"messages": []}).to_string(), retry_after: None };
    chat.input(Input::Http { request: first, result: Ok(empty) });
    assert_eq!(chat.send_state("hi"), SendState::Sending);
    assert_eq!(chat.calls("botmessages/rtm").len(), 2);
    chat.page(json!([logged_me("ms-1", id, "hi", 1)]), false);
    assert_eq!(chat.send_state("hi"), SendState::Sent);
}

#[test]
fn when_the_log_cannot_be_read_the_message_is_unconfirmed() {
    let mut chat = Chat::live();
    chat.say("hi").advance(10_000);
    for _ in 0..4 {
        chat.answer("botmessages/rtm", 500, json!({})).advance(4_000);
    }
    assert_eq!(chat.send_state("hi"), failed(FailReason::Unconfirmed));
    assert!(chat.is_live());
}

#[test]
fn a_late_acknowledgement_still_counts() {
    let mut chat = Chat::live();
    chat.say("hi");
    let id = chat.id_of("hi");
    chat.advance(10_000).page(json!([]), false);
    assert_eq!(chat.send_state("hi"), failed(FailReason::Unconfirmed));
    chat.ack(id);
    assert_eq!(chat.send_state("hi"), SendState::Sent);
}

#[test]
fn after_a_loss_the_log_decides_before_anything_is_sent_again() {
    let mut chat = Chat::live();
    chat.say("arrived").say("lost");
    let arrived = chat.id_of("arrived");
    let lost = chat.id_of("lost");
    chat.drop_and_return().say("new");
    assert_eq!(chat.sent_texts(), [""; 0], "nothing before the log was read");
    chat.page(json!([logged_me("ms-1", arrived, "arrived", 1)]), false);
    assert_eq!(chat.send_state("arrived"), SendState::Sent);
    assert_eq!(chat.sent_texts(), ["lost", "new"]);
    assert_eq!(chat.id_of("lost"), lost);
}

#[test]
fn a_message_is_sent_again_by_itself_only_once() {
    let mut chat = Chat::live();
    chat.say("hi").drop_and_return().page(json!([]), false);
    assert_eq!(chat.sent_texts(), ["hi"]);
    chat.drop_and_return().page(json!([]), false);
    assert_eq!(chat.sent_texts(), [""; 0]);
    assert_eq!(chat.send_state("hi"), failed(FailReason::Unconfirmed));
}

#[test]
fn the_search_for_a_lost_message_goes_back_to_what_is_known() {
    let mut chat = Chat::live();
    chat.frame(bot("ms-1", "known", 1)).say("hi");
    let id = chat.id_of("hi");
    chat.drop_and_return();
    let newer: Vec<_> = (10..13).map(|n| logged_bot(&format!("ms-{n}"), "while away", n)).collect();
    chat.page(json!(newer), true);
    assert_eq!(chat.send_state("hi"), SendState::Sending);
    assert!(chat.call("botmessages/rtm").1.path.contains("&offset=3&"));
    chat.page(json!([logged_bot("ms-1", "known", 1), logged_me("ms-2", id, "hi", 2)]), false);
    let away = "bot: while away";
    assert_eq!(chat.shown(), ["bot: known", "me: hi", away, away, away]);
    assert_eq!(chat.sent_texts(), [""; 0]);
}

#[test]
fn a_message_that_waits_out_several_drops_is_not_lost() {
    let mut chat = Chat::live();
    chat.say("hi");
    for _ in 0..5 {
        chat.drop_and_return();
    }
    assert_eq!(chat.send_state("hi"), SendState::Sending);
    chat.page(json!([]), false);
    assert_eq!(chat.sent_texts(), ["hi"]);
}

#[test]
fn the_platform_can_refuse_a_message() {
    let mut chat = Chat::live();
    chat.say("hi");
    let id = chat.id_of("hi");
    chat.frame(json!({"type": "ack", "ok": false, "replyto": id}));
    assert_eq!(chat.send_state("hi"), failed(FailReason::Refused));
}

#[test]
fn a_retry_keeps_the_row_and_the_id_and_goes_to_the_end() {
    let mut chat = Chat::live();
    chat.say("one");
    let (key, id) = (chat.key_of("one"), chat.id_of("one"));
    chat.advance(10_000).page(json!([]), false).say("two").effects.clear();
    chat.input(Input::RetrySend(key));
    assert_eq!(chat.shown(), ["me: two (Sending)", "me: one (Sending)"]);
    assert_eq!(chat.id_of("one"), id);
    assert_eq!(chat.key_of("one"), key);
    chat.ack(id);
    assert_eq!(chat.send_state("one"), SendState::Sent);
}

#[test]
fn only_failed_messages_are_retried_and_only_idle_ones_discarded() {
    let mut chat = Chat::live();
    chat.say("under way");
    let key = chat.key_of("under way");
    chat.effects.clear();
    chat.input(Input::RetrySend(key)).input(Input::Discard(key)).input(Input::RetrySend(session::EntryKey(77)));
    assert_eq!(chat.effects, []);
    assert_eq!(chat.shown(), ["me: under way (Sending)"]);
    chat.close(1006).say("queued");
    let key = chat.key_of("queued");
    chat.input(Input::Discard(key));
    assert_eq!(chat.shown(), ["me: under way (Sending)"]);
    chat.input(Input::Reconnect).start().open().page(json!([]), false);
    assert!(!chat.sent_texts().contains(&"queued".to_owned()));
}

#[test]
fn an_own_message_found_in_the_log_or_echoed_counts_as_sent() {
    let mut chat = Chat::live();
    chat.say("hi");
    let id = chat.id_of("hi");
    chat.frame(json!({"type": "user_message", "from": "self", "id": id, "message": {"body": "hi"}}));
    assert_eq!(chat.shown(), ["me: hi"]);
    chat.ack(id);
    assert_eq!(chat.events.iter().filter(|event| matches!(event, Event::Sent(_))).count(), 1);
}

#[test]
fn five_hundred_messages_may_wait_and_the_next_is_refused_in_words() {
    let mut chat = Chat::new();
    for n in 0..499 {
        chat.say(&format!("m-{n}"));
    }
    assert!(!chat.outbox_full);
    chat.say("the last");
    assert!(chat.outbox_full);
    chat.say("too many");
    assert!(chat.events.contains(&Event::OutboxFull));
    assert_eq!(chat.rows.len(), 500);
    let key = chat.key_of("m-7");
    chat.input(Input::Discard(key));
    assert!(!chat.outbox_full);
    chat.input(Input::Connect).token().start().open();
    assert_eq!(chat.sent_texts().len(), 499);
}

#[test]
fn messages_acknowledged_after_a_page_showed_a_later_one_stand_before_it_in_their_order() {
    let mut chat = Chat::connected();
    chat.say("one").say("two").say("three");
    let [one, two, three] = ["one", "two", "three"].map(|text| chat.id_of(text));
    chat.page(json!([logged_me("m3", three, "three", 5)]), true);
    chat.ack(one).ack(two);
    assert_eq!(chat.shown(), ["me: one", "me: two", "me: three"]);
}

#[test]
fn a_secret_answer_is_sent_but_neither_shown_nor_told_nor_stored() {
    let mut chat = Chat::live();
    let answer = Answer { body: "4711".to_owned(), shown: Some("••••".to_owned()), is_secret: true };
    chat.input(Input::Answer(answer));
    assert_eq!(chat.sent()[0]["message"], json!({"body": "4711", "renderMsg": "••••"}));
    assert_eq!(chat.shown(), ["me: •••• (Sending)"]);
    assert_eq!(chat.stored, None);
    let id = chat.sent()[0]["clientMessageId"].as_i64().unwrap();
    chat.ack(id);
    assert!(!format!("{:?}", chat.events).contains("4711"));
}

#[test]
fn a_message_whose_acknowledgement_overslept_a_page_gets_its_place_from_the_next_sync() {
    let mut chat = Chat::live();
    chat.say("hi");
    let id = chat.id_of("hi");
    // The device sleeps. On waking the page comes first, and begins after the message.
    chat.sleep(60_000).input(Input::Tick);
    let log = |from: i64, to: i64| (from..=to).map(|n| logged_bot(&format!("b-{n}"), &n.to_string(), n));
    chat.ack(id).page(log(18, 20).collect(), true);
    for from in [15, 12, 9, 6] {
        if chat.calls("botmessages").last().is_some_and(|(_, call)| call.path.contains("offset")) {
            chat.page(log(from, from + 2).collect(), true);
        }
    }
    chat.drop_and_return();
    chat.page(log(18, 20).collect(), true);
    for from in [15, 12, 9] {
        chat.page(log(from, from + 2).collect(), true);
    }
    chat.page(json!([logged_me("m-1", id, "hi", 5), logged_bot("b-6", "6", 6), logged_bot("b-7", "7", 7)]), false);
    assert_eq!(chat.shown()[..3], ["me: hi", "bot: 6", "bot: 7"]);
}
