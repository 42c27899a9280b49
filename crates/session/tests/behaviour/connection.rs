//! From a token to a live socket and back after a loss.

use serde_json::json;
use session::{ConnectionState, HistoryState, Input, SendState};

use crate::harness::*;

#[test]
fn a_visit_from_connect_to_an_answered_message() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().start().open();
    assert_eq!(
        chat.states,
        [ConnectionState::Authorizing, ConnectionState::Starting, ConnectionState::Connecting, ConnectionState::Live]
    );
    chat.page(json!([logged_bot("ms-1", "earlier", 1)]), false);
    assert_eq!(chat.history, HistoryState::Complete);
    chat.frame(bot("ms-2", "hello", 2)).say("  hi \t there ");
    assert_eq!(chat.send_state("hi there"), SendState::Sending);
    let id = chat.id_of("hi there");
    chat.ack(id).frame(bot("ms-3", "you said hi", 3));
    assert_eq!(chat.shown(), ["bot: earlier", "bot: hello", "me: hi there", "bot: you said hi"]);
}
