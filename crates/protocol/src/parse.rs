//! From text to JSON within bounds: size is checked before anything is allocated, nesting before it is entered.

use serde_json::Value;

use crate::{
    json::{JsonError, read_json},
    limits,
    warning::Warning,
};

/// Parses input of at most `max_bytes` bytes that nests at most [`limits::MAX_DEPTH`] deep.
pub(crate) fn parse(text: &str, max_bytes: usize) -> Result<Value, Warning> {
    if text.len() > max_bytes {
        return Err(Warning::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse_below(text, 0)
}

/// Parses text that stands `depth` levels deep in other JSON.
pub(crate) fn parse_below(text: &str, depth: usize) -> Result<Value, Warning> {
    read_json(text, limits::MAX_DEPTH.saturating_sub(depth)).map_err(|error| match error {
        JsonError::Malformed => Warning::NotJson,
        JsonError::TooDeep => Warning::TooDeep,
    })
}
