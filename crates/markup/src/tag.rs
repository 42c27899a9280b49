//! The few HTML tags that bots use in text. Every other tag is characters.

use crate::slice;

/// A tag, as written.
pub(crate) struct Tag<'a> {
    /// From `<` to `>`.
    pub literal: &'a str,
    pub name: Name,
    pub closing: bool,
    attributes: &'a str,
}

/// What a tag stands for.
#[derive(Clone, Copy)]
pub(crate) enum Name {
    Break,
    Strong,
    Emphasis,
    Link,
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        Some(match () {
            () if is("br") => Self::Break,
            () if is("b") || is("strong") => Self::Strong,
            () if is("i") || is("em") => Self::Emphasis,
            () if is("a") => Self::Link,
            () => return None,
        })
    }
}

impl<'a> Tag<'a> {
    /// The tag that begins the text. `<` ends the search for its end, so that a row of `<a` is read once.
    pub(crate) fn first(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let end = slice::find(inner, |byte| !byte.is_ascii_alphanumeric());
        let name = Name::of(slice::until(inner, end))?;
        let rest = slice::from(inner, end);
        if !slice::starts_with(rest, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')) {
            return None;
        }
        let mut quote = None;
        for (at, byte) in rest.bytes().enumerate() {
            match (byte, quote) {
                (b'<', _) => return None,
                (b'"' | b'\'', None) => quote = Some(byte),
                (byte, Some(open)) if byte == open => quote = None,
                (b'>', None) => {
                    let literal = slice::until(text, text.len() - rest.len() + at + 1);
                    let attributes = slice::trim_end(slice::until(rest, at), |byte| byte == b'/');
                    return Some(Self { literal, name, closing: text.starts_with("</"), attributes });
                }
                _ => {}
            }
        }
        None
    }

    /// An attribute's value, as written.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            let equals = slice::find(rest, |byte| byte == b'=');
            if equals == rest.len() {
                return None;
            }
            let name = slice::trim_end(slice::until(rest, equals), is_space);
            let name = slice::from(name, name.bytes().rposition(is_space).map_or(0, |at| at + 1));
            let value = slice::trim_start(slice::from(rest, equals + 1), is_space);
            let (value, end) = match value.as_bytes().first() {
                Some(b'"') => quoted(value, |byte| byte == b'"')?,
                Some(b'\'') => quoted(value, |byte| byte == b'\'')?,
                _ => (value, slice::find(value, is_space)),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(slice::until(value, end));
            }
            rest = slice::from(value, end + 1);
        }
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// What follows the opening quote, and where in it the closing one stands.
fn quoted(value: &str, is_quote: slice::Kind) -> Option<(&str, usize)> {
    let inner = slice::from(value, 1);
    let end = slice::find(inner, is_quote);
    (end < inner.len()).then_some((inner, end))
}
