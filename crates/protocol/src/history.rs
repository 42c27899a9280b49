//! `GET botmessages/rtm` (`rtm-channel.txt` "Get Conversation History", `kore-protocol.md` 3.7 and 10.1).

use serde_json::{Map, Value};

use crate::{
    content::{Attachment, Author, Content},
    decoder::Decoder,
    item::{Items, Source},
    limits, parse,
    path::Path,
    time::EpochMillis,
    value,
    warning::Decoded,
};

/// One page, oldest message first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryPage {
    /// The messages that could be read.
    pub messages: Vec<HistoryMessage>,
    /// Whether older messages exist.
    pub more_available: bool,
    /// How many messages the platform holds, where it says.
    pub total: Option<i64>,
    /// The bot's picture as sent: check it before use.
    pub icon: Option<String>,
}

/// One message of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryMessage {
    /// `_id`.
    pub id: Option<String>,
    /// `userMsgId`: the `clientMessageId` it was sent with.
    pub client_message_id: Option<i64>,
    /// When the platform stored it.
    pub created_on: Option<EpochMillis>,
    /// Who wrote it, where the page says.
    pub author: Option<Author>,
    /// Whether it comes from a human agent, as in [`crate::frame::BotResponse::from_agent`].
    pub from_agent: bool,
    /// `lang`.
    pub language: Option<String>,
    /// What it says, by side.
    pub side: HistorySide,
}

/// Which side of the conversation a stored message comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum HistorySide {
    /// `incoming`: the visitor's. Its text is never parsed as a template (`kore-templates.md` 12, trap 2).
    Visitor {
        /// `tags.altText[0].value` where present, else the text.
        text: String,
        /// Files of the message, where the platform stores any.
        attachments: Vec<Attachment>,
    },
    /// `outgoing`: the bot's or an agent's.
    Bot {
        /// Every component that could be read, in order.
        items: Vec<Content>,
    },
}

/// Decodes one page of at most [`limits::MAX_BODY_BYTES`]. A body that is no page at all gives an empty one and a warning.
pub fn decode_history(text: &str) -> Decoded<HistoryPage> {
    let mut decoder = Decoder::new();
    let mut page = match parse::parse(text, limits::MAX_BODY_BYTES) {
        Ok(page) => page,
        Err(warning) => {
            decoder.warn(warning);
            return decoder.finish(HistoryPage::default());
        }
    };
    let root = Path::Root;
    let path = root.key("messages");
    let messages = match page.get_mut("messages").map(Value::take) {
        Some(Value::Array(messages)) => messages,
        _ => {
            decoder.dropped(&path, "an array");
            Vec::new()
        }
    };
    let mut decoded = Vec::with_capacity(messages.len());
    for (index, message) in messages.into_iter().enumerate() {
        decoded.extend(HistoryMessage::decode(&mut decoder, message, &path.index(index)));
    }
    decoder.finish(HistoryPage {
        messages: decoded,
        more_available: value::flag_of(&page, &["moreAvailable"]),
        total: value::integer_of(&page, &["total"]),
        icon: value::word_of(&page, &["icon"]),
    })
}

impl HistoryMessage {
    fn decode(decoder: &mut Decoder, mut message: Value, path: &Path<'_>) -> Option<Self> {
        let kind = value::word_of(&message, &["type"]).unwrap_or_default();
        let incoming = value::same_name(&kind, "incoming");
        if !incoming && !value::same_name(&kind, "outgoing") {
            decoder.dropped(path, "a message of type incoming or outgoing");
            return None;
        }
        let author = Author::decode(&message);
        let mut from_agent = author.as_ref().is_some_and(Author::is_person);
        let alt_text = alt_text(&message);
        decoder.begin_item();
        let components = message.get_mut("components").map(Value::take);
        let components = decoder.elements(components, &path.key("components"));
        let side = if incoming {
            let attachments = message.get_mut("attachments").map(Value::take);
            let attachments = Attachment::decode_list(decoder, attachments, &path.key("attachments"));
            visitor_side(decoder, components, alt_text, attachments, path)
        } else {
            let mut items = Items::new(Source::Message);
            add_components(decoder, &mut items, components, alt_text, path);
            from_agent |= items.from_agent;
            HistorySide::Bot { items: items.contents }
        };
        Some(Self {
            id: value::word_of(&message, &["_id", "messageId", "id"]),
            client_message_id: value::integer_of(&message, &["userMsgId", "clientMessageId"]),
            created_on: value::time_of(&message, &["createdOn", "timestampValue"]),
            author,
            from_agent: from_agent && !incoming,
            language: value::word_of(&message, &["lang"]),
            side,
        })
    }
}

/// `tags.altText[0].value`: what was shown instead of the text (`kore-protocol.md` 3.7).
fn alt_text(message: &Value) -> Option<String> {
    let list = value::field(value::field(message, "tags")?, "altText")?;
    value::text_of(value::one_or_many(list).first()?, &["value"])
}

fn is_text(component: &Value) -> bool {
    value::word_of(component, &["cT"]).is_none_or(|kind| value::same_name(&kind, "text"))
}

fn take_data(component: &mut Value) -> Value {
    component.get_mut("data").map(Value::take).unwrap_or_default()
}

/// A component's `data` is `{"text": …}` or, from some platforms, the text itself.
fn take_text(data: &mut Value) -> Value {
    match data.get_mut("text") {
        Some(text) => text.take(),
        None => data.take(),
    }
}

fn visitor_side(
    decoder: &mut Decoder,
    components: Vec<Value>,
    alt_text: Option<String>,
    mut attachments: Vec<Attachment>,
    path: &Path<'_>,
) -> HistorySide {
    let path = path.key("components");
    let mut texts = Vec::new();
    for (index, mut component) in components.into_iter().enumerate() {
        let mut data = take_data(&mut component);
        if is_text(&component) {
            match value::text(&take_text(&mut data)) {
                Some(text) => texts.push(text),
                None => decoder.dropped(&path.index(index), "a text"),
            }
        } else {
            match Attachment::decode(data) {
                Some(attachment) => attachments.push(attachment),
                None => decoder.dropped(&path.index(index), "a text or an attachment"),
            }
        }
    }
    HistorySide::Visitor { text: alt_text.unwrap_or_else(|| value::join(texts.into_iter(), "\n")), attachments }
}

fn add_components(
    decoder: &mut Decoder,
    items: &mut Items,
    components: Vec<Value>,
    mut alt_text: Option<String>,
    path: &Path<'_>,
) {
    let replaced = alt_text.is_some();
    let path = path.key("components");
    for (index, mut component) in components.into_iter().enumerate() {
        decoder.begin_item();
        let path = path.index(index);
        let data_path = path.key("data");
        let mut data = take_data(&mut component);
        if !is_text(&component) {
            if !data.is_object() {
                decoder.dropped(&path, "a text or a component");
                continue;
            }
            let kind = component.get_mut("cT").map(Value::take).unwrap_or_default();
            let mut fields = Map::new();
            // Collecting would link a sort.
            fields.insert("type".to_owned(), kind);
            fields.insert("payload".to_owned(), data);
            items.add_component(decoder, Value::Object(fields), None, &path);
        } else if replaced {
            // The alternative text stands for all of the message's texts.
            if let Some(text) = alt_text.take() {
                items.add_text(decoder, text, &data_path);
            }
        } else {
            let text = take_text(&mut data);
            match value::text(&text) {
                Some(text) => items.add_text(decoder, text, &data_path.key("text")),
                None if text.is_object() => items.add_component(decoder, text, None, &data_path.key("text")),
                None => decoder.dropped(&path, "a text"),
            }
        }
    }
}
