//! What one decoding collects on its way: warnings, and how much text-encoded JSON it may still open.

use serde_json::Value;

use crate::{
    parse,
    path::Path,
    search::{find, replace},
    value,
    warning::{Decoded, Warning},
};

/// How many warnings one input gives at most: an array of a hundred thousand nulls must not become as many texts.
const MAX_WARNINGS: usize = 64;
/// How often one item may hold JSON as text inside JSON. The platform does it once or twice.
const REPARSES_PER_ITEM: u8 = 8;

pub(crate) struct Decoder {
    warnings: Vec<Warning>,
    reparses_left: u8,
}

impl Decoder {
    pub(crate) fn new() -> Self {
        Self { warnings: Vec::new(), reparses_left: REPARSES_PER_ITEM }
    }

    pub(crate) fn begin_item(&mut self) {
        self.reparses_left = REPARSES_PER_ITEM;
    }

    pub(crate) fn finish<T>(self, value: T) -> Decoded<T> {
        Decoded { value, warnings: self.warnings }
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(warning);
        }
    }

    pub(crate) fn dropped(&mut self, path: &Path<'_>, expected: &'static str) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(Warning::Dropped { path: path.to_text(), expected });
        }
    }

    pub(crate) fn unknown(&mut self, kind: &str) {
        self.warn(Warning::UnknownKind { kind: kind.chars().take(64).collect() });
    }

    /// What a text holds that may be JSON of an object, as platforms store templates.
    pub(crate) fn embedded(&mut self, text: &str, path: &Path<'_>) -> Embedded {
        self.json_in(text, b'{', path)
    }

    /// The elements of an array that may have been sent as JSON text, or the one that stands for it.
    pub(crate) fn elements(&mut self, value: Option<Value>, path: &Path<'_>) -> Vec<Value> {
        match value {
            Some(Value::Array(elements)) => elements,
            Some(Value::String(text)) => match self.json_in(&text, b'[', path) {
                Embedded::Json(Value::Array(elements)) => elements,
                Embedded::Refused => Vec::new(),
                _ => vec![Value::String(text)],
            },
            Some(one) if !one.is_null() => vec![one],
            _ => Vec::new(),
        }
    }

    /// Opens a list, or an object, that was sent as text. A list of plain values is one only where `of_values` says so:
    /// a bot may put brackets around words.
    pub(crate) fn open_lists(&mut self, value: &mut Value, of_values: bool, path: &Path<'_>) {
        let Value::String(text) = value else { return };
        let opening = text.trim_start().as_bytes().first().copied().unwrap_or_default();
        if !matches!(opening, b'{' | b'[') {
            return;
        }
        match self.json_in(text, opening, path) {
            Embedded::Json(json) => {
                let holds_parts = |part: &Value| part.is_object() || part.is_array();
                if of_values || json.is_object() || value::one_or_many(&json).iter().any(holds_parts) {
                    *value = json;
                }
            }
            Embedded::Text => {}
            Embedded::Refused => *value = Value::Null,
        }
    }

    /// How much JSON as text may still be opened.
    pub(crate) fn budget(&self) -> u8 {
        self.reparses_left
    }

    pub(crate) fn restore_budget(&mut self, budget: u8) {
        self.reparses_left = budget;
    }

    fn json_in(&mut self, text: &str, opening: u8, path: &Path<'_>) -> Embedded {
        let text = text.trim();
        if text.as_bytes().first() != Some(&opening) {
            return Embedded::Text;
        }
        if self.reparses_left == 0 {
            self.warn(Warning::TooDeep);
            return Embedded::Refused;
        }
        self.reparses_left -= 1;
        let mut parsed = parse::parse_below(text, path.depth());
        if parsed == Err(Warning::NotJson) && find(text, "&quot;").is_some() {
            // Some platforms escape quotes as for HTML (`kore-protocol.md` 8).
            parsed = parse::parse_below(&replace(text, "&quot;", "\""), path.depth());
        }
        match parsed {
            Ok(value) => Embedded::Json(value),
            Err(Warning::NotJson) if find(text, "\"template_type\"").is_none() => Embedded::Text,
            Err(warning) => {
                self.warn(warning);
                Embedded::Refused
            }
        }
    }
}

/// What a text turned out to hold.
pub(crate) enum Embedded {
    /// JSON.
    Json(Value),
    /// Just text.
    Text,
    /// A template that is broken or nests too deeply to be opened, and is not fit to be shown either.
    Refused,
}
