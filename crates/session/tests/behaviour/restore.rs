//! The visitor's messages over a reload of the page.

use protocol::rest::Grant;
use serde_json::{Value, json};
use session::{Credential, Event, FailReason, Input, SendState};

use crate::harness::*;

/// The chat after a reload of the page, with what the tab's storage holds.
fn reload(chat: &mut Chat) -> Chat {
    let mut next = Chat::new();
    next.now = chat.now;
    next.stored.clone_from(&chat.stored);
    if let Some(record) = next.stored.clone() {
        next.input(Input::Restore(record));
    }
    next.input(Input::Connect);
    next
}

fn token_of(chat: &mut Chat, user: &str) {
    let (request, _) = chat.token_request().unwrap();
    let grant = Grant { user_id: Some(user.to_owned()), ..Grant::new(format!("{SECRET}-{user}")) };
    chat.input(Input::Token { request, result: Ok(Credential::AccessToken { grant, jwt: None }) });
}

fn stored(chat: &Chat) -> Vec<Value> {
    chat.stored.as_ref().map(|record| serde_json::from_str(record).unwrap()).unwrap_or_default()
}

#[test]
fn a_message_is_kept_before_it_leaves_and_forgotten_once_it_is_acknowledged() {
    let mut chat = Chat::live();
    let out = chat.session.handle(chat.now, Input::Send(session::Draft { text: "hi".to_owned(), payload: None }));
    let names: Vec<String> = out.effects.iter().map(|effect| format!("{effect:?}")).collect();
    assert!(names[0].starts_with("Store(") && names[1].starts_with("SendFrame("), "{names:?}");
    let out = chat.session.handle(
        chat.now,
        Input::SocketFrame { conn: chat.conn(), text: json!({"type": "ack", "ok": true, "replyto": WALL}).to_string() },
    );
    assert_eq!(out.effects, [session::Effect::Store(None)]);
}

#[test]
fn nothing_but_the_messages_is_kept() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "hello", 1)).say("hi");
    assert_eq!(stored(&chat), [json!({"id": WALL, "body": "hi", "at": WALL, "progress": "sent", "after": "b-1"})]);
    chat.close(1006);
    assert_eq!(stored(&chat)[0]["progress"], "sent");
}

#[test]
fn messages_that_were_queued_are_sent_after_a_reload_in_their_order_and_ahead_of_new_ones() {
    let mut chat = Chat::new();
    chat.say("one").say("two");
    let mut chat = reload(&mut chat);
    chat.say("three");
    assert_eq!(chat.shown(), ["me: three (Queued)"], "whose the others are is not known yet");
    assert_eq!(stored(&chat).len(), 3, "they are still kept");
    chat.token();
    assert_eq!(chat.shown(), ["me: one (Queued)", "me: two (Queued)", "me: three (Queued)"]);
    chat.start().open();
    assert_eq!(chat.sent_texts(), ["one", "two", "three"]);
}

#[test]
fn a_message_whose_acknowledgement_the_reload_cut_off_is_looked_for_before_it_is_sent_again() {
    for arrived in [true, false] {
        let mut chat = Chat::live();
        chat.frame(bot("b-1", "hello", 1)).say("hi");
        let id = chat.id_of("hi");
        let mut chat = reload(&mut chat);
        chat.token().start().open();
        assert_eq!(chat.sent_texts(), [""; 0], "not before the log is read");
        let mut log = vec![logged_bot("b-1", "hello", 1)];
        if arrived {
            log.push(logged_me("m-1", id, "hi", 2));
        }
        chat.page(json!(log), true);
        if arrived {
            assert_eq!(chat.sent_texts(), [""; 0]);
            assert_eq!(chat.shown(), ["bot: hello", "me: hi"]);
            assert_eq!(chat.stored, None);
        } else {
            assert_eq!(chat.sent_texts(), ["hi"]);
            assert_eq!(chat.id_of("hi"), id, "it keeps its id");
        }
    }
}

#[test]
fn a_message_is_looked_for_as_far_back_as_what_was_known_when_it_was_sent() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "hello", 1)).say("hi");
    let mut chat = reload(&mut chat);
    chat.token().start().open();
    // Much was said since, by another tab's conversation.
    for page in 0..4 {
        let first = 60 - page * 3;
        let log: Vec<_> = (first..first + 3).map(|n| logged_bot(&format!("b-{n}"), "since", n)).collect();
        chat.page(json!(log), true);
        assert_eq!(chat.sent_texts(), [""; 0]);
    }
    chat.page(json!([logged_bot("b-0", "before", 0), logged_bot("b-1", "hello", 1)]), true);
    assert_eq!(chat.sent_texts(), ["hi"]);
}

#[test]
fn a_message_that_may_be_further_back_than_the_log_is_read_is_not_sent_again_by_itself() {
    let mut chat = Chat::live();
    chat.frame(bot("b-1", "hello", 1)).say("hi");
    let mut chat = reload(&mut chat);
    chat.token().start().open();
    for page in 0..20 {
        assert_eq!(chat.send_state("hi"), SendState::Sending);
        let first = 600 - page * 3;
        let log: Vec<_> = (first..first + 3).map(|n| logged_bot(&format!("b-{n}"), "since", n)).collect();
        chat.page(json!(log), true);
    }
    assert_eq!(chat.sent_texts(), [""; 0]);
    assert_eq!(chat.send_state("hi"), SendState::Failed(FailReason::Unconfirmed));
}

#[test]
fn a_failed_message_is_failed_after_a_reload_and_can_be_sent_again() {
    let mut chat = Chat::live();
    chat.say("hi");
    let id = chat.id_of("hi");
    chat.frame(json!({"type": "ack", "ok": false, "replyto": id}));
    let mut chat = reload(&mut chat);
    chat.token().start().open().page(json!([]), false);
    assert_eq!(chat.send_state("hi"), SendState::Failed(FailReason::Refused));
    let key = chat.key_of("hi");
    chat.input(Input::RetrySend(key));
    assert_eq!(chat.sent_texts(), ["hi"]);
}

#[test]
fn an_action_keeps_its_payload_and_its_words() {
    let mut chat = Chat::new();
    chat.input(Input::Send(session::Draft { text: "Yes".to_owned(), payload: Some("{\"a\":1}".to_owned()) }));
    let mut chat = reload(&mut chat);
    chat.token().start().open();
    assert_eq!(chat.shown(), ["me: Yes (Sending)"]);
    let frame = &chat.sent()[0];
    assert_eq!(frame["message"], json!({"body": "{\"a\":1}", "renderMsg": "Yes"}));
}

#[test]
fn one_visitors_messages_are_not_sent_as_anothers_and_wait_for_their_return() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    token_of(&mut chat, "ann");
    chat.say("ann's");
    let mut chat = reload(&mut chat);
    token_of(&mut chat, "bob");
    chat.say("bob's").start().open();
    assert_eq!(chat.sent_texts(), ["bob's"]);
    assert_eq!(stored(&chat).len(), 2);
    let mut chat = reload(&mut chat);
    token_of(&mut chat, "ann");
    chat.start().open().page(json!([]), false);
    assert_eq!(chat.sent_texts(), ["ann's"]);
}

#[test]
fn storage_that_fails_is_told_once_and_changes_nothing_else() {
    let mut chat = Chat::live();
    chat.input(Input::StoreFailed).say("hi").input(Input::StoreFailed);
    assert_eq!(chat.events.iter().filter(|event| **event == Event::StorageFailed).count(), 1);
    assert_eq!(chat.sent_texts(), ["hi"]);
}

#[test]
fn a_record_that_somebody_else_wrote_is_ignored() {
    for record in ["", "{", "[1,2]", "[{\"id\":1,\"body\":\"x\"}]"] {
        let mut chat = Chat::new();
        chat.input(Input::Restore(record.to_owned())).input(Input::Connect).token().start().open();
        assert_eq!(chat.shown(), [""; 0]);
        chat.page(json!([]), false).say("hi");
        assert_eq!(chat.sent_texts(), ["hi"]);
    }
}

#[test]
fn after_a_reload_no_message_gets_the_id_of_an_earlier_one_though_the_clock_was_set_back() {
    let mut chat = Chat::live();
    chat.say("too large").close(1009).input(Input::Reconnect).start().open().page(json!([]), false);
    chat.now.wall -= 300_000;
    chat.say("arrived");
    let arrived = chat.id_of("arrived");
    chat.ack(arrived);
    let mut chat = reload(&mut chat);
    chat.token().start().open().say("new");
    assert_ne!(chat.id_of("new"), arrived);
}

#[test]
fn a_message_that_is_sent_again_after_later_ones_arrived_stands_behind_them() {
    let mut chat = Chat::live();
    chat.say("one").say("two");
    let (one, two) = (chat.id_of("one"), chat.id_of("two"));
    // The platform took the second alone, and the reload cut its answers off.
    let mut chat = reload(&mut chat);
    chat.token().start().open().page(json!([logged_me("m1", two, "two", 1), logged_bot("b-1", "to two", 2)]), false);
    assert_eq!(chat.sent_texts(), ["one"]);
    chat.ack(one).frame(bot("b-2", "to one", 4));
    assert_eq!(chat.shown(), ["me: two", "bot: to two", "me: one", "bot: to one"]);
}

/// The address of the first socket of a page that comes after one of `resumed`, where `user` is signed in.
fn first_address(resumed: Option<&str>, user: &str) -> String {
    let mut chat = Chat::with(session::Config { resumed_user: resumed.map(str::to_owned), ..config() });
    chat.input(Input::Connect);
    token_of(&mut chat, user);
    chat.start();
    let address = chat.socket().1;
    // What is ended is not gone on with.
    chat.open().input(Input::EndSession).input(Input::Disconnect).input(Input::Connect).start();
    assert!(!chat.socket().1.contains("isReconnect"), "{}", chat.socket().1);
    address
}

#[test]
fn the_next_page_goes_on_with_the_conversation_of_the_same_visitor_only() {
    assert!(first_address(Some("ann"), "ann").ends_with("&isReconnect=true"));
    assert!(!first_address(Some("ann"), "bob").contains("isReconnect"));
    assert!(!first_address(Some(""), "bob").contains("isReconnect"));
    assert!(!first_address(None, "ann").contains("isReconnect"));
    let mut chat = Chat::with(session::Config { resumed_user: Some(String::new()), ..config() });
    chat.input(Input::Connect).token().start();
    assert!(chat.socket().1.ends_with("&isReconnect=true"), "where nobody is told, it is the same visitor");
}

#[test]
fn who_ends_the_conversation_before_it_is_connected_begins_a_new_one() {
    let mut chat = Chat::with(session::Config { resumed_user: Some("ann".to_owned()), ..config() });
    chat.input(Input::EndSession).input(Input::Connect);
    token_of(&mut chat, "ann");
    chat.start();
    assert!(!chat.socket().1.contains("isReconnect"));
}
