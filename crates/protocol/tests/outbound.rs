//! Outgoing frames, letter by letter (`rtm-channel.txt` "RTM Client Events", `kore-protocol.md` 6).

use protocol::{
    frame::DeliveryKey,
    outbound::{ClientFrame, DeliveryAck, Meta, Sender, encode},
    rest::BotInfo,
};

/// A bot, surroundings, and what both look like in every frame.
const AROUND: &str = r#""botInfo":{"chatBot":"News","taskBotId":"st-1"},"client":"sdk","meta":{"timezone":"Europe/London","locale":"en-GB"}"#;

fn encoded(build: impl Fn(Sender<'_>) -> String) -> String {
    let bot_info = BotInfo { chat_bot: "News".to_owned(), task_bot_id: "st-1".to_owned(), ..BotInfo::default() };
    let meta = Meta { timezone: "Europe/London".to_owned(), locale: "en-GB".to_owned() };
    let text = build(Sender { bot_info: &bot_info, meta: &meta });
    assert!(text.contains(AROUND), "{text}");
    text.replace(AROUND, "…")
}

#[test]
fn a_typed_message_has_a_body_and_its_id_twice() {
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::message(sender, 1_466_692_440_896, "Line \"1\"\nline 2 €", None))),
        r#"{"clientMessageId":1466692440896,"resourceid":"/bot.message","message":{"body":"Line \"1\"\nline 2 €"},…,"id":1466692440896}"#
    );
}

#[test]
fn a_chosen_action_says_what_the_transcript_shows() {
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::message(sender, 7, "payload_1", Some("Yes")))),
        r#"{"clientMessageId":7,"resourceid":"/bot.message","message":{"body":"payload_1","renderMsg":"Yes"},…,"id":7}"#
    );
    for blank in ["", " "] {
        assert_eq!(
            encoded(|sender| encode(&ClientFrame::message(sender, 7, "0", Some(blank)))),
            r#"{"clientMessageId":7,"resourceid":"/bot.message","message":{"body":"0"},…,"id":7}"#
        );
    }
}

#[test]
fn a_ping_has_a_type_and_a_counter() {
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::ping(sender, 3))),
        r#"{"resourceid":"/bot.message","type":"ping",…,"id":3}"#
    );
}

#[test]
fn events_travel_inside_an_empty_message() {
    let event = |name: &str, more: &str| {
        format!(r#"{{"resourceid":"/bot.message","event":"{name}","message":{{"body":"","type":""}}{more},…,"id":4}}"#)
    };
    assert_eq!(encoded(|sender| encode(&ClientFrame::typing(sender, 4))), event("typing", ""));
    assert_eq!(encoded(|sender| encode(&ClientFrame::stop_typing(sender, 4))), event("stop_typing", ""));
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::message_delivered(sender, 4, "ms-1", Some("am-1")))),
        event("message_delivered", r#","messageId":"ms-1","agent_MessageId":"am-1""#)
    );
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::message_read(sender, 4, "ms-1", None))),
        event("message_read", r#","messageId":"ms-1""#)
    );
}

#[test]
fn closing_an_agents_chat_carries_a_client_message_id() {
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::close_agent_chat(sender, 9))),
        r#"{"clientMessageId":9,"resourceid":"/bot.message","event":"close_agent_chat","message":{"body":"","type":""},…,"id":9}"#
    );
}

#[test]
fn closing_the_session_has_no_message() {
    assert_eq!(
        encoded(|sender| encode(&ClientFrame::close_session(sender, 9))),
        r#"{"clientMessageId":9,"resourceid":"/bot.closeConversationSession",…,"id":9}"#
    );
}

#[test]
fn a_delivery_is_acknowledged_without_any_surroundings() {
    let delivery = DeliveryKey { timestamp: 1_657_558_958_657, key: "k-1".to_owned() };
    assert_eq!(
        encode(&DeliveryAck::new(&delivery)),
        r#"{"clientMessageId":1657558958657,"type":"ack","replyto":1657558958657,"status":"delivered","key":"k-1","id":1657558958657}"#
    );
}
