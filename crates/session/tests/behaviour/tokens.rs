//! Tokens: single-flight, bounded, renewed ahead, never told.

use protocol::rest::Grant;
use serde_json::json;
use session::{
    ConnectionState, Credential, Effect, Event, HistoryState, Input, StopReason, TokenFailure, TokenProblem,
    TokenReason,
};

use crate::harness::*;

fn unauthorized() -> serde_json::Value {
    json!({"errors": [{"msg": "token expired", "code": "TOKEN_EXPIRED"}]})
}

#[test]
fn the_first_token_is_asked_for_to_start() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    assert_eq!(chat.token_request().unwrap().1, TokenReason::Start);
}

#[test]
fn a_jwt_is_exchanged_for_a_token_and_kept_for_secure_rtm() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    chat.input(Input::Token { request, result: Ok(Credential::Jwt(format!("{SECRET}.jwt"))) });
    let (_, call) = chat.call("oAuth/token/jwtgrant");
    assert_eq!(call.bearer, None);
    let body: serde_json::Value = serde_json::from_str(&call.body.unwrap()).unwrap();
    let assertion = format!("{SECRET}.jwt");
    assert_eq!(body, json!({"assertion": assertion, "botInfo": {"chatBot": "Bot", "taskBotId": "st-1"}}));
    assert_eq!(*chat.state(), ConnectionState::Authorizing);
    chat.answer("oAuth", 200, json!({"authorization": {"accessToken": SECRET, "token_type": "bearer"}}));
    assert_eq!(chat.call("rtm/start").1.bearer.as_deref(), Some(SECRET));
    chat.answer("rtm/start", 200, json!({"url": "wss://host/?sid=1", "nonce": "n"}));
    assert_eq!(chat.socket().2[1], format!("jwt|{SECRET}.jwt"));
}

#[test]
fn a_rejected_jwt_asks_for_another_one_and_a_failing_grant_is_tried_later() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    chat.input(Input::Token { request, result: Ok(Credential::Jwt("j".to_owned())) });
    chat.answer("oAuth", 401, json!({"errors": [{"msg": "possibly a replay", "code": 401}]}));
    let (request, reason) = chat.token_request().unwrap();
    assert_eq!(reason, TokenReason::Rejected);
    chat.input(Input::Token { request, result: Ok(Credential::Jwt("j".to_owned())) });
    chat.answer("oAuth", 500, json!({}));
    assert!(chat.is_waiting());
    chat.advance(500);
    assert_eq!(chat.token_requests(), 3);
}

#[test]
fn a_grant_that_never_answers_is_given_up() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    chat.input(Input::Token { request, result: Ok(Credential::Jwt("j".to_owned())) });
    chat.sleep(10_000).input(Input::Tick);
    assert!(chat.is_waiting());
}

#[test]
fn an_expired_token_is_replaced_once() {
    for (status, body, reason) in [
        (401, json!({}), TokenReason::Rejected),
        (401, unauthorized(), TokenReason::Expired),
        (400, json!({"errors": [{"msg": "token expired", "code": 400}]}), TokenReason::Expired),
        (200, json!({"errors": [{"msg": "no", "code": 401}]}), TokenReason::Rejected),
    ] {
        let mut chat = Chat::new();
        chat.input(Input::Connect).token().answer("rtm/start", status, body.clone());
        assert_eq!(chat.token_requests(), 2, "{body}");
        assert_eq!(chat.token_request().unwrap().1, reason, "{body}");
        chat.token().start().open();
        assert!(chat.is_live(), "{body}");
    }
}

#[test]
fn tokens_that_keep_being_refused_stop_the_session() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    for _ in 0..3 {
        chat.answer("rtm/start", 401, unauthorized());
        assert_eq!(*chat.state(), ConnectionState::Authorizing);
        chat.token();
    }
    chat.answer("rtm/start", 401, unauthorized());
    assert_eq!(*chat.state(), ConnectionState::Stopped(StopReason::Unauthorized));
    assert_eq!(chat.token_requests(), 4);
    chat.effects.clear();
    chat.advance(3_600_000);
    assert_eq!(chat.effects, []);
    chat.input(Input::Reconnect).token().start().open();
    assert!(chat.is_live());
}

#[test]
fn refusals_far_apart_do_not_stop_the_session() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token();
    for _ in 0..10 {
        chat.answer("rtm/start", 401, unauthorized()).sleep(25_000).token();
    }
    assert_eq!(*chat.state(), ConnectionState::Starting);
}

#[test]
fn a_token_is_renewed_ahead_of_its_end_when_a_connection_is_made() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token_with(Some(WALL + 300_000)).start().open().page(json!([]), false);
    chat.effects.clear();
    chat.sleep(100_000).close(1006).advance(500);
    assert_eq!(chat.token_requests(), 0);
    chat.start().open().sleep(139_600).close(1006).advance(500);
    assert_eq!(chat.token_request().unwrap().1, TokenReason::Expired);
}

#[test]
fn a_token_that_looks_expired_from_the_beginning_is_still_tried() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token_with(Some(WALL - 1)).start().open();
    assert!(chat.is_live());
    assert_eq!(chat.token_requests(), 1);
}

#[test]
fn a_wrong_clock_does_not_shorten_a_granted_token() {
    let mut chat = Chat::new();
    chat.now.wall += 365 * 24 * 3_600_000;
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    chat.input(Input::Token { request, result: Ok(Credential::Jwt("j".to_owned())) });
    let grant = json!({"authorization": {"accessToken": "a", "issuedDate": "2023-11-14T22:00:00.000Z",
        "expiresDate": "2023-11-14T23:00:00.000Z"}});
    chat.answer("oAuth", 200, grant).start().open().effects.clear();
    chat.sleep(600_000).close(1006).advance(500);
    assert_eq!(chat.token_requests(), 0);
    chat.start().open().sleep(3_000_000).close(1006).advance(500);
    assert_eq!(chat.token_requests(), 1);
}

fn problem(chat: &Chat) -> TokenProblem {
    match chat.state() {
        ConnectionState::Stopped(StopReason::TokenUnavailable(problem)) => problem.clone(),
        other => panic!("{other:?}"),
    }
}

fn callback_fails(chat: &mut Chat, failure: TokenFailure) {
    let (request, _) = chat.token_request().unwrap();
    chat.drain();
    chat.input(Input::Token { request, result: Err(failure) });
}

#[test]
fn a_callback_that_gives_the_wrong_thing_stops_with_its_text_and_the_visitor_can_retry() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    callback_fails(&mut chat, TokenFailure::Malformed("no accessToken".to_owned()));
    assert_eq!(problem(&chat), TokenProblem::Malformed("no accessToken".to_owned()));
    assert!(chat.events.contains(&Event::Stopped(StopReason::TokenUnavailable(problem(&chat)))));
    chat.input(Input::Reconnect).token().start().open();
    assert!(chat.is_live());
}

#[test]
fn a_callback_that_fails_is_called_again_three_times_within_a_minute_and_then_stops_the_session() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let rejected = TokenProblem::Rejected("502 from /chat-token".to_owned());
    for _ in 0..3 {
        callback_fails(&mut chat, TokenFailure::Rejected("502 from /chat-token".to_owned()));
        assert!(chat.is_waiting());
        assert!(chat.events.contains(&Event::TokenFailed(rejected.clone())));
        chat.advance(4_000);
        assert_eq!(chat.token_requests(), 1);
    }
    callback_fails(&mut chat, TokenFailure::Rejected("502 from /chat-token".to_owned()));
    assert_eq!(problem(&chat), rejected);
    chat.advance(600_000);
    assert_eq!(chat.token_requests(), 0);
    chat.input(Input::Reconnect).token().start().open();
    assert!(chat.is_live());
}

#[test]
fn a_session_whose_callback_failed_tries_again_when_the_network_or_the_visitor_returns() {
    for input in [Input::Online(true), Input::Visible(true), Input::PageShow] {
        let mut chat = Chat::new();
        chat.input(Input::Connect);
        for _ in 0..4 {
            callback_fails(&mut chat, TokenFailure::Rejected(String::new()));
            chat.advance(4_000);
        }
        problem(&chat);
        chat.input(input.clone());
        assert_eq!(chat.token_requests(), 0, "at once after the last failure");
        chat.advance(30_000).input(input).token().start().open();
        assert!(chat.is_live());
    }
}

#[test]
fn an_empty_token_is_a_failure_of_the_callback() {
    for credential in
        [Credential::AccessToken { grant: Grant::new(" ".to_owned()), jwt: None }, Credential::Jwt(String::new())]
    {
        let mut chat = Chat::new();
        chat.input(Input::Connect);
        let (request, _) = chat.token_request().unwrap();
        chat.input(Input::Token { request, result: Ok(credential) });
        assert!(matches!(problem(&chat), TokenProblem::Malformed(_)));
    }
}

#[test]
fn a_callback_that_never_settles_times_out() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).advance(29_999);
    assert_eq!(*chat.state(), ConnectionState::Authorizing);
    chat.advance(1);
    assert!(chat.is_waiting());
    assert!(chat.events.contains(&Event::TokenFailed(TokenProblem::TimedOut)));
    assert!(chat.effects.iter().any(|effect| matches!(effect, Effect::Abort { .. })));
}

#[test]
fn tokens_whose_end_is_over_and_that_are_refused_stop_the_session_as_expired() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    for _ in 0..4 {
        chat.token_with(Some(WALL - 1_000)).answer("rtm/start", 401, unauthorized());
    }
    assert_eq!(problem(&chat), TokenProblem::Expired);
}

#[test]
fn a_token_is_renewed_for_history_ahead_of_its_end() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token_with(Some(WALL + 100_000)).start().open();
    chat.page(json!([logged_bot("b-1", "old", 1)]), true).drain();
    chat.sleep(55_000).input(Input::LoadOlder);
    assert_eq!(chat.token_requests(), 1);
    assert_eq!(chat.calls("botmessages").len(), 0);
    chat.token_with(Some(WALL + 1_000_000));
    assert_eq!(chat.calls("botmessages").len(), 1);
}

#[test]
fn a_token_that_lives_shorter_than_a_minute_is_used_for_half_of_its_life() {
    let mut chat = Chat::new();
    chat.input(Input::Connect).token_with(Some(WALL + 30_000)).start().open().page(json!([]), false).drain();
    chat.sleep(14_000).close(1006).input(Input::Reconnect);
    assert_eq!(chat.token_requests(), 0);
    chat.start().open().sleep(2_000).close(1006).input(Input::Reconnect);
    assert_eq!(chat.token_requests(), 1);
}

#[test]
fn the_life_of_a_token_is_told_by_two_times_of_the_platform_where_the_visitors_clock_is_wrong() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    // Ten hours ago by the visitor's clock, and good for an hour.
    let (issued, expires) = (Some(WALL - 36_000_000), Some(WALL - 32_400_000));
    let grant = Grant { issued, expires, ..Grant::new(SECRET.to_owned()) };
    chat.input(Input::Token { request, result: Ok(Credential::AccessToken { grant, jwt: None }) });
    chat.start().open().page(json!([]), false).drain();
    chat.sleep(3_000_000).close(1006).input(Input::Reconnect);
    assert_eq!(chat.token_requests(), 0);
    chat.start().open().sleep(600_000).close(1006).input(Input::Reconnect);
    assert_eq!(chat.token_requests(), 1);
}

#[test]
fn one_token_serves_the_connection_and_the_history_that_were_refused_together() {
    let mut chat = Chat::connected();
    chat.effects.retain(|effect| !matches!(effect, Effect::RequestToken { .. }));
    let history = chat.call("botmessages/rtm");
    chat.close(1008);
    assert_eq!(chat.token_requests(), 1);
    let response = session::HttpResponse { status: 401, body: String::new(), retry_after: None };
    chat.input(Input::Http { request: history.0, result: Ok(response) });
    assert_eq!(chat.token_requests(), 1);
}

#[test]
fn history_that_refuses_the_token_gets_a_fresh_one_while_the_socket_stays() {
    let mut chat = Chat::connected();
    chat.answer("botmessages/rtm", 401, unauthorized());
    assert!(chat.is_live());
    assert_eq!(chat.token_requests(), 2);
    chat.token().page(json!([logged_bot("ms-1", "earlier", 1)]), false);
    assert_eq!(chat.shown(), ["bot: earlier"]);
    assert_eq!(chat.history, HistoryState::Complete);
}

#[test]
fn history_that_refuses_every_token_fails_without_ending_the_chat() {
    let mut chat = Chat::connected();
    for _ in 0..3 {
        chat.answer("botmessages/rtm", 401, unauthorized()).token();
    }
    chat.answer("botmessages/rtm", 401, unauthorized());
    assert_eq!(chat.history, HistoryState::Failed);
    assert_eq!(chat.token_requests(), 4);
    assert!(chat.is_live());
}

#[test]
fn what_was_missed_is_fetched_a_minute_after_the_last_refused_token() {
    let mut chat = Chat::connected();
    for _ in 0..3 {
        chat.answer("botmessages/rtm", 401, unauthorized()).token();
    }
    chat.answer("botmessages/rtm", 401, unauthorized());
    chat.effects.clear();
    chat.advance(29_000).frame(json!({"type": "pong"})).advance(29_000);
    assert!(chat.token_request().is_none());
    chat.frame(json!({"type": "pong"})).advance(4_000).token();
    chat.page(json!([logged_bot("m1", "missed", 1)]), false);
    assert_eq!(chat.shown(), ["bot: missed"]);
    assert_eq!(chat.history, HistoryState::Complete);
}

#[test]
fn a_failure_text_with_a_jwt_in_it_is_redacted() {
    let mut chat = Chat::new();
    chat.input(Input::Connect);
    let (request, _) = chat.token_request().unwrap();
    let text = format!("cannot use eyJhbGciOiJIUzI1NiJ9.{SECRET}.x");
    chat.input(Input::Token { request, result: Err(TokenFailure::Rejected(text)) });
    assert!(chat.events.contains(&Event::TokenFailed(TokenProblem::Rejected("cannot use <redacted>".to_owned()))));
}

#[test]
fn inputs_do_not_print_secrets() {
    let response = session::HttpResponse { status: 200, body: SECRET.to_owned(), retry_after: None };
    let input = Input::Http { request: session::RequestId(1), result: Ok(response) };
    assert!(!format!("{input:?}").contains(SECRET));
    let input = Input::Token { request: session::RequestId(1), result: Ok(Credential::Jwt(SECRET.to_owned())) };
    assert!(!format!("{input:?}").contains(SECRET));
}
