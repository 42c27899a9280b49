//! Shared by the tests: decoding input that must not give warnings.
#![allow(dead_code, reason = "each test file uses its own part")]

use protocol::{
    Content, HistoryPage, ServerFrame, Template, Text, decode_frame, decode_history, frame::BotResponse,
    template::OtherTemplate,
};
use serde_json::{Value, json};

/// The frame, which must be clean.
pub fn frame(text: &str) -> ServerFrame {
    let decoded = decode_frame(text);
    assert_eq!(decoded.warnings, [], "{text}");
    decoded.value
}

/// The frame as a `bot_response`, which must be clean.
pub fn bot_response(text: &str) -> BotResponse {
    match frame(text) {
        ServerFrame::BotResponse(response) => response,
        other => panic!("not a bot_response: {other:?}"),
    }
}

/// What the items of a `bot_response` with that `message` show, and the warnings.
pub fn items_of(message: Value) -> (Vec<Content>, Vec<String>) {
    items_with(json!({"type": "bot_response", "message": message}))
}

/// What the items of that `bot_response` show, and the warnings.
pub fn items_with(frame: Value) -> (Vec<Content>, Vec<String>) {
    let decoded = decode_frame(&frame.to_string());
    let ServerFrame::BotResponse(response) = decoded.value else { panic!("not a bot_response: {frame}") };
    (response.items, decoded.warnings.iter().map(ToString::to_string).collect())
}

/// What a message with that component shows; it must be clean.
pub fn component(component: Value) -> Vec<Content> {
    let (items, warnings) = items_of(json!([{"type": "text", "component": component, "cInfo": {"body": ""}}]));
    assert_eq!(warnings, Vec::<String>::new());
    items
}

/// The page, which must be clean.
pub fn history(text: &str) -> HistoryPage {
    let decoded = decode_history(text);
    assert_eq!(decoded.warnings, [], "{text}");
    decoded.value
}

/// Text without a medium.
pub fn text(text: &str) -> Content {
    Content::Text(Text { text: text.to_owned(), media: None })
}

/// A template without a struct of its own.
pub fn other(name: &str, text: &str, raw: Value) -> Content {
    Content::Template(Template::Other(OtherTemplate { name: name.to_owned(), text: text.to_owned(), raw }))
}
