//! What one item of `message[]` shows (`kore-protocol.md` 7.1 and 8).

use serde_json::Value;

use crate::template::Template;

/// One item of a message, decoded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Text in Kore markdown, perhaps with a player below it.
    Text(Text),
    /// An error notice written by the bot (`kore-templates.md` 4.2).
    Error(ErrorContent),
    /// A message template (`kore-templates.md` 3).
    Template(Template),
    /// A control item that shows nothing itself (`wait_for_response`).
    WaitForResponse,
}

/// Text in Kore markdown (`kore-host-features.md` 4.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text, unparsed. May be empty when there is a medium.
    pub text: String,
    /// A medium to play below the text (`kore-templates.md` 4.3).
    pub media: Option<Media>,
}

/// Something to play. Addresses are as sent: check them before use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Media {
    /// A sound file's address.
    Audio(String),
    /// A film's address.
    Video(String),
}

/// A bot's error notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorContent {
    /// The text to show, in Kore markdown.
    pub text: String,
    /// A CSS colour as sent: check it before use.
    pub color: Option<String>,
}

/// Who wrote a message, where it was a person (`kore-protocol.md` 7.1, `author`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// First and last name joined by a space; empty when neither was sent.
    pub name: String,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
    /// Whether `author.type` says that this is a human agent.
    pub is_agent: bool,
}

/// A file that somebody attached (`kore-protocol.md` 6.2). Addresses are as sent: check them before use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment {
    /// The platform's id of the file.
    pub file_id: String,
    /// The file's name as sent.
    pub file_name: String,
    /// `image`, `audio`, `video` or `attachment`.
    pub file_type: String,
    /// Where to fetch it, if the frame says.
    pub file_url: Option<String>,
    /// The attachment as sent.
    pub raw: Value,
}
