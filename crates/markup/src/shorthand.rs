//! Short forms that the platform's text knows: names of emoji, and values in the visitor's language
//! (`kore-templates.md` 2.3, steps 1 and 5).

use crate::slice;
use crate::table::Table;
use crate::tree::{Inline, Local};

/// The names in common use, as the platform's widget has them; it knows 2,000 more.
static EMOJI: Table = Table::new(include_str!("../tables/emoji.txt"));

/// No name is longer.
const LONGEST_NAME: usize = 32;

/// The longest value, in bytes.
const LONGEST_VALUE: usize = 64;

/// The emoji whose name in colons begins the text, and the length of that.
pub(crate) fn emoji(text: &str) -> Option<(&'static str, usize)> {
    let inner = text.strip_prefix(':')?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-');
    let length = inner.bytes().take(LONGEST_NAME).take_while(is_name).count();
    if length == 0 || inner.as_bytes().get(length) != Some(&b':') {
        return None;
    }
    Some((EMOJI.find(slice::until(inner, length))?, length + 2))
}

/// The value that begins the text, as `\d(2024-01-31)`, and its length.
pub(crate) fn local(text: &str) -> Option<(Inline, usize)> {
    let name = slice::from(text, 1);
    let length = name.bytes().take(3).position(|byte| byte == b'(')?;
    let kind = match slice::until(name, length).as_bytes() {
        b"d" => Local::Date,
        b"t" => Local::Time,
        b"dt" => Local::DateTime,
        b"#" => Local::Number,
        b"$" => Local::Currency,
        _ => return None,
    };
    let start = length + 2;
    let inner = slice::from(text, start);
    let end = inner.bytes().take(LONGEST_VALUE).position(|byte| matches!(byte, b')' | b'(' | b'\n'))?;
    if inner.as_bytes().get(end) != Some(&b')') {
        return None;
    }
    let whole = slice::until(inner, end);
    let comma = match kind {
        Local::DateTime | Local::Currency => slice::find(whole, |byte| byte == b','),
        _ => whole.len(),
    };
    let value = slice::trim_blanks(slice::until(whole, comma));
    let is_number = matches!(kind, Local::Number | Local::Currency);
    let fits = value.bytes().all(|byte| match byte {
        b'0'..=b'9' | b'.' | b'-' | b'+' => true,
        _ => !is_number && (byte.is_ascii_alphanumeric() || b":/, ".contains(&byte)),
    });
    let format = slice::trim_blanks(slice::from(whole, comma + 1));
    let is_quote = |byte| matches!(byte, b'"' | b'\'');
    let format = slice::trim_end(slice::trim_start(format, is_quote), is_quote);
    if !fits || !value.bytes().any(|byte| byte.is_ascii_digit()) || (kind == Local::Currency && format.is_empty()) {
        return None;
    }
    let local = Inline::Local { kind, value: value.to_string(), format: format.to_string() };
    Some((local, start + end + 1))
}
