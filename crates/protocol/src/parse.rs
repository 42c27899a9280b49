//! From text to JSON within bounds: size and nesting are checked before the parser allocates or recurses.

use serde_json::Value;

use crate::{limits, warning::Warning};

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
    if depth + nesting(text) > limits::MAX_DEPTH {
        return Err(Warning::TooDeep);
    }
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    // A stream may cut an emoji in two; each half is then a lone surrogate, which JavaScript writes and Rust refuses.
    let repaired = without_lone_surrogates(text).ok_or(Warning::NotJson)?;
    serde_json::from_str(&repaired).map_err(|_| Warning::NotJson)
}

/// The deepest nesting of arrays and objects, without recursion. Brackets inside strings do not count.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => {
                            bytes.next();
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    deepest
}

/// Replaces escapes such as `\ud83d` that lack their other half by `\ufffd`; none when there are none.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let mut repaired = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('\\') {
        at += found;
        match surrogate_at(text, at) {
            Some(Surrogate::High) if matches!(surrogate_at(text, at + 6), Some(Surrogate::Low)) => at += 12,
            Some(_) => {
                repaired.push_str(text.get(copied..at)?);
                repaired.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // Skips what is escaped, so that `\\ud83d` is read as a backslash and letters.
            None => at += 1 + text.get(at + 1..)?.chars().next()?.len_utf8(),
        }
    }
    if copied == 0 {
        return None;
    }
    repaired.push_str(text.get(copied..)?);
    Some(repaired)
}

enum Surrogate {
    High,
    Low,
}

fn surrogate_at(text: &str, at: usize) -> Option<Surrogate> {
    let escape = text.as_bytes().get(at..at + 6)?;
    let [b'\\', b'u', b'd' | b'D', kind, rest @ ..] = escape else { return None };
    if !rest.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match kind {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Surrogate::High),
        b'c'..=b'f' | b'C'..=b'F' => Some(Surrogate::Low),
        _ => None,
    }
}
