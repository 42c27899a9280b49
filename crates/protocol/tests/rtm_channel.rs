//! Every server event of the platform's page `rtm-channel.txt`, in its print: odd spaces, line breaks and key orders.

mod common;

use common::{bot_response, frame, text};
use protocol::{
    ServerFrame, Warning, decode_frame,
    frame::{Ack, BotKitUnreachable, FormMeta, Lifecycle, LifecycleKind, UserMessage},
};

#[test]
fn ack_names_the_frame_it_acknowledges() {
    let sample = r#"
{
    "ok": true,
    "replyto": 1466692440896,
    "message": "delivered",
    "type": "ack"
}
"#;
    assert_eq!(frame(sample), ServerFrame::Ack(Ack { reply_to: Some(1_466_692_440_896), ok: true }));
}

#[test]
fn ack_without_ok_counts_as_received_and_with_false_as_refused() {
    let reply = |text| match frame(text) {
        ServerFrame::Ack(ack) => (ack.reply_to, ack.ok),
        other => panic!("{other:?}"),
    };
    assert_eq!(reply(r#"{"type":"ack","replyto":"1466692440896"}"#), (Some(1_466_692_440_896), true));
    assert_eq!(reply(r#"{"type":"ACK","ok":false,"replyto":7}"#), (Some(7), false));
    assert_eq!(reply(r#"{"type":"ack","ok":"false"}"#), (None, false));
    assert_eq!(reply(r#"{"type":"ack","ok":true,"replyto":7,"k-traceid":"4a66"}"#), (Some(7), true));
}

#[test]
fn bot_response_keeps_its_text_as_sent() {
    let response = bot_response(
        r#"{
    "type": "bot_response",
    "from": "bot",
    "message": [
        {
            "type": "text",
            "cInfo": {
                "body": " Hello.  "
            }
      }
   ],
    "botInfo": {
        "chatBot": "News",
        "taskBotId": "st-00000000-0000-5000-8000-000000000001"
    },
    "createdOn": "2016-06-23T14:34:00.025Z",
    "icon": "https://bots.example.com/icon.png"
}"#,
    );
    assert_eq!(response.items, [text(" Hello.  ")]);
    assert_eq!(response.created_on, Some(1_466_692_440_025));
    assert_eq!(response.icon.as_deref(), Some("https://bots.example.com/icon.png"));
    assert_eq!(response.message_id, None);
    assert_eq!(response.chunk, None);
    assert!(!response.from_agent);
    assert_eq!(response.delivery, None);
    assert_eq!(response.render_delay, 0);
}

#[test]
fn user_message_is_the_echo_from_another_session() {
    let sample = r#"{
    "botInfo": {
        "chatBot": "News",
        "taskBotId": "st-00000000-0000-5000-8000-000000000001"
    },
    "from": "self",
    "message": {
        "body": "how are you ",
        "attachments": []
    },
    "id": 1466692871803,
    "type": "user_message"
}"#;
    assert_eq!(
        frame(sample),
        ServerFrame::UserMessage(UserMessage {
            id: Some(1_466_692_871_803),
            text: "how are you ".to_owned(),
            attachments: vec![],
            created_on: None,
        })
    );
}

const FORM: FormMeta = FormMeta { is_secured: true, form_link_expiry: Some(300), submit_expiry: Some(600) };

fn lifecycle(kind: LifecycleKind, form: Option<FormMeta>) -> ServerFrame {
    ServerFrame::Lifecycle(Lifecycle { kind, session_id: Some("642d2f34f7eb45387a7be64f".to_owned()), form })
}

#[test]
fn bot_active_is_read_as_the_page_prints_it() {
    let sample = r#"{ 
  "type": "bot_active", 
  "from": "bot", 
   "botInfo": { "chatBot": "Nora", 
   "taskBotId": "st-00000000-0000-5000-8000-000000000002" }, 
   "sessionId": "642d2f34f7eb45387a7be64f", "formMetaInfo": 
{ 
   "isSecured": true, 
    "formLinkExpiry": 300, 
     "submitExpiry": 600
}, 
"traceId": "4a663e27051cd295" 
}
"#;
    assert_eq!(frame(sample), lifecycle(LifecycleKind::BotActive, Some(FORM)));
}

#[test]
fn bot_active_takes_the_session_id_from_recent_session_info() {
    let sample =
        r#"{"type":"Bot_Active","recentSessionInfo":{"isActive":true,"sessionId":"642d2f34f7eb45387a7be64f"}}"#;
    assert_eq!(frame(sample), lifecycle(LifecycleKind::BotActive, None));
}

#[test]
fn form_delivered_is_read_as_the_page_prints_it() {
    let sample = r#"{ 
  "type": "form_delivered", 
  "from": "bot", 
   "botInfo": { 
      "chatBot": "Nora", 
      "taskBotId": "st-00000000-0000-5000-8000-000000000002" 
    }, 
   "sessionId": "642d2f34f7eb45387a7be64f", "formMetaInfo": 
      { 
        "isSecured": true, 
        "formLinkExpiry": 300, 
        "submitExpiry": 600
      }, 
    "traceId": "4a663e27051cd295" 
} 
"#;
    assert_eq!(frame(sample), lifecycle(LifecycleKind::FormDelivered, Some(FORM)));
}

/// The samples that differ in nothing but `type`.
fn with_form(kind: &str) -> String {
    r#"{
  "type": "KIND",
  "from": "bot",
  "botInfo": {
    "chatBot": "Nora",
    "taskBotId": "st-00000000-0000-5000-8000-000000000002"
  },
  "sessionId": "642d2f34f7eb45387a7be64f",
  "formMetaInfo": {
    "isSecured": true,
    "formLinkExpiry": 300,
    "submitExpiry": 600
  },
  "traceId": "4a663e27051cd295"
}"#
    .replace("KIND", kind)
}

#[test]
fn form_submitted_and_form_failure_tell_about_the_form() {
    assert_eq!(frame(&with_form("form_submitted")), lifecycle(LifecycleKind::FormSubmitted, Some(FORM)));
    assert_eq!(frame(&with_form("form_failure")), lifecycle(LifecycleKind::FormFailure, Some(FORM)));
}

#[test]
fn agent_session_start_and_end_are_told_apart() {
    assert_eq!(frame(&with_form("agent_session_start")), lifecycle(LifecycleKind::AgentSessionStart, Some(FORM)));
    assert_eq!(frame(&with_form("agent_session_end")), lifecycle(LifecycleKind::AgentSessionEnd, Some(FORM)));
}

#[test]
fn waiting_for_user_input_is_known() {
    assert_eq!(frame(&with_form("waiting_for_user_input")), lifecycle(LifecycleKind::WaitingForUserInput, Some(FORM)));
}

#[test]
fn session_start_and_session_end_carry_the_session() {
    for (name, kind) in [("session_start", LifecycleKind::SessionStart), ("session_end", LifecycleKind::SessionEnd)] {
        let sample = r#"{
  "type": "KIND",
  "from": "bot",
  "botInfo": {
    "chatBot": "jarvis",
    "taskBotId": "st-00000000-0000-5000-8000-000000000003",
    "hostDomain": "http://localhost",
    "os": "Linux",
    "device": "Other"
  },
  "sessionId": "642d2f34f7eb45387a7be64f",
  "traceId": "a33d81825f3b1a78"
}"#
        .replace("KIND", name);
        assert_eq!(frame(&sample), lifecycle(kind, None));
    }
}

const UNREACHABLE: &str = r#"{
  "type": "botKitUnreachable",
  "from": "bot",
  "botInfo": {
    "chatBot": "new bot",
    "taskBotId": "st-00000000-0000-5000-8000-000000000004",
    "botType": "default",
    "remoteAddress": "192.0.2.1",
    "hostDomain": "https://bots.example.com",
    "os": "Linux",
    "device": "Other",
    "userId": "u-00000000-0000-5000-8000-000000000005"
  }
  "message": "Please try again.",
  "traceId": "c070f2b7de24920b",
  "timestamp": 1693394943443
} 
"#;

#[test]
fn bot_kit_unreachable_without_the_comma_that_the_page_forgets_is_not_json() {
    let decoded = decode_frame(UNREACHABLE);
    assert_eq!(decoded.value, ServerFrame::Unreadable);
    assert_eq!(decoded.warnings, [Warning::NotJson]);
}

#[test]
fn bot_kit_unreachable_carries_the_text_for_the_visitor() {
    let corrected = UNREACHABLE.replace("  }\n", "  },\n");
    assert_eq!(
        frame(&corrected),
        ServerFrame::BotKitUnreachable(BotKitUnreachable {
            message: "Please try again.".to_owned(),
            timestamp: Some(1_693_394_943_443),
        })
    );
}

#[test]
fn comments_as_on_the_page_are_not_json() {
    let decoded = decode_frame("{\"type\": \"ack\", // a comment\n\"replyto\": 1}");
    assert_eq!((decoded.value, decoded.warnings), (ServerFrame::Unreadable, vec![Warning::NotJson]));
}

#[test]
fn names_are_compared_without_case_and_leading_slash() {
    for (written, kind) in [
        ("/bot_active", LifecycleKind::BotActive),
        ("Bot_Active", LifecycleKind::BotActive),
        ("/Session_Start", LifecycleKind::SessionStart),
        (" SESSION_END ", LifecycleKind::SessionEnd),
        ("/Agent_Session_Start", LifecycleKind::AgentSessionStart),
        ("agent_session_END", LifecycleKind::AgentSessionEnd),
        ("/form_delivered", LifecycleKind::FormDelivered),
        ("/Form_Submitted", LifecycleKind::FormSubmitted),
        ("/form_failure", LifecycleKind::FormFailure),
        ("/Waiting_For_User_Input", LifecycleKind::WaitingForUserInput),
    ] {
        assert_eq!(frame(&with_form(written)), lifecycle(kind, Some(FORM)), "{written}");
    }
    assert_eq!(frame(r#"{"type":"/PONG"}"#), ServerFrame::Pong);
    assert!(matches!(frame(r#"{"type":"/ack"}"#), ServerFrame::Ack(_)));
    assert!(matches!(frame(r#"{"type":"/Bot_Response","message":[]}"#), ServerFrame::BotResponse(_)));
    assert!(matches!(frame(r#"{"type":"/User_Message","message":{}}"#), ServerFrame::UserMessage(_)));
    assert!(matches!(frame(r#"{"type":"/BOTKITUNREACHABLE"}"#), ServerFrame::BotKitUnreachable(_)));
}
