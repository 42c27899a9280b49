//! From a token to a live socket and back after a loss.

use protocol::rest::Grant;
use serde_json::json;
use session::{ConnectionState, Effect, Event, HistoryState, HttpResponse, Input, Method, SendState};

use crate::harness::*;

#[test]
fn a_visit_from_connect_to_an_answered_message() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().start().open();
    let states =
        [ConnectionState::Authorizing, ConnectionState::Starting, ConnectionState::Connecting, ConnectionState::Live];
    assert_eq!(chat.states, states);
    let told: Vec<_> = chat.events.iter().filter(|event| matches!(event, Event::State(_))).cloned().collect();
    assert_eq!(told, states.map(Event::State));
    chat.page(json!([logged_bot("ms-1", "earlier", 1)]), false);
    assert_eq!(chat.history, HistoryState::Complete);
    chat.frame(bot("ms-2", "hello", 2)).say("  hi \t there ");
    assert_eq!(chat.send_state("hi there"), SendState::Sending);
    let id = chat.id_of("hi there");
    chat.ack(id).frame(bot("ms-3", "you said hi", 3));
    assert_eq!(chat.shown(), ["bot: earlier", "bot: hello", "me: hi there", "bot: you said hi"]);
}

#[test]
fn rtm_start_carries_the_token_the_version_and_the_language() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    let (_, call) = chat.call("rtm/start");
    assert_eq!(call.method, Method::Post);
    assert_eq!(call.path, "rtm/start");
    assert_eq!(call.bearer.as_deref(), Some("t0ps3cret-access-1"));
    assert!(call.rtm_version);
    assert_eq!(call.timeout, 10_000);
    let body: serde_json::Value = serde_json::from_str(&call.body.unwrap()).unwrap();
    assert_eq!(body, json!({"botInfo": {"chatBot": "Bot", "taskBotId": "st-1"}, "language": "en"}));
}

#[test]
fn only_a_reconnect_says_so_in_the_address() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().start();
    assert_eq!(chat.socket().1, format!("wss://host/rtm/bot?sid={SECRET}"));
    chat.open().close(1006).input(Input::Reconnect).start();
    assert_eq!(chat.socket().1, format!("wss://host/rtm/bot?sid={SECRET}&isReconnect=true"));
    chat.open().input(Input::Disconnect).input(Input::Connect).start();
    assert_eq!(chat.socket().1, format!("wss://host/rtm/bot?sid={SECRET}"));
}

#[test]
fn an_address_without_a_query_gets_one() {
    let mut chat = Chat::live();
    chat.close(1006).input(Input::Reconnect).answer("rtm/start", 200, json!({"url": "ws://host/rtm"}));
    assert_eq!(chat.socket().1, "ws://host/rtm?isReconnect=true");
}

#[test]
fn a_connection_that_never_opened_is_not_resumed() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().start().close(1006).input(Input::Reconnect).start();
    assert!(!chat.socket().1.contains("isReconnect"));
}

#[test]
fn an_address_that_is_too_old_is_asked_for_again() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().sleep(25_001).start();
    assert_eq!(chat.sockets(), []);
    assert_eq!(chat.calls("rtm/start").len(), 2);
    chat.sleep(1_000).start();
    assert_eq!(chat.sockets().len(), 1);
}

#[test]
fn what_is_no_socket_address_is_not_opened() {
    for url in ["https://host/", "javascript:alert(1)", "/rtm", ""] {
        let mut chat = Chat::new();
        chat.input(Input::Connect).token().answer("rtm/start", 200, json!({"url": url}));
        assert_eq!(chat.sockets(), [], "{url}");
        assert!(chat.is_waiting(), "{url}");
    }
}

#[test]
fn each_step_has_a_deadline() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    assert_eq!(chat.session.next_deadline(), Some(11_000));
    chat.sleep(10_000).input(Input::Tick);
    assert!(chat.is_waiting());
    assert!(chat.effects.iter().any(|effect| matches!(effect, Effect::Abort { .. })));

    let mut chat = Chat::new();
    chat.input(Input::Connect).token().start().sleep(10_000).input(Input::Tick);
    assert!(chat.is_waiting());
    assert!(chat.effects.iter().any(|effect| matches!(effect, Effect::CloseSocket { code: 4000, .. })));
}

#[test]
fn failed_attempts_are_repeated_after_growing_waits() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    let mut longest = 0;
    for attempt in 1..40 {
        match attempt % 4 {
            0 => chat.http_fails("rtm/start"),
            1 => chat.answer("rtm/start", 500, json!({})),
            2 => chat.answer("rtm/start", 200, json!("garbage")),
            _ => chat.start().close(1006),
        };
        let ConnectionState::Waiting { until: Some(until), attempt: told } = *chat.state() else { panic!() };
        assert_eq!(told, attempt);
        let wait = until - chat.now.monotonic;
        assert!(wait <= (500_u64 << (attempt - 1).min(8)).min(30_000), "{attempt}: {wait}");
        longest = longest.max(wait);
        chat.effects.clear();
        chat.advance(wait);
        assert_eq!(*chat.state(), ConnectionState::Starting);
    }
    assert!(longest > 15_000);
}

#[test]
fn accepting_and_dropping_does_not_reset_the_back_off() {
    let mut chat = Chat::connected();
    for attempt in 1..6 {
        chat.sleep(4_999).close(1006);
        assert!(matches!(*chat.state(), ConnectionState::Waiting { attempt: told, .. } if told == attempt));
        chat.input(Input::Reconnect).start().open();
    }
    chat.sleep(5_000).close(1006);
    assert!(matches!(*chat.state(), ConnectionState::Waiting { attempt: 1, .. }));
}

#[test]
fn a_429_is_waited_out_even_when_the_page_is_looked_at() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    let (request, _) = chat.call("rtm/start");
    let response = HttpResponse { status: 429, body: String::new(), retry_after: Some(20) };
    chat.input(Input::Http { request, result: Ok(response) });
    let wait = ConnectionState::Waiting { until: Some(21_000), attempt: 1 };
    assert_eq!(*chat.state(), wait);
    chat.sleep(1_000).input(Input::Visible(true)).input(Input::Online(true)).input(Input::PageShow);
    assert_eq!(*chat.state(), wait);
    chat.advance(19_000);
    assert_eq!(*chat.state(), ConnectionState::Starting);
}

#[test]
fn offline_waits_for_the_network_and_then_returns_at_once() {
    let mut chat = Chat::live();
    chat.sleep(6_000).input(Input::Online(false));
    assert_eq!(*chat.state(), ConnectionState::Waiting { until: None, attempt: 0 });
    assert_eq!(chat.session.next_deadline(), None);
    chat.sleep(60_000).input(Input::Online(true)).start().open();
    assert!(chat.is_live());
}

#[test]
fn connecting_while_offline_waits() {
    let mut chat = Chat::new();
    chat.input(Input::Online(false)).input(Input::Connect);
    assert_eq!(*chat.state(), ConnectionState::Waiting { until: None, attempt: 0 });
    assert_eq!(chat.effects, []);
    chat.input(Input::Online(true));
    assert_eq!(*chat.state(), ConnectionState::Authorizing);
}

#[test]
fn whatever_promises_success_cuts_the_wait() {
    for input in [Input::Online(true), Input::Visible(true), Input::PageShow, Input::Reconnect] {
        let mut chat = Chat::live();
        for _ in 0..8 {
            chat.close(1006).input(Input::Reconnect).start().open();
        }
        chat.sleep(1_000).close(1006).sleep(1).input(input.clone());
        assert_eq!(*chat.state(), ConnectionState::Starting, "{input:?}");
    }
}

#[test]
fn a_flickering_network_does_not_make_a_storm() {
    let mut chat = Chat::live();
    chat.effects.clear();
    for _ in 0..100 {
        chat.input(Input::Online(false)).input(Input::Online(true)).input(Input::Visible(true)).sleep(10);
    }
    chat.input(Input::Tick);
    assert!(chat.calls("rtm/start").len() <= 3, "{:?}", chat.effects);
    chat.advance(1_000);
    assert_eq!(*chat.state(), ConnectionState::Starting);
}

#[test]
fn a_page_in_the_cache_holds_no_socket_and_resumes() {
    let mut chat = Chat::live();
    chat.input(Input::PageHide);
    assert!(chat.effects.contains(&Effect::CloseSocket { conn: session::ConnId(1), code: 1000 }));
    assert_eq!(*chat.state(), ConnectionState::Waiting { until: None, attempt: 0 });
    chat.sleep(600_000).input(Input::Visible(true)).input(Input::Online(true)).input(Input::Reconnect);
    assert_eq!(*chat.state(), ConnectionState::Waiting { until: None, attempt: 0 });
    chat.input(Input::PageShow).start();
    assert!(chat.socket().1.ends_with("&isReconnect=true"));
    chat.open();
    assert!(chat.is_live());
}

#[test]
fn disconnect_closes_cleanly_and_keeps_the_transcript() {
    let mut chat = Chat::live();
    chat.frame(bot("ms-1", "hello", 1)).input(Input::Disconnect);
    assert_eq!(chat.drain(), [Effect::CloseSocket { conn: session::ConnId(1), code: 1000 }]);
    assert_eq!(*chat.state(), ConnectionState::Idle);
    assert_eq!(chat.session.next_deadline(), None);
    assert_eq!(chat.shown(), ["bot: hello"]);
}

#[test]
fn disconnect_gives_up_whatever_is_under_way() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    chat.input(Input::Disconnect);
    assert!(chat.effects.contains(&Effect::Abort { request }));
    chat.effects.clear();
    chat.input(Input::Connect).token();
    let (request, _) = chat.call("rtm/start");
    chat.input(Input::Disconnect);
    assert!(chat.effects.contains(&Effect::Abort { request }));
    chat.start();
    assert_eq!(chat.sockets(), []);
}

#[test]
fn an_old_socket_cannot_touch_the_new_one() {
    let mut chat = Chat::live();
    let old = chat.conn();
    chat.close(1006).input(Input::Reconnect).start();
    let new = chat.conn();
    assert!(new > old);
    chat.input(Input::SocketOpened { conn: old });
    assert_eq!(*chat.state(), ConnectionState::Connecting);
    chat.open().input(Input::SocketClosed { conn: old, code: 1006, reason: String::new() });
    assert!(chat.is_live());
    chat.input(Input::SocketFrame { conn: old, text: bot("ms-1", "a ghost", 1).to_string() });
    assert_eq!(chat.shown(), [""; 0]);
}

#[test]
fn answers_to_requests_that_nobody_awaits_are_ignored() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (old, _) = chat.token_request().unwrap();
    chat.token();
    let credential = session::Credential::AccessToken { grant: Grant::new("late".to_owned()), jwt: None };
    chat.effects.clear();
    chat.input(Input::Token { request: old, result: Ok(credential) });
    chat.input(Input::Http { request: session::RequestId(99), result: Ok(HttpResponse::default()) });
    assert_eq!(chat.effects, []);
    assert_eq!(*chat.state(), ConnectionState::Starting);
}

#[test]
fn secure_rtm_offers_the_jwt_and_the_nonce() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    let credential = session::Credential::AccessToken {
        grant: Grant::new(SECRET.to_owned()),
        jwt: Some(format!("{SECRET}.e30.sig")),
    };
    chat.input(Input::Token { request, result: Ok(credential) });
    chat.answer("rtm/start", 200, json!({"url": "wss://host/?sid=1", "nonce": "n-1"}));
    let jwt = format!("jwt|{SECRET}.e30.sig");
    assert_eq!(chat.socket().2, ["x-rtm-v|1", jwt.as_str(), "nonce|n-1"]);
}

#[test]
fn without_a_nonce_or_a_jwt_no_sub_protocol_is_offered() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token().answer("rtm/start", 200, json!({"url": "wss://host/?sid=1", "nonce": "n-1"}));
    assert_eq!(chat.socket().2, [""; 0]);
}

#[test]
fn the_session_is_ended_on_the_platform_only_while_live() {
    let mut chat = Chat::live();
    chat.input(Input::EndSession);
    let frame = chat.sent().pop().unwrap();
    assert_eq!(frame["resourceid"], "/bot.closeConversationSession");
    assert_eq!(frame["id"], frame["clientMessageId"]);
    assert!(frame.get("message").is_none());
    chat.close(1006).effects.clear();
    chat.input(Input::EndSession);
    assert_eq!(chat.effects, []);
}

#[test]
fn a_first_connection_tells_the_configured_mode_and_a_lost_one_goes_on() {
    let mut chat = Chat::with(session::Config {
        connection_mode: Some(session::ConnectionMode::StartNewResumeAgent),
        socket_parameters: vec![("a b".to_owned(), "ü&".to_owned())],
        ..config()
    });
    chat.input(Input::Connect).token().start();
    assert!(chat.socket().1.ends_with("&ConnectionMode=Start_New_Resume_Agent&a%20b=%C3%BC%26"), "{}", chat.socket().1);
    chat.open().drop_and_return();
    assert!(chat.socket().1.ends_with("&ConnectionMode=Reconnect&a%20b=%C3%BC%26"), "{}", chat.socket().1);
}

#[test]
fn without_a_mode_a_lost_connection_is_told_the_old_way() {
    let mut chat = Chat::connected();
    assert!(!chat.socket().1.contains("isReconnect"));
    chat.drop_and_return();
    assert!(chat.socket().1.ends_with("&isReconnect=true"), "{}", chat.socket().1);
}

#[test]
fn a_page_that_is_not_looked_at_tries_again_slowly_and_at_once_when_it_is() {
    for _ in 0..20 {
        let mut chat = Chat::live();
        chat.input(Input::Visible(false)).close(1006);
        let ConnectionState::Waiting { until: Some(until), .. } = *chat.state() else { panic!("{:?}", chat.state()) };
        assert!((15_000..=30_000).contains(&(until - chat.now.monotonic)));
        chat.advance(1_000).drain();
        chat.input(Input::Visible(true));
        assert_eq!(*chat.state(), ConnectionState::Starting);
    }
}

#[test]
fn a_hidden_page_stays_connected() {
    let mut chat = Chat::live();
    chat.input(Input::Visible(false)).say("hi");
    assert!(chat.is_live());
    assert_eq!(chat.sent_texts(), ["hi"]);
}
