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

/// How one element of a list is read; the error says what would have been right.
pub(crate) type Decode<T> = fn(&mut Decoder, &mut Value, &Path<'_>) -> Result<T, &'static str>;

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

    /// Reads the list under the first of several spellings that is there. An element that cannot be read costs itself.
    pub(crate) fn list<T>(
        &mut self,
        from: &mut Value,
        keys: &[&'static str],
        path: &Path<'_>,
        decode: Decode<T>,
    ) -> Vec<T> {
        let mut decoded = Vec::new();
        if let Some((key, list)) = take_first(from, keys) {
            self.extend(&mut decoded, list, &path.key(key), decode);
        }
        decoded
    }

    /// Like [`Self::list`], for a list that a template is nothing without.
    pub(crate) fn required_list<T>(
        &mut self,
        from: &mut Value,
        keys: &[&'static str],
        path: &Path<'_>,
        decode: Decode<T>,
    ) -> Vec<T> {
        if value::field_of(from, keys).is_none()
            && let Some(key) = keys.first()
        {
            self.dropped(&path.key(key), "an array");
        }
        self.list(from, keys, path, decode)
    }

    /// Adds the elements of a list to those that were read already.
    pub(crate) fn extend<T>(&mut self, decoded: &mut Vec<T>, list: Value, path: &Path<'_>, decode: Decode<T>) {
        let elements = self.elements(Some(list), path);
        let left = self.reparses_left;
        for (index, element) in elements.into_iter().enumerate() {
            let path = path.index(index);
            let mut element = self.opened(element, &path);
            match decode(self, &mut element, &path) {
                Ok(element) => decoded.push(element),
                Err(expected) => self.dropped(&path, expected),
            }
            // What the next one opens stands beside this, not inside.
            self.reparses_left = left;
        }
    }

    /// The object under the first of several spellings that is there, also as JSON text or as an array's one element
    /// (`kore-templates.md` 12, trap 8); `null` when there is none.
    pub(crate) fn object(&mut self, from: &mut Value, keys: &[&'static str], path: &Path<'_>) -> Value {
        let Some((key, found)) = take_first(from, keys) else { return Value::Null };
        let mut found = self.opened(found, &path.key(key));
        if let Value::Array(elements) = &mut found
            && !elements.is_empty()
        {
            found = elements.swap_remove(0);
        }
        found
    }

    /// The value, or the object that it holds as JSON text.
    pub(crate) fn opened(&mut self, value: Value, path: &Path<'_>) -> Value {
        match value {
            Value::String(text) => match self.embedded(&text, path) {
                Embedded::Json(json) => json,
                Embedded::Text => Value::String(text),
                Embedded::Refused => Value::Null,
            },
            other => other,
        }
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

fn take_first(from: &mut Value, keys: &[&'static str]) -> Option<(&'static str, Value)> {
    keys.iter().find_map(|key| Some((*key, value::take(from, key)?)))
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
