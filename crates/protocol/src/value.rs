//! Tolerant access to JSON that somebody else wrote: aliases, numbers as strings, one or many
//! (`kore-templates.md` 12). Numbers are read from their digits; floats are never parsed.

use serde_json::Value;

use crate::{
    outbound::encode,
    time::{self, EpochMillis},
};

/// The field of that name; none when it is absent or `null`, or when `value` is no object.
pub fn field<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).filter(|found| !found.is_null())
}

/// The first of several spellings of a field that is present.
pub fn field_of<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().find_map(|key| field(value, key))
}

/// A string, number or boolean as text; none for anything else.
pub fn as_str(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.as_str()),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        _ => None,
    }
}

/// Like [`as_str`], as a text of its own.
pub fn text(value: &Value) -> Option<String> {
    as_str(value).map(str::to_owned)
}

/// The text of the first of several spellings that holds more than white space; as sent, not trimmed.
pub fn str_of<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter().filter_map(|key| field(value, key)).filter_map(as_str).find(|text| !text.trim().is_empty())
}

/// Like [`str_of`], as a text of its own.
pub fn text_of(value: &Value, keys: &[&str]) -> Option<String> {
    str_of(value, keys).map(str::to_owned)
}

/// A string, number or boolean as text without white space around it; none when nothing is left, or for anything else.
pub fn word(value: &Value) -> Option<String> {
    as_str(value).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Like [`text_of`]; empty when there is none.
pub fn string_of(value: &Value, keys: &[&str]) -> String {
    text_of(value, keys).unwrap_or_default()
}

/// Like [`text_of`], without white space around it: for names, ids and addresses.
pub fn word_of(value: &Value, keys: &[&str]) -> Option<String> {
    str_of(value, keys).map(|text| text.trim().to_owned())
}

/// Whether the first of several spellings that is there holds that name, as [`same_name`] compares.
pub fn is_named(value: &Value, keys: &[&str], name: &str) -> bool {
    str_of(value, keys).is_some_and(|found| same_name(found, name))
}

/// Takes the field of that name out; none when it is absent or `null`.
pub fn take(value: &mut Value, key: &str) -> Option<Value> {
    value.get_mut(key).map(Value::take).filter(|taken| !taken.is_null())
}

/// A size or limit: a whole number above 0 in the first of several spellings that holds one, sent as a number or as text.
pub fn count_of(value: &Value, keys: &[&str]) -> Option<usize> {
    integer_of(value, keys).filter(|count| *count > 0).and_then(|count| usize::try_from(count).ok())
}

/// The whole number that a text such as `70%` or `10px` begins with, or a number.
pub fn leading_integer_of(value: &Value, keys: &[&str]) -> Option<i64> {
    let text = str_of(value, keys)?.trim();
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+');
    let length = text.bytes().take_while(|byte| is_part(byte)).count();
    integer_from_text(text.get(..length)?)
}

/// A whole number, sent as a number or as text. Decimals are cut: `"3.9"` is 3. None when it is no number or outside of `i64`.
pub fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => integer_from_text(number.as_str()),
        Value::String(text) => integer_from_text(text),
        _ => None,
    }
}

/// The whole number in the first of several spellings that holds one.
pub fn integer_of(value: &Value, keys: &[&str]) -> Option<i64> {
    keys.iter().filter_map(|key| field(value, key)).find_map(integer)
}

/// Whether any of several spellings is `true`, a number other than 0, or text such as `"true"`, `"yes"`, `"1"`.
pub fn flag_of(value: &Value, keys: &[&str]) -> bool {
    keys.iter().filter_map(|key| field(value, key)).any(|found| flag(found) == Some(true))
}

/// A boolean, sent as one, as a number or as text; none when it is neither true nor false.
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => {
            let words = ["true", "yes", "1", "false", "no", "0"];
            words.iter().position(|word| same_name(text, word)).map(|place| place < 3)
        }
        Value::Number(_) => integer(value).map(|number| number != 0),
        _ => None,
    }
}

/// The elements of an array, or the one value that was sent in its place.
pub fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(elements) => elements,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The time in the first of several spellings that holds one: ISO 8601 text, or milliseconds as a number or text.
pub fn time_of(value: &Value, keys: &[&str]) -> Option<EpochMillis> {
    keys.iter().filter_map(|key| field(value, key)).find_map(time::from_value)
}

/// What to send for a value that the platform expects back: text as it is, anything else as JSON.
pub fn payload_text(value: &Value) -> String {
    text(value).unwrap_or_else(|| encode(value))
}

/// Texts with a separator between them.
pub(crate) fn join(texts: impl Iterator<Item = String>, separator: &str) -> String {
    let mut joined = String::new();
    for (index, text) in texts.enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(&text);
    }
    joined
}

/// Whether two names of the platform mean the same: case, white space around them and a leading slash do not count.
pub fn same_name(left: &str, right: &str) -> bool {
    bare_name(left).eq_ignore_ascii_case(bare_name(right))
}

fn bare_name(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix('/').unwrap_or(name)
}

/// Reads `12`, `-3.9`, `1.7e12`, with white space around it.
pub(crate) fn integer_from_text(text: &str) -> Option<i64> {
    scaled_from_text(text, 0)
}

/// Reads the same, times ten as often as `decimals` says, and cuts what is finer: `"3.96"` with one is 39.
pub(crate) fn scaled_from_text(text: &str, decimals: i64) -> Option<i64> {
    let (negative, digits) = sign(text.trim());
    let (mantissa, exponent) = match split_at_byte(digits, |byte| matches!(byte, b'e' | b'E')) {
        (mantissa, Some(exponent)) => (mantissa, exponent_from_text(exponent)?),
        (mantissa, None) => (mantissa, 0),
    };
    let (whole, fraction) = split_at_byte(mantissa, |byte| byte == b'.');
    let digits = [whole.as_bytes(), fraction.unwrap_or_default().as_bytes()].concat();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let kept = i64::try_from(whole.len()).ok()?.saturating_add(exponent).saturating_add(decimals);
    let mut number: i64 = 0;
    let mut taken: i64 = 0;
    for byte in digits {
        if taken >= kept {
            break;
        }
        number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        taken += 1;
    }
    // What is left are zeros that the exponent adds; 19 of them overflow every number but 0.
    while taken < kept && number != 0 {
        number = number.checked_mul(10)?;
        taken += 1;
    }
    Some(if negative { -number } else { number })
}

fn exponent_from_text(text: &str) -> Option<i64> {
    let (negative, digits) = sign(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.bytes().fold(0_i64, |sum, byte| (sum * 10 + i64::from(byte - b'0')).min(1_000_000_000));
    Some(if negative { -size } else { size })
}

/// Whether the number is negative, and its text without the sign.
fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// What stands before and after the first byte like that.
fn split_at_byte(text: &str, is_like: fn(u8) -> bool) -> (&str, Option<&str>) {
    match text.bytes().position(is_like) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}
