//! Decodes `bot_response` (`kore-protocol.md` 7.1 to 9).

use serde_json::Value;

use super::{BotResponse, Chunk, DeliveryKey};
use crate::{
    content::Author,
    decoder::Decoder,
    item::{Items, Source},
    path::Path,
    value,
};

pub(super) fn decode(decoder: &mut Decoder, mut frame: Value) -> BotResponse {
    let message = frame.get_mut("message").map(Value::take).unwrap_or_default();
    let chunk = chunk(&frame);
    let mut items = Items::new(if chunk.is_some() { Source::Chunk } else { Source::Message });
    let root = Path::Root;
    let path = root.key("message");
    match message {
        Value::Array(elements) => {
            for (index, element) in elements.into_iter().enumerate() {
                items.add(decoder, element, &path.index(index));
            }
        }
        // The last chunk need not carry anything.
        Value::Null if chunk == Some(Chunk::End) => {}
        Value::Null => decoder.dropped(&path, "an array"),
        one => items.add(decoder, one, &path),
    }
    let author = Author::decode(&frame);
    BotResponse {
        message_id: value::word_of(&frame, &["messageId"]),
        created_on: value::time_of(&frame, &["createdOn"]),
        items: items.contents,
        chunk,
        from_agent: items.from_agent
            || value::flag_of(&frame, &["fromAgent"])
            || author.as_ref().is_some_and(Author::is_person),
        author,
        agent_message_id: value::word_of(&frame, &["agent_MessageId"]),
        wants_receipt: value::flag_of(&frame, &["enableLiveChatMetaData"]),
        icon: value::word_of(&frame, &["icon"]),
        language: value::word_of(&frame, &["botLanguage"]),
        delivery: delivery(&frame),
        render_delay: items.render_delay,
    }
}

fn chunk(frame: &Value) -> Option<Chunk> {
    if value::flag_of(frame, &["endChunk"]) {
        Some(Chunk::End)
    } else {
        value::flag_of(frame, &["sM"]).then_some(Chunk::More)
    }
}

fn delivery(frame: &Value) -> Option<DeliveryKey> {
    let timestamp = value::integer_of(frame, &["timestamp"])?;
    let key = value::text_of(frame, &["key"])?;
    Some(DeliveryKey { timestamp, key })
}
