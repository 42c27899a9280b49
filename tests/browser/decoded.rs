//! Entries from what a bot sends.

use protocol::{ServerFrame, decode_frame};
use serde_json::{Value, json};
use session::Entry;

use crate::entries::bot;

/// The entry of a component, as the platform nests it.
pub fn component(key: u64, component: &Value) -> Entry {
    let frame = json!({
        "type": "bot_response",
        "from": "bot",
        "message": [{ "type": "text", "component": { "type": "template", "payload": component }, "cInfo": { "body": "" } }],
        "messageId": "ms-1",
    });
    let decoded = decode_frame(&frame.to_string());
    assert_eq!(decoded.warnings, []);
    let ServerFrame::BotResponse(response) = decoded.value else { panic!("not a message: {frame}") };
    bot(key, response.items)
}

/// The entry of a template.
pub fn template(key: u64, payload: &Value) -> Entry {
    component(key, &json!({ "type": "template", "payload": payload }))
}
