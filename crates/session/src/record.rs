//! What outlives a reload of the page: the visitor's messages that are not confirmed, as JSON text for the tab's
//! storage. Nothing else is kept, no token and nothing that the bot said.

use protocol::{
    json::read_json,
    outbound::{ClientMessageId, encode},
    value,
};
use serde::Serialize;

use crate::FailReason;

/// A record stays below this many bytes; what would not fit is kept in memory only.
const MOST_BYTES: usize = 200_000;
/// What a message costs besides its texts, in bytes, at most.
const OVERHEAD: usize = 200;

/// A message of the visitor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) id: ClientMessageId,
    pub(crate) body: String,
    pub(crate) render: Option<String>,
    /// When it was written, by the device's clock.
    pub(crate) at: i64,
    pub(crate) progress: Progress,
    /// The newest message of the log that was known when it was handed to a socket.
    pub(crate) after: Option<String>,
    /// Who wrote it, where that was known.
    pub(crate) user: Option<String>,
}

/// How far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It never left.
    Queued,
    /// It was handed to a socket; the platform may have it.
    Sent,
    /// It was given up.
    Failed(FailReason),
}

const NAMES: [(&str, Progress); 5] = [
    ("queued", Progress::Queued),
    ("sent", Progress::Sent),
    ("unconfirmed", Progress::Failed(FailReason::Unconfirmed)),
    ("tooLarge", Progress::Failed(FailReason::TooLarge)),
    ("refused", Progress::Failed(FailReason::Refused)),
];

#[derive(Serialize)]
struct Written<'a> {
    id: ClientMessageId,
    body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    render: Option<&'a str>,
    at: i64,
    progress: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
}

/// The text for these messages, oldest first; none when there is nothing to keep.
pub(crate) fn write<'a>(messages: impl Iterator<Item = &'a Kept>) -> Option<String> {
    let mut size = 0;
    let mut written = Vec::new();
    for kept in messages {
        size += kept.body.len() + kept.render.as_ref().map_or(0, String::len) + OVERHEAD;
        if size > MOST_BYTES {
            break;
        }
        let name = NAMES.iter().find(|(_, progress)| *progress == kept.progress);
        written.push(Written {
            id: kept.id,
            body: &kept.body,
            render: kept.render.as_deref(),
            at: kept.at,
            progress: name.map_or("queued", |(name, _)| name),
            after: kept.after.as_deref(),
            user: kept.user.as_deref(),
        });
    }
    (!written.is_empty()).then(|| encode(&written))
}

/// The messages in a text that storage held. Anybody can write there: what is no message is left out.
pub(crate) fn read(text: &str) -> Vec<Kept> {
    const DEPTH: usize = 4;
    // Characters of JSON may take six times their bytes.
    if text.len() > 6 * MOST_BYTES {
        return Vec::new();
    }
    let record = read_json(text, DEPTH).unwrap_or_default();
    value::one_or_many(&record).iter().filter_map(kept).collect()
}

fn kept(record: &serde_json::Value) -> Option<Kept> {
    let progress = value::word_of(record, &["progress"])?;
    Some(Kept {
        id: value::integer_of(record, &["id"])?,
        body: value::text_of(record, &["body"])?,
        render: value::text_of(record, &["render"]),
        at: value::integer_of(record, &["at"])?,
        progress: NAMES.iter().find(|(name, _)| *name == progress)?.1,
        after: value::text_of(record, &["after"]),
        user: value::text_of(record, &["user"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: i64, body: &str) -> Kept {
        let progress = Progress::Sent;
        Kept { id, body: body.to_owned(), render: None, at: 5, progress, after: None, user: None }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut messages: Vec<Kept> = Vec::new();
        for (place, (_, progress)) in NAMES.into_iter().enumerate() {
            messages.push(Kept {
                progress,
                render: Some("<b>\"ü\"\n".to_owned()),
                after: Some("ms-1".to_owned()),
                user: (place % 2 == 0).then(|| "u-1".to_owned()),
                ..message(place as i64, "payload \u{1f600}")
            });
        }
        assert_eq!(read(&write(messages.iter()).unwrap()), messages);
        assert_eq!(write([].iter()), None);
    }

    #[test]
    fn a_record_is_bounded_and_keeps_the_oldest() {
        let long = "x".repeat(90_000);
        let messages = [message(1, &long), message(2, &long), message(3, &long)];
        let text = write(messages.iter()).unwrap();
        assert!(text.len() < MOST_BYTES);
        assert_eq!(read(&text), messages[..2]);
    }

    #[test]
    fn foreign_text_in_storage_is_no_message() {
        let good = r#"{"id":1,"body":"a","at":5,"progress":"sent"}"#;
        for text in
            ["", "null", "{}", "[[]]", "[1,\"x\",null]", "[{\"id\":1}]", &"[".repeat(9_000), &"x".repeat(2_000_000)]
        {
            assert_eq!(read(text), []);
        }
        assert_eq!(read(&format!("[{{\"id\":\"x\"}},{good},{{\"progress\":\"lost\"}}]")), [message(1, "a")]);
    }
}
