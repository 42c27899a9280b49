//! Decodes `events` (`kore-protocol.md` 7.2).

use serde_json::Value;

use super::PlatformEvent;
use crate::{content::Author, decoder::Decoder, path::Path, value};

pub(super) fn decode(decoder: &mut Decoder, frame: &Value) -> PlatformEvent {
    let message = value::field(frame, "message").map(value::one_or_many).unwrap_or_default().first();
    let message = message.unwrap_or(&Value::Null);
    let kind = value::word_of(message, &["type"]).unwrap_or_default();
    let is = |name: &str| value::same_name(&kind, name);
    let author = || Author::decode(message).or_else(|| Author::decode(frame));
    if is("typing") {
        PlatformEvent::Typing { author: author() }
    } else if is("stoptyping") || is("stop_typing") {
        PlatformEvent::StopTyping
    } else if is("agent_connected") || is("agent_session_active") {
        PlatformEvent::AgentConnected { author: author() }
    } else if is("agent_disconnected") || is("agent_session_inactive") {
        PlatformEvent::AgentDisconnected
    } else if let (Some(client_message_id), true) = (receipt_id(message), is("message_delivered")) {
        PlatformEvent::MessageDelivered { client_message_id: client_message_id.0 }
    } else if let (Some(client_message_id), true) = (receipt_id(message), is("message_read")) {
        PlatformEvent::MessageRead { client_message_id: client_message_id.0 }
    } else {
        if is("message_delivered") || is("message_read") {
            let root = Path::Root;
            decoder.dropped(&root.key("message").key("clientMessageId"), "a number or \"all\"");
        } else {
            decoder.unknown(&kind);
        }
        PlatformEvent::Other { kind }
    }
}

/// What a receipt is for; inside, none means all messages.
struct ReceiptId(Option<i64>);

/// Absent and `"all"` mean all; a receipt for something unreadable must not mark everything as read.
fn receipt_id(message: &Value) -> Option<ReceiptId> {
    let Some(id) = value::field(message, "clientMessageId") else { return Some(ReceiptId(None)) };
    let all = value::text(id).is_some_and(|text| value::same_name(&text, "all"));
    if all { Some(ReceiptId(None)) } else { value::integer(id).map(|id| ReceiptId(Some(id))) }
}
