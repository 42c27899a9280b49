//! Whatever arrives, in whatever order: no panic, no busy loop, and the changes add up (the harness checks that after
//! every input).

use proptest::prelude::*;
use protocol::rest::Grant;
use serde_json::json;
use session::{ConnId, Credential, Draft, EntryKey, HttpFailure, HttpResponse, Input, Now, RequestId, TokenFailure};

use crate::harness::*;

/// What happens next; most of it is an answer to what the session asked for last, so that it gets somewhere.
#[derive(Clone, Debug)]
enum Step {
    Input(Input),
    AnswerToken(Result<Credential, TokenFailure>),
    AnswerHttp(u16, String),
    OpenSocket,
    Frame(String),
    Close(u16),
    AckLast,
    Advance(u64),
    Jump(i64),
}

fn messages() -> impl Strategy<Value = serde_json::Value> {
    let message = (0..12_u8, 0..6_i64, any::<bool>(), any::<bool>()).prop_map(|(id, at, mine, timed)| {
        let mut message = if mine {
            logged_me(&format!("m{id}"), WALL + i64::from(id % 4), "x", at)
        } else {
            logged_bot(&format!("m{id}"), "x", at)
        };
        if !timed {
            message["createdOn"] = json!(null);
        }
        message
    });
    proptest::collection::vec(message, 0..6).prop_map(|messages| json!(messages))
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(json!({"url": "wss://h/?a=b"}).to_string()),
        Just(json!({"authorization": {"accessToken": "T", "expiresDate": "2024-01-01T00:00:00Z"}}).to_string()),
        (messages(), any::<bool>())
            .prop_map(|(list, more)| json!({"messages": list, "moreAvailable": more}).to_string()),
        Just(json!({"errors": [{"code": "TOKEN_EXPIRED"}]}).to_string()),
        ".{0,20}",
    ]
}

fn frame() -> impl Strategy<Value = String> {
    let id = 0..12_u8;
    prop_oneof![
        (id.clone(), 0..6_i64, any::<bool>()).prop_map(|(id, at, timed)| {
            let mut frame = bot(&format!("m{id}"), "x", at);
            if !timed {
                frame["createdOn"] = json!(null);
            }
            frame.to_string()
        }),
        (id.clone(), any::<bool>()).prop_map(|(id, end)| chunk(&format!("m{id}"), "y", end).to_string()),
        any::<bool>().prop_map(|end| {
            let mut frame = chunk("", "y", end);
            frame["messageId"] = json!(null);
            frame.to_string()
        }),
        (0..6_i64).prop_map(|id| json!({"type": "ack", "ok": id != 3, "replyto": WALL + id}).to_string()),
        (0..6_i64)
            .prop_map(|id| json!({"type": "user_message", "id": WALL + id, "message": {"body": "z"}}).to_string()),
        prop_oneof![
            Just("session_end"),
            Just("agent_session_start"),
            Just("agent_session_end"),
            Just("waiting_for_user_input"),
            Just("botKitUnreachable"),
            Just("form_submitted"),
            Just("pong")
        ]
        .prop_map(|kind| json!({"type": kind}).to_string()),
        prop_oneof![Just("typing"), Just("stoptyping"), Just("agent_connected"), Just("agent_disconnected")]
            .prop_map(|kind| json!({"type": "events", "message": {"type": kind}}).to_string()),
        ".{0,30}",
    ]
}

fn token() -> impl Strategy<Value = Result<Credential, TokenFailure>> {
    prop_oneof![
        3 => any::<Option<i64>>().prop_map(|expires| Ok(Credential::AccessToken {
            grant: Grant { expires, ..Grant::new(SECRET.to_owned()) },
            jwt: Some(SECRET.to_owned())
        })),
        1 => Just(Ok(Credential::Jwt(SECRET.to_owned()))),
        1 => Just(Ok(Credential::Jwt(String::new()))),
        1 => Just(Err(TokenFailure::Rejected("no".to_owned()))),
    ]
}

fn http() -> impl Strategy<Value = Result<HttpResponse, HttpFailure>> {
    prop_oneof![
        (any::<u16>(), body(), any::<Option<u32>>()).prop_map(|(status, body, retry_after)| Ok(HttpResponse {
            status,
            body,
            retry_after
        })),
        Just(Err(HttpFailure::Network)),
    ]
}

fn input() -> impl Strategy<Value = Input> {
    let key = (0..20_u64).prop_map(EntryKey);
    let conn = (0..4_u64).prop_map(ConnId);
    let request = (0..12_u64).prop_map(RequestId);
    prop_oneof![
        4 => Just(Input::Connect),
        1 => Just(Input::Disconnect),
        2 => Just(Input::Reconnect),
        1 => Just(Input::EndSession),
        6 => (".{0,6}", any::<Option<String>>()).prop_map(|(text, payload)| Input::Send(Draft { text, payload })),
        2 => key.clone().prop_map(Input::RetrySend),
        2 => key.prop_map(Input::Discard),
        3 => Just(Input::LoadOlder),
        1 => Just(Input::VisitorTyping),
        1 => Just(Input::Tick),
        2 => any::<bool>().prop_map(Input::Online),
        1 => any::<bool>().prop_map(Input::Visible),
        1 => Just(Input::PageHide),
        1 => Just(Input::PageShow),
        1 => (request.clone(), token()).prop_map(|(request, result)| Input::Token { request, result }),
        1 => (request, http()).prop_map(|(request, result)| Input::Http { request, result }),
        1 => conn.clone().prop_map(|conn| Input::SocketOpened { conn }),
        1 => (conn.clone(), frame()).prop_map(|(conn, text)| Input::SocketFrame { conn, text }),
        1 => (conn, any::<u16>(), ".{0,9}").prop_map(|(conn, code, reason)| Input::SocketClosed { conn, code, reason }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => input().prop_map(Step::Input),
        3 => token().prop_map(Step::AnswerToken),
        8 => (prop_oneof![6 => Just(200_u16), 1 => Just(401), 1 => any::<u16>()], body())
            .prop_map(|(status, body)| Step::AnswerHttp(status, body)),
        4 => Just(Step::OpenSocket),
        12 => frame().prop_map(Step::Frame),
        2 => prop_oneof![Just(1006), Just(1008), Just(1009), any::<u16>()].prop_map(Step::Close),
        3 => Just(Step::AckLast),
        4 => (0..40_000_u64).prop_map(Step::Advance),
        1 => any::<i64>().prop_map(Step::Jump),
    ]
}

fn play(chat: &mut Chat, step: Step) {
    let newest = |chat: &Chat, token: bool| {
        chat.effects.iter().rev().find_map(|effect| match effect {
            session::Effect::RequestToken { request, .. } if token => Some(*request),
            session::Effect::Http { request, .. } if !token => Some(*request),
            _ => None,
        })
    };
    match step {
        Step::Input(input) => {
            chat.input(input);
        }
        Step::AnswerToken(result) => {
            if let Some(request) = newest(chat, true) {
                chat.input(Input::Token { request, result });
            }
        }
        Step::AnswerHttp(status, body) => {
            if let Some(request) = newest(chat, false) {
                chat.input(Input::Http { request, result: Ok(HttpResponse { status, body, retry_after: None }) });
            }
        }
        Step::OpenSocket => {
            if let Some((conn, ..)) = chat.sockets().pop() {
                chat.input(Input::SocketOpened { conn });
            }
        }
        Step::Frame(text) => {
            if let Some((conn, ..)) = chat.sockets().pop() {
                chat.input(Input::SocketFrame { conn, text });
            }
        }
        Step::Close(code) => {
            if let Some((conn, ..)) = chat.sockets().pop() {
                chat.input(Input::SocketClosed { conn, code, reason: "over".to_owned() });
            }
        }
        Step::AckLast => {
            let id = chat.sent().iter().rev().find_map(|frame| frame["clientMessageId"].as_i64());
            if let (Some(id), Some((conn, ..))) = (id, chat.sockets().pop()) {
                let text = json!({"type": "ack", "ok": true, "replyto": id}).to_string();
                chat.input(Input::SocketFrame { conn, text });
            }
        }
        Step::Advance(span) => {
            wake_through(chat, span);
        }
        Step::Jump(wall) => chat.now.wall = wall,
    }
}

/// Like [`Chat::advance`]; at each deadline a few ticks must suffice.
fn wake_through(chat: &mut Chat, span: u64) {
    let end = chat.now.monotonic + span;
    let mut ticks = 0;
    while let Some(deadline) = chat.session.next_deadline().filter(|deadline| *deadline <= end) {
        let earlier = chat.now.monotonic;
        chat.now.monotonic = earlier.max(deadline);
        ticks = if chat.now.monotonic > earlier { 0 } else { ticks + 1 };
        assert!(ticks < 10, "a busy loop in {:?}", chat.state());
        chat.input(Input::Tick);
    }
    chat.now = Now { monotonic: end, wall: chat.now.wall };
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_inputs_is_survived(steps in proptest::collection::vec(step(), 1..120)) {
        let mut chat = Chat::new();
        for step in steps {
            play(&mut chat, step);
        }
    }

    #[test]
    fn a_live_conversation_survives_anything(steps in proptest::collection::vec(step(), 1..120)) {
        let mut chat = Chat::connected();
        for step in steps {
            play(&mut chat, step);
        }
        let ids: Vec<_> = chat.rows.iter().map(|row| &row.message_id).collect();
        let mut bots: Vec<_> = chat.rows.iter().filter(|row| matches!(row.from, session::From::Bot { .. })).collect();
        let all = bots.len();
        bots.sort_by(|a, b| a.message_id.cmp(&b.message_id));
        bots.dedup_by(|a, b| a.message_id == b.message_id);
        prop_assert_eq!(bots.len(), all, "a bot message twice in {:?}", ids);
    }
}
