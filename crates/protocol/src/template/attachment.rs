//! A file or address that a bot shows (`kore-templates.md` 4.4).

use serde_json::Value;

use crate::value;

/// A component of type `image`, `audio`, `video`, `link` or `document`.
#[derive(Clone, Debug, PartialEq)]
pub struct AttachmentTemplate {
    /// What it is.
    pub kind: AttachmentKind,
    /// Its address as sent and trimmed: check it before use.
    pub url: String,
    /// The file's name; may be empty.
    pub name: String,
}

/// What a bot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    /// `image`.
    Image,
    /// `audio`.
    Audio,
    /// `video`.
    Video,
    /// `link`.
    Link,
    /// `document`.
    Document,
}

impl AttachmentKind {
    const NAMES: [(&str, Self); 5] = [
        ("image", Self::Image),
        ("audio", Self::Audio),
        ("video", Self::Video),
        ("link", Self::Link),
        ("document", Self::Document),
    ];

    /// By the component's type.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| value::same_name(known, name)).map(|(_, kind)| *kind)
    }

    /// The component's type.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl AttachmentTemplate {
    /// None without an address.
    pub(crate) fn decode(kind: &str, payload: &Value) -> Option<Self> {
        Some(Self {
            kind: AttachmentKind::named(kind)?,
            url: value::word_of(payload, &["url", "fileUrl", "link"])?,
            name: value::word_of(payload, &["name", "fileName", "title"]).unwrap_or_default(),
        })
    }
}
