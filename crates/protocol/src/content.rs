//! What one item of `message[]` shows (`kore-protocol.md` 7.1 and 8).

use serde_json::Value;

use crate::{decoder::Decoder, path::Path, template::Template, value};

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

impl Author {
    /// Reads `author`; none when the frame has none.
    pub(crate) fn decode(frame: &Value) -> Option<Self> {
        let author = value::field(frame, "author").filter(|author| author.is_object())?;
        let names = ["firstName", "lastName"].map(|key| value::word_of(author, &[key]));
        Some(Self {
            name: value::join(names.into_iter().flatten(), " "),
            image: value::word_of(author, &["profileImage", "profileIcon"]),
            is_agent: value::word_of(author, &["type"]).is_some_and(|kind| value::same_name(&kind, "AGENT")),
        })
    }

    /// Whether a message by this author is to be shown as a person's: bots send no names (`kore-templates.md` 4.5).
    pub(crate) fn is_person(&self) -> bool {
        self.is_agent || !self.name.is_empty()
    }
}

impl Attachment {
    /// Reads `attachments` of a message, leaving out what is no attachment.
    pub(crate) fn decode_list(decoder: &mut Decoder, list: Option<Value>, path: &Path<'_>) -> Vec<Self> {
        let mut attachments = Vec::new();
        for (index, element) in decoder.elements(list, path).into_iter().enumerate() {
            match Self::decode(element) {
                Some(attachment) => attachments.push(attachment),
                None => decoder.dropped(&path.index(index), "an attachment with a fileId, fileName or fileUrl"),
            }
        }
        attachments
    }

    /// None when nothing says which file it is.
    pub(crate) fn decode(raw: Value) -> Option<Self> {
        let file_id = value::word_of(&raw, &["fileId"]);
        let file_name = value::word_of(&raw, &["fileName", "name"]);
        let file_url = value::word_of(&raw, &["fileUrl", "url"]);
        if file_id.is_none() && file_name.is_none() && file_url.is_none() {
            return None;
        }
        let file_type = value::word_of(&raw, &["fileType", "type"]).map(|kind| kind.to_ascii_lowercase());
        let file_type = file_type.filter(|kind| matches!(kind.as_str(), "image" | "audio" | "video"));
        Some(Self {
            file_id: file_id.unwrap_or_default(),
            file_name: file_name.unwrap_or_default(),
            file_type: file_type.unwrap_or_else(|| "attachment".to_owned()),
            file_url,
            raw,
        })
    }
}
