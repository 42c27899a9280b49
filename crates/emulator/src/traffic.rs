//! The log of every request and frame: a bounded ring, with tokens taken out when it is read.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::extract::ws::Utf8Bytes;
use serde_json::{Map, Value, json};

use crate::clock::{iso, now_ms};

/// Most lines kept.
const MAX_LINES: usize = 20_000;
/// Most bytes of bodies and frames kept, all lines together.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Most bytes kept of one body or frame.
const MAX_TEXT: usize = 16 * 1024;
/// Stands for a token.
const REDACTED: &str = "[redacted]";

/// One thing that happened.
struct Line {
    at: i64,
    kind: &'static str,
    /// Members that need no redaction.
    fields: Map<String, Value>,
    /// Member name and raw text of a body or frame, and its full length in bytes.
    text: Option<(&'static str, Utf8Bytes, usize)>,
}

/// The ring of lines.
#[derive(Default)]
pub(crate) struct TrafficLog {
    ring: Mutex<Ring>,
}

#[derive(Default)]
struct Ring {
    lines: VecDeque<Line>,
    bytes: usize,
}

impl TrafficLog {
    /// Notes an event; `fields` must be an object free of tokens.
    pub(crate) fn note(&self, kind: &'static str, fields: Value, text: Option<(&'static str, Utf8Bytes)>) {
        let fields = if let Value::Object(fields) = fields { fields } else { Map::new() };
        let text = text.map(|(name, text)| {
            let length = text.len();
            (name, shortened(text), length)
        });
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.bytes += text.as_ref().map_or(0, |(_, text, _)| text.len());
        ring.lines.push_back(Line { at: now_ms(), kind, fields, text });
        while ring.lines.len() > MAX_LINES || ring.bytes > MAX_BYTES {
            let Some(oldest) = ring.lines.pop_front() else { break };
            ring.bytes -= oldest.text.map_or(0, |(_, text, _)| text.len());
        }
    }

    /// All lines, oldest first, one JSON object each.
    pub(crate) fn render(&self) -> String {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        for line in &ring.lines {
            out.push_str(&line.render().to_string());
            out.push('\n');
        }
        out
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        *self.ring.lock().unwrap_or_else(PoisonError::into_inner) = Ring::default();
    }
}

impl Line {
    fn render(&self) -> Value {
        let mut line = Map::new();
        line.insert("at".into(), json!(iso(self.at)));
        line.insert("kind".into(), json!(self.kind));
        line.extend(self.fields.clone());
        if let Some((name, text, length)) = &self.text {
            let value = match serde_json::from_str::<Value>(text) {
                Ok(value) => redacted(value),
                Err(_) if *name == "body" => form_as_json(text),
                Err(_) => Value::String(without_jwts(text)),
            };
            line.insert((*name).into(), value);
            if text.len() < *length {
                line.insert("cutFromBytes".into(), json!(length));
            }
        }
        Value::Object(line)
    }
}

fn shortened(text: Utf8Bytes) -> Utf8Bytes {
    if text.len() <= MAX_TEXT {
        return text;
    }
    let end = (0..=MAX_TEXT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    Utf8Bytes::from(text.get(..end).unwrap_or_default().to_owned())
}

/// Takes out everything under a name that holds a secret, and everything that looks like a JWT.
fn redacted(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, value)| {
                    let value = if value.is_string() && is_secret(&name) { json!(REDACTED) } else { redacted(value) };
                    (name, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(redacted).collect()),
        Value::String(text) => Value::String(without_jwts(&text)),
        other => other,
    }
}

fn is_secret(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "accesstoken",
        "refreshtoken",
        "token",
        "jwt",
        "assertion",
        "clientsecret",
        "authorization",
        "nonce",
        "identitytoken",
    ];
    NAMES.contains(&name.to_ascii_lowercase().as_str())
}

/// The vendor's SDK posts a form; it is shown by name with its secrets taken out.
fn form_as_json(text: &str) -> Value {
    if !text.contains('=') {
        return Value::String(without_jwts(text));
    }
    let fields = text.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), json!(value))
    });
    redacted(Value::Object(fields.collect()))
}

fn without_jwts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("eyJ") {
        let (before, from) = rest.split_at(start);
        let end =
            from.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(from.len());
        let (token, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(if token.matches('.').count() >= 2 { REDACTED } else { token });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A query string with the single-use `sid` taken out.
pub(crate) fn redacted_query(query: &str) -> String {
    query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if name.eq_ignore_ascii_case("sid") || is_secret(name) => format!("{name}={REDACTED}"),
            _ => pair.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_reach_the_log() {
        let log = TrafficLog::default();
        let body = r#"{"assertion":"eyJhbGciOiJIUzI1NiJ9.e30.sig","token":{},"note":"see eyJh.e30.sig here"}"#;
        log.note("http", json!({"path": "/api/oAuth/token/jwtgrant"}), Some(("body", body.into())));
        log.note(
            "http",
            json!({"path": "/site/jwt"}),
            Some(("body", "clientId=cs&clientSecret=s3cret&identity=ada".into())),
        );
        let text = log.render();
        assert!(!text.contains("eyJ"), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains(r#""identity":"ada""#), "{text}");
        assert!(text.contains(r#""token":{}"#), "{text}");
        assert_eq!(redacted_query("sid=abc&isReconnect=true"), "sid=[redacted]&isReconnect=true");
    }

    #[test]
    fn the_log_is_bounded() {
        let log = TrafficLog::default();
        for n in 0..MAX_LINES + 5 {
            log.note("in", json!({"n": n}), None);
        }
        let text = log.render();
        assert_eq!(text.lines().count(), MAX_LINES);
        assert!(text.lines().next().unwrap().contains("\"n\":5"));
        for _ in 0..MAX_BYTES / MAX_TEXT + 10 {
            log.note("out", json!({}), Some(("frame", "x".repeat(MAX_TEXT + 1).into())));
        }
        assert!(log.ring.lock().unwrap().bytes <= MAX_BYTES);
    }
}
