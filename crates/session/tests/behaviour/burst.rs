//! Many messages at once cost no more than their number.

use std::time::{Duration, Instant};

use serde_json::json;
use session::Input;

use crate::harness::*;

/// Generous for a debug build on a busy machine; a quadratic list takes minutes.
const ENOUGH: Duration = Duration::from_secs(20);

#[test]
fn ten_thousand_frames_in_a_burst() {
    let mut chat = Chat::live();
    let conn = chat.conn();
    let mut rows = Vec::new();
    let begin = Instant::now();
    for n in 0..10_000 {
        let text = bot(&format!("m{n}"), "text", n / 10).to_string();
        let changes = chat.session.handle(chat.now, Input::SocketFrame { conn, text }).changes;
        assert!(changes.len() <= 3, "an insertion each, and now and then old ones dropped");
        for change in changes {
            if let session::Change::Timeline(diff) = change {
                apply(&mut rows, diff);
            }
        }
    }
    assert!(rows.iter().map(AsRef::as_ref).eq(chat.session.entries()), "the changes do not add up");
    assert!((5_000..=5_250).contains(&rows.len()), "{}", rows.len());
    assert_eq!(rows.last().map(|row| row.message_id.as_str()), Some("m9999"));
    assert!(begin.elapsed() < ENOUGH, "{:?}", begin.elapsed());
}

#[test]
fn ten_thousand_messages_of_history_then_a_burst_of_own_ones() {
    let mut chat = Chat::with(session::Config { history_page: 100, most_entries: 20_000, ..config() });
    chat.input(Input::Connect).token().start().open();
    let begin = Instant::now();
    for page in (0..100_i64).rev() {
        let messages: Vec<_> =
            (page * 100..page * 100 + 100).map(|n| logged_bot(&format!("m{n}"), "text", n / 5)).collect();
        let (request, _) = chat.call("botmessages/rtm");
        let body = json!({"messages": messages, "moreAvailable": page > 0}).to_string();
        let response = session::HttpResponse { status: 200, body, retry_after: None };
        let out = chat.session.handle(chat.now, Input::Http { request, result: Ok(response) });
        assert!(out.changes.len() <= 102);
        chat.effects = chat.session.handle(chat.now, Input::LoadOlder).effects;
    }
    let ids: Vec<_> = chat.session.entries().map(|entry| entry.message_id.clone()).collect();
    assert_eq!(ids, (0..10_000).map(|n| format!("m{n}")).collect::<Vec<_>>());
    let conn = chat.conn();
    for n in 0..1_000 {
        let draft = session::Draft { text: "mine".to_owned(), payload: None };
        chat.session.handle(chat.now, Input::Send(draft));
        let text = json!({"type": "ack", "ok": true, "replyto": WALL + n}).to_string();
        chat.session.handle(chat.now, Input::SocketFrame { conn, text });
    }
    assert_eq!(chat.session.entries().count(), 11_000);
    assert!(begin.elapsed() < ENOUGH, "{:?}", begin.elapsed());
}
